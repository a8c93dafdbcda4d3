"""Titles, authors and languages that files name: which are believed, and how they are written."""

import pytest

from index.metadata import author_names, believable_title, language_code


@pytest.mark.parametrize(
    "title",
    [
        "untitled",
        "Untitled 1",
        "Untitled Spreadsheet",
        "Document1",
        "final.docx",
        "Presentation",
        "scan_0012",
        "-",
    ],
)
def test_titles_of_programs_are_not_believed(title: str) -> None:
    """Words that programs put in place of a title are none."""
    assert believable_title(title) is None


@pytest.mark.parametrize(
    "title", ["Report on ferries", "Page and Plant", "1984: a novel", "Scanning the coast"]
)
def test_titles_of_persons_are_believed(title: str) -> None:
    """Titles that only share a word with those are kept."""
    assert believable_title(title) == title


@pytest.mark.parametrize(
    "name",
    [
        *(
            "user",
            "Microsoft Office User",
            "Admin",
            "LaTeX with hyperref",
            "Windows User 2",
            "",
            None,
            7,
            "-",
        ),
        *(
            "openpyxl",
            "python-docx",
            "Apache POI",
            "PhpSpreadsheet",
            "Unknown Creator",
            "Un-named",
            "Pandoc 3.1",
        ),
    ],
)
def test_names_of_programs_and_machines_are_no_authors(name: object) -> None:
    """What programs write where an author's name belongs names nobody."""
    assert author_names(name) is None


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Tex Avery", "Tex Avery"),
        ("Berg, Zoë;  Texas Rail Office ", "Berg, Zoë; Texas Rail Office"),
        (["Zoë Berg", {"name": "Ulf Lind"}, "Zoë Berg", None], "Zoë Berg; Ulf Lind"),
        ("Zoë Berg; user", "Zoë Berg"),
        ("Anna Poi; Pandora Lee", "Anna Poi; Pandora Lee"),
    ],
)
def test_authors_are_named_once_each(value: object, names: str) -> None:
    """Several authors are parted by semicolons, whatever the file lists them in."""
    assert author_names(value) == names


@pytest.mark.parametrize(
    ("value", "code"), [("en-GB", "en"), ("DE_at", "de"), ("english", None), (None, None)]
)
def test_languages_lose_their_region(value: str | None, code: str | None) -> None:
    """Only codes are taken for languages."""
    assert language_code(value) == code
