"""Clauses asked for by their number: of the document that is meant, from its first word to its last."""

import pytest

from qa.clauses import asked_clause
from qa.types import Answer
from tests.conftest import Build
from tests.test_sections import asked, quotes

LEASE = """# Lease of the mill

1. Rent

1.1 The rent is 400 crowns. It is due in May.

1.2 Interest runs at 4 per cent, as clause 7.2 says.

7. Transfer

7.1 The tenant shall not:

(a) let a room;

(b) sell the lease.

7.2 A guarantee may be asked for. It ends with the lease.

7.3 No more is owed.

# Schedule 2: Keys

Two keys are handed over.
"""
POLICY = """# Insurance policy

## Section 7: Claims

(1) Tell us at once.

(2) Keep what is damaged.

## Section 8: Costs

Section 7 costs are paid by us. 7.2 of them are small.
"""
FILES = {"lease.md": LEASE, "policy.md": POLICY}


def answer(build: Build, question: str) -> Answer:
    """Ask of both documents, where no sentence is sure enough to answer."""
    return asked(build, FILES, question, 1.1)


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        (
            "What does clause 7.2 of the lease say?",
            ["7.2 A guarantee may be asked for.", "It ends with the lease."],
        ),
        ("show me cl. 1.1", ["1.1 The rent is 400 crowns.", "It is due in May."]),
        ("What does section 7 of the policy say?", ["(1) Tell us at once.", "(2) Keep what is damaged."]),
        ("§ 7(2) policy", ["(2) Keep what is damaged."]),
        ("Clause 7.1(b)?", ["(b) sell the lease."]),
        ("What does paragraph (b) of clause 7.1 of the lease say?", ["(b) sell the lease."]),
        ("What does subsection 7(2) of the policy say?", ["(2) Keep what is damaged."]),
        ("What does subsection (2) of section 7 of the policy say?", ["(2) Keep what is damaged."]),
        ("Sub-clause 1.1?", ["1.1 The rent is 400 crowns.", "It is due in May."]),
        ("What is in Schedule 2 of the lease?", ["Two keys are handed over."]),
        (
            "When does the guarantee under clause 7.2 end?",
            ["7.2 A guarantee may be asked for.", "It ends with the lease."],
        ),
        ("May the tenant sell the lease under clause 7.1(b)?", ["(b) sell the lease."]),
    ],
)
def test_a_clause_is_answered_as_it_stands(build: Build, question: str, clause: list[str]) -> None:
    """All its sentences and no others: not what refers to it, nor what has its number elsewhere.

    Where more is asked of it, it has most words of the question.
    """
    found = answer(build, question)
    assert found.answered and quotes(found) == clause


@pytest.mark.parametrize(
    "question",
    [
        "What does clause 7.9 of the lease say?",  # there is none
        "What does section 7(4) of the policy say?",
        "What does clause 7.2 of the contract say?",  # no document is called so
        "When does clause 7.2 of the lease apply?",  # asks for something that it may tell
        "What does Schedule 7 say?",
        "What is rule 7?",  # a number, but no rules
        "What is the deposit under clause 7.2?",  # which it doesn't tell
        "How long do clauses 7.1 and 7.2 bind the tenant?",
    ],
)
def test_no_other_clause_is_taken_for_it(build: Build, question: str) -> None:
    """Then it is for the sentences to answer, which here are never sure enough."""
    assert not answer(build, question).answered


def test_a_clause_of_two_documents_is_quoted_from_both(build: Build) -> None:
    """Where the question does not say which."""
    other = {"lease.md": LEASE, "mill.md": LEASE.replace("400", "500").replace("the mill", "a barn")}
    found = asked(build, other, "What does clause 1.1 say?", 1.1)
    assert sorted({s.citations[0].document_id for s in found.statements}) == ["lease.md", "mill.md"]
    assert sorted(quotes(found))[:2] == ["1.1 The rent is 400 crowns.", "1.1 The rent is 500 crowns."]
    assert len(quotes(found)) == 4


def test_what_is_a_clause_of_a_question() -> None:
    """Its kind, number and what is inside it; "what's 12" and two clauses are none."""
    found = asked_clause("Please quote Art. 12(3)(a) of the Harbour Act")
    assert found and (found.kind, found.numbers, found.inner) == ("art", (12,), ("3", "a"))
    assert found.others == ("harbour", "act")
    found = asked_clause("What does recommendation 1.2.4 say?")
    assert found and found.numbers == (1, 2, 4)
    assert asked_clause("What's 12 times 3?") is None
    assert asked_clause("Compare clause 3 with clause 4") is None


NUMBERED = """# Reviewer 2

2.4 The title is long.

2.5 Snails were not named. Two kinds live there.

2.6 The text is short.

5.2.2 A child is left out that has a fever.
"""


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("What is point 2.5?", ["2.5 Snails were not named.", "Two kinds live there."]),
        ("what is in 5.2.2", ["5.2.2 A child is left out that has a fever."]),
        ("2.4?", ["2.4 The title is long."]),
    ],
)
def test_a_number_of_several_parts_needs_no_name(build: Build, question: str, clause: list[str]) -> None:
    """Nothing else looks so; a number of one part may be anything."""
    assert quotes(asked(build, {"review.md": NUMBERED}, question, 1.1)) == clause
    assert asked_clause("Did it rise by 2.5 per cent?") is None
    assert asked_clause("What is 5?") is None
    assert asked_clause("and in 2.5?") is None
