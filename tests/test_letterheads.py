"""The name of who issues a document above its title."""

import pytest

from tests.test_formats import read


@pytest.mark.parametrize(
    ("first", "second", "title"),
    [
        ("SELBY HARBOUR COMMISSION", "Rules of the moorings", "Rules of the moorings"),
        ("University of Selby", "Handbook for lodgers", "Handbook for lodgers"),
        ("University of Selby", "About us", "University of Selby"),
        ("Minutes of the Harbour Commission", "Report of the treasurer", "Minutes of the Harbour Commission"),
        ("The otters of Selby", "Report of a walk", "The otters of Selby"),
    ],
)
def test_a_document_is_called_by_its_own_name(first: str, second: str, title: str) -> None:
    """Where that stands right below the name of a body, and has a word for a document."""
    page = f"# {first}\n\n## {second}\n\nBoats lie at the old quay in winter.\n"
    assert read("a.md", page.encode()).document.title == title


def test_what_stands_below_a_text_is_no_title() -> None:
    """It is a part of what the body says."""
    page = (
        "# Selby Council\n\nThe council meets each week in the hall.\n\n## Report of May\n\nIt met twice.\n"
    )
    assert read("a.md", page.encode()).document.title == "Selby Council"
