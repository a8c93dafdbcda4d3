"""The lines of a PDF page in reading order: their text, their places, and the cells that they fall into."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median
from typing import Any

from index.formats.pdf_glyphs import Box, Piece, angle_of, box_of, is_bold, pieces_of, size_of
from index.formats.pdf_scripts import with_scripts

__all__ = ["Cell", "Line", "in_reading_order", "page_lines"]

_LEADING = 1.2
"""The height of a line for its size of type; fonts say of themselves anything from 0.7 to 1.4."""
_MARK = re.compile(r"(?:\(?\w{1,4}[.)]|[^\w\s])$")
"""What stands before an entry of a list: "1.", "(iv)", a bullet."""
_CELL_GAP, _USUAL_GAPS, _ROW_GAP = 1.0, 2.5, 2.0
"""What parts cells: a gap as wide as the line is high, where others are much narrower, or twice as wide."""
_COLUMN_CHARS, _COLUMN_LINES = 20, 4
"""What a column of text has at least: characters in most lines, and lines."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a line that stands apart from the next one."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a line, with the indices of its first and last character, and whether the first is raised."""

    text: str
    first: int
    last: int
    script: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page. `hyphen` says that it ends within a word; `angle` is 0 to 3 quarter turns."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    bold: bool
    hyphen: bool
    cells: tuple[Cell, ...]
    angle: int = 0

    @property
    def height(self) -> float:
        """The height of the line in points."""
        return self.top - self.bottom if self.top > self.bottom else 1.0


def page_lines(textpage: Any) -> list[Line]:  # noqa: ANN401 - PDFium's objects
    """Return the lines of a page in reading order; those that are turned otherwise than most come last."""
    lines = list(_lines(textpage))
    if not lines:
        return []
    turned = Counter(line.angle for line in lines for _ in line.text).most_common(1)[0][0]
    upright = in_reading_order([line for line in lines if line.angle == turned])
    return upright + [line for line in lines if line.angle != turned]


def _lines(textpage: Any) -> Iterator[Line]:  # noqa: ANN401
    for piece in with_scripts(textpage, list(pieces_of(textpage))):
        words = _words(piece)
        if words:
            yield _placed(textpage, words, hyphen=piece.hyphen)


def _words(piece: Piece) -> list[_Word]:
    """Return the words of a line."""
    found: list[_Word] = []
    for blank, some in groupby(piece.glyphs, key=lambda glyph: glyph.text.isspace()):
        glyphs = list(some)
        if not blank:
            text = "".join(glyph.text for glyph in glyphs)
            found.append(_Word(text, glyphs[0].index, glyphs[-1].index, glyphs[0].script))
    return found


def _placed(textpage: Any, words: Sequence[_Word], *, hyphen: bool) -> Line:  # noqa: ANN401
    """Return a line of words, and the cells that its gaps part."""
    level = [number for number, word in enumerate(words) if not word.script] or [0]
    middle = words[
        level[len(level) // 2]
    ].first  # what is raised has neither the type nor the foot of the line
    angle = angle_of(textpage, middle)
    boxes = [(box_of(textpage, word.first, angle), box_of(textpage, word.last, angle)) for word in words]
    placed = [
        (_as_read(word.text, a, b), min(a[0], b[0]), max(a[2], b[2]))
        for word, (a, b) in zip(words, boxes, strict=True)
    ]
    bottom, top = boxes[level[0]][0][1], boxes[level[0]][0][3]
    if size := size_of(textpage, middle):
        top = bottom + _LEADING * size
    gaps = [after[1] - before[2] for before, after in zip(placed, placed[1:], strict=False)]
    usual = min(gaps) if len(gaps) > 2 else 0.0
    wide = (top - bottom) * (_CELL_GAP if _CELL_GAP * (top - bottom) > _USUAL_GAPS * usual else _ROW_GAP)
    cells: list[Cell] = []
    for (text, left, right), gap in zip(placed, [wide + 1, *gaps], strict=True):
        marked = len(cells) == 1 and _MARK.match(cells[0].text)
        if (gap > wide and not marked) or not cells:
            cells.append(Cell(text, left, right))
        else:
            before = cells[-1]
            cells[-1] = Cell(f"{before.text} {text}", min(before.left, left), max(before.right, right))
    line = " ".join(text for text, _, _ in placed)
    left, right = min(cell.left for cell in cells), max(cell.right for cell in cells)
    return Line(line, left, right, bottom, top, is_bold(textpage, middle), hyphen, tuple(cells), angle)


def _as_read(word: str, first: Box, last: Box) -> str:
    """Return a word of a script from right to left in the order of reading, where it comes as it is drawn."""
    backward = first[0] < last[0] and all(
        unicodedata.bidirectional(letter) in ("R", "AL", "NSM", "CS", "ON") for letter in word
    )
    return word[::-1] if backward else word


def in_reading_order(lines: list[Line]) -> list[Line]:
    """Return lines with columns one after the other, where the file draws them side by side.

    A file that draws its columns one by one is left as it is: its order is the author's.
    """
    parts = [part for line in _rejoined(lines) for part in _parts(line)]
    gutter = _gutter(parts)
    if gutter is None:
        return _rejoined(lines)
    sides = [_side(part, gutter) for part in parts]
    turns = sum(a < 0 < b for a, b in zip(sides, sides[1:], strict=False))
    if turns < _COLUMN_LINES:
        return _rejoined(lines)
    order: list[Line] = []
    columns: tuple[list[Line], list[Line]] = ([], [])
    for part in sorted(parts, key=lambda part: (-part.top, part.left)):
        side = _side(part, gutter)
        if side == 0:
            order += [*columns[0], *columns[1]]
            columns = ([], [])
            order.append(part)
        else:
            columns[side > 0].append(part)
    return [*order, *columns[0], *columns[1]]


def _parts(line: Line) -> list[Line]:
    """Return a line's cells as lines."""
    if len(line.cells) == 1:
        return [line]
    last = len(line.cells) - 1
    return [
        replace(line, text=c.text, left=c.left, right=c.right, cells=(c,), hyphen=line.hyphen and i == last)
        for i, c in enumerate(line.cells)
    ]


def _gutter(parts: Sequence[Line]) -> float | None:
    """Return where two columns of running text part, or None where there are no two."""
    if len(parts) < 2 * _COLUMN_LINES:
        return None
    low, high = min(part.left for part in parts), max(part.right for part in parts)
    edges = {round(part.left) for part in parts if 0.3 < (part.left - low) / (high - low + 1) < 0.7}
    best: tuple[int, float] | None = None
    for edge in sorted(edges):
        sides = [_side(part, edge - 1) for part in parts]
        crossing = sides.count(0)
        if crossing > 0.25 * len(parts) or (best is not None and crossing >= best[0]):
            continue
        columns = [[len(p.text) for p, s in zip(parts, sides, strict=True) if s == side] for side in (-1, 1)]
        if all(len(c) >= _COLUMN_LINES and median(c) >= _COLUMN_CHARS for c in columns):
            best = (crossing, edge - 1)
    return best[1] if best else None


def _side(part: Line, gutter: float) -> int:
    """Return -1 or 1 for what stands left or right of a gutter, 0 for what crosses it."""
    return -1 if part.right <= gutter + 1 else 1 if part.left >= gutter - 1 else 0


def _rejoined(lines: Sequence[Line]) -> list[Line]:
    """Put together what stands on one line and was drawn apart, such as the cells of a row."""
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        level = before is not None and abs(before.bottom - line.bottom) < 0.3 * before.height
        if before is not None and level and line.left >= before.right and not before.hyphen:
            found[-1] = replace(
                before,
                text=f"{before.text} {line.text}",
                right=line.right,
                hyphen=line.hyphen,
                bold=before.bold and line.bold,
                cells=(*before.cells, *line.cells),
            )
        else:
            found.append(line)
    return found
