"""Rows that are chosen by their values: the most of a column, and all that have a value."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest

from index.formats import FORMATS
from index.types import Document
from qa import columns
from qa import rows as tables
from qa.ask import Asker
from qa.columns import _won_by, orders, superlative
from qa.question import read_question
from qa.rows import Table, table_at
from tests.conftest import Build
from tests.support import FakeEncoder, calibration

TICKETS = """Ticket,Opened,Requester,Summary,Status,Hours,Assigned to
T-01,2024-01-09,Anna Berg,The tablet does not charge,Closed,4,Lewis Holm
T-02,2024-02-19,Lewis Holm,The printer jams,Open,12.5,Olga Strand
T-03,2024-03-07,Anna Berg,Cannot open the portal,Closed,"1,250",Lewis Holm
T-04,2024-03-28,Hugo Rao,The laptop was opened by force,Waiting,31,Olga Strand
T-05,2024-04-02,Anna Berg,No network,Open,2,Lewis Holm
T-06,2024-05-12,Hugo Rao,No sound,Closed,2,Lewis Holm
"""
SITES = """# Sites

| Site | Active volunteers | Hours 2023 | Hours 2024 |
|---|---|---|---|
| Colder Weir | 38 | 1610 | 1240 |
| Otter Holt | 45 | 990 | 1490 |
| Mill House | 19 | 700 | 402 |
| Total | 102 | 3300 | 3132 |
"""


def chosen(build: Build, question: str, threshold: float = 0.0) -> list[str]:
    """Return the beginnings of the rows that answer a question."""
    library = build({"tickets.csv": TICKETS, "sites.md": SITES})
    answer = Asker(library, FakeEncoder(), calibration(threshold)).ask(question)
    return [
        s.quote.removeprefix("Ticket: ").removeprefix("| ").split(";")[0].split(" |")[0]
        for s in answer.statements
    ]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which site has the most volunteers?", ["Otter Holt"]),
        ("which site has the fewest active volunteers", ["Mill House"]),
        ("Which site had the most hours in 2023?", ["Colder Weir"]),
        ("Which site had the highest number of hours in 2024?", ["Otter Holt"]),
        ("Which ticket took the most hours?", ["T-03"]),
        ("Which tickets took the fewest hours?", ["T-05", "T-06"]),
        ("What is the oldest ticket?", ["T-01"]),
        ("What is the latest ticket?", ["T-06"]),
    ],
)
def test_the_most_of_a_column_is_looked_for_in_all_rows(build: Build, question: str, rows: list[str]) -> None:
    """Sums are no rows of their own, and where several rows have it all are stated."""
    assert chosen(build, question) == rows
    assert chosen(build, question, 1.0) == rows  # though nothing else would be sure enough


@pytest.mark.parametrize(
    "question",
    [
        "Which site has the most hours?",  # of two years
        "Which site has the biggest car park?",
        "Which site of Leeds has the most volunteers?",
        "Which site has the most volunteers in 2019?",
    ],
)
def test_where_no_one_column_is_meant_none_is_put_in_order(build: Build, question: str) -> None:
    """Nor where the question says what the table does not."""
    assert chosen(build, question, 1.0) == []


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which tickets are still open?", ["T-02", "T-05"]),
        ("How many tickets are open?", ["T-02", "T-05"]),
        ("list the closed tickets", ["T-01", "T-03", "T-06"]),
        ("Which tickets are assigned to Lewis Holm?", ["T-01", "T-03", "T-05", "T-06"]),
        ("Which open tickets are assigned to Lewis Holm?", ["T-05"]),
        ("Which tickets are open or waiting?", ["T-02", "T-04", "T-05"]),
    ],
)
def test_all_rows_that_have_a_value_are_stated(build: Build, question: str, rows: list[str]) -> None:
    """More than three, and not those with the word in a heading or among others in a cell."""
    assert chosen(build, question) == rows
    assert chosen(build, question, 1.0) == rows


@pytest.mark.parametrize(
    "question",
    [
        "Which tickets were opened before the flood?",
        "Which tickets are open in Leeds?",
        "Which doors are open?",
        "What was the status of Lewis Holm?",
        "How many closed tickets were there in 4?",
        "How many hours did the open tickets take?",
    ],
)
def test_what_asks_for_more_than_a_value_chooses_no_rows(build: Build, question: str) -> None:
    """By what comes before something, by what the table does not say, or for a figure in a column."""
    assert chosen(build, question, 1.0) == []


@pytest.mark.parametrize("question", ["How many tickets are open?", "Which tickets are still open?"])
def test_rows_that_are_counted_have_no_answer_marked_in_them(build: Build, question: str) -> None:
    """A number in one of them is none; what answers is how many there are."""
    answer = Asker(build({"tickets.csv": TICKETS}), FakeEncoder(), calibration(0.0)).ask(question)
    assert {s.answer_text for s in answer.statements} <= {None, "T-02", "T-05"}
    assert question.startswith("Which") or answer.statements[0].answer_text is None


@pytest.mark.parametrize(
    ("values", "language", "order"),
    [
        (["£1,250", "£31", ""], "en", [1250, 31, None]),
        (["1.250,50 €", "31,00 €"], "de", [1250.5, 31]),
        (["1.250", "31"], "de", [1250, 31]),
        (["1.250", "31"], "en", [1.25, 31]),
        (["-3.5%", "2%", "n/a"], "en", [-3.5, 2, None]),
        (["5 kg", "800 g"], "en", None),
        (["12", "ca. 40"], "en", None),
        (["2024-02-19", "2024-02-20"], "en", [752978, 752979]),
        (["7 May 2024", "soon"], "en", None),
        (["7", ""], "en", None),
        (["١٢", "٣٤"], "en", None),
        ([".5", "$.25", "0.125"], "en", None),
        ([".5", "-.25", "0.125"], "en", [0.5, -0.25, 0.125]),
        (["1.2.9", "1.2.10"], "en", None),
        (["1.2.2024", "3.1.2024"], "en", [752960, 752931]),
        (["1,250,000", "1,250.5", "1.250,5"], "en", [1250000, 1250.5, 1250.5]),
        (["-£1,250.50", "£12.00", "−£3"], "en", [-1250.5, 12, -3]),
    ],
)
def test_values_are_put_in_order_where_all_can_be(
    values: list[str], language: str, order: list[float | None] | None
) -> None:
    """As numbers of one unit, or as days."""
    assert orders(values, language) == order


def test_days_are_not_read_where_numbers_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table has many more of them than a question."""
    read: list[str] = []
    monkeypatch.setattr(columns, "_day", read.append)
    table = tables.Table(("Ticket", "Opened"), (), ())
    monkeypatch.setattr(tables.Table, "values", lambda *_: ["2024-02-19", "2024-02-20"])
    question = read_question("Which ticket took the most hours?")
    wanted = superlative(question, 0)
    assert wanted is not None
    assert columns.column_meant(question, wanted, table, "", set(), "en") is None
    assert not read


@pytest.mark.parametrize(
    ("heading", "question", "row"),
    [
        ("Number of pupils", "Which school has the most pupils?", "Hill"),
        ("No. of staff", "Which school has the most staff?", "Hill"),
        ("Page views", "Which school has the most page views?", "Hill"),
        ("Line length (m)", "Which school has the longest line?", "Hill"),
        ("Phone number", "Which school has the highest phone?", None),
        ("No.", "Which school has the highest number?", None),
    ],
)
def test_a_number_of_something_is_more_than_numbering(
    build: Build, heading: str, question: str, row: str | None
) -> None:
    """A column that only tells rows apart is not put in order."""
    library = build({"schools.csv": f"School,{heading}\nMoor,31\nHill,48\nDale,19\n"})
    answer = Asker(library, FakeEncoder(), calibration(1.0)).ask(question)
    assert [s.quote.split(";")[0] for s in answer.statements] == ([f"School: {row}"] if row else [])


@pytest.mark.parametrize(
    ("name", "greatest"),
    [
        ("All Saints", True),
        ("Total Energies", True),
        ("Grand total", False),
        ("Total 2024", False),
        ("Total of all sites", False),
    ],
)
def test_a_row_is_a_sum_where_nothing_else_is_said(build: Build, name: str, *, greatest: bool) -> None:
    """A name may begin like one, and a sum with another word."""
    library = build({"sites.md": f"{SITES.replace('| Total ', f'| {name} ')}"})
    asker = Asker(library, FakeEncoder(), calibration(1.0))
    answer = asker.ask("Which site has the most volunteers?")
    assert [s.quote.split(" |")[0] for s in answer.statements] == [f"| {name if greatest else 'Otter Holt'}"]


@pytest.mark.parametrize(
    "question",
    ["Who spoke at least?", "What did most of them say?", "Is the most the least?", "Who almost won?"],
)
def test_what_only_looks_like_a_superlative_is_none(question: str) -> None:
    """Nor are two of them."""
    assert superlative(read_question(question), 0) is None


def test_the_whole_table_is_found_from_any_row_or_none() -> None:
    """Rows of other lengths than the headings do not say what stands below which."""
    for text, rows in ((SITES, 4), (SITES.replace("| 38 ", ""), None)):
        document = Document("a", "", None, text, "0" * 64, FORMATS[".md"].media_type)
        start = text.index("| Mill")
        table = table_at(document, start, text.index("\n", start))
        assert (table and len(table.rows)) == rows
    sheet = "Name: Oak; Hours: 2\nName: Ash|Elm; Hours: 3\nName: Yew; Hours: 5"
    document = Document("a", "", None, sheet, "0" * 64, FORMATS[".csv"].media_type)
    start = sheet.index("Name: Ash")
    table = table_at(document, start, sheet.index("\n", start))
    assert table is not None
    assert table.values(sheet, "Hours") == ["2", "3", "5"]
    records = "Part: gasket; Price: 3\n\nIt is green.\n\nPart: flange; Price: 8\n"
    document = Document("a", "", None, records, "0" * 64, FORMATS[".json"].media_type)
    table = table_at(document, 0, records.index("\n"))
    assert table is not None
    assert table.values(records, "Price") == ["3", "8"]


def test_a_table_that_is_too_long_is_listed_once_for_a_passage(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not again for each of its rows that was found, nor to its end."""
    listed: list[int] = []

    def counted(*place: Any) -> Iterator[tuple[int, int]]:  # noqa: ANN401
        listed.append(0)
        for line in lines(*place):
            listed[-1] += 1
            yield line

    lines = tables._lines  # noqa: SLF001
    monkeypatch.setattr(tables, "_lines", counted)
    monkeypatch.setattr(tables, "_MOST_ROWS", 4)
    library = build({"tickets.csv": TICKETS})
    Asker(library, FakeEncoder(), calibration(0.0)).ask("Which ticket took the most hours?")
    assert listed in ([5], [5, 5])


VOTES = """# Election of the harbour master

| Candidate | Party | Votes | Per cent |
|---|---|---|---|
| Ida Lind | Sail | 240 | 60.0 |
| Ulf Berg | Steam | 90 | 22.5 |
| Against all | - | 50 | 12.5 |
| Ann Ek | Oar | 20 | 5.0 |
"""


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("Which candidate had the second highest number of votes?", "Ulf Berg"),
        ("Who came second in the election of the harbour master?", "Ulf Berg"),
        ("How many votes did the runner-up get?", "Ulf Berg"),
        ("Who finished third in the election?", "Ann Ek"),
        ("Who came first in the election?", "Ida Lind"),
    ],
)
def test_the_second_most_is_not_the_most(build: Build, question: str, row: str) -> None:
    """Of votes those of nobody are left out, and whoever is not told apart from another is none."""
    asker = Asker(build({"votes.md": VOTES}), FakeEncoder(), calibration(0.0))
    assert asker.ask(question).statements[0].quote.startswith(f"| {row} |")
    tied = Asker(build({"votes.md": VOTES.replace("90", "240")}), FakeEncoder(), calibration(0.0))
    if row == "Ulf Berg":
        assert len(tied.ask(question).statements) != 1


def test_a_contest_of_which_a_column_says_who_came_where_is_left_alone(build: Build) -> None:
    """Nor is a vote that has no such column understood."""
    for question in ("Who came second?", "Which came first, Lind or Berg?"):
        wanted = superlative(read_question(question), 0)
        assert (wanted is None) is ("or" in question)
    assert (wanted := superlative(read_question("Who came second?"), 0)) and wanted.rank == 2
    assert superlative(read_question("Who came second to Lind?"), 0) is None
    assert superlative(read_question("Who came second last?"), 0) is None
    assert superlative(read_question("Who finished third from last?"), 0) is None


@pytest.mark.parametrize(
    ("question", "heads", "column"),
    [
        ("Who came second in the election?", "Candidate | Votes", "Votes"),
        ("Which party came first?", "Party | Seats won | %", "Seats won"),
        ("Which party came first?", "Party | % of votes", "% of votes"),
        ("Who came first in the regatta?", "Boat | Points", None),
        ("Which team came first?", "Team | Penalty points", None),
        ("Who came first in the exam?", "Pupil | Marks", None),
        ("Which car came first in the rally?", "Car | Seats", None),
        ("Who came first in the regatta?", "Boat | %", None),
        ("Who came first in the vote?", "Name | Votes against", None),
        ("Who came first in the vote?", "Name | Votes | Place", None),
    ],
)
def test_only_a_vote_is_surely_won_by_the_most(question: str, heads: str, column: str | None) -> None:
    """In sailing, golf and cross-country the fewest points win."""
    names = heads.split(" | ")
    values = {name: ("14", "9", "22") for name in names}
    table = SimpleNamespace(headings=names, values=lambda _, heading: values[heading])
    assert _won_by(read_question(question), cast(Table, table), "", "en") == column
