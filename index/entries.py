"""Entries that no headings part: those of chronicles and diaries, and what stands between rules."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.blocks import TERM_LEVEL, Block

__all__ = ["with_entries"]

_MONTH = r"[^\W\d_]{3,10}\.?"
_LABEL = re.compile(
    rf"""[*_]{{0,3}}(?P<label>(?:[^\W\d_]{{3,10}},?\s+)?                        # Monday, …
        (?:(?P<year>1\d\d\d|20\d\d)(?:[/–-]\d{{1,4}}|-\d\d-\d\d)?               # 1703, 1648/9, 2024-05-06
        |(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?),?\s+
         (?P<last>1\d\d\d|20\d\d)))                                             # 26 November 1703
    [*_]{{0,3}}(?:[.:][*_]{{0,3}}|\s+[–—-])(?=\s+\S)""",
    re.VERBOSE,
)
"""The date at the beginning of an entry, with what parts it from what is told."""
_LEAST_ENTRIES = 4
_LEAST_SHARE = 1 / 3
"""How many paragraphs begin so at least, and which share of all."""
_MARKS_OF_A_RULE, _MOST_OF_A_LINE = 3, 200
_LONG_RULE = 8
"""How long a rule is that says nothing though it stands right above or below text: stars may be a mark."""
_APART = "\n\n"


def with_entries(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks of a document, in a chronicle with the dates of its entries as headings.

    That is a document of whose paragraphs many begin with a date, in the order of the years. A rule that
    stands apart ("* * *", "-----o-----") is a heading that says nothing: it parts passages and is not quoted.
    """
    parts = tuple(_without_rules(text, blocks))
    found = {
        block.start: label
        for block in parts
        if block.kind == "prose" and (label := _LABEL.match(text, block.start, block.end))
    }
    years = [int(label["year"] or label["last"]) for label in found.values()]
    prose = sum(block.kind == "prose" for block in parts)
    if len(found) < max(_LEAST_ENTRIES, _LEAST_SHARE * prose) or any(a > b for a, b in pairwise(years)):
        return parts
    return tuple(_parted(text, parts, found))


def _without_rules(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    for number, block in enumerate(blocks):
        before = text[blocks[number - 1].end : block.start] if number else _APART
        after = text[block.end : blocks[number + 1].start] if number + 1 < len(blocks) else _APART
        apart = min(before.count("\n"), after.count("\n")) > 1
        said = text[block.start : block.end]
        rule = block.kind == "prose" and (apart or len(said) >= _LONG_RULE) and _is_rule(said)
        yield Block(block.start, block.end, "heading", TERM_LEVEL) if rule else block


def _is_rule(said: str) -> bool:
    """Return whether a line is made of marks, one of them several times, with one letter at most."""
    if len(said) > _MOST_OF_A_LINE or sum(map(str.isalnum, said)) > 1:
        return False
    return max(Counter("".join(said.split())).values(), default=0) >= _MARKS_OF_A_RULE


def _parted(text: str, blocks: Sequence[Block], found: dict[int, re.Match[str]]) -> Iterator[Block]:
    for block in blocks:
        label = found.get(block.start) if block.kind == "prose" else None
        if label is None:
            yield block
            continue
        yield Block(block.start, label.end(), "heading", TERM_LEVEL, " ".join(label["label"].split()))
        told = text[label.end() : block.end]
        yield Block(block.end - len(told.lstrip()), block.end, "prose")
