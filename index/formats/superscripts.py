"""The superscripts of Unicode, as which raised digits, signs and the marks of notes are read."""

import re

__all__ = ["AS_MARKS", "FIGURES", "FOLDED", "MARKS", "superscript"]

_PLAIN, _RAISED = "0123456789+=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁼⁽⁾"
_MINUSES = "-–−"
_SUPERSCRIPT = dict(zip(_PLAIN, _RAISED, strict=True)) | dict.fromkeys(_MINUSES, "⁻")
_LETTERS = dict(zip("abcdefgh", "ᵃᵇᶜᵈᵉᶠᵍʰ", strict=True))
AS_MARKS = str.maketrans(_LETTERS)
"""Makes superscripts of the letters that mark notes."""
MARKS = _RAISED[:10] + "".join(_LETTERS.values())
"""The superscripts that mark notes."""
FOLDED = str.maketrans(
    dict(zip(_RAISED, _PLAIN, strict=True))
    | dict.fromkeys(_MINUSES + "⁻\u2010", "-")
    | {raised: letter for letter, raised in _LETTERS.items()}
)
"""Makes superscripts plain, and alike all that a minus or a hyphen is written as, character by character."""
FIGURES = re.compile(r"[\d+\-–−=(),;*†‡§\s]*\d[\d+\-–−=(),;*†‡§\s]*")
"""What has raised figures, signs and marks of notes, and no letters: "2", "−6", "1,*"."""


def superscript(text: str) -> str:
    """Return raised characters with those as superscripts that there are; "5–7" keeps its dash."""
    found = ""
    for number, letter in enumerate(text):
        between = text[number - 1 : number].isdigit() and text[number + 1 : number + 2].isdigit()
        found += letter if letter in "-–" and between else _SUPERSCRIPT.get(letter, letter)
    return found
