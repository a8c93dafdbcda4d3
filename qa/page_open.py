"""Opening a document on the page: what is looked up again, and checked, before it is drawn.

What is wanted comes from the browser and is not trusted: it only ever selects a document of the index, a
stretch of its text, and how much around it is shown.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from index.errors import FootnoteError
from qa.check import SourceView
from qa.page_sources import place_words
from qa.page_view import View, document_view, pages_window
from qa.page_view_spans import kind_of, window
from qa.service import Service, Source
from qa.status import sentence

__all__ = ["open_cited", "open_file", "open_link"]

_MOST = 1_000  # wishes for more
_READ_SECONDS = 30.0
_LINKED = (
    "Opened by a link. What is marked is what stands at that place of this document; no answer is behind it."
)
_OTHER = (
    "This link was made for another version of this document: the place that it meant is not marked. "
    "This is the text as it is indexed now."
)
_UNDATED = (
    "This link does not say for which version of this document it was made: it is not whole, and the place "
    "that it means is not marked. This is the text as it is indexed now."
)
_NOWHERE = (
    "This link names no place in this document: it is not whole, or was changed. Nothing is marked, and the "
    "document is shown from its beginning."
)
_DIGEST = re.compile(r"[0-9a-f]{64}")


def open_cited(
    service: Service, source: Source, wanted: Mapping[str, Any], numbers: Sequence[int], *, near: bool
) -> str:
    """Draw the document of a citation, or of a nearest passage; `numbers` are those of its answer."""
    citation, turn = source.citation, wanted["turn"]
    kind = "near" if near else "quote"
    if source.view is None:
        raise FootnoteError(source.problem)
    at = list(numbers).index(citation.number)
    others = (numbers[at - 1] if at else None, numbers[at + 1] if at + 1 < len(numbers) else None)
    before, after = (
        f'data-{"near" if near else "open"}="{turn}-{other}"' if other is not None else "" for other in others
    )
    what = "Passage" if near else "Source"
    view = _view(service, source.view, f"{kind}-{turn}-{citation.number}", wanted)
    view = replace(
        view,
        wanted={"kind": kind, "turn": turn, "number": citation.number},
        quote=(citation.start, citation.end),
        passage=source.passage,
        number=None if near else citation.number,
        place=place_words(citation),
        steps=(before, after, f"{what} {at + 1} of {len(numbers)}") if len(numbers) > 1 else ("", "", ""),
    )
    return document_view(_drawn(service, view))


def open_file(service: Service, wanted: Mapping[str, Any]) -> str:
    """Draw a document that was opened by itself, from its beginning."""
    id_ = str(wanted.get("id", ""))
    source = service.view(id_, 0, 0)
    view = _view(service, source, f"doc:{id_}", wanted)
    return document_view(_drawn(service, replace(view, wanted={"kind": "file", "id": id_})))


def open_link(service: Service, wanted: Mapping[str, Any]) -> str:
    """Draw what a link names: the place is marked only in the very document that the link was made for."""
    if not service.wait_open(_READ_SECONDS):
        raise FootnoteError("the index is not open yet: open the link again in a moment")
    id_, digest = str(wanted.get("id", "")), str(wanted.get("digest", ""))
    start, end = _number(wanted.get("start"), -1), _number(wanted.get("end"), -1)
    source = service.view(id_, start, end)
    document = source.document
    again = {"kind": "link", "id": id_, "start": start, "end": end, "digest": digest}
    view = replace(_view(service, source, "link", wanted), wanted=again)
    by_itself = start == end == 0 or (wanted.get("start") is None and wanted.get("end") is None)
    notice = ""
    if digest != document.digest:
        notice = _OTHER if _DIGEST.fullmatch(digest) else "" if by_itself else _UNDATED
    elif not by_itself and not 0 <= start < end <= len(document.text):
        notice = _NOWHERE
    if notice or by_itself:
        notices = (*view.notices, notice) if notice else view.notices
        return document_view(_drawn(service, replace(view, notices=notices)))
    page, line = document.page_at(start), document.text.count("\n", 0, start) + 1
    place = document.place_at(start) or (f"page {page}" if page else f"line {line}")
    passage = service.passage_at(id_, start) or (start, end)
    notices = (*view.notices, _LINKED)
    marked = replace(view, quote=(start, end), passage=passage, place=place, notices=notices)
    return document_view(_drawn(service, marked))


def _view(service: Service, source: SourceView, key: str, wanted: Mapping[str, Any]) -> View:
    lacks = next((row.lacks for row in service.files() if row.id == source.document.id), "")
    return View(
        key,
        {},
        source.document,
        source.state,
        before=min(_number(wanted.get("before")), _MOST),
        after=min(_number(wanted.get("after")), _MOST),
        as_text=wanted.get("as") == "text",
        chosen=wanted.get("as") in ("page", "text"),
        notices=(f"{sentence(lacks)}.",) if lacks else (),
    )


def _drawn(service: Service, view: View) -> View:
    """Return the view with its pages, where it has some, or else with the headings of its text."""
    document = view.document
    if document.page_starts and view.state == "unchanged":
        pages = pages_window(document, view.quote, view.before, view.after)
        look = service.look(document, pages, view.quote)
        view = replace(view, look=look)
        if look and view.quote and not look.marked and not view.chosen:
            view = replace(view, as_text=True)
    if kind_of(document) in ("parts", "mail"):
        first, last = window(document.text, view.quote[0] if view.quote else 0, view.before, view.after)
        view = replace(view, headings=service.headings(document.id, first, last))
    return view


def _number(value: object, otherwise: int = 0) -> int:
    """Return a number that the browser sent, as text or as a number, or what to take for anything else."""
    words = str(value)
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 12 else otherwise
