"""Several processes on one index: one writes, the others read on, and a change of model disturbs nobody."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.encode import Vectors
from index.errors import IndexBusyError
from index.library import Library
from qa.ask import Asker
from qa.service import Service
from tests.support import (
    ROOT,
    FakeEncoder,
    assert_verbatim,
    calibration,
    index_contents,
    ranking,
    run_sync,
    write,
)

QUESTION = "How long is the bridge over the lake?"
EARLIER = {f"{n}.txt": f"The bridge over the lake is {n} metres long.\n" for n in range(5)}
LATER = {f"new/{n}.txt": f"The tower {n} by the river is {n} metres high.\n" for n in range(30)}


@pytest.fixture
def index(tmp_path: Path, documents: Path) -> Path:
    """Return an index over the earlier files, in whose folder there are now later ones too."""
    run_sync(tmp_path / "index", write(documents, EARLIER))
    write(documents, LATER)
    return tmp_path / "index"


@pytest.fixture
def started() -> Iterator[list[subprocess.Popen[str]]]:
    """Return a list of processes that end with the test."""
    processes: list[subprocess.Popen[str]] = []
    yield processes
    for process in processes:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def writer(documents: Path, index: Path, *options: str) -> "subprocess.Popen[str]":
    """Start a process that indexes slowly, and wait until it has the lock."""
    command = [sys.executable, "-m", "tests.interrupted", str(documents), str(index), "--slow", *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "begin\n"
    assert process.stdout.readline().startswith("encoding")
    return process


def asked_until_the_end(library: Library, process: "subprocess.Popen[str]", model: str = "fake") -> int:
    """Ask until a writing process has ended, check every answer, and return how often."""
    asker = Asker(library, FakeEncoder(model), calibration(0.0))
    count = 0
    while process.poll() is None:
        answer = asker.ask(QUESTION)
        assert answer.answered
        assert "bridge over the lake" in answer.statements[0].quote
        assert_verbatim(answer, library)
        count += 1
    return count


def test_readers_go_on_while_another_process_writes(
    index: Path, documents: Path, started: list[subprocess.Popen[str]]
) -> None:
    """Every answer holds; when the writer is done, its documents are found by who reads all along."""
    library = Library.open(index)
    assert library.engine()
    started.append(writer(documents, index))
    assert asked_until_the_end(library, started[0]) > 3
    assert started[0].returncode == 0
    answer = Asker(library, FakeEncoder(), calibration(0.0)).ask("How high is tower 7 by the river?")
    assert "new/7.txt" in {citation.document_id for citation in answer.citations}
    library.close()


def test_a_second_writing_process_is_told_so(
    index: Path, documents: Path, started: list[subprocess.Popen[str]]
) -> None:
    """It ends at once with one line and status 1; the first one is not disturbed."""
    started.append(writer(documents, index))
    command = [
        sys.executable,
        "-m",
        "footnote",
        "index",
        "--documents",
        str(documents),
        "--index",
        str(index),
    ]
    second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert started[0].poll() is None
    assert second.returncode == 1
    assert len(second.stderr.splitlines()) == 1
    assert "another process is writing to the index" in second.stderr
    assert "try again when it is done" in second.stderr
    with pytest.raises(IndexBusyError):
        run_sync(index, documents)
    started[0].communicate(timeout=60)
    run_sync(index.with_name("fresh"), documents)
    assert index_contents(index) == index_contents(index.with_name("fresh"))


def vectors_of(index: Path, model: str) -> int:
    """Return how many vectors of a model there are."""
    with closing(sqlite3.connect(index / "record.sqlite")) as connection:
        return int(connection.execute("SELECT count(*) FROM vectors WHERE model = ?", (model,)).fetchone()[0])


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_change_of_model_goes_on_after_a_kill_and_answers_with_the_old_meanwhile(
    index: Path, documents: Path, started: list[subprocess.Popen[str]]
) -> None:
    """New vectors are built beside the old ones, which answer until all are there; none is made twice."""
    run_sync(index, documents)
    expected = ranking(index)
    library = Library.open(index)
    assert library.engine()
    started.append(writer(documents, index, "--model", "another"))
    while vectors_of(index, "another@1") < 8:
        time.sleep(0.02)
    answer = Asker(library, FakeEncoder(), calibration(0.0)).ask(QUESTION)
    assert_verbatim(answer, library)
    started[0].send_signal(signal.SIGKILL)
    started[0].wait()
    assert library.model_id == "fake@1"
    library.close()
    assert ranking(index) == expected
    made = vectors_of(index, "another@1")
    encoder = FakeEncoder("another")
    run_sync(index, documents, encoder)
    assert len(encoder.encoded) == len(EARLIER | LATER) - made < len(EARLIER | LATER)
    run_sync(index.with_name("fresh"), documents, FakeEncoder("another"))
    assert index_contents(index) == index_contents(index.with_name("fresh"))
    assert ranking(index, "another") == ranking(index.with_name("fresh"), "another")


class AskingEncoder(FakeEncoder):
    """The new model, of another dimension; while it encodes, someone asks."""

    dimension = 2 * FakeEncoder.dimension
    service: Service

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode, after a question that the old model answers."""
        vectors = super().encode(texts)
        if len(texts) > 1:
            assert self.service.ask(QUESTION).answered
            assert self.service.status().askable
        return np.hstack([vectors, vectors]) / np.float32(np.sqrt(2))


def test_the_page_answers_with_the_old_model_until_the_new_one_is_ready(
    index: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Started with another model, it answers at once, and with the new one when all vectors are there."""
    run_sync(index, documents)
    another = AskingEncoder("another")
    monkeypatch.setattr(
        "qa.service.load_encoder", lambda name: another if name == "another" else FakeEncoder()
    )
    service = another.service = Service(documents, index, "another", reader=None)
    service.start()
    deadline = time.monotonic() + 60
    while service.status().phase not in ("ready", "failed") and time.monotonic() < deadline:
        time.sleep(0.05)
    assert service.status().phase == "ready"
    assert service._library is not None
    assert service._library.model_id == "another@1"
    assert service.ask(QUESTION).answered
    service.close()
    assert len(another.encoded) > len(EARLIER | LATER)
