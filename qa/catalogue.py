"""The files of the documents folder as people look for them: with their state, searched and sorted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from index.formats import format_of
from index.library import DocumentInfo
from index.store import Skipped

__all__ = ["SORTS", "FileRow", "Search", "catalogue", "find"]

SORTS = {
    "date": "Newest",
    "title": "Title",
    "name": "File name",
    "changed": "Changed",
}


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file: what it is called, its document's date, when it changed (ns), and why it is not read, if so."""

    id: str
    title: str
    date: str | None
    changed: int
    problem: str
    searched: str
    media_type: str = ""

    @property
    def is_file(self) -> bool:
        """Whether it is a file of its own: neither a folder nor what came in a message."""
        *above, name = self.id.split("/")
        return bool(name) and not any(format_of(part) for part in above)


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for among the files: words that all must occur, an order, and how many to pass over."""

    words: str = ""
    sort: Literal["date", "title", "name", "changed"] = "date"
    unread: bool = False
    first: int = 0


def catalogue(
    documents: Sequence[DocumentInfo], skipped: Sequence[Skipped], changed: Mapping[str, int]
) -> tuple[FileRow, ...]:
    """Return a row for each file, the newest document first, those not read last."""
    rows = [
        FileRow(
            d.id,
            d.title,
            d.date,
            changed.get(d.id, 0),
            "",
            _searched(d.title, d.id, d.publisher),
            d.media_type,
        )
        for d in documents
    ]
    rows += [FileRow(s.id, s.id, None, 0, s.reason, _searched(s.id, s.reason)) for s in skipped]
    return tuple(rows)


def _searched(*words: str | None) -> str:
    return "\n".join(word or "" for word in words).casefold()


_KEYS: dict[str, Callable[[FileRow], Any]] = {
    "title": lambda row: row.title.casefold(),
    "name": lambda row: row.id.rsplit("/", 1)[-1].casefold(),
    "changed": lambda row: -row.changed,
}


def find(rows: Sequence[FileRow], search: Search) -> list[FileRow]:
    """Return the rows that are looked for, in the order asked for; those not read apart from the others."""
    words = search.words.casefold().split()
    found = [
        row
        for row in rows
        if bool(row.problem) == search.unread and all(word in row.searched for word in words)
    ]
    key = _KEYS.get(search.sort)
    return sorted(found, key=key) if key else found
