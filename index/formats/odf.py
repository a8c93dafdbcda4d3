"""OpenDocument text, by odfdo."""

import io
from dataclasses import replace
from typing import Any

from index.blocks import Extracted, TextBuilder, table_text
from index.formats.grid import Merged, filled
from index.formats.list_marks import BULLET, marked, numeral

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
_BREAKS = {"text:line-break": "\n", "text:tab": "\t"}


def read_odt(data: bytes) -> Extracted:
    """Read a text document: headings, paragraphs, lists, tables by rows; a note stands where it is called."""
    import odfdo

    document = odfdo.Document(io.BytesIO(data))
    reader = _Reader(document)
    for element in document.body.children:
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
        self._counted: dict[tuple[str, int], int] = {}

    def add(self, element: Any, gap: str = "\n\n", mark: str = "") -> None:  # noqa: ANN401
        """Add the blocks of an element; `mark` is what stands before the item that begins there."""
        tag = element.tag
        if tag in _NOT_SHOWN:
            return
        if tag == "text:h":
            level = element.get_attribute("text:outline-level")
            level = int(level) if str(level).isdigit() else 1
            self.builder.add(" ".join(_words(element).split()), "heading", level)
        elif tag == "text:p" and element.get_attribute("text:style-name") in ("Title", "Heading"):
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
        if str(element.get_attribute("text:continue-numbering")).lower() != "true":
            self._counted.pop((name, depth), None)
        for item in element.children:
            mark = self._mark(name, depth) if item.tag == "text:list-item" else ""
            for child in item.children:
                if child.tag == "text:list":
                    self._add_list(child, "\n", name, depth + 1)
                else:
                    self.add(child, gap, mark)
                gap, mark = "\n", ""

    def _mark(self, name: str, depth: int) -> str:
        """Return the mark of the next item of a kind of list: its number, a bullet, or nothing."""
        levels = self._kinds[name].children if name in self._kinds else ()
        level = next((one for one in levels if one.get_attribute("text:level") == str(depth)), None)
        if level is None or level.tag not in ("text:list-level-style-bullet", "text:list-level-style-number"):
            return ""
        if level.tag == "text:list-level-style-bullet":
            return BULLET
        form, before, after = (
            str(level.get_attribute(f"style:num-{part}") or "") for part in ("format", "prefix", "suffix")
        )
        first = str(level.get_attribute("text:start-value") or "1")
        following = int(first) if first.isdecimal() and len(first) < 10 else 1
        number = self._counted[name, depth] = self._counted.get((name, depth), following - 1) + 1
        return f"{before}{numeral(number, form)}{after}" if form else ""


def _table_rows(table: Any) -> list[list[str]]:  # noqa: ANN401
    """Return the rows of a table; what a merged cell covers stands there as cells of its own (ISO 26300)."""
    rows = [list(row.children) for row in table.get_elements("descendant::table:table-row")]
    merged: list[Merged] = []
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            across, down = (
                str(cell.get_attribute(f"table:number-{which}-spanned") or "1")
                for which in ("columns", "rows")
            )
            if (across, down) != ("1", "1") and across.isdecimal() and down.isdecimal():
                merged.append(((y, x), (y + int(down[:9]) - 1, x + int(across[:9]) - 1)))
    return filled([[_cell(cell) for cell in row] for row in rows], merged)


def _cell(element: Any) -> str:  # noqa: ANN401
    return " ".join(_words(child) for child in element.children)


def _words(element: Any) -> str:  # noqa: ANN401
    """Return the text of an element as it would be printed, the space before and after its notes kept."""
    parts = [element.text or ""]
    for child in element.children:
        tag = child.tag
        if tag == "text:s":
            parts.append(" " * int(child.get_attribute("text:c") or 1))
        elif tag in _BREAKS:
            parts.append(_BREAKS[tag])
        elif tag == "text:note":
            parts.append(f" [{' '.join(_words(child).split())}]")
        elif tag not in _NOT_SHOWN:
            parts.append(_words(child))
        parts.append(child.tail or "")
    return "".join(parts)
