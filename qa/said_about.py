"""What somebody said about something: a sentence of theirs that has all words of it answers.

"What did Berg say about the bell?" has no answer that could be pointed at inside of "The bell, Berg said,
was the only thing that he missed", and a reader that was taught to point at answers finds none. Where the
sentence gives the words of who is asked for and says all that they are to speak of, it is read as no less
likely to answer than nothing is.
"""

import numpy as np

from qa.features import Weights, context_of, opening_of, words_said
from qa.question import Question
from qa.reading import Reading
from qa.retrieve import Match
from qa.speaker import asked_about

__all__ = ["Topic", "at_least_nothing", "topic_of"]

_LEAST_HERE = 0.5
"""What share of the topic the sentence itself must say; the rest may stand above its passage."""


class Topic:
    """The content words of what somebody is asked to have spoken of."""

    def __init__(self, question: Question, places: list[int]) -> None:
        """Take the question, and which of its content words these are."""
        self._question, self._places = question, places
        self._names = np.asarray([word.form in question.names for word in question.content])

    def is_said(self, text: str, match: Match, weights: Weights) -> bool:
        """Return whether a sentence says all words of it; some may stand above it.

        Names may stand in the opening of the document too.
        """
        question, language = self._question, match.language
        opening = words_said(question, opening_of(match.document), language)
        here = words_said(question, text, language)[self._places]
        there = words_said(question, context_of(match), language) | (opening & self._names)
        there = there[self._places]
        share = weights[self._places]
        return bool((here | there).all()) and float(share @ here) >= _LEAST_HERE * float(share.sum())


def topic_of(question: Question) -> Topic | None:
    """Return what somebody is asked to have said something about, None where nobody is."""
    start = asked_about(question.text)
    if start is None:
        return None
    places = [i for i, word in enumerate(question.content) if word.start >= start]
    return Topic(question, places) if places else None


def at_least_nothing(reading: Reading) -> Reading:
    """Return a reading that is no more sure of nothing than of its sentence."""
    return Reading(
        max(reading.odds, 0.0), max(reading.score, 0.0), max(reading.span_odds, 0.0), reading.answer
    )
