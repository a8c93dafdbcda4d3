"""Headings of plain text that tell by themselves, or by what stands below them, that they are such."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

__all__ = ["clauses_between", "numbered_parts", "questions", "versions"]

_MOST_CHARS = 80
_FEWEST = 2
_SENTENCE_END = re.compile(r"[.!?…;,:][\"'”’»)\]]*$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_VERSION = re.compile(
    r"\W{0,3}(?P<name>(?:[^\W\d][\w.+-]*\s){0,3})(?P<number>v?\d{1,4}(?:\.\d{1,4}){1,3}(?:[-.]?(?:rc|beta|alpha)\.?\d*)?)"
    r"\]?(?P<rest>(?:$|[\s:,(–—-]).{0,40})",
    re.IGNORECASE,
)
_OLDER = re.compile(r"(?:older|earlier|previous|past) (?:releases|versions)", re.IGNORECASE)
_PART = re.compile(
    r"(?P<name>day|step|part|week|stage|chapter|lesson|phase|session|unit|module|tip|rule|reason|round|stop)\s"
    r"(?P<number>\d{1,3})(?:[:.)]| [-–—])\s+\S.*",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[^?]{1,40}:\s")
_MAX_QUESTION_CHARS, _FEWEST_QUESTIONS, _LEAST_QUESTIONS = 200, 4, 0.15
"""How long a question of an interview is at most, how many it has at least and what share of all."""
_ITEM = re.compile(r"\s*(?:[-*•‣–]|\d{1,3}[.)]|[A-Z]\.)\s")
_CLAUSE = re.compile(r"(\d{1,3})[.)]?\s+[^\W\d_].*")


def versions(lines: Sequence[str]) -> set[int]:
    """Return which lines head what was changed in a version, "Kestrel 4.2" above "Released 3 May 2024".

    There are two or more, of one name, each with the year in which it came out in the line or in a short one
    below it. What heads all earlier ones stands beside them.
    """
    found: dict[str, dict[int, str]] = {}
    for index, line in enumerate(lines):
        match = _VERSION.fullmatch(line.strip()) if len(line) <= _MOST_CHARS else None
        below = lines[index + 1] if index + 1 < len(lines) else ""
        dated = len(below) <= _MOST_CHARS and _YEAR.search(below)
        if match and not _SENTENCE_END.search(line.strip()) and (_YEAR.search(match["rest"]) or dated):
            found.setdefault(match["name"].lower(), {})[index] = match["number"]
    heads = {n for some in found.values() if len(set(some.values())) >= _FEWEST for n in some}
    older = {n for n, line in enumerate(lines) if heads and n > min(heads) and _OLDER.fullmatch(line.strip())}
    return heads | older


def numbered_parts(lines: Sequence[str]) -> set[int]:
    """Return which lines head parts that are counted, "Day 1: to the lake", "Step 2 - Sand it".

    There are two or more of one name, one after the other, and something longer below each.
    """
    found: dict[str, dict[int, int]] = {}
    for index, line in enumerate(lines[:-1]):
        match = _PART.fullmatch(line.strip()) if len(line) <= _MOST_CHARS else None
        if match and not _SENTENCE_END.search(line.strip()) and len(lines[index + 1]) > len(line):
            found.setdefault(match["name"].lower(), {})[index] = int(match["number"])
    counted = ((some, [*some.values()]) for some in found.values())
    return {n for some, numbers in counted if _counts_on(numbers) for n in some}


def _counts_on(numbers: Sequence[int]) -> bool:
    return len(numbers) >= _FEWEST and numbers == [*range(numbers[0], numbers[0] + len(numbers))]


def clauses_between(lines: Sequence[str], heads: Collection[int]) -> set[int]:
    """Return which lines are headings with numbers among those that head clauses (`heads`).

    Of "2. Fees" above "2.1 …" and "4. Notice" above "4.1 …" they have the numbers that are missing before,
    between and after, in their places, and a whole sentence below.
    """
    known = {index: int(match[1]) for index in heads if (match := _CLAUSE.fullmatch(lines[index].strip()))}
    if len(known) < _FEWEST:
        return set()
    may_be = [
        (index, int(match[1]))
        for index, line in enumerate(lines[:-1])
        if index not in known
        and len(line) <= _MOST_CHARS
        and not _SENTENCE_END.search(line.strip())
        and (match := _CLAUSE.fullmatch(line.strip()))
        and _SENTENCE_END.search(lines[index + 1].strip())
        and not _CLAUSE.fullmatch(lines[index + 1].strip())
    ]
    found: set[int] = set()
    for one in (may_be, may_be[::-1]):
        for index, number in one:
            before = max((place for place in known if place < index), default=None)
            after = min((place for place in known if place > index), default=None)
            least, most = known.get(before, 0), known.get(after, number + 1)  # type: ignore[arg-type]
            if least < number < most and (number - 1 == least or number + 1 == most):
                known[index] = number
                found.add(index)
    return found


def questions(lines: Sequence[str]) -> set[int]:
    """Return which paragraphs are the questions of an interview: each heads what answers it.

    An item of a list is none, and none what somebody asks whom a label names.
    """
    asks = [
        line.rstrip().endswith("?")
        and len(line) <= _MAX_QUESTION_CHARS
        and not (_ITEM.match(line) or _NAMED.match(line))
        for line in lines
    ]
    found = {index for index, (one, below) in enumerate(pairwise(asks)) if one and not below}
    return found if len(found) >= max(_FEWEST_QUESTIONS, _LEAST_QUESTIONS * len(lines)) else set()
