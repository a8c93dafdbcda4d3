"""Numbers that are no age: those of a house in a street or of a telephone, for "How old is the house?".

A reader marks "14" in "14 Mill Lane". Only what is surely such a number is known here: an address that is all
of a line, or that something is said to stand or somebody to live at; and a number that begins as telephones'
do. What else may tell an age, in words or not, is left alone.
"""

import re

from qa.question import Question

__all__ = ["tells_no_age"]

_ASKED = re.compile(r"\bhow old\b", re.IGNORECASE)
_ADDRESS = (
    r"\d{1,3}[A-Za-z]?,? (?:[A-Z][\w’'-]+ ){1,3}(?:Avenue|Close|Court|Crescent|Drive|Gardens|Hill|Lane|Park"
    r"|Place|Quay|Road|Row|Square|Street|Terrace|Way)\b"
)
_TELEPHONE = r"(?<![\d.,])(?:\+\d{1,3}[ -])?0\d{2,4}[ -]\d{3}[ -]?\d{3,4}(?![\d,])"
_ONLY_ADDRESS = re.compile(rf"\W*{_ADDRESS}(?:\W+(?:{_TELEPHONE}))?\W*")
_NUMBERED = re.compile(
    r"(?i:\b(?:address|cottage|flat|home|house|lives?|lived|living|office|shop)(?: is)? at )"
    rf"(?P<there>{_ADDRESS})"
    rf"|(?P<telephone>{_TELEPHONE})"
)


def tells_no_age(question: Question, text: str, start: int, end: int) -> bool:
    """Return whether an answer to how old something is is but the number of a house or of a telephone."""
    if not _ASKED.search(question.text):
        return False
    spans = (found.span(found.lastgroup or 0) for found in _NUMBERED.finditer(text))
    return bool(_ONLY_ADDRESS.fullmatch(text)) or any(a <= start and end <= b for a, b in spans)
