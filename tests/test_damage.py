"""Damage of every kind, made by hand: the doctor says what is wrong, and what can be made again is."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.doctor import Finding, examine
from index.errors import FootnoteError
from index.library import Library
from qa.feedback import Feedback
from qa.types import Answer, Citation, Statement
from qa.uploads import Folder
from tests.support import FakeEncoder, index_contents, ranking, run_sync, write

FILES: dict[str, str | bytes] = {
    "lake.md": "---\ndate: 2020-05-01\nauthor: Ann Berg\n---\n\n# Lake\n\nThe bridge over it is long.\n",
    "tower.md": "# Tower\n\nThe tower by the lake is high.\n\n## Paint\n\nIt is green.\n",
    "tunnel.txt": "The tunnel below the lake is dark.\n",
    "broken.json": "{",
}


@pytest.fixture(autouse=True)
def _model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.doctor.load_encoder", lambda name: FakeEncoder())


@pytest.fixture
def index(tmp_path: Path, documents: Path) -> Path:
    """Return an index whose log is all in its record."""
    write(documents, FILES)
    run_sync(tmp_path / "index", documents)
    with closing(sqlite3.connect(tmp_path / "index" / "record.sqlite")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return tmp_path / "index"


def wrong(index: Path, *, repair: bool = False) -> list[Finding]:
    """Return what is not well."""
    return [finding for finding in examine(index, repair=repair) if not finding.well]


def assert_mended(index: Path, documents: Path) -> None:
    """Check that after a repair and a run all is as in a fresh index."""
    assert all(finding.repaired for finding in wrong(index, repair=True))
    run_sync(index, documents)
    assert wrong(index) == []
    fresh = index.with_name("fresh")
    run_sync(fresh, documents)
    assert index_contents(index) == index_contents(fresh)
    assert ranking(index) == ranking(fresh)


def flip(path: Path, place: int, bit: int = 0) -> None:
    """Change one bit of a file."""
    data = bytearray(path.read_bytes())
    data[place] ^= 1 << bit
    path.write_bytes(data)


def test_any_changed_bit_of_the_record_is_found_or_changes_nothing(
    index: Path, documents: Path, tmp_path: Path
) -> None:
    """Wherever it is: it is told, or contents and ranking are what they were; a repair and a run mend it."""
    generator = random.Random(7)  # noqa: S311 - for tests
    contents, ranks = index_contents(index), ranking(index)
    size = (index / "record.sqlite").stat().st_size
    told = 0
    for number in range(40):
        copy = tmp_path / f"copy{number}"
        shutil.copytree(index, copy)
        flip(copy / "record.sqlite", generator.randrange(size), generator.randrange(8))
        try:
            found = wrong(copy)
        except FootnoteError:  # not a database any more, or of an unknown schema: told as well
            found = [Finding("record", False, "")]
        if found:
            told += 1
            continue
        run_sync(copy, documents)
        assert index_contents(copy) == contents
        assert ranking(copy) == ranks
    assert told > 5


TEXT_CHANGES = [
    "UPDATE documents SET text = replace(text, 'long', 'wide') WHERE id = 'lake.md'",
    "UPDATE documents SET date = '2021-05-01' WHERE id = 'lake.md'",
    "UPDATE documents SET author = 'Eve Berg' WHERE id = 'lake.md'",
    "UPDATE documents SET title = 'Other' WHERE id = 'tower.md'",
    "UPDATE passages SET sentences = '[]' WHERE sentences LIKE '%[%'",
    "UPDATE passages SET heading = 'Pain' WHERE heading LIKE '%Paint'",
]


@pytest.mark.parametrize("change", TEXT_CHANGES)
def test_a_document_that_is_not_as_it_was_committed_is_read_again(
    index: Path, documents: Path, change: str
) -> None:
    """SQLite takes it for sound; its seal is broken."""
    with closing(sqlite3.connect(index / "record.sqlite", isolation_level=None)) as connection:
        assert connection.execute(change).rowcount > 0
    (found,) = wrong(index)
    assert found.subject == "documents"
    assert "not as they were committed, such as" in found.words
    assert "footnote doctor --repair" in found.words
    assert_mended(index, documents)


@pytest.mark.parametrize("vector", [np.zeros(64), np.full(64, np.nan), np.ones(64), np.ones(3) / np.sqrt(3)])
def test_a_broken_vector_is_made_again(index: Path, documents: Path, vector: np.ndarray) -> None:  # type: ignore[type-arg]
    """One that is not finite, of another length or of another dimension is dropped and encoded again."""
    with closing(sqlite3.connect(index / "record.sqlite", isolation_level=None)) as connection:
        connection.execute(
            "UPDATE vectors SET vector = ? WHERE input_digest = (SELECT max(input_digest) FROM vectors)",
            (vector.astype("<f4").tobytes(),),
        )
    assert [finding.subject for finding in wrong(index)] == ["vectors"]
    assert_mended(index, documents)


def derived(index: Path) -> list[Path]:
    """Return the files of the search index that hold something."""
    return sorted(p for p in (index / "derived").rglob("*") if p.is_file() and p.stat().st_size)


def test_every_file_of_the_search_index_is_watched(index: Path, documents: Path, tmp_path: Path) -> None:
    """A changed bit, a cut end and a missing file are each found by checksum, and made again."""
    names = [path.relative_to(index) for path in derived(index)]
    for number, name in enumerate(names):
        for kind, damage in enumerate((lambda p: flip(p, p.stat().st_size // 2), lambda p: p.unlink())):
            copy = tmp_path / f"{number}-{kind}"
            shutil.copytree(index, copy)
            damage(copy / name)
            assert "search index" in [finding.subject for finding in wrong(copy)], name
            assert all(finding.repaired for finding in wrong(copy, repair=True)), name
            assert wrong(copy) == []
            assert ranking(copy) == ranking(index)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_log_that_is_cut_off_costs_only_its_end(tmp_path: Path, documents: Path, share: float) -> None:
    """The record is what was committed before the cut; the next run completes it."""
    index = tmp_path / "index"
    library = Library.open(index, create=True)
    write(documents, FILES)
    run_sync(index, documents)
    copy = tmp_path / "copy"
    shutil.copytree(index, copy)
    library.close()
    log = copy / "record.sqlite-wal"
    log.write_bytes(log.read_bytes()[: int(log.stat().st_size * share)])
    (copy / "record.sqlite-shm").unlink()
    run_sync(copy, documents)
    assert wrong(copy) == []
    assert index_contents(copy) == index_contents(index)
    assert ranking(copy) == ranking(index)


def test_a_damaged_history_and_foreign_files_leave_the_index_alone(index: Path, documents: Path) -> None:
    """Damaged conversations are set aside, never deleted; what is not Footnote's is named and stays."""
    write(index, {"conversations.sqlite": b"no database" * 500, "holiday.txt": "Mine."})
    assert [finding.subject for finding in wrong(index)] == ["conversations"]
    (found,) = wrong(index, repair=True)
    assert found.repaired
    (aside,) = index.glob("damaged-*")
    assert (aside / "conversations.sqlite").read_bytes() == b"no database" * 500
    others = [finding.words for finding in examine(index) if finding.subject == "other files"]
    assert others == ["'holiday.txt' is not Footnote's and left alone"]
    assert_mended(index, documents)
    assert (index / "holiday.txt").read_text() == "Mine."


def test_what_use_leaves_in_the_index_is_known_as_its_own(index: Path, documents: Path) -> None:
    """Locks, judgements and what was removed on the page are Footnote's; of several others one is named."""
    quote = "The wheel was mended."
    citation = Citation(1, "mill.txt", "Mill", None, None, 1, 0, len(quote), quote, "a" * 64)
    answer = Answer("When?", "When?", True, 0.9, (Statement((citation,)),))
    feedback = Feedback(index)
    feedback.remove(feedback.add(answer, (), "right"))
    Folder(documents, index).remove(sorted(path.name for path in documents.iterdir() if path.is_file())[0])
    (index / "deriving.lock").touch()
    assert not [finding for finding in examine(index) if finding.subject == "other files"]
    write(index, {"b.txt": "Mine.", "a.txt": "Mine."})
    others = [finding.words for finding in examine(index) if finding.subject == "other files"]
    assert others == ["2 are not Footnote's and left alone, such as 'a.txt'"]
