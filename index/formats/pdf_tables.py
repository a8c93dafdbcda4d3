"""The tables of PDF pages: cells that stand below each other, of one line or of several."""

from collections.abc import Iterator, Sequence

from index.formats.pdf_lines import Cell, Line

__all__ = ["tables"]

_CELL_LINES = 5
"""How many lines a cell has at most whose row goes on beside it: a column of text has more."""


def tables(lines: Sequence[Line]) -> Iterator[tuple[list[Line], list[list[Cell]]]]:
    """Yield stretches of a page's lines, each either text or, with its rows, a table."""
    text: list[Line] = []
    index = 0
    while index < len(lines):
        rows, end = _rows(lines, index)
        if rows:
            yield text, []
            yield list(lines[index:end]), rows
            text, index = [], end
        else:
            text.append(lines[index])
            index += 1
    yield text, []


def _rows(lines: Sequence[Line], start: int) -> tuple[list[list[Cell]], int]:
    """Return the rows of a table that begins at a line, and where it ends; no rows where none begins."""
    rows: list[list[Cell]] = []
    index = start
    while index < len(lines):
        row, after = _row(lines, index)
        if len(row) > 1 and (not rows or _aligned(rows, row, lines[index].height)):
            rows.append(row)
            index = after
        elif rows and _wrapped(rows[-1], lines[index], lines[index - 1]):
            index += 1
        else:
            break
    return (rows, index) if len(rows) > 1 else ([], start)


def _row(lines: Sequence[Line], start: int) -> tuple[list[Cell], int]:
    """Return the cells of a row that begins at a line, and where it ends.

    Cells of several lines come one after another: each goes on below its beginning, the next one begins
    beside it.
    """
    row = list(lines[start].cells)
    low = high = lines[start].bottom
    end, within = start + 1, 1
    for line in lines[start + 1 :]:
        near = 0.6 * line.height
        if line.left > row[-1].right and low - near < line.bottom < high + 1.5 * line.height:
            row += line.cells
            within = 1
        elif within < _CELL_LINES and _goes_below(row[-1], line, lines[end - 1]):
            row[-1] = _with_below(row[-1], line)
            within += 1
        else:
            break
        low, high, end = min(low, line.bottom), max(high, line.bottom), end + 1
    if len(row) == len(lines[start].cells):  # nothing stands beside: what goes on below may be another row
        return list(lines[start].cells), start + 1
    return row, end


def _goes_below(cell: Cell, line: Line, before: Line) -> bool:
    """Return whether a line of one cell goes on with a cell that ends in the line before."""
    close = 0 < before.bottom - line.bottom < 1.5 * line.height
    return len(line.cells) == 1 and close and abs(cell.left - line.left) < 0.6 * line.height


def _with_below(cell: Cell, line: Line) -> Cell:
    return Cell(f"{cell.text} {line.text}", min(cell.left, line.left), max(cell.right, line.right))


def _aligned(rows: Sequence[Sequence[Cell]], row: Sequence[Cell], height: float) -> bool:
    """Return whether all but one of a row's cells begin or end where cells of an earlier row do."""
    near = 0.6 * height
    known = [cell for row in rows for cell in row]
    fit = [
        any(
            abs(cell.left - k.left) < near
            or abs(cell.right - k.right) < near
            or abs(cell.left + cell.right - k.left - k.right) < 2 * near
            for k in known
        )
        for cell in row
    ]
    return sum(fit) >= max(len(fit) - 1, 2)


def _wrapped(row: list[Cell], line: Line, before: Line) -> bool:
    """Add a line that goes on with a later cell of a row to it; return whether it does."""
    number = next((n for n, cell in enumerate(row) if n and _goes_below(cell, line, before)), None)
    if number is None:
        return False
    row[number] = _with_below(row[number], line)
    return True
