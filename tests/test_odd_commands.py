# ruff: noqa: F811 - fixtures
"""The command line where something is odd: names and questions that are no text, a full disk."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import footnote
from tests.support import ROOT, write
from tests.test_command_line import QUESTION, Run, indexed, run  # noqa: F401 - fixtures

BYTES_IN_NAMES = sys.platform == "linux"


@pytest.mark.parametrize("id_", [1, 1.5, "1", "", -7])
def test_an_answer_bears_the_id_of_its_line(indexed: Run, tmp_path: Path, id_: object) -> None:
    """Numbers stay numbers and strings strings; without an id, or with none, it is the line's number."""
    lines = [{"id": id_, "question": QUESTION}, {"id": None, "question": QUESTION}, {"question": QUESTION}]
    (tmp_path / "q.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    asked = indexed("ask", "--questions", "q.jsonl", "--index", "ix", "--json")
    assert [json.loads(line)["id"] for line in asked.out.splitlines()] == [id_, "2", "3"]
    measured = indexed("eval", "q.jsonl", "--index", "ix", "--json").json
    assert [outcome["id"] for outcome in measured["outcomes"]] == [id_, "2", "3"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"id": {"a": 1}, "question": "Who?"}', "'id' is neither a string nor a number"),
        ('{"id": [1], "question": "Who?"}', "'id' is neither a string nor a number"),
        ('{"id": true, "question": "Who?"}', "'id' is neither a string nor a number"),
        ('{"id": 1e999, "question": "Who?"}', "'id' is a number that JSON cannot say"),
        ('{"id": 1, "question": " "}', "the question is empty"),
        ('{"id": 1, "question": "Who?", "history": ["Why?", ""]}', "the question is empty"),
        (json.dumps({"question": "x" * 2_001}), "the question is longer than 2000 characters"),
        ('{"id": 1, "question": "Who \\ud800?"}', "the question is not valid Unicode text"),
        ("[" * 100_000, "is nested too deeply"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_is(
    indexed: Run, tmp_path: Path, line: str, says: str
) -> None:
    """One line of an error names the file's line; no question before it is answered."""
    good = json.dumps({"id": "good", "question": QUESTION})
    (tmp_path / "q.jsonl").write_text(f"{good}\n{line}\n", encoding="utf-8")
    ran = indexed("ask", "--questions", "q.jsonl", "--index", "ix", "--json")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("footnote: q.jsonl, line 2")
    assert says in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize("date", ["2024-13", "2024-00", "2024-02-31", "2024-12-99", "0000", "２０２４"])
@pytest.mark.parametrize("option", ["--since", "--until"])
def test_a_date_that_no_calendar_has_is_wrong_usage(indexed: Run, option: str, date: str) -> None:
    """As what is no date at all."""
    ran = indexed("ask", QUESTION, "--index", "ix", option, date)
    assert (ran.status, ran.out) == (2, "")
    assert "is not a date" in ran.err


def test_a_leap_day_is_a_date(indexed: Run) -> None:
    """Where there is one."""
    assert indexed("ask", QUESTION, "--index", "ix", "--since", "2024-02-29").status == 0
    assert indexed("ask", QUESTION, "--index", "ix", "--since", "2023-02-29").status == 2


def test_every_option_has_a_variable(indexed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of every command, and that of `verify` is heeded."""
    for command in footnote._cli.commands.values():
        for parameter in command.params:
            if parameter.param_type_name == "option":
                name = parameter.opts[0].strip("-").replace("-", "_").upper()
                assert parameter.envvar == f"FOOTNOTE_{name}", (command.name, parameter.opts)
    indexed("ask", QUESTION, "--index", "ix", "--bundle", "e.html")
    monkeypatch.setenv("FOOTNOTE_DOCUMENTS", "docs")
    assert "found at its place" in indexed("verify", "e.html").out


def _footnote(*arguments: str, **settings: object) -> "subprocess.CompletedProcess[str]":
    """Run a command in a process of its own, as its streams are to be; capitals are its environment."""
    there = {name: str(value) for name, value in settings.items() if name.isupper()}
    return subprocess.run(  # noqa: S603
        [sys.executable, ROOT / "footnote.py", *arguments],
        stdout=settings.get("stdout", subprocess.PIPE),  # type: ignore[arg-type]
        stderr=subprocess.PIPE,
        env={**os.environ, **there},
        encoding=there.get("PYTHONIOENCODING", "utf-8"),
        check=False,
    )
