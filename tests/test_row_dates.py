"""Days in rows that are of another event than is asked for."""

import pytest

from qa.question import read_question
from qa.row_dates import dates_another_event
from qa.rows import Cell, Row

TEXT = "2 | Ann Holm | 19 May 1970 | Director | 22.03.2024"


def _row(*headings: str) -> Row:
    cells, at = [], 0
    for heading, value in zip(headings, TEXT.split(" | "), strict=True):
        cells.append(Cell(heading, at, at + len(value)))
        at += len(value) + 3
    return Row("", tuple(cells))


@pytest.mark.parametrize(
    ("question", "headings", "other"),
    [
        ("When was Ann Holm removed as director?", ("Born", "Date listed"), True),
        ("When was Ann Holm born?", ("Born", "Date listed"), False),
        ("When was Ann Holm sanctioned?", ("Born", "Date listed"), False),
        ("When was Ann Holm removed as director?", ("Born", "Date"), False),
        ("When was Ann Holm seen?", ("Born", "Date listed"), False),
        ("When did Ann Holm leave or start?", ("Born", "Date listed"), False),
    ],
)
def test_a_day_is_of_the_event_that_heads_its_column(
    question: str, headings: tuple[str, str], *, other: bool
) -> None:
    """Where all columns with days are known to be of others."""
    row = _row("No.", "Name", headings[0], "Post", headings[1])
    assert dates_another_event(read_question(question), row, TEXT) is other
