"""What is wrong with an index, and mending what can be made again.

The record is what cannot be derived; where SQLite finds it damaged, it is set aside, never deleted, and the
documents are indexed again. Everything else is made again from the record.
"""

import datetime
import re
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.encode import load_encoder
from index.engine import LocalEngine
from index.errors import FootnoteError, IndexDamagedError
from index.library import Library
from index.milvus import is_address
from index.types import seal

__all__ = ["Finding", "examine"]

_TOLERANCE = 1e-3
_OWN = re.compile(
    r"(record|conversations)\.sqlite(-wal|-shm|-journal)?|(writer|deriving)\.lock|derived|damaged-.*"
    r"|feedback\.(jsonl|new|jsonl\.lock)|removed"
)
"""What Footnote puts into the folder of an index: the judgements and the files removed on the page, too."""
_NAMES = {"record.sqlite": "record", "conversations.sqlite": "conversations"}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was looked at: what, whether it is well, and what was done or is to be done about it."""

    subject: str
    well: bool
    words: str
    repaired: bool = False


def examine(place: Path | str, *, repair: bool = False) -> Iterator[Finding]:
    """Look at every part of an index, and mend what can be where that is asked for.

    Raises IndexMissingError where there is none, IndexBusyError where a repair meets a process that writes.
    """
    if is_address(place):
        yield _cluster(str(place), repair=repair)
        return
    folder = Path(place)
    record, conversations = folder / "record.sqlite", folder / "conversations.sqlite"
    for path in (record, conversations):
        damage = _damage(path)
        if damage:
            yield _set_aside(path, damage) if repair else Finding(_NAMES[path.name], False, _damaged(damage))
            if path != conversations:
                return
    library = Library.open(folder)
    lock = library.write_lock() if repair else None
    try:
        yield from _parts(library, repair=repair)
    except (IndexDamagedError, sqlite3.Error, ValueError) as error:  # what SQLite itself does not find
        library.close()
        damage = " ".join(str(error).split())
        yield _set_aside(record, damage) if repair else Finding("record", False, _damaged(damage))
    finally:
        if lock is not None:
            lock.release()
        library.close()


def _cluster(address: str, *, repair: bool) -> Finding:
    """Read every document of a cluster back."""
    with closing(Library.open(address)) as library:
        wrong = [info.id for info in library.documents() if not _readable(library, info.id)]
        files = {file[0] for id_ in wrong if repair and (file := library.record.file_of(id_))}
        states = library.record.file_states() if files else {}
        for file_id in files:
            library.record.touch({file_id: replace(states[file_id], size=-1)})
    return _as_committed(wrong, repair=repair)


def _readable(library: Library, document_id: str) -> bool:
    try:
        return bool(library.document(document_id))
    except IndexDamagedError:
        return False


def _parts(library: Library, *, repair: bool) -> Iterator[Finding]:
    yield Finding("record", True, f"{len(library.documents())} documents, whole")
    yield _documents(library, repair=repair)
    yield _places(library)
    yield from _model(library)
    vectors = _vectors(library, repair=repair)
    yield vectors
    yield from _leftovers(library, repair=repair)
    if vectors.well:  # else it is made of the vectors that the next run encodes
        yield _derived(library, repair=repair)
    yield from _others(library.folder)


def _damage(path: Path) -> str:
    """Return what SQLite finds wrong with the record, or nothing."""
    if not path.is_file():
        return ""  # opening it says so
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            rows = connection.execute("PRAGMA integrity_check(5)").fetchall()
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error as error:
        return str(error)
    if rows != [("ok",)]:
        return "; ".join(str(row[0]) for row in rows)
    return f"{len(broken)} rows belong to nothing" if broken else ""


def _damaged(damage: str) -> str:
    return f"damaged: {damage}; 'footnote doctor --repair' sets it aside"


def _set_aside(path: Path, damage: str) -> Finding:
    """Move a damaged file away, never delete it: the record with what is derived from it."""
    now = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%S%fZ")
    aside = path.parent / f"damaged-{now}"
    aside.mkdir()
    for part in sorted(path.parent.glob(f"{path.name}*")):
        part.replace(aside / part.name)
    what = "new ones are kept"
    if path.name == "record.sqlite":
        shutil.rmtree(path.parent / "derived", ignore_errors=True)
        what = "run 'footnote index' to index the documents again"
    words = f"was damaged ({damage}); it is now in {aside}: {what}"
    return Finding(_NAMES[path.name], False, words, repaired=True)


def _documents(library: Library, *, repair: bool) -> Finding:
    """Compare every document and its passages with the seal that they were committed with."""
    with closing(sqlite3.connect(library.folder / "record.sqlite", isolation_level=None)) as connection:
        seals = connection.execute(
            "SELECT id, seal FROM documents WHERE seal NOT NULL ORDER BY id"
        ).fetchall()
        wrong = [id_ for id_, committed in seals if _seal_now(library, id_) != committed]
        if wrong and repair:
            files = "SELECT file FROM documents WHERE id = ?"
            again = f"UPDATE files SET size = -1 WHERE number IN ({files})"  # noqa: S608 - a constant
            connection.executemany(again, [(id_,) for id_ in wrong])
    return _as_committed(wrong, repair=repair)


def _as_committed(wrong: Sequence[str], *, repair: bool) -> Finding:
    if not wrong:
        return Finding("documents", True, "are as they were committed")
    how = "'footnote index' reads them again" if repair else "'footnote doctor --repair' has them read again"
    words = f"{len(wrong)} are not as they were committed, such as {wrong[0]!r}: {how}"
    return Finding("documents", False, words, repaired=repair)


def _seal_now(library: Library, document_id: str) -> bytes | None:
    try:
        return seal(library.document(document_id), library.record.passages(document_id=document_id))
    except (FootnoteError, TypeError, ValueError):
        return None


def _vectors(library: Library, *, repair: bool) -> Finding:
    """Look for vectors that can be none: of another dimension, or of a length that is not 1."""
    with closing(sqlite3.connect(library.folder / "record.sqlite", isolation_level=None)) as connection:
        wrong: list[tuple[str, bytes]] = []
        bytes_each: dict[str, int] = {}
        for model, key, data in connection.execute("SELECT model, input_digest, vector FROM vectors"):
            same = len(data) == bytes_each.setdefault(model, len(data))
            if not (same and abs(np.linalg.norm(np.frombuffer(data, dtype="<f4")) - 1) <= _TOLERANCE):
                wrong.append((model, key))
        if wrong and repair:
            connection.executemany("DELETE FROM vectors WHERE model = ? AND input_digest = ?", wrong)
            shutil.rmtree(library.folder / "derived", ignore_errors=True)
    if not wrong:
        return Finding("vectors", True, "are of unit length")
    how = "'footnote index' makes them again" if repair else "'footnote doctor --repair' has them made again"
    return Finding("vectors", False, f"{len(wrong)} are broken: {how}", repaired=repair)


def _others(folder: Path) -> Iterator[Finding]:
    """Name what is in the index folder and not Footnote's; it is left alone."""
    others = sorted(path.name for path in folder.iterdir() if not _OWN.fullmatch(path.name))
    if len(others) == 1:
        yield Finding("other files", True, f"{others[0]!r} is not Footnote's and left alone")
    elif others:
        words = f"{len(others)} are not Footnote's and left alone, such as {others[0]!r}"
        yield Finding("other files", True, words)


def _places(library: Library) -> Finding:
    """Check that the passages of every document tile it and that its sentences lie inside them."""
    wrong: list[str] = []
    for info in library.documents():
        text, end = library.document(info.id).text, 0
        for stored in library.record.passages(document_id=info.id):
            passage = stored.passage
            inside = all(passage.start <= a < b <= passage.end for a, b in stored.sentences)
            if passage.start != end or not inside:
                break
            end = passage.end
        if end != len(text):
            wrong.append(info.id)
    if wrong:
        words = f"do not tile {wrong[0]!r} and {len(wrong) - 1} others: index into a new folder"
        return Finding("passages", False, words)
    return Finding("passages", True, "tile every document")


def _model(library: Library) -> Iterator[Finding]:
    if library.model_id is None:
        yield Finding("model", True, "no vectors yet")
        return
    missing = len(library.record.without_vector(library.model_id))
    words = f"{missing} have no vector: run 'footnote index'" if missing else "all have a vector"
    yield Finding("searchable passages", not missing, words)
    try:
        found = load_encoder(library.model_name).model_id
    except FootnoteError as error:
        yield Finding("model", False, str(error))
        return
    same = found == library.model_id
    words = f"is now {found}, the index was made with {library.model_id}: run 'footnote index'"
    yield Finding("model", same, found if same else words)


def _derived(library: Library, *, repair: bool) -> Finding:
    model, dimension = library.model_id, library.record.meta("dimension")
    if model is None or dimension is None:
        return Finding("search index", True, "none needed yet")
    root = library.folder / "derived"
    if LocalEngine.open(root, library.record, model, after=library.record.generation - 1, thorough=True):
        return Finding("search index", True, "whole, and of the present state")
    if not repair:
        return Finding("search index", False, "missing, stale or damaged; it is made again at the next use")
    library.rebuild(model, int(dimension), afresh=True)
    return Finding("search index", False, "was missing, stale or damaged; it is made again", repaired=True)


def _leftovers(library: Library, *, repair: bool) -> Iterator[Finding]:
    """Find drafts that an interrupted run left; the next run would remove them too."""
    drafts = sorted((library.folder / "derived").glob("*.draft"))
    if not drafts:
        return
    if repair:
        for draft in drafts:
            shutil.rmtree(draft, ignore_errors=True)
    yield Finding("drafts", False, f"{len(drafts)} left by an interrupted run", repaired=repair)
