"""Of which month or day a question is, and which document of a series is of it: "the September minutes".

Minutes, reports and issues say their date once, above all else; no sentence of them has the month by which
people tell them apart.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.tokens import words
from qa.figures import DateParts, date_parts, dates
from qa.retrieve import Match, Retrieval

__all__ = ["AskedPeriod", "asked_period", "is_of_other_period", "names_period", "series_of", "within_period"]

_OF_A_SERIES = (
    r"(?:agenda|briefing|bulletin|call|circular|column|diary|digest|edition|hearing|instalment|invoice|issue|"
    r"letter|log|meeting|memo|minutes|newsletter|payslip|record|report|review|session|sitting|statement|"
    r"summary|transcript|update)s?\b"
)
_NAMED_AFTER = re.compile(rf"(?:'s|’s)?\s+(?:[\w-]+\s+){{0,2}}?{_OF_A_SERIES}", re.IGNORECASE)
_NAMED_BEFORE = re.compile(
    rf"\b{_OF_A_SERIES}\s+(?:held\s+|dated\s+)?(?:of|from|for|in|on|dated)\s+(?:the\s+)?$", re.IGNORECASE
)
_LEAD = re.compile(
    r"\s*\b(?:in|on|of|from|for|at|during|dated|held on|held in)\s+(?:the\s+)?$", re.IGNORECASE
)
_IN_NAME = re.compile(r"^\0|\S\s+[A-Z]\w*\s+\0|\0\s+[A-Z]")
"""A month alone that is none: "May I …", "Theresa May", "June Carter"."""
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATED = re.compile(rf"\d+|\b{_MONTH}\b", re.IGNORECASE)
_ISO = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d\d)(?:[-_.]?(\d\d))?(?!\d)")


@dataclass(frozen=True, slots=True)
class AskedPeriod:
    """A month, or a day of one, that a question names; `bare` is the question without it.

    `of_document` says that it is a document's: "the September minutes", not "the roof in September".
    """

    parts: DateParts
    bare: str
    of_document: bool


def asked_period(question: str) -> AskedPeriod | None:
    """Return the one month or day that a question names, or None where it names none or several."""
    found = [(span, parts) for span in dates(question) if (parts := date_parts(question[slice(*span)]))[1]]
    if len(found) != 1:
        return None
    (((start, end), parts),) = found
    after = bool(_NAMED_AFTER.match(question, end))
    if (
        question[start:end].isalpha()
        and not after
        and _IN_NAME.search(f"{question[:start]}\0{question[end:]}")
    ):
        return None
    of_document = after or bool(_NAMED_BEFORE.search(question[:start]))
    lead = None if after else _LEAD.search(question[:start])
    bare = f"{question[: lead.start() if lead else start].rstrip()} {question[end:].lstrip()}"
    return AskedPeriod(parts, re.sub(r"\s+(?=[?.!,])", "", bare).strip(), of_document)


def series_of(retrieval: Retrieval, *, any_place: bool) -> list[Match]:
    """Return the retrieved documents of the series that the best one is of; none where it is of none.

    They are called the same but for a date, and are of different dates. With `any_place` the first that is
    of a series will do.
    """
    of_documents = retrieval.of_documents
    for best in of_documents if any_place else of_documents[:1]:
        called = _called(best)
        some = [m for m in of_documents if called and _called(m) == called and _date_of(m) is not None]
        if len({_date_of(match) for match in some}) > 1:
            return some
    return []


def within_period(asked: AskedPeriod, series: Sequence[Match]) -> list[str]:
    """Return the ids of the documents of a series that are of the period that is asked for."""
    return [match.document.id for match in series if _agree(asked.parts, _date_of(match))]


def is_of_other_period(asked: DateParts, texts: Sequence[str]) -> bool:
    """Return whether the first of some texts that names a month (a day, if one is asked) names another."""
    for text in texts:
        named = [parts for a, b in dates(text) if (parts := date_parts(text[a:b]))[1]]
        named = [parts for parts in named if parts[2] or not asked[2]]
        if named:
            return not any(_agree(asked, parts) for parts in named)
    return False


def names_period(asked: DateParts, text: str) -> bool:
    """Return whether a text names the month that is asked for, or the day if one is."""
    return any(_agree(asked, date_parts(text[a:b])) for a, b in dates(text))


def _agree(asked: DateParts, other: DateParts | None) -> bool:
    """Return whether what is asked for is the same, as far as the other says it; it has to say a month."""
    if other is None or other[1] is None:
        return False
    return all(one in (None, two) or two is None for one, two in zip(asked, other, strict=True))


def _called(match: Match) -> tuple[str, ...]:
    return tuple(words(_DATED.sub(" ", match.title)))


def _date_of(match: Match) -> DateParts | None:
    """Return the month, and the day, that a document is of: by its title, its file's name, or its date."""
    titled = date_parts(match.title)
    if titled[1] is not None:
        return titled
    for said in (match.document.id, match.date or ""):
        iso = _ISO.search(said)
        if iso and 1 <= int(iso[2]) <= 12:
            return int(iso[1]), int(iso[2]), int(iso[3]) if iso[3] else None
    return None
