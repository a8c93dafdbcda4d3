"""The month that the first lines of a document say it is of: "11th edition, August 2023".

It tells when a booklet, a newsletter or a report came out better than when its file was made, and less than a
whole date. For lines in English.
"""

import re
from datetime import UTC, datetime

__all__ = ["date_of_edition"]

_FIRST_CHARS = 300
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH_AND_YEAR = rf"(?P<month>{'|'.join(_MONTHS)})\s(?P<year>(?:19|20)\d\d)"
_ENDS = r"(?=[.*_]*\s*(?:$|[|·•–—;)]))"
"""What stands behind: the end of the line, or that of a part of it."""
_EDITION = (
    re.compile(  # "State of information: June 2024", "11th edition, August 2023", "presented … in April 2024"
        r"(?<!\bbe )\b(?:editions?|issue|version|revision|as (?:of|at)|stat(?:e|us) of (?:the )?information"
        rf"|presented|published|printed|issued|released|revised|updated)\b[^\n.!?;|·•]{{0,80}}?[\s(]{_MONTH_AND_YEAR}{_ENDS}",
        re.IGNORECASE | re.MULTILINE,
    ),
    re.compile(rf"(?:^|[|·•–—(])[ *_#]*{_MONTH_AND_YEAR}{_ENDS}", re.IGNORECASE | re.MULTILINE),
)
_REPLACED = re.compile(
    r"\b(?:replac|supersed)(?:es|ing) (?:the )?(?:issue|edition|version|revision)\b[^\n.;|·•]*$",
    re.IGNORECASE,
)
"""What stands before the month of an edition that is none any more."""


def date_of_edition(text: str, made: str | None = None) -> str | None:
    """Return the month, as YYYY-MM, that the first lines of a text say it is of, or None.

    That is when the file was made (`made`) where it was made then: a day is more than a month.
    """
    told = next(filter(None, (list(pattern.finditer(text[:_FIRST_CHARS])) for pattern in _EDITION)), [])
    told = [month for month in told if not _REPLACED.search(text, 0, month.start("month"))]
    if len(told) != 1:  # months that head what was done in them are none of its own
        return None
    (found,) = told
    date = f"{found['year']}-{_MONTHS.index(found['month'].lower()) + 1:02}"
    if date > (made or f"{datetime.now(UTC):%Y-%m}")[:7]:  # which is announced
        return None
    return made if made and made.startswith(date) else date
