"""Which way something changed: how much it rose doesn't say by how much it fell.

A reader takes "Exports grew by 6.3%" for "By how much did exports fall?". It is sure only where the
sentence names all that is asked about, and not of two things against each other: as the dollar rises, the
crown falls. For questions and sentences in English.
"""

import re

from index.tokens import tokens, words
from qa.languages import ENGLISH_WORDS
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
_AGAINST = re.compile(
    r"\b(?:against|difference|exchange rates?|gap|ratio|relative to|versus|vs)\b", re.IGNORECASE
)
"""What holds two things against each other, of which one falls as the other rises."""
_LESS_THAN_NOTHING = re.compile(r"\W*(?:[-−–]|minus\b|negative\b)", re.IGNORECASE)


def tells_other_direction(question: Question, text: str, start: int) -> bool:
    """Return whether it is asked how much a thing fell, and an answer says how much that rose, or turned.

    `start` is where the answer begins: right behind the verb that says so.
    """
    asked = _BY_HOW_MUCH.search(question.text)
    if asked is None:
        return False
    up, down = (way.search(question.text, asked.end()) for way in (_ASKS_UP, _ASKS_DOWN))
    verb = up or down
    if verb is None or (up and down) or _AGAINST.search(question.text) or _AGAINST.search(text):
        return False
    other = (_FELL_BY if up else _ROSE_BY).search(text, 0, start)
    if other is None or _LESS_THAN_NOTHING.match(text, start):
        return False
    what = " ".join(
        word for word in words(question.text[asked.end() : verb.start()]) if word not in ENGLISH_WORDS
    )
    return bool(what) and set(tokens(what, "en")) <= set(tokens(text[: other.start()], "en"))
