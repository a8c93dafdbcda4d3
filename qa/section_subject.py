"""Whether a section is about what a question names: its names and numbers, and what it asks the reason of."""

from collections.abc import Sequence

import numpy as np

from index.tokens import tokens, words
from qa.features import Weights, context_of, is_version_of, same_name
from qa.lists import Span
from qa.question import Question
from qa.retrieve import Match, Retrieval

__all__ = ["is_of_subject"]

_OPENING_CHARS = 400
"""How much of a document may name what all its sections are about."""


def is_of_subject(
    question: Question, match: Match, sentences: Sequence[Span], weights: Weights, retrieval: Retrieval
) -> bool:
    """Return whether a section may be about what a question names; `match` is its best passage.

    `weights` has shape (content words,).
    """
    return _says_names(question, match, sentences) and not _is_told_elsewhere(
        question, match, sentences, weights, retrieval
    )


def _says_names(question: Question, match: Match, sentences: Sequence[Span]) -> bool:
    """Return whether all names and numbers of a question stand in a section or above it.

    Names may stand in the opening of the document too, but for its tables, which tell of whatever else. "3"
    is also "3.0", and "2.4" also "2.4.1".
    """
    asked = question.names | {word.form for word in question.content if _has_digit(word.form)}
    if not asked:
        return True
    text = match.document.text
    section = (text[start:end] for start, end in sentences)
    said = set(words(" ".join((context_of(match), match.date or "", *section))))
    prose = (line for line in text[:_OPENING_CHARS].splitlines() if "|" not in line)
    said |= {word for word in words(" ".join(prose)) if not _has_digit(word)}
    return all(
        f"{name}.0" in said or any(same_name(name, word) or is_version_of(name, word) for word in said)
        for name in asked
    )


def _is_told_elsewhere(
    question: Question, match: Match, sentences: Sequence[Span], weights: Weights, retrieval: Retrieval
) -> bool:
    """Return whether another document alone has the word that weighs most in a question for a reason.

    "Why did the pump fail?" is not answered by why the roof was not mended, of a text without a pump.
    """
    if question.kind != "reason" or not len(weights):
        return False
    word, language = question.content[int(np.argmax(weights))], match.language
    stems = set(tokens(word.form, language))
    text = match.document.text
    own = [context_of(match), *(text[start:end] for start, end in sentences)]
    own += [one.hit.text for one in retrieval.matches if one.document.id == match.document.id]
    if not stems.isdisjoint(tokens(" ".join(own), language)):
        return False
    others = (one.hit.text for one in retrieval.matches if one.document.id != match.document.id)
    return any(not stems.isdisjoint(tokens(other, language)) for other in others)


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))
