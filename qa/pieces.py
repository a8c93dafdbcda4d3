"""How the words of a question are met in a text of another language than English.

There the encoder tells little, and endings, derived words and compounds hide a word from its stem:
"gekündigt" is met by "Kündigung", "Brücke" by "Brückensanierung", as far as both have the same runs of
letters.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.searched import in_other_language
from index.tokens import pieces, tokens, words
from qa.languages import language_of
from qa.question import Question
from qa.retrieve import Match

__all__ = ["judged_in", "measured_in_pieces", "met_in_pieces"]

_AROUND = 0.9
"""What a word counts that is met around a sentence and not in it."""

_Pieces = frozenset[str]


def judged_in(question: Question, match: Match) -> str | None:
    """Return the language in which a passage answers a question.

    It is its document's, but English for a question in English where no words of the passage tell another: of
    tables the language is guessed.
    """
    language = match.language
    if question.language != "en" or not in_other_language(language):
        return language
    return language if in_other_language(language_of(match.hit.text)) else "en"


def measured_in_pieces(
    question: Question,
    language: str | None,
    sentence: str,
    around: tuple[str, str],
    passage: str,
    weights: NDArray[np.float64],
) -> tuple[float, float, float]:
    """Return the weighted share of a question's words that are met: in a sentence, near it, in its passage.

    `around` is what stands before the sentence and above its passage; `weights` has shape (content words,)
    and sums to 1. All are 0 in English and where the language isn't known, for there nothing counts them.
    """
    if not in_other_language(language) or not question.content:
        return 0.0, 0.0, 0.0
    own, before, above, whole = (
        met_in_pieces(question, text, language) for text in (sentence, *around, passage)
    )
    near = np.maximum(own, _AROUND * np.maximum(before, above))
    within = np.maximum(np.maximum(own, above), whole)
    return float(weights @ own), float(weights @ near), float(weights @ within)


def met_in_pieces(question: Question, text: str, language: str | None) -> NDArray[np.float64]:
    """Return how well each content word of a question is met in a text (0–1), shape (content words,).

    A stem that stands there meets it whole; otherwise the word of the text with most pieces in common does,
    by the mean of the Dice and the overlap coefficient.
    """
    stems, found = _cut(text, language)
    met = np.zeros(len(question.content))
    for index, word in enumerate(question.content):
        if not stems.isdisjoint(tokens(word.form, language)):
            met[index] = 1.0
        elif asked := frozenset(pieces((word.form,))):
            met[index] = max((_alike(asked, one) for one in found), default=0.0)
    return met


@lru_cache(maxsize=5_000)
def _cut(text: str, language: str | None) -> tuple[frozenset[str], tuple[_Pieces, ...]]:
    """Return the stems of a text, and the pieces of each of its words that has any."""
    cut = (frozenset(pieces((word,))) for word in dict.fromkeys(words(text)))
    return frozenset(tokens(text, language)), tuple(one for one in cut if one)


def _alike(first: _Pieces, second: _Pieces) -> float:
    common = len(first & second)
    return common / (len(first) + len(second)) + common / (2 * min(len(first), len(second)))
