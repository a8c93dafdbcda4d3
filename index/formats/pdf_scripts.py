"""Raised and lowered characters of a PDF page: notes' marks, powers, and the numbers of formulas.

PDFium takes a raised digit for one of the number before it, "£480¹" for "£4801", or for a line of its own,
which tears the line that it stands in. Here such a piece stays in its line. Raised digits and signs become
the superscripts of Unicode, so that a figure stays what it is; lowered ones stay plain, since "CO2" is what
is searched for.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from index.formats.pdf_glyphs import Glyph, Piece, angle_of, baseline_of, box_of, size_of
from index.formats.superscripts import AS_MARKS, superscript

__all__ = ["with_scripts"]

_MARK_LETTERS = re.compile(r"[a-h](?:[,;] ?[a-h0-9*†‡§])*[,;*†‡§]*")
_SMALL, _SMALL_AT_START = 0.85, 0.77
"""How large raised and lowered type is at most beside that of its line: browsers make it 0.83. Where it
begins the line it has to be clearer, since the words of scanned pages have sizes of their own."""
_LEAST_RAISED, _MOST_RAISED = 0.2, 0.7
_LEAST_LOWERED, _MOST_LOWERED = 0.06, 0.45
"""How far such type is raised or lowered, for the size of the line's."""
_GLUED, _NEAR = 0.13, 0.5
"""The gap before such type, and the one after it where it begins a line, for the size of the line's."""
_OVERLAP = 0.3
_MOST_CHARS = 12
"""How many characters a line of PDFium's has at most that is a raised or lowered piece of another."""


@dataclass(slots=True)
class _Measured:
    """A piece, with the size and the baseline of most of its type.

    For each of its characters there is a size and how it stands: raised (1), lowered (-1), or neither.
    """

    glyphs: list[Glyph]
    sizes: list[float]
    stands: list[int]
    hyphen: bool
    angle: int
    size: float
    base: float

    def take(self, other: "_Measured", gap: Sequence[Glyph]) -> None:
        """Append another piece, and white space between the two."""
        self.glyphs += [*gap, *other.glyphs]
        self.sizes += [0.0 for _ in gap] + other.sizes
        self.stands += [0 for _ in gap] + other.stands
        self.hyphen = other.hyphen


def with_scripts(textpage: Any, pieces: Sequence[Piece]) -> Iterator[Piece]:  # noqa: ANN401 - PDFium's objects
    """Yield the pieces with raised and lowered type told apart, those that make one line put together."""
    before: _Measured | None = None
    for piece in pieces:
        after = _measured(textpage, piece)
        if before is not None and _joins(textpage, before, after):
            continue
        if before is not None:
            yield _told_apart(textpage, before)
        before = after
    if before is not None:
        yield _told_apart(textpage, before)


def _measured(textpage: Any, piece: Piece) -> _Measured:  # noqa: ANN401
    glyphs = list(piece.glyphs)
    shown = [number for number, glyph in enumerate(glyphs) if not glyph.text.isspace()]
    angle = angle_of(textpage, glyphs[shown[len(shown) // 2]].index)
    heights = {number: baseline_of(textpage, glyphs[number].index, angle) for number in shown}
    levels = {number: round(4 * height) for number, height in heights.items()}
    sizes: dict[int, float] = {}
    for number, level in levels.items():
        if level not in sizes:
            sizes[level] = size_of(textpage, glyphs[number].index)
    counts = Counter(levels.values())
    most = max(counts, key=lambda level: counts[level] * sizes[level] ** 3)  # a few large ones outweigh many
    size, base = sizes[most], heights[next(number for number, level in levels.items() if level == most)]
    stands = [0] * len(glyphs)
    if len(counts) > 1:
        for number, level in levels.items():
            stands[number] = _stands(heights[number] - base, sizes[level], size)
        for number in range(1, len(glyphs) - 1):
            if glyphs[number].text.isspace() and stands[number - 1] == stands[number + 1]:
                stands[number] = stands[number - 1]
    all_sizes = [sizes[levels[number]] if number in levels else 0.0 for number in range(len(glyphs))]
    return _Measured(glyphs, all_sizes, stands, piece.hyphen, angle, size, base)


def _stands(above: float, size: float, beside: float) -> int:
    """Return 1 for type that is raised beside that of its line, -1 for lowered, 0 for neither."""
    if size > _SMALL * beside:
        return 0
    if _LEAST_RAISED * beside <= above <= _MOST_RAISED * beside:
        return 1
    return -1 if _LEAST_LOWERED * beside <= -above <= _MOST_LOWERED * beside else 0


def _joins(textpage: Any, before: _Measured, after: _Measured) -> bool:  # noqa: ANN401
    """Add a piece to the one before where both are of one line, torn by what is raised or lowered in it."""
    if before.hyphen or before.angle != after.angle:
        return False
    above, size = after.base - before.base, max(before.size, after.size)
    near = _NEAR
    if stands := _stands(above, after.size, before.size):
        if len(after.glyphs) > _MOST_CHARS:
            return False
        near = _GLUED
    elif leads := _stands(-above, before.size, after.size):
        if len(before.glyphs) > _MOST_CHARS:
            return False
    elif abs(above) > 0.05 * size or not (before.stands[-1] or after.stands[0]):
        return False
    gap = _gap(textpage, before.glyphs[-1], after.glyphs[0], before.angle)
    if not -_OVERLAP * size <= gap <= near * size:
        return False
    if stands:
        after.stands = [stands] * len(after.glyphs)
    elif leads:
        before.stands = [leads] * len(before.glyphs)
        before.size, before.base = after.size, after.base
    space = [Glyph(after.glyphs[0].index, " ")] if gap > _GLUED * size else []
    before.take(after, space)
    return True


def _gap(textpage: Any, first: Glyph, second: Glyph, angle: int) -> float:  # noqa: ANN401
    return box_of(textpage, second.index, angle)[0] - box_of(textpage, first.index, angle)[2]


def _told_apart(textpage: Any, line: _Measured) -> Piece:  # noqa: ANN401
    """Return a line, its raised and lowered characters marked, raised digits and signs as superscripts."""
    glyphs = line.glyphs
    if not any(line.stands):
        return Piece(tuple(glyphs), line.hyphen)
    for start, end in _runs(line.stands):
        if not _is_script(textpage, line, start, end):
            continue
        said = "".join(glyph.text for glyph in glyphs[start:end])
        if line.stands[start] > 0:
            said = superscript(said.translate(AS_MARKS) if _are_marks(glyphs[:start], said) else said)
        if len(said) == end - start:  # else a ligature stands there, and no digit
            glyphs[start:end] = [
                replace(glyph, text=letter, script=True)
                for glyph, letter in zip(glyphs[start:end], said, strict=True)
            ]
    return Piece(tuple(glyphs), line.hyphen)


def _runs(stands: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where the characters begin and end that stand alike, raised or lowered."""
    start = 0
    for number in range(1, len(stands) + 1):
        if number == len(stands) or stands[number] != stands[start]:
            if stands[start]:
                yield start, number
            start = number


def _is_script(textpage: Any, line: _Measured, start: int, end: int) -> bool:  # noqa: ANN401
    """Return whether such characters are set to what stands before them, or begin the line or a word."""
    glyphs = line.glyphs
    if start and not glyphs[start - 1].text.isspace():
        gap = _gap(textpage, glyphs[start - 1], glyphs[start], line.angle)
        return -_OVERLAP * line.size <= gap <= _GLUED * line.size
    following = next((glyph for glyph in glyphs[end:] if not glyph.text.isspace()), None)
    if following is None or max(line.sizes[start:end]) > _SMALL_AT_START * line.size:
        return False
    if start and not (line.stands[start] > 0 and following.text.isalpha()):
        return False
    gap = _gap(textpage, glyphs[end - 1], following, line.angle)
    return gap <= (_GLUED if start else _NEAR) * line.size


def _are_marks(before: Sequence[Glyph], raised: str) -> bool:
    """Return whether raised letters are marks of notes or addresses: "Otim" with "a,b", not "XX" with "e".

    They follow a name or a point, or begin what they mark.
    """
    if not _MARK_LETTERS.fullmatch(raised):
        return False
    if not before or before[-1].text.isspace() or before[-1].text in ".,;:!?)":
        return True
    letters = [*takewhile(str.isalpha, (glyph.text for glyph in reversed(before)))][::-1]
    word = "".join(letters)
    ordinal = raised == "e" and re.fullmatch("[ivxlcdm]+", word, re.IGNORECASE)  # as French writes centuries
    return word[-1:].islower() or word[-2:].isupper() if word and not ordinal else False
