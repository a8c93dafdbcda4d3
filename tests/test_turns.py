"""What a question and its turn are read as, before anything is looked for."""

import pytest

from qa.other_thing import CODE
from qa.question import read_question
from qa.slots import with_other_person
from qa.turns import asks_nothing, with_topic, without_chatter
from tests.conftest import Ask


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("The bridge: is it true that Berg built the tower?", None),
        ("The bridge: is it true that it was closed?", "is it true that The bridge was closed?"),
        ("Regarding the roof: will it be mended?", "will the roof be mended?"),
        ("Regarding the roof, will it be mended?", "will the roof be mended?"),
        ("About the roof: will it be mended?", "will the roof be mended?"),
        ("As for the roof: will it be mended?", "will the roof be mended?"),
        ("About a year ago, was it mended?", None),
    ],
)
def test_a_topic_stands_where_a_pronoun_points_at_it(question: str, text: str | None) -> None:
    """Without the words that lead it in; "is it true" points at nothing."""
    assert with_topic(question) == (text or question)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Hi-fi system price?", "Hi-fi system price?"),
        ("Great-aunt Ida: who was she?", "Great-aunt Ida: who was she?"),
        ("Hi - what does it cost?", "what does it cost?"),
        ("Thanks! What does it cost?", "What does it cost?"),
    ],
)
def test_a_greeting_is_a_word_of_its_own(question: str, text: str) -> None:
    """A hyphen makes it the beginning of another."""
    assert without_chatter(question) == text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who met her in court?", "Who met Voss in court?"),
        ("Who met her?", "Who met Voss?"),
        ("Who met her lawyer?", "Who met Voss's lawyer?"),
        ("Who met her in-laws?", "Who met Voss's in-laws?"),
        ("Who is Ruth Holm?", "Who is Voss?"),
        ("Who is the mayor?", "Who is the mayor?"),
        (f"Who is {'a' * 5_000} b c d e?", None),
    ],
)
def test_another_person_takes_the_place_of_one(question: str, text: str | None) -> None:
    """What is hers stays so, and "her" before "in" is herself; a long word is soon read."""
    assert with_other_person(question, "Voss") == (text or question)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(
            (one, True)
            for one in ("cache.max_size", "spool.fsync", "max_size", "P.O", "E-311", "3.2.0", "S2")
        ),
        *((one, False) for one in ("roof", "roof_", "roof.", "a b.c", f"{'a_' * 5_000}-")),
    ],
)
def test_a_code_has_a_mark_or_a_digit_inside(text: str, *, code: bool) -> None:
    """A long one is soon read."""
    assert bool(CODE.fullmatch(text)) is code


@pytest.mark.parametrize(
    ("question", "date"),
    [
        ("When does the lease end?", True),
        ("When do the works begin?", True),
        ("When did it end?", True),
        ("When do I have to leave?", False),
        ("When does one need a permit?", False),
        ("When should I stop?", False),
    ],
)
def test_when_asks_for_a_date_or_a_condition(question: str, *, date: bool) -> None:
    """It is a condition of what anybody does."""
    assert (read_question(question).kind == "date") is date


@pytest.mark.parametrize(
    ("question", "nothing"),
    [
        ("the the the the", True),
        ("a", True),
        ("(a+)+$", True),
        ("x^2 +*/~", True),
        ("who?", True),
        ("?!", True),
        ("der die das", True),
        ("Visser", False),
        ("Will", False),
        ("roof", False),
        ("E4", False),
        ("9", False),
        ("1,350", False),
        ("水", False),
        ("US", False),
        ("What is R?", False),
        ("C++", False),
        ("What about IT?", False),
        ("Where is he?", False),
    ],
)
def test_without_a_word_of_content_nothing_is_asked(ask: Ask, question: str, *, nothing: bool) -> None:
    """A letter, a sign and a word such as "the" are none; a name, a code and a number are."""
    assert asks_nothing(question) is nothing
    if nothing:
        assert not ask(question, {"a.md": "# The a\n\nThe roof: who?\n"})[0].answered
