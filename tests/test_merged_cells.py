"""Merged cells in tables of every format, rows of groups above the columns, and tables beside each other."""

import io

import pytest

from index.formats.grid import filled, laid_out, unmerge
from qa.rows import row_at
from tests.test_formats import read

GROUPED = [
    ("Item", "Year 2024", "", "Year 2023", ""),
    ("", "Budget", "Actual", "Budget", "Actual"),
    ("Paper", "100", "120", "90", "95"),
    ("Ink", "40", "closed", "", "55"),
]
MERGED = [((0, 0), (1, 0)), ((0, 1), (0, 2)), ((0, 3), (0, 4)), ((3, 2), (3, 3))]
PAPER = (
    "Item: Paper; Year 2024 Budget: 100; Year 2024 Actual: 120; Year 2023 Budget: 90; Year 2023 Actual: 95"
)
INK = (
    "Item: Ink; Year 2024 Budget: 40; Year 2024 Actual: closed; Year 2023 Budget: closed; "
    "Year 2023 Actual: 55"
)
SITE = (
    "<html><head><title>Accounts</title></head><body><nav><a href='/'>Home</a> <a href='/n'>News</a></nav>"
    "<main><h1>Accounts of the mill</h1><p>{}</p>{}</main><footer>Imprint</footer></body></html>"
)
PAGE = "<html><body><h1>Accounts of the mill</h1><p>{}</p>{}</body></html>"
PROSE = (
    "The mill spent more on paper than the board had planned, and less on ink, as the table below says. " * 3
)


def rows_of(name: str, data: bytes) -> list[str]:
    """Return what the rows of a document say with their headings."""
    document = read(name, data).document
    spans, start = [], 0
    for line in document.text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    rows = [row_at(document, *span) for span in spans if span[1] > span[0]]
    return [row.words for row in rows if row is not None]


def workbook() -> bytes:
    """Return an XLSX workbook with a title above the table."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, 4, "Accounts of the mill")
    for y, row in enumerate(GROUPED, start=1):
        sheet.write_row(y, 0, [int(cell) if cell.isdigit() else cell or None for cell in row])
    for (top, left), (bottom, right) in MERGED:
        sheet.merge_range(top + 1, left, bottom + 1, right, GROUPED[top][left])
    book.close()
    return out.getvalue()


def word() -> bytes:
    """Return a Word document whose table has a caption of its own, merged over all columns."""
    import docx

    document = docx.Document()
    table = document.add_table(rows=5, cols=5)
    for y, row in enumerate([("Accounts of the mill", "", "", "", ""), *GROUPED]):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    for (top, left), (bottom, right) in [((-1, 0), (-1, 4)), *MERGED]:
        table.cell(top + 1, left).merge(table.cell(bottom + 1, right))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def slides() -> bytes:
    """Return a presentation."""
    import pptx
    from pptx.util import Inches

    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    table = slide.shapes.add_table(4, 5, Inches(1), Inches(2), Inches(8), Inches(2)).table
    for y, row in enumerate(GROUPED):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    for (top, left), (bottom, right) in MERGED:
        table.cell(top, left).merge(table.cell(bottom, right))
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def open_text() -> bytes:
    """Return an OpenDocument text."""
    import odfdo

    document = odfdo.Document("text")
    table = odfdo.Table("Accounts")
    table.set_values([list(row) for row in GROUPED])
    for (top, left), (bottom, right) in MERGED:
        table.set_span((left, top, right, bottom))
    document.body.append(table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def markup() -> str:
    """Return the table in HTML."""
    return (
        "<table><caption>Spending</caption><thead><tr><th rowspan=2>Item</th><th colspan=2>Year 2024</th>"
        "<th colspan=2>Year 2023</th></tr><tr><th>Budget</th><th>Actual</th><th>Budget</th><th>Actual</th>"
        "</tr></thead><tbody><tr><td>Paper</td><td>100</td><td>120</td><td>90</td><td>95</td></tr><tr><td>Ink</td>"
        "<td>40</td><td colspan=2>closed</td><td>55</td></tr></tbody></table>"
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", workbook()),
        ("a.docx", word()),
        ("a.pptx", slides()),
        ("a.odt", open_text()),
        ("a.html", PAGE.format(PROSE, markup()).encode()),
        ("site.html", SITE.format(PROSE, markup()).encode()),
    ],
)
def test_groups_of_columns_are_part_of_their_headings(name: str, data: bytes) -> None:
    """A figure stands under its own year, and what a merged cell says counts for each column."""
    rows = rows_of(name, data)
    assert PAPER in rows
    assert INK in rows


@pytest.mark.parametrize("page", [PAGE, SITE])
def test_tables_of_a_page_are_apart_and_whole(page: str) -> None:
    """Each has its own headings, its caption before it, and cells that a site's links might say."""
    staff = (
        "<table><tr><th>Name</th><th>E-mail</th><th>PDF</th><th>Print</th></tr><tr><td>Ann Lee</td>"
        "<td>ann@x.example</td><td>yes</td><td>no</td></tr><tr><td>Bob Ray</td><td>Mail</td><td>no</td>"
        "<td>Google</td></tr></table>"
    )
    fares = (
        "<table><caption>Fares of 2024</caption><tr><th>Port</th><th>Euros</th></tr><tr><td>Visby</td>"
        "<td>12</td></tr><tr><td>Slite</td><td>14</td></tr></table>"
    )
    data = page.format(PROSE, staff + fares).encode()
    rows = rows_of("a.html", data)
    assert "Name: Ann Lee; E-mail: ann@x.example; PDF: yes; Print: no" in rows
    assert "Name: Bob Ray; E-mail: Mail; PDF: no; Print: Google" in rows
    assert "Port: Visby; Euros: 12" in rows
    assert "\n\nFares of 2024\n\nPort | Euros\n" in read("a.html", data).document.text


def test_a_table_of_tables_lays_out_a_page() -> None:
    """Its cells are read like the parts of a page, those of the tables in it as rows."""
    inner = "<table><tr><th>Port</th><th>Euros</th></tr><tr><td>Visby</td><td>12</td></tr></table>"
    page = (
        f"<html><body><p>Fares.</p><table><tr><td><h2>News</h2><p>Open.</p></td><td>{inner}</td></tr></table>"
    )
    found = read("a.html", page.encode())
    assert found.document.text == "Fares.\n\nNews\n\nOpen.\n\nPort | Euros\nVisby | 12"
    assert "Port: Visby; Euros: 12" in rows_of("a.html", page.encode())


def test_what_spans_the_first_columns_names_its_row() -> None:
    """A total is named once, a part of the table too; a text of some length is not repeated."""
    grid, merged = laid_out(
        [
            [("Item", 1, 1), ("Size", 1, 1), ("Euros", 1, 1)],
            [("Stationery", 999, 1)],
            [("Ink", 1, 2), ("small", 1, 1), ("4", 1, 1)],
            [("large", 1, 1), ("7", 1, 1)],
            [("Total", 2, 1), ("11", 1, 1)],
            [("Note", 1, 1), ("A text of many words. " * 9, 2, 1)],
        ]
    )
    unmerge(grid, merged)
    assert grid[1:5] == [
        ["Stationery", "", ""],
        ["Ink", "small", "4"],
        ["Ink", "large", "7"],
        ["Total", "", "11"],
    ]


@pytest.mark.parametrize(
    "below",
    [
        ("Ann Lee", "ann@x.example", "Haltby"),  # another row, by its first cell
        ("", "12", "14"),
        ("", "", "Haltby"),
    ],
)
def test_rows_below_a_group_are_not_taken_for_headings(below: tuple[str, ...]) -> None:
    """Headings stay apart from a row that only might name columns."""
    grid = [["Name", "Contact", ""], list(below), ["Bob", "b@x.example", "Colder"]]
    unmerge(grid, [((0, 1), (0, 2))])
    assert grid == [["Name", "Contact", "Contact"], list(below), ["Bob", "b@x.example", "Colder"]]


def test_a_row_of_texts_is_a_heading_only_if_it_names_columns() -> None:
    """Words below groups may be values; the same words below each group are headings, of texts too."""
    lessons = [
        ["", "Morning", "", "Afternoon", ""],
        ["Monday", "Maths", "English", "Art", "Sport"],
        ["Tuesday", "French", "Maths", "Music", "Art"],
    ]
    unmerge(lessons, [((0, 1), (0, 2)), ((0, 3), (0, 4))])
    assert lessons[:2] == [
        ["", "Morning", "Morning", "Afternoon", "Afternoon"],
        ["Monday", "Maths", "English", "Art", "Sport"],
    ]
    lessons[:2] = [["", "Morning", "", "Afternoon", ""], ["Day", "First", "Second", "First", "Second"]]
    unmerge(lessons, [((0, 1), (0, 2)), ((0, 3), (0, 4))])
    assert lessons[1] == ["Day", "Morning First", "Morning Second", "Afternoon First", "Afternoon Second"]


def test_one_long_row_among_many_short_ones_is_not_filled_up() -> None:
    """A table takes no more memory than what it holds, and keeps what it says."""
    rows = [[("a", 1, 1)] * 2000, *([[("b", 1, 1)]] * 2000)]
    grid, merged = laid_out(rows)
    assert (sum(map(len, grid)), merged) == (4000, [])
    assert sum(map(len, filled(grid, merged))) == 4000
    assert filled(grid, [((0, 0), (1, 0))])[:2] == [["a"] * 2000, ["b"]]


def test_three_rows_of_headings_are_joined() -> None:
    """Groups may stand in groups."""
    grid = [
        ["", "Costs", "", "", ""],
        ["", "2024", "", "2023", ""],
        ["Item", "Plan", "Spent", "Plan", "Spent"],
        ["Ink", "1", "2", "3", "4"],
    ]
    unmerge(grid, [((0, 1), (0, 4)), ((1, 1), (1, 2)), ((1, 3), (1, 4))])
    assert grid[2] == ["Item", "Costs 2024 Plan", "Costs 2024 Spent", "Costs 2023 Plan", "Costs 2023 Spent"]
    assert not any(grid[0] + grid[1])


def test_cells_empty_at_both_ends_of_a_row_keep_the_others_in_place() -> None:
    """The bars that part them are not taken for the ones around a row."""
    import docx

    document = docx.Document()
    table = document.add_table(rows=2, cols=4)
    for cell, text in zip(table._cells, ("Port", "Deck", "Cabin", "Note", "", "", "40", ""), strict=True):
        cell.text = text
    out = io.BytesIO()
    document.save(out)
    assert rows_of("a.docx", out.getvalue())[-1] == "Cabin: 40"
