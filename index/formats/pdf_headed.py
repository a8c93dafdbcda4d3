"""Tables of PDF pages with rules around or below their heads only, as browsers print them.

The rules are drawn in pieces, one for each column. Rows have none between them: the file draws them cell by
cell, so that one begins where it goes back to an earlier column, or on below its cell further than a line.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from index.formats.pdf_drawn import Drawn
from index.formats.pdf_grids import Edges, Grid, sewn_rules
from index.formats.pdf_lines import Line, cells_of

__all__ = ["in_headed_tables"]

_MOST_HEAD = 80.0
"""How high a head is at most, in points."""
_HEAD_GAP, _SAME_TYPE = 0.6, 0.1
"""How much is blank at most below a line of a head without a rule above, and by how much its type differs."""
_ON_RULE = 1.0
"""How far a word may reach over the place of a rule, in points."""
_FAR = 1.0
"""How much is blank above what stands below a table, in heights of its line."""
_LEADING, _NEXT_ROW = 1.7, 1.06
"""How far below each other the lines of a cell stand at most, in their height and in the least such drop."""
_NEAR, _LOWER = 0.5, 0.5
"""Within how many points rows are as far apart as others, and how far below the cell before it one begins
that is of no row of its, in heights of its line."""
_OVERLAP = 0.3
"""How far a row may reach into the one above, in heights of its line."""


def in_headed_tables(lines: list[Line], drawn: Drawn) -> list[Line]:
    """Return the lines of a page, those of such tables in a grid whose levels part the rows."""
    if len(drawn.upright) > 1:
        return lines
    rules = sewn_rules(drawn.across)
    for above, (below, edges) in zip([(0, ()), *rules], rules, strict=False):
        beside = (box for box in drawn.across if box[0] < edges[-1] and box[2] > edges[0])
        end = max((box[1] for box in beside if box[3] < below - 1), default=0.0)
        ruled = above[1] == edges and above[0] - below <= _MOST_HEAD
        top = above[0] if ruled else _top_of_head(lines, below, edges)
        lines = _in_table(lines, (top, below, end), edges, least=1 if ruled and not end else 2)
    return lines


def _in_table(
    lines: list[Line], levels: tuple[float, float, float], edges: Edges, *, least: int
) -> list[Line]:
    """Return lines with those of one table in its grid, or as they are where they make none.

    It has so many rows at `least`: what stands between rules is one.
    """
    top, below, end = levels
    celled = [_celled(line, edges) if end <= _middle(line) <= top else None for line in lines]
    head = [line for line in celled if line is not None and _middle(line) > below]
    columns = {column for line in head for column in _columns(line, edges)}
    if len(columns) < 2 or not all(line.bold for line in head) or _has_more_head(lines, top, edges):
        return lines
    low = _end_of(lines, celled, (below, end))
    body = [line for line in celled if line is not None and low <= _middle(line) <= below]
    rows = _rows_of(body, edges)
    if len(rows) < least or all(line.bold for line in rows[0]):
        return lines
    low = max(low, min(line.bottom for row in rows for line in row) - _NEAR)
    bounds = [(max(line.top for line in row), min(line.bottom for line in row)) for row in rows]
    if any(upper[1] < lower[0] - _OVERLAP * rows[0][0].height for upper, lower in pairwise(bounds)):
        return lines
    between = [(upper[1] + lower[0]) / 2 for upper, lower in pairwise(bounds)]
    places = (top, below, *between, min(low, bounds[-1][1]) - 1)
    every = frozenset((row, number) for row in range(len(places)) for number in range(len(edges)))
    grid = Grid(places, edges, every, every)
    return [
        replace(cut, grid=grid) if cut is not None and low <= _middle(cut) else line
        for line, cut in zip(lines, celled, strict=True)
    ]


def _has_more_head(lines: Sequence[Line], top: float, edges: Edges) -> bool:
    """Return whether right above a head another row of it stands, with several cells in bold."""
    near = (line for line in lines if line.bold and -_ON_RULE < line.bottom - top < line.height)
    return any(cut is not None and len(cut.cells) > 1 for cut in (_celled(line, edges) for line in near))


def _top_of_head(lines: Sequence[Line], below: float, edges: Edges) -> float:
    """Return how high the lines in bold reach that stand right above a rule, in its columns and one type."""
    top, size = below, 0.0
    for line in sorted(lines, key=lambda line: line.bottom):
        near = -0.5 * line.height < line.bottom - top < _HEAD_GAP * line.height
        alike = not size or abs(line.height - size) < _SAME_TYPE * size
        if line.bold and near and alike and _celled(line, edges):
            top, size = max(top, line.top), line.height
    return top


def _middle(line: Line) -> float:
    return (line.bottom + line.top) / 2


def _columns(line: Line, edges: Edges) -> list[int]:
    """Return in which columns the cells of a line stand."""
    return [sum(edge < cell.left + _ON_RULE for edge in edges[1:-1]) for cell in line.cells]


def _celled(line: Line, edges: Edges) -> Line | None:
    """Return a line with a cell for each column that it has words in, or None where it is not in columns."""
    words = line.words
    if not words or line.left < edges[0] - _ON_RULE or line.right > edges[-1] + _ON_RULE:
        return None
    columns = [sum(edge < word.left + _ON_RULE for edge in edges[1:-1]) for word in words]
    if any(word.right > edges[column + 1] + _ON_RULE for word, column in zip(words, columns, strict=True)):
        return None
    starts = [next(some)[0] for _, some in groupby(enumerate(columns), key=lambda placed: placed[1])]
    return replace(line, cells=cells_of(words, starts, hyphen=line.hyphen))


def _end_of(lines: Sequence[Line], celled: Sequence[Line | None], levels: tuple[float, float]) -> float:
    """Return where the rows below a head end: at a rule, or above what is in no column or far below."""
    below, end = levels
    last = below
    for line, cut in sorted(zip(lines, celled, strict=True), key=lambda both: -both[0].top):
        if not end < _middle(line) < below:
            continue
        if cut is None or last - line.top > _FAR * line.height:
            return max(end, line.top)
        last = min(last, line.bottom)
    return end


def _rows_of(lines: Sequence[Line], edges: Edges) -> list[list[Line]]:
    """Return lines row by row, in the order in which the file draws them, or none where that tells no rows.

    A row begins in an earlier column, in a later one below all of the row, or on below its cell as far as
    rows are apart, or further than a line. A line in small letters may be one of its cell even so.
    """
    if not lines:
        return []
    placed = [_columns(line, edges) for line in lines]
    steps = [
        (b[0] - a[-1], over.bottom - line.bottom)
        for (over, a), (line, b) in pairwise(zip(lines, placed, strict=True))
    ]
    least = min((drop for step, drop in steps if step == 0 and drop > 0), default=0.0)
    apart = min((drop for step, drop in steps if step < 0 and drop > 0), default=_MOST_HEAD) - _NEAR
    rows: list[list[Line]] = []
    for line, (step, drop) in zip(lines, [(-1, 0.0), *steps], strict=True):
        within = 0 < drop <= min(_LEADING * line.height, _NEXT_ROW * least)
        if step == 0 and within and drop >= apart:
            if line.text[:1].islower():
                return []
            within = False
        if step < 0 or (step == 0 and not within) or (step > 0 and drop > _LOWER * line.height):
            rows.append([])
        rows[-1].append(line)
    while rows and rows[-1][0].bold and {n for line in rows[-1] for n in _columns(line, edges)} == {0}:
        rows.pop()  # what is in bold below a table heads what follows
    return rows
