"""EPUB books: their chapters in reading order (EPUB 3.3, package document and spine).

The archive is read by the standard library and its XML by lxml, without entities or the network; no library
for it is both permissively licensed and kept up.
"""

import io
import posixpath
import zipfile
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from lxml import etree, html

from index.blocks import Extracted, TextBuilder
from index.errors import UnreadableError
from index.formats.html_notes import mark_notes
from index.formats.package import SAFE_XML
from index.formats.tree import add_blocks, keep_breaks, mark_items

__all__ = ["read_epub"]

_CONTAINER = "META-INF/container.xml"


def read_epub(data: bytes) -> Extracted:
    """Read a book; places are its chapters, by their headings where they have some."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "META-INF/encryption.xml" in archive.namelist() and b"EncryptedData" in archive.read(
            "META-INF/encryption.xml"
        ):
            raise UnreadableError("it is locked (digital rights management)")
        package_path = _xml(archive.read(_CONTAINER)).xpath("string(//*[local-name()='rootfile']/@full-path)")
        package = _xml(archive.read(package_path))
        folder = posixpath.dirname(package_path)
        parts = {item.get("id"): item for item in package.xpath("//*[local-name()='manifest']/*")}
        builder = TextBuilder()
        number = 0
        for reference in package.xpath("//*[local-name()='spine']/*"):
            item = parts.get(reference.get("idref"))
            if (
                item is None
                or "html" not in item.get("media-type", "")
                or "nav" in (item.get("properties") or "")
            ):
                continue
            path = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
            number += _add_chapter(builder, archive.read(path), number + 1)
    return replace(
        builder.extracted(),
        title=_said(package, "title"),
        author=[e.text for e in package.xpath("//*[local-name()='metadata']/*[local-name()='creator']")],
        date=_said(package, "date"),
        publisher=_said(package, "publisher"),
        language=_said(package, "language"),
    )


def _said(package: Any, name: str) -> str | None:  # noqa: ANN401
    """Return what the package says of the book under a Dublin Core name, or None."""
    found = package.xpath(f"string(//*[local-name()='metadata']/*[local-name()='{name}'][1])")
    return str(found).strip() or None


def _xml(data: bytes) -> Any:  # noqa: ANN401 - lxml's elements
    parser = etree.XMLParser(recover=True, **SAFE_XML)
    return etree.fromstring(data, parser)


def _add_chapter(builder: TextBuilder, source: bytes, number: int) -> int:
    """Add one part of the spine; return 1 where it has text, 0 where it has none."""
    root = html.document_fromstring(source, parser=html.HTMLParser(encoding="utf-8", no_network=True))
    heading = root.xpath("string((//h1|//h2|//h3)[1])")
    words = " ".join(heading.split())
    before = builder.length
    builder.place(f"chapter {number}" + (f": {words}" if words else ""))
    body = root.find("body")
    body = body if body is not None else root
    mark_notes(body)
    mark_items(body)
    keep_breaks(body)
    add_blocks(builder, body)
    return int(builder.length > before)
