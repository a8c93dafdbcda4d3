"""Evidence that is carried away: what it holds, and that no edit of it, or of a document, is missed."""

import dataclasses
import datetime
import hashlib
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from index.errors import FootnoteError
from index.library import Library
from index.types import Document, Passage, Scope
from qa.ask import Asker
from qa.bundle import EARLIER_FORMATS, FORMAT, Bundle, bundle_of, sealed
from qa.bundle_page import BEGIN, END, bundle_html
from qa.types import Answer, Choice, Citation, Clarification, Hit, Part, Statement
from qa.verify import bundle_from, read_bundle, verify
from tests.conftest import Build
from tests.support import FakeEncoder, calibration

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
    assert sum(one.answers for one in checked) == sum(len(answer.citations) for answer in answers) > 1
    assert [one.quote for one in checked if not one.answers] == [LAKE[:10]]
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


def test_closest_passages_are_shown_and_checked_while_their_document_says_them(
    library: Library, documents: Path
) -> None:
    """A passage of a document that changed before the bundle was made is shown, and cannot be checked."""
    lake = library.document("lake.txt")
    bundle = bundle_of(refusals(lake), library.document, None, None)
    assert f'<blockquote dir="auto">{LAKE[:10]}</blockquote>' in bundle_html(bundle)
    (documents / "lake.txt").write_text("Another", encoding="utf-8")
    (checked,) = verify(bundle, documents)
    assert (checked.verdict, checked.answers) == ("not found", False)
    changed = bundle_of(refusals(lake), lambda id_: dataclasses.replace(lake, text="Another"), None, None)
    assert (verify(changed, documents), changed.documents) == ((), ())


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
        ('"format": "footnote-evidence-4"', '"format": "footnote-evidence-9"'),
        ('"format": "footnote-evidence-4"', '"format": "footnote-evidence-2"'),
        ('"scope": null', '"scope": {"ids": ["lake.txt"]}'),
        ('"scope": null', '"scope": {"colour": "red"}'),
        ('"scope": null', '"scope": 7'),
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


def test_evidence_of_the_second_form_is_read_and_compared(bundle: Bundle, documents: Path) -> None:
    """It did not say which documents were asked; no character of it, and no scope, can be put into it."""
    second = dataclasses.replace(bundle, form="footnote-evidence-2")
    old = bundle_html(second).encode()
    assert b'"scope"' not in old and bundle_from(old, "x") == second
    assert {one.verdict for one in verify(second, documents)} == {"found at its place"}
    said = old.decode().replace('"confidence": 0.0,', '"confidence": 0.0, "scope": {"ids": ["a"]},')
    for edited in (said, old.decode().replace(" metres", " meters", 1)):
        with pytest.raises(FootnoteError, match="contradicts itself"):
            bundle_from(resealed(edited), "x")


def test_evidence_says_of_which_documents_it_was_asked(library: Library, documents: Path) -> None:
    """A choice of documents stands in the JSON of the answer and of the evidence, and on its page."""
    scope = Scope(ids=("lake.txt",), since="2020")
    answer = Asker(library, FakeEncoder(), calibration(0.0)).ask(QUESTIONS[0], scope=Scope(ids=("lake.txt",)))
    assert answer.to_json()["scope"] == {"ids": ("lake.txt",)}
    answer = dataclasses.replace(answer, scope=scope)
    made = bundle_of([answer], library.document, None, None, NOW)
    text = bundle_html(made)
    assert "Asked only of documents that are &#x27;lake.txt&#x27;, since 2020" in text
    assert bundle_from(text.encode(), "x").answers[0].scope == scope
    assert {one.verdict for one in verify(made, documents)} == {"found at its place"}


def test_the_form_is_raised_whenever_the_page_changes() -> None:
    """The same JSON must make the same page in every version: whoever changes it raises `FORMAT`."""
    document = Document(
        "a.pdf", "A", "2020-01-02", "It is 3 m.", "0" * 64, "application/pdf", page_starts=(0,)
    )
    answers = [answer_of(cite(document, "It is 3 m.")), *refusals(document)]
    made = dataclasses.replace(bundle_of(answers, lambda id_: document, "m", "r", NOW), program="Footnote 1")

    def digest_of(bundle: Bundle) -> str:
        return hashlib.sha256(bundle_html(bundle).encode()).hexdigest()[:16]

    asked = dataclasses.replace(made.answers[0], scope=Scope(folders=("b",), types=("pdf",), until="2021"))
    chosen = dataclasses.replace(made, answers=(asked, *made.answers[1:]))
    parts = (Part("Is it 3 m? <b>", (0,)), Part("Why?", ()))
    told_apart = dataclasses.replace(
        chosen, answers=(dataclasses.replace(asked, parts=parts), *made.answers[1:])
    )
    earlier = {form: dataclasses.replace(chosen, form=form) for form in EARLIER_FORMATS}
    second = dataclasses.replace(made, form="footnote-evidence-2")
    assert digest_of(second) == "f9f4b1b8e38b2df7"  # files of earlier forms are compared with their page too
    assert digest_of(earlier["footnote-evidence-3"]) == "fb2ab2effee79da1"
    assert (FORMAT, digest_of(told_apart)) == ("footnote-evidence-4", "9da52b0ac7975b04")


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
