"""Who asks and who answers where a witness is examined ("Q.", "A."): for transcripts in English.

The one who answers is the witness of whom it is told last that they were sworn ("DANA HOLM (affirmed)"), and
who asks the one by whom an examination is said to be.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

__all__ = ["Examination"]

_TURN = re.compile(r"(?:(?P<who>[QA])[.:]|THE WITNESS:)(?=[ \t]+\S)")
_TURNS = re.compile(rf"^{_TURN.pattern}", re.MULTILINE)
_FEWEST = 2
"""How many turns of either there are at least."""
_NAME = r"(?P<name>(?:[A-Z][\w.'’-]*[ ]){0,4}[A-Z][\w'’-]+)"
_SWORN = r"(?:sworn|affirmed|called|recalled|continued|resumed)"
_WITNESS = re.compile(
    rf"""^(?:(?i:witness):[ ]*{_NAME}
    |{_NAME.replace("name", "sworn")},?[ ]\((?i:{_SWORN})\b
    |{_NAME.replace("name", "said")},\s+(?:(?:the|an?)[ ]witness|(?:after[ ])?(?:having[ ]been|being|was))\b
     [^.]{{0,120}}\b{_SWORN}\b
    |(?i:deposition|testimony|evidence|examination(?:[ ]before[ ]trial)?)[ ](?i:of)[ ](?!(?i:the|witness))
     {_NAME.replace("name", "of")})""",
    re.MULTILINE | re.VERBOSE,
)
_EXAMINER = re.compile(
    rf"""^(?:[^\n.?!]{{0,40}}\b(?i:examination)\b[^\n.?!]{{0,30}}?[ ](?i:by)[ ](?:the[ ])?{_NAME}[.:]?[ ]*$
    |(?i:questions|questioned)[ ](?i:by|from)[ ](?:the[ ])?{_NAME.replace("name", "from")}[.:]?[ ]*$
    |(?:BY|By)[ ]{_NAME.replace("name", "by")}:[ ]*$
    |Q[.:]?[ ]+\((?:(?i:by)[ ])?{_NAME.replace("name", "in")}\))""",
    re.MULTILINE | re.VERBOSE,
)


class Examination:
    """Tells who "Q" and "A" are at the places of a document, if witnesses are examined in it."""

    def __init__(self, text: str) -> None:
        """Read a document's text once."""
        turns = [turn["who"] for turn in _TURNS.finditer(text)]
        self._is = min(turns.count("Q"), turns.count("A")) >= _FEWEST
        self._told = {
            who: [(found.start(), _name(found)) for found in pattern.finditer(text)] if self._is else []
            for who, pattern in (("A", _WITNESS), ("Q", _EXAMINER))
        }

    def label(self, text: str, at: int) -> tuple[str, int] | None:
        """Return "Q" or "A", if a turn of theirs begins at a place of a text, and where its words do."""
        turn = _TURN.match(text, at) if self._is else None
        return (turn["who"] or "A", turn.end()) if turn else None

    def who(self, label: str, at: int) -> str:
        """Return the name of who asks or answers at a place of the document, "" where it isn't told."""
        told: Sequence[tuple[int, str]] = self._told[label]
        number = bisect_right(told, at, key=lambda one: one[0])
        return told[number - 1][1] if number else ""


def _name(found: re.Match[str]) -> str:
    return next(name for name in found.groups() if name)
