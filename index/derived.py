"""The search engine of an index on this machine: opened when it is needed, derived by one at a time."""

import tempfile
import threading
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from index.engine import LocalEngine, SearchEngine
from index.errors import IndexBusyError, IndexWriteError, NoDocumentsError, unwritable
from index.record import AnyRecord

__all__ = ["Engines", "LocalEngines", "WriteLock"]


class WriteLock(Protocol):
    """The held right to write; it ends with `release`."""

    def release(self) -> None:
        """Let others write."""
        ...


class Engines(Protocol):
    """Gives the search engine of an index, whatever that is kept in."""

    def engine(self) -> SearchEngine:
        """Return the search engine of the present state."""
        ...

    def rebuild(self, model: str, dimension: int, *, afresh: bool = False) -> None:
        """See to it that the engine of the present state finds everything by a model's vectors."""
        ...

    def write_lock(self) -> WriteLock:
        """Return the held right to write. Raises IndexBusyError at once."""
        ...

    def close(self) -> None:
        """Let go of what is open."""
        ...


class LocalEngines:
    """The engine below an index folder, in `derived/`. Safe to use from many threads."""

    def __init__(self, folder: Path, record: AnyRecord) -> None:
        """Take the index folder and its record."""
        self._folder = folder
        self._record = record
        self._engine: LocalEngine | None = None
        self._lock = threading.Lock()
        self._elsewhere: tempfile.TemporaryDirectory[str] | None = None

    def write_lock(self) -> FileLock:
        """Return the held lock that the one writing process has. Raises IndexBusyError at once."""
        lock = FileLock(self._folder / "writer.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise IndexBusyError(
                f"another process is writing to the index {self._folder}: try again when it is done"
            ) from None
        except OSError as error:
            raise unwritable(self._folder, error) from error
        return lock

    def engine(self) -> SearchEngine:
        """Return the search engine of the present state, made again where missing or damaged."""
        with self._lock:
            if self._engine is None or self._engine.generation != self._record.generation:
                self._engine = self._fresh_engine()
            return self._engine

    def _fresh_engine(self) -> LocalEngine:
        model, dimension = self._record.meta("model_id"), self._record.meta("dimension")
        if model is None or dimension is None:
            raise NoDocumentsError(f"the index {self._folder} holds no documents yet: run 'footnote index'")
        after = self._engine.generation if self._engine else -1
        derived = self._folder / "derived"
        found = None if self._elsewhere else LocalEngine.open(derived, self._record, model, after=after)
        engine = found or self._engine
        if engine is not None and engine.generation == self._record.generation:
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

    def _engine_elsewhere(self, model: str, dimension: int) -> LocalEngine:
        """Derive the search engine in a temporary folder, so that an index that can't be written answers."""
        if self._elsewhere is None:
            self._elsewhere = tempfile.TemporaryDirectory(prefix="footnote-", ignore_cleanup_errors=True)
        return self._built(Path(self._elsewhere.name), model, dimension)

    def _built(self, root: Path, model: str, dimension: int, *, afresh: bool = False) -> LocalEngine:
        try:
            engine = LocalEngine.derive(root, self._record, model, dimension, afresh=afresh)
        except (OSError, RuntimeError, ValueError) as error:  # the system's, FAISS's and tantivy's
            raise unwritable(root, error) from error
        engine.tidy()
        return engine

    def rebuild(self, model: str, dimension: int, *, afresh: bool = False) -> None:
        """Derive the search engine of the present state, `afresh` even where there is one.

        The caller holds the write lock.
        """
        root = self._folder / "derived"
        now = None
        if not afresh:
            now = LocalEngine.open(root, self._record, model, after=self._record.generation - 1)
        engine = now or self._built(root, model, dimension, afresh=afresh)
        engine.tidy()
        with self._lock:
            self._engine = engine

    def close(self) -> None:
        """Let go of the files that are mapped, and of what was derived in a temporary folder."""
        with self._lock:
            self._engine = None
            if self._elsewhere is not None:
                self._elsewhere.cleanup()
                self._elsewhere = None
