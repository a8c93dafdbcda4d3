# ruff: noqa: F811 - fixtures
"""The command line where something is odd: names and questions that are no text, a full disk."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import app
import footnote
from index.errors import FootnoteError
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


@pytest.mark.skipif(os.name == "nt", reason="names cannot hold line feeds")
def test_a_name_with_line_feeds_forges_no_line(run: Run, tmp_path: Path) -> None:
    """Neither among the sources of an answer nor among what was found of evidence."""
    name = "a\n[2] The result · b\nfound at its place: c.txt"
    write(tmp_path / "docs", {name: "Ivanov got 86.82% of the vote in 2025.\n"})
    run("index", "--documents", "docs", "--index", "ix")
    asked = run("ask", QUESTION, "--index", "ix", "--bundle", "e.html")
    assert "\ufffd[2] The result" in asked.out
    checked = run("verify", "e.html", "--documents", "docs")
    assert "\ufffdfound at its place: c.txt" in checked.out
    lines = asked.out.splitlines() + checked.out.splitlines()
    assert not [line for line in lines if line.startswith(("[2]", "found at its place: c"))]


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


def test_evidence_of_one_quote_is_counted_in_words(indexed: Run) -> None:
    """One quote is no quotes."""
    indexed("ask", QUESTION, "--index", "ix", "--bundle", "e.html", "--only", "result.md")
    assert "\n1 quote: 1 found at its place\n" in indexed("verify", "e.html", "--documents", "docs").out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
@pytest.mark.parametrize(
    "arguments",
    [
        "info --index ix",
        "info --index ix --json",
        "doctor --index ix",
        "verify e.html",
        "--help",
    ],
)
def test_output_that_cannot_be_written_is_one_line(indexed: Run, arguments: str) -> None:
    """Exit status 1, and no traceback, not even when the process ends."""
    indexed("ask", QUESTION, "--index", "ix", "--bundle", "e.html")
    with open("/dev/full", "w") as full:  # noqa: PTH123
        ran = _footnote(*arguments.split(), stdout=full)
    assert ran.returncode == 1
    assert ran.stderr.startswith("footnote: ")
    assert "No space left on device" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


@pytest.mark.parametrize("coding", ["latin-1", "cp1252"])
def test_a_narrow_stream_gets_what_it_can_say(run: Run, tmp_path: Path, coding: str) -> None:
    """What it lacks is written by its code, and JSON stays JSON that says the same."""
    write(tmp_path / "docs", {"zoë “\U0001f600”.txt": "Zoë’s share is 5%.\n"})
    run("index", "--documents", "docs", "--index", "ix")
    there = {"PYTHONIOENCODING": coding}
    told = _footnote("info", "--index", "ix", **there)
    assert (told.returncode, told.stderr) == (0, "")
    assert "\\U0001f600" in told.stdout
    said = json.loads(_footnote("info", "--index", "ix", "--json", **there).stdout)
    assert said["documents"][0]["id"] == "zoë “\U0001f600”.txt"


@pytest.mark.skipif(not BYTES_IN_NAMES, reason="names are always text there")
def test_names_that_are_not_utf8_are_no_crash(indexed: Run, tmp_path: Path) -> None:
    """A question and an index folder are refused in words; a documents folder is read, and again."""
    for arguments, says in (
        (("ask", os.fsdecode(b"caf\xe9 wien"), "--index", "ix"), "the question is not valid Unicode text"),
        (("index", "--documents", "docs", "--index", os.fsdecode(b"i\xe9")), "is not valid UTF-8"),
        (("ask", QUESTION, "--index", os.fsdecode(b"i\xe9")), "is not valid UTF-8"),
    ):
        ran = indexed(*arguments)
        assert (ran.status, ran.out) == (1, "")
        assert says in ran.err
    assert not (tmp_path / os.fsdecode(b"i\xe9")).exists()
    folder = os.fsdecode(b"d\xe9")
    write(tmp_path / folder, {"a.txt": "Grain is dear.\n"})
    assert indexed("index", "--documents", folder, "--index", "own").status == 0
    assert "0 passages encoded" in indexed("index", "--documents", folder, "--index", "own").out


def test_an_address_that_is_not_ours_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The port is not to blame, and another one no help."""
    taken = OSError("Cannot find empty port")
    monkeypatch.setattr("app.launch", lambda *arguments: _fail(taken))
    monkeypatch.setattr("app.build_page", lambda *arguments: None)
    with pytest.raises(FootnoteError, match="cannot serve on 127.0.0.1, port 7860: it is in use"):
        app.serve_service(None, "127.0.0.1", 7860)  # type: ignore[arg-type]
    monkeypatch.setattr("socket.getaddrinfo", lambda *arguments, **more: _fail(socket.gaierror("unknown")))
    with pytest.raises(
        FootnoteError, match="999.1.1.1: it is no address of this computer; give another --host"
    ):
        app.serve_service(None, "999.1.1.1", 7860)  # type: ignore[arg-type]


def _fail(error: Exception) -> None:
    raise error


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


def test_evidence_that_cannot_be_written_is_told_before_it_is_asked(
    indexed: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is not there, or a folder in the place of the file: nothing is computed for it."""
    monkeypatch.setattr("qa.ask.Asker.ask", lambda *given, **more: pytest.fail("it was asked"))
    Path("q.jsonl").write_text(json.dumps({"question": QUESTION}), encoding="utf-8")
    questions = ("--questions", "q.jsonl", "--json")
    for place in ("no/e.html", "docs", "x" * 300):
        for asked in ((QUESTION,), questions):
            ran = indexed("ask", *asked, "--index", "ix", "--bundle", place)
            assert (ran.status, ran.out) == (1, "") and "cannot be written" in ran.err
        assert indexed("eval", "q.jsonl", "--index", "ix", "--report", place).status == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_an_answer_is_printed_though_its_evidence_cannot_be_written(indexed: Run) -> None:
    """What was computed is not lost to a full disk; the exit status tells of it."""
    Path("q.jsonl").write_text(json.dumps({"question": QUESTION}), encoding="utf-8")
    plain = indexed("ask", QUESTION, "--index", "ix")
    ran = indexed("ask", QUESTION, "--index", "ix", "--bundle", "/dev/full")
    assert (ran.status, ran.out) == (1, plain.out)
    assert ran.err == "footnote: the evidence '/dev/full' cannot be written: No space left on device\n"
    ran = indexed("eval", "q.jsonl", "--index", "ix", "--report", "/dev/full", "--json")
    assert ran.status == 1 and ran.json["outcomes"]
