"""Lists: what is asked for several things is answered by all items of one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.library import Library
from index.tokens import tokens, words
from qa.answer import NARROW_SHARE
from qa.evidence import Evidence
from qa.features import asked_stems, context_of
from qa.headings import is_heading
from qa.labels import said_from
from qa.letters import closes, is_formula, signs
from qa.question import AnswerKind, Question
from qa.retrieve import Match
from qa.rows import is_labelled

__all__ = [
    "MOST_ITEMS",
    "ItemList",
    "Span",
    "answers_as_whole",
    "best_first",
    "label_met",
    "lists_of",
    "section_of",
    "sentences_of_section",
    "whole_list",
    "would_be_cut",
]

MOST_ITEMS = 12
_LEAST_ITEMS = 2
_MOST_ITEM_CHARS = 160
_MOST_CHARS = 8_000
"""How long a section may be; what is longer does not answer as a whole."""
_LEAST_WHOLE_CHARS, _LEAST_WHOLE = 1_000, 0.75
"""How long a section is, and which share of its document, that is no part of it."""
_NUMBERS = "two three four five six seven eight nine ten eleven twelve".split()
_SO_MANY = re.compile(
    r"(?:\b(?:what|which|who)(?: else)? (?:are|were) (?:the|its|their|his|her|our|your)"
    r"|^(?:and |but |so )?(?:what|which)) "
    rf"(\d{{1,3}}|{'|'.join(_NUMBERS)})\b(?![-–/.,:]?\d|[-–])",
    re.IGNORECASE,
)
_MARKED = re.compile(r"^(?:[-*+•▪●◦‣∙·–—]|\(?(?:\d{1,3}|[A-PR-Za-z]|[ivx]{1,5}|[IVX]{1,5})[.)])\s+\S")
"""The mark of an item; "Q." asks, and "A." below it is alone."""
_OF_A_RECORD = re.compile(
    r"(?:date|time|place|venue|location|from|to|cc|subject|re|author|narrator|interviewe[er]|speaker|chair"
    r"|(?:also |those )?present|in attendance|apologies|transcri(?:pt|bed)|recorded|version|status)"
    r"(?: (?:by|of|at|on|and \w+))?\s*:\s",
    re.IGNORECASE,
)
"""A line at the head of a record: "Place: the kitchen"; such lines below each other are no list."""
_ONE_THING: tuple[AnswerKind, ...] = ("figure", "date", "who", "where")
"""What a single line of a list answers, unless several things are asked for."""
_GOES_ON = re.compile(r"(?:[;,]|[;,]?\s(?:and|or))$")
"""How a line ends after which another item comes, which may be the last one and end the sentence."""
_ENDS_SENTENCE = re.compile(r"[.!?…。！？:][\"'”’»)\]*_]*$")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ItemList:
    """The items of a list, each a line, and the line that introduces it, if any."""

    label: Span | None
    items: tuple[Span, ...]

    def holds(self, place: Span) -> bool:
        """Return whether a place is in one of the items."""
        return any(start <= place[0] and place[1] <= end for start, end in self.items)


def section_of(match: Match) -> tuple[str, str]:
    """Return what tells a passage's section: the id of its document, and its headings."""
    return match.hit.passage.document_id, match.hit.passage.heading


def sentences_of_section(match: Match, library: Library) -> tuple[Span, ...]:
    """Return all sentences of a passage's section, its own alone where the file has changed since."""
    document_id, heading = section_of(match)
    stored = library.record.passages(document_id=document_id, heading=heading)
    if match.stored not in stored:
        return match.stored.sentences
    return tuple(span for one in stored for span in one.sentences)


def answers_as_whole(match: Match, sentences: Sequence[Span], *, named: bool) -> bool:
    """Return whether a section may answer as a whole: it is short, and a part of its document.

    Prose below the only heading, such as the line below the headline of an article, is no part, unless that
    heading is what the question asks (`named`).
    """
    if not sentences:
        return True
    text = match.document.text
    told = sentences[-1][1] - sentences[0][0]
    if told > _MOST_CHARS:
        return False
    is_part = told <= max(_LEAST_WHOLE_CHARS, _LEAST_WHOLE * len(text))
    return is_part or named or bool(lists_of(text, sentences, context_of(match)))


def whole_list(question: Question, lead: Evidence, library: Library) -> list[Evidence]:
    """Return the items of the list that the best evidence is one of, in order; none where it is in none.

    What introduces a list ("Members receive:") stands before its items if it is the best evidence. Where the
    question names what introduces another list of the section ("Rare:"), that one is meant.
    """
    text, place = lead.match.document.text, (lead.start, lead.end)
    if lead.is_row or not (_introduces(lead.quote) or _looks_like_item(_line(text, place))):
        return []
    lists = lists_of(text, sentences_of_section(lead.match, library), context_of(lead.match))
    leads = _introduces(lead.quote)
    own = next((one for one in lists if (leads and place == one.label) or one.holds(place)), None)
    if own is None:
        return []
    asked, language = asked_stems(question, lead.match.language), lead.match.language
    named = {one: label_met(one, text, asked, language) for one in lists}
    meant = max(lists, key=named.__getitem__)
    if named[meant] <= named[own]:
        meant = own
    spans = list(meant.items)
    if meant is own and _is_named_alone(question, lead, spans):
        return []
    if meant.label and (meant is not own or place == meant.label):
        spans.insert(0, meant.label)
    items = (replace(lead, start=start, end=end, answer=None) for start, end in spans)
    return [lead if (one.start, one.end) == place else one for one in items]


def _is_named_alone(question: Question, lead: Evidence, items: Sequence[Span]) -> bool:
    """Return whether of all items the best alone has a name of the question: "What did Abel die of?".

    A name in a heading above is that of all items.
    """
    text, match = lead.match.document.text, lead.match
    own = {name for name in question.names.difference(words(context_of(match))) if name.isalpha()}
    having = [span for span in items if own & set(words(text[slice(*span)]))]
    return len(having) == 1 < len(items) and having[0][0] <= lead.start < having[0][1]


def has_as_many(question: Question, items: Sequence[Evidence]) -> bool:
    """Return whether a list has as many items as a question says there are ("Who were the two men")."""
    number = _SO_MANY.search(question.text)
    return number is None or _amount(number[1]) == sum(not _introduces(one.quote) for one in items)


def _amount(number: str) -> int:
    return int(number) if number.isdigit() else _NUMBERS.index(number.lower()) + 2


def label_met(one: ItemList, text: str, asked: set[str], language: str | None) -> int:
    """Return how many of the stems that are asked for stand in what introduces a list."""
    return len(asked & set(tokens(text[slice(*one.label)], language))) if one.label else 0


def lists_of(text: str, sentences: Sequence[Span], above: str) -> tuple[ItemList, ...]:
    """Return the lists of a section: lines that are items, all of them marked or none.

    A list whose marks have another form stands within an item of the list around it, and comes before that.
    What follows the closing formula of a letter, or a signature, is none. Lines above the rows of a workbook
    are its title.
    """
    return tuple(_lists(text, sentences, above))


def _lists(text: str, sentences: Sequence[Span], above: str) -> Iterator[ItemList]:
    label: Span | None = None
    lists: list[_Begun] = []  # each within an item of the one before
    signing = False  # who closes a letter does so line by line
    for span in [*_lines(text, sentences), None]:
        said = text[slice(*span)] if span else ""
        item = span is not None and _is_item(text, span) and not is_heading(said, above)
        if span and not item and lists and not lists[-1].form:
            last = text[slice(*lists[-1].items[-1])]
            item = bool(_GOES_ON.search(last)) and len(said) <= _MOST_ITEM_CHARS
        form = _form(said)
        signing = closes(said) or signs(said) or (signing and item and not form)
        item = item and not signing
        goes_on = item and bool(lists) and bool(lists[-1].form) is bool(form)
        while lists and not (goes_on and (form == lists[-1].form or form not in [one.form for one in lists])):
            ended = lists.pop()
            if lists:
                lists[-1].items += ended.items
            heads_rows = not ended.form and is_labelled(said)
            if _LEAST_ITEMS <= len(ended.items) <= MOST_ITEMS and not heads_rows:
                yield ItemList(ended.label, tuple(ended.items))
            if form and not ended.form:
                label = ended.items[-1]  # "Uncommon: up to 1 in 100 people" was no item
        if span is None or not item:
            label = span if span and _introduces(said) else None
        elif lists and form == lists[-1].form:
            lists[-1].items.append(span)
        else:
            lists.append(_Begun(form, lists[-1].items[-1] if lists else label, [span]))
            label = None


@dataclass(slots=True)
class _Begun:
    """A list that may go on: how its items are marked ("" for not at all), and its items so far."""

    form: str
    label: Span | None
    items: list[Span]


def _form(line: str) -> str:
    """Return what the marks of a list have in common: "(a)" and "(b)", "1." and "12.", a kind of bullet."""
    match = _MARKED.match(line)
    mark = match[0].split()[0] if match else ""
    return re.sub(r"\d+", "1", re.sub(r"[a-z]+", "a", re.sub(r"[A-Z]+", "A", mark)))


def _introduces(line: str) -> bool:
    """Return whether a line introduces what follows: it ends with a colon or a dash, or stands apart."""
    return line.rstrip("*_ ").endswith((":", "—", "–")) or is_heading(line, "")


def best_first(items: Sequence[Evidence], found: Sequence[Evidence]) -> list[Evidence]:
    """Return the same in the same order, but what holds the best sentence that was found first."""
    if not found:
        return list(items)
    lead = found[0]

    def holds(one: Evidence) -> bool:
        return one.match.document.id == lead.match.document.id and one.start <= lead.start < one.end

    return sorted(items, key=lambda one: not holds(one))


def would_be_cut(asked: Question, items: Sequence[Evidence], found: Sequence[Evidence]) -> bool:
    """Return whether several more items of a list would be stated beside the best evidence, but not all.

    Three conditions of four look like all of them. Not where one line answers: who asks for a figure wants
    no list around it; nor where lines aren't marked as a list, as values below each other ("depth: 3 m").
    """
    if asked.kind in _ONE_THING or not any(_MARKED.match(one.quote) for one in items):
        return False
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
    """Return whether a stretch begins a line that is an item of a list."""
    return not text[text.rfind("\n", 0, span[0]) + 1 : span[0]].strip() and _looks_like_item(
        _line(text, span)
    )


def _line(text: str, span: Span) -> str:
    """Return the line in which a stretch begins."""
    ends = text.find("\n", span[0])
    return text[text.rfind("\n", 0, span[0]) + 1 : None if ends < 0 else ends].strip()


def _looks_like_item(line: str) -> bool:
    """Return whether a line may be an item: marked, or short and no sentence, greeting, row or chat."""
    if not line or len(line) > _MOST_ITEM_CHARS or " | " in line or said_from(line, ""):
        return False
    if _MARKED.match(line):
        return True
    if is_formula(line):
        return False
    return not (_ENDS_SENTENCE.search(line) or is_labelled(line) or _OF_A_RECORD.match(line))
