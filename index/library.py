"""An index, opened: its documents, its passages, and its search engine. The front of this package."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.derived import Engines, LocalEngines, WriteLock
from index.engine import SearchEngine
from index.errors import EmptyScopeError, FootnoteError, NoDocumentsError, UnknownDocumentError
from index.milvus import is_address
from index.record import AnyRecord
from index.scope import covers, in_words
from index.store import Record, Skipped, StoredPassage
from index.tokens import whole
from index.types import WHOLE, Document, Part, Scope, context

__all__ = ["OWN_FOLDER", "DocumentInfo", "Library", "encoder_input"]

OWN_FOLDER = ".footnote"
"""Where an index is kept if nothing else is said; with one in Milvus, what belongs to this machine alone."""
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

    Words that the ends of lines divide stand whole beside their parts. A title that comes from a file name is
    left out by the caller, so that a renamed file has the same inputs and is not encoded again.
    """
    above = context(title, heading)
    said = whole(text.strip())
    encoded = f"{above}\n{said}" if above else said
    return encoded, hashlib.sha256(encoded.encode("utf-8", "surrogatepass")).digest()


class _GoneError(Exception):
    """A document of this number is no longer there."""


class Library:
    """One index: in a folder (`record.sqlite` and, derived from it, `derived/`), or in a Milvus cluster.

    Safe to use from many threads.
    """

    def __init__(
        self,
        folder: Path,
        record: AnyRecord,
        engines: Engines,
        part: Part = WHOLE,
        *,
        elsewhere: str = "",
    ) -> None:
        """Take the folder, an opened record, and what gives the search engine (see `open`).

        `elsewhere` is the address of a cluster; the files may then lie on other machines alone.
        """
        self.folder = folder
        self.part = part
        self.elsewhere = elsewhere
        self.name = elsewhere or str(folder)
        self.record = record
        self._engines = engines
        self._listed: tuple[int, tuple[DocumentInfo, ...]] | None = None
        self._covered = lru_cache(_KEPT_SCOPES)(self._find_covered)
        self._document_at = lru_cache(_KEPT_DOCUMENTS)(self._find_document_at)

    @classmethod
    def open(cls, place: Path | str, *, create: bool = False, part: Part = WHOLE) -> "Library":
        """Open the index in a folder, or at an address of Milvus, or create it.

        `part` says which of the files are written. Raises IndexMissingError or IndexDamagedError.
        """
        if is_address(place):
            from index.milvus_engine import open_cluster

            record, engines = open_cluster(str(place), part, create=create)
            return cls(Path(OWN_FOLDER), record, engines, part, elsewhere=str(place))
        if part != WHOLE:
            raise FootnoteError("only an index in Milvus is written in parts, by several workers")
        folder = Path(place)
        try:
            str(folder).encode("utf-8")
        except UnicodeEncodeError:  # FAISS and tantivy take no other names
            problem = (
                f"the name of the index folder {str(folder)!r} is not valid UTF-8: name another with --index"
            )
            raise FootnoteError(problem) from None
        local = Record.open(folder / "record.sqlite", create=create)
        return cls(folder, local, LocalEngines(folder, local))

    def close(self) -> None:
        """Close the index and let go of the files that it maps."""
        self._engines.close()
        self.record.close()

    def write_lock(self) -> WriteLock:
        """Return the held right to write. Raises IndexBusyError where another process writes."""
        return self._engines.write_lock()

    def engine(self) -> SearchEngine:
        """Return the search engine of the present state, made again where missing or damaged."""
        return self._engines.engine()

    def rebuild(self, model: str, dimension: int, *, afresh: bool = False) -> None:
        """Bring the search engine in step with what is kept, `afresh` even where it is.

        The caller holds the write lock.
        """
        self._engines.rebuild(model, dimension, afresh=afresh)

    @property
    def model_name(self) -> str | None:
        """The model that the index was last encoded with, as it was asked for, or None."""
        return self.record.meta("model_name")

    @property
    def model_id(self) -> str | None:
        """The identity of the vectors in the index, or None while there are none."""
        return self.record.meta("model_id")

    def require_documents(self) -> None:
        """Raise NoDocumentsError where the index holds no document, and say why.

        Of a cluster, whose list of documents may be long, the search engine says it.
        """
        if not self.elsewhere and not self.documents():
            raise self._nothing_indexed()

    def _nothing_indexed(self) -> NoDocumentsError:
        folder, skipped = self.record.meta("documents_dir"), self.skipped()
        if folder is None:
            return NoDocumentsError(f"the index {self.name} holds no documents yet: run 'footnote index'")
        if not skipped:
            return NoDocumentsError(f"no document is indexed, for {folder!r} is empty: add some")
        others = f", and {len(skipped) - 1} more: see 'footnote info'" if len(skipped) > 1 else ""
        return NoDocumentsError(
            f"no document is indexed, for nothing in {folder!r} could be read ({skipped[0].id}: "
            f"{skipped[0].reason}{others})"
        )

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
            raise UnknownDocumentError(f"{document_id!r} is not among the indexed documents")
        return document

    def passages(self, numbers: Sequence[int]) -> dict[int, StoredPassage]:
        """Return passages by number; those that are no longer there are left out."""
        return {stored.number: stored for stored in self.record.passages(numbers=numbers)}

    def snapshot(self, numbers: Sequence[int]) -> tuple[dict[int, StoredPassage], dict[str, Document]]:
        """Return passages by number and their documents by id, as they stand at one moment."""
        with self.record.one_moment():
            stored = self.passages(numbers)
            documents: dict[str, Document] = {}
            for number in {one.document_number for one in stored.values()}:
                with suppress(_GoneError):
                    document = self._document_at(number)
                    documents[document.id] = document
        return stored, documents

    def _find_document_at(self, number: int) -> Document:
        """Return the document of a number. Raises _GoneError, which is not remembered."""
        document = self.record.document_numbered(number)
        if document is None:
            raise _GoneError(number)
        return document
