"""The command line: exit statuses, what goes to which stream, and the names that scripts rely on."""

import json
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import footnote
from qa.service import Service
from tests.support import FakeEncoder, write

FILES = {
    "result.md": "---\ntitle: The result\ndate: 2025-01-26\n---\n\nIvanov got 86.82% of the vote in 2025.\n",
    "old.md": "---\ntitle: The past\ndate: 2020-08-10\n---\n\nIvanov got 80.1% of the vote in 2020.\n",
    "grain.txt": "Report on grain\n\nGrain prices fell by 3% in the spring.\n",
    "photo.jpg": b"\xff\xd8",
}
QUESTION = "What share of the vote did Ivanov get in 2025?"


class Ran(NamedTuple):
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401
        """Standard output as JSON."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command in an empty folder, with the computed encoder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("index.encode.load_encoder", lambda model=None: FakeEncoder(model or "fake"))
    monkeypatch.setenv("FOOTNOTE_NO_READER", "1")
    answer_everything(monkeypatch)

    def command(*arguments: object) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            footnote.main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Ran(int(end.value.code or 0), out, err)

    return command


def answer_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the computed encoder be as sure of itself as the model for which confidence was fitted."""
    from qa.calibration import Calibration

    monkeypatch.setattr(Calibration, "confidence", lambda self, features: 0.75)


@pytest.fixture
def indexed(run: Run, tmp_path: Path) -> Run:
    """Index a folder; return the function that runs commands."""
    write(tmp_path / "docs", FILES)
    assert run("index", "--documents", "docs", "--index", "ix").status == 0
    return run


def test_index_tells_what_it_did(run: Run, tmp_path: Path) -> None:
    """Added, skipped with reasons, then unchanged, moved, changed and removed; errors stay empty."""
    write(tmp_path / "docs", FILES)
    first = run("index", "--documents", "docs", "--index", "ix")
    assert (first.status, first.err) == (0, "")
    assert first.out.splitlines() == [
        "added    grain.txt",
        "added    old.md",
        "added    result.md",
        "skipped  photo.jpg: files of type .jpg are not read",
        "0 unchanged, 3 passages encoded",
        "3 documents from 3 files",
    ]
    (tmp_path / "docs/old.md").rename(tmp_path / "docs/older.md")
    (tmp_path / "docs/grain.txt").unlink()
    write(tmp_path / "docs", {"result.md": "Nothing is left of it all.\n"})
    second = run("index", "--documents", "docs", "--index", "ix", "--json")
    assert second.json == {
        "added": [],
        "changed": ["result.md"],
        "moved": [{"from": "old.md", "to": "older.md"}],
        "removed": ["grain.txt"],
        "skipped": [{"id": "photo.jpg", "reason": "files of type .jpg are not read"}],
        "unchanged": 0,
        "encoded_passages": 1,
    }


def test_ask_prints_quotes_and_their_sources(indexed: Run) -> None:
    """For people: the quote in quotation marks, its number, and the source with title and file."""
    ran = indexed("ask", QUESTION, "--index", "ix")
    assert (ran.status, ran.err) == (0, "")
    assert "“Ivanov got 86.82% of the vote in 2025.” [1]" in ran.out
    assert ran.out.splitlines()[-1] == "Likely (confidence 75 %)"
    source = next(line for line in ran.out.splitlines() if line.startswith("[1] "))
    assert "The result" in source
    assert "result.md" in source


def test_ask_prints_one_json_answer(indexed: Run, tmp_path: Path) -> None:
    """Each citation's offsets are those of the file as it lies on the disk."""
    shown = indexed("ask", QUESTION, "--index", "ix", "--json").json
    assert (shown["question"], shown["standalone_question"], shown["answered"]) == (QUESTION, QUESTION, True)
    assert shown["statements"][0]["answer"] == "86.82%"
    for statement in shown["statements"]:
        for cited in statement["citations"]:
            text = (tmp_path / "docs" / cited["document_id"]).read_text("utf-8")
            assert text[cited["start"] : cited["end"]] == cited["quote"]
            assert text.splitlines()[cited["line"] - 1].startswith(cited["quote"])


def test_not_in_these_documents_is_a_success(indexed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal has exit status 0, no statements, and the nearest passages with their places."""
    monkeypatch.setattr("qa.calibration.Calibration.confidence", lambda self, features: 0.0)
    assert indexed("ask", QUESTION, "--index", "ix").out.startswith("Not in these documents.")
    ran = indexed("ask", QUESTION, "--index", "ix", "--json")
    assert (ran.status, ran.json["answered"], ran.json["statements"]) == (0, False, [])
    assert {"document_id", "start", "end", "text", "score"} <= set(ran.json["nearest"][0])


def test_questions_are_answered_in_order_with_their_ids_and_conversations(
    indexed: Run, tmp_path: Path
) -> None:
    """One JSON line for each question; the history is asked first; blank lines and a BOM do no harm."""
    cases = [
        {"id": "z", "question": "And in 2020?", "history": [QUESTION]},
        {"id": "a", "question": QUESTION},
        {"question": "How much did grain prices fall?", "history": []},
    ]
    lines = "\ufeff" + "\n\n".join(json.dumps(case) for case in cases) + "\n"
    write(tmp_path, {"q.jsonl": lines})
    ran = indexed("ask", "--questions", "q.jsonl", "--index", "ix", "--json")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.status == 0
    assert [answer["id"] for answer in answers] == ["z", "a", "5"]
    assert [answer["question"] for answer in answers] == [case["question"] for case in cases]
    assert [answer["statements"][0]["answer"] for answer in answers] == ["80.1%", "86.82%", "3%"]
    assert "Ivanov" in answers[0]["standalone_question"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{broken", "line 3 is not JSON"),
        ('["q"]', "line 3 is not of the form"),
        ('{"id": 1}', "line 3 is not of the form"),
        ('{"question": 5}', "line 3 is not of the form"),
        ('{"question": "q", "history": "x"}', "line 3: 'history' is not a list"),
        ('{"question": "q", "history": [1]}', "line 3: 'history' is not a list"),
    ],
)
def test_a_bad_line_is_named_before_anything_is_answered(
    indexed: Run, tmp_path: Path, line: str, message: str
) -> None:
    """The error names file and line; nothing is printed to standard output."""
    write(tmp_path, {"q.jsonl": f'{{"question": "What?"}}\n\n{line}\n'})
    ran = indexed("ask", "--questions", "q.jsonl", "--index", "ix", "--json")
    assert (ran.status, ran.out) == (1, "")
    assert f"q.jsonl, {message}" in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ask", "What?", "--index", "nowhere"), "there is no index in nowhere: run 'footnote index'"),
        (("info", "--index", "nowhere"), "there is no index in nowhere"),
        (("eval", "nothing.jsonl"), "'nothing.jsonl' cannot be read"),
        (("index", "--documents", "nowhere"), "no documents folder 'nowhere'"),
        (("index", "--documents", "docs/old.md"), "'docs/old.md' is a file: name the folder that it is in"),
        (("index", "--documents", "docs", "--index", "docs"), "is, or is in, the index folder 'docs'"),
        (("serve", "--documents", "docs", "--index", "."), "is, or is in, the index folder '.'"),
        (("verify", "no.html"), "the evidence 'no.html' cannot be read: No such file or directory\n"),
        (
            ("ask", "--questions", "no", "--json"),
            "questions 'no' cannot be read: No such file or directory\n",
        ),
        (
            ("ask", "What?", "--index", "ix", "--bundle", "no/e.html"),
            "the evidence 'no/e.html' cannot be written: No such file or directory\n",
        ),
        (("ask", "What?", "--index", "ix", "--only", "no.md"), "none of the 3 documents is 'no.md'"),
        (("serve", "--documents", "nowhere"), "no documents folder 'nowhere'"),
        (("ask", " ", "--index", "ix"), "the question is empty"),
        (("ask", "x" * 2001, "--index", "ix"), "longer than 2000 characters"),
        (
            ("ask", "What?", "--index", "ix", "--model", "other"),
            "made with fake@1, the model given is other@1",
        ),
    ],
)
def test_an_expected_error_is_one_line_and_status_1(
    indexed: Run, arguments: tuple[str, ...], message: str
) -> None:
    """It goes to standard error, says what to do, and is no traceback."""
    ran = indexed(*arguments)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("footnote: ")
    assert message in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "What?", "--questions", "q.jsonl"),
        ("ask", "--questions", "q.jsonl"),
        ("nonsense",),
        ("ask", "What?", "--nonsense"),
        ("serve", "--port", "0"),
        ("serve", "--port", "x"),
        ("eval",),
        ("ask", "a", "b"),
        ("ask", "What?", "--type", "exe"),
        ("ask", "What?", "--since", "yesterday"),
        ("ask", "What?", "--since", "2024", "--until", "2020"),
    ],
)
def test_wrong_usage_is_status_2(indexed: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """It is explained on standard error alone."""
    write(tmp_path, {"q.jsonl": '{"question": "What?"}\n'})
    ran = indexed(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert "Usage: footnote" in ran.err


def test_another_folder_takes_the_index_over_only_where_meant(
    indexed: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both folders and the way out are named, and nothing is lost; the page refuses as well."""
    write(tmp_path / "other", {"new.txt": "The ferry takes 412 passengers.\n"})
    ran = indexed("index", "--documents", "other", "--index", "ix")
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    for named in ("the index 'ix'", str(tmp_path / "docs"), str(tmp_path / "other"), "--replace", "--index"):
        assert named in ran.err
    monkeypatch.setattr("qa.service.load_encoder", lambda model=None: FakeEncoder(model or "fake"))
    service = Service(tmp_path / "other", tmp_path / "ix", reader=None)
    service.start()
    assert service._thread is not None
    service._thread.join(30)
    assert service.status().phase == "failed" and str(tmp_path / "docs") in service.status().message
    service.close()
    assert len(indexed("info", "--index", "ix", "--json").json["documents"]) == 3
    meant = indexed("index", "--documents", "other", "--index", "ix", "--replace", "--json").json
    assert (meant["added"], meant["removed"]) == (["new.txt"], ["grain.txt", "old.md", "result.md"])
    assert indexed("index", "--documents", tmp_path / "other", "--index", "ix").status == 0


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "is empty: add some"),
        ({"photo.jpg": b"1"}, "could be read (photo.jpg: files of type .jpg are not read)"),
        ({"a.jpg": b"1", "b.jpg": b"2"}, "(a.jpg: files of type .jpg are not read, and 1 more: see "),
    ],
)
def test_asking_where_nothing_was_indexed_says_why(
    run: Run, tmp_path: Path, files: dict[str, str | bytes], message: str
) -> None:
    """It does not ask for what was done already: it names the folder, and a file with its reason."""
    write(tmp_path / "docs", files).mkdir(exist_ok=True)
    assert run("index", "--documents", "docs", "--index", "ix").status == 0
    ran = run("ask", "What?", "--index", "ix")
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert ran.err.startswith("footnote: no document is indexed, for ") and str(tmp_path / "docs") in ran.err
    assert message in ran.err and "run 'footnote index'" not in ran.err


def test_index_and_info_count_alike(run: Run, tmp_path: Path) -> None:
    """An e-mail with an attachment is one file and two documents, whichever command is asked."""
    letter = EmailMessage()
    letter["Subject"] = "Ferries"
    letter.set_content("The ferry takes 412 passengers to the island every day.\n")
    letter.add_attachment("The bridge is 312 metres long, says the report.\n", filename="report.txt")
    write(tmp_path / "docs", {"letter.eml": letter.as_bytes(), "old.txt": "Grain was cheap in the spring.\n"})
    said = run("index", "--documents", "docs", "--index", "ix").out.splitlines()[-1]
    assert said == "3 documents from 2 files"
    assert run("info", "--index", "ix").out.splitlines()[0] == f"{said}, 3 passages, model fake@1"


def test_a_failed_index_leaves_no_index_behind(run: Run, tmp_path: Path) -> None:
    """A wrong documents folder does not create an index folder."""
    run("index", "--documents", "nowhere", "--index", "ix")
    assert not (tmp_path / "ix").exists()


def test_evidence_is_written_and_verified(indexed: Run, tmp_path: Path) -> None:
    """An answer is written as a bundle, checks out, and fails on one changed character."""
    assert indexed("ask", QUESTION, "--index", "ix", "--bundle", "evidence.html").status == 0
    bundle = tmp_path / "evidence.html"
    assert indexed("verify", "evidence.html").status == 0
    ran = indexed("verify", "evidence.html", "--documents", "docs", "--json")
    assert ran.status == 0
    assert {quote["verdict"] for quote in ran.json["quotes"]} == {"found at its place"}
    text = bundle.read_text(encoding="utf-8")
    bundle.write_text(text.replace("digest", "digesd", 1), encoding="utf-8")
    ran = indexed("verify", "evidence.html")
    assert ran.status == 1
    assert "was edited" in ran.err


def test_every_option_can_come_from_the_environment(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FOOTNOTE_DOCUMENTS, _INDEX, _JSON, _MODEL and _QUESTIONS do what the options do; options win."""
    write(tmp_path / "elsewhere", FILES)
    monkeypatch.setenv("FOOTNOTE_DOCUMENTS", "elsewhere")
    monkeypatch.setenv("FOOTNOTE_INDEX", "ix2")
    monkeypatch.setenv("FOOTNOTE_JSON", "1")
    monkeypatch.setenv("FOOTNOTE_MODEL", "another")
    assert run("index").json["added"] == ["grain.txt", "old.md", "result.md"]
    assert (tmp_path / "ix2" / "record.sqlite").is_file()
    assert run("info").json["model"] == "another@1"
    assert run("info", "--index", "nowhere").status == 1
    write(tmp_path, {"q.jsonl": json.dumps({"id": "q", "question": QUESTION})})
    monkeypatch.setenv("FOOTNOTE_QUESTIONS", "q.jsonl")
    assert run("ask").json["id"] == "q"


def test_info_lists_documents_and_what_was_left_out(indexed: Run) -> None:
    """Every document with title and date, every skipped file with its reason, newest first."""
    shown = indexed("info", "--index", "ix", "--json").json
    assert [(d["id"], d["title"], d["date"]) for d in shown["documents"]] == [
        ("result.md", "The result", "2025-01-26"),
        ("old.md", "The past", "2020-08-10"),
        ("grain.txt", "Report on grain", None),
    ]
    assert shown["skipped"] == [{"id": "photo.jpg", "reason": "files of type .jpg are not read"}]
    assert "photo.jpg: files of type .jpg are not read" in indexed("info", "--index", "ix").out


def test_eval_measures_answers_documents_and_refusals(indexed: Run, tmp_path: Path) -> None:
    """A right answer, a wrong gold answer and a question that should have been refused are told apart."""
    cases = [
        {"id": "right", "question": QUESTION, "answers": ["86.82%"], "documents": ["result"]},
        {
            "id": "wrong",
            "question": "How much did grain prices fall?",
            "answers": ["99%"],
            "documents": ["old.md"],
        },
        {"id": "none", "question": "Who painted the Mona Lisa?", "answers": [], "documents": []},
        {
            "id": "after",
            "question": "And in 2020?",
            "history": [QUESTION],
            "answers": ["80.1%"],
            "documents": ["old"],
        },
    ]
    write(tmp_path, {"gold.jsonl": "\n".join(json.dumps(case) for case in cases)})
    shown = indexed("eval", "gold.jsonl", "--index", "ix", "--json").json
    assert [(o["id"], o["first_right"]) for o in shown["outcomes"]] == [
        ("right", True),
        ("wrong", False),
        ("none", False),
        ("after", True),
    ]
    assert shown["answerable"]["first_statement_right"] == 0.5
    assert shown["answerable"]["cites_right_document"] == 0.5
    assert shown["follow_ups"]["first_statement_right"] == 1.0
    assert shown["unanswerable"]["refused"] == 0.0
    assert [o["retrieved_rank"] for o in shown["outcomes"]][0] == 1
    assert "wrong: How much did grain prices fall?" in indexed("eval", "gold.jsonl", "--index", "ix").out


CONTROL = "\x1b]0;owned\x07\x1b[31mRed \x9b31m\u202etxt\r\x08"


def test_document_text_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    """Escape sequences, bells, direction marks in texts, titles and file names come out as marks."""
    name = "a\x1b[31mb.md"
    write(
        tmp_path / "docs", {name: f"# T {CONTROL} title\n\nIvanov got 86.82% of {CONTROL} votes in 2025.\n"}
    )
    printed = run("index", "--documents", "docs", "--index", "ix").out
    printed += run("info", "--index", "ix").out
    printed += run("ask", QUESTION, "--index", "ix").out
    assert "Ivanov got 86.82%" in printed
    assert not [c for c in printed if c != "\n" and not c.isprintable()]
    error = run("ask", "What?", "--index", f"no{CONTROL}where").err
    assert not [c for c in error if c != "\n" and not c.isprintable()]


def test_progress_goes_nowhere_but_to_a_terminal(indexed: Run) -> None:
    """Where standard error is no terminal, a run that does nothing prints nothing there."""
    assert indexed("index", "--documents", "docs", "--index", "ix").err == ""
