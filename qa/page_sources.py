"""The right side of the page as HTML: the cards of an answer's sources, and a document with its quote.

Pure functions, everything escaped, as in `qa.page`.
"""

import calendar
from collections.abc import Sequence
from html import escape

from index.types import Document
from qa.service import Source
from qa.types import Citation

__all__ = [
    "STATES",
    "cards",
    "copied_quote",
    "date_words",
    "document_view",
    "excerpt",
    "marker",
    "no_document",
    "no_sources",
    "place_words",
    "plain_document",
    "where_words",
]

_HINT_CHARS = 160  # text shown on each side of the quote when a number is pointed at
_EXCERPT_CHARS = 360
_SHOWN_CHARS = 1_000_000  # of a long document, around the quote: browsers slow down beyond
STATES = {
    "unchanged": ("same", "unchanged since indexed"),
    "changed": ("differs", "changed since it was indexed"),
    "missing": ("differs", "no longer in the folder"),
}
"""How a source is marked, by the state of its file, and in which words."""
_NOTICES = {
    "changed": "The file has changed since it was indexed. This is the text as it was indexed.",
    "missing": "The file is no longer in the folder. This is the text as it was indexed.",
}


def date_words(date: str | None) -> str:
    """Return an ISO date in words: 13 March 2025, January 2025 or 2024."""
    if not date:
        return ""
    year, *rest = date.split("-")
    if not rest:
        return year
    month = int(rest[0])
    name = calendar.month_name[month] if 1 <= month <= 12 else rest[0]
    return f"{int(rest[1])} {name} {year}" if len(rest) > 1 else f"{name} {year}"


def place_words(citation: Citation) -> str:
    """Return where a quote stands: its slide, chapter or the like, or its page, or else its line."""
    if citation.place is not None:
        return citation.place
    return f"page {citation.page}" if citation.page is not None else f"line {citation.line}"


def copied_quote(citation: Citation) -> str:
    """Return the footnote of a citation as plain text."""
    words = (citation.title, date_words(citation.date), place_words(citation), citation.document_id)
    return ", ".join(word for word in words if word)


def excerpt(text: str) -> str:
    """Return the beginning of a text, cut between words."""
    flat = " ".join(text.split())
    if len(flat) <= _EXCERPT_CHARS:
        return flat
    return flat[:_EXCERPT_CHARS].rsplit(" ", 1)[0] + " …"


def where_words(citation: Citation) -> str:
    """Return the title, date and place of a citation."""
    return " · ".join(w for w in (citation.title, date_words(citation.date), place_words(citation)) if w)


def marker(turn: int, source: Source) -> str:
    """Return the number of a citation: a link to its card, carrying what it shows when pointed at."""
    citation = source.citation
    before = after = ""
    quote = citation.quote
    if source.view is None:
        quote = ""
    else:
        text, (start, end) = source.view.document.text, source.passage
        before = text[max(start, citation.start - _HINT_CHARS) : citation.start].lstrip()
        after = text[citation.end : min(end, citation.end + _HINT_CHARS)].rstrip()
    return (
        f'<a class="n" href="#c-{turn}-{citation.number}" data-turn="{turn}" data-cite="{citation.number}" '
        f'data-before="{escape(before)}" data-quote="{escape(quote)}" data-after="{escape(after)}" '
        f'data-where="{escape(where_words(citation))}" aria-label="Source {citation.number}: '
        f'{escape(where_words(citation))}">{citation.number}</a>'
    )


def no_sources() -> str:
    """Say what the sources side is for while there are none."""
    return '<p class="nothing">The sources of an answer appear here, each with its quote marked.</p>'


def no_document() -> str:
    """Say how to open a document while none is open."""
    return '<p class="nothing">Open a document from a source or from the list of documents.</p>'


def cards(turn: int, question: str, sources: Sequence[Source], current: int | None = None) -> str:
    """Show the sources of one answer as cards; `current` is the number of the one that lights up."""
    rows = "".join(_card(turn, source, on=source.citation.number == current) for source in sources)
    return (
        f'<div class="cards" data-turn="{turn}"><p class="about" dir="auto">Sources for '
        f"“<q>{escape(question)}</q>”</p>{rows}</div>"
    )


def _number(number: int) -> str:
    return f'<span class="n" aria-hidden="true">{number}</span>'


def _card(turn: int, source: Source, *, on: bool) -> str:
    citation, view = source.citation, source.view
    key = f"{turn}-{citation.number}"
    head = f'<h4>{_number(citation.number)}<span dir="auto">{escape(citation.title)}</span></h4>'
    frame = (
        f'<article class="card{" on" if on else ""}" id="c-{key}" tabindex="-1" '
        f'data-source="{escape(citation.document_id)}" '
        f'aria-label="Source {citation.number}: {escape(citation.title)}">'
    )
    if view is None:
        return f'{frame}{head}<p class="bad" role="alert">{escape(source.problem)}</p></article>'
    tone, state = STATES[view.state]
    place = " · ".join(escape(w) for w in (date_words(citation.date), place_words(citation)) if w)
    text, (start, end) = view.document.text, source.passage
    passage = (
        f"{escape(text[start : citation.start].lstrip())}"
        f"<mark>{escape(text[citation.start : citation.end])}</mark>"
        f"{escape(text[citation.end : end].rstrip())}"
    )
    copied = escape(f"“{citation.quote}” ({copied_quote(citation)})")
    return (
        f'{frame}{head}<p class="place">{place} · <span class="{tone}">{state}</span></p>'
        f'<p class="passage" dir="auto">{passage}</p><div class="row">'
        f'<button type="button" class="btn" data-open="{key}">Open document</button>'
        f'<button type="button" class="btn" data-copy="{copied}">Copy quote</button></div></article>'
    )


def document_view(key: str, source: Source, number: int | None) -> str:
    """Show a document with a quote in the strong mark, its passage plain and the rest muted.

    `key` tells the page which place this is; `number` is the citation's, or None for a nearest passage.
    """
    view, citation = source.view, source.citation
    if view is None:
        return f'<article class="document" data-key="{escape(key)}"><p class="bad" role="alert">' + (
            f"{escape(source.problem)}</p></article>"
        )
    text, (start, end) = view.document.text, source.passage
    first, last = _window(len(text), citation.start)
    start, end = max(first, min(start, citation.start)), min(last, max(end, citation.end))
    badge = _number(number) if number is not None else ""
    body = (
        f'<span class="rest">{escape(text[first:start])}</span>{escape(text[start : citation.start])}'
        f'<mark id="quote" tabindex="-1">{escape(text[citation.start : citation.end])}</mark>{badge}'
        f'{escape(text[citation.end : end])}<span class="rest">{escape(text[end:last])}</span>'
    )
    tone, state = STATES[view.state]
    place = f'{place_words(citation)} · <span class="{tone}">{state}</span>'
    notice = _NOTICES.get(view.state, "")
    return _document(key, view.document, body, place, notice, last - first)


def plain_document(document: Document) -> str:
    """Show a document that was opened by itself, from its beginning."""
    _, last = _window(len(document.text), 0)
    return _document(f"doc:{document.id}", document, escape(document.text[:last]), "", "", last)


def _window(length: int, around: int) -> tuple[int, int]:
    first = max(0, min(around - _SHOWN_CHARS // 2, length - _SHOWN_CHARS))
    return first, min(length, first + _SHOWN_CHARS)


def _document(key: str, document: Document, body: str, place: str, notice: str, shown: int) -> str:
    words = " · ".join(escape(w) for w in (date_words(document.date), document.publisher or "") if w)
    place = " · ".join(part for part in (words, place) if part)
    if shown < len(document.text):
        long = f"This document is long: {shown:,} of its {len(document.text):,} characters are shown."
        notice = f"{notice} {long}".strip()
    note = f'<p class="notice">{escape(notice)}</p>' if notice else ""
    title = escape(document.title)
    return (
        f'<article class="document" data-key="{escape(key)}" tabindex="-1" aria-label="{title}">'
        f'<header><h3 dir="auto">{title}</h3><p class="place">{place}</p>'
        f'<p class="file" dir="auto">{escape(document.id)}</p>{note}</header>'
        f'<div class="text" dir="auto">{body}</div></article>'
    )
