"""What a sentence tells only to say that it was wrong: of an earlier version, or of what somebody claimed.

Newspapers correct themselves below an article ("An earlier version said that it was built in 1912"), and
reports tell what was claimed before they tell what was so ("Berg said that he had been ill. That wasn't
true."). Such a sentence has the words of a question and the wrong answer. Only what was said can be wrong:
what was done, charged or listed wrongly was done all the same.
"""

import re
from typing import TYPE_CHECKING

from qa.question import Question

if TYPE_CHECKING:
    from qa.evidence import Candidate

__all__ = ["tells_what_was_wrong"]

_WRONGLY = r"(?:wrongly|incorrectly|mistakenly|erroneously|falsely|inaccurately)"
_PAPER = r"(?:article|story|report|piece|headline|caption|interview|post)"
_VERSION = r"\b(?:the|an|our) (?:earlier|previous|first|original|initial) version"
_WRITES = r"(?:also )?(?:said|stated|wrote|reported|gave|put|named|called|suggested|implied|described)\b"
_GIVEN = r"(?:given|described|reported|stated)"
_EARLIER = re.compile(rf"{_VERSION} of (?:this|our) {_PAPER} (?:{_WRONGLY} )?{_WRITES}", re.IGNORECASE)
_WRONGLY_SAID = re.compile(
    rf"\b{_WRONGLY} (?:said|stated|wrote|reported|claimed|announced|asserted)\b[^.,;:]{{0,40}} that\b"
    rf"|\b(?:{_GIVEN} {_WRONGLY}|{_WRONGLY} {_GIVEN}) as\b",
    re.IGNORECASE,
)
_IN_CORRECTION = re.compile(
    rf"\bwe (?:had |have |also ){{0,2}}(?:said|stated|wrote|written|reported)\b[^.,;:]{{0,40}} that\b"
    rf"|{_VERSION} {_WRITES}",
    re.IGNORECASE,
)
"""What says so where the paragraph begins as a correction."""
_CORRECTS = re.compile(
    r"[*_#>\s]*(?:corrections?|clarifications?|errat(?:a|um)|put right)\b[^\n:]{0,40}:", re.IGNORECASE
)
_GOES_ON = re.compile(rf"\s*(?:it|we) also {_WRITES}", re.IGNORECASE)
_CLAIMS = re.compile(
    r"\b(?:(?:said|says|stated|claim(?:s|ed)|insist(?:s|ed)|maintain(?:s|ed)|announced|reported|assured|told)\b"
    r"[^.,;:]{0,40} that|it (?:was|is) (?:said|told|reported|claimed|rumou?red|believed|thought|assumed))\b"
)
_NOT_SO = re.compile(
    r"\s+(?:\w+: )?(?:(?:That|This|It) (?:is not|was not|isn['’]t|wasn['’]t) (?:true|so|the case)"
    r"|(?:That|This) (?:is|was) (?:false|untrue|a lie))(?=\s*[.;!])"
)
"""What follows a claim that was not so. "Wrong" may judge what was done."""
_PLACE = r"(?:aboard|above|across|at|behind|below|beside|by|in|inside|near|on|outside|under)\b"
_WAS_TOLD_TO_BE = re.compile(
    rf"\bhad (?:said|stated|claimed|insisted|announced|told)\b.{{0,80}} (?:was|were) {_PLACE}"
)
_WAS_IN_FACT = re.compile(
    rf"\s+(?:But )?(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey) (?:was|were) (?:in fact|in reality|actually) {_PLACE}"
)
"""Where somebody was told to have been, and where, in the next sentence, that was: if it is asked where."""
_ASKS_WHERE = re.compile(r"\bwhere\b", re.IGNORECASE)
_LOOKED_AT_CHARS = 120
_SINCE_THEN = re.compile(
    r"[,;:–—]|\b(?:actual(?:ly)?|but|correct(?:ly|ed)?|fact|instead|rather|really|should|when|whereas)\b"
)
"""What stands, in a sentence that tells what was said wrongly, before what is so, or what is beside it."""
_ASKS_OF_IT = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|state[ds]?|claim\w*|tell|told|wr[io]te\w*|reported|announce\w*|insist\w*|versions?"
    r"|wrong\w*|mistak\w*|errors?|false\w*|corrected|corrections?|amend\w*|original\w*|initial\w*|previous\w*"
    r"|at first|first (?:give|put|think|thought)|earlier)\b",
    re.IGNORECASE,
)
"""What asks for what was said, or for what it was before it was corrected."""


def tells_what_was_wrong(question: Question, candidate: "Candidate") -> bool:
    """Return whether what a sentence answers with is told as what is not so, and that isn't asked for."""
    if _ASKS_OF_IT.search(question.text, question.own_start):
        return False
    text = candidate.text
    told = _EARLIER.search(text) or _WRONGLY_SAID.search(text) or _told_in_correction(candidate)
    if told is not None:
        start = candidate.answer[0] if candidate.answer else told.end()
        return start >= told.end() and not _SINCE_THEN.search(text, told.end(), start)
    return _is_denied(question, candidate)


def _told_in_correction(candidate: "Candidate") -> re.Match[str] | None:
    """Return where a sentence of a paragraph that corrects a text says what was said, None of any other."""
    document = candidate.match.document.text
    begin = document.rfind("\n\n", 0, candidate.start) + 1
    told = _GOES_ON.match(candidate.text)
    if told and _EARLIER.search(document, begin, candidate.start):
        return told
    found = _IN_CORRECTION.search(candidate.text)
    return found or told if _CORRECTS.match(document, begin) else None


def _is_denied(question: Question, candidate: "Candidate") -> bool:
    """Return whether the sentence below says, of what this one tells as a claim, that it was not so."""
    end = candidate.end
    after = candidate.match.document.text[end : end + _LOOKED_AT_CHARS].partition("\n\n")[0]
    if _NOT_SO.match(after):
        claims = _CLAIMS.search(candidate.text)
        start = candidate.answer[0] if candidate.answer else 0
        return claims is not None and "," not in candidate.text[claims.end() + 1 : start]
    where = _ASKS_WHERE.search(question.text) and _WAS_IN_FACT.match(after)
    return bool(where and _WAS_TOLD_TO_BE.search(candidate.text))
