"""From evidence to an answer: statements, merged sources, disagreeing figures and dates, or silence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import count

import numpy as np
from numpy.typing import NDArray

from index.tokens import tokens, words
from qa.amendments import asks_as_amended
from qa.check import check_citation
from qa.copies import with_copies
from qa.evidence import FEATURES, Evidence
from qa.features import asked_stems, content_stems, context_of
from qa.figures import CURRENCIES, DateParts, Figure, date_parts, figures, names
from qa.further import of_what_is_asked
from qa.question import Question
from qa.types import Citation, Statement

__all__ = ["LEAD_FEATURES", "answer_features", "build_statements", "listed", "numbered_anew", "same_fact"]

NARROW_STATEMENTS = 4
BROAD_STATEMENTS = 8
NARROW_SHARE = 0.3
BROAD_SHARE = 0.15
"""A further statement needs at least this share of the first one's score."""
OTHER_DOCUMENT_SHARE = 0.6
"""One of a document that isn't cited yet needs this share, where the question is not a broad one."""
DIFFERING_SHARE = 0.25
"""Figures that differ need no more than this: they answer in other words. Those of other things have less."""
DIFFERING_DATES_SHARE, ALIKE_SHARE = 0.5, 0.5
"""Dates need more, and as large a share of their words in common: much happens on some day."""
ASKED_SHARE = 0.5
"""Either needs this share of those words of the question that the first one has."""
_PER_DOCUMENT = 3
_AROUND_CHARS = 32
_COMPARED = 512
"""Of how many sentences it is kept what they are compared by: each is with all that is stated."""
_NEGATIONS = frozenset("no not never none nobody nothing neither nor without cannot".split())
_SHORT_NOT = re.compile(r"n['’]t\b", re.IGNORECASE)
_REPORTING = frozenset(
    "say said state stress emphas note told tell add remark observ accord point speak explain recal".split()
)

_STEMS_MET = FEATURES.index("stems_met")
LEAD_FEATURES = ("score", "lead_over_second", "second_score")


def answer_features(evidence: Sequence[Evidence]) -> NDArray[np.float64]:
    """Return the features of the best evidence, then `LEAD_FEATURES`: its score and its lead."""
    lead = evidence[0]
    others = (e for e in evidence[1:] if e.quote != lead.quote)
    second = max((e.score for e in others), default=0.0)
    return np.asarray([*lead.features, lead.score, lead.score - second, second])


@dataclass(slots=True)
class _Group:
    """Evidence that says the same: the best first."""

    members: list[Evidence] = field(default_factory=list)

    @property
    def lead(self) -> Evidence:
        return self.members[0]


def build_statements(
    question: Question, evidence: Sequence[Evidence], amended: Sequence[Evidence] = ()
) -> tuple[tuple[Statement, ...], tuple[int, ...]]:
    """Return the statements of an answer, each citation checked, and the indices of those that differ.

    The first statement is the best evidence, next to which stands what `amended` it: before it, where that
    is asked for. Raises SourceMismatchError rather than cite what a document does not say.
    """
    evidence = of_what_is_asked(question, _of_asked_rows(evidence))
    differing = [] if amended else _differing(question, evidence)
    if amended:
        differing = [evidence[0], *amended]
        corrected = _document_id(amended[0]) == _document_id(evidence[0])
        first = [*amended, evidence[0]] if corrected or asks_as_amended(question) else differing
        evidence = [*first, *(one for one in evidence[1:] if not _among(one, amended))]
    groups = _grouped(question, evidence, differing)
    statements = _statements(groups)
    indices = [i for i, group in enumerate(groups) if any(e is group.lead for e in differing)]
    newest_first = sorted(indices, key=lambda i: (statements[i].citations[0].date or "", -i), reverse=True)
    return statements, tuple(newest_first) if len(indices) > 1 else ()


def _statements(groups: Sequence[_Group]) -> tuple[Statement, ...]:
    statements: list[Statement] = []
    numbers = count(1)
    for group in groups:
        citations = tuple(
            _cite(member, number) for member, number in zip(group.members, numbers, strict=False)
        )
        statements.append(Statement(citations, group.lead.answer, group.lead.score))
    return tuple(statements)


def _among(one: Evidence, some: Sequence[Evidence]) -> bool:
    return any(_document_id(one) == _document_id(e) and one.start == e.start for e in some)


def listed(evidence: Sequence[Evidence]) -> tuple[tuple[Statement, ...], tuple[int, ...]]:
    """Return every piece of evidence as a statement of its own, in the order given; none differ.

    What one document says of it, word for word and in the same order, as another does, is said once: each
    statement of it cites both. Raises SourceMismatchError rather than cite what a document does not say.
    """
    own: dict[str, list[Evidence]] = {}
    for one in evidence:
        own.setdefault(_document_id(one), []).append(one)
    groups = [
        _Group(list(members))
        for alike in with_copies(list(own.values()))
        for members in zip(*alike, strict=True)
    ]
    order = {id(one): place for place, one in enumerate(evidence)}
    return _statements(sorted(groups, key=lambda group: order[id(group.lead)])), ()


def numbered_anew(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return statements of several answers with their citations numbered from 1 on."""
    numbers = count(1)
    return tuple(
        replace(one, citations=tuple(replace(citation, number=next(numbers)) for citation in one.citations))
        for one in statements
    )


def _of_asked_rows(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return evidence without the rows of tables that hold fewer of the question's words than the first one.

    They are about something else: all rows of a table look alike.
    """
    lead = evidence[0]
    if not lead.is_row:
        return list(evidence)
    return [e for e in evidence if not e.is_row or e.features[_STEMS_MET] >= lead.features[_STEMS_MET]]


def _grouped(question: Question, evidence: Sequence[Evidence], differing: Sequence[Evidence]) -> list[_Group]:
    """Choose the evidence to state: the best first, equal facts together, no document over-quoted."""
    limit, share = (BROAD_STATEMENTS, BROAD_SHARE) if question.broad else (NARROW_STATEMENTS, NARROW_SHARE)
    groups: list[_Group] = []
    per_document: dict[str, int] = {}
    for item in evidence:
        differs = any(item is other for other in differing)
        same = next((g for g in groups if same_fact(g.lead, item) or _same_figure(g.lead, item)), None)
        document_id = _document_id(item)
        least = share if question.broad or per_document.get(document_id) else OTHER_DOCUMENT_SHARE
        good_enough = item.score >= share * evidence[0].score
        if same is not None:
            cited = {_document_id(e) for e in same.members}
            if document_id not in cited and (good_enough or any(same.lead is d for d in differing)):
                same.members.append(item)
        elif differs or (
            item.score >= least * evidence[0].score
            and len(groups) < limit
            and per_document.get(document_id, 0) < _PER_DOCUMENT
            and not _other_unit(evidence[0], item)
        ):
            groups.append(_Group([item]))
            per_document[document_id] = per_document.get(document_id, 0) + 1
    if question.broad:  # the quotes of one document stand together, in the order of the text
        order = {_document_id(g.lead): i for i, g in reversed(list(enumerate(groups)))}
        groups[1:] = sorted(groups[1:], key=lambda g: (order[_document_id(g.lead)], g.lead.start))
    return groups


def _document_id(evidence: Evidence) -> str:
    return evidence.match.hit.passage.document_id


def same_fact(first: Evidence, second: Evidence) -> bool:
    """Return whether two sentences say the same, so that one may stand for both.

    Figures, names and negations must agree, and neither may put a content word in the place of the
    other's: one may only say more. Alike vectors are not enough ("included", "excluded").
    """
    if first.quote == second.quote:
        return True
    a, b = _stems(first), _stems(second)
    small, large = sorted((a - _REPORTING, b - _REPORTING), key=len)
    if len(small) < 3 or not small <= large or len(small) < 0.6 * len(large):
        return False
    return _agree(first, second)


def _agree(first: Evidence, second: Evidence) -> bool:
    """Return whether two sentences have the same negations and figures, and no names against each other."""
    return (
        _negations(first.quote) == _negations(second.quote)
        and _figure_set(first) == _figure_set(second)
        and _compatible_names(first, second)
    )


def _stems(evidence: Evidence) -> frozenset[str]:
    return _stems_of(evidence.quote, evidence.match.language)


@lru_cache(maxsize=_COMPARED)
def _stems_of(quote: str, language: str | None) -> frozenset[str]:
    return frozenset(content_stems(quote, language))


def _negations(text: str) -> int:
    """Return how many words of a sentence deny something."""
    return sum(word in _NEGATIONS for word in words(text)) + len(_SHORT_NOT.findall(text))


def _figure_set(evidence: Evidence) -> set[tuple[str, str]]:
    found = figures(evidence.quote, evidence.match.language)
    return {(figure.value, figure.unit) for figure in found}


def _compatible_names(first: Evidence, second: Evidence) -> bool:
    a, b = (
        {one.quote[slice(*span)] for span in names(one.quote, one.match.language) if span[0]}
        for one in (first, second)
    )
    return a <= b or b <= a


def _same_figure(first: Evidence, second: Evidence) -> bool:
    """Return whether two sentences answer with the same figure, for the most part in the same words."""
    a, b = _answer_figure(first), _answer_figure(second)
    if a is None or b is None or (a.value, a.unit) != (b.value, b.unit):
        return False
    some, others = _stems(first), _stems(second)
    return len(some & others) >= 0.5 * len(some | others) and _agree(first, second)


def _other_unit(lead: Evidence, item: Evidence) -> bool:
    """Return whether the lead answers with a share or a sum of money, and the other with neither."""
    a, b = _answer_figure(lead), _answer_figure(item)
    return a is not None and b is not None and a.unit in ("%", *CURRENCIES) and b.unit != a.unit


def _differing(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return evidence that answers a question for a figure or a date with another than the first one does.

    "What is the speed limit?" is one where a figure is all of its answer. Only documents disagree: what one
    document gives two figures for are two cases.
    """
    kind = "value" if question.kind == "open" and _answer_figure(evidence[0]) else question.kind
    apart, least = {
        "figure": (_other_amount, DIFFERING_SHARE),
        "value": (_other_value, DIFFERING_SHARE),
        "date": (_other_date, DIFFERING_DATES_SHARE),
    }.get(kind, (None, 0.0))
    if apart is None:
        return []
    found = [evidence[0]]
    for item in evidence[1:]:
        if item.score < least * evidence[0].score or not _as_asked(question, evidence[0], item):
            continue
        if all(_document_id(e) != _document_id(item) and apart(e, item) for e in found):
            found.append(item)
    return found if len(found) > 1 else []


def _as_asked(question: Question, lead: Evidence, item: Evidence) -> bool:
    """Return whether evidence has a good part of the question's words that the first one has.

    A budget does not disagree with what an appeal raised. What stands above it counts too.
    """
    said, other = (
        asked_stems(question, one.match.language) & set(tokens(_in_words(one), one.match.language))
        for one in (lead, item)
    )
    return len(said & other) >= ASKED_SHARE * len(said)


def _in_words(evidence: Evidence) -> str:
    """Return what evidence says, a row with its headings, after what stands above it."""
    return f"{context_of(evidence.match)} {evidence.words}"


def _other_amount(first: Evidence, second: Evidence) -> bool:
    """Return whether two sentences answer with different amounts of the same unit."""
    a, b = _answer_figure(first), _answer_figure(second)
    return a is not None and b is not None and a.unit == b.unit and a.value != b.value


def _other_value(first: Evidence, second: Evidence) -> bool:
    """Return whether two sentences say nearly the same with different amounts of the same unit."""
    return _other_amount(first, second) and _alike(first, second)


def _alike(first: Evidence, second: Evidence) -> bool:
    """Return whether two sentences say nearly the same."""
    some, others = _stems(first), _stems(second)
    return len(some & others) >= ALIKE_SHARE * min(len(some), len(others))


def _other_date(first: Evidence, second: Evidence) -> bool:
    """Return whether two sentences answer with dates of which one part at least is another.

    Of an early and a late date of the same thing both may be right, so that nearly the same must be said.
    """
    parts = zip(_answer_date(first), _answer_date(second), strict=True)
    apart = any(x != y for x, y in parts if x is not None and y is not None)
    return apart and _alike(first, second)


def _answer_figure(evidence: Evidence) -> Figure | None:
    if evidence.answer is None:
        return None
    return _figure_between(evidence.quote, evidence.match.language, *evidence.answer)


@lru_cache(maxsize=_COMPARED)
def _figure_between(quote: str, language: str | None, start: int, end: int) -> Figure | None:
    return next((f for f in figures(quote, language) if (f.start, f.end) == (start, end)), None)


def _answer_date(evidence: Evidence) -> DateParts:
    said = evidence.quote[slice(*evidence.answer)] if evidence.answer else ""
    return date_parts(said, evidence.match.language)


def _cite(evidence: Evidence, number: int) -> Citation:
    document = evidence.match.document
    text, start, end = document.text, evidence.start, evidence.end
    citation = Citation(
        number=number,
        document_id=document.id,
        title=document.title,
        date=document.date,
        page=document.page_at(start),
        place=document.place_at(start),
        author=document.author,
        line=text.count("\n", 0, start) + 1,
        start=start,
        end=end,
        quote=evidence.quote,
        digest=document.digest,
        prefix=text[max(0, start - _AROUND_CHARS) : start],
        suffix=text[end : end + _AROUND_CHARS],
    )
    check_citation(citation, document)
    return citation
