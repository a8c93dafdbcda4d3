"""Rows for a range of numbers, "100,001 to 500,000", of which a question names one that is in another's."""

import re
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING

from index.tokens import tokens
from qa.figures import BELOW_TWENTY, CURRENCIES, TENS, Figure, figures
from qa.question import Question
from qa.rows import Table, table_at

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
        rf"(?:from )?{_SIGN}(?P<low>{_NUMBER})(?: ?(?P<first>%|[^\W\d_]{{1,12}}))??"
        rf"(?: to |\s?[-–—]\s?| and ){_SIGN}"
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
_OF_A_NUMBER = re.compile(r"\b(?:amounts?|copies|number|orders?|quantity|qty)\b", re.IGNORECASE)
"""What a heading says below which a number of whatever is told."""
_OF_SUMS = re.compile(
    r"\b(?:amounts?|claims?|debts?|income|loss(?:es)?|sums?|turnover|values?|worth)\b|[$€£¥]", re.IGNORECASE
)
"""What a heading says below which a sum of money is told that has a price itself."""
_PRICE_OF_IT = re.compile(
    r"\b(?:charg(?:ed?|es)|costs?|fares?|fees?|fines?|pa(?:id|ys?)|priced?|prices|rents?)"
    rf"(?: (?:at|is|of|only))? {_SIGN}$",
    re.IGNORECASE,
)
"""What stands before a number that is a price, and not what is priced."""
_MONEY = re.compile(r"[$€£¥]|\b(?:EUR|GBP|USD)\b")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0]\d{3})+(?![\d.,]\d)")
_PLAIN = re.compile(_NUMBER)
_SAID_BEFORE = re.compile(rf"([\w’'-]+)(?: (?:a|about|an|at|is|of|only|over|to|up|was))* {_SIGN}$")
_LETTER = re.compile(r" ?([A-Z])\b")
_OLD = re.compile(r"[- ]old\b", re.IGNORECASE)
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_IN_WORDS = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(TENS)})(?:-(?P<ones>{'|'.join(BELOW_TWENTY[:9])}))?|(?P<small>{'|'.join(BELOW_TWENTY)}))"
    rf"(?= (?:{'|'.join(_SCALES)})\b)",
    re.IGNORECASE,
)
"""What is counted in hundreds or more, in words: "eighteen thousand"."""
_CACHED = 512
_LEAST_RANGES = 2


def sure_of_range(question: Question, candidate: "Candidate") -> float:
    """Return how sure one can be of a row by the range that it is for: less if the question names another's.

    The question names one number, of what the heading of a column says, and one row alone of the table has a
    range in which that is. Where another column has that number itself it may be of that.
    """
    if candidate.row is None or question.language != "en":
        return 1.0
    asked = _number_asked(question.text)
    if asked is None:
        return 1.0
    document = candidate.match.document
    for cell in candidate.row.cells:
        if _holds(candidate.text[cell.start : cell.end], asked, cell.heading) is not False:
            continue
        table = table_at(document, candidate.start, candidate.end)
        if table is None or _has_beside(table, document.text, cell.heading, asked.number):
            return 1.0
        column = table.values(document.text, cell.heading)
        held = [_holds(value, asked, cell.heading) for value in column]
        ranges = sum(one is not None for one in held)
        if ranges >= max(_LEAST_RANGES, len(column) / 2) and held.count(True) == 1:
            return OTHER_RANGE_SURE
    return 1.0


@dataclass(frozen=True, slots=True)
class _Asked:
    """The number that a question names, its unit, "" for none, and of what the word before says it is."""

    number: float
    unit: str
    of: frozenset[str]


@lru_cache(maxsize=_CACHED)
def _number_asked(text: str) -> _Asked | None:
    """Return the one number that a question names, unless it is a price, a share or a clause's.

    It is in digits, or in words with "hundred" and the like.
    """
    text = _IN_WORDS.sub(_in_digits, text)
    text = _GROUPED.sub(lambda number: re.sub(r"[ \u00a0]", ",", number.group()), text)
    found = [one for one in figures(text, "en") if one.amount[:1].isdigit()]
    if len(found) != 1 or found[0].unit == "%":
        return None
    before = text[: found[0].start]
    if _NUMBERED.search(before) or _PRICE_OF_IT.search(before):
        return None
    if _OLD.match(text, found[0].end):
        return _Asked(_value(found[0]), "", frozenset(tokens("age", "en")))
    said, letter = _SAID_BEFORE.search(before), _LETTER.match(text, found[0].end)
    unit = found[0].unit or (letter[1] if letter else "")
    return _Asked(_value(found[0]), unit, frozenset(tokens(said[1], "en") if said else ()))


def _in_digits(said: re.Match[str]) -> str:
    if said["small"]:
        return str(BELOW_TWENTY.index(said["small"].lower()) + 1)
    ones = BELOW_TWENTY.index(said["ones"].lower()) + 1 if said["ones"] else 0
    return str(10 * (TENS.index(said["tens"].lower()) + 2) + ones)


def _has_beside(table: Table, text: str, heading: str, number: float) -> bool:
    """Return whether a row of a table has a number below another heading."""
    return any(
        cell.heading != heading
        and number in map(_plain, _PLAIN.findall(text, start + cell.start, start + cell.end))
        for (start, _), cells in zip(table.rows, table.cells, strict=True)
        for cell in cells
    )


def _value(figure: Figure) -> float:
    number, *scale = figure.amount.split(" ")
    return _plain(number) * _SCALES.get("".join(scale), 1)


def _plain(number: str) -> float:
    try:
        return float(re.sub(r"[, \u00a0]", "", number))
    except ValueError:
        return inf


def _holds(cell: str, asked: _Asked, heading: str) -> bool | None:
    """Return whether a number is in the range that a cell is for, None of what is for none of its kind."""
    found = next((one for pattern in _RANGES if (one := pattern.fullmatch(cell.strip(" *_")))), None)
    if found is None:
        return None
    said = found.groupdict()
    if (said.get("first") or said["unit"]) != said["unit"]:  # "501 g to 2 kg"
        return None
    number, unit = asked.number, "£" if _MONEY.search(cell) else (said["unit"] or "").lower()
    if not _are_alike(asked, unit, heading):
        return None
    low, above = said.get("low"), said.get("above")
    high, below = said.get("high"), said.get("below")
    return (
        (low is None or number >= _plain(low))
        and (above is None or number > _plain(above))
        and (high is None or number <= _plain(high))
        and (below is None or number < _plain(below))
    )


def _are_alike(asked: _Asked, unit: str, heading: str) -> bool:
    """Return whether a number may be of what a range in a unit below a heading is of."""
    headed = set(tokens(heading, "en"))
    named = not asked.of.isdisjoint(headed)
    if asked.unit in CURRENCIES:
        return unit in CURRENCIES or (not unit and (named or bool(_OF_SUMS.search(heading))))
    wanted = set(tokens(asked.unit, "en"))
    if wanted and unit:
        return not wanted.isdisjoint(tokens(unit, "en"))
    if wanted:
        return named or not wanted.isdisjoint(headed) or bool(_OF_A_NUMBER.search(heading))
    if unit in CURRENCIES or unit in ("", "years", "yrs"):
        return named or bool(_OF_SUMS.search(heading) or _OF_A_NUMBER.search(heading))
    return False
