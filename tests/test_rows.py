"""Rows of tables: what they say with their headings, and that the right one is quoted."""

import json
from dataclasses import replace
from typing import Any

import pytest

from index.formats import FORMATS
from index.types import Document
from qa.ask import Asker
from qa.calibration import load_calibration
from qa.question import read_question
from qa.row_answer import answer_cell
from qa.row_spelling import heading_in_full, spelled
from qa.rows import caption_above, row_at
from tests.support import FakeEncoder, calibration
from tests.test_formats import read
from tests.test_reader import TheReaderOf

TABLE = """| Part | Price (EUR) | Maker |
|---|---|---|
| gasket | 3.75 | Baker |
| flange \\| rim | 88 | Tillman |
"""
STOCK = [("gasket", 7, "Visby"), ("flange", 31, "Visby"), ("gasket", 12, "Slite"), ("washer", 55, "Slite")]
PARTS = [("gasket", "3.75", "Baker"), ("flange", "88.10", "Tillman"), ("washer", "0.20", "Norcross")]


@pytest.mark.parametrize(
    ("name", "text", "row", "words"),
    [
        ("a.md", f"Prices:\n\n{TABLE}", "| gasket", "Part: gasket; Price (EUR): 3.75; Maker: Baker"),
        ("a.md", TABLE, "| flange", "Part: flange \\| rim; Price (EUR): 88; Maker: Tillman"),
        ("a.md", TABLE, "| Part", "Part; Price (EUR); Maker"),
        ("a.md", "|  | 2023 | 2024 |\n|---|---|---|\n| Fuel | 7 | |\n", "| Fuel", "Fuel; 2023: 7"),
        ("a.txt", "Costs\n| 2023 | 2024\nFuel | 7 | 8\n", "Fuel", "Fuel; 2023: 7; 2024: 8"),
        ("a.md", TABLE, "|---", "|---|---|---|"),
        ("a.md", "Either a | b, or c.", "Either", None),
        ("a.md", "The lake is deep.", "The lake", None),
        ("a.txt", "Ferries\n\nIda Lind | Harbour of Visby | 2023\n\nThey sail.\n", "Ida", None),
        ("a.md", "Prices:\n\n| gasket | 3.75 |\n", "| gasket", "gasket; 3.75"),
        ("a.txt", "Note\nPart | Maker\ngasket | Baker\n", "gasket", "Part: gasket; Maker: Baker"),
        ("a.py", "x = 1\ny = x | 2\n", "y =", None),
        ("a.csv", "Part,Maker\ngasket,Baker\n", "Part: g", "Part: gasket; Maker: Baker"),
        ("a.csv", "Part,Maker\nNote: parts go back; ask the clerk for his stamp first.,\n", "Part: N", None),
        ("a.csv", "Part,Maker\nAll parts together,\n", "Part: A", "Part: All parts together"),
        (
            "a.json",
            json.dumps([{"Part": "gasket", "Maker": "Baker"}]),
            "Part: g",
            "Part: gasket; Maker: Baker",
        ),
        ("a.json", json.dumps([{"Part": "gasket"}]), "Part: g", None),
    ],
)
def test_a_row_says_its_values_with_their_headings(name: str, text: str, row: str, words: str | None) -> None:
    """Whatever the format; a bar in a sentence, a lone line, a line of code and a lone value are no rows."""
    document = read(name, text.encode()).document
    start = document.text.index(row)
    end = document.text.find("\n", start)
    if words is None and name == "a.md" and "|" in text:
        end = document.text.index(",", start)  # a part of a line
    found = row_at(document, start, end if end >= 0 else len(document.text))
    assert (found and found.words) == words


def test_a_row_says_its_date_as_people_ask_for_it() -> None:
    """A date in figures is spelled out beside it; what only looks like one is not."""
    text = "Day,Site,Turbidity\n2020-05-15,Weir,28\n2020-08,Weir,26\n2020-77-01,Weir,1\n"
    document = read("a.csv", text.encode()).document
    lines = [line for line in document.text.split("\n") if line.startswith("Day: ")]
    found = [
        row_at(document, document.text.index(line), document.text.index(line) + len(line)) for line in lines
    ]
    assert [row and row.words.partition(";")[0] for row in found] == [
        "Day: 2020-05-15 (15 May 2020)",
        "Day: 2020-08 (August 2020)",
        "Day: 2020-77-01",
    ]


@pytest.mark.parametrize(
    ("question", "month"),
    [
        ("turbidity in May 2020", True),
        ("turbidity in may 2020", True),
        ("What happened on 5 may?", True),
        ("What did Theresa May say?", True),
        ("May a tenant keep dogs?", False),
        ("What may a tenant keep?", False),
    ],
)
def test_may_is_a_month_or_a_name_where_it_stands_as_one(question: str, *, month: bool) -> None:
    """Else it is a function word, which says nothing."""
    assert ("may" in [word.form for word in read_question(question).content]) is month


def test_headings_are_found_from_far_down_a_table_or_not_guessed() -> None:
    """The first row of a long table heads its last ones; where it stands too far above, no other does."""
    for count, headed in ((500, True), (20_000, False)):
        text = "Part | Maker\n" + "".join(f"part{n} | maker{n}\n" for n in range(count))
        document = read("a.txt", text.encode()).document
        last = f"part{count - 1} | maker{count - 1}"
        start = document.text.index(last)
        row = row_at(document, start, start + len(last))
        assert row is not None
        assert row.words == (
            f"Part: part{count - 1}; Maker: maker{count - 1}" if headed else last.replace(" |", ";")
        )


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who is the maker of the flange?", "Tillman; Sons"),
        ("What was the price of the flange in 2023?", "88"),
        ("What is the 2024 price of the flange?", "91.50"),
        ("When was the flange first made?", "4 May 1998"),
        ("Which part does Tillman; Sons make?", "Flange"),
        ("Where is the flange kept?", None),
        ("What is the price of the flange?", None),
        ("Who introduced the flange?", None),
        ("When was the maker of the flange introduced?", "4 May 1998"),
        ("How much is the maker's flange?", None),
    ],
)
def test_the_answer_in_a_row_is_the_cell_whose_heading_is_asked_for(
    question: str, answer: str | None
) -> None:
    """Or the only value of its kind; of several that it may be, none is marked."""
    cells = ("Flange", "88", "91.50", "Tillman; Sons", "4 May 1998")
    headings = ("Part", "Price 2023", "Price 2024", "Maker", "Introduced")
    barred = f"| {' | '.join(headings)} |\n| {' | '.join(cells)} |"
    labelled = "; ".join(f"{heading}: {cell}" for heading, cell in zip(headings, cells, strict=True))
    for name, text in (("a.csv", labelled), ("a.md", barred)):
        start = text.rfind("\n") + 1
        document = Document("a", "", None, text, "0" * 64, FORMATS[name[1:]].media_type)
        row = row_at(document, start, len(text))
        assert row is not None
        assert [(c.heading, text[start:][c.start : c.end]) for c in row.cells] == [
            *zip(headings, cells, strict=True)
        ]
        span = answer_cell(read_question(question), text[start:], row, "en")
        assert (span and text[start:][slice(*span)]) == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How much is the court off-peak?", "£6.50"),
        ("How much is the court at peak times?", "£9"),
        ("How much is the court?", None),
        ("How many boats were moved in the storm?", "31"),
        ("How many hours did they stay away?", "5"),
        ("How many people were moved?", None),
    ],
)
def test_a_heading_that_is_said_whole_and_a_counted_thing_tell_the_answer(
    question: str, answer: str | None
) -> None:
    """Two headings may have a word in common, and a remark may have several numbers."""
    text = (
        "Court | Peak (after 5 pm) | Off-peak | Remark\n"
        "Squash court | £9 | £6.50 | 31 boats moved here for 5 hours in the storm\n"
    )
    start = text.index("\n") + 1
    document = Document("a", "", None, text, "0" * 64, FORMATS[".html"].media_type)
    row = row_at(document, start, len(text) - 1)
    assert row is not None
    span = answer_cell(read_question(question), text[start:], row, "en")
    assert (span and text[start:][slice(*span)]) == answer


@pytest.mark.parametrize("suffix", ["csv", "json", "md"])
def test_the_right_row_is_quoted_though_the_reader_likes_another(build: Any, suffix: str) -> None:  # noqa: ANN401
    """A reader of prose does not know rows apart: what it makes of them counts for nothing."""
    rows = {
        "csv": "Part,Price,Maker\n" + "".join(f"{','.join(row)}\n" for row in PARTS),
        "json": json.dumps([dict(zip(("Part", "Price", "Maker"), row, strict=True)) for row in PARTS]),
        "md": "| Part | Price | Maker |\n|---|---|---|\n"
        + "".join(f"| {' | '.join(row)} |\n" for row in PARTS),
    }
    library = build({f"parts.{suffix}": rows[suffix]})
    for part, _, maker in PARTS:
        answer = Asker(library, FakeEncoder(), calibration(0.0, reader=True), TheReaderOf("Tillman")).ask(
            f"Who is the maker of the {part}?"
        )
        assert part in answer.statements[0].quote
        assert maker in answer.statements[0].quote


def test_rows_are_chosen_as_without_a_reader_and_prose_beside_them_with_it(build: Any) -> None:  # noqa: ANN401
    """A row has the features of no reader, who is heard for how sure it is; prose keeps its reading."""
    library = build({"a.md": f"{TABLE}\nThe gasket was painted green in May.\n"})
    asked = "Who is the maker of the gasket?"
    alone = Asker(library, FakeEncoder(), calibration(0.0)).ask(asked)
    beside = Asker(library, FakeEncoder(), calibration(0.0, reader=True), TheReaderOf("Baker")).ask(asked)
    assert beside.statements[0].quote == alone.statements[0].quote == "| gasket | 3.75 | Baker |"
    assert beside.confidence > alone.confidence
    read = Asker(library, FakeEncoder(), calibration(0.0, reader=True), TheReaderOf("green")).ask(asked)
    assert read.statements[0].quote == "The gasket was painted green in May."


def test_the_threshold_of_rows_is_that_without_a_reader() -> None:
    """Each kind has the threshold that was fitted for it."""
    fitted = load_calibration(reader=True)
    assert fitted.judging(read=False) == load_calibration()
    assert fitted.judging(read=True) is fitted
    plain = replace(load_calibration(), threshold=0.5)
    assert plain.judging(read=False) is plain


def test_rows_about_something_else_are_not_stated(build: Any) -> None:  # noqa: ANN401
    """Nor do their figures disagree with those of the row asked for; two rows of one part are both stated."""
    rows = "".join(f"{part},{count},{shop}\n" for part, count, shop in STOCK)
    library = build({"stock.csv": f"Part,In stock,Shop\n{rows}"})
    answer = Asker(library, FakeEncoder(), calibration(0.0)).ask("How many gaskets are in stock in Visby?")
    assert [s.quote for s in answer.statements] == ["Part: gasket; In stock: 7; Shop: Visby"]
    assert answer.differing == ()
    both = Asker(library, FakeEncoder(), calibration(0.0)).ask("How many gaskets are in stock?")
    assert sorted(s.answer_text or "" for s in both.statements) == ["12", "7"]
    assert both.differing == ()


STAFF = [
    ("Olga Strand", "Director", "ext. 201", "Board"),
    ("Lewis Holm", "Apprentice", "ext. 219", "Tomas Nowak"),
    ("Tomas Nowak", "Officer", "ext. 218", "Olga Strand"),
    ("Anna Berg", "Clerk", "ext. 212", "Tomas Nowak"),
]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What is the telephone of Tomas Nowak?", {"Tomas Nowak"}),
        ("tomas nowak telephone", {"Tomas Nowak"}),
        ("Who reports to Tomas Nowak?", {"Lewis Holm", "Anna Berg"}),
        ("who reports to tomas nowak", {"Lewis Holm", "Anna Berg"}),
        ("Who does Tomas Nowak report to?", {"Tomas Nowak"}),
        ("What is the telephone of the Apprentice?", {"Lewis Holm"}),
    ],
)
def test_a_name_is_looked_for_where_it_is_asked_for(build: Any, question: str, names: set[str]) -> None:  # noqa: ANN401
    """Below the heading that stands before it, else in the first cell, whatever the order of the rows."""
    for rows in (STAFF, STAFF[::-1]):
        lines = "".join(f"{','.join(row)}\n" for row in rows)
        library = build({"staff.csv": f"Name,Role,Telephone,Reports to\n{lines}"})
        quotes = [s.quote for s in Asker(library, FakeEncoder(), calibration(0.0)).ask(question).statements]
        first = [quote.removeprefix("Name: ").partition(";")[0] for quote in quotes]
        assert set(first[: len(names)]) == names


def test_the_caption_of_a_table_says_what_its_rows_are_of(build: Any) -> None:  # noqa: ANN401
    """Not what another line above it says, nor the caption of the table before."""
    rows = "Year | Built | Lost\n1911 | {} | 2\n1912 | {} | 1\n"
    mills = f"<p>Table 1. Mills licensed at Visby</p>{_table(rows.format(9, 8))}"
    ferries = f"<p>Table 2. Ferries licensed at Visby, by year</p>{_table(rows.format(143, 131))}"
    library = build({"a.html": f"<html><body><h1>Licences</h1>{mills}{ferries}</body></html>"})
    answer = Asker(library, FakeEncoder(), calibration(0.0)).ask("How many ferries were built in 1911?")
    assert answer.statements[0].quote == "1911 | 143 | 2"
    text = "Ferries of the north\n\nTable 2. Ferries\n\nYear | Built\n1911 | 143\n\nMills\n1912 | 9\n"
    assert caption_above(text, text.index("1911")) == "Table 2. Ferries"
    assert caption_above(text, text.index("1912")) == ""


def _table(rows: str) -> str:
    """Return the rows of a table as HTML."""
    lines = (line.split(" | ") for line in rows.splitlines())
    return f"<table>{''.join('<tr><td>' + '</td><td>'.join(line) + '</td></tr>' for line in lines)}</table>"


def test_headings_in_short_are_asked_for_in_full() -> None:
    """Where they are abbreviations that everybody knows, as the first word of a heading alone."""
    row = "Max. load (t): 12; Time (min): 5; Min: 3; Qty: 2; Note: max 4"
    assert spelled(row) == (
        "Max. (maximum) load (t): 12; Time (min): 5; Min (minimum): 3; Qty (quantity): 2; Note: max 4"
    )
    assert heading_in_full("Typ") == "Typ (typical)"
    assert heading_in_full("Maxim gun") == "Maxim gun"
    table = "| Part | Min | Max |\n|---|---|---|\n| winch | 3 | 12 |\n"
    document = read("a.md", table.encode()).document
    start = table.index("| winch")
    row_found = row_at(document, start, len(table) - 1)
    assert row_found is not None
    asked = read_question("What is the maximum of the winch?")
    place = answer_cell(asked, table[start:-1], row_found, "en")
    assert place is not None and table[start:][slice(*place)] == "12"


def test_months_and_days_in_short_are_asked_for_in_full() -> None:
    """Beside a figure, or alone in a heading or a cell; "mar" and "Sun" within a text are words."""
    assert spelled("Oct 2021: 5; Sept. 2022: 4; Due: 3 Jun") == (
        "Oct (October) 2021: 5; Sept. (September) 2022: 4; Due: 3 Jun (June)"
    )
    assert spelled("Class: knots; Tue: 14:00; Day: Thurs") == (
        "Class: knots; Tue (Tuesday): 14:00; Day: Thurs (Thursday)"
    )
    assert spelled("Jan: 4; Pub: The Sun Inn; By: Jan Holm; Note: they mar 5; Due: 3 May") == (
        "Jan (January): 4; Pub: The Sun Inn; By: Jan Holm; Note: they mar 5; Due: 3 May"
    )
    table = "| Pond | Oct 2021 | Jul 2022 |\n|---|---|---|\n| North | 140 | 95 |\n"
    document = read("a.md", table.encode()).document
    start = table.index("| North")
    row_found = row_at(document, start, len(table) - 1)
    assert row_found is not None
    asked = read_question("How many newts were in the north pond in July 2022?")
    place = answer_cell(asked, table[start:-1], row_found, "en")
    assert place is not None and table[start:][slice(*place)] == "95"


def test_a_letter_after_a_name_is_no_article() -> None:
    """It names one of several things of the kind."""
    assert "a" in read_question("What colour is the BX-12 A wire?").names
    assert "a" in read_question("What does Schedule A say?").names
    assert "a" not in read_question("Is the lock a danger to boats?").names
    assert "a" not in read_question("WHAT IS A LOCK").names
