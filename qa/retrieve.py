"""From a question to the passages that match it: vectors and words, fused.

Fusion is a convex combination of normalised scores (Bruch et al., "An Analysis of Fusion Functions for
Hybrid Retrieval", 2022), which beats reciprocal-rank fusion on every yardstick measured (docs/quality.md).
"""

from dataclasses import dataclass

from index.encode import Encoder, Vectors
from index.library import Library
from index.pools import pool
from index.store import StoredPassage
from index.types import EVERYTHING, Document, Scope
from qa.languages import language_of
from qa.pairs import AskedPairs, word_shares
from qa.types import Hit

__all__ = ["Match", "Retrieval", "retrieve"]

DENSE_WEIGHT, OTHER_DENSE_WEIGHT, PAIRS_WEIGHT = 0.6, 0.3, 0.2
"""What vectors count beside words, less where a question is in another language than the encoder's, and
pairs of words beside both."""
PAIRED = 20
"""In how many passages, the best by vectors and words, pairs of words are looked for."""
_BEFORE_CHARS = 200
CANDIDATES = 60
"""How many passages are taken from each side before fusion."""


@dataclass(frozen=True, slots=True)
class Match:
    """A retrieved passage: its hit, its sentences' offsets in the document, and both raw scores.

    `document` is the passage's, as it was at the same moment: what is quoted comes from it, whatever happens
    to the index meanwhile. `before` is the end of the passage that stands before it, which its first
    sentence may lean on.
    """

    hit: Hit
    stored: StoredPassage
    document: Document
    cosine: float
    bm25: float
    before: str = ""

    @property
    def title(self) -> str:
        """The title of the document."""
        return self.document.title

    @property
    def date(self) -> str | None:
        """The date of the document, where it is known."""
        return self.document.date

    @property
    def language(self) -> str | None:
        """The language of the document, where it is known."""
        return self.document.language

    def text_at(self, start: int, end: int) -> str:
        """Return the text of the passage between two offsets of its document."""
        offset = self.hit.passage.start
        return self.hit.text[start - offset : end - offset]


@dataclass(frozen=True, slots=True)
class Retrieval:
    """The vector of a question, shape (dimension,), and its matches, best first."""

    vector: Vectors
    matches: tuple[Match, ...]

    @property
    def of_documents(self) -> tuple[Match, ...]:
        """The best match of each document, the best document first."""
        best: dict[str, Match] = {}
        for match in self.matches:
            best.setdefault(match.document.id, match)
        return tuple(best.values())

    @property
    def languages(self) -> list[str]:
        """The languages of the matches, English where none is known."""
        return sorted({match.language or "en" for match in self.matches}) or ["en"]


def retrieve(
    library: Library, encoder: Encoder, question: str, k: int = 10, scope: Scope = EVERYTHING
) -> Retrieval:
    """Return the `k` passages of a scope that match a question best.

    A hit's score (0–1) is that of `fuse`, but for the `PAIRS_WEIGHT` of the pairs of words that it has in
    common with the question.
    """
    engine = library.engine()
    # Words are looked for while the question is encoded and vectors are compared.
    language = language_of(question, otherwise="")
    matching = pool("words").submit(engine.matching, question, CANDIDATES, scope, language)
    vector = encoder.encode([question])[0]
    cosines = dict(engine.nearest(vector, CANDIDATES, scope))
    bm25 = dict(matching.result())
    cosines |= engine.cosines(vector, [number for number in bm25 if number not in cosines])
    scores = fuse(cosines, bm25, DENSE_WEIGHT if language in ("en", "") else OTHER_DENSE_WEIGHT)
    best = sorted(scores, key=lambda number: (-scores[number], number))[: max(k, PAIRED)]
    stored, documents = library.snapshot(best)
    languages = sorted({document.language or "en" for document in documents.values()})
    asked = AskedPairs(question, word_shares(question, languages, engine))
    matches: list[Match] = []
    for number in best:
        if number not in stored:
            continue  # removed since the engine was derived
        passage = stored[number].passage
        document = documents.get(passage.document_id)
        if document is None or passage.end > len(document.text):
            continue
        text = document.text[passage.start : passage.end]
        pairs = asked.met(text, document.language) if len(matches) < PAIRED else 0.0
        hit = Hit(passage, text, (1 - PAIRS_WEIGHT) * scores[number] + PAIRS_WEIGHT * pairs)
        matches.append(
            Match(
                hit,
                stored[number],
                document,
                cosines.get(number, 0.0),
                bm25.get(number, 0.0),
                _before(document.text, passage.start),
            )
        )
    matches.sort(key=lambda match: -match.hit.score)
    return Retrieval(vector, tuple(matches[:k]))


def fuse(
    cosines: dict[int, float], bm25: dict[int, float], dense_weight: float = DENSE_WEIGHT
) -> dict[int, float]:
    """Return the fused score (0–1) of every passage in either mapping."""
    top_cosine = max(max(cosines.values(), default=0.0), 1e-9)
    top_bm25 = max(max(bm25.values(), default=0.0), 1e-9)
    return {
        number: dense_weight * max(cosines.get(number, 0.0), 0.0) / top_cosine
        + (1 - dense_weight) * bm25.get(number, 0.0) / top_bm25
        for number in cosines.keys() | bm25.keys()
    }


def _before(text: str, start: int) -> str:
    """Return the last line of text before an offset, or its last `_BEFORE_CHARS` characters."""
    line = text[max(0, start - _BEFORE_CHARS) : start].rstrip().rpartition("\n")[2]
    return "" if line.startswith("#") else line.strip()
