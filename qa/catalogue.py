"""The files of the documents folder as people look for them: with their state, searched and sorted."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Literal

from index.formats import format_of
from index.library import DocumentInfo
from index.store import Skipped
from qa.status import counted

__all__ = ["SORTS", "FileRow", "Search", "catalogue", "find"]

SORTS = {
    "date": "Newest",
    "title": "Title",
    "name": "File name",
    "changed": "Changed",
}


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file: what it is called, its document's date, when it changed (ns), and why it is not read, if so.

    `note` says what is missing of a document that is read only in part, `left_out` how many attachments of it
    are not read; each of them is a row of its own too.
    """

    id: str
    title: str
    date: str | None
    changed: int
    problem: str
    searched: str
    media_type: str = ""
    note: str = ""
    left_out: int = 0

    @property
    def lacks(self) -> str:
        """What is missing of a document, for people."""
        attachments = f"{counted(self.left_out, 'attachment')} not read" if self.left_out else ""
        return "; ".join(words for words in (self.note, attachments) if words)

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it is missing."""
        return not self.problem and not self.note

    @property
    def is_file(self) -> bool:
        """Whether it is a file of its own: neither a folder nor what came in a message."""
        *above, name = self.id.split("/")
        return bool(name) and not any(format_of(part) for part in above)


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for among the files: words that all must occur, an order, and how many to pass over.

    `unread` looks among those that are not read, or only in part.
    """

    words: str = ""
    sort: Literal["date", "title", "name", "changed"] = "date"
    unread: bool = False
    first: int = 0


def catalogue(
    documents: Sequence[DocumentInfo], skipped: Sequence[Skipped], changed: Mapping[str, int]
) -> tuple[FileRow, ...]:
    """Return a row for each file, the newest document first, those not read last."""
    ids = {document.id for document in documents}
    notes: dict[str, str] = {}
    for entry in skipped:
        notes[entry.id] = f"{notes[entry.id]}; {entry.reason}" if entry.id in notes else entry.reason
    left_out = Counter(_holder(id_, ids) for id_ in notes if id_ not in ids)
    rows = [
        FileRow(
            d.id,
            d.title,
            d.date,
            changed.get(d.id, 0),
            "",
            _searched(d.title, d.id, d.publisher, notes.get(d.id)),
            d.media_type,
            notes.get(d.id, ""),
            left_out[d.id],
        )
        for d in documents
    ]
    rows += [
        FileRow(id_, id_, None, 0, reason, _searched(id_, reason))
        for id_, reason in notes.items()
        if id_ not in ids
    ]
    return tuple(rows)


def _holder(id_: str, documents: Set[str]) -> str:
    """Return the document that something is attached to, or an empty text."""
    while id_ and id_ not in documents:
        id_ = id_.rpartition("/")[0]
    return id_


def _searched(*words: str | None) -> str:
    return "\n".join(word or "" for word in words).casefold()


_KEYS: dict[str, Callable[[FileRow], Any]] = {
    "title": lambda row: row.title.casefold(),
    "name": lambda row: row.id.rsplit("/", 1)[-1].casefold(),
    "changed": lambda row: -row.changed,
}


def find(rows: Sequence[FileRow], search: Search) -> list[FileRow]:
    """Return the rows that are looked for, in the order asked for; those not (wholly) read by themselves."""
    words = search.words.casefold().split()
    found = [
        row
        for row in rows
        if (not row.is_whole if search.unread else not row.problem)
        and all(word in row.searched for word in words)
    ]
    key = _KEYS.get(search.sort)
    return sorted(found, key=key) if key else found
