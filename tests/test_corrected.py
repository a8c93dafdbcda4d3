"""What a document corrects of itself stands before what it corrects."""

import pytest

from qa.ask import Asker
from tests.conftest import Build
from tests.support import FakeEncoder, assert_verbatim, calibration

WRONG = "The mill school has 112 pupils from the town of Selby."
FILLING = "Nobody knows when the school by the pond was built, or for whom.\n\nThe pond is deep.\n"


def _quotes(build: Build, question: str, text: str) -> list[str]:
    library = build({"school.md": f"# The mill\n\n{text}"})
    answer = Asker(library, FakeEncoder(), calibration(0.0)).ask(question)
    assert_verbatim(answer, library)
    return [one.quote for one in answer.statements]


@pytest.mark.parametrize(
    "note",
    [
        "Correction: The number of pupils of the school is 121, not 112.",
        "The school has 121 and not 112 pupils, as we wrote at first.",
        "Clarification (4 May): At the school there are 121 pupils instead of 112.",
    ],
)
def test_what_corrects_a_sentence_comes_first(build: Build, note: str) -> None:
    """Where the note has its figure as the wrong one."""
    quotes = _quotes(
        build, "How many pupils from Selby has the mill school?", f"{WRONG}\n\n{FILLING}\n{note}\n"
    )
    assert quotes[:2] == [note, WRONG]


def test_two_sentences_that_correct_are_one_quote(build: Build) -> None:
    """The first says what was said, the second what is so."""
    said = "Ana has climbed the tower of Selby forty thousand times."
    note = 'On page 3 she says "forty thousand times". She wrote that it should be "twenty thousand times".'
    quotes = _quotes(
        build, "How many times has Ana climbed the tower of Selby?", f"{said}\n\n{FILLING}\nNotes: {note}\n"
    )
    assert quotes[:2] == [f"Notes: {note}", said]


@pytest.mark.parametrize(
    "note",
    [
        "The number of pupils of the school is 121, not 112.",
        "Correction: The number of cows at the farm is 121, not 112.",
        "Correction: The number of pupils of the school is 121, not 119.",
    ],
)
def test_what_corrects_something_else_stands_where_it_did(build: Build, note: str) -> None:
    """Nothing says that it corrects, it is of another thing, or of another figure."""
    quotes = _quotes(
        build, "How many pupils from Selby has the mill school?", f"{WRONG}\n\n{FILLING}\n{note}\n"
    )
    assert quotes[0] == WRONG
