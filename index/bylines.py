"""Who wrote a text, by the line near its head that says so, or by who signed it.

A byline has a date, who took the photographs, or what somebody is at a paper beside the name. "By" alone says
little: "By Train From Selby", "By Selby Town Hall – 14 June", "By Hand".
"""

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice

import regex as re

__all__ = ["SALUTATION", "author_in_lines", "is_signed", "signer"]

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
SALUTATION = re.compile(r"(?:my )?dear\b[^\n.!?]{1,80}", re.IGNORECASE)
"""The line with which a letter begins: "Dear Ms Lind"."""
_CLOSING = re.compile(
    r"(?:yours (?:sincerely|faithfully|truly|ever)|sincerely(?: yours)?"
    r"|(?:with )?(?:(?:very )?(?:kind(?:est)?|best|warm(?:est)?) )(?:regards|wishes))\W*",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?:(?:[\p{L}’'&-]+ ){0,4}(?:adjudicator|advis[eo]r|bursar|chair(?:man|woman|person)?|chief executive"
    r"|clerk|commissioner|consultant|coordinator|coroner|dean|director|editor|engineer|handler|head ?teacher"
    r"|inspector|manager|master|mayor|officer|ombudsman|president|principal|registrar|secretary|solicitor"
    r"|surveyor|treasurer|underwriter|warden)|head)(?:,? (?:of|for|to) [^.!?:]{2,50})?",
    re.IGNORECASE,
)
"""What somebody is who signs for others, in the line below the name."""
_FOR = re.compile(r"(?:for|on behalf of)(?: (?:\p{Lu}[\w’'-]*|and|of|the|&)){1,6}")
_NO_SIGNER = re.compile(
    r"\b(?:applicant|arrival|best|board|check|customers?|departure|dinner|editor|election|enclosures?|fair|family"
    r"|festival|guest|happy|head|house|human|keynote|launch|merry|new|next|opening|please|published|reply|resources"
    r"|sale|sent|services?|show|speaker|street|summer|supper|support|tenant|trust|trustees|valid|winter)\b",
    re.IGNORECASE,
)
"""What two words with capitals may say of something else than of a person."""
_TOLD = re.compile(r"(?:\S+ ){3,}\S*\p{Ll}{2}[.!?][\"”’)]*$|^From:")
"""What a head of a letter has not: a sentence, as of a story or of who passes it on."""
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
    """Return who signed a letter: the name right below "Yours sincerely", or None.

    "Dear …" begins it, with no sentence above, and an office or "for …" stands below the name. A text in
    which several people close a letter is signed by none.
    """
    head = [*islice(_lines(text), _LETTER_LINES + 1)]  # of what is no letter, no more is looked at
    begins = next((n for n, line in enumerate(head) if SALUTATION.fullmatch(line)), None)
    if begins is None or any(map(_TOLD.search, head[:begins])):
        return None
    lines = [*_lines(text)]
    closed = [number for number, line in enumerate(lines) if _CLOSING.fullmatch(line)]
    if len(closed) != 1 or len(lines) - closed[0] > _MOST_BELOW + 1:
        return None
    signs = [_MARKUP.sub("", line) for line in lines[closed[0] + 1 :]]
    several = any(map(_is_person, signs[1:]))
    signed = is_signed(signs[:2]) or (
        len(signs) > 1 and _is_person(signs[0]) and _FOR.fullmatch(signs[1]) is not None
    )
    return signs[0] if signed and not several else None


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text that say something, without the space around them."""
    return filter(None, map(str.strip, StringIO(text)))


def is_signed(lines: Sequence[str]) -> bool:
    """Return whether two lines are a name and what office whoever signs has: "Ana Lind", "Claims Handler"."""
    return len(lines) == 2 and _is_person(lines[0]) and bool(_OFFICE.fullmatch(lines[1]))


def _is_person(line: str) -> bool:
    """Return whether a line may be a name, and is neither an office nor what two words may say else."""
    said = not (_NOBODY.search(line) or _NO_SIGNER.search(line) or _OFFICE.fullmatch(line))
    return said and bool(re.fullmatch(_NAME, line))
