"""The record: one SQLite file that owns texts, places and vectors. All else is derived from it.

One transaction per document is the commit point. `generation` grows with each commit, so that whatever
was derived from an earlier state is known to be stale.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.encode import Vectors
from index.errors import IndexDamagedError, IndexMissingError
from index.types import Document, Passage

__all__ = ["FileState", "Record", "Skipped", "StoredPassage"]

SCHEMA_VERSION = 3
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, date TEXT,
    language TEXT, publisher TEXT, media_type TEXT NOT NULL, page_starts TEXT NOT NULL,
    places TEXT NOT NULL DEFAULT '[]', author TEXT,
    digest TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, text TEXT NOT NULL);
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, heading TEXT NOT NULL, page INTEGER,
    sentences TEXT NOT NULL, input_digest BLOB);
CREATE INDEX passages_of_document ON passages (document, start);
CREATE INDEX passages_by_input ON passages (input_digest);
CREATE TABLE vectors (
    model TEXT NOT NULL, input_digest BLOB NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (model, input_digest)) WITHOUT ROWID;
CREATE TABLE skipped (id TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
"""
_ADD_AUTHOR = "ALTER TABLE documents ADD COLUMN author TEXT; UPDATE documents SET size = -1"
_TO_PRESENT = {
    0: _SCHEMA,
    1: f"ALTER TABLE documents ADD COLUMN places TEXT NOT NULL DEFAULT '[]'; {_ADD_AUTHOR}",
    2: _ADD_AUTHOR,
}
"""What brings an empty record, or one of an earlier schema, to the present one.

A size of -1 has the next run read a file again, which encodes nothing that is known already.
"""
_DOCUMENT = "id, title, date, text, digest, media_type, language, publisher, page_starts, places, author"


@dataclass(frozen=True, slots=True)
class FileState:
    """What is known of an indexed file without reading it: size in bytes, time of change, digest."""

    size: int
    mtime_ns: int
    digest: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is not indexed, and why."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as it is stored: its number, its sentences' (start, end) offsets, and its input digest.

    `input_digest` names the text that was encoded for it; None where the passage is not searchable.
    """

    passage: Passage
    sentences: tuple[tuple[int, int], ...]
    input_digest: bytes | None
    number: int = 0


def _at_present_schema(connection: sqlite3.Connection) -> int:
    """Make the tables, or bring earlier ones to the present schema; return the schema's version.

    Another process may be doing the same: whoever comes second finds it done.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version not in _TO_PRESENT:
        return version
    connection.execute("BEGIN IMMEDIATE")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    for statement in _TO_PRESENT.get(version, "").split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.execute("COMMIT")
    return SCHEMA_VERSION


class Record:
    """The SQLite record of one index; safe to use from many threads."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Take an open connection (see `open`)."""
        self._connection = connection
        self._lock = threading.RLock()
        self.path = path

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> "Record":
        """Open the record at `path`, or create it. Raises IndexMissingError or IndexDamagedError."""
        if not create and not path.is_file():
            raise IndexMissingError(f"there is no index in {path.parent}: run 'footnote index' first")
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            connection = sqlite3.connect(path, timeout=30, check_same_thread=False, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            version = _at_present_schema(connection)
            if version != SCHEMA_VERSION:
                raise IndexDamagedError(
                    f"the index {path} has schema {version}, this program reads {SCHEMA_VERSION}: "
                    "index the documents into a new folder"
                )
        except sqlite3.Error as error:
            raise IndexDamagedError(f"the index {path} cannot be read ({error})") from error
        return cls(connection, path)

    def close(self) -> None:
        """Close the record."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Run one write transaction that also moves the generation on."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute(
                    "INSERT INTO meta VALUES ('generation', '1') "
                    "ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
                )
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """Let everything that is read inside be of one moment, whatever others commit meanwhile."""
        with self._lock:
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("COMMIT")

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple]:  # type: ignore[type-arg]
        with self._lock:
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.DatabaseError as error:
                raise IndexDamagedError(f"the index {self.path} cannot be read ({error})") from error

    @property
    def generation(self) -> int:
        """How many commits the record has seen."""
        return int(self.meta("generation") or 0)

    def meta(self, key: str) -> str | None:
        """Return a setting that is kept with the index, or None."""
        rows = self._rows("SELECT value FROM meta WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else None

    def set_meta(self, **values: str) -> None:
        """Keep settings with the index, all of them in one commit; not a new generation."""
        with self._lock:
            self._connection.execute(
                "INSERT OR REPLACE INTO meta SELECT key, value FROM json_each(?)", (json.dumps(values),)
            )

    def put(
        self,
        document: Document,
        state: FileState,
        passages: Sequence[StoredPassage],
        model: str,
        vectors: dict[bytes, Vectors],
    ) -> None:
        """Commit one document with its passages and their new vectors, in place of its earlier form."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM documents WHERE id = ?", (document.id,))
            connection.execute("DELETE FROM skipped WHERE id = ?", (document.id,))
            cursor = connection.execute(
                f"INSERT INTO documents ({_DOCUMENT}, size, mtime_ns) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",  # noqa: S608
                (
                    document.id,
                    document.title,
                    document.date,
                    document.text,
                    document.digest,
                    document.media_type,
                    document.language,
                    document.publisher,
                    json.dumps(document.page_starts),
                    json.dumps(document.places),
                    document.author,
                    state.size,
                    state.mtime_ns,
                ),  # fmt: skip
            )
            connection.executemany(
                'INSERT INTO passages (document, start, "end", heading, page, sentences, input_digest) '
                "VALUES (?,?,?,?,?,?,?)",
                [
                    (
                        cursor.lastrowid,
                        p.passage.start,
                        p.passage.end,
                        p.passage.heading,
                        p.passage.page,
                        json.dumps(p.sentences),
                        p.input_digest,
                    )
                    for p in passages
                ],  # fmt: skip
            )
            self._put_vectors(connection, model, vectors)

    def put_vectors(self, model: str, vectors: dict[bytes, Vectors]) -> None:
        """Commit vectors of one model, by input digest."""
        with self._transaction() as connection:
            self._put_vectors(connection, model, vectors)

    @staticmethod
    def _put_vectors(connection: sqlite3.Connection, model: str, vectors: dict[bytes, Vectors]) -> None:
        connection.executemany(
            "INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)",
            [(model, key, vector.astype("<f4").tobytes()) for key, vector in vectors.items()],
        )

    def touch(self, document_id: str, state: FileState) -> None:
        """Note a file's new time of change where its content is as it was; not a new generation."""
        with self._lock:
            self._connection.execute(
                "UPDATE documents SET size = ?, mtime_ns = ? WHERE id = ?",
                (state.size, state.mtime_ns, document_id),
            )

    def remove(self, document_id: str) -> None:
        """Commit the removal of one document."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))

    def set_skipped(self, skipped: Sequence[Skipped]) -> None:
        """Commit the list of files that are not indexed, where it has changed."""
        if tuple(skipped) != self.skipped():
            with self._transaction() as connection:
                connection.execute("DELETE FROM skipped")
                connection.executemany(
                    "INSERT INTO skipped VALUES (?, ?)", [(s.id, s.reason) for s in skipped]
                )

    def prune(self) -> None:
        """Drop vectors that no passage uses."""
        unused = "input_digest NOT IN (SELECT input_digest FROM passages WHERE input_digest IS NOT NULL)"
        with self._lock:
            self._connection.execute(f"DELETE FROM vectors WHERE {unused}")  # noqa: S608 - a constant

    def file_states(self) -> dict[str, FileState]:
        """Return what is known of every indexed file, by document id."""
        rows = self._rows("SELECT id, size, mtime_ns, digest FROM documents")
        return {id_: FileState(size, mtime_ns, digest) for id_, size, mtime_ns, digest in rows}

    def skipped(self) -> tuple[Skipped, ...]:
        """Return the files that are not indexed, by id."""
        return tuple(Skipped(*row) for row in self._rows("SELECT id, reason FROM skipped ORDER BY id"))

    def document(self, document_id: str) -> Document | None:
        """Return a document, or None where there is none of this id."""
        rows = self._rows(f"SELECT {_DOCUMENT} FROM documents WHERE id = ?", (document_id,))  # noqa: S608
        if not rows:
            return None
        values = dict(zip(_DOCUMENT.split(", "), rows[0], strict=True))
        values["page_starts"] = tuple(json.loads(values["page_starts"]))
        values["places"] = tuple((start, words) for start, words in json.loads(values["places"]))
        return Document(**values)

    def summaries(self) -> list[tuple[str, str, str | None, str | None, str, str | None, int, str | None]]:
        """Return (id, title, date, publisher, media_type, language, passages, author), by date and id."""
        return self._rows(
            "SELECT d.id, d.title, d.date, d.publisher, d.media_type, d.language, count(p.number), d.author "
            "FROM documents d LEFT JOIN passages p ON p.document = d.number "
            "GROUP BY d.number ORDER BY d.date DESC, d.id"
        )

    def headers(self) -> list[tuple[int, str, str, str | None]]:
        """Return (number, id, media type, date) of every document."""
        return self._rows("SELECT number, id, media_type, date FROM documents")

    def searchable(self) -> list[tuple[int, int]]:
        """Return (number, its document's number) of every passage that may be found, by number."""
        return self._rows(
            "SELECT number, document FROM passages WHERE input_digest IS NOT NULL ORDER BY number"
        )

    def passages(
        self, *, numbers: Sequence[int] | None = None, document_id: str | None = None
    ) -> list[StoredPassage]:
        """Return passages by number (unknown ones are left out) or those of a document, in order."""
        query = (
            'SELECT d.id, p.start, p."end", p.heading, p.page, p.sentences, p.input_digest, p.number '
            "FROM passages p JOIN documents d ON d.number = p.document "
        )
        if numbers is not None:
            rows = self._rows(
                query + "WHERE p.number IN (SELECT value FROM json_each(?))",  # noqa: S608
                (json.dumps([int(n) for n in numbers]),),
            )
        elif document_id is not None:
            rows = self._rows(query + "WHERE d.id = ? ORDER BY p.start", (document_id,))
        else:
            rows = self._rows(query + "ORDER BY p.number")
        return [
            StoredPassage(
                Passage(id_, start, end, heading, page),
                tuple((s, e) for s, e in json.loads(sentences)),
                input_digest,
                number,
            )
            for id_, start, end, heading, page, sentences, input_digest, number in rows
        ]

    def known_inputs(self, model: str, inputs: Sequence[bytes]) -> set[bytes]:
        """Return which of the input digests have a vector of the model already."""
        known: set[bytes] = set()
        for first in range(0, len(inputs), 500):
            some = inputs[first : first + 500]
            marks = ",".join("?" * len(some))
            query = f"SELECT input_digest FROM vectors WHERE model = ? AND input_digest IN ({marks})"  # noqa: S608
            known.update(row[0] for row in self._rows(query, (model, *some)))
        return known

    def vectors(self, model: str, batch: int = 10_000) -> Iterator[tuple[list[int], Vectors]]:
        """Yield (passage numbers, (n, dimension) float32 unit rows) of all searchable passages."""
        last = 0
        while rows := self._rows(
            "SELECT p.number, v.vector FROM passages p JOIN vectors v ON v.input_digest = p.input_digest "
            "WHERE v.model = ? AND p.number > ? ORDER BY p.number LIMIT ?",
            (model, last, batch),
        ):
            last = rows[-1][0]
            matrix = np.frombuffer(b"".join(row[1] for row in rows), dtype="<f4").reshape(len(rows), -1)
            yield [row[0] for row in rows], matrix.astype(np.float32, copy=False)

    def without_vector(self, model: str) -> list[StoredPassage]:
        """Return the searchable passages that have no vector of the model, one for each input digest."""
        rows = self._rows(
            "SELECT min(number) FROM passages WHERE input_digest IS NOT NULL AND input_digest NOT IN "
            "(SELECT input_digest FROM vectors WHERE model = ?) GROUP BY input_digest",
            (model,),
        )
        return self.passages(numbers=[row[0] for row in rows]) if rows else []
