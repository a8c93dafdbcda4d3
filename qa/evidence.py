"""The evidence step: which sentences of the retrieved passages answer the question, and how surely.

Each candidate sentence is described by a few features: how well the question's words are met by the
sentence's words in their contexts (the late interaction of ColBERT, Khattab and Zaharia 2020, weighted
by inverse document frequency), how alike both are as wholes, how well the passage matches, and whether
the sentence holds what kind of thing is asked for. A logistic regression, fitted on public questions by
`benchmarks/calibrate.py`, turns them into one score. `find_evidence` is the one seam behind which a
trained reader takes its place.
"""

import math
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.encode import Encoder, TokenVectors
from index.engine import SearchEngine
from index.tokens import tokens
from qa.calibration import Calibration
from qa.figures import years
from qa.question import Question, answer_span, has_answer_of_kind
from qa.retrieve import Match, Retrieval

if TYPE_CHECKING:
    from qa.reader import Reader, Reading

__all__ = ["FEATURES", "READER_FEATURES", "Evidence", "EvidenceFinder", "describe"]

FEATURES = (
    "words_met", "words_met_with_context", "rarest_word_met", "stems_met", "meaning", "passage_score",
    "passage_meaning", "kind_met", "log_length", "year_agrees", "words_met_by_title",
)  # fmt: skip
READER_FEATURES = (*FEATURES, "reader_odds")
"""With the reader, its log odds are one more feature, clipped to ±10."""
MAX_ENCODED = 40
"""How many sentences not seen before are encoded for one question; the rest are judged by their stems."""
_CACHED_SENTENCES = 4_000
_CONTEXT_WEIGHT = 0.9

Features = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer: its place in its document, its score (0–1), and the answer's span.

    `answer` counts from the start of the sentence. `features` are those of `FEATURES`, in order.
    """

    match: Match
    start: int
    end: int
    score: float
    answer: tuple[int, int] | None
    features: tuple[float, ...]

    @property
    def quote(self) -> str:
        """The sentence as it stands in its document."""
        offset = self.match.hit.passage.start
        return self.match.hit.text[self.start - offset : self.end - offset]


class EvidenceFinder:
    """Scores the sentences of retrieved passages; keeps the vectors of sentences seen of late."""

    def __init__(self, encoder: Encoder, calibration: Calibration, reader: "Reader | None" = None) -> None:
        """Take the encoder that the index was made with, the fitted weights, and a reader or none."""
        self._encoder = encoder
        self._calibration = calibration
        self._reader = reader
        self._cache: OrderedDict[str, TokenVectors] = OrderedDict()
        self._lock = threading.Lock()

    def find_evidence(
        self, question: Question, retrieval: Retrieval, engine: SearchEngine
    ) -> tuple[Evidence, ...]:
        """Return every sentence of the retrieved passages, the best first."""
        found: list[Evidence] = []
        for match, start, end, features, reading in self.features(question, retrieval, engine):
            score = self._calibration.sentence_score(features)
            quote = match.hit.text[start - match.hit.passage.start : end - match.hit.passage.start]
            answer = answer_span(question, quote) or (reading.answer if reading else None)
            found.append(Evidence(match, start, end, score, answer, tuple(features)))
        return tuple(sorted(found, key=lambda e: (-e.score, e.match.hit.passage.document_id, e.start)))

    def features(
        self, question: Question, retrieval: Retrieval, engine: SearchEngine
    ) -> "list[tuple[Match, int, int, Features, Reading | None]]":
        """Return (match, start, end, features, what the reader says) of every candidate sentence."""
        places = [(match, *span) for match in retrieval.matches for span in match.stored.sentences]
        texts = [_slice(match, start, end) for match, start, end in places]
        weights = _weights(question, engine)
        order = _by_stems(question, places, texts, weights)
        headings = [_context(match) for match in retrieval.matches]
        vectors = self._vectors([question.text, *headings, *(texts[i] for i in order)])
        readings: list[Reading | None] = [None] * len(places)
        if self._reader is not None:
            readings = [r for rows in self._reader.read(question.text, retrieval.matches) for r in rows]
        described: list[tuple[Match, int, int, Features, Reading | None]] = []
        for index, (match, start, end) in enumerate(places):
            before = texts[index - 1] if index and places[index - 1][0] is match else ""
            features = describe(question, match, texts[index], before, weights, vectors)
            reading = readings[index]
            if reading is not None:
                features = np.append(features, np.clip(reading.odds, -10.0, 10.0))
            described.append((match, start, end, features, reading))
        return described

    def _vectors(self, texts: Sequence[str]) -> dict[str, TokenVectors]:
        """Return vectors by text; of the texts that are not kept, the first `MAX_ENCODED` are encoded."""
        wanted = [text for text in dict.fromkeys(texts) if text]
        with self._lock:
            known = {text: self._cache[text] for text in wanted if text in self._cache}
        new = [text for text in wanted if text not in known][:MAX_ENCODED]
        known |= dict(zip(new, self._encoder.encode_tokens(new), strict=True)) if new else {}
        with self._lock:
            for text in wanted:
                if text in known:
                    self._cache[text] = known[text]
                    self._cache.move_to_end(text)
            while len(self._cache) > _CACHED_SENTENCES:
                self._cache.popitem(last=False)
        return known


def _slice(match: Match, start: int, end: int) -> str:
    offset = match.hit.passage.start
    return match.hit.text[start - offset : end - offset]


def _context(match: Match) -> str:
    """Return what stands above a passage: its title and headings."""
    heading = match.hit.passage.heading
    return heading if match.title in heading else f"{match.title} › {heading}".strip(" ›")


def _weights(question: Question, engine: SearchEngine) -> NDArray[np.float64]:
    """Return the weight of each content word: its share × its inverse document frequency; sum 1."""
    total = len(engine)
    counts = np.asarray([engine.frequency(word.form) for word in question.content], dtype=np.float64)
    weights = np.log1p((total - counts + 0.5) / (counts + 0.5))
    weights = np.maximum(weights, 0.05) * np.asarray([word.share for word in question.content])
    return np.asarray(weights / max(weights.sum(), 1e-9), dtype=np.float64)


def _by_stems(
    question: Question,
    places: Sequence[tuple[Match, int, int]],
    texts: Sequence[str],
    weights: NDArray[np.float64],
) -> list[int]:
    """Return the indices of sentences, the most promising first: by shared words and by passage."""

    def promise(index: int) -> float:
        match = places[index][0]
        return _stems_met(question, texts[index], match.language, weights) + match.hit.score

    return sorted(range(len(texts)), key=lambda index: (-promise(index), index))


def _stems_met(question: Question, text: str, language: str | None, weights: NDArray[np.float64]) -> float:
    stems = set(tokens(text, language))
    met = [bool(stems.intersection(tokens(word.form, language))) for word in question.content]
    return float(weights @ np.asarray(met, dtype=np.float64))


def describe(
    question: Question,
    match: Match,
    sentence: str,
    before: str,
    weights: NDArray[np.float64],
    vectors: dict[str, TokenVectors],
) -> Features:
    """Return the features of one sentence, in the order of `FEATURES`.

    `weights` has shape (content words,) and sums to 1; sentences without vectors are judged by stems.
    """
    stems_met = _stems_met(question, sentence, match.language, weights)
    asked, seen = vectors[question.text], vectors.get(sentence)
    if seen is None or not len(seen.vectors):
        met = np.zeros(len(question.content))
        met_near = met
        meaning = match.cosine
        title_met = 0.0
    else:
        met = _words_met(question, asked, seen)
        near = [vectors[text] for text in (before, _context(match)) if text in vectors]
        met_near = np.max([met, *(_CONTEXT_WEIGHT * _words_met(question, asked, v) for v in near)], axis=0)
        meaning = float(asked.whole @ seen.whole)
        title = vectors.get(_context(match))
        title_met = float(weights @ _words_met(question, asked, title)) if title is not None else 0.0
    named = years(sentence) | years(match.hit.passage.heading) | years(match.date or "")
    agrees = 0.0
    if question.years and named:
        agrees = 1.0 if question.years & named else -1.0
    return np.asarray(
        [
            float(weights @ met),
            float(weights @ met_near),
            float(met_near[int(np.argmax(weights))]),
            stems_met,
            meaning,
            match.hit.score,
            match.cosine,
            has_answer_of_kind(question, sentence),
            math.log1p(len(sentence)),
            agrees,
            title_met,
        ]
    )


def _words_met(question: Question, asked: TokenVectors, seen: TokenVectors) -> NDArray[np.float64]:
    """Return, for each content word, how well it is met: the mean over its tokens of the best cosine."""
    if not len(seen.vectors) or not len(asked.vectors):
        return np.zeros(len(question.content))
    best = (asked.vectors @ seen.vectors.T).max(axis=1)
    met = np.zeros(len(question.content))
    for index, word in enumerate(question.content):
        inside = (asked.spans[:, 0] < word.end) & (asked.spans[:, 1] > word.start)
        met[index] = float(best[inside].mean()) if inside.any() else 0.0
    return met
