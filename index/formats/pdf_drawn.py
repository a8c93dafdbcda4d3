"""What is drawn on a PDF page beside its text: the rules of tables, and bullets that are shapes."""

import ctypes
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

from index.formats.pdf_glyphs import Box, turned_box

__all__ = ["Drawn", "drawn_on"]

_THIN = 2.0
"""How thick a rule is at most, in points."""
_LEAST_LENGTH = 6.0
_LEAST_BULLET, _MOST_BULLET = 1.2, 20.0
"""How large a bullet is, in points: those of a poster are large. Beside its line it is small."""
_MOST_OBJECTS, _MOST_SHAPES = 20_000, 3_000
"""A page with more of them is a map or a drawing."""
_WHITE = 250
_RECTANGLE_SEGMENTS = (4, 5)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Small shapes, about as wide as high, and rules: what lies across and what stands upright."""

    bullets: tuple[Box, ...] = ()
    across: tuple[Box, ...] = ()
    upright: tuple[Box, ...] = ()

    def turned(self, angle: int) -> "Drawn":
        """Return the same, turned as text is that is drawn by so many quarter turns."""
        if not angle:
            return self
        bullets, across, upright = (
            tuple(turned_box(box, angle) for box in some)
            for some in (self.bullets, self.across, self.upright)
        )
        return Drawn(bullets, upright, across) if angle % 2 else Drawn(bullets, across, upright)


def drawn_on(page: Any) -> Drawn:  # noqa: ANN401 - PDFium's objects
    """Return the rules and small shapes of a page; nothing where so many can't be of tables and lists."""
    bullets: list[Box] = []
    across: list[Box] = []
    upright: list[Box] = []
    count = int(raw.FPDFPage_CountObjects(page))
    for index in range(count if count <= _MOST_OBJECTS else 0):
        shape = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(shape) != raw.FPDF_PAGEOBJ_PATH:
            continue
        box = _bounds(shape)
        width, height = box[2] - box[0], box[3] - box[1]
        if height <= _THIN and width >= _LEAST_LENGTH:
            across.append(box)
        elif width <= _THIN and height >= _LEAST_LENGTH:
            upright.append(box)
        if _is_bullet(shape, width, height):
            bullets.append(box)
        if min(width, height) >= _LEAST_LENGTH and _is_frame(shape):
            left, bottom, right, top = box
            across += [(left, y, right, y) for y in (bottom, top)]
            upright += [(x, bottom, x, top) for x in (left, right)]
        if len(across) + len(upright) + len(bullets) > _MOST_SHAPES:
            return Drawn()
    return Drawn(tuple(bullets), tuple(across), tuple(upright))


def _bounds(shape: Any) -> Box:  # noqa: ANN401
    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(shape, *sides)
    return sides[0].value, sides[1].value, sides[2].value, sides[3].value


def _is_bullet(shape: Any, width: float, height: float) -> bool:  # noqa: ANN401
    """Return whether a shape is a disc, a filled square, or a circle, and small."""
    if not (_LEAST_BULLET <= min(width, height) and max(width, height) <= _MOST_BULLET):
        return False
    if max(width, height) > 1.3 * min(width, height):
        return False
    filled, stroked = _painted(shape)
    rounded = int(raw.FPDFPath_CountSegments(shape)) > max(_RECTANGLE_SEGMENTS)
    return (filled and _is_seen(shape)) or (stroked and rounded)


def _is_frame(shape: Any) -> bool:  # noqa: ANN401
    return _painted(shape)[1] and int(raw.FPDFPath_CountSegments(shape)) in _RECTANGLE_SEGMENTS


def _painted(shape: Any) -> tuple[bool, bool]:  # noqa: ANN401
    """Return whether a shape is filled and whether it is stroked."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(shape, fill, stroke)
    return fill.value != raw.FPDF_FILLMODE_NONE, bool(stroke.value)


def _is_seen(shape: Any) -> bool:  # noqa: ANN401
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(shape, red, green, blue, opacity)
    return bool(opacity.value) and min(red.value, green.value, blue.value) < _WHITE
