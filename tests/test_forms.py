"""Forms and other tables of labels with values, which have no headings, and that the right row is quoted."""

import itertools
from collections.abc import Sequence

import pytest

from index.formats import FORMATS
from index.types import Document
from qa import evidence
from qa.candidates import Candidate
from qa.forms import OTHER_LABEL_SHARE, row_of_form, shares_of_labels
from qa.kinds import sure_of_kind
from qa.question import Question, read_question
from qa.rows import names_columns, row_at, table_at, values_of_form
from tests.conftest import Ask

APPLICATION = """Title * | MRS
Full name * | ROSA LIND
Date of birth * | 17 / 08 / 1983
Trading name | BRINE & BUN
Days * | ☐ Mon ☒ Tue
Hot food | ☐ Yes ☒ No | none at all"""
OFFICE = """Received | 13 / 02 / 2025
Reference | STC/2025/019
Case officer | B. ONSLOW"""
VOTE = """For (2): | Coombe, Galloway
Against (1): | Adeyemi"""
BOXES = """Hot food | ☐ Yes ☒ No
Signature | R Lind"""

JOB = """Project | Harbour bridge
Client | Town council
Begun | 2024-05-01
Budget | 45,000"""


def document(text: str) -> Document:
    """Return a document that has a text."""
    return Document("a.pdf", "", None, text, "0" * 64, FORMATS[".pdf"].media_type)


def rows_of(text: str) -> list[str]:
    """Return what each line says as a row of a table."""
    ends = itertools.accumulate(len(line) + 1 for line in text.split("\n"))
    spans = [(end - len(line) - 1, end - 1) for line, end in zip(text.split("\n"), ends, strict=True)]
    return [row.words if (row := row_at(document(text), *span)) else "" for span in spans]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (APPLICATION, "Full name: ROSA LIND"),
        (APPLICATION, "Hot food: ☐ Yes ☒ No; none at all"),
        (OFFICE, "Received: 13 / 02 / 2025"),
        (VOTE, "Against (1): Adeyemi"),
        (BOXES, "Signature: R Lind"),
        (JOB, "Client: Town council"),
    ],
)
def test_a_row_of_a_form_says_its_label_with_its_value(table: str, said: str) -> None:
    """The first row names no columns, and the table is none that can be put in order."""
    text = f"Part A\n\n{table}\n\nI declare that this is true."
    assert said in rows_of(text)
    assert table_at(document(text), text.index(table), text.index("\n", text.index(table))) is None


@pytest.mark.parametrize(
    "table",
    [
        "Role | Name\nDepot supervisor | Bilal Sefton\nFleet engineer | M. Hoad",
        "Item | 2024\nChair | Ann\nClerk | Bob",
        "Shift | 12 May\nEarly | Ann\nLate | Bob",
        "Country | People\nEstonia * | 1.3 million\nLatvia * | 1.9 million\nMalta | 0.5 million",
        "Feature | Basic | Plus\nMay I lend it? | yes | no\nMay I sell it? | no | no",
        "Price | 96 | 131\nMass | 10.9 | 8.4",
        "Class | 5 m\nBoat | 4 m\nShip | 90 m",
        "Name: | Town:\nAnn | Haltby\nBob | Colder\nEve | Slite\nDan | Visby",
        "Name: | Town:\nAnn | Haltby\nAnn | Colder",
    ],
)
def test_a_row_that_names_columns_does(table: str) -> None:
    """Years, days and classes do, and what stands above figures."""
    first, second, *_ = table.split("\n")
    heading, value = first.split(" | ")[-1], second.split(" | ")[-1]
    assert f"{heading}: {value}" in rows_of(table)[1]
    assert names_columns(document(table), 0, len(first))
    assert not names_columns(document(table), len(first) + 1, len(first) + 1 + len(second))


def test_a_row_of_a_form_tells_whose_it_is() -> None:
    """The other values that a question names are said too where all of a document is a form."""
    text = f"Application\n\n{APPLICATION}\n\n{OFFICE}"
    start = text.index("Received")
    row = row_at(document(text), start, text.index("\n", start))
    assert row is not None
    asked = read_question("When was Mrs Lind's application received?")
    assert row_of_form(asked, document(text), row) == "Received: 13 / 02 / 2025; MRS; ROSA LIND"
    assert "ROSA LIND" in values_of_form(text)
    assert values_of_form(text + "\n\nIt is said here." * 20) == ()


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("What's the trading name of Mrs Rosa Lind?", "Trading name"),
        ("Which days does Brine & Bun want to trade?", "Days"),
        ("Who is the case officer of Mrs Lind?", "Case officer"),
    ],
)
def test_the_row_whose_label_is_asked_for_is_quoted(ask: object, question: str, label: str) -> None:
    """Not that which only has the name that the question says itself."""
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in line.split(' | '))}</tr>"
        for line in f"{APPLICATION}\n{OFFICE}".split("\n")
    )
    page = f"<html><body><h1>Application</h1><p>In capitals.</p><table>{rows}</table></body></html>"
    answer, _ = ask(question, {"a.html": page})  # type: ignore[operator]
    assert answer.statements[0].quote.startswith(label)


def test_who_somebody_is_tells_the_label_of_the_row_with_the_name(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row "First aider | Rosa Lind" says who Rosa Lind is, and no other row of the form does."""
    rows = {
        "Name of the injured": "Ida Quent",
        "Date": "3 May 2024",
        "Time": "14:20",
        "Place": "Loading bay 3",
    }
    rows |= {"First aider": "Rosa Lind", "Days off work": "6", "Witness": "none", "Cause": "A wet floor"}
    table = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows.items())
    page = f"<html><body><main><h1>Accident form</h1><table>{table}</table></main></body></html>"
    told: dict[str, tuple[float, float]] = {}

    def noted(question: Question, candidates: Sequence[Candidate]) -> list[float]:
        shares = shares_of_labels(question, candidates)
        for one, share in zip(candidates, shares, strict=True):
            told[one.text.split(" | ")[0]] = (share, sure_of_kind(question, one))
        return shares

    monkeypatch.setattr(evidence, "shares_of_labels", noted)
    ask("Who is Rosa Lind?", {"form.html": page})
    assert told["First aider"] == (1.0, 1.0)
    assert told["Place"][0] == told["Name of the injured"][0] == OTHER_LABEL_SHARE
