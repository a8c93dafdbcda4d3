"""When a paper came out, by the volume of the journal that its head tells: "Quays 41 (2016) 203–219".

Or by the month alone in a line of it, or between dots or bars: "Briefing 14 · October 2023".
"""

import re

__all__ = ["date_of_issue"]

_FIRST_CHARS = 300
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)"
_PAGES = r"(?:Art(?:icle|\.)?\s|pp?\.\s?)?[A-Za-z]?\d+"
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_NUMBERED = r"(?:vol(?:ume|\.)?|issue|no\.)\s?\d{1,4}\b[^\n()]{0,30}?"
_ISSUE = (
    re.compile(rf"(?<!\d)\d{{1,4}}(?:\s?\(\d{{1,3}}\))?\s\({_YEAR}\)[,:]?\s{_PAGES}"),  # 41 (2016) 203–219
    re.compile(rf"(?<!\d){_YEAR}[;,]\s?\d{{1,4}}(?:\s?\(\d{{1,3}}\))?\s?:\s?{_PAGES}"),  # 2019; 28: 511–524
    re.compile(
        rf"\b{_NUMBERED}[(,]\s?(?:{_MONTH}\s)?{_YEAR}(?!\d)", re.IGNORECASE
    ),  # vol. 18, no. 3 (May 2021)
)
_MONTH_NAMES = "january february march april may june july august september october november december".split()
_MONTH_ALONE = re.compile(
    rf"(?:^|(?<=[·•|–—]))[ *_#]*(?P<month>{'|'.join(_MONTH_NAMES)}),?[ ]{_YEAR}[ *_]*(?=$|[·•|–—])",
    re.IGNORECASE | re.MULTILINE,
)


def date_of_issue(text: str, made: str | None = None) -> str | None:
    """Return the year or the month of the issue that the first lines of a paper tell, or None.

    That is when the file was made (`made`) where it was made then: a day is more than a year.
    """
    first = text[:_FIRST_CHARS]
    found = next(filter(None, (pattern.search(first) for pattern in _ISSUE)), None)
    if found is None:
        alone = list(_MONTH_ALONE.finditer(first))
        if len(alone) != 1:  # months that head what was done in them
            return None
        found = alone[0]
    parts = found.groupdict()
    date = parts["year"]
    if parts.get("month"):
        date += f"-{_MONTHS.index(parts['month'].lower()[:3]) + 1:02}"
    return made if made and made.startswith(date) else date
