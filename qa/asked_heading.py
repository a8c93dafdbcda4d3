"""Whether a question asks for just what a heading says: "What was the root cause of the outage?"."""

import re

from index.tokens import tokens
from index.types import lowest_heading
from qa.features import content_stems, context_of, opening_of
from qa.headings import numbering
from qa.question import Question
from qa.retrieve import Match

__all__ = ["asks_for_heading", "own_heading"]

_ASKED = re.compile(
    r"(?:and |but |so )?what(?:['’]s| is| are| was| were) (?:the|its|their|his|her|our|your)"
    r" (?P<asked>[^,;:?]+?) (?:after|at|behind|during|for|from|in|of|on|to|with)\b(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_LEAST_STEMS = 2
"""How many words the heading has at least: "Costs" may be those of anything."""
_LEAST_MET = 0.65
"""What share of the other words of the question the section has, or what it is of."""


def own_heading(match: Match) -> str:
    """Return the heading of a passage without the number that counts it, which says nothing; a year does."""
    heading = lowest_heading(match.hit.passage.heading)
    return heading if heading[:4].isdigit() else heading[numbering(heading) :]


def asks_for_heading(question: Question, match: Match, text: str) -> bool:
    """Return whether what a question asks for is called as the heading of a section is, which has a `text`.

    What it asks that of is told by the section, by what stands above it, or by the opening of its document.
    """
    asked = _ASKED.match(question.text)
    if asked is None:
        return False
    language = match.language
    stems = content_stems(asked["asked"], language)
    if len(stems) < _LEAST_STEMS or stems != content_stems(own_heading(match), language):
        return False
    rest = content_stems(asked["rest"], language)
    said = set(tokens(f"{context_of(match)}\n{opening_of(match.document)}\n{text}", language))
    return len(rest & said) >= _LEAST_MET * len(rest)
