"""The date of a question that the document's own date tells: what a report of 2021 says, it says of 2021.

Hardly a sentence of it repeats the year. Such a date is no name that a passage lacks, and the reader, which
was taught to refuse what is asked of another time, is asked the question without it.
"""

import re
from functools import lru_cache

from index.tokens import words
from index.types import Document
from qa.figures import DateParts, date_parts, dates, years
from qa.question import is_function_word, without_spans
from qa.retrieve import Match

__all__ = ["relative_years", "told_by_document", "without_own_date"]

_BEFORE = re.compile(r"\s*\b(?:in|on|of|from|for|at|during|dated|back in|as of)\s+$", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:(?P<which>last|this|next) year|a year ago)\b(?!['’]s)", re.IGNORECASE)
_YEARS_ON = {"this": 0, "next": 1}
_CACHED, _CACHED_TEXTS = 512, 64
_MOST_CHARS = 200_000


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
    span = _told(question, document.date)
    return question[slice(*span)] if span else ""


@lru_cache(maxsize=_CACHED_TEXTS)
def _last_year(text: str) -> str:
    return max(years(text[:_MOST_CHARS]), default="")


def without_own_date(question: str, match: Match) -> str:
    """Return a question without its date, where the document is of it and the passage names none such.

    Where a heading or the passage itself names it, the date tells it from others there, and stays. A year may
    also be what the passage calls the last or the next one.
    """
    span = _told(question, match.date) if match.date else None
    for year in relative_years(match.hit.text, match.date) if span is None else ():
        span = span or _told(question, year)
    if span is None:
        return question
    asked = date_parts(question[slice(*span)])
    said = "\n".join((match.title, match.hit.passage.heading, match.before, match.hit.text))
    if any(_agrees(asked, date_parts(said[slice(*one)])) for one in dates(said)):
        return question
    start, end = span
    before = _BEFORE.search(question, 0, start)
    text = without_spans(question, [(before.start() if before else start, end)])
    asks = any(not is_function_word(form, ("en",)) for form in words(text))
    return text if asks else question


@lru_cache(maxsize=_CACHED)
def _told(question: str, date: str) -> tuple[int, int] | None:
    """Return where the only date of a question stands, if a document of a date is of it."""
    found = [span for span in dates(question) if any(date_parts(question[slice(*span)]))]
    if len(found) != 1:
        return None
    return found[0] if _agrees(date_parts(question[slice(*found[0])]), date_parts(date)) else None


def _agrees(asked: DateParts, told: DateParts) -> bool:
    """Return whether a date has all parts of the one that is asked for."""
    return any(asked) and all(a is None or a == b for a, b in zip(asked, told, strict=True))
