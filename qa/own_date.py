"""The date of a question that the document's own date tells: what a report of 2021 says, it says of 2021.

Hardly a sentence of it repeats the year. Such a date is no name that a passage lacks. Nor is it repeated
where a report has come to tell of another year.
"""

import re
from functools import lru_cache

from index.types import Document
from qa.figures import DateParts, date_parts, dates, years

__all__ = ["agrees", "only_date_of", "relative_years", "running_year", "told_by_document"]

_RELATIVE = re.compile(r"\b(?:(?P<which>last|this|next) year|a year ago)\b(?!['’]s)", re.IGNORECASE)
_YEARS_ON = {"this": 0, "next": 1}
_CACHED, _CACHED_TEXTS = 512, 64
_MOST_CHARS = 200_000
_RUNNING_CHARS, _RUNNING_YEARS = 2_500, 2
"""How far below the last year that a text named it may still tell of that year, and how many years before its
own date: of what is longer ago it tells by the way."""
_BEGINS_SENTENCE = re.compile(r"(?:\A|[.!?]['\"”’)]*)\s*(?:In|On|By|During)\s+\Z")
_OF_A_LIFE = re.compile(r"\b(?:born|founded|dates?|built|since|until|till|act|law|treaty)\b", re.IGNORECASE)


def relative_years(text: str, date: str | None) -> frozenset[str]:
    """Return the years that a text of a date tells of by "last year" and the like."""
    if not date or not date[:4].isdigit():
        return frozenset()
    found = (match["which"] for match in _RELATIVE.finditer(text))
    return frozenset(str(int(date[:4]) + _YEARS_ON.get((which or "").lower(), -1)) for which in found)


def told_by_document(question: str, document: Document) -> str:
    """Return the only date of a question where the date of a document agrees with all its parts, else "".

    Of a document without a date the years are returned that it may be of: none before the last that it names.
    """
    if not document.date:
        asked = years(question)
        last = _last_year(document.text) if asked else ""
        return " ".join(sorted(year for year in asked if year >= last))
    span = only_date_of(question, document.date)
    return question[slice(*span)] if span else ""


def running_year(document: Document, place: int) -> str:
    """Return the year that a dated text has come to at a place, "" for none: one shortly before its own.

    It is the last that the text named, by a whole date or at the beginning of a sentence ("In 2020 …").
    A report goes on telling of it, and hardly repeats it; a year in passing ("since 1998") is none.
    """
    if not document.date or not document.date[:4].isdigit():
        return ""
    year = _year_come_to(document.text[max(place - _RUNNING_CHARS, 0) : place])
    return year if year and 0 < int(document.date[:4]) - int(year) <= _RUNNING_YEARS else ""


@lru_cache(maxsize=_CACHED)
def _year_come_to(text: str) -> str:
    """Return the last year that a text names, if it does so as `running_year` says."""
    for line in reversed(text.splitlines()):
        for start, end in reversed(list(dates(line))):
            year, month, day = date_parts(line[start:end])
            if year is None:
                continue
            begins = bool(_BEGINS_SENTENCE.search(line[:start]))
            sure = begins or (month is not None and day is not None)
            return str(year) if sure and not _OF_A_LIFE.search(line[:start].rpartition(". ")[2]) else ""
    return ""


@lru_cache(maxsize=_CACHED_TEXTS)
def _last_year(text: str) -> str:
    return max(years(text[:_MOST_CHARS]), default="")


@lru_cache(maxsize=_CACHED)
def only_date_of(question: str, date: str) -> tuple[int, int] | None:
    """Return where the only date of a question stands, if a document of a date is of it."""
    found = [span for span in dates(question) if any(date_parts(question[slice(*span)]))]
    if len(found) != 1:
        return None
    return found[0] if agrees(date_parts(question[slice(*found[0])]), date_parts(date)) else None


def agrees(asked: DateParts, told: DateParts) -> bool:
    """Return whether a date has all parts of the one that is asked for."""
    return any(asked) and all(a is None or a == b for a, b in zip(asked, told, strict=True))
