"""Sheets filled in as forms: two columns, of which the first says what the second is.

Such a sheet has no headings: its first row says something, as all others do ("Report | TR-12, pump 4").
"""

import re
from collections.abc import Iterator, Sequence

from index.formats.grid import is_figure, is_year

__all__ = ["label_and_value", "rows_of_labels", "title_of_form"]

_LEAST_ROWS = 3
_DATE = re.compile(
    r"\d{4}-\d\d-\d\d(?: [\d:]+)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}\.? [^\W\d_]{3,9}\.? \d{4}"
)
_PERIOD = re.compile(
    r"(?:FY|[QH][1-4]|[^\W\d_]{3,9}\.?|week|year)?[ -]?(?:\d{1,2}|\d{4})(?:[-/ ]\d{2,4})?", re.I
)
"""What heads a column though it has a figure: "Q2 2024", "May 2025", "Week 12"."""
_MOST_HEADING_CHARS = 40
_LABEL_END = ":"
_MOST_TITLE_CHARS = 120
_TELLS_NO_TITLE = re.compile(
    r"(?:(?:last |date |document )?(?:amended|approved|author|changed|checked|created|date|day|due|from"
    r"|issued?|modified|month|owner|page|period|prepared|reviewed|revision|status|time|to|updated|version|year))\b",
    re.I,
)
_NAMES_VALUES = re.compile(
    r"(?:values?|details?|descriptions?|answers?|content|data|info(?:rmation)?|result)\b", re.I
)
"""What heads the second column of a form that has headings, whose values are of any kind."""


def rows_of_labels(cells: Sequence[Sequence[str]]) -> set[int]:
    """Return the rows of a sheet that are a label with its value each.

    They stand right below each other in the same two columns, a caption or the name of a part among them
    perhaps, and no two have the same label. What tells them from rows below two headings is that values of
    several kinds (figures, dates, words) stand below each other: of three kinds, or of two where the first is
    no heading, or where most labels end in a colon.
    """
    return {number for part in _parts(cells) if _is_form(cells, part) for number in part}


def label_and_value(row: Sequence[str]) -> tuple[str, str]:
    """Return the label of a row without the colon after it, and its value, if it has one."""
    label, *values = filter(None, row)
    return label.rstrip(_LABEL_END + " "), next(iter(values), "")


def title_of_form(cells: Sequence[Sequence[str]]) -> str | None:
    """Return what a sheet that begins as a form is of: its first row, "Report: RB-12 pump 4"; else None.

    Not where that tells its date, its version, or who made it.
    """
    first = next((number for number, row in enumerate(cells) if any(row)), 0)
    if first not in rows_of_labels(cells):
        return None
    label, value = label_and_value(cells[first])
    named = any(map(str.isalpha, value)) and _kind(value) != "day" and not _TELLS_NO_TITLE.match(label)
    title = f"{label}: {value}"
    return title if named and len(title) <= _MOST_TITLE_CHARS else None


def _parts(cells: Sequence[Sequence[str]]) -> Iterator[list[int]]:
    """Yield the rows that stand right below each other, those that are empty left out."""
    part: list[int] = []
    for number, row in enumerate(cells):
        if any(row):
            part.append(number)
        elif part:
            yield part
            part = []
    if part:
        yield part


def _is_form(cells: Sequence[Sequence[str]], part: Sequence[int]) -> bool:
    said = [[(x, cell) for x, cell in enumerate(cells[number]) if cell] for number in part]
    pairs = [row for row in said if len(row) > 1]
    if len(pairs) < _LEAST_ROWS or max(map(len, said)) > 2 or len({(a[0], b[0]) for a, b in pairs}) > 1:
        return False
    labels, values = [row[0][1] for row in pairs], [row[1][1] for row in pairs]
    if len(set(labels)) < len(labels) or any(map(is_figure, labels)) or _NAMES_VALUES.match(values[0]):
        return False
    marked = 2 * sum(label.endswith(_LABEL_END) for label in labels) > len(labels)
    kinds = len({_kind(value) for value in values[1:]} - {""})
    return marked or kinds > 2 or (kinds > 1 and not _may_head(values[0]))


def _kind(value: str) -> str:
    """Return what a value is: a day, a figure, or words alone; nothing of words with figures among them."""
    if _DATE.fullmatch(value):
        return "day"
    if is_figure(value):
        return "figure"
    return "" if any(map(str.isdigit, value)) or len(value) < 2 else "words"


def _may_head(value: str) -> bool:
    """Return whether the value of the first row may name a column: short, without figures but of a period."""
    if is_figure(value) and not is_year(value):
        return False
    dated = bool(_PERIOD.fullmatch(value)) or not any(map(str.isdigit, value))
    return dated and len(value) <= _MOST_HEADING_CHARS and "@" not in value
