"""Tables: workbooks by python-calamine, CSV and TSV by the standard library.

A row reads as its headings with its values ("Country: Norway; Year: 2021"), so that a sentence of it says
what its numbers are; each row is a place of its own.
"""

import csv
import datetime
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import islice, pairwise, takewhile

from index.blocks import Extracted, TextBuilder, row_words
from index.formats.cell_formats import NumberFormat, SheetCells, xlsx_cells
from index.formats.decode import decode
from index.formats.grid import is_figure, is_year, unmerge
from index.formats.label_rows import label_and_value, rows_of_labels, title_of_form
from index.formats.ods_cells import ods_cells
from index.formats.package import package_properties
from index.metadata import believable_title

__all__ = ["read_csv", "read_workbook"]

MAX_ROWS = 200_000
"""Rows of one file that are read; a larger table is data, not a document."""
_ROWS_CUT = f"only the first {MAX_ROWS:,} rows"
_MOST_CAPTION_CHARS = 120
_SNIFFED_CHARS = 20_000
_DELIMITERS = ",;\t|"
_AROUND_NUMBERS = "%$€£¥ "
_PLACEHOLDERS = frozenset("n/a na none nil unknown tbd tba tbc open pending ? - – —".split())
"""What stands in a cell that has no value, or none yet."""
_NOTE = re.compile(
    r"(?:notes?|sources?|n\.?b\.?|nota|quelle|fuente|fonte)\b\s*[.:]|[*†‡].*\w|.{40,}[.!]$", re.IGNORECASE
)
"""What a lone cell right below a table says that is a note: a sentence of some length, or a label."""


def read_workbook(data: bytes) -> Extracted:
    """Read every sheet of an XLSX, XLS or ODS workbook; places are "sheet Costs, row 12"."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    builder = TextBuilder()
    titles: list[str | None] = []
    cells, cut = xlsx_cells(data, MAX_ROWS) or ods_cells(data, MAX_ROWS), False
    for about in workbook.sheets_metadata:
        sheet = workbook.get_sheet_by_name(about.name)
        first, left = sheet.start or (0, 0)
        told = cells.get(about.name, SheetCells())
        rows = [
            [_words(cell, told.formats.get((y, x))) for x, cell in enumerate(row, left)]
            for y, row in enumerate(sheet.to_python(nrows=MAX_ROWS), first)
        ]
        cut = cut or sheet.height > MAX_ROWS
        merged = sheet.merged_cell_ranges or told.merged
        unmerge(rows, [((a - first, b - left), (c - first, d - left)) for (a, b), (c, d) in merged])
        if any(cell for row in rows for cell in row):
            hidden = "" if about.visible == SheetVisibleEnum.Visible else " (hidden)"
            caption = _caption(rows)
            titles.append(caption or title_of_form(rows))
            builder.place(f"sheet {about.name}{hidden}")
            builder.add(about.name, "heading", 2)
            _add_rows(builder, rows, f"sheet {about.name}{hidden}, ", first + 1, caption)
    said = package_properties(data)
    title = believable_title(said.pop("title", None)) or next(iter(titles), None)
    missing = "; ".join(
        [*[_ROWS_CUT] * cut, *(_failed(*sheet) for sheet in cells.items() if sheet[1].failed)]
    )
    return replace(builder.extracted(), **said, title=title, headed=False, missing=missing)


def _failed(name: str, told: SheetCells) -> str:
    cells = "1 cell has" if told.failed == 1 else f"{told.failed:,} cells have"
    return f"in sheet {name} {cells} an error, or a formula that was never calculated"


def read_csv(data: bytes) -> Extracted:
    """Read a CSV or TSV file, whatever parts its cells; places are "row 12", counted with the headings."""
    text = decode(data)
    sample = text[:_SNIFFED_CHARS]
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(sample, delimiters=_DELIMITERS)
    except csv.Error:  # rows of different lengths
        dialect = type("Excel", (csv.excel,), {"delimiter": _commonest(sample)})
    csv.field_size_limit(10_000_000)
    builder = TextBuilder()
    rows = csv.reader(io.StringIO(text, newline=""), dialect)
    _add_rows(builder, [[_words(cell) for cell in row] for row in islice(rows, MAX_ROWS)], "", 1)
    return replace(builder.extracted(), missing=_ROWS_CUT if next(rows, None) is not None else "")


def _commonest(sample: str) -> str:
    """Return what parts cells in most lines."""
    lines = sample.split("\n")
    return max(_DELIMITERS, key=lambda delimiter: sum(delimiter in line for line in lines))


def _caption(cells: Sequence[Sequence[str]]) -> str:
    """Return what a sheet is called above its rows: short words alone in the first of them, or nothing."""
    first, *others = [said for row in cells if (said := [cell for cell in row if cell])]
    words = first[0] if len(first) == 1 and any(len(row) > 1 for row in others) else ""
    named = len(words) <= _MOST_CAPTION_CHARS and any(map(str.isalpha, words))
    return words if named and words[-1] not in ".:;" else ""


def _add_rows(
    builder: TextBuilder, cells: Sequence[Sequence[str]], where: str, first: int, caption: str = ""
) -> None:
    """Add the rows of a sheet, counted from `first`, each with the headings of the table that it is of.

    Its caption, the first of them, heads them all.
    """
    labels = rows_of_labels(cells)
    heads = set(_heading_rows([() if n in labels else row for n, row in enumerate(cells)]))
    notes = set(_notes(cells, heads))
    headings: Sequence[str] = ()
    for index, row in enumerate(cells):
        if index in heads:
            headings = row
        elif any(row):
            builder.place(f"{where}row {first + index}")
            if caption:
                builder.add(caption, "heading", 3)
                caption = ""
                continue
            builder.add(_row(row, headings, index, labels, notes), "verbatim", gap="\n")


def _row(row: Sequence[str], headings: Sequence[str], index: int, labels: Set[int], notes: Set[int]) -> str:
    """Return a row as words: after what heads its columns, or its own label."""
    if index in labels and index not in notes:
        label, value = label_and_value(row)
        return row_words([label], [value]) if value else label
    return row_words(() if index in notes else headings, row)


def _notes(cells: Sequence[Sequence[str]], heads: Set[int]) -> Iterator[int]:
    """Yield the rows that are notes below a table, or the caption of the next, rather than rows of it.

    They have a single cell each and stand below an empty row, or read like a note; no row of several follows
    them but headings.
    """
    alone: list[int] | None = []
    for index in reversed(range(len(cells))):
        said = sum(map(bool, cells[index]))
        if index in heads:
            alone = []
        elif said > 1:
            yield from (at for at in alone or () if _NOTE.match(next(filter(None, cells[at]))))
            alone = None
        elif alone is not None and said:
            alone.append(index)
        elif alone is not None:
            yield from alone
            alone.clear()


def _heading_rows(cells: Sequence[Sequence[str]]) -> Iterator[int]:
    """Yield the rows that name columns: the first one of several texts, and those of tables further down.

    These stand below an empty row and, perhaps, captions of a single text.
    """
    headings: Sequence[str] | None = None
    said: Counter[tuple[int, bool]] = Counter()  # below them, by column: how many figures, and other texts
    counted, apart = 0, True
    for index, row in enumerate(cells[:-1]):
        if (headings is None or apart) and _is_heading(row, cells[index + 1]):
            if headings is not None:
                for y in range(counted, index):
                    said.update((x, is_figure(cell)) for x, cell in enumerate(cells[y]) if _has_value(cell))
                counted = index
            if headings is None or _begins_table(cells, index, headings, said):
                headings, counted = row, index + 1
                said.clear()
                yield index
        apart = sum(map(bool, row)) < (2 if apart else 1)


def _is_heading(row: Sequence[str], below: Sequence[str]) -> bool:
    """Return whether a row may name columns: at least two texts and no number, but years in a row.

    Years stand at the same distance, and not below each other.
    """
    texts = [cell for cell in row if cell]
    numbers = [
        cell for cell in texts if cell.strip(_AROUND_NUMBERS).replace(".", "").replace(",", "").isdigit()
    ]
    if len(texts) < 2 or not numbers:
        return len(texts) > 1
    if len(numbers) < 2 or not all(map(is_year, numbers)):
        return False
    steps = {int(later) - int(year) for year, later in pairwise(numbers)}
    beside = [said for cell, said in zip(row, below, strict=False) if cell in numbers]
    return len(steps) == 1 and 0 not in steps and any(beside) and not all(map(is_year, filter(None, beside)))


def _has_value(cell: str) -> bool:
    return bool(cell) and cell.casefold() not in _PLACEHOLDERS


def _begins_table(
    cells: Sequence[Sequence[str]],
    index: int,
    headings: Sequence[str],
    before: Mapping[tuple[int, bool], int],
) -> bool:
    """Return whether a row of texts below an empty one names columns anew, and isn't just another row.

    So it does where it and the row below reach beyond the headings before, or where all that is said below
    one of its cells is figures. That cell is no placeholder, and figures are not the most of what is said
    `before` in its column, by column and whether it is a figure, unless the row has one of the headings.
    """
    row = cells[index]
    if any(is_figure(cell) and not is_year(cell) for cell in row):
        return False
    both = [x for x, pair in enumerate(zip(row, cells[index + 1], strict=False)) if all(pair)]
    if any(x >= len(headings) or not headings[x] for x in both):
        return True
    below = list(takewhile(any, (cells[y] for y in range(index + 1, len(cells)))))
    again = any(cell and cell in headings for cell in row)
    for x, cell in enumerate(row):
        said = [one[x] for one in below if x < len(one) and one[x]]
        figures = before.get((x, True), 0)
        values = figures > 0 and figures >= before.get((x, False), 0)
        if _has_value(cell) and said and all(map(is_figure, said)) and (again or not values):
            return True
    return False


def _words(cell: object, shown: NumberFormat | None = None) -> str:
    """Return a cell's value as a person would write it, with the decimals that are shown, or all."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if shown is not None and isinstance(cell, int | float):
        return shown.shown(cell)
    if isinstance(cell, float) and abs(cell) < 1e15:  # as many digits as programs show of numbers in binary
        return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(" ") if cell.time() != datetime.time() else cell.date().isoformat()
    return " ".join(str(cell).split()) if cell is not None else ""
