"""Checking evidence that was carried away: that nobody edited it, and that the documents say what it quotes.

Neither the index nor the model is needed: the file is read by itself, and documents are read anew.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from index.errors import FootnoteError, UnreadableError, reason
from index.formats import format_of
from index.parse import ParsedFile, parser
from index.read import digest_of
from index.types import Document
from index.walk import walk
from qa.bundle import EARLIER_FORMATS, FORMAT, SEAL, Bundle, Cited, sealed
from qa.bundle_page import BEGIN, END, bundle_html
from qa.types import Citation, Hit

__all__ = ["Checked", "Verdict", "bundle_from", "read_bundle", "verify"]

Verdict = Literal["found at its place", "moved", "document changed", "not found"]
MAX_BYTES = 100_000_000
_FIRST_FORMAT = "footnote-evidence-1"
_BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)


@dataclass(frozen=True, slots=True)
class Checked:
    """A quote of a bundle and what was found of it; `words` say more where there is more to say.

    "found at its place": the document is the one that was quoted, and says it there. "moved": that document
    has another name, or the quote stands at another place. "document changed": the document is another by
    now, and still says the quote at the same place. "not found": it does not say it, or is not there.
    `answers` is false for a closest passage, which was shown where nothing answers. `differs` lists what the
    evidence says otherwise of the same document than the document itself.
    """

    document_id: str
    start: int
    quote: str
    verdict: Verdict
    words: str = ""
    differs: tuple[str, ...] = ()
    answers: bool = True

    @property
    def well(self) -> bool:
        """Whether the quote was found and nothing said of its document contradicts it."""
        return self.verdict != "not found" and not self.differs


def read_bundle(path: Path) -> Bundle:
    """Return what a file of evidence holds. Raises FootnoteError where it is none, or was edited."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FootnoteError(f"{str(path)!r} is larger than any evidence file")
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise FootnoteError(f"the evidence {str(path)!r} cannot be read: {reason(error)}") from error
    return bundle_from(data, str(path))


def bundle_from(data: bytes, name: str) -> Bundle:
    """Return what the bytes of evidence hold; `name` is for messages (see `read_bundle`)."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FootnoteError(f"{name!r} is no evidence file of Footnote: {error}") from error
    return _opened(text, repr(name))


def _opened(text: str, name: str) -> Bundle:
    seal, begin, end = text.rfind(SEAL), text.rfind(BEGIN), text.rfind(END)
    if seal < 0 or not 0 <= begin < end:
        raise FootnoteError(f"{name} is no evidence file of Footnote, or was cut off")
    if sealed(text[:seal]) != text:
        raise FootnoteError(f"{name} was edited: its seal does not fit what it says")
    try:
        value = json.loads(text[begin + len(BEGIN) : end])
        made_by = value["format"]
        if made_by not in (FORMAT, *EARLIER_FORMATS, _FIRST_FORMAT):
            raise FootnoteError(
                f"{name} is of the form {made_by!r}, which this version of Footnote does not know"
            )
        bundle = Bundle.from_json(_from_first_format(value) if made_by == _FIRST_FORMAT else value)
        same = made_by == _FIRST_FORMAT or bundle_html(bundle) == text
    except _BROKEN as error:
        problem = " ".join(str(error).split()) or type(error).__name__
        raise FootnoteError(f"{name} contradicts itself, or is broken: {problem}") from error
    if not same:
        raise FootnoteError(f"{name} contradicts itself: its page and its JSON do not say the same")
    return bundle


def _from_first_format(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON of the first form in the present one: it had neither reader, authors nor contexts."""
    answers = []
    for answer in value["answers"]:
        citations = [citation for statement in answer["statements"] for citation in statement["citations"]]
        for citation in citations:
            citation["author"] = None
        selectors = [citation["selector"][0] for citation in citations]
        answers.append({**answer, "contexts": [(s["prefix"], s["suffix"]) for s in selectors]})
    documents = [{"author": None, **document} for document in value["documents"]]
    return {"reader": "", **value, "answers": answers, "documents": documents}


def verify(bundle: Bundle, documents_dir: Path) -> tuple[Checked, ...]:
    """Return what was found of every quote of a bundle in a folder of documents, in order.

    Then of the closest passages, but for those whose documents had changed when the bundle was made.
    """
    folder = _Folder(documents_dir)
    quotes = [
        _checked(citation, bundle.cited(citation), around, folder)
        for answer, contexts in zip(bundle.answers, bundle.contexts, strict=True)
        for citation, around in zip(answer.citations, contexts, strict=True)
    ]
    listed = {document.id: document for document in bundle.documents}
    nearest = [
        _checked_passage(hit, listed[hit.passage.document_id], folder)
        for answer in bundle.answers
        for hit in answer.nearest
        if hit.passage.document_id in listed
    ]
    return (*quotes, *nearest)


@dataclass(frozen=True, slots=True)
class _Version:
    """A document that may be the one that was quoted, or why it cannot be read."""

    id: str
    digest: str
    document: Document | None = None
    problem: str = ""


class _Folder:
    """A folder of documents; all of its files are read only where a document is not at its name, and once."""

    def __init__(self, path: Path) -> None:
        """Look which files there are."""
        self._files = {file.id: file for file in walk(path, path / ".footnote")[0]}
        self._inside: dict[str, dict[str, str]] = {}  # by file: digests by id, its own and of what it holds
        self._places: dict[str, tuple[str, str]] | None = None  # by digest: the file, and the id in it
        self._parsed: dict[str, ParsedFile] = {}
        self._versions: dict[tuple[str, str], _Version | None] = {}

    def version(self, document_id: str, digest: str) -> _Version | None:
        """Return the document that was quoted, wherever it is now, else what is at its name, or None."""
        key = document_id, digest
        if key not in self._versions:
            self._versions[key] = self._found(document_id, digest)
        return self._versions[key]

    def _found(self, document_id: str, digest: str) -> _Version | None:
        above = map(str, PurePosixPath(document_id).parents)
        file_id = next((id_ for id_ in (document_id, *above) if id_ in self._files), "")
        named = self._digests(file_id).get(document_id) if file_id else None
        if named == digest:
            return self._read(file_id, document_id, digest)
        if self._places is None:
            self._places = {}
            for other in self._files:
                for id_, its in self._digests(other).items():
                    self._places.setdefault(its, (other, id_))
        if digest in self._places:
            return self._read(*self._places[digest], digest)
        return self._read(file_id, document_id, named) if named else None

    def _digests(self, file_id: str) -> dict[str, str]:
        if file_id not in self._inside:
            data, format_ = self._bytes(file_id), format_of(file_id)
            found = {file_id: digest_of(data)} if data is not None else {}
            if data is not None and format_ is not None and format_.inside:
                with suppress(UnreadableError):  # what is inside cannot be told: the file stands by itself
                    found = parser().digests(data, file_id)
            self._inside[file_id] = found
        return self._inside[file_id]

    def _bytes(self, file_id: str) -> bytes | None:
        try:
            return self._files[file_id].path.read_bytes()
        except OSError:
            return None

    def _read(self, file_id: str, document_id: str, digest: str) -> _Version:
        if file_id not in self._parsed:
            try:
                self._parsed[file_id] = parser().parse(self._bytes(file_id) or b"", file_id)
            except UnreadableError as error:
                self._parsed[file_id] = ParsedFile((), ((document_id, str(error)),))
        parsed = self._parsed[file_id]
        for one in parsed.documents:
            if one.document.id == document_id:
                return _Version(document_id, digest, one.document)
        return _Version(document_id, digest, problem=dict(parsed.missing).get(document_id, "it is not read"))


def _checked(citation: Citation, cited: Cited, around: tuple[str, str], folder: _Folder) -> Checked:
    version = folder.version(citation.document_id, citation.digest)
    verdict, words = _verdict(citation, version)
    differs: tuple[str, ...] = ()
    if version is not None and version.document is not None and version.digest == citation.digest:
        differs = tuple(_differences(citation, cited, around, version.document))
    return Checked(citation.document_id, citation.start, citation.quote, verdict, words, differs)


def _checked_passage(hit: Hit, cited: Cited, folder: _Folder) -> Checked:
    id_, start = cited.id, hit.passage.start
    place = (id_, cited.title, cited.date, None, 1, start, hit.passage.end)
    quoted = Citation(1, *place, hit.text, cited.digest)
    verdict, words = _verdict(quoted, folder.version(id_, cited.digest))
    return Checked(id_, start, hit.text, verdict, words, answers=False)


def _verdict(citation: Citation, version: _Version | None) -> tuple[Verdict, str]:
    if version is None:
        return "not found", "there is no such document"
    if version.document is None:
        return "not found", f"{version.id} cannot be read: {version.problem}"
    text, same = version.document.text, version.digest == citation.digest
    name = "" if version.id == citation.document_id else f"the document is now {version.id}"
    place = _place(citation, text)
    if place is None:
        return (
            "not found",
            "the document does not say it" if same else "the document changed, and does not say it",
        )
    if place != citation.start:
        stands = f"the quote stands at {place}, line {text.count(chr(10), 0, place) + 1}"
        words = [name, "" if same else "the document changed", stands]
        return "moved", "; ".join(word for word in words if word)
    if name:
        return "moved", name
    if not same:
        return "document changed", "it still says the quote at the same place"
    return "found at its place", ""


def _place(citation: Citation, text: str) -> int | None:
    """Return where a text says a quote: at its place, else where most of what was around it is."""
    if text.startswith(citation.quote, citation.start):
        return citation.start

    def likeness(start: int) -> tuple[int, int]:
        before = text.endswith(citation.prefix, 0, start)
        after = text.startswith(citation.suffix, start + length)
        return before + after, -abs(start - citation.start)

    length = len(citation.quote)
    return max(_places(citation.quote, text), key=likeness, default=None)


def _places(quote: str, text: str) -> Iterator[int]:
    start = text.find(quote)
    while start >= 0:
        yield start
        start = text.find(quote, start + 1)


def _differences(
    citation: Citation, cited: Cited, around: tuple[str, str], document: Document
) -> Iterator[str]:
    """Yield what the evidence says of a document that the same document, read now, says otherwise."""
    start, end = citation.start, citation.end
    pairs: list[tuple[str, object, object]] = []
    if document.id == cited.id:  # a title may be the file's name, a date that of the message around it
        names = ["title", "author", "date"]
        names += [name for name in ("publisher", "media_type") if getattr(cited, name)]  # unknown of old ones
        pairs = [(name.replace("_", " "), getattr(cited, name), getattr(document, name)) for name in names]
    if document.text.startswith(citation.quote, start):
        pairs += [
            ("page", citation.page, document.page_at(start)),
            ("place", citation.place, document.place_at(start)),
            ("line", citation.line, document.text.count("\n", 0, start) + 1),
            ("text before it", around[0], document.text[max(0, start - len(around[0])) : start]),
            ("text after it", around[1], document.text[end : end + len(around[1])]),
        ]
    for name, said, now in pairs:
        if said != now:
            yield f"its {name} is {now!r}, the evidence says {said!r}"
