"""An index, opened: its documents, its passages, and its search engine. The front of this package."""

import hashlib
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from filelock import FileLock, Timeout

from index.engine import LocalEngine, SearchEngine
from index.errors import (
    EmptyScopeError,
    FootnoteError,
    IndexBusyError,
    IndexWriteError,
    NoDocumentsError,
    unwritable,
)
from index.scope import covers, in_words
from index.store import Record, Skipped, StoredPassage
from index.types import Document, Scope

__all__ = ["DocumentInfo", "Library", "encoder_input"]


_KEPT_SCOPES, _KEPT_DOCUMENTS = 16, 64
"""How many scopes, and documents with their texts, are remembered of those that were asked for last."""


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What a list of documents shows of each; `recognised` where some of it was read by OCR."""

    id: str
    title: str
    date: str | None
    publisher: str | None
    media_type: str
    language: str | None
    passages: int
    author: str | None = None
    recognised: bool = False


def encoder_input(title: str, heading: str, text: str) -> tuple[str, bytes]:
    """Return the text that is encoded for a passage, and its digest, under which the vector is kept.

    A title that comes from a file name is left out by the caller, so that a renamed file has the same
    inputs and is not encoded again.
    """
    context = heading if title in heading else f"{title} › {heading}".strip(" ›")
    encoded = f"{context}\n{text.strip()}" if context else text.strip()
    return encoded, hashlib.sha256(encoded.encode("utf-8", "surrogatepass")).digest()


class Library:
    """One index folder: `record.sqlite` and, derived from it, `derived/`. Safe to use from many threads."""

    def __init__(self, folder: Path, record: Record) -> None:
        """Take an opened record (see `open`)."""
        self.folder = folder
        self.record = record
        self._engine: LocalEngine | None = None
        self._lock = threading.Lock()
        self._listed: tuple[int, tuple[DocumentInfo, ...]] | None = None
        self._covered = lru_cache(_KEPT_SCOPES)(self._find_covered)
        self._document_at = lru_cache(_KEPT_DOCUMENTS)(self._find_document_at)
        self._elsewhere: tempfile.TemporaryDirectory[str] | None = None

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> "Library":
        """Open the index in a folder, or create it. Raises IndexMissingError or IndexDamagedError."""
        return cls(folder, Record.open(folder / "record.sqlite", create=create))

    def close(self) -> None:
        """Close the index and let go of the files that it maps."""
        with self._lock:
            self._engine = None
            if self._elsewhere is not None:
                self._elsewhere.cleanup()
                self._elsewhere = None
        self.record.close()

    def write_lock(self) -> FileLock:
        """Return the held lock that the one writing process has. Raises IndexBusyError at once."""
        lock = FileLock(self.folder / "writer.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise IndexBusyError(
                f"another process is writing to the index {self.folder}: try again when it is done"
            ) from None
        except OSError as error:
            raise unwritable(self.folder, error) from error
        return lock

    @property
    def model_name(self) -> str | None:
        """The model that the index was last encoded with, as it was asked for, or None."""
        return self.record.meta("model_name")

    @property
    def model_id(self) -> str | None:
        """The identity of the vectors in the index, or None while there are none."""
        return self.record.meta("model_id")

    def engine(self) -> SearchEngine:
        """Return the search engine of the present state, made again where missing or damaged."""
        with self._lock:
            if self._engine is None or self._engine.generation != self.record.generation:
                self._engine = self._fresh_engine()
            return self._engine

    def _fresh_engine(self) -> LocalEngine:
        model, dimension = self.model_id, self.record.meta("dimension")
        if model is None or dimension is None:
            raise self._nothing_indexed()
        after = self._engine.generation if self._engine else -1
        derived = self.folder / "derived"
        found = None if self._elsewhere else LocalEngine.open(derived, self.record, model, after=after)
        engine = found or self._engine
        if engine is not None and engine.generation == self.record.generation:
            return engine
        try:
            lock = self.write_lock()
        except IndexBusyError:
            if engine is None:
                raise
            return engine  # the writer is at work: the last whole state still answers
        except IndexWriteError:
            return self._engine_elsewhere(model, int(dimension))
        try:
            return self._built(derived, model, int(dimension))
        except IndexWriteError:
            return self._engine_elsewhere(model, int(dimension))
        finally:
            lock.release()

    def require_documents(self) -> None:
        """Raise NoDocumentsError where the index holds no document, and say why."""
        if not self.documents():
            raise self._nothing_indexed()

    def _nothing_indexed(self) -> NoDocumentsError:
        folder, skipped = self.record.meta("documents_dir"), self.skipped()
        if folder is None:
            return NoDocumentsError(f"the index {self.folder} holds no documents yet: run 'footnote index'")
        if not skipped:
            return NoDocumentsError(f"no document is indexed, for {folder!r} is empty: add some")
        others = f", and {len(skipped) - 1} more: see 'footnote info'" if len(skipped) > 1 else ""
        return NoDocumentsError(
            f"no document is indexed, for nothing in {folder!r} could be read ({skipped[0].id}: "
            f"{skipped[0].reason}{others})"
        )

    def _engine_elsewhere(self, model: str, dimension: int) -> LocalEngine:
        """Derive the search engine in a temporary folder, so that an index that can't be written answers."""
        if self._elsewhere is None:
            self._elsewhere = tempfile.TemporaryDirectory(prefix="footnote-", ignore_cleanup_errors=True)
        return self._built(Path(self._elsewhere.name), model, dimension)

    def _built(self, root: Path, model: str, dimension: int, *, afresh: bool = False) -> LocalEngine:
        try:
            engine = LocalEngine.derive(root, self.record, model, dimension, afresh=afresh)
        except (OSError, RuntimeError, ValueError) as error:  # the system's, FAISS's and tantivy's
            raise unwritable(root, error) from error
        engine.tidy()
        return engine

    def rebuild(self, model: str, dimension: int, *, afresh: bool = False) -> None:
        """Derive the search engine of the present state, `afresh` even where there is one.

        The caller holds the write lock.
        """
        root = self.folder / "derived"
        now = None
        if not afresh:
            now = LocalEngine.open(root, self.record, model, after=self.record.generation - 1)
        engine = now or self._built(root, model, dimension, afresh=afresh)
        engine.tidy()
        with self._lock:
            self._engine = engine

    def documents(self) -> tuple[DocumentInfo, ...]:
        """Return every document, the newest first."""
        generation = self.record.generation
        listed = self._listed
        if listed is None or listed[0] != generation:  # counting a million passages takes a second
            rows = self.record.summaries()
            listed = self._listed = generation, tuple(DocumentInfo(*row[:-1], bool(row[-1])) for row in rows)
        return listed[1]

    def within(self, scope: Scope) -> tuple[DocumentInfo, ...]:
        """Return the documents of a scope, the newest first. Raises EmptyScopeError where there are none."""
        documents = self.documents()
        found = self._covered(self.record.generation, scope)
        if documents and not found:
            raise EmptyScopeError(
                f"none of the {len(documents)} documents is {in_words(scope)}: ask others, or all of them"
            )
        return found

    def _find_covered(self, generation: int, scope: Scope) -> tuple[DocumentInfo, ...]:
        covered = covers(scope)
        return tuple(info for info in self.documents() if covered(info.id, info.media_type, info.date))

    def skipped(self) -> tuple[Skipped, ...]:
        """Return every file that is not indexed, with its reason."""
        return self.record.skipped()

    def document(self, document_id: str) -> Document:
        """Return a document. Raises FootnoteError where there is none of this id."""
        document = self.record.document(document_id)
        if document is None:
            raise FootnoteError(f"{document_id!r} is not among the indexed documents")
        return document

    def passages(self, numbers: Sequence[int]) -> dict[int, StoredPassage]:
        """Return passages by number; those that are no longer there are left out."""
        return {stored.number: stored for stored in self.record.passages(numbers=numbers)}

    def snapshot(self, numbers: Sequence[int]) -> tuple[dict[int, StoredPassage], dict[str, Document]]:
        """Return passages by number and their documents by id, as they stand at one moment."""
        with self.record.one_moment():
            stored = self.passages(numbers)
            ids = sorted({passage.passage.document_id for passage in stored.values()})
            numbers_of = self.record.document_numbers(ids)
            return stored, {id_: self._document_at(number, id_) for id_, number in numbers_of.items()}

    def _find_document_at(self, number: int, id_: str) -> Document:
        """Return the document of a number, which never changes; read inside of `one_moment`."""
        return self.document(id_)
