"""What is to be committed of a file: its documents, cut into passages, and the texts to encode for them."""

from dataclasses import dataclass, field

from index.formats import format_of
from index.library import encoder_input
from index.parse import Parsed, ParsedFile
from index.types import Document, FileState, Passage, Skipped, StoredPassage
from index.walk import Found

__all__ = ["Pending", "characters", "pending"]

_BYTES_OF_PACKED = 20
"""About how many bytes a character of text takes in a file that is not plain text."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A file that is read and whose documents wait for their vectors."""

    id: str
    state: FileState
    documents: tuple[tuple[Document, tuple[StoredPassage, ...]], ...] = ()
    missing: tuple[Skipped, ...] = ()
    inputs: dict[bytes, str] = field(default_factory=dict)


def pending(file_id: str, parsed: ParsedFile, state: FileState) -> Pending:
    """Return what is to be committed of a file that is parsed."""
    found = [_passages(one) for one in parsed.documents]
    documents = tuple(
        (one.document, passages) for one, (passages, _) in zip(parsed.documents, found, strict=True)
    )
    inputs = {digest: text for _, some in found for digest, text in some.items()}
    return Pending(file_id, state, documents, tuple(Skipped(*entry) for entry in parsed.missing), inputs)


def _passages(parsed: Parsed) -> tuple[tuple[StoredPassage, ...], dict[bytes, str]]:
    """Return the passages of a document, and the texts to encode for them by digest."""
    document = parsed.document
    passages: list[StoredPassage] = []
    inputs: dict[bytes, str] = {}
    for piece in parsed.pieces:
        digest = None
        if piece.searchable:
            title = document.title if parsed.titled else ""
            text, digest = encoder_input(title, piece.heading, document.text[piece.start : piece.end])
            inputs[digest] = text
        page = document.page_at(piece.start)
        passage = Passage(document.id, piece.start, piece.end, piece.heading, page)
        passages.append(StoredPassage(passage, piece.sentences, digest))
    return tuple(passages), inputs


def characters(file: Found) -> int:
    """Return about how many characters of text a file holds."""
    format_ = format_of(file.id)
    plain = format_ is not None and format_.media_type.startswith("text/")
    return file.size if plain else file.size // _BYTES_OF_PACKED
