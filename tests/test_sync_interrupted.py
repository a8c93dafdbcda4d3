"""One commit point: whatever stops a run, and whatever its history, the index ends up as a fresh one."""

import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.support import ROOT, FakeEncoder, index_contents, ranking, run_sync, write

COUNT = 8


def report_text(number: int) -> str:
    """Return a document with several passages."""
    parts = [
        f"## Part {p}\n\nDocument {number} says in part {p} that {number * p} ships came.\n" for p in (1, 2)
    ]
    return f"# Report {number}\n\n" + "\n".join(parts)


def killed_while_indexing(documents: Path, index: Path, after_batches: int) -> None:
    """Start indexing in a subprocess and kill it when it encodes its n-th batch."""
    command = [sys.executable, "-m", "tests.interrupted", str(documents), str(index), "--slow"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begin\n"
        for _ in range(after_batches):
            assert process.stdout.readline().startswith("encoding")
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=20)
        assert process.returncode == -signal.SIGKILL, "it was done before it could be killed"


@pytest.mark.parametrize("after_batches", [1, 4])
def test_a_killed_run_keeps_what_it_committed_and_the_next_carries_on(
    tmp_path: Path, documents: Path, after_batches: int
) -> None:
    """After kill -9 the record is sound, committed documents are whole, and what they need is kept.

    Lost is at most the batch that was being encoded and the one that was being committed meanwhile.
    """
    write(documents, {f"{n}.md": report_text(n) for n in range(COUNT)})
    index, undisturbed = tmp_path / "index", tmp_path / "undisturbed"
    killed_while_indexing(documents, index, after_batches)
    run_sync(undisturbed, documents)
    expected = index_contents(undisturbed)

    connection = sqlite3.connect(index / "record.sqlite")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    committed = index_contents(index)["documents"]
    assert after_batches - 2 <= len(committed) <= after_batches - 1
    assert committed.items() <= expected["documents"].items()

    encoder = FakeEncoder()
    report = run_sync(index, documents, encoder)
    assert report.unchanged == len(committed)
    anew = expected["searchable"] - 2 * (after_batches - 1)
    assert anew <= len(encoder.encoded) <= expected["searchable"] - 2 * len(committed)
    assert index_contents(index) == expected


class StopsWhileDeriving(Exception):
    """Stands for whatever stops a run."""


@pytest.mark.parametrize(
    "place", ["index.vectors.VectorIndex.derive", "index.lexical.WordIndex.derive", "os.replace"]
)
def test_a_run_that_stops_while_deriving_is_completed_by_the_next(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """A half-made search index is never used, and is made again without encoding."""

    def stop(*arguments: object, **options: object) -> None:
        raise StopsWhileDeriving

    write(documents, {"1.md": report_text(1)})
    index = tmp_path / "index"
    with monkeypatch.context() as patch:
        patch.setattr(place, stop)
        with pytest.raises(StopsWhileDeriving):
            run_sync(index, documents)
    encoder = FakeEncoder()
    run_sync(index, documents, encoder)
    run_sync(tmp_path / "undisturbed", documents)
    assert encoder.encoded == []
    assert index_contents(index) == index_contents(tmp_path / "undisturbed")
    assert [path.suffix for path in (index / "derived").iterdir()] == [""]


HISTORIES = int(os.environ.get("HISTORIES", "20"))
"""How many sequences are tried; a release is tested with 1,000."""
NAMES = ("a.txt", "b.md", "c/a.txt", "c/d.txt", "c/e/f.md")
FOLDERS = ("c", "c/e", "g", "g/h")
TEXTS = (
    "",
    "One sentence stands here.\n",
    "# T\n\nOne sentence stands here.\n\n# U\n\nAnd another.\n",
    "\0",
    "---\ntitle: Front\n---\n\nAnd another.\n",
    "A title line\n\nOne sentence stands here.\n",
    "# a.txt\n\nNamed like a file.\n",
)
RULES = ("", "*.md\n", "c/\n", "*\n!a.txt\n", "/a.txt\ng/*\n")
STEPS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), st.sampled_from(TEXTS)),
    st.tuples(st.sampled_from(["rename", "copy", "swap"]), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("move folder"), st.sampled_from(FOLDERS), st.sampled_from(FOLDERS)),
    st.tuples(st.just("remove"), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.just("ignore"), st.sampled_from(["", "c"]), st.sampled_from(RULES)),
    st.tuples(st.just("sync"), st.just(""), st.just("")),
)


def synced(index: Path, documents: Path) -> None:
    """Bring the index in step, and check that nothing is encoded that the index held."""
    held: set[bytes] = set()
    if index.is_dir():
        found = index_contents(index)["documents"].values()
        held = {digest for _, passages in found for _, _, digest, _ in passages}
    encoder = FakeEncoder()
    run_sync(index, documents, encoder)
    encoded = [hashlib.sha256(text.encode()).digest() for text in encoder.encoded]
    assert len(encoded) == len(set(encoded))
    assert not held & set(encoded)


def apply(documents: Path, index: Path, step: tuple[str, str, str]) -> None:
    """Do one step to the folder or to its index."""
    action, name, other = step
    path, target, aside = documents / name, documents / other, documents / "aside"
    if action == "sync":
        synced(index, documents)
    elif action == "write":
        write(documents, {name: other})
    elif action == "ignore":
        write(documents, {f"{name}/.footnoteignore" if name else ".footnoteignore": other})
    elif not path.exists() or name == other or other.startswith(f"{name}/"):
        return
    elif action == "remove":
        path.unlink()
    elif action == "move folder":
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
    elif action == "swap" and target.exists():
        path.rename(aside)
        target.rename(path)
        aside.rename(target)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
        if action == "rename":
            path.unlink()


@settings(max_examples=HISTORIES, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, min_size=2, max_size=12))
@example(
    [
        ("write", "a.txt", TEXTS[1]),
        ("sync", "", ""),
        ("rename", "a.txt", "c/a.txt"),
        ("write", "a.txt", TEXTS[5]),
        ("sync", "", ""),
        ("copy", "c/a.txt", "b.md"),
        ("remove", "a.txt", ""),
    ]
)
@example(
    [
        ("write", "a.txt", TEXTS[1]),
        ("write", "c/a.txt", TEXTS[2]),
        ("sync", "", ""),
        ("rename", "a.txt", "b.md"),
        ("rename", "c/a.txt", "a.txt"),
        ("sync", "", ""),
    ]
)
@example([("write", "a.txt", TEXTS[1]), ("sync", "", ""), ("write", "a.txt", TEXTS[3]), ("sync", "", "")])
@example(
    [
        ("write", "c/a.txt", TEXTS[1]),
        ("write", "c/d.txt", TEXTS[1]),
        ("write", "c/e/f.md", TEXTS[6]),
        ("sync", "", ""),
        ("move folder", "c", "g"),
        ("write", "c/a.txt", TEXTS[5]),
        ("sync", "", ""),
        ("swap", "c/a.txt", "g/d.txt"),
    ]
)
@example(
    [
        ("write", "a.txt", TEXTS[6]),
        ("sync", "", ""),
        ("rename", "a.txt", "c/d.txt"),
        ("sync", "", ""),
        ("ignore", "", RULES[2]),
        ("sync", "", ""),
        ("ignore", "", RULES[0]),
    ]
)
def test_any_history_ends_in_the_same_index_as_a_fresh_build(steps: list[tuple[str, str, str]]) -> None:
    """Documents, passages, vectors and reasons are those of the folder, not of how it came about."""
    with tempfile.TemporaryDirectory() as folder:
        documents, index = Path(folder, "documents"), Path(folder, "index")
        documents.mkdir()
        for step in steps:
            apply(documents, index, step)
        synced(index, documents)
        run_sync(Path(folder, "fresh"), documents)
        assert index_contents(index) == index_contents(Path(folder, "fresh"))


def test_a_renamed_folder_is_neither_encoded_nor_parsed(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of its files are told as moved, equal ones in their order, in one commit."""
    names = [f"old/{n % 3}/{n}.{'md' if n % 2 else 'txt'}" for n in range(12)]
    write(documents, {name: report_text(n % 8) if n % 2 else TEXTS[1] for n, name in enumerate(names)})
    index = tmp_path / "index"
    run_sync(index, documents)
    (documents / "old").rename(documents / "new")
    encoder = FakeEncoder()
    with monkeypatch.context() as patch:
        patch.setattr("index.sync.parser", lambda: pytest.fail("a file was parsed again"))
        report = run_sync(index, documents, encoder)
    assert report.moved == [(name, name.replace("old", "new")) for name in sorted(names)]
    assert (report.added, report.removed, encoder.encoded) == ([], [], [])
    run_sync(tmp_path / "fresh", documents)
    assert index_contents(index) == index_contents(tmp_path / "fresh")
    assert ranking(index) == ranking(tmp_path / "fresh")


def test_swapped_names_and_a_rename_with_an_edit_encode_only_what_is_new(
    tmp_path: Path, documents: Path
) -> None:
    """Two files that take each other's names are encoded no more; of one renamed and edited, its new part."""
    index = tmp_path / "index"
    write(documents, {"a.md": report_text(1), "b.md": report_text(2), "c.md": report_text(3)})
    run_sync(index, documents)
    (documents / "a.md").rename(documents / "x.md")
    (documents / "b.md").rename(documents / "a.md")
    (documents / "x.md").rename(documents / "b.md")
    (documents / "c.md").rename(documents / "d.md")
    write(documents, {"d.md": report_text(3) + "\n## Part 3\n\nThe harbour was closed.\n"})
    encoder = FakeEncoder()
    report = run_sync(index, documents, encoder)
    assert (report.changed, report.added, report.removed) == (["a.md", "b.md"], ["d.md"], ["c.md"])
    assert [text.splitlines()[-1] for text in encoder.encoded] == ["The harbour was closed."]
    run_sync(tmp_path / "fresh", documents)
    assert index_contents(index) == index_contents(tmp_path / "fresh")
