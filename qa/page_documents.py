"""The documents in the left zone, as HTML: what is asked, what is being read, and what could not be.

Pure functions, everything escaped, as in `qa.page`.
"""

from collections import Counter
from collections.abc import Sequence
from html import escape

from qa.catalogue import SORTS, FileRow, Search, find
from qa.status import Status, counted
from qa.uploads import MAX_UPLOAD_BYTES, MAX_UPLOAD_FILES, Removed

__all__ = ["PAGE_ROWS", "adding", "documents_list", "finder"]

PAGE_ROWS = 50
"""How many files are listed at once."""
_UNREAD_ROWS = 5
_REMOVED_ROWS = 20


def finder() -> str:
    """Return the fields that search and sort the list. They are drawn once, so that what is typed stays."""
    options = "".join(f'<option value="{key}">{escape(words)}</option>' for key, words in SORTS.items())
    return (
        '<div class="finder"><input type="search" id="find" placeholder="Find" '
        'aria-label="Find a document" autocomplete="off" spellcheck="false" maxlength="200">'
        f'<select id="sort" aria-label="Order of the documents">{options}</select></div>'
    )


def adding(problem: str) -> str:
    """Return the button that adds files, with its limits, or why none can be added."""
    if problem:
        return f'<p class="limits">{escape(problem)}</p>'
    limits = f"up to {MAX_UPLOAD_FILES} files at once, {MAX_UPLOAD_BYTES // 1_000_000} MB each"
    return (
        f'<div class="adding" data-most="{MAX_UPLOAD_FILES}" data-largest="{MAX_UPLOAD_BYTES}">'
        '<button type="button" class="btn" id="add" aria-describedby="limits">Add documents</button>'
        '<input type="file" id="files" multiple hidden tabindex="-1" aria-label="Files to add">'
        f'<p class="limits" id="limits">Or drop them anywhere: {limits}.</p>'
        '<div id="uploads" role="status"></div></div>'
    )


def documents_list(
    rows: Sequence[FileRow],
    search: Search,
    status: Status,
    *,
    removed: Sequence[Removed] = (),
    change: bool = False,
    ticked: Sequence[str] | None = None,
) -> str:
    """List the files that are looked for.

    `change` says whether they may be removed and put back, `ticked` which are chosen, while that goes on.
    """
    html = _found(rows, search, status, change, ticked)
    unread = [row for row in rows if not row.is_whole]
    if unread and not search.unread:
        shown = "".join(_unread_row(row, change=change) for row in unread[:_UNREAD_ROWS])
        more, name = "", _unread_words(unread)
        if len(unread) > _UNREAD_ROWS:
            more = _act("find", f"All {counted(len(unread), 'file')} {name.lower()}", unread="1")
        rows_left = f'<ul class="skipped">{shown}</ul>{more}'
        html += f'<section aria-label="{name}"><h2>{name}</h2>{rows_left}</section>'
    if change and removed:
        html += _removed(removed)
    return html


def _found(
    rows: Sequence[FileRow], search: Search, status: Status, change: bool, ticked: Sequence[str] | None
) -> str:
    found = find(rows, search)
    shown = found[search.first : search.first + PAGE_ROWS]
    words = ""
    if search.words:
        words = f"{counted(len(found), 'file')} found" if found else "No file has this in its name"
        words = f'<p class="found" role="status">{words}</p>'
    if search.unread:
        head = f"<h2>{counted(len(found), 'file')} {_unread_words(found).lower()}</h2>"
        head += _act("find", "Back to the documents")
        body = "".join(_unread_row(row, change=change) for row in shown)
    else:
        head = _reading(status)
        titles = Counter(row.title for row in rows)
        body = "".join(_row(row, change, ticked, named=titles[row.title] > 1) for row in shown)
    kind = ' class="skipped"' if search.unread else ""
    pager = _pager(search, len(found))
    words_found = f'data-words="{escape(search.words)}"'
    return (
        f'<section aria-label="Documents" {words_found}>{head}{words}<ul{kind}>{body}</ul>{pager}</section>'
    )


def _unread_words(rows: Sequence[FileRow]) -> str:
    return "Not read, or only in part" if any(row.note for row in rows) else "Not read"


def _act(kind: str, words: str, **values: str) -> str:
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in values.items())
    return f'<button type="button" class="more" data-act="{kind}"{data}>{escape(words)}</button>'


def _reading(status: Status) -> str:
    """Say which file is being read, and how many wait."""
    if status.phase != "indexing" or not status.reading:
        return ""
    name = escape(status.reading)
    waiting = status.total - status.done - 1
    more = f'<p class="limits">{counted(waiting, "file")} to go</p>' if waiting > 0 else ""
    words = f'<span dir="auto">{name}</span><small>reading…</small>'
    return f'<p class="file reading" title="{name}">{words}</p>{more}'


def _row(row: FileRow, change: bool, ticked: Sequence[str] | None, *, named: bool) -> str:
    """Return the row of a document; `named` has its name stand there too, for others have its title."""
    title, document_id = escape(row.title), escape(row.id)
    year = f"<small>{escape(row.date[:4])}</small>" if row.date else ""
    name = f'<small class="name" dir="auto">{document_id}</small>' if named and row.title != row.id else ""
    tick = ""
    if ticked is not None:
        on = " checked" if row.id in ticked else ""
        which = f'value="{document_id}" aria-label="Ask {document_id}"'
        tick = f'<input type="checkbox" data-scope="ids" {which}{on}>'
    return (
        f'<li class="file">{tick}<button type="button" class="doc" data-document="{document_id}" '
        f'title="{title}&#10;{document_id}"><span dir="auto">{title}</span>{year}{name}{_note(row)}</button>'
        f"{_remove(row) if change and row.is_file else ''}</li>"
    )


def _note(row: FileRow) -> str:
    return f'<small class="note" dir="auto">{escape(row.lacks)}</small>' if row.lacks else ""


def _unread_row(row: FileRow, *, change: bool) -> str:
    """Return a row with why it is not read; one that is read in part is removed where it is listed itself."""
    gone = _remove(row) if change and row.is_file and row.problem else ""
    return (
        f'<li class="file"><span class="what"><span dir="auto">{escape(row.id)}</span>'
        f'<small dir="auto">{escape(row.problem or row.note)}</small></span>{gone}</li>'
    )


def _remove(row: FileRow) -> str:
    name = escape(row.id)
    return (
        f'<button type="button" class="x" data-act="remove" data-id="{name}" title="Remove" '
        f'aria-label="Remove {name}">×</button>'
    )


def _pager(search: Search, total: int) -> str:
    if total <= PAGE_ROWS:
        return ""
    last = min(search.first + PAGE_ROWS, total)
    back = forth = ""
    if search.first:
        back = _act("find", "Previous", first=str(max(0, search.first - PAGE_ROWS)))
    if last < total:
        forth = _act("find", "Next", first=str(last))
    return f'<p class="pager">{back}<span>{search.first + 1:,}–{last:,} of {total:,}</span>{forth}</p>'


def _removed(removed: Sequence[Removed]) -> str:
    rows = "".join(
        f'<li class="file"><span class="what"><span dir="auto">{escape(one.id)}</span></span>'
        f'<button type="button" class="more" data-act="restore" data-key="{escape(one.key)}" '
        f'aria-label="Put {escape(one.id)} back">Put back</button></li>'
        for one in removed[:_REMOVED_ROWS]
    )
    kept = "Kept in the folder “removed” of the index."
    return (
        '<section aria-label="Removed"><details class="removed">'
        f"<summary>Removed: {counted(len(removed), 'file')}</summary>"
        f'<ul>{rows}</ul><p class="limits">{kept}</p></details></section>'
    )
