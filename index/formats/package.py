"""What an office file says about itself: the properties in its archive, by the standard library and lxml."""

import io
import re
import zipfile
from typing import Any

from lxml import etree

__all__ = ["SAFE_XML", "bounded", "package_properties"]

SAFE_XML = {"resolve_entities": False, "no_network": True, "huge_tree": False}
"""How the XML of an archive is parsed: nothing is fetched, and no entity grows."""

_PARTS = ("docProps/core.xml", "meta.xml")
"""Where Office Open XML (ISO 29500-2) and OpenDocument (ISO 26300) keep them."""
_NAMES = {
    "title": ("title",),
    "author": ("initial-creator", "creator"),
    "made": ("created", "creation-date"),
    "language": ("language",),
}


def bounded(said: str, otherwise: int = 0) -> int:
    """Return the whole number that an attribute says in up to nine figures; `otherwise` if it says none."""
    return int(said) if re.fullmatch("[0-9]{1,9}", said) else otherwise


def package_properties(data: bytes) -> dict[str, Any]:
    """Return title, author, language and date of making, as far as an archive says them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            part = next((name for name in _PARTS if name in archive.namelist()), None)
            if part is None:
                return {}
            parser = etree.XMLParser(**SAFE_XML)
            root = etree.fromstring(archive.read(part), parser)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, ValueError, OSError, NotImplementedError):
        return {}
    said = {etree.QName(e).localname: e.text for e in root.iter(tag=etree.Element) if e.text}
    return {
        name: value
        for name, keys in _NAMES.items()
        if (value := next((said[key] for key in keys if key in said), None))
    }
