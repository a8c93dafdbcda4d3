"""What a row counts by which of its cells holds the name that a question asks for.

"Tomasz Zielinski's telephone" is asked of the row that is about him, which begins with his name, and not of
the row whose manager he is; "Who reports to Tomasz Zielinski?" is asked of that one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from index.tokens import tokens, words
from qa.question import Question
from qa.rows import Cell, Row

if TYPE_CHECKING:
    from qa.evidence import Candidate

__all__ = ["key_cells", "relates", "shares_of_keys"]

OTHER_CELL_SHARE = 0.5
"""What a row counts that has a name in another cell than the one asked for, where some row has it there."""
_RELATES = re.compile(r"\W*(?:\b(?:to|by|under|is|are|was|were)\b\W*)+(?:\bthe\W+)?")
"""What stands between the heading of a column and a value that is asked for: "reports to X", "owned by X"."""
_WORD = re.compile(r"\w+")
_LEAST_NAME_WORDS = 2

_OTHER, _KEY, _RELATED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class _Holds:
    """The names of a question that a cell of a row holds, and which cell that is."""

    names: frozenset[str]
    place: int


def shares_of_keys(question: Question, candidates: Sequence["Candidate"]) -> list[float]:
    """Return what each sentence counts (0-1): a row less that has a name of the question in a lesser cell.

    The cell asked for is that below a heading that stands before the name ("reports to X"), else the first
    one. Less is only what another row of the document says of the same names there.
    """
    held = [_held(question, c) if c.row else () for c in candidates]
    best: dict[str, list[_Holds]] = {}
    for c, some in zip(candidates, held, strict=True):
        best.setdefault(c.match.document.id, []).extend(some)
    shares: list[float] = []
    for c, some in zip(candidates, held, strict=True):
        own = max(some, key=lambda one: (len(one.names), one.place), default=None)
        others = best[c.match.document.id]
        lesser = own and any(own.names <= other.names and own.place < other.place for other in others)
        shares.append(OTHER_CELL_SHARE if lesser else 1.0)
    return shares


def key_cells(row: Row, said: str) -> int:
    """Return how many cells at the start of a row tell what it is about: one, after a mere number two."""
    return 1 + sum(1 for _ in takewhile(lambda c: not _letters(said[c.start : c.end]), row.cells[:1]))


def relates(question: Question, cell: Cell, value: str, language: str | None) -> bool:
    """Return whether a question has the heading of a cell right before the value: "reports to Anna Berg"."""
    heads = set(tokens(cell.heading, language))
    first = next(iter(words(value)), "")
    for before, after in zip(question.content, question.content[1:], strict=False):
        between = question.text[before.end : after.start].lower()
        if after.form == first and heads & set(tokens(before.form, language)) and _RELATES.fullmatch(between):
            return True
    return False


def _held(question: Question, candidate: "Candidate") -> tuple[_Holds, ...]:
    """Return which names of a question the cells of a row hold."""
    row, said = candidate.row, candidate.text
    found: list[_Holds] = []
    asked = {word.form for word in question.content}
    for number, cell in enumerate(row.cells if row else ()):
        value = said[cell.start : cell.end]
        here = asked.intersection(words(value))
        named = frozenset(here if _is_name(value) else here & question.names)
        if row and named:
            place = _KEY if number < key_cells(row, said) else _OTHER
            if any(relates(question, cell, name, candidate.match.language) for name in named):
                place = _RELATED
            found.append(_Holds(named, place))
    return tuple(found)


def _is_name(value: str) -> bool:
    """Return whether a value is words with capitals alone, as a name in lower-case questions is known by."""
    said = _WORD.findall(value)
    return len(said) >= _LEAST_NAME_WORDS and all(word[0].isupper() and word.isalpha() for word in said)


def _letters(value: str) -> bool:
    return any(map(str.isalpha, value))
