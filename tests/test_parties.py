"""Who has a role that a contract gives in brackets behind the name."""

import pytest

from qa.parties import party_asked
from qa.question import read_question

LEASE = "Between Clara Dunmore (the landlord) and Piotr Walsh (the tenant)."
DEED = (
    "This Deed is made between (1) Brandt & Sons Ltd of 9 Hill Road, Norwick (“the Lender”) and (2) "
    'Ida Quent, of Selby (hereinafter called "the Borrower").'
)


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        (LEASE, "Who is the landlord?", "Clara Dunmore"),
        (LEASE, "who's the tenant", "Piotr Walsh"),
        (DEED, "Which company is the lender?", "Brandt & Sons Ltd"),
        (DEED, "What is the name of the borrower?", "Ida Quent"),
        ("BETWEEN: Fairhaven Housing (the Landlord)", "Who is the landlord?", "Fairhaven Housing"),
        ("Repairs are to be done by Ben Lind (the landlord).", "Who is the landlord?", "Ben Lind"),
        (
            "It is let by Ann Orme (the Landlord) to Tom Brand, acting through Lind & Partners (the Agent).",
            "Who is the agent?",
            "Lind & Partners",
        ),
    ],
)
def test_a_party_is_named_before_its_role(text: str, asked: str, expected: str) -> None:
    """The name before the brackets is the answer, not one beside them."""
    found = party_asked(read_question(asked), text)
    assert found is not None
    assert text[slice(*found)] == expected


@pytest.mark.parametrize(
    "asked",
    ["Who is the guarantor?", "Who is Piotr Walsh?", "Who are the landlords?", "When does the tenant pay?"],
)
def test_no_party_where_no_such_role_is_asked_for(asked: str) -> None:
    """Another role, a person, another question."""
    assert party_asked(read_question(asked), LEASE) is None
