"""Checking evidence that was carried away: that nobody edited it, and that the documents say what it quotes.

Neither the index nor the model is needed: the file is read by itself, and documents are read anew.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from index.errors import FootnoteError, UnreadableError
from index.parse import parser
from index.read import digest_of
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
    named = (root / document_id).resolve()
    data = named.read_bytes() if named.is_relative_to(root) and named.is_file() else None
    if data is not None and digest_of(data) == digest:
        return _parsed(data, document_id), digest, None
    for path in sorted(root.rglob(f"*{Path(document_id).suffix}")):
        if path.is_file() and digest_of(other := path.read_bytes()) == digest:
            return _parsed(other, document_id), digest, path.relative_to(root).as_posix()
    return (_parsed(data, document_id), digest_of(data), None) if data is not None else ("", "", None)


def _parsed(data: bytes, document_id: str) -> str:
    try:
        return parser().parse(data, document_id).document.text
    except UnreadableError:
        return ""


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
