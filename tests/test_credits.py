"""Lines that credit a picture."""

import pytest

from qa.credits import asks_for_credit, is_credit
from tests.conftest import Ask


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Photo: Ana Holm", True),
        ("*Picture by Ana Holm / Norland Press*", True),
        ("Image courtesy of the museum", True),
        ("© 2025 Norland Press", True),
        ("Photographs of the weir were shown.", False),
        ("Video shows the weir at noon.", False),
        ("Photos: the mayor said that she had seen none of them before the meeting began.", False),
        ("Press: Norland", False),
        ("(c) The tenant pays for it.", False),
        ("image: norland/press:1.2", False),
    ],
)
def test_a_line_credits_a_picture(line: str, credit: bool) -> None:
    """By a label or a mark, and is short."""
    assert is_credit(line) is credit


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Who took the photo of the weir?", True),
        ("Whose website is it?", True),
        ("How does the weir stand in Holm's picture of it?", False),
        ("How high is the weir?", False),
    ],
)
def test_a_question_asks_for_a_picture(question: str, asks: bool) -> None:
    """Or for whose it is."""
    assert asks_for_credit(question) is asks


@pytest.mark.parametrize(
    ("question", "answers"),
    [("What happened at the weir of Selby?", False), ("Whose photo is it of the weir of Selby?", True)],
)
def test_a_credit_answers_nothing_else(ask: Ask, question: str, answers: bool) -> None:
    """However well it matches."""
    answer, _ = ask(
        question, {"a.txt": "It was noon.\n\nPhoto: Ana Holm, weir of Selby\n\nIt broke.\n\nIt was old.\n"}
    )
    assert (answer.statements[0].quote == "Photo: Ana Holm, weir of Selby") is answers
