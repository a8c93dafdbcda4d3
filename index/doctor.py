"""What is wrong with an index, and mending what can be made again.

The record is what cannot be derived; where SQLite finds it damaged, it is set aside, never deleted, and the
documents are indexed again. Everything else is made again from the record.
"""

import datetime
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.encode import load_encoder
from index.engine import LocalEngine
from index.errors import FootnoteError
from index.library import Library

__all__ = ["Finding", "examine"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was looked at: what, whether it is well, and what was done or is to be done about it."""

    subject: str
    well: bool
    words: str
    repaired: bool = False


def examine(folder: Path, *, repair: bool = False) -> Iterator[Finding]:
    """Look at every part of an index, and mend what can be where that is asked for.

    Raises IndexMissingError where there is none, IndexBusyError where a repair meets a process that writes.
    """
    damage = _damage(folder / "record.sqlite")
    if damage:
        yield (
            _set_aside(folder, damage)
            if repair
            else Finding("record", False, f"damaged: {damage}; 'footnote doctor --repair' sets it aside")
        )
        return
    library = Library.open(folder)
    lock = library.write_lock() if repair else None
    try:
        yield Finding("record", True, f"{len(library.documents())} documents, whole")
        yield _places(library)
        yield from _model(library)
        yield from _leftovers(library, repair=repair)
        yield _derived(library, repair=repair)
    finally:
        if lock is not None:
            lock.release()
        library.close()


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


def _set_aside(folder: Path, damage: str) -> Finding:
    now = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = folder / f"damaged-{now}"
    aside.mkdir()
    for path in sorted(folder.glob("record.sqlite*")):
        path.replace(aside / path.name)
    shutil.rmtree(folder / "derived", ignore_errors=True)
    words = f"was damaged ({damage}); it is now in {aside}: run 'footnote index' to index the documents again"
    return Finding("record", False, words, repaired=True)


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
    if missing:
        yield Finding("vectors", False, f"{missing} passages have none: run 'footnote index'")
    else:
        yield Finding("vectors", True, "every passage has one")
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
