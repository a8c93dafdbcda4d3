"""Questions that a heading asks already, and questions for several things that stand in a list.

"What are the side effects of Veltrazine?" above a section "Possible side effects" is answered by no single
sentence: the section is the answer. So is a whole list, where one of its items was found for a question that
asks for several things.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.library import Library
from index.tokens import tokens
from qa.answer import NARROW_SHARE
from qa.evidence import Evidence
from qa.features import asked_stems, content_stems, context_of
from qa.headings import is_heading
from qa.question import Question
from qa.retrieve import Match, Retrieval

__all__ = [
    "SECTION_CONFIDENCE",
    "Section",
    "asked_section",
    "section_evidence",
    "whole_list",
    "would_be_cut",
]

SECTION_CONFIDENCE = 0.5
"""How sure it is at least that a section answers whose heading asks the question. Not fitted: no public set
of questions has headings."""

_OPEN_KINDS = ("open", "reason")
"""What asks for a figure, a date, a person or a place wants that, not a section."""
_HEADING_MET = 0.5
"""More of a heading's words than this share stand in a question that it asks."""
_MOST_ITEMS, _MOST_SENTENCES = 12, 8
_LEAST_ITEMS = 2
_MOST_ITEM_CHARS = 160
_MARKED = re.compile(r"^(?:[-*+•▪●◦‣∙·–—]|\(?\d{1,3}[.)]|\(?[A-Za-z][.)])\s+\S")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？:][\"'”’»)\]*_]*$")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Section:
    """What stands below a heading: those of its passages that were retrieved, and all of its sentences."""

    retrieval: Retrieval
    match: Match
    sentences: tuple[Span, ...]


def asked_section(question: Question, retrieval: Retrieval, library: Library) -> Section | None:
    """Return the section whose heading says all that a question names, the best that matches, or None.

    The title of its document and the headings above may say a part of it, but most of the section's own
    heading must be asked for.
    """
    if question.kind not in _OPEN_KINDS or question.topic:
        return None
    match = next((m for m in retrieval.matches if _asks(question, m)), None)
    if match is None:
        return None
    inside = tuple(m for m in retrieval.matches if _section(m) == _section(match))
    return Section(replace(retrieval, matches=inside), match, _sentences(match, library))


def _section(match: Match) -> tuple[str, str]:
    return match.hit.passage.document_id, match.hit.passage.heading


def _sentences(match: Match, library: Library) -> tuple[Span, ...]:
    """Return all sentences of a passage's section, its own alone where the file has changed since."""
    document_id, heading = _section(match)
    stored = library.record.passages(document_id=document_id)
    if match.stored not in stored:
        return match.stored.sentences
    return tuple(span for one in stored if one.passage.heading == heading for span in one.sentences)


def _asks(question: Question, match: Match) -> bool:
    """Return whether a passage's heading names all that a question names, and little else."""
    heading = match.hit.passage.heading
    last = heading.rpartition("›")[2]
    if not heading or last.strip() == match.title.strip():
        return False
    language = match.language
    own = content_stems(last, language)
    above = set(tokens(context_of(match), language))
    named = all(above.intersection(tokens(word.form, language)) for word in question.content)
    return bool(own) and named and len(own & asked_stems(question, language)) > _HEADING_MET * len(own)


def section_evidence(
    section: Section, found: Sequence[Evidence], *, several: bool, prose: bool
) -> list[Evidence]:
    """Return what to quote of a section in the order of the text, given the evidence found in it.

    Of a section with a list, where `several` things are asked for, these are its items alone; else, if
    `prose` is wanted, its best sentences. Headings and labels are left out.
    """
    text, above = section.match.document.text, context_of(section.match)
    known = {(one.start, one.end): one for one in found}

    def told(spans: Sequence[Span]) -> list[Span]:
        return [span for span in spans if not is_heading(text[slice(*span)], above)]

    items = [span for span in told(_lines(text, section.sentences)) if several and _is_item(text, span)]
    if len(items) >= _LEAST_ITEMS:
        spans, most = items, _MOST_ITEMS
    else:
        spans, most = told(section.sentences) if prose else [], _MOST_SENTENCES
    best = sorted(spans, key=lambda span: -(known[span].score if span in known else 0.0))[:most]
    return [known.get(span) or _beside(found[0], span) for span in sorted(best)] if found else []


def whole_list(question: Question, lead: Evidence, library: Library) -> list[Evidence]:
    """Return the items of the list that the best evidence is one of, in order; none where it is in none.

    What introduces a list ("Members receive:") stands before its items if it is the best evidence. Where the
    question names what introduces another list of the section ("Rare:"), that one is meant.
    """
    text = lead.match.document.text
    if lead.is_row or not (_introduces(lead.quote) or _is_item(text, (lead.start, lead.end))):
        return []
    lists = list(_lists(text, _sentences(lead.match, library), context_of(lead.match)))
    place = (lead.start, lead.end)
    own = next((one for one in lists if place == one.label or place in one.items), None)
    if own is None:
        return []
    asked = asked_stems(question, lead.match.language)

    def named(one: _List) -> int:
        return len(asked & set(tokens(text[slice(*one.label)], lead.match.language))) if one.label else 0

    meant = max(lists, key=named)
    if named(meant) <= named(own):
        meant = own
    spans = list(meant.items)
    if meant.label and (meant is not own or place == meant.label):
        spans.insert(0, meant.label)
    return [lead if span == place else _beside(lead, span) for span in spans]


@dataclass(frozen=True, slots=True)
class _List:
    """The items of a list, and the line that introduces it, if any."""

    label: Span | None
    items: tuple[Span, ...]


def _lists(text: str, sentences: Sequence[Span], above: str) -> Iterator[_List]:
    """Yield the lists of a section: lines that are items, all of them marked or none."""
    label: Span | None = None
    items: list[Span] = []
    marked = False
    for span in [*_lines(text, sentences), None]:
        said = text[slice(*span)] if span else ""
        item = span is not None and _is_item(text, span) and not is_heading(said, above)
        if items and (not item or bool(_MARKED.match(said)) is not marked):
            if _LEAST_ITEMS <= len(items) <= _MOST_ITEMS:
                yield _List(label, tuple(items))
            label, items = None, []
        if span and item:
            marked = bool(_MARKED.match(said))
            items.append(span)
        else:
            label = span if span and _introduces(said) else None


def _introduces(line: str) -> bool:
    return line.rstrip("*_ ").endswith(":")


def would_be_cut(items: Sequence[Evidence], found: Sequence[Evidence]) -> bool:
    """Return whether several more items of a list would be stated beside the best evidence, but not all.

    Three conditions of four look like all of them.
    """
    lead, places = found[0], {(one.start, one.end) for one in items}
    others = [
        e for e in found[1:] if e.match.document.id == lead.match.document.id and (e.start, e.end) in places
    ]
    return sum(e.score >= NARROW_SHARE * lead.score for e in others) >= _LEAST_ITEMS


def _lines(text: str, sentences: Sequence[Span]) -> list[Span]:
    """Return sentences, those of one line together."""
    found: list[Span] = []
    for start, end in sentences:
        if found and "\n" not in text[found[-1][0] : start]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _is_item(text: str, span: Span) -> bool:
    """Return whether a stretch is a line of a list: marked, or a short line that is no sentence."""
    begins, ends = text.rfind("\n", 0, span[0]) + 1, text.find("\n", span[0])
    said = text[begins : None if ends < 0 else ends].strip()
    if text[begins : span[0]].strip() or not said or len(said) > _MOST_ITEM_CHARS or " | " in said:
        return False
    return bool(_MARKED.match(said)) or not _ENDS_SENTENCE.search(said)


def _beside(lead: Evidence, span: Span) -> Evidence:
    """Return another place of the same document as evidence that says as much."""
    return replace(lead, start=span[0], end=span[1], answer=None)
