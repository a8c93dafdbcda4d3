"""Copies of a document: what is stated of one is stated once, and cites the others too."""

import pytest

from qa.types import Answer
from tests.conftest import Build
from tests.test_sections import asked

LEASE = """# Lease of the ferry house

## 7. Transfer

7.1 The tenant shall not sell the lease.

7.2 A guarantee may be asked for. It ends with the lease.

## 8. Repairs

8.1 The tenant shall keep the roof and the gutters of the house in good repair.
"""
BOATS = """# Boats

| Boat | Berths | Status |
|---|---|---|
| Heron | 4 | ashore |
| Otter | 9 | afloat |
| Grebe | 6 | afloat |
"""
COPIES = {"lease.md": LEASE, "old/lease.md": LEASE, "boats.md": BOATS, "old/boats.md": BOATS}


def told(answer: Answer) -> list[tuple[str, list[str]]]:
    """Return what each statement says, with the documents that it cites."""
    return [(s.quote, sorted(c.document_id for c in s.citations)) for s in answer.statements]


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("What does clause 7.2 say?", ["7.2 A guarantee may be asked for.", "It ends with the lease."]),
        (
            "What is the lease of the ferry house about?",
            [
                "7.1 The tenant shall not sell the lease.",
                "8.1 The tenant shall keep the roof and the gutters of the house in good repair.",
            ],
        ),
        ("Which boat has the most berths?", ["| Otter | 9 | afloat |"]),
        ("Which boats are afloat?", ["| Otter | 9 | afloat |", "| Grebe | 6 | afloat |"]),
    ],
)
def test_what_copies_say_is_stated_once(build: Build, question: str, quotes: list[str]) -> None:
    """Clauses, overviews and rows: as many statements as of one document, each with both citations."""
    one = asked(build, {"lease.md": LEASE, "boats.md": BOATS}, question, 0.0)
    both = asked(build, COPIES, question, 0.0)
    assert [quote for quote, _ in told(one)] == quotes
    assert [quote for quote, _ in told(both)] == quotes
    for _, documents in told(both):
        assert len(documents) == 2 and documents[1] == f"old/{documents[0]}"


def test_what_documents_say_otherwise_stays_apart(build: Build) -> None:
    """A clause of another lease is quoted as a whole, though one of its sentences is the same."""
    other = LEASE.replace("It ends with the lease.", "It ends after a year.")
    answer = asked(build, {"lease.md": LEASE, "other.md": other}, "What does clause 7.2 say?", 0.0)
    assert sorted(quote for quote, _ in told(answer)) == [
        "7.2 A guarantee may be asked for.",
        "7.2 A guarantee may be asked for.",
        "It ends after a year.",
        "It ends with the lease.",
    ]


def test_copies_take_no_place_in_an_overview(build: Build) -> None:
    """Of ten copies and eight other documents all nine openings but one are quoted, as without the copies."""
    plans = {
        f"copy-{n}.md": "# A plan\n\nThe old ferry house shall be painted green before the summer.\n"
        for n in range(10)
    }
    sites = "oak elm ash fir yew bay fig box".split()
    plans |= {
        f"{one}.md": f"# The {one}\n\nBelow the {one} at the gate seventeen benches stand.\n" for one in sites
    }
    answer = asked(build, plans, "What are these documents about?", 0.0)
    assert len({quote for quote, _ in told(answer)}) == len(answer.statements) == 8
