"""Questions for just what a heading says, asked of what its document tells of."""

import pytest

from qa.asked_heading import asks_for_heading
from qa.question import read_question
from qa.retrieve import retrieve
from tests.conftest import Build
from tests.support import FakeEncoder

FIRE = """# The fire at the mill, 3 May 2024

The mill burned for nine hours. Nobody was hurt.

## Probable cause

A lamp was left on beside the flour store when the shift ended.

## Costs

The roof costs 40,000 euros.
"""


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("What was the probable cause of the fire in May 2024?", True),
        ("What's the probable cause of the fire that burned the mill?", True),
        ("What was the probable cause of the flood at the harbour?", False),
        ("What was the cause of the fire?", False),
        ("What was the probable cause?", False),
        ("Who found the probable cause of the fire?", False),
        ("What were the costs of the fire?", False),
    ],
)
def test_a_question_for_what_a_heading_says(build: Build, question: str, asks: bool) -> None:
    """All of the heading, of at least two words, of what the document tells of."""
    library = build({"fire.md": FIRE})
    matches = retrieve(library, FakeEncoder(), question, 12).matches
    found = [m for m in matches if m.hit.passage.heading.endswith(("cause", "Costs"))]
    assert found
    assert any(asks_for_heading(read_question(question), m, m.hit.text) for m in found) is asks
