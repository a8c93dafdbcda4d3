"""The evidence step: which sentences of the retrieved passages answer the question, and how surely.

Each candidate sentence is described by the features of `qa.features`; weights fitted on public questions
by `benchmarks/calibrate.py` turn them into one score. `find_evidence` is the one seam behind which a
trained reader takes its place.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from index.encode import Encoder, TokenVectors
from index.engine import SearchEngine
from qa.calibration import Calibration
from qa.features import FEATURES, Features, Weights, context_of, describe, stems_met, word_weights
from qa.question import Question, answer_span
from qa.retrieve import Match, Retrieval

__all__ = ["FEATURES", "Evidence", "EvidenceFinder"]

MAX_ENCODED = 40
"""How many sentences not seen before are encoded for one question; the rest are judged by their stems."""
_CACHED_SENTENCES = 4_000


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
        return self.match.text_at(self.start, self.end)


class EvidenceFinder:
    """Scores the sentences of retrieved passages; keeps the vectors of sentences seen of late."""

    def __init__(self, encoder: Encoder, calibration: Calibration) -> None:
        """Take the encoder that the index was made with, and the fitted weights."""
        self._encoder = encoder
        self._calibration = calibration
        self._cache: OrderedDict[str, TokenVectors] = OrderedDict()
        self._lock = threading.Lock()

    def find_evidence(
        self, question: Question, retrieval: Retrieval, engine: SearchEngine
    ) -> tuple[Evidence, ...]:
        """Return every sentence of the retrieved passages, the best first."""
        found: list[Evidence] = []
        for match, start, end, features in self.features(question, retrieval, engine):
            score = self._calibration.sentence_score(features)
            quote = match.text_at(start, end)
            found.append(Evidence(match, start, end, score, answer_span(question, quote), tuple(features)))
        return tuple(sorted(found, key=lambda e: (-e.score, e.match.hit.passage.document_id, e.start)))

    def features(
        self, question: Question, retrieval: Retrieval, engine: SearchEngine
    ) -> list[tuple[Match, int, int, Features]]:
        """Return (match, start, end, features) of every candidate sentence."""
        places = [(match, *span) for match in retrieval.matches for span in match.stored.sentences]
        texts = [match.text_at(start, end) for match, start, end in places]
        weights = word_weights(question, engine)
        order = _by_stems(question, places, texts, weights)
        headings = [text for match in retrieval.matches for text in (context_of(match), match.before)]
        vectors = self._vectors([question.text, *headings, *(texts[i] for i in order)])
        described: list[tuple[Match, int, int, Features]] = []
        for index, (match, start, end) in enumerate(places):
            before = texts[index - 1] if index and places[index - 1][0] is match else match.before
            features = describe(question, match, texts[index], before, weights, vectors)
            described.append((match, start, end, features))
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
