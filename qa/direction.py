"""Which way something changed: how much it rose doesn't say by how much it fell.

A reader takes "grew by 6.3%" for "By how much did exports fall?". For questions and sentences in English.
"""

import re

from qa.question import Question

__all__ = ["tells_other_direction"]

_RISE = (
    r"(?:grow(?:s|n|ing)?|grew|ris(?:es|en|ing)|rose|(?<!the )rise|increas(?:e|es|ed|ing)|soar(?:s|ed|ing)?"
    r"|surg(?:e|es|ed|ing))"
)
_FALL = (
    r"(?:(?<!last )(?<!the )(?<!this )(?:fall(?:s|en|ing)?|fell)|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)"
    r"|drop(?:s|ped|ping)?|shrink(?:s|ing)?|shr[au]nk|plung(?:e|es|ed|ing)|slump(?:s|ed|ing)?)"
)
_BY = r"(?: (?:by|about|almost|around|just|nearly|only|over|some|more than|at least)){0,3} ?\Z"
_ROSE_BY, _FELL_BY = (re.compile(rf"\b{way}\b{_BY}", re.IGNORECASE) for way in (_RISE, _FALL))
"""What stands before the figure that says by how much."""
_BY_HOW_MUCH = re.compile(
    r"\b(?:by how (?:much|many)|by what|how much (?:did|do|does|has|have|had|will|would)"
    r"|how far (?:did|has|have)|what percentage (?:did|has|have))\b",
    re.IGNORECASE,
)
_ASKS_UP, _ASKS_DOWN = (re.compile(rf"\b{way}\b", re.IGNORECASE) for way in (_RISE, _FALL))


def tells_other_direction(question: Question, text: str, start: int) -> bool:
    """Return whether it is asked how much something fell, and an answer says how much it rose, or turned.

    `start` is where the answer begins: right behind the verb that says so.
    """
    asked = _BY_HOW_MUCH.search(question.text)
    if asked is None:
        return False
    up, down = (way.search(question.text, asked.end()) for way in (_ASKS_UP, _ASKS_DOWN))
    if bool(up) is bool(down):
        return False
    return bool((_FELL_BY if up else _ROSE_BY).search(text, 0, start))
