"""The promise: a citation says what its document says at that place, and a changed file says so."""

import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from index.errors import SourceMismatchError, UnreadableError
from index.library import Library
from index.parse import parser
from index.read import digest_of
from index.types import Document
from qa.types import Citation

__all__ = ["SourceView", "check_citation", "file_of", "open_source", "passage_around", "source_state"]

SourceState = Literal["unchanged", "changed", "missing", "unreachable"]
_SETTLED_NS = 2_000_000_000
"""A file that changed less than that ago may change again without the file system's clock showing it."""


@dataclass(frozen=True, slots=True)
class SourceView:
    """A document opened at a citation: its indexed text, the quote's place, and the file's state now."""

    document: Document
    start: int
    end: int
    state: SourceState


def check_citation(citation: Citation, document: Document) -> None:
    """Raise SourceMismatchError unless the document says the quote at exactly that place."""
    if document.text[citation.start : citation.end] == citation.quote:
        return
    if citation.digest != document.digest:
        raise SourceMismatchError(
            f"{citation.document_id!r} has been indexed anew since this answer: ask the question again"
        )
    raise SourceMismatchError(
        f"the quote is not at {citation.start}–{citation.end} of {citation.document_id!r}: "
        "it is not shown; please report this"
    )


def open_source(library: Library, citation: Citation, documents_dir: Path) -> SourceView:
    """Return the cited document with the quote's place, checked.

    Raises SourceMismatchError rather than show something else, and FootnoteError for a document that is
    no longer indexed.
    """
    document = library.document(citation.document_id)
    check_citation(citation, document)
    state = source_state(library, document, documents_dir)
    return SourceView(document, citation.start, citation.end, state)


def file_of(library: Library, document: Document, documents_dir: Path) -> Path | None:
    """Return where the file that a document was read from lies; None where that is not below the folder."""
    root = documents_dir.resolve()
    file_id, _ = library.record.file_of(document.id) or (document.id, document.digest)
    try:
        path = (root / file_id).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        return None
    return path if path.is_relative_to(root) else None


def source_state(library: Library, document: Document, documents_dir: Path) -> SourceState:
    """Return whether a document still is what was indexed: its file, or what is attached to its file.

    Where the index is elsewhere, so may the file be: that can't be told then.
    """
    gone: SourceState = "unreachable" if library.elsewhere else "missing"
    path = file_of(library, document, documents_dir)
    file_id, file_digest = library.record.file_of(document.id) or (document.id, document.digest)
    try:
        if path is None:
            return gone
        if _digest_now(path) == file_digest:
            return "unchanged"
        if file_id == document.id:
            return "changed"
        now = parser().digests(path.read_bytes(), file_id).get(document.id)
    except (OSError, UnreadableError):
        return gone
    return "missing" if now is None else "unchanged" if now == document.digest else "changed"


def _digest_now(path: Path) -> str:
    """Return the digest of a file, which is read again only where the file system tells of a change."""
    seen = path.stat()
    state = (seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns)
    if time.time_ns() - max(seen.st_mtime_ns, seen.st_ctime_ns) < _SETTLED_NS:
        return digest_of(path.read_bytes())
    return _known_digest(path, state)


@lru_cache(maxsize=4096)
def _known_digest(path: Path, _state: tuple[int, ...]) -> str:
    return digest_of(path.read_bytes())


def passage_around(library: Library, citation: Citation) -> tuple[int, int]:
    """Return the (start, end) of the passage in which a citation's quote begins."""
    found = library.record.passage_at(citation.document_id, citation.start)
    return found or (citation.start, citation.end)
