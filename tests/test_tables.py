"""Tables: workbooks and separated values, their rows, and the place that a person would cite."""

import csv
import io
import re
import zipfile
from collections.abc import Callable

import pytest

from index.formats import cell_formats
from index.formats.cell_formats import xlsx_cells
from index.formats.ods_cells import ods_cells
from index.formats.sheets import _heading_rows
from tests.test_formats import place_of, read, workbook

MANIFEST = """<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest:version="1.2"><manifest:file-entry manifest:full-path="/"
    manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"""


def test_workbooks_are_cited_by_sheet_and_row() -> None:
    """A row reads as its columns' headings with its values, numbers as a person writes them."""
    found = read("a.xlsx", workbook())
    assert place_of(found, "Item: Fuel; Year: 2020; Euros: 99000") == "sheet Costs, row 3"
    assert place_of(found, "Item: Paint; Year: 2019; Euros: 1250.5") == "sheet Costs, row 2"
    assert place_of(found, "Port: Visby; Opened: 2001-05-04") == "sheet Ports, row 2"


def test_cells_shown_as_percentages_read_as_such() -> None:
    """12 % is not .12: by the format of the cell, with its decimals; a quoted % sign is no format."""
    import datetime

    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Shares & more")
    formats = ("0%", "0.0%", "[Red]-0.00%;0.00%", '0.00" %"', 9, 10, "0.00")
    sheet.write_row(2, 1, ("Format", "Share"))
    for row, code in enumerate(formats, start=3):
        sheet.write(row, 1, f"Number {row}")
        sheet.write(row, 2, 0.0712, book.add_format({"num_format": code}))
    sheet.write(10, 1, "Day")
    sheet.write_datetime(10, 2, datetime.datetime(2001, 5, 4), book.add_format({"num_format": "d mmm yyyy"}))
    book.close()
    found = read("a.xlsx", out.getvalue())
    said = [line.partition("Share: ")[2] for line in found.document.text.splitlines() if "Share: " in line]
    assert said == ["7%", "7.1%", "7.12%", "0.07", "7%", "7.12%", "0.07", "2001-05-04"]
    assert place_of(found, "Format: Number 5; Share: 7.12%") == "sheet Shares & more, row 6"


def test_numbers_are_as_they_are_shown() -> None:
    """A number is as its cell shows it, rounded as people round, with its zeros, thousands and currency."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("Format", "Change"))
    cases: list[tuple[float, str | int, str]] = [
        (0.0848623853211, "0.0%", "8.5%"),
        (0.07, "0%", "7%"),
        (-0.0849, "▲0.0%;▼0.0%", "-8.5%"),
        (2.345, "#,##0.00 [$€-407];[Red]-#,##0.00 [$€-407]", "2.35 €"),
        (1234.5678, 3, "1,235"),
        (1250.5, '"£"#,##0.00_);("£"#,##0.00)', "£1,250.50"),
        (-1250.5, '_("$"* #,##0.00_);_("$"* (#,##0.00)', "-$1,250.50"),
        (12345.5, "#,##0.00", "12,345.50"),
        (3999, "[$$-409]#,##0.00", "$3,999.00"),
        (3999, "[$US$-409]#,##0", "3,999"),
        (3999, '"up to US$ "0.0', "3999.0"),
        (12.5, "#,##0.0# [$EUR]", "12.5"),
        (0.25, "0.0%", "25.0%"),
        (123, "00000", "00123"),
        (5551234, "000-0000", "5551234"),
        (2024, "0", "2024"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567.25, "#,##0.0,", "1234567.25"),  # in thousands
        (0.000123456, "0.00E+00", "0.000123456"),
        (1e300, "0.00", "1e+300"),
    ]
    for row, (number, code, _) in enumerate(cases, start=1):
        sheet.write(row, 0, f"Number {row}")
        sheet.write(row, 1, number, book.add_format({"num_format": code}))
    book.close()
    lines = read("a.xlsx", out.getvalue()).document.text.splitlines()
    assert [line.partition("Change: ")[2] for line in lines[1:]] == [shown for _, _, shown in cases]


def test_numbers_of_opendocument_spreadsheets_are_as_they_are_shown() -> None:
    """By the text of the cell, of which there may be several alike, after empty ones, and with a comment."""
    found = read("a.ods", spreadsheet())
    assert place_of(found, "Item: Ink; 2024 Share: 8.5%; 2024 Euros: 120.5") == "sheet Costs, row 6"
    assert place_of(found, "Item: Ink; 2024 Share: 8.5%; 2024 Euros: 9") == "sheet Costs, row 7"


@pytest.mark.parametrize(
    ("value", "text", "shown"),
    [
        ("1234567.8912", "1,234,568", "1,234,568"),
        ("-1234567.8912", "-1,234,568", "-1,234,568"),
        ("1234567.8912", "€ 1.234.567,89", "€1,234,567.89"),
        ("1.0004", "1,000", "1.000"),
        ("12.5", "12,50 €", "12.50 €"),
        ("123", "00123", "00123"),
        ("1.2345", "1,235", "1.235"),
        ("0.0004", "0.000", "0.000"),
        ("many", "1,235", ""),
    ],
)
def test_a_comma_that_parts_thousands_begins_no_decimals(value: str, text: str, shown: str) -> None:
    """The digits that are shown are those of the whole number."""
    data = spreadsheet(value, text)
    if shown:
        assert f"2024 Euros: {shown}\n" in read("a.ods", data).document.text
    assert set(ods_cells(data, 9)["Costs"].formats) >= {(5, 1), (6, 1)}


def with_part(archive: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return an archive with one part of it changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return out.getvalue()


def test_cells_without_a_value_are_told_of() -> None:
    """Errors, and formulas that nothing has calculated, are counted by sheet; empty texts are values."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name in ("Costs", "Ports"):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ("Item", "Euros", "Share"))
        sheet.write_row(1, 0, ("Fuel", 99))
        sheet.write_formula(1, 2, "=B2/4", None, "")
    sheet.write_formula(2, 2, "=B2/0", None, "#DIV/0!")
    book.close()
    unsaved = with_part(out.getvalue(), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v></v>", b""))
    found = read("a.xlsx", unsaved)
    one = "1 cell has an error, or a formula that was never calculated"
    assert found.missing == f"in sheet Costs {one}; in sheet Ports {one}"
    assert place_of(found, "Item: Fuel; Euros: 99") == "sheet Costs, row 2"
    calc = b'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
    failed = b'calcext:value-type="error" office:value-type="string"'

    def fail(xml: bytes) -> bytes:
        xml = xml.replace(b'office:value-type="float"', failed)
        return xml.replace(b"office:version", calc + b"office:version", 1)

    found = read("a.ods", with_part(spreadsheet(), "content.xml", fail))
    assert found.missing == f"in sheet Costs {one.replace('1 cell has', '2 cells have')}"


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_sums_of_money_name_no_columns(name: str) -> None:
    """A row with one, though it has a comma and a sign, is a row like those below it."""
    found = read(name, sheet_of(name, [("Rope", "£1,250.50"), ("Tar", "£12.00"), ("Oakum", "£9.10")]))
    assert found.document.text.endswith("Rope; £1,250.50\nTar; £12.00\nOakum; £9.10")


def test_no_more_formats_are_kept_than_rows_are_read() -> None:
    """Cells further down take no memory."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, form = book.add_worksheet("Costs"), book.add_format({"num_format": "0.0"})
    for row in range(9):
        sheet.write_row(row, 0, (1.25, 2.75), form)
    book.close()
    assert xlsx_cells(out.getvalue(), 2)["Costs"].formats.keys() == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert ods_cells(spreadsheet(), 2)["Costs"].formats.keys() == {(5, 1), (5, 2)}
    assert ods_cells(spreadsheet(), 1)["Costs"].formats == {}


def test_the_formats_of_a_workbook_are_put_together_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """There may be thousands of them, and of the styles that name them."""
    joined = 0

    class Counted(dict[str, str]):
        def __or__(self, other: object) -> dict[str, str]:  # type: ignore[override]
            nonlocal joined
            joined += 1
            return dict(self)

    monkeypatch.setattr(cell_formats, "_BUILT_IN", Counted(cell_formats._BUILT_IN))
    assert read("a.xlsx", workbook()).document.text
    assert joined == 1


def spreadsheet(value: str = "120.456", text: str = "120.5") -> bytes:
    """Return an OpenDocument spreadsheet with a row of groups, repeated cells and a comment."""
    share = """<table:table-cell office:value-type="percentage" office:value="0.0848623853211">
        <office:annotation><text:p>checked 12.345</text:p></office:annotation><text:p>8.5 %</text:p>
        </table:table-cell>"""
    item = '<table:table-cell office:value-type="string"><text:p>Ink</text:p></table:table-cell>'
    euros = (
        '<table:table-cell office:value-type="float" office:value="{}"><text:p>{}</text:p></table:table-cell>'
    )
    group = (
        '<table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p>2024</text:p>'
    )
    names = "".join(item.replace("Ink", name) for name in ("Item", "Share", "Euros"))
    rows = [
        f"<table:table-cell/>{group}</table:table-cell><table:covered-table-cell/>",
        names,
        f"{item}{share}{euros.format(value, text)}",
        f"{item}{share}{euros.format(9, 9)}",
    ]
    content = f"""<office:document-content office:version="1.2"
        xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
        xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
        xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
        <table:table table:name="Costs"><table:table-column table:number-columns-repeated="3"/>
        <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="3"/>
        </table:table-row>{"".join(f"<table:table-row>{row}</table:table-row>" for row in rows)}
        </table:table></office:spreadsheet></office:body></office:document-content>"""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", re.sub(r">\s+<", "><", content))
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_years_name_columns(name: str) -> None:
    """A row of years at the same distance is one of headings; one above such years is a row."""
    table = [("Type", 2022, 2023, 2024), ("Student", 58, 66, 81), ("Life", 93, 91, 90)]
    found = read(name, sheet_of(name, table))
    assert "Type: Student; 2022: 58; 2023: 66; 2024: 81" in found.document.text
    assert place_of(found, "Type: Life; 2022: 93; 2023: 91; 2024: 90").endswith("row 3")
    without = read(name, sheet_of(name, [("Hansa", 1901, 1987), ("Nord", 1911, 1990), ("Ost", 1920, 1931)]))
    assert "Hansa; 1901; 1987\nNord; 1911; 1990" in without.document.text


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_second_table_has_its_own_headings(name: str) -> None:
    """Below an empty row, and perhaps a caption; a mere break between rows changes no headings."""
    table = [
        ("Name", "Town", "Note"),
        ("Ann", "Haltby", ""),
        (),
        ("Bob", "Colder", "away"),
        ("Eve", "Colder", "since 2019"),
        ("Total", "2", ""),
        (),
        ("Rooms",),
        ("Room", "Price"),
        ("Upstairs", 18),
        ("Downstairs", 20),
        (),
        ("Key", "Held by", "Since", "Place"),
        ("Blue", "Ann", "May", "Shed"),
    ]
    said = read(name, sheet_of(name, table)).document.text.splitlines()
    assert [line for line in said if "Bob" in line] == ["Name: Bob; Town: Colder; Note: away"]
    assert [line for line in said if "Upstairs" in line] == ["Room: Upstairs; Price: 18"]
    assert [line for line in said if "Blue" in line] == ["Key: Blue; Held by: Ann; Since: May; Place: Shed"]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_notes_below_a_table_are_no_rows_of_it(name: str) -> None:
    """A lone cell below an empty row says nothing of its column, unless rows of several cells follow it."""
    table = [
        ("Branch", "Budget"),
        ("North",),
        ("Haltby", 12),
        (),
        ("South",),
        ("Colder", 9),
        ("Total", 21),
        (),
        ("Notes",),
        ("1. Haltby closes in May.",),
        (),
        ("Staff",),
        ("Name", "Hours", "Day"),
        ("Ann", 7, "Friday"),
        ("Bob",),
    ]
    said = read(name, sheet_of(name, table)).document.text.splitlines()
    assert said[-8:] == [
        "Branch: South",
        "Branch: Colder; Budget: 9",
        "Branch: Total; Budget: 21",
        "Notes",
        "1. Haltby closes in May.",
        "Staff",
        "Name: Ann; Hours: 7; Day: Friday",
        "Name: Bob",
    ]
    assert "Branch: North" in said


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_sentence_right_below_a_table_is_no_row_of_it(name: str) -> None:
    """Nor is a labelled note; a name alone is, and so is a sentence that other rows follow."""
    table = [
        ("Branch", "Hours", "Day"),
        ("Haltby is shut, as it has been since the flood.",),
        ("Colder", 9, "Friday"),
        ("Orrin",),
        ("Note: Sundays are not counted",),
        ("Whoever comes early gets an hour more than that.",),
    ]
    said = read(name, sheet_of(name, table)).document.text.splitlines()
    assert said[-5:] == [
        "Branch: Haltby is shut, as it has been since the flood.",
        "Branch: Colder; Hours: 9; Day: Friday",
        "Branch: Orrin",
        "Note: Sundays are not counted",
        "Whoever comes early gets an hour more than that.",
    ]


SCORES = [("Name", "Score"), ("Ann", 12), ("Bob", 9), ()]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([*SCORES, ("Carla", "n/a"), ("Dan", 7), ("Eve", 8)], "Name: Carla; Score: n/a\nName: Dan; Score: 7"),
        ([*SCORES, ("Carla", "absent"), ("Dan", 7)], "Name: Carla; Score: absent\nName: Dan; Score: 7"),
        ([("Name", "Note"), ("Ann", ""), (), ("Carla", "TBD"), ("Dan", 7)], "Name: Carla; Note: TBD"),
        ([*SCORES, ("Name", "Age"), ("Dan", 7)], "Name: Dan; Age: 7"),
        (
            [("Name", "Town"), ("Ann", "Haltby"), (), ("Room", "Price"), ("Upstairs", 7)],
            "Room: Upstairs; Price: 7",
        ),
    ],
)
def test_a_row_below_an_empty_one_may_lack_its_figure(rows: list[tuple[object, ...]], said: str) -> None:
    """A placeholder, or a word in a column of figures, names no column, unless beside a heading of before."""
    assert said in read("a.csv", sheet_of("a.csv", rows)).document.text


def test_blocks_of_a_table_are_looked_at_without_the_rest() -> None:
    """A table of many empty rows is read once, not once for each of them."""
    sliced = 0

    class Rows(list[list[str]]):
        def __getitem__(self, key: object) -> object:  # type: ignore[override]
            nonlocal sliced
            found = super().__getitem__(key)  # type: ignore[call-overload]
            sliced += len(found) if isinstance(key, slice) else 0
            return found

    rows = Rows([["Name", "Town"], *([["Ann", "Haltby"], ["Bob", "Colder"], []] * 100)])
    assert list(_heading_rows(rows)) == [0]
    assert sliced <= len(rows)


def sheet_of(name: str, table: list[tuple[object, ...]]) -> bytes:
    """Return a table as a file of the kind that its name says."""
    if name.endswith(".csv"):
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows(table)
        return text.getvalue().encode()
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(table):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_table_that_is_too_long_says_what_is_missing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows that are not read are not passed over in silence."""
    monkeypatch.setattr("index.formats.sheets.MAX_ROWS", 2)
    data = b"Port,Year\nVisby,1901\nSlite,1902\n" if name == "a.csv" else workbook()
    assert read(name, data).missing == "only the first 200,000 rows"
    monkeypatch.setattr("index.formats.sheets.MAX_ROWS", 3)
    assert read(name, data).missing == ""


def test_hidden_sheets_merged_cells_and_properties_of_workbooks() -> None:
    """A hidden sheet says so, a cell merged over rows counts in each, and the first row may stand lower."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": "Fares of the north", "author": "Ulf Lind"})
    fares, secret = book.add_worksheet("Fares"), book.add_worksheet("Secret")
    fares.write_row(2, 1, ("Port", "Class", "Euros"))
    fares.merge_range(3, 1, 4, 1, "Visby")
    fares.write_row(3, 2, ("Deck", 12))
    fares.write_row(4, 2, ("Cabin", 40))
    secret.write_row(0, 0, ("Code", "Word"))
    secret.write_row(1, 0, ("Blue", "Aurora"))
    secret.hide()
    book.close()
    found = read("a.xlsx", out.getvalue())
    assert place_of(found, "Port: Visby; Class: Cabin; Euros: 40") == "sheet Fares, row 5"
    assert place_of(found, "Code: Blue; Word: Aurora") == "sheet Secret (hidden), row 2"
    assert (found.document.title, found.document.author) == ("Fares of the north", "Ulf Lind")


def test_a_workbook_is_not_named_after_its_first_sheet() -> None:
    """A sheet is a part of the workbook, whatever it is called."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("Ports of the north").write_row(0, 0, ("Port", "Opened"))
    book.close()
    assert read("fares.xlsx", out.getvalue()).document.title == "fares.xlsx"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_tables_in_text_are_cited_by_row(delimiter: str, encoding: str) -> None:
    """Whatever parts the cells, and in whatever encoding, a row reads with its headings."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows(
        [("Town", "Mayor", "Since"), ("Åbo", "Jörg Müller, elder", 1999), ("Köln", "Zoë Weiß", 2004)]
    )
    found = read("a.csv", out.getvalue().encode(encoding))
    assert place_of(found, "Town: Åbo; Mayor: Jörg Müller, elder; Since: 1999") == "row 2"
    assert place_of(found, "Town: Köln; Mayor: Zoë Weiß; Since: 2004") == "row 3"


def test_what_stands_alone_above_a_table_is_its_caption() -> None:
    """It heads the rows of its sheet, and names the workbook; a sentence doesn't, nor what has no table."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, first, rows in (
        ("Q1", "Catch of the fleet, in tonnes", [(), ("Fish", "Landed"), ("Cod", 41), ("Herring", 7)]),
        ("Q2", "Counted on the quay.", [("Fish", "Landed"), ("Cod", 38)]),
        ("Notes", "Notes of the clerk", [("No weights in May.",)]),
    ):
        sheet = book.add_worksheet(name)
        for row, cells in enumerate([(first,), *rows]):
            sheet.write_row(row, 0, cells)
    book.close()
    found = read("a.xlsx", out.getvalue())
    assert [block.label for block in found.blocks if block.kind == "heading"] == [
        "Q1",
        "Catch of the fleet, in tonnes",
        "Q2",
        "Notes",
    ]
    assert found.document.title == "Catch of the fleet, in tonnes"
    assert place_of(found, "Catch of the fleet") == "sheet Q1, row 1"
    assert place_of(found, "Fish: Cod; Landed: 41") == "sheet Q1, row 4"


def test_a_sheet_filled_in_as_a_form_has_no_headings() -> None:
    """Words, days and figures below each other are values of labels, whatever the first row says."""
    form = "Report,RB-12 pump 4\nLead,Ida Lind\nTested,2024-05-01\nRuns,48\n"
    assert read("a.csv", form.encode()).document.text.split("\n") == [
        "Report: RB-12 pump 4",
        "Lead: Ida Lind",
        "Tested: 2024-05-01",
        "Runs: 48",
    ]
    numbered = "Version,3\nAuthor,Ida Lind\nReviewer,Otto Berg\nDue,2024-05-01\n"
    assert "Reviewer: Otto Berg" in read("a.csv", numbered.encode()).document.text
    marked = "Name:,Ida Lind\nTown:,Visby\nRole:,pilot\n"
    assert read("a.csv", marked.encode()).document.text.startswith("Name: Ida Lind\nTown: Visby")


def test_two_columns_with_headings_keep_them() -> None:
    """Values of one kind, or of two below words that may head them, and forms with headings."""
    for table in (
        "Town,People\nVisby,24000\nSelby,unknown\nHull,9000\n",
        "Task,Due\nPaint,next week\nSaw,2024-05-01\nGlue,2024-05-02\n",
        "Field,Value\nName,Ida Lind\nDue,2024-05-01\nRuns,48\n",
        "Region,Q2 2024\nNorth,40\nSouth,none so far\nEast,52\n",
    ):
        head, first = (line.split(",") for line in table.split("\n")[:2])
        said = f"{head[0]}: {first[0]}; {head[1]}: {first[1]}"
        assert read("a.csv", table.encode()).document.text.startswith(said)


def test_a_workbook_that_begins_as_a_form_is_called_by_its_first_row() -> None:
    """Not where that tells its date or its version, or where the file says how it is called."""
    import xlsxwriter

    def title(first: tuple[str, str], said: str = "") -> str:
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True})
        book.set_properties({"title": said})
        sheet = book.add_worksheet()
        for number, row in enumerate((first, ("Lead", "Ida Lind"), ("Runs", 48), ("Tested", "2024-05-01"))):
            sheet.write_row(number, 0, row)
        book.close()
        return read("a.xlsx", out.getvalue()).document.title

    assert title(("Report", "RB-12 pump 4")) == "Report: RB-12 pump 4"
    assert title(("Date of issue", "May 2024")) == title(("Version", "draft 3")) == "a.xlsx"
    assert title(("Report", "RB-12 pump 4"), "Pumps") == "Pumps"
