"""Pages that tables and the size of type lay out, as was done before there were style sheets."""

import re
from typing import Any

from lxml import etree

from index.formats.bold_lines import MOST_OTHER_HEADINGS, OWN_LEVEL

__all__ = ["mark_large_lines", "unfold_layout"]

_PARTS = ("thead", "tbody", "tfoot", "tr", "td", "th", "colgroup", "col", "caption")
_HEADINGS = tuple(f"h{level}" for level in range(1, 7))
_INLINE = frozenset(("b", "strong", "i", "em", "u", "center", "font", "span", "p", "div"))
_MOST_ROWS, _FEWEST_PARAGRAPHS, _FEWEST_CHARS = 3, 3, 600
"""How many rows a table has at most that lays out a text, and how much of that stands in a cell at least."""
_FEWEST_LINKS, _LEAST_LINKED, _MOSTLY_LINKED, _LEAST_BESIDE = 3, 0.3, 0.6, 3
"""How many links a menu has at least, what share of it they are, and how much more stands beside it."""
_FOOT = re.compile(r"©|\(c\)|\bcopyright\b|\bwebmaster\b|\bbest viewed\b", re.IGNORECASE)
_FOOT_CHARS, _LINE_CHARS = 200, 120
_SIZE = re.compile(r"\s*(\+?)(\d)\s*")
_NORMAL, _LARGE, _HUGE = 3, 4, 5
"""Sizes of type of `font`: what a browser uses for text, and for what heads it."""


def unfold_layout(body: Any) -> bool:  # noqa: ANN401 - lxml's elements
    """Make blocks of the cells of tables that only lay out a page; return whether there was any.

    Menus beside the text and the foot of the page go.
    """
    found = [table for table in body.iter("table") if _lays_out(table)]
    for table in found:
        cells = [part for part in _own(table) if part.tag in ("td", "th")]
        said = {cell: _length(cell) for cell in cells}
        for cell in cells:
            if _is_menu(cell, sum(said.values()) - said[cell]) or (
                cell is cells[-1]
                and len(cells) > 1
                and said[cell] <= _FOOT_CHARS
                and _FOOT.search(_words(cell))
            ):
                cell.drop_tree()
        for element in (table, *_own(table)):
            element.tag = "div"
    return bool(found)


def _own(table: Any) -> list[Any]:  # noqa: ANN401
    """Return the parts of a table, not those of tables in it."""
    return [part for part in table.iter(*_PARTS) if next(part.iterancestors("table")) is table]


def _lays_out(table: Any) -> bool:  # noqa: ANN401
    """Return whether a table lays out a page: it has one column, or holds tables or a text."""
    own = _own(table)
    cells = [part for part in own if part.tag in ("td", "th")]
    rows = sum(part.tag == "tr" for part in own)
    if any(cell.tag == "th" for cell in cells):
        return False
    if 0 < len(cells) <= rows:
        return True
    return table.find(".//table") is not None or (rows <= _MOST_ROWS and any(map(_is_text, cells)))


def _is_text(cell: Any) -> bool:  # noqa: ANN401
    """Return whether a cell holds a text of several paragraphs."""
    paragraphs = sum(1 for _ in cell.iter("p", *_HEADINGS))
    return paragraphs >= _FEWEST_PARAGRAPHS and _length(cell) >= _FEWEST_CHARS


def _is_menu(cell: Any, beside: int) -> bool:  # noqa: ANN401
    """Return whether a cell, beside which stand so many characters, is made of links.

    Of links alone, nearly, a menu may be longer, and hold tables of its own.
    """
    links, said = [*cell.iter("a")], _length(cell)
    linked = sum(map(_length, links))
    if len(links) < _FEWEST_LINKS:
        return False
    if linked >= _MOSTLY_LINKED * said and beside >= said:
        return True
    return linked >= _LEAST_LINKED * said and beside >= _LEAST_BESIDE * said and cell.find(".//table") is None


def mark_large_lines(body: Any) -> bool:  # noqa: ANN401
    """Make headings of lines in large type, of a page that has no headings; return whether there was any."""
    own = sum(1 for heading in body.iter(*_HEADINGS) if heading.tag != f"h{OWN_LEVEL}")
    if own > MOST_OTHER_HEADINGS:
        return False
    found = [
        (line, size)
        for font in [*body.iter("font")]
        if (size := _size(font)) and (line := _line_of(font)) is not None
    ]
    for line, size in found:
        line.tag = "h2" if size >= _HUGE else "h3"
    return bool(found)


def _size(font: Any) -> int:  # noqa: ANN401
    """Return the size of type of a `font`, 0 where that is not large."""
    match = _SIZE.fullmatch(font.get("size", ""))
    size = int(match[2]) + (_NORMAL if match[1] else 0) if match else 0
    return size if size >= _LARGE else 0


def _line_of(font: Any) -> Any:  # noqa: ANN401
    """Return the outermost element that says nothing but a `font`, a short line by itself; else None."""
    if not 0 < _length(font) <= _LINE_CHARS or any(
        e.tag not in (*_INLINE, "br", "a") for e in font.iter(etree.Element)
    ):
        return None
    line = font
    while (
        (above := line.getparent()) is not None and above.tag in _INLINE and _length(above) == _length(font)
    ):
        line = above
    before, after = line.getprevious(), line.getnext()
    begins = not (line.getparent().text or "").strip() if before is None else _ends_line(before)
    ends = not (line.tail or "").strip() and (after is None or after.tag == "br" or after.tag not in _INLINE)
    return line if begins and ends else None


def _ends_line(before: Any) -> bool:  # noqa: ANN401
    return not (before.tail or "").strip() and (
        before.tag not in _INLINE or before.tag in ("p", "div", "center")
    )


def _length(element: Any) -> int:  # noqa: ANN401
    return len(_words(element))


def _words(element: Any) -> str:  # noqa: ANN401
    return " ".join(element.text_content().split())
