"""What a row of a table says as people ask for it: its dates in words, and its headings in full.

"2020-05-15" is asked for as "15 May 2020", and what stands below "Max" as the maximum.
"""

import re

__all__ = ["heading_in_full", "spelled"]

_ISO_DATE = re.compile(r"(?<![\d-])(\d{4})-(\d\d)(?:-(\d\d))?(?![\d-])")
_MONTHS = "January February March April May June July August September October November December".split()
_IN_FULL = {
    "amt": "amount",
    "approx": "approximate",
    "avg": "average",
    "dept": "department",
    "desc": "description",
    "freq": "frequency",
    "max": "maximum",
    "mgr": "manager",
    "min": "minimum",
    "nom": "nominal",
    "pct": "percentage",
    "qty": "quantity",
    "ref": "reference",
    "tel": "telephone",
    "temp": "temperature",
    "typ": "typical",
    "wt": "weight",
}
_SHORT = re.compile(rf"(?P<short>{'|'.join(_IN_FULL)})\b(?!-)\.?(?![\w.])", re.IGNORECASE)
"""A heading, or how it begins: "Max load", but not "Duration (min)"."""
_SHORT_HEADING = re.compile(rf"(?:(?<=; )|^){_SHORT.pattern}(?=[^:;]*: )", re.IGNORECASE)


def spelled(row: str) -> str:
    """Return what a row says, "Max: 5; Due: 2020-05-15", with its dates and headings in full beside them."""
    return _SHORT_HEADING.sub(_with_full, _ISO_DATE.sub(_with_words, row))


def heading_in_full(heading: str) -> str:
    """Return a heading with its first word in full beside it where that is a usual abbreviation."""
    return _SHORT.sub(_with_full, heading, count=1) if _SHORT.match(heading) else heading


def _with_full(short: re.Match[str]) -> str:
    return f"{short.group()} ({_IN_FULL[short['short'].lower()]})"


def _with_words(date: re.Match[str]) -> str:
    year, month, day = date.groups()
    if not 1 <= int(month) <= len(_MONTHS):
        return date.group()
    return f"{date.group()} ({f'{int(day)} ' if day else ''}{_MONTHS[int(month) - 1]} {year})"
