"""What is asked for by "not", and labels of empty fields."""

import pytest

from qa.ask import Asker
from qa.denial import denies
from tests.conftest import Build
from tests.support import FakeEncoder, calibration

CADDY = """# Food waste

## What can go in the caddy

- bread and cakes
- tea bags
- egg shells
"""
NOT_EITHER = """
## What cannot go in the caddy

- cooking oil
- plastic bags
- pet litter
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("What can't go in?", True),
        ("What cannot go in?", True),
        ("Exclusions", True),
        ("What is not covered", True),
        ("Prohibited items", True),
        ("What can go in?", False),
        ("The can of no. 7", False),
        ("Note the cantor", False),
        ("What do you refuse?", True),
        ("What loads were refused?", True),
        ("What refuse goes in the green bin?", False),
    ],
)
def test_what_denies(text: str, *, said: bool) -> None:
    """In a question and in a heading alike."""
    assert denies(text) is said


def test_what_cannot_is_not_answered_by_what_can(build: Build) -> None:
    """The list of the opposite is not chosen, where its heading has all other words of the question."""
    question = "What things can't go in the caddy?"
    asker = Asker(build({"food.md": CADDY + NOT_EITHER}), FakeEncoder(), calibration(0.45))
    assert [one.quote for one in asker.ask(question).statements] == [
        "- cooking oil",
        "- plastic bags",
        "- pet litter",
    ]
    assert not Asker(build({"food.md": CADDY}), FakeEncoder(), calibration(0.45)).ask(question).answered


def test_a_when_that_denies_asks_for_nothing_that_is_not(build: Build) -> None:
    """It tells only the time of what is asked."""
    question = "What things can go in the caddy when it is not waste?"
    asker = Asker(build({"food.md": CADDY}), FakeEncoder(), calibration(0.45))
    assert [one.quote for one in asker.ask(question).statements] == [
        "- bread and cakes",
        "- tea bags",
        "- egg shells",
    ]


def test_the_label_of_an_empty_field_answers_nothing(build: Build) -> None:
    """What stands there is what was asked, and no more."""
    form = "# Licence form\n\nTrading name\n\nBrine and Bun\n\nNational Insurance number\n\nSignature\n"
    asker = Asker(build({"form.md": form}), FakeEncoder(), calibration(0.0))
    answer = asker.ask("What is the national insurance number?")
    assert answer.statements[0].quote != "National Insurance number"


STAFF = """Name,Town,Role
Ada Holm,Selby,clerk
Ben Lund,York,driver
Cid Marsh,Selby,cook
"""


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Who is not in Selby?", "Ben Lund"),
        ("Who isn't a clerk?", "Ben Lund"),
        ("Who is in York?", "Ben Lund"),
        ("Which neighbours are not from Selby?", None),  # nothing says that these are neighbours
    ],
)
def test_a_row_that_has_what_is_denied_does_not_answer(
    question: str, first: str | None, build: Build
) -> None:
    """The rows that have another value do, where the table has all that is asked for."""
    library = build({"people.csv": STAFF})
    answer = Asker(library, FakeEncoder(), calibration(0.0)).ask(question)
    quoted = [statement.quote for statement in answer.statements]
    assert quoted and (first is None or first in quoted[0])
    assert first is not None or "Selby" not in quoted[0]


def test_a_row_that_denies_answers_what_is_denied(build: Build) -> None:
    """It has the words, and says itself that it is not."""
    rows = "Care,Cover\nglasses,not covered\ndental,covered in part\nphysio,covered\n"
    library = build({"care.csv": rows})
    answer = Asker(library, FakeEncoder(), calibration(0.0)).ask("What care is not covered?")
    assert "glasses" in answer.statements[0].quote
