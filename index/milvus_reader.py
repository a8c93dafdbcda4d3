"""What is read of an index in a Milvus cluster: documents, passages and files as they were committed.

A row is current where its file's row bears the number of the same commit (see `index.milvus_record`): all
else was never wholly written, or was replaced, and is passed over.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.encode import Vectors
from index.errors import EncoderError, IndexDamagedError
from index.milvus import BATCH_ROWS, Cluster, Row
from index.milvus_rows import Kind, document_of, key_of, number_of, passage_of
from index.record import Places, Summary
from index.types import Document, FileState, Skipped, StoredPassage

__all__ = ["CATALOGUE_FIELDS", "MilvusReader"]

_logger = logging.getLogger(__name__)
_SEEN_SECONDS = 1.0
"""How long a reader takes the state of the index for the present one."""
_KEPT_DOCUMENTS = 64
_LASTING = ("model_id", "model_name", "dimension")
"""Settings that are never changed once they are there."""
CATALOGUE_FIELDS = ("key", "kind", "file", "state", "body")
_PASSAGE = ("number", "version", "start", "digest", "body")


class MilvusReader:
    """One index in a cluster, as far as it is read; safe to use from many threads."""

    def __init__(self, cluster: Cluster) -> None:
        """Take a connected cluster."""
        self.cluster = cluster
        self._readers = ""
        self._settings: dict[str, str] = {}
        self._vectors: dict[bytes, Vectors] = {}
        self._seen = (0, 0.0)
        self._whole = lru_cache(_KEPT_DOCUMENTS)(self._read_whole)
        self._documents_at = lru_cache(1)(self._read_documents)
        self._languages_at = lru_cache(1)(self._read_languages)

    def close(self) -> None:
        """Close the connection."""
        self.cluster.close()

    def one_moment(self) -> nullcontext[None]:
        """Do nothing: each passage names the state of its document that it belongs to."""
        return nullcontext()

    @property
    def generation(self) -> int:
        """A number that changes with each commit; a commit of another process is seen a bit later."""
        number, at = self._seen
        if time.monotonic() - at > _SEEN_SECONDS or not at:
            rows = self.cluster.rows("catalogue", "key", [key_of(Kind.SETTING, "generation")], "body")
            number = int(rows[0]["body"]["value"]) if rows else 0
            self._seen = number, time.monotonic()
        return number

    def meta(self, key: str) -> str | None:
        """Return a setting that is kept with the index, or None; none is ever changed to another model's."""
        if key not in self._settings:
            rows = self.cluster.rows("catalogue", "key", [key_of(Kind.SETTING, key)], "body")
            value = str(rows[0]["body"]["value"]) if rows else None
            if value is None or key not in _LASTING:
                return value
            self._settings[key] = value
        return self._settings[key]

    def file_states(self) -> dict[str, FileState]:
        """Return what is known of every file; what other readers have read is to be read again."""
        found: dict[str, FileState] = {}
        for row in self._entries(Kind.FILE):
            body = row["body"]
            size = body["size"] if not self._readers or body["readers"] == self._readers else -1
            about = size, body["mtime_ns"], body["digest"], body["documents"]
            found[body["id"]] = FileState(*about, body.get("stamp", ""))
        return found

    def file_of(self, document_id: str) -> tuple[str, str] | None:
        """Return the id and the digest of the file that a document was read from, or None."""
        found = self._named(document_id)
        return (found[1]["id"], found[1]["digest"]) if found else None

    def skipped(self) -> tuple[Skipped, ...]:
        """Return what is not indexed, by id."""
        missing = self._current(list(self._entries(Kind.MISSING)))
        rows = [*(row for row, _ in missing), *self._entries(Kind.UNOPENED)]
        return tuple(sorted((Skipped(r["body"]["id"], r["body"]["reason"]) for r in rows), key=_by_id))

    def missing(self, file_id: str) -> tuple[Skipped, ...]:
        """Return what is missing of a file, by id."""
        where = f"kind == {Kind.MISSING} and file == {key_of(Kind.FILE, file_id)}"
        found = self._current(list(self.cluster.all_rows("catalogue", where, *CATALOGUE_FIELDS)))
        return tuple(sorted((Skipped(r["body"]["id"], r["body"]["reason"]) for r, _ in found), key=_by_id))

    def document(self, document_id: str) -> Document | None:
        """Return a document, or None where there is none of this id. Raises IndexDamagedError."""
        version = self._version(document_id)
        return self._whole(version)[0] if version is not None else None

    def document_numbered(self, number: int) -> Document | None:
        """Return the document of a number, or None where it is gone or not wholly here."""
        try:
            return self._whole(number)[0]
        except IndexDamagedError as error:
            _logger.info("%s", error)
            return None

    def summaries(self) -> list[Summary]:
        """Return what `index.library.DocumentInfo` shows of every document, by date, then by id."""
        names = ("id", "title", "date", "publisher", "media_type", "language", "passages", "author", "ocr")
        found = [tuple(row["body"][name] for name in names) for row in self._documents()]
        found.sort(key=lambda one: one[0])
        return sorted(found, key=lambda one: one[2] or "", reverse=True)

    def headers(self) -> list[tuple[int, str, str, str | None]]:
        """Return (number, id, media type, date) of every document."""
        found = [(row["key"], row["body"]) for row in self._documents()]
        return [(key, body["id"], body["media_type"], body["date"]) for key, body in found]

    def searchable(self) -> Places:
        """Return every passage that may be found, by number: rows of (number, its document's number)."""
        versions = {row["key"] for row in self._documents()}
        rows = self._passages("input >= 0", "number", "version")
        found = sorted((row["number"], row["version"]) for row in rows if row["version"] in versions)
        return np.asarray(found, dtype=np.int64).reshape(-1, 2)

    def languages(self) -> list[str | None]:
        """Return the languages that documents are or were in, None where it is not known of one."""
        return self._languages_at(self.generation)

    def _read_languages(self, _generation: int) -> list[str | None]:
        return sorted((row["body"]["language"] for row in self._entries(Kind.LANGUAGE)), key=str)

    def passages(
        self,
        *,
        numbers: Sequence[int] | None = None,
        document_id: str | None = None,
        heading: str | None = None,
    ) -> list[StoredPassage]:
        """Return passages by number (unknown ones are left out) or those of a document, in order.

        Of a document those below a `heading` alone, where one is given.
        """
        if numbers is None:
            names = [document_id] if document_id else [row["body"]["id"] for row in self._documents()]
            versions = [version for name in names if (version := self._version(name)) is not None]
            found = (stored for version in versions for stored in self._whole(version)[1])
            return [stored for stored in found if heading is None or stored.passage.heading == heading]
        if not len(numbers) or not self.has_passages():
            return []
        rows = self.cluster.rows("passages", "number", numbers, *_PASSAGE)
        versions = sorted({row["version"] for row in rows})
        current = self._current(self.cluster.rows("catalogue", "key", versions, *CATALOGUE_FIELDS))
        ids = {row["key"]: row["body"]["id"] for row, _ in current}
        return [passage_of(row, ids[row["version"]]) for row in rows if row["version"] in ids]

    def passage_at(self, document_id: str, offset: int) -> tuple[int, int] | None:
        """Return the (start, end) of the passage of a document in which a character stands, or None."""
        places = [stored.passage for stored in self.passages(document_id=document_id)]
        return next(((p.start, p.end) for p in reversed(places) if p.start <= offset), None)

    def headings(self, document_id: str, first: int, last: int) -> list[tuple[int, str]]:
        """Return (start, headings) of the passages of a document that begin in a stretch of it, in order."""
        places = [stored.passage for stored in self.passages(document_id=document_id)]
        return [(p.start, p.heading) for p in places if p.heading and first <= p.start < last]

    def known_inputs(self, model: str, inputs: Sequence[bytes]) -> set[bytes]:
        """Return which of the input digests have a vector already; it is kept for the next `put`."""
        self.check_model(model)
        if not inputs or not self.has_passages():
            return set()
        keys = [number_of("input", digest.hex()) for digest in inputs]
        rows = self.cluster.rows("passages", "input", keys, "number", "digest")
        one_of_each = {row["digest"]: row["number"] for row in rows}  # boilerplate stands in many documents
        rows = self.cluster.rows("passages", "number", list(one_of_each.values()), "digest", "vector")
        found = {bytes.fromhex(row["digest"]): np.asarray(row["vector"], dtype=np.float32) for row in rows}
        self._vectors |= found
        return found.keys() & set(inputs)

    def vectors(
        self, model: str, numbers: Sequence[int] | NDArray[np.int64] | None = None
    ) -> Iterator[tuple[list[int], Vectors]]:
        """Yield (passage numbers, (n, dimension) float32 unit rows) of passages, of all without `numbers`."""
        self.check_model(model)
        wanted = (self.searchable()[:, 0] if numbers is None else np.asarray(numbers)).tolist()
        for first in range(0, len(wanted), BATCH_ROWS):
            some = wanted[first : first + BATCH_ROWS]
            rows = self.cluster.rows("passages", "number", some, "number", "input", "vector")
            if rows := [row for row in rows if row["input"] >= 0]:
                vectors = np.asarray([row["vector"] for row in rows], dtype=np.float32)
                yield [row["number"] for row in rows], vectors

    def without_vector(self, model: str) -> list[StoredPassage]:
        """Return nothing: no passage is written without its vector."""
        self.check_model(model)
        return []

    def check_model(self, model: str) -> None:
        """Raise EncoderError for another model than that of the index: a collection has vectors of one."""
        known = self.meta("model_id")
        if known not in (None, model):
            raise EncoderError(
                f"the index {self.cluster.name} was made with {known}, the model given is {model}: "
                "index into another collection (FOOTNOTE_MILVUS_COLLECTION)"
            )

    def _entries(self, kind: Kind) -> Iterator[Row]:
        return self.cluster.all_rows("catalogue", f"kind == {int(kind)}", *CATALOGUE_FIELDS)

    def _passages(self, where: str, *fields: str) -> Iterator[Row]:
        return self.cluster.all_rows("passages", where, *fields) if self.has_passages() else iter(())

    def has_passages(self) -> bool:
        """Return whether there are passages, and see to it that they can be searched."""
        return self.meta("dimension") is not None and self.cluster.has("passages")

    def _documents(self) -> list[Row]:
        """Return the row of every document, read again when the index has changed."""
        return self._documents_at(self.generation)

    def _read_documents(self, _generation: int) -> list[Row]:
        rows = list(self._entries(Kind.DOCUMENT))
        states = {row["key"]: row["state"] for row in self._entries(Kind.FILE)}
        return [row for row in rows if states.get(row["file"]) == row["state"]]

    def _current(self, rows: Sequence[Row]) -> list[tuple[Row, Row]]:
        """Return those rows that were committed with their file, each with the file's body."""
        keys = sorted({row["file"] for row in rows})
        files = {row["key"]: row for row in self.cluster.rows("catalogue", "key", keys, *CATALOGUE_FIELDS)}
        found = ((row, files.get(row["file"])) for row in rows)
        return [(row, file["body"]) for row, file in found if file and file["state"] == row["state"]]

    def _version(self, document_id: str) -> int | None:
        found = self._named(document_id)
        return int(found[0]["key"]) if found else None

    def _named(self, document_id: str) -> tuple[Row, Row] | None:
        """Return the row of the document of an id, with what is said of its file."""
        rows = self.cluster.rows("catalogue", "document", [number_of(document_id)], *CATALOGUE_FIELDS)
        return next(iter(self._current(rows)), None)

    def _read_whole(self, version: int) -> tuple[Document, tuple[StoredPassage, ...]]:
        """Read a document back from its passages. Raises IndexDamagedError unless it is what was written."""
        entries = self.cluster.rows("catalogue", "key", [version], *CATALOGUE_FIELDS)
        rows = self._passages(f"version == {version}", "text", *_PASSAGE)
        found = document_of(entries[0], rows) if entries else None
        if found is None:
            name = repr(entries[0]["body"]["id"]) if entries else "a document that was asked for"
            raise IndexDamagedError(
                f"{name} is not whole in {self.cluster.name}: run 'footnote doctor --repair'"
            )
        return found


def _by_id(one: Skipped) -> tuple[str, str]:
    return one.id, one.reason
