"""Pages of indexed PDFs as pictures: drawn by a process of its own, and remembered for a while."""

import base64
import logging
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.child import Child, ChildLostError
from index.types import Document

__all__ = ["Look", "PageImages", "Picture", "Rectangle", "Sheet", "page_span"]

_logger = logging.getLogger(__name__)
_SECONDS = 15.0
_WIDTHS = (64, 2400)  # pixels
_STEP = 80  # widths are rounded up to a multiple, so that few of them are drawn and kept
_KEPT_BYTES = 64_000_000

Rectangle = tuple[float, float, float, float]
"""Left, top, width and height in percent of a page."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a PDF: its number from 0, width and height in points, and where the quote stands on it."""

    number: int
    width: float
    height: float
    marks: tuple[Rectangle, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """The pages of a PDF that are shown, of how many; `marked` says whether the quote could be placed."""

    sheets: tuple[Sheet, ...]
    count: int
    marked: bool


def page_span(document: Document, number: int) -> tuple[int, int]:
    """Return the stretch of a document's text that stands on a page, counted from 0."""
    starts = document.page_starts
    return starts[number], starts[number + 1] if number + 1 < len(starts) else len(document.text)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as bytes with their media type."""

    data: bytes
    media_type: str


class PageImages:
    """Draws pages of indexed PDFs. Thread-safe."""

    def __init__(self) -> None:
        """Start nothing: the process that draws comes with the first page."""
        self._child = Child.of("index.page_worker")
        self._kept: OrderedDict[tuple[str, int, int], Picture] = OrderedDict()
        self._lock = threading.Lock()
        self._prepared = ""

    def close(self) -> None:
        """End the process that draws."""
        self._child.close()

    def prepare(self, document: Document, path: Path) -> None:
        """Have a PDF opened in the background: its answer is read before its pages are asked for."""
        if self._prepared == document.digest and self._child.alive:
            return
        self._prepared = document.digest
        nothing = {"want": "look", "first": 0, "last": 0, "quotes": ()}
        threading.Thread(target=self._ask, args=(document, path, nothing), daemon=True).start()

    def look(
        self, document: Document, path: Path, pages: tuple[int, int], quote: tuple[int, int] | None
    ) -> Look | None:
        """Return pages with the marks of a quote; None where the file cannot be drawn as it was indexed."""
        first, last = pages
        quotes = [found for number in range(first, last) if (found := _on_page(document, number, quote))]
        wanted = {"want": "look", "first": first, "last": last, "quotes": quotes}
        reply = self._ask(document, path, wanted)
        if reply is None or reply["count"] != len(document.page_starts) or not reply["sizes"]:
            return None
        marks = {
            found[0]: tuple(tuple(m) for m in some)
            for found, some in zip(quotes, reply["marks"], strict=True)
        }
        sheets = tuple(
            Sheet(number, width, height, marks.get(number, ()))
            for number, (width, height) in enumerate(reply["sizes"], start=first)
        )
        return Look(sheets, reply["count"], bool(quotes) and all(marks.values()))

    def picture(self, document: Document, path: Path, page: int, width: int) -> Picture | None:
        """Return a page, counted from 0, about as wide as is wished; None where it cannot be drawn."""
        if not 0 <= page < len(document.page_starts):
            return None
        width = -(-min(max(width, _WIDTHS[0]), _WIDTHS[1]) // _STEP) * _STEP
        key = (document.digest, page, width)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        reply = self._ask(document, path, {"want": "picture", "page": page, "width": width})
        if reply is None:
            return None
        data = base64.b64decode(reply["picture"])
        picture = Picture(data, "image/png" if data.startswith(b"\x89PNG") else "image/jpeg")
        with self._lock:
            self._kept[key] = picture
            while sum(len(one.data) for one in self._kept.values()) > _KEPT_BYTES:
                self._kept.popitem(last=False)
        return picture

    def _ask(self, document: Document, path: Path, wanted: Mapping[str, object]) -> dict[str, Any] | None:
        try:
            request = {"path": str(path), "digest": document.digest, **wanted}
            reply = self._child.ask(request, seconds=_SECONDS)
        except ChildLostError as error:
            _logger.warning("%s cannot be drawn: %s", document.id, type(error).__name__)
            return None
        if "reason" in reply:
            _logger.info("%s cannot be drawn: %s", document.id, reply["reason"])
            return None
        return reply


def _on_page(
    document: Document, number: int, quote: tuple[int, int] | None
) -> tuple[int, str, int, int] | None:
    """Return the page, its text, and where in it the quote begins and ends; None where it is elsewhere."""
    start, end = page_span(document, number)
    if quote is None or quote[0] >= end or quote[1] <= start:
        return None
    first, last = max(start, quote[0]) - start, min(end, quote[1]) - start
    text = document.text[start:end]
    return (number, text, first, last) if text[first:last].strip() else None
