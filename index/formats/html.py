"""HTML: the main text without the site's furniture, by trafilatura.

A page without any furniture is a document by itself, and is read whole: trafilatura, which looks for the main
part among others, would leave out its headings. Of a short page it finds the text alone, without headings,
lists and tables; such a page is read whole but for what says itself that it is furniture.
"""

import re
from dataclasses import replace
from html import unescape
from typing import Any

import trafilatura
from lxml import etree, html
from lxml.etree import _Element
from trafilatura.metadata import extract_metadata

from index.blocks import Extracted, TextBuilder, table_text
from index.bylines import author_in_lines
from index.dates import date_in_first_lines, date_of_change
from index.formats.decode import charset_of_page, decode
from index.formats.html_answers import question_and_answers
from index.formats.html_furniture import (
    DOCUMENT,
    drop_controls,
    drop_marks,
    has_furniture,
    is_document,
    is_furniture,
    without_furniture,
)
from index.formats.html_layout import mark_large_lines
from index.formats.html_notes import mark_notes
from index.formats.html_opened import UNSEEN, head_details, show_panels
from index.formats.html_posts import mark_posts
from index.formats.tree import add_blocks, add_table, defined, keep_breaks, mark_items
from index.formats.unmarked import mark_structure

__all__ = ["read_html"]

_DATES = {"extensive_search": False, "original_date": True}
_HEADING = etree.XPath(".//h1|.//h2|.//h3|.//h4|.//h5|.//h6")
_PART_OF_DAY = r"(?:[ap]m| (?:[ap]\.?m\.?|[A-Z]{2,5}|Uhr))"
_BOX_CHARS, _MOST_LINKED = 80, 0.3
"""How much an aside says at least, and how much of it is links at most, that is a box of an article."""
_CORRECTS = re.compile(
    r"""(?:[Aa]rticle|[Ss]tory|[Rr]eport|[Pp]iece|[Pp]ost|[Pp]age|[Tt]ext|[Hh]eadline|[Ii]nterview|[Tt]ranscript)
        (?:\ (?:has|have|was|were|is|been|also|since)){1,3}\ (?:amended|corrected)\b
    |(?:[Ee]arlier|[Pp]revious|[Ff]irst|[Oo]riginal|[Ii]nitial)\ versions?\b
    |(?<![\w,;]\s)(?:C(?:orrections?|ORRECTIONS?|larifications?|LARIFICATIONS?|orrigend(?:a|um))|Errat(?:a|um)
        |[Pp]ut\ right)(?:\ [Aa]nd\ (?:[Cc]larifications?|[Cc]orrections?))?\s*[:,(\d]""",
    re.VERBOSE,
)
"""What says that a text was corrected: "The article was amended", "An earlier version …", "Correction: …"."""
_TIME = re.compile(
    r"(?:\w+[.,]? ){0,4}(?:[01]?\d|2[0-3])"
    rf"(?:[:h][0-5]\d{_PART_OF_DAY}?|\.[0-5]\d{_PART_OF_DAY})(?:,? \w+){{0,3}}"
)
"""When an entry of a page was written: "17.30 BST", "3 March 2024, 5:30 pm"."""
_LINES = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6"))
_LONG_WORD = re.compile(r"\w{4,}")
_WAY = re.compile(r"\s(?:»|›|::)\s")
"""What parts the name of a site from that of its page, and trafilatura does not know."""
_OPENING_CHARS, _LEAST_WORDS = 1000, 3
"""Where a text says what it is called, and how many long words what is no name of a site has at least."""
_TEXT = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol"))
_BLOCKS = frozenset(("head", "p", "list", "table", "quote"))
"""Blocks as trafilatura calls them."""
_MAY_COMMENT = frozenset(("div", "p", "span", "li", "blockquote"))
_COMMENT = re.compile(r"\bcomment\b", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_DATELINE = re.compile(
    r"(?<![^\W_])(?:dates?(?:line|time|Published|Modified|Created)?|pub-?date|time(?:stamp)?|published|posted|by(?:line)?"
    r"|meta|metadata|updated|modified|created)(?![^\W_])"
)
_DATELINE_CHARS = 200
"""Up to how many characters an element is long that tells when a page was written."""
_MOST_DATELINES = 100
"""How many of them are looked at."""


def read_html(data: bytes) -> Extracted:
    """Return the main text of an HTML page (empty where none is found). Nothing is fetched."""
    source = decode(data, charset_of_page(data))
    builder = TextBuilder()
    body, missing = _body(source)
    shown = body is not None and (drop_marks(body) | show_panels(body))
    if body is not None:
        keep_breaks(body)
    unseen = UNSEEN(body) if body is not None else []
    for element in unseen:
        element.drop_tree()
    said = source
    made = date_of_change(" ".join(body.itertext())) if body is not None else None
    kept = body is not None and (
        _mark(body) | _keep_times(body) | _keep_captions(body) | _keep_comments(body) | _keep_boxes(body)
    )
    posts = question_and_answers(body)
    whole = posts is not None or is_document(body)
    if whole:
        add_blocks(builder, body if posts is None else posts)
    else:
        if body is not None and (drop_controls(body) or kept or unseen or shown):
            source = html.tostring(body.getroottree(), encoding="unicode")
        found = trafilatura.bare_extraction(
            source, with_metadata=False, include_comments=False, include_tables=True, favor_recall=True
        )
        main = found.body if found is not None else None
        if main is not None and (rest := without_furniture(body, main)) is not None:
            add_blocks(builder, rest)
        else:
            tables = _own_tables(body)
            for element in main if main is not None else ():
                _add(builder, element, tables)
    read = replace(builder.extracted(), missing=missing, made=made)
    told = extract_metadata(said, date_config=_DATES, extensive=not whole) if read.blocks else None
    if told is None:
        return read
    title = _whole_title(said, told.title, read.text)
    date, lines = _own_date(said)
    author = told.author or author_in_lines(lines)
    return replace(read, title=title, author=author, date=date, publisher=told.sitename)


def _whole_title(source: str, title: str | None, text: str) -> str | None:
    """Return a title with what follows its first dash, where that is no site's name.

    That has capitals and stands behind a bar perhaps. What the title goes on with, the text begins with. Of
    "Site » Headline" the part is taken that is a line near the head of the text.
    """
    told = re.search(r"<title\b[^<>]*>([^<]*)</title>", source, re.IGNORECASE)
    whole = " ".join(unescape(told[1]).split()) if told else ""
    parts = _WAY.split(whole)
    if len(parts) > 1 and (own := {*text[:_OPENING_CHARS].split("\n")}.intersection(parts)):
        return max(own, key=len)
    if not title or not whole.startswith(title):
        return title
    rest, first = (_LONG_WORD.findall(part) for part in (whole[len(title) :], text[:_OPENING_CHARS]))
    goes_on = len(rest) >= _LEAST_WORDS and any(map(str.islower, rest)) and "|" not in whole
    return whole if goes_on and {w.lower() for w in rest} <= {w.lower() for w in first} else title


def _mark(body: Any) -> bool:  # noqa: ANN401
    """Mark headings and the items of lists that nothing in the text marks as such; return whether any was."""
    changed = mark_structure(body) | mark_posts(body) | mark_items(body) | head_details(body)
    return changed | mark_large_lines(body) | mark_notes(body)


def _own_date(source: str) -> tuple[str | None, list[str]]:
    """Return the date that a page gives as its own, in its head or where its body says that it is one.

    And the lines of the body that say so. htmldate takes any other of the text too ("will be switched off on
    2026-09-30").
    """
    page = html.document_fromstring(source.encode(), parser=html.HTMLParser(encoding="utf-8"))
    body = page.find("body")
    dated = _datelines(body) if body is not None else []
    lines = [" ".join(element.text_content().split()) for element in dated]
    if body is not None:
        for element in dated:
            element.tail = None
        body.text = None
        body[:] = dated
    told = extract_metadata(page, date_config=_DATES)
    date = (told.date if told else None) or next(filter(None, map(date_in_first_lines, lines)), None)
    return date, lines


def _datelines(body: Any) -> list[Any]:  # noqa: ANN401
    """Return the first elements of a page that say when it was written: for robots, times, bylines."""
    found: list[Any] = []
    lengths: dict[Any, int] = {}  # of a line with many times, counted once
    for element in body.iterdescendants(etree.Element):
        if not _may_date(element):
            continue
        told = element.getparent() if element.tag == "time" and element.getparent().tag in _LINES else element
        if told not in lengths:
            lengths[told] = 0 if element.tag == "script" else len(" ".join(told.text_content().split()))
        if lengths[told] <= _DATELINE_CHARS:
            found.append(element)
        if len(found) == _MOST_DATELINES:
            break
    return found


def _may_date(element: Any) -> bool:  # noqa: ANN401
    """Return whether an element is, or is named as, one that says when a page was written."""
    if element.tag == "script":
        return element.get("type") in ("application/ld+json", "application/settings+json")
    named = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
    return element.tag in ("time", "abbr") or bool(_DATELINE.search(named))


def _body(source: str) -> tuple[Any, str]:
    """Return the body of a page, or None of what is none, and what of it could not be read."""
    parser = html.HTMLParser(encoding="utf-8")
    try:
        page = html.document_fromstring(source.encode(), parser=parser)
    except (etree.ParserError, ValueError):
        return None, ""
    deep = any("depth" in error.message for error in parser.error_log)
    return page.find("body"), "what is nested too deeply, and all after it" if deep else ""


def _keep_times(body: Any) -> bool:  # noqa: ANN401
    """Write the times of a page's entries into their headings or lines, for trafilatura drops them."""
    changed = False
    for heading in _HEADING(body):
        before = heading.getprevious()
        seen = before is not None and isinstance(before.tag, str)  # no comment
        told = " ".join(before.text_content().split()) if seen else ""
        if told and _TIME.fullmatch(told) and heading.tag != "h1":
            heading.text = f"{told} {heading.text or ''}"
            before.drop_tree()
            changed = True
    lengths: dict[Any, int] = {}  # of a line with many times, counted once
    for element in [*body.iter("time")]:
        line = element.getparent()
        if line.tag not in _LINES:
            continue
        if line not in lengths:
            lengths[line] = len(line.text_content().strip())
        if lengths[line] > len(element.text_content().strip()):
            element.drop_tag()
            changed = True
    return changed


def _keep_captions(body: Any) -> bool:  # noqa: ANN401
    """Put the captions of figures after them as lines of text, for trafilatura drops both."""
    changed = False
    for caption in [*body.iter("figcaption")]:
        figure = next((above for above in caption.iterancestors("figure")), None)
        if figure is not None and figure.find(".//table") is None and caption.text_content().strip():
            caption.tag = "p"
            figure.addnext(caption)
            changed = True
    return changed


def _keep_boxes(body: Any) -> bool:  # noqa: ANN401
    """Make sections of the boxes of an article ("Key points"), for trafilatura drops every aside and footer.

    Not of those that are the site's: with few words or many links, with a form, or named as such. Of footers
    only those that say what was corrected.
    """
    changed = False
    for box in [*body.iter("aside", "footer")]:
        said = " ".join(box.text_content().split())
        linked = sum(len(" ".join(link.text_content().split())) for link in box.iter("a"))
        own = any(above.tag in DOCUMENT for above in box.iterancestors())
        told = box.tag == "aside" or _CORRECTS.search(said)
        if own and told and len(said) >= _BOX_CHARS and linked < _MOST_LINKED * len(said):
            if not has_furniture(box):
                box.tag = "section"
                changed = True
    return changed


def _keep_comments(body: Any) -> bool:  # noqa: ANN401
    """Keep comments amid the text, as of a wiki, which are parts of it; those of readers stand below it."""
    changed = False
    going_on = set()  # what has a heading or a paragraph further down
    for element in reversed([*body.iterdescendants(etree.Element)]):
        above = element.getparent()
        if element.tag in _MAY_COMMENT and above in going_on and _COMMENT.search(element.get("class", "")):
            element.attrib.pop("class")
            changed = True
        if element.tag in _TEXT and above not in going_on:
            if not is_furniture(element) and element.text_content().strip():
                going_on.add(above)
    return changed


def _own_tables(body: Any) -> list[tuple[Any, set[str]]]:  # noqa: ANN401
    """Return the tables of a page that have none in them, each with what its cells say, without space."""
    tables = body.iter("table") if body is not None else ()
    return [
        (table, {_SPACE.sub("", cell.text_content()) for cell in table.iter("td", "th", "caption")})
        for table in tables
        if table.find(".//table") is None
    ]


def _own_table(found: _Element, tables: list[tuple[Any, set[str]]]) -> Any:  # noqa: ANN401
    """Take from a page's tables the one that trafilatura found, or return None.

    It leaves out what says "E-mail", "PDF" or "Print" wherever it stands, and how far cells span.
    """
    said = {_SPACE.sub("", _words(cell)) for cell in found.iter("cell")} - {""}
    shared = [len(said & own) for _, own in tables]
    if not said or max(shared, default=0) < len(said) / 2:
        return None
    return tables.pop(shared.index(max(shared)))[0]


def _add_table(builder: TextBuilder, found: _Element, tables: list[tuple[Any, set[str]]]) -> None:
    """Add a table that trafilatura found, as the page itself has it."""
    own = _own_table(found, tables)
    if own is not None:
        add_table(builder, own)
    else:
        builder.add(table_text([_words(cell) for cell in row] for row in found.iter("row")), "verbatim")


def _add(builder: TextBuilder, element: _Element, tables: list[tuple[Any, set[str]]]) -> None:
    """Append one block element of trafilatura's tree: head, p, list, table, quote, code.

    Of `tables`, the page's own, those are taken that it found.
    """
    tag = str(element.tag)
    if tag == "head":
        rend = str(element.get("rend") or "h2")
        builder.add(_words(element), "heading", int(rend[1:]) if rend[1:].isdigit() else 2)
    elif tag in ("list", "quote", "div") and len(element):
        items = [(str(child.get("rend") or "")[:2], _words(child)) for child in element.iter("item")]
        if element.get("rend") == "dl" and len(items) == len(element):
            for index, line in enumerate(defined(items)):
                builder.add(line, "prose", gap="\n" if index else "\n\n")
            return
        for index, child in enumerate(element):
            if child.tag == "item":
                _add_item(builder, child, tables, "\n" if index else "\n\n")
            else:
                _add(builder, child, tables)
    elif tag == "table":
        _add_table(builder, element, tables)
    elif tag == "code":
        builder.add("".join(str(part) for part in element.itertext()), "verbatim")
    else:
        _add_paragraph(builder, element, tables)


def _add_paragraph(builder: TextBuilder, element: _Element, tables: list[tuple[Any, set[str]]]) -> None:
    """Append the lines of a paragraph, and each block that trafilatura puts into one by itself."""
    loose = [element.text or ""]
    for child in element:
        if child.tag in _BLOCKS:
            _add_lines(builder, loose)
            _add(builder, child, tables)
            loose = []
        else:
            loose += ["\n"] if child.tag == "lb" else _pieces(child)
        loose.append(child.tail or "")
    _add_lines(builder, loose)


def _add_lines(builder: TextBuilder, pieces: list[str]) -> None:
    for line in "".join(pieces).split("\n"):
        builder.add(" ".join(line.split()), "prose", gap="\n\n")


def _add_item(builder: TextBuilder, item: _Element, tables: list[tuple[Any, set[str]]], gap: str) -> None:
    """Append an item of a list, and the lists in it after what it says itself."""
    loose = [item.text or ""]
    for child in item:
        if child.tag == "list":
            builder.add(" ".join("".join(loose).split()), "prose", gap=gap)
            loose = []
            _add(builder, child, tables)
        else:
            loose += ["\n"] if child.tag == "lb" else _pieces(child)
        loose.append(child.tail or "")
    builder.add(" ".join("".join(loose).split()), "prose", gap=gap)


def _words(element: _Element) -> str:
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: _Element) -> list[str]:
    """Return the text of an element in order, with a line break for each `lb`."""
    pieces = [element.text or ""]
    for child in element:
        pieces += ["\n"] if child.tag == "lb" else _pieces(child)
        pieces.append(child.tail or "")
    return [str(piece) for piece in pieces]
