"""The evidence step: which sentences of the retrieved passages answer the question, and how surely.

Each sentence retrieved is described by plain features (`qa.features`) and by what the reader makes of it,
where there is one; those that promise most are encoded and looked at closely. Weights fitted on public
questions by `benchmarks/calibrate.py` turn either into one score.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Protocol

import numpy as np

from index.encode import Encoder, TokenVectors
from index.engine import SearchEngine
from qa.calibration import Calibration
from qa.features import (
    CLOSE,
    FEATURES,
    Features,
    Weights,
    context_of,
    look,
    measure,
    measure_near,
    word_weights,
)
from qa.figures import years
from qa.question import Question, answer_span, figure_asked_for, is_asked
from qa.reading import OnRead, Reading, ToRead
from qa.retrieve import Match, Retrieval
from qa.speaker import asked_speaker, speaks

__all__ = ["FEATURES", "READ_FEATURES", "Candidate", "Evidence", "EvidenceFinder", "PassageReader"]

READ_FEATURES = (*FEATURES, "reader_odds", "reader_score", "reader_span")
"""The features where there is a reader."""

LOOKED_AT = 4
"""How many sentences are looked at closely. More find no more on sets left out of the fit, and cost most of
the time of a question without the reader (docs/quality.md)."""
CACHED_SENTENCES = 4_000
OLDER_SHARE = 0.5
"""What a sentence counts whose document is older than another, where the latest is asked for."""
OTHER_YEAR_SURE = 0.5
"""What a sentence that tells of years of which none is asked for counts, and how sure it may be found."""
OTHERS_SHARE = 0.5
"""What a sentence counts that says whose words it gives, where those of somebody else are asked for."""


class PassageReader(Protocol):
    """What reads passages for a question: `qa.reader.Reader`, or another in its place."""

    def read(
        self, question: str, passages: Sequence[ToRead], on_read: OnRead | None = None
    ) -> list[list[Reading]]:
        """Return, for each passage, a reading of each of its sentences, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: its place in its document, its features, and the answer's span in it.

    `before` is what stands before it in its document. `closely` says whether it was looked at closely: the
    `CLOSE` features are 0 otherwise.
    """

    match: Match
    start: int
    end: int
    before: str
    features: Features
    answer: tuple[int, int] | None
    closely: bool = False

    @property
    def text(self) -> str:
        """The sentence as it stands in its document."""
        return self.match.text_at(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer: its place in its document, its score (0–1), and the answer's span.

    `answer` counts from the start of the sentence. `features` are those of the finder, in order. `sure` is
    how sure one can be of its year (see `_sure_of_year`).
    """

    match: Match
    start: int
    end: int
    score: float
    answer: tuple[int, int] | None
    features: tuple[float, ...]
    sure: float = 1.0

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

        A sentence of an older document counts less where the latest is asked for, one that tells of other
        years where some are, and one with the words of another where somebody's are.
        """
        weights = word_weights(question, engine)
        candidates = self.candidates(question, retrieval, weights, on_read)
        sure_of_year = [_sure_of_year(question, c) for c in candidates]
        shares = [a * b for a, b in zip(_shares(question, candidates), sure_of_year, strict=True)]
        promise = [self._calibration.promise.probability(c.features) for c in candidates]
        best = sorted(range(len(candidates)), key=lambda i: -promise[i] * shares[i])[:LOOKED_AT]
        closer = self.look(question, [candidates[i] for i in best], weights, around=not self._reader)
        for i, one in zip(best, closer, strict=True):
            candidates[i] = one
        found = [
            (c.closely, Evidence(c.match, c.start, c.end, score * share, c.answer, tuple(c.features), sure))
            for c, score, share, sure in zip(
                candidates, self._scores(candidates, promise), shares, sure_of_year, strict=True
            )
        ]
        found.sort(
            key=lambda one: (-one[1].score, not one[0], one[1].match.hit.passage.document_id, one[1].start)
        )
        return tuple(evidence for _, evidence in found)

    def _scores(self, candidates: Sequence[Candidate], promise: Sequence[float]) -> list[float]:
        """Return the score of each; none is above the best of those that were looked at closely.

        `promise` is the score of each by its plain features.

        The first must be one of these, for the confidence is judged by what was seen of it.
        """
        closely = self._calibration.sentence.probability
        best = max((closely(c.features) for c in candidates if c.closely), default=1.0)
        return [
            closely(c.features) if c.closely else min(plainly, best)
            for c, plainly in zip(candidates, promise, strict=True)
        ]

    def candidates(
        self, question: Question, retrieval: Retrieval, weights: Weights, on_read: OnRead | None = None
    ) -> list[Candidate]:
        """Return every candidate sentence, in the order of the passages; `weights` are those of the words."""
        found: list[Candidate] = []
        readings = self._readings(question, retrieval.matches, on_read)
        for match in retrieval.matches:
            before, near = match.before, measure_near(question, match, weights)
            for start, end in match.stored.sentences:
                text = match.text_at(start, end)
                features = [measure(question, match, text, before, weights, near), np.zeros(len(CLOSE))]
                answer = None
                if readings is not None:
                    reading = readings[len(found)]
                    features.append(np.asarray([reading.odds, reading.score, reading.span_odds]))
                    answer = _answer(question, text, reading)
                answer = answer or answer_span(question, text)
                found.append(Candidate(match, start, end, before, np.concatenate(features), answer))
                before = text
        return found

    def look(
        self, question: Question, candidates: Sequence[Candidate], weights: Weights, *, around: bool
    ) -> list[Candidate]:
        """Return candidates with their `CLOSE` features.

        What stands `around` a sentence is encoded too where no reader has read it with the sentence.
        """
        beside = [(one.before, context_of(one.match)) if around else ("", "") for one in candidates]
        texts = [(one.text, *others) for one, others in zip(candidates, beside, strict=True)]
        vectors = self._vectors([question.text, *chain(*texts)])
        found: list[Candidate] = []
        for one, (text, before, above) in zip(candidates, texts, strict=True):
            features = one.features.copy()
            features[len(FEATURES) - len(CLOSE) : len(FEATURES)] = look(
                question,
                weights,
                vectors[question.text],
                vectors[text],
                vectors.get(before),
                vectors.get(above),
            )
            found.append(replace(one, features=features, closely=True))
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
        """Return vectors by text; those that are not kept are encoded."""
        wanted = [text for text in dict.fromkeys(texts) if text]
        with self._lock:
            known = {text: self._cache[text] for text in wanted if text in self._cache}
        new = [text for text in wanted if text not in known]
        known |= dict(zip(new, self._encoder.encode_tokens(new), strict=True)) if new else {}
        with self._lock:
            for text in wanted:
                if text in known:
                    self._cache[text] = known[text]
                    self._cache.move_to_end(text)
            while len(self._cache) > self._cached_sentences:
                self._cache.popitem(last=False)
        return known


def _shares(question: Question, candidates: Sequence[Candidate]) -> list[float]:
    """Return what each sentence counts (0-1), by its date and by whose words it gives.

    Words of others count less only where a sentence gives words to the one that is asked for: else it is not
    known here who that is.
    """
    newest = max((c.match.date or "" for c in candidates), default="") if question.latest else ""
    asked = asked_speaker(question.text)
    speaking = [speaks(asked, c.text) if asked else None for c in candidates]
    others = OTHERS_SHARE if True in speaking else 1.0
    return [
        (OLDER_SHARE if (c.match.date or newest) < newest else 1.0) * (others if own is False else 1.0)
        for c, own in zip(candidates, speaking, strict=True)
    ]


def _sure_of_year(question: Question, candidate: Candidate) -> float:
    """Return how sure an answer can be of its year: less where a sentence tells of others than are asked for.

    These are the years that it names, or that the sentence before it does, or what stands above them, or else
    its document's.
    """
    if not question.years:
        return 1.0
    match = candidate.match
    told = (candidate.text, candidate.before, context_of(match), match.date or "")
    named = next((found for text in told if (found := years(text))), question.years)
    return 1.0 if named & question.years else OTHER_YEAR_SURE


def _answer(question: Question, sentence: str, reading: Reading) -> tuple[int, int] | None:
    """Return the answer that the reader sees, or None where what it sees can be none.

    Where a figure is asked for, it is the whole figure, if any.
    """
    if reading.answer is None or is_asked(question, sentence[slice(*reading.answer)]):
        return None
    if question.kind == "figure":
        return figure_asked_for(question, sentence, *reading.answer)
    return reading.answer
