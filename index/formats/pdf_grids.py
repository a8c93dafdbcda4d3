"""Tables of PDF pages whose cells are drawn: the rules around them say what stands in which cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from index.formats.pdf_drawn import Drawn
from index.formats.pdf_glyphs import Box

__all__ = ["Edges", "Grid", "grids_of", "sewn_rules"]

_ALIKE, _TOUCHING = 1.5, 2.5
"""How far from each other rules lie that are one, and those that meet, in points."""
_COVERED = 0.7
_LEAST_CELL = 4.0
_MOST_RULES = 200
"""A grid of more rules, after what lies in one line is put together, is a drawing."""
_MOST_ROW = 100.0
"""How high a row is at most that has rules above and below it only."""
_USUAL_ROW = 18.0
"""How high a row is of which nothing is known."""

Rule = tuple[float, float, float]
"""Where a rule lies across its length, and where it begins and ends."""
Edges = tuple[float, ...]
"""Where columns begin, and where the last one ends."""


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A table by its rules: levels from the top down, edges from left to right.

    `borders` are the row and the edge of each rule that stands upright, `floors` the level and the column of
    each that lies across: those that are missing let a cell go on over the columns or rows beside it. An open
    grid has no rules between its columns: `closed` is false.
    """

    levels: tuple[float, ...]
    edges: tuple[float, ...]
    borders: frozenset[tuple[int, int]]
    floors: frozenset[tuple[int, int]]
    closed: bool = True

    def holds(self, box: Box) -> bool:
        """Return whether a line stands in the grid."""
        left, bottom, right, top = box
        middle = (bottom + top) / 2
        inside = self.edges[0] - _TOUCHING <= left and right <= self.edges[-1] + _TOUCHING
        return inside and self.levels[-1] <= middle <= self.levels[0]

    def row(self, y: float) -> int:
        """Return in which row a height lies."""
        return sum(level > y for level in self.levels[1:-1])

    def borders_at(self, y: float) -> list[float]:
        """Return where rules stand upright between the columns at a height."""
        row = self.row(y)
        return [x for number, x in enumerate(self.edges[1:-1], 1) if (row, number) in self.borders]

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """Return row and column of a place; of a cell over several, the first ones."""
        row, column = self.row(y), sum(edge < x for edge in self.edges[1:-1])
        while column and (row, column) not in self.borders:
            column -= 1
        while row and (row, column) not in self.floors:
            row -= 1
        return row, column


def grids_of(drawn: Drawn) -> list[Grid]:
    """Return the grids among a page's rules: at least two columns each."""
    if len(drawn.across) < 2:
        return []
    if len(drawn.upright) < 2:
        return list(_sewn(drawn.across))
    across = _in_line([((b + t) / 2, left, right) for left, b, right, t in drawn.across])
    upright = _in_line([((left + r) / 2, bottom, top) for left, bottom, r, top in drawn.upright])
    if len(across) + len(upright) > _MOST_RULES:
        return []
    return [grid for lying, standing in _meeting(across, upright) if (grid := _grid(lying, standing))]


def _in_line(rules: list[Rule]) -> list[Rule]:
    """Return rules with those put together that lie in one line and meet."""
    found: list[Rule] = []
    for at, some in _alike(rules):
        for _, begin, end in sorted(some, key=lambda rule: rule[1]):
            if found and found[-1][0] == at and begin <= found[-1][2] + _TOUCHING:
                found[-1] = (at, found[-1][1], max(found[-1][2], end))
            else:
                found.append((at, begin, end))
    return found


def _alike(rules: list[Rule]) -> Iterator[tuple[float, list[Rule]]]:
    """Yield rules that lie at one place across their length, with that place."""
    some: list[Rule] = []
    for rule in sorted(rules):
        if some and rule[0] - some[0][0] > _ALIKE:
            yield some[0][0], some
            some = []
        some.append(rule)
    if some:
        yield some[0][0], some


def _meeting(across: list[Rule], upright: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yield the rules that meet each other, directly or by way of others."""
    left = set(range(len(upright)))
    for first in range(len(upright)):
        if first not in left:
            continue
        standing, lying, new = {first}, set[int](), [first]
        while new:
            x, low, high = upright[new.pop()]
            for number, (y, begin, end) in enumerate(across):
                meets = begin - _TOUCHING <= x <= end + _TOUCHING and low - _TOUCHING <= y <= high + _TOUCHING
                if number in lying or not meets:
                    continue
                lying.add(number)
                more = {
                    n
                    for n in left - standing
                    if begin - _TOUCHING <= upright[n][0] <= end + _TOUCHING
                    and upright[n][1] - _TOUCHING <= y <= upright[n][2] + _TOUCHING
                }
                standing |= more
                new += more
        left -= standing
        yield [across[n] for n in sorted(lying)], [upright[n] for n in sorted(standing)]


def _grid(across: Sequence[Rule], upright: Sequence[Rule]) -> Grid | None:
    """Return the grid of rules that meet, or None where they make no columns."""
    edges = [x for x, _ in groupby(sorted(rule[0] for rule in upright))]
    levels = {rule[0] for rule in across}
    low, high = min(rule[1] for rule in upright), max(rule[2] for rule in upright)
    ends = [y for y in (low, high) if all(abs(y - level) > _LEAST_CELL for level in levels)]
    rows = sorted([*levels, *ends], reverse=True)
    edges = [x for n, x in enumerate(edges) if not n or x - edges[n - 1] > _TOUCHING]
    if len(edges) < 3 or len(rows) < 2:
        return None
    borders = frozenset(
        (row, number)
        for row, (top, bottom) in enumerate(pairwise(rows))
        for number, x in enumerate(edges)
        if _covers(upright, x, bottom, top)
    )
    floors = frozenset(
        (level, column)
        for level, y in enumerate(rows)
        for column, (left, right) in enumerate(pairwise(edges))
        if _covers(across, y, left, right)
    )
    return Grid(tuple(rows), tuple(edges), borders, floors)


def _covers(rules: Sequence[Rule], at: float, low: float, high: float) -> bool:
    """Return whether a rule at a place goes over most of a stretch."""
    return any(
        abs(rule[0] - at) <= _TOUCHING and min(rule[2], high) - max(rule[1], low) >= _COVERED * (high - low)
        for rule in rules
    )


def sewn_rules(across: Sequence[Box]) -> list[tuple[int, Edges]]:
    """Return the rules that are drawn in a piece for each column, from the top down, with their columns."""
    pieces: dict[int, set[Box]] = {}
    for box in across:  # those of a head may be drawn twice, for its cells and for its row
        pieces.setdefault(round(box[1]), set()).add(box)
    return [
        (y, (some[0][0], *(box[2] for box in some)))
        for y, boxes in sorted(pieces.items(), reverse=True)
        if len(some := sorted(boxes)) > 1
        and all(abs(one[2] - two[0]) <= _ALIKE for one, two in pairwise(some))
    ]


def _sewn(across: Sequence[Box]) -> Iterator[Grid]:
    """Yield grids with rules below their rows only, a piece for each cell: columns part where pieces do.

    A rule alone makes one at the end of a page: a table may begin there whose rows come on the next.
    """
    table: list[tuple[int, Edges]] = []
    above: Edges = ()
    for level, edges in [*sewn_rules(across), (0, ())]:
        same = bool(table) and _same_edges(edges, table[-1][1])
        if same and table[-1][0] - level <= _MOST_ROW:
            table.append((level, edges))
            continue
        headed = same and len(table) == 2  # the rules around a head, and rows without any below it
        last = bool(table) and not edges and not _same_edges(table[0][1], above)
        if (len(table) > 1 and not headed) or last:
            yield _open_grid([y for y, _ in table], table[0][1])
        above = table[0][1] if table else above
        table = [(level, edges)]


def _same_edges(one: Sequence[float], two: Sequence[float]) -> bool:
    return len(one) == len(two) and all(abs(a - b) <= _ALIKE for a, b in zip(one, two, strict=True))


def _open_grid(levels: Sequence[float], edges: Edges) -> Grid:
    """Return a grid with a row more at both ends, as high as the lowest of the others: one may be there."""
    height = min((a - b for a, b in pairwise(levels)), default=_USUAL_ROW)
    rows = (levels[0] + height, *levels, levels[-1] - height)
    borders = frozenset((row, number) for row in range(len(rows)) for number in range(len(edges)))
    return Grid(rows, edges, borders, borders, closed=False)
