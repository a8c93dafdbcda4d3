"""The blocks that a reader finds in a document: where its headings and its paragraphs stand."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from index.metadata import one_line
from index.types import Document

__all__ = [
    "TERM_LEVEL",
    "Block",
    "BlockKind",
    "Extracted",
    "Reading",
    "TextBuilder",
    "clean",
    "first_heading",
    "normalise",
    "row_words",
    "table_text",
]

_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
TERM_LEVEL = 7
"""The level of a term that is defined: below all headings, and no title."""
_OF_A_PART = re.compile(r"^(?:\d{1,2}|[A-Z])\.\s|:$")
_FIRST_PART = re.compile(
    r"(?:\d{1,2}\.?\s+)?(?:introduction|background|circumstances|(?:executive )?summary|einleitung"
    r"|zusammenfassung|introducción|introduzione|introdução)",
    re.IGNORECASE,
)
"""What the first part of a document is called, below a title that is in no heading."""

_TELLS_CHARS, _SENTENCE_CHARS = 100, 200
"""How long text in the style of a heading is at least that is none: several sentences, or one."""
_ENDED = re.compile(r"[.;。][\"'”’»)\]]*$")
_BORDER = re.compile(r"[^\W\d_]{3}[.!?][\"'”’»)]*\s+[\"'“‘«(]?(?=[^\W\d_])(?![a-z])")

BlockKind = Literal["heading", "prose", "verbatim", "entry", "metadata"]
"""`verbatim` is code and table rows, read line by line; an `entry` is quoted whole (a setting with its
comments, a message); `metadata` is never quoted (front matter)."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document's text of one kind; `level` counts from 1 for headings, else it is 0.

    `leads` says that it says little without the next, as a question without its answer.
    """

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    label: str = ""
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Extracted:
    """What the reader of a format found in one file.

    `text` is in NFC with line feeds as line ends. `title`, `author`, `date` (in any form), `publisher` and
    `language` are what the file says about itself, unchecked; `made` is when it was made, which counts as its
    date only where nothing better is known. `headed` says whether a heading may be its title. `page_starts`
    and `places` are as in `Document`. `missing` says what could not be read ("page 7 cannot be read").
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    date: object = None
    made: object = None
    publisher: str | None = None
    author: object = None
    language: str | None = None
    page_starts: tuple[int, ...] = ()
    places: tuple[tuple[int, str], ...] = ()
    missing: str = ""
    headed: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it was read, with its blocks in order; the gaps between them are white space.

    `titled` says whether the title stands in the document rather than in its file name, `missing` what could
    not be read of it.
    """

    document: Document
    blocks: tuple[Block, ...]
    titled: bool
    missing: str = ""


class TextBuilder:
    """Joins blocks of extracted text with blank lines and remembers where each came to stand."""

    def __init__(self) -> None:
        """Start with an empty text."""
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._places: list[tuple[int, str]] = []
        self._next_place: str | None = None

    def place(self, words: str) -> None:
        """Say where the blocks that come next stand, as a person would cite it: "slide 3"."""
        self._next_place = words

    def add(
        self, text: str, kind: BlockKind, level: int = 0, gap: str = "\n\n", label: str | None = None
    ) -> None:
        """Append one block, its control characters left out; blank text is left out altogether.

        `label` is what a heading says, where that isn't its own text.

        What tells something in the style of a heading, as a clause, is prose. A standfirst right below the
        title is none: all that follows is about it.
        """
        text = clean(text)
        if not text:
            return
        below_title = bool(self._blocks) and self._blocks[-1].level == 1
        if kind == "heading" and level > 1 and not below_title and _tells(text):
            kind, level = "prose", 0
        if self._parts:
            self._parts.append(gap)
            self._length += len(gap)
        if self._next_place is not None and self._next_place != (self._places or [(0, "")])[-1][1]:
            self._places.append((self._length, self._next_place))
        self._next_place = None
        label = (one_line(text if label is None else label) or "") if kind == "heading" else ""
        self._blocks.append(Block(self._length, self._length + len(text), kind, level, label))
        self._parts.append(text)
        self._length += len(text)

    def build(self) -> tuple[str, tuple[Block, ...]]:
        """Return the text and its blocks."""
        return "".join(self._parts), tuple(self._blocks)

    @property
    def length(self) -> int:
        """How many characters the text has so far."""
        return self._length

    @property
    def last_start(self) -> int:
        """Where the last block begins; the end of the text before the first."""
        return self._blocks[-1].start if self._blocks else self._length

    @property
    def places(self) -> tuple[tuple[int, str], ...]:
        """The offsets at which places begin, with their words, in order."""
        return tuple(self._places)

    def extracted(self) -> Extracted:
        """Return the text with its blocks and places, and nothing said about the file itself."""
        return Extracted(*self.build(), places=self.places)


def normalise(text: str) -> str:
    """Return the text in Unicode NFC with line feeds as line ends and without a byte order mark."""
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text.lstrip("\ufeff")))


def table_text(rows: Iterable[Iterable[str]]) -> str:
    """Return a table as text, a line for each row that says something, its cells parted by bars.

    Bars enclose a row that is empty at both ends: one at either end would be taken for such.
    """
    cells = ([" ".join(cell.split()) for cell in row] for row in rows)
    enclosed = (row if not row or row[0] or row[-1] else ["", *row, ""] for row in cells)
    return "\n".join(" | ".join(row).strip() for row in enclosed if any(row))


def row_words(headings: Sequence[str], row: Iterable[str]) -> str:
    """Return a row as words: each value after its column's heading, empty cells left out."""
    parts: list[str] = []
    for number, value in enumerate(row):
        name = headings[number] if number < len(headings) else ""
        if value:
            parts.append(f"{name}: {value}" if name else value)
    return "; ".join(parts)


def clean(text: str) -> str:
    """Return extracted text normalised, without control characters and white space around it."""
    return _CONTROL.sub("", normalise(text)).strip()


def _tells(heading: str) -> bool:
    """Return whether a heading is text: sentences, or a long one, with a full stop at the end."""
    if len(heading) < _TELLS_CHARS or not _ENDED.search(heading):
        return False
    return len(heading) >= _SENTENCE_CHARS or bool(_BORDER.search(heading))


def first_heading(blocks: Iterable[Block]) -> Block | None:
    """Return the first heading of the highest level, or None.

    Below the first level a numbered one, "3. Budget", and one that ends in a colon head no whole document,
    nor does a question below its beginning. Nor does an introduction, one of several parts, below text.
    """
    blocks = tuple(blocks)
    headings = [
        block
        for block in blocks
        if block.kind == "heading"
        and block.label
        and block.level < TERM_LEVEL
        and (block.level < 2 or not _OF_A_PART.search(block.label))
        and (block.level < 2 or block is blocks[0] or not block.label.endswith("?"))
    ]
    first = min(headings, key=lambda block: block.level, default=None)
    return None if first and _heads_a_part(first, blocks) else first


def _heads_a_part(first: Block, blocks: Sequence[Block]) -> bool:
    """Return whether the first heading, one of several on its level below text, is called as a first part."""
    above = any(block.kind == "prose" and block.end <= first.start for block in blocks)
    alike = sum(block.kind == "heading" and block.level == first.level for block in blocks)
    return above and alike > 1 and bool(_FIRST_PART.fullmatch(first.label))
