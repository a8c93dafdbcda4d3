"""Misspelled words of a question, read as words of the passages that match it best.

A word is taken for misspelled if no passage holds it, if the encoder's vocabulary doesn't hold it whole (it
holds the common words of its languages), and if one slip parts it from a word of the passages that begins
with the same letter: a letter too many, too few, another in its place, or two in the wrong order (the
restricted Damerau-Levenshtein distance). The last letter is a slip in names alone, which are written in
several ways (Lukashenka); other words that end otherwise are other forms ("freezer", "freezes"). In other
languages than English endings are longer, and words that ask or have no content are never misspelled. What is
asked instead is shown with the answer, as it is of a follow-up question. Before that, words and numbers that
the passages part otherwise are read as they are there (`qa.joining`).
"""

from collections import Counter
from collections.abc import Sequence

import regex as re
from rapidfuzz.distance import OSA

from index.encode import Encoder
from index.engine import SearchEngine
from index.tokens import fold, tokens
from index.types import context
from qa.joining import rejoined
from qa.languages import language_of, says_nothing
from qa.retrieve import Match

__all__ = ["respelled"]

_LEAST_LETTERS = 5
_ENDING_LETTERS = 3
_WORD = re.compile(rf"[^\W\d_]{{{_LEAST_LETTERS},}}")


def respelled(question: str, matches: Sequence[Match], engine: SearchEngine, encoder: Encoder) -> str:
    """Return a question with its misspelled words as the passages spell them; as it is without any."""
    texts = [f"{context(m.title, m.hit.passage.heading)} {m.hit.text}" for m in matches]
    language = language_of(question)
    question = rejoined(question, texts, engine, language)
    unknown = [
        match
        for match in _WORD.finditer(question)
        if not engine.frequency(fold(match.group()))
        and (language == "en" or not says_nothing(fold(match.group()), language))
    ]
    if not unknown:
        return question
    spans = encoder.encode_tokens([question])[0].spans
    known = _words_of(texts)
    for word in reversed(unknown):
        tokens = ((spans[:, 0] < word.end()) & (spans[:, 1] > word.start())).sum()
        if tokens > 1 and (better := _nearest(word.group(), known, language)):
            better = better.lower() if word.group().islower() else better
            question = question[: word.start()] + better + question[word.end() :]
    return question


def _words_of(texts: Sequence[str]) -> Counter[str]:
    """Return the words of passages and of what stands above them, with how often they stand there."""
    return Counter(word for text in texts for word in _WORD.findall(text))


def _nearest(word: str, known: Counter[str], language: str) -> str | None:
    """Return the known word that one slip parts from a word, the most frequent first, or None.

    A word that is known itself is none: it stands where the index doesn't count, above the passages. Nor is
    one with the same stem, or in other languages than English with another ending.
    """
    asked, folded = fold(word), {other: fold(other) for other in known}
    if asked in folded.values():
        return None
    near = [
        other
        for other, form in folded.items()
        if form[0] == asked[0]
        and OSA.distance(asked, form, score_cutoff=1) == 1
        and not (word.islower() and form.startswith(asked[:-1]))
        and not (language != "en" and _is_form(asked, form, language))
    ]
    return min(near, key=lambda other: (-known[other], other), default=None)


def _is_form(first: str, second: str, language: str) -> bool:
    """Return whether two words may be forms of one: they have the same stem, or another ending alone."""
    same = tokens(first, language) == tokens(second, language)
    return same or first[:-_ENDING_LETTERS] == second[: len(first) - _ENDING_LETTERS]
