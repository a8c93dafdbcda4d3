"""The folder as people keep it: what they leave out, what changes while we look, and what is mended."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from footnote_index import bring_in_step
from index.doctor import examine
from index.errors import FootnoteError, IndexBusyError, IndexMissingError
from index.library import Library
from index.types import Part
from index.walk import walk
from index.watch import changes
from qa.ask import Asker
from qa.service import Service
from tests.support import FakeEncoder, calibration, index_contents, ranking, run_sync, write

FILES = {
    "lake.txt": "The bridge over the lake is long. It was painted green in May.",
    "drafts/old.txt": "The bridge over the lake is short.",
    "drafts/keep.txt": "Keep this draft of the bridge.",
    "notes.log": "12:00 bridge closed",
}


@pytest.mark.parametrize(
    ("rules", "kept"),
    [
        ("*.log\n", ["drafts/keep.txt", "drafts/old.txt", "lake.txt"]),
        ("drafts/\n", ["lake.txt", "notes.log"]),
        ("# a remark\n\ndrafts/*\n!drafts/keep.txt\n", ["drafts/keep.txt", "lake.txt", "notes.log"]),
        ("/lake.txt\n**/old.txt\n", ["drafts/keep.txt", "notes.log"]),
    ],
)
def test_what_is_to_be_left_out_is_listed_as_such(tmp_path: Path, rules: str, kept: list[str]) -> None:
    """The syntax is that of gitignore, and every path that is left out is told with the file that says so."""
    write(tmp_path, {**FILES, ".footnoteignore": rules})
    found, skipped = walk(tmp_path, exclude=tmp_path / "index")
    assert [file.id for file in found] == kept
    assert skipped
    assert {entry.reason for entry in skipped} == {"left out by .footnoteignore"}


def test_a_folder_has_rules_of_its_own(tmp_path: Path) -> None:
    """An ignore file further down holds for its folder alone."""
    write(tmp_path, {**FILES, "drafts/.footnoteignore": "*.txt\n"})
    found, skipped = walk(tmp_path, exclude=tmp_path / "index")
    assert [file.id for file in found] == ["lake.txt", "notes.log"]
    assert {entry.reason for entry in skipped} == {"left out by drafts/.footnoteignore"}


def test_what_is_left_out_later_leaves_the_index(tmp_path: Path) -> None:
    """A document that comes to be ignored is removed, and comes back with its vectors counted anew."""
    documents = write(tmp_path / "documents", FILES)
    run_sync(tmp_path / "index", documents)
    write(documents, {".footnoteignore": "lake.txt"})
    assert run_sync(tmp_path / "index", documents).removed == ["lake.txt"]
    (documents / ".footnoteignore").unlink()
    assert run_sync(tmp_path / "index", documents).added == ["lake.txt"]


def test_changes_are_told_but_not_those_of_the_index(tmp_path: Path) -> None:
    """A new file wakes who waits; the index, though it lies inside, does not; and waiting can be ended."""
    documents = write(tmp_path / "documents", FILES)
    index = documents / ".footnote"
    index.mkdir()
    stop, told = threading.Event(), threading.Event()
    counts: list[int] = []

    def follow() -> None:
        for count in changes(documents, index, stop):
            counts.append(count)
            told.set()

    thread = threading.Thread(target=follow)
    thread.start()
    try:
        time.sleep(1.0)
        write(index, {"record.sqlite": "x"})
        assert not told.wait(2.5)
        write(documents, {"new.txt": "A new report."})
        assert told.wait(15)
    finally:
        stop.set()
        thread.join(15)
    assert not thread.is_alive()
    assert counts


def test_a_folder_that_is_not_there_cannot_be_followed(tmp_path: Path) -> None:
    """The error names the folder."""
    with pytest.raises(FootnoteError, match="no documents folder"):
        next(changes(tmp_path / "none", tmp_path / "index", threading.Event()))


def test_the_page_follows_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the page is served, a new file can be asked and a removed one is gone."""
    documents = write(tmp_path / "documents", FILES)
    monkeypatch.setattr("qa.service.load_encoder", lambda name: FakeEncoder())
    monkeypatch.setattr("index.watch._QUIET_MS", 200)
    service = Service(documents, tmp_path / "index", reader=None, watch=True)
    service.start()
    assert service.wait(30)
    deadline = time.monotonic() + 30
    while service.status().phase != "ready" and time.monotonic() < deadline:
        time.sleep(0.05)
    first = service.status().revision
    time.sleep(1.0)
    write(documents, {"tower.txt": "The tower of Visby is 41 metres high."})
    (documents / "notes.log").unlink()
    while service.status().revision == first and time.monotonic() < deadline:
        time.sleep(0.05)
    names = {info.id for info in service.documents()}
    assert "tower.txt" in names
    assert "notes.log" not in names
    service.close()


@pytest.mark.parametrize("watch", [True, False])
def test_an_interrupt_between_two_rounds_ends_following_well(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    watch: bool,  # noqa: FBT001 - a case
) -> None:
    """As one while waiting does: the report is out, nothing is left to do. Else work was stopped."""

    def interrupted(text: str = "", **_: object) -> None:
        if text.startswith("{"):
            raise KeyboardInterrupt

    monkeypatch.setattr("index.encode.load_encoder", lambda model=None: FakeEncoder())
    monkeypatch.setattr("footnote_index.click.echo", interrupted)
    documents = write(tmp_path / "documents", {"a.md": "# A\n\nThe mill grinds.\n"})

    def run() -> None:
        options = {"watch": watch, "replace": False, "as_json": True}
        bring_in_step(documents, tmp_path / "index", None, Part(), **options)

    if watch:
        run()
    else:
        with pytest.raises(SystemExit, match="130"):
            run()


@pytest.mark.skipif(os.name == "nt", reason="interrupts are sent otherwise there")
def test_the_command_line_follows_until_interrupted(tmp_path: Path) -> None:
    """With --watch every round prints its report, and an interrupt from the keyboard ends it well."""
    documents = write(tmp_path / "documents", {})
    documents.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "footnote", "index", "--watch", "--json"]
    options = ["--documents", str(documents), "--index", str(tmp_path / "index")]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert json.loads(process.stdout.readline())["added"] == []
    assert "following" in process.stderr.readline()
    time.sleep(1.0)
    write(documents, {"broken.pdf": b"%PDF nothing"})
    assert json.loads(process.stdout.readline())["skipped"][0]["id"] == "broken.pdf"
    process.send_signal(signal.SIGINT)
    assert process.wait(15) == 0
    process.stdout.close()
    process.stderr.close()


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Return an index over the files."""
    run_sync(tmp_path / "index", write(tmp_path / "documents", FILES))
    return tmp_path / "index"


@pytest.fixture(autouse=True)
def _model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.doctor.load_encoder", lambda name: FakeEncoder())


def findings(index: Path, *, repair: bool = False) -> dict[str, tuple[bool, bool]]:
    """Return, for each subject, whether it is well and whether it was repaired."""
    return {f.subject: (f.well, f.repaired) for f in examine(index, repair=repair)}


def test_a_sound_index_is_well(index: Path) -> None:
    """Every part is looked at, nothing is found, and looking changes nothing."""
    before = {p: p.stat().st_mtime_ns for p in index.rglob("*") if p.suffix in (".faiss", ".json")}
    found = findings(index)
    assert set(found) == {
        "record", "documents", "passages", "searchable passages", "model", "vectors", "search index"
    }  # fmt: skip
    assert all(state == (True, False) for state in found.values())
    assert before == {p: p.stat().st_mtime_ns for p in before}


def test_a_damaged_search_index_is_told_and_made_again(index: Path) -> None:
    """The doctor finds one changed byte, and mends it when asked to."""
    expected = ranking(index)
    file = next((index / "derived").rglob("tail.faiss"))
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    (index / "derived" / "00000001-x.draft").mkdir()
    assert findings(index)["search index"] == (False, False)
    repaired = findings(index, repair=True)
    assert repaired["search index"] == repaired["drafts"] == (False, True)
    assert findings(index)["search index"] == (True, False)
    assert ranking(index) == expected


def test_a_damaged_record_is_set_aside_and_nothing_is_lost(index: Path, tmp_path: Path) -> None:
    """It is kept beside, and indexing the folder again gives the same answers."""
    expected = ranking(index)
    path = index / "record.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = bytearray(path.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 64] = os.urandom(64)
    path.write_bytes(data)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    assert findings(index) == {"record": (False, False)}
    assert findings(index, repair=True) == {"record": (False, True)}
    (aside,) = index.glob("damaged-*")
    assert (aside / "record.sqlite").read_bytes() == bytes(data)
    run_sync(index, tmp_path / "documents")
    assert ranking(index) == expected
    assert all(well for well, _ in findings(index).values())


def test_what_only_indexing_mends_is_told(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What only indexing can mend is named with what to do."""
    library = Library.open(index)
    library.record._connection.execute("DELETE FROM vectors")
    library.close()
    monkeypatch.setattr("index.doctor.load_encoder", lambda name: FakeEncoder("other"))
    wrong = {f.subject: f.words for f in examine(index) if not f.well}
    assert set(wrong) == {"searchable passages", "model"}
    assert all("footnote index" in words for words in wrong.values())


def test_there_is_nothing_to_examine_without_an_index(tmp_path: Path) -> None:
    """A missing index is an error, and a repair waits for no other process."""
    with pytest.raises(IndexMissingError):
        list(examine(tmp_path / "none"))


def test_a_repair_does_not_meet_a_writer(index: Path) -> None:
    """While another process writes, nothing is repaired."""
    library = Library.open(index)
    lock = library.write_lock()
    with pytest.raises(IndexBusyError):
        list(examine(index, repair=True))
    assert all(f.well for f in examine(index))
    lock.release()
    library.close()


EARLIER = """
PRAGMA legacy_alter_table = ON;
ALTER TABLE documents RENAME TO present;
CREATE TABLE documents (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, date TEXT,
    language TEXT, publisher TEXT, media_type TEXT NOT NULL, page_starts TEXT NOT NULL,
    digest TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, text TEXT NOT NULL);
INSERT INTO documents SELECT d.number, d.id, title, date, language, publisher, media_type, page_starts,
    d.digest, f.size, f.mtime_ns, text FROM present d JOIN files f ON f.number = d.file;
DROP TABLE present;
DROP TABLE files;
DELETE FROM meta WHERE key = 'readers';
"""
VECTORS = """
ALTER TABLE vectors RENAME TO present;
CREATE TABLE vectors (model TEXT NOT NULL, input_digest BLOB NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (model, input_digest)) WITHOUT ROWID;
INSERT INTO vectors SELECT model, input_digest, vector FROM present;
DROP TABLE present;
"""
PLACES = "ALTER TABLE documents ADD COLUMN places TEXT NOT NULL DEFAULT '[]';"
AUTHOR = "ALTER TABLE documents ADD COLUMN author TEXT;"
NO_STAMP = "ALTER TABLE files DROP COLUMN stamp;"
NO_SEAL = NO_STAMP + "ALTER TABLE documents DROP COLUMN seal;"


@pytest.mark.parametrize(
    ("version", "script"),
    [
        (1, VECTORS + EARLIER),
        (2, VECTORS + EARLIER + PLACES),
        (3, VECTORS + EARLIER + PLACES + AUTHOR),
        (4, VECTORS + NO_SEAL),
        (5, NO_SEAL),
        (6, NO_STAMP),
    ],  # fmt: skip
)
def test_an_earlier_index_is_brought_to_the_present_schema(
    index: Path, tmp_path: Path, version: int, script: str
) -> None:
    """A record of an earlier schema is changed in place and answers the same; its files are read again."""
    expected, held = ranking(index), index_contents(index)
    connection = sqlite3.connect(index / "record.sqlite")
    connection.executescript(f"{script}PRAGMA user_version = {version};")
    connection.close()
    assert ranking(index) == expected
    again = run_sync(index, tmp_path / "documents")
    assert (sorted(again.changed), again.encoded) == (sorted(FILES) if version < 4 else [], 0)
    assert index_contents(index) == held
    assert run_sync(index, tmp_path / "documents").unchanged == len(FILES)


def test_questions_are_answered_while_the_folder_changes(tmp_path: Path) -> None:
    """Asked again and again while files come and go, every answer is whole and its quotes hold."""
    documents = write(tmp_path / "documents", FILES)
    library = Library.open(tmp_path / "index", create=True)
    run_sync(tmp_path / "index", documents)
    asker = Asker(library, FakeEncoder(), calibration(0.0))
    stop = threading.Event()
    failed: list[BaseException] = []

    def ask() -> None:
        try:
            while not stop.is_set():
                answer = asker.ask("How long is the bridge over the lake?")
                assert answer.answered or answer.nearest
        except BaseException as error:  # handed to the test
            failed.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    for number in range(12):
        write(documents, {f"more{number}.txt": f"Bridge {number} over the lake is {number} metres long."})
        if number % 3 == 2:
            (documents / f"more{number - 1}.txt").unlink()
        run_sync(tmp_path / "index", documents)
    stop.set()
    thread.join(30)
    library.close()
    shutil.rmtree(tmp_path / "index")
    assert not failed
