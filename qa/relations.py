"""Whose sister, whose son: what is asked of somebody's relative is not told by what is said of somebody.

A reader takes "Ms Lind, a former teacher, …" for "What does Lind's sister Vera do?". The relative must be
named, or the kinship told, somewhere in the passage or above it. For questions and passages in English.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from index.tokens import words
from qa.features import context_of
from qa.question import Question

if TYPE_CHECKING:
    from qa.evidence import Candidate

__all__ = ["tells_of_no_relative"]

_GROUPS = (
    "aunt aunts uncle uncles nephew nephews niece nieces",
    "cousin cousins",
    "brother brothers sister sisters sibling siblings twin twins younger elder older",
    """husband wife spouse partner fiance fiancee married marriage marries marry widow widower wed wedding
    divorce divorced couple""",
    """daughter daughters son sons child children kid kids boy boys girl girls baby father mother parent
    parents family heir""",
    "father mother dad mum mom parent parents daughter daughters son sons child children family",
    "grandfather grandmother grandparents grandson granddaughter grandchild grandchildren",
)
_KINSHIP = tuple(frozenset(group.split()) for group in _GROUPS)
_ASKED = re.compile(
    r"\b[A-Z][\w-]*(?:['’]s|s['’]) (?:(?:younger|older|elder|late|twin|former|first|second|ex-?) ?){0,2}"
    r"(?P<kin>aunt|uncle|nephew|niece|cousin|brother|sister|husband|wife|daughter|son|father|mother|grandfather"
    r"|grandmother)s?\b(?!-)(?:,? (?P<name>[A-Z][a-z][\w-]+))?"
)
_SPEAKS_SELF = re.compile(r"\b(?:I|my|me|we|our)\b")
"""Who tells of himself may call his relatives otherwise."""


def tells_of_no_relative(question: Question, candidate: "Candidate") -> bool:
    """Return whether a question is of somebody's relative, and a passage has neither name nor kinship."""
    told = _told_by(question.text[question.own_start :]) if question.kind != "who" else frozenset()
    if not told or _SPEAKS_SELF.search(candidate.text):
        return False
    match = candidate.match
    passage = match.text_at(match.hit.passage.start, match.hit.passage.end)
    return told.isdisjoint(words(f"{context_of(match)}\n{candidate.before}\n{passage}"))


@lru_cache(maxsize=512)
def _told_by(asked: str) -> frozenset[str]:
    """Return the words of which one must stand near what is told of the one relative asked for."""
    found = [*_ASKED.finditer(asked)]
    if len(found) != 1:
        return frozenset()
    kin, name = found[0].group("kin", "name")
    groups = (group for group in _KINSHIP if kin in group)
    return frozenset({kin, f"{kin}s"}.union(words(name or ""), *groups))
