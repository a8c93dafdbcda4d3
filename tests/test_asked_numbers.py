"""Numbers that are asked for, of clauses and of what is called by one."""

from types import SimpleNamespace
from typing import cast

import pytest

from qa.asked_numbers import asks_for_number, lacks_number
from qa.evidence import Candidate
from qa.question import read_question
from qa.read_answers import answer_read
from qa.reading import Reading


def _lacks(question: str, text: str, *, passage: str = "", heading: str = "") -> bool:
    match = SimpleNamespace(
        title="Quay rules",
        hit=SimpleNamespace(passage=SimpleNamespace(heading=heading), text=passage or text),
        document=SimpleNamespace(title="Quay rules", text=text),
    )
    return lacks_number(read_question(question), cast(Candidate, SimpleNamespace(words=text, match=match)))


@pytest.mark.parametrize(
    ("question", "text", "heading", "lacks"),
    [
        ("What does regulation 11 cover?", "Ropes are tarred.", "", True),
        ("What does regulation 11 cover?", "Ropes are tarred.", "11. Ropes", False),
        ("What does article 4 of the charter say?", "Ropes are tarred.", "Article IV", False),
        ("What does section 2 require?", "Section two asks for ropes.", "", False),
        ("What does clause 5.4(b) say about rope?", "5.4 The rope is tarred.", "", False),
        ("What does clause 5.4 say about rope?", "15.4 The rope is tarred.", "", True),
        ("What does clause 5 say about rope?", "5,000 ropes are tarred.", "", True),
        ("What notice is due under clause 11?", "A month.", "", False),
        ("What does chapter 17 say about rope?", "Ropes are tarred.", "Chapter Seventeen", False),
        ("What does chapter 17 say about rope?", "Ropes are tarred.", "Chapter XVII", False),
        ("What does chapter 11 say about rope?", "Ropes are tarred.", "Chapter Seventeen", True),
        ("What does chapter 48 say about rope?", "Ropes are tarred.", "XLVIII. Ropes", False),
        ("What does chapter 48 say about rope?", "Ropes are tarred.", "The Forty-Eighth Chapter", False),
        ("What does chapter 40 say about rope?", "Ropes are tarred.", "The Fortieth Chapter", False),
        ("What does article 104 say about rope?", "Ropes are tarred.", "Article CIV", False),
        ("What do clauses 11 and 12 of section 3 say?", "Ropes are tarred.", "", False),
    ],
)
def test_another_clause_says_not_what_one_does(question: str, text: str, heading: str, lacks: bool) -> None:  # noqa: FBT001
    """What a clause says stands where its number does."""
    assert _lacks(question, text, heading=heading) is lacks
    assert not _lacks(question, text, passage=f"11 and 5.4 and 5. {text}", heading=heading)


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("policy number for the barge", "The barge is insured under policy number and cost £45,000.", True),
        ("policy number for the barge", "The barge has policy HB/2231.", False),
        ("What is the policy number?", "It was renewed on 4 May 2024.", True),
        ("What is the case number?", "It is case no. 4 of 2020.", False),
        ("phone number of the pilot", "The pilot's boat is old.", True),
        ("phone number of the pilot", "The pilot is on 443.210.7788.", False),
        ("phone number of the pilot", "Telephone: Selby 31", False),
        ("phone number of the pilot", "In a storm dial nine double nine.", False),
        ("phone no. of the pilot", "The pilot is on extension 7.", False),
        ("What is the order number?", "The rope came with order 8.", False),
        ("What is the case number?", "Case 7/2019 was heard.", False),
        ("What is the account number?", "Account: 1987", False),
        ("What is the licence number?", "The licence is qp 7.", False),
        ("What is the licence number?", "The licence is KL-MN-OP.", False),
        ("order number of ropes", "The ropes are old.", False),
        ("case number of old ropes", "The ropes are old.", False),
        ("What is the company no longer selling?", "It sells no ropes.", False),
        ("Is the policy no longer needed?", "The barge was sold.", False),
        ("What is the policy no?", "The barge was sold.", True),
        ("policy no for the barge", "The barge was sold.", True),
        ("phone number of the pilot", "The pilot is on 01632 960 021.", False),
        ("What is the number of boats?", "There are four.", False),
        ("How many policy numbers are there?", "There are four.", False),
    ],
)
def test_a_number_that_something_is_called_by_has_figures(question: str, text: str, lacks: bool) -> None:  # noqa: FBT001
    """Sums and dates are none."""
    assert _lacks(question, text) is lacks


def test_a_number_that_something_is_called_by_is_marked_whole() -> None:
    """It is no figure with a unit."""
    question, text = read_question("What is the registration number of the barge?"), "The barge is QP-611/2."
    assert asks_for_number(question)
    reading = Reading(1.0, 1.0, 1.0, (13, 21))
    assert answer_read(question, text, reading, 0) == (13, 21)
