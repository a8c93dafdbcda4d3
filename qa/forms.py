"""Forms: what all their rows are about stands in one of them, and what is asked for is named by a label."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.tokens import tokens, words
from index.types import Document
from qa.question import Question
from qa.rows import Row, values_of_form

if TYPE_CHECKING:
    from qa.evidence import Candidate

__all__ = ["row_of_form", "shares_of_labels"]

OTHER_LABEL_SHARE = 0.25
"""What a row of a form counts that is not the one whose label is asked for."""
_MOST_VALUES, _MOST_VALUE_WORDS = 3, 6
_MOST_CHARS = 50_000
"""How long a form is at most."""
_WHO_IS = re.compile(r"(?:who|what)(?:['’]s|\s+(?:is|was|are|were))\s", re.IGNORECASE)
_NAMED = 0.5
"""How many of the words of a value a question has that names it."""


def row_of_form(question: Question, document: Document, row: Row) -> str:
    """Return what a row says, and, in a document that is a form, the other values that a question names.

    Each row of an application is about the applicant, who is named in one of them.
    """
    if not row.of_form or len(document.text) > _MOST_CHARS:
        return row.words
    asked = {word.form for word in question.content}
    said = set(words(row.words))
    named = [
        value
        for value in dict.fromkeys(values_of_form(document.text))
        if 0 < len(forms := set(words(value))) <= _MOST_VALUE_WORDS
        and len(forms & asked) >= _NAMED * len(forms)
        and not forms <= said
    ]
    return "; ".join([row.words, *named[:_MOST_VALUES]])


def shares_of_labels(question: Question, candidates: Sequence["Candidate"]) -> list[float]:
    """Return what each sentence counts (0-1): a row of a form less where it is not the one that is asked for.

    That is one whose label has as many words of the question as any, and whose value it does not say itself;
    where it is asked who or what something is, one that has it for a value, and tells by its label.
    """
    said = set(words(question.text))
    if _WHO_IS.match(question.text) and any(_is_of_who(question, c) for c in candidates):
        return [
            OTHER_LABEL_SHARE if c.row and c.row.of_form and not _is_of_who(question, c) else 1.0
            for c in candidates
        ]
    met = [_met(question, c) for c in candidates]
    most: dict[str, int] = {}
    for c, count in zip(candidates, met, strict=True):
        most[c.match.document.id] = max(most.get(c.match.document.id, 0), count)
    return [
        OTHER_LABEL_SHARE
        if c.row and c.row.of_form and (count < most[c.match.document.id] or _values(c.text, c.row) <= said)
        else 1.0
        for c, count in zip(candidates, met, strict=True)
    ]


def _is_of_who(question: Question, candidate: "Candidate") -> bool:
    """Return whether a row of a form has all that a question asks who or what it is among its values."""
    asked = {word.form for word in question.content}
    row = candidate.row
    return bool(asked and row and row.of_form and asked <= _values(candidate.text, row))


def _values(sentence: str, row: Row) -> set[str]:
    return {word for cell in row.cells for word in words(sentence[cell.start : cell.end])}


def _met(question: Question, candidate: "Candidate") -> int:
    """Return how many words of a question the label of a row of a form has."""
    row, language = candidate.row, candidate.match.language
    if row is None or not row.of_form or not row.cells:
        return 0
    label = set(tokens(row.cells[0].heading, language))
    return sum(1 for word in question.content if label & set(tokens(word.form, language)))
