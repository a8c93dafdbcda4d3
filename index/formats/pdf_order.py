"""The lines of a PDF page in reading order, columns of text one after the other."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Any

from index.formats.pdf_columns import in_columns
from index.formats.pdf_drawn import Drawn
from index.formats.pdf_grids import Grid
from index.formats.pdf_headed import in_headed_tables
from index.formats.pdf_lines import Cell, Line, lines_of
from index.formats.pdf_tables import is_table, texts_beside

__all__ = ["in_reading_order", "page_lines"]

_CLOSE = 1.25
"""How far below a line of a cell the next one of it stands at most, in its height."""
_HEAD_LINES = 3
"""A drawn table that begins within so many lines of a page may be the end of one on the page before."""
_FOOT_LINES = 2
"""How many lines, of a foot, stand below the head of a table that goes on over the page."""
_BESIDE = 0.8
"""How far from a line what stands beside its middle begins at most, in its height."""
_SAME_TYPE = 0.1
"""By how much the type of one row differs at most."""
_COLUMN_CHARS, _COLUMN_LINES = 20, 4
"""What a column of text has at least: characters in most lines, and lines."""


def page_lines(textpage: Any, drawn: Drawn) -> list[Line]:  # noqa: ANN401 - PDFium's objects
    """Return the lines of a page in reading order; those that are turned otherwise than most come last."""
    lines = list(lines_of(textpage, drawn))
    if not lines:
        return []
    turned = Counter(line.angle for line in lines for _ in line.text).most_common(1)[0][0]
    upright = in_headed_tables([line for line in lines if line.angle == turned], drawn.turned(turned))
    upright = in_columns(_rejoined(_gridded(upright)))
    return in_reading_order(upright) + [replace(line, grid=None) for line in lines if line.angle != turned]


def _within_rows(lines: Sequence[Line]) -> list[Line]:
    """Return lines without those above or below a table that has no rule there, and that are no row of it.

    Of a head, which may reach higher than the rows below it, is what stands directly above or beside its
    lines.
    """
    found: list[Line] = []
    for line in lines:
        grid = line.grid
        if grid and not grid.closed and grid.row(_middle(line)) == len(grid.levels) - 2:
            beside = [one for one in lines if one.grid is grid and _level(one, line)]
            above = (one for one in found[-1:] if one.grid is grid)
            below = any(0 < one.bottom - line.bottom < _CLOSE * line.height for one in above)
            if sum(len(one.cells) for one in beside) < 2 and not below:
                line = replace(line, grid=None)  # noqa: PLW2901
        found.append(line)
    heads = {id(line.grid): line.grid for line in found if line.grid and _in_head(line, line.grid)}
    for grid in heads.values():
        parts = _parts_of_head(found, grid)
        found = [
            replace(line, grid=grid)
            if number in parts
            else replace(line, grid=None)
            if line.grid is grid and _in_head(line, grid)
            else line
            for number, line in enumerate(found)
        ]
    return found


def _in_head(line: Line, grid: Grid) -> bool:
    """Return whether a line stands where a table has its first row, above all rules."""
    return not grid.closed and grid.row(_middle(line)) == 0


def _parts_of_head(lines: Sequence[Line], grid: Grid) -> set[int]:
    """Return which lines make the head of a table: those that hang together and fill several columns."""
    free = {n for n, line in enumerate(lines) if line.grid is grid and _in_head(line, grid)}
    others = [n for n, line in enumerate(lines) if line.grid is None and line.bottom > grid.levels[1]]
    found: set[int] = set()
    while free:
        new = [free.pop()]
        part = set(new)
        while new:
            one = lines[new.pop()]
            more = [
                n
                for n in (*free, *others)
                if n not in part and (_is_of_head(lines[n], one, grid) or _is_of_head(one, lines[n], grid))
            ]
            part.update(more)
            new += more
        free -= part
        if len({column for n in part for column in _columns(lines[n], grid)}) > 1:
            found |= part
    return found


def _middle(line: Line) -> float:
    return (line.bottom + line.top) / 2


def _columns(line: Line, grid: Grid) -> list[int]:
    """Return in which columns of a table the cells of a line stand, -1 for one that is in none."""
    edges = list(pairwise(grid.edges))
    return [
        next((n for n, (left, right) in enumerate(edges) if left <= cell.left and cell.right <= right), -1)
        for cell in line.cells
    ]


def _is_of_head(line: Line, head: Line, grid: Grid) -> bool:
    """Return whether a line stands directly above one of a table's head in its columns, or beside it."""
    rise, height = line.bottom - head.bottom, head.height
    alike = abs(line.height - height) < _SAME_TYPE * height and line.bold == head.bold
    if not alike or not -_BESIDE * height < rise < _CLOSE * height:
        return False
    columns, taken = _columns(line, grid), _columns(head, grid)
    if -1 in columns or -1 in taken:
        return False
    return set(columns) <= set(taken) if rise > _BESIDE * height else not set(columns) & set(taken)


def _level(one: Line, two: Line) -> bool:
    return abs(one.bottom - two.bottom) < 0.3 * one.height


def _gridded(lines: list[Line]) -> list[Line]:
    """Return lines, those of each drawn table together; a grid that is no table is left out of account."""
    inside: dict[int, list[Line]] = {}
    lines = _within_rows(lines)
    for line in lines:
        if line.grid is not None:
            inside.setdefault(id(line.grid), []).append(line)
    first = {id(line.grid) for line in lines[:_HEAD_LINES]}
    tables = {
        key: some
        for key, some in inside.items()
        if is_table(some, goes_on=key in first or _ends_page(some, lines))
    }
    found: list[Line] = []
    for line in lines:
        key = id(line.grid)
        if line.grid is None or key not in inside:
            found += [line] if line.grid is None else []
        elif key in tables:
            found += tables[key]
            del inside[key]
        elif apart := texts_beside(inside[key]):
            found += [_part(replace(line, grid=None), cell) for line, cell in apart]
            del inside[key]
        else:
            found.append(replace(line, grid=None))
    return found


def _ends_page(some: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Return whether lines may be the head of a table whose rows come on the next page."""
    low = min(line.bottom for line in some)
    return all(line.bold for line in some) and sum(line.top < low for line in lines) <= _FOOT_LINES


def in_reading_order(lines: list[Line]) -> list[Line]:
    """Return lines with columns one after the other, where the file draws them side by side.

    A file that draws its columns one by one is left as it is: its order is the author's.
    """
    parts = [part for line in lines for part in _parts(line)]
    text = [part for part in parts if part.grid is None]
    gutter = _gutter(text)
    if gutter is None:
        return lines
    sides = [_side(part, gutter) for part in text]
    turns = sum(a < 0 < b for a, b in pairwise(sides))
    if turns < _COLUMN_LINES:
        return lines
    order: list[Line] = []
    columns: tuple[list[Line], list[Line]] = ([], [])
    for part in sorted(parts, key=_place):
        side = _side(part, gutter)
        if side == 0:
            order += [*columns[0], *columns[1]]
            columns = ([], [])
            order.append(part)
        else:
            columns[side > 0].append(part)
    return [*order, *columns[0], *columns[1]]


def _place(part: Line) -> tuple[float, float]:
    """Return what sorts lines from the top down, those of a drawn table together."""
    return (-part.grid.levels[0], part.grid.edges[0]) if part.grid else (-part.top, part.left)


def _parts(line: Line) -> list[Line]:
    """Return a line's cells as lines."""
    if len(line.cells) == 1 or line.grid is not None:
        return [line]
    return [_part(line, cell) for cell in line.cells]


def _part(line: Line, cell: Cell) -> Line:
    """Return one of a line's cells as a line."""
    return replace(
        line,
        text=cell.text,
        left=cell.left,
        right=cell.right,
        cells=(cell,),
        hyphen=cell.hyphen,
        words=tuple(word for word in line.words if cell.left <= word.left <= cell.right),
    )


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
    left, right = (part.grid.edges[0], part.grid.edges[-1]) if part.grid else (part.left, part.right)
    return -1 if right <= gutter + 1 else 1 if left >= gutter - 1 else 0


def _rejoined(lines: Sequence[Line]) -> list[Line]:
    """Put together what stands on one line and was drawn apart, such as the cells of a row."""
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        level = before is not None and _level(before, line)
        apart = line.grid is not None or (before is not None and before.grid is not None)
        if before is not None and level and line.left >= before.right and not before.hyphen and not apart:
            found[-1] = replace(
                before,
                text=f"{before.text} {line.text}",
                right=line.right,
                hyphen=line.hyphen,
                bold=before.bold and line.bold,
                cells=(*before.cells, *line.cells),
                words=(*before.words, *line.words),
            )
        else:
            found.append(line)
    return found
