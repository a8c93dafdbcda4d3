"""The blocks of an HTML tree, all of them: for books and for pages that are nothing but a document."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Any

from index.blocks import TextBuilder, clean, table_text
from index.formats.grid import filled, laid_out
from index.formats.list_marks import BULLET, marked, numeral
from index.formats.plain import plain_blocks

__all__ = ["add_blocks", "add_table", "defined", "keep_breaks", "mark_items"]

_BLOCKS = frozenset(
    "p li dd dt blockquote pre td th caption figcaption div section article aside body".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NO_LINE = frozenset((*_HEADINGS, "ul", "ol", "dl", "table", "figure", "img", "input"))
_UNMARKED = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
_INITIAL = re.compile(r"([A-Z])\.\s")
_MOST_TERM_CHARS = 60
_NOTE_CHARS, _LEAST_ROWS = 30, 2
"""How long a note below a table is at least, and how many rows stand above it."""
_BREAK = "\u2028"
"""Unicode's line separator, which is white space wherever nobody looks for it."""
_LABELLED = re.compile(r"[^\W\d_][^:.;?!]{0,30}:\s")
"""A line that says what it tells: "Interviewer: Dr Meech"."""
_LEFT_OUT = frozenset(("script", "style", "head", "nav", "svg", "math"))


def keep_breaks(element: Any) -> None:  # noqa: ANN401
    """Write a line separator into the text after each `br`, without which the words around it were one."""
    for line in element.iter("br"):
        if next(line.iterancestors("pre", "code"), None) is None:
            line.tail = f"{_BREAK}{line.tail or ''}"


def mark_items(element: Any) -> bool:  # noqa: ANN401
    """Write into the items of all lists the marks that a browser shows before them; return whether any was.

    Bullets, or numbers (HTML standard, 4.4.5 to 4.4.8). An item that has a mark of its own gets none.
    """
    changed = False
    for listed in element.iter("ul", "ol"):
        if _UNMARKED.search(listed.get("style", "")):
            continue
        items = [
            (place, mark) for item, mark in _item_marks(listed) if (place := _first_text(item)) is not None
        ]
        named = listed.tag == "ol" and not _count_on([_words(place) for place, _ in items])
        for place, mark in items:
            text = (place.text or "").lstrip()
            initial = named and _INITIAL.match(_words(place))
            place.text = marked(text, mark) if text and not initial else f"{mark} {text}"
            changed = True
    return changed


def _count_on(texts: list[str]) -> bool:
    """Return whether the letters that texts begin with are marks, "A.", "B.": else they are of names."""
    letters = [found[1] if (found := _INITIAL.match(text)) else "" for text in texts]
    return all(letters) and all(ord(b) - ord(a) == 1 for a, b in pairwise(letters))


def _item_marks(listed: Any) -> Iterator[tuple[Any, str]]:  # noqa: ANN401
    """Yield the items of a list, each with its mark."""
    items = [child for child in listed if child.tag == "li"]
    if listed.tag == "ul":
        yield from ((item, BULLET) for item in items)
        return
    step = -1 if listed.get("reversed") is not None else 1
    number = _integer(listed.get("start"), len(items) if step < 0 else 1)
    for item in items:
        number = _integer(item.get("value"), number)
        yield item, f"{numeral(number, listed.get('type', '1'))}."
        number += step


def _integer(said: str | None, otherwise: int) -> int:
    return int(said) if said and re.fullmatch(r"\s*[-+]?[0-9]{1,9}\s*", said) else otherwise


def _first_text(item: Any) -> Any:  # noqa: ANN401
    """Return the element in which the text of an item begins; None where it begins with no line of text."""
    if (item.text or "").strip():
        return item
    first = next((child for child in item if isinstance(child.tag, str)), None)
    if first is not None and first.tag in ("p", "div"):
        return _first_text(first)
    whole = _words(item)
    begins = first is not None and first.tag not in _BLOCKS and first.tag not in _NO_LINE
    return item if begins and whole and marked(whole, BULLET) != whole else None


def add_blocks(builder: TextBuilder, element: Any) -> None:  # noqa: ANN401
    """Add the blocks of an element; text that stands between them is a block too."""
    loose = [element.text or ""]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in _HEADINGS:
            _put(builder, loose)
            builder.add(_words(child), "heading", _HEADINGS[tag])
        elif tag == "table" and _is_table(child):
            _put(builder, loose)
            add_table(builder, child)
        elif tag == "dl" and (parts := _simple_parts(child)) is not None:
            _put(builder, loose)
            for line in defined(parts):
                builder.add(line, "prose")
        elif tag == "pre":
            _put(builder, loose)
            _add_preformatted(builder, child)
        elif tag in _BLOCKS or (
            tag and any(d.tag in _BLOCKS or d.tag in _HEADINGS for d in child.iterdescendants())
        ):
            _put(builder, loose)
            add_blocks(builder, child)
        elif tag and tag not in _LEFT_OUT:
            loose.append(child.text_content())
        loose.append(child.tail or "")
    _put(builder, loose)


def _add_preformatted(builder: TextBuilder, element: Any) -> None:  # noqa: ANN401
    """Add what is set with its line breaks: code line by line, else as plain text, without headings."""
    text = clean(element.text_content().replace(_BREAK, "\n"))
    if element.find(".//code") is not None:
        builder.add(text, "verbatim")
        return
    for block in plain_blocks(text):
        kind = "prose" if block.kind in ("heading", "metadata") else block.kind
        builder.add(text[block.start : block.end], kind)


def _is_table(element: Any) -> bool:  # noqa: ANN401
    """Return whether a table has rows of cells and no block beside them: one of tables lays out a page."""
    parts = element.iter("table", "thead", "tbody", "tfoot", "tr")
    strays = (child for part in parts for child in part if child.tag in _BLOCKS or child.tag in _HEADINGS)
    whole = all(stray.tag in ("td", "th", "caption") for stray in strays)
    return whole and element.find(".//table") is None and element.find(".//tr") is not None


def add_table(builder: TextBuilder, table: Any) -> None:  # noqa: ANN401
    """Add a table: what it is called, a line for each row, and the notes below them."""
    for caption in table.iter("caption"):
        builder.add(_words(caption), "prose")
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    notes: list[str] = []
    while len(rows) > _LEAST_ROWS and _is_note(rows[-1], max(map(len, rows))):
        notes.append(_words(rows.pop()[0]))
    builder.add(table_text(_filled(rows)), "verbatim")
    for note in reversed(notes):
        builder.add(note, "prose")


def _is_note(row: list[Any], width: int) -> bool:
    """Return whether the last row of a table is a note on it: a sentence in one cell over all columns."""
    if len(row) != 1 or _integer(row[0].get("colspan"), 1) < width or width < 2:
        return False
    said = _words(row[0])
    return len(said) >= _NOTE_CHARS and said.rstrip('"”)')[-1:] in (".", "!", "?")


def _filled(rows: list[list[Any]]) -> list[list[str]]:
    """Return the rows of a table, each with a cell for every column, what merged cells say in all of them."""
    return filled(
        *laid_out(
            (
                (
                    _words(cell),
                    max(_integer(cell.get("colspan"), 1), 1),
                    max(_integer(cell.get("rowspan"), 1), 0),
                )
                for cell in row
            )
            for row in rows
        )
    )


def _words(element: Any) -> str:  # noqa: ANN401
    return " ".join(element.text_content().split())


def defined(parts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the lines of a definition list, given as ("dt" or "dd", text): a short term before what it means.

    "Weight" and "780 g" tell nothing apart; a term that is a sentence or a question stands alone.
    """
    term = ""
    for kind, text in parts:
        if term:
            yield f"{term}: {text}" if kind == "dd" else term
        short = kind == "dt" and 0 < len(text) <= _MOST_TERM_CHARS and text[-1] not in ".?!:"
        if not short and not (term and kind == "dd"):
            yield text
        term = text if short else ""
    if term:
        yield term


def _simple_parts(element: Any) -> list[tuple[str, str]] | None:  # noqa: ANN401
    """Return the parts of a definition list; None where one has blocks of its own, or others stand there."""
    parts = [child for child in element if isinstance(child.tag, str)]
    if any(c.tag not in ("dt", "dd") or any(d.tag in _BLOCKS for d in c.iterdescendants()) for c in parts):
        return None
    return [(str(child.tag), _words(child)) for child in parts]


def _put(builder: TextBuilder, loose: list[str]) -> None:
    """Add loose text: paragraphs parted by two breaks, each by its lines where each of them has a label."""
    lines = [" ".join(line.split()) for line in "".join(loose).split(_BREAK)]
    for parted, group in groupby(lines, key=bool):
        said = [*group] if parted else []
        if not (len(said) > 1 and all(_LABELLED.match(line) for line in said)):
            said = [" ".join(said)]
        for number, line in enumerate(said):
            builder.add(line, "prose", gap="\n" if number else "\n\n")
    loose.clear()
