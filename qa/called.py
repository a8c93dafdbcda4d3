"""What a document is called: by its title, its file and its first headings people name the one they mean."""

from collections.abc import Iterable

from index.library import DocumentInfo, Library
from index.tokens import fold, tokens
from qa.retrieve import Match

__all__ = ["is_called", "may_be_called", "name_listed", "stems_of_listed", "stems_of_names"]

_FIRST_PASSAGES = 3
_BEGINS = 4
"""How many characters words have in common that may have one stem."""


def stems_of_names(match: Match, library: Library) -> frozenset[str]:
    """Return the stems of the title, the file name and the first headings of a match's document."""
    first = library.record.passages(document_id=match.document.id)[:_FIRST_PASSAGES]
    said = " ".join((match.title, match.document.id, *(one.passage.heading for one in first)))
    return frozenset(tokens(said, match.language))


def stems_of_listed(info: DocumentInfo) -> frozenset[str]:
    """Return the stems of what a list of documents tells of one: its title, its file name and its author."""
    return frozenset(tokens(name_listed(info), info.language))


def name_listed(info: DocumentInfo) -> str:
    """Return what a list of documents tells of one: its title, its file name and its author."""
    return f"{info.title} {info.id} {info.author or ''}"


def may_be_called(name: str, said: Iterable[str]) -> bool:
    """Return whether a name has the beginnings of all words: soon seen of thousands, where stems are slow."""
    folded = fold(name)
    return all(word[:_BEGINS] in folded for word in said)


def is_called(names: frozenset[str], said: Iterable[str], language: str | None) -> bool:
    """Return whether all words that are said stand in the names of a document (see `stems_of_names`)."""
    return set(tokens(" ".join(said), language)) <= names
