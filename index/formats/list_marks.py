"""The marks before items of lists, "(a)", "ii.", "3)", a bullet, which many formats leave out of the text."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

__all__ = ["BULLET", "BULLETS", "NUMERALS", "ROMAN", "list_lines", "marked", "numeral"]

BULLET = "•"

ROMAN = r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})"
"""A number from i to xxxix."""
_MARK = re.compile(rf"\s*(\(?)([A-Za-z]|{ROMAN}|\d{{1,3}})([.)])\s+\S")
BULLETS = "•▪●◦‣∙"
_BULLET = re.compile(rf"\s*([{BULLETS}])\s+\S")
_OWN_MARK = re.compile(
    r"(?:\(?(?:[A-Za-z]|[ivxIVX]{1,5}|\d{1,3}(?:\.\d{1,3})*)[.)]|[-*+•▪●◦‣∙·–—]|\d{1,3}(?:\.\d{1,3})+)\s"
)
"""A mark that the author wrote."""
_ROMAN = dict(zip(("i", "v", "x"), (1, 5, 10), strict=True))
_NUMERALS = dict(zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
                     "m cm d cd c xc l xl x ix v iv i".split(), strict=True))  # fmt: skip
_MOST_LINES = 10
"""How many lines an item has at most before the next one."""


def list_lines(lines: Sequence[str]) -> set[int]:
    """Return which of the lines begin an item of a list.

    One mark at the beginning of a line may be of a sentence, "s. 12" or "(a)": two are of a list where the
    one follows on the other.
    """
    found: set[int] = set()
    last: dict[tuple[str, int], int] = {}
    for index, line in enumerate(lines):
        for form, value in _marks(line):
            before = last.get((form, value - (form not in BULLETS)))
            if before is not None and index - before <= _MOST_LINES:
                found |= {before, index}
            last[form, value] = index
    return found


def _marks(line: str) -> Iterator[tuple[str, int]]:
    """Yield what the mark of a line can be: its form, and its number among those of the form."""
    if bullet := _BULLET.match(line):
        yield bullet[1], 1
    match = _MARK.match(line)
    if match is None:
        return
    form, mark = f"{match[1]} {match[3]}", match[2]
    if mark.isdecimal():
        yield f"{form} 1", int(mark)
        return
    if len(mark) == 1:
        yield f"{form} {'a' if mark.islower() else 'A'}", ord(mark.lower()) - ord("a") + 1
    if re.fullmatch(ROMAN, mark):
        yield f"{form} i", _value(mark)


def _value(roman: str) -> int:
    values = [_ROMAN[letter] for letter in roman]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))


def marked(text: str, mark: str) -> str:
    """Return an item with its mark before it, where it has none of its own."""
    return text if not mark or not text or _OWN_MARK.match(text) else f"{mark} {text}"


def numeral(number: int, form: str) -> str:
    """Return a number in a form of those of `NUMERALS`; in figures in any other."""
    return NUMERALS.get(form, str)(number)


def _roman(number: int) -> str:
    """Return a number from i to mmmcmxcix; in figures any other, as browsers do."""
    if not 0 < number < 4000:
        return str(number)
    found = ""
    for value, letters in _NUMERALS.items():
        times, number = divmod(number, value)
        found += letters * times
    return found


def _letters(number: int) -> str:
    """Return a, b, … z, aa, ab, …, as HTML and OpenDocument do; in figures what is less than 1."""
    if number < 1:
        return str(number)
    found = ""
    while number:
        number, letter = divmod(number - 1, 26)
        found = chr(ord("a") + letter) + found
    return found


def _same_letters(number: int) -> str:
    """Return a, b, … z, aa, bb, …, as Word does."""
    times, letter = divmod(max(number, 1) - 1, 26)
    return chr(ord("a") + letter) * min(times + 1, 20)


NUMERALS: Mapping[str, Callable[[int], str]] = {
    "a": _letters,
    "A": lambda number: _letters(number).upper(),
    "aa": _same_letters,
    "AA": lambda number: _same_letters(number).upper(),
    "i": _roman,
    "I": lambda number: _roman(number).upper(),
    "01": lambda number: f"{number:02}",
}
"""The forms of numbers by their first one, as HTML and OpenDocument name them ("1" but for these).

"aa" is the form of letters that goes on with bb after aa.
"""
