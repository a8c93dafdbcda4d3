"""Which elements a document's text is shown in: for each kind of document, where they begin and end in it.

The text is all that is looked at, with the places and headings that the index keeps beside it: a document is
shown the same whether its file is still there or not. Where nothing is sure, text stays as it is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import chain, groupby, pairwise, zip_longest

from index.types import Document
from qa.page_view_text import HIDDEN, Span

__all__ = ["Headings", "kind_of", "spans_of", "window"]

Headings = Sequence[tuple[int, str]]
"""Where passages begin, and the headings that they stand under, outermost first, joined by " › "."""

_KINDS = {
    "text/markdown": "markdown",
    "text/x-source": "code",
    "text/csv": "table",
    "text/tab-separated-values": "table",
    "message/rfc822": "mail",
    "application/mbox": "mail",
    "text/plain": "plain",
}
_SHEETS = ("spreadsheet", "ms-excel")
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
_LINE = re.compile(r"[^\n]+")
_HEADER = re.compile(r"(From|To|Cc|Date): ")
_ROW = re.compile(r"(.*), row (\d+)|row (\d+)")
_HIDDEN = f' class="{HIDDEN}"'
_SHOWN_CHARS, _MORE_CHARS = 40_000, 60_000  # around the quote, and with each wish for more


def kind_of(document: Document) -> str:
    """Return how a document is shown: markdown, code, table, mail, plain, or parts (everything else)."""
    if any(word in document.media_type for word in _SHEETS):
        return "table"
    return _KINDS.get(document.media_type, "parts")


def window(text: str, at: int, before: int, after: int, around: int = _SHOWN_CHARS) -> tuple[int, int]:
    """Return the part of a text to show: around a place, wider by the wishes for more, cut at blank lines."""
    first = max(0, at - around // 2 - before * _MORE_CHARS)
    last = min(len(text), at + around // 2 + after * _MORE_CHARS)
    if first:
        first = _border(text, first, at)
    if last < len(text):
        found = text.rfind("\n\n", max(at, last - 2000), last)
        last = found if found > at else last
    return first, last


def _border(text: str, first: int, at: int) -> int:
    """Return where a paragraph begins after a place, or else a line."""
    for gap in ("\n\n", "\n"):
        found = text.find(gap, first, min(at, first + 2000))
        if found >= 0:
            return found + len(gap)
    return first


def spans_of(document: Document, first: int, last: int, headings: Headings) -> list[Span]:
    """Return the elements of the part of a document that is shown; none for plain text."""
    kind = kind_of(document)
    if kind == "markdown":
        return list(_markdown(document.text, first, last))
    if kind == "code":
        return list(_code(document.text, first, last))
    if kind == "table":
        return list(_tables(document, first, last))
    if kind == "plain":
        return []
    sections = list(_sections(document, first, last))
    borders = sorted({first, last, *(section.start for section in sections)})
    levels = _heading_levels(document.text, headings)
    paragraphs = (_paragraphs(document.text, a, b, levels, kind) for a, b in pairwise(borders))
    return [*sections, *chain.from_iterable(paragraphs)]


def _element(start: int, end: int, tag: str, attributes: str = "", before: str = "") -> Span:
    return Span(start, end, tag, attributes, before, block=True)


def _markdown(text: str, first: int, last: int) -> Iterator[Span]:
    from index.formats.markdown_spans import markdown_spans

    for start, end, name in markdown_spans(text[first:last]):
        tag, _, number = name.partition(":")
        at = (first + start, first + end)
        if tag == "syntax":
            yield Span(*at, "span", _HIDDEN)
        elif tag == "br":
            yield Span(*at, "span", ' class="br"')
        elif tag == "a":  # where a link leads stands behind it, as text
            yield Span(*at, "span", ' class="link"')
        elif tag in ("strong", "em", "code"):
            yield Span(*at, tag)
        elif tag == "hr":
            yield _element(*at, "div", ' class="rule"')
        elif tag == "table":
            yield _element(*at, "table")
        else:
            tag, attributes = _below(tag)
            yield _element(*at, tag, f' start="{number}"' if number else attributes)


def _below(tag: str) -> tuple[str, str]:
    """Return the tag of a heading in a document, which stands below the page's own headings."""
    if re.fullmatch(r"h[1-6]", tag):
        return f"h{min(6, int(tag[1]) + 3)}", f' class="{tag}"'
    return tag, ""


def _code(text: str, first: int, last: int) -> Iterator[Span]:
    """Yield each line with its number."""
    yield _element(first, last, "pre", ' class="code"')
    number = text.count("\n", 0, first) + 1
    for line in re.finditer(r"[^\n]*(?:\n|$)", text[first:last]):
        if line.end() > line.start():
            at = (first + line.start(), first + line.end())
            yield _element(*at, "span", f' class="ln" data-n="{number}"')
        number += 1


def _sections(document: Document, first: int, last: int) -> Iterator[Span]:
    """Yield the places of a document: its slides, chapters, records or messages."""
    slides = "presentation" in document.media_type
    for start, end, words in _places(document):
        if start < last and end > first:
            name = "slide" if slides else "part"
            label = escape(words)
            yield _element(
                max(start, first),
                _trimmed(document.text, max(start, first), min(end, last)),
                "section",
                f' class="{name}" data-place="{label}" aria-label="{label}"',
            )


def _places(document: Document) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, words) of the places of a document."""
    for (start, words), following in zip_longest(document.places, document.places[1:]):
        yield start, following[0] if following else len(document.text), words


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _heading_levels(text: str, headings: Headings) -> dict[int, int]:
    """Return the levels of headings by where they stand: a passage begins with those that it stands under."""
    levels: dict[int, int] = {}
    for start, trail in headings:
        labels = trail.split(" › ")
        at = 0
        for match in _PARAGRAPH.finditer(text, start):
            words = " ".join(match.group().split())
            if words not in labels[at:]:
                break
            at = labels.index(words, at) + 1
            levels[match.start()] = at
    return levels


def _paragraphs(text: str, first: int, last: int, levels: dict[int, int], kind: str) -> Iterator[Span]:
    """Yield headings, rows of tables, the headers of an e-mail, and paragraphs."""
    for match in _PARAGRAPH.finditer(text, first, last):
        start, end = match.start(), _trimmed(text, *match.span())
        lines = [line.span() for line in _LINE.finditer(text, start, end)]
        if start in levels:
            tag, attributes = _below(f"h{min(levels[start], 6)}")
            yield _element(start, end, tag, attributes)
        elif kind == "mail" and all(_HEADER.match(text, *line) for line in lines):
            yield from _headers(text, lines, end)
        else:
            yield from _lines(text, lines)


def _headers(text: str, lines: Sequence[tuple[int, int]], end: int) -> Iterator[Span]:
    yield _element(lines[0][0], end, "table", ' class="headers"')
    for (start, _), stop in _tiled(lines, end):
        colon = text.index(": ", start)
        yield _element(start, stop, "tr")
        yield _element(start, colon + 2, "th", ' scope="row"')
        yield Span(colon, colon + 2, "span", _HIDDEN)
        yield _element(colon + 2, stop, "td")


def _tiled(lines: Sequence[tuple[int, int]], end: int) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield each line with where the next one begins: rows leave no text between them."""
    yield from zip(lines, [*(start for start, _ in lines[1:]), end], strict=True)


def _lines(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """Yield lines with the same number of bars as a table, and what is around them as paragraphs."""
    for bars, group in groupby(lines, key=lambda line: text.count(" | ", *line)):
        some = list(group)
        end = _trimmed(text, *some[-1])
        if bars and len(some) > 1:
            yield from _bars(text, some, end)
        else:
            yield _element(some[0][0], end, "p")


def _bars(text: str, lines: Sequence[tuple[int, int]], end: int) -> Iterator[Span]:
    """Yield a table whose cells are parted by bars, the bars hidden."""
    yield _element(lines[0][0], end, "table")
    for (start, stop), following in _tiled(lines, end):
        yield _element(start, following, "tr")
        bars = [match.start() for match in re.finditer(r" \| ", text[start:stop])]
        borders = [start, *(start + bar for bar in bars), following]
        for cell, next_cell in pairwise(borders):
            yield _element(cell, next_cell, "td")
            if cell > start:
                yield Span(cell, cell + 3, "span", _HIDDEN)


def _tables(document: Document, first: int, last: int) -> Iterator[Span]:
    """Yield the rows of a workbook as tables, one for each sheet, their headings above."""
    text = document.text
    rows: dict[str, list[tuple[int, int, int]]] = {}
    for start, end, words in _places(document):
        match = _ROW.fullmatch(words)
        if match is None and start < last and end > first:
            yield _element(start, _trimmed(text, start, end), "h5", ' class="h2"')
        elif match and start >= first and end <= last:
            rows.setdefault(match[1] or "", []).append((start, end, int(match[2] or match[3])))
    for sheet in rows.values():
        yield from _sheet(text, sheet)


def _sheet(text: str, rows: Sequence[tuple[int, int, int]]) -> Iterator[Span]:
    parts = [_parts(text, start, end) for start, end, _ in rows]
    columns = _columns(parts)
    end = _trimmed(text, rows[0][0], rows[-1][1])
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    # What the text repeats in every row stands once above: an aid, no text of the document.
    above = f'<tr class="aid"><th></th>{head}</tr>' if columns else ""
    yield _element(rows[0][0], end, "table", ' class="grid"', above)
    for (start, stop, number), row in zip(rows, parts, strict=True):
        stop = min(stop, end)
        yield _element(start, stop, "tr", "", f'<th scope="row" class="aid">{number}</th>')
        places = [columns.index(name) for name, _, _ in row if name in columns]
        if len(places) != len(row) or places != sorted(set(places)):
            yield _element(start, stop, "td", f' colspan="{max(1, len(columns))}"')
            continue
        yield from _cells(row, places, stop)


def _cells(row: Sequence[tuple[str, int, int]], places: Sequence[int], stop: int) -> Iterator[Span]:
    """Yield the cells of a row, empty ones before them as an aid, their headings and separators hidden."""
    for at, (_, start, body) in enumerate(row):
        end = row[at + 1][1] if at + 1 < len(row) else stop
        skipped = places[at] - (places[at - 1] + 1 if at else 0)
        yield Span(start, end, "td", lead="<td></td>" * skipped, block=True)
        yield Span(start, body, "span", _HIDDEN)
        if at + 1 < len(row):
            yield Span(end - 2, end, "span", _HIDDEN)


def _parts(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Return (heading, start, start of the value) of each cell of a row: "Country: Norway; Year: 2021"."""
    found: list[tuple[str, int, int]] = []
    at = start
    for part in text[start:end].rstrip("\n").split("; "):
        name, colon, _ = part.partition(": ")
        if colon:
            found.append((name, at, at + len(name) + 2))
        elif not found:
            found.append(("", at, at))
        at += len(part) + 2
    return found


def _columns(rows: Iterable[Sequence[tuple[str, int, int]]]) -> list[str]:
    """Return the headings of a table in the order in which its rows have them."""
    columns: list[str] = []
    for row in rows:
        at = 0
        for name, _, _ in row:
            if name and name not in columns:
                columns.insert(at, name)
            at = columns.index(name) + 1 if name in columns else at
    return columns
