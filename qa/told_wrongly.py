"""What a sentence tells only to say that it was wrong: of an earlier version, or of what somebody claimed.

Newspapers correct themselves below an article ("An earlier version said that it was built in 1912"), and
reports tell what was claimed before they tell what was so ("Berg had said that he was ill. In fact …"). Such
a sentence has the words of a question and the wrong answer.
"""

import re
from typing import TYPE_CHECKING

from index.corrections import CORRECTS
from qa.question import Question

if TYPE_CHECKING:
    from qa.evidence import Candidate

__all__ = ["tells_what_was_wrong"]

_SAID = (
    r"(?:said|stated|gave|put|named|called|reported|described|suggested|claimed|wrote|printed|misstated"
    r"|misspel(?:t|led)|misidentified|referred|identified|attributed|implied|listed|quoted|announced"
    r"|asserted|recorded|showed|shown|given)\b"
)
_WRONGLY = r"(?:wrongly|incorrectly|mistakenly|erroneously|falsely|inaccurately)"
_PAPER = r"(?:article|story|report|piece|page|text|headline|caption|interview|post|list|map|table)"
_EARLIER = re.compile(
    rf"\b(?:(?:earlier|previous) versions?|(?:first|original|initial) versions? of (?:this|our|the) {_PAPER})"
    rf"\b[^.;:]{{0,60}}? {_SAID}|\b{_WRONGLY} {_SAID}|\b{_SAID} {_WRONGLY}\b"
    r"|\bmis(?:reported|stated|quoted|printed)\b",
    re.IGNORECASE,
)
_WE_SAID = re.compile(rf"\bwe (?:had |have |also ){{0,2}}{_SAID}", re.IGNORECASE)
_GOES_ON = re.compile(rf"\s*(?:it|we) also {_SAID}", re.IGNORECASE)
_HAD_SAID = re.compile(
    r"\bhad (?:[a-z]+ly )?(?:said|stated|claimed|insisted|maintained|announced|reported|assured|told)\b"
)
_IN_FACT = re.compile(
    r"\s+(?:But |Yet )?(?:\w+ ){1,3}?(?:in (?:fact|reality|truth)|actually)\b|\s+In (?:fact|reality|truth)\b"
)
_NOT_SO = re.compile(
    r"\s+(?:\w+: )?(?:"
    r"(?:That|This|It) (?:is not|was not|isn['’]t|wasn['’]t) (?:true|so|correct|right|the case)"
    r"|(?:That|This) (?:is|was) (?:wrong|false|untrue|incorrect|a lie|an error|a mistake))(?=\s*[.,;!])"
)
"""What follows a sentence that tells what was not so."""
_LOOKED_AT_CHARS = 120
_SINCE_THEN = re.compile(
    r"[;:–—]|\b(?:actual(?:ly)?|but|correct(?:ly|ed)?|fact|instead|rather|really|should|when|whereas)\b"
)
"""What stands, in a sentence that tells what was said wrongly, before what is so."""
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
    told = _EARLIER.search(text) or _WE_SAID.search(text) or _GOES_ON.match(text)
    if told is not None and _is_of_correction(told, candidate):
        start = candidate.answer[0] if candidate.answer else told.end()
        return start >= told.end() and not _SINCE_THEN.search(text, told.end(), start)
    return _is_denied(candidate)


def _is_of_correction(told: re.Match[str], candidate: "Candidate") -> bool:
    """Return whether a sentence that says what was said stands where a text is corrected."""
    if told.re is _EARLIER:
        return True
    document = candidate.match.document.text
    above = document[document.rfind("\n\n", 0, candidate.start) + 1 : candidate.start]
    return bool(CORRECTS.search(f"{above}{candidate.text[: told.start()]}"))


def _is_denied(candidate: "Candidate") -> bool:
    """Return whether the sentence below says, of what this one tells, that it was not so."""
    after = candidate.match.document.text[candidate.end : candidate.end + _LOOKED_AT_CHARS].partition("\n\n")[
        0
    ]
    return bool(_NOT_SO.match(after) or (_HAD_SAID.search(candidate.text) and _IN_FACT.match(after)))
