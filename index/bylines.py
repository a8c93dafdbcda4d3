"""Who wrote a text, by the line near its head that says so, or by who signed it.

A byline has a date, who took the photographs, or what somebody is at a paper beside the name. "By" alone says
little: "By Train From Selby", "By Selby Town Hall – 14 June", "By Hand".
"""

from collections.abc import Iterable

import regex as re

__all__ = ["author_in_lines", "signer"]

_NO_NAME = r"(?!(?:An?|And|At|For|From|In|My|Of|On|Our|The|To|With|Mrs?|Ms|Miss)\b)"
_WORD = rf"{_NO_NAME}(?:(?:d|l|O)['’])?\p{{Lu}}(?:\.|[\w’']*\p{{Ll}}(?:-\p{{Lu}}[\w’']+)?)"
_NAME = rf"{_WORD}(?: (?:(?:al|bin|da|de|del|den|der|di|la|van|von) ){{0,2}}{_WORD}){{1,2}}"
_NAMES = rf"(?P<names>{_NAME}(?:(?:, | and | & ){_NAME}){{0,5}})"
_BY = r"(?:By|Written by|Text|Text by|Words|Words by|Report by|Story by):? "
_ROLE = r"(?:[\w’'-]+ ){0,4}(?i:reporter|correspondent|columnist|editor|staff writer)\b"
_DATE = (
    r"(?:\d{1,2}\.? \p{L}{3,9}\.?,? \d{4}|\p{L}{3,9}\.? \d{1,2}, \d{4}|\d{4}-\d\d-\d\d"
    r"|\d{1,2}[./]\d{1,2}[./]\d{4})\b"
)
_PHOTOS = r"(?:Photos?|Photographs?|Pictures?|Illustrations?)(?: by|:)"
_BYLINES = (
    re.compile(rf"{_BY}{_NAMES}(?:(?: in|,) \p{{Lu}}[\w-]+)? ?[|·•].*?{_DATE}"),
    re.compile(rf"{_BY}{_NAMES}, (?:[\p{{Ll}}-]+ ?){{1,4}}[.|·•] ?(?:\p{{L}}+:? )?{_DATE}"),
    re.compile(rf"(?:Written|Prepared|Compiled) by {_NAMES} ?[,|·•] ?(?:on )?{_DATE}(?:\.?$|; \w+ by\b)"),
    re.compile(rf"(?:Text|Words)(?: by|:) {_NAMES} ?[|·•,/]? ?{_PHOTOS}"),
    re.compile(rf"{_BY}{_NAMES}, {_ROLE}"),
    re.compile(rf"{_NAMES}, {_ROLE} ?[|·•].*?{_DATE}"),
    re.compile(rf"(?:\p{{L}}+:? )?{_DATE} ?[|·•–—-] (?:by|By) {_NAMES}(?=, with\b|\Z)"),
)
_NOBODY = re.compile(
    r"\b(?:post|mail|e-?mail|hand|courier|delivery|order|fax|royal|appointment|command|law|king|queen|town|city|hall"
    r"|council|county|court|rail|railways?|bank|company|ltd|department|ministry|office|board|trust|club|school"
    r"|university|college|church|society|association|committee|group|team|staff|demand|transfer|noon|parcel|line"
    r"|psalm|hymn|train|bus|boat|parish|clerk|secretary|treasurer|secretariat)\b",
    re.IGNORECASE,
)
"""What "By …" tells of a letter, a shop or a decree."""
_MARKUP = re.compile(r"[*_\\]|^[#>\s]+")
_MOST_LINES, _MOST_CHARS = 8, 200
_SALUTATION = re.compile(r"(?:my )?dear\b[^\n.!?]{1,80}", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:yours (?:sincerely|faithfully|truly|ever)|sincerely(?: yours)?"
    r"|(?:with )?(?:(?:very )?(?:kind(?:est)?|best|warm(?:est)?) )(?:regards|wishes))\W*",
    re.IGNORECASE,
)
_LETTER_LINES, _MOST_BELOW = 30, 12
"""Among how many first lines a letter begins, and how many stand below what closes it at most."""


def author_in_lines(lines: Iterable[str]) -> str | None:
    """Return the names in the first of a text's first lines that is a byline, parted by "; ", or None."""
    for line, _ in zip(lines, range(_MOST_LINES), strict=False):
        said = _MARKUP.sub("", " ".join(line.split())) if len(line) <= _MOST_CHARS else ""
        found = next(filter(None, (byline.match(said) for byline in _BYLINES)), None)
        if found and not _NOBODY.search(found["names"]):
            return "; ".join(re.split(r", | and | & ", found["names"]))
    return None


def signer(text: str) -> str | None:
    """Return who signed a letter: the name right below "Yours sincerely", where "Dear …" begins it, or None.

    A text in which several people close a letter is signed by none.
    """
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    begins = any(_SALUTATION.fullmatch(line) for line in lines[:_LETTER_LINES])
    closed = [number for number, line in enumerate(lines) if _CLOSING.fullmatch(line)] if begins else []
    if len(closed) != 1 or len(lines) - closed[0] > _MOST_BELOW + 1:
        return None
    names = (_MARKUP.sub("", line) for line in lines[closed[0] + 1 : closed[0] + 3])
    return next((name for name in names if re.fullmatch(_NAME, name) and not _NOBODY.search(name)), None)
