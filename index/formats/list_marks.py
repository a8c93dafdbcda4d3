"""Lists that nothing sets apart but the marks before their items: "(a)", "ii.", "3)", a bullet."""

import re
from collections.abc import Iterator, Sequence

__all__ = ["ROMAN", "list_lines"]

ROMAN = r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})"
"""A number from i to xxxix."""
_MARK = re.compile(rf"\s*(\(?)([A-Za-z]|{ROMAN}|\d{{1,3}})([.)])\s+\S")
_BULLETS = "•▪●◦‣∙"
_BULLET = re.compile(rf"\s*([{_BULLETS}])\s+\S")
_ROMAN = dict(zip(("i", "v", "x"), (1, 5, 10), strict=True))
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
            before = last.get((form, value - (form not in _BULLETS)))
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
