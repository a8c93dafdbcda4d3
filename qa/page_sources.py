"""Sources on the page as HTML: numbers, and the cards of an answer. Documents are in `qa.page_view`.

Pure functions, everything escaped, as in `qa.page`.
"""

import calendar
from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from index.types import Document
from qa.page_carry import cite_menu
from qa.page_view_spans import kind_of, spans_of
from qa.page_view_text import Shown, text_html
from qa.service import Source
from qa.types import Citation

__all__ = [
    "DIRECT",
    "STATES",
    "cards",
    "copied_quote",
    "date_words",
    "excerpt",
    "link_to",
    "marker",
    "no_document",
    "no_sources",
    "number_badge",
    "place_words",
    "sure_words",
    "where_words",
]

_HINT_CHARS = 160  # text shown on each side of the quote when a number is pointed at
_EXCERPT_CHARS = 360
_GONE = "{} is no longer among the documents. This is its quote as it was kept with the answer."
DIRECT, EVEN = 0.8, 0.5
"""The calibrated confidence from which an answer counts as stated directly, and from which as likely."""
STATES = {
    "unchanged": ("same", "unchanged since indexed"),
    "changed": ("differs", "changed since it was indexed"),
    "missing": ("differs", "no longer in the folder"),
    "unreachable": ("same", "its file is not on this computer"),
}
"""How a source is marked, by the state of its file, and in which words."""


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


def sure_words(confidence: float) -> tuple[str, str]:
    """Return how sure an answer is, in words and in percent."""
    words = "Stated directly" if confidence >= DIRECT else "Likely" if confidence >= EVEN else "Possible"
    return words, f"{100 * confidence:.0f} %"


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


def link_to(document_id: str, start: int, end: int, digest: str) -> str:
    """Return the address, on this server, that opens a document at a place of its text as it is indexed."""
    return "?" + urlencode({"cite": document_id, "start": start, "end": end, "digest": digest})


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


def number_badge(number: int) -> str:
    """Return the number of a citation as it stands on cards and beside marks."""
    return f'<span class="n" aria-hidden="true">{number}</span>'


def _card(turn: int, source: Source, *, on: bool) -> str:
    citation, view = source.citation, source.view
    key = f"{turn}-{citation.number}"
    head = f'<h4>{number_badge(citation.number)}<span dir="auto">{escape(citation.title)}</span></h4>'
    frame = (
        f'<article class="card{" on" if on else ""}" id="c-{key}" tabindex="-1" '
        f'data-source="{escape(citation.document_id)}" '
        f'aria-label="Source {citation.number}: {escape(citation.title)}">'
    )
    if view is None:
        kept = f'<p class="passage" dir="auto"><q>{escape(citation.quote)}</q></p>' if source.gone else ""
        problem = _GONE.format(citation.document_id) if source.gone else source.problem
        return f'{frame}{head}<p class="bad" role="alert">{escape(problem)}</p>{kept}</article>'
    tone, state = STATES[view.state]
    place = " · ".join(escape(w) for w in (date_words(citation.date), place_words(citation)) if w)
    link = escape(link_to(citation.document_id, citation.start, citation.end, citation.digest))
    copied = escape(f"“{citation.quote}” ({copied_quote(citation)})")
    return (
        f'{frame}{head}<p class="place">{place} · <span class="{tone}">{state}</span></p>'
        f'{_passage(view.document, source.passage, citation)}<div class="row">'
        f'<button type="button" class="btn" data-open="{key}">Open document</button>'
        f'<button type="button" class="btn" data-copy="{copied}">Copy quote</button>'
        f'<button type="button" class="btn" data-link="{link}">Copy link</button>'
        f"{cite_menu(turn, source)}</div></article>"
    )


def _passage(document: Document, passage: tuple[int, int], citation: Citation) -> str:
    """Show a passage with the quote marked; Markdown as it reads, other kinds as their text stands."""
    start, end = passage
    text = document.text[start:end]
    start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
    first, last = min(start, citation.start), max(end, citation.end)
    shown = Shown(first, last, quote=(citation.start, citation.end), named=False)
    if kind_of(document) != "markdown":
        return f'<p class="passage" dir="auto">{text_html(document.text, shown)}</p>'
    html = text_html(document.text, shown, spans_of(document, first, last, ()))
    return f'<div class="passage text markdown" dir="auto">{html}</div>'
