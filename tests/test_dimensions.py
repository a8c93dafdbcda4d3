"""Which length is asked for, and which of a sentence's figures it is."""

import pytest

from qa.dimensions import dimension_asked
from qa.question import read_question


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("How wide is the pier?", "The pier is 412 metres long and 14 metres wide.", "14 metres"),
        ("How long is the pier?", "The pier is 412 metres long and 14 metres wide.", "412 metres"),
        ("What is the height of the wall?", "A 3-metre-high wall, 20 metres long, stands there.", "3-metre"),
        ("What is its depth?", "It has a length of 9 m and a depth of 2 m.", "2 m"),
        ("How wide is the pier?", "The pier is 412 metres long.", None),
        ("How wide are the piers?", "One is 3 metres wide, the other 4 metres wide.", None),
        ("How long did the trip take?", "It took 14 days.", None),
        ("Who built the long pier?", "The pier is 412 metres long.", None),
    ],
)
def test_the_figure_of_the_length_asked_for(question: str, sentence: str, answer: str | None) -> None:
    """By the word behind or before it; none where no figure or several are told to be it."""
    found = dimension_asked(read_question(question), sentence)
    assert (sentence[slice(*found)] if found else None) == answer
