"""What is measured of a sentence that may answer a question.

`PLAIN` is measured of every sentence retrieved: how many of the question's words stand there, how well the
passage matches, whether the names and years of the question stand there, and whether the sentence holds what
kind of thing is asked for. `CLOSE` is measured of the few most promising ones, which are encoded for it: how
well the question's words are met by the sentence's words in their contexts (the late interaction of ColBERT,
Khattab and Zaharia 2020, weighted by inverse document frequency), and how alike both are as wholes.
"""

import math
import re

import numpy as np
from numpy.typing import NDArray

from index.encode import TokenVectors, Vectors
from index.engine import SearchEngine
from index.tokens import tokens, words
from index.types import Document, context
from qa.answer_spans import has_answer_of_kind
from qa.figures import years
from qa.initials import met_by_initials
from qa.labels import said_from
from qa.own_date import relative_years, running_year, told_by_document
from qa.question import Question, is_function_word
from qa.rarity import rarity
from qa.retrieve import Match

__all__ = [
    "CLOSE",
    "FEATURES",
    "PLAIN",
    "Features",
    "Weights",
    "asked_stems",
    "content_stems",
    "context_of",
    "is_version_of",
    "look",
    "measure",
    "measure_near",
    "opening_of",
    "same_name",
    "stems_met",
    "word_weights",
    "words_met",
    "words_said",
]

PLAIN = (
    "stems_met", "passage_score", "passage_meaning", "kind_met", "new_words", "year_agrees", "names_met",
    "names_near", "stems_near",
)  # fmt: skip
CLOSE = ("words_met", "words_met_with_context", "weakest_word_met", "meaning", "meaning_with_before")
FEATURES = (*PLAIN, *CLOSE)
_CONTEXT_WEIGHT = 0.9
_MANY_NEW_WORDS = 8
_OPENING_CHARS = 600
_OPENING_PART = 3_000
_LEAST_ALIKE = 4
"""With how many letters alike two spellings of one name begin at least."""
_DIGIT = re.compile(r"\d")
_VERSION = re.compile(r"\d+(?:\.\d+)+")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)

Features = NDArray[np.float64]
Weights = NDArray[np.float64]


def context_of(match: Match) -> str:
    """Return what stands above a passage: its title and headings."""
    return context(match.title, match.hit.passage.heading)


def opening_of(document: Document) -> str:
    """Return the first lines of a document, which say what and where it is of: no front matter, no tables."""
    text = _FRONT_MATTER.sub("", document.text[:_OPENING_PART], count=1)[:_OPENING_CHARS]
    return "\n".join(line for line in text.splitlines() if "|" not in line)


def word_weights(question: Question, engine: SearchEngine) -> Weights:
    """Return the weight of each content word: its share × its inverse document frequency; sum 1."""
    weights = rarity([word.form for word in question.content], engine)
    weights = weights * np.asarray([word.share for word in question.content])
    return np.asarray(weights / max(weights.sum(), 1e-9), dtype=np.float64)


def content_stems(text: str, language: str | None) -> set[str]:
    """Return the stems of a text's words, function words left out."""
    return {stem for stem in tokens(text, language) if not is_function_word(stem, (language,))}


def asked_stems(question: Question, language: str | None) -> set[str]:
    """Return the stems of a question's content words, as a text of some language has them."""
    return {stem for word in question.content for stem in tokens(word.form, language)}


def words_said(question: Question, text: str, language: str | None) -> NDArray[np.bool_]:
    """Return which content words of a question have a stem that stands in a text, shape (content words,)."""
    stems = set(tokens(text, language))
    said = [bool(stems.intersection(tokens(word.form, language))) for word in question.content]
    return np.asarray(said, dtype=np.bool_)


def is_version_of(version: str, word: str) -> bool:
    """Return whether a word is a version that belongs to another: "2.4.0" to "2.4"."""
    return word.startswith(f"{version}.") and bool(_VERSION.fullmatch(version))


def stems_met(question: Question, text: str, language: str | None, weights: Weights) -> float:
    """Return the weighted share of the question's content words whose stem stands in a text."""
    return float(weights @ words_said(question, text, language).astype(np.float64))


def measure_near(
    question: Question, match: Match, weights: Weights, row: str | None = None
) -> tuple[float, float]:
    """Return the last two features of `PLAIN`, which all sentences of a passage share.

    Names may stand in the opening of the document, and its own date, or the year that it has come to, may
    tell the one that is asked for. A `row` of a table shares what stands above it alone.
    `weights` has shape (content words,) and sums to 1.
    """
    near = f"{context_of(match)} {f'{match.before} {match.hit.text}' if row is None else row}"
    opening = ""
    if row is None:
        relative = " ".join(relative_years(near, match.date))
        if question.years and not years(near):
            relative = f"{relative} {running_year(match.document, match.hit.passage.start)}"
        opening = f"{opening_of(match.document)} {told_by_document(question.text, match.document)} {relative}"
    return _names_met(question, f"{near} {opening}"), stems_met(question, near, match.language, weights)


def measure(
    question: Question,
    match: Match,
    sentence: str,
    before: str,
    weights: Weights,
    near: tuple[float, float],
) -> Features:
    """Return the features of one sentence in the order of `PLAIN`.

    `before` is what stands before it, `weights` has shape (content words,) and sums to 1, and `near` is what
    `measure_near` returns of its passage.
    """
    return np.asarray(
        [
            stems_met(question, sentence, match.language, weights),
            match.hit.score,
            match.cosine,
            has_answer_of_kind(
                question, sentence, match.language, said_from(sentence, match.document.media_type)
            ),
            _new_words(question, sentence, match.language),
            _year_agrees(question, match, sentence),
            _names_met(question, f"{sentence} {before}"),
            *near,
        ]
    )


def look(
    question: Question,
    weights: Weights,
    asked: TokenVectors,
    seen: TokenVectors,
    before: TokenVectors | None = None,
    above: TokenVectors | None = None,
) -> Features:
    """Return the features of one encoded sentence in the order of `CLOSE`.

    `before` and `above` are what stands before the sentence and above its passage, where that is encoded.
    """
    met = words_met(question, asked, seen.vectors)
    around = [
        _CONTEXT_WEIGHT * words_met(question, asked, v.vectors) for v in (before, above) if v is not None
    ]
    met_near = np.max([met, *around], axis=0)
    heavy = weights >= 0.5 * weights.mean()
    return np.asarray(
        [
            float(weights @ met),
            float(weights @ met_near),
            float(met_near[heavy].min()),
            float(asked.whole @ seen.whole),
            _meaning_with(asked, seen, before),
        ]
    )


def words_met(question: Question, asked: TokenVectors, seen: Vectors) -> NDArray[np.float64]:
    """Return, for each content word, how well it is met: the mean over its tokens of the best cosine.

    `seen` are vectors of tokens, shape (tokens, dimension).
    """
    if not len(seen) or not len(asked.vectors):
        return np.zeros(len(question.content))
    best = (asked.vectors @ seen.T).max(axis=1)
    met = np.zeros(len(question.content))
    for index, word in enumerate(question.content):
        inside = (asked.spans[:, 0] < word.end) & (asked.spans[:, 1] > word.start)
        met[index] = float(best[inside].mean()) if inside.any() else 0.0
    return met


def _meaning_with(asked: TokenVectors, seen: TokenVectors, before: TokenVectors | None) -> float:
    """Return the cosine of the question with a sentence and, counting half, the one before it."""
    both = seen.whole if before is None else seen.whole + 0.5 * before.whole
    return float(asked.whole @ both / max(float(np.linalg.norm(both)), 1e-9))


def _new_words(question: Question, sentence: str, language: str | None) -> float:
    """Return how much a sentence says beyond the question's own words (0–1)."""
    new = content_stems(sentence, language) - asked_stems(question, language)
    return min(len(new) / _MANY_NEW_WORDS, 1.0)


def _year_agrees(question: Question, match: Match, sentence: str) -> float:
    """Return 1 where a year that is asked for is named, -1 where only others are, else 0."""
    if not question.years:
        return 0.0
    of_document = years(match.title) | years(match.date or "")  # a report of 2022 comes out in 2023
    named = years(sentence) | years(match.hit.passage.heading) | of_document
    if not named:
        return 0.0
    return 1.0 if question.years & named else -1.0


def _names_met(question: Question, text: str) -> float:
    """Return the share of the question's names and numbers that stand in a text or do by initials, else 1."""
    if not question.names:
        return 1.0
    said = set(words(text))
    met = {name for name in question.names if any(same_name(name, word) for word in said)}
    if len(met) < len(question.names):
        met |= question.names & met_by_initials(question.text, text)
    return len(met) / len(question.names)


def same_name(first: str, second: str) -> bool:
    """Return whether two folded words may be one name: spelled or inflected a little differently.

    Numbers, codes and versions are only what they are: "2.4.3" is not "2.4.0".
    """
    if first == second:
        return True
    if first[:_LEAST_ALIKE] != second[:_LEAST_ALIKE] or _DIGIT.search(first + second):
        return False
    shorter = min(len(first), len(second))
    alike = 0
    while alike < shorter and first[alike] == second[alike]:
        alike += 1
    longer = max(len(first), len(second))
    return alike >= max(_LEAST_ALIKE, math.ceil(0.75 * shorter)) and longer - shorter <= 3
