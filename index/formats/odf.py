"""OpenDocument text, by odfdo."""

import io
import re
from dataclasses import replace
from typing import Any

from index.blocks import Extracted, TextBuilder, table_text
from index.formats.bold_lines import OWN_LEVEL
from index.formats.grid import Merged, filled
from index.formats.list_marks import BULLET, marked, numeral
from index.formats.odf_bold import TITLES, bold_headings

__all__ = ["read_odt"]

_NOT_SHOWN = frozenset(
    (
        "text:tracked-changes",
        "office:annotation",
        "text:note-citation",
        "text:sequence-decls",
        "text:table-of-content",
    )
)
_OUTLINE = "text:outline-style"
_MARKING = frozenset(
    f"text:{name}" for name in ("list-level-style-bullet", "list-level-style-number", "outline-level-style")
)
_BREAKS = {"text:line-break": "\n", "text:tab": "\t"}
_NO_ITEM = frozenset(("text:list", "text:soft-page-break"))
"""What makes no item that is counted: one of these alone is another list's."""
_MOST_NUMBER = 999_999_999
_MOST_LEVELS = 10
_MOST_SPACES = 100
"""How many spaces one element stands for at most."""


def read_odt(data: bytes) -> Extracted:
    """Read a text document: headings, paragraphs, lists, tables by rows; a note stands where it is called."""
    import odfdo

    document = odfdo.Document(io.BytesIO(data))
    reader = _Reader(document)
    shown = [element for element in document.body.children if element.tag not in _NOT_SHOWN]
    heads = bold_headings(document, shown, _words)
    for number, element in enumerate(shown):
        if number in heads:
            reader.builder.add(" ".join(_words(element).split()), "heading", OWN_LEVEL)
        else:
            reader.add(element)
    said = document.meta
    return replace(
        reader.builder.extracted(),
        title=said.get_title(),
        author=said.get_initial_creator() or said.get_creator(),
        made=said.get_creation_date(),
        language=said.get_language(),
    )


class _Reader:
    """Adds blocks in order, and counts the items of lists, whose marks stand in no text."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401 - odfdo's elements
        """Take the kinds of lists that the document knows."""
        self.builder = TextBuilder()
        self._kinds = {style.name: style for style in document.get_styles("list")}
        if (outline := document.styles.root.get_element(f"//{_OUTLINE}")) is not None:
            self._kinds[_OUTLINE] = outline
        self._counted: dict[tuple[str, int], int] = {}
        self._ended: dict[Any, int] = {}  # by the id of a list: its last number

    def add(self, element: Any, gap: str = "\n\n", mark: str = "") -> None:  # noqa: ANN401
        """Add the blocks of an element; `mark` is what stands before the item that begins there."""
        tag = element.tag
        if tag in _NOT_SHOWN:
            return
        if tag == "text:h":
            level = _number(element, "text:outline-level", 1, _MOST_LEVELS)
            number = self._heading_number(element, level)
            self.builder.add(marked(" ".join(_words(element).split()), number), "heading", level)
        elif tag == "text:p" and element.get_attribute("text:style-name") in TITLES:
            self.builder.add(" ".join(_words(element).split()), "heading", 1)
        elif tag == "text:p":
            self.builder.add(marked(_words(element), mark), "prose", gap=gap)
        elif tag == "table:table":
            self.builder.add(table_text(_table_rows(element)), "verbatim")
        elif tag == "text:list":
            self._add_list(element, gap)
        else:
            for child in element.children:
                self.add(child, gap, mark)
                mark = ""

    def _add_list(self, element: Any, gap: str, above: str = "", depth: int = 1) -> None:  # noqa: ANN401
        """Add the items of a list, each a line; a list in another has its kind unless it names one."""
        name = str(element.get_attribute("text:style-name") or above)
        goes_on = str(element.get_attribute("text:continue-numbering")).lower() == "true"
        earlier = element.get_attribute("text:continue-list")
        if earlier in self._ended:
            self._counted[name, depth] = self._ended[earlier]
        elif not goes_on and not earlier:
            self._counted.pop((name, depth), None)
        for item in element.children:
            counts = item.tag == "text:list-item" and any(one.tag not in _NO_ITEM for one in item.children)
            mark = self._mark(item, name, depth) if counts else ""
            for child in item.children:
                if child.tag == "text:list":
                    self._add_list(child, "\n", name, depth + 1)
                else:
                    self.add(child, gap, mark)
                gap, mark = "\n", ""
        if (id_ := element.get_attribute("xml:id")) and (name, depth) in self._counted:
            self._ended[id_] = self._counted[name, depth]

    def _heading_number(self, heading: Any, level: int) -> str:  # noqa: ANN401
        """Return the number of the next heading of a level; nothing where the outline has none."""
        if str(heading.get_attribute("text:is-list-header")).lower() == "true":
            return ""
        again = str(heading.get_attribute("text:restart-numbering")).lower() == "true"
        for ended in range(level + (not again), _MOST_LEVELS + 1):
            self._counted.pop((_OUTLINE, ended), None)
        return self._mark(heading, _OUTLINE, level)

    def _mark(self, item: Any, name: str, depth: int) -> str:  # noqa: ANN401
        """Return the mark of the next item of a kind of list: its numbers, a bullet, or nothing."""
        level = self._level(name, depth)
        if level is None or level.tag not in _MARKING:
            return ""
        if level.tag == "text:list-level-style-bullet":
            return BULLET
        first = _number(level, "text:start-value", 1)
        following = self._counted.get((name, depth), first - 1) + 1
        self._counted[name, depth] = _number(item, "text:start-value", following)
        if not level.get_attribute("style:num-format"):
            return ""
        before, after = (str(level.get_attribute(f"style:num-{part}") or "") for part in ("prefix", "suffix"))
        shown = _number(level, "text:display-levels", 1, _MOST_LEVELS)
        numbers = [self._numeral(name, one) for one in range(max(depth - shown, 0) + 1, depth + 1)]
        return f"{before}{'.'.join(filter(None, numbers))}{after}"

    def _level(self, name: str, depth: int) -> Any:  # noqa: ANN401
        """Return how a kind of list marks the items of a level; None where it doesn't say."""
        levels = self._kinds[name].children if name in self._kinds else ()
        return next((one for one in levels if one.get_attribute("text:level") == str(depth)), None)

    def _numeral(self, name: str, depth: int) -> str:
        """Return the number that a level has come to, as it is shown; nothing for one without numbers."""
        level = self._level(name, depth)
        form = "" if level is None else str(level.get_attribute("style:num-format") or "")
        if not form:
            return ""
        if str(level.get_attribute("style:num-letter-sync")).lower() == "true":
            form = {"a": "aa", "A": "AA"}.get(form, form)
        first = _number(level, "text:start-value", 1)
        return numeral(self._counted.get((name, depth), first), form)


def _table_rows(table: Any) -> list[list[str]]:  # noqa: ANN401
    """Return the rows of a table; what a merged cell covers stands there as cells of its own (ISO 26300)."""
    rows = [list(row.children) for row in table.get_elements("descendant::table:table-row")]
    merged: list[Merged] = []
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            across, down = (
                _number(cell, f"table:number-{which}-spanned", 1) for which in ("columns", "rows")
            )
            if across > 1 or down > 1:
                merged.append(((y, x), (y + max(down, 1) - 1, x + max(across, 1) - 1)))
    return filled([[_cell(cell) for cell in row] for row in rows], merged)


def _number(element: Any, name: str, otherwise: int, most: int = _MOST_NUMBER) -> int:  # noqa: ANN401
    """Return the number that an attribute says, `most` if it is larger; `otherwise` if it says none."""
    said = str(element.get_attribute(name) or "")
    if not re.fullmatch("[0-9]+", said):
        return otherwise
    return min(int(said), most) if len(said) < 10 else most


def _cell(element: Any) -> str:  # noqa: ANN401
    return " ".join(_words(child) for child in element.children)


def _words(element: Any) -> str:  # noqa: ANN401
    """Return the text of an element as it would be printed, the space before and after its notes kept."""
    parts = [element.text or ""]
    for child in element.children:
        tag = child.tag
        if tag == "text:s":
            parts.append(" " * _number(child, "text:c", 1, _MOST_SPACES))
        elif tag in _BREAKS:
            parts.append(_BREAKS[tag])
        elif tag == "text:note":
            parts.append(f" [{' '.join(_words(child).split())}]")
        elif tag not in _NOT_SHOWN:
            parts.append(_words(child))
        parts.append(child.tail or "")
    return "".join(parts)
