"""An index in Milvus: several processes, killed workers, what was never committed, and clear errors."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from footnote import _cli
from index.doctor import examine
from index.errors import ClusterError, EncoderError, FootnoteError, IndexDamagedError, IndexMissingError
from index.library import Library
from index.milvus import Cluster
from index.milvus_rows import Kind, document_of, document_row, passage_rows
from index.sync import sync
from index.types import Document, Part, Passage, StoredPassage
from qa.ask import Asker
from qa.check import open_source
from qa.service import Service
from tests.milvus import milvus_lite
from tests.support import ROOT, FakeEncoder, assert_verbatim, calibration, contents, write
from tests.test_two_processes import EARLIER, LATER, QUESTION, started  # noqa: F401 - a fixture

ASKER = """
import sys
from index.library import Library
from qa.ask import Asker
from tests.support import FakeEncoder, assert_verbatim, calibration
library = Library.open(sys.argv[1])
asker = Asker(library, FakeEncoder(), calibration(0.0))
count = 0
print("begin", flush=True)
for line in sys.stdin:
    answer = asker.ask(line.strip())
    assert answer.answered
    assert_verbatim(answer, library)
    print(len(library.documents()), flush=True)
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a server of Milvus Lite."""
    with milvus_lite(tmp_path_factory.mktemp("milvus") / "data") as address:
        yield address


@pytest.fixture
def address(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the address with fresh collections to work in."""
    monkeypatch.setenv("FOOTNOTE_MILVUS_COLLECTION", f"test_{abs(hash(tmp_path))}")
    monkeypatch.chdir(tmp_path)
    return server


@pytest.fixture
def library(address: str) -> Iterator[Library]:
    """Return an empty index in the cluster."""
    opened = Library.open(address, create=True)
    yield opened
    opened.close()


@pytest.fixture
def expected(tmp_path: Path, documents: Path) -> dict[str, Any]:
    """Return what an index in a folder holds of the earlier and the later files, which are now there."""
    local = Library.open(tmp_path / "local", create=True)
    sync(local, write(documents, EARLIER | LATER), FakeEncoder())
    found = contents(local)
    local.close()
    return found


def worker(documents: Path, address: str, *options: str) -> "subprocess.Popen[str]":
    """Start a worker that commits each document on its own."""
    command = [sys.executable, "-m", "tests.interrupted", str(documents), address, "--slow", *options]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def asker(address: str) -> "subprocess.Popen[str]":
    """Start a process that answers what it is given line by line, and checks each answer."""
    return subprocess.Popen(
        [sys.executable, "-c", ASKER, address],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_workers_and_two_askers_share_one_cluster(
    address: str,
    library: Library,
    documents: Path,
    expected: dict[str, Any],
    started: list[subprocess.Popen[str]],  # noqa: F811
) -> None:
    """Four processes: every answer holds all along, and in the end all is there as if one had written it."""
    sync(library, write(documents / "first", EARLIER), FakeEncoder())
    started += [worker(documents, address, "--part", f"{n}/2") for n in (1, 2)]
    askers = [asker(address) for _ in range(2)]
    started += askers
    seen: list[int] = []
    while any(one.poll() is None for one in started[:2]):
        for one in askers:
            assert one.stdin is not None
            assert one.stdout is not None
            one.stdin.write(f"{QUESTION}\n")
            one.stdin.flush()
            seen += [int(line) for line in [one.stdout.readline()] if line != "begin\n"]
    assert [one.wait() for one in started[:2]] == [0, 0]
    for one in askers:
        one.communicate(timeout=60)
    assert [one.returncode for one in askers] == [0, 0]
    assert len(seen) > 3
    for name in EARLIER:
        (documents / "first" / name).unlink()
    (documents / "first").rmdir()
    sync(library, documents, FakeEncoder())
    assert contents(library) == expected


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_killed_worker_is_started_again(
    address: str,
    library: Library,
    documents: Path,
    expected: dict[str, Any],
    started: list[subprocess.Popen[str]],  # noqa: F811
) -> None:
    """What it had committed stays and is not encoded again; what it had not is made, and nothing twice."""
    started.append(worker(documents, address))
    while len(library.record.file_states()) < 8:
        assert started[0].poll() is None
        time.sleep(0.02)
    started[0].send_signal(signal.SIGKILL)
    started[0].wait()
    kept = len(library.record.file_states())
    assert 8 <= kept < len(EARLIER | LATER)
    encoder = FakeEncoder()
    sync(library, documents, encoder)
    assert len(encoder.encoded) <= len(EARLIER | LATER) - kept
    assert contents(library) == expected
    sync(library, documents, FakeEncoder())
    assert contents(library) == expected


def stop_before_files(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Have the worker stop before it commits files."""
    put = Cluster.put

    def stopped(self: Cluster, table: Any, rows: Any, **place: Any) -> None:  # noqa: ANN401
        if any(row.get("kind") == Kind.FILE and row["body"]["id"] in names for row in rows):
            raise KeyboardInterrupt
        put(self, table, rows, **place)

    monkeypatch.setattr(Cluster, "put", stopped)


def test_what_was_not_committed_is_never_seen_and_goes(
    library: Library, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Passages without their file's row are passed over; a day later, the next run removes them."""
    sync(library, write(documents, EARLIER), FakeEncoder())
    new = {"0.txt": "The bridge over the lake is burnt.", "new.txt": "A lake without a bridge."}
    write(documents, new)
    with monkeypatch.context() as patch:
        stop_before_files(patch, *new)
        with pytest.raises(KeyboardInterrupt):
            sync(library, documents, FakeEncoder())
    assert len(library.engine()) == len(EARLIER) + 2
    found = [n for n, _ in library.engine().matching("bridge lake burnt without", 100)]
    assert len(found) == len(EARLIER) + 2
    stored, shown = library.snapshot(found)
    assert len(stored) == len(EARLIER)
    assert shown.keys() == EARLIER.keys()
    assert shown["0.txt"].text == EARLIER["0.txt"]
    assert [info.id for info in library.documents()] == sorted(EARLIER)
    for name in new:
        (documents / name).unlink()
    sync(library, documents, FakeEncoder())
    assert len(library.engine()) == len(EARLIER) - 1 + 2
    later = time.time() + 2 * 24 * 60 * 60
    monkeypatch.setattr("index.milvus_record.time.time", lambda: later)
    sync(library, documents, FakeEncoder())
    assert len(library.engine()) == len(EARLIER) - 1


def test_a_document_that_is_not_whole_is_not_shown_and_is_mended(
    library: Library, documents: Path, address: str
) -> None:
    """A row that others changed: the document is refused, no answer quotes it, and it is read again."""
    from pymilvus import MilvusClient

    sync(library, write(documents, EARLIER), FakeEncoder())
    client, table = MilvusClient(address), library.record.cluster._collections["passages"]  # type: ignore[attr-defined]
    row = client.query(table, "input >= 0 and start == 0", ["*"], limit=1)[0]
    row.pop("bm25", None)
    client.upsert(
        table, {**row, "text": row["text"].replace("bridge", "tunnel"), "vector": list(row["vector"])}
    )
    broken = []
    for info in library.documents():
        try:
            library.document(info.id)
        except IndexDamagedError as error:
            assert "is not whole" in str(error)
            broken.append(info.id)
    assert len(broken) == 1
    answer = Asker(library, FakeEncoder(), calibration(0.0)).ask(QUESTION)
    assert_verbatim(answer, library)
    assert broken[0] not in {citation.document_id for citation in answer.citations}
    client.close()
    assert [finding.well for finding in examine(address)] == [False]
    assert [finding.repaired for finding in examine(address, repair=True)] == [True]
    assert sync(library, documents, FakeEncoder()).changed == broken
    assert [finding.well for finding in examine(address)] == [True]
    assert "bridge" in library.document(broken[0]).text


def test_what_stands_in_the_way_is_said(
    address: str, library: Library, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another model, another schema, no index, no server, no client, no such part: an error each in words."""
    sync(library, write(documents, EARLIER), FakeEncoder())
    for files in ({}, {"new.txt": "Another model reads this."}):
        with pytest.raises(EncoderError, match="was made with fake@1"):
            sync(library, write(documents, files), FakeEncoder("another"))
    library.record.set_meta(schema="99")
    with pytest.raises(IndexDamagedError, match="has schema 99, this program reads 1"):
        Library.open(address)
    monkeypatch.setenv("FOOTNOTE_MILVUS_COLLECTION", "nothing")
    with pytest.raises(IndexMissingError, match=r"there is no index in http://127.0.0.1:\d+ \(nothing\)"):
        Library.open(address)
    with pytest.raises(ClusterError, match=r"Milvus at http://127.0.0.1:9 cannot do that"):
        Library.open("http://127.0.0.1:9")
    with pytest.raises(ClusterError, match=r"an address with a password can't be used"):
        Library.open("http://name:secret@127.0.0.1:9")
    with pytest.raises(ClusterError, match=r"ftp://x can't be used"):
        Library.open("ftp://x")
    with pytest.raises(FootnoteError, match="only an index in Milvus"):
        Library.open(documents / "index", create=True, part=Part(1, 2))
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    with pytest.raises(ClusterError, match=r"pip install 'footnote\[milvus\]'"):
        Library.open(address)


def test_every_file_belongs_to_one_part() -> None:
    """Whatever its name; and there is no part 0 of 2, nor 3 of 2."""
    parts = [Part(number, 3) for number in (1, 2, 3)]
    owners = [[part.has(f"{n}.txt") for part in parts] for n in range(300)]
    assert all(owner.count(True) == 1 for owner in owners)
    assert all(60 < sum(column) < 140 for column in zip(*owners, strict=True))
    for wrong in ((0, 2), (3, 2)):
        with pytest.raises(ValueError, match="there is no part"):
            Part(*wrong)


def test_no_row_is_longer_than_milvus_takes() -> None:
    """A stretch of any length and script becomes rows of at most 65,535 bytes, which join to it again."""
    text = "𝐀" * 100_000
    document = Document("a.txt", "a", None, text, "0" * 64, "text/plain")
    passage = StoredPassage(Passage("a.txt", 0, len(text)), ((0, len(text)),), b"key")
    vectors = {b"key": np.zeros(4, dtype=np.float32)}
    rows = list(passage_rows(document, [passage], 1, vectors, 4))
    assert "".join(row["text"] for row in rows) == text
    assert all(len(row[name].encode()) <= 65_535 for row in rows for name in ("text", "own", "words"))
    about = document_row(document, [passage], 2, 1)
    assert document_of(about, reversed(rows)) is not None
    assert document_of(about, rows[1:]) is None


def run(*arguments: str) -> Any:  # noqa: ANN401
    """Run the command line in this process."""
    return CliRunner().invoke(_cli, arguments)


def test_the_command_line_takes_an_address(address: str, documents: Path, tmp_path: Path) -> None:
    """Copying, telling what is there, a wrong part, and what only a folder has."""
    local = Library.open(tmp_path / "local", create=True)
    sync(local, write(documents, EARLIER), FakeEncoder())
    local.close()
    done = run("index", "--from", str(tmp_path / "local"), "--index", address)
    assert done.output == "5 files copied, nothing encoded; the index holds 5 documents\n"
    told = json.loads(run("info", "--index", address, "--json").output)
    assert [one["id"] for one in told["documents"]] == sorted(EARLIER)
    assert (told["index"], told["model"]) == (address, "fake@1")
    assert run("doctor", "--index", address).output == "well      documents: are as they were committed\n"
    assert run("index", "--part", "3/2").exit_code == 2
    assert "only an index in Milvus" in run("index", "--part", "1/2", "--documents", str(documents)).output


def test_a_page_server_answers_over_a_cluster_that_others_change(
    address: str, library: Library, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the files: their state can't be told; nothing is added; what others index is soon there."""
    monkeypatch.setattr("qa.service.load_encoder", lambda name: FakeEncoder())
    monkeypatch.setattr("qa.service._LOOK_SECONDS", 0.05)
    sync(library, write(documents, EARLIER), FakeEncoder())
    service = Service(tmp_path / "elsewhere", address, reader=None, history=True)
    assert "indexed elsewhere" in service.folder.problem()
    service.start()
    assert service.wait(60)
    while service.status().phase != "ready":
        time.sleep(0.02)
    answer = service.ask(QUESTION)
    assert service.open(answer.citations[0]).state == "unreachable"
    assert open_source(library, answer.citations[0], documents).state == "unchanged"
    assert {row.id for row in service.files()} == EARLIER.keys()
    before = service.status().revision
    sync(library, write(documents, {"new.txt": "The new one."}), FakeEncoder())
    while service.status().revision == before:
        time.sleep(0.02)
    assert "new.txt" in {row.id for row in service.files()}
    assert service.conversations is not None
    assert (tmp_path / ".footnote/conversations.sqlite").is_file()
    service.close()


@pytest.mark.model
def test_a_question_is_answered_from_the_command_line(address: str, documents: Path) -> None:
    """With the real model: indexed in two parts, asked once."""
    write(documents, EARLIER)
    for part in ("1/2", "2/2"):
        assert run("index", "--documents", str(documents), "--index", address, "--part", part).exit_code == 0
    answer = json.loads(
        run("ask", "How long is the bridge over the lake?", "--index", address, "--json").output
    )
    assert answer["answered"]
    assert "bridge over the lake" in answer["statements"][0]["quote"]
