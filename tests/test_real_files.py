"""Files made by other programs: what pandoc, LibreOffice, Chromium and qpdf write is read back."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.formats import SETS
from index.errors import UnreadableError
from index.read import read_bytes
from index.split import split
from tests.pdf import page, pdf, words
from tests.support import SEEDS

CHROMIUM = "/usr/bin/chromium"
NEEDED = {
    "qpdf": shutil.which("qpdf"),
    "soffice": shutil.which("soffice"),
    "pandoc": shutil.which("pandoc"),
    "pdftotext": shutil.which("pdftotext"),
    "chromium": shutil.which(CHROMIUM),
}
MISSING = [name for name, path in NEEDED.items() if path is None]
pytestmark = pytest.mark.skipif(
    bool(MISSING) and os.environ.get("FOOTNOTE_REQUIRE_BROWSER") != "1",
    reason=f"not installed: {', '.join(MISSING)}",
)

SENTENCES = [
    f"In {1900 + n} the ferry number {n} carried {n * 37 + 5} passengers to the islands and back again."
    for n in range(1, 61)
]
REPORT = "\n\n".join(
    [
        "# The ferries of the north",
        *(
            "\n\n".join(
                [
                    f"## Part {part + 1}",
                    *(" ".join(SENTENCES[i : i + 4]) for i in range(part * 12, part * 12 + 12, 4)),
                ]
            )
            for part in range(5)
        ),
        "| Port | Opened |\n|---|---|\n| Visby | 2001 |\n| Turku | 1987 |",
    ]
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the report as Markdown."""
    folder = tmp_path_factory.mktemp("real")
    (folder / "report.md").write_text(REPORT, encoding="utf-8")
    return folder


def run(*command: str, folder: Path) -> str:
    """Run a program and return what it writes."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=180, check=True)
    return done.stdout


def flat(text: str) -> str:
    """Return a text with single spaces."""
    return " ".join(text.split())


@pytest.mark.parametrize("suffix", ["docx", "odt", "epub", "rtf", "pptx", "html"])
def test_what_pandoc_writes_is_read_back(folder: Path, suffix: str) -> None:
    """Every sentence is there once and in order, headings are headings, and rows of tables stay rows."""
    run("pandoc", "--standalone", "report.md", "-o", f"report.{suffix}", folder=folder)
    reading = read_bytes((folder / f"report.{suffix}").read_bytes(), f"report.{suffix}")
    document = reading.document
    text = flat(document.text)
    places = [text.index(sentence) for sentence in SENTENCES]
    assert places == sorted(places)
    assert all(text.count(sentence) == 1 for sentence in SENTENCES)
    if suffix != "rtf":  # which has no headings, only larger type
        headings = {block.label for block in reading.blocks if block.kind == "heading"}
        assert {"The ferries of the north", "Part 1", "Part 5"} <= headings
    rows = [flat(document.text[b.start : b.end]) for b in reading.blocks if b.kind == "verbatim"]
    assert all(any(cells in row for row in rows) for cells in ("Visby | 2001", "Turku | 1987"))
    if suffix == "pptx":
        assert document.place_at(document.text.index("ferry number 13 ")) != document.place_at(
            document.text.index("ferry number 1 ")
        )


def one_column(body: str) -> str:
    """Return the report as a page of one column."""
    head = "<title>untitled</title><style>@page{size:A5}</style>"
    return f"<html lang=en><head>{head}</head><body>{body}</body></html>"


def two_columns(body: str) -> str:
    """Return the report in two justified columns with words parted at the lines' ends."""
    style = "@page{size:A5;margin:1cm} div{column-count:2;hyphens:auto;text-align:justify;font:9pt serif}"
    return f"<html lang=en><head><style>{style}</style></head><body><div>{body}</div></body></html>"


def with_feet(body: str) -> str:
    """Return the report with a line at the head and one at the foot of every page."""
    style = (
        "@page{size:A5;margin:2cm;@top-center{content:'Quarterly bulletin'}"
        "@bottom-center{content:'Page ' counter(page) ' of ' counter(pages)}}"
    )
    return f"<html lang=en><head><style>{style}</style></head><body>{body}</body></html>"


@pytest.mark.parametrize("layout", [one_column, two_columns, with_feet])
def test_what_chromium_prints_is_read_back(folder: Path, layout: Callable[[str], str]) -> None:
    """Every sentence of the PDF is whole, in order and on the page where another program finds it."""
    name = layout.__name__
    body = run("pandoc", "report.md", "-t", "html", folder=folder)
    (folder / f"{name}.html").write_text(layout(body), encoding="utf-8")
    run(
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--print-to-pdf={name}.pdf", f"{name}.html", folder=folder,
    )  # fmt: skip
    reading = read_bytes((folder / f"{name}.pdf").read_bytes(), f"{name}.pdf")
    document = reading.document
    text = document.text
    assert len(document.page_starts) > 1
    assert "bulletin" not in text
    at = 0
    for sentence in SENTENCES:
        at = text.index(sentence, at)
        page = document.page_at(at)
        beginning = " ".join(sentence.split()[:2])  # the rest may stand on the next page
        seen = run("pdftotext", "-f", str(page), "-l", str(page), f"{name}.pdf", "-", folder=folder)
        assert beginning in flat(seen), f"{beginning!r} is not on page {page}"
    headings = {block.label for block in reading.blocks if block.kind == "heading"}
    assert {"The ferries of the north", "Part 1", "Part 5"} <= headings


BOXES = re.compile(r'<word xMin="[\d.]+" yMin="[\d.]+" xMax="[\d.]+" yMax="[\d.]+">(.*?)</word>')


def test_each_quote_stands_on_its_page(folder: Path) -> None:
    """Of a PDF by LibreOffice, the words of each sentence stand on its page, where pdftotext places them."""
    run("pandoc", "--standalone", "report.md", "-o", "office.docx", folder=folder)
    soffice("pdf", "office.docx", folder)
    document = read_bytes((folder / "office.pdf").read_bytes(), "office.pdf").document
    seen = run("pdftotext", "-bbox", "office.pdf", "-", folder=folder).split("<page ")[1:]
    pages = [" ".join(BOXES.findall(page)) for page in seen]
    assert len(pages) == len(document.page_starts) > 1
    for sentence in SENTENCES:
        at = document.text.index(sentence)
        on = [document.page_at(at + offset) for offset in (0, len(sentence) - 1)]
        words = sentence.split()
        assert " ".join(words[:2]) in pages[on[0] - 1]
        assert " ".join(words[-2:]) in pages[on[1] - 1]


def soffice(suffix: str, name: str, folder: Path) -> None:
    """Convert a file with LibreOffice, with settings of its own, so that two of them can run at once."""
    settings = f"-env:UserInstallation={(folder / 'settings').as_uri()}"
    run("soffice", settings, "--headless", "--convert-to", suffix, name, folder=folder)


@pytest.mark.parametrize("suffix", ["odt", "rtf"])
def test_what_libreoffice_writes_is_read_back(folder: Path, suffix: str) -> None:
    """Every sentence is there once and in order, with the table's rows and the file's title and author."""
    run(
        "pandoc",
        "-s",
        "-M",
        "title=Ferries",
        "-M",
        "author=Zoë Berg",
        "report.md",
        "-o",
        "lo.docx",
        folder=folder,
    )
    soffice(suffix, "lo.docx", folder)
    reading = read_bytes((folder / f"lo.{suffix}").read_bytes(), f"lo.{suffix}")
    text = flat(reading.document.text)
    assert [text.count(sentence) for sentence in SENTENCES] == [1] * len(SENTENCES)
    assert (reading.document.title, reading.document.author) == ("Ferries", "Zoë Berg")
    rows = "\n".join(reading.document.text[b.start : b.end] for b in reading.blocks if b.kind == "verbatim")
    assert all(cells in rows for cells in ("Visby | 2001", "Turku | 1987"))


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_what_libreoffice_calculates_is_cited_by_row(folder: Path, suffix: str) -> None:
    """Numbers, dates and the values of formulas of a workbook come with their headings, each in its row."""
    table = 'Town,Mayor,Since,Ships,Double\nVisby,Berg,2001-05-04,12,"=D2*2"\nÅbo,Lind,1987-01-02,7,"=D3*2"\n'
    (folder / "towns.csv").write_text(table, encoding="utf-8")
    run(
        "soffice", f"-env:UserInstallation={(folder / 'settings').as_uri()}", "--headless",
        "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1", "--convert-to", suffix, "towns.csv",
        folder=folder,
    )  # fmt: skip
    name = f"towns.{suffix}"
    if not (folder / name).exists():
        (folder / f"towns-towns.{suffix}").rename(folder / name)
    document = read_bytes((folder / name).read_bytes(), name).document
    row = "Town: Åbo; Mayor: Lind; Since: 1987-01-02; Ships: 7; Double: 14"
    assert document.place_at(document.text.index(row)) == "sheet towns, row 3"


def test_right_to_left_text_is_read_in_its_order(folder: Path) -> None:
    """Hebrew and Arabic in a printed PDF come out as they were written."""
    hebrew = "הספינה אורורה נשאה ארבע מאות נוסעים לאי."
    arabic = "حملت السفينة أربعمائة راكب إلى الجزيرة."
    page = f"<html dir=rtl><meta charset=utf-8><body><p>{hebrew}</p><p>{arabic}</p></body></html>"
    (folder / "rtl.html").write_text(page, encoding="utf-8")
    run(
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        "--print-to-pdf=rtl.pdf", "rtl.html", folder=folder,
    )  # fmt: skip
    text = flat(read_bytes((folder / "rtl.pdf").read_bytes(), "rtl.pdf").document.text)
    assert hebrew in text
    assert arabic in text


def test_locked_files_say_so_and_the_others_are_read(folder: Path) -> None:
    """A PDF that asks for a password is refused by name; one that only forbids printing is read."""
    (folder / "plain.pdf").write_bytes(pdf([page(words([(60, 700, "The ferry left at noon.")]))]))
    for name, user in (("locked", "secret"), ("open", "")):
        run("qpdf", "--encrypt", user, "owner", "256", "--", "plain.pdf", f"{name}.pdf", folder=folder)
    with pytest.raises(UnreadableError, match="locked with a password"):
        read_bytes((folder / "locked.pdf").read_bytes(), "locked.pdf")
    assert (
        read_bytes((folder / "open.pdf").read_bytes(), "open.pdf").document.text == "The ferry left at noon."
    )
    run("qpdf", "--linearize", "--object-streams=generate", "plain.pdf", "linear.pdf", folder=folder)
    assert read_bytes((folder / "linear.pdf").read_bytes(), "linear.pdf").document.text.startswith(
        "The ferry"
    )


def said(path: Path) -> tuple[str, str | None, list[str]]:
    """Return title, date and sentences of a file, without marks of Markdown and typographers' signs."""
    document = (reading := read_bytes(path.read_bytes(), path.name)).document
    pieces = split(document.text, reading.blocks, document.language)
    sentences = [document.text[start:end] for piece in pieces for start, end in piece.sentences]
    return plain(document.title), document.date, [plain(sentence) for sentence in sentences]


def plain(text: str) -> str:
    """Return a text without what a conversion may change of it."""
    return re.sub(r"[*_`\\]", "", flat(text)).translate(
        str.maketrans("\u2018\u2019\u201c\u201d\u2013", "''\"\"-")
    )


@pytest.mark.parametrize("name", ["html", "docx", "epub", "pdf"])
def test_the_seeds_say_the_same_in_every_format(tmp_path: Path, name: str) -> None:
    """Converted by pandoc and Chromium, each seed keeps its title, its date, and every sentence."""
    for source in sorted(SEEDS.glob("*.md")):
        SETS[name](source, tmp_path)
        title, date, sentences = said(source)
        other_title, other_date, others = said(tmp_path / f"{source.stem}.{name}")
        assert (other_title, other_date) == (title, date)
        assert [sentence for sentence in sentences if sentence not in others] == []
