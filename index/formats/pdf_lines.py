"""The lines of a PDF page: their text, their places, and the cells that they fall into."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

from index.formats.list_marks import BULLET, BULLETS
from index.formats.pdf_drawn import Drawn
from index.formats.pdf_glyphs import Box, Piece, angle_of, box_of, is_bold, pieces_of, size_of
from index.formats.pdf_grids import Grid, grids_of
from index.formats.pdf_scripts import with_scripts

__all__ = ["MARK", "Cell", "Line", "cells_of", "lines_of"]

_LEADING = 1.2
"""The height of a line for its size of type; fonts say of themselves anything from 0.7 to 1.4."""
MARK = re.compile(r"(?:\(?\w{1,4}[.)]|[^\w\s])$")
"""What stands before an entry of a list: "1.", "(iv)", a bullet."""
_CELL_GAP, _USUAL_GAPS, _ROW_GAP = 1.0, 2.5, 2.0
"""What parts cells: a gap as wide as the line is high, where others are much narrower, or twice as wide."""
_BELOW = 0.6
"""How far below the word before it one stands that is of the next line, in heights of its box."""
_ON_RULE = 1.0
"""How far a word may reach over a rule beside it, in points."""
_BULLET_GAP, _BULLET_SIZE = 1.6, 0.65
"""How far before a line its bullet stands at most, and how large it is, in heights of the line."""
_RIGHT_TO_LEFT, _OF_EITHER_SIDE = frozenset(("R", "AL")), frozenset(("NSM", "CS", "ON"))
"""Classes of characters in Unicode's algorithm for text of both directions (UAX #9)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a line that stands apart from the next one. `hyphen` says that it ends within a word."""

    text: str
    left: float
    right: float
    hyphen: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a line, with the indices of its first and last character, and whether the first is raised."""

    text: str
    first: int
    last: int
    script: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page. `hyphen` says that it ends within a word; `angle` is 0 to 3 quarter turns.

    `words` are the words with their places, `grid` is the drawn table that the line stands in.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    bold: bool
    hyphen: bool
    cells: tuple[Cell, ...]
    angle: int = 0
    words: tuple[Cell, ...] = ()
    grid: Grid | None = None

    @property
    def height(self) -> float:
        """The height of the line in points."""
        return self.top - self.bottom if self.top > self.bottom else 1.0


class _Shapes:
    """What is drawn beside the text of a page, turned as the text is."""

    def __init__(self, drawn: Drawn) -> None:
        self._drawn = drawn
        self._turned: dict[int, tuple[tuple[Box, ...], list[Grid]]] = {}
        self._heads: dict[int, set[int]] = {}

    def grid(self, box: Box, grids: Sequence[Grid]) -> Grid | None:
        """Return the drawn table that a line stands in, given those of the page.

        What stands between the rules of two open ones is the head of the lower one, if the upper one has a
        head above its first rule: then rules stand below their rows.
        """
        held = [grid for grid in grids if grid.holds(box)]
        if len(held) > 1 and len(self._heads.get(id(held[0]), ())) > 1:
            return held[-1]
        return held[0] if held else None

    def see(self, cells: Sequence[Cell], height: float, grid: Grid) -> None:
        """Take note of cells that stand above the first rule of an open table."""
        if not grid.closed and grid.row(height) == 0:
            columns = self._heads.setdefault(id(grid), set())
            columns.update(grid.cell(cell.left + 1, height)[1] for cell in cells)

    def turned(self, angle: int) -> tuple[tuple[Box, ...], list[Grid]]:
        """Return bullets and grids for text that is turned so."""
        if angle not in self._turned:
            drawn = self._drawn.turned(angle)
            self._turned[angle] = drawn.bullets, grids_of(drawn)
        return self._turned[angle]


def lines_of(textpage: Any, drawn: Drawn) -> Iterator[Line]:  # noqa: ANN401 - PDFium's objects
    """Yield the lines of a page as they come in the file."""
    shapes = _Shapes(drawn)
    for piece in with_scripts(textpage, list(pieces_of(textpage))):
        words = _words(piece)
        if words:
            yield from _placed(textpage, words, shapes, hyphen=piece.hyphen)


def _words(piece: Piece) -> list[_Word]:
    """Return the words of a line."""
    found: list[_Word] = []
    for blank, some in groupby(piece.glyphs, key=lambda glyph: glyph.text.isspace()):
        glyphs = list(some)
        if not blank:
            text = "".join(glyph.text for glyph in glyphs)
            found.append(_Word(text, glyphs[0].index, glyphs[-1].index, glyphs[0].script))
    return found


def _placed(textpage: Any, words: Sequence[_Word], shapes: _Shapes, *, hyphen: bool) -> Iterator[Line]:  # noqa: ANN401
    """Yield the lines that words stand in: one, unless PDFium took several for it."""
    level = [number for number, word in enumerate(words) if not word.script] or [0]
    # What is raised has neither the type nor the foot of the line.
    middle = words[level[len(level) // 2]].first
    angle = angle_of(textpage, middle)
    boxes = [(box_of(textpage, word.first, angle), box_of(textpage, word.last, angle)) for word in words]
    starts = [0, *_next_lines([first for first, _ in boxes]), len(words)]
    if len(starts) > 2:
        for start, end in pairwise(starts):
            yield from _placed(textpage, words[start:end], shapes, hyphen=hyphen and end == len(words))
        return
    bottom, top = boxes[level[0]][0][1], boxes[level[0]][0][3]
    if size := size_of(textpage, middle):
        top = bottom + _LEADING * size
    placed = tuple(
        Cell(text, min(a[0], b[0]), max(a[2], b[2]))
        for text, (a, b) in zip(_as_read(words, boxes), boxes, strict=True)
    )
    bold = _is_bold(textpage, [words[number] for number in level])
    yield _line(placed, bottom, top, shapes, bold, angle, hyphen=hyphen)


def _next_lines(boxes: Sequence[Box]) -> Iterator[int]:
    """Yield which words begin the next line: they stand below the word before, further to the left."""
    for number, (before, box) in enumerate(pairwise(boxes), 1):
        height = before[3] - before[1]
        if 0 < _BELOW * height < before[1] - box[1] and box[0] < before[0] - height:
            yield number


def _line(
    words: tuple[Cell, ...],
    bottom: float,
    top: float,
    shapes: _Shapes,
    bold: bool,
    angle: int,
    *,
    hyphen: bool,
) -> Line:
    """Return a line of words, and the cells that its gaps and the rules of its table part."""
    box = min(word.left for word in words), bottom, max(word.right for word in words), top
    bullets, grids = shapes.turned(angle)
    grid = shapes.grid(box, grids)
    borders = grid.borders_at((bottom + top) / 2) if grid else []
    cells = cells_of(words, _cell_starts(words, top - bottom, borders), hyphen=hyphen)
    if grid and not grid.closed and any(c.left < x - _ON_RULE < c.right - 1 for x in borders for c in cells):
        grid = None
    if grid:
        shapes.see(cells, (bottom + top) / 2, grid)
    text, left = " ".join(word.text for word in words), box[0]
    bullet = None if grid else _bullet_before(box, bullets)
    if bullet is not None and text[0] not in BULLETS:
        text, left = f"{BULLET} {text}", bullet
        cells = (replace(cells[0], text=f"{BULLET} {cells[0].text}", left=left), *cells[1:])
    return Line(text, left, box[2], bottom, top, bold, hyphen, cells, angle, words, grid)


def _is_bold(textpage: Any, words: Sequence[_Word]) -> bool:  # noqa: ANN401
    """Return whether a line is bold: its middle, first and last word; one of them may be but a name in it."""
    said = [word for word in words if any(map(str.isalnum, word.text))] or words
    return all(is_bold(textpage, said[at].first) for at in (len(said) // 2, 0, -1))


def _cell_starts(words: Sequence[Cell], height: float, borders: Sequence[float]) -> list[int]:
    """Return with which words of a line its cells begin, by the gaps and by the rules between words."""
    gaps = [after.left - before.right for before, after in pairwise(words)]
    usual = min(gaps) if len(gaps) > 2 else 0.0
    wide = height * (_CELL_GAP if _CELL_GAP * height > _USUAL_GAPS * usual else _ROW_GAP)
    found = [0]
    for number, (gap, (before, after)) in enumerate(zip(gaps, pairwise(words), strict=True), 1):
        marked = len(found) == 1 and MARK.match(" ".join(word.text for word in words[:number]))
        ruled = any(before.right - _ON_RULE <= x <= after.left + _ON_RULE for x in borders)
        if ruled or (gap > wide and not marked):
            found.append(number)
    return found


def cells_of(words: Sequence[Cell], starts: Sequence[int], *, hyphen: bool) -> tuple[Cell, ...]:
    """Return the cells of a line that begin with certain of its words."""
    cells: list[Cell] = []
    for start, end in pairwise([*starts, len(words)]):
        some = words[start:end]
        text, last = " ".join(word.text for word in some), end == len(words)
        left, right = min(word.left for word in some), max(word.right for word in some)
        cells.append(Cell(text, left, right, hyphen and last))
    return tuple(cells)


def _bullet_before(box: Box, bullets: Sequence[Box]) -> float | None:
    """Return where a shape begins that stands as a bullet before a line, or None."""
    left, bottom, _, top = box
    height = top - bottom
    for bullet in bullets:
        low, high = bullet[1] - bottom, bullet[3] - bottom
        level = -0.1 * height < low and high < 0.9 * height and high - low <= _BULLET_SIZE * height
        if level and 0 < left - bullet[2] < _BULLET_GAP * height:
            return bullet[0]
    return None


def _as_read(words: Sequence[_Word], boxes: Sequence[tuple[Box, Box]]) -> Iterator[str]:
    """Yield words in the order of reading: those of scripts from right to left may come as they are drawn.

    What has no letters, such as a bracket apart, is read as the words beside it.
    """
    found: list[bool | None] = []
    for word, (first, last) in zip(words, boxes, strict=True):
        sides = {unicodedata.bidirectional(letter) for letter in word.text}
        if not sides <= _RIGHT_TO_LEFT | _OF_EITHER_SIDE:
            found.append(False)
        else:
            found.append(first[0] < last[0] if sides & _RIGHT_TO_LEFT else None)
    for number, (word, backward) in enumerate(zip(words, found, strict=True)):
        if backward is None:
            before = next((side for side in found[:number][::-1] if side is not None), None)
            after = next((side for side in found[number + 1 :] if side is not None), before)
            backward = bool(after) and before is not False
        yield word.text[::-1] if backward else word.text
