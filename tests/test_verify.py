"""Checking evidence against documents: of every format, moved, changed, gone, and never quoted at all."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library
from index.read import read_bytes
from qa.ask import Asker
from qa.bundle import Bundle, bundle_of
from qa.bundle_page import bundle_html
from qa.verify import Checked, bundle_from, verify
from tests import test_formats as formats
from tests.conftest import Build
from tests.support import FakeEncoder, calibration, write
from tests.test_bundle import FILES, LAKE, QUESTIONS, answer_of, cite


@pytest.fixture
def library(build: Build) -> Library:
    """Return an index over two documents."""
    return build(FILES)


@pytest.fixture
def bundle(library: Library) -> Bundle:
    """Return two answers as evidence."""
    asker = Asker(library, FakeEncoder(), calibration(0.0))
    return bundle_of([asker.ask(question) for question in QUESTIONS], library.document, "fake@1", None)


def one(bundle: Bundle, documents: Path, document_id: str = "lake.txt") -> Checked:
    """Return what was found of the first quote of a document."""
    return next(checked for checked in verify(bundle, documents) if checked.document_id == document_id)


def test_documents_that_moved_or_changed_are_told(bundle: Bundle, documents: Path) -> None:
    """Another name, another place, another file at the same place, another quote, and nothing at all."""
    lake = documents / "lake.txt"
    lake.rename(documents / "sub" / "water.md")
    (documents / "lake.txt").write_text("Something else.", encoding="utf-8")
    told = one(bundle, documents)
    assert (told.verdict, told.words) == ("moved", "the document is now sub/water.md")
    (documents / "sub" / "water.md").unlink()
    lake.write_text("A line above.\n" + LAKE, encoding="utf-8")
    told = one(bundle, documents)
    stands = "the document changed; the quote stands at 14, line 2"
    assert (told.verdict, told.words, told.well) == ("moved", stands, True)
    lake.write_text(LAKE + "\nA line below.", encoding="utf-8")
    assert one(bundle, documents).verdict == "document changed"
    lake.write_text(LAKE.replace("412", "413"), encoding="utf-8")
    told = one(bundle, documents)
    assert (told.verdict, told.words) == ("not found", "the document changed, and does not say it")
    lake.write_bytes(b"\0")
    assert one(bundle, documents).words.startswith("lake.txt cannot be read: ")
    lake.unlink()
    told = one(bundle, documents)
    assert (told.verdict, told.words, told.well) == ("not found", "there is no such document", False)
    assert one(bundle, documents, "sub/tower.txt").verdict == "found at its place"


def test_of_equal_sentences_the_one_that_was_quoted_is_found(documents: Path) -> None:
    """What stood around a quote tells which of several it is now; a citation is a place, not a text."""
    text = "It rained. We left. The sun came. We left. It snowed."
    path = documents / "days.txt"
    path.write_text(text, encoding="utf-8")
    document = read_bytes(path.read_bytes(), "days.txt").document
    second = cite(document, "We left.", after=20)
    bundle = bundle_of([answer_of(second)], lambda id_: document, None, None)
    path.write_text("We left. " + text, encoding="utf-8")
    assert one(bundle, documents, "days.txt").words == "the document changed; the quote stands at 43, line 1"


def test_whole_new_evidence_is_found_by_the_documents(library: Library, documents: Path) -> None:
    """What was never said can be sealed as well as anything: only the documents tell."""
    real = library.document("lake.txt")
    said = real.text.replace("412", "999").replace("The", "A\nThe")
    forged = dataclasses.replace(real, text=said, title="Ours")
    quotes = cite(forged, "bridge over the lake is 999 metres long."), cite(forged, "script", 2)
    bundle = bundle_of([answer_of(*quotes)], lambda id_: forged, "m", "r")
    first, second = verify(bundle_from(bundle_html(bundle).encode(), "x"), documents)
    assert (first.verdict, first.words, first.well) == ("not found", "the document does not say it", False)
    assert (second.verdict, second.well) == ("moved", False)
    assert second.differs == (f"its title is {real.title!r}, the evidence says 'Ours'",)
    told = dataclasses.replace(cite(real, "painted"), line=7, page=3, prefix="x", suffix="")
    bundle = bundle_of([answer_of(told)], library.document, "m", "r")
    (checked,) = verify(bundle, documents)
    assert (checked.verdict, checked.well) == ("found at its place", False)
    assert checked.differs == (
        "its page is None, the evidence says 3",
        "its line is 1, the evidence says 7",
        "its text before it is ' ', the evidence says 'x'",
    )


def test_a_bundle_cannot_reach_out_of_the_folder(library: Library, documents: Path, tmp_path: Path) -> None:
    """A document id that climbs out of the folder, or is no file name at all, is not read."""
    (tmp_path / "secret.txt").write_text(LAKE, encoding="utf-8")
    quote = cite(library.document("lake.txt"), "painted")
    (documents / "lake.txt").unlink()
    for id_ in ("../secret.txt", str(tmp_path / "secret.txt"), "a\0b", "*.txt", "lake.txt/", ""):
        answer = answer_of(dataclasses.replace(quote, document_id=id_))
        bundle = bundle_of([answer], library.document, "m", "r")
        (checked,) = verify(bundle_from(bundle_html(bundle).encode(), "x"), documents)
        assert (checked.verdict, checked.words) == ("not found", "there is no such document")


def test_each_file_is_read_once_and_others_only_when_needed(
    bundle: Bundle, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking for a document that moved reads the folder once, however many moved."""
    write(documents, {f"more/{n}.txt": f"Number {n}." for n in range(5)})
    read: list[str] = []
    real = Path.read_bytes

    def counted(path: Path) -> bytes:
        read.append(path.name)
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", counted)
    verify(bundle, documents)
    assert not {name for name in read if name[0].isdigit()}
    read.clear()
    (documents / "lake.txt").rename(documents / "a.txt")
    (documents / "sub" / "tower.txt").rename(documents / "b.txt")
    assert {one.verdict for one in verify(bundle, documents)} == {"moved"}
    assert [read.count(f"{n}.txt") for n in range(5)] == [1] * 5


FUEL = "Item: Fuel; Year: 2020; Euros: 99000"
READS: list[tuple[str, Callable[[], bytes], str, str | int | None]] = [
    ("a.docx", formats.word, formats.FACT, None),
    ("a.pdf", lambda: formats.pages([], [(60, 700, formats.FACT, 11)]), "412 passengers", 2),
    ("a.xlsx", formats.workbook, FUEL, "sheet Costs, row 3"),
    ("a.epub", formats.book, formats.FACT, "chapter 2: Arriving"),
    ("a.csv", lambda: b"Town,Mayor\nVisby,Zoe\n", "Town: Visby; Mayor: Zoe", "row 2"),
    ("a.html", lambda: f"<h1>Ferries</h1><p>{formats.FACT}</p>".encode(), formats.FACT, None),
    ("a.md", lambda: f"# Ferries\r\n\r\n{formats.FACT}\r\n".encode(), formats.FACT, None),
    ("a.rtf", lambda: rb"{\rtf1 The ferry sailed.}", "The ferry sailed.", None),
    ("a.jsonl", lambda: b'{"town": "Visby"}\n', "Visby", "line 1"),
    ("a.py", lambda: b"def ferry():\n    return 412\n", "return 412", None),
]


@pytest.mark.parametrize(("name", "data", "words", "place"), READS, ids=[name for name, *_ in READS])
def test_documents_of_every_format_are_read_again(
    documents: Path, name: str, data: Callable[[], bytes], words: str, place: str | int | None
) -> None:
    """A quote of any format is found at its place by its own reader (attachments: `tests.test_mail`)."""
    content = data()
    (documents / name).write_bytes(content)
    quote = cite(document := read_bytes(content, name).document, words)
    assert place in (quote.place, quote.page)
    page = bundle_html(bundle_of([answer_of(quote)], lambda id_: document, None, None))
    bundle = bundle_from(page.encode(), "x")
    (checked,) = verify(bundle, documents)
    assert (checked.verdict, checked.words, checked.differs) == ("found at its place", "", ())
    (documents / name).rename(documents / f"renamed-{name}")
    (checked,) = verify(bundle, documents)
    assert (checked.verdict, checked.well) == ("moved", True)
