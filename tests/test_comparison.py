"""Questions that compare two things are asked of each."""

import pytest

from qa.ask import Asker
from qa.comparison import compared
from tests.conftest import Build
from tests.support import FakeEncoder, assert_verbatim, calibration


@pytest.mark.parametrize(
    ("question", "halves"),
    [
        (
            "Compare the turnout in Brest and Minsk.",
            ("What is the turnout in Brest?", "What is the turnout in Minsk?"),
        ),
        (
            "compare the budget of 2024 with that of 2025",
            ("What is the budget of 2024?", "What is the budget of 2025?"),
        ),
        (
            "What is the difference between the fees at Orsa Court and at Kvist House?",
            ("What is the fees at Orsa Court?", "What is the fees at Kvist House?"),
        ),
        (
            "How do the prices of Orsa and Kvist compare?",
            ("What is the prices of Orsa?", "What is the prices of Kvist?"),
        ),
        (
            "Compare what Makei and Peskov said about the ferry",
            ("what Makei said about the ferry?", "what Peskov said about the ferry?"),
        ),
        ("Compare the two reports", None),
        ("Compare Brest and Minsk", None),
        ("What did the paper compare in 2020 and 2021?", None),
    ],
)
def test_a_comparison_asks_two_questions(question: str, halves: tuple[str, str] | None) -> None:
    """The same of each of two names or dates that are joined; nothing where nothing is asked of them."""
    assert compared(question) == halves


TOWNS = {
    "brest.md": "# Brest\n\nThe turnout in Brest was 71 per cent. It rained.\n",
    "minsk.md": "# Minsk\n\nThe turnout in Minsk was 58 per cent. It snowed.\n",
}


def test_both_answers_stand_side_by_side(build: Build) -> None:
    """The first of each come first, numbered through, and the less sure of both is how sure it is."""
    library = build(TOWNS)
    asker = Asker(library, FakeEncoder(), calibration(0.3))
    answer = asker.ask("Compare the turnout in Brest and Minsk.")
    assert_verbatim(answer, library)
    assert [one.quote for one in answer.statements][:2] == [
        "The turnout in Brest was 71 per cent.",
        "The turnout in Minsk was 58 per cent.",
    ]
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    halves = [asker.ask(f"What is the turnout in {town}?").confidence for town in ("Brest", "Minsk")]
    assert answer.confidence == min(halves)


def test_half_a_comparison_is_none(build: Build) -> None:
    """Where one of the two has no answer, or both the same, the question is asked as it is."""
    asker = Asker(build({"brest.md": TOWNS["brest.md"]}), FakeEncoder(), calibration(0.3))
    answer = asker.ask("Compare the turnout in Brest and Minsk.")
    assert len({one.quote for one in answer.statements if "turnout" in one.quote}) <= 1


def test_no_half_is_compared_again(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else each half would have halves, and a long question more than can be answered."""
    asked: list[str] = []

    def counted(question: str) -> tuple[str, str] | None:
        asked.append(question)
        return compared(question)

    monkeypatch.setattr("qa.ask.compared", counted)
    question = f"Compare {'the difference in ' * 3}the turnout in Brest and Minsk and Lund and Oslo and Rome."
    Asker(build(TOWNS), FakeEncoder(), calibration(0.3)).ask(question)
    assert asked == [question]
