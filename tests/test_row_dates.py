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


@pytest.mark.parametrize(
    ("question", "headings", "cells"),
    [
        ("When is the wedding of Ida Storm?", "What | Start", "Wedding of Ida Storm | 6 June 2026"),
        ("When is the wedding of Ida Storm?", "What | Paid", "Wedding of Ida Storm | 6 June 2026"),
        ("When is the delivery of steel?", "What | Start", "Delivery of steel | 6 June 2026"),
        ("When is Odd's birthday?", "Event | Starts", "Birthday party for Odd | 6 June 2026"),
        ("When did the left gate arrive?", "Gate | Delivered", "Left gate | 3 May 2024"),
        ("When was the left gate put in place?", "Gate | Delivered", "Left gate | 3 May 2024"),
        ("When was Daisy's lamb born?", "Ewe | Lambing started", "Daisy | 3 May 2024"),
        ("When did the wedding cake arrive?", "What | Delivered", "Cake | 3 May 2024"),
        ("When was Ann removed?", "Name | Appointed until", "Ann | 3 May 2024"),
        ("When was Ann removed?", "Name | Appointed", "Ann | 2019–2023"),
        ("When was Ann removed?", "Name | Born | Left", "Ann | 1970 | 3 May"),
        ("When was Ann removed?", "Name | Elected | Notes", "Ann | 2019 | removed in spring"),
        ("When does her leave begin?", "Name | Joined", "Ann | 3 May 2024"),
    ],
)
def test_what_may_tell_of_the_event_is_left_alone(question: str, headings: str, cells: str) -> None:
    """A row that names it, a heading that may be of any, a noun before another, and more than a day."""
    found, at = [], 0
    for heading, value in zip(headings.split(" | "), cells.split(" | "), strict=True):
        found.append(Cell(heading, at, at + len(value)))
        at += len(value) + 3
    assert not dates_another_event(read_question(question), Row("", tuple(found)), cells)
