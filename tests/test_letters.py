"""Lines of letters and e-mails that say nothing."""

import pytest

from qa.letters import is_formula
from tests.conftest import Ask

MAIL = """From: Helen Bostock <helen@rivers.test>
To: Staff <staff@rivers.test>
Date: Mon, 02 Dec 2024 12:10:00 +0000
Subject: Party

Hi everyone,

the party is on Thursday 19 December at the Ferry Inn.

Kind regards

Helen
"""


@pytest.mark.parametrize(
    ("sentence", "formula"),
    [
        ("Hello Nils,", True),
        ("Dear Ms Berg,", True),
        ("Hi everyone,", True),
        ("Kind regards", True),
        ("Best wishes\nNils", True),
        ("Yours sincerely,", True),
        ("Thank you for your letter about the fish pass.", False),
        ("Dear goods, he said, were not bought.", False),
        ("Best route to the station", False),
        ("Hello World prints a line", False),
        ("Thanks to a grant of £3,000 the path was built.", False),
    ],
)
def test_greetings_and_closing_formulas_are_told(sentence: str, formula: bool) -> None:
    """By their words, and since they are all of a line."""
    assert is_formula(sentence) is formula


def test_headers_and_greetings_are_no_evidence(ask: Ask) -> None:
    """Unless it is asked who wrote, or when."""
    for question in ("Is the party on Mon, 02 Dec 2024 at 12:10?", "Hi everyone, is everyone going out?"):
        answer, _ = ask(question, {"a.eml": MAIL})
        assert answer.statements[0].quote.startswith("the party is on Thursday")
    answer, _ = ask("On which date did Helen Bostock send the mail?", {"a.eml": MAIL})
    assert answer.statements[0].quote.startswith(("Date:", "From:"))
