"""Tables whose cells are merged: what a merged cell says counts for all rows and columns that it spans.

A row of groups above the columns' own headings, "Year 2024" over "Budget" and "Actual", is joined with them:
"Year 2024 Budget", "Year 2024 Actual".
"""

import re
from collections.abc import Iterable, Sequence

__all__ = ["Merged", "filled", "is_figure", "is_year", "laid_out", "unmerge"]

Merged = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last (row, column) of a merged cell, from 0."""

_MOST_MERGED = 10_000
_MOST_REPEATED = 100_000
_MOST_CHARS = 100
"""Up to how many characters what a merged cell says is repeated: more is a text, not a value."""
_MOST_SPANNED = 200
_MOST_LOOKED_AT = 10
"""Up to how many rows below what may be headings say whether they are."""
_MOST_PADDED = 1_000_000
"""Up to how many cells a table is filled up, and many times those that it has: a row may be far longer."""
_YEARS = re.compile(r"(?:1[5-9]|20)\d\d(?:\s?[-–/]\s?(?:\d\d|\d{4}))?")


def is_figure(cell: str) -> bool:
    """Return whether a cell says a figure and nothing else: "1,250", "12 %", "-3.50", "£9", no text."""
    return any(map(str.isdigit, cell)) and not any(map(str.isalpha, cell))


def is_year(cell: str) -> bool:
    """Return whether a cell says a year or the like, "2024", "2022/23"."""
    return bool(_YEARS.fullmatch(cell))


def laid_out(rows: Iterable[Iterable[tuple[str, int, int]]]) -> tuple[list[list[str]], list[Merged]]:
    """Return the cells of a table by row and column, and those that are merged.

    Cells are given as (text, columns, rows), 0 rows for all that follow, and stand where HTML puts them: in
    the first columns of their row into which no cell above reaches. Columns in which none begins are none.
    Rows of lengths that are out of all proportion stay as they are given, and nothing is merged.
    """
    given = [list(row) for row in rows]
    cells: list[tuple[str, Merged]] = []
    reached: dict[int, int] = {}  # the last row that a cell from above takes, by column
    for y, row in enumerate(given):
        x = 0
        for text, across, down in row:
            while reached.get(x, -1) >= y:
                x += 1
            bottom = min(y + down if down else len(given), len(given)) - 1
            right = x + min(across, _MOST_SPANNED) - 1
            cells.append((text, ((y, x), (bottom, right))))
            reached |= dict.fromkeys(range(x, right + 1), bottom)
            x = right + 1
    width = max((left + 1 for _, ((_, left), _) in cells), default=0)
    if _explodes(width, given):
        return [[text for text, _, _ in row] for row in given], []
    grid = [[""] * width for _ in given]
    merged: list[Merged] = []
    for text, ((top, left), (bottom, right)) in cells:
        grid[top][left] = text
        if bottom > top or right > left:
            merged.append(((top, left), (bottom, min(right, width - 1))))
    return grid, merged


def filled(rows: Sequence[Sequence[str]], merged: Sequence[Merged]) -> list[list[str]]:
    """Return the rows of a table, as many cells in each, with what merged cells say in all that they span.

    A caption above the headings, merged over the whole table, is a row of one cell. Rows of lengths that are
    out of all proportion stay as long as they are.
    """
    width = max(map(len, rows), default=0)
    if _explodes(width, rows):
        return [[" ".join(cell.split()) for cell in row] for row in rows]
    level = [[" ".join(cell.split()) for cell in row] + [""] * (width - len(row)) for row in rows]
    first = next(iter(_first_rows(level)), 0)
    captions = {top for (top, left), (_, right) in merged if top < first and left == 0 < right}
    unmerge(level, merged)
    return [row[:1] if y in captions else row for y, row in enumerate(level)]


def _explodes(width: int, rows: Sequence[Sequence[object]]) -> bool:
    """Return whether rows that are all made as long as the longest are far more than what they hold."""
    return width * len(rows) > 20 * sum(map(len, rows)) + _MOST_PADDED


def unmerge(rows: list[list[str]], merged: Sequence[Merged]) -> None:
    """Write what merged cells say into all rows and columns that they span, and join headings of two rows.

    Below the headings, what spans the first columns names its row ("Total") and is not repeated to the side;
    nor is what stands alone in a row from its first column on: a caption, or the name of a part.
    """
    merged = merged[:_MOST_MERGED]
    groups: dict[int, list[range]] = {}
    for (top, left), (_, right) in merged:
        if right > left and 0 <= top < len(rows):
            groups.setdefault(top, []).append(range(left, min(right + 1, len(rows[top]))))
    first = [top for top in _first_rows(rows) if top in groups]
    _repeat(rows, merged, first)
    for top in first:
        while _heads_groups(rows, top, groups.get(top, ())):
            rows[top + 1] = [_joined(*pair) for pair in zip(rows[top], rows[top + 1], strict=True)]
            rows[top] = [""] * len(rows[top])
            top += 1


def _repeat(rows: list[list[str]], merged: Sequence[Merged], first: Sequence[int]) -> None:
    """Write what merged cells say into those that they span; to the side from the first column in `first`."""
    left_over = _MOST_REPEATED
    for (top, left), (bottom, right) in merged:
        text = rows[top][left] if 0 <= top < len(rows) and 0 <= left < len(rows[top]) else ""
        if not text or len(text) > _MOST_CHARS:
            continue
        last = right if left or top in first else left
        for row in rows[top : bottom + 1]:
            for x in range(left, min(last + 1, len(row))):
                row[x] = row[x] or text
                left_over -= 1
            if left_over < 0:
                return


def _first_rows(rows: Sequence[Sequence[str]]) -> Iterable[int]:
    """Yield the first row of each part that empty rows part, but for captions: a text in the first column."""
    begun = False
    for index, row in enumerate(rows):
        said = [x for x, cell in enumerate(row) if cell]
        if not said:
            begun = False
        elif not begun and said != [0]:
            begun = True
            yield index


def _heads_groups(rows: Sequence[Sequence[str]], top: int, groups: Sequence[range]) -> bool:
    """Return whether a row names groups of the columns that the row below it names.

    That row says several things below a group, none of them a figure other than years, and nothing else
    below what is no group. Below it are figures, or it says the same things below each group: a row of texts
    above others may be one of values.
    """
    if not groups or top + 2 >= len(rows) or len(rows[top]) != len(rows[top + 1]):
        return False
    above, below = rows[top], rows[top + 1]
    grouped = {x for group in groups for x in group}
    if any(a and b and a != b for x, (a, b) in enumerate(zip(above, below, strict=True)) if x not in grouped):
        return False
    said = [{below[x] for x in group if below[x]} for group in groups]
    names = [name for some in said for name in some]
    figures = [name for name in names if is_figure(name) and not is_year(name)]
    alike = len(said) > 1 and all(one == said[0] for one in said)
    values = (
        row[x] for row in rows[top + 2 : top + 2 + _MOST_LOOKED_AT] for x in grouped if 0 <= x < len(row)
    )
    return not figures and max(map(len, said)) > 1 and (alike or any(map(is_figure, values)))


def _joined(above: str, below: str) -> str:
    return f"{above} {below}" if above and below and above != below else above or below
