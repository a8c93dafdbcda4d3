"""The tables of PDF pages: cells that stand below each other, of one line or of several."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, pairwise, takewhile

from index.formats.pdf_grids import Grid
from index.formats.pdf_lines import Cell, Line, cells_of

__all__ = [
    "Columns",
    "Row",
    "columns_of",
    "goes_on_in",
    "is_table",
    "joined_cells",
    "same_columns",
    "tables",
    "texts_beside",
]

Row = list[Cell]
Columns = tuple[tuple[float, float], ...]
"""Where each column of a table begins and ends, from left to right."""
_Placed = tuple[Line, int, Cell]
"""A cell with its line and the number of its column."""
Between = Callable[[str, str, bool], str]
"""Returns what stands between two lines, given whether a hyphen ends the first: see `Words.between`."""

_CELL_LINES = 5
"""How many lines a cell has at most whose row goes on beside it: a column of text has more."""
_LOW, _HIGH, _HIGH_LINES = 1.5, 2.2, 3
"""How far above the others a cell begins at most that stands in the middle of its row, in heights of its
line, and one of which at least so many lines stand below the first."""
_MOST_CELL_CHARS = 1500
"""How long a cell of a drawn table is at most: what is longer is text in a frame."""
_MOST_OF_ONE_ROW = 100
"""The same where only one row has several cells: frames side by side have texts in them."""
_TEXT_CHARS = 20
"""How long a line of text in a frame is at least, unless a paragraph ends with it."""
_RARE = 0.25
"""Of how many rows, at least, the fullest ones are a table's measure where its first one is none of them."""
_SAME_COLUMN = 2.0
_NEAR_ROWS, _SHARED_BY, _SAME_START, _NARROW_GAP = 24, 3, 1.5, 0.4
"""How many lines around a row tell where cells begin, how many of them say it of a place, within how many
points, and how wide a gap before it is at least, in heights of the line."""
_AMID_WORDS = 4
"""So many words of a cell at least, without a full stop, are a sentence that does not end there."""
_MANY_ROWS = 3
"""After so many rows one of more cells than any of them begins another table."""
_FEW_LEVELS = 4
"""A drawn table with so few rules across, at most, may have several rows between two of them."""


def tables(lines: Sequence[Line], between: Between) -> Iterator[tuple[list[Line], list[Row]]]:
    """Yield stretches of a page's lines, each either text or, with its rows, a table."""
    lines = [_in_known_columns(lines, number) for number in range(len(lines))]
    text: list[Line] = []
    index = 0
    while index < len(lines):
        if lines[index].grid is not None:
            end = next(
                (n for n in range(index, len(lines)) if lines[n].grid is not lines[index].grid), len(lines)
            )
            rows = _drawn_rows(lines[index:end], between)
        else:
            rows, end = _rows(lines, index, between)
        if rows:
            yield text, []
            yield list(lines[index:end]), _without_blanks(rows)
            text, index = [], end
        else:
            text.append(lines[index])
            index += 1
    yield text, []


def _in_known_columns(lines: Sequence[Line], number: int) -> Line:
    """Return a line that is a row with a cell wherever the cells of several rows near it begin.

    A narrow gap parts no cells by itself: a long word reaches nearly to the next column.
    """
    line = lines[number]
    if len(line.cells) < 2 or line.grid is not None or len(line.words) <= len(line.cells):
        return line
    above, below = lines[max(0, number - _NEAR_ROWS) : number][::-1], lines[number + 1 : number + _NEAR_ROWS]
    near = chain.from_iterable(takewhile(partial(_is_of_table, line), some) for some in (above, below))
    begun = [cell.left for one in near for cell in one.cells[1:]]
    starts = {cell.left for cell in line.cells}
    found = [0]
    for at, (before, word) in enumerate(pairwise(line.words), 1):
        shared = sum(abs(left - word.left) < _SAME_START for left in begun) >= _SHARED_BY
        if word.left in starts or (shared and word.left - before.right > _NARROW_GAP * line.height):
            found.append(at)
    if len(found) <= len(line.cells) or line.words[0].left != line.left:
        return line
    return replace(line, cells=cells_of(line.words, found, hyphen=line.hyphen))


def _is_of_table(row: Line, line: Line) -> bool:
    """Return whether a line may be of the table that a row is of: a row too, or no wider than its half."""
    return line.grid is None and (len(line.cells) > 1 or 2 * (line.right - line.left) < row.right - row.left)


def is_table(lines: Sequence[Line], *, goes_on: bool) -> bool:
    """Return whether the lines in a grid make a table: two rows of several cells, one if a table goes on."""
    rows = _drawn_rows(lines, lambda before, after, hyphen: " ")
    several = sum(sum(bool(cell.text) for cell in row) > 1 for row in rows)
    most = _MOST_CELL_CHARS if several > 1 else _MOST_OF_ONE_ROW
    return several > (not goes_on) and all(len(cell.text) <= most for row in rows for cell in row)


def texts_beside(lines: Sequence[Line]) -> list[tuple[Line, Cell]]:
    """Return the cells of lines in frames beside each other, text by text; none where no text runs there.

    Text runs where the file draws it line by line across the frames, and a sentence goes on below.
    """
    grid = lines[0].grid
    bands = [] if grid is None else _bands(grid, lines)
    if not any(_is_text_above(*two) for band in bands for two in pairwise(_levels(band)) if len(two[0]) > 1):
        return []
    return [(line, cell) for band in bands for line, _, cell in sorted(band, key=lambda placed: placed[1])]


def columns_of(lines: Sequence[Line], rows: Sequence[Row]) -> Columns:
    """Return where the columns of a table begin and end: by its rules, or by its fullest rows."""
    grid = lines[0].grid
    if grid is not None:
        return tuple(pairwise(grid.edges))
    most = max(map(len, rows))
    columns = zip(*(row for row in rows if len(row) == most), strict=True)
    return tuple((min(cell.left for cell in some), max(cell.right for cell in some)) for some in columns)


def same_columns(one: Columns, two: Columns, *, drawn: bool) -> bool:
    """Return whether two tables have columns at the same places from their left.

    Columns that are not drawn begin or end where the others do, as their cells are set.
    """
    if len(one) != len(two):
        return False
    aside = two[0][0] - one[0][0]  # a table goes on in the next column of the page, or on an even page
    ends = (
        (abs(a[0] + aside - b[0]) < _SAME_COLUMN, abs(a[1] + aside - b[1]) < _SAME_COLUMN)
        for a, b in zip(one, two, strict=True)
    )
    return all(all(both) if drawn else any(both) for both in ends)


def goes_on_in(row: Row, below: Row) -> bool:
    """Return whether the last row of a page goes on in the first one of the next: in small letters alone.

    Its name stands above, and some of its cells had room there, or all that go on end amid a sentence.
    """
    said = [number for number, cell in enumerate(below) if cell.text]
    above = sum(bool(cell.text) for cell in row)
    amid = (
        n < len(row) and len(row[n].text.split()) >= _AMID_WORDS and row[n].text[-1].isalpha() for n in said
    )
    if len(said) + 1 == max(len(row), len(below)) and not all(amid):
        return False
    return (
        bool(said)
        and said[0] > 0
        and len(said) < above
        and all(n < len(row) and any(map(str.isalpha, row[n].text)) for n in said)
        and not any(row[n].text[-1] in ".!?" for n in said)
        and all(below[n].text[0].islower() for n in said)
    )


def joined_cells(row: Row, below: Row, between: Between) -> Row:
    """Return a row with the cells of one below that it goes on in."""
    added = [*below, *(Cell("", 0, 0) for _ in row[len(below) :])]
    return [
        _with_below(cell, more, between) if more.text else cell
        for cell, more in zip(row, added, strict=False)
    ]


def _without_blanks(rows: Sequence[Row]) -> list[Row]:
    """Return rows without empty cells at their ends."""
    found: list[Row] = []
    for row in rows:
        end = max((number for number, cell in enumerate(row, 1) if cell.text), default=0)
        found.append(row[:end])
    return [row for row in found if row]


def _drawn_rows(lines: Sequence[Line], between: Between) -> list[Row]:
    """Return the rows of a table whose cells are drawn, an empty cell where nothing stands in one."""
    grid = lines[0].grid
    if grid is None:
        return []
    found: list[Row] = []
    drawn = len(grid.levels) - (0 if grid.closed else 2)  # an open one has a level more at both ends
    for band in _bands(grid, lines):
        for some in _split(band) if drawn <= _FEW_LEVELS else [band]:
            row = [Cell("", left, right) for left, right in pairwise(grid.edges)]
            for _, column, cell in some:
                row[column] = _with_below(row[column], cell, between) if row[column].text else cell
            found.append(row)
    return found


def _bands(grid: Grid, lines: Sequence[Line]) -> list[list[_Placed]]:
    """Return the cells of lines in a grid by the rules that they stand between, from the top down."""
    bands: dict[int, list[_Placed]] = {}
    for line in lines:
        for cell in line.cells:
            x = min(cell.left + 1, (cell.left + cell.right) / 2)
            number, column = grid.cell(x, (line.bottom + line.top) / 2)
            bands.setdefault(number, []).append((line, column, cell))
    return [band for _, band in sorted(bands.items())]


def _levels(band: Sequence[_Placed]) -> list[list[_Placed]]:
    """Return what stands between two rules line by line.

    A file that draws cell by cell goes up again for the next cell: such a band is one row.
    """
    rows: list[list[_Placed]] = []
    for line, column, cell in band:
        rise = line.bottom - rows[-1][0][0].bottom if rows else -line.height
        if rise > 0.3 * line.height:
            return [list(band)]
        if rise < -0.3 * line.height:
            rows.append([])
        rows[-1].append((line, column, cell))
    return rows


def _split(band: list[_Placed]) -> list[list[_Placed]]:
    """Return what stands between two rules as rows, where each of its lines fills the same columns.

    Texts beside each other, one of whose sentences goes on in the next line, are one row too.
    """
    rows = _levels(band)
    if any(_is_text_above(above, below) for above, below in pairwise(rows)):
        return [band]
    columns = {frozenset(column for _, column, _ in row) for row in rows}
    return rows if len(columns) == 1 and len(next(iter(columns))) > 1 else [band]


def _is_text_above(above: Sequence[_Placed], below: Sequence[_Placed]) -> bool:
    """Return whether lines are of texts beside each other and one of their sentences goes on below."""
    over = {column: cell.text for _, column, cell in above}
    return min(map(len, over.values())) >= _TEXT_CHARS and any(
        cell.text[:1].islower() and over.get(column, ".")[-1:] not in ".!?:;" for _, column, cell in below
    )


def _rows(lines: Sequence[Line], start: int, between: Between) -> tuple[list[Row], int]:
    """Return the rows of a table that begins at a line, and where it ends; no rows where none begins."""
    rows: list[Row] = []
    index = start
    while index < len(lines) and lines[index].grid is None:
        row, after = _row(lines, index, between)
        if len(rows) >= _MANY_ROWS and len(row) > max(map(len, rows)):
            break  # another table
        if len(row) > 1 and (not rows or _aligned(rows, row, lines[index].height)):
            rows.append(row)
            index = after
        elif rows and _wrapped(rows[-1], lines[index], lines[index - 1], between):
            index += 1
        else:
            break
    return (_in_columns(rows), index) if len(rows) > 1 else ([], start)


def _in_columns(rows: list[Row]) -> list[Row]:
    """Return rows with an empty cell where the fullest ones have one that a row has not.

    The fullest ones are the head, or not rare. A row that their columns do not tell apart stays as it is.
    """
    most = max(map(len, rows))
    full = [row for row in rows if len(row) == most]
    edges = [
        (min(cell.left for cell in some), max(cell.right for cell in some))
        for some in zip(*full, strict=True)
    ]
    rare = len(full) < _RARE * len(rows) and len(rows[0]) < most
    if rare or any(before[1] > after[0] for before, after in pairwise(edges)):
        return rows
    found: list[Row] = []
    for row in rows:
        places = [_column(cell, edges) for cell in row]
        if len(set(places)) < len(row):
            found.append(row)
            continue
        cells = dict(zip(places, row, strict=True))
        found.append([cells.get(number, Cell("", *edges[number])) for number in range(most)])
    return found


def _column(cell: Cell, columns: Sequence[tuple[float, float]]) -> int:
    """Return in which column a cell stands: the first that it covers half of, or that covers half of it."""
    for number, (left, right) in enumerate(columns):
        shared = min(cell.right, right) - max(cell.left, left)
        if shared > 0 and shared >= min(cell.right - cell.left, right - left) / 2:
            return number
    middle = cell.left + cell.right
    return min(range(len(columns)), key=lambda number: abs(middle - sum(columns[number])))


def _row(lines: Sequence[Line], start: int, between: Between) -> tuple[Row, int]:
    """Return the cells of a row that begins at a line, and where it ends.

    Cells of several lines come one after another: each goes on below its beginning, the next one begins
    beside it.
    """
    row = list(lines[start].cells)
    low = high = lines[start].bottom
    end, within = start + 1, 1
    for number, line in enumerate(lines[start + 1 :], start + 1):
        near = 0.6 * line.height
        if line.grid is not None:
            break
        above = _above(lines[number : number + _CELL_LINES]) * line.height
        if line.left > row[-1].right and low - near < line.bottom < high + above:
            row += line.cells
            within = 1
        elif (
            within < _CELL_LINES
            and _goes_below(row[-1], line, lines[end - 1])
            and (len(line.cells) == 1 or len(row) > len(lines[start].cells))
        ):
            row[-1] = _with_below(row[-1], line.cells[0], between)
            row += line.cells[1:]
            within = 1 if len(line.cells) > 1 else within + 1
        else:
            break
        low, high, end = min(low, line.bottom), max(high, line.bottom), end + 1
    if len(row) == len(lines[start].cells):  # nothing stands beside: what goes on below may be another row
        return list(lines[start].cells), start + 1
    return row, end


def _above(lines: Sequence[Line]) -> float:
    """Return how far above others a cell of these lines may begin, in heights of the first."""
    left = Cell("", lines[0].left, lines[0].right)
    return _HIGH if sum(_goes_below(left, *two[::-1]) for two in pairwise(lines)) >= _HIGH_LINES else _LOW


def _goes_below(cell: Cell, line: Line, before: Line) -> bool:
    """Return whether a line goes on with a cell that ends in the line before."""
    close = 0 < before.bottom - line.bottom < 1.5 * line.height
    return close and abs(cell.left - line.left) < 0.6 * line.height


def _is_below(cell: Cell, other: Cell, height: float) -> bool:
    """Return whether cells begin, end or have their middles below each other."""
    near = 0.6 * height
    left, right = abs(cell.left - other.left), abs(cell.right - other.right)
    return left < near or right < near or abs(cell.left + cell.right - other.left - other.right) < 2 * near


def _with_below(cell: Cell, below: Cell, between: Between) -> Cell:
    """Return a cell with what goes on below it."""
    text = cell.text + between(cell.text, below.text, cell.hyphen) + below.text
    return replace(below, text=text, left=min(cell.left, below.left), right=max(cell.right, below.right))


def _aligned(rows: Sequence[Sequence[Cell]], row: Sequence[Cell], height: float) -> bool:
    """Return whether all but one of a row's cells begin or end where cells of an earlier row do."""
    known = [cell for row in rows for cell in row]
    fit = [any(_is_below(cell, one, height) for one in known) for cell in row]
    return sum(fit) >= max(len(fit) - 1, 2)


def _wrapped(row: Row, line: Line, before: Line, between: Between) -> bool:
    """Add a line that goes on with a later cell of a row to it; return whether it does."""
    number = next((n for n, cell in enumerate(row) if n and _goes_below(cell, line, before)), None)
    if number is None or len(line.cells) > 1:
        return False
    row[number] = _with_below(row[number], line.cells[0], between)
    return True
