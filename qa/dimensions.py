"""Which measure of a thing is asked for, and told: for "How wide …?" "14 metres wide", not "412 metres long".

For questions and sentences in English.
"""

import re

from index.tokens import words
from qa.figures import Figure, figures, figures_at
from qa.question import Question
from qa.units import measure_of

__all__ = ["dimension_asked", "tells_other_dimension", "tells_other_measure"]

_DIMENSIONS = tuple(
    frozenset(group.split())
    for group in (
        "long length",
        "wide width broad breadth",
        "high height tall",
        "deep depth",
        "thick thickness",
    )
)
_NOUN = r"length|width|breadth|height|depth|thickness"
_ASKED = re.compile(
    rf"\b(?:how|the|its|their) (?P<said>long|wide|broad|high|tall|deep|thick|{_NOUN})\b", re.IGNORECASE
)
_BEHIND = re.compile(
    r"[\s-]*(?:[^\W\d_]+[\s-]+)?(?P<said>long|wide|broad|high|tall|deep|thick)\b", re.IGNORECASE
)
"""What stands behind a figure that is a length: "412 metres long", "a 3-metre-high wall"."""
_BEFORE = re.compile(
    rf"\b(?P<said>{_NOUN})(?::| of| is| was)?(?: (?:about|almost|nearly|over|only))?\s+\Z", re.IGNORECASE
)
"""What stands before one: "a width of 14 metres"."""
_AROUND_CHARS = 40
_OF_ALL = r"(?:average |maximum |mean |minimum |overall |total )?"
_MEASURE_ASKED = re.compile(
    rf"\b(?:(?:what|which) (?:is|are|was|were) (?:the |its |their ){_OF_ALL}|how )"
    r"(?:(?P<length>length|height|width|breadth|depth|thickness|diameter|wide|tall|deep|thick)"
    r"|(?P<area>area|acreage)|(?P<weight>weight|mass|heavy)|(?P<temperature>temperature|warm|hot|cold))\b",
    re.IGNORECASE,
)
"""What asks for a measure. "How long" and "how far" may ask for times."""


def dimension_asked(question: Question, sentence: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the one figure that is told to be the length asked for, where another length is marked.

    None where what stands between the offsets is not told to be another, or no other is told to be it.
    """
    wanted = _wanted(question)
    if not wanted:
        return None
    found = list(figures(sentence))
    marked = {_said_of(sentence, one) for one in figures_at(found, start, end)}
    fitting = [one for one in found if _said_of(sentence, one) in wanted]
    if len(fitting) != 1 or not marked or marked & {"", *wanted}:
        return None
    return fitting[0].start, fitting[0].end


def tells_other_dimension(question: Question, text: str, end: int) -> bool:
    """Return whether an answer that ends there tells how long a thing is where it is asked how wide.

    Not where the sentence speaks of what is asked for too.
    """
    wanted, told = _wanted(question), _BEHIND.match(text, end)
    if not wanted or told is None:
        return False
    return told["said"].lower() not in wanted and wanted.isdisjoint(words(text))


def tells_other_measure(question: Question, text: str, start: int, end: int) -> bool:
    """Return whether an answer is a figure of another measure than is asked for: hectares for a length."""
    asked = _MEASURE_ASKED.search(question.text) if question.kind == "figure" else None
    if asked is None:
        return False
    told = {measure_of(one.unit) for one in figures_at(figures(text), start, end)}
    return bool(told) and "" not in told and asked.lastgroup not in told


def _wanted(question: Question) -> frozenset[str]:
    """Return the words for the length that is asked for; none where none is."""
    asked = _ASKED.search(question.text) if question.kind == "figure" else None
    said = asked["said"].lower() if asked else ""
    return next((group for group in _DIMENSIONS if said in group), frozenset())


def _said_of(sentence: str, figure: Figure) -> str:
    """Return the word that tells which length a figure is, "" without one."""
    behind = _BEHIND.match(sentence, figure.end)
    before = _BEFORE.search(sentence, max(0, figure.start - _AROUND_CHARS), figure.start)
    told = behind or before
    return told["said"].lower() if told else ""
