"""The record of an index in a Milvus cluster: what `index.store` does with SQLite, for many processes.

Milvus has no transactions. The row of a file is its commit point: it bears the number of the commit, which
the rows of its documents bear too, and is written after them and their passages. What bears another number
was never committed, or was replaced; readers pass over it, its writer removes it, and what a killed writer
left behind goes a day later. The same content makes the same rows, so that work done twice changes nothing.
"""

import json
import time
from collections.abc import Mapping, Sequence

from index.encode import Vectors
from index.errors import IndexDamagedError, IndexMissingError
from index.milvus import BATCH_ROWS, Cluster, Row, listed
from index.milvus_reader import CATALOGUE_FIELDS, MilvusReader
from index.milvus_rows import Kind, commit_number, document_row, entry, key_of, passage_rows
from index.types import Document, FileState, Part, Skipped, StoredPassage

__all__ = ["SCHEMA_VERSION", "MilvusRecord"]

SCHEMA_VERSION = 1
_LEFT_SECONDS = 24 * 60 * 60
_MAX_BODY = 60_000
"""How many characters of JSON a row holds: Milvus allows 65,536 bytes."""


class MilvusRecord(MilvusReader):
    """One index in a cluster, for one writing thread and many that read."""

    def __init__(self, cluster: Cluster, part: Part) -> None:
        """Take a connected cluster (see `open`), and which of the files this process is to write."""
        super().__init__(cluster)
        self._part = part
        self._waiting: list[tuple[Row, list[Row], list[Row]]] = []

    @classmethod
    def open(cls, address: str, part: Part, *, create: bool = False) -> "MilvusRecord":
        """Open the index in a cluster, or create it. Raises ClusterError and IndexMissingError.

        What is opened to be created sees all that others have committed; else it may be seen a bit later.
        """
        cluster = Cluster.connect(address, strong=create)
        record = cls(cluster, part)
        if create:
            cluster.create("catalogue", 2)
        elif not cluster.has("catalogue"):
            raise IndexMissingError(f"there is no index in {cluster.name}: run 'footnote index' first")
        schema = record.meta("schema")
        if schema is None and create:
            record.set_meta(schema=str(SCHEMA_VERSION))
        elif schema != str(SCHEMA_VERSION):
            raise IndexDamagedError(
                f"the index {cluster.name} has schema {schema}, this program reads {SCHEMA_VERSION}: "
                "index the documents into another collection"
            )
        return record

    def set_meta(self, **values: str) -> None:
        """Keep settings with the index; that of the dimension, when there is a collection of passages."""
        if "dimension" in values:
            self.check_model(values["model_id"])
            self.cluster.create("passages", int(values["dimension"]))
        self.cluster.put("catalogue", [_setting(key, value) for key, value in values.items()])

    def read_again(self, readers: str) -> None:
        """Have files read again that other readers than these have read."""
        self._readers = readers
        if self.meta("readers") != readers:
            self.set_meta(readers=readers)

    def put_vectors(self, model: str, vectors: dict[bytes, Vectors]) -> None:
        """Keep vectors, by input digest, for the passages that will be put with them."""
        self.check_model(model)
        self._vectors |= vectors

    def put(
        self,
        file_id: str,
        state: FileState,
        documents: Sequence[tuple[Document, Sequence[StoredPassage]]],
        missing: Sequence[Skipped],
        *,
        durable: bool = True,
    ) -> None:
        """Commit what is known of one file, in place of what was; it waits for the next durable one."""
        commit, file = commit_number(file_id, state, documents, missing), key_of(Kind.FILE, file_id)
        dimension = int(self.meta("dimension") or 0)
        written, missing = [], list(missing)
        passages: list[Row] = []
        for one in documents:
            rows = list(passage_rows(*one, commit, self._vectors, dimension))
            about = document_row(*one, file, commit)
            if any(len(json.dumps(row["body"])) > _MAX_BODY for row in (about, *rows)):
                missing.append(Skipped(one[0].id, "what is said about it is too long for Milvus"))
                continue
            written.append(about)
            passages += rows
        written += [_missing(one, file, commit) for one in missing]
        written += [_language(document.language) for document, _ in documents]
        body = {"id": file_id, "size": state.size, "mtime_ns": state.mtime_ns, "digest": state.digest}
        body |= {"stamp": state.stamp, "documents": len(documents), "readers": self._readers}
        self._waiting.append((entry(Kind.FILE, file, body, file=file, state=commit), written, passages))
        if durable:
            self._commit()

    def _commit(self) -> None:
        """Write what waits: documents, so that what is left can be found; passages; then the files."""
        waiting, self._waiting, self._vectors = self._waiting, [], {}
        files = [file for file, _, _ in waiting]
        before = self._of_files([file["file"] for file in files])
        self.cluster.put("catalogue", [row for _, rows, _ in waiting for row in rows])
        passages = [row for _, _, rows in waiting for row in rows]
        self.cluster.put("passages", [row for row in passages if row["input"] >= 0])
        self.cluster.put("passages", [row for row in passages if row["input"] < 0], rest=True)
        self.cluster.put("catalogue", files)
        now = {row["key"] for _, rows, _ in waiting for row in rows}
        self._drop([row for row in before if row["key"] not in now])
        self._note_change()

    def _of_files(self, files: Sequence[int]) -> list[Row]:
        """Return the rows of documents and of what is missing that were committed with files."""
        found: list[Row] = []
        for first in range(0, len(files), BATCH_ROWS):
            where = f"kind != {Kind.FILE} and file in {listed(files[first : first + BATCH_ROWS])}"
            found += self.cluster.all_rows("catalogue", where, *CATALOGUE_FIELDS)
        return [row for row, _ in self._current(found)]

    def _drop(self, rows: Sequence[Row]) -> None:
        """Remove documents' rows, and first their passages, which could not be found without them."""
        versions = [row["key"] for row in rows if "passages" in row["body"]]
        if versions:
            self.cluster.drop("passages", "version", versions)
        self.cluster.drop("catalogue", "key", [row["key"] for row in rows])

    def touch(self, states: Mapping[str, FileState]) -> None:
        """Note new times and stamps of files whose content is as it was; not a new generation."""
        keys = [key_of(Kind.FILE, file_id) for file_id in states]
        for first in range(0, len(keys), BATCH_ROWS):
            rows = []
            some = keys[first : first + BATCH_ROWS]
            for row in self.cluster.rows("catalogue", "key", some, *CATALOGUE_FIELDS):
                now = states[row["body"]["id"]]
                body = row["body"] | {"size": now.size, "mtime_ns": now.mtime_ns, "stamp": now.stamp}
                rows.append(entry(Kind.FILE, row["key"], body, file=row["key"], state=row["state"]))
            self.cluster.put("catalogue", rows)

    def can_move(self, earlier: str, present: str) -> bool:
        """Return False: a moved file is read again under its new name, and nothing of it encoded again."""
        del earlier, present
        return False

    def move(self, moves: Sequence[tuple[str, str, FileState]]) -> None:
        """Do nothing: nothing can be moved (see `can_move`)."""

    def remove(self, *file_ids: str) -> None:
        """Commit the removal of files with their documents."""
        files = [key_of(Kind.FILE, id_) for id_ in file_ids]
        if files:
            before = self._of_files(files)
            self.cluster.drop("catalogue", "key", files)
            self._drop(before)
            self._note_change()

    def set_skipped(self, skipped: Sequence[Skipped]) -> None:
        """Commit the list of what was never opened, of the files that this process has to write."""
        known = {row["key"]: row for row in self._entries(Kind.UNOPENED) if self._part.has(row["body"]["id"])}
        new = {one["key"]: one for one in (_unopened(skip) for skip in skipped)}
        gone = [key for key in known if key not in new]
        changed = [row for key, row in new.items() if key not in known or known[key]["body"] != row["body"]]
        self.cluster.drop("catalogue", "key", gone)
        self.cluster.put("catalogue", changed)
        if gone or changed:
            self._note_change()

    def prune(self) -> None:
        """Drop what writers that were killed have left behind, when it is a day old."""
        before = int(time.time()) - _LEFT_SECONDS
        where = f"kind in [{Kind.DOCUMENT}, {Kind.MISSING}] and written < {before}"
        rows = list(self.cluster.all_rows("catalogue", where, *CATALOGUE_FIELDS))
        current = {row["key"] for row, _ in self._current(rows)}
        self._drop([row for row in rows if row["key"] not in current])

    def _note_change(self) -> None:
        number = time.time_ns()
        self.cluster.put("catalogue", [_setting("generation", str(number))])
        self._seen = number, time.monotonic()


def _unopened(one: Skipped) -> Row:
    key = key_of(Kind.UNOPENED, one.id, one.reason)
    return entry(Kind.UNOPENED, key, {"id": one.id, "reason": one.reason})


def _setting(key: str, value: str) -> Row:
    return entry(Kind.SETTING, key_of(Kind.SETTING, key), {"value": value})


def _missing(one: Skipped, file: int, commit: int) -> Row:
    key = key_of(Kind.MISSING, one.id, one.reason, commit)
    return entry(Kind.MISSING, key, {"id": one.id, "reason": one.reason}, file=file, state=commit)


def _language(language: str | None) -> Row:
    return entry(Kind.LANGUAGE, key_of(Kind.LANGUAGE, language), {"language": language})
