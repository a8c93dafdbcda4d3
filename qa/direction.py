"""Which way something changed: a sentence that tells only of a rise doesn't say by how much a thing fell.

A reader takes "grew by 6.3%" for "By how much did exports fall?". For questions and sentences in English.
"""

import re

from qa.question import Question

__all__ = ["tells_other_direction"]

_RISE = (
    r"grow(?:s|n|ing|th)?|grew|ris(?:e|es|en|ing)|rose|increas(?:e|es|ed|ing)|soar(?:s|ed|ing)?"
    r"|surg(?:e|es|ed|ing)|doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)"
)
_FALL = (
    r"(?:fall(?:s|en|ing)?|fell)(?! (?:apart|asleep|behind|for|from|ill|in love|into|off|on|out|over"
    r"|overboard|short|sick|silent|through|under|victim|within)\b)"
    r"|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|drop(?:s|ped|ping)?(?! (?:in|off|out)\b)|shrink(?:s|ing)?"
    r"|shr[au]nk|plung(?:e|es|ed|ing)|slump(?:s|ed|ing)?|halv(?:e|es|ed|ing)"
)
_UPWARDS = re.compile(rf"\b(?:{_RISE})\b", re.IGNORECASE)
_DOWNWARDS = re.compile(rf"\b(?:{_FALL})\b", re.IGNORECASE)
_MAY_BE_UP = re.compile(
    rf"\b(?:{_RISE}|rais\w+|gain\w*|add\w*|up|upwards?|more|higher|better|extra|plus|extend\w*|improv\w+)\b|\+",
    re.IGNORECASE,
)
_MAY_BE_DOWN = re.compile(
    rf"\b(?:{_FALL}|reduc\w+|cuts?|cutting|los[est]\w*|lost|down|downwards?|less|fewer|lower\w*|worse|minus"
    r"|sank|sink\w*|sunk|slid\w*|contract\w*|eas(?:e|ed|ing)|sav\w+|shed|weak\w*|dip\w*|negative|below|under)\b|[-−–]\d",
    re.IGNORECASE,
)
"""What may tell of a fall, in whatever words: with any of it a sentence is left alone."""


def tells_other_direction(question: Question, text: str) -> bool:
    """Return whether a question is how much something fell and a sentence tells but of a rise, or turned."""
    if question.kind != "figure":
        return False
    asks_up, asks_down = _UPWARDS.search(question.text), _DOWNWARDS.search(question.text)
    if bool(asks_up) is bool(asks_down):
        return False
    if asks_down:
        return bool(_UPWARDS.search(text)) and not _MAY_BE_DOWN.search(text)
    return bool(_DOWNWARDS.search(text)) and not _MAY_BE_UP.search(text)
