"""Questions in short: the value of something, without a word that asks."""

import pytest

from qa.question import in_full, read_question


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("cost of mending the north quay", "What is the cost of mending the north quay?"),
        ("the daily mooring fee for a boat?", "What is the daily mooring fee for a boat?"),
        ("number of berths to let under the lease", "What is the number of berths to let under the lease?"),
        ("notice needed to give up a berth", "What is the notice needed to give up a berth?"),
        ("new fee per boat for a berth", "What is the new fee per boat for a berth?"),
        ("Width of the lock in May", "What is the width of the lock in May?"),
    ],
)
def test_what_asks_for_a_value_in_short_is_asked_in_full(short: str, full: str) -> None:
    """A reader, who was taught with questions, finds in a sentence what answers one."""
    assert in_full(short) == full
    assert read_question(short).text == full
    assert read_question(short).kind == read_question(full).kind
    assert read_question(short, context="Who let the quay?").text.endswith(short)
    assert read_question(short, topic=True).text == short


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Ida Lind date and place of birth", "When and where was Ida Lind born?"),
        ("Ida Lind's birthday?", "When was Ida Lind born?"),
        ("Ida Lind, place of death", "Where did Ida Lind die?"),
        *(
            (same, same)
            for same in (
                "Exact date of birth",
                "mooring date of birth",
                "date of birth",
                "Applicant date of birth",
                "Main Applicant place of birth",
                "Insured Person date of birth",
                "Next Of Kin date of birth",
                "And date of birth?",
                "What place of birth?",
                "Or place of birth",
                "No date of birth",
                "Which Year of birth",
                "Deceased date of death",
                "Passport date of birth",
                "Mother's place of birth",
                "Happy birthday",
                "Happy Birthday",
                "Lind's birthday?",
                "And Ida Lind date of birth?",
            )
        ),
    ],
)
def test_when_and_where_somebody_was_born_is_asked_in_full(short: str, full: str) -> None:
    """Of somebody who is named in full; a heading of a form names nobody."""
    assert in_full(short) == full


@pytest.mark.parametrize(
    "text",
    [
        "What is the cost of mending the quay?",
        "compare the cost of the two quays",
        "in total of all",
        "price list of the quay",
        "age of sail",
        "closing date for the post",
        "the fine art of rope",
        "figure of speech in the letter",
        "cost",
        "mooring price asked by who",
        "price of ropes and who asks it",
        "price of the new mast was paid by whom?",
        "number of herons growing why",
        "did price of rope fall",
        "Our fee for June",
        "limit on boats",
        "discount for sailors",
        "notice of meeting",
        "price of rope rose",
        "fine for fishing",
    ],
)
def test_other_words_stay_as_they_are(text: str) -> None:
    """What is a question by itself, asks for something to be done, or names a topic."""
    assert in_full(text) == text
