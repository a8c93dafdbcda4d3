"""The numbers of a Word document's lists, which stand in no text: they are counted, as Word counts them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.formats.list_marks import BULLET, numeral
from index.formats.package import bounded

__all__ = ["Numbering"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list: its first number, the format of its numbers, and the words around them."""

    first: int = 1
    format: str = "none"
    words: str = ""


_FORMS = {"lowerLetter": "aa", "upperLetter": "AA", "lowerRoman": "i", "upperRoman": "I", "decimalZero": "01"}


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
                    self._restarts[id_, bounded(_said(override, "ilvl"))] = bounded(start)
        self._of_style = {
            _said(style, "styleId"): listed
            for style in styles.iter(f"{_W}style")
            if (listed := style.find(f"{_W}pPr/{_W}numPr")) is not None
        }
        self._counts: dict[str, dict[int, int]] = {}  # by kind of list: how far each level is

    def label(self, paragraph: Any, style: str) -> str:  # noqa: ANN401
        """Return the number or bullet of the next paragraph, as printed; nothing for one without."""
        listed = paragraph.find(f"{_W}pPr/{_W}numPr")
        listed = self._of_style.get(style) if listed is None else listed
        id_ = "" if listed is None else _value(listed, "numId")
        if id_ not in self._lists:
            return ""
        kind, levels = self._lists[id_]
        depth, counts = bounded(_value(listed, "ilvl")), self._counts.setdefault(kind, {})
        level = levels.get(depth, _Level())
        following = counts[depth] + 1 if depth in counts else level.first
        counts[depth] = self._restarts.pop((id_, depth), following)
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.format in ("bullet", "none"):
            return BULLET if level.format == "bullet" else ""
        return re.sub("%([1-9])", lambda part: _shown(levels, counts, int(part[1]) - 1), level.words)


def _shown(levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
    level = levels.get(depth, _Level())
    return numeral(counts.get(depth, level.first), _FORMS.get(level.format, "1"))


def _levels(kind: Any, number: Any) -> Iterator[tuple[int, _Level]]:  # noqa: ANN401
    """Yield the levels of a kind of list, and those that one list has of its own."""
    own = [] if kind is None else list(kind.iterfind(f"{_W}lvl"))
    for level in [*own, *number.iterfind(f"{_W}lvlOverride/{_W}lvl")]:
        first = bounded(_value(level, "start") or "1")
        yield bounded(_said(level, "ilvl")), _Level(first, _value(level, "numFmt"), _value(level, "lvlText"))


def _said(element: Any, name: str) -> str:  # noqa: ANN401
    return str(element.get(_W + name, ""))


def _value(element: Any, name: str) -> str:  # noqa: ANN401
    found = element.find(_W + name)
    return "" if found is None else _said(found, "val")
