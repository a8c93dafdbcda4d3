"""The numbers of a Word document's lists, which stand in no text: they are counted, as Word counts them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Numbering"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = dict(zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
                  "m cm d cd c xc l xl x ix v iv i".split(), strict=True))  # fmt: skip


def _roman(number: int) -> str:
    found = ""
    for value, letters in _ROMAN.items():
        times, number = divmod(number, value)
        found += letters * times
    return found


def _letters(number: int) -> str:
    """Return a, b, … z, aa, bb, …, as Word does."""
    times, letter = divmod(max(number, 1) - 1, 26)
    return chr(ord("a") + letter) * min(times + 1, 20)


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list: its first number, the format of its numbers, and the words around them."""

    first: int = 1
    format: str = "none"
    words: str = ""


_FORMATS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": lambda number: _roman(number % 10_000),
    "upperRoman": lambda number: _roman(number % 10_000).upper(),
    "decimalZero": lambda number: f"{number:02}",
}


class Numbering:
    """Counts the paragraphs of each list of one document, in order."""

    def __init__(self, lists: Any, styles: Any) -> None:  # noqa: ANN401 - lxml has no types
        """Take the root of `numbering.xml`, or None, and that of `styles.xml`."""
        kinds, numbers = (
            [] if lists is None else list(lists.iter(_W + name)) for name in ("abstractNum", "num")
        )
        by_id = {_said(kind, "abstractNumId"): kind for kind in kinds}
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        for number in numbers:
            id_, kind = _said(number, "numId"), _value(number, "abstractNumId")
            self._lists[id_] = kind, dict(_levels(by_id.get(kind), number))
            for override in number.iterfind(f"{_W}lvlOverride"):
                if start := _value(override, "startOverride"):
                    self._restarts[id_, _number(_said(override, "ilvl"))] = _number(start)
        self._of_style = {
            _said(style, "styleId"): listed
            for style in styles.iter(f"{_W}style")
            if (listed := style.find(f"{_W}pPr/{_W}numPr")) is not None
        }
        self._counts: dict[str, dict[int, int]] = {}  # by kind of list: how far each level is

    def label(self, paragraph: Any, style: str) -> str:  # noqa: ANN401
        """Return the number of the next paragraph, as it would be printed; nothing for one without."""
        listed = paragraph.find(f"{_W}pPr/{_W}numPr")
        listed = self._of_style.get(style) if listed is None else listed
        id_ = "" if listed is None else _value(listed, "numId")
        if id_ not in self._lists:
            return ""
        kind, levels = self._lists[id_]
        depth, counts = _number(_value(listed, "ilvl")), self._counts.setdefault(kind, {})
        level = levels.get(depth, _Level())
        following = counts[depth] + 1 if depth in counts else level.first
        counts[depth] = self._restarts.pop((id_, depth), following)
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.format in ("bullet", "none"):
            return ""
        return re.sub("%([1-9])", lambda part: _shown(levels, counts, int(part[1]) - 1), level.words)


def _shown(levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
    level = levels.get(depth, _Level())
    return _FORMATS.get(level.format, str)(counts.get(depth, level.first))


def _levels(kind: Any, number: Any) -> Iterator[tuple[int, _Level]]:  # noqa: ANN401
    """Yield the levels of a kind of list, and those that one list has of its own."""
    own = [] if kind is None else list(kind.iterfind(f"{_W}lvl"))
    for level in [*own, *number.iterfind(f"{_W}lvlOverride/{_W}lvl")]:
        first = _number(_value(level, "start") or "1")
        yield _number(_said(level, "ilvl")), _Level(first, _value(level, "numFmt"), _value(level, "lvlText"))


def _said(element: Any, name: str) -> str:  # noqa: ANN401
    return str(element.get(_W + name, ""))


def _value(element: Any, name: str) -> str:  # noqa: ANN401
    found = element.find(_W + name)
    return "" if found is None else _said(found, "val")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
