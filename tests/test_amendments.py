"""What another document of the folder says of the clause that answers."""

import pytest

from qa.ask import Asker
from qa.types import Answer
from tests.conftest import Build
from tests.support import FakeEncoder, assert_verbatim, calibration

CONTRACT = """# Agreement between Marl Council and Tidewell Bins

## 7 Payment

7.1 The council orders by post.

7.2 The council pays every invoice within 30 days.

## 9 Notices

9.1 A notice sent by telegram is not valid.
"""
LETTER = """# Letter of variation to Tidewell Bins

1. In clause 7.2 the words "30 days" are deleted and replaced by "21 days".

2. Clause 17.2 is deleted.

3. Nothing else in clause 9.1 changes.
"""


def asked(build: Build, question: str, letter: str = LETTER) -> Answer:
    """Return the answer from contract and letter, each citation checked."""
    library = build({"contract.md": CONTRACT, "letter.md": letter})
    answer = Asker(library, FakeEncoder(), calibration(0.0)).ask(question)
    assert_verbatim(answer, library)
    return answer


QUESTION = "Within how many days does the council pay an invoice?"
CHANGED = '2. In clause 7.2 the words "30 days" are deleted and replaced by "21 days".'


@pytest.mark.parametrize(
    "question",
    [
        QUESTION,
        "What does clause 7.2 of the agreement say?",
        "According to the agreement, what does clause 7.2 say?",
    ],
)
def test_what_amends_a_clause_stands_beside_it(build: Build, question: str) -> None:
    """The old words first, as they are asked for, and the letter that changes them."""
    quotes = [one.quote for one in asked(build, question).statements]
    assert quotes[0].endswith("The council pays every invoice within 30 days.")
    assert any("are deleted and replaced by" in quote for quote in quotes)
    assert not any("17.2" in quote for quote in quotes)


@pytest.mark.parametrize(
    "question",
    [
        "Within how many days does the council pay an invoice since the agreement was amended?",
        "Within how many days does the council pay an invoice now?",
    ],
)
def test_what_is_so_since_a_clause_was_changed_comes_first(build: Build, question: str) -> None:
    """The old words stand below what replaced them."""
    answer = asked(build, question)
    assert answer.statements[0].quote.endswith('are deleted and replaced by "21 days".')
    assert answer.statements[1].quote.endswith("The council pays every invoice within 30 days.")
    assert len(answer.differing) == 2


def test_both_are_said_to_differ(build: Build) -> None:
    """As figures that differ do, side by side with their documents."""
    answer = asked(build, QUESTION)
    differing = [answer.statements[i].quote for i in answer.differing]
    assert len(differing) == 2
    assert any("are deleted and replaced by" in quote for quote in differing)


def test_a_letter_to_another_amends_nothing(build: Build) -> None:
    """It names none of those between whom the agreement is, or it changes nothing of the clause."""
    other = LETTER.replace("Tidewell Bins", "Orsa Lifts")
    assert not asked(build, QUESTION, other).differing
    assert not asked(build, "How may a notice not be sent?").differing
