"""Words that stand side by side in the question, found side by side in a passage.

Neither BM25 nor a vector tells "prime minister" from a prime number that a minister names. Matches of pairs
in order add to both (the sequential dependence of Metzler and Croft, 2005).
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from index.engine import SearchEngine
from index.tokens import tokens, words
from qa.question import is_function_word
from qa.rarity import rarity

__all__ = ["pairs_met", "word_shares"]


def word_shares(question: str, languages: Sequence[str], engine: SearchEngine) -> dict[str, float]:
    """Return the share of each word that says what is asked for, by inverse document frequency; sum 1.

    `languages` are those whose function words say nothing.
    """
    said = [word for word in dict.fromkeys(words(question)) if not is_function_word(word, languages)]
    found = rarity(said, engine)
    return dict(zip(said, (found / found.sum()).tolist() if said else [], strict=True))


def pairs_met(question: str, text: str, language: str | None, shares: Mapping[str, float]) -> float:
    """Return what share (0–1) of the question the pairs of successive words hold that a text has too.

    A pair counts half of what each of its words does; `shares` are those of `word_shares`.
    """
    asked = [
        (stem, shares.get(word, 0.0))
        for word, stem in zip(words(question), tokens(question, language), strict=True)
    ]
    there = set(pairwise(tokens(text, language)))
    met = {
        (first, second): (one + other) / 2
        for (first, one), (second, other) in pairwise(asked)
        if (first, second) in there
    }
    return sum(met.values())
