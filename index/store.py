"""The record: one SQLite file that owns texts, places and vectors. All else is derived from it.

One transaction per document is the commit point. `generation` grows with each commit, so that whatever
was derived from an earlier state is known to be stale.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encode import Vectors
from index.errors import IndexDamagedError, IndexMissingError, unwritable
from index.formats.ocr import OCR
from index.record import Places, Summary
from index.schema import SCHEMA_VERSION, opened, refused, renumber
from index.types import Document, FileState, Passage, Skipped, StoredPassage, seal

__all__ = ["FileState", "Places", "Record", "Skipped", "StoredPassage"]

_DOCUMENT = "id, title, date, text, digest, media_type, language, publisher, page_starts, places, author"
_PASSAGE = 'start, "end", heading, page, sentences, input_digest'


class Record:
    """The SQLite record of one index; safe to use from many threads."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, read_only_for: sqlite3.Error | None = None
    ) -> None:
        """Take an open connection (see `open`), and why it only reads where that is so."""
        self._read_only_for = read_only_for
        self._connection = connection
        self._lock = threading.RLock()
        self.path = path

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> "Record":
        """Open the record at `path`, or create it. Raises IndexMissingError or IndexDamagedError."""
        if not create and not path.is_file():
            raise IndexMissingError(f"there is no index in {path.parent}: run 'footnote index' first")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection, refusal = opened(path)
        except OSError as error:
            raise unwritable(path.parent, error) from error
        except sqlite3.Error as error:
            raise refused(path, error) from error
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version != SCHEMA_VERSION:
            connection.close()
            raise IndexDamagedError(
                f"the index {path} has schema {version}, this program reads {SCHEMA_VERSION}: "
                "index the documents into a new folder"
            )
        return cls(connection, path, refusal)

    def close(self) -> None:
        """Close the record."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _statements(self) -> Iterator[sqlite3.Connection]:
        """Run statements; what SQLite refuses comes out as an error for people."""
        with self._lock:
            try:
                yield self._connection
            except sqlite3.Error as error:
                raise refused(self.path, self._read_only_for or error) from error

    @contextmanager
    def _transaction(self, *, durable: bool = True, changed: bool = True) -> Iterator[sqlite3.Connection]:
        """Run one write transaction that also moves the generation on, where what is held is `changed`."""
        with self._statements() as connection:
            connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                if changed:
                    connection.execute(
                        "INSERT INTO meta VALUES ('generation', '1') "
                        "ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
                    )
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """Let everything that is read inside be of one moment, whatever others commit meanwhile."""
        with self._statements() as connection:
            connection.execute("BEGIN")
            try:
                yield
            finally:
                connection.execute("COMMIT")

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple]:  # type: ignore[type-arg]
        with self._statements() as connection:
            return connection.execute(query, values).fetchall()

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
        with self._statements() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO meta SELECT key, value FROM json_each(?)", (json.dumps(values),)
            )

    def put(
        self,
        file_id: str,
        state: FileState,
        documents: Sequence[tuple[Document, Sequence[StoredPassage]]],
        missing: Sequence[Skipped],
        *,
        durable: bool = True,
    ) -> None:
        """Commit what is known of one file, in place of what was: its documents and what is missing of it.

        A commit that is not durable survives the end of the process; that of the machine only after the next.
        """
        with self._transaction(durable=durable) as connection:
            connection.execute("DELETE FROM files WHERE id = ?", (file_id,))
            connection.execute("DELETE FROM skipped WHERE id = ?", (file_id,))
            told = json.dumps([(m.id, m.reason) for m in missing])
            file = connection.execute(
                "INSERT INTO files (id, digest, size, mtime_ns, stamp, missing) VALUES (?,?,?,?,?,?)",
                (file_id, state.digest, state.size, state.mtime_ns, state.stamp, told),
            ).lastrowid
            for document, passages in documents:
                self._put_document(connection, file, document, passages)

    @staticmethod
    def _put_document(
        connection: sqlite3.Connection,
        file: int | None,
        document: Document,
        passages: Sequence[StoredPassage],
    ) -> None:
        values = [getattr(document, name) for name in _DOCUMENT.split(", ")]
        connection.execute("DELETE FROM documents WHERE id = ?", (document.id,))  # of a mail that is gone
        cursor = connection.execute(
            f"INSERT INTO documents ({_DOCUMENT}, file, seal) VALUES ({'?,' * len(values)}?,?)",  # noqa: S608
            (
                *(json.dumps(v) if isinstance(v, tuple) else v for v in values),
                file,
                seal(document, passages),
            ),
        )
        connection.executemany(
            f"INSERT INTO passages (document, {_PASSAGE}) VALUES (?,?,?,?,?,?,?)",  # noqa: S608 - a constant
            [
                (cursor.lastrowid, p.start, p.end, p.heading, p.page, json.dumps(stored.sentences), digest)
                for stored, p, digest in ((one, one.passage, one.input_digest) for one in passages)
            ],
        )

    def put_vectors(self, model: str, vectors: dict[bytes, Vectors]) -> None:
        """Commit vectors of one model, by input digest; they may come before the passages that use them."""
        rows = [(model, key, vector.astype("<f4").tobytes()) for key, vector in vectors.items()]
        with self._transaction() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO vectors (model, input_digest, vector) VALUES (?, ?, ?)", rows
            )

    def touch(self, states: Mapping[str, FileState]) -> None:
        """Note new times and stamps of files whose content is as it was; not a new generation."""
        rows = [(one.size, one.mtime_ns, one.stamp, id_) for id_, one in states.items()]
        if rows:
            with self._transaction(durable=False, changed=False) as connection:
                connection.executemany(
                    "UPDATE files SET size = ?, mtime_ns = ?, stamp = ? WHERE id = ?", rows
                )

    def read_again(self, readers: str) -> None:
        """Have the next run read every file again, unless these readers have read them."""
        if self.meta("readers") != readers:
            with self._transaction() as connection:
                connection.execute("UPDATE files SET size = -1")
                connection.execute("INSERT OR REPLACE INTO meta VALUES ('readers', ?)", (readers,))

    def remove(self, *file_ids: str) -> None:
        """Commit the removal of files with their documents."""
        if file_ids:
            with self._transaction() as connection:
                connection.executemany("DELETE FROM files WHERE id = ?", [(id_,) for id_ in file_ids])

    def move(self, moves: Sequence[tuple[str, str, FileState]]) -> None:
        """Commit new ids, and states, of files with their documents: (earlier id, present id, state) each.

        Documents and passages get new numbers: whatever is derived from a number never changes.
        """
        if not moves:
            return
        with self._transaction() as connection:
            for earlier, present, state in moves:
                renumber(connection, earlier, present)
                connection.execute(
                    "UPDATE files SET id = ?, size = ?, mtime_ns = ?, stamp = ? WHERE id = ?",
                    (present, state.size, state.mtime_ns, state.stamp, earlier),
                )

    def can_move(self, earlier: str, present: str) -> bool:
        """Return whether a file under another name is what it was: wholly read, and not named by its name."""
        rows = self._rows(
            "SELECT f.missing, d.title FROM files f LEFT JOIN documents d ON d.id = f.id WHERE f.id = ?",
            (earlier,),
        )
        old, new = (id_.rpartition("/")[2] for id_ in (earlier, present))
        return bool(rows) and rows[0][0] == "[]" and (old == new or rows[0][1] != old)

    def set_skipped(self, skipped: Sequence[Skipped]) -> None:
        """Commit the list of what was never opened, where it has changed."""
        if [(s.id, s.reason) for s in skipped] != self._rows("SELECT id, reason FROM skipped ORDER BY id"):
            with self._transaction() as connection:
                connection.execute("DELETE FROM skipped")
                connection.executemany(
                    "INSERT OR REPLACE INTO skipped VALUES (?, ?)", [(s.id, s.reason) for s in skipped]
                )

    def prune(self) -> None:
        """Drop vectors that no passage uses."""
        with self._statements() as connection:  # looks at indexes alone, whatever the vectors' size
            connection.execute(
                "DELETE FROM vectors WHERE number IN (SELECT v.number FROM vectors v "
                "WHERE NOT EXISTS (SELECT 1 FROM passages p WHERE p.input_digest = v.input_digest))"
            )

    def file_states(self) -> dict[str, FileState]:
        """Return what is known of every file that was opened, by its id."""
        rows = self._rows(
            "SELECT f.id, f.size, f.mtime_ns, f.digest, count(d.number), f.stamp FROM files f "
            "LEFT JOIN documents d ON d.file = f.number GROUP BY f.number"
        )
        return {row[0]: FileState(*row[1:]) for row in rows}

    def file_of(self, document_id: str) -> tuple[str, str] | None:
        """Return the id and the digest of the file that a document was read from, or None."""
        rows = self._rows(
            "SELECT f.id, f.digest FROM documents d JOIN files f ON f.number = d.file WHERE d.id = ?",
            (document_id,),
        )
        return rows[0] if rows else None

    def skipped(self) -> tuple[Skipped, ...]:
        """Return what is not indexed, by id."""
        rows = self._rows(
            "SELECT id, reason FROM skipped UNION ALL SELECT json_extract(m.value, '$[0]'), "
            "json_extract(m.value, '$[1]') FROM files, json_each(files.missing) m ORDER BY 1, 2"
        )
        return tuple(Skipped(*row) for row in rows)

    def missing(self, file_id: str) -> tuple[Skipped, ...]:
        """Return what is missing of a file."""
        rows = self._rows("SELECT missing FROM files WHERE id = ?", (file_id,))
        return tuple(Skipped(*entry) for (entries,) in rows for entry in json.loads(entries))

    def document(self, document_id: str) -> Document | None:
        """Return a document, or None where there is none of this id."""
        return self._document("id", document_id)

    def document_numbered(self, number: int) -> Document | None:
        """Return the document of a number, which never stands for another, or None where it is gone."""
        return self._document("number", number)

    def _document(self, column: str, value: object) -> Document | None:
        rows = self._rows(f"SELECT {_DOCUMENT} FROM documents WHERE {column} = ?", (value,))  # noqa: S608
        if not rows:
            return None
        values = dict(zip(_DOCUMENT.split(", "), rows[0], strict=True))
        values["page_starts"] = tuple(json.loads(values["page_starts"]))
        values["places"] = tuple((start, words) for start, words in json.loads(values["places"]))
        return Document(**values)

    def summaries(self) -> list[Summary]:
        """Return what `index.library.DocumentInfo` shows of every document, by date, then by id."""
        return self._rows(
            "SELECT d.id, d.title, d.date, d.publisher, d.media_type, d.language, count(p.number), d.author, "
            "instr(d.places, ?) "
            "FROM documents d LEFT JOIN passages p ON p.document = d.number "
            "GROUP BY d.number ORDER BY d.date DESC, d.id",
            (OCR,),
        )

    def headers(self) -> list[tuple[int, str, str, str | None]]:
        """Return (number, id, media type, date) of every document."""
        return self._rows("SELECT number, id, media_type, date FROM documents")

    def searchable(self, batch: int = 50_000) -> Places:
        """Return every passage that may be found, by number: rows of (number, its document's number)."""
        found = [np.zeros((0, 2), dtype=np.int64)]
        while rows := self._rows(
            "SELECT number, document FROM passages WHERE input_digest IS NOT NULL AND number > ? "
            "ORDER BY number LIMIT ?",
            (int(found[-1][-1, 0]) if len(found) > 1 else 0, batch),
        ):
            found.append(np.asarray(rows, dtype=np.int64))
        return np.concatenate(found)

    def languages(self) -> list[str | None]:
        """Return the languages of the documents, None where it is not known of one."""
        return [row[0] for row in self._rows("SELECT DISTINCT language FROM documents ORDER BY language")]

    def passages(
        self,
        *,
        numbers: Sequence[int] | None = None,
        document_id: str | None = None,
        heading: str | None = None,
    ) -> list[StoredPassage]:
        """Return passages by number, or those of a document (below a heading), in order; unknown ones not."""
        query = (
            'SELECT d.id, p.start, p."end", p.heading, p.page, p.sentences, p.input_digest, p.number, '
            "d.number FROM passages p JOIN documents d ON d.number = p.document "
        )
        if numbers is not None:
            some = json.dumps([int(n) for n in numbers])
            rows = self._rows(query + "WHERE p.number IN (SELECT value FROM json_each(?))", [some])  # noqa: S608
        elif document_id is not None:
            below = "" if heading is None else "AND p.heading = ? "
            given = (document_id,) if heading is None else (document_id, heading)
            rows = self._rows(f"{query}WHERE d.id = ? {below}ORDER BY p.start", given)
        else:
            rows = self._rows(query + "ORDER BY p.number")
        return [
            StoredPassage(Passage(*place), tuple((s, e) for s, e in json.loads(sentences)), *rest)
            for *place, sentences, rest in ((*row[:6], row[6:]) for row in rows)
        ]

    def passage_at(self, document_id: str, offset: int) -> tuple[int, int] | None:
        """Return the (start, end) of the passage of a document in which a character stands, or None."""
        rows = self._rows(
            'SELECT p.start, p."end" FROM passages p JOIN documents d ON d.number = p.document '
            "WHERE d.id = ? AND p.start <= ? ORDER BY p.start DESC LIMIT 1",
            (document_id, offset),
        )
        return (int(rows[0][0]), int(rows[0][1])) if rows else None

    def headings(self, document_id: str, first: int, last: int) -> list[tuple[int, str]]:
        """Return (start, headings) of the passages of a document that begin in a stretch of it, in order."""
        return self._rows(
            "SELECT p.start, p.heading FROM passages p JOIN documents d ON d.number = p.document "
            "WHERE d.id = ? AND p.start >= ? AND p.start < ? AND p.heading != '' ORDER BY p.start",
            (document_id, first, last),
        )

    def known_inputs(self, model: str, inputs: Sequence[bytes]) -> set[bytes]:
        """Return which of the input digests have a vector of the model already."""
        known: set[bytes] = set()
        for first in range(0, len(inputs), 500):
            some = inputs[first : first + 500]
            marks = ",".join("?" * len(some))
            query = f"SELECT input_digest FROM vectors WHERE model = ? AND input_digest IN ({marks})"  # noqa: S608
            known.update(row[0] for row in self._rows(query, (model, *some)))
        return known

    def vectors(
        self, model: str, numbers: Sequence[int] | NDArray[np.int64] | None = None, batch: int = 10_000
    ) -> Iterator[tuple[list[int], Vectors]]:
        """Yield (passage numbers, (n, dimension) float32 unit rows) of passages, of all without `numbers`."""
        if numbers is None:
            numbers = self.searchable()[:, 0].tolist()
        for first in range(0, len(numbers), batch):
            rows = self._rows(
                "SELECT p.number, v.vector FROM json_each(?) AS wanted "
                "CROSS JOIN passages p ON p.number = wanted.value "
                "CROSS JOIN vectors v ON v.model = ? AND v.input_digest = p.input_digest",
                (json.dumps([int(n) for n in numbers[first : first + batch]]), model),
            )
            if rows:
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
