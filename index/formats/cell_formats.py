"""How the numbers of an XLSX workbook are shown: calamine gives values without their formats."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from lxml import etree

from index.formats.package import SAFE_XML

__all__ = ["NumberFormat", "number_formats"]

_BUILT_IN = {
    **dict.fromkeys(("1", "3", "5", "6", "37", "38", "41", "42"), "0"),
    **dict.fromkeys(("2", "4", "7", "8", "39", "40", "43", "44"), "0.00"),
    "9": "0%",
    "10": "0.00%",
}
"""The formats of numbers that no file defines (ISO 29500-1, 18.8.30), but for currencies and thousands."""
_QUOTED = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]')
_SIGN = re.compile(r"[^\w#?.,%/@]")
_NUMBER = re.compile(r"[#0?,]*[#0?](?:\.(?P<decimals>[#0?]*))?(?P<percent>%?)")
_CELL = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_MOST_DECIMALS = 12
_EXACT = 1e14


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How many decimals of a number are shown at most, and whether it is shown as a percentage."""

    decimals: int
    percent: bool

    def cuts(self, number: str) -> bool:
        """Return whether a number has more decimals than are shown."""
        return len(number.partition(".")[2]) > self.decimals

    def shown(self, number: float) -> float:
        """Return a number with the decimals that are shown; as a percentage, a hundred times as large."""
        number = 100 * number if self.percent else number
        if not abs(number) < _EXACT:
            return number
        exact = Decimal(f"{number:.14g}")  # a share such as 0.07 is no whole number of percents in binary
        return float(exact.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP))


def number_formats(data: bytes, most_rows: int) -> dict[str, dict[tuple[int, int], NumberFormat]]:
    """Return by sheet and (row, column), from 0, how numbers are shown if not as they are; of XLSX only.

    Those of each sheet end after `most_rows` rows that have any.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "xl/styles.xml" not in archive.namelist():
                return {}
            styles = dict(_styles(_root(archive, "xl/styles.xml")))
            return {
                name: dict(_cells(archive, part, styles, most_rows))
                for name, part in _sheets(archive)
                if styles
            }
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
        code = _QUOTED.sub("", codes.get(style.get("numFmtId"), "")).split(";")[0]
        if found := _NUMBER.fullmatch(_SIGN.sub("", code)):
            decimals = len(found["decimals"] or "")
            yield str(number), NumberFormat(min(decimals, _MOST_DECIMALS), bool(found["percent"]))
        elif "%" in code:
            yield str(number), NumberFormat(_MOST_DECIMALS, percent=True)


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
) -> Iterator[tuple[tuple[int, int], NumberFormat]]:
    rows: set[int] = set()
    with archive.open(part) as file:
        for _, row in etree.iterparse(file, tag="{*}row", **SAFE_XML):
            for cell in row:
                form = styles.get(cell.get("s", ""))
                number = cell.findtext("{*}v", "")
                if form is None or not number or not (form.percent or form.cuts(number)):
                    continue
                if place := _CELL.fullmatch(cell.get("r", "")):
                    column = 0
                    for letter in place[1]:
                        column = 26 * column + ord(letter) - ord("A") + 1
                    rows.add(int(place[2]))
                    if len(rows) > most_rows:
                        return
                    yield (int(place[2]) - 1, column - 1), form
            row.clear()
