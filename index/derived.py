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

_MOST_SECONDS = 600
"""How long one waits for another that derives the search engine."""


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
        """Return the held right to write. Raises IndexBusyError where another process writes."""
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
        """Return the held lock that the one writing process has. Raises IndexBusyError.

        At once where another process writes; who only derives the search engine is waited for.
        """
        lock = self._held("writer.lock", 0)
        if lock is None:
            deriving = self._held("deriving.lock", _MOST_SECONDS)
            lock = self._held("writer.lock", 0)
            if deriving is not None:
                deriving.release()
        if lock is None:
            raise self._busy()
        return lock

    def _busy(self) -> IndexBusyError:
        words = f"another process is writing to the index {self._folder}: try again when it is done"
        return IndexBusyError(words)

    def _held(self, name: str, seconds: float) -> FileLock | None:
        """Return a lock of the index folder that is held from now on, None where another has it so long."""
        lock = FileLock(self._folder / name)
        try:
            lock.acquire(timeout=seconds)
        except Timeout:
            return None
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
            return self._derived(engine, model, int(dimension))
        except IndexWriteError:
            return self._engine_elsewhere(model, int(dimension))

    def _derived(self, engine: LocalEngine | None, model: str, dimension: int) -> LocalEngine:
        """Derive the search engine, unless another does: then it is waited for where there is none before it.

        Meanwhile nobody writes. Who holds `deriving.lock` has the writer's only to derive.
        """
        deriving = self._held("deriving.lock", 0 if engine else _MOST_SECONDS)
        writing = self._held("writer.lock", 0) if deriving else None
        root, after = self._folder / "derived", engine.generation if engine else -1
        try:
            made = LocalEngine.open(root, self._record, model, after=after) or engine
            if writing and (made is None or made.generation != self._record.generation):
                return self._built(root, model, dimension)
        finally:
            for lock in filter(None, (writing, deriving)):
                lock.release()
        if made is None:
            raise self._busy()
        return made  # where a writer is at work the last whole state answers

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
