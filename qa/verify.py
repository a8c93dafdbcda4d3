"""Checking evidence that was carried away: that nobody edited it, and that the documents say what it quotes.

Neither the index nor the model is needed: the file is read by itself, and documents are read anew.
"""

import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from index.errors import FootnoteError, UnreadableError
from index.formats import format_of
from index.parse import parser
from index.read import digest_of
from index.types import Document
from qa.bundle import BEGIN, END, FORMAT, sealed

__all__ = ["Checked", "Verdict", "read_bundle", "verify"]

Verdict = Literal["found at its place", "moved", "document changed", "not found"]
MAX_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Checked:
    """A quote of a bundle and what was found of it; `words` say more where there is more to say.

    "found at its place": the document is the one that was quoted, and says it there. "moved": the same file
    has another name, or the quote stands elsewhere in it. "document changed": the file is another, which
    still says the quote. "not found": nothing does.
    """

    document_id: str
    start: int
    quote: str
    verdict: Verdict
    words: str = ""


def read_bundle(path: Path) -> dict[str, Any]:
    """Return the JSON of a bundle. Raises FootnoteError where it is none, or was edited."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FootnoteError(f"{str(path)!r} is larger than any evidence file")
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FootnoteError(f"the evidence {str(path)!r} cannot be read ({error})") from error
    body, seal = text[: text.rfind("<!-- footnote sha256")], text.rfind("<!-- footnote sha256")
    if seal < 0 or BEGIN not in text:
        raise FootnoteError(f"{str(path)!r} is no evidence file of Footnote, or was cut off")
    if sealed(body) != text:
        raise FootnoteError(f"{str(path)!r} was edited: its seal does not fit what it says")
    try:
        value = json.loads(body[body.rindex(BEGIN) + len(BEGIN) : body.rindex(END)])
        wrong = value["format"] != FORMAT or not all(_consistent(c) for c in _citations(value))
    except (ValueError, KeyError, TypeError) as error:
        raise FootnoteError(f"{str(path)!r} is broken: {error}") from error
    if wrong:
        raise FootnoteError(f"{str(path)!r} contradicts itself: its quotes and places do not fit each other")
    return dict(value)


def verify(bundle: dict[str, Any], documents_dir: Path) -> tuple[Checked, ...]:
    """Return what was found of every quote of a bundle in a folder of documents, in order."""
    texts: dict[str, tuple[str, str, str | None]] = {}
    checked: list[Checked] = []
    for citation in _citations(bundle):
        id_ = str(citation["document_id"])
        if id_ not in texts:
            texts[id_] = _text_of(documents_dir, id_, str(citation["digest"]))
        checked.append(_checked(citation, *texts[id_]))
    return tuple(checked)


def _citations(bundle: dict[str, Any]) -> list[dict[str, Any]]:
    return [c for a in bundle["answers"] for s in a["statements"] for c in s["citations"]]


def _consistent(citation: dict[str, Any]) -> bool:
    by_quote, by_position = citation["selector"]
    return (
        citation["end"] - citation["start"] == len(citation["quote"])
        and by_quote["exact"] == citation["quote"]
        and (by_position["start"], by_position["end"]) == (citation["start"], citation["end"])
    )


def _text_of(folder: Path, document_id: str, digest: str) -> tuple[str, str, str | None]:
    """Return the text of the file that was quoted, else of the one of its name; its digest; its new name.

    The text is empty where there is neither.
    """
    root = folder.resolve()
    same = _document(root, _file_of(root, document_id), document_id)
    if same is not None and same.digest == digest:
        return same.text, digest, None
    for path in sorted(root.rglob("*")):
        file_id = path.relative_to(root).as_posix()
        other_id = _id_of(path, file_id, document_id, digest)
        other = _document(root, file_id, other_id) if other_id else None
        if other is not None:
            return other.text, digest, other.id
    return (same.text, same.digest, None) if same is not None else ("", "", None)


def _file_of(root: Path, document_id: str) -> str:
    """Return the id of the file that a document is, or is attached to; its own id where none is there."""
    ids = (document_id, *map(str, PurePosixPath(document_id).parents))
    return next((id_ for id_ in ids if (root / id_).is_file()), document_id)


def _document(root: Path, file_id: str, document_id: str) -> Document | None:
    """Return a document of a file below a folder, or None where it cannot be read."""
    path = (root / file_id).resolve()
    try:
        if not path.is_relative_to(root) or not path.is_file():
            return None
        found = parser().parse(path.read_bytes(), file_id).documents
    except (UnreadableError, OSError):
        return None
    return next((one.document for one in found if one.document.id == document_id), None)


def _id_of(path: Path, file_id: str, document_id: str, digest: str) -> str | None:
    """Return the id that a document of this digest has in a file that may be it, or hold it."""
    format_ = format_of(path.name)
    holds = format_ is not None and bool(format_.inside)
    if not path.is_file() or not (holds or path.suffix == PurePosixPath(document_id).suffix):
        return None
    data = path.read_bytes()
    if not holds:
        return file_id if digest_of(data) == digest else None
    try:
        digests = parser().digests(data, file_id)
    except UnreadableError:
        return None
    return next((id_ for id_, other in digests.items() if other == digest), None)


def _checked(citation: dict[str, Any], text: str, digest: str, new_name: str | None) -> Checked:
    id_, start, quote = str(citation["document_id"]), int(citation["start"]), str(citation["quote"])
    same = digest == citation["digest"]
    there = text[start : start + len(quote)] == quote
    if same and there and new_name is None:
        return Checked(id_, start, quote, "found at its place")
    if same and there:
        return Checked(id_, start, quote, "moved", f"the file is now {new_name}")
    place = start if there else text.find(quote)
    if place < 0:
        return Checked(id_, start, quote, "not found", "" if text else "there is no such document")
    if same:
        return Checked(id_, start, quote, "moved", f"it stands at {place}")
    at = "at the same place" if there else f"at {place}"
    return Checked(id_, start, quote, "document changed", f"it still says so, {at}")
