"""The takes of a news agency in one text: slug and headline above each dateline head what is below."""

import re
from collections.abc import Mapping, Sequence

__all__ = ["ends_take", "heads_of_takes"]

_PLACE = r"[^\W\d_a-z][^\W\d_]+(?:[ -][^\W\d_]+){0,3}"
_DAY = r"(?:[^\W\d_]{3,9}\.? \d{1,2}|\d{1,2}\.? [^\W\d_]{3,9}\.?)(?:,? \d{4})?"
_DATELINE = re.compile(rf"{_PLACE}(?:, {_PLACE})?(?:, {_DAY})? \([A-Z][\w./& -]{{1,30}}\)\s*[-–—]{{1,2}}\s")
"""Where, when and by whom a report was sent: "SELBY, March 3 (NWA) - "."""
_SIGN_OFF = re.compile(
    r"\(?(?:MORE|ENDS?|MTF|MTC)\)?(?: *[a-z]{1,4}/[a-z]{0,4})?|[a-z]{2,4}/(?:[a-z]{2,4})?|-\s?30\s?-"
)
"""What stands below a take: whether there is more, and who wrote and edited it."""
_ENDED = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_FEWEST_TAKES, _MOST_HEADS, _MOST_CHARS = 2, 4, 100


def heads_of_takes(lines: Sequence[str]) -> Mapping[int, int]:
    """Return which lines head takes, with their levels: the first 2, those below it 3.

    They are short ones right above a dateline, and right below a line that begins as those of other takes do,
    with letters and digits ("NWA0412 3 gen 098"): a take that corrects another has no dateline.
    """
    said = [line.strip() for line in lines]
    heads = [_heads_above(said, number) for number, line in enumerate(said) if _DATELINE.match(line)]
    heads = [some for some in heads if some]
    if len(heads) < _FEWEST_TAKES:
        return {}
    shapes = [shape for some in heads for shape in {_shape(said[n]) for n in some} if {"A", "0"} <= {*shape}]
    known = {shape for shape in shapes if shapes.count(shape) > 1}
    slugs = {n for n, line in enumerate(said) if _may_head(line) and _shape(line) in known}
    heads = [range(max(slugs & {*some}, default=some.start), some.stop) for some in heads]
    heads += [_heads_below(said, n) for n in slugs]
    return {n: 2 if n == some[0] else 3 for some in heads for n in some}


def ends_take(line: str) -> bool:
    """Return whether a line is but the end of a take: "MORE al/"."""
    return bool(_SIGN_OFF.fullmatch(line.strip()))


def _heads_above(lines: Sequence[str], number: int) -> range:
    start = number
    while start and number - start < _MOST_HEADS and _may_head(lines[start - 1]):
        start -= 1
    return range(start, number)


def _heads_below(lines: Sequence[str], number: int) -> range:
    end = number + 1
    while end < len(lines) - 1 and end - number < _MOST_HEADS and _may_head(lines[end]):
        end += 1
    return range(number, end)


def _may_head(line: str) -> bool:
    words = any(map(str.isalpha, line))
    return (
        words
        and len(line) <= _MOST_CHARS
        and "\n" not in line
        and not (_ENDED.search(line) or ends_take(line))
    )


def _shape(line: str) -> str:
    """Return the first word of a line with an A for each letter and a 0 for each digit."""
    return re.sub(r"\d", "0", re.sub(r"[^\W\d_]", "A", line.partition(" ")[0]))
