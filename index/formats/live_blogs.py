"""Reports that grow entry by entry: lines that are nothing but a time, each above what was written then."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

__all__ = ["heads_of_entries"]

_TIME = re.compile(
    r"""(?:[^\W\d_]{2,9}[.,]?\s+)?                                          # Thu
    (?:(?:\d{1,2}\s+[^\W\d_]{3,9}|[^\W\d_]{3,9}\s+\d{1,2})[.,]?(?:\s+\d{4})?,?\s+)?  # 14 Mar 2024
    (?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?[ap]\.?m\.?)?(?:\s\(?[A-Z]{2,4}\)?|\sUhr)?   # 22.40 GMT""",
    re.VERBOSE,
)
_FEWEST, _LONG_CHARS, _MOST_HEADLINE_CHARS = 4, 80, 100
"""How many such lines there are at least, how long a paragraph is below most, and a headline at most."""
_ENDED = re.compile(r"[.!…:;,][\"'”’»)\]]*$")


def heads_of_entries(lines: Sequence[str]) -> Mapping[int, int]:
    """Return which lines are the times and the headlines of entries, with their levels.

    Below most times stands a long paragraph: the lines of a timetable or an agenda are no entries.
    """
    said = [line.strip() for line in lines]
    times = [number for number, line in enumerate(said) if _TIME.fullmatch(line)]
    entries = [range(a + 1, b) for a, b in pairwise([*times, len(said)])]
    told = [any(len(said[number]) >= _LONG_CHARS for number in entry[:3]) for entry in entries]
    if sum(told) < _FEWEST or sum(told) < 2 / 3 * len(times):
        return {}
    found = dict.fromkeys(times, 2)
    for entry in entries:
        first = said[entry.start] if len(entry) > 1 else ""
        if first and len(first) <= _MOST_HEADLINE_CHARS and not _ENDED.search(first):
            found[entry.start] = 3
    return found
