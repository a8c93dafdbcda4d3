"""The evidence step: which sentences of the retrieved passages answer the question, and how surely.

Each candidate sentence is described by the features of `qa.features` and by what the reader makes of it,
where there is one; weights fitted on public questions by `benchmarks/calibrate.py` turn them into one
score.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from index.encode import Encoder, TokenVectors
from index.engine import SearchEngine
from qa.calibration import Calibration
from qa.features import FEATURES, Features, Weights, context_of, describe, stems_met, word_weights
from qa.figures import figures
from qa.question import Question, answer_span
from qa.reading import OnRead, Reading, ToRead
from qa.retrieve import Match, Retrieval

__all__ = ["FEATURES", "READ_FEATURES", "Candidate", "Evidence", "EvidenceFinder", "PassageReader"]

READ_FEATURES = (*FEATURES, "reader_odds", "reader_score", "reader_span")
"""The features where there is a reader."""

MAX_ENCODED = 40
"""How many sentences not seen before are encoded for one question; the rest are judged by their stems."""
CACHED_SENTENCES = 4_000
OLDER_SHARE = 0.5
"""What a sentence counts whose document is older than another, where the latest is asked for."""


class PassageReader(Protocol):
    """What reads passages for a question: `qa.reader.Reader`, or another in its place."""

    def read(
        self, question: str, passages: Sequence[ToRead], on_read: OnRead | None = None
    ) -> list[list[Reading]]:
        """Return, for each passage, a reading of each of its sentences, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: its place in its document, its features, and the answer's span in it."""

    match: Match
    start: int
    end: int
    features: Features
    answer: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer: its place in its document, its score (0–1), and the answer's span.

    `answer` counts from the start of the sentence. `features` are those of the finder, in order.
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
        return self.match.text_at(self.start, self.end)


class EvidenceFinder:
    """Scores the sentences of retrieved passages; keeps the vectors of sentences seen of late."""

    def __init__(
        self,
        encoder: Encoder,
        calibration: Calibration,
        reader: PassageReader | None = None,
        cached_sentences: int = CACHED_SENTENCES,
    ) -> None:
        """Take the encoder that the index was made with, the weights fitted for it, and the reader if any."""
        self._encoder = encoder
        self._calibration = calibration
        self._reader = reader
        self._cached_sentences = cached_sentences
        self._cache: OrderedDict[str, TokenVectors] = OrderedDict()
        self._lock = threading.Lock()

    def find_evidence(
        self, question: Question, retrieval: Retrieval, engine: SearchEngine, on_read: OnRead | None = None
    ) -> tuple[Evidence, ...]:
        """Return every sentence of the retrieved passages, the best first.

        Asked how things stand now, a sentence of an older document than the newest counts less.
        """
        newest = max((match.date or "" for match in retrieval.matches), default="") if question.latest else ""
        found = [
            Evidence(
                c.match,
                c.start,
                c.end,
                self._calibration.sentence_score(c.features)
                * (OLDER_SHARE if (c.match.date or newest) < newest else 1.0),
                c.answer,
                tuple(c.features),
            )
            for c in self.candidates(question, retrieval, engine, on_read)
        ]
        return tuple(sorted(found, key=lambda e: (-e.score, e.match.hit.passage.document_id, e.start)))

    def candidates(
        self, question: Question, retrieval: Retrieval, engine: SearchEngine, on_read: OnRead | None = None
    ) -> list[Candidate]:
        """Return every candidate sentence, in the order of the passages."""
        places = [(match, *span) for match in retrieval.matches for span in match.stored.sentences]
        texts = [match.text_at(start, end) for match, start, end in places]
        weights = word_weights(question, engine)
        order = _by_stems(question, places, texts, weights)
        headings = [text for match in retrieval.matches for text in (context_of(match), match.before)]
        vectors = self._vectors([question.text, *headings, *(texts[i] for i in order)])
        readings = self._readings(question, retrieval.matches, on_read)
        found: list[Candidate] = []
        for index, (match, start, end) in enumerate(places):
            before = texts[index - 1] if index and places[index - 1][0] is match else match.before
            features = describe(question, match, texts[index], before, weights, vectors)
            answer = None
            if readings is not None:
                reading = readings[index]
                features = np.append(features, [reading.odds, reading.score, reading.span_odds])
                answer = _answer(question, texts[index], reading)
            answer = answer or answer_span(question, texts[index])
            found.append(Candidate(match, start, end, features, answer))
        return found

    def _readings(
        self, question: Question, matches: Sequence[Match], on_read: OnRead | None
    ) -> list[Reading] | None:
        """Return what the reader makes of every sentence of every passage, answers counted from its start."""
        if self._reader is None:
            return None
        passages = [
            ToRead(
                context_of(match),
                match.before,
                match.hit.text,
                tuple(
                    (a - match.hit.passage.start, b - match.hit.passage.start)
                    for a, b in match.stored.sentences
                ),
            )
            for match in matches
        ]
        found: list[Reading] = []
        read = self._reader.read(question.text, passages, on_read)
        for passage, readings in zip(passages, read, strict=True):
            for (start, end), reading in zip(passage.sentences, readings, strict=True):
                found.append(reading.within(start, end))
        return found

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
            while len(self._cache) > self._cached_sentences:
                self._cache.popitem(last=False)
        return known


def _answer(question: Question, sentence: str, reading: Reading) -> tuple[int, int] | None:
    """Return the answer that the reader sees; where a figure is asked for, the whole figure in it."""
    if reading.answer is None or question.kind != "figure":
        return reading.answer
    start, end = reading.answer
    inside = [(f.start, f.end) for f in figures(sentence) if f.start < end and f.end > start]
    return inside[0] if len(inside) == 1 else None


def _by_stems(
    question: Question,
    places: Sequence[tuple[Match, int, int]],
    texts: Sequence[str],
    weights: Weights,
) -> list[int]:
    """Return the indices of sentences, the most promising first: by shared words and by passage."""

    def promise(index: int) -> float:
        match = places[index][0]
        return stems_met(question, texts[index], match.language, weights) + match.hit.score

    return sorted(range(len(texts)), key=lambda index: (-promise(index), index))
