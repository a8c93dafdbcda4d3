"""An index that grows: what changes is all that is written, whatever its history, and rankings stay right."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index import generations, lexical, searched, vectors
from index.engine import LocalEngine
from index.library import Library
from index.sync import sync
from index.types import Scope, context
from index.vectors import VectorIndex
from tests.support import FakeEncoder, run_sync, source_of, write
from tests.test_search import around_of, assert_same_ranking, bm25_by_hand

DIMENSION = 24


def clustered(seed: int, count: int) -> np.ndarray:
    """Return unit rows around 40 centres that are the same for every seed."""
    centres = np.random.default_rng(0).standard_normal((40, DIMENSION))
    random = np.random.default_rng(seed)
    rows = centres[random.integers(0, 40, count)] + 0.6 * random.standard_normal((count, DIMENSION))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


class Grown:
    """A vector index with a history, beside all that it should hold."""

    def __init__(self, root: Path) -> None:
        """Start with nothing, in a folder."""
        self.rows: dict[int, np.ndarray] = {}
        self._root, self._before, self._next = root, None, 1

    def change(self, add: int = 0, remove: int = 0) -> VectorIndex:
        """Add so many new passages, remove so many of the oldest, and return the index that follows."""
        for row in clustered(self._next, add):
            self.rows[self._next] = row
            self._next += 1
        for number in list(self.rows)[:remove]:
            del self.rows[number]
        self.folder = self._root / str(len(list(self._root.iterdir())))
        self.folder.mkdir()
        numbers, source = np.asarray(list(self.rows), dtype=np.int64), source_of(self.rows, batch=64)
        VectorIndex.derive(self.folder, self._before, numbers, source, DIMENSION)
        self._before = self.folder
        return VectorIndex.open(self.folder, numbers, source)

    def exact(self, query: np.ndarray, k: int, inside: set[int] | None = None) -> list[tuple[int, float]]:
        """Return the ranking by brute force."""
        pairs = [(n, float(row.astype(np.float64) @ query)) for n, row in self.rows.items()]
        kept = [pair for pair in pairs if inside is None or pair[0] in inside]
        return sorted(kept, key=lambda pair: (-round(pair[1], 6), pair[0]))[:k]

    def inode(self) -> int:
        """Return which file the base is."""
        return (self.folder / "base.faiss").stat().st_ino


@pytest.fixture
def grown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Grown:
    """Return an empty index that takes 200 vectors for many."""
    monkeypatch.setattr(vectors, "FLAT", 200)
    return Grown(tmp_path)


def test_any_history_of_vectors_ranks_as_brute_force(grown: Grown) -> None:
    """(number, cosine) pairs are exact when all cells are looked at, through every way the files change."""
    queries = clustered(99, 8)
    steps = [
        ("flat", 150, 0),
        ("made", 500, 20),
        ("shared", 50, 30),
        ("shared", 0, 20),
        ("joined", 190, 0),
        ("written without what is gone", 0, 250),
        ("found anew", 1200, 0),
        ("flat", 0, 1600),
        ("flat", 0, 120),
    ]
    inode = 0
    for name, add, remove in steps:
        index = grown.change(add, remove)
        for query in queries:
            assert_same_ranking(index.nearest(query, 10), grown.exact(query, 10))
            inside = {number for number in grown.rows if number % 7 == 3}
            chosen = index.choose(np.asarray(sorted(inside), dtype=np.int64))
            assert_same_ranking(index.nearest(query, 5, chosen), grown.exact(query, 5, inside))
        assert (grown.folder / "base.faiss").exists() == (name != "flat"), name
        if name != "flat":
            assert (grown.inode() == inode) == (name == "shared"), name
            inode = grown.inode()


def test_many_vectors_are_found_by_comparing_few(grown: Grown, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth is compared, and at least 98 of 100 of the ten nearest are found, with their exact scores."""
    monkeypatch.setattr(vectors, "COMPARED", 500)
    index = grown.change(add=5_000)
    found = right = 0
    for query in clustered(98, 40):
        exact = dict(grown.exact(query, 10))
        for number, score in index.nearest(query, 10):
            found += 1
            right += number in exact
            assert score == pytest.approx(float(grown.rows[number] @ query), abs=1e-6)
    assert found == 400
    assert right >= 392


def test_a_choice_that_lies_far_away_is_found_as_well(grown: Grown, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells without chosen passages do not count as looked at, wherever the question lies."""
    monkeypatch.setattr(vectors, "COMPARED", 500)
    monkeypatch.setattr(vectors, "COMPARED_OF_CHOSEN", 1_200)
    index = grown.change(add=5_000)
    for query in clustered(97, 10):
        there = -query  # around the opposite place, far from every cell that is near the question
        far = {number for number, _ in grown.exact(there, 1_200)}
        found = index.nearest(query, 60, index.choose(np.asarray(sorted(far), dtype=np.int64)))
        assert_same_ranking(found[:10], grown.exact(query, 10, far))
    nothing = index.choose(np.zeros(0, dtype=np.int64))
    assert index.nearest(query, 10, nothing) == []


def report(number: int) -> str:
    """Return a document of three passages."""
    parts = [
        f"## Part {p}\n\nIn part {p} ship {number} brought {number * p} tons of grain.\n" for p in (1, 2, 3)
    ]
    return f"# Report {number}\n\n" + "\n".join(parts)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Return an index over 30 documents in the folder `documents`."""
    write(tmp_path / "documents", {f"{n}.md": report(n) for n in range(30)})
    run_sync(tmp_path / "index", tmp_path / "documents")
    return tmp_path / "index"


def words_by_hand(library: Library, question: str) -> list[tuple[int, float]]:
    """Return the BM25 ranking of what the record holds."""
    texts = {}
    for stored in library.record.passages():
        passage = stored.passage
        texts[stored.number] = library.document(passage.document_id).text[passage.start : passage.end]
    return bm25_by_hand(texts, question, "en", around_of(library))


def test_only_what_is_new_is_read_again(index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One more document has its own passages cut into words, and the rankings are those of the formula."""
    cut: list[str] = []
    real = searched.cut
    monkeypatch.setattr(searched, "cut", lambda text, language: (cut.append(text), real(text, language))[1])
    write(tmp_path / "documents", {"new.md": report(77)})
    run_sync(index, tmp_path / "documents")
    library = Library.open(index)
    new = library.document("new.md")
    assert sorted(cut) == sorted(
        said
        for s in library.record.passages(document_id="new.md")
        for said in (new.text[s.passage.start : s.passage.end], context(new.title, s.passage.heading))
    )
    expected = words_by_hand(library, "How much grain did ship 77 bring?")
    found = library.engine().matching("How much grain did ship 77 bring?", 200)
    assert {n for n, _ in found} == {n for n, _ in expected}
    assert [s for _, s in found] == pytest.approx([s for _, s in expected], rel=1e-4)
    library.close()


@pytest.mark.parametrize(("small", "removed", "exact"), [(0, 2, False), (0, 9, True), (2_000, 2, True)])
def test_what_is_removed_is_never_found_and_soon_not_counted(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: int, removed: int, exact: bool
) -> None:
    """A few removed passages still count for BM25 in a large index; many, or any in a small one, do not."""
    monkeypatch.setattr("index.engine._SMALL", small)
    for number in range(removed):
        (tmp_path / "documents" / f"{number}.md").unlink()
    run_sync(index, tmp_path / "documents")
    library = Library.open(index)
    expected = words_by_hand(library, "How much grain came?")
    found = library.engine().matching("How much grain came?", 200)
    assert {n for n, _ in found} == {n for n, _ in expected}
    same = [s for _, s in found] == pytest.approx([s for _, s in expected], rel=1e-4)
    assert same == exact
    library.close()


STEPS: tuple[tuple[str, Callable[..., object]], ...] = (
    ("index.engine.draft", generations.draft),
    ("index.vectors.link", generations.link),
    ("index.lexical.link", generations.link),
    ("index.vectors.VectorIndex.derive", VectorIndex.derive),
    ("index.lexical.WordIndex.derive", lexical.WordIndex.derive),
    ("index.generations._digest", generations._digest),
    ("index.generations._write", generations._write),
    ("index.generations._drop", generations._drop),
    ("os.replace", os.replace),
)


class Stopped(BaseException):
    """Stands for whatever ends a process: nothing catches it."""


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", range(len(STEPS)), ids=[name for name, _ in STEPS])
def test_a_stop_at_any_step_leaves_the_last_whole_state(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, after: bool
) -> None:
    """It answers while another process writes, and the next run completes the new one without encoding."""
    monkeypatch.setattr(vectors, "FLAT", 40)
    write(tmp_path / "documents", {"new.md": report(77)})
    run_sync(index, tmp_path / "documents")
    name, real = STEPS[step]

    def stop(*arguments: object, **options: object) -> None:
        if after:
            real(*arguments, **options)
        raise Stopped

    write(tmp_path / "documents", {"last.md": report(78)})
    library = Library.open(index)
    with monkeypatch.context() as patch:
        patch.setattr(name, stop)
        with pytest.raises(Stopped):
            sync(library, tmp_path / "documents", FakeEncoder())
    lock = library.write_lock()
    fresh = Library.open(index)
    found = fresh.engine().matching("ship 77", 3)
    assert fresh.passages([found[0][0]])[found[0][0]].passage.document_id == "new.md"
    fresh.close()
    lock.release()
    library.close()
    encoder = FakeEncoder()
    run_sync(index, tmp_path / "documents", encoder)
    assert encoder.encoded == []
    library = Library.open(index)
    assert library.engine().matching("ship 78", 200)[0][0] in {
        s.number for s in library.record.passages(document_id="last.md")
    }
    assert len(library.engine()) == len(library.record.searchable()) == 32 * 3
    library.close()
    assert len(list((index / "derived").iterdir())) == 1


def test_a_file_is_read_again_only_where_it_may_have_changed(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening compares sizes, times and inodes; a copy is compared byte by byte once, and remembered."""
    read: list[str] = []
    real = generations._digest
    monkeypatch.setattr(generations, "_digest", lambda path: (read.append(path.name), real(path))[1])

    def opened(folder: Path, *, thorough: bool = False) -> bool:
        read.clear()
        library = Library.open(folder)
        model = library.model_id or ""
        engine = LocalEngine.open(folder / "derived", library.record, model, thorough=thorough)
        library.close()
        return engine is not None

    assert opened(index)
    assert read == []
    copy = tmp_path / "copy"
    shutil.copytree(index, copy)
    assert opened(copy)
    assert {"tail.faiss", "places.npy", "meta.json"} <= set(read)
    assert opened(copy)
    assert read == []
    tail = next(copy.rglob("tail.faiss"))
    stat, data = tail.stat(), bytearray(tail.read_bytes())
    data[-1] ^= 1
    with tail.open("rb+") as file:
        file.write(data)
    os.utime(tail, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert opened(copy)  # nothing tells but its bytes …
    assert not opened(copy, thorough=True)  # … which the doctor reads
    os.utime(tail)
    assert not opened(copy)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"layout": 3}', '{"layout": 3, "files": {"x": []}}'])
def test_a_broken_manifest_is_no_engine(index: Path, tmp_path: Path, content: str) -> None:
    """Whatever stands in it, the engine is made again and answers."""
    manifest = next(index.rglob("manifest.json"))
    manifest.write_text(content)
    library = Library.open(index)
    assert LocalEngine.open(index / "derived", library.record, library.model_id or "") is None
    assert len(library.engine()) == 90
    library.close()
    assert set(json.loads(manifest.read_text())) == {"layout", "generation", "notes", "files", "seal"}


def test_an_open_engine_answers_after_its_files_are_gone(index: Path, tmp_path: Path) -> None:
    """A reader keeps the state that it opened, while a writer puts the next in its place."""
    library = Library.open(index)
    engine = library.engine()
    query = FakeEncoder().encode(["ship 7"])[0]
    expected = engine.nearest(query, 5), engine.matching("ship 7", 5)
    write(tmp_path / "documents", {"new.md": report(77)})
    run_sync(index, tmp_path / "documents")
    assert (engine.nearest(query, 5), engine.matching("ship 7", 5)) == expected
    assert len(library.engine()) == len(engine) + 3
    library.close()


def test_what_is_asked_for_again_is_not_read_again(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the list of documents nor a text is read twice, until the index changes."""
    library = Library.open(index)
    read: list[str] = []
    for name in ("document_numbered", "summaries"):
        real = getattr(library.record, name)
        monkeypatch.setattr(
            library.record, name, lambda *given, n=name, real=real: (read.append(n), real(*given))[1]
        )
    numbers = library.record.searchable()[:6, 0].tolist()
    for _ in range(2):
        _, documents = library.snapshot(numbers)
        assert len(library.documents()) == len(library.within(Scope(types=("md",)))) == 30
    assert sorted(read) == ["document_numbered"] * len(documents) + ["summaries"]
    earlier = documents["0.md"].text
    write(tmp_path / "documents", {"0.md": report(99)})
    run_sync(index, tmp_path / "documents")
    changed = [s.number for s in library.record.passages(document_id="0.md")]
    assert library.snapshot(changed)[1]["0.md"].text == report(99) != earlier
    assert library.snapshot(numbers)[0].keys().isdisjoint(changed)
    (tmp_path / "documents" / "1.md").unlink()
    run_sync(index, tmp_path / "documents")
    assert len(library.documents()) == len(library.within(Scope(folders=(), since=None, globs=("*",)))) == 29
    library.close()
