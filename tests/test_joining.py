"""Words and numbers that the passages part otherwise than the question."""

import pytest

from qa.joining import rejoined
from tests.conftest import Ask, Build

PIER = {
    "pier.md": "# The pier\n\nA warehouse stands there. Rust comes from sea water. It cost 50,000 francs,\n"
    "3 per cent more.\n"
}
TEXTS = tuple(PIER.values())


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Does seawater harm it?", "Does sea water harm it?"),
        ("Seawater", "sea water"),
        ("Which percent rusts?", "Which percent rusts?"),
        ("Is there a ware house?", "Is there a warehouse?"),
        ("Is there a ware-house?", "Is there a warehouse?"),
        ("Who paid 50 000 francs?", "Who paid 50,000 francs?"),
        ("Who paid 50000 francs?", "Who paid 50,000 francs?"),
        ("Who paid 150 000 francs?", "Who paid 150 000 francs?"),
        ("Does sea water harm the warehouse?", "Does sea water harm the warehouse?"),
        ("Is the pier rusty?", "Is the pier rusty?"),
    ],
)
def test_words_and_numbers_are_read_as_the_passages_part_them(build: Build, question: str, read: str) -> None:
    """Where they have them only so."""
    assert rejoined(question, TEXTS, build(PIER).engine(), "en").lower() == read.lower()


def test_a_word_that_some_passage_has_and_a_year_stay(build: Build) -> None:
    """Whatever other passages make of them."""
    engine = build({**PIER, "sea.md": "Seawater is salt.\n"}).engine()
    assert rejoined("Is seawater salt?", TEXTS, engine, "en") == "Is seawater salt?"
    said = ("In 1999 they had 2,001 boats.",)
    assert rejoined("What happened in 2001?", said, engine, "en") == "What happened in 2001?"


def test_an_answer_tells_how_its_question_was_read(ask: Ask) -> None:
    """As of a misspelled word."""
    answer, _ = ask("Who paid 50 000 francs for the crane?", PIER)
    assert answer.standalone_question == "Who paid 50,000 francs for the crane?"


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("When is the DPO in?", "When is the data protection officer in?"),
        ("Whom did our DPO of 1990 meet?", "Whom did our data protection officer of 1990 meet?"),
        ("Where is the DPO battery?", "Where is the DPO battery?"),
        ("What was the resting DPO?", "What was the resting DPO?"),
        ("What is the dpo of the tank?", "What is the dpo of the tank?"),
        ("When is the AGM?", "When is the AGM?"),
        ("Who is this year's DPO?", "Who is this year's data protection officer?"),
        ("Who works with DPO?", "Who works with data protection officer?"),
        ("what is yr name", "what is yr name"),
        ("Who is mgr berg?", "Who is mgr berg?"),
        ("how many boats sank last yr.", "how many boats sank last year"),
        ("Who is the CEO?", "Who is the CEO?"),
        ("What is our SLA?", "What is our SLA?"),
        ("Is the crane manned 24 hr a day?", "Is the crane manned 24 hr a day?"),
    ],
)
def test_what_no_passage_has_in_short_is_read_in_full(build: Build, question: str, read: str) -> None:
    """Initials where passages have the words that they stand for."""
    texts = {
        "a.md": "The annual meeting was held in general silence. Human resources were short.\n",
        "c.md": "The data protection officer is in the tower on Mondays.\n",
        "b.md": "The SLA, a service level agreement, has a chief clause.\n",
    }
    assert rejoined(question, tuple(texts.values()), build(texts).engine(), "en") == read


def test_the_words_of_initials_may_stand_in_a_passage_that_has_nothing_else_of_the_question(ask: Ask) -> None:
    """They are looked for."""
    texts = {f"{n}.md": f"# Boats {n}\n\nWhere is the boat of member {n}?\n" for n in range(30)}
    texts["z.md"] = "# Officers\n\nData protection officer: Ana Holm, in the tower.\n"
    answer, _ = ask("Where is the boat of the DPO?", texts)
    assert answer.standalone_question == "Where is the boat of the data protection officer?"
