"""What a document corrects of itself: "The school has 112 pupils", of which a note below says "121, not 112".

No score knows that the note is right. It is found by its words, and by the figure, the name or the quotation
that the sentence has in its place.
"""

from collections.abc import Iterator
from itertools import islice

import regex as re

from index.corrections import CORRECTS
from index.library import Library
from qa.evidence import Evidence
from qa.features import content_stems

__all__ = ["corrections_of"]

_OF_CORRECTIONS = re.compile(
    r"\b(?:as (?:we|[\w’' -]{2,40} had) (?:wrote|said|reported|stated|announced|written)"
    r"|in error|please read|(?:should|ought to) (?:be|read|have (?:been|read))"
    r"|the (?:correct|right) (?:figure|sum|number|name|date))\b",
    re.IGNORECASE,
)
"""What says, in the sentence itself, that something was said otherwise before."""
_KINDS = (
    r"[\"“‘«](?:(?!\n\n)[^\"“”«»]){1,80}[\"”’»]",
    r"[$€£]?\d[\d.,:]*(?<![.,:])(?:\s(?:hundred|thousand|million|billion)\b)?",
    r"\*?\p{Lu}[\w’-]+(?:\s\p{Lu}[\w’-]+){0,3}\*?",
)
"""What is corrected: words in quotation marks, figures, and names."""
_NOT = tuple(
    re.compile(
        rf"(?P<right>{kind})(?:(?!{kind})[^.;:\"“”]){{0,40}}?,?\s(?:(?:and|but)\s)?"
        rf"(?:not|instead\sof|rather\sthan)\s(?:(?:the|an?|in|on|at|by|from)\s)?(?P<wrong>{kind})"
    )
    for kind in _KINDS
)
"""What is so, and in whose place: "is 121, not 112", 'read "starboard" instead of "port"'."""
_SHOULD = tuple(
    re.compile(
        rf"\b(?:says|said|wrote|gave|gives|read|reads|put)\s[^.]{{0,60}}?(?P<wrong>{kind})(?:(?!\n\n).){{0,80}}?"
        r"\b(?:should\s(?:be|read|have\s(?:been|read|said))|the\s(?:correct|right)\s[\w’]+\s(?:is|was))\s"
        rf"[^.]{{0,20}}?(?P<right>{kind})",
        re.DOTALL,
    )
    for kind in _KINDS
)
"""The other way about: 'She said "forty". It should be "twenty".'"""
_WORDS = (
    *("amended", "clarif", "correct", "corrig", "errat", "version", "please read", "put right", "in error"),
    *("as we ", "had said", "had stated", "had reported", "had announced", "should be", "should have"),
)
"""One of which a text has that speaks of corrections: looked for first, as that takes a tenth of the time."""
_MOST_PLACES, _MOST_CHARS = 30, 200_000
"""How many places are looked at that speak of corrections, in a text of how many characters at most."""
_QUOTES = "\"“”‘’'«»*"
_MOST = 2


def corrections_of(lead: Evidence, library: Library) -> list[Evidence]:
    """Return the sentences of a document that correct what evidence of it says, with what is so marked."""
    document = lead.match.document
    places = () if lead.is_row else _places(document.text)
    if not places:
        return []
    stored = library.record.passages(document_id=document.id)
    if lead.match.stored not in stored:  # its file has changed since
        return []
    found = []
    spans = [span for one in stored for span in one.sentences]
    for start, end, told in _corrections(document.text, spans, places):
        right, wrong = told["right"], told["wrong"]
        if start <= lead.start < end or not _has(lead.quote, wrong) or _has(lead.quote, right):
            continue
        if _is_of(lead, document.text[start:end], wrong):
            quoted = right[0] in _QUOTES
            span = told.start("right") + quoted - start, told.end("right") - quoted - start
            found.append(Evidence(lead.match, start, end, lead.score, span, (), lead.sure, read=lead.read))
    return found[:_MOST]


def _places(text: str) -> list[tuple[int, int]]:
    """Return the paragraphs that speak of corrections, the first of them."""
    folded = text.lower() if len(text) <= _MOST_CHARS else ""
    if not any(word in folded for word in _WORDS):
        return []
    found = dict.fromkeys(
        (text.rfind("\n\n", 0, told.start()) + 1, text.find("\n\n", told.end()))
        for pattern in (CORRECTS, _OF_CORRECTIONS)
        for told in islice(pattern.finditer(text), _MOST_PLACES)
    )
    return [(start, end if end >= 0 else len(text)) for start, end in found]


def _corrections(
    text: str, spans: list[tuple[int, int]], places: list[tuple[int, int]]
) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Yield where what corrects begins and ends, and what in it is so, in whose place.

    One sentence, or two of which the second says what is so.
    """
    for place in places:
        own = [(start, end) for start, end in spans if place[0] <= start and end <= place[1]]
        for (start, end), (_, last) in zip(own, [*own[1:], *own[-1:]], strict=True):
            for patterns, stop in ((_NOT, end), (_SHOULD, last)):
                told = next(filter(None, (pattern.search(text, start, stop) for pattern in patterns)), None)
                if told and told.start() < end:
                    yield start, end if told.end() <= end else last, told


def _is_of(lead: Evidence, correction: str, wrong: str) -> bool:
    """Return whether a correction is of what evidence tells: it quotes words of it, or has others of it."""
    if wrong[0] in _QUOTES and " " in wrong:
        return True
    own, said, instead = (content_stems(t, lead.match.language) for t in (lead.quote, correction, wrong))
    return bool(own & (said - instead))


def _has(said: str, value: str) -> bool:
    """Return whether a sentence has a value as a whole, whatever marks are around it."""
    words = r"\s+".join(map(re.escape, value.strip(_QUOTES).split()))
    return re.search(rf"(?<![\w.,]){words}(?![\w]|[.,]\d)", " ".join(said.split()), re.IGNORECASE) is not None
