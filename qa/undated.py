"""The question that the reader is asked: without the date that the document tells, and the passage doesn't.

It was taught to refuse what is asked of another time, and would miss the date in each passage that it reads.
"""

import re

from index.tokens import words
from qa.figures import date_parts, dates, years
from qa.own_date import agrees, only_date_of, relative_years, running_year
from qa.question import is_function_word, without_spans
from qa.retrieve import Match
from qa.speaker import asked_about

__all__ = ["without_own_date"]

_BEFORE = re.compile(r"\s*\b(?:in|on|of|from|for|at|during|dated|back in|as of)\s+$", re.IGNORECASE)


def without_own_date(question: str, match: Match) -> str:
    """Return a question without its date, where the document is of it and the passage names none such.

    Where a heading or the passage itself names it, the date tells it from others there, and stays. A year may
    also be what the passage calls the last or the next one, or the one that the text has come to; what
    somebody has said about something of that year may be told anywhere.
    """
    said = "\n".join((match.title, match.hit.passage.heading, match.before, match.hit.text))
    span = only_date_of(question, match.date) if match.date else None
    for year in relative_years(match.hit.text, match.date) if span is None else ():
        span = span or only_date_of(question, year)
    if span is None and years(question) and not years(said) and asked_about(question) is None:
        year = running_year(match.document, match.hit.passage.start)
        span = only_date_of(question, year) if year else None
    if span is None:
        return question
    asked = date_parts(question[slice(*span)])
    if any(agrees(asked, date_parts(said[slice(*one)])) for one in dates(said)):
        return question
    start, end = span
    before = _BEFORE.search(question, 0, start)
    text = without_spans(question, [(before.start() if before else start, end)])
    asks = any(not is_function_word(form, ("en",)) for form in words(text))
    return text if asks else question
