"""Another of a kind in the place of the one that a question tells apart: "And the latest one?"."""

import re

__all__ = ["with_other_one"]

_YEAR = r"(?P<year>\d{4})"
_ORDER = r"(?P<order>first|second|third|fourth|fifth|last|next|previous)"
_AGE = r"(?P<age>current|earlier|later|latest|new|newest|old|oldest|original|previous|recent)"
_ONE = re.compile(
    rf"(?:(?:in|for|at|from|by|with|on|to|of) )?the (?:{_YEAR}|{_ORDER}|{_AGE}) one", re.IGNORECASE
)
_TOLD_APART = re.compile(
    rf"\bthe (?P<which>(?:[A-Z]\w+ )?{_YEAR}|{_ORDER}|{_AGE}) (?P<noun>(?!one\b)[a-z-]{{3,}})"
    r"(?= (?:and|are|at|begin|by|close|cost|did|does|end|for|from|go|had|happen|has|in|is|last|of|on|open|say"
    r"|start|take|to|was|were|[a-z]+ed|built|held|made)\b|[,;:?.!]|\Z)"
)
"""A thing that is told from others of its kind, "the 2020 vote", of which "the latest one" is another."""


def with_other_one(question: str, phrase: str) -> str:
    """Return a question with "the latest one" in the place of one that it tells apart: "the 2020 vote".

    That must be the only thing that it tells so, and from others in the same way: by its place in an order,
    by its age, or by a year, of which the latest is one too. Others are unchanged.
    """
    one, told = _ONE.fullmatch(phrase), [*_TOLD_APART.finditer(question)]
    if one is None or len(told) != 1 or one.lastgroup is None:
        return question
    alike = told[0][one.lastgroup] or (told[0]["year"] and not one["year"])
    if not alike:
        return question
    start, end = told[0].span("which")
    return f"{question[:start]}{one[one.lastgroup]}{question[end:]}"
