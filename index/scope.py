"""Which documents are asked: whether a document belongs to a scope, and a scope in words."""

from collections.abc import Callable
from fnmatch import fnmatchcase

from index.formats import media_types
from index.types import Scope, not_before

__all__ = ["covers", "in_words", "named"]


def named(names: tuple[str, ...], types: tuple[str, ...], since: str | None, until: str | None) -> Scope:
    """Return the scope of documents, folders and patterns as a person names them, in any mixture.

    Raises ValueError where `since` or `until` is no date.
    """
    plain = tuple(name.removeprefix("./").rstrip("/") for name in names)
    globs = tuple(name for name in plain if any(mark in name for mark in "*?["))
    return Scope(plain, plain, globs, types, since, until)


def covers(scope: Scope) -> Callable[[str, str, str | None], bool]:
    """Return what tells, by its id, media type and date, whether a document belongs to a scope.

    Raises FootnoteError for a type that is not known.
    """
    types = frozenset[str]().union(*(media_types(name) for name in scope.types))
    ids = frozenset(scope.ids)
    folders = tuple(f"{folder.rstrip('/')}/" for folder in scope.folders)
    anywhere = not (ids or folders or scope.globs)

    def covered(id_: str, media_type: str, date: str | None) -> bool:
        if types and media_type not in types:
            return False
        if scope.since and not (date and not_before(date, scope.since)):
            return False
        if scope.until and not (date and not_before(scope.until, date)):
            return False
        named = id_ in ids or id_.startswith(folders) or any(fnmatchcase(id_, g) for g in scope.globs)
        return anywhere or named

    return covered


def in_words(scope: Scope) -> str:
    """Return what a scope asks for, for people."""
    places = dict.fromkeys((*scope.ids, *scope.folders, *scope.globs))
    parts = [
        " or ".join(repr(place) for place in places),
        f"of type {' or '.join(scope.types)}" if scope.types else "",
        f"since {scope.since}" if scope.since else "",
        f"until {scope.until}" if scope.until else "",
    ]
    return ", ".join(part for part in parts if part)
