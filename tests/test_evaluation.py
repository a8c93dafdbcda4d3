"""Measuring on one's own questions: what is read, what is counted, and the report."""

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from lxml import etree

import footnote_terminal
from index.errors import FootnoteError
from qa.ask import Asker
from qa.cases import Case, read_cases
from qa.evaluate import Outcome, evaluate, outcome_of
from qa.measures import exact_match, overlap, token_f1
from qa.report import report_html
from qa.summary import interval, risk_coverage, summarise
from qa.types import Answer
from tests.support import FakeEncoder, calibration

TABLE = """\ufeffID;Question;Answers;Documents;Quotes
a;"How long is
the bridge?";"90 metres|90 m";lake.md;"The bridge is 90 metres long."
;Who built it?;;;
;;;;
"""


def test_a_table_is_read_like_lines(tmp_path: Path) -> None:
    """Columns by name, several answers in a cell, a line break in a cell, an id where none is given."""
    path = tmp_path / "gold.csv"
    path.write_text(TABLE, encoding="utf-8")
    first, second = read_cases(path)
    assert first == Case(
        "a",
        "How long is\nthe bridge?",
        answers=("90 metres", "90 m"),
        documents=("lake.md",),
        quotes=("The bridge is 90 metres long.",),
    )
    assert (second.question, second.answers) == ("Who built it?", ())
    assert second.id


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,answers\nWhat?,yes\n", "line 1: a table of questions needs a column named 'question'"),
        ("question,answers\nWhat, then?,yes,no\n", "line 2 has more cells"),
    ],
)
def test_a_table_of_another_form_is_refused(tmp_path: Path, text: str, says: str) -> None:
    """The error names the file and the line."""
    path = tmp_path / "gold.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FootnoteError, match=says):
        read_cases(path)


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ('"question","answers"\n"Say ""yes"", or no?","a ""b"""\n', ('a "b"',)),
        ('question, answers\n"Say ""yes"", or no?", "a, b"\n', ("a, b",)),
        ('question,answers,\n"Say ""yes"", or no?",yes,\n', ("yes",)),
        ('question\n"Say ""yes"", or no?"\n', ()),
    ],
)
def test_a_table_is_read_however_it_is_quoted(tmp_path: Path, text: str, answers: tuple[str, ...]) -> None:
    """Marks inside a cell are doubled, a space may follow a comma, and the last column may be empty."""
    path = tmp_path / "gold.csv"
    path.write_text(text, encoding="utf-8")
    assert [(case.question, case.answers) for case in read_cases(path)] == [('Say "yes", or no?', answers)]


def test_words_are_compared_as_squad_does() -> None:
    """Case, articles and punctuation don't count; each word counts once."""
    assert exact_match("The  Beatles!", ["beatles"])
    assert not exact_match("Beatles band", ["beatles"])
    assert token_f1("the red red car", ["red car"]) == pytest.approx(2 * 2 / (3 + 2))
    assert token_f1("boat", ["car", "boat house"]) == pytest.approx(2 / 3)
    assert token_f1("boat", []) == 0.0


def test_characters_count_once() -> None:
    """Quotes that overlap, and quotes of another document, are counted by character."""
    quoted = [("a", 0, 10), ("a", 5, 15), ("b", 0, 5)]
    assert overlap(quoted, [("a", 10, 20)]) == (5, 20, 10)
    assert overlap([], [("a", 1, 2)]) == (0, 0, 1)


def _outcome(right: bool, sure: float, answered: bool = True, ranked: tuple[str, ...] = ("d",)) -> Outcome:
    case = Case("1", "?", answers=("x",), documents=("d",))
    answer: Any = SimpleNamespace(answered=answered, confidence=sure, statements=(), citations=())
    return replace(outcome_of(case, answer, ranked, 0.1), first_right=right)


def test_risk_grows_with_coverage() -> None:
    """The surest come first; what was refused comes last and is not right."""
    outcomes = [_outcome(True, 0.9), _outcome(False, 0.2, answered=False), _outcome(False, 0.6)]
    assert risk_coverage(outcomes) == [(1 / 3, 0.0), (2 / 3, 0.5), (1.0, pytest.approx(2 / 3))]


def test_the_measures_of_retrieval() -> None:
    """Recall, reciprocal rank and nDCG of right documents at the first, the second and no place."""
    outcomes = [_outcome(True, 1, ranked=r) for r in (("d", "e"), ("e", "d.md"), ("e",), ())]
    found = summarise(outcomes)["retrieval"]
    assert found["recall@1"] == pytest.approx(0.25)
    assert found["recall@5"] == pytest.approx(0.5)
    assert found["mrr"] == pytest.approx((1 + 0.5) / 4)
    assert found["ndcg@10"] == pytest.approx((1 + 0.6309) / 4, abs=1e-3)


def test_an_interval_holds_the_mean() -> None:
    """It is around the mean, narrower with more values, and the same each time."""
    few, many = interval([0.0, 1.0] * 5), interval([0.0, 1.0] * 500)
    assert few is not None
    assert many is not None
    assert few[0] < many[0] < 0.5 < many[1] < few[1]
    assert interval([0.0, 1.0] * 5) == few
    assert interval([1.0]) is None


def test_quoted_characters_are_compared_with_the_right_quotes(build: Any) -> None:  # noqa: ANN401
    """A right quote is found in its document; quoting it alone is precise and complete."""
    library = build(
        {"lake.md": "The bridge is 90 metres long. Fish live here.", "b.md": "The bridge is old."}
    )
    case = Case("1", "How long is the bridge?", quotes=("The bridge is 90 metres long.",))
    [outcome] = evaluate(Asker(library, FakeEncoder(), calibration(0.0)), [case])
    assert outcome.quoted is not None
    both, quoted, gold = outcome.quoted
    assert both == gold == len("The bridge is 90 metres long.") <= quoted
    assert outcome.first_right


HOSTILE = "<script>alert(1)</script> & {{x}}"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def test_the_report_shows_every_wrong_answer_and_runs_nothing(build: Any) -> None:  # noqa: ANN401
    """Questions, gold answers and quotes stand in it as text; plots are there, no script, no other host."""
    library = build({"lake.md": f"The bridge is {HOSTILE} long."})
    cases = [Case("1", f"How long is the bridge {HOSTILE}?", answers=(f"no {HOSTILE}",)), Case("2", "Who?")]
    outcomes = evaluate(Asker(library, FakeEncoder(), calibration(0.0)), cases)
    page = report_html("A & B", summarise(outcomes), outcomes)
    tags = _Tags()
    tags.feed(page)
    assert tags.tags.count("svg") == 3
    assert "script" not in tags.tags
    assert page.count("&lt;script&gt;") >= 3
    assert "http://" not in page.replace("http://www.w3.org/", "")
    for svg in page.split("<svg")[1:]:
        etree.fromstring(f"<svg{svg[: svg.index('</svg>')]}</svg>")


def test_a_case_without_answers_but_with_quotes_can_be_answered() -> None:
    """Right quotes alone say what is right."""
    case = Case("1", "?", quotes=("The bridge is long.",))
    assert outcome_of(case, Answer("?", "?", False, 0.1), (), 0.1).answerable
    assert not outcome_of(Case("1", "?"), Answer("?", "?", False, 0.1), (), 0.1).answerable


def test_a_report_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    """Another is written."""
    with pytest.raises(FootnoteError, match="cannot be written"):
        footnote_terminal.write_text(tmp_path / "no" / "report.html", "x", "the report")
    footnote_terminal.write_text(tmp_path / "report.html", json.dumps("é"), "the report")
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == '"\\u00e9"'
