"""Tables: workbooks by python-calamine, CSV and TSV by the standard library.

A row reads as its headings with its values ("Country: Norway; Year: 2021"), so that a sentence of it says
what its numbers are; each row is a place of its own.
"""

import csv
import datetime
import io
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from index.blocks import Extracted, TextBuilder, row_words
from index.formats.decode import decode
from index.formats.grid import unmerge
from index.formats.package import package_properties
from index.formats.percents import percent_cells

__all__ = ["read_csv", "read_workbook"]

MAX_ROWS = 200_000
"""Rows of one file that are read; a larger table is data, not a document."""
_ROWS_CUT = f"only the first {MAX_ROWS:,} rows"
_SNIFFED_CHARS = 20_000


def read_workbook(data: bytes) -> Extracted:
    """Read every sheet of an XLSX, XLS or ODS workbook; places are "sheet Costs, row 12"."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    builder = TextBuilder()
    percents, cut = percent_cells(data), False
    for about in workbook.sheets_metadata:
        sheet = workbook.get_sheet_by_name(about.name)
        first, left = sheet.start or (0, 0)
        percent = percents.get(about.name, set())
        rows = [
            [_words(cell, percent=(y, x) in percent) for x, cell in enumerate(row, left)]
            for y, row in enumerate(sheet.to_python(nrows=MAX_ROWS), first)
        ]
        cut = cut or sheet.height > MAX_ROWS
        merged = sheet.merged_cell_ranges or []
        unmerge(rows, [((a - first, b - left), (c - first, d - left)) for (a, b), (c, d) in merged])
        if any(cell for row in rows for cell in row):
            hidden = "" if about.visible == SheetVisibleEnum.Visible else " (hidden)"
            builder.place(f"sheet {about.name}{hidden}")
            builder.add(about.name, "heading", 2)
            _add_rows(builder, rows, f"sheet {about.name}{hidden}, ", first + 1)
    return replace(builder.extracted(), **package_properties(data), missing=_ROWS_CUT if cut else "")


def read_csv(data: bytes) -> Extracted:
    """Read a CSV or TSV file, whatever parts its cells; places are "row 12", counted with the headings."""
    text = decode(data)
    sample = text[:_SNIFFED_CHARS]
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(sample, delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel_tab if "\t" in sample else csv.excel
    csv.field_size_limit(10_000_000)
    builder = TextBuilder()
    rows = csv.reader(io.StringIO(text, newline=""), dialect)
    _add_rows(builder, [[_words(cell) for cell in row] for row in islice(rows, MAX_ROWS)], "", 1)
    return replace(builder.extracted(), missing=_ROWS_CUT if next(rows, None) is not None else "")


def _add_rows(builder: TextBuilder, cells: Sequence[Sequence[str]], where: str, first: int) -> None:
    """Add the rows of one table, counted from `first`; the first one of several texts names the columns."""
    head = next((i for i, row in enumerate(cells[:-1]) if _is_heading(row)), None)
    headings = cells[head] if head is not None else []
    for index, row in enumerate(cells):
        if index == head or not any(row):
            continue
        builder.place(f"{where}row {first + index}")
        before = head is not None and index < head
        builder.add(row_words([] if before else headings, row), "verbatim", gap="\n")


def _is_heading(row: Sequence[str]) -> bool:
    """Return whether a row may name columns: at least two texts and no number."""
    texts = [cell for cell in row if cell]
    return len(texts) > 1 and not any(cell.rstrip("%").replace(".", "").isdigit() for cell in texts)


def _words(cell: object, *, percent: bool = False) -> str:
    """Return a cell's value as a person would write it, all its digits kept."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if percent and isinstance(cell, int | float):
        return f"{_words(float(f'{100 * cell:.12g}'))}%"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(" ") if cell.time() != datetime.time() else cell.date().isoformat()
    return " ".join(str(cell).split()) if cell is not None else ""
