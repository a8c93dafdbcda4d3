"""Titles of documents without a heading that is one: letters and deeds."""

import pytest

from index.titles import title_in_first_lines
from tests.test_formats import read

TOLD = "We are writing to tell you that the quay will be closed for a week."


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("**Works on the north quay – berths 4 to 9**", "Works on the north quay – berths 4 to 9"),
        ("Re: Your berth", "Your berth"),
        ("WORKS ON THE NORTH QUAY", "WORKS ON THE NORTH QUAY"),
        ("NOTICE OF WORKS – the north quay", "NOTICE OF WORKS – the north quay"),
        ("Works on the north quay", None),
        ("North Quay, 3 May 2024", None),
        ("Subject: We close the quay", "We close the quay"),
        ("**Thank you for your card**", None),
        ("**We close the quay**", None),
        ("**The quay will close.**", None),
        ("**Your berth: no. 4**", None),
        ("**Quay works. North quay**", None),
        ("**of all the quays**", None),
        ("WORKS", None),
    ],
)
def test_a_letter_is_called_as_what_it_is_about(line: str, title: str | None) -> None:
    """That stands below "Dear …" and is no sentence."""
    assert title_in_first_lines(["Port of Wick", "3 May 2024", "Dear Ms Orme,", line, TOLD]) == title
    assert title_in_first_lines(["Port of Wick", line, TOLD]) is None
    assert title_in_first_lines(["Port of Wick", "3 May 2024", "Dear Ms Orme,", line, "Ulf Lind"]) is None
    assert title_in_first_lines(["Dear Ms Orme,", line, TOLD]) is None
    assert title_in_first_lines(["It was dark in 1803.", "3 May", "Dear Ms Orme,", line, TOLD]) is None


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("BERTH LICENCE AGREEMENT", "BERTH LICENCE AGREEMENT"),
        ("MINUTES OF THE HARBOUR TRUST", "MINUTES OF THE HARBOUR TRUST"),
        ("JUDGMENT OF MRS JUSTICE HOLM", "JUDGMENT OF MRS JUSTICE HOLM"),
        ("LEASE", None),
        ("EBBE: WHERE IS THE LEASE", None),
        ("WHEREAS THE PARTIES MADE AN AGREEMENT", None),
        ("- BERTH LICENCE", None),
        ("NO REFUNDS NOTICE", None),
        ("YOUR BERTH LICENCE", None),
        ("WICK HARBOUR TRUST", None),
        ("Berth licence agreement", None),
    ],
)
def test_a_deed_is_called_as_on_its_cover(line: str, title: str | None) -> None:
    """In capitals that name a kind of deed or record, near the beginning."""
    assert title_in_first_lines(["Dated 4 May 2024", line, "between", "WICK HARBOUR TRUST", TOLD]) == title
    assert title_in_first_lines([*"abcdef", line, TOLD]) is None


@pytest.mark.parametrize("head", ["1. The berth", "Schedule 1 – Charges", "ANNEX A"])
def test_a_numbered_part_below_the_name_of_a_deed_is_no_title(head: str) -> None:
    """Unless nothing above it is a title; "a" is no letter of a part."""
    text = f"Dated 4 May 2024\n\nBERTH LICENCE AGREEMENT\n\n# {head}\n\n{TOLD}\n\n# 2. The rope\n\n{TOLD}\n"
    assert read("a.md", text.encode()).document.title == "BERTH LICENCE AGREEMENT"
    for other in (text.replace(head, "Annex a rope"), text.replace("BERTH LICENCE", "The")):
        title = other[other.index("# ") + 2 :].split("\n")[0]
        assert read("a.md", other.encode()).document.title == title


@pytest.mark.parametrize(
    ("given", "heading", "title"),
    [
        ("Statement", "Statement by Ida Lind, Keeper of the Quay", None),
        ("Preliminary", "The quay of Wick: Statement of Preliminary Findings", None),
        ("Annual report", "Harbour of Wick: annual report for 1910", None),
        ("Results", "Results of the second run of tests", None),
        ("Statement", "Report by Ida Lind, Keeper of the Quay", "WICK HARBOUR TRUST"),
        ("Statement", "The Statement", "WICK HARBOUR TRUST"),
        ("Aurora", "How the Aurora left the quay at noon", "Aurora"),
    ],
)
def test_a_title_that_tells_but_a_kind_is_told_in_full_by_a_heading(
    given: str, heading: str, title: str | None
) -> None:
    """As files have it that were saved from a template; where no heading does, the first one is the title."""
    text = f"---\ntitle: {given}\n---\n# WICK HARBOUR TRUST\n\n# {heading}\n\n{TOLD}\n\n# Quay\n\n{TOLD}\n"
    assert read("a.md", text.encode()).document.title == (title or heading)


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Summary", "Summary of costs for each year"),
        ("Results", "Results of the second test run"),
        ("Interview", "After the interview with Ulf Lind ended"),
        ("Minutes", "Minutes of the last meeting approved"),
    ],
)
def test_the_heading_of_a_part_tells_no_title_in_full(title: str, part: str) -> None:
    """It is of a lower level, or begins otherwise."""
    for given in (f"# {title}\n\n", f"---\ntitle: {title}\n---\n"):
        text = f"{given}{TOLD}\n\n## {part}\n\n{TOLD}\n\n# Quay\n\n{TOLD}\n"
        assert read("a.md", text.encode()).document.title == title


@pytest.mark.parametrize("kind", ["Letter", "Minutes", "Contract", "Statement", "Notice"])
def test_a_kind_of_papers_is_the_title_where_nothing_else_is(kind: str) -> None:
    """No section is, nor the name of the file; the first line of all is, in a heading of the first level."""
    page = f"<html><head><title>{kind}</title></head><body><p>{TOLD}</p><h2>Money</h2><p>{TOLD}</p></body>"
    assert read("a.html", page.encode()).document.title == kind
    assert read("a.md", f"# {kind}\n\n{TOLD}\n\n## Money\n\n{TOLD}\n".encode()).document.title == kind
    text = f"---\ntitle: {kind}\n---\n# The north quay\n\n{TOLD}\n\n## Money\n\n{TOLD}\n"
    assert read("a.md", text.encode()).document.title == "The north quay"


@pytest.mark.parametrize("above", [True, False])
def test_the_heading_at_the_salutation_says_what_a_letter_is_about(*, above: bool) -> None:
    """Who sends it, in a heading above the date, comes before that."""
    about = ["## Works on the north quay", "Dear Ms Orme,"]
    lines = [
        "# WICK HARBOUR TRUST",
        "3 May 2024",
        *(about if above else about[::-1]),
        TOLD,
        "Yours,",
        "Ulf Lind",
    ]
    assert read("a.md", "\n\n".join(lines).encode()).document.title == f"{lines[0][2:]}: {about[0][3:]}"
    assert read("a.md", "\n\n".join(lines[1:]).encode()).document.title == about[0][3:]
    lines[1] = "Wick"
    assert read("a.md", "\n\n".join(lines).encode()).document.title == "WICK HARBOUR TRUST"


@pytest.mark.parametrize(
    ("dear", "heading", "other"),
    [
        ("Dear Tenant", "Why the rent goes up", "When it goes up"),
        ("Dear members,", "A word from the Chair", "Your quay"),
        ("Dear Ms Orme,", "Your rent from June", "Your rights"),
        ("Dear Ms Orme,", "Why the rent goes up", "When it goes up"),
    ],
)
def test_the_first_section_of_a_letter_is_not_what_it_is_about(dear: str, heading: str, other: str) -> None:
    """Others of its level follow, unless it alone says "Your …" to whom it is sent."""
    head = ("# Rent at North Quay", "Ida Orme", "3 May 2024", dear)
    text = "\n\n".join((*head, f"## {heading}", TOLD, f"## {other}", TOLD))
    assert read("a.md", text.encode()).document.title == "Rent at North Quay"
    text = text.replace(dear, "Dear Ms Orme,").replace(heading, "Your rent").replace(other, "When")
    assert read("a.md", text.encode()).document.title == "Rent at North Quay: Your rent"
