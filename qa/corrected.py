"""What a document corrects of itself: "The school has 112 pupils", of which a note below says "121, not 112".

No score knows that the note is right. A note is headed as one ("Correction: …"), or says itself that it is
("as we wrote", "please read"). It corrects the one sentence of its document that has the figure, the name or
the quotation that it calls wrong, and of which it says nothing that isn't there.
"""

from collections.abc import Iterator
from itertools import islice, pairwise

import regex as re

from index.library import Library
from qa.evidence import Evidence
from qa.features import content_stems, context_of

__all__ = ["corrections_of"]

_HEADS_NOTE = re.compile(
    r"^[*_#>\s]{0,4}(?:(?:\d{1,2}[.)]|[(]\d{1,2}[)])\s)?(?:"
    r"Correct(?:ion|ed\sfigure)s?|Clarifications?|Corrigend(?:a|um)|Errat(?:a|um)"
    r"|(?:(?:Editor|Transcriber|Translator)s?['’]?s?)\snotes?)(?:\sand\sclarifications?)?"
    r"[*_]{0,3}\s?(?:[(](?=[^()\n]*\d)[^()\n]{1,40}[)]|,[^:\n]{1,40})?:",
    re.IGNORECASE | re.MULTILINE,
)
"""What heads a note: "Correction:", "Clarification (4 May):", "Transcriber's notes:"."""
_PLEASE_READ = re.compile(r"\bplease\sread\b", re.IGNORECASE)
_AS_WE_SAID = re.compile(r",?\sas\swe\s(?:had\s|first\s)?(?:wrote|written|said|reported|stated|announced)\b")
_KINDS = (
    r"[\"“«](?:(?!\n\n)[^\"“”«»]){1,80}[\"”»]",
    r"[$€£]?\d[\d.,:]*(?<![.,:])(?:\s(?:hundred|thousand|million|billion)\b)?",
    r"\*?\p{Lu}[\w’-]+(?:\s\p{Lu}[\w’-]+){0,3}\*?",
)
"""What is corrected: words in quotation marks, figures, and names."""
_NOT = tuple(
    re.compile(
        rf"(?P<right>{kind})(?:(?!{kind})[^.;:\"“”]){{0,40}}?,?\s(?:(?:and|but)\s)?"
        rf"(?:not|instead\sof)\s(?:(?:the|an?|in|on|at|by|from)\s)?(?P<wrong>{kind})"
    )
    for kind in _KINDS
)
"""What is so, and in whose place: "is 121, not 112", 'read "starboard" instead of "port"'."""
_SHOULD = re.compile(
    rf"\b(?:says|said|reads?|wrote)\s[^.]{{0,60}}?(?P<wrong>{_KINDS[0]})(?:(?!\n\n).){{0,80}}?"
    rf"\bshould\s(?:be|read|have\s(?:been|read|said))\s(?P<right>{_KINDS[0]})",
    re.DOTALL,
)
"""The other way about, in a note: 'She said "all of forty". It should be "all of twenty".'"""
_WORDS = ("correct", "clarif", "corrig", "errat", "note", "please read", "as we ")
"""One of which a text has that has notes: looked for first, as that takes a tenth of the time."""
_MOST_NOTES, _MOST_CHARS = 30, 200_000
"""How many notes are looked at, in a text of how many characters at most."""
_OF_NOTES = re.compile(
    r"\b(?:para(?:graph)?|line|page|take|item|number|figure|sum|name|date|total|correct|right|[\w-]*\d[\w:.,-]*)s?\b",
    re.IGNORECASE,
)
"""What a note says of no thing: where to read, and what kind of word."""
_CONDITION = re.compile(
    r"[\"”»*]*,?\s(?:after|at|before|during|for|from|if|in|on|to|under|unless|until|when|where|while|with)\b"
)
"""What follows upon a note that is of some cases alone: "not 40 mg, if you are under six"."""
_ENDS_CLAUSE = re.compile(r"[,;:(–—]")
_QUOTES = "\"“”‘’'«»*"
_FEWEST_WORDS = 3
"""How many words are quoted at least that say themselves what they are of."""
_MOST = 2


def corrections_of(lead: Evidence, library: Library) -> list[Evidence]:
    """Return the sentences of a document that correct what evidence of it says, with what is so marked."""
    document = lead.match.document
    if lead.is_row or not _may_have_notes(document.text):
        return []
    stored = library.record.passages(document_id=document.id)
    if lead.match.stored not in stored:  # its file has changed since
        return []
    found = []
    spans = [span for one in stored for span in one.sentences]
    for start, end, told in _corrections(document.text, spans):
        if not start <= lead.start < end and _is_of(lead, start, end, told):
            quoted = told["right"][0] in _QUOTES
            span = told.start("right") + quoted - start, told.end("right") - quoted - start
            found.append(Evidence(lead.match, start, end, lead.score, span, (), lead.sure, read=lead.read))
    return found[:_MOST]


def _may_have_notes(text: str) -> bool:
    """Return whether a text has what heads a note, or says that it is one."""
    folded = text.lower() if len(text) <= _MOST_CHARS else ""
    if not any(word in folded for word in _WORDS):
        return False
    return any(one.search(text) for one in (_HEADS_NOTE, _PLEASE_READ, _AS_WE_SAID))


def _corrections(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Yield where what corrects begins and ends, and what in it is so, in whose place.

    One sentence, or two of which the second says what is so.
    """
    notes = [
        (head.end(), end if (end := text.find("\n\n", head.end())) >= 0 else len(text))
        for head in islice(_HEADS_NOTE.finditer(text), _MOST_NOTES)
    ]
    for (start, end), (_, last) in pairwise([*spans, *spans[-1:]]):
        headed = any(begin < end and start < stop for begin, stop in notes)
        if headed or _PLEASE_READ.search(text, start, end) or _AS_WE_SAID.search(text, start, end):
            found = [pattern.search(text, start, end) for pattern in _NOT]
            found += [_SHOULD.search(text, start, last)] if headed else []
            told = next(filter(None, found), None)
            if told and told.start() < end and (headed or _says_that_it_corrects(text, start, end, told)):
                yield start, end if told.end() <= end else last, told


def _says_that_it_corrects(text: str, start: int, end: int, told: re.Match[str]) -> bool:
    """Return whether a sentence says, before or after what it corrects, that it does."""
    before = _PLEASE_READ.search(text, start, told.start())
    return bool(before or _AS_WE_SAID.search(text, told.end(), end))


def _is_of(lead: Evidence, start: int, end: int, told: re.Match[str]) -> bool:
    """Return whether a correction is of what evidence tells.

    It has, and nothing else has, what is called wrong, and all that the note tells of it.
    """
    text, wrong = lead.match.document.text, _as_value(told["wrong"])
    if _CONDITION.match(text, told.end("wrong")) and told.end("wrong") > told.end("right"):
        return False
    if not wrong.search(lead.quote) or _as_value(told["right"]).search(lead.quote):
        return False
    if any(
        not (start <= one.start() < end or lead.start <= one.start() < lead.end)
        for one in wrong.finditer(text)
    ):
        return False
    if told["wrong"][0] in _QUOTES:
        return len(told["wrong"].split()) >= _FEWEST_WORDS
    language = lead.match.language
    own = content_stems(f"{context_of(lead.match)} {lead.quote}", language)
    note = content_stems(_said_of(text[start:end], told, start), language)
    return own >= note and bool(note or _PLEASE_READ.search(text, start, end))


def _said_of(note: str, told: re.Match[str], start: int) -> str:
    """Return what a note tells of the thing: without what is so and what isn't, and how it speaks of them."""
    right, wrong = (slice(a - start, b - start) for a, b in (told.span("right"), told.span("wrong")))
    head = _HEADS_NOTE.match(note)
    before = note[head.end() if head else 0 : right.start]
    after = _ENDS_CLAUSE.split(_AS_WE_SAID.split(note[wrong.stop :])[0])[0]
    said = f"{before} {note[right.stop : wrong.start].replace('instead of', ' ')} {after}"
    said = _PLEASE_READ.sub(" ", said)
    return str(_OF_NOTES.sub(" ", said))


def _as_value(value: str) -> re.Pattern[str]:
    """Return what finds a value as a whole, whatever marks are around it."""
    words = r"\s+".join(map(re.escape, value.strip(_QUOTES).split()))
    return re.compile(rf"(?<![\w.,]){words}(?![\w]|[.,]\d)", re.IGNORECASE)
