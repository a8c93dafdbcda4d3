"""What a row of a table says as people ask for it: its dates in words, its headings and months in full.

"2020-05-15" is asked for as "15 May 2020", what stands below "Max" as the maximum, and what stands below
"Oct 2021", or "Tue", as that of October 2021, or of Tuesday.
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
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_OF_A_YEAR = {name[:3].lower(): name for name in _MONTHS} | {"sept": "September"}
_OF_A_WEEK = {name[:3].lower(): name for name in _DAYS} | {
    "tues": "Tuesday",
    "thur": "Thursday",
    "thurs": "Thursday",
}
_MONTH = rf"(?:{'|'.join(short for short in _OF_A_YEAR if short != 'may')})\b\.?"
_SHORT_TIME = re.compile(
    rf"""(?<![\w-])(?P<short>(?=[A-Z])(?i:
        (?:(?<=\d[ -])|(?<=(?:st|nd|rd|th)[ ])){_MONTH}               # 3 Oct
        |{_MONTH}(?=[ ]\d|-\d\d(?!\d)|['’]\d\d)                      # Oct 2021, Oct-21
        |(?:(?<=[:;][ ])|^)(?:{_MONTH}|(?:{"|".join(_OF_A_WEEK)})\b\.?)(?=[ ]*(?:[:;]|$))  # all of a cell
    ))""",
    re.VERBOSE,
)
"""A month or a day of the week in short, beside a figure or alone in a cell or a heading."""
_SHORT = re.compile(rf"(?P<short>{'|'.join(_IN_FULL)})\b(?!-)\.?(?![\w.])", re.IGNORECASE)
"""A heading, or how it begins: "Max load", but not "Duration (min)"."""
_SHORT_HEADING = re.compile(rf"(?:(?<=; )|^){_SHORT.pattern}(?=[^:;]*: )", re.IGNORECASE)


def spelled(row: str) -> str:
    """Return what a row says, "Max: 5; Due: 2020-05-15", with its dates and headings in full beside them."""
    return _SHORT_HEADING.sub(_with_full, _ISO_DATE.sub(_with_words, _SHORT_TIME.sub(_with_name, row)))


def heading_in_full(heading: str) -> str:
    """Return a heading with what is a usual abbreviation in full beside it: its first word, or a month."""
    heading = _SHORT_TIME.sub(_with_name, heading)
    return _SHORT.sub(_with_full, heading, count=1) if _SHORT.match(heading) else heading


def _with_full(short: re.Match[str]) -> str:
    return f"{short.group()} ({_IN_FULL[short['short'].lower()]})"


def _with_name(time: re.Match[str]) -> str:
    short = time["short"].rstrip(".").lower()
    return f"{time['short']} ({_OF_A_YEAR.get(short) or _OF_A_WEEK[short]})"


def _with_words(date: re.Match[str]) -> str:
    year, month, day = date.groups()
    if not 1 <= int(month) <= len(_MONTHS):
        return date.group()
    return f"{date.group()} ({f'{int(day)} ' if day else ''}{_MONTHS[int(month) - 1]} {year})"
