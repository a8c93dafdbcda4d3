"""Sections: questions that a heading asks already, in the same words or in others.

"What can go wrong?" above a section "Risks" is answered by no single sentence: the section is the answer. Of
the sections that were found each is measured (`MEASURES`). Weights fitted by `benchmarks.sections` choose one
and say how surely it answers.
"""

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from index.encode import TokenVectors
from index.library import Library
from index.tokens import tokens, words
from index.types import lowest_heading
from qa.asked_heading import asks_for_heading, own_heading
from qa.calibration import Logistic
from qa.denial import denies
from qa.evidence import READ_FEATURES, Evidence
from qa.features import (
    Weights,
    asked_stems,
    content_stems,
    context_of,
    is_version_of,
    words_met,
    words_said,
)
from qa.headings import is_heading
from qa.letters import is_formula, is_header
from qa.lists import (
    MOST_ITEMS,
    ItemList,
    Span,
    answers_as_whole,
    label_met,
    lists_of,
    section_of,
    sentences_of_section,
)
from qa.question import Question, asks_for_one_thing, main_clause
from qa.retrieve import Match, Retrieval
from qa.rows import names_columns, row_at
from qa.section_subject import is_of_subject

__all__ = [
    "ANSWER_MEASURES",
    "MEASURES",
    "UNREAD",
    "Choice",
    "Section",
    "SectionWeights",
    "Vectors",
    "choose_section",
    "first_section",
    "load_section_weights",
    "may_ask_for_section",
    "measured_sections",
    "odds_of_best",
    "section_evidence",
    "sure_measures",
]

MEASURES = (
    "passage_score",
    "passage_meaning",
    "words_met",
    "heading_met",
    "list_wanted",
    "evidence",
    "read",
)
"""What is measured of a section to choose one: the score and the cosine of its best passages, how well its
headings have the question's words, the question those of its own heading, whether it has a list (half where
one thing is asked for), the scores of the evidence in it together, and what the reader makes of its best
sentences: the mean of their odds, which of a section that answers as a whole are good throughout."""
ANSWER_MEASURES = ("order", "lead", "list_wanted", "topic_met", "read", "best")
"""What tells how surely the one that was chosen answers: its score by the first, its lead over the second (at
most 4), whether several things are asked for and it has a list, how well its own heading and what introduces
its lists have what is asked of the subject that title, headings above and names tell, what the reader makes
of its best sentences, and the score of the very best that it read, since a fact is answered by that alone."""
ASKED_BY_NAME = 0.55
"""How sure it is at least that a section answers whose headings have all words of the question."""

_OPEN_KINDS = ("open", "reason")
"""What asks for a figure, a date, a person or a place wants that, not a section."""
_HEADING_MET = 0.5
"""More of a heading's words than this share stand in a question that it asks."""
_MOST_SENTENCES = 8
_MOST_LEAD = 4.0
_READ = 3
"""Of how many sentences, the best ones, the reader's odds count."""
UNREAD = -8.0
"""The odds of a section that was not read, as tables are not: those of what does not answer."""
_ODDS = READ_FEATURES.index("reader_odds")
_READ_MEASURE = MEASURES.index("read")
_WORD = re.compile(r"\w")  # the rule below the head of a table has none

Vectors = Callable[[Sequence[str]], Mapping[str, TokenVectors]]
"""What encodes texts: returns their vectors by text."""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands below a heading: its best passage, its sentences and lists, and the evidence in it.

    `measures` are those of `MEASURES`. `named` says that its headings have all words of the question.
    """

    match: Match
    sentences: tuple[Span, ...]
    lists: tuple[ItemList, ...]
    evidence: tuple[Evidence, ...]
    measures: tuple[float, ...]
    named: bool


@dataclass(frozen=True, slots=True)
class SectionWeights:
    """What was fitted: which section is the best, how surely it answers, and the least that does."""

    order: Logistic
    answer: Logistic
    threshold: float


@dataclass(frozen=True, slots=True)
class Choice:
    """The section that was chosen, and how surely it answers (0-1)."""

    section: Section
    confidence: float


@cache
def load_section_weights(*, reader: bool = False) -> SectionWeights:
    """Return the weights that come with Footnote, for evidence found with the reader or without."""
    both = json.loads(files("qa").joinpath("sections.json").read_text(encoding="utf-8"))
    value = both["with_reader" if reader else "without_reader"]
    order, answer = Logistic.from_json(value["order"]), Logistic.from_json(value["answer"])
    return SectionWeights(order, answer, float(value["threshold"]))


def may_ask_for_section(question: Question) -> bool:
    """Return whether a section may be what a question wants."""
    return not question.topic and (question.several or question.kind in _OPEN_KINDS)


def measured_sections(
    question: Question,
    retrieval: Retrieval,
    evidence: Sequence[Evidence],
    weights: Weights,
    library: Library,
    vectors: Vectors,
) -> list[Section]:
    """Return the sections of the retrieved passages, measured, the one of the best passage first.

    `weights` has shape (content words,) and sums to 1. Passages below no heading but the title are in none,
    and a section without a name or a number of the question is about something else. Of one that is long, or
    its whole document, nothing is kept to be quoted.
    """
    best: dict[tuple[str, str], Match] = {}
    for match in retrieval.matches:
        if match.hit.passage.heading and lowest_heading(match.hit.passage.heading) != match.title.strip():
            best.setdefault(section_of(match), match)
    encoded = vectors([question.text, *map(context_of, best.values())]) if best else {}
    found: list[Section] = []
    for key, match in best.items():
        inside = tuple(e for e in evidence if section_of(e.match) == key)
        matches = [m for m in retrieval.matches if section_of(m) == key]
        sentences = sentences_of_section(match, library)
        if not answers_as_whole(match, sentences, named=_is_named(question, match)):
            sentences = ()
        elif not is_of_subject(question, match, sentences, weights, retrieval):
            continue
        lists = lists_of(match.document.text, sentences, context_of(match))
        measures = (
            match.hit.score,
            max(m.cosine for m in matches),
            *_headings_met(question, match, weights, encoded),
            float(bool(lists)) * (1.0 if question.several else 0.5),
            sum(e.score for e in inside),
            odds_of_best(inside),
        )
        found.append(Section(match, sentences, lists, inside, measures, _is_named(question, match)))
    return found


def first_section(sections: Sequence[Section], order: Logistic) -> tuple[Section, float, float] | None:
    """Return the section that most likely answers, its score, and its lead over the second; or None."""
    if not sections:
        return None
    scores = [float(np.dot(section.measures, order.weights)) for section in sections]
    first = max(range(len(sections)), key=lambda i: (sections[i].named, scores[i]))
    second = max((score for i, score in enumerate(scores) if i != first), default=-math.inf)
    return sections[first], scores[first], min(scores[first] - second, _MOST_LEAD)


def choose_section(
    question: Question,
    sections: Sequence[Section],
    weights: Weights,
    vectors: Vectors,
    fitted: SectionWeights,
) -> Choice | None:
    """Return the best of measured sections and how surely it answers; None where there is none.

    `weights` are those of the question's words. Where it is asked what is not, a section must say so by its
    heading or the label of a list.
    """
    if question.kind == "open" and denies(main_clause(question.text)):
        sections = [section for section in sections if _denies(section)]
    first = first_section(sections, fitted.order)
    if first is None or (asks_for_one_thing(question) and not first[0].named):
        return None
    section, sure = first[0], fitted.answer.probability(sure_measures(question, first, weights, vectors))
    text = " ".join(section.match.document.text[slice(*span)] for span in section.sentences)
    by_name = section.named or asks_for_heading(question, section.match, text)
    return Choice(section, max(sure, ASKED_BY_NAME) if by_name else sure)


def _denies(section: Section) -> bool:
    text = section.match.document.text
    labels = (text[slice(*one.label)] for one in section.lists if one.label)
    return any(map(denies, (own_heading(section.match), *labels)))


def sure_measures(
    question: Question, first: tuple[Section, float, float], weights: Weights, vectors: Vectors
) -> tuple[float, ...]:
    """Return the measures of `ANSWER_MEASURES` of what `first_section` returns."""
    section, score, lead = first
    wanted = question.several and bool(section.lists)
    best = max((e.score for e in section.evidence if _is_read(e)), default=0.0)
    topic = _topic_met(question, section, weights, vectors)
    return score, lead, float(wanted), topic, section.measures[_READ_MEASURE], best


def odds_of_best(evidence: Sequence[Evidence]) -> float:
    """Return the mean of the reader's odds for the best of some sentences."""
    odds = sorted(e.features[_ODDS] for e in evidence if _is_read(e))[-_READ:]
    return float(np.mean(odds)) if odds else UNREAD


def _is_read(evidence: Evidence) -> bool:
    return len(evidence.features) > _ODDS


def _topic_met(question: Question, section: Section, weights: Weights, vectors: Vectors) -> float:
    """Return how well a section's own heading and the labels of its lists have the words of a question (0-1).

    But those that name its subject: they stand in the title or the headings above, or are names. 1 without
    any other.
    """
    match, text = section.match, section.match.document.text
    above, own, language = context_of(match), own_heading(match), match.language
    labels = [text[slice(*one.label)] for one in section.lists if one.label]
    subject = set(tokens(f"{match.title} {above.rpartition('›')[0]}", language))
    named = set(tokens(" ".join([own, *labels]), language))
    encoded = vectors([question.text, above, *labels])
    heading = encoded[above].vectors[_ofown_heading(encoded[above], above, own)]
    seen = np.concatenate([heading, *(encoded[label].vectors for label in labels)])
    by_meaning = words_met(question, encoded[question.text], seen)
    met = total = 0.0
    for word, weight, alike in zip(question.content, weights, by_meaning, strict=True):
        stems = set(tokens(word.form, language))
        if word.form not in question.names and not stems & subject:
            met += weight * (1.0 if stems & named else alike)
            total += weight
    return float(met / total) if total else 1.0


def _headings_met(
    question: Question, match: Match, weights: Weights, encoded: Mapping[str, TokenVectors]
) -> tuple[float, float]:
    """Return how well the headings have the question's words, and it those of the lowest one."""
    above, own, language = context_of(match), own_heading(match), match.language
    asked, seen = encoded[question.text], encoded[above]
    met = np.maximum(words_met(question, asked, seen.vectors), _words_above(question, above, language))
    heading = seen.vectors[_ofown_heading(seen, above, own)]
    alike = (
        float((heading @ asked.vectors.T).max(axis=1).mean()) if len(heading) and len(asked.vectors) else 0.0
    )
    return float(weights @ met), alike


def _ofown_heading(seen: TokenVectors, above: str, own: str) -> NDArray[np.bool_]:
    """Return which tokens of what stands above a passage are those of its lowest heading, shape (tokens,)."""
    found: NDArray[np.bool_] = (seen.spans[:, 0] >= len(above) - len(own)) & (
        seen.spans[:, 1] > seen.spans[:, 0]
    )
    return found


def _words_above(question: Question, above: str, language: str | None) -> NDArray[np.bool_]:
    """Return which content words of a question stand in headings, as "2.4" does in "2.4.0"."""
    versions = [any(is_version_of(one.form, word) for word in words(above)) for one in question.content]
    return words_said(question, above, language) | np.asarray(versions, dtype=np.bool_)


def _is_named(question: Question, match: Match) -> bool:
    """Return whether headings name all that a question names, the lowest one little else."""
    language = match.language
    own = content_stems(own_heading(match), language)
    named = bool(_words_above(question, context_of(match), language).all())
    return bool(own) and named and len(own & asked_stems(question, language)) > _HEADING_MET * len(own)


def section_evidence(question: Question, section: Section, *, prose: bool) -> list[Evidence]:
    """Return what to quote of a section, in the order of the text.

    Of a section with a list, where several things are asked for, these are the items alone: those of the list
    whose introduction the question names, if it names one. Else, if `prose` is wanted, its best sentences,
    and of a short table all rows. Headings and labels are left out, those of columns too, and greetings
    and the heads of messages too.
    """
    document, above = section.match.document, context_of(section.match)
    text, rows = document.text, list[Span]()
    if question.several and section.lists:
        spans, most = _items_asked_for(question, section), MOST_ITEMS
    elif prose:
        told = ((span, text[slice(*span)]) for span in section.sentences)
        spans = [span for span, said in told if _WORD.search(said) and not is_heading(said, above)]
        spans = [
            span for span in spans if not (names_columns(document, *span) or _is_of_letter(section, span))
        ]
        rows = [span for span in spans if row_at(document, *span)]
        most = _MOST_SENTENCES
    else:
        return []
    found = [_as_evidence(section, span) for span in spans]
    best = sorted(found, key=lambda one: -one.score)[:most]
    if len(rows) <= MOST_ITEMS and any((one.start, one.end) in rows for one in best):
        best = [one for one in found if one in best or (one.start, one.end) in rows]
    return sorted(best, key=lambda one: one.start)


def _is_of_letter(section: Section, span: Span) -> bool:
    """Return whether a sentence greets, closes a letter, or is a line of the head of a message."""
    said = section.match.document.text[slice(*span)]
    return is_formula(said) or is_header(said, section.match)


def _items_asked_for(question: Question, section: Section) -> list[Span]:
    """Return the items of the list that is meant, or of all.

    It is the one whose introduction has most of the question's words that the headings don't have; if none
    has any, but lists are introduced, the one in which the best evidence stands.
    """
    text, language = section.match.document.text, section.match.language
    asked = asked_stems(question, language) - set(tokens(context_of(section.match), language))
    named = {one: label_met(one, text, asked, language) for one in section.lists}

    def best(one: ItemList) -> float:
        return max((e.score for e in section.evidence if one.holds((e.start, e.end))), default=0.0)

    most = max(named.values())
    meant = [one for one in section.lists if named[one] == most]
    if most and len(meant) > 1:  # "Common" or "Very common"
        said = set(tokens(question.text, language))
        heads = {one: set(tokens(_head(text[slice(*one.label)]), language)) for one in meant if one.label}
        likeness = {one: (-len(head - said), len(head)) for one, head in heads.items()}
        meant = [one for one in likeness if likeness[one] == max(likeness.values())]
    if not most and any(one.label for one in meant):
        meant = [max(meant, key=best)]
    return [span for one in meant for span in one.items]


def _head(label: str) -> str:
    """Return what names a list in what introduces it: "Common" of "Common (up to 1 in 10 people):"."""
    return re.split(r"[:(]", label)[0]


def _as_evidence(section: Section, span: Span) -> Evidence:
    """Return a place of a section as evidence, as good as the best found in it; all of it answers."""
    inside = (e.score for e in section.evidence if span[0] <= e.start and e.end <= span[1])
    return Evidence(section.match, *span, max(inside, default=0.0), None, ())
