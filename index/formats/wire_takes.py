"""The takes of a news agency in one text: slug and headline above each dateline head what is below."""

import re
from collections.abc import Mapping, Sequence

__all__ = ["heads_of_takes", "sign_offs"]

_PLACE = r"[^\W\d_a-z][^\W\d_]+(?:[ -][^\W\d_]+){0,3}"
_DAY = r"(?:[^\W\d_]{3,9}\.? \d{1,2}|\d{1,2}\.? [^\W\d_]{3,9}\.?)(?:,? \d{4})?"
_DATELINE = re.compile(rf"{_PLACE}(?:, {_PLACE})?(?:, {_DAY})? \([A-Z][\w./& -]{{1,30}}\)\s*[-–—]{{1,2}}\s")
"""Where, when and by whom a report was sent: "SELBY, March 3 (NWA) - "."""
_SIGN_OFF = re.compile(
    r"\(?(?:MORE|more|ENDS?|ends?|MTF|MTC)\)?(?: *[a-z]{1,4}/[a-z]{0,4})?|[a-z]{2,4}/(?:[a-z]{2,4})?"
    r"|-\s?30\s?-"
)
"""What stands below a take of several: whether there is more, and who wrote and edited it."""
_ENDED = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_FEWEST_TAKES, _MOST_HEADS, _MOST_CHARS = 2, 4, 100


def heads_of_takes(lines: Sequence[str]) -> Mapping[int, int]:
    """Return which lines head takes, with their levels: a slug 2, and 3 the headline right below it.

    A headline without a slug has 2. They are short ones right above a dateline, and right below a line that
    begins as those of other takes do, with letters and digits ("NWA0412 3 gen 098"): a take that corrects
    another has no dateline. What else stands there is text, and tells something.
    """
    slugs, starts = _takes([line.strip() for line in lines])
    return {n: 2 for n in starts} | {n + 1: 3 for n in slugs if _may_head(lines[n + 1].strip())}


def sign_offs(lines: Sequence[str]) -> frozenset[int]:
    """Return which lines are but the ends of takes, above the next or at the end of the text: "MORE al/"."""
    said = [line.strip() for line in lines]
    _, starts = _takes(said)
    ends: set[int] = set()
    for number in range(len(said) - 1, -1, -1) if starts else ():
        if number + 1 in {*starts, *ends, len(said)} and _SIGN_OFF.fullmatch(said[number]):
            ends.add(number)
    return frozenset(ends)


def _takes(said: Sequence[str]) -> tuple[set[int], set[int]]:
    """Return which lines are slugs, and with which takes begin, of a text that has several."""
    heads = [_heads_above(said, number) for number, line in enumerate(said) if _DATELINE.match(line)]
    heads = [some for some in heads if some]
    if len(heads) < _FEWEST_TAKES:
        return set(), set()
    shapes = [shape for some in heads for shape in {_shape(said[n]) for n in some} if {"A", "0"} <= {*shape}]
    known = {shape for shape in shapes if shapes.count(shape) > 1}
    slugs = {n for n, line in enumerate(said[:-1]) if _may_head(line) and _shape(line) in known}
    return slugs, slugs | {max(slugs & {*some}, default=some.start) for some in heads}


def _heads_above(lines: Sequence[str], number: int) -> range:
    start = number
    while start and number - start < _MOST_HEADS and _may_head(lines[start - 1]):
        start -= 1
    return range(start, number)


def _may_head(line: str) -> bool:
    words = any(map(str.isalpha, line))
    return (
        words
        and len(line) <= _MOST_CHARS
        and "\n" not in line
        and not (_ENDED.search(line) or _SIGN_OFF.fullmatch(line))
    )


def _shape(line: str) -> str:
    """Return the first word of a line with an A for each letter and a 0 for each digit."""
    return re.sub(r"\d", "0", re.sub(r"[^\W\d_]", "A", line.partition(" ")[0]))
