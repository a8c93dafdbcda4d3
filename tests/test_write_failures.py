"""Disks that are full, fail or can't be written: a clear error, nothing lost, and the next run completes."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import FootnoteError, IndexWriteError
from index.library import Library
from qa.ask import Asker
from tests.support import (
    ROOT,
    FakeEncoder,
    assert_intact,
    assert_verbatim,
    calibration,
    index_contents,
    ranking,
    run_sync,
    write,
)

STEP = int(os.environ.get("FAILURE_STEP", "61"))
"""Every which file operation fails in turn; a release is tested with 1."""
FILES = {f"{n}.md": f"# Lake {n}\n\nThe bridge over the lake is {n} metres long.\n" for n in range(40)}


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("cc"), reason="needs Linux and a C compiler")
def test_whichever_file_operation_fails_nothing_is_lost(tmp_path: Path) -> None:
    """A full disk, a disk error, a folder that becomes read-only: at each operation of a run in turn."""
    library = tmp_path / "failing.so"
    source = ROOT / "tests" / "data" / "failing.c"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # others would not live on in a fork
    environment = {**os.environ, **one_thread, "LD_PRELOAD": str(library)}
    command = [sys.executable, "-m", "tests.failing", str(tmp_path / "runs"), str(STEP)]
    ran = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    tried = [line for line in lines if "number" in line]
    assert len(lines) - len(tried) == 6
    assert all(line["operations"] > 100 for line in lines if "number" not in line)
    wrong = [line for line in tried if {"unexpected", "afterwards", "ended"} & line.keys()]
    assert not wrong, json.dumps(wrong[:3], indent=1)
    errors = [line["error"] for line in tried if line["error"]]
    assert len(errors) > len(tried) * 0.8
    for error in errors:
        assert error.startswith(f"the index '{tmp_path / 'runs' / 'index'}"), error
        assert "cannot be written" in error, error
        assert "run 'footnote index' again" in error, error
        assert len(error.splitlines()) == 1


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Return a small disk of its own, which only root may make."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)]
    if not shutil.which("mount") or subprocess.run(made, capture_output=True).returncode:
        pytest.skip("a small disk can't be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def remount(disk: Path, options: str) -> None:
    """Change a disk's size, or whether it can be written."""
    subprocess.run(["mount", "-o", f"remount,{options}", str(disk)], check=True)


@pytest.mark.parametrize("kilobytes", [4, 64, 120, 200, 300])
def test_a_disk_that_is_full_keeps_what_is_committed(disk: Path, documents: Path, kilobytes: int) -> None:
    """The run says so, what it committed is whole, and with more room the next run completes."""
    write(documents, FILES)
    fresh = documents.with_name("fresh")
    run_sync(fresh, documents)
    remount(disk, f"size={kilobytes}k")
    with pytest.raises(IndexWriteError, match=r"cannot be written .* run 'footnote index' again"):
        run_sync(disk / "index", documents)
    remount(disk, "size=20m")
    assert_intact(disk / "index", [index_contents(fresh)["documents"]])
    run_sync(disk / "index", documents)
    assert index_contents(disk / "index") == index_contents(fresh)
    assert ranking(disk / "index") == ranking(fresh)


@pytest.fixture
def read_only(tmp_path: Path, documents: Path) -> Iterator[Path]:
    """Return an index over the files, in a folder that can't be written."""
    write(documents, FILES)
    index = tmp_path / "index"
    run_sync(index, documents)
    if os.geteuid():
        folders = [index, *(path for path in index.rglob("*") if path.is_dir())]
        for folder in folders:
            folder.chmod(0o555)
        yield index
        for folder in folders:
            folder.chmod(0o755)
        return
    bound = ["mount", "--bind", str(index), str(index)]
    if not shutil.which("mount") or subprocess.run(bound, capture_output=True).returncode:
        pytest.skip("a folder can't be made read-only for root here")
    remount(index, "ro,bind")
    yield index
    subprocess.run(["umount", "-l", str(index)], check=True)


def test_an_index_that_cannot_be_written_answers(read_only: Path, documents: Path) -> None:
    """Questions are answered as before; what would write says that it can't."""
    write(documents, {"new.md": "# New\n\nThe bridge over the pond is new.\n"})
    run_sync(read_only.with_name("fresh"), documents)
    library = Library.open(read_only)
    try:
        asker = Asker(library, FakeEncoder(), calibration(0.0))
        answer = asker.ask("How long is the bridge over the lake?")
        assert answer.answered
        assert_verbatim(answer, library)
    finally:
        library.close()
    with pytest.raises(IndexWriteError, match="read-only|sound"):
        run_sync(read_only, documents)
    assert "new.md" not in index_contents(read_only)["documents"]


def test_a_search_index_that_cannot_be_made_again_is_made_elsewhere(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the index folder has no room for it, questions are answered from a temporary one."""
    write(documents, FILES)
    index = tmp_path / "index"
    run_sync(index, documents)
    expected = ranking(index)
    shutil.rmtree(index / "derived")
    (index / "derived").write_text("in the way")
    assert ranking(index) == expected
    with pytest.raises(FootnoteError, match="cannot be written"):
        run_sync(index, documents)
