"""Questions that compare two things: each is asked for itself, and both answers stand side by side."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from qa.answer import numbered_anew
from qa.figures import dates, names
from qa.question import ASKING_WORDS
from qa.types import Answer, Statement

__all__ = ["compared", "side_by_side"]

_COMPARES = re.compile(
    r"(?:please\s+)?(?:(?:can|could)\s+you\s+)?compare\s+(?P<what>.+)"
    r"|(?:what(?:['’]s|\s+(?:is|are|was|were))\s+the\s+)?differences?\s+(?:between|in)\s+(?P<apart>.+)"
    r"|how\s+(?:do|does|did)\s+(?P<how>.+?)\s+(?:compare|differ)",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"\s*(?:,\s*)?\b(?:and|with|to|versus|vs\.?|from)\s+"
    r"(?:(?:in|of|for|at|by|on|from|the|those|that|with)\s+){0,2}",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"(?:{ASKING_WORDS})\b", re.IGNORECASE)
_SAYS_SOMETHING = re.compile(r"\w{3}")
_EACH = 2
"""How many statements of each answer are stated."""


def compared(question: str) -> tuple[str, str] | None:
    """Return a question for each of the two names or dates that a question compares, or None.

    "Compare the turnout in Brest and Minsk" asks "What is the turnout in Brest?" and the same of Minsk.
    """
    found = _COMPARES.fullmatch(question.strip().rstrip(" ?.!"))
    if found is None:
        return None
    what = str(found["what"] or found["apart"] or found["how"])
    spans = sorted({*dates(what), *names(what)})
    for (start, end), (second, last) in zip(spans, spans[1:], strict=False):
        rest, after = what[:start], what[last:]
        if _JOINS.fullmatch(what, end, second) and _SAYS_SOMETHING.search(rest + after):
            asks = "" if _ASKS.match(rest) else "What is "
            return f"{asks}{rest}{what[start:end]}{after}?", f"{asks}{rest}{what[second:last]}{after}?"
    return None


def side_by_side(answers: Sequence[Answer]) -> tuple[Statement, ...]:
    """Return the first statements of answers in turn, their citations numbered anew; () where one has none.

    What is stated twice, or first in two answers, is no comparison.
    """
    if any(not one.answered for one in answers):
        return ()
    if len({one.statements[0].place for one in answers}) < len(answers):
        return ()
    found: dict[tuple[str, int], Statement] = {}
    for some in zip_longest(*(one.statements[:_EACH] for one in answers)):
        for statement in some:
            if statement is not None:
                found.setdefault(statement.place, statement)
    return numbered_anew(list(found.values()))
