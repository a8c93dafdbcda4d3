"""What somebody said about something, where a reader finds nothing to point at."""

import pytest

from qa.evidence import READ_FEATURES, EvidenceFinder
from qa.question import read_question
from qa.retrieve import retrieve
from qa.speaker import asked_about
from tests.conftest import Build
from tests.support import FakeEncoder, calibration
from tests.test_reader import TheReaderOf

FILES = {
    "kell.md": "# An evening in Norland\n\nThe bell, Kell said, was the only thing that he ever missed.\n\n"
    "The ferry was late, Kell said.\n\nThe lamp was lit at nine.\n"
}


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What did Kell say about the old bell?", "the old bell?"),
        ("What does Kell think of lamps?", "lamps?"),
        ("What did Kell tell his mother about it?", "it?"),
        ("What did Kell write to his mother?", None),
        ("Who rang the bell?", None),
    ],
)
def test_what_is_spoken_of_follows_the_verb(question: str, topic: str | None) -> None:
    """After "about" or "of", with or without somebody who is spoken to."""
    start = asked_about(question)
    assert (None if start is None else question[start:]) == topic


@pytest.mark.parametrize(
    ("question", "odds"),
    [
        ("What did Kell say about the bell?", 0.0),
        ("What did Kell say about the bell in Norland?", 0.0),
        ("What did Kell say about the bell and the ferry?", -9.0),
        ("What did Kell say about the lamp?", -9.0),
        ("What did Dunning say about the bell?", -9.0),
        ("Did Kell miss the bell?", -9.0),
    ],
)
def test_a_sentence_of_theirs_with_all_of_it_counts_for_no_less_than_nothing(
    build: Build, question: str, odds: float
) -> None:
    """Not one of another, nor one that lacks a word of what is spoken of, unless that stands above it."""
    library, encoder, asked = build(FILES), FakeEncoder(), read_question(question)
    finder = EvidenceFinder(encoder, calibration(0.0, reader=True), TheReaderOf("nothing"))
    retrieval = retrieve(library, encoder, asked.text)
    found = finder.find_evidence(asked, retrieval, library.engine())
    place = READ_FEATURES.index("reader_odds")
    assert max(one.features[place] for one in found) == odds
