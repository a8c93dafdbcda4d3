"""What words find a passage: its own, which count most, and those that stand around it.

A passage that goes on about what was named just before it is found by that name too (docs/tried.md).
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from index.tokens import cut, pieces
from index.types import Document, StoredPassage, context

__all__ = ["OWN_WEIGHT", "counted", "in_other_language", "searched_words"]

OWN_WEIGHT = 3
"""How often BM25 counts a passage's own words, where it counts those around it once."""


def searched_words(
    document: Document, passages: Sequence[StoredPassage]
) -> Iterator[tuple[StoredPassage, Sequence[str], Sequence[str]]]:
    """Yield each of a document's searched passages, given in order, with its words and those around it.

    Around a passage stand the title, its headings, and the passages before and after it. Where the language
    is another than English, which has few endings and compounds, pieces of all these words find it too.
    """
    language = document.language
    texts = [document.text[one.passage.start : one.passage.end] for one in passages]
    own = [cut(text, language) for text in texts]
    in_pieces = [pieces(cut(text)) if in_other_language(language) else [] for text in texts]
    for index, one in enumerate(passages):
        heading = context(document.title, one.passage.heading)
        around = [*cut(heading, language), *_beside(own, index)]
        if in_other_language(language):
            around += [*in_pieces[index] * OWN_WEIGHT, *pieces(cut(heading)), *_beside(in_pieces, index)]
        yield one, own[index], around


def in_other_language(language: str | None) -> bool:
    """Return whether a language is known and not English."""
    return language not in (None, "en")


def _beside(words: Sequence[Sequence[str]], index: int) -> Iterator[str]:
    """Return the words of what stands before and after one of some texts."""
    return chain(*words[max(0, index - 1) : index], *words[index + 1 : index + 2])


def counted(own: Sequence[str], around: Sequence[str]) -> list[str]:
    """Return the words that find a passage, each as often as BM25 is to count it."""
    return [*chain(*[own] * OWN_WEIGHT), *around]
