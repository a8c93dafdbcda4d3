"""From a document's blocks to passages that tile it, each with the sentences that may be quoted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.blocks import Block
from index.formats.spaced_tables import is_rule
from index.sentences import Span, sentence_spans

__all__ = ["Piece", "split"]

MAX_PASSAGE_CHARS = 600
MAX_SENTENCE_CHARS = 2000
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage before it is stored: its stretch, its headings, and the sentences inside it.

    `searchable` is False for stretches that only complete the tiling (front matter, headings alone).
    """

    start: int
    end: int
    heading: str
    sentences: tuple[Span, ...]
    searchable: bool


def split(
    text: str, blocks: Sequence[Block], language: str | None, max_chars: int = MAX_PASSAGE_CHARS
) -> tuple[Piece, ...]:
    """Return passages that tile the text: in order, no gap, no overlap, none across a heading.

    A passage ends at a sentence border, where possible at the end of a paragraph, before it would
    grow past `max_chars` characters; not between a block that leads to the next and that, where both have
    room in one. Blank text has one passage that is not searchable; empty text none.
    """
    if not text:
        return ()
    drafts = list(_drafts(text, blocks, language, max_chars))
    if not drafts:
        return (Piece(0, len(text), "", (), searchable=False),)
    starts = [0] + [start for start, _, _, _ in drafts[1:]]
    ends = [*starts[1:], len(text)]
    return tuple(
        Piece(start, end, heading, tuple(sentences), searchable=quotable and bool(sentences))
        for start, end, (_, heading, sentences, quotable) in zip(starts, ends, drafts, strict=True)
    )


def _drafts(
    text: str, blocks: Sequence[Block], language: str | None, max_chars: int
) -> Iterator[tuple[int, str, list[Span], bool]]:
    """Yield (start, headings, sentences, quotable) of each passage; its end is the next one's start."""
    trail: list[Block] = []
    start: int | None = None
    sentences: list[Span] = []
    heading = ""
    leading = 0  # how many of the last sentences lead to what comes next
    for block in blocks:
        if block.kind in ("heading", "metadata"):
            if start is not None and (sentences or block.kind == "metadata"):
                yield start, heading, sentences, True
                start, sentences, leading = None, [], 0
            if block.kind == "metadata":
                yield block.start, heading, [], False
                continue
            trail = [*(b for b in trail if b.level < block.level), block]
            heading = " › ".join(dict.fromkeys(b.label for b in trail if b.label))
            start = block.start if start is None else start
            continue
        start = block.start if start is None else start
        spans = list(_block_sentences(text, block, language))
        fits = spans and spans[-1][1] - start <= max_chars
        if sentences and not fits and sentences[-1][1] - start >= max_chars // 2:
            kept, carried = _parted(sentences, leading, spans[0], max_chars)
            yield start, heading, kept, True
            start, sentences = (carried[0][0] if carried else block.start), carried
        for span in spans:
            if sentences and span[1] - start > max_chars:
                kept, carried = _parted(sentences, leading, span, max_chars)
                yield start, heading, kept, True
                start, sentences = (carried[0][0] if carried else span[0]), carried
            leading = 0
            sentences.append(span)
        leading = len(spans) if block.leads else 0
    if start is not None:
        yield start, heading, sentences, True


def _parted(
    sentences: list[Span], leading: int, following: Span, max_chars: int
) -> tuple[list[Span], list[Span]]:
    """Return the sentences of a passage that ends, and those of its end that go to the next passage."""
    at = len(sentences) - leading
    fits = at < len(sentences) and following[1] - sentences[at][0] <= max_chars
    return (sentences[:at], sentences[at:]) if at and fits else (sentences, [])


def _block_sentences(text: str, block: Block, language: str | None) -> Iterator[Span]:
    body = text[block.start : block.end]
    if block.kind == "verbatim":
        spans: Iterator[Span] = (m.span() for m in _LINE.finditer(body) if not is_rule(m.group()))
    elif block.kind == "entry":
        spans = iter([(0, len(body))])
    else:
        spans = iter(sentence_spans(body, language))
    for start, end in spans:
        while start < end and body[start].isspace():
            start += 1
        while end > start and body[end - 1].isspace():
            end -= 1
        for cut in _cuts(body, start, end):
            yield block.start + cut[0], block.start + cut[1]


def _cuts(body: str, start: int, end: int) -> Iterator[Span]:
    """Cut a sentence that is far too long at white space, or anywhere when there is none."""
    while end - start > MAX_SENTENCE_CHARS:
        gap = body.rfind(" ", start + MAX_SENTENCE_CHARS // 2, start + MAX_SENTENCE_CHARS)
        cut = gap if gap > start else start + MAX_SENTENCE_CHARS
        yield start, cut
        start = cut + 1 if gap > start else cut
    if end > start:
        yield start, end
