"""The row of a table that says why: "Why was the barn not paid for?", where it stands below "Reason".

What is asked of a row's subject is often told by its other cells in words of their own ("Granted: €0"), so
that few words are met; a column of reasons beside the subject that is named tells more.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.evidence import Evidence
from qa.features import content_stems
from qa.question import Question
from qa.rows import Cell, row_at

__all__ = ["row_of_reason"]

_REASON = re.compile(
    r"(?:(?:main|the) )?(?:reasons?|causes?|why|rationale|grounds|justification|explanation)"
    r"(?: (?:for|of|given)\b.*)?[ ?]*",
    re.IGNORECASE,
)
_LEAST_SHARE = 0.5
"""How good such a row is at least, beside the best evidence."""


def row_of_reason(question: Question, found: Sequence[Evidence]) -> list[Evidence]:
    """Return the one row whose reason is asked for, the reason being its answer; none where there is none.

    All of the cell that begins it stands in the question, which asks why.
    """
    if question.kind != "reason" or not found:
        return []
    rows = [
        row
        for one in found
        if one.is_row and one.score >= _LEAST_SHARE * found[0].score and (row := _with_reason(question, one))
    ]
    return rows if len(rows) == 1 else []


def _with_reason(question: Question, one: Evidence) -> Evidence | None:
    """Return a row with its reason for answer, or None where it has none or isn't what is asked of."""
    row, language = row_at(one.match.document, one.start, one.end), one.match.language
    cells = row.cells if row else ()
    reason = next((cell for cell in cells if _REASON.fullmatch(cell.heading.strip("*_ "))), None)
    if reason is None or reason is cells[0] or not _said(one.quote, reason).strip(" -–—"):
        return None
    asked = {stem for word in question.content for stem in content_stems(word.form, language)}
    subject = content_stems(_said(one.quote, cells[0]), language)
    if not subject or not subject <= asked:
        return None
    return replace(one, answer=(reason.start, reason.end))


def _said(row: str, cell: Cell) -> str:
    return row[cell.start : cell.end]
