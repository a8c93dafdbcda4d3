"""Tables of plain text and mail, whose columns blanks, tabs or bars part."""

import pytest

from index.formats.spaced_tables import headed_row, is_rule
from index.read import read_bytes
from index.split import split
from qa.rows import names_columns, row_at
from tests.test_formats import kinds

BERTHS = """\
Berth           Ships     Tons
------------------------------
North quay         12    4,300
South               -      200
Total              12    4,500
"""


def rows(text: str) -> list[str]:
    """Return what each row of a plain text that has headings says."""
    reading = read_bytes(text.encode(), "a.txt")
    document = reading.document
    spans = [span for piece in split(document.text, reading.blocks, "en") for span in piece.sentences]
    found = [row for span in spans if (row := row_at(document, *span)) is not None]
    return [row.words for row in found if any(cell.heading for cell in row.cells)]


def quoted(text: str) -> list[str]:
    """Return the sentences of a plain text."""
    reading = read_bytes(text.encode(), "a.txt")
    pieces = split(reading.document.text, reading.blocks, "en")
    return [reading.document.text[slice(*span)] for piece in pieces for span in piece.sentences]


def test_each_row_of_a_plain_text_is_quoted_with_its_headings() -> None:
    """No row is a heading because a rule is below it, none is glued to the next, and no rule is quoted."""
    text = f"The harbour\n\nIt was counted in May.\n\n{BERTHS}------------------------------\n\nIt rained.\n"
    assert quoted(text) == [
        "It was counted in May.",
        *BERTHS.split("\n")[:1],
        *BERTHS.split("\n")[2:5],
        "It rained.",
    ]
    assert rows(text) == [
        "Berth: North quay; Ships: 12; Tons: 4,300",
        "Berth: South; Ships: -; Tons: 200",
        "Berth: Total; Ships: 12; Tons: 4,500",
    ]


@pytest.mark.parametrize("rule", ["|---|:-:|", "| --- | ---: |", "|:--|--|", "+----+-----+", "===  ===="])
def test_no_rule_of_a_table_is_quoted(rule: str) -> None:
    """What parts the head of a table from its rows says nothing; a row of dashes for "none" is no rule."""
    assert is_rule(rule)
    assert not is_rule("| - | - |")
    reading = read_bytes(f"| Berth | Ships |\n{rule}\n| North | 12 |\n".encode(), "a.md")
    pieces = split(reading.document.text, reading.blocks, "en")
    assert rule not in [reading.document.text[slice(*span)] for piece in pieces for span in piece.sentences]


def test_cells_are_told_by_their_places_or_by_tabs() -> None:
    """An empty cell is none of the next column; figures below words tell what heads them."""
    assert rows("Ship        Left     Came\nAurora               1901\nHedvig      1899     1902\n") == [
        "Ship: Aurora; Came: 1901",
        "Ship: Hedvig; Left: 1899; Came: 1902",
    ]
    assert rows("Ship\tPort of call\tYear\nAurora\tVisby\t1901\nHedvig of Turku\tX\t1902\n") == [
        "Ship: Aurora; Port of call: Visby; Year: 1901",
        "Ship: Hedvig of Turku; Port of call: X; Year: 1902",
    ]


def test_days_and_years_are_headings_and_a_cell_may_go_on_below() -> None:
    """So is a first row that says nothing of the first column; rows may be set in."""
    days = (
        "                 3/05    4/05   (usual)\n"
        "  Ships  harbour   12      15     10-20\n"
        "  Tons   t        430       -       900\n"
    )
    assert rows(f"It was counted.\n\n{days}") == [
        "Ships; harbour; 3/05: 12; 4/05: 15; (usual): 10-20",
        "Tons; t; 3/05: 430; 4/05: -; (usual): 900",
    ]
    years = "Ships        2023    2024\nAurora         12      15\nHedvig         30      41\n"
    assert rows(years) == ["Ships: Aurora; 2023: 12; 2024: 15", "Ships: Hedvig; 2023: 30; 2024: 41"]
    wide = (
        "Ship       State             Crew\n"
        "Aurora     to be repaired,   4\n"
        "           then sold\n"
        "Hedvig     sold              3\n"
    )
    assert rows(wide)[-1] == "Ship: Hedvig; State: sold; Crew: 3"
    mail = read_bytes(f"Subject: Ships\n\n{wide}".encode(), "a.eml")
    assert "Aurora | to be repaired, then sold | 4\nHedvig" in mail.document.text


@pytest.mark.parametrize(
    "text",
    [
        "Monday       9 to 5\nTuesday      closed\n",
        "Name:        Ida Lind\nPost:        Harbour master\n",
        "1.   The ferry left.\n2.   It came back.\n",
        "It rained.  Nobody waved.\nHe left it.  They stayed.\n",
        "the band had gone home before       the captain did not mind any\n"
        "the mayor had begun his speech      of this at all on that day and\n",
        "*  The ferry left at noon       *\n*  It came back                 *\n",
        "Aurora       1901\n",
    ],
)
def test_other_lines_with_gaps_have_no_headings(text: str) -> None:
    """Labels and values, lists, sentences, columns of text, frames, and one line alone."""
    assert not rows(text)
    line = text.split("\n")[-2]
    assert headed_row(text, text.index(line), text.index(line) + len(line)) == ()


def test_tables_of_mail_are_rows_of_cells() -> None:
    """In what is quoted too."""
    told = "Dear Ida,\n\n" + BERTHS + "\nUlf\n\nOn 3 May Ida wrote:\n> Which?\n>\n"
    mail = f"From: a@x.example\nSubject: Berths\n\n{told}" + "".join(
        f"> {line}\n" for line in BERTHS.split("\n")
    )
    reading = read_bytes(mail.encode(), "a.eml")
    table = "Berth | Ships | Tons\nNorth quay | 12 | 4,300\nSouth | - | 200\nTotal | 12 | 4,500"
    assert ("verbatim", table) in kinds(reading)
    assert ("verbatim", "\n".join(f"> {line}" for line in table.split("\n"))) in kinds(reading)
    said = reading.document.text
    start = said.index("> South")
    row = row_at(reading.document, start, said.index("\n", start))
    assert row is not None
    assert row.words == "Berth: South; Ships: -; Tons: 200"


def test_each_row_of_a_table_of_bars_is_quoted_with_its_headings() -> None:
    """Also where the lines of the text are short, and one begins in small letters; one line alone is none."""
    table = "Paint | Coats | Dries in\nwhite lead | 2 | 3 days\niron oxide, red | 1 | 12 h. at least\n"
    text = f"The shed\n\nIt was painted in May.\n{table}\nIt rained | on the | paint.\nIt was sold.\n"
    assert quoted(text)[1:4] == table.splitlines()
    assert rows(text) == [
        "Paint: white lead; Coats: 2; Dries in: 3 days",
        "Paint: iron oxide, red; Coats: 1; Dries in: 12 h. at least",
    ]
    assert quoted("The shed\n\n| Paint | Coats |\n|---|---|\n| red | 1 |\n")[-1] == "| red | 1 |"
    told = "The sign |north| or |south| is read by\nall who pass, and |both| have |meant| much to us.\n"
    assert quoted(f"The shed\n\n{told}")[0].endswith("much to us.")


def test_the_first_row_of_a_table_parted_by_blanks_is_its_head() -> None:
    """A rule below it or not; a row of values, and words above a table, head nothing."""
    for rule in ("", "======   =====   =====\n"):
        table = f"{rule}Ship     Left    Came   \n{rule}Aurora   1901    1903\nHedvig   1899    1902\n{rule}"
        document = read_bytes(f"Ports\n\n{table}\nEnd.\n".encode(), "a.txt").document
        said = document.text
        starts = [said.index(word) for word in ("Ship", "Aurora", "Ports")]
        spans = [(start, said.index("\n", start)) for start in starts]
        assert [names_columns(document, *span) for span in spans] == [True, False, False]
        assert [row_at(document, *span) is not None for span in spans] == [True, True, False]
