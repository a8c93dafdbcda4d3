# ruff: noqa: F811 - a fixture
"""Changes of files that neither their size nor their time of change tells."""

import os
import shutil
import time
from pathlib import Path

import pytest

from index.walk import take
from tests.support import index_contents, write
from tests.test_sync import ONE, OTHER, changes, generation, in_step, index  # noqa: F401 - a fixture


@pytest.mark.skipif(os.name == "nt", reason="Windows notes no time of change that programs cannot set")
def test_a_change_that_keeps_size_and_time_is_seen(
    index: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a restored backup or `touch -d` leaves them."""
    monkeypatch.setattr("index.walk._YOUNG_NS", 0)
    for text, expected in (("The bridge is 10 m.\n", "added"), ("The bridge is 90 m.\n", "changed")):
        write(documents, {"one.txt": text})
        os.utime(documents / "one.txt", (1, 1))
        assert changes(in_step(index, documents)[0]) == {expected: ["one.txt"]}
        assert index_contents(index)["documents"]["one.txt"][0].text == text
        time.sleep(0.05)  # the clock of some file systems is coarse


def test_files_that_change_places_are_seen(
    index: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though both are as large and as old as what stood there before."""
    monkeypatch.setattr("index.walk._YOUNG_NS", 0)
    write(documents, {"a.txt": "The bridge is 10 m.\n", "b.txt": "The bridge is 90 m.\n"})
    for name in ("a.txt", "b.txt"):
        os.utime(documents / name, (1, 1))
    in_step(index, documents)
    for old, new in (("a.txt", "c.txt"), ("b.txt", "a.txt"), ("c.txt", "b.txt")):
        (documents / old).rename(documents / new)
    report, encoded = in_step(index, documents)
    assert (changes(report), encoded) == ({"changed": ["a.txt", "b.txt"]}, [])
    assert index_contents(index)["documents"]["a.txt"][0].text == "The bridge is 90 m.\n"


def test_a_copy_of_the_folder_is_read_once(
    index: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other files with the same names, times and content: each is read once, nothing encoded."""
    monkeypatch.setattr("index.walk._YOUNG_NS", 0)
    write(documents, {"one.md": ONE, "other.md": OTHER})
    in_step(index, documents)
    kept = documents.with_name("kept")
    shutil.copytree(documents, kept)
    shutil.rmtree(documents)
    kept.rename(documents)
    read: list[str] = []
    monkeypatch.setattr("index.sync.take", lambda file: (read.append(file.id), take(file))[1])
    monkeypatch.setattr("index.sync.parser", lambda: pytest.fail("nothing is to be parsed"))
    before = generation(index)
    for expected in (["one.md", "other.md"], []):
        read.clear()
        report, encoded = in_step(index, documents)
        assert (changes(report), encoded, read) == ({"unchanged": 2}, [], expected)
    assert generation(index) == before
