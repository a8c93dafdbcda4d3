"""Evidence to carry away: answers as one HTML file that needs nothing beside it, with its JSON inside.

The page is made from the JSON alone (`qa.bundle_page`), so that reading the JSON and making the page again
must give the same file, character by character. The last line is the SHA-256 of all before it: an edit of one
character anywhere is noticed. `qa.verify` reads it back. Whoever makes a whole new file can seal that too;
what cannot be made up is what the documents say, which `footnote verify --documents` compares.
"""

import datetime
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from index.errors import FootnoteError
from index.types import Document
from qa.stored import answer_from_json
from qa.types import Answer, Citation, Hit
from qa.version import program_version

__all__ = ["CONTEXT_CHARS", "EARLIER_FORMATS", "FORMAT", "Bundle", "Cited", "SEAL", "bundle_of", "sealed"]

EARLIER_FORMATS = {"footnote-evidence-2": ("scope", "parts"), "footnote-evidence-3": ("parts",)}
"""Those that make the same page, but for what they do not say of an answer."""
FORMAT = "footnote-evidence-4"
"""Raised whenever the same JSON would make another page."""
SEAL = "<!-- footnote sha256"
CONTEXT_CHARS = 200


@dataclass(frozen=True, slots=True)
class Cited:
    """A document as it was quoted, without its text; fields as in `Document`."""

    id: str
    title: str
    author: str | None
    date: str | None
    publisher: str | None
    media_type: str
    digest: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a file of evidence holds.

    `program`, `model` and `reader` name what answered, `made` says when (ISO 8601, UTC). `contexts` has, for
    each citation of each answer in order, the text before and after its quote; `documents` are those that are
    cited, each in the version that was quoted, and those of the closest passages where nothing answers.
    `form` is that of the file: one of an earlier form that is written again stays the same.
    """

    program: str
    model: str
    reader: str
    made: str
    answers: tuple[Answer, ...]
    contexts: tuple[tuple[tuple[str, str], ...], ...]
    documents: tuple[Cited, ...]
    form: str = FORMAT

    def __post_init__(self) -> None:
        """Raise ValueError where quotes, contexts and documents do not fit each other."""
        for answer, contexts in zip(self.answers, self.contexts, strict=True):
            for citation, (before, after) in zip(answer.citations, contexts, strict=True):
                self.cited(citation)
                if not before.endswith(citation.prefix) or not after.startswith(citation.suffix):
                    raise ValueError(f"the text around {citation.start} is given in two ways")

    def cited(self, citation: Citation) -> Cited:
        """Return the document of a citation. Raises ValueError where it is not listed as it is cited."""
        for one in self.documents:
            if (one.id, one.digest, one.title, one.author, one.date) == _said(citation):
                return one
        raise ValueError(f"{citation.document_id!r} is not among the documents")

    def to_json(self) -> dict[str, Any]:
        """Return everything that the file holds."""
        return {
            "format": self.form,
            "program": self.program,
            "model": self.model,
            "reader": self.reader,
            "made": self.made,
            "answers": [
                {**self._answer(answer), "contexts": [list(context) for context in contexts]}
                for answer, contexts in zip(self.answers, self.contexts, strict=True)
            ],
            "documents": [asdict(document) for document in self.documents],
        }

    def _answer(self, answer: Answer) -> dict[str, Any]:
        said = answer.to_json()
        return {key: value for key, value in said.items() if key not in EARLIER_FORMATS.get(self.form, ())}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Bundle":
        """Return the bundle whose `to_json` this is. Raises ValueError, KeyError or TypeError for others."""
        return cls(
            **{name: value[name] for name in ("program", "model", "reader", "made")},
            answers=tuple(answer_from_json(one) for one in value["answers"]),
            contexts=tuple(
                tuple((before, after) for before, after in one["contexts"]) for one in value["answers"]
            ),
            documents=tuple(Cited(**one) for one in value["documents"]),
            form=value["format"],
        )


def bundle_of(
    answers: Sequence[Answer],
    find: Callable[[str], Document],
    model: str | None,
    reader: str | None,
    made: datetime.datetime | None = None,
) -> Bundle:
    """Return answers as evidence.

    `find` returns an indexed document, or raises FootnoteError. A document that has been indexed anew since
    an answer quoted it is described as that answer does.
    """
    answers = [answer_from_json(answer.to_json()) for answer in answers]  # as it will be read back
    documents: dict[tuple[str | None, ...], tuple[Cited, str]] = {}
    for citation in (citation for answer in answers for citation in answer.citations):
        if _said(citation) not in documents:
            documents[_said(citation)] = _described(citation, find)
    for hit in (hit for answer in answers for hit in answer.nearest):
        for one in _holding(hit, find):
            documents.setdefault((one.id, one.digest, one.title, one.author, one.date), (one, ""))
    contexts = [[_context(c, documents[_said(c)][1]) for c in answer.citations] for answer in answers]
    cited = sorted((document for document, _ in documents.values()), key=lambda one: (one.id, one.digest))
    return Bundle(
        program=f"Footnote {program_version()}",
        model=model or "none",
        reader=reader or "none",
        made=(made or datetime.datetime.now(datetime.UTC))
        .astimezone(datetime.UTC)
        .isoformat(timespec="seconds"),
        answers=tuple(answers),
        contexts=tuple(tuple(one) for one in contexts),
        documents=tuple(cited),
    )


def _said(citation: Citation) -> tuple[str | None, ...]:
    return (citation.document_id, citation.digest, citation.title, citation.author, citation.date)


def _described(citation: Citation, find: Callable[[str], Document]) -> tuple[Cited, str]:
    """Return a document as it was quoted, and its text; no text where it is no longer that one."""
    said = (citation.document_id, citation.title, citation.author, citation.date)
    try:
        document = find(citation.document_id)
    except FootnoteError:
        return Cited(*said, None, "", citation.digest), ""
    if document.digest != citation.digest:
        return Cited(*said, None, document.media_type, citation.digest), ""
    return Cited(*said, document.publisher, document.media_type, citation.digest), document.text


def _holding(hit: Hit, find: Callable[[str], Document]) -> Iterator[Cited]:
    """Yield the document of a closest passage, if it still says that passage."""
    with suppress(FootnoteError):
        one = find(hit.passage.document_id)
        if one.text[hit.passage.start : hit.passage.end] == hit.text:
            yield Cited(one.id, one.title, one.author, one.date, one.publisher, one.media_type, one.digest)


def _context(citation: Citation, text: str) -> tuple[str, str]:
    if text[citation.start : citation.end] != citation.quote:
        return citation.prefix, citation.suffix
    before = text[max(0, citation.start - CONTEXT_CHARS) : citation.start]
    after = text[citation.end : citation.end + CONTEXT_CHARS]
    if not before.endswith(citation.prefix) or not after.startswith(citation.suffix):
        return citation.prefix, citation.suffix
    return before, after


def sealed(text: str) -> str:
    """Return a text with its seal: a last line with the SHA-256 of all before it."""
    return f"{text}{SEAL} {hashlib.sha256(text.encode()).hexdigest()} -->\n"
