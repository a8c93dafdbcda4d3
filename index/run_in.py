"""Headings that stand in the first line of their paragraph: "Swimming. As the pool opens late, …"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from index.blocks import TERM_LEVEL, Block

__all__ = ["is_name", "run_in_labels", "with_run_in_headings"]

_LABEL = re.compile(
    r"[*_]{0,3}(?P<label>[^\W\d_a-z][\w'’-]*(?:[ /][\w'’&-]+){0,5})"
    r"(?:[*_]{1,3}\.|\.[*_]{0,3})\s+(?=[\"'“‘(]?[A-Z0-9£$€])"
)
_REFERENCES = re.compile(r"\b(?:references|bibliography|literature|sources|works cited)\b", re.IGNORECASE)
_MOST_CHARS = 45
_LEAST_TOLD = 40
"""How much stands behind such a heading at least, in characters."""
_LEAST, _LEAST_SHARE = 4, 0.6
"""How many paragraphs of a section begin so at least, and which share of those from the first to the last."""
_SENTENCE = frozenset(
    """
    i he she it we they you this these those there here nobody everybody somebody everyone someone
    nothing who what when why how is are was were be been am has have had do does did will would can
    could may might must shall should not don't yes no ok okay thanks thank dear hello please sorry
    never always let's that's it's i'm said says say asked came went got made took gave saw knew began
    left
    """.split()
)
"""Words that make a sentence of a few words, or a reply."""
_GOES_ON = frozenset(
    """
    also and but finally first second third fourth fifth sixth seventh eighth ninth tenth lastly next ps
    so then
    """.split()
)
"""What begins such as only go on with what was said."""
_DETERMINERS = frozenset("the a an your our their his her its my any each every all".split())
_BEFORE_ONE = frozenset(
    "about after and at before between by during for from in of on or over the to under with".split()
)
"""What stands before "the" in the name of a thing: "Work at the mill", but "Open the lid"."""
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms mx dr prof rev fr st sgt capt col gen lt maj cllr insp hon pres gov sen rep jr sr no nos
    fig figs vol ch sec sect art arts para paras eq ed eds pp cf vs etc inc ltd co corp dept est messrs
    mme mlle
    """.split()
)


def run_in_labels(text: str, blocks: Sequence[Block]) -> dict[int, re.Match[str]]:
    """Return the headings in the first lines of paragraphs, by where those begin.

    They are names of a few words with a full stop, all of them different, and most paragraphs of their
    section have one. A number before them makes clauses or items of a list of them, which are told by it.
    """
    found: dict[int, re.Match[str]] = {}
    for section in _sections(blocks):
        labels = {b.start: label for b in section if (label := _label(text, b)) is not None}
        starts = [block.start for block in section]
        if len(labels) < _LEAST or len({label["label"].casefold() for label in labels.values()}) < len(
            labels
        ):
            continue
        among = starts[starts.index(min(labels)) : starts.index(max(labels)) + 1]
        if len(labels) >= _LEAST_SHARE * len(among):
            found |= labels
    return found


def with_run_in_headings(
    text: str, blocks: Sequence[Block], labels: Mapping[int, re.Match[str]]
) -> Iterator[Block]:
    """Yield the blocks of a document with such labels as headings of what their paragraphs go on with."""
    for block in blocks:
        label = labels.get(block.start) if block.kind == "prose" else None
        if label is None:
            yield block
            continue
        end = len(text[: label.end()].rstrip())
        yield Block(block.start, end, "heading", TERM_LEVEL, " ".join(label["label"].split()))
        yield Block(label.end(), block.end, "prose")


def _sections(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield the paragraphs between two headings; none of a list of references, which begin with authors."""
    section: list[Block] = []
    listed = False
    for block in blocks:
        if block.kind == "heading":
            yield section
            section, listed = [], bool(_REFERENCES.search(block.label))
        elif block.kind == "prose" and not listed:
            section.append(block)
    yield section


def _label(text: str, paragraph: Block) -> re.Match[str] | None:
    """Return the heading at the beginning of a paragraph, or None where it begins with a sentence."""
    label = _LABEL.match(text, paragraph.start, paragraph.end)
    if label is None or paragraph.end - label.end() < _LEAST_TOLD or len(label["label"]) > _MOST_CHARS:
        return None
    return label if is_name(label["label"]) else None


def is_name(label: str) -> bool:
    """Return whether a few words with a capital and a full stop name something, and say nothing."""
    words = label.casefold().replace("’", "'").replace("/", " ").split()
    if (
        words[0] in _GOES_ON
        or not _SENTENCE.isdisjoint(words)
        or words[-1] in _ABBREVIATIONS
        or words[-1].isdigit()
        or len(words[-1]) == 1
    ):
        return False
    return not any(word in _DETERMINERS and before not in _BEFORE_ONE for before, word in pairwise(words))
