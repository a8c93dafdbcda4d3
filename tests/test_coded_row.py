"""The row that begins with the code that a question asks for."""

import pytest

from qa.ask import Asker
from tests.conftest import Build
from tests.support import FakeEncoder, calibration

FAULTS = """# Winch of the ferry

| Display | Cause | Remedy |
|---|---|---|
| F-12 | Rope slack | Turn the drum back |
| F-13 | Drum hot | Wait half an hour |
| F-14 | Rope slack on the far side | Call Berg |

The winch of the ferry has no code F-15, and whoever saw one drank. Braking is hard, and it has a horn.
"""


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("What does F-13 mean?", "| F-13 | Drum hot | Wait half an hour |"),
        ("What does error F12 on the winch mean?", "| F-12 | Rope slack | Turn the drum back |"),
        ("What does F-13 mean on the winch drum?", "| F-13 | Drum hot | Wait half an hour |"),
        ("what is f-14", "| F-14 | Rope slack on the far side | Call Berg |"),
        ("The winches show F-13, what now?", "| F-13 | Drum hot | Wait half an hour |"),
        ("What does F-16 mean?", None),
        ("What does F-13 mean on the dishwasher?", None),
        ("What does F-13 mean on the brake?", None),
        ("The drummer shows F-13, what now?", None),
        ("What does F-13 mean on the horn?", None),
        ("What does F-13 cost?", None),
        ("What does F-12 or F-13 mean?", None),
    ],
)
def test_what_a_code_means_is_told_by_the_row_that_begins_with_it(
    build: Build, question: str, row: str | None
) -> None:
    """However unsure it is found; nothing else of the code, and of no other thing that has such."""
    asker = Asker(build({"winch.md": FAULTS}), FakeEncoder(), calibration(0.95))
    assert [one.quote for one in asker.ask(question).statements] == ([row] if row else [])


def test_a_code_in_two_tables_is_neither(build: Build) -> None:
    """They may be of two things."""
    asker = Asker(
        build({"a.md": FAULTS, "b.md": FAULTS.replace("Drum hot", "Fuse")}), FakeEncoder(), calibration(0.95)
    )
    assert not asker.ask("What does F-13 mean?").answered
