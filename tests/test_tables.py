"""Tables: workbooks and separated values, their rows, and the place that a person would cite."""

import csv
import io

import pytest

from tests.test_formats import place_of, read, workbook


def test_workbooks_are_cited_by_sheet_and_row() -> None:
    """A row reads as its columns' headings with its values, numbers as a person writes them."""
    found = read("a.xlsx", workbook())
    assert place_of(found, "Item: Fuel; Year: 2020; Euros: 99000") == "sheet Costs, row 3"
    assert place_of(found, "Item: Paint; Year: 2019; Euros: 1250.5") == "sheet Costs, row 2"
    assert place_of(found, "Port: Visby; Opened: 2001-05-04") == "sheet Ports, row 2"


def test_cells_shown_as_percentages_read_as_such() -> None:
    """12 % is not .12: by the format of the cell, with all its digits; a quoted % sign is no format."""
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
    assert said == ["7.12%", "7.12%", "7.12%", "0.0712", "7.12%", "7.12%", "0.0712", "2001-05-04"]
    assert place_of(found, "Format: Number 5; Share: 7.12%") == "sheet Shares & more, row 6"


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
    """The name that a program gives to a sheet is no title."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet().write_row(0, 0, ("Port", "Opened"))
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
