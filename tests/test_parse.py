"""The process that parses: what it is lost to costs one file, and its work is that of the reader."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from index.ahead import ahead
from index.errors import UnreadableError
from index.parse import Parser
from index.read import read_bytes
from index.split import split
from tests.support import ROOT, SEEDS, run_sync, write

TEXT = b"The bridge is long.\n\nIt was painted green in May.\n"
CRASHING = "import os, sys; sys.stdin.buffer.readline(); os._exit(3)"
HANGING = "import time; time.sleep(60)"
BABBLING = "print('no JSON', flush=True)"
_BUSY = (
    "import sys; sys.path.insert(0, sys.argv[1]); import index.parse_worker as worker; read = worker.parsed; "
    "worker._GRACE_SECONDS = 1; "
    "worker.parsed = lambda *given: ({}) or read(*given); worker.main()"
)
SLOW = _BUSY.format("__import__('time').sleep(2)")
SLEEPING = _BUSY.format("__import__('time').sleep(60)")
CHOOSY = _BUSY.format("__import__('os')._exit(3) if b'bad' in given[0] else None")
BACKTRACKING = _BUSY.format("__import__('re').match('(a+)+$', 'a' * 60 + 'b')")


def test_a_parsed_file_is_what_its_reader_reads() -> None:
    """Document and pieces come through the pipe unchanged."""
    parser = Parser()
    for path in sorted(SEEDS.glob("*.md")):
        data = path.read_bytes()
        (parsed,), reading = parser.parse(data, path.name).documents, read_bytes(data, path.name)
        assert (parsed.document, parsed.titled) == (reading.document, reading.titled)
        document = reading.document
        assert parsed.pieces == split(document.text, reading.blocks, document.language)
    parser.close()


def test_a_reason_comes_back_as_it_was_given() -> None:
    """A file that cannot be read says why; the next one is read all the same."""
    parser = Parser()
    with pytest.raises(UnreadableError, match="broken JSON"):
        parser.parse(b"{", "a.json")
    assert parser.parse(TEXT, "a.txt").documents[0].document.text == TEXT.decode()
    parser.close()


@pytest.mark.parametrize(
    ("program", "reason"),
    [(CRASHING, "crashed"), (HANGING, "longer than 1 s"), (BABBLING, "crashed")],
)
def test_a_lost_process_costs_one_file(program: str, reason: str) -> None:
    """A crash, a hang and a reply that is none are the file's fault, and are over soon."""
    parser = Parser(seconds=1.0, program=program)
    began = time.monotonic()
    with pytest.raises(UnreadableError, match=reason):
        parser.parse(TEXT, "a.txt")
    assert time.monotonic() - began < 20
    with pytest.raises(UnreadableError, match=reason):
        parser.parse(TEXT, "b.txt")
    parser.close()


def test_small_files_that_are_parsed_together_are_lost_alone() -> None:
    """What is parsed in one request comes out as parsed alone, and a crash still costs only the one file."""
    files = [("a.txt", TEXT), ("bad.txt", b"bad"), ("c.json", b"{"), ("d.txt", b"Another.\n")]
    parser = Parser(program=CHOOSY)
    a, bad, c, d = parser.parse_all(files)
    parser.close()
    parser = Parser()
    sound = parser.parse_all([*files[:1], *files[2:]])
    assert [repr(found) for found in sound] == [repr(found) for found in (a, c, d)]
    assert parser.parse(TEXT, "a.txt") == a
    assert parser.parse_all([]) == []
    parser.close()
    assert isinstance(bad, UnreadableError)
    assert "crashed" in str(bad)
    assert isinstance(c, UnreadableError)
    assert "broken JSON" in str(c)


def test_a_process_that_ended_is_started_again() -> None:
    """Between two files the process may end; nobody notices."""
    parser = Parser()
    parser.parse(TEXT, "a.txt")
    process = parser._child.process
    assert process is not None
    process.kill()
    process.wait()
    assert parser.parse(TEXT, "b.txt").documents[0].document.id == "b.txt"
    parser.close()


def test_a_process_that_is_killed_at_work_is_given_the_file_again() -> None:
    """Who kills it (a system short of memory, say) costs nothing."""
    parser = Parser(program=SLOW)
    killer = threading.Timer(1.5, lambda: parser._child.process.kill())  # type: ignore[union-attr]
    killer.start()
    began = time.monotonic()
    assert parser.parse(TEXT, "a.txt").documents[0].document.text == TEXT.decode()
    assert time.monotonic() - began > 3.0
    killer.join()
    parser.close()


@pytest.mark.skipif(sys.platform != "linux", reason="the processes are found in /proc")
@pytest.mark.parametrize(
    ("hang", "seconds"), [(SLEEPING, 60), (BACKTRACKING, 1)], ids=["waiting", "in native code"]
)
def test_a_process_whose_parent_is_killed_ends(hang: str, seconds: int) -> None:
    """At once where a thread of it can run, and where native code lets none run, at its time limit."""
    program = f"from index.parse import Parser; Parser({seconds}, {hang!r}).parse(b'x', 'a.txt')"
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE) as parent:
        children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
        deadline = time.monotonic() + 20
        while not (found := children.read_text().split()) and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.3)
        parent.kill()
    (child,) = found
    while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not Path(f"/proc/{child}").exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("deep.html", b"<div>" * 200_000 + b"The end of the bridge is near."),
        ("deep.json", b'{"a":' * 200_000),
        ("long.txt", b"bridge " * 1_500_000),
        ("nul.txt", b"a\0b"),
        ("brackets.md", b"[" * 50_000),
        ("quotes.md", b"> " * 20_000 + b"deep"),
    ],
)
def test_hostile_files_come_to_an_end(name: str, data: bytes) -> None:
    """What is nested or long beyond reason is read, or listed with a reason, and the process goes on."""
    parser = Parser(seconds=20.0)
    try:
        assert parser.parse(data, name).documents[0].document.id == name
    except UnreadableError as error:
        assert str(error)
    assert parser.parse(TEXT, "next.txt").documents[0].document.id == "next.txt"
    parser.close()


def test_every_file_of_a_hostile_folder_is_accounted_for(tmp_path: Path) -> None:
    """Files that cannot be read are listed with their reasons, the others are indexed."""
    documents = write(
        tmp_path / "documents",
        {
            "good.txt": TEXT,
            "bad.pdf": b"%PDF-1.4 no",
            "bad.docx": b"PK\x03\x04",
            "odd.bin": b"\1",
            "empty.md": b"",
        },
    )
    report = run_sync(tmp_path / "index", documents)
    assert report.added == ["good.txt"]
    assert {skipped.id for skipped in report.skipped} == {"bad.pdf", "bad.docx", "odd.bin", "empty.md"}
    assert all(skipped.reason for skipped in report.skipped)


def test_working_ahead_keeps_the_order_and_the_errors() -> None:
    """Items come in order, an error where its item would have been, and stopping early ends the work."""

    def numbers() -> "list[int]":
        yield from range(5)  # type: ignore[misc]
        raise ValueError("six")

    found: list[int] = []
    with pytest.raises(ValueError, match="six"):
        for number in ahead(iter(numbers()), 2):
            found.append(number)
    assert found == [0, 1, 2, 3, 4]
    made: list[int] = []
    endless = ahead((made.append(n) or n for n in range(1_000_000)), 3)  # type: ignore[func-returns-value]
    assert next(endless) == 0
    endless.close()  # type: ignore[attr-defined]
    count = len(made)
    time.sleep(0.3)
    assert len(made) == count < 10
