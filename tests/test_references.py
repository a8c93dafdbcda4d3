"""References: each style by its published rules, and that no document writes a field or a line of its own."""

import re
from typing import Any

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from qa.names import clean, names_of
from qa.references import STYLES, Work, reference, work_of
from qa.types import Citation

HOSTILE = 'T\nAU  - Evil\r\nER  - \x85}, year={1666} @misc{x, "a" \\{b} 50% & #_~^$ \u2028TY  - GEN\x00'
LINES = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def made(
    title: str = "A report on trade",
    author: str | None = "Jane Mary Doe",
    date: str | None = "2020-03-04",
    publisher: str | None = None,
    media_type: str = "application/pdf",
    *,
    page: int | None = None,
    place: str | None = None,
    file: str = "a/report.pdf",
) -> Work:
    """Return what is said of a quote in line 4 of a document."""
    where = (page, 4, 2, 7, "quote", "0" * 64)
    citation = Citation(1, file, title, date, *where, place=place, author=author)
    return work_of(citation, publisher, media_type)


PLAIN = {
    "apa": "Doe, J. M. (2020, March 4). A report on trade (line 4).",
    "mla": "Doe, Jane Mary. A report on trade. 4 Mar. 2020, line 4.",
    "chicago": "Jane Mary Doe, A report on trade (March 4, 2020), line 4.",
}
CASES: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({}, PLAIN),
    (
        {"author": "Jane Doe; Vincent van Gogh", "publisher": "An agency", "date": "2020-03", "page": 3},
        {
            "apa": "Doe, J., & van Gogh, V. (2020, March). A report on trade (p. 3). An agency.",
            "mla": "Doe, Jane, and Vincent van Gogh. A report on trade. An agency, Mar. 2020, p. 3.",
            "chicago": "Jane Doe and Vincent van Gogh, A report on trade (An agency, March 2020), 3.",
        },
    ),
    (
        {"author": "Jane Doe; Al Smith; Martin Luther King, Jr.", "date": "2020"},
        {
            "apa": "Doe, J., Smith, A., & King, M. L., Jr. (2020). A report on trade (line 4).",
            "mla": "Doe, Jane, et al. A report on trade. 2020, line 4.",
            "chicago": "Jane Doe et al., A report on trade (2020), line 4.",
        },
    ),
    (
        {"author": None, "date": None},
        {
            "apa": "A report on trade (line 4). (n.d.).",
            "mla": "A report on trade, line 4.",
            "chicago": "A report on trade (n.d.), line 4.",
        },
    ),
    (
        {"author": None, "date": None, "title": "Is it so?", "page": 2, "publisher": "A press"},
        {
            "apa": "Is it so? (p. 2). (n.d.). A press.",
            "mla": "Is it so? A press, p. 2.",
            "chicago": "Is it so? (A press, n.d.), 2.",
        },
    ),
    (
        {
            "author": "World Bank", "publisher": "World Bank", "title": "Costs", "media_type": "text/csv",
            "place": "sheet Costs, row 12",
        },
        {
            "apa": "World Bank. (2020, March 4). Costs (sheet Costs, row 12) [Data set].",
            "mla": "World Bank. Costs. Data set, 4 Mar. 2020, sheet Costs, row 12.",
            "chicago": "World Bank, Costs (data set, March 4, 2020), sheet Costs, row 12.",
        },
    ),
    (
        {"title": 'He said "no"', "media_type": "text/html", "publisher": "A site"},
        {
            "apa": 'Doe, J. M. (2020, March 4). He said "no" (line 4). A site.',
            "mla": "Doe, Jane Mary. “He said 'no'.” A site, 4 Mar. 2020, line 4.",
            "chicago": "Jane Mary Doe, “He said 'no',” A site, March 4, 2020, line 4.",
        },
    ),
    (
        {"title": "Who pays?", "media_type": "message/rfc822", "date": "2020-13-40"},
        {
            "apa": "Doe, J. M. (2020). Who pays? (line 4) [Email].",
            "mla": "Doe, Jane Mary. “Who pays?” Email, 2020, line 4.",
            "chicago": "Jane Mary Doe, “Who pays?” email, 2020, line 4.",
        },
    ),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "expected"), CASES)
def test_the_styles_follow_their_rules(facts: dict[str, Any], expected: dict[str, str]) -> None:
    """APA 7, MLA 9 and the footnotes of Chicago 18, for what is missing too."""
    work = made(**facts)
    assert {style: reference(work, style) for style in expected} == expected


def test_a_whole_document_has_no_place() -> None:
    """A list of references names each document, not each quote."""
    work, bare = made(page=3).whole, made(author=None, date=None, media_type="text/html").whole
    assert reference(work, "apa") == "Doe, J. M. (2020, March 4). A report on trade."
    assert reference(work, "mla") == "Doe, Jane Mary. A report on trade. 4 Mar. 2020."
    assert reference(work, "chicago") == "Jane Mary Doe, A report on trade (March 4, 2020)."
    assert reference(bare, "mla") == "“A report on trade.”"
    assert reference(bare, "chicago") == "“A report on trade,” n.d."
    assert "pages" not in reference(work, "bibtex") and "SP" not in reference(work, "ris")


def test_apa_names_twenty_authors_and_of_more_the_first_nineteen_and_the_last() -> None:
    """The rule for very many authors."""
    many = [f"Ann {letter}son" for letter in "ABCDEFGHIJKLMNOPQRSTU"]
    assert ", Sson, A., & Tson, A. (2020" in reference(made(author="; ".join(many[:20])), "apa")
    assert ", Sson, A., … Uson, A. (2020" in reference(made(author="; ".join(many)), "apa")


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Doe, Jane", ["Doe, J."]),
        ("Leonardo da Vinci", ["da Vinci, L."]),
        ("Robert De Niro", ["De Niro, R."]),
        ("van der Berg, Jan Peter", ["van der Berg, J. P."]),
        ("Jean-Luc Godard", ["Godard, J.-L."]),
        ("J. R. R. Tolkien", ["Tolkien, J. R. R."]),
        ("Charles d'Artagnan", ["d'Artagnan, C."]),
        ("Dr. Jane Doe", ["Doe, J."]),
        ("King, Martin Luther, Jr.", ["King, M. L., Jr."]),
        ("Лев Толстой", ["Толстой, Л."]),
        ("Jane Doe, John Roe, Jr. and Al Smith", ["Doe, J.", "Roe, J., Jr.", "Smith, A."]),
        ("Ministry of Health; Anna Smith", ["Ministry of Health", "Smith, A."]),
        ("Ernst and Young", ["Ernst and Young"]),
        ("王小明; 김 철수; نجيب محفوظ", ["王小明", "김 철수", "نجيب محفوظ"]),
        ("jane@example.org; Madonna", ["jane@example.org", "Madonna"]),
        (" ; ", []),
        (None, []),
    ],
)
def test_names_are_inverted_only_where_they_are_surely_a_persons(
    author: str | None, expected: list[str]
) -> None:
    """Particles, suffixes, hyphens, institutions, scripts without capitals, addresses, nobody."""
    assert [name.abbreviated for name in names_of(author)] == expected


def bibtex(text: str) -> Any:  # noqa: ANN401 - pybtex is not typed
    """Return the one entry of a BibTeX file, as pybtex reads it."""
    entries = parse_string(text, "bibtex").entries
    assert len(entries) == 1
    return next(iter(entries.items()))


def plain(tex: str) -> str:
    """Return the characters that TeX makes of what is between the outer braces."""
    names = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^"}
    tex = tex.removeprefix("{").removesuffix("}")
    return re.sub(r"\\text(\w+)\{\}|\\(.)", lambda m: names[m[1]] if m[1] else m[2], tex)


def test_bibtex_says_everything() -> None:
    """Names with their parts, year, month, publisher, page and file come back from a parser."""
    book = made(
        author="Vincent van Gogh; World Bank, Inc.; King, Martin, Jr.", publisher="A & B", page=3,
        media_type="application/epub+zip",
    )  # fmt: skip
    key, entry = bibtex(reference(book, "bibtex"))
    assert (key, entry.type) == (book.key, "book")
    assert [str(person) for person in entry.persons["author"]] == [
        "van Gogh, Vincent", "{World Bank, Inc.}", "King, Jr., Martin",
    ]  # fmt: skip
    assert dict(entry.fields) == {
        "title": "{A report on trade}", "year": "2020", "month": "March", "date": "2020-03-04",
        "publisher": r"A \& B", "pages": "3", "note": "File a/report.pdf",
    }  # fmt: skip


def test_ris_says_everything() -> None:
    """The same from RIS."""
    work = made(author="Jane Doe; World Bank", publisher="A press", media_type="text/html", date="2020-03")
    (entry,) = rispy.loads(reference(work, "ris"))
    assert entry == {
        "type_of_reference": "ELEC", "id": work.key, "authors": ["Doe, Jane", "World Bank"],
        "title": "A report on trade", "year": "2020", "date": "2020/03//", "publisher": "A press",
        "notes": ["File a/report.pdf, line 4"],
    }  # fmt: skip


@given(
    *[st.one_of(st.just(HOSTILE), st.text(max_size=40), st.text('{}\\"&%,=@~^$#_- \nATYER', max_size=40))] * 4
)
def test_no_document_writes_a_field_or_a_line_of_its_own(
    title: str, author: str, publisher: str, place: str
) -> None:
    """Whatever a document says about itself comes back as the value of its own field, and of no other."""
    work = made(title, author, "2020", publisher, place=place or None)
    _, entry = bibtex(reference(work, "bibtex"))
    allowed = {"title", "year", "note", "publisher", "howpublished"}
    assert set(entry.fields) <= allowed and entry.fields["year"] == "2020"
    assert plain(entry.fields["title"]) == work.title == (clean(title) or "a/report.pdf")
    assert plain("{" + entry.fields["note"] + "}") == clean(work.note)
    assert len(entry.persons.get("author", [])) == len(work.authors)

    (ris,) = rispy.loads(reference(work, "ris"))
    assert ris["title"] == work.title
    assert ris.get("authors", []) == [name.inverted for name in work.authors]
    assert set(ris) <= {"type_of_reference", "id", "title", "authors", "year", "date", "publisher", "notes"}

    for style in ("apa", "mla", "chicago"):
        assert not LINES.search(reference(work, style))
    assert len(reference(work, "ris").splitlines()) == 7 + len(work.authors) + bool(work.publisher)


def test_keys_are_stable_and_tell_documents_apart() -> None:
    """The same document has the same key each time; another of the same author and year has another."""
    first, second = made(), made(file="b/report.pdf")
    assert first.key == made(title="Another title").key != second.key
    assert re.fullmatch(r"doe2020-[0-9a-f]{8}", first.key)
    for author in ("王小明", "Ærø Ørsted", HOSTILE):
        assert re.fullmatch(r"[a-z]+2020-[0-9a-f]{8}", made(author=author).key)


def test_every_style_is_written_and_named() -> None:
    """The styles that the page offers are those that people ask for."""
    assert list(STYLES.values()) == ["APA", "MLA", "Chicago", "BibTeX", "RIS"]
    assert len({reference(made(), style) for style in STYLES}) == 5
