"""What was found for a question, how sure it is, and what comes closest where that is not enough."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.evidence import Evidence
from qa.lists import section_of
from qa.question import Question
from qa.retrieve import Retrieval
from qa.types import Hit
from qa.ways import Way

__all__ = ["NEAREST", "Found", "apart", "nearest_passages", "surely_found"]

NEAREST = 5
"""How many passages are offered where nothing answers."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question as it was read, and how sure it is.

    Of a `whole` section or list all is stated, in the order of the text. Of a `named` section the headings
    have all words of the question.
    """

    asked: Question
    evidence: tuple[Evidence, ...]
    confidence: float
    unsure: bool
    whole: bool = False
    named: bool = False


def surely_found(found: tuple[Found, Way]) -> tuple[bool, float]:
    """Return what orders what was found: whether it is sure enough, and how sure."""
    return not found[0].unsure, found[0].confidence


def apart(some: Sequence[Evidence], others: Sequence[Evidence]) -> bool:
    """Return whether evidence is of other sections than other evidence is."""
    return {section_of(one.match) for one in some}.isdisjoint(section_of(one.match) for one in others)


def nearest_passages(evidence: Sequence[Evidence], retrieval: Retrieval) -> tuple[Hit, ...]:
    """Return the passages that come closest to an answer, each with the score of its best sentence.

    Of 97 questions for facts that are refused 65 have their passage first in this order, 49 in that of the
    search (docs/quality.md).
    """
    best: dict[int, Hit] = {}
    for one in evidence:  # the best first
        best.setdefault(one.match.stored.number, replace(one.match.hit, score=one.score))
    return tuple(best.values())[:NEAREST] or tuple(match.hit for match in retrieval.matches[:NEAREST])
