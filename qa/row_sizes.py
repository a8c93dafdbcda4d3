"""Rows for things of one size, "Dome, 14 m", where a question names another: "the price of a 22-metre dome".

For questions and rows in English.
"""

import re
from typing import TYPE_CHECKING

from qa.figures import Figure, figures
from qa.question import Question
from qa.units import measure_of, symbol_of

if TYPE_CHECKING:
    from qa.evidence import Candidate

__all__ = ["sure_of_size"]

OTHER_SIZE_SURE = 0.25
"""What a row counts for a thing of another size than the question names."""
_OF_SIZES = ("length", "weight", "volume", "power")

_COMPARES = re.compile(
    r"\b(?:above|after|below|between|beyond|every|exceed\w*|from|in|least|most|over|than|to|under|within)\s+\Z"
    r"|[-–—~≈<>≤≥]\s*\Z",
    re.IGNORECASE,
)
"""What stands before a figure that is a bound or a distance, and no size."""
_RANGE = re.compile(
    r"\d\s*(?:[-–—]|to|or)\s*\d|\b(?:up to|over|under|above|below|more|less|max|min)\b|[<>≤≥+]", re.I
)


def sure_of_size(question: Question, candidate: "Candidate") -> float:
    """Return how sure one can be of a row by the size in its name: less if the question names another.

    The question names one size, the first cell with words others of that unit, and no cell the one named.
    """
    row = candidate.row
    if row is None or question.language != "en":
        return 1.0
    asked = [one for one in _sizes(question.text) if not _is_bound(question.text, one)]
    if len(asked) != 1:
        return 1.0
    cells = [candidate.text[cell.start : cell.end] for cell in row.cells]
    named = next((cell for cell in cells if any(map(str.isalpha, cell))), "")
    if _RANGE.search(named):
        return 1.0
    amounts = {one.value for one in _sizes(named) if _unit(one) == _unit(asked[0])}
    told = {one.value for cell in cells for one in figures(cell)}
    return OTHER_SIZE_SURE if amounts and asked[0].value not in told else 1.0


def _sizes(text: str) -> list[Figure]:
    return [one for one in figures(text) if _unit(one)]


def _is_bound(text: str, figure: Figure) -> bool:
    """Return whether a figure of a text is a bound or a distance: "at least 15 metres"."""
    number = next((i for i in range(figure.start, figure.end) if text[i].isdigit()), figure.start)
    return bool(_COMPARES.search(text[:number]))


def _unit(figure: Figure) -> str:
    """Return the symbol of a figure's unit, "" where that tells no size."""
    return symbol_of(figure.unit) if measure_of(figure.unit) in _OF_SIZES else ""
