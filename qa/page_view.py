"""A document on the page: its head, the way to the next source, its pages or its text, the quote marked.

Pure functions, everything escaped, as in `qa.page`. What is looked up for it is in `qa.page_open`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from urllib.parse import urlencode

from index.types import Document
from qa.page_images import Look, Rectangle, Sheet, page_span
from qa.page_sources import STATES, date_words, link_to, number_badge
from qa.page_view_spans import Headings, kind_of, spans_of, window
from qa.page_view_text import Shown, text_html

__all__ = ["View", "document_view", "pages_window"]

_NOTICES = {
    "changed": "The file has changed since it was indexed. This is the text as it was indexed.",
    "missing": "The file is no longer there. This is the text as it was indexed.",
    "unreachable": "The file is not on this computer. This is the text as it was indexed.",
}
_PAGES_AROUND, _MORE_PAGES = 2, 10
_WIDTHS = (480, 720, 960, 1440, 1920)  # pixels; the browser chooses by its own width and density


@dataclass(frozen=True, slots=True)
class View:
    """What is drawn of one document, opened at a place or at its beginning.

    `key` names the place for the browser, `wanted` is what opens it again, `number` is that of the citation.
    `before` and `after` count the wishes for more; `chosen` says that pages or text were asked for. `steps`
    has the buttons' attributes for the sources before and after, and the words between them.
    """

    key: str
    wanted: Mapping[str, object]
    document: Document
    state: str
    quote: tuple[int, int] | None = None
    passage: tuple[int, int] | None = None
    number: int | None = None
    place: str = ""
    notices: tuple[str, ...] = ()
    before: int = 0
    after: int = 0
    headings: Headings = field(default=())
    look: Look | None = None
    as_text: bool = False
    chosen: bool = False
    steps: tuple[str, str, str] = ("", "", "")


def pages_window(
    document: Document, quote: tuple[int, int] | None, before: int, after: int
) -> tuple[int, int]:
    """Return the first page to show and the one after the last: those of the quote and some around."""
    start, end = quote or (0, 1)
    first, last = (document.page_at(start) or 1) - 1, document.page_at(max(start, end - 1)) or 1
    first -= _PAGES_AROUND + before * _MORE_PAGES
    last += _PAGES_AROUND + after * _MORE_PAGES
    return max(0, first), min(len(document.page_starts), last)


def document_view(view: View) -> str:
    """Return a document with its head: as pages where they are known and wanted, else as text."""
    look = None if view.as_text else view.look
    notices = [_NOTICES.get(view.state, ""), *view.notices]
    if view.look and view.quote and not view.look.marked:
        notices.append("The quote could not be marked on the picture of its page: it is marked in the text.")
    body = _pages(view, look) if look else _text(view)
    title = escape(view.document.title)
    return (
        f'<article class="document" data-key="{escape(view.key)}" tabindex="-1" aria-label="{title}">'
        f"{_head(view, [notice for notice in notices if notice])}{_steps(view)}{body}</article>"
    )


def _head(view: View, notices: Sequence[str]) -> str:
    document = view.document
    words = [date_words(document.date), document.publisher or "", view.place]
    tone, state = STATES[view.state]
    place = " · ".join(escape(word) for word in words if word)
    place += f'{" · " if place else ""}<span class="{tone}">{state}</span>'
    note = "".join(f'<p class="notice">{escape(notice)}</p>' for notice in notices)
    return (
        f'<header><h3 dir="auto">{escape(document.title)}</h3><p class="place">{place}</p>'
        f'<p class="file" dir="auto">{escape(document.id)}</p>{note}</header>'
    )


def _steps(view: View) -> str:
    """Return the bar below the head: the source before and after, page or text, and what can be copied."""
    before, after, words = view.steps
    parts: list[str] = []
    if words:
        parts.append(
            f'<span class="group"><button type="button" class="btn" {before or "disabled"} '
            f'aria-label="Previous source" data-step="previous">‹</button><span>{escape(words)}</span>'
            f'<button type="button" class="btn" {after or "disabled"} aria-label="Next source" '
            'data-step="next">›</button></span>'
        )
    if view.look:
        parts.append(
            f'<span class="group" role="group" aria-label="Show as">{_as(view, "page", not view.as_text)}'
            f"{_as(view, 'text', view.as_text)}</span>"
        )
    start, end = view.quote or (0, 0)
    link = escape(link_to(view.document.id, start, end, view.document.digest))
    parts.append(f'<button type="button" class="btn" data-link="{link}">Copy link</button>')
    parts.append(
        f'<button type="button" class="btn" data-copy="{escape(view.document.id)}">Copy path</button>'
    )
    parts.append('<button type="button" class="btn" data-wider="" aria-pressed="false">Wider</button>')
    return f'<div class="steps">{"".join(parts)}</div>'


def _as(view: View, name: str, on: bool) -> str:  # noqa: FBT001
    return (
        f'<button type="button" class="btn" data-again="{_again(view, name)}" '
        f'aria-pressed="{str(on).lower()}">{name.capitalize()}</button>'
    )


def _again(view: View, as_: str = "", *, before: int = 0, after: int = 0) -> str:
    """Return what opens the same place again, changed, for a button's attribute."""
    shown = {"as": as_ or ("text" if view.as_text else "page")}
    more = {"before": view.before + before, "after": view.after + after}
    return escape(json.dumps({**view.wanted, "key": view.key, **shown, **more}))


def _more(view: View, words: str, *, before: int = 0, after: int = 0) -> str:
    again = _again(view, before=before, after=after)
    return f'<button type="button" class="btn more" data-again="{again}">{escape(words)}</button>'


def _text(view: View) -> str:
    """Return the part of the text around the quote, in the elements of its kind."""
    document, text = view.document, view.document.text
    at = view.quote[0] if view.quote else 0
    first, last = window(text, at, view.before, view.after)
    quote = (view.quote[0], min(view.quote[1], last)) if view.quote else None
    badge = number_badge(view.number) if view.number is not None else ""
    kind = kind_of(document)
    html = text_html(
        text, Shown(first, last, view.passage, quote, badge), spans_of(document, first, last, view.headings)
    )
    earlier = _more(view, "Show what comes before", before=1) if first else ""
    later = _more(view, "Show what comes after", after=1) if last < len(text) else ""
    return f'{earlier}<div class="text {kind}" dir="auto">{html}</div>{later}'


def _pages(view: View, look: Look) -> str:
    first, last = look.sheets[0].number, look.sheets[-1].number
    earlier = _more(view, "Show earlier pages", before=1) if first else ""
    later = _more(view, "Show later pages", after=1) if last + 1 < look.count else ""
    marked = next((sheet.number for sheet in reversed(look.sheets) if sheet.marks), None)
    body = "".join(_sheet(view, sheet, look.count, last=sheet.number == marked) for sheet in look.sheets)
    return f'{earlier}<div class="sheets">{body}</div>{later}'


def _sheet(view: View, sheet: Sheet, count: int, *, last: bool) -> str:
    """Return one page: its picture, the marks over it, and its text for those who hear it."""
    document, words = view.document, f"Page {sheet.number + 1} of {count}"
    source = {"id": document.id, "digest": document.digest, "page": sheet.number + 1}
    urls = [f"document/page?{urlencode({**source, 'width': width})}" for width in _WIDTHS]
    sizes = ", ".join(f"{url} {width}w" for url, width in zip(urls, _WIDTHS, strict=True))
    badge = number_badge(view.number) if last and view.number is not None else ""
    start, end = page_span(document, sheet.number)
    quote = (max(view.quote[0], start), min(view.quote[1], end)) if view.quote else (0, 0)
    order = 'fetchpriority="high"' if sheet.marks else 'loading="lazy" fetchpriority="low"'
    goes_on = view.quote is not None and view.quote[0] < start
    shown = Shown(start, end, None, quote if quote[0] < quote[1] else None, goes_on=goes_on)
    return (
        f'<figure class="leaf" id="leaf-{sheet.number + 1}" aria-label="{words}">'
        f'<div class="paper" style="aspect-ratio:{sheet.width:.2f}/{sheet.height:.2f}">'
        f'<img alt="" {order} decoding="async" src="{escape(urls[0])}" srcset="{escape(sizes)}" '
        f'sizes="auto, (max-width: 760px) 100vw, 440px">{_marks(sheet.marks, badge)}'
        f'<div class="heard" dir="auto">{text_html(document.text, shown)}</div></div>'
        f"<figcaption>{words}</figcaption></figure>"
    )


def _marks(marks: Sequence[Rectangle], badge: str) -> str:
    """Return a rectangle for each word; the gap to the next word on its line is bridged in the style."""
    gaps = [0.0] * len(marks)
    for number, ((left, top, width, height), (right, other, _, _)) in enumerate(pairwise(marks)):
        gap = right - left - width
        if abs(other - top) < height / 2 and 0 < gap < height * 2:
            gaps[number] = gap / width * 100
    html = "".join(
        f'<i class="m" style="left:{left:.3f}%;top:{top:.3f}%;width:{width:.3f}%;height:{height:.3f}%;'
        f'--gap:{gap:.1f}%"></i>'
        for (left, top, width, height), gap in zip(marks, gaps, strict=True)
    )
    if not marks or not badge:
        return html
    left, top, width, _ = marks[-1]
    return f'{html}<span class="badge" style="left:{left + width:.3f}%;top:{top:.3f}%">{badge}</span>'
