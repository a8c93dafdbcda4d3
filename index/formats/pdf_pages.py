"""The pages of a PDF as pictures, and where characters of its text stand on them.

The text of a page, as it was indexed, is laid beside what PDFium finds on the page, word by word and in
order, so that it does not matter which running heads were left out or how lines were joined.
"""

import ctypes
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from index.formats.superscripts import FOLDED

__all__ = ["Pages", "Rectangle"]

Rectangle = tuple[float, float, float, float]
"""Left, top, width and height in percent of the page as it is displayed."""

MAX_PIXELS = 12_000_000
_JPEG_QUALITY = 90
_PLACED = 0.9  # of a quote's letters and digits; with fewer, the page is not what was indexed
_FINE = 1_000_000  # the device on which places are counted
_SOFT_HYPHEN = 0xAD
_LINE_HYPHENS = frozenset((0x02, 0xFFFE, _SOFT_HYPHEN))
_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class _Glyph:
    """One character of a page: the indices that PDFium gives to what it is made of, and its line."""

    text: str
    indices: tuple[int, ...]
    line: int


class Pages:
    """A PDF, opened to be looked at. Pages are counted from 0. Not for several threads at once."""

    def __init__(self, data: bytes) -> None:
        """Open a PDF. Raises PdfiumError for a broken or locked one."""
        self._document = pdfium.PdfDocument(data)

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self._document)

    def close(self) -> None:
        """Let go of the file."""
        self._document.close()

    def size(self, number: int) -> tuple[float, float]:
        """Return width and height of a page in points, as it is displayed."""
        width, height = self._document.get_page_size(number)
        return float(width), float(height)

    def picture(self, number: int, width: int) -> bytes:
        """Return a page as a picture, `width` pixels wide or less: PNG without colours, else JPEG."""
        from PIL import ImageChops

        page = self._document[number]
        across, down = self.size(number)
        scale = min(width / across, (MAX_PIXELS / (across * down)) ** 0.5)
        picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        page.close()
        red, green, blue = picture.split()
        out = io.BytesIO()
        if ImageChops.difference(red, green).getbbox() or ImageChops.difference(red, blue).getbbox():
            picture.save(out, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
        else:
            red.save(out, "PNG", compress_level=1)
        return out.getvalue()

    def rectangles(self, number: int, text: str, start: int, end: int) -> tuple[Rectangle, ...]:
        """Return where `text[start:end]` stands on a page, a rectangle for each word.

        `text` is that of the page, as it was indexed. Nothing is returned where it does not stand there.
        """
        page = self._document[number]
        textpage = page.get_textpage()
        try:
            glyphs = list(_glyphs(textpage))
            said = "".join(glyph.text for glyph in glyphs)
            places = _places(text, said)
            if not any(
                at in places for at in range(start, end)
            ):  # a note, which is read before its paragraph
                alone = _places(text[start:end], said)
                if alone and max(alone.values()) - min(alone.values()) < 2 * (end - start):
                    places = {start + at: place for at, place in alone.items()}
            wanted = [at for at in range(start, end) if text[at].isalnum()]
            if not wanted or sum(at in places for at in wanted) < _PLACED * len(wanted):
                return ()
            found = [places[at] for at in range(start, end) if at in places]
            boxes = (_word_box(textpage, word) for word in _words(glyphs, found))
            placed = (_on_page(page, box) for box in boxes if box is not None)
            return tuple(rectangle for rectangle in placed if rectangle is not None)
        finally:
            textpage.close()
            page.close()


def _glyphs(textpage: Any) -> Iterator[_Glyph]:  # noqa: ANN401 - PDFium's objects
    """Yield the characters of a page in NFC, one blank for each line's end unless a word goes on over it."""
    held: list[_Glyph] = []
    line, parted = 0, False
    for index in range(textpage.count_chars()):
        code = int(raw.FPDFText_GetUnicode(textpage, index))
        if code in _LINE_HYPHENS:
            parted = True
            line += code != _SOFT_HYPHEN  # after the others PDFium leaves out the line's end
            if held:  # the hyphen belongs to what stands before it
                held[-1] = _Glyph(held[-1].text, (*held[-1].indices, index), held[-1].line)
        elif code == 0x0A:
            line += 1
            if not parted:
                held.append(_Glyph(" ", (), line))
        elif (code >= 0x20 or code == 0x09) and not 0xD800 <= code <= 0xDFFF and code not in (0x7F, 0xFEFF):
            parted = False
            _compose(held, _Glyph(chr(code), (index,), line))
    for glyph in held:
        yield from (_Glyph(letter, glyph.indices, glyph.line) for letter in glyph.text)


def _compose(held: list[_Glyph], glyph: _Glyph) -> None:
    """Append a character, put together with the one before where NFC does that."""
    if held and ord(glyph.text) >= 0x300:
        before = held[-1]
        both = unicodedata.normalize("NFC", before.text + glyph.text)
        if both != before.text + glyph.text and unicodedata.normalize("NFC", glyph.text) == glyph.text:
            held[-1] = _Glyph(both, before.indices + glyph.indices, before.line)
            return
    held.append(_Glyph(unicodedata.normalize("NFC", glyph.text), glyph.indices, glyph.line))


def _places(text: str, page: str) -> dict[int, int]:
    """Return, for the characters of a text that stand on the page, the offset of each in the page's."""
    text, page = text.translate(FOLDED), page.translate(FOLDED)  # raised digits are plain ones on the page
    ours, theirs = list(_TOKEN.finditer(text)), list(_TOKEN.finditer(page))
    matcher = SequenceMatcher(None, [m.group() for m in ours], [m.group() for m in theirs], autojunk=False)
    places: dict[int, int] = {}
    for kind, a, b, c, d in matcher.get_opcodes():
        one = [at for match in ours[a:b] for at in range(*match.span())]
        other = [at for match in theirs[c:d] for at in range(*match.span())]
        said = "".join(text[at] for at in one)
        if kind != "equal" and said != "".join(page[at] for at in other):
            other = [at for at in other if page[at] != "-"]  # drawn at a line's end, and taken out
        if said == "".join(page[at] for at in other):  # a word that was parted differently is the same word
            places.update(zip(one, other, strict=True))
    return places


def _words(glyphs: Sequence[_Glyph], found: Sequence[int]) -> Iterator[list[int]]:
    """Yield PDFium's indices of each word, or part of a word, that stands on one line."""
    word: list[int] = []
    before: int | None = None
    for at in found:
        joined = before is not None and at == before + 1 and glyphs[at].line == glyphs[before].line
        if word and not joined:
            yield word
            word = []
        word += glyphs[at].indices
        before = at
    if word:
        yield word


def _word_box(textpage: Any, indices: Sequence[int]) -> Rectangle | None:  # noqa: ANN401
    """Return left, bottom, right and top of characters, in points of the page before it is turned."""
    boxes = [box for index in indices if (box := _box(textpage, index)) is not None]
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _box(textpage: Any, index: int) -> Rectangle | None:  # noqa: ANN401
    """Return the box of one character, as wide as it is set and as high as its font says."""
    try:
        left, bottom, right, top = textpage.get_charbox(index, loose=True)
    except pdfium.PdfiumError:
        return None
    return (left, bottom, right, top) if right > left and top > bottom else None


def _on_page(page: Any, box: Rectangle) -> Rectangle | None:  # noqa: ANN401
    """Return a box as a rectangle on the displayed page, or None where it lies outside."""
    points = [_device(page, x, y) for x, y in ((box[0], box[1]), (box[2], box[3]))]
    (left, right), (top, bottom) = (sorted(min(max(p[i], 0.0), 100.0) for p in points) for i in (0, 1))
    if right - left < 1e-3 or bottom - top < 1e-3:
        return None
    return left, top, right - left, bottom - top


def _device(page: Any, x: float, y: float) -> tuple[float, float]:  # noqa: ANN401
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, across, down)
    return across.value * 100 / _FINE, down.value * 100 / _FINE
