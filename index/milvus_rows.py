"""Rows of Milvus, and the values that they stand for.

A document is kept under its *version*: a number made of its id, its seal (all that is kept of it) and the
commit of its file (the file's digest, and all that was read of it). The same file always becomes the same
rows, whoever writes them and however often; another state of it becomes others. What stands at places of a
document (its text, its page starts) is kept with the passage there: the passages tile it, and reading them
back gives the version again or is refused.
"""

import hashlib
import time
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import Any

from index.encode import Vectors
from index.formats.ocr import OCR
from index.milvus import Row
from index.searched import counted, searched_words
from index.types import Document, FileState, Passage, Skipped, StoredPassage, seal

__all__ = [
    "Kind",
    "commit_number",
    "document_of",
    "document_row",
    "entry",
    "key_of",
    "number_of",
    "passage_of",
    "passage_rows",
    "span_of_date",
    "token",
    "version_of",
]

_ROW_CHARS = 16_000
"""How much text a row holds at most: 64,000 bytes of the 65,535 that Milvus allows."""
_WORDS_BYTES = 65_000
_NO_DATE = (99_999_999, 0)
_KEPT = ("id", "title", "date", "digest", "media_type", "language", "publisher", "author")


class Kind(IntEnum):
    """What a row of the catalogue stands for; a `MISSING` belongs to a file, `UNOPENED` is a file itself."""

    SETTING = 0
    FILE = 1
    DOCUMENT = 2
    MISSING = 3
    UNOPENED = 4
    LANGUAGE = 5


def number_of(*parts: object) -> int:
    """Return the number (63 bits of a SHA-256) that stands for some names or numbers.

    Among a hundred million of them, two are the same with a probability of 1 in 2,000.
    """
    said = "\0".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(said).digest()[:8], "big") >> 1


def key_of(kind: Kind, *names: object) -> int:
    """Return the key of a row of the catalogue; a document's is its version."""
    return number_of(kind.name, *names)


def commit_number(
    file_id: str,
    state: FileState,
    documents: Iterable[tuple[Document, Sequence[StoredPassage]]],
    missing: Iterable[Skipped],
) -> int:
    """Return the number of all that is known of a file: its digest, its documents, and what is missing."""
    seals = [part for one in documents for part in (one[0].id, seal(*one).hex())]
    return number_of("commit", file_id, state.digest, *seals, *(f"{m.id}\0{m.reason}" for m in missing))


def version_of(document: Document, passages: Sequence[StoredPassage], commit: int) -> int:
    """Return the number of a document in exactly this state, of this commit of its file."""
    return key_of(Kind.DOCUMENT, document.id, seal(document, passages).hex(), commit)


def entry(kind: Kind, key: int, body: Row, *, file: int = 0, state: int = 0) -> Row:
    """Return a row of the catalogue; `file` is the key of the file's row, `state` the commit."""
    return {
        "key": key,
        "kind": int(kind),
        "file": file,
        "document": number_of(body["id"]) if kind is Kind.DOCUMENT else 0,
        "state": state,
        "written": int(time.time()),
        "body": body,
        "vector": [0.0, 1.0],
    }


def document_row(document: Document, passages: Sequence[StoredPassage], file: int, commit: int) -> Row:
    """Return the row of a document, which has all of it that stands at no place."""
    body = {name: getattr(document, name) for name in _KEPT}
    body |= {"passages": len(passages), "ocr": any(OCR in words for _, words in document.places)}
    return entry(Kind.DOCUMENT, version_of(document, passages, commit), body, file=file, state=commit)


def passage_rows(
    document: Document,
    passages: Sequence[StoredPassage],
    commit: int,
    vectors: dict[bytes, Vectors],
    dimension: int,
) -> Iterator[Row]:
    """Yield the rows of a document: those that are searched have an `input` of 0 or more."""
    version = version_of(document, passages, commit)
    earliest, latest = span_of_date(document.date)
    shared = {
        "version": version,
        "media": number_of(document.media_type),
        "earliest": earliest,
        "latest": latest,
        "within": [number_of(name) for name in _names(document.id)],
    }
    searched = [one for one in passages if one.input_digest]
    words = {one.passage.start: said for one, *said in searched_words(document, searched)}
    for stored in passages:
        passage = stored.passage
        own, around = words.get(passage.start, ((), ()))
        for start in range(passage.start, passage.end, _ROW_CHARS):
            end = min(start + _ROW_CHARS, passage.end)
            first, last = start == passage.start, end == len(document.text)
            key = stored.input_digest if first else None
            yield shared | {
                "number": number_of("passage", version, start),
                "start": start,
                "end": end,
                "input": number_of("input", key.hex()) if key else -1,
                "digest": key.hex() if key else "",
                "body": _body(document, stored, start, end, first=first, last=last),
                "text": document.text[start:end],
                "own": _words(sorted(set(own))) if key else "",
                "words": _words(counted(own, around)) if key else "",
                "vector": vectors[key].tolist() if key else [0.0] * dimension,
            }


def _names(document_id: str) -> Iterator[str]:
    """Yield what a scope may call a document: by itself, and each folder that it is in."""
    yield f"={document_id}"
    parts = document_id.split("/")
    yield from ("/".join(parts[:count]) + "/" for count in range(1, len(parts)))


def _body(
    document: Document, stored: StoredPassage, start: int, end: int, *, first: bool, last: bool
) -> dict[str, Any]:
    pages, places = document.page_starts, document.places

    def offset(place: tuple[int, str]) -> int:
        return place[0]

    marks = {
        "pages": pages[bisect_left(pages, start) : None if last else bisect_left(pages, end)],
        "places": places[
            bisect_left(places, start, key=offset) : None if last else bisect_left(places, end, key=offset)
        ],
    }
    if not first:
        return {"goes_on": True, **marks}
    return {
        "end": stored.passage.end,
        "heading": stored.passage.heading,
        "page": stored.passage.page,
        "sentences": stored.sentences,
        **marks,
    }


def passage_of(row: Row, document_id: str) -> StoredPassage:
    """Return the passage of a row that begins one."""
    body = row["body"]
    return StoredPassage(
        Passage(document_id, row["start"], body["end"], body["heading"], body["page"]),
        tuple((start, end) for start, end in body["sentences"]),
        bytes.fromhex(row["digest"]) or None,
        row["number"],
        row["version"],
    )


def document_of(about: Row, rows: Iterable[Row]) -> tuple[Document, tuple[StoredPassage, ...]] | None:
    """Return a document with its passages from its row and those of its passages; None if it isn't whole."""
    body = about["body"]
    in_order = sorted(rows, key=lambda row: int(row["start"]))
    try:
        document = Document(
            **{name: body[name] for name in _KEPT},
            text="".join(row["text"] for row in in_order),
            page_starts=tuple(offset for row in in_order for offset in row["body"]["pages"]),
            places=tuple((offset, words) for row in in_order for offset, words in row["body"]["places"]),
        )
        passages = tuple(passage_of(row, document.id) for row in in_order if not row["body"].get("goes_on"))
    except (KeyError, TypeError, ValueError):
        return None
    return (document, passages) if version_of(document, passages, about["state"]) == about["key"] else None


def span_of_date(date: str | None) -> tuple[int, int]:
    """Return the first and the last day that a date of any precision may mean, as numbers YYYYMMDD.

    Without a date it is a span that is before and after nothing.
    """
    if date is None:
        return _NO_DATE
    digits = date.replace("-", "")
    return int(digits.ljust(8, "0")), int(digits.ljust(8, "9"))


def token(form: str) -> str:
    """Return a stem in ASCII letters and digits, so that any analyser leaves it as it is."""
    return form if form.isascii() and form.isalnum() else f"x{form.encode('utf-8', 'surrogatepass').hex()}"


def _words(stems: Sequence[str]) -> str:
    """Return stems as a text, as many as Milvus takes."""
    joined = " ".join(map(token, stems))
    return joined if len(joined) <= _WORDS_BYTES else joined[:_WORDS_BYTES].rpartition(" ")[0]
