"""The process that draws pages of PDFs, apart from the one that serves them: a PDF is hostile input.

A request names a file, the digest that it must have, and what is wanted of it. Bytes with that digest are
kept while they are looked at: what is drawn is what was indexed, whatever happens to the file meanwhile.
"""

import base64
from collections import OrderedDict
from pathlib import Path
from typing import Any

from index.formats.pdf_pages import Pages
from index.parse_worker import serve
from index.read import digest_of

__all__ = ["answer", "main"]

_KEPT = 4
_KEPT_BYTES = 400_000_000
_opened: OrderedDict[str, tuple[int, Pages]] = OrderedDict()


def main() -> None:
    """Serve requests from standard input until it is closed."""
    serve(answer)


def answer(request: dict[str, Any], _data: bytes, _note: object) -> dict[str, Any]:
    """Return a page's picture in base 64, or sizes of pages and where a quote stands on each."""
    try:
        pages = _pages(Path(request["path"]), request["digest"])
    except ValueError as error:
        return {"reason": str(error)}
    except Exception as error:
        return {"reason": f"it cannot be opened: {error}"}
    try:
        if request["want"] == "picture":
            picture = pages.picture(request["page"], request["width"])
            return {"picture": base64.b64encode(picture).decode("ascii")}
        sizes = [pages.size(number) for number in range(request["first"], min(request["last"], len(pages)))]
        marks = [pages.rectangles(*quote) for quote in request["quotes"]]
        return {"count": len(pages), "sizes": sizes, "marks": marks}
    except Exception as error:
        return {"reason": f"it cannot be drawn: {error}"}


def _pages(path: Path, digest: str) -> Pages:
    """Return a PDF, opened. Raises ValueError where the file is not the one that was indexed."""
    if digest not in _opened:
        data = path.read_bytes()
        if digest_of(data) != digest:
            raise ValueError("it has changed since it was indexed")
        _opened[digest] = (len(data), Pages(data))
    _opened.move_to_end(digest)
    while len(_opened) > 1 and (
        len(_opened) > _KEPT or sum(size for size, _ in _opened.values()) > _KEPT_BYTES
    ):
        _opened.popitem(last=False)[1][1].close()
    return _opened[digest][1]
