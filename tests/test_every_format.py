"""A folder with a file of each format: every one is answered from, at the place that a person would cite."""

import io
import json
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from index.sync import sync
from qa.ask import Asker
from qa.check import open_source
from tests.pdf import page, pdf, words
from tests.support import FakeEncoder, assert_verbatim, calibration, write
from tests.test_formats import FACT, book, word
from tests.test_hostile import changed
from tests.test_mail import attach, mailbox, message

SHIPS = {
    "a.docx": ("Aurora", None, None),
    "b.pptx": ("Borea", None, "slide 2"),
    "c.xlsx": ("Castor", None, "sheet Ships, row 2"),
    "d.csv": ("Delphin", None, "row 2"),
    "e.odt": ("Electra", None, None),
    "f.epub": ("Fenja", None, "chapter 2: Arriving"),
    "g.rtf": ("Gerda", None, None),
    "h.html": ("Hydra", None, None),
    "i.md": ("Iris", None, None),
    "j.json": ("Juno", None, "record 2"),
    "k.jsonl": ("Kalla", None, "line 2"),
    "l.eml": ("Luna", None, None),
    "l.eml/plan.pdf": ("Maja", 2, None),
    "m.mbox/message 2": ("Nora", None, None),
    "n.pdf": ("Odin", 2, None),
    "o.py": ("Pallas", None, None),
    "p.txt": ("Quinta", None, None),
    "q.tsv": ("Rota", None, "row 3"),
    "s.vtt": ("Selma", None, "at 0:01:02"),
    "t.yaml": ("Thetis", None, None),
    "u.ipynb": ("Ulla", None, "cell 2"),
}
"""The ship that each document is about, and the page and the place where it says so."""
MARKDOWN_CELL = {"cell_type": "markdown", "source": "An opening about nothing."}


def fact(id_: str) -> str:
    """Return the sentence of a document."""
    return f"The ferry {SHIPS[id_][0]} carried 412 passengers to the island."


def two_pages(id_: str) -> bytes:
    """Return a PDF that says its sentence on the second page."""
    return pdf([page(words([(60, 700, "An opening about nothing.")])), page(words([(60, 700, fact(id_))]))])


def files() -> dict[str, str | bytes]:
    """Return a file of each format."""
    import odfdo
    import pptx
    import xlsxwriter

    slides, sheet, text = io.BytesIO(), io.BytesIO(), io.BytesIO()
    presentation = pptx.Presentation()
    for line in ("An opening about nothing.", fact("b.pptx")):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.placeholders[1].text = line
    presentation.save(slides)
    workbook = xlsxwriter.Workbook(sheet, {"in_memory": True})
    ships = workbook.add_worksheet("Ships")
    ships.write_row(0, 0, ("Ship", "What it did"))
    ships.write_row(1, 0, ("Castor", fact("c.xlsx")))
    workbook.close()
    document = odfdo.Document("text")
    document.body.append(odfdo.Paragraph(fact("e.odt")))
    document.save(text)

    def written(word_document: Any) -> None:  # noqa: ANN401
        word_document.add_paragraph(fact("a.docx"))

    mail, second = EmailMessage(), EmailMessage()
    mail["Subject"], mail["From"] = "Plans", "a@quay.test"
    mail.set_content(fact("l.eml"))
    attach(mail, "plan.pdf", two_pages("l.eml/plan.pdf"))
    second["Subject"], second["From"] = "Crossing", "b@quay.test"
    second.set_content(fact("m.mbox/message 2"))
    records = [{"note": "nothing"}, {"note": fact("j.json")}]
    return {
        "a.docx": word(written),
        "b.pptx": slides.getvalue(),
        "c.xlsx": sheet.getvalue(),
        "d.csv": f"Ship,Said\nDelphin,{fact('d.csv')}\n",
        "e.odt": text.getvalue(),
        "f.epub": changed_book(),
        "g.rtf": f"{{\\rtf1\\ansi {fact('g.rtf')}\\par }}",
        "h.html": f"<html><body><nav>Home</nav><article><p>{fact('h.html')}</p></article></body></html>",
        "i.md": f"# Iris\n\n{fact('i.md')}\n",
        "j.json": json.dumps(records),
        "k.jsonl": '{"note": "nothing"}\n' + json.dumps({"note": fact("k.jsonl")}),
        "l.eml": mail.as_bytes(),
        "m.mbox": mailbox(message("Nothing"), second),
        "n.pdf": two_pages("n.pdf"),
        "o.py": f"import os\n\n# {fact('o.py')}\n",
        "p.txt": fact("p.txt").encode("utf-16"),
        "q.tsv": f"Ship\tSaid\nNone\tNothing.\nRota\t{fact('q.tsv')}\n",
        "r.exe": b"MZ",
        "s.vtt": f"WEBVTT\n\n00:01:02.000 --> 00:01:09.000\n{fact('s.vtt')}\n",
        "t.yaml": f"# {fact('t.yaml')}\nseats: 412\n",
        "u.ipynb": json.dumps({"cells": [MARKDOWN_CELL, MARKDOWN_CELL | {"source": fact("u.ipynb")}]}),
    }


def changed_book() -> bytes:
    """Return a book whose second chapter says its sentence."""
    return changed(book(), "book/two.xhtml", lambda x: x.replace(FACT.encode(), fact("f.epub").encode()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with `documents` of every format and an `index` over them."""
    folder = tmp_path_factory.mktemp("formats")
    write(folder / "documents", files())
    library = Library.open(folder / "index", create=True)
    report = sync(library, folder / "documents", FakeEncoder())
    library.close()
    assert [s.id for s in report.skipped] == ["r.exe"]
    return folder


@pytest.mark.parametrize("id_", sorted(SHIPS))
def test_every_file_is_answered_from_at_its_place(folder: Path, id_: str) -> None:
    """Asked about its ship, the quote comes from that file, at its place, and the source opens there."""
    ship, number, place = SHIPS[id_]
    library = Library.open(folder / "index")
    try:
        question = f"What was carried to the island by the ferry {ship}?"
        answer = Asker(library, FakeEncoder(), calibration(0.0)).ask(question)
        assert_verbatim(answer, library)
        citation = next(c for c in answer.citations if ship in c.quote)
        assert (citation.document_id, citation.page, citation.place) == (id_, number, place)
        view = open_source(library, citation, folder / "documents")
        assert fact(id_) in view.document.text[view.start : view.end]
        assert view.state == "unchanged"
    finally:
        library.close()
