"""Which event a day in a row is of: the one that its column is headed by, not any that is asked for.

"2 | Ann Holm | 19 May 1970 | 22.03.2024" below "Born" and "Listed" has two days and says nothing of when
Ann Holm was dismissed. Only columns that are headed by an event of the list below, and by nothing else, are
understood, and only where the question ends with another of them: no birthday card, no left gate. A row that
tells of the event itself ("Wedding of Ida Storm"), or has more in a cell than its day, is left alone.
"""

import re
from functools import lru_cache

from qa.figures import dates
from qa.question import Question
from qa.rows import Row

__all__ = ["dates_another_event"]

_EVENTS = {
    "birth": r"born|births?|birthday|birthdate|d\.?o\.?b\.?",
    "death": r"died?|dies|deaths?|deceased|killed",
    "arrest": r"arrest(?:ed|s)?|detained|jailed|imprisoned",
    "beginning": r"appoint(?:ed|ment)|hired|joined|elected|took office|inaugurated",
    "end": r"removed|dismiss(?:ed|al)|sacked|fired|ousted|resign(?:ed|ation)?|(?<=has )left|(?<=had )left"
    r"|(?<=have )left|retired?|stepped down|terminated",
    "listing": r"listed|listing|sanctioned|designated",
    "wedding": r"married|marr(?:y|ies|iage)|wedding",
    "payment": r"paid|payment",
    "delivery": r"delivered|delivery",
    "any": r"start(?:ed|s)?|beg[aiu]ns?|end(?:ed|s)?|expir(?:es?|ed|y)|since|until|from|till|leaves?|left",
}
"""Events by the words for them; those of the last may be of any other: a delivery that starts."""
_EVENT = re.compile(
    "|".join(rf"(?P<{name}>\b(?:{said})(?!\w))" for name, said in _EVENTS.items()), re.IGNORECASE
)
_AT_ITS_END = re.compile(
    r"\W*\Z|\W+(?:after|as|at|before|by|for|from|in|of|on|the|to|under|with)\b", re.IGNORECASE
)
"""What follows upon the event that is asked for, and on no noun before another: "delivery van"."""
_HEADED = re.compile(
    r"\W*(?:(?:date|day|time|year)(?: of| when)?\W+)?(?P<event>[\w. ]+?)(?:\W+(?:date|day|in|on|year))?\W*",
    re.IGNORECASE,
)


def dates_another_event(question: Question, row: Row, text: str) -> bool:
    """Return whether all days of a row are of other events than the one whose day is asked for."""
    asked = _asked(question.text[question.own_start :])
    if not asked or any(
        asked in _events(f"{cell.heading} {text[cell.start : cell.end]}") for cell in row.cells
    ):
        return False
    values = [(cell.heading, text[cell.start : cell.end].strip()) for cell in row.cells]
    dated = [(heading, value) for heading, value in values if heading and any(dates(value))]
    return bool(dated) and all(
        next(dates(value)) == (0, len(value)) and _heads(heading) not in ("", "any")
        for heading, value in dated
    )


@lru_cache(maxsize=512)
def _asked(said: str) -> str:
    """Return the one event that is asked for, "" where it is none of the list, or not surely one."""
    found = [*_EVENT.finditer(said)]
    if len(found) != 1 or not _AT_ITS_END.match(said, found[0].end()):
        return ""
    return "" if found[0].lastgroup == "any" else found[0].lastgroup or ""


def _heads(heading: str) -> str:
    """Return the event that a heading names and nothing else."""
    headed = _HEADED.fullmatch(heading)
    found = _EVENT.fullmatch(headed["event"]) if headed else None
    return found.lastgroup or "" if found else ""


@lru_cache(maxsize=512)
def _events(said: str) -> frozenset[str]:
    return frozenset(found.lastgroup or "" for found in _EVENT.finditer(said))
