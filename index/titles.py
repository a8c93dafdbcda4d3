"""Titles that no first heading is, as of a letter or a deed, and those that a heading tells in full."""

import re
from collections.abc import Sequence

from index.blocks import Block
from index.bylines import SALUTATION
from index.metadata import one_line

__all__ = ["heading_in_full", "is_numbered_part", "title_in_first_lines", "title_of_letter"]

_NUMBERED_PART = re.compile(
    r"\d{1,2}\.\s|(?i:schedule|annex|appendix|exhibit|section|article|clause)\s+(?:\d{1,3}|[A-Z]|[IVX]+)\b"
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_ABOUT = re.compile(r"(?:re|subject|regarding)\s*:\s*", re.IGNORECASE)
_BOLD = re.compile(r"(\*\*|__)[^*_\n]+\1")
_CAPITALS = re.compile(r"[A-Z][A-Z ]{6,} [–—-] ")
_SENTENCE = re.compile(
    r"\b(?:i|we|you|he|she|it|they|this|that|there|thanks?|please)\b"
    r"|^(?:our|your) [\w ]{1,20}:|\w{3}[.!?] |[.!?:;,]$",
    re.IGNORECASE,
)
"""What a line that says what a letter is about has not, unless it begins with "Re:"."""
_WORD = re.compile(r"[^\W\d_]+")
_ENDED = re.compile(r"[.!?:][\"'”’»)]*$")
_DEED = re.compile(
    r"(?:(?!(?:AN?|ANY|ARE|BETWEEN|BY|HAS|HAVE|HIS|IN|IS|MY|NO|NOT|OF|ON|OUR|THE|THIS|TO|WHEREAS|YOUR)\b)"
    r"[A-Z][A-Z'’&/-]* ){1,6}(?:AGREEMENT|CHARTER|CONSTITUTION|CONTRACT|DEED|LEASE|LICEN[CS]E|TENANCY)"
    r"|(?:AGREEMENT|CERTIFICATE|CONTRACT|DEED|JUDGMENT|LEASE|LICEN[CS]E|MEMORANDUM|MINUTES) (?:FOR|OF)"
    r"(?: [A-Z0-9][A-Z0-9'’&/-]*){1,10}"
)
"""A line that names a deed or a record at its end or its beginning, and says nothing."""
_KIND = re.compile(
    r"(?:preliminary|final|interim|annual|draft|official|public|joint|press)?\s*(?:address|advisory|agenda|announcement"
    r"|article|assessment|briefing|bulletin|circular|communiqué|conclusions|decision|declaration|findings|interview"
    r"|judgment|letter|memo(?:randum)?|minutes|newsletter|notice|opinion|order|paper|policy|proposal|release|report"
    r"|resolution|results|review|ruling|speech|statement|study|summary|testimony|transcript|update)"
    r"|preliminary|final|interim",
    re.IGNORECASE,
)
"""A title that tells what kind of document it is of, and nothing of it."""
_MORE_WORDS = 3
"""How many words more a heading has at least that tells what it is about."""
_COVER_LINES, _LETTER_LINES = 6, 14
"""Among how many first paragraphs the name of a deed, and the salutation of a letter, stand."""
_MOST_CHARS, _LEAST_TOLD = 160, 40
_MARKS = "*_ \t"
_YOURS = re.compile(r"your\b", re.IGNORECASE)
_TITLES_OF_PEOPLE = frozenset(("Dr", "Mr", "Mrs", "Ms", "Miss", "Mx", "Prof", "Professor", "Sir", "and"))


def is_numbered_part(heading: str) -> bool:
    """Return whether a heading may be that of a part: "1. The contract", "Schedule 1 – Prices"."""
    return bool(_NUMBERED_PART.match(heading))


def heading_in_full(title: str, blocks: Sequence[Block], level: int | None = None) -> str | None:
    """Return the first heading among some blocks that tells a title in full which is but a kind of document.

    "Statement" is the property of a file whose heading is "Statement by Ana Lind, Commissioner for Rivers".
    That begins with it, and heads no part: its level is no lower than that of the title (`level`), or than
    that of all headings. Of a property it may also have the words elsewhere, where it stands above all text
    or is the only one of the first level.
    """
    if not _KIND.fullmatch(title.strip()):
        return None
    heads = [block for block in blocks if block.kind == "heading" and block.label]
    highest = min((block.level for block in heads), default=0) if level is None else level
    text = next((block.start for block in blocks if block.kind not in ("heading", "metadata")), None)
    alone = sum(block.level == 1 for block in heads) == 1
    words = title.lower().split()
    for block in heads:
        said = _WORD.findall(block.label.lower())
        if len(said) < len(words) + _MORE_WORDS:
            continue
        top = (text is not None and block.start < text) or (alone and block.level == 1)
        has = level is None and top and {*words} <= {*said}
        if has or (said[: len(words)] == words and block.level <= highest):
            return block.label
    return None


def title_in_first_lines(said: Sequence[str]) -> str | None:
    """Return the title among the first paragraphs of a document without a heading that is none of a part.

    That is the line below "Dear …", of a letter with a date at its head, that says what it is about, or one
    in capitals that names a deed or a record: "SUPPLY AGREEMENT".
    """
    for number, line in enumerate(said[: min(_LETTER_LINES, len(said) - 2)]):
        if SALUTATION.fullmatch(line.strip(_MARKS)):
            return _about(*said[number + 1 : number + 3]) if _is_head(said[:number]) else None
    lines = (line.strip(_MARKS) for line in said[:_COVER_LINES])
    return next(
        (one_line(line) for line in lines if len(line) <= _MOST_CHARS and _DEED.fullmatch(line)), None
    )


def title_of_letter(first: Sequence[tuple[str, str, int]]) -> str | None:
    """Return what a letter with a date at its head is called: the heading right below or above "Dear …".

    The kinds of the first blocks are given with their texts and levels, and so are all further headings.
    Where a heading above the date says who sends it, that comes before: "Wick Harbour Trust: Works on the
    quay". None where there is no such heading, or where it may be the first of several on its level.
    """
    said = [text for _, text, _ in first]
    for number, line in enumerate(said[:_LETTER_LINES]):
        if not SALUTATION.fullmatch(line.strip(_MARKS)):
            continue
        for one in (number + 1, number - 1):
            kind, about, _ = first[one] if 0 < one < len(first) else ("", "", 0)
            heads = kind == "heading" and len(about) <= _MOST_CHARS and not _NUMBERED_PART.match(about)
            if heads and _is_head(said[: min(one, number)]) and _heads_all(first, one, number):
                sender = next((text for kind, text, _ in first[: min(one, number)] if kind == "heading"), "")
                return one_line(f"{sender}: {about}" if sender else about)
        return None
    return None


def _heads_all(first: Sequence[tuple[str, str, int]], one: int, salutation: int) -> bool:
    """Return whether a heading is of a whole letter: no other of its level follows.

    Or it alone begins with "Your", right below the salutation of somebody who is named above.
    """
    _, about, level = first[one]
    below = [
        text
        for kind, text, other in first[max(one, salutation) + 1 :]
        if kind == "heading" and other <= level
    ]
    if not below:
        return True
    names = {word for word in _WORD.findall(first[salutation][1])[1:] if word not in _TITLES_OF_PEOPLE}
    above = {word for _, text, _ in first[:salutation] for word in _WORD.findall(text)}
    yours = [text for text in (about, *below) if _YOURS.match(text)]
    return one > salutation and bool(names) and names <= above and yours == [about]


def _is_head(lines: Sequence[str]) -> bool:
    """Return whether paragraphs are the head of a letter: addresses and a date, no sentences."""
    return any(map(_YEAR.search, lines)) and not any(_ENDED.search(line) for line in lines)


def _about(line: str, below: str) -> str | None:
    """Return what a letter says above its first sentence that it is about: by "Re:", in bold or capitals."""
    marked = _BOLD.fullmatch(line.strip()) or _CAPITALS.match(line) or line.isupper()
    line = line.strip(_MARKS)
    about = _ABOUT.match(line)
    told = len(below) >= _LEAST_TOLD and _ENDED.search(below)
    if len(line) > _MOST_CHARS or not told or (about is None and (not marked or _SENTENCE.search(line))):
        return None
    title = one_line(line[about.end() :] if about else line) or ""
    return title if len(title.split()) > 1 and not title[0].islower() else None
