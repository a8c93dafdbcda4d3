"""Reading files: titles, dates and headings by the stated rules, encodings, and reasons for refusals."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.blocks import Reading
from index.errors import UnreadableError
from index.formats.html import read_html
from index.read import digest_of, normalise, read_bytes
from index.split import split
from index.types import Document

BODY = "The bridge over the river is long, and it has stood there for many years.\n"
PAGE = """<html lang="en"><head><title>Bridge opens | The Daily</title>
<meta property="og:title" content="The bridge opens">
<meta property="og:site_name" content="The Daily">
<meta property="article:published_time" content="2024-08-15T10:00:00Z"></head>
<body><nav><a href="/">Home page</a> <a href="/about">About us today</a></nav>
<header>Subscribe to our newsletter</header>
<article><h1>The bridge opens</h1>
<p>The bridge over the river was opened on Thursday by the mayor, who cut a ribbon before a large crowd.</p>
<h2>Cost</h2>
<p>It cost 3.5 million euros &amp; took two years, the city said in a statement that came <b>later</b>.</p>
<table><tr><td>Length</td><td>312 m</td></tr></table><script>var hidden = 1;</script></article>
<footer>Copyright 2019 The Daily. All rights reserved.</footer></body></html>"""


def read(source: str | bytes, name: str = "a.txt") -> Reading:
    """Read a file of this name and content."""
    return read_bytes(source if isinstance(source, bytes) else source.encode(), name)


def document(source: str | bytes, name: str = "a.txt") -> Document:
    """Return the document of a file."""
    return read(source, name).document


def kinds(reading: Reading) -> list[tuple[str, str]]:
    """Return (kind, text) of each block."""
    return [(block.kind, reading.document.text[block.start : block.end]) for block in reading.blocks]


def quotable(reading: Reading) -> list[str]:
    """Return every sentence that may be quoted."""
    text = reading.document.text
    pieces = split(text, reading.blocks, reading.document.language)
    return [text[slice(*span)] for piece in pieces for span in piece.sentences]


def test_a_plain_text_has_its_first_short_line_as_title() -> None:
    """A short line without a full stop above the text is the title, and is not quoted."""
    reading = read(f"Report on the bridge\n\n{BODY}")
    assert (reading.document.title, reading.titled) == ("Report on the bridge", True)
    assert quotable(reading) == [BODY.strip()]


def test_a_text_without_a_title_is_named_by_its_file() -> None:
    """Without a title the file's name stands in, and the reading says so."""
    reading = read(BODY, "folder/notes.txt")
    assert (reading.document.title, reading.titled) == ("notes.txt", False)


def test_front_matter_gives_title_date_publisher_and_language() -> None:
    """Front matter comes before what the text says, and any heading."""
    front = "title: In front\nauthor: [Ann Lee, Bo Lind]\ndate: 2024-05-06\npublisher: The Daily\nlang: de"
    found = document(f"---\n{front}\n---\n# Heading\n\nMarch 1, 2020: {BODY}", "a.md")
    assert (found.title, found.date) == ("In front", "2024-05-06")
    assert (found.publisher, found.language) == ("The Daily", "de")
    assert found.author == "Ann Lee; Bo Lind"


@pytest.mark.parametrize("language", ["en-GB", "en_US", "EN"])
def test_a_language_is_known_by_its_two_letters(language: str) -> None:
    """A region or capitals in front matter do not keep the text from being read as English."""
    assert document(f"---\nlang: {language}\n---\n\n{BODY}", "a.md").language == "en"


def test_front_matter_is_never_quotable() -> None:
    """No sentence comes from front matter or from a comment, however much it reads like one."""
    source = f"---\ntitle: T\nsummary: The moon is made of cheese.\n---\n\n{BODY}\n<!-- Secret. -->\n"
    assert quotable(read(source, "a.md")) == [BODY.strip()]


@pytest.mark.parametrize(
    "front",
    [
        "title: 'open\n  - : [",
        "- a\n- b",
        "just words",
        "title: [a, b]\ndate: {x: 1}",
        "? [a]\n: b",
        "date: !!python/object/apply:os.getcwd []",
        "a: &a [*a]",
        "date: 2024-13-45",
        "date: 2024-02-30",
        "date: 2024-02-30 10:00:00",
        "title: " + "[" * 2_000,
    ],
)
def test_broken_front_matter_counts_as_none(front: str) -> None:
    """What is no mapping, is broken, or has impossible dates neither stops reading nor gives a title."""
    found = document(f"---\n{front}\n---\n\n# Heading\n\n{BODY}", "a.md")
    assert (found.title, found.date) == ("Heading", None)


@pytest.mark.parametrize(
    "broken",
    [
        "date: 2024-02-30",
        "date: 2024-13-45 10:00:00",
        "layout: !include page",
        "tags: [a, b",
        "a: b: c",
        "x: 'y",
    ],
)
def test_one_broken_entry_spoils_no_other(broken: str) -> None:
    """Of front matter with a mistake, or a day that is in no calendar, the other entries are read."""
    front = f"title: In front\n{broken}\nauthor:\n  - Ann Lee\n  - Bo Lind\nupdated: 2023-05-06"
    found = document(f"---\n{front}\n---\n\n# Heading\n\n{BODY}", "a.md")
    assert (found.title, found.author, found.date) == ("In front", "Ann Lee; Bo Lind", "2023-05-06")


def test_a_title_with_a_colon_is_the_title() -> None:
    """YAML would have it quoted; people do not."""
    found = document(f"---\ntitle: The weir: a survey\nauthor: Ann Lee\n---\n\n{BODY}", "a.md")
    assert (found.title, found.author) == ("The weir: a survey", "Ann Lee")


def test_a_markdown_text_is_its_source() -> None:
    """Offsets and lines are those of the file: nothing of Markdown is taken out."""
    source = "# A *title* with `code`\n\nSome **bold** text.\n\n- item [one](http://x.y)\n\n"
    source += "| a | b |\n|---|---|\n| 1 | 2 |\n"
    reading = read(source, "a.md")
    assert reading.document.text == source
    assert reading.document.title == "A title with code"
    assert kinds(reading) == [
        ("heading", "# A *title* with `code`"),
        ("prose", "Some **bold** text."),
        ("prose", "- item [one](http://x.y)"),
        ("verbatim", "| a | b |\n|---|---|\n| 1 | 2 |"),
    ]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Posted: 15.08.2024", "2024-08-15"),
        ("Minsk, 13 March 2025", "2025-03-13"),
        ("MARCH 13, 2025", "2025-03-13"),
        ("2025-03-13", "2025-03-13"),
        ("3/4/2021", "2021-04-03"),
        ("13 марта 2025", "2025-03-13"),
        ("am 3. Oktober 1990", "1990-10-03"),
        ("13 March", None),
        ("Posted: 15.08.", None),
        ("The year 2024", None),
        ("99.99.2024", None),
    ],
)
def test_a_date_in_the_first_lines_is_the_documents_date(line: str, date: str | None) -> None:
    """Only a full date counts; one without a year is not completed by guessing."""
    assert document(f"Report on the bridge\n{line}\n\n{BODY}").date == date


def test_a_date_further_down_is_about_the_events() -> None:
    """A date after the first lines is not the document's."""
    assert document(f"Report on the bridge\n\n{BODY * 6}It opened on 15 August 2024.\n").date is None


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2024", "2024"),
        ("2024-03", "2024-03"),
        ("2024-3-7", "2024-03-07"),
        ("15.08.2024", "2024-08-15"),
        ("August 15, 2024", "2024-08-15"),
        ("2024-08-15T23:30:00", "2024-08-15"),
        ("15 August", None),
        ("soon", None),
    ],
)
def test_a_metadata_date_keeps_its_precision(value: str, date: str | None) -> None:
    """A year stays a year; what has no year is no date."""
    assert document(f"---\ndate: {value}\n---\n\n{BODY}", "a.md").date == date


def test_html_gives_the_main_text_without_the_sites_furniture() -> None:
    """Navigation, header, footer and scripts are left out; paragraphs, headings and tables stay."""
    reading = read(PAGE, "a.html")
    assert kinds(reading) == [
        ("heading", "The bridge opens"),
        (
            "prose",
            "The bridge over the river was opened on Thursday by the mayor, who cut a ribbon "
            "before a large crowd.",
        ),
        ("heading", "Cost"),
        (
            "prose",
            "It cost 3.5 million euros & took two years, the city said in a statement that came later.",
        ),
        ("verbatim", "Length | 312 m"),
    ]


def test_what_a_browser_does_not_show_of_html_is_not_read() -> None:
    """Neither hidden elements nor what is in them; the text around them stays, as do other styles."""
    page = (
        "<html><body><h1>Garden</h1><p>Roses bloom. <b style='color: red; DISPLAY : none'>zebra</b>Tulips "
        "too.</p><p hidden>lion</p><div style='visibility:hidden'><p hidden>tiger</p></div>"
        "<p style='display: block'>Shown.</p></body></html>"
    )
    assert read_html(page.encode()).text == "Garden\n\nRoses bloom. Tulips too.\n\nShown."
    for unseen in ("hidden", "style='DISPLAY : none'", "style='visibility:hidden'"):
        furnished = PAGE.replace("</article>", f"<p {unseen}>A zebra crossed it at night.</p></article>")
        assert furnished != PAGE
        assert read_html(furnished.encode()).text == read_html(PAGE.encode()).text


def test_html_metadata_gives_title_date_and_publisher() -> None:
    """What the page says of itself is taken over, and a footer's year is no date."""
    found = document(PAGE, "a.html")
    assert (found.title, found.date, found.publisher) == ("The bridge opens", "2024-08-15", "The Daily")
    undated = re.sub(r"<meta[^>]*published_time[^>]*>", "", PAGE)
    assert document(undated, "a.html").date is None


def test_html_entities_end_up_in_nfc() -> None:
    """A combining accent written as an entity is joined with its letter."""
    page = PAGE.replace("a large crowd", "a large cafe&#769; crowd")
    text = document(page, "a.html").text
    assert "a large café crowd" in text
    assert normalise(text) == text


FRENCH = (
    "Le président de la République s'est rendu à Orléans. À l'été, les élèves étaient très fatigués, "
    "à côté de l'église. La fête a été célébrée dans la soirée, malgré la pluie, et la forêt près du "
    "château était éclairée. Ça s'est passé sans problème, d'après les témoins.\n"
)
RUSSIAN = "Мост длинный, и он стоит спокойно на реке. Президент поблагодарил рабочих за их труд.\n"
GERMAN = "Die Brücke über den Fluss ist lang, sagte der Bürgermeister. Größere gibt es in Köln.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8"),
        (FRENCH, "utf-8-sig"),
        (FRENCH, "utf-16"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "cp1251"),
        (GERMAN, "latin-1"),
        (FRENCH, "latin-1"),
    ],
)
def test_text_is_read_in_the_encoding_it_is_written_in(text: str, encoding: str) -> None:
    """Byte order marks are taken out and older encodings are recognised, to the letter."""
    assert document(text.encode(encoding)).text == text


def test_line_ends_become_line_feeds_and_the_digest_is_that_of_the_file() -> None:
    """The text is normalised; the digest is of the bytes as they lie on the disk."""
    data = f"Report on the bridge\r\n\r\n{BODY}".encode()
    found = document(data)
    assert found.text == f"Report on the bridge\n\n{BODY}"
    assert found.digest == digest_of(data) != digest_of(found.text.encode())


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", "the file is empty"),
        (b" \n\t\r\n", "a.md", "the file is empty"),
        (b"\xef\xbb\xbf\n", "a.txt", "there is no text in it"),
        (b"---\ntitle: only\n---\n", "a.md", "there is no text in it"),
        (b"<html><head><title>x</title></head><body></body></html>", "a.html", "there is no text in it"),
        (b"-" * 50 + b"\n", "a.md", "there is no text in it"),
        (b"> " * 5_000 + b"The bridge is long.\n", "a.md", "it is nested too deeply"),
        (
            b"<div>" * 50_000 + b"The bridge is long." + b"</div>" * 50_000,
            "a.html",
            "it is nested too deeply",
        ),
        (b"<p><br><img>" * 200 + b"</p>" * 200, "a.html", "there is no text in it"),
        (b"\x7fELF\0\0\1\2", "a.txt", "the file is not text"),
        (b"words", "a.xyz", "files of type .xyz are not read"),
        (b"words", "Makefile", "files of type (none) are not read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, name: str, reason: str) -> None:
    """The reason is fit to stand beside the file's name."""
    with pytest.raises(UnreadableError) as refusal:
        read_bytes(data, name)
    assert str(refusal.value) == reason


SOURCES = st.one_of(
    st.binary(max_size=200),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200).map(str.encode),
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "<table><tr><td>",
                "&amp;",
                "&#0;",
                "<!--",
                "text ",
                "# h\n",
                "---\n",
                "date: ",
                "2024-02-30\n",
                "title: ",
                "- [x]\n",
                "```\n",
                "|a|b|\n|-|-|\n",
            ]
        ),
        max_size=25,
    ).map(lambda parts: "".join(parts).encode()),
)


@given(data=SOURCES, suffix=st.sampled_from([".txt", ".md", ".html"]))
@example(data=b"---\ndate: 2024-13-45\n---\nText.", suffix=".md")
def test_any_file_is_read_or_refused_with_a_reason(data: bytes, suffix: str) -> None:
    """No file, however broken, makes reading fail in another way; what is read is normalised."""
    try:
        reading = read_bytes(data, f"a{suffix}")
    except UnreadableError as error:
        assert str(error)
        return
    assert unicodedata.is_normalized("NFC", reading.document.text)
    assert Path(reading.document.id).suffix == suffix
    assert any(block.kind != "metadata" for block in reading.blocks)


def test_an_introduction_below_text_is_no_title() -> None:
    """A letter or a report whose first part is called so is called otherwise, if by its file."""
    opening = "We act for Ms Orme, who fell off your pier, and for nobody else. " * 6
    parts = "### Circumstances\n\nShe fell.\n\n### What she asks\n\nA new hat.\n"
    assert read_bytes(f"{opening}\n\n{parts}".encode(), "claim.md").document.title == "claim.md"
    for first in ("Introduction", "1. Background", "Executive summary"):
        sections = f"# {first}\n\nThe pier is old.\n\n# Methods\n\nWe looked at it.\n"
        below = read_bytes(f"Selby Pier Survey\n\n{sections}".encode(), "survey.md")
        assert below.document.title != first
        assert read_bytes(sections.encode(), "survey.md").document.title == first


def test_other_headings_below_text_are_titles() -> None:
    """However much text stands above them, and whatever else stands below: there is no better one."""
    opening = "Made for the trustees of the mill, who wanted it short and cheap. " * 6
    parts = "## A Roof for the Mill\n\nIt has 40 tiles.\n\n## Costs\n\nIt costs 600 pounds.\n"
    assert read_bytes(f"{opening}\n\n{parts}".encode(), "roof.md").document.title == "A Roof for the Mill"
    alone = "## Background\n\nThe mill is old.\n"
    assert read_bytes(f"{opening}\n\n{alone}".encode(), "roof.md").document.title == "Background"
