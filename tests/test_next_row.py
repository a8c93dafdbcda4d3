"""Follow-ups that name nothing but another row of the table whose row was the answer."""

from dataclasses import replace

import pytest

from qa.ask import Asker
from tests.conftest import Build
from tests.support import FakeEncoder, calibration

PARTS = """# Care

| Part | Every | Who | Tool |
|---|---|---|---|
| Main bearing | 3 weeks | Berg | grease gun |
| Rope drum | 6 months | Lind | wire brush |
| Brake | 2 years | Holm | feeler gauge |
| Brake lamp | 4 years | Holm | none |

The lamp of the rope drum is often looked at when the weather is bad.
"""


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("And the rope drum?", "| Rope drum | 6 months | Lind | wire brush |"),
        ("What about the brake?", "| Brake | 2 years | Holm | feeler gauge |"),
        ("And lamps?", "| Brake lamp | 4 years | Holm | none |"),
    ],
)
def test_a_follow_up_asks_for_another_row_of_the_table(build: Build, question: str, row: str) -> None:
    """By what it begins with, whole or in part."""
    asker = Asker(build({"care.md": PARTS}), FakeEncoder(), calibration(0.9))
    first = asker.ask("How often is the main bearing greased?")
    row_given = "| Main bearing | 3 weeks | Berg | grease gun |"
    given = Asker(asker.library, FakeEncoder(), calibration(0.0)).ask(
        "How often is the main bearing greased?"
    )
    assert not first.answered and given.statements[0].quote == row_given
    answer = asker.ask(question, [given])
    assert [one.quote for one in answer.statements] == [row]


def test_the_answer_stands_in_the_same_column(build: Build) -> None:
    """As that of the row before."""
    asker = Asker(build({"care.md": PARTS}), FakeEncoder(), calibration(0.0))
    given = asker.ask("How often is the main bearing greased?")
    place = given.statements[0].quote.index("Berg")
    given = replace(given, statements=(replace(given.statements[0], answer=(place, place + 4)),))
    strict = Asker(asker.library, FakeEncoder(), calibration(0.9))
    assert strict.ask("And the rope drum?", [given]).statements[0].answer_text == "Lind"


def test_what_names_no_row_or_asks_for_itself_is_asked_as_ever(build: Build) -> None:
    """Nor is a row meant where that of the answer before was not asked for by its name."""
    asker = Asker(build({"care.md": PARTS}), FakeEncoder(), calibration(0.9))
    given = Asker(asker.library, FakeEncoder(), calibration(0.0)).ask(
        "How often is the main bearing greased?"
    )
    assert not asker.ask("And the anchor?", [given]).answered
    other = replace(given, question="Who is oldest?", standalone_question="Who is oldest?")
    assert not asker.ask("And the rope drum?", [other]).answered
