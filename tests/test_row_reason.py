"""Rows whose column of reasons says why."""

import pytest

from qa.ask import Asker
from tests.conftest import Build
from tests.support import FakeEncoder, calibration

REQUESTS = """# Requests to the harbour fund

The fund met in March and was glad to help the rowing club with most of what it had asked for.

| Item | Asked | Granted | Reason |
|---|---|---|---|
| Slipway | 9,000 | 0 | the council will build one nearby |
| New oars | 800 | 800 | - |
| Paint | 300 | 150 | one coat is enough |
"""


@pytest.mark.parametrize(
    ("question", "row", "answer"),
    [
        ("Why did the fund not pay for the slipway?", "| Slipway", "the council will build one nearby"),
        ("Why was paint cut by half?", "| Paint", "one coat is enough"),
        ("Why did the club need new oars?", "", ""),
        ("How much did the fund pay for the slipway?", "", ""),
        ("Why did the fund cut the whole budget?", "", ""),
    ],
)
def test_why_is_answered_below_reason(build: Build, question: str, row: str, answer: str) -> None:
    """By the row whose first cell the question says whole, where it gives a reason."""
    asker = Asker(build({"requests.md": REQUESTS}), FakeEncoder(), calibration(0.69))
    found = asker.ask(question)
    said = [(s.quote, s.answer) for s in found.statements] if found.confidence == 0.7 else []
    if not row:
        assert not said
        return
    [(quote, place)] = said
    assert quote.startswith(row) and place is not None and quote[slice(*place)] == answer
