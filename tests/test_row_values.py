"""Rows that are chosen by more than whole values: persons, days, numbers, and all that have another value."""

import pytest

from qa.ask import Asker
from tests.conftest import Build
from tests.support import FakeEncoder, calibration
from tests.test_row_choice import TICKETS, chosen

BURIALS = """Burials 1832,,,
Number,Name,Buried,Cause
101,"Orme, Robert",13 Jul 1832,cholera
102,"Orme, Lydia",13 Jul 1832,cholera
103,"Gell, John",2 Aug 1832,dropsy
104,"Tapp, Hannah",2 Sep 1832,
"""
ACTIONS = """# Report on the outage

## Actions

| No. | Action | Owner | Due |
|---|---|---|---|
| 1 | Check the settings | Tomasz Wilk | 27 March |
| 2 | Raise an alarm at 4 | Ines Sand | 3 April |
| 3 | Test the pump | Marc Oya | 27 March |
| 4 | Test the relay | Tomasz Wilk | 30 April |
"""


def rows_of(build: Build, name: str, text: str, question: str, threshold: float = 1.0) -> list[str]:
    """Return the first cells of the rows that answer a question; nothing else is sure enough to."""
    answer = Asker(build({name: text}), FakeEncoder(), calibration(threshold)).ask(question)
    return [
        s.quote.removeprefix("Number: ").strip("| ").split(";")[0].split(" |")[0] for s in answer.statements
    ]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which tickets are not open?", ["T-01", "T-03", "T-04", "T-06"]),
        ("Which tickets aren't closed yet?", ["T-02", "T-04", "T-05"]),
        ("Which tickets are not open or waiting?", ["T-01", "T-03", "T-06"]),
        ("List all tickets except the closed ones of Anna Berg", []),
        ("Which tickets assigned to Lewis Holm are not closed?", ["T-05"]),
        ("Which tickets are not all open?", []),
        ("Which tickets are not open in Leeds?", []),
        ("Which tickets are not about printers?", []),
        ("Which tickets are neither open nor closed?", []),
    ],
)
def test_rows_without_a_value_are_all_others_of_its_column(
    build: Build, question: str, rows: list[str]
) -> None:
    """Where it follows right after the word that leaves it out, and the table has all else that is said."""
    assert chosen(build, question, 1.0) == rows


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which tickets are assigned to Olga?", ["T-02", "T-04"]),
        ("Which open tickets are Olga's?", ["T-02"]),
        ("Which tickets are assigned to Olga Holm?", []),
        ("Which tickets took 2 hours?", ["T-05", "T-06"]),
        ("Which tickets of Anna Berg took 2 hours?", ["T-05"]),
        ("Which tickets did Anna Berg open 2 months ago?", []),
        ("Which tickets are assigned to Lewis Holm in room 2?", []),
        ("Who is the requester of the ticket opened on 7 March 2024?", ["T-03"]),
        ("How do I see which tickets are open?", []),
        ("Compare the hours of Colder Weir and Otter Holt", ["Colder Weir", "Otter Holt"]),
    ],
)
def test_rows_are_chosen_by_part_of_a_name_a_day_or_a_number(
    build: Build, question: str, rows: list[str]
) -> None:
    """A number is told by the heading beside it; what to do is no matter of rows."""
    assert chosen(build, question, 1.0) == rows


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Who was buried on 13 July 1832?", ["101", "102"]),
        ("Who was buried on 2 September?", ["104"]),
        ("Who was buried on 14 July 1832?", []),
        ("Who was buried on 13 July 1833?", []),
        ("Which burials were not of cholera?", ["103"]),
        ("Which burials are those of the Orme family?", []),
        ("Which burials are Orme?", ["101", "102"]),
    ],
)
def test_who_may_be_asked_of_rows(build: Build, question: str, rows: list[str]) -> None:
    """Days are compared, not how they are written, and an empty cell is no other value."""
    assert rows_of(build, "burials.csv", BURIALS, question) == rows


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("What is action 4?", ["4"]),
        ("what is action no. 2 in the report", ["2"]),
        ("Who owns action 4?", ["4"]),
        ("What is action 5?", []),
        ("What is paragraph 4?", []),
        ("Which actions does Tomasz own?", ["1", "4"]),
        ("Which actions are due on 27 March?", ["1", "3"]),
    ],
)
def test_a_row_may_be_named_by_its_number(build: Build, question: str, rows: list[str]) -> None:
    """Where what the rows are stands before it."""
    assert rows_of(build, "report.md", ACTIONS, question) == rows


def test_rows_take_the_place_of_prose_that_does_not_say_what_they_are(build: Build) -> None:
    """The table has every word of the question, the sentence not the one of its headings."""
    library = build({"tickets.csv": TICKETS, "letter.md": "# Letter\n\nBoth questions are still open.\n"})
    answer = Asker(library, FakeEncoder(), calibration(0.0)).ask("Which tickets are still open?")
    assert [s.quote[:12] for s in answer.statements] == ["Ticket: T-02", "Ticket: T-05"]
    library = build({"tickets.csv": TICKETS, "letter.md": "# Letter\n\nBoth tickets are still open.\n"})
    answer = Asker(library, FakeEncoder(), calibration(0.0)).ask("Which tickets are still open?")
    assert answer.statements[0].quote == "Both tickets are still open."


def test_a_day_with_a_time_is_that_day(build: Build) -> None:
    """In the column whose heading stands before it."""
    text = "Number,Opened,Closed\n1,2026-03-05 08:03,2026-04-05\n2,2026-04-05 09:10,2026-04-06\n"
    tickets = f"Tickets,,\n{text}"
    assert rows_of(build, "tickets.csv", tickets, "Which tickets were opened on 5 April 2026?") == ["2"]
    assert rows_of(build, "tickets.csv", tickets, "Which tickets were closed on 5 April 2026?") == ["1"]


def test_a_number_of_a_row_goes_before_what_was_said_of_another(build: Build) -> None:
    """The owner of action 4 tells nothing of action 2."""
    asker = Asker(build({"report.md": ACTIONS}), FakeEncoder(), calibration(1.0))
    history = [asker.ask("Who owns action 4?")]
    answer = asker.ask("and action 2?", history)
    assert [s.quote for s in answer.statements] == ["| 2 | Raise an alarm at 4 | Ines Sand | 3 April |"]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which reserve was used the most?", ["2"]),
        ("Which reserve was used least?", ["3"]),
        ("Which reserve has the highest yield?", ["1"]),
    ],
)
def test_the_most_of_what_is_below_zero_is_furthest_below(
    build: Build, question: str, rows: list[str]
) -> None:
    """But the highest of it is not."""
    text = "Number,Reserve,Used,Yield\n1,Roads,-136,-1\n2,Sea walls,-480,-2\n3,Vans,0,-4\n"
    assert rows_of(build, "reserves.csv", f"Reserves,,,\n{text}", question) == rows
