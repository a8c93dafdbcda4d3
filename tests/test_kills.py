"""Killed at any moment, a run loses nothing that it committed, and the next one goes on to the same end."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support import ROOT, FakeEncoder, assert_intact, index_contents, ranking, run_sync, write

KILLS = int(os.environ.get("KILLS", "6"))
"""How often a run is killed; a release is tested with 50."""
FILES = 300
SCENARIOS = ("new index", "changed folder", "another model")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")


def text_of(number: int) -> tuple[str, str | bytes]:
    """Return the name and content of one file of the folder; some are alike, and some cannot be read."""
    kind = number % 10
    title = f"# Report {number}\n\n" if kind < 4 else ""
    body = "\n\n".join(f"In {year} the bridge over lake {number} had {year} cars." for year in range(3))
    if kind == 9:
        return f"broken/{number}.json", f'{{"number": {number}'
    if kind == 8:
        return f"tables/{number}.csv", f"Lake,Length\nLake {number},{number * 7}\nOther lake,12\n"
    if kind == 7:
        return f"same/{number}.txt", "The bridge over the lake is always 90 metres long.\n"
    return f"{number % 5}/{number}.{'md' if kind < 4 else 'txt'}", f"{title}{body}\n"


@dataclass(frozen=True)
class Start:
    """Where a run that will be killed starts from, and where it is to end."""

    documents: Path
    index: Path | None
    model: str
    seconds: float
    allowed: list[dict[str, Any]]
    expected: dict[str, Any]
    ranking: list[tuple[str, int, float]]


@pytest.fixture(scope="module")
def starts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Start]:
    """Return, for each scenario, its start, with what undisturbed runs of it make."""
    folder = tmp_path_factory.mktemp("kills")
    documents = write(folder / "documents", dict(map(text_of, range(FILES))))
    earlier = write(folder / "earlier", dict(map(text_of, range(20, FILES + 20))))
    for number, path in enumerate(sorted(earlier.rglob("*.md"))):
        if number % 3 == 0:
            path.rename(path.with_name(f"was {path.name}"))
        elif number % 3 == 1:
            path.write_text(f"Another text {number}.\n")
    run_sync(folder / "earlier index", earlier)
    found = {}
    for name, index, model in (
        (SCENARIOS[0], None, "fake"),
        (SCENARIOS[1], folder / "earlier index", "fake"),
        (SCENARIOS[2], folder / SCENARIOS[1], "another"),
    ):
        done = folder / name
        if index is not None:
            shutil.copytree(index, done)
        before = index_contents(index)["documents"] if index is not None else {}
        began = time.monotonic()
        run_sync(done, documents, FakeEncoder(model))
        seconds = time.monotonic() - began
        expected = index_contents(done)
        allowed = [before, expected["documents"]]
        found[name] = Start(documents, index, model, seconds, allowed, expected, ranking(done, model))
    return found


def killed(start: Start, index: Path, after_seconds: float) -> bool:
    """Index in a process of its own and kill it after a while; return whether it was still at work."""
    command = [sys.executable, "-m", "tests.interrupted", str(start.documents), str(index)]
    with subprocess.Popen(
        [*command, "--model", start.model], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begin\n"
        time.sleep(after_seconds)
        family = children(process.pid)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=20)
    deadline = time.monotonic() + 10
    while any(alive(pid) for pid in family) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in family if alive(pid)], "the parsing process outlives its parent"
    return process.returncode == -signal.SIGKILL


def children(pid: int) -> list[int]:
    """Return the processes that a process started, where the system tells (Linux)."""
    tasks = Path(f"/proc/{pid}/task")
    return [int(child) for task in tasks.glob("*/children") for child in task.read_text().split()]


def alive(pid: int) -> bool:
    """Return whether a process runs (a dead one that nobody has waited for does not)."""
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


@pytest.mark.parametrize("number", range(KILLS))
def test_a_run_killed_at_a_random_moment_is_completed_by_the_next(
    tmp_path: Path, starts: dict[str, Start], number: int
) -> None:
    """What is committed is intact, the parsing process ends, and the next run ends as an undisturbed one."""
    start = starts[SCENARIOS[number % len(SCENARIOS)]]
    index = tmp_path / "index"
    if start.index is not None:
        shutil.copytree(start.index, index)
    moments = random.Random(number)  # noqa: S311 - for tests
    while not killed(start, index, moments.uniform(0, start.seconds)):  # it was done: once more, sooner
        shutil.rmtree(index)
        if start.index is not None:
            shutil.copytree(start.index, index)
    assert_intact(index, start.allowed)
    run_sync(index, start.documents, FakeEncoder(start.model))
    assert index_contents(index) == start.expected
    assert ranking(index, start.model) == start.ranking
    assert [path.suffix for path in (index / "derived").iterdir()] == [""]
