"""What is carried out of the page: menus, Markdown, and judgements that are kept."""

import hashlib
import json
import re
import threading
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from pybtex.database import parse_string

from index.errors import FootnoteError
from index.library import Library
from index.types import Document, Scope
from qa import page, page_carry
from qa.ask import Asker
from qa.carry import carry
from qa.cases import Rejected, read_cases
from qa.check import SourceView
from qa.evaluate import evaluate
from qa.feedback import Feedback
from qa.markdown import escaped, markdown_answer
from qa.page_session import Session, Turn
from qa.plain_text import figures_text
from qa.report import report_html
from qa.service import Service, Source
from qa.summary import summarise
from qa.types import Answer, Citation, Statement
from tests.conftest import Build
from tests.support import FakeEncoder, calibration

MARKUP = "ab1. \n\t\\`*_{}[]()<>#+-=|~!$^&@:;'\"/\u00a0\u2003whtpsx\x0b\u2028é王"
HOSTILE = "](javascript:x) <img src=x> [^1]: *no* </div> \"'&quot; {{7}}"
FILES = {"lake.txt": "The bridge over the lake is 412 metres long.", "sea.txt": "The sea is 9 metres deep."}
markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)


def one_paragraph(source: str) -> str:
    """Return the text of a block quote of one paragraph without any markup in it."""
    tokens = markdown.parse(source)
    wanted = ["blockquote_open", "paragraph_open", "inline", "paragraph_close", "blockquote_close"]
    assert [token.type for token in tokens] == wanted, source
    children = tokens[2].children or []
    assert {child.type for child in children} <= {"text", "softbreak"}, source
    return "".join("\n" if child.type == "softbreak" else child.content for child in children)


@given(st.one_of(st.text(st.sampled_from(MARKUP)), st.text()))
def test_rendered_markdown_is_the_quote_again(text: str) -> None:
    """Whatever a document says, its Markdown is that text: no link, no markup, no second paragraph."""
    text = re.sub(r"[\r\0\ud800-\udfff]", "", text).strip()
    if text:
        assert one_paragraph("\n".join(f"> {line}" for line in escaped(text).split("\n"))) == text


def source(number: int = 1, title: str = HOSTILE, quote: str = f"It is {HOSTILE} long.") -> Source:
    """Return a source that holds."""
    document = Document(
        "a/b.txt", title, "2020-01", f"{quote} More.", "0" * 64, "text/plain", author="Ann Ek"
    )
    end = len(quote)
    citation = Citation(
        number, document.id, title, document.date, None, 1, 0, end, quote, "0" * 64, author="Ann Ek"
    )
    return Source(citation, SourceView(document, 0, end, "unchanged"), (0, end + 6))


def answer(*sources: Source, question: str = "How *long*?") -> Answer:
    """Return an answer that quotes some sources."""
    statements = tuple(Statement((one.citation,), (0, 2)) for one in sources)
    return Answer(question, question, bool(sources), 0.9, statements)


def test_an_answer_as_markdown_has_its_footnotes() -> None:
    """Each quote has its mark, each mark its footnote, and nothing of a document makes another."""
    answered = Answer("How?", "How?", True, 0.9, answer(source(), source(2)).statements, differing=(1, 0))
    text = markdown_answer(answered, {1: f"A. {HOSTILE}", 2: "B."})
    tokens = markdown.parse(text)
    notes = [token.meta["id"] for token in tokens if token.type == "footnote_open"]
    assert notes == [0, 1]
    html = markdown.render(text)
    assert "<img" not in html and '<a href="javascript' not in html and "<em>" not in html
    assert html.count('class="footnote-ref"') == 4  # each quote, and each figure that differs
    assert "Not in these documents." in markdown_answer(answer(), {})


def copied(html: str) -> dict[str, str]:
    """Return what each item of a menu copies."""
    items = re.findall(r'data-take="(.*?)">(.*?)</button>', html, re.DOTALL)
    groups = re.findall(r'role="group" aria-label="(.*?)".*?</div>', html, re.DOTALL)
    assert groups
    return {f"{i} {name}": unescape(text) for i, (text, name) in enumerate(items)}


def test_a_card_offers_every_style_with_and_without_the_quote() -> None:
    """What a menu copies is the quote, character for character, and the reference; markup stays text."""
    one = source()
    html = page_carry.cite_menu(3, one)
    takes = copied(html)
    assert [name.split()[1] for name in takes] == [
        "APA", "MLA", "Chicago", "APA", "MLA", "Chicago", "BibTeX", "RIS",
    ]  # fmt: skip
    assert all(takes[key].startswith(f"“{one.citation.quote}”\n") for key in ("0 APA", "1 MLA", "2 Chicago"))
    assert takes["0 APA"].endswith(takes["3 APA"])
    assert takes["6 BibTeX"].startswith("@misc{ek2020-") and takes["7 RIS"].startswith("TY  - GEN\n")
    assert "<img" not in html
    assert page_carry.cite_menu(3, Source(one.citation, problem="gone")) == ""


def test_nothing_is_copied_of_an_answer_whose_source_does_not_hold() -> None:
    """The menu then only saves evidence; and so it does where nothing was answered."""
    good = source()
    whole = page.turn(1, answer(good, source(2)), [good, source(2)])
    assert "Markdown with footnotes" in whole and "<img" not in whole
    for html in (
        page.turn(1, answer(good, source(2)), [good, Source(source(2).citation, problem="gone")]),
        page.turn(1, answer(), []),
    ):
        assert "data-take" not in html
        assert 'data-evidence="1"' in html and 'data-judge="1"' in html


@pytest.fixture
def library(build: Build) -> Library:
    """Return an index over two documents."""
    return build(FILES)


@pytest.fixture
def asker(library: Library) -> Asker:
    """Return what answers from it."""
    return Asker(library, FakeEncoder(), calibration(0.0))


def test_judgements_are_read_by_eval(asker: Asker, tmp_path: Path) -> None:
    """What is right is right again; what was rejected is told when it is said again, until it is mended."""
    feedback = Feedback(tmp_path)
    lake = asker.ask("How long is the bridge over the lake?")
    sea = asker.ask("How deep is the sea?")
    nothing = Answer("Who is Ann?", "Who is Ann?", False, 0.1)
    feedback.add(lake, ["What is there?"], "right")
    feedback.add(sea, [], "wrong")
    feedback.add(sea, [], "wrong source")
    feedback.add(nothing, [], "right")
    feedback.add(nothing, [], "wrong")
    cases = read_cases(feedback.path)
    first = lake.statements[0]
    assert (cases[0].history, cases[0].documents) == (("What is there?",), ("lake.txt",))
    assert cases[0].quotes == (first.quote,)
    assert cases[0].answers == ((first.answer_text,) if first.answer_text else ())
    assert cases[1].rejected == cases[2].rejected == Rejected(sea.statements[0].quote, ("sea.txt",))
    assert [case.is_open for case in cases] == [False, True, True, False, True]
    assert cases[4].rejected == Rejected("")
    assert [json.loads(line)["verdict"] for line in feedback.path.read_text("utf-8").splitlines()] == [
        "right", "wrong", "wrong source", "right", "wrong",
    ]  # fmt: skip

    outcomes = evaluate(asker, cases)
    assert [o.said_again for o in outcomes[1:]] == [True, True, False, False]
    summary = summarise(outcomes)
    assert summary["rejected"] == {"count": 3, "said_again": pytest.approx(2 / 3)}
    assert summary["answerable"]["count"] + summary["follow_ups"]["count"] == 1
    assert (summary["questions"], summary["unanswerable"]["count"]) == (5, 1)
    assert f"gold: not: {sea.statements[0].quote}" in figures_text(summary, outcomes)
    assert "not: The sea is" in report_html("x", summary, outcomes)

    value = json.loads(feedback.path.read_text("utf-8").splitlines()[1]) | {"answers": ["9 metres"]}
    feedback.path.write_text(json.dumps(value) + "\n", encoding="utf-8")
    (mended,) = evaluate(asker, read_cases(feedback.path))
    assert (mended.case.is_open, mended.first_right, mended.wrong) == (False, True, False)


def test_a_judgement_is_asked_again_of_the_same_documents(asker: Asker, tmp_path: Path) -> None:
    """A question that was asked of a choice of documents says so, and is measured on these."""
    feedback, question = Feedback(tmp_path), "How deep is the sea?"
    chosen = asker.ask(question, scope=Scope(ids=("lake.txt",)))
    feedback.add(chosen, [], "wrong")
    feedback.add(asker.ask(question), [], "right")
    line, other = map(json.loads, feedback.path.read_text("utf-8").splitlines())
    assert line["scope"] == {"ids": ["lake.txt"]} and "scope" not in other
    of_one, of_all = evaluate(asker, read_cases(feedback.path))
    assert of_one.answer.statements == chosen.statements and of_one.answer.scope == chosen.scope
    assert {c.document_id for c in of_one.answer.citations} == {"lake.txt"}
    assert of_all.answer.citations[0].document_id == "sea.txt"
    for scope in (
        {"colour": "red"},
        7,
        ["a"],
        {"since": "soon"},
        {"since": 7},
        {"ids": "lake.txt"},
        {"ids": [7]},
    ):
        feedback.path.write_text(json.dumps(line | {"scope": scope}), encoding="utf-8")
        with pytest.raises(FootnoteError, match="line 1: 'scope'"):
            read_cases(feedback.path)


def test_a_judgement_is_taken_back_and_no_other_is_touched(tmp_path: Path) -> None:
    """Undo removes one line; a line that was cut off, or that somebody else wrote, stays as it is."""
    feedback = Feedback(tmp_path)
    first = feedback.add(answer(), [], "right")
    with feedback.path.open("ab") as file:
        file.write(b'{"question": "cut o')
    second = feedback.add(answer(source()), [], "wrong")
    lines = feedback.path.read_bytes().splitlines()
    assert [json.loads(lines[0])["id"], lines[1], json.loads(lines[2])["id"]] == [
        first,
        b'{"question": "cut o',
        second,
    ]
    assert feedback.remove(first)
    assert not feedback.remove(first)
    assert feedback.path.read_bytes().splitlines() == lines[1:]
    with pytest.raises(FootnoteError, match="cannot be kept"):
        Feedback(feedback.path).add(answer(), [], "right")


def test_many_judge_at_once(tmp_path: Path) -> None:
    """Lines are whole, and none is lost, while others are taken back."""

    def work(kept: list[str]) -> None:
        feedback = Feedback(tmp_path)
        for _ in range(8):
            kept.append(feedback.add(answer(source()), [], "right"))
            feedback.remove(feedback.add(answer(), [], "wrong"))

    kept: list[str] = []
    threads = [threading.Thread(target=work, args=(kept,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(case.id for case in read_cases(tmp_path / "feedback.jsonl")) == sorted(kept)


def session_of(*answers: Answer | None) -> Session:
    """Return a session that asked some questions, of which None failed."""
    turns = [
        Turn(one.question, page.turn(n, one, [source(c.number) for c in one.citations]), one)
        if one is not None
        else Turn("Broken?", page.failed(n, "Broken?", "A bug."))
        for n, one in enumerate(answers, 1)
    ]
    return Session(tuple(turns))


def test_what_the_browser_sends_selects_and_nothing_more(tmp_path: Path) -> None:
    """Whatever is sent, only answers of this session are saved or judged, and only with known words."""
    service = Service(tmp_path, tmp_path)
    session = session_of(answer(source()), None)
    for wanted in (
        None, [], {}, {"turn": 2}, {"turn": 3}, {"turn": -1}, {"turn": True}, {"turn": "1"},
        {"kind": "judge", "turn": 0, "verdict": "right"}, {"kind": "judge", "turn": 2, "verdict": "right"},
        {"kind": "judge", "turn": 1, "verdict": "<b>"}, {"kind": "judge", "turn": 1, "verdict": ["right"]},
    ):  # fmt: skip
        reply = carry(service, session, wanted)
        assert "data-file" not in reply and "<b>" not in reply and "data-words=" in reply
    assert not (tmp_path / "feedback.jsonl").exists()


def test_a_judgement_stays_with_its_answer(tmp_path: Path) -> None:
    """It is drawn again with the conversation; another takes its place; undo takes it back."""
    service, session = Service(tmp_path, tmp_path), session_of(answer(source()), answer(question="<b>2</b>"))
    before = session.turns

    def verdicts() -> list[object]:
        text = (tmp_path / "feedback.jsonl").read_text("utf-8")
        return [json.loads(line)["verdict"] for line in text.splitlines()]

    def judge(verdict: str, id_: str = "") -> str:
        carry(service, session, {"kind": "judge", "turn": 2, "verdict": verdict, "id": id_})
        found = re.findall(r'data-id="(.*?)"', session.turns[1].html)
        assert len(set(found)) == 1
        return str(found[0])

    id_ = judge("right")
    assert session.turns[0] is before[0]
    assert session.turns[1].html.count('aria-pressed="true"') == 1
    assert "Undo" in session.turns[1].html
    assert judge("right", id_) != id_
    id_ = judge("wrong", re.findall(r'data-id="(.*?)"', session.turns[1].html)[0])
    assert verdicts() == ["wrong"]
    assert judge("", id_) == ""
    assert (verdicts(), session.turns) == ([], before)


def test_the_references_of_an_answer_name_each_document_once() -> None:
    """Two quotes of one document are one entry: a key that came twice would be an error to BibTeX."""
    first, second = source(), source(2)
    other = source(3, "Another")
    other = Source(replace(other.citation, document_id="c.txt"), other.view, other.passage)
    takes = copied(page_carry.answer_menu(1, answer(first, second, other), [first, second, other]))
    assert parse_string(takes["4 BibTeX"], "bibtex").entries.keys() == {
        f"ek2020-{hashlib.sha256(id_.encode()).hexdigest()[:8]}" for id_ in ("a/b.txt", "c.txt")
    }
    assert [entry["title"] for entry in rispy.loads(takes["5 RIS"])] == [HOSTILE, "Another"]
    assert len(takes["1 APA"].split("\n")) == 2
