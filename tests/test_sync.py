"""The index in step with its folder: what is encoded, what is listed, and what a damaged part does."""

import os
import shutil
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from index import walk as walk_module
from index.encode import Vectors
from index.engine import LocalEngine
from index.errors import (
    DocumentsMissingError,
    IndexBusyError,
    IndexDamagedError,
    IndexMissingError,
    OtherDocumentsError,
)
from index.library import Library
from index.store import Skipped
from index.sync import SyncReport, sync
from qa.retrieve import retrieve
from tests.support import FakeEncoder, index_contents, ranking, run_sync, write

ONE = "# One\n\nThe bridge over the river is long.\n\n# Two\n\nThe tower in the city is high.\n"
OTHER = "# Other\n\nThe tunnel below the lake is dark.\n"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Return the index folder, not yet there."""
    return tmp_path / "index"


def in_step(index: Path, documents: Path) -> tuple[SyncReport, list[str]]:
    """Run a sync; return its report and the texts that were encoded."""
    encoder = FakeEncoder()
    report = run_sync(index, documents, encoder)
    assert report.encoded == len(encoder.encoded)
    return report, encoder.encoded


def changes(report: SyncReport) -> dict[str, object]:
    """Return what a report says was done, without what is empty."""
    names = ("added", "changed", "moved", "removed", "unchanged")
    return {name: value for name in names if (value := getattr(report, name))}


def test_added_files_are_encoded_once_with_their_headings(index: Path, documents: Path) -> None:
    """Each passage goes to the encoder once, below its title and heading."""
    write(documents, {"one.md": ONE, "deep/er/other.md": OTHER})
    report, encoded = in_step(index, documents)
    assert changes(report) == {"added": ["deep/er/other.md", "one.md"]}
    assert sorted((text.splitlines()[0], text.splitlines()[-1]) for text in encoded) == [
        ("One", "The bridge over the river is long."),
        ("One › Two", "The tower in the city is high."),
        ("Other", "The tunnel below the lake is dark."),
    ]


def test_an_unchanged_folder_encodes_and_writes_nothing(index: Path, documents: Path) -> None:
    """A second run finds nothing to do, and the record's generation stays."""
    write(documents, {"one.md": ONE, "other.md": OTHER})
    in_step(index, documents)
    before = generation(index)
    assert [changes(in_step(index, documents)[0]), generation(index)] == [{"unchanged": 2}, before]


def generation(index: Path) -> int:
    """Return how many commits the record has seen."""
    library = Library.open(index)
    try:
        return library.record.generation
    finally:
        library.close()


def test_a_touched_file_is_unchanged(index: Path, documents: Path) -> None:
    """A new time of change with the old content changes nothing."""
    write(documents, {"one.md": ONE})
    in_step(index, documents)
    os.utime(documents / "one.md", (1, 1))
    report, encoded = in_step(index, documents)
    assert (changes(report), encoded) == ({"unchanged": 1}, [])


def test_a_changed_file_encodes_only_what_is_new_in_it(index: Path, documents: Path) -> None:
    """The passage that stayed keeps its vector; the new text takes the place of the old."""
    write(documents, {"one.md": ONE})
    in_step(index, documents)
    write(documents, {"one.md": ONE.replace("high", "very high indeed")})
    report, encoded = in_step(index, documents)
    assert changes(report) == {"changed": ["one.md"]}
    assert [text.splitlines()[-1] for text in encoded] == ["The tower in the city is very high indeed."]
    assert "very high indeed" in index_contents(index)["documents"]["one.md"][0].text


@pytest.mark.parametrize("name", ["two.md", "folder/one.md"])
def test_a_renamed_or_moved_file_encodes_nothing(index: Path, documents: Path, name: str) -> None:
    """A file under a new name or folder is reported as moved, and its vectors are kept."""
    write(documents, {"one.md": ONE, "x.txt": "No title here, only a sentence.\n"})
    in_step(index, documents)
    (documents / name).parent.mkdir(exist_ok=True)
    (documents / "one.md").rename(documents / name)
    (documents / "x.txt").rename(documents / "y.txt")
    report, encoded = in_step(index, documents)
    assert encoded == []
    assert changes(report) == {"moved": [("one.md", name), ("x.txt", "y.txt")]}
    assert sorted(index_contents(index)["documents"]) == sorted([name, "y.txt"])


def test_a_file_that_became_two_has_moved_once(index: Path, documents: Path) -> None:
    """Of two new copies of a file that is gone, one has moved and the other is added."""
    write(documents, {"one.md": ONE})
    in_step(index, documents)
    (documents / "one.md").unlink()
    write(documents, {"a.md": ONE, "b.md": ONE})
    report, encoded = in_step(index, documents)
    assert changes(report) == {"added": ["b.md"], "moved": [("one.md", "a.md")]}
    assert encoded == []


def test_a_removed_file_leaves_nothing_behind(index: Path, documents: Path) -> None:
    """Its document, passages and vectors are gone, and no search finds it."""
    write(documents, {"one.md": ONE, "other.md": OTHER})
    in_step(index, documents)
    (documents / "other.md").unlink()
    report, _ = in_step(index, documents)
    assert changes(report) == {"removed": ["other.md"], "unchanged": 1}
    library = Library.open(index)
    found = retrieve(library, FakeEncoder(), "tunnel below the lake", 9).matches
    rows = library.record._rows("SELECT count(*) FROM vectors")[0][0]
    library.close()
    assert {match.hit.passage.document_id for match in found} == {"one.md"}
    assert rows == 2


def test_duplicates_are_two_documents_and_encoded_once(index: Path, documents: Path) -> None:
    """The same file twice, even under the same name, is two documents that are each found at their place."""
    write(documents, {"a/report.md": ONE, "b/report.md": ONE, "c.md": "# C\n\nIntroduction.\n\n" + ONE})
    report, encoded = in_step(index, documents)
    assert changes(report) == {"added": ["a/report.md", "b/report.md", "c.md"]}
    assert len(encoded) == len(set(encoded)) < 6
    library = Library.open(index)
    matches = retrieve(library, FakeEncoder(), "The tower in the city is high.", 3).matches
    places = {(m.hit.passage.document_id, m.hit.passage.start, m.hit.text.strip()[-10:]) for m in matches}
    library.close()
    assert {document_id for document_id, _, _ in places} == {"a/report.md", "b/report.md", "c.md"}
    assert {end for _, _, end in places} == {"y is high."}


def test_what_is_on_its_way_is_not_encoded_again(
    index: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text of a file that is read before the vectors of its first occurrence are committed has these."""
    monkeypatch.setattr("index.sync._BATCH_PASSAGES", 1)  # each file is a batch
    monkeypatch.setattr("index.sync._PASSAGES_AHEAD", 100)

    class Slow(FakeEncoder):
        def encode(self, texts: Sequence[str]) -> Vectors:
            time.sleep(0.05)
            return super().encode(texts)

    write(documents, {f"{number}.txt": f"{'One.' if number % 2 else 'Two.'}\n" for number in range(12)})
    encoder = Slow()
    report = run_sync(index, documents, encoder)
    assert sorted(encoder.encoded) == ["One.", "Two."]
    assert report.encoded == 2
    assert len(report.added) == 12


def test_the_encoder_is_told_how_much_is_to_come(index: Path, documents: Path) -> None:
    """Files that are as they were count nothing, and packed ones less than plain text."""
    told: list[int] = []

    class Told(FakeEncoder):
        def expect(self, characters: int) -> None:
            told.append(characters)

    write(documents, {"one.md": ONE, "other.md": OTHER})
    (documents / "packed.docx").write_bytes(b"x" * 1000)
    for path in documents.iterdir():
        os.utime(path, (1_500_000_000, 1_500_000_000))  # else they may still be changing
    run_sync(index, documents, Told())
    write(documents, {"other.md": OTHER * 2})
    run_sync(index, documents, Told())
    assert told == [len(ONE + OTHER) + 50, 2 * len(OTHER)]


def test_equal_passages_in_one_document_keep_their_places(index: Path, documents: Path) -> None:
    """The same words twice in one text are two passages with their own offsets."""
    text = "# A\n\nThe same words stand here.\n\n# B\n\nMore.\n\n# A\n\nThe same words stand here.\n"
    write(documents, {"one.md": text})
    _, encoded = in_step(index, documents)
    assert len([t for t in encoded if t.endswith("The same words stand here.")]) <= 2
    document, passages = index_contents(index)["documents"]["one.md"]
    found = [span for _, spans, _, _ in passages for span in spans]
    same = [start for start, end in found if document.text[start:end] == "The same words stand here."]
    assert same == [text.index("The same"), text.rindex("The same")]


def test_every_file_that_is_left_out_is_listed_with_its_reason(
    index: Path, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is skipped silently: type, hidden, link, size, content and links that lead nowhere."""
    monkeypatch.setattr(walk_module, "MAX_FILE_BYTES", 2_000_000)
    outside = write(tmp_path / "outside", {"secret.txt": "Not yours.\n"})
    write(
        documents,
        {"good.txt": "A sentence that can be read.\n", "photo.jpg": b"\xff\xd8", "noextension": "x",
         ".hidden.txt": "x", ".git/config.txt": "x", "empty.txt": "", "binary.txt": b"a\0b",
         "large.txt": "x" * 2_000_001},
    )  # fmt: skip
    (documents / "out.txt").symlink_to(outside / "secret.txt")
    (documents / "up.txt").symlink_to(Path("../outside/secret.txt"))
    (documents / "nowhere.txt").symlink_to(documents / "gone.txt")
    (documents / "loop.txt").symlink_to(documents / "loop.txt")
    (documents / "folder").symlink_to(outside)
    (documents / "inside.txt").symlink_to(documents / "good.txt")
    os.mkfifo(documents / "pipe.txt")
    report, _ = in_step(index, documents)
    assert report.added == ["good.txt", "inside.txt"]
    reasons = {file.id: file.reason for file in report.skipped}
    expected = {
        "photo.jpg": "files of type .jpg are not read", "noextension": "files of type (none) are not read",
        ".hidden.txt": "hidden file", ".git/": "hidden folder", "empty.txt": "the file is empty",
        "binary.txt": "the file is not text", "large.txt": "larger than 2 MB",
        "out.txt": "a link out of the documents folder", "up.txt": "a link out of the documents folder",
        "nowhere.txt": "cannot be read: No such file or directory", "folder/": "a link to another folder",
        "pipe.txt": "not a regular file",
    }  # fmt: skip
    assert reasons.pop("loop.txt").startswith("cannot be read")
    assert reasons == expected
    assert {s.id: s.reason for s in index_contents(index)["skipped"]}.items() >= expected.items()


def test_a_file_that_becomes_unreadable_is_no_longer_quoted(index: Path, documents: Path) -> None:
    """Its earlier text goes and the reason is listed; when it can be read again, it is back."""
    write(documents, {"one.md": ONE, "other.md": OTHER})
    in_step(index, documents)
    write(documents, {"one.md": b"\0\0"})
    in_step(index, documents)
    found = index_contents(index)
    assert list(found["documents"]) == ["other.md"]
    assert found["skipped"] == (Skipped("one.md", "the file is not text"),)
    write(documents, {"one.md": ONE})
    in_step(index, documents)
    assert index_contents(index)["skipped"] == ()


def test_the_index_folder_inside_the_documents_is_not_indexed(documents: Path) -> None:
    """An index that lies in the folder neither is read nor listed."""
    write(documents, {"one.md": ONE})
    report, _ = in_step(documents / "index", documents)
    assert (report.added, report.skipped) == (["one.md"], [])
    assert in_step(documents / "index", documents)[0].skipped == []


def test_a_missing_folder_is_said_to_be_missing(index: Path, documents: Path) -> None:
    """A missing documents folder never counts as an empty one: the index stays as it was."""
    write(documents, {"one.md": ONE})
    in_step(index, documents)
    shutil.rmtree(documents)
    with pytest.raises(DocumentsMissingError, match="no documents folder .*--documents"):
        in_step(index, documents)
    assert list(index_contents(index)["documents"]) == ["one.md"]


def test_a_missing_damaged_or_foreign_record_is_a_clear_error(tmp_path: Path) -> None:
    """Opening what is no index says so and does not write over it."""
    with pytest.raises(IndexMissingError, match="no index in .* run 'footnote index'"):
        Library.open(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()
    damaged = write(tmp_path / "damaged", {"record.sqlite": b"not a database" * 500})
    with pytest.raises(IndexDamagedError, match="cannot be read"):
        Library.open(damaged, create=True)
    assert (damaged / "record.sqlite").read_bytes() == b"not a database" * 500


def test_a_second_writer_is_refused_at_once(index: Path, documents: Path) -> None:
    """While one process writes, another is told so and changes nothing; afterwards it may."""
    write(documents, {"one.md": ONE})
    library = Library.open(index, create=True)
    lock = library.write_lock()
    with pytest.raises(IndexBusyError, match="another process is writing"):
        in_step(index, documents)
    lock.release()
    library.close()
    assert in_step(index, documents)[0].added == ["one.md"]


def test_who_derives_is_waited_for(index: Path, documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that comes first makes the search engine; who writes meanwhile waits, and is not refused."""
    write(documents, {"one.md": ONE})
    in_step(index, documents)
    shutil.rmtree(index / "derived")
    begun, go_on = threading.Event(), threading.Event()
    derive = LocalEngine.derive

    def slowly(*given: Any, **named: Any) -> LocalEngine:  # noqa: ANN401
        begun.set()
        assert go_on.wait(30)
        return derive(*given, **named)

    monkeypatch.setattr("index.derived.LocalEngine.derive", slowly)
    library, other = Library.open(index), Library.open(index)
    with ThreadPoolExecutor() as pool:
        engines = [pool.submit(one.engine) for one in (library, other)]
        assert begun.wait(30)
        writing = pool.submit(in_step, index, write(documents, {"other.md": OTHER}))
        time.sleep(0.2)
        assert not writing.done()
        go_on.set()
        assert writing.result(30)[0].added == ["other.md"]
        for engine in engines:
            engine.result(30)
    assert library.engine().generation == library.record.generation
    library.close()
    other.close()


def damage(file: Path) -> None:
    """Flip some bytes in the middle of a file; a new file, since the old one may still be mapped."""
    data = bytearray(file.read_bytes())
    for place in range(len(data) // 2, min(len(data) // 2 + 8, len(data))):
        data[place] ^= 0xFF
    copy = file.with_name(f"{file.name}.damaged")
    copy.write_bytes(data)
    copy.replace(file)


def test_a_lost_or_damaged_derived_index_is_made_again(index: Path, documents: Path) -> None:
    """Each file of it in turn is damaged or deleted; the ranking is the same each time."""
    write(documents, {"one.md": ONE, "other.md": OTHER})
    in_step(index, documents)
    expected = ranking(index)
    assert expected[0][2] > expected[-1][2]
    count = len(derived_files(index))
    assert count >= 4
    for position in range(count):
        damage(derived_files(index)[position])
        assert ranking(index) == expected, f"file {position} damaged"
        derived_files(index)[position].unlink()
        assert ranking(index) == expected, f"file {position} deleted"
    shutil.rmtree(index / "derived")
    assert ranking(index) == expected


def derived_files(index: Path) -> list[Path]:
    """Return the files of the derived index that hold something."""
    return sorted(p for p in (index / "derived").rglob("*") if p.is_file() and p.stat().st_size)


def test_a_folder_that_was_moved_is_no_other(tmp_path: Path) -> None:
    """Under its new name it is the same folder, unless most of its files are gone."""
    write(tmp_path / "docs", {f"{n}.txt": f"Text number {n}.\n" for n in range(3)})
    library = Library.open(tmp_path / "index", create=True)
    sync(library, tmp_path / "docs", FakeEncoder())
    moved = (tmp_path / "docs").rename(tmp_path / "papers")
    report = sync(library, moved, FakeEncoder())
    assert (report.unchanged, report.removed, report.encoded) == (3, [], 0)
    for name in ("0.txt", "1.txt"):
        (moved / name).unlink()
    with pytest.raises(OtherDocumentsError, match="--replace"):
        sync(library, moved.rename(tmp_path / "few"), FakeEncoder())
    assert len(library.documents()) == 3
    library.close()
