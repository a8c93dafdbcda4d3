"""Evidence that is carried away: what it holds, and that no edit of it, or of a document, is missed."""

import dataclasses
import datetime
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest

from index.errors import FootnoteError
from index.library import Library
from index.read import read_bytes
from index.types import Document, Passage
from qa.ask import Asker
from qa.bundle import FORMAT, Bundle, bundle_of, sealed
from qa.bundle_page import BEGIN, END, bundle_html
from qa.types import Answer, Choice, Citation, Clarification, Hit, Statement
from qa.verify import Checked, bundle_from, read_bundle, verify
from tests import test_formats as formats
from tests.conftest import Build
from tests.support import FakeEncoder, calibration, write

LAKE = "The bridge over the lake is 412 metres long. <script>alert(1)</script> It was painted green in May."
FILES = {"lake.txt": LAKE, "sub/tower.txt": "The tower of Visby is 41 metres high."}
NOW = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=datetime.UTC)
QUESTIONS = ("How long is the bridge over the lake?", "How high is the tower of Visby?")


def cite(document: Document, words: str, number: int = 1, after: int = 0) -> Citation:
    """Return a citation of some words of a document."""
    start = document.text.index(words, after)
    end, text = start + len(words), document.text
    return Citation(
        number, document.id, document.title, document.date, document.page_at(start),
        text.count("\n", 0, start) + 1, start, end, words, document.digest, text[max(0, start - 32) : start],
        text[end : end + 32], document.place_at(start), document.author,
    )  # fmt: skip


def answer_of(*citations: Citation, question: str = "Which?") -> Answer:
    """Return an answer with a statement for each citation."""
    return Answer(question, question, True, 0.9, tuple(Statement((citation,)) for citation in citations))


def refusals(document: Document) -> list[Answer]:
    """Return an answer that is not in the documents, and one that asks back."""
    near = Hit(Passage(document.id, 0, 10), document.text[:10], 0.5)
    back = Clarification("Who is “he”?", (Choice("Ann", "Where does Ann <b>live</b>?"),))
    return [
        Answer("What is love?", "What is love? (What?)", False, 0.01, nearest=(near,)),
        Answer("Where does he live?", "Where does he live?", False, 0.0, clarification=back),
    ]


@pytest.fixture
def library(build: Build) -> Library:
    """Return an index over two documents."""
    return build(FILES)


@pytest.fixture
def answers(library: Library) -> list[Answer]:
    """Return two answers and two refusals."""
    asker = Asker(library, FakeEncoder(), calibration(0.0))
    return [*(asker.ask(question) for question in QUESTIONS), *refusals(library.document("lake.txt"))]


@pytest.fixture
def bundle(answers: list[Answer], library: Library) -> Bundle:
    """Return the answers as evidence."""
    return bundle_of(answers, library.document, "fake@1", None, NOW)


@pytest.fixture
def text(bundle: Bundle) -> str:
    """Return the file."""
    return bundle_html(bundle)


def test_a_bundle_holds_what_was_answered(
    bundle: Bundle, answers: list[Answer], documents: Path, tmp_path: Path
) -> None:
    """Questions, statements, selectors and digests are inside, and every quote is found at its place."""
    path = tmp_path / "evidence.html"
    path.write_text(bundle_html(bundle), encoding="utf-8", newline="\n")
    value = json.loads(path.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0])
    said = [{k: v for k, v in one.items() if k != "contexts"} for one in value["answers"]]
    assert said == json.loads(json.dumps([answer.to_json() for answer in answers]))
    assert {document["id"]: document["digest"] for document in value["documents"]} == {
        id_: hashlib.sha256(content.encode()).hexdigest() for id_, content in FILES.items()
    }
    assert (value["model"], value["reader"], value["made"]) == ("fake@1", "none", "2026-11-24T12:00:00+00:00")
    assert re.match(r"Footnote \d", value["program"])
    checked = verify(read_bundle(path), documents)
    assert len(checked) == sum(len(answer.citations) for answer in answers) > 1
    assert {(one.verdict, one.words, one.differs) for one in checked} == {("found at its place", "", ())}


def test_the_page_says_what_the_answers_say(text: str, answers: list[Answer]) -> None:
    """Every question, how it was read, every quote, digest and confidence, what was asked back."""
    page = text.partition(BEGIN)[0]
    marks = [unescape(re.sub("</?b>", "", mark)) for mark in re.findall("<mark>(.*?)</mark>", page)]
    assert marks == [citation.quote for answer in answers for citation in answer.citations]
    assert [unescape(h) for h in re.findall('<h2 dir="auto">(.*?)</h2>', page)] == [
        a.question for a in answers
    ]
    for digest in {citation.digest for answer in answers for citation in answer.citations}:
        assert f"sha256 {digest}" in page
    assert page.count("Not in these documents.") == 1
    assert "Read as: What is love? (What?)" in page
    assert "<strong>Asked back:</strong> Who is “he”?" in page
    assert "Where does Ann &lt;b&gt;live&lt;/b&gt;?" in page
    assert f"{100 * round(answers[0].confidence, 4):.0f} %" in page
    assert "lake.txt</code>, characters 0–10" in page


def test_a_bundle_needs_nothing_and_runs_nothing(text: str) -> None:
    """No link, no script that runs, no text of a document as markup."""
    assert "<script>alert" not in text
    assert re.findall(r"<script[^>]*>", text) == ['<script type="application/json" id="footnote">']
    assert not re.search(r"\b(?:src|href)=|url\(|@import", text)
    assert "default-src 'none'" in text


def test_figures_that_differ_stand_side_by_side() -> None:
    """Sources that differ are told with their dates."""
    document = Document("a.txt", "A", "2020-01", "It is 3 m. It is 4 m.", "0" * 64, "text/plain")
    two = (cite(document, "It is 3 m."), cite(document, "It is 4 m.", 2))
    statements = tuple(Statement((citation,), (6, 7)) for citation in two)
    answer = Answer("How long?", "How long?", True, 0.9, statements, differing=(1, 0))
    page = bundle_html(bundle_of([answer], lambda id_: document, None, None, NOW))
    rows = re.search("Sources differ</h3><table>(.*?)</table>", page)
    assert rows is not None
    assert [re.sub("<.*?>", " ", row).split() for row in rows[1].split("</tr>")[:2]] == [
        ["4", "January", "2020,", "A", "2"],
        ["3", "January", "2020,", "A", "1"],
    ]


def edits(text: str) -> Iterator[str]:
    """Yield the text with one character replaced, deleted, or put in, at every place."""
    for place, character in enumerate(text):
        other = "x" if character != "x" else "y"
        if character.isdigit():
            other = str((int(character) + 1) % 10)
        yield text[:place] + other + text[place + 1 :]
        yield text[:place] + text[place + 1 :]
        yield text[:place] + (" " if character.isspace() else other) + text[place:]
    yield text + "\n"


def found(data: bytes) -> bool:
    """Return whether an edited file is refused."""
    try:
        bundle_from(data, "evidence.html")
    except FootnoteError:
        return True
    return False


def test_every_edit_of_one_character_is_found(text: str) -> None:
    """Whatever character is changed, deleted or put in, anywhere in the file, it is refused."""
    assert not found(text.encode())
    tried = missed = 0
    for edited in edits(text):
        tried += 1
        missed += not found(edited.encode())
    assert (missed, tried) == (0, 3 * len(text) + 1)
    assert tried > 20_000
    assert all(
        found(edited) for edited in (b"\xef\xbb\xbf" + text.encode(), text.replace("\n", "\r\n").encode())
    )


def resealed(text: str) -> bytes:
    """Return an edited file with a seal that fits."""
    return sealed(text[: text.rindex("<!-- footnote")]).encode()


def test_a_new_seal_does_not_hide_an_edit_of_the_page(text: str) -> None:
    """Who edits what is read, and seals the file anew, is found by the JSON, at every place."""
    page, json_ = text.split(BEGIN)
    body = page.index("<body>")
    tried = [edited for edited in edits(page[body:]) if edited != page[body:]]
    assert len(tried) > 5_000
    step = 7  # every seventh: each makes the whole page again
    missed = [one for one in tried[::step] if not found(resealed(page[:body] + one + BEGIN + json_))]
    assert missed == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"quote": "The bridge', '"quote": "A bridge'),
        ('"exact": "The bridge', '"exact": "Ten bridge'),
        ("412 metres", "413 metres"),
        ('"title": "lake', '"title": "luke'),
        ('"start": 0', '"start": 1'),
        ('"line": 1', '"line": 0'),
        ('"number": 1', '"number": 2'),
        ('"confidence": 0.', '"confidence": 1.'),
        ('"answered": false', '"answered": true'),
        ('"digest": "', '"digest": "0'),
        ('"made": "2026', '"made": "2025'),
        ('"format": "footnote-evidence-2"', '"format": "footnote-evidence-9"'),
        ('"answers": [', '"answers": 3, "x": ['),
        ('"suffix": "', '"suffix": "x'),
    ],
)
def test_a_new_seal_does_not_hide_a_contradiction(text: str, old: str, new: str) -> None:
    """Who edits the JSON and seals the file anew is found by the page, or by the JSON itself."""
    page, _, json_ = text.partition(BEGIN)
    assert old in json_
    with pytest.raises(FootnoteError, match="contradicts itself|does not know"):
        bundle_from(resealed(page + BEGIN + json_.replace(old, new)), "evidence.html")


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


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html></html>",
        b"\xff\xfe\0",
        b"<!-- footnote sha256 0 -->",
        sealed(f"{BEGIN}{{}}{END}").encode(),
        sealed(f"{BEGIN}[]{END}").encode(),
        sealed(f"{BEGIN}{'[' * 99_999}{END}").encode(),
        sealed(f'{BEGIN}{{"format": "{FORMAT}"}}{END}').encode(),
        sealed(f'{BEGIN}{{"format": "{FORMAT}", "answers": 1}}{END}').encode(),
        sealed(f"{END}{BEGIN}").encode(),
    ],
    ids=range(10),
)
def test_what_is_no_bundle_is_refused(tmp_path: Path, data: bytes) -> None:
    """Anything else is named as such, in one sentence."""
    path = tmp_path / "evidence.html"
    path.write_bytes(data)
    with pytest.raises(FootnoteError, match=r"evidence.html'"):
        read_bundle(path)
    with pytest.raises(FootnoteError, match="cannot be read"):
        read_bundle(tmp_path / "none.html")


def test_evidence_of_the_first_form_is_read(bundle: Bundle, documents: Path) -> None:
    """It had neither reader, authors nor contexts, and its page is not compared with its JSON."""
    value = bundle.to_json() | {"format": "footnote-evidence-1"}
    del value["reader"]
    for answer in value["answers"]:
        del answer["contexts"]
        for citation in (c for statement in answer["statements"] for c in statement["citations"]):
            del citation["author"]
    for document in value["documents"]:
        del document["author"]
    old = sealed(f"<html>any page{BEGIN}{json.dumps(value)}{END}</html>").encode()
    assert {one.verdict for one in verify(bundle_from(old, "x"), documents)} == {"found at its place"}
    assert all(found(old[:i] + b"~" + old[i + 1 :]) for i in range(len(old)))


def test_the_form_is_raised_whenever_the_page_changes() -> None:
    """The same JSON must make the same page in every version: whoever changes it raises `FORMAT`."""
    document = Document(
        "a.pdf", "A", "2020-01-02", "It is 3 m.", "0" * 64, "application/pdf", page_starts=(0,)
    )
    answers = [answer_of(cite(document, "It is 3 m.")), *refusals(document)]
    made = dataclasses.replace(bundle_of(answers, lambda id_: document, "m", "r", NOW), program="Footnote 1")
    digest = hashlib.sha256(bundle_html(made).encode()).hexdigest()
    assert (FORMAT, digest[:16]) == ("footnote-evidence-2", "7ee7b7a78c68130a")


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


def test_a_document_that_was_indexed_anew_since_is_described_as_it_was(library: Library) -> None:
    """A bundle never mixes the quote of one version with the text of another."""
    before = library.document("lake.txt")
    quote = cite(before, "painted green")
    after = dataclasses.replace(before, text="Other. " + LAKE, digest="1" * 64, publisher="Other")
    bundle = bundle_of([answer_of(quote)], lambda id_: after, None, None)
    assert bundle.contexts == (((quote.prefix, quote.suffix),),)
    assert [(one.digest, one.publisher) for one in bundle.documents] == [(before.digest, None)]

    def gone(id_: str) -> Document:
        raise FootnoteError("gone")

    assert bundle_of([answer_of(quote)], gone, None, None).contexts == bundle.contexts
    titled = dataclasses.replace(quote, number=2, title="Read anew")
    bundle = bundle_of([answer_of(quote, titled)], lambda id_: before, None, None)
    assert [one.title for one in bundle.documents] == [before.title, "Read anew"]
    assert bundle_from(bundle_html(bundle).encode(), "x") == bundle
    assert bundle.contexts[0][0] == (before.text[: quote.start], before.text[quote.end :])


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
