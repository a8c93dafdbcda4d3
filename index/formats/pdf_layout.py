"""From the lines of PDF pages to headings, paragraphs, notes and the rows of tables.

Lines become paragraphs by their gaps, indents and sizes; a hyphen that PDFium marks as one of a line's end is
taken out unless the document writes the word with it elsewhere; running heads, running feet and page numbers
are left out. A paragraph that goes on over a page break stays one; the notes below it stand before it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from index.blocks import Block, BlockKind, TextBuilder, clean, table_text
from index.formats.pdf_lines import Line
from index.formats.pdf_paragraphs import (
    BULLET_AT_START,
    HEADING_HEIGHT,
    NOTE_MARK,
    PARAGRAPH_GAP,
    TERMINAL,
    paragraphs,
)
from index.formats.pdf_tables import (
    Columns,
    Row,
    columns_of,
    goes_on_in,
    joined_cells,
    same_columns,
    tables,
)
from index.formats.pdf_words import Words

__all__ = ["PageBuilder", "without_running_lines"]

_PAGE_NUMBER = re.compile(
    r"^\W*(?:page|seite|p\.)?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of|von)\s*\d{1,4})?\W*$", re.I
)
_AT_AN_END = re.compile(r"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}$")
"""A bare number that begins or ends a line: that of the page, in a running head ("212 The Review")."""
_MOST_RUNNING_CHARS = 100
_NUMBERED_PAGES = 3
_LINES_AT_EDGE = 2
_FULL_CHARS = 80
"""A paragraph that long, without an end at the end of a page, goes on over it, however it goes on."""
_NOTE_HEIGHT = 0.9
"""How high the type of notes is at most, beside that of the text."""
_SMALL_HEADING = 0.8
"""How high bold type is at least, beside that of the text, that heads a paragraph."""
_FIGURE = re.compile(r"\d[\d.,:/]*")
_MANY_FIGURES, _FIGURES_CHARS = 5, 80
"""How many figures a line in bold has at least that tells them and heads nothing, and how long it is."""
_LARGE_HEIGHT = 1.5
"""Type that high is of a heading even where the words end like a sentence."""
_SAME_HEIGHT = 0.96
"""Type that is lower than another by less is of the same size: sizes come with the noise of scaling."""


def _body_height(pages: Sequence[Sequence[Line]]) -> float:
    """Return the height that most characters have."""
    heights: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            heights[round(line.height, 1)] += len(line.text)
    return heights.most_common(1)[0][0] if heights else 1.0


def _heading_heights(pages: Sequence[Sequence[Line]], body: float) -> tuple[float, ...]:
    """Return the heights of type that are larger than the text's, the largest first, alike ones once.

    Nothing ranks above the largest of the first page that has any: what is larger on a later page is drawn so
    to be seen, not to head the whole.
    """
    larger = [
        [line.height for line in lines if line.height > HEADING_HEIGHT * body and _has_letters(line.text)]
        for lines in pages
    ]
    first = next((max(heights) for heights in larger if heights), 0.0)
    found: list[float] = []
    for height in sorted({min(height, first) for heights in larger for height in heights}, reverse=True):
        if not found or height < _SAME_HEIGHT * found[-1]:
            found.append(height)
    return tuple(found)


def _has_letters(text: str) -> bool:
    return any(c.isalpha() for c in text)


def without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """Leave out what stands at the head or foot of most pages, or has the page's number, words or none."""
    edges = [_edges(lines) for lines in pages]
    seen = Counter(key for some in edges for key in {_running(line) for line in some})
    often = {key for key, count in seen.items() if count >= 2 and count > 0.4 * len(pages)}
    numbered = _numbered(edges, _body_height(pages), seen)
    found: list[list[Line]] = []
    for lines, some in zip(pages, edges, strict=True):
        gone = {
            id(line)
            for line in some
            if _running(line) in often
            or id(line) in numbered
            or (len(pages) > 1 and _PAGE_NUMBER.match(line.text))
        }
        found.append([line for line in lines if id(line) not in gone])
    return found


def _numbered(edges: Sequence[Sequence[Line]], body: float, seen: Counter[str]) -> set[int]:
    """Return the ids of running heads and feet that differ from page to page, told by the page's number.

    It begins or ends them, and counts on from page to page. What is larger than the text or bold may be a
    heading with a number, unless other pages say the same.
    """
    found: dict[int, list[int]] = {}
    pages: Counter[int] = Counter()
    for number, some in enumerate(edges):
        offsets: set[int] = set()
        for line in some:
            plain = not line.bold and line.height <= HEADING_HEIGHT * body
            if len(line.text) > _MOST_RUNNING_CHARS or not (plain or seen[_running(line)] > 1):
                continue
            for said in _AT_AN_END.findall(line.text) if _has_letters(line.text) else ():
                found.setdefault(int(said) - number, []).append(id(line))
                offsets.add(int(said) - number)
        pages.update(offsets)
    offset, count = pages.most_common(1)[0] if pages else (0, 0)
    return set(found[offset]) if count >= _NUMBERED_PAGES and count > len(edges) / 2 else set()


def _edges(lines: Sequence[Line]) -> list[Line]:
    """Return the lines at the head and at the foot that stand apart from the text, and in no drawn table."""
    found: list[Line] = []
    for some in (lines[: _LINES_AT_EDGE + 1], lines[-_LINES_AT_EDGE - 1 :][::-1]):
        drawn = next((number for number, line in enumerate(some) if line.grid is not None), len(some))
        apart = [i for i in range(len(some) - 1) if _is_apart(some, i)]
        found += some[: min(apart[-1] + 1, drawn)] if apart else []
    return found


def _is_apart(lines: Sequence[Line], number: int) -> bool:
    """Return whether a line near an edge stands apart from the next one further from it.

    What goes on in the next column of text, with lines of its own, does not.
    """
    line, within = lines[number], lines[number + 1]
    beside = number and line.bottom > within.top and line.left > within.right
    goes_on = beside and _gap(lines[number - 1], line) < 0.8 * line.height
    return not goes_on and _gap(line, within) > 0.8 * line.height


def _gap(first: Line, second: Line) -> float:
    """Return the blank height between two lines, whichever is the upper one."""
    return max(first.bottom - second.top, second.bottom - first.top)


def _running(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text).strip().lower()


def _notes(lines: Sequence[Line], body: float, usual_drop: float) -> int:
    """Return where the notes at the foot of a page begin: smaller type to the end, below a gap.

    Of type as large as the text's it is what begins with a raised mark that stands in the text above.
    """
    start = len(lines)
    while start and lines[start - 1].height < _NOTE_HEIGHT * body and lines[start - 1].grid is None:
        start -= 1
    if 0 < start < len(lines) and lines[start].top < lines[start - 1].bottom:
        return start
    for number in range(1, len(lines)):
        before, line = lines[number - 1], lines[number]
        mark = NOTE_MARK.match(line.text)
        apart = before.bottom - line.bottom > PARAGRAPH_GAP * max(usual_drop, 1.0) * line.height
        if mark and apart and any(mark.group() in above.text[1:] for above in lines[:number]):
            rest = lines[number:]
            if all(0 < one.bottom - two.bottom < 2 * body for one, two in pairwise(rest)):
                return number
    return len(lines)


def _usual_drop(pages: Sequence[Sequence[Line]]) -> float:
    """Return how far below each other most lines stand, in heights of their type; 0 where none do."""
    drops = Counter(
        round((before.bottom - line.bottom) / before.height, 1)
        for lines in pages
        for before, line in pairwise(lines)
        if abs(line.height - before.height) < 0.15 * before.height
    )
    below = {drop: count for drop, count in drops.items() if drop > 0}
    return max(below, key=lambda drop: (below[drop], -drop), default=0.0)


def _level(group: Sequence[Line], body: float, heights: Sequence[float], below: Sequence[Line]) -> int:
    """Return the level of a heading (larger or bolder than the text, short, no sentence), 0 for prose.

    `heights` are those of the document's headings: the level counts from 1 for the largest; bold type of the
    text's size comes after them all. Bold type that is smaller heads only a paragraph that stands below it.
    """
    text = " ".join(line.text for line in group)
    if len(text) > 200 or len(group) > 3 or not _has_letters(text):
        return 0
    height = max(line.height for line in group)
    large = height > _LARGE_HEIGHT * body
    if large or (height > HEADING_HEIGHT * body and not text.endswith(".")):
        return 1 + sum(height < _SAME_HEIGHT * other for other in heights)
    if not all(line.bold for line in group) or TERMINAL.search(text):
        return 0
    if len(text) >= _FIGURES_CHARS and len(_FIGURE.findall(text)) >= _MANY_FIGURES:
        return 0
    heads = len(group) == 1 and sum(len(line.text) for line in below) > len(text) and not below[0].bold
    if height >= 0.95 * body:
        return len(heights) + 1
    return len(heights) + 2 if heads and height >= _SMALL_HEADING * body else 0


def _joined(lines: Sequence[Line], words: Words) -> str:
    """Return the text of a paragraph, parted words put together."""
    parts: list[str] = [lines[0].text]
    for line, following in pairwise(lines):
        parts.append(words.between(line.text, following.text, line.hyphen) + following.text)
    return "".join(parts)


class PageBuilder:
    """Joins paragraphs, those that go on over a page break with what they began, and notes the pages."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        """Take the lines of all pages, which tell the sizes of the type and which words are written whole."""
        self._builder = TextBuilder()
        self._body, self._words = _body_height(pages), Words(pages)
        self._last_page = len(pages) - 1
        self._headings = _heading_heights(pages, self._body)
        self._usual_drop = _usual_drop(pages)
        self._held: tuple[str, BlockKind, int] | None = None
        self._held_page = 0
        self._table: tuple[list[str], Columns] | None = None  # the first row of the last one, and its columns
        self._last_row: Row = []
        self._table_bottom = 0.0  # where the last one ends on its page
        self._within: list[tuple[int, int]] = []  # page, offset in the held paragraph
        self._page = 0
        self._at_top = False
        self._hyphen = False
        self._starts: dict[int, int] = {}

    def add_page(self, number: int, lines: Sequence[Line]) -> None:
        """Add a page, from 0, with its lines in reading order."""
        self._page, self._at_top = number, True
        notes = _notes(lines, self._body, self._usual_drop)
        for text, rows in tables(lines[:notes], self._words.between):
            if rows:
                self._add_table(text, rows)
                continue
            found = list(paragraphs(text, self._usual_drop, self._body))
            for number, paragraph in enumerate(found, 1):
                below = found[number] if number < len(found) else []
                level = _level(paragraph, self._body, self._headings, below)
                joined = _joined(paragraph, self._words)
                self._add(joined, "heading" if level else "prose", level, hyphen=paragraph[-1].hyphen)
        for paragraph in paragraphs(lines[notes:], self._usual_drop, self._body):
            self.add_aside(_joined(paragraph, self._words), "prose")

    def _add_table(self, lines: Sequence[Line], rows: Sequence[Row]) -> None:
        """Add a table; where it goes on from the page or column before, to that one; no head is repeated."""
        said, columns = [[cell.text for cell in row] for row in rows], columns_of(lines, rows)
        held, before = self._held, self._table
        begins = self._at_top or lines[0].bottom > self._table_bottom  # in the next column of text
        self._table_bottom = lines[-1].bottom
        if held is None or before is None or not begins or held[1] != "verbatim":
            goes_on = False
        else:
            other_head = lines[0].bold and not lines[-1].bold and said[0] != before[0]
            goes_on = same_columns(before[1], columns, drawn=lines[0].grid is not None) and not other_head
        if not goes_on or held is None or before is None:
            self._add(table_text(said), "verbatim", 0)
            self._table, self._last_row = (said[0], columns), rows[-1]
        else:
            self._go_on_with_table(held, rows[said[0] == before[0] :])

    def _go_on_with_table(self, held: tuple[str, BlockKind, int], rows: Sequence[Row]) -> None:
        """Add rows to the table that is held; the first may be what of its last row had no room there.

        It is none where other rows are told by the name above them too.
        """
        above, last = held[0], self._last_row
        leans = any(row.startswith("|") for row in above.split("\n")) or any(not r[0].text for r in rows[1:])
        if rows and not leans and goes_on_in(last, rows[0]):
            before = table_text([[cell.text for cell in last]])
            last = joined_cells(last, rows[0], self._words.between)
            above = above[: len(above) - len(before)] + table_text([[cell.text for cell in last]])
            rows = rows[1:]
        self._last_row = rows[-1] if rows else last
        if rest := table_text([cell.text for cell in row] for row in rows):
            self._within.append((self._page, len(above) + 1))
            above = f"{above}\n{rest}"
        self._held = (above, held[1], held[2])
        self._at_top = self._at_top and above == held[0]

    def add_aside(self, text: str, kind: BlockKind) -> None:
        """Add a note to the page, before a paragraph that may go on over its end, which it would part.

        On the last page none does.
        """
        text, held = clean(text), self._held
        unended = held is not None and held[1] == "prose" and not TERMINAL.search(held[0])
        if not text:
            return
        if not unended or self._held_page != self._page or self._page == self._last_page:
            self._put()
        self._builder.add(text, kind)
        self._starts.setdefault(self._page, self._builder.last_start)
        self._within = [(page, at) for page, at in self._within if page not in self._starts]

    def _add(self, text: str, kind: BlockKind, level: int, *, hyphen: bool = False) -> None:
        text, held = clean(text), self._held
        if not text:
            return
        if held is not None and self._at_top and self._goes_on(held, text, kind):
            gap = self._words.between(held[0], text, self._hyphen)
            self._within.append((self._page, len(held[0]) + len(gap)))
            self._held = (held[0] + gap + text, kind, level)
        else:
            self._put()
            self._held, self._held_page = (text, kind, level), self._page
            self._within = [(self._page, 0)] if self._page not in self._starts else []
        self._at_top, self._hyphen = False, hyphen

    def _goes_on(self, held: tuple[str, BlockKind, int], text: str, kind: BlockKind) -> bool:
        if held[1] != "prose" or kind != "prose":
            return False
        unended = not TERMINAL.search(held[0]) and not BULLET_AT_START.match(text)
        return self._hyphen or (unended and (text[:1].islower() or len(held[0]) >= _FULL_CHARS))

    def _put(self) -> None:
        if self._held is None:
            return
        text, kind, level = self._held
        self._builder.add(text + "-" if self._hyphen else text, kind, level)
        start = self._builder.last_start
        self._starts |= {page: start + offset for page, offset in self._within}
        self._held, self._within, self._hyphen = None, [], False

    def build(self) -> tuple[str, tuple[Block, ...], tuple[int, ...]]:
        """Return the text, its blocks, and the offset at which each page begins, empty ones included."""
        self._put()
        text, blocks = self._builder.build()
        starts: list[int] = []
        for page in range(self._page, -1, -1):
            starts.append(self._starts.get(page, starts[-1] if starts else len(text)))
        return text, blocks, tuple(reversed(starts))
