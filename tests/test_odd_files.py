"""Files as a hostile or merely unlucky folder has them: odd names, and changes while they are looked at."""

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from footnote_terminal import one_line
from index import sync as sync_module
from index import walk as walk_module
from index.errors import DocumentsMissingError
from index.walk import Found, take, walk
from index.watch import changes
from tests.support import ROOT, FakeEncoder, index_contents, run_sync, write

TEXT = "The bridge over the lake is long.\n"
NFC, NFD = unicodedata.normalize("NFC", "café.txt"), unicodedata.normalize("NFD", "café.txt")
ODD_NAMES = (
    "a\nremoved  b.txt", "tab\there.txt", "'; DROP TABLE files; --.txt", '"quoted".txt', "<b>bold</b>.txt",
    "[/red]rich.txt", "CON.txt", "aux.md", "COM1.csv.txt", "trailing .txt", "dot..txt", "back\\slash.txt",
    "\u202egnp.txt", "zero\u200bwidth.txt", "\U0001f409.txt", "%2e%2e.txt", "..txt..txt", "-rf.txt", "~.txt",
    "\x1b[31mred.txt", "x" * 250 + ".txt", NFC, NFD,
)  # fmt: skip


def test_a_name_may_be_anything(tmp_path: Path, documents: Path) -> None:
    """Each file is a document under its very own name, whichever other name it looks like."""
    write(documents, {name: f"{number}. {TEXT}" for number, name in enumerate(ODD_NAMES)})
    visible = sorted(name for name in ODD_NAMES if not name.startswith("."))
    report = run_sync(tmp_path / "index", documents)
    assert report.added == visible
    assert sorted(index_contents(tmp_path / "index")["documents"]) == visible
    assert [entry.id for entry in report.skipped] == sorted(set(ODD_NAMES) - set(visible))
    assert run_sync(tmp_path / "index", documents).unchanged == len(visible)


def test_a_name_stays_on_its_line() -> None:
    """No name of a file forges a line of the report, or steers the terminal."""
    for name in ODD_NAMES:
        assert len(one_line(name).splitlines()) == 1
        assert "\x1b" not in one_line(name)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_names_that_are_not_text_are_listed_each(tmp_path: Path, documents: Path) -> None:
    """Two names that differ in a byte that is no character are two entries; so are folders of such names."""
    for name in (b"a\xff.txt", b"a\xfe.txt", b".h\xff.txt"):
        Path(os.fsdecode(bytes(documents) + b"/" + name)).write_text(TEXT)
    Path(os.fsdecode(bytes(documents) + b"/.d\xff")).mkdir()
    write(Path(os.fsdecode(bytes(documents) + b"/e\xff")), {"in.txt": TEXT})
    report = run_sync(tmp_path / "index", documents)
    assert {entry.id: entry.reason for entry in report.skipped} == {
        "a\\xff.txt": "the file name is not valid UTF-8",
        "a\\xfe.txt": "the file name is not valid UTF-8",
        ".h\\xff.txt": "the file name is not valid UTF-8",
        ".d\\xff/": "hidden folder",
        "e\\xff/in.txt": "the file name is not valid UTF-8",
    }


def change_when_taken(
    monkeypatch: pytest.MonkeyPatch, name: str, change: Callable[[Path], object], *, before: bool = True
) -> None:
    """Let a file be changed by another program right before, or right after, its bytes are read."""

    def taken(file: Found) -> Any:  # noqa: ANN401
        if before and file.id == name:
            change(file.path)
        found = take(file)
        if not before and file.id == name:
            change(file.path)
        return found

    monkeypatch.setattr(sync_module, "take", taken)


def into_pipe(path: Path) -> None:
    """Put a pipe in a file's place."""
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (Path.unlink, "cannot be read: No such file or directory"),
        (into_pipe, "not a regular file"),
        (lambda path: path.write_bytes(b"x" * 2_000_001), "larger than 2 MB"),
    ],
    ids=["vanished", "a pipe", "grown"],
)
def test_a_file_that_is_no_longer_what_it_was_is_listed(
    tmp_path: Path,
    documents: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path], object],
    reason: str,
) -> None:
    """Between being found and being read it went: the run goes on, its earlier text is no longer quoted."""
    monkeypatch.setattr(walk_module, "MAX_FILE_BYTES", 2_000_000)
    index = tmp_path / "index"
    write(documents, {"a.txt": TEXT, "b.txt": "Another text.\n"})
    run_sync(index, documents)
    write(documents, {"a.txt": "A new text.\n", "c.txt": "A third text.\n"})
    change_when_taken(monkeypatch, "a.txt", change)
    report = run_sync(index, documents)
    assert [(entry.id, entry.reason) for entry in report.skipped] == [("a.txt", reason)]
    assert (report.added, report.removed, report.changed) == (["c.txt"], ["a.txt"], [])
    assert sorted(index_contents(index)["documents"]) == ["b.txt", "c.txt"]


@pytest.mark.parametrize("before", [True, False])
def test_a_file_that_changes_while_it_is_read_is_read_again(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch, *, before: bool
) -> None:
    """What is indexed is what was read; a later change, even of equal size, is found by the next run."""
    write(documents, {"a.txt": "It is 1 m long.\n"})
    with monkeypatch.context() as patch:
        change_when_taken(patch, "a.txt", lambda p: p.write_text("It is 2 m long.\n"), before=before)
        run_sync(tmp_path / "index", documents)
    (document, _) = index_contents(tmp_path / "index")["documents"]["a.txt"]
    assert document.text == f"It is {2 if before else 1} m long.\n"
    report = run_sync(tmp_path / "index", documents)
    assert (report.changed, report.unchanged) == (([], 1) if before else (["a.txt"], 0))
    assert index_contents(tmp_path / "index")["documents"]["a.txt"][0].text == "It is 2 m long.\n"


def test_what_can_not_be_reached_for_a_while_is_not_encoded_again(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that can't be listed is told and not quoted; when it is back, its vectors still are."""
    index = tmp_path / "index"
    write(documents, {"a.txt": TEXT, "share/b.txt": "On the share is a text.\n"})
    run_sync(index, documents)
    listed = os.scandir

    def failing(path: Any) -> Any:  # noqa: ANN401
        if str(path).endswith("share"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    with monkeypatch.context() as patch:
        patch.setattr("os.scandir", failing)
        report = run_sync(index, documents)
    assert report.removed == ["share/b.txt"]
    assert [(e.id, e.reason) for e in report.skipped] == [("share/", "cannot be listed: Permission denied")]
    encoder = FakeEncoder()
    assert run_sync(index, documents, encoder).added == ["share/b.txt"]
    assert encoder.encoded == []


def test_a_documents_folder_that_can_not_be_listed_is_not_empty(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run is refused, and the index stays as it was."""
    write(documents, {"a.txt": TEXT})
    run_sync(tmp_path / "index", documents)

    def failing(path: Any) -> Any:  # noqa: ANN401
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr("os.scandir", failing)
        with pytest.raises(DocumentsMissingError, match="cannot be listed .Permission denied.: make it"):
            run_sync(tmp_path / "index", documents)
    assert list(index_contents(tmp_path / "index")["documents"]) == ["a.txt"]


def test_links_in_a_ring_come_to_an_end(documents: Path) -> None:
    """Links to folders, up, down and in a ring, are listed and not followed."""
    write(documents, {"a/b/c.txt": TEXT})
    (documents / "a" / "b" / "up").symlink_to(documents)
    (documents / "a" / "again").symlink_to(documents / "a" / "b")
    (documents / "ring").symlink_to(documents / "ring2")
    (documents / "ring2").symlink_to(documents / "ring")
    found, skipped = walk(documents, exclude=documents / "index")
    assert [file.id for file in found] == ["a/b/c.txt"]
    assert {entry.id.rstrip("/") for entry in skipped} == {"a/b/up", "a/again", "ring", "ring2"}


def test_a_folder_that_is_removed_is_waited_for(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who follows a folder is told when it is back, and of changes in it after that."""
    monkeypatch.setattr("index.watch._LOOK_MS", 100)
    stop, told = threading.Event(), threading.Event()

    def follow() -> None:
        for _ in changes(documents, tmp_path / "index", stop):
            told.set()

    thread = threading.Thread(target=follow)
    thread.start()
    try:
        time.sleep(0.7)
        shutil.rmtree(documents)
        time.sleep(0.7)
        told.clear()
        write(documents, {"a.txt": TEXT})
        assert told.wait(15)
        time.sleep(0.7)
        told.clear()
        write(documents, {"b.txt": TEXT})
        assert told.wait(15)
    finally:
        stop.set()
        thread.join(15)
    assert not thread.is_alive()


@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals")
def test_an_interrupted_run_says_what_is_kept(tmp_path: Path, documents: Path) -> None:
    """On a terminal: a bar with files and speed; after Ctrl+C one line, no traceback; the next goes on."""
    write(documents, {f"[/x]{n}.txt": f"The bridge {n} over the lake is long.\n" for n in range(400)})
    program = (
        "import sys, time; from tests.support import FakeEncoder; import index.encode, index.sync, footnote; "
        "index.encode.load_encoder = lambda name=None: FakeEncoder(); index.sync._BATCH_PASSAGES = 8; "
        "encode = FakeEncoder.encode; "
        "FakeEncoder.encode = lambda self, texts: time.sleep(0.1) or encode(self, texts); "
        "footnote.main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", program, "index"]
    arguments = ["--documents", str(documents), "--index", str(tmp_path / "index")]
    screen, terminal = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [*command, *arguments],
        stderr=terminal,
        stdout=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )
    os.close(terminal)
    shown, interrupted, deadline = b"", False, time.monotonic() + 60
    while time.monotonic() < deadline and select.select([screen], [], [], 20)[0]:
        try:
            shown += os.read(screen, 65536)
        except OSError:  # Linux's word for a terminal that is closed
            break
        if b"passages/s" in shown and b"/400" in shown and not interrupted:
            interrupted = True
            process.send_signal(signal.SIGINT)
    os.close(screen)
    assert process.wait(20) == 130
    assert process.stdout is not None
    process.stdout.close()
    last = shown.decode().splitlines()[-1]
    assert "Traceback" not in shown.decode()
    assert "documents are indexed and stay so; 'footnote index' goes on from there" in last
    kept = len(index_contents(tmp_path / "index")["documents"])
    assert f"footnote: stopped: {kept} documents" in last
    assert 0 < kept < 400
    assert run_sync(tmp_path / "index", documents).unchanged == kept
