"""Rows that are for a range of numbers: "up to 2 kg", "100 to 500"."""

import pytest

from tests.conftest import Ask

POST = """# Parcels

| Weight | Price |
|---|---|
| up to 2 kg | £4 |
| 2.1 to 5 kg | £7 |
| 5.1–20 kg | £12 |
| more than 20 kg | by agreement |
"""
FINES = """# Fines of the mill court

| Value of the rye | Fine for each thief | Days |
|---|---|---|
| up to £100 | £9 | 3 |
| £101 to £1,500 | £20 | 5 |
| over £1,500 | £95 | 9 |
"""
FEES = """# Fees of the mill bank

| Size of debt | Fee |
|---|---|
| up to £5,000 | £90 |
| £5,001 to £15,000 | £120 |
| £15,001 to £30,000 | £240 |
"""
SKATES = """# Skating on the mill pond

| Ages | Ticket | Skaters |
|---|---|---|
| under 7 | £1 | 3 |
| 7 to 14 | £2 | 11 |
| 15+ | £9 | 40 |
"""


@pytest.mark.parametrize(
    ("question", "text", "row"),
    [
        ("What is the price for a weight of 4 kg?", POST, "| 2.1 to 5 kg | £7 |"),
        ("What is the price for a weight of 17 kg?", POST, "| 5.1–20 kg | £12 |"),
        ("What is the fine for rye with a value of £1.2 thousand?", FINES, "| £101 to £1,500 | £20 | 5 |"),
        ("What is the fine for rye with a value of 2,000?", FINES, "| over £1,500 | £95 | 9 |"),
        ("What is the fine for rye with a value of 2 000?", FINES, "| over £1,500 | £95 | 9 |"),
        ("What is the fee for a loan of eighteen thousand?", FEES, "| £15,001 to £30,000 | £240 |"),
        ("What is the fee for a loan of twenty-five hundred?", FEES, "| up to £5,000 | £90 |"),
        ("What does a 12-year-old skater pay?", SKATES, "| 7 to 14 | £2 | 11 |"),
        ("What do skaters at the age of 70 pay?", SKATES, "| 15+ | £9 | 40 |"),
    ],
)
def test_a_number_is_told_by_the_row_whose_range_has_it(ask: Ask, question: str, text: str, row: str) -> None:
    """No word of the question tells that row from those beside it."""
    assert ask(question, {"a.md": text})[0].statements[0].quote.strip() == row


@pytest.mark.parametrize(
    "question",
    [
        "What is the price for a weight under clause 4?",  # counts nothing
        "What is the price for a weight of 4 stone?",  # another unit
        "What was the price for a weight in 2019?",
        "What is the price for the weight of 4 boats?",
        "What is the price for a weight of 4 kg or 7 kg?",
    ],
)
def test_other_numbers_choose_no_range(ask: Ask, monkeypatch: pytest.MonkeyPatch, question: str) -> None:
    """A clause's number, a year and another unit are in no range, and of two numbers either may be meant."""
    before = ask(question, {"a.md": POST})[0]
    monkeypatch.setattr("qa.row_ranges.OTHER_RANGE_SURE", 1.0)
    after = ask(question, {"a.md": POST})[0]
    assert (before.statements, before.confidence) == (after.statements, after.confidence)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Which ticket costs £9?", SKATES),
        ("Which ticket can one have for 9 pounds?", SKATES),
        ("Of which ages were there 11?", SKATES),  # which is said of the skaters
        ("Which ages have a ticket at £8?", SKATES),
        ("At which ages do 12 skaters skate?", SKATES),
        ("For which value of the rye is the fine 95?", FINES),
        ("For which value is there a fine of £90?", FINES),
        ("For which value of the rye are there 5 days?", FINES),
    ],
)
def test_what_a_range_gives_chooses_no_range(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, question: str, text: str
) -> None:
    """A price, or a number of what stands in another column, is in no range of ages or of values."""
    before = ask(question, {"a.md": text})[0]
    monkeypatch.setattr("qa.row_ranges.OTHER_RANGE_SURE", 1.0)
    after = ask(question, {"a.md": text})[0]
    assert (before.statements, before.confidence) == (after.statements, after.confidence)
