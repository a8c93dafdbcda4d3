"""Which cells of an XLSX workbook are shown as percentages: calamine gives values without their formats."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

__all__ = ["percent_cells"]

_BUILT_IN = ("9", "10")
"""The number formats 0% and 0.00%, which no file defines (ISO 29500-1, 18.8.30)."""
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_CELL = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_SAFE = {"resolve_entities": False, "no_network": True, "huge_tree": False}


def percent_cells(data: bytes) -> dict[str, set[tuple[int, int]]]:
    """Return by sheet the (row, column), from 0, of what is shown as a percentage; only of XLSX."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "xl/styles.xml" not in archive.namelist():
                return {}
            styles = set(_percent_styles(_root(archive, "xl/styles.xml")))
            return {name: set(_cells(archive, part, styles)) for name, part in _sheets(archive) if styles}
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
    return etree.fromstring(archive.read(part), etree.XMLParser(**_SAFE))


def _percent_styles(root: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the numbers of the cell styles that show percentages."""
    own = {f.get("numFmtId"): f.get("formatCode", "") for f in root.iterfind("{*}numFmts/{*}numFmt")}
    percents = {id_ for id_, code in own.items() if "%" in _LITERAL.sub("", code)}
    percents |= {id_ for id_ in _BUILT_IN if id_ not in own}
    for number, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        if style.get("numFmtId") in percents:
            yield str(number)


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet and the part of the archive that it is in."""
    relations = _root(archive, "xl/_rels/workbook.xml.rels")
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for sheet in _root(archive, "xl/workbook.xml").iterfind("{*}sheets/{*}sheet"):
        id_ = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
        if id_ in targets:
            yield sheet.get("name", ""), posixpath.normpath(posixpath.join("/xl", targets[id_]))[1:]


def _cells(archive: zipfile.ZipFile, part: str, styles: set[str]) -> Iterator[tuple[int, int]]:
    with archive.open(part) as file:
        for _, row in etree.iterparse(file, tag="{*}row", **_SAFE):
            for cell in row:
                if cell.get("s") in styles and (place := _CELL.fullmatch(cell.get("r", ""))):
                    column = 0
                    for letter in place[1]:
                        column = 26 * column + ord(letter) - ord("A") + 1
                    yield int(place[2]) - 1, column - 1
            row.clear()
