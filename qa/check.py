"""The promise: a citation says what its document says at that place, and a changed file says so."""

import bisect
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.errors import SourceMismatchError, UnreadableError
from index.library import Library
from index.parse import parser
from index.read import digest_of
from index.types import Document
from qa.types import Citation

__all__ = ["SourceView", "check_citation", "open_source", "passage_around", "source_state"]

SourceState = Literal["unchanged", "changed", "missing"]


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


def source_state(library: Library, document: Document, documents_dir: Path) -> SourceState:
    """Return whether a document still is what was indexed: its file, or what is attached to its file."""
    root = documents_dir.resolve()
    file_id, file_digest = library.record.file_of(document.id) or (document.id, document.digest)
    try:
        path = (root / file_id).resolve(strict=True)
        if not path.is_relative_to(root):
            return "missing"
        data = path.read_bytes()
    except (OSError, RuntimeError, ValueError):
        return "missing"
    if digest_of(data) == file_digest:
        return "unchanged"
    if file_id == document.id:
        return "changed"
    try:
        now = parser().digests(data, file_id).get(document.id)
    except UnreadableError:
        return "missing"
    return "missing" if now is None else "unchanged" if now == document.digest else "changed"


def passage_around(library: Library, citation: Citation) -> tuple[int, int]:
    """Return the (start, end) of the passage in which a citation's quote begins."""
    stored = library.record.passages(document_id=citation.document_id)
    passages = [one.passage for one in stored]
    index = bisect.bisect_right([passage.start for passage in passages], citation.start) - 1
    if index < 0:
        return citation.start, citation.end
    return passages[index].start, passages[index].end
