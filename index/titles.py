"""Titles that no heading has: what a letter says it is about, and the name of a deed on its cover."""

import re
from collections.abc import Sequence

from index.metadata import one_line

__all__ = ["title_in_first_lines"]

_SALUTATION = re.compile(r"(?:my )?dear\b[^\n.!?]{1,80}", re.IGNORECASE)
_ABOUT = re.compile(r"(?:re|subject|regarding)\s*:\s*", re.IGNORECASE)
_SENTENCE = re.compile(
    r"\b(?:i|we|you|he|she|it|they|this|that|there|thanks?|please)\b"
    r"|^(?:our|your) [\w ]{1,20}:|\w{3}[.!?] |[.!?:;,]$",
    re.IGNORECASE,
)
"""What a line that says what a letter is about has not, unless it begins with "Re:"."""
_ENDED = re.compile(r"[.!?:][\"'”’»)]*$")
_NAMES_A_DEED = re.compile(
    r"\b(?:ADDENDUM|AGREEMENT|AMENDMENT|CERTIFICATE|CHARTER|CONTRACT|CONSTITUTION|DEED|JUDGMENT|LEASE|LICEN[CS]E"
    r"|MEMORANDUM|MINUTES|NOTICE|POLICY|REGULATIONS|REPORT|SPECIFICATION|STATEMENT|TENANCY|UNDERTAKING)\b"
)
_COVER_LINES, _LETTER_LINES = 6, 20
"""Among how many first paragraphs the name of a deed, and the salutation of a letter, stand."""
_MOST_CHARS, _LEAST_TOLD = 160, 40
_MARKS = "*_ \t"


def title_in_first_lines(said: Sequence[str]) -> str | None:
    """Return the title among the first paragraphs of a document without a title or a heading that is one.

    That is the line below "Dear …" that is no sentence, above one, or one in capitals that names a deed or
    a record: "SUPPLY AGREEMENT".
    """
    lines = [line.strip(_MARKS) for line in said]
    for number, line in enumerate(lines[: min(_LETTER_LINES, len(lines) - 2)]):
        if _SALUTATION.fullmatch(line):
            return _about(*lines[number + 1 : number + 3])
    return next((one_line(line) for line in lines[:_COVER_LINES] if _is_of_a_deed(line)), None)


def _about(line: str, below: str) -> str | None:
    """Return what a letter says in its first line, above a sentence, that it is about."""
    about = _ABOUT.match(line)
    told = len(below) >= _LEAST_TOLD and _ENDED.search(below)
    if len(line) > _MOST_CHARS or not told or (about is None and _SENTENCE.search(line)):
        return None
    title = one_line(line[about.end() :] if about else line) or ""
    return title if len(title.split()) > 1 and not title[0].islower() else None


def _is_of_a_deed(line: str) -> bool:
    several = len(line.split()) > 1 and len(line) <= _MOST_CHARS
    return several and line.isupper() and bool(_NAMES_A_DEED.search(line))
