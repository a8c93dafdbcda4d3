"""What calamine doesn't tell of an OpenDocument spreadsheet: merged cells, and how its numbers are shown."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from index.formats.cell_formats import NumberFormat, SheetCells
from index.formats.package import SAFE_XML, bounded

__all__ = ["ods_cells"]

_TABLE, _OFFICE, _TEXT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "office", "text")
)
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_VALUE_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_GROUPED = re.compile(r"\d[^\d\w]\d{3}(?!\d)")
_MONEY = re.compile("[$€£¥]")
_DECIMALS = re.compile(r"[.,](\d+)\D*$")
_MOST_REPEATED = 100
"""How often a cell or row is repeated at most that says something: more are empty, to the sheet's end."""


def ods_cells(data: bytes, most_rows: int) -> dict[str, SheetCells]:
    """Return by sheet what is said of its cells; nothing of what is no OpenDocument spreadsheet.

    What is said of each sheet ends after `most_rows` rows of which anything is.
    """
    found: dict[str, SheetCells] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "content.xml" in archive.namelist():
                with archive.open("content.xml") as file:
                    for name, y, row in _rows(file):
                        sheet = found.setdefault(name, SheetCells())
                        sheet.failed += sum(c.get(_VALUE_TYPE) == "error" for c in row.iterchildren(*_CELLS))
                        if sheet.rows < most_rows:
                            _add_row(sheet, y, row)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, zlib.error, ValueError, OSError, RuntimeError):
        return {}  # the values can be read all the same
    return found


def _rows(file: Any) -> Iterator[tuple[str, int, Any]]:  # noqa: ANN401 - lxml has no types
    """Yield each row with the name of its sheet and its number, one that is repeated as often."""
    name, y = "", 0
    tags = (f"{_TABLE}table", f"{_TABLE}table-row")
    for event, element in etree.iterparse(file, events=("start", "end"), tag=tags, **SAFE_XML):
        if element.tag == tags[0]:
            name, y = (element.get(f"{_TABLE}name", ""), 0) if event == "start" else (name, y)
        elif event == "end":
            times = _number(element, "number-rows-repeated")
            for later in range(min(times, _MOST_REPEATED)):
                yield name, y + later, element
            y += times
            element.clear()


def _add_row(sheet: SheetCells, y: int, row: Any) -> None:  # noqa: ANN401
    x, before = 0, len(sheet.formats) + len(sheet.merged)
    for cell in row.iterchildren(*_CELLS):
        times = _number(cell, "number-columns-repeated")
        across, down = (_number(cell, f"number-{which}-spanned") for which in ("columns", "rows"))
        if across > 1 or down > 1:
            sheet.merged.append(((y, x), (y + down - 1, x + across - 1)))
        if shown := _shown(cell):
            sheet.formats |= dict.fromkeys(
                ((y, x + later) for later in range(min(times, _MOST_REPEATED))), shown
            )
        x += times
    sheet.rows += len(sheet.formats) + len(sheet.merged) > before


def _shown(cell: Any) -> NumberFormat | None:  # noqa: ANN401
    """Return the format of a cell's number by the text that is shown; None where that says no more."""
    kind, value = cell.get(f"{_OFFICE}value-type"), cell.get(f"{_OFFICE}value", "")
    said = "".join(str(text) for line in cell.iterchildren(f"{_TEXT}p") for text in line.itertext())
    percent = kind == "percentage" and "%" in said
    whole = "".join(filter(str.isdigit, said)) == _rounded(value, percent=percent)
    decimals = None if whole else _DECIMALS.search(said)  # a comma may part the thousands
    count = min(len(decimals[1]) if decimals else 0, 12)
    before = said[: decimals.start()] if decimals else said
    digits = "".join(filter(str.isdigit, before))
    money = None if percent else _MONEY.search(said)
    first = bool(money) and not any(map(str.isdigit, said[: money.start() if money else 0]))
    form = NumberFormat(
        count,
        percent,
        count,
        len(digits) if digits.startswith("0") else 1,
        bool(_GROUPED.search(before)),
        money[0] if money and first else "",
        f" {money[0]}" if money and not first else "",
    )
    numeric = kind in ("float", "currency", "percentage") and any(map(str.isdigit, said))
    return form if numeric and form.changes(value) else None


def _rounded(value: str, *, percent: bool) -> str:
    """Return the digits of a number that is shown without decimals; none of what is no number."""
    try:
        return NumberFormat(0).shown(abs(float(value) * (100 if percent else 1)))
    except ValueError:
        return ""


def _number(element: Any, name: str) -> int:  # noqa: ANN401
    said = element.get(f"{_TABLE}{name}", "")
    return bounded(said, 1)
