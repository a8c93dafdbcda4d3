"""Files made by other programs: what pandoc and Chromium write of a report is read back, word for word."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from index.read import read_bytes

CHROMIUM = "/usr/bin/chromium"
NEEDED = {
    "pandoc": shutil.which("pandoc"),
    "pdftotext": shutil.which("pdftotext"),
    "chromium": shutil.which(CHROMIUM),
}
MISSING = [name for name, path in NEEDED.items() if path is None]
pytestmark = pytest.mark.skipif(
    bool(MISSING) and not os.environ.get("FOOTNOTE_REQUIRE_BROWSER") != "1",
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
