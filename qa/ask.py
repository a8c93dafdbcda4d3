"""Asking: from a question, and the conversation before it, to one checked answer."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import count, takewhile

from index.encode import Encoder
from index.errors import EncoderError
from index.library import Library
from index.types import EVERYTHING, Scope
from qa.amendments import amending
from qa.answer import answer_features, build_statements, listed
from qa.asked import asked_question
from qa.calibration import Calibration, load_calibration
from qa.captions import asked_caption, caption_evidence
from qa.clarify import ask_back, may_ask_back
from qa.clauses import asked_clause, clause_evidence
from qa.comparison import compared, side_by_side
from qa.evidence import Evidence, EvidenceFinder, PassageReader
from qa.features import word_weights
from qa.followup import resolve
from qa.found import Found, apart, nearest_passages, surely_found
from qa.lists import best_first, has_as_many, whole_list, would_be_cut
from qa.overview import is_by_nobody_known, openings, outlines, text_asked_about, texts_listed, texts_meant
from qa.parts import questions_in, together
from qa.question import Question, names_several, read_question
from qa.reading import OnRead
from qa.retrieve import Match, Retrieval, retrieve
from qa.row_choice import chosen_rows
from qa.row_reading import confidence_of_row
from qa.sections import (
    SectionWeights,
    choose_section,
    load_section_weights,
    may_ask_for_section,
    measured_sections,
    section_evidence,
)
from qa.shares import less_given, spoken_by_asked, unsaid
from qa.standalone import Standalone
from qa.topic import asks_for_overview
from qa.turns import asks_nothing, is_chatter
from qa.types import Answer, Looking
from qa.ways import Way, every_document, look_up, ways_to_ask

__all__ = ["Asker", "Notify"]

Notify = Callable[[Looking], None]
"""What is told how far an answer is, from any thread."""

STATED_CONFIDENCE = 0.95
"""How sure a clause is that was asked for by its number, and what a document is about: set, not fitted."""
CHOSEN_CONFIDENCE = 0.7
"""How sure rows are at least that have what is asked for among all of their table: set, not fitted."""


class Asker:
    """Answers questions over one library; safe to use from many threads."""

    def __init__(
        self,
        library: Library,
        encoder: Encoder,
        calibration: Calibration | None = None,
        reader: PassageReader | None = None,
        section_weights: SectionWeights | None = None,
    ) -> None:
        """Take an open library, the encoder that it was made with, and what reads passages, if anything.

        What was fitted for answering so is taken where nothing else is given.
        """
        self._library = library
        self._encoder = encoder
        self._calibration = calibration or load_calibration(reader=reader is not None)
        self._reads = reader is not None
        self._finder = EvidenceFinder(encoder, self._calibration, reader)
        self._section_weights = section_weights or load_section_weights(reader=self._reads)

    def ask(
        self,
        question: str,
        history: Sequence[Answer] = (),
        scope: Scope = EVERYTHING,
        notify: Notify | None = None,
    ) -> Answer:
        """Return the answer, from the documents of a scope, to a question asked after `history`.

        The oldest answer of the history comes first. `notify` is told which passages were found, and of each
        when it is read. Raises FootnoteError for an empty or far too long question, for an index or a scope
        without documents, and for an index that was made with another model.
        """
        question = asked_question(question)
        self._check_model()
        self._library.require_documents()
        if scope:
            self._library.within(scope)
        seconds: dict[str, float] = {}
        told = notify or (lambda looking: None)
        with _timed(seconds, "total"):
            answer = self._answer(question, history, scope, seconds, told)
            answer = self._in_parts(answer, history, scope, told)
        return replace(answer, scope=scope, seconds=seconds)

    @property
    def library(self) -> Library:
        """The library that is asked."""
        return self._library

    def ranked_documents(self, question: str, k: int = 50, scope: Scope = EVERYTHING) -> tuple[str, ...]:
        """Return the ids of the documents whose passages match best, among the `k` best passages."""
        found = retrieve(self._library, self._encoder, question, k, scope)
        return tuple(match.document.id for match in found.of_documents)

    def _check_model(self) -> None:
        made_with = self._library.model_id
        if made_with and made_with != self._encoder.model_id:
            raise EncoderError(
                f"the index was made with {made_with}, the model given is {self._encoder.model_id}: "
                "run 'footnote index' with this model, or ask with the other"
            )

    def _in_parts(self, whole: Answer, history: Sequence[Answer], scope: Scope, notify: Notify) -> Answer:
        """Return the answer to a message, in parts where it asks several questions.

        Each is asked after those before it: "Who owns the mill, and when did she buy it?".
        """
        answers: list[Answer] = []
        for part in questions_in(whole.question):
            answers.append(self._answer(part, [*history, *answers], scope, {}, notify))
        return together(whole, answers)

    def _answer(
        self,
        question: str,
        history: Sequence[Answer],
        scope: Scope,
        seconds: dict[str, float],
        notify: Notify,
    ) -> Answer:
        with _timed(seconds, "follow-up"):
            standalone = resolve(question, history)
        if asks_for_overview(question, first=not history):
            return self._overview(question, scope, seconds)
        about = text_asked_about(standalone.own)
        if is_chatter(question) or (about is None and asks_nothing(standalone.text)):
            return Answer(question, standalone.text, False, 0.0, seconds=seconds)
        if both := self._compared(standalone, scope, notify):
            return replace(both, question=question, seconds=seconds)
        return self._answer_one(question, standalone, history, scope, seconds, notify)

    def _answer_one(
        self,
        question: str,
        standalone: Standalone,
        history: Sequence[Answer],
        scope: Scope,
        seconds: dict[str, float],
        notify: Notify,
    ) -> Answer:
        """Return the answer to a question that stands on its own, asked as a whole."""
        with _timed(seconds, "retrieve"):
            standalone, retrieval, within = look_up(self._library, self._encoder, standalone, scope)
            ways = ways_to_ask(self._library, self._encoder, standalone, retrieval, within)
        for way in ways:
            stated = self._stated(question, way, within, scope, seconds)
            if stated is not None:
                return replace(stated, standalone_question=standalone.text)
        if _asks_by_number(standalone.own):  # which no passage is about
            every = every_document(self._library, self._encoder, standalone, within)
            stated = self._stated(question, Way(standalone, every), within, scope, seconds)
            if stated is not None:
                return stated
        with _timed(seconds, "read"):
            found, way = self._first_found(ways, notify)
        retrieval = way.retrieval
        asked = (question, (way.asked if way.leans else standalone).text)
        with _timed(seconds, "answer"):
            back = (
                ask_back(question, retrieval.matches)
                if may_ask_back(question, history, found.unsure)
                else None
            )
            if found.unsure or back:
                nearest = nearest_passages(found.evidence, retrieval)
                return Answer(
                    *asked, False, found.confidence, nearest=nearest, seconds=seconds, clarification=back
                )
            amended = amending(found.evidence[0], self._library, self._encoder, scope)
            if found.whole:
                statements, differing = listed([*found.evidence, *amended])
            else:
                statements, differing = build_statements(found.asked, found.evidence, amended)
        return Answer(*asked, True, found.confidence, statements, differing=differing, seconds=seconds)

    def _compared(self, standalone: Standalone, scope: Scope, notify: Notify) -> Answer | None:
        """Return the answers to both halves of a question that compares, side by side, if both have one."""
        halves = None if standalone.context else compared(standalone.own)
        if halves is None:
            return None
        each = (self._answer_one(half, Standalone(half), (), scope, {}, notify) for half in halves)
        answers = [*takewhile(lambda one: one.answered, each)]
        statements = side_by_side(answers) if len(answers) == len(halves) else ()
        asked = standalone.text
        sure = min((one.confidence for one in answers), default=0.0)
        return Answer(asked, asked, True, sure, statements) if statements else None

    def _first_found(self, ways: Sequence[Way], notify: Notify) -> tuple[Found, Way]:
        """Return the first that answers, of the ways to ask a question; where none does, of the whole one."""
        tried: list[tuple[Found, Way]] = []
        best: tuple[Found, Way] | None = None
        for way in ways:
            if best and not best[0].unsure and not way.may_be_surer(best[0].confidence, best[0].evidence[0]):
                break
            found = self._found(way, _counting(way.retrieval.matches, notify))
            found = self._row_read(self._whole(found, way.retrieval))
            tried.append((found if way.sure == 1 else self._less_sure(found, way.sure), way))
            best = (
                max(best, tried[-1], key=surely_found) if best and (way.beside or way.series) else tried[-1]
            )
        if best and not best[0].unsure:
            return best
        return next(one for one, way in zip(tried, ways, strict=True) if way.whole)

    def _less_sure(self, found: Found, share: float) -> Found:
        """Return what was found with a share of its confidence."""
        confidence = found.confidence * share
        unsure = found.unsure or confidence < self._calibration.threshold
        return replace(found, confidence=confidence, unsure=unsure)

    def _found(self, way: Way, on_read: OnRead) -> Found:
        """Return the evidence for a question, or for the topic that it names.

        A few words that name a topic may ask something of it ("lukashenko best result"), which a reader sees:
        of what is about the topic, the surer counts.
        """
        standalone, retrieval = way.asked, way.retrieval
        topic = standalone.topic

        def read(text: str, told: str, *, topic: bool = False) -> Question:
            asked = read_question(text, retrieval.languages, told, topic=topic)
            asked = replace(asked, said=standalone.said, given=standalone.given)
            return replace(asked, names_thing=standalone.names_thing, period=way.period, others=way.others)

        question = read(standalone.own, standalone.told)
        if topic is None:
            return self._judged(question, retrieval, on_read)
        named = read(topic, standalone.context, topic=True)
        found = self._judged(named, retrieval, on_read)
        if not self._reads or standalone.topic_is_requested:
            return found
        if found.unsure:
            several = question.several or names_several(standalone.own)
            whole = self._of_section(found, retrieval)
            return whole or self._judged(replace(question, several=several), retrieval, on_read)
        return max(found, self._judged(question, retrieval, on_read), key=lambda one: one.confidence)

    def _whole(self, found: Found, retrieval: Retrieval) -> Found:
        """Return the rows, the section or the list that is asked for, if any, in place of what was found."""
        if found.whole:
            return found
        rows = chosen_rows(found.asked, found.evidence, retrieval, unsure=found.unsure)
        rows = unsaid(rows, found.asked)
        of_section = self._of_section(found, retrieval)
        if rows and not (of_section and of_section.named and apart(of_section.evidence, rows)):
            confidence = max(found.confidence, CHOSEN_CONFIDENCE)
            return Found(found.asked, tuple(rows), confidence, unsure=False, whole=True)
        if of_section is not None:
            return of_section
        if found.unsure:
            return found
        items = whole_list(found.asked, found.evidence[0], self._library)
        items = unsaid(items, found.asked) if has_as_many(found.asked, items) else []
        if not found.asked.several:
            if not would_be_cut(found.asked, items, found.evidence):
                return found
            items = best_first(items, found.evidence)
        return replace(found, evidence=tuple(items), whole=True) if items else found

    def _row_read(self, found: Found) -> Found:
        """Return what was found, as sure as the reader is too of a row of a table that comes first."""
        best = found.evidence[0] if found.evidence else None
        if best is None or not best.is_row or (found.whole and found.asked.several):
            return found
        odds = self._finder.odds_of_row(found.asked, best)
        if odds is None:
            return found
        confidence = confidence_of_row(found.confidence, odds, best.sure)
        return replace(found, confidence=confidence, unsure=confidence < self._calibration.threshold)

    def _of_section(self, found: Found, retrieval: Retrieval) -> Found | None:
        """Return what a section answers as a whole, where that is surer than the best sentence."""
        asked = found.asked
        if not may_ask_for_section(asked) or not (found.unsure or asked.several):
            return None
        weights = word_weights(asked, self._library.engine())
        sections = measured_sections(
            asked, retrieval, found.evidence, weights, self._library, self._finder.vectors
        )
        choice = choose_section(asked, sections, weights, self._finder.vectors, self._section_weights)
        least = max(self._section_weights.threshold, self._calibration.threshold)
        if choice is None or choice.confidence < least:
            return None
        if not (found.unsure or choice.section.named or choice.confidence >= found.confidence):
            return None
        told_whole = choice.section.named and not (choice.section.lists or found.evidence[0].is_row)
        prose = found.unsure or told_whole
        evidence = section_evidence(asked, choice.section, prose=prose)
        if asked.several and choice.section.lists:
            evidence = evidence if has_as_many(asked, evidence) else []
        else:
            evidence = best_first(spoken_by_asked(asked, evidence), found.evidence)
        if not evidence:
            return None
        named = choice.section.named
        return Found(asked, tuple(evidence), choice.confidence, unsure=False, whole=True, named=named)

    def _judged(self, asked: Question, retrieval: Retrieval, on_read: OnRead) -> Found:
        """Return the evidence for a question as it was read, and how sure it is."""
        evidence = self._finder.find_evidence(asked, retrieval, self._library.engine(), on_read)
        evidence = tuple(less_given(unsaid(evidence, asked), asked))
        if not evidence:
            return Found(asked, evidence, 0.0, unsure=True)
        best = evidence[0]
        judge = self._calibration.judging(read=best.read)
        confidence = best.sure * judge.confidence(answer_features(evidence))
        return Found(asked, evidence, confidence, confidence < judge.threshold)

    def _stated(
        self, question: str, way: Way, within: Scope, scope: Scope, seconds: dict[str, float]
    ) -> Answer | None:
        """Return the answer to what asks for no fact, or None.

        A clause, a table or a figure by its number, and what a document is about. What amends a clause may
        stand in another document of the scope than it is asked for `within`.
        """
        standalone, retrieval = way.asked, way.retrieval
        asked, about = asked_clause(standalone.own), text_asked_about(standalone.own)
        found: list[Evidence] = []
        if (captioned := asked_caption(standalone.own)) is not None:
            found = caption_evidence(captioned, retrieval, self._library)
        elif asked is not None:
            found = clause_evidence(asked, standalone.text, retrieval, self._library)
            found += amending(found[0], self._library, self._encoder, scope) if found else []
        elif about is not None:
            meant = texts_meant(about, retrieval, self._library) or texts_listed(about, self._library, within)
            found = outlines(self._library, meant)
            if not meant and is_by_nobody_known(standalone.own, retrieval):
                nearest = nearest_passages((), retrieval)
                return Answer(question, standalone.text, False, 0.0, nearest=nearest, seconds=seconds)
        if not found:
            return None
        statements, _ = listed(found)
        return Answer(question, standalone.text, True, STATED_CONFIDENCE, statements, seconds=seconds)

    def _overview(self, question: str, scope: Scope, seconds: dict[str, float]) -> Answer:
        """Answer what the documents are about: the first whole sentence of each of the newest."""
        evidence = openings(self._library, [info.id for info in self._library.within(scope)])
        if not evidence:
            return Answer(question, question, False, 0.0, seconds=seconds)
        asked = replace(read_question(question), broad=True)
        statements, _ = build_statements(asked, evidence)
        return Answer(question, question, True, 1.0, statements, seconds=seconds)


def _asks_by_number(question: str) -> bool:
    """Return whether a question asks for a clause, a table or a figure by nothing but its number."""
    named = asked_caption(question) or asked_clause(question)
    return named is not None and not named.others


def _counting(matches: Sequence[Match], notify: Notify) -> OnRead:
    """Tell which passages were found; return what counts those that are read, and tells that too."""
    titles = tuple(dict.fromkeys(match.document.title for match in matches))
    numbers = count(1)  # safe among threads
    if matches:
        notify(Looking(titles, len(matches)))
    return lambda: notify(Looking(titles, len(matches), next(numbers)))


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    started = time.perf_counter()
    try:
        yield
    finally:
        seconds[stage] = time.perf_counter() - started
