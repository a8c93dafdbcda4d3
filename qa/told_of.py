"""Whether a document names the one whose words a question asks for: else hardly any in it are theirs."""

from functools import lru_cache

from index.tokens import words
from index.types import Document
from qa.features import same_name
from qa.speaker import asked_as, asked_by_name, asked_speaker

__all__ = ["is_told_of"]

_MOST_CHARS = 200_000
"""A longer text is not looked through."""
_CACHED = 64


def is_told_of(question: str, document: Document) -> bool:
    """Return whether a document names who is asked for by name, by one of the words of that name.

    True too where nobody is asked for so, and of letters that stand for a name: it may be spelled out there.
    """
    who = asked_as(question).split()[-1:]
    if not asked_by_name(question) or who[0].isupper() or len(document.text) > _MOST_CHARS:
        return True
    return _names_one(document.text, f"{document.id} {document.title} {document.author or ''}", question)


@lru_cache(maxsize=_CACHED)
def _names_one(text: str, beside: str, question: str) -> bool:
    asked = asked_speaker(question)
    said = {*words(text), *words(beside.replace("_", " "))}
    return not asked or any(same_name(name, word) for name in asked for word in said)
