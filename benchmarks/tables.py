"""Questions about rows of tables: how well they are answered over CSV, XLSX, JSON, Markdown, DOCX and PDF.

    python -m benchmarks.tables [--sets csv,docx] [--tables 3] [--wrong]

Tables of made-up people, parts, towns and budgets are written and asked for what they hold, by keys and
headings, and for what they do not. pandoc and Chromium make HTML, DOCX, EPUB and PDF of the Markdown. Printed
are shares in percent: questions whose first statement is the right row (`right`) or another (`wrong`),
unanswerable ones that are refused, and questions for the most or the least of a column, or for all rows that
have a value, that are answered by these rows and no others (`chosen`). `--wrong` prints every question that
went wrong.
"""

import argparse
import csv
import json
import random
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.formats import SETS as CONVERTED
from index.encode import SentenceEncoder, load_encoder
from index.library import Library
from index.sync import sync
from qa.ask import Asker
from qa.evidence import PassageReader
from qa.readers import DEFAULT_READER, load_reader

Row = Sequence[str]

_FIRST = """Amina Bruno Chloe Dmitri Esther Farid Greta Hugo Ines Jonas Katya Liam Mirela Nils Olga Pavel
    Quinn Rosa Samir Tove Uma Viktor Wanda Yusuf Zoe Arlo Bea Cyrus Dora Emil""".split()
_LAST = """Okafor Lindgren Marchetti Petrov Silva Haddad Vogel Duarte Kaplan Berg Ivanova Murphy Popescu
    Strand Nowak Horak Reilly Castillo Aziz Holm Rao Belov Zielinska Demir Fischer Quist Thorne Parisi Lund
    Novak""".split()
_ROLES = """archivist, press officer, chief engineer, accountant, translator, night porter, lawyer, gardener,
    data analyst, librarian, electrician, cook, receptionist, photographer, editor, driver, nurse, auditor,
    surveyor, treasurer, fundraiser, designer, caretaker, secretary, trainer, buyer, planner, historian"""
_OFFICES = "Oslo Lisbon Riga Turin Gdansk Cork Porto Ghent".split()
_PARTS = """gasket flange washer bracket spindle pulley bearing coupling bushing valve sprocket hinge rivet
    clamp nozzle piston gear lever spring bolt""".split()
_SUPPLIERS = ("Baker Ltd", "Norcross", "Tillman & Sons", "Yamada Works", "Ostrava Steel", "Delacroix")
_TOWNS = """Aldport Brenwick Corvale Dunmere Eastholm Farrow Glenside Harrowby Islebridge Kingsrow Larkfield
    Marshend Northgate Oakham Pinecrest""".split()
_DEPARTMENTS = """Roads Parks Schools Waste Water Housing Libraries Museums Transport Health Police Sports
    Markets""".split()


@dataclass(frozen=True)
class Table:
    """A table: its name, its headings and rows, the questions about a row, and some that it does not answer.

    The first cell of a row is its key. A question is a pattern of the row's cells by number ("Who is {1}?")
    with the number of the cell that answers it.
    """

    name: str
    headings: Row
    rows: Sequence[Row]
    questions: Sequence[tuple[str, int]]
    unanswerable: Sequence[str]
    most: Sequence[tuple[str, int]] = ()
    alike: Sequence[tuple[str, int]] = ()

    def chosen(self) -> Iterator[tuple[str, set[str]]]:
        """Yield questions that choose rows by their values, with the keys of these rows.

        Those of `most` ask for the greatest of a column, and of `alike` for all with the value of a row.
        """
        for question, cell in self.most:
            greatest = max(float(row[cell]) for row in self.rows)
            yield question, {row[0] for row in self.rows if float(row[cell]) == greatest}
        for pattern, cell in self.alike:
            value = self.rows[0][cell]
            yield pattern.format(value), {row[0] for row in self.rows if row[cell] == value}


def tables(generator: random.Random) -> list[Table]:
    """Return made-up tables."""
    people = [f"{a} {b}" for a, b in zip(_FIRST, generator.sample(_LAST, len(_FIRST)), strict=True)]
    return [
        _staff(generator, people),
        _parts(generator),
        _towns(generator, people),
        _budget(generator, people),
    ]


def _staff(generator: random.Random, people: Sequence[str]) -> Table:
    number = generator.randint
    roles = [" ".join(role.split()) for role in _ROLES.split(",")]
    return Table(
        "staff",
        ("Name", "Role", "Office", "Phone", "Joined"),
        [
            (
                person,
                role,
                generator.choice(_OFFICES),
                f"+47 {number(200, 999)} {number(1000, 9999)}",
                f"{number(2004, 2024)}-{number(1, 12):02d}-{number(1, 28):02d}",
            )
            for person, role in zip(people, roles, strict=False)
        ],
        (
            ("Who is the {1}?", 0),
            ("What is the role of {0}?", 1),
            ("In which office does {0} work?", 2),
            ("Where does the {1} work?", 2),
            ("what's the {1}'s phone number", 3),
            ("When did {0} join?", 4),
        ),
        (
            "What is the phone number of Sigrid Aalto?",
            "Who is the beekeeper?",
            "What is the salary of the archivist?",
        ),
        alike=(("Which staff work in the {} office?", 2), ("list the staff in {}", 2)),
    )


def _parts(generator: random.Random) -> Table:
    number, pick = generator.randint, generator.choice
    return Table(
        "parts",
        ("Part", "Price (EUR)", "Supplier", "In stock", "Location"),
        [
            (
                part,
                f"{number(100, 12000) / 100:.2f}",
                pick(_SUPPLIERS),
                str(number(1, 900)),
                f"Shelf {pick('ABCDEF')}{number(1, 30)}",
            )
            for part in _PARTS
        ],
        (
            ("Who is the supplier of the {0}?", 2),
            ("What does the {0} cost?", 1),
            ("What is the price of the {0}?", 1),
            ("How many {0}s are in stock?", 3),
            ("Where is the {0} kept?", 4),
        ),
        ("What does the carburettor cost?", "Who supplies the crankshaft?", "How heavy is the flange?"),
        most=(("Which part has the highest price?", 1), ("What is the most expensive part?", 1)),
        alike=(("Which parts are from the supplier {}?", 2), ("How many parts are from {}?", 2)),
    )


def _towns(generator: random.Random, people: Sequence[str]) -> Table:
    number, pick = generator.randint, generator.choice
    return Table(
        "towns",
        ("Town", "Population", "Area (km²)", "Mayor", "Founded"),
        [
            (
                town,
                str(number(1200, 98000)),
                f"{number(30, 900) / 10:.1f}",
                pick(people),
                str(number(1100, 1900)),
            )
            for town in _TOWNS
        ],
        (
            ("How many people live in {0}?", 1),
            ("What is the area of {0}?", 2),
            ("Who is the mayor of {0}?", 3),
            ("When was {0} founded?", 4),
        ),
        ("Who is the mayor of Quillhaven?", "How much rain falls in Oakham?"),
        most=(("Which town has the largest population?", 1), ("which town has the biggest area", 2)),
    )


def _budget(generator: random.Random, people: Sequence[str]) -> Table:
    number, pick = generator.randint, generator.choice
    return Table(
        "budget",
        ("Department", "Budget 2023", "Budget 2024", "Head", "Staff"),
        [
            (
                name,
                str(number(100, 900) * 1000),
                str(number(100, 900) * 1000),
                pick(people),
                str(number(4, 300)),
            )
            for name in _DEPARTMENTS
        ],
        (
            ("What was the budget of {0} in 2023?", 1),
            ("What is the 2024 budget for {0}?", 2),
            ("Who is the head of {0}?", 3),
            ("How many staff does {0} have?", 4),
        ),
        ("Who is the head of Aviation?", "What was the budget of Parks in 2019?"),
        most=(
            ("Which department had the highest budget in 2023?", 1),
            ("Which department has the most staff?", 4),
        ),
    )


def _as_csv(table: Table, folder: Path) -> None:
    with (folder / f"{table.name}.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([table.headings, *table.rows])


def _as_xlsx(table: Table, folder: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(folder / f"{table.name}.xlsx"), {"strings_to_numbers": True})
    sheet = book.add_worksheet(table.name)
    for index, row in enumerate((table.headings, *table.rows)):
        sheet.write_row(index, 0, row)
    book.close()


def _as_json(table: Table, folder: Path) -> None:
    records = [dict(zip(table.headings, row, strict=True)) for row in table.rows]
    (folder / f"{table.name}.json").write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")


def _as_markdown(table: Table, folder: Path) -> Path:
    rule = ["---"] * len(table.headings)
    lines = [f"| {' | '.join(row)} |" for row in (table.headings, rule, *table.rows)]
    said = "This list is kept by the clerk of the county, who is asked to correct what is wrong in it."
    path = folder / f"{table.name}.md"
    path.write_text("\n".join([f"# The {table.name} of the county", "", said, "", *lines, ""]), "utf-8")
    return path


def _converted(name: str) -> Callable[[Table, Path], None]:
    def write(table: Table, folder: Path) -> None:
        with tempfile.TemporaryDirectory() as elsewhere:
            CONVERTED[name](_as_markdown(table, Path(elsewhere)), folder)

    return write


SETS: Mapping[str, Callable[[Table, Path], object]] = {
    "csv": _as_csv,
    "xlsx": _as_xlsx,
    "json": _as_json,
    **{name: _converted(name) for name in ("markdown", "html", "docx", "epub", "pdf")},
}


@dataclass
class Figures:
    """How many questions had the right row first, another, or no answer; and of those that none answers."""

    right: int = 0
    wrong: int = 0
    silent: int = 0
    refused: int = 0
    answered: int = 0
    chosen: int = 0
    to_choose: int = 0

    def in_words(self) -> str:
        """Return four shares in percent, in columns."""
        asked, others = self.right + self.wrong + self.silent, self.refused + self.answered
        shares = (
            self.right / asked,
            self.wrong / asked,
            self.refused / others,
            self.chosen / max(self.to_choose, 1),
        )
        return "".join(f"{100 * share:9.1f}" for share in shares)


def ask_about(asker: Asker, table: Table, figures: Figures, *, tell: bool) -> None:
    """Ask one question about each row, and those that the table does not answer; count what came of it."""
    for index, row in enumerate(table.rows):
        pattern, cell = table.questions[index % len(table.questions)]
        answer = asker.ask(pattern.format(*row))
        quote = answer.statements[0].citations[0].quote if answer.answered else ""
        right = all(words in quote for words in (row[0], row[cell]))
        figures.right += right
        figures.wrong += answer.answered and not right
        figures.silent += not answer.answered
        if tell and not right:
            print(f"{answer.confidence:.2f} {answer.question} {row[cell]!r}: {quote[:120]!r}")
    for question, keys in table.chosen():
        quotes = [statement.quote for statement in asker.ask(question).statements]
        stated = {row[0] for row in table.rows if any(row[0] in quote for quote in quotes)}
        figures.to_choose += 1
        figures.chosen += stated == keys
        if tell and stated != keys:
            print(f"{question} {sorted(keys)}: {sorted(stated)}")
    for question in table.unanswerable:
        answer = asker.ask(question)
        figures.answered += answer.answered
        figures.refused += not answer.answered
        if tell and answer.answered:
            print(f"{answer.confidence:.2f} {question}: {answer.statements[0].citations[0].quote[:120]!r}")


def measure(
    name: str,
    encoder: SentenceEncoder,
    readers: Mapping[str, PassageReader | None],
    count: int,
    *,
    tell: bool,
) -> None:
    """Print what becomes of the questions about some sets of tables in one format."""
    figures = {kind: Figures() for kind in readers}
    for seed in range(count):
        made = tables(random.Random(seed))
        with tempfile.TemporaryDirectory() as folder:
            documents = Path(folder) / "documents"
            documents.mkdir()
            for table in made:
                SETS[name](table, documents)
            library = Library.open(Path(folder) / "index", create=True)
            report = sync(library, documents, encoder)
            if report.skipped:
                print(f"{name}: not read: {report.skipped}")
            for kind, reader in readers.items():
                asker = Asker(library, encoder, reader=reader)
                for table in made:
                    ask_about(asker, table, figures[kind], tell=tell)
            library.close()
    print(f"{name:12}" + "    ".join(one.in_words() for one in figures.values()), flush=True)


def main() -> None:
    """Write, index, ask and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--tables", type=int, default=3, help="how many times the four tables are made up")
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    encoder = load_encoder()
    readers: dict[str, PassageReader | None] = {
        "with the reader": load_reader(DEFAULT_READER),
        "without": None,
    }
    print(f"{'':12}" + "    ".join(f"{kind:>36}" for kind in readers))
    print(
        f"{'set':12}" + "    ".join(f"{'right':>9}{'wrong':>9}{'refused':>9}{'chosen':>9}" for _ in readers)
    )
    for name in options.sets.split(","):
        measure(name, encoder, readers, options.tables, tell=options.wrong)


if __name__ == "__main__":
    main()
