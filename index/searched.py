"""What words find a passage: its own, which count most, and those that stand around it.

A passage that goes on about what was named just before it is found by that name too (docs/quality.md).
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from index.tokens import cut
from index.types import Document, StoredPassage, context

__all__ = ["OWN_WEIGHT", "counted", "searched_words"]

OWN_WEIGHT = 3
"""How often BM25 counts a passage's own words, where it counts those around it once."""


def searched_words(
    document: Document, passages: Sequence[StoredPassage]
) -> Iterator[tuple[StoredPassage, Sequence[str], Sequence[str]]]:
    """Yield each of a document's searched passages, given in order, with its words and those around it.

    Around a passage stand the title, its headings, and the passages before and after it.
    """
    language = document.language
    own = [cut(document.text[one.passage.start : one.passage.end], language) for one in passages]
    for index, one in enumerate(passages):
        above = cut(context(document.title, one.passage.heading), language)
        before, after = own[max(0, index - 1) : index], own[index + 1 : index + 2]
        yield one, own[index], [*above, *chain(*before, *after)]


def counted(own: Sequence[str], around: Sequence[str]) -> list[str]:
    """Return the words that find a passage, each as often as BM25 is to count it."""
    return [*chain(*[own] * OWN_WEIGHT), *around]
