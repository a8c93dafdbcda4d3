"""Diaries, logs and recordings as plain text: lines that are but a day or a time, above what it brought."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.blocks import Block
from index.dates import dates_in

__all__ = ["date_apart", "day_lines", "is_masthead"]

_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[.,]?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = rf"(?:{_DAY}\s(?:of\s)?{_MONTHS}|{_MONTHS}\s{_DAY})"
_YEAR = r"(?:,?\s\d{4})"
_HEAD = re.compile(
    rf"""\W{{0,3}}(?:{_WEEKDAY}\s(?:the\s)?{_DATE}{_YEAR}?|{_DATE}{_YEAR}      # Mon 4 Apr, 4 April 2022
    |(?:{_WEEKDAY}\s)?(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}))  # 2022-04-04, 4.4.22
    (?:,?\s(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?[ap]m)?)?                         # 22:40
    (?:\s\([^()]{{1,30}}\))?\W{{0,3}}
    |\[\d{{1,2}}(?::\d\d){{1,2}}\]|\(\d{{1,2}}(?::\d\d){{1,2}}\)                # [04:10] of a recording
    """,
    re.VERBOSE | re.IGNORECASE,
)
_STAMP = re.compile(
    r"(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})[,T]?\s+(?:at\s)?(?:[01]?\d|2[0-3])[:.][0-5]\d"
    r"(?:[:.][0-5]\d)?(?:\s?[ap]m)?(?:\s(?:and|to|[-–])\s(?:[01]?\d|2[0-3])[:.][0-5]\d)?"
    r"(?:\s+(?P<rest>\S.*))?",
    re.IGNORECASE,
)
"""The stamp above an entry of a log: "09/02/24 22:31  HM-24-0317  YT (night line)"."""
_OF_WHAT = re.compile(r"[A-Z]{1,5}-\d{2,4}-\d{2,8}(?:\s+[A-Z]{2,3}(?:\s\([a-z ]{2,20}\))?)?")
"""What the rest of a stamp is: the number of the file that an entry is of, and the initials of who noted it.
What tells anything else is itself the entry, or of it."""
_OF_NONE = re.compile(r"general|misc(?:ellaneous)?|other|admin|internal", re.IGNORECASE)
"""What it is where an entry of such a log is of no file."""
_FEWEST = 3
_DATE_BEFORE = re.compile(
    r"\s*(?:date|dated|posted|published|updated)(?::\s*|\s+)(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?\s+(?=\S)",
    re.IGNORECASE,
)


_WIDE_GAP = re.compile(r"\s{3,}|\t\s*")
_BESIDE_DATE = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:pp?|pages?|no|nr|vol|col|issue)\b\.?\s?\d+(?:[-–]\d+)?)\b",
    re.IGNORECASE,
)
_OF_A_PAPER = re.compile(r"\b(?:p|pp|page|no|nr|vol|col|issue)\b\.?\s?\d", re.IGNORECASE)


def day_lines(lines: Sequence[str], tight: Sequence[bool]) -> frozenset[int]:
    """Return which lines are the heads of entries: below a blank line, and right above what is told.

    `tight` says of each line whether no blank one stands below it. The stamps of a log are such heads too,
    the day and the time with what an entry is of; not the lines of one that has an entry in each.
    """
    above = [
        number for number in range(len(lines) - 1) if tight[number] and not (number and tight[number - 1])
    ]
    found = {number for number in above if _HEAD.fullmatch(lines[number].strip())}
    stamps = {n for n in above if not _STAMP.match(lines[n + 1].strip())}
    files = {n for n in stamps if _is_stamp(lines[n], _OF_WHAT)}
    found |= files
    if len(files) >= _FEWEST:
        found |= {n for n in stamps if _is_stamp(lines[n], _OF_NONE)}
    return frozenset(found if len(found) >= _FEWEST else ())


def _is_stamp(line: str, of: re.Pattern[str]) -> bool:
    """Return whether a line is a day and a time, alone or with what its entry is of."""
    stamp = _STAMP.fullmatch(line.strip())
    return stamp is not None and (stamp["rest"] is None or of.fullmatch(stamp["rest"]) is not None)


def is_masthead(line: str) -> bool:
    """Return whether a line tells in which number of a paper a text stood: "THE HERALD     3 May 1901, p. 8".

    The name of the paper is in capitals, and a wide gap before the date; the page or the number follows it.
    """
    name, *others = _WIDE_GAP.split(line.strip())
    date = " ".join(others)
    if "\n" in line.strip() or not name.isupper() or not _OF_A_PAPER.search(date):
        return False
    spans = [span for _, *span in dates_in(date)]
    left = date
    for start, end in reversed(spans):
        left = left[:start] + left[end:]
    return bool(spans) and not _BESIDE_DATE.sub("", left).strip(" ,;.()")


def date_before(text: str) -> str | None:
    """Return the date that a program wrote before the first words of a text, if any."""
    found = _DATE_BEFORE.match(text)
    return found["day"] if found else None


def date_apart(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks with a date that stands before the first words apart: "date 2025-03-13 The …"."""
    first, *others = blocks
    found = _DATE_BEFORE.match(text, first.start, first.end) if first.kind == "prose" else None
    if found is None:
        return blocks
    date = Block(first.start, first.start + len(text[first.start : found.end()].rstrip()), "metadata")
    return (date, replace(first, start=found.end()), *others)
