"""What a sentence counts beside its score: by its date and years, its speaker, and what a follow-up adds."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from index.tokens import tokens
from qa.credits import asks_for_credit, is_credit
from qa.denial import LEAVES_OUT, denies
from qa.features import Weights, asked_stems, content_stems, context_of, stems_met
from qa.figures import years
from qa.headings import is_heading
from qa.letters import asks_of_sending, is_formula, is_header, is_of_letter
from qa.own_date import relative_years, running_year
from qa.period import is_of_other_period
from qa.question import Question, Word
from qa.speaker import asked_by_name, asked_speaker
from qa.told_of import is_told_of
from qa.whose_words import Speakers

if TYPE_CHECKING:
    from qa.evidence import Candidate, Evidence

__all__ = [
    "OTHER_YEAR_SURE",
    "less_given",
    "shares_of",
    "shares_of_new",
    "spoken_by_asked",
    "sure_of_own_year",
    "sure_of_speaker",
    "sure_of_year",
    "sures_of_new",
    "unsaid",
]

OLDER_SHARE = 0.5
"""What a sentence counts whose document is older than another, where the latest is asked for."""
OTHER_YEAR_SURE = 0.5
"""What a sentence that tells of years of which none is asked for counts, and how sure it may be found: of a
figure its square."""
HEADING_SHARE = 0.05
"""What a heading counts: it names what the sentences below it say. So much do greetings count."""
INHERITED_ALONE_SHARE = 0.5
"""What a sentence counts that has no word of a follow-up's own, but what it inherits."""
LEAST_NEW, WITHOUT_NEW_SURE = 0.5, 0.25
"""Which share of a follow-up's own words a sentence has at least that is about the thing which they name, and
how sure one can be of one with less."""
_BEFORE_THING = re.compile(r"\b(?:the|an?)\s+\Z", re.IGNORECASE)
_NO_THING = re.compile(
    r"aim|amount|answer|cause|conclusion|cost|date|day|deadline|difference|effect|end|evidence|figure|first|goal|idea|last"
    r"|latest|main|meaning|month|name|new|newest|next|number|old|one|ones|opposite|other|others|outcome|plan|point|price"
    r"|problem|purpose|reaction|reason|response|rest|result|second|share|situation|solution|source|start|sum|third|time"
    r"|title|total|two|year"
)
"""What something that was told of may have and is not called there: "by 15 December" is a deadline."""
ASKING_SHARE = 0.3
"""What a sentence counts that asks something itself, unless a question is asked for: what follows answers.

Of 10,262 sentences that answer in `training/dossiers` 10 ask, of 13,000 sentences in all 172.
"""
OTHERS_SHARE = 0.5
"""What a sentence counts that says whose words it gives, where those of somebody else are asked for."""
GIVEN_SHARE = 0.7
"""What an answer counts that was given to the question before, in the same words.

Of 24 such answers to follow-ups in 16 dossiers 9 were right; for 11 the next best would have been.
"""
REPLIED_TO_SHARE = 0.4
"""What the sentence counts that answered the question before, where it is asked what was replied."""
DENIED_SHARE = 0.2
"""What a row counts that has the value which what is asked for has not."""
OTHER_DAY_SHARE = 0.8
"""What a sentence counts that tells of another month or day than is asked for."""
OTHER_OF_SERIES_SHARE = 0.7
"""What a sentence counts of minutes, or an issue, of another month than is asked for."""
COPY_SHARE = 0.5
"""What a sentence counts that a message quotes from another which says it too, and when, and who."""
_AROUND_CHARS = 100
_OF_ITS_OWN_TIME = re.compile(
    r"\b(?:am|are|can|currently|is|may|must|now(?:adays)?|shall|tod(?:ay|ay's)|tomorrow|will)\b"
    r"|\b(?:this|next) (?:year|month|week)\b",
    re.IGNORECASE,
)
"""What tells of the time at which a document was written."""
_SPAN = re.compile(
    r"\b(?:(?P<after>after|since|following)|before|until|till|prior to)\s+"
    r"(?:(?:the|its|their|his|her|early|late|mid)\s+){0,2}"
    r"(?P<year>(?:1[5-9]|20)\d\d)\b",
    re.IGNORECASE,
)
"""What is asked of a time after or before a year: "after the 2020 election"."""
_ASKS_FOR_REPLY = re.compile(
    r"\b(?:did|does|do|has|have|had|would)\b[^?]*\b(?:answer(?:ed)?|repl(?:y|ied)|respond(?:ed)?|react(?:ed)?)\b",
    re.IGNORECASE,
)
_LEAVES_OUT = re.compile(LEAVES_OUT, re.IGNORECASE)
_ASKS = re.compile(
    r"[?？؟][\s\"'”’»)\]*_]*$"
    r"|^\W*(?:\w{1,3}[.)]\s+)?whether\b[^.!]*$",
    re.IGNORECASE,
)
"""What ends as a question, and what only tells what is asked: "2. whether it can be a gate;"."""
_STOPS = frozenset(".:!?。！？…\"'”’»)")
_TAGS = re.compile(
    r"(?:(?:tags?|topics?|keywords|categor(?:y|ies))\s*:|(?:tagged with|filed under)\b)", re.IGNORECASE
)
_MAY = re.compile(r"(?<=\S )May\b")
"""The month or a name, which is no function word."""
_ASKS_FOR_TAGS = re.compile(r"\b(?:tag|topic|keyword|categor|file)", re.IGNORECASE)
_ASKED_FOR = re.compile(
    r"\b(?:ask|asks|asked|asking|questions?|quer(?:y|ies)|wants? to know)\b", re.IGNORECASE
)


def shares_of(question: Question, candidates: Sequence["Candidate"]) -> list[float]:
    """Return what each sentence counts (0-1): by its date, by whose words it gives, as heading or question.

    What was said before and is not to be said again counts nothing.

    Who is asked for as "the mayor" has a name too: words that are given to a name count less there only where
    some sentence is known to be the mayor's.
    """
    newest = max((c.match.date or "" for c in candidates), default="") if question.latest else ""
    heads = [not c.is_row and is_heading(c.text, context_of(c.match)) for c in candidates]
    sending = asks_of_sending(question.text)
    credited = asks_for_credit(question.text)
    empty = [
        is_formula(c.text)
        or (not credited and is_credit(c.text))
        or (not sending and _is_of_letter(c, english=question.language == "en"))
        or _is_bare_label(question, c)
        for c in candidates
    ]
    left_out = _left_out(question)
    known = asked_by_name(question.text) or any(c.own for c in candidates)
    asking = not _ASKED_FOR.search(question.text)
    quoted = [_is_quoted(c) for c in candidates]
    own = {" ".join(c.text.split()) for c, q in zip(candidates, quoted, strict=True) if not q and any(quoted)}
    return [
        (ASKING_SHARE if asking and _ASKS.search(c.text) else 1.0)
        * (OLDER_SHARE if (c.match.date or newest) < newest else 1.0)
        * (OTHERS_SHARE if known and _is_of_others(question, c) else 1.0)
        * (HEADING_SHARE if head or nothing else 1.0)
        * (0.0 if _was_said(question, c) else 1.0)
        * (OTHER_DAY_SHARE if _is_of_other_day(question, c) else 1.0)
        * (COPY_SHARE if copied and " ".join(c.text.lstrip("> ").split()) in own else 1.0)
        * (DENIED_SHARE if left_out and _has_all(c, left_out) else 1.0)
        * (OTHER_OF_SERIES_SHARE if c.match.document.id in question.others else 1.0)
        for c, head, nothing, copied in zip(candidates, heads, empty, quoted, strict=True)
    ]


def _left_out(question: Question) -> list[Word]:
    """Return the words of a question after what asks for all but what has them: "Who is not in Selby?"."""
    denial = _LEAVES_OUT.search(question.text)
    return [word for word in question.content if denial and word.start >= denial.end()]


def _has_all(one: "Candidate", asked: Sequence[Word]) -> bool:
    """Return whether a row of a table has all of some words among its values, and denies nothing itself."""
    if one.row is None or denies(one.text):
        return False
    language = one.match.language
    values = {s for cell in one.row.cells for s in tokens(one.text[cell.start : cell.end], language)}
    return all(values.intersection(tokens(word.form, language)) for word in asked)


def _is_bare_label(question: Question, one: "Candidate") -> bool:
    """Return whether a line without a stop says nothing: the label of a field left empty, tags, a title.

    It has but words of the question, or of the question and of what stands above it.
    """
    text, language = one.text.strip(), one.match.language
    if one.is_row or text[-1:] in _STOPS:
        return False
    if _TAGS.match(text) and not _ASKS_FOR_TAGS.search(question.text):
        return True
    if _MAY.search(text):
        return False
    new = content_stems(text, language) - asked_stems(question, language)
    return not new or new <= content_stems(context_of(one.match), language)


def _is_quoted(one: "Candidate") -> bool:
    """Return whether a sentence stands in a paragraph that a message quotes."""
    document = one.match.document
    if document.media_type != "message/rfc822":
        return False
    return document.text.startswith(">", document.text.rfind("\n", 0, one.start) + 1)


def _is_of_letter(one: "Candidate", *, english: bool) -> bool:
    """Return whether a sentence is a line of a letter or a message beside what that says.

    A question in another language than `english` may ask for the date of a text in words that aren't known.
    """
    text = one.match.document.text
    before = text[max(0, one.start - _AROUND_CHARS) : one.start].rstrip().rpartition("\n")[2]
    after = text[one.end : one.end + _AROUND_CHARS].lstrip().partition("\n")[0]
    around = english and is_of_letter(one.text, before, after)
    return around or is_header(one.text, one.match)


def unsaid(evidence: Sequence["Evidence"], question: Question) -> list["Evidence"]:
    """Return the evidence without what was said before, where it is asked what else there is."""
    return [one for one in evidence if not _was_said(question, one)]


def spoken_by_asked(question: Question, evidence: Sequence["Evidence"]) -> list["Evidence"]:
    """Return the evidence that is said by the one whose words are asked for; all of it where nobody's are."""
    speakers = Speakers(question.text)
    return [
        one
        for one in evidence
        if not asked_speaker(question.text) or speakers.own(one.match, one.start, one.end)
    ]


def less_given(evidence: Sequence["Evidence"], question: Question) -> list["Evidence"]:
    """Return the evidence, best first, with less for what would be given again as in the answer before.

    The same words of the same sentence seldom answer two questions; the sentence may, by other words, but
    where it is asked what somebody replied. A row does: what is asked of it next stands in another cell.
    """
    given = question.given
    if given is None:
        return list(evidence)
    places = {(one.document_id, one.start) for one in given.citations}
    asks = _ASKS_FOR_REPLY.finditer(question.text)
    of_reply = any(found.end() > question.own_start for found in asks)
    found: list[Evidence] = []
    for one in evidence:
        again = (
            not one.is_row and one.answer is not None and one.quote[slice(*one.answer)] == given.answer_text
        )
        share = REPLIED_TO_SHARE if of_reply else GIVEN_SHARE if again else 1.0
        was_given = (one.match.document.id, one.start) in places
        found.append(replace(one, score=share * one.score) if was_given and share < 1 else one)
    return sorted(found, key=lambda one: -one.score)


def _is_of_other_day(question: Question, one: "Candidate") -> bool:
    """Return whether a sentence, or else what stands before or above it, names another month or day."""
    told = (one.words, one.before, context_of(one.match))
    return question.period is not None and is_of_other_period(question.period, told)


def _was_said(question: Question, one: "Candidate | Evidence") -> bool:
    document_id = one.match.hit.passage.document_id
    return any(id_ == document_id and a < one.end and one.start < b for id_, a, b in question.said)


def shares_of_new(question: Question, candidates: Sequence["Candidate"], weights: Weights) -> list[float]:
    """Return what each sentence counts (0-1) for a follow-up, by the words that are new in it.

    They may stand in the sentence, in the one before it, or above it.
    """
    own = weights * np.asarray([word.share == 1.0 for word in question.content])
    if own.sum() == weights.sum():
        return [1.0] * len(candidates)
    return [INHERITED_ALONE_SHARE + (1 - INHERITED_ALONE_SHARE) * m for m in _met(question, candidates, own)]


def sures_of_new(question: Question, candidates: Sequence["Candidate"], weights: Weights) -> list[float]:
    """Return how sure one can be that each sentence is about the thing that a follow-up names, if it does."""
    if not question.names_thing:
        return [1.0] * len(candidates)
    met = _met(question, candidates, weights * np.asarray(_of_things(question)))
    return [1.0 if share >= LEAST_NEW else WITHOUT_NEW_SURE for share in met]


def _of_things(question: Question) -> list[bool]:
    """Return which content words are those of a thing that a follow-up names: "the mooring fee".

    Not those that it has from what came before, nor what a sentence seldom calls so: "the deadline".
    """
    inherited = {word.form for word in question.content if word.share < 1.0}
    found: list[bool] = []
    end = -1
    for word in question.content:
        own = word.share == 1.0 and (
            bool(_BEFORE_THING.search(question.text, 0, word.start))
            or (end >= 0 and not question.text[end : word.start].strip())
        )
        end = word.end if own else -1
        found.append(own and word.form not in inherited and not _NO_THING.fullmatch(word.form))
    return found


def _met(question: Question, candidates: Sequence["Candidate"], own: Weights) -> list[float]:
    """Return the share of some words of a question that stand in, before or above each sentence.

    `own` are their weights, and 0 for other words; without any, all of them are met.
    """
    if not own.any():
        return [1.0] * len(candidates)
    texts = (f"{context_of(one.match)} {one.before} {one.words}" for one in candidates)
    return [
        stems_met(question, text, one.match.language, own / own.sum())
        for text, one in zip(texts, candidates, strict=True)
    ]


def sure_of_speaker(question: Question, candidate: "Candidate") -> float:
    """Return how sure an answer can be of its speaker: less where a sentence gives the words of another.

    Who is asked for by name, that is: "the mayor" may be the one who is named.
    """
    return OTHERS_SHARE if asked_by_name(question.text) and _is_of_others(question, candidate) else 1.0


def _is_of_others(question: Question, candidate: "Candidate") -> bool:
    """Return whether a sentence gives words of another than is asked for, or nothing names that one there."""
    match = candidate.match
    return candidate.own is False or not is_told_of(question.text, match.document)


def sure_of_year(question: Question, candidate: "Candidate") -> float:
    """Return how sure an answer can be of its year: less where a sentence tells of others than are asked for.

    These are the years that it names ("last year" too), or that the sentence before it in its paragraph does,
    or what stands above them, or the sentence before that, or else its document's, or of what tells of the
    past the one that the text named last. Rows of a table differ by little else, so that one of another year
    is hardly an answer.
    """
    if not question.years:
        return 1.0
    match = candidate.match
    told = [candidate.words, candidate.before, context_of(match)]
    if _begins_paragraph(candidate):
        told.append(told.pop(1))
    near = (found for text in told if (found := years(text) | relative_years(text, match.date)))
    named = next(near, frozenset()) or _years_of_its_time(candidate) or question.years
    if named & question.years or _is_in_span(question.text, named):
        return 1.0
    return OTHER_YEAR_SURE if candidate.row is None else OTHER_YEAR_SURE**2


def _years_of_its_time(candidate: "Candidate") -> frozenset[str]:
    """Return the year of a document, and for what tells of the past the one that its text has come to."""
    match, come_to = candidate.match, ""
    if candidate.row is None and not _OF_ITS_OWN_TIME.search(candidate.words):
        come_to = running_year(match.document, candidate.start)
    return years(f"{match.date or ''} {come_to}")


def sure_of_own_year(question: Question, candidate: "Candidate") -> float:
    """Return how much less sure yet one can be of a figure of another year than the question itself names.

    A follow-up may go on to other times than the question before it had. What is of the year that is asked
    for by its headings may tell when that was planned or done.
    """
    if question.kind != "figure" or not question.years or candidate.row is not None:
        return 1.0
    own = years(" ".join(word.form for word in question.content if word.share == 1.0))
    if not own:
        return 1.0
    above = f"{candidate.before} {context_of(candidate.match)}"
    return 1.0 if own & years(above) else sure_of_year(question, candidate)


def _begins_paragraph(candidate: "Candidate") -> bool:
    """Return whether a blank line stands before a sentence."""
    before = candidate.match.document.text[max(candidate.start - _AROUND_CHARS, 0) : candidate.start]
    return before[len(before.rstrip()) :].count("\n") > 1


def _is_in_span(question: str, named: frozenset[str]) -> bool:
    """Return whether one of some years is after or before the one that a question counts from or up to."""
    spans = [(match["after"], match["year"]) for match in _SPAN.finditer(question)]
    return any(year > limit if after else year < limit for after, limit in spans for year in named)
