"""The row of a table that a follow-up asks for where another row of it was the answer: "And turbidity?".

Such a question names nothing but what the row begins with, and the row says nothing of what is asked; that
the row beside it answered tells more than its words.
"""

from collections.abc import Sequence

from qa.evidence import Evidence
from qa.features import content_stems
from qa.question import Question
from qa.retrieve import Match, Retrieval
from qa.row_answer import answer_cell
from qa.rows import Cell, Row, Table, row_at, table_at
from qa.types import Statement

__all__ = ["next_row"]

_MOST_WORDS = 4
_LEAST_KNOWN = 0.5
"""What share of a cell's words the question before has of what it was about."""


def next_row(question: Question, found: Sequence[Evidence], retrieval: Retrieval) -> list[Evidence]:
    """Return the row that a follow-up names alone, in the table whose row was given in answer before.

    It stands in the column that has what the question before was about. None where there are several.
    """
    given = question.given
    own = [word for word in question.content if word.share == 1.0]
    if given is None or not 0 < len(own) <= _MOST_WORDS or len(own) == len(question.content):
        return []
    place = given.citations[0]
    match = next((one for one in retrieval.matches if one.document.id == place.document_id), None)
    if match is None or row_at(match.document, place.start, place.end) is None:
        return []
    table = table_at(match.document, place.start, place.end)
    if table is None or (place.start, place.end) not in table.rows:
        return []
    number = table.rows.index((place.start, place.end))
    rows = _named_rows(question, match, table, number)
    if len(rows) != 1 or rows[0] == number:
        return []
    start, end = table.rows[rows[0]]
    known = (
        one for one in found if (one.match.document.id, one.start, one.end) == (place.document_id, start, end)
    )
    one = next(known, None) or Evidence(match, start, end, 0.0, None, (), is_row=True)
    answer = _same_cell(given, table.cells[number], table.cells[rows[0]]) or answer_cell(
        question, match.document.text[start:end], Row("", table.cells[rows[0]]), match.language
    )
    return [Evidence(one.match, start, end, one.score, answer, one.features, one.sure, is_row=True)]


def _named_rows(question: Question, match: Match, table: Table, given: int) -> list[int]:
    """Return the rows with the own words of a question, in the column that has what came before."""
    text, language = match.document.text, match.language
    own, before = (
        {
            stem
            for w in question.content
            if (w.share == 1.0) is one
            for stem in content_stems(w.form, language)
        }
        for one in (True, False)
    )
    for heading in table.headings:
        values = [content_stems(value, language) for value in table.values(text, heading)]
        if len(values[given] & before) < _LEAST_KNOWN * max(len(values[given]), 1):
            continue
        for named in filter(None, (own, own - before)):  # "How often" is asked of both
            same = [n for n, value in enumerate(values) if value == named]
            if having := same or [n for n, value in enumerate(values) if named <= value]:
                return having
    return []


def _same_cell(given: Statement, cells: Sequence[Cell], others: Sequence[Cell]) -> tuple[int, int] | None:
    """Return where another row has what the exact answer before was, by its column."""
    if given.answer is None:
        return None
    at = given.answer[0]
    heading = next((cell.heading for cell in cells if cell.start <= at < cell.end), None)
    return next(((cell.start, cell.end) for cell in others if heading and cell.heading == heading), None)
