"""Rows for a range of numbers, "100,001 to 500,000", of which a question names one that is in another's."""

import re
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING

from index.tokens import tokens
from qa.figures import CURRENCIES, Figure, figures
from qa.question import Question
from qa.rows import table_at

if TYPE_CHECKING:
    from qa.evidence import Candidate

__all__ = ["sure_of_range"]

OTHER_RANGE_SURE = 0.25
"""What a row counts for a range in which the number of the question is not, while it is in another row's."""
_SIGN = r"(?:[$€£¥]|[A-Z][A-Za-z]{1,2}(?= ?\d))? ?"
_NUMBER = r"(\d{1,3}(?:[, \u00a0]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_UNIT = r"(?: ?(?P<unit>%|[^\W\d_]{1,12}))?"
_RANGES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:from )?{_SIGN}(?P<low>{_NUMBER})(?: ?%| [^\W\d_]{{1,12}})??(?: to |\s?[-–—]\s?| and ){_SIGN}"
        rf"(?P<high>{_NUMBER}){_UNIT}",
        rf"(?:up to(?: and including)?|at most|max(?:imum|\.)?|≤) ?{_SIGN}(?P<high>{_NUMBER}){_UNIT}",
        rf"{_SIGN}(?P<high>{_NUMBER}){_UNIT} (?:or|and) (?:less|fewer|under|below)",
        rf"(?:under|below|less than|fewer than|<) ?{_SIGN}(?P<below>{_NUMBER}){_UNIT}",
        rf"(?:over|above|more than|exceeding|>) ?{_SIGN}(?P<above>{_NUMBER}){_UNIT}",
        rf"(?:from|at least|min(?:imum|\.)?|≥) ?{_SIGN}(?P<low>{_NUMBER}){_UNIT}",
        rf"{_SIGN}(?P<low>{_NUMBER}){_UNIT}(?: ?\+| (?:or|and) (?:more|over|above|older|upwards))",
    )
)
"""What a cell says that is for a range of numbers, whole."""
_NUMBERED = re.compile(
    r"\b(?:action|annex|appendix|article|band|chapter|clause|class|day|figure|grade|group|item|level|line|lot"
    r"|no\.?|number|page|paragraph|part|phase|platform|room|rule|schedule|section|stage|step|table|week|year"
    r"|zone)s? $",
    re.IGNORECASE,
)
"""What stands before a number that counts nothing: "under clause 7"."""
_OF_A_NUMBER = re.compile(
    r"\b(?:ages?|aged|amounts?|copies|number|orders?|quantity|qty|size|sum|values?|volume|worth)\b",
    re.IGNORECASE,
)
"""What a heading says below which a number of whatever is told."""
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_CACHED = 512
_LEAST_RANGES = 2


def sure_of_range(question: Question, candidate: "Candidate") -> float:
    """Return how sure one can be of a row by the range that it is for: less if the question names another's.

    The question names one number, and one row alone of the table is for a range in which that is.
    """
    if candidate.row is None or question.language != "en":
        return 1.0
    asked = _number_asked(question.text)
    if asked is None:
        return 1.0
    number, unit = asked
    for cell in candidate.row.cells:
        if _holds(candidate.text[cell.start : cell.end], number, unit, cell.heading) is not False:
            continue
        table = table_at(candidate.match.document, candidate.start, candidate.end)
        if table is None:
            return 1.0
        column = table.values(candidate.match.document.text, cell.heading)
        held = [_holds(value, number, unit, cell.heading) for value in column]
        ranges = sum(one is not None for one in held)
        if ranges >= max(_LEAST_RANGES, len(column) / 2) and held.count(True) == 1:
            return OTHER_RANGE_SURE
    return 1.0


@lru_cache(maxsize=_CACHED)
def _number_asked(text: str) -> tuple[float, str] | None:
    """Return the one number that a question names in digits, and its unit; "" for a sum of money."""
    found = [one for one in figures(text, "en") if one.amount[:1].isdigit()]
    if len(found) != 1 or _NUMBERED.search(text[: found[0].start]) or found[0].unit == "%":
        return None
    return _value(found[0]), "" if found[0].unit in CURRENCIES else found[0].unit


def _value(figure: Figure) -> float:
    number, *scale = figure.amount.split(" ")
    return _plain(number) * _SCALES.get("".join(scale), 1)


def _plain(number: str) -> float:
    try:
        return float(re.sub(r"[, \u00a0]", "", number))
    except ValueError:
        return inf


def _holds(cell: str, number: float, unit: str, heading: str) -> bool | None:
    """Return whether a number is in the range that a cell is for, None of what is for none of its kind."""
    found = next((one for pattern in _RANGES if (one := pattern.fullmatch(cell.strip(" *_")))), None)
    if found is None:
        return None
    said = found.groupdict()
    of = (said["unit"] or "").lower()
    if unit:
        wanted = set(tokens(unit, "en"))
        if of and wanted.isdisjoint(tokens(of, "en")):
            return None
        if not of and wanted.isdisjoint(tokens(heading, "en")) and not _OF_A_NUMBER.search(heading):
            return None
    elif of and of not in CURRENCIES and of not in ("years", "yrs"):
        return None
    low, above = said.get("low"), said.get("above")
    high, below = said.get("high"), said.get("below")
    return (
        (low is None or number >= _plain(low))
        and (above is None or number > _plain(above))
        and (high is None or number <= _plain(high))
        and (below is None or number < _plain(below))
    )
