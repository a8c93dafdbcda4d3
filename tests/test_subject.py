"""What the reader is asked of a passage whose document names the subject in its title alone."""

from collections.abc import Sequence

import pytest

from qa.ask import Asker
from qa.question import read_question
from qa.reader import Reader
from qa.reading import OnRead, Reading, ToRead
from qa.retrieve import Match, retrieve
from qa.subject import asked_without_subject, phrases
from tests.conftest import Build
from tests.support import FakeEncoder, calibration

HOUSE = """# Orsa Court: rules of the house

The house was built in 1931 for the staff of the Kvist tannery.

## Cellar

Bicycles stand on the left. Doors are locked at nine.

## Laundry

A wash costs two crowns. Orsa tokens are sold by the porter.
"""


def passage(build: Build, heading: str) -> Match:
    """Return the passage below a heading of the house rules."""
    found = retrieve(build({"house.md": HOUSE}), FakeEncoder(), "house", 5).matches
    return next(one for one in found if one.hit.passage.heading.endswith(heading))


@pytest.mark.parametrize(
    ("question", "heading", "expected"),
    [
        ("When are doors locked at Orsa Court?", "Cellar", "When are doors locked?"),
        ("When at Orsa Court are doors locked?", "Cellar", "When are doors locked?"),
        ("Where in the Orsa Court cellar do bicycles stand?", "Cellar", "Where do bicycles stand?"),
        ("Who locks the doors in the cellar?", "Cellar", "Who locks the doors?"),
        # a name in the opening
        ("What does a wash cost at Kvist?", "Laundry", "What does a wash cost?"),
        # the passage names it itself
        ("Who sells tokens at Orsa Court?", "Laundry", "Who sells tokens at Orsa Court?"),
        # neither title nor headings do
        ("When are doors locked at Vimmer Court?", "Cellar", "When are doors locked at Vimmer Court?"),
        ("When are doors locked at the tannery?", "Cellar", "When are doors locked at the tannery?"),
        # a number, an owner, another preposition, nothing left
        ("When are doors locked at Orsa Court 7?", "Cellar", "When are doors locked at Orsa Court 7?"),
        ("What is the job of Orsa's porter?", "Cellar", "What is the job of Orsa's porter?"),
        ("What is said about Orsa Court?", "Cellar", "What is said about Orsa Court?"),
        ("What is at Orsa Court?", "Cellar", "What is at Orsa Court?"),
    ],
)
def test_what_is_asked_of_a_passage(build: Build, question: str, heading: str, expected: str) -> None:
    """The question without the phrase that title or headings say and the passage does not."""
    read = read_question(question)
    assert asked_without_subject(read, phrases(read), passage(build, heading)) == expected


class Asked:
    """A reader that remembers what it was asked of each passage."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.asked: dict[str, str] = {}

    def reads(self, language: str | None) -> bool:
        """Return that it reads all of them."""
        return True

    def read(
        self, question: str, passages: Sequence[ToRead], on_read: OnRead | None = None
    ) -> list[list[Reading]]:
        """Return nothing of use."""
        self.asked |= {p.title.rpartition("›")[2].strip(): p.asked or question for p in passages}
        return [[Reading(-9, -9, -9, None)] * len(p.sentences) for p in passages]


def test_each_passage_is_asked_what_suits_it(build: Build) -> None:
    """One names the subject, another does not."""
    reader = Asked()
    Asker(build({"house.md": HOUSE}), FakeEncoder(), calibration(0.0, reader=True), reader).ask(
        "What are the Orsa tokens and doors at Orsa Court?"
    )
    assert reader.asked["Laundry"] == "What are the Orsa tokens and doors at Orsa Court?"
    assert reader.asked["Cellar"] == "What are the Orsa tokens and doors?"


@pytest.mark.model
def test_the_reader_reads_what_is_asked_of_a_passage() -> None:
    """In place of the question, where something else is."""
    reader, text, other = Reader(), "The wash costs two crowns.", "Who was the first queen of Norway?"
    span = ((0, len(text)),)
    asked, reminded, plain = (
        reader.read(question, [ToRead("Laundry", "", text, span, of_it)])[0][0]
        for question, of_it in (
            ("What does a wash cost?", ""),
            (other, "What does a wash cost?"),
            (other, ""),
        )
    )
    assert reminded == asked
    assert plain.odds < asked.odds
