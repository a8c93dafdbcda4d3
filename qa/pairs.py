"""Words that stand side by side in the question, found side by side in a passage.

Neither BM25 nor a vector tells "prime minister" from a prime number that a minister names. Matches of pairs
in order add to both (the sequential dependence of Metzler and Croft, 2005).
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from index.engine import SearchEngine
from index.tokens import tokens, words
from qa.languages import language_of
from qa.question import without_content
from qa.rarity import rarity

__all__ = ["AskedPairs", "word_shares"]


def word_shares(question: str, languages: Sequence[str], engine: SearchEngine) -> dict[str, float]:
    """Return the share of each word that says what is asked for, by inverse document frequency; sum 1.

    `languages` are those whose function words say nothing.
    """
    own = language_of(question)
    said = [word for word in dict.fromkeys(words(question)) if not without_content(word, own, languages)]
    found = rarity(said, engine)
    return dict(zip(said, (found / found.sum()).tolist() if said else [], strict=True))


class AskedPairs:
    """The pairs of successive words of a question, as stems of the languages that texts are in."""

    def __init__(self, question: str, shares: Mapping[str, float]) -> None:
        """Take the shares of the question's words (see `word_shares`); a pair counts half of both words."""
        self._question = question
        self._shares = shares
        self._of: dict[str | None, dict[tuple[str, str], float]] = {}

    def met(self, text: str, language: str | None) -> float:
        """Return what share (0–1) of the question the pairs hold that a text has too, in the same order."""
        asked = self._of.get(language)
        if asked is None:
            asked = self._of[language] = self._stems(language)
        if not asked:
            return 0.0
        there = set(pairwise(tokens(text, language)))
        return sum(share for pair, share in asked.items() if pair in there)

    def _stems(self, language: str | None) -> dict[tuple[str, str], float]:
        """Return the pairs that say something, and how much."""
        said = [
            (stem, self._shares.get(word, 0.0))
            for word, stem in zip(words(self._question), tokens(self._question, language), strict=True)
        ]
        pairs = {(first, second): (one + other) / 2 for (first, one), (second, other) in pairwise(said)}
        return {pair: share for pair, share in pairs.items() if share}
