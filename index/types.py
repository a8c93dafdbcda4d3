"""The values that travel from a folder of files to the store.

Offsets count Unicode code points of `Document.text`; ends are exclusive.
"""

import hashlib
import json
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date as calendar_date
from typing import Any

__all__ = [
    "EVERYTHING",
    "WHOLE",
    "Document",
    "FileState",
    "Part",
    "Passage",
    "Scope",
    "Skipped",
    "StoredPassage",
    "context",
    "lowest_heading",
    "not_before",
    "page_at",
    "place_at",
    "seal",
]

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def page_at(page_starts: Sequence[int], offset: int) -> int | None:
    """Return the number of the page, from 1, on which a character stands; None without pages."""
    return bisect_right(page_starts, offset) or None


def place_at(places: Sequence[tuple[int, str]], offset: int) -> str | None:
    """Return the words of the place where a character stands, or None where there are none."""
    number = bisect_right(places, offset, key=lambda place: place[0])
    return (places[number - 1][1] or None) if number else None


def context(title: str, heading: str) -> str:
    """Return what stands above a passage: the title of its document and its headings."""
    return heading if title in heading else f"{title} › {heading}".strip(" ›")


def lowest_heading(heading: str) -> str:
    """Return the last of the headings above a passage, none where there is none."""
    return heading.rpartition("›")[2].strip()


@dataclass(frozen=True, slots=True)
class Document:
    """One source as it was read.

    `id` is its POSIX path below the documents folder, `text` the extracted text in NFC with line-feed
    ends, `digest` the SHA-256 of the file's bytes, `date` an ISO 8601 date of year, month or day
    precision, and `page_starts` the offset at which each page begins (empty where there are no pages).
    `places` pairs the offset at which a place begins with its words ("slide 3"; none
    where a place ends and no other begins).
    `author` names who wrote it, several parted by semicolons.
    """

    id: str
    title: str
    date: str | None
    text: str
    digest: str
    media_type: str
    language: str | None = None
    publisher: str | None = None
    page_starts: tuple[int, ...] = ()
    places: tuple[tuple[int, str], ...] = ()
    author: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return its parts by name."""
        return {name: getattr(self, name) for name in self.__slots__}  # a tenth of what asdict takes

    def page_at(self, offset: int) -> int | None:
        """Return the number of the page, from 1, on which a character stands; None without pages."""
        return page_at(self.page_starts, offset)

    def place_at(self, offset: int) -> str | None:
        """Return the words of the place where a character stands, or None where there are none."""
        return place_at(self.places, offset)

    def __post_init__(self) -> None:
        """Raise ValueError where a field is not of its form."""
        if not self.id or self.id.startswith("/") or ".." in self.id.split("/"):
            raise ValueError(f"document id {self.id!r} is not a path below the documents folder")
        if self.date is not None and not _DATE.fullmatch(self.date):
            raise ValueError(f"document {self.id!r}: date {self.date!r} is not YYYY[-MM[-DD]]")
        if not _DIGEST.fullmatch(self.digest):
            raise ValueError(f"document {self.id!r}: digest is not a SHA-256 in hexadecimal")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one document. The passages of a document tile it: in order, no gap, no overlap."""

    document_id: str
    start: int
    end: int
    heading: str = ""
    page: int | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for an empty or negative stretch."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"passage {self.start}:{self.end} of {self.document_id!r} is empty")


@dataclass(frozen=True, slots=True)
class FileState:
    """What is known of a file without reading it: size in bytes, time of change, digest.

    A size of -1 has it read again. `documents` counts what the index holds of it: the attachments of an
    e-mail are documents too, and a file that cannot be read has none. `stamp` is what the system notes of it
    that whoever changes it does not set (see `index.walk.stamp`); it tells nothing on another machine.
    """

    size: int
    mtime_ns: int
    digest: str
    documents: int = 0
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """What is not indexed, and why: a file, an attachment, or a part of a document that is indexed."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as it is stored: its sentences' (start, end) offsets, its input digest, and two numbers.

    `input_digest` names the text that was encoded for it; None where the passage is not searchable. The
    numbers, its own and that of its document, never stand for anything else.
    """

    passage: Passage
    sentences: tuple[tuple[int, int], ...]
    input_digest: bytes | None
    number: int = 0
    document_number: int = 0


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents are asked. A part that is empty leaves all in; a document must meet every other part.

    Documents are named by `ids`, by `folders` (POSIX paths below the documents folder; all below them) or by
    `globs` (patterns of ids; * stands for any characters, / too): one of them is enough. `types` are names
    known to `index.formats.media_types`. `since` and `until` are ISO 8601 dates of any precision, both
    inclusive: a document without a date meets neither; one dated "2020" meets since="2020-03".
    """

    ids: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    globs: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for what is no date, or for a span that ends before it begins."""
        for date in (self.since, self.until):
            if date is not None and not _is_in_the_calendar(date):
                raise ValueError(f"{date!r} is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD")
        if self.since and self.until and not not_before(self.until, self.since):
            raise ValueError(f"there is no time since {self.since} and until {self.until}")

    def __bool__(self) -> bool:
        """Return whether anything is left out."""
        return self != EVERYTHING

    def to_json(self) -> dict[str, Any]:
        """Return the parts that are not empty."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, parts: Mapping[str, Any]) -> "Scope":
        """Return the scope whose `to_json` this is. Raises ValueError or TypeError for others."""
        for name, part in parts.items():
            texts = [part] if name in ("since", "until") else part
            if not isinstance(texts, list | tuple) or not all(isinstance(text, str) for text in texts):
                raise TypeError(f"{name!r} of a scope is {part!r}")
        values: dict[str, Any] = {n: tuple(p) if isinstance(p, list) else p for n, p in parts.items()}
        return cls(**values)


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Part:
    """The files of a folder that one of several workers has: the `number`th, from 1, of `of` parts."""

    number: int = 1
    of: int = 1

    def __post_init__(self) -> None:
        """Raise ValueError where there is no such part."""
        if not 1 <= self.number <= self.of:
            raise ValueError(f"there is no part {self.number} of {self.of}")

    def has(self, file_id: str) -> bool:
        """Return whether a file belongs to this part: to the same one on every machine."""
        digest = hashlib.sha256(file_id.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8], "big") % self.of == self.number - 1


WHOLE = Part()


def _is_in_the_calendar(date: str) -> bool:
    """Return whether a date of any precision is of the right form, and there is such a year, month or day."""
    if _DATE.fullmatch(date):
        with suppress(ValueError):
            return bool(calendar_date.fromisoformat(date + "-01-01"[len(date) - 4 :]))
    return False


def not_before(date: str, since: str) -> bool:
    """Return whether a date is, or may be, at or after another, as far as both are known."""
    known = min(len(date), len(since))
    return date[:known] >= since[:known]


def seal(document: Document, passages: Sequence[StoredPassage]) -> bytes:
    """Return the SHA-256 of all that is kept of a document but its id, which may change."""
    said = {name: value for name, value in document.to_json().items() if value and name != "id"}
    places = []
    for one in passages:
        place = one.passage
        about = (place.start, place.end, place.heading, place.page)
        places.append((*about, one.sentences, (one.input_digest or b"").hex()))
    return hashlib.sha256(json.dumps([said, places], sort_keys=True).encode()).digest()
