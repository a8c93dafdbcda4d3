"""Which length is asked for, and which of a sentence's figures it is."""

import pytest

from qa.dimensions import dimension_asked
from qa.question import read_question


@pytest.mark.parametrize(
    ("question", "sentence", "marked", "answer"),
    [
        ("How wide is the pier?", "The pier is 412 metres long and 14 metres wide.", "412", "14 metres"),
        ("How long is the pier?", "The pier is 412 metres long and 14 metres wide.", "14", "412 metres"),
        (
            "What is the height of the wall?",
            "A 3-metre-high wall, 20 metres long, is there.",
            "20",
            "3-metre",
        ),
        ("What is its depth?", "It has a length of 9 m and a depth of 2 m.", "9 m", "2 m"),
        ("How wide is the pier?", "The pier is 412 metres long.", "412", None),
        ("How wide are the piers?", "One is 3 m wide, one 4 m wide, both 9 m long.", "9 m", None),
        ("How high is the tower?", "The mast is 2 metres high and the tower 40 metres.", "40 metres", None),
        ("How tall is Ben?", "Ann is 1.6 metres tall, Ben 1.8 metres.", "1.8", None),
        ("How deep is the well?", "The moat is 3 m deep, while the well goes down 31 m.", "31 m", None),
        ("How long did the trip take?", "It took 14 days in a boat 9 m long.", "14 days", None),
    ],
)
def test_the_figure_of_the_length_asked_for(
    question: str, sentence: str, marked: str, answer: str | None
) -> None:
    """Where another length is marked; what no word tells the length of stays marked."""
    start = sentence.index(marked)
    found = dimension_asked(read_question(question), sentence, start, start + len(marked))
    assert (sentence[slice(*found)] if found else None) == answer
