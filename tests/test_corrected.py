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
        build,
        "How many times has Ana climbed the tower of Selby?",
        f"{said}\n\n{FILLING}\nTranscriber's notes: {note}\n",
    )
    assert quotes[:2] == [f"Transcriber's notes: {note}", said]


@pytest.mark.parametrize(
    "note",
    [
        "The number of pupils of the school is 121, not 112.",
        "Correction: The number of cows at the farm is 121, not 112.",
        "Correction: The number of pupils of the school is 121, not 119.",
        "The school should have 121 pupils, not 112.",
        "Correction: see page 2.\n\nThe school has 121 pupils, not 112.",
        "As we said, the school has 121 pupils, not 112.",
        "Correction: The school has 121 pupils, not 112.\n\nThe other school has 112 pupils.",
        "Correction: The pond of the school is 121 metres deep, not 112.",
    ],
)
def test_what_corrects_something_else_stands_where_it_did(build: Build, note: str) -> None:
    """Nothing says that it corrects, it is of another thing or figure, or of one of two sentences."""
    quotes = _quotes(
        build, "How many pupils from Selby has the mill school?", f"{WRONG}\n\n{FILLING}\n{note}\n"
    )
    assert quotes[0] == WRONG


@pytest.mark.parametrize(
    ("text", "question", "quote"),
    [
        ("Cook the pie for 20 minutes, not 30. The pie is for 6, not 4. Use 4 plums for the pie.",
         "How many plums are used for the pie?", "Use 4 plums for the pie."),
        ("The crane has 40 wheels. The wheels should be driven at 25 rpm, not 40 rpm.",
         "How many wheels has the crane?", "The crane has 40 wheels."),
        ("Parcels for the club should be sent to Ashby, not Selby. The club is in Selby.",
         "Where is the club?", "The club is in Selby."),
        ("Notes: The hire is 900 pounds, not 800. The pledge is 800 pounds.",
         "How much is the pledge?", "The pledge is 800 pounds."),
        ("Correction: The hire is 900 pounds a day, not 800 pounds. The pledge is 800 pounds a day.",
         "How much is the pledge?", "The pledge is 800 pounds a day."),
        ('Correction: none.\n\nWrite "fire brigade", not "fire service". Cars of the fire service are red.',
         "Which cars of the fire service are red?", "Cars of the fire service are red."),
        ("Please read Friday instead of Monday for the delivery. The cleaning is on Monday.",
         "When is the cleaning?", "The cleaning is on Monday."),
    ],
)  # fmt: skip
def test_advice_and_what_is_of_another_thing_corrects_nothing(
    build: Build, text: str, question: str, quote: str
) -> None:
    """Of "X, not Y" the first is so of one thing; another may be the second."""
    assert _quotes(build, question, text)[0] == quote


def test_a_take_says_what_to_read_in_another(build: Build) -> None:
    """What it calls wrong stands in one sentence, and it tells nothing else."""
    loss = "The loss of the mill is 2 million pounds."
    note = "In BX0413 please read 1.2 million instead of 2 million."
    quotes = _quotes(
        build, "How large is the loss of the mill?", f"{loss}\n\n{FILLING}\nCORRECTION: Mill\n{note}\n"
    )
    assert quotes[1] == loss and note in quotes[0]
