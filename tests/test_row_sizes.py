"""Rows for things of one size, where another is asked for."""

import pytest

from tests.conftest import Ask

TARPS = """# Tarpaulins

| Kind | Price | Made for |
|---|---|---|
| Tarpaulin, 6 m | £40 | carts |
| Tarpaulin, 9 m | £75 | barges |
| Rope, 20 m | £8 | boats of 12 m |
"""


@pytest.mark.parametrize(
    ("question", "least"),
    [
        ("What is the price of a tarpaulin of 15 metres?", 0.25),
        ("What is the price of a tarpaulin of 9 metres?", 1.0),
        ("What is the price of a 6-metre tarpaulin?", 1.0),
        ("What is the price of a tarpaulin of at least 15 metres?", 1.0),
        ("What is the price of a tarpaulin of 15 kg?", 1.0),
        ("What is the price of the rope for boats of 12 m?", 1.0),
    ],
)
def test_a_row_for_another_size_is_hardly_an_answer(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, question: str, least: float
) -> None:
    """Its first cell names a size of the unit that is asked for, and no cell the size itself."""
    after = ask(question, {"a.md": TARPS})[0].confidence
    monkeypatch.setattr("qa.row_sizes.OTHER_SIZE_SURE", 1.0)
    before = ask(question, {"a.md": TARPS})[0].confidence
    assert after / before == pytest.approx(least, rel=0.2)
