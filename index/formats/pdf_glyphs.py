"""The characters of a PDF page: what PDFium takes for lines of them, and where and how each is set."""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

__all__ = [
    "Box",
    "Glyph",
    "Piece",
    "angle_of",
    "baseline_of",
    "box_of",
    "is_bold",
    "pieces_of",
    "size_of",
    "turned_box",
]

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points, turned so that the text runs from left to right."""

_LINE_HYPHENS = frozenset((0x02, 0xFFFE))
_SOFT_HYPHEN = 0xAD
_DRAWN_HYPHENS = frozenset((0x2D, 0x2010))
_DROPPED = frozenset((0x00, 0x0D, 0xFEFF, 0x200B))
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_BOLD = re.compile(r"bold|black|heavy|(?:^|[-, ])bd(?:$|[-, ])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as it is read: its index in PDFium, and whether it is raised or lowered in its line."""

    index: int
    text: str
    script: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """What PDFium takes for a line. `hyphen` says that it ends within a word."""

    glyphs: tuple[Glyph, ...]
    hyphen: bool


def pieces_of(textpage: Any) -> Iterator[Piece]:  # noqa: ANN401 - PDFium's objects
    """Yield what PDFium takes for the lines of a page; none is empty, or begins or ends with a blank."""
    chars: list[tuple[int, int]] = []
    for index in range(textpage.count_chars()):
        code = int(raw.FPDFText_GetUnicode(textpage, index))
        if code == 0x0A or code in _LINE_HYPHENS:  # after such a hyphen PDFium leaves out the line's end
            yield from _piece(chars, hyphen=code != 0x0A)
            chars = []
        elif code not in _DROPPED and not 0xD800 <= code <= 0xDFFF and code <= 0x10FFFF:
            chars.append((index, code))
    yield from _piece(chars, hyphen=False)


def _piece(chars: list[tuple[int, int]], *, hyphen: bool) -> Iterator[Piece]:
    while chars and chr(chars[-1][1]).isspace():
        chars.pop()
    hyphen = hyphen or (bool(chars) and chars[-1][1] == _SOFT_HYPHEN)
    if len(chars) > 1 and chars[-1][1] in _DRAWN_HYPHENS and chr(chars[-2][1]).isalnum():
        hyphen = True
        chars = chars[:-1]
    glyphs = [Glyph(i, _LIGATURES.get(code, chr(code))) for i, code in chars if code != _SOFT_HYPHEN]
    while glyphs and glyphs[0].text.isspace():  # PDFium makes spaces up, with a type of their own
        del glyphs[0]
    while glyphs and glyphs[-1].text.isspace():
        glyphs.pop()
    if glyphs:
        yield Piece(tuple(glyphs), hyphen)


def angle_of(textpage: Any, index: int) -> int:  # noqa: ANN401
    """Return how many quarter turns, against the clock, a character is turned on the page."""
    radians = float(raw.FPDFText_GetCharAngle(textpage, index))
    return round(-radians / 1.5707963) % 4  # PDFium counts with the clock


def size_of(textpage: Any, index: int) -> float:  # noqa: ANN401
    """Return the size of a character's type in points, as it is drawn; 0 where that is not known."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(textpage, index, matrix):
        return 0.0
    return float(raw.FPDFText_GetFontSize(textpage, index)) * math.hypot(matrix.c, matrix.d)


def is_bold(textpage: Any, index: int) -> bool:  # noqa: ANN401
    """Return whether a character is bold by its font's name, else by its weight, which PDFium estimates."""
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, index, name, len(name), ctypes.byref(flags))
    words = name.value.decode("utf-8", "replace").rpartition("+")[2]
    if words:
        return bool(_BOLD.search(words))
    return int(raw.FPDFText_GetFontWeight(textpage, index)) >= 600


def baseline_of(textpage: Any, index: int, angle: int) -> float:  # noqa: ANN401
    """Return how high a character's baseline stands, turned as a box is."""
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(textpage, index, x, y)
    return (y.value, -x.value, -y.value, x.value)[angle]


def box_of(textpage: Any, index: int, angle: int) -> Box:  # noqa: ANN401
    """Return the box of a character, as wide as it is set and as high as its font says."""
    try:
        left, bottom, right, top = textpage.get_charbox(index, loose=True)
    except pdfium.PdfiumError:
        return 0.0, 0.0, 0.0, 0.0
    return turned_box((left, bottom, right, top), angle)


def turned_box(box: Box, angle: int) -> Box:
    """Return a box of the page turned so that text which is turned so on the page runs from left to right."""
    left, bottom, right, top = box
    turned = (
        (left, bottom, right, top),
        (bottom, -right, top, -left),
        (-right, -top, -left, -bottom),
        (-top, left, -bottom, right),
    )
    return turned[angle]
