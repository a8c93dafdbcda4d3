"""Choosing what is asked: the panel that offers it, and the words that say it, as HTML.

Pure functions, everything escaped, as in `qa.page`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from html import escape

from index.formats import GROUPS, media_types
from index.scope import covers
from index.types import Scope
from qa.catalogue import FileRow
from qa.status import counted

__all__ = ["asking", "changed_scope", "chosen", "panel", "scope_words"]

_FOLDERS = 30
_YEAR = re.compile("[0-9]{4}")
_NAMES = {
    "text": "Plain text",
    "markdown": "Markdown",
    "web": "Web pages",
    "pdf": "PDF",
    "word": "Text documents",
    "slides": "Slides",
    "sheets": "Tables",
    "book": "Books",
    "mail": "E-mail",
    "subtitles": "Subtitles",
    "data": "Data",
    "code": "Source code",
}


@cache
def _group(media_type: str) -> str:
    return next((name for name in GROUPS if media_type in media_types(name)), "text")


def changed_scope(scope: Scope, values: Mapping[str, str]) -> Scope:
    """Return the scope after one choice on the panel; what is not a choice changes nothing."""
    part, value, on = values.get("part"), values.get("value", "")[:1000], values.get("on") == "true"
    if part == "types" and value in GROUPS:
        return replace(scope, types=_with(scope.types, value, on))
    if part == "folders" and value:
        return replace(scope, folders=_with(scope.folders, value, on))
    if part == "ids" and value:
        return replace(scope, ids=_with(scope.ids, value, on))
    if part in ("since", "until") and (not value or _YEAR.fullmatch(value)):
        ends = {"since": scope.since, "until": scope.until, part: value or None}
        if ends["since"] and ends["until"] and ends["until"] < ends["since"]:
            ends = {"since": value, "until": value}  # the other end gives way
        return replace(scope, since=ends["since"], until=ends["until"])
    return scope


def _with(names: tuple[str, ...], name: str, on: bool) -> tuple[str, ...]:
    others = tuple(one for one in names if one != name)
    return (*others, name) if on else others


def scope_words(scope: Scope, rows: Iterable[FileRow]) -> str:
    """Say what is asked: "2 of 12 documents: reports, PDF, since 2024"; nothing where all are."""
    if not scope:
        return ""
    documents = [row for row in rows if not row.problem]
    covered = covers(scope)
    count = sum(covered(row.id, row.media_type, row.date) for row in documents)
    titles = {row.id: row.title for row in documents if row.id in scope.ids}
    parts = [titles.get(id_, id_) for id_ in scope.ids[:3]]
    parts += [f"and {len(scope.ids) - 3} more"] if len(scope.ids) > 3 else []
    parts += [*(f"{folder}/" for folder in scope.folders), *(_NAMES[name] for name in scope.types)]
    parts += [f"since {scope.since}"] if scope.since else []
    parts += [f"until {scope.until}"] if scope.until else []
    return f"{count or 'none'} of {counted(len(documents), 'document')}: {', '.join(parts)}"


def asking(rows: Sequence[FileRow], scope: Scope, *, ready: bool, choosing: bool) -> str:
    """Return the heading of the documents: how many are asked, and the button that opens the choice."""
    documents = [row for row in rows if not row.problem]
    if not documents:
        return f"<h2>{'No documents in this folder' if ready else 'No documents yet'}</h2>"
    covered = covers(scope)
    count = sum(covered(row.id, row.media_type, row.date) for row in documents) if scope else len(documents)
    words = f"Asking {counted(count, 'document')}"
    if scope:
        words = f"Asking {count or 'none'} of {counted(len(documents), 'document')}"
    many = ' data-many="true"' if len(rows) > 8 else ""
    button = (
        f'<button type="button" class="choose" data-act="choose" aria-expanded="{str(choosing).lower()}" '
        f'aria-controls="scope" title="Choose what to ask">{words} <span aria-hidden="true">▾</span></button>'
    )
    return f"<h2{many}>{button}</h2>{panel(documents, scope) if choosing else ''}"


def panel(documents: Sequence[FileRow], scope: Scope) -> str:
    """Return the choice of kinds, folders and years that these documents have."""
    kinds = Counter(_group(row.media_type) for row in documents)
    folders = Counter(folder for row in documents for folder in _folders(row.id))
    years = sorted({row.date[:4] for row in documents if row.date}, reverse=True)
    html = ""
    if len(kinds) > 1 or scope.types:
        names = [*kinds, *(name for name in scope.types if name not in kinds)]
        boxes = "".join(_box("types", name, _NAMES[name], kinds[name], name in scope.types) for name in names)
        html += f"<fieldset><legend>Kinds</legend>{boxes}</fieldset>"
    if folders or scope.folders:
        names = sorted({name for name, _ in folders.most_common(_FOLDERS)} | set(scope.folders))
        boxes = "".join(
            _box("folders", name, f"{name}/", folders[name], name in scope.folders) for name in names
        )
        html += f"<fieldset><legend>Folders</legend>{boxes}</fieldset>"
    if years:
        ends = _years("since", "From", years, scope.since) + _years("until", "to", years, scope.until)
        html += f'<fieldset class="years"><legend>Dates</legend>{ends}</fieldset>'
    clear = '<button type="button" class="btn" data-act="ask-all">Ask all</button>' if scope else ""
    return (
        f'<div id="scope" role="group" aria-label="What to ask">{html}'
        '<p class="limits">Or tick documents in the list.</p>'
        f'<div class="row">{clear}'
        '<button type="button" class="btn" data-act="choose">Done</button></div></div>'
    )


def _folders(document_id: str) -> list[str]:
    parts = document_id.split("/")[:-1][:2]
    return ["/".join(parts[: depth + 1]) for depth in range(len(parts))]


def _box(part: str, value: str, words: str, count: int, on: bool) -> str:
    ticked = " checked" if on else ""
    return (
        f'<label><input type="checkbox" data-scope="{part}" value="{escape(value)}"{ticked}>'
        f'<span dir="auto">{escape(words)}</span><small>{count:,}</small></label>'
    )


def _years(part: str, words: str, years: Sequence[str], chosen_year: str | None) -> str:
    known = [*years, chosen_year] if chosen_year and chosen_year not in years else years
    options = "".join(
        f'<option value="{escape(year)}"{" selected" if year == chosen_year else ""}>{escape(year)}</option>'
        for year in known
    )
    return (
        f'<label>{words} <select data-scope="{part}"><option value="">any</option>{options}</select></label>'
    )


def chosen(words: str) -> str:
    """Say above the question what is asked, where that is not everything, with the button that undoes it."""
    if not words:
        return ""
    return (
        f'<div class="chosen"><span dir="auto">Asking {escape(words)}</span>'
        '<button type="button" class="more" data-act="ask-all">Ask all</button></div>'
    )
