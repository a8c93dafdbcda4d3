"""The date that stands at the head or the foot of the pages of a document: "Manual, rev. 7, May 2025".

It tells of which day the document is better than when its file was made, and less than what its text says.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from index.dates import dates_in

__all__ = ["date_of_pages"]

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH_AND_YEAR = re.compile(
    rf"(?<![\w-])(?P<month>{'|'.join(_MONTHS)}|(?:{'|'.join(name[:3] for name in _MONTHS)}|sept)\.?)"
    r",?[ ](?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_LEAST_PAGES, _LEAST_SHARE = 2, 0.4
"""On how many pages a date stands at least, and on which share of all."""


def date_of_pages(running: Sequence[Sequence[str]]) -> str | None:
    """Return the one date that the running heads and feet of most pages say, given by page, or None.

    As YYYY-MM-DD, or YYYY-MM of a month in English with its year.
    """
    seen = Counter(date for lines in running for date in set(_dates("\n".join(lines))))
    often = [n for n in seen.items() if n[1] >= _LEAST_PAGES and n[1] > _LEAST_SHARE * len(running)]
    return often[0][0] if len(often) == 1 else None


def _dates(text: str) -> Iterator[str]:
    whole = list(dates_in(text))
    yield from (date for date, _, _ in whole)
    for found in _MONTH_AND_YEAR.finditer(text):
        if not any(start < found.end() and found.start() < end for _, start, end in whole):
            month = [name[:3] for name in _MONTHS].index(found["month"].lower()[:3]) + 1
            yield f"{found['year']}-{month:02}"
