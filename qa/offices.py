"""Who holds an office that is asked for, as a text tells of it."""

import re

from index.tokens import words
from qa.figures import names

__all__ = ["held_by"]

_OFFICE_CHARS = 60
_IN_APPOSITION = re.compile(r",\s+((?:the|an?|its|his|her)\s[^,.;:\n]{2,60})")


def held_by(asked: frozenset[str], text: str) -> frozenset[str]:
    """Return the last words of the names of who holds an office that is asked for, as a text tells of it.

    "The chief inspector, Dr Helen Achterberg", "Joe Tanner, the MP for Wexcombe". A name is no office.
    """
    office = re.compile(
        rf"\b(?:{'|'.join(map(re.escape, asked))})(?:,|,?\s+(?:of|for|at|in)\s[^,.;:]{{2,40}},)?\s+\Z"
    )
    found: set[str] = set()
    for start, end in names(text):
        before = text[max(0, start - _OFFICE_CHARS) : start]
        after = _IN_APPOSITION.match(text, end)
        beside = before if office.search(before) else after[1] if after else ""
        if asked <= {word for word in words(beside) if re.search(rf"\b{word}\b", beside)}:
            found.update(words(text[start:end])[-1:])
    return frozenset(found)
