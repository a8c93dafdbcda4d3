"""The row that begins with a code that is asked for: "What does E9 mean?", "The display shows E9, what now?".

Nothing in such a row says what is asked, and the codes beside it are as like as two peas.
"""

import re
from collections.abc import Sequence

from index.tokens import tokens
from qa.evidence import Evidence
from qa.features import context_of
from qa.question import Question
from qa.retrieve import Match, Retrieval
from qa.rows import row_at

__all__ = ["row_of_code"]

_CODE = re.compile(r"(?<![\w.-])[A-Za-z]{1,4}[- ]?\d{1,5}[A-Za-z]?(?![\w-]|\.\d)")
_MEANS = re.compile(
    r"\bwhat (?:does|do)\b.*\b(?:mean|stand for|indicate|signify)\b|\bmeaning of\b"
    r"|^(?:so |and )?what(?: is|['’]s) (?:(?:an?|the) )?(?:(?:code|error|fault|alarm|warning) ){0,2}\S+\??$"
    r"|\b(?:shows?|says|displays?|reads|reports?|blink(?:s|ing)|flash(?:es|ing))\b.{0,25}\d.*\bwhat\b",
    re.IGNORECASE,
)
"""What asks for the meaning of a code, or for what to do about it."""
_SAYS_NOTHING = frozenset(
    """
    alarm alarms blinking blinks code codes display displays do does error errors fault faults flashes
    flashing indicate light mean meaning means message now read reads report reports say says screen show
    shows signify stand warning
    """.split()
)


def row_of_code(
    question: Question, found: Sequence[Evidence], retrieval: Retrieval, *, unsure: bool
) -> list[Evidence]:
    """Return the one row that begins with the code that a question names; none where there are several.

    Where something answers surely, or the question asks for more than what the code means, none: unless what
    answers is of no such code. What has the code, if the question names it, stands in
    the row or heads it.
    """
    own = max((word.end for word in question.content if word.share < 1.0), default=0)
    codes = {_plain(code.group()) for code in _CODE.finditer(question.text, own)}
    if len(codes) != 1 or not _MEANS.search(question.text[own:]):
        return []
    (code,) = codes
    if not unsure and code in _plain(f"{context_of(found[0].match)} {found[0].quote}"):
        return []
    rows: dict[tuple[str, int, int], Evidence] = {}
    known = {(one.match.document.id, one.start, one.end): one for one in found}
    for match in retrieval.matches:
        text = match.document.text
        if code not in _plain(match.hit.text):
            continue
        for start, end in match.stored.sentences:
            row = row_at(match.document, start, end) if code in _plain(text[start:end]) else None
            if row is None or len(row.cells) < 2:
                continue
            first, place = row.cells[0], (match.document.id, start, end)
            is_of_code = _plain(text[start + first.start : start + first.end]) == code
            if is_of_code and _says_all(question, match, text[start:end]):
                rows[place] = known.get(place) or Evidence(match, start, end, 0.0, None, (), is_row=True)
    return list(rows.values()) if len(rows) == 1 else []


def _plain(text: str) -> str:
    """Return a text as codes are compared: in small letters, without hyphens and blanks."""
    return re.sub(r"[\s-]", "", text.casefold())


def _says_all(question: Question, match: Match, row: str) -> bool:
    """Return whether a row, what stands above it, or its file's name has all words of a question that tell.

    Those are the words of what has the code: neither the code itself nor those that ask for a meaning.
    """
    said = set(tokens(f"{context_of(match)} {match.document.title} {match.document.id} {row}", "en"))
    return all(
        word.form in _SAYS_NOTHING
        or any(code.start() <= word.start < code.end() for code in _CODE.finditer(question.text))
        or not said.isdisjoint(tokens(word.form, "en"))
        for word in question.content
    )
