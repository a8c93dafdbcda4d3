"""The evidence step: which sentences of the retrieved passages answer the question, and how surely.

Each sentence retrieved is described by plain features (`qa.features`) and by what the reader makes of it,
where there is one; those that promise most are encoded and looked at closely. Weights fitted on public
questions by `benchmarks/calibrate.py` turn either into one score.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Protocol

import numpy as np

from index.encode import Encoder, TokenVectors
from index.engine import SearchEngine
from qa.answer_spans import answer_span
from qa.calibration import Calibration
from qa.candidates import Candidate, Evidence
from qa.features import (
    CLOSE,
    FEATURES,
    Weights,
    context_of,
    look,
    measure,
    measure_near,
    word_weights,
)
from qa.forms import row_of_form, shares_of_labels
from qa.identifiers import sure_of_identifier
from qa.keys import shares_of_keys
from qa.kinds import sure_of_kind
from qa.labels import said_from
from qa.languages import language_of
from qa.namesakes import sure_of_namesake
from qa.no_answer import sure_of_answer
from qa.question import Question
from qa.read_answers import answer_read
from qa.reading import OnRead, Reading, ToRead
from qa.retrieve import Match, Retrieval
from qa.row_answer import answer_cell
from qa.row_ranges import sure_of_range
from qa.rows import Row, caption_above, row_at
from qa.said_about import at_least_nothing, topic_of
from qa.shares import shares_of, shares_of_new, sure_of_own_year, sure_of_speaker, sure_of_year, sures_of_new
from qa.subject import asked_of, subjects_of
from qa.undated import without_own_date
from qa.whose_words import Speakers

__all__ = ["FEATURES", "READ_FEATURES", "Candidate", "Evidence", "EvidenceFinder", "PassageReader"]

READ_FEATURES = (*FEATURES, "reader_odds", "reader_score", "reader_span")
"""The features where there is a reader."""

LOOKED_AT = 4
"""How many sentences are looked at closely. More find no more on sets left out of the fit, and cost most of
the time of a question without the reader (docs/tried.md)."""
CACHED_SENTENCES = 4_000


class PassageReader(Protocol):
    """What reads passages for a question: `qa.reader.Reader`, or another in its place."""

    def read(
        self, question: str, passages: Sequence[ToRead], on_read: OnRead | None = None
    ) -> list[list[Reading]]:
        """Return, for each passage, a reading of each of its sentences, in order."""
        ...

    def reads(self, language: str | None) -> bool:
        """Return whether it can judge texts in a language, None where that is not known."""
        ...


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

        A sentence counts less that is of an older document where the latest is asked for, that tells of other
        years or codes where some are, that has the words of another where somebody's are, that is a row with
        a name in another cell than is asked for, that is a row or an item with nothing of the kind that is
        asked for, and, for a follow-up, that lacks its own new words.
        """
        weights = word_weights(question, engine)
        candidates = self.candidates(question, retrieval, weights, on_read)
        judges = [self._calibration.judging(read=c.read) for c in candidates]
        told = [
            sure_of_year(question, c)
            * sure_of_identifier(question, c)
            * sure_of_kind(question, c)
            * sure_of_namesake(question, c)
            * sure_of_range(question, c)
            * sure_of_answer(question, c)
            * named
            for c, named in zip(candidates, sures_of_new(question, candidates, weights), strict=True)
        ]
        sures = [
            sure * sure_of_speaker(question, c) * sure_of_own_year(question, c)
            for c, sure in zip(candidates, told, strict=True)
        ]
        new = shares_of_new(question, candidates, weights)
        keys = [
            key * label
            for key, label in zip(
                shares_of_keys(question, candidates), shares_of_labels(question, candidates), strict=True
            )
        ]
        own = shares_of(question, candidates)
        shares = [a * b * c * d for a, b, c, d in zip(own, told, new, keys, strict=True)]
        promise = [judge.promise.probability(c.features) for judge, c in zip(judges, candidates, strict=True)]
        best = sorted(range(len(candidates)), key=lambda i: -promise[i] * shares[i])[:LOOKED_AT]
        closer = self.look(question, [candidates[i] for i in best], weights)
        for i, one in zip(best, closer, strict=True):
            candidates[i] = one
        found = [
            (c.closely, c.as_evidence(score * share, sure))
            for c, score, share, sure in zip(
                candidates, _scores(candidates, promise, judges), shares, sures, strict=True
            )
        ]
        found.sort(
            key=lambda one: (-one[1].score, not one[0], one[1].match.hit.passage.document_id, one[1].start)
        )
        return tuple(evidence for _, evidence in found)

    def candidates(
        self, question: Question, retrieval: Retrieval, weights: Weights, on_read: OnRead | None = None
    ) -> list[Candidate]:
        """Return every candidate sentence, in the order of the passages; `weights` are those of the words."""
        found: list[Candidate] = []
        rows = [
            [row_at(match.document, *span) for span in match.stored.sentences] for match in retrieval.matches
        ]
        speakers, topic = Speakers(question.text), topic_of(question)
        for match, row_or_none, readings in zip(
            retrieval.matches, rows, self._readings(question, retrieval.matches, rows, on_read), strict=True
        ):
            before, near = match.before, measure_near(question, match, weights)
            caption: str | None = None
            for number, ((start, end), row) in enumerate(
                zip(match.stored.sentences, row_or_none, strict=True)
            ):
                text = match.text_at(start, end)
                if row is not None:
                    if caption is None:  # the rows of one table share it
                        caption = caption_above(match.document.text, start)
                    found.append(_row(question, match, (start, end), row, caption, weights))
                    before = ""
                    continue
                caption = None
                label = said_from(text, match.document.media_type)
                own, speaker = speakers.of(match, start, end)
                features = [measure(question, match, text, before, weights, near), np.zeros(len(CLOSE))]
                answer = None
                if readings is not None:
                    reading = readings[number]
                    if topic and own and topic.is_said(text, match, weights):
                        reading = at_least_nothing(reading)
                    features.append(np.asarray([reading.odds, reading.score, reading.span_odds]))
                    answer = answer_read(question, text, reading, label)
                answer = answer or answer_span(question, text, match.language, label)
                found.append(
                    Candidate(
                        match,
                        start,
                        end,
                        before,
                        np.concatenate(features),
                        answer,
                        own=own,
                        speaker=speaker,
                        read=readings is not None,
                    )
                )
                before = text
        return found

    def look(
        self, question: Question, candidates: Sequence[Candidate], weights: Weights, *, around: bool = False
    ) -> list[Candidate]:
        """Return candidates with their `CLOSE` features.

        What stands around a sentence is encoded too where no reader has read it with the sentence, or always
        if `around` is wanted.
        """
        texts = [
            (one.told, *((one.before, context_of(one.match)) if around or not one.read else ("", "")))
            for one in candidates
        ]
        vectors = self.vectors([question.text, *chain(*texts)])
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
        self,
        question: Question,
        matches: Sequence[Match],
        rows: Sequence[Sequence[Row | None]],
        on_read: OnRead | None,
    ) -> list[list[Reading] | None]:
        """Return what the reader makes of the sentences of each passage, answers counted from their starts.

        None of passages that are not read: those of nothing but rows, those in a language that the reader
        doesn't know, and all for a topic.
        """
        reader = self._reader
        if reader is None or question.topic:
            return [None] * len(matches)
        reads = [
            None in some and reader.reads(_language(match)) for match, some in zip(matches, rows, strict=True)
        ]
        to_read = [match for match, read in zip(matches, reads, strict=True) if read]
        subjects = subjects_of(question)
        passages = [
            ToRead(
                context_of(match),
                match.before,
                match.hit.text,
                tuple(
                    (a - match.hit.passage.start, b - match.hit.passage.start)
                    for a, b in match.stored.sentences
                ),
                without_own_date(asked_of(question, subjects, match), match),
            )
            for match in to_read
        ]
        if on_read is not None:
            for _ in matches[len(to_read) :]:
                on_read()
        read = iter(reader.read(question.text, passages, on_read) if passages else ())
        return [
            _placed(match, next(read)) if one else None for match, one in zip(matches, reads, strict=True)
        ]

    def odds_of_row(self, question: Question, row: Evidence) -> float | None:
        """Return the reader's log-odds that a row, spelled out, answers; None where nothing reads it."""
        reader, match = self._reader, row.match
        if reader is None or question.topic or not reader.reads(_language(match)):
            return None
        caption = caption_above(match.document.text, row.start)
        to_read = ToRead(context_of(match), caption, row.words, ((0, len(row.words)),))
        return reader.read(question.text, [to_read])[0][0].odds

    def vectors(self, texts: Sequence[str]) -> dict[str, TokenVectors]:
        """Return the vectors of texts by text; those that are not kept are encoded."""
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


def _scores(
    candidates: Sequence[Candidate], promise: Sequence[float], judges: Sequence[Calibration]
) -> list[float]:
    """Return the score of each; none is above the best of those that were looked at closely.

    `promise` is the score of each by its plain features, and `judges` what judges each.

    The first must be one of these, for the confidence is judged by what was seen of it.
    """
    scores = [
        judge.sentence.probability(c.features) if c.closely else plainly
        for c, plainly, judge in zip(candidates, promise, judges, strict=True)
    ]
    best = max((score for c, score in zip(candidates, scores, strict=True) if c.closely), default=1.0)
    return [min(score, best) for score in scores]


def _row(
    question: Question, match: Match, place: tuple[int, int], row: Row, caption: str, weights: Weights
) -> Candidate:
    """Return a row of a table as a candidate: its caption says what of, the rows beside it nothing."""
    row = replace(row, words=row_of_form(question, match.document, row))
    caption = caption if "|" in match.text_at(*place) else ""
    near = measure_near(question, match, weights, f"{caption} {row.words}")
    plain = measure(question, match, row.words, caption, weights, near)
    answer = answer_cell(question, match.text_at(*place), row, match.language)
    return Candidate(match, *place, caption, np.concatenate([plain, np.zeros(len(CLOSE))]), answer, row)


def _language(match: Match) -> str | None:
    """Return the language of a passage: its document's, or English where the passage itself is."""
    language = match.language
    return language if language in (None, "en") else language_of(match.hit.text, language)


def _placed(match: Match, readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings of a passage with their answers counted from the starts of its sentences."""
    offset = match.hit.passage.start
    places = zip(match.stored.sentences, readings, strict=True)
    return [reading.within(start - offset, end - offset) for (start, end), reading in places]
