"""What is asked by name of whoever tells a document in the first person: "What does Dr Holm charge?".

Witness statements, depositions, letters, diaries and opinions of experts name once who "I" is. Of a passage
in which "I" speaks the reader, which was taught to refuse what is asked of somebody else, is asked "What does
it charge?": whether it is told "it" or "she" makes no difference to what it finds.
So it is of whom terms or a policy say "we" to be, and of the judge of a judgment, all of which a judge says.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from index.tokens import words
from index.types import Document
from qa.examination import Examination
from qa.figures import named_inside
from qa.judges import THE_JUDGE, asks_for_finding, judge_of
from qa.question import WORD, Question
from qa.retrieve import Match
from qa.saying import masked

__all__ = ["asked_of_teller", "groups_of", "tellers_of"]

_FIRST_PERSON = re.compile(
    r"(?:(?:^|[^\w\s]\s*|\b[a-z]+\s)I(?:['’](?:m|d|ve|ll))?\s[a-z]|\b[Mm]y\s[a-z]|\b[a-z]+ me\b)",
    re.MULTILINE,
)
_PLURAL = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s)\b")
_TITLE = r"(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sir|Dame|Lord|Lady)\.?"
_NAME = rf"(?!(?:By|Dear|From|The)[ ])(?:{_TITLE}[ ])?(?:[A-Z][\w.'’-]*[ ]){{1,3}}[A-Z][\w'’-]+"
_SHORT_NAME = rf"{_TITLE}[ ](?:[A-Z]\.[ ]?){{1,3}}[A-Z][\w'’-]+"
_TOLD = (
    r"(?:affidavit|declaration|deposition|diary|evidence|examination|journal|letters?|memoirs?|statement"
    r"|testimony)"
)
_OPENS = re.compile(
    rf"""^[ \t]*(?:I,[ ](?P<i>{_NAME}),
    |(?:[^\n.:]{{0,60}}[ ])?(?i:{_TOLD}(?:[ ]before[ ]trial)?[ ](?:of|by|from))[ ](?P<of>{_NAME})[ \t]*$
    |(?i:author|by|deponent|from|prepared[ ]by|witness|written[ ]by):?[ ](?P<by>{_NAME}))""",
    re.MULTILINE | re.VERBOSE,
)
"""What says at the head of a document who tells it."""
_BYLINE = re.compile(rf"(?:{_NAME})(?=$|, )")
_SIGNED = re.compile(rf"(?:\(?(?i:signed)\)?:?[ ])?(?P<name>{_SHORT_NAME}|{_NAME})(?=$| \S+:)")
_GROUP = r"(?!(?:Our|The|This|We)\b)(?:[A-Z][\w&.'’-]*[ ]){0,4}[A-Z][\w&'’-]+"
_WE_ARE = re.compile(
    rf"""\b(?P<called>{_GROUP})(?:,[ ][^\n()]{{0,80}})?[ ]\((?:[^()\n]{{0,40}}[ ])?["“'‘](?i:we|us|our)\b
    |\b[Ww]e[ ]are[ ](?:the[ ])?(?P<are>{_GROUP})
    |^\W*(?:\d+\.?[ ])?(?i:who[ ]we[ ]are|about[ ]us)\W*\n+(?:The[ ])?(?P<about>{_GROUP})
    |\b[Aa]t[ ](?P<at>{_GROUP}),?[ ]we\b""",
    re.MULTILINE | re.VERBOSE,
)
"""What says at the head of terms, a policy or a handbook who "we" are."""
_HEAD_CHARS = 5_000
_OF_FIRMS = frozenset("inc ltd llc llp plc corp company limited gmbh and the".split())
_OPENING_CHARS, _MOST_BYLINE_CHARS, _LINES_AT_THE_END = 1_000, 120, 4
_TITLES = frozenset("dr mr mrs ms miss prof professor sir dame lord lady judge justice honour j".split())
_NO_NAMES = _TITLES | _OF_FIRMS
_LEAST_LETTERS = 3
_CACHED, _EXAMINATIONS = 256, 4
"""Of how many documents it is kept who tells them; whole transcripts are large."""
_OWNS = re.compile(r"['’]s?(?!\w)")


def asked_of_teller(question: Question, match: Match) -> str:
    """Return the question with a pronoun for who says "I" or "we" in a passage, unless that names them."""
    if question.language != "en" or match.language not in (None, "en"):
        return question.text
    said = [match.text_at(*span) for span in match.stored.sentences]
    plain = "\n".join(map(masked, said))
    if any(one[:1] == ">" for one in said):
        return question.text
    forms = {form for one in said for form in words(one)}
    judge = judge_of(match.document, match.hit.passage.end) if asks_for_finding(question.text) else ""
    by_whom = [(judge, -1)] if judge else _told_by_whom(match, plain)
    for name, least in by_whom:
        own = [form for form in words(name) if form not in _NO_NAMES and len(form) >= _LEAST_LETTERS]
        if own and forms.isdisjoint(own) and (spans := _named(question.text, own, own[least])):
            return _with_pronouns(question, spans)
    if judge and "judge" not in forms:
        return _with_pronouns(question, [one.span() for one in THE_JUDGE.finditer(question.text)])
    return question.text


def _told_by_whom(match: Match, said: str) -> Iterator[tuple[str, int]]:
    """Yield names of who says "I" or "we" in a passage, and which word of each tells it without capitals."""
    if _FIRST_PERSON.search(said):
        yield from ((name, -1) for name in tellers_of(match.document, match.hit.passage.end))
    if _PLURAL.search(said):
        yield from ((name, 0) for name in groups_of(match.document))


def tellers_of(document: Document, at: int) -> tuple[str, ...]:
    """Return whom a document names as the one who says "I", or answers, up to a place: several spellings."""
    witness = _examination(document.text).who("A", at)
    if witness:
        return (witness,)
    author = document.author if document.author and ";" not in document.author else ""
    name = author.partition(",")[0]
    author = name if " " in name else author
    ends = document.text[:_OPENING_CHARS], document.text[-_OPENING_CHARS:]
    return tuple(filter(None, dict.fromkeys((author, *_told_by(*ends)))))


def groups_of(document: Document) -> tuple[str, ...]:
    """Return whom a document says "we" to be: in its terms, or under "About us"."""
    return _groups(document.text[:_HEAD_CHARS])


@lru_cache(maxsize=_CACHED)
def _groups(head: str) -> tuple[str, ...]:
    found = (next(filter(None, one.groups())) for one in _WE_ARE.finditer(head))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=_EXAMINATIONS)
def _examination(text: str) -> Examination:
    return Examination(text)


@lru_cache(maxsize=_CACHED)
def _told_by(opening: str, end: str) -> tuple[str, ...]:
    """Return who is named at the head of a text as its teller, in a line below its title, or at its end."""
    return tuple(dict.fromkeys(_names(opening, end)))


def _names(opening: str, end: str) -> Iterator[str]:
    for found in _OPENS.finditer(opening):
        yield next(filter(None, found.groups()))
    lines = [line.strip() for line in opening.split("\n") if line.strip()]
    for line in lines[1:2]:
        byline = _BYLINE.match(line) if len(line) <= _MOST_BYLINE_CHARS else None
        if byline:
            yield byline.group()
    ending = [line.strip() for line in end.split("\n") if line.strip()]
    for line in ending[-_LINES_AT_THE_END:]:
        if signed := _SIGNED.match(line):
            yield signed["name"]


def _named(text: str, own: Sequence[str], least: str) -> list[tuple[int, int]]:
    """Return where a question names somebody by words of a name, titles before them; not as an owner.

    Without capitals one of these must be among them: "will" and "mark" are other words too.
    """
    plain = not named_inside(text)
    runs: list[list[tuple[int, int, str]]] = []
    for word in WORD.finditer(text):
        form = next(iter(words(word.group())), "")
        if form not in _TITLES.union(own) or not (plain or word.group()[0].isupper()):
            continue
        if runs and not text[runs[-1][-1][1] : word.start()].strip(". "):
            runs[-1].append((*word.span(), form))
        else:
            runs.append([(*word.span(), form)])
    telling = (least,) if plain else own
    return [
        (run[0][0], run[-1][1])
        for run in runs
        if any(form in telling for _, _, form in run) and not _OWNS.search(text, run[0][0], run[-1][1] + 1)
    ]


def _with_pronouns(question: Question, spans: Sequence[tuple[int, int]]) -> str:
    """Return a question with "it" at some places; unchanged if nothing would be left to ask."""
    text = question.text
    if all(any(a <= word.start < b for a, b in spans) for word in question.content):
        return text
    for start, end in reversed(spans):
        text = f"{text[:start]}it{text[end:]}"
    return text
