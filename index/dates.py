"""When a document was published, from its metadata or its first lines.

Rules, in order: the metadata's date; else the first full date (day, month and year) in the first lines
of the text, where a dateline or a "Posted:" line stands. A date without a year is not completed by
guessing, and dates further down are about the events, not about the document.
"""

import datetime
import re
from typing import Any

__all__ = ["as_iso_date", "date_in_first_lines"]

_ISO = re.compile(r"(\d{4})(-(\d{1,2})(-(\d{1,2}))?)?$")
_FIRST_CHARS = 300
_HAS_YEAR = re.compile(r"\b(1[5-9]|20)\d\d\b")
_RECEIVED = re.compile(r"\b(?:received|submitted)\W+(?:on\W+)?$", re.IGNORECASE)
"""What stands before the date at which a manuscript came in, long before it was published."""
_LIKE_A_DATE = re.compile(
    r"""\b(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}            # 2025-03-13
        |\d{1,2}[-/.]\d{1,2}[-/.]\d{4}                # 15.08.2024
        |\d{1,2}(?:st|nd|rd|th|\.)?\s+(?:of\s+)?[^\W\d_]{3,12}\.?,?\s+\d{4}   # 13 March 2025
        |[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})\b             # March 13, 2025
    """,
    re.VERBOSE,
)


def as_iso_date(value: Any) -> str | None:  # noqa: ANN401 - front matter may hold anything
    """Return a metadata value as YYYY[-MM[-DD]], or None where it is no date."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = str(value).strip() if value is not None else ""
    if match := _ISO.match(text):
        return _iso(match)
    return _parsed(text) if _HAS_YEAR.search(text) else None


def date_in_first_lines(text: str) -> str | None:
    """Return the first full date among the first lines of a text as YYYY-MM-DD, or None."""
    for match in _LIKE_A_DATE.finditer(text[:_FIRST_CHARS]):
        if not _RECEIVED.search(text, 0, match.start()) and (date := _parsed(match.group())):
            return date
    return None


def _iso(match: re.Match[str]) -> str | None:
    year, month, day = int(match[1]), int(match[3] or 1), int(match[5] or 1)
    try:
        date = datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
    return date if match[5] else date[:7] if match[3] else date[:4]


def _parsed(text: str) -> str | None:
    """Return a full date in any language that dateparser reads; day before month where both fit."""
    import dateparser  # 0.4 s: only where a text looks like a date

    settings: Any = {"REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY"}
    if re.match(r"\d{4}\D", text):
        settings["DATE_ORDER"] = "YMD"
    found = dateparser.parse(text, settings=settings)
    return found.date().isoformat() if found else None
