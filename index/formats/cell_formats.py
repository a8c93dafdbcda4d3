"""What calamine doesn't tell of an XLSX workbook: how numbers are shown, and how many cells have no value."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from lxml import etree

from index.formats.grid import Merged
from index.formats.package import SAFE_XML

__all__ = ["NumberFormat", "SheetCells", "number_format", "xlsx_cells"]

_BUILT_IN = {
    "1": "0",
    "2": "0.00",
    **dict.fromkeys(("3", "5", "6", "37", "38", "41", "42"), "#,##0"),
    **dict.fromkeys(("4", "7", "8", "39", "40", "43", "44"), "#,##0.00"),
    "9": "0%",
    "10": "0.00%",
}
"""The formats of numbers that no file defines (ISO 29500-1, 18.8.30), but for currencies."""
_QUOTED = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]')
_SIGN = re.compile(r"[^\w#?.,%/@]")
_NUMBER = re.compile(r"(?P<whole>[#0?,]*[#0?])(?:\.(?P<decimals>[#0?]*))?(?P<percent>%?)")
_IN_ONE = re.compile(r"[^#0?]*[#0?,]+(?:\.[#0?]*)?[^#0?]*")
"""Digits with nothing between them, as there is in the number of a telephone."""
_MONEY = re.compile(r"(?<![A-Za-z])[$€£¥]")
_LITERAL = re.compile(r'"([^"]*)"|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|\\(.)')
"""What is shown as it stands. Codes such as "EUR" are left out, as a cell with letters is no figure."""
_CELL = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_MOST_DECIMALS = 12
_EXACT = 1e14


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a number is shown: with how many decimals at most and at least, and how many digits before them.

    `grouped` says whether commas part the thousands; `before` and `after` have the sign of a currency.
    """

    decimals: int
    percent: bool = False
    least_decimals: int = 0
    digits: int = 1
    grouped: bool = False
    before: str = ""
    after: str = ""

    def changes(self, number: str) -> bool:
        """Return whether a number may be shown otherwise than as it is."""
        whole, _, part = number.lstrip("-").partition(".")
        return (
            self.percent
            or not self.least_decimals <= len(part) <= self.decimals
            or len(whole) < self.digits
            or (self.grouped and len(whole) > 3)
            or bool(self.before or self.after)
        )

    def shown(self, number: float) -> str:
        """Return a number as it is shown; as a percentage, a hundred times as large."""
        number = 100 * number if self.percent else number
        if not abs(number) < _EXACT:
            return f"{number:.15g}{'%' * self.percent}"
        exact = Decimal(f"{number:.14g}")  # a share such as 0.07 is no whole number of percents in binary
        exact = exact.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
        whole, _, part = f"{abs(exact):f}".partition(".")
        part = part[: self.least_decimals] + part[self.least_decimals :].rstrip("0")
        whole = f"{int(whole):,}" if self.grouped else whole.zfill(self.digits)
        said = f"{whole}.{part}" if part else whole
        return f"{'-' * (exact < 0)}{self.before}{said}{'%' * self.percent}{self.after}"


@dataclass(slots=True)
class SheetCells:
    """What is said of the cells of a sheet, by (row, column) from 0: how numbers are shown, what is merged.

    `rows` counts those of which anything is said, `failed` cells with an error or a formula without value.
    """

    formats: dict[tuple[int, int], NumberFormat] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    rows: int = 0
    failed: int = 0


def xlsx_cells(data: bytes, most_rows: int) -> dict[str, SheetCells]:
    """Return by sheet how numbers are shown if not as they are, and how many cells failed; of XLSX only.

    Formats of each sheet end after `most_rows` rows that have any.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "xl/workbook.xml" not in names:
                return {}
            styles = dict(_styles(_root(archive, "xl/styles.xml"))) if "xl/styles.xml" in names else {}
            return {name: _cells(archive, part, styles, most_rows) for name, part in _sheets(archive)}
    except (
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        zlib.error,
        LookupError,
        ValueError,
        OSError,
        RuntimeError,
    ):
        return {}  # the values can be read all the same


def _root(archive: zipfile.ZipFile, part: str) -> Any:  # noqa: ANN401 - lxml has no types
    return etree.fromstring(archive.read(part), etree.XMLParser(**SAFE_XML))


def _styles(root: Any) -> Iterator[tuple[str, NumberFormat]]:  # noqa: ANN401
    """Yield the number of each cell style that shows numbers in a way of its own, with that way."""
    own = {f.get("numFmtId"): f.get("formatCode", "") for f in root.iterfind("{*}numFmts/{*}numFmt")}
    codes = _BUILT_IN | own
    for number, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        code = codes.get(style.get("numFmtId"), "")
        if found := number_format(code):
            yield str(number), found


def number_format(code: str) -> NumberFormat | None:
    """Return what the code of a format says of numbers that are not negative; None if that is nothing."""
    plain = _QUOTED.sub("", code).split(";")[0]
    found = _NUMBER.fullmatch(_SIGN.sub("", plain))
    if found is None:
        return NumberFormat(_MOST_DECIMALS, percent=True) if "%" in plain else None
    decimals = (found["decimals"] or "")[:_MOST_DECIMALS]
    whole = found["whole"]
    digits = max(whole.count("0"), 1) if _IN_ONE.fullmatch(plain) else 1
    signed = _LITERAL.sub(_sign_alone, code.split(";")[0])
    money = _MONEY.search(signed)
    sign = money[0] if money else ""
    first = not re.search("[#0?]", signed.partition(sign)[0]) if sign else False
    return NumberFormat(
        len(decimals),
        bool(found["percent"]),
        len(decimals.rstrip("#?")),
        digits,
        "," in whole,
        sign if first else "",
        f" {sign}" if sign and not first else "",
    )


def _sign_alone(literal: re.Match[str]) -> str:
    said = "".join(filter(None, literal.groups())).strip()
    return said if _MONEY.fullmatch(said) else " "


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet and the part of the archive that it is in."""
    relations = _root(archive, "xl/_rels/workbook.xml.rels")
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for sheet in _root(archive, "xl/workbook.xml").iterfind("{*}sheets/{*}sheet"):
        id_ = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
        if id_ in targets:
            yield sheet.get("name", ""), posixpath.normpath(posixpath.join("/xl", targets[id_]))[1:]


def _cells(
    archive: zipfile.ZipFile, part: str, styles: dict[str, NumberFormat], most_rows: int
) -> SheetCells:
    found = SheetCells()
    with archive.open(part) as file:
        for _, row in etree.iterparse(file, tag="{*}row", **SAFE_XML):
            before = len(found.formats)
            for cell in row:
                number = cell.findtext("{*}v")
                found.failed += cell.get("t") == "e" or (number is None and cell.find("{*}f") is not None)
                form = styles.get(cell.get("s", "")) if cell.get("t", "n") == "n" else None
                if form is None or not number or not form.changes(number) or found.rows >= most_rows:
                    continue
                if place := _CELL.fullmatch(cell.get("r", "")):
                    column = 0
                    for letter in place[1]:
                        column = 26 * column + ord(letter) - ord("A") + 1
                    found.formats[int(place[2]) - 1, column - 1] = form
            found.rows += len(found.formats) > before
            row.clear()
    return found
