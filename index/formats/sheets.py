"""Tables: workbooks by python-calamine, CSV and TSV by the standard library.

A row reads as its headings with its values ("Country: Norway; Year: 2021"), so that a sentence of it says
what its numbers are; each row is a place of its own.
"""

import csv
import datetime
import io
from collections.abc import Iterable, Sequence

from index.blocks import Extracted, TextBuilder
from index.formats.decode import decode

__all__ = ["read_csv", "read_workbook", "row_words"]

MAX_ROWS = 200_000
"""Rows of one file that are read; a larger table is data, not a document."""
_SNIFFED_CHARS = 20_000


def read_workbook(data: bytes) -> Extracted:
    """Read every sheet of an XLSX, XLS or ODS workbook; places are "sheet Costs, row 12"."""
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    builder = TextBuilder()
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False)
        if any(_words(cell) for row in rows for cell in row):
            builder.place(f"sheet {name}")
            builder.add(name, "heading", 2)
            _add_rows(builder, rows, f"sheet {name}, ")
    return builder.extracted()


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
    _add_rows(builder, list(csv.reader(io.StringIO(text, newline=""), dialect)), "")
    return builder.extracted()


def _add_rows(builder: TextBuilder, rows: Sequence[Sequence[object]], where: str) -> None:
    """Add the rows of one table; its headings are the first row with more than one text in it."""
    cells = [[_words(cell) for cell in row] for row in rows[:MAX_ROWS]]
    head = next((i for i, row in enumerate(cells[:-1]) if _is_heading(row)), None)
    headings = cells[head] if head is not None else []
    for number, row in enumerate(cells, start=1):
        if number - 1 == head or not any(row):
            continue
        builder.place(f"{where}row {number}")
        before = head is not None and number - 1 < head
        builder.add(row_words([] if before else headings, row), "verbatim", gap="\n")


def _is_heading(row: Sequence[str]) -> bool:
    """Return whether a row may name columns: at least two texts and no number."""
    texts = [cell for cell in row if cell]
    return len(texts) > 1 and not any(cell.replace(".", "").isdigit() for cell in texts)


def row_words(headings: Sequence[str], row: Iterable[str]) -> str:
    """Return a row as words: each value after its column's heading, empty cells left out."""
    parts: list[str] = []
    for number, value in enumerate(row):
        name = headings[number] if number < len(headings) else ""
        if value:
            parts.append(f"{name}: {value}" if name else value)
    return "; ".join(parts)


def _words(cell: object) -> str:
    """Return a cell's value as a person would write it."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(" ") if cell.time() != datetime.time() else cell.date().isoformat()
    return " ".join(str(cell).split()) if cell is not None else ""
