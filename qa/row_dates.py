"""Which event a day in a row is of: the one that its column is headed by, not any that is asked for.

"2 | Ann Holm | 19 May 1970 | 22.03.2024" below "Born" and "Listed" has two days and says nothing of when
Ann Holm was dismissed. Only columns that are headed by an event of the list below are understood, and only
where the question is when another of them was.
"""

import re
from functools import lru_cache

from qa.question import Question
from qa.rows import Row

__all__ = ["dates_another_event"]

_EVENTS = {
    "birth": r"born|births?|birthday|birthdate|d\.?o\.?b\.?",
    "death": r"died?|dies|deaths?|deceased|killed",
    "arrest": r"arrest(?:ed|s)?|detained|jailed|imprisoned",
    "beginning": r"appoint(?:ed|ment)|hired|joined|elected|took office|start(?:ed|s)?|since|inaugurated",
    "end": r"removed|dismiss(?:ed|al)|sacked|fired|ousted|resign(?:ed|ation)|left|leaves?|retired?|ended"
    r"|stepped down|expir(?:es|ed|y)|terminated|until",
    "listing": r"listed|listing|sanctioned|designated",
    "wedding": r"married|marr(?:y|ies|iage)|wedding",
    "payment": r"paid|payment",
    "delivery": r"delivered|delivery",
}
_EVENT = re.compile(
    "|".join(rf"(?P<{name}>\b(?:{said})(?!\w))" for name, said in _EVENTS.items()), re.IGNORECASE
)


def dates_another_event(question: Question, row: Row, text: str) -> bool:
    """Return whether all days of a row are of other events than the one whose day is asked for."""
    asked = _events(question.text[question.own_start :])
    if len(asked) != 1:
        return False
    dated = [cell for cell in row.cells if cell.heading and _dated(text[cell.start : cell.end])]
    told = [_events(cell.heading) for cell in dated]
    return bool(told) and all(told) and all(asked.isdisjoint(events) for events in told)


def _dated(value: str) -> bool:
    """Return whether a value has a figure of a day or a year: more than a number of two digits."""
    return sum(map(str.isdigit, value)) > 2


@lru_cache(maxsize=512)
def _events(said: str) -> frozenset[str]:
    return frozenset(found.lastgroup or "" for found in _EVENT.finditer(said))
