"""The blocks that a reader finds in a document: where its headings and its paragraphs stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from index.types import Document

__all__ = ["Block", "BlockKind", "Reading", "TextBuilder", "first_heading"]

BlockKind = Literal["heading", "prose", "verbatim", "metadata"]
"""`verbatim` is code and table rows, read line by line; `metadata` is never quoted (front matter)."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document's text of one kind; `level` counts from 1 for headings, else it is 0."""

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it was read, with its blocks in order; the gaps between them are white space.

    `titled` says whether the title stands in the document rather than in its file name.
    """

    document: Document
    blocks: tuple[Block, ...]
    titled: bool


class TextBuilder:
    """Joins blocks of extracted text with blank lines and remembers where each came to stand."""

    def __init__(self) -> None:
        """Start with an empty text."""
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []

    def add(self, text: str, kind: BlockKind, level: int = 0, gap: str = "\n\n") -> None:
        """Append one block; blank text is left out."""
        text = text.strip()
        if not text:
            return
        if self._parts:
            self._parts.append(gap)
            self._length += len(gap)
        label = " ".join(text.split()) if kind == "heading" else ""
        self._blocks.append(Block(self._length, self._length + len(text), kind, level, label))
        self._parts.append(text)
        self._length += len(text)

    def build(self) -> tuple[str, tuple[Block, ...]]:
        """Return the text and its blocks."""
        return "".join(self._parts), tuple(self._blocks)


def first_heading(blocks: Iterable[Block]) -> Block | None:
    """Return the first heading of the highest level, or None."""
    headings = [block for block in blocks if block.kind == "heading" and block.label]
    return min(headings, key=lambda block: block.level, default=None)
