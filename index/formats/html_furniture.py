"""The furniture of a site around a document: menus, notices about cookies, what else there is to read."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree
from lxml.etree import _Element

from index.formats.html_posts import HEAD_OF_POST
from index.formats.web_text import ELSEWHERE

__all__ = [
    "DOCUMENT",
    "drop_controls",
    "drop_marks",
    "has_furniture",
    "is_document",
    "is_furniture",
    "without_furniture",
]

_FURNITURE = frozenset(("nav", "aside", "footer", "form", "iframe", "button"))
DOCUMENT = frozenset(("main", "article"))
"""Elements of a site rather than of a document, and those that say themselves what is the document."""
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_HEADING = etree.XPath(".//h1|.//h2|.//h3|.//h4|.//h5|.//h6")
_STRUCTURE = etree.XPath(".//h1|.//h2|.//h3|.//h4|.//h5|.//h6|.//table|.//ul|.//ol|.//dl")
_MORE_TEXT, _MORE_CHARS = 1.5, 200
"""How much longer a page without its furniture may be than what trafilatura finds of it: what is more than
that is taken for furniture that doesn't say so."""
_LESS_TEXT = 0.8
"""How much of what trafilatura finds is left at least: a name may be that of a frame around all."""
_FURNITURE_NAMES = re.compile(
    r"\b(?:nav|navigation|navbar|menu|sidebar|footer|cookie|site-?notice|share|social|related|comments?|breadcrumbs?|advert\w*|"
    r"banner|promo|subscribe|newsletter|toolbar)\b",
    re.IGNORECASE,
)
_ALSO_FURNITURE = re.compile(
    r"(?<![^\W_])(?:ads?|sponsored|crumbs?|similar|recommended|skip|pagination|pager)(?![^\W_])",
    re.IGNORECASE,
)
"""More names of it, on a page that has other furniture."""
_MARK_OF_HEADING = re.compile(r"[¶#§🔗⚓]|\[[^\[\]]{1,30}\]")
_NAMES_OF_MARKS = re.compile(r"(?<![\w-])(?:mw-editsection|headerlink|anchor-?link|header-?anchor)(?![\w-])")
"""What stands behind a heading to link to it or to edit it: "¶", "[edit]"."""
_EDIT = re.compile(
    r"\s*\[\s*(?:edit(?:(?: ?\| ?edit)? source)?|bearbeiten|modifier|editar|modifica|edytuj|bewerken)"
    r"\s*\]\s*$"
)
_FEWEST_EDITED = 2
"""The same as letters of headings themselves, as in a page that was saved or converted: in two at least."""
_NUMBER_OF_ITEM = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+")
_CONTENTS = re.compile(r"(?<![\w-])(?:toc|table-?of-?contents)(?![\w-])", re.IGNORECASE)
_FEWEST_ITEMS, _OF_HEADINGS = 3, 0.7
"""How many items a table of contents without links has at least, and which share of them heads something."""
_CONTROL = re.compile(
    r"(?<![\w-])(?:btn\d?|buttons?|cta|crumbs?|breadcrumbs?|tabs|tab-?list|nav-tabs|pagination|pager)(?![\w-])",
    re.IGNORECASE,
)
_CONTROL_CHARS = 100
"""What somebody clicks, and how much that says at most."""
_AD = re.compile(r"(?<![\w-])(?:ads?|advert(?:s|isements?)?)(?![\w-])", re.IGNORECASE)
_SAYS_AD = re.compile(r"ADVERTISE?MENTS?")
"""The names of an advertisement, and the label alone that stands in one."""
_AD_CHARS, _MOST_OF_ADS = 300, 0.1
"""How much an advertisement says at most, and how large a share of a page all of them are: what is more than
that, as of a page of small ads, is what it tells."""
_SUPPORT = re.compile(
    r"(?<![^\W_])(?:appeal|contribut(?:e|ions?)|donat(?:e|ions?)|membership|paywall|support)(?![^\W_])",
    re.IGNORECASE,
)
_OF_PAPERS = re.compile(r"\b(?:journalism|reporting|newsrooms?|newspapers?)\b", re.IGNORECASE)
"""The names of a part of a page that asks the reader to pay for it, and what its heading speaks of."""
_APPEAL_CHARS = 400
_HEAD_OF_SITE = re.compile(r"\b(?:header|masthead|top-?bar|logo)\b", re.IGNORECASE)
_PARTS = frozenset(("div", "section", "article", "ul", "ol", "p"))
_MOST_LINKED = 0.3
_LOOKED_FOR_CHARS, _FEWEST_CHARS = 40, 15
"""How much of a text is looked for in what was found, and how long it is at least."""
_MOST_LOOKED_FOR, _MOST_PARTS = 100, 1000
_MOST_OF_PART = 20
"""How many texts are looked for in all and in a part of a page, and how many parts are looked at."""


def has_furniture(aside: Any) -> bool:  # noqa: ANN401
    """Return whether an aside holds what belongs to a site, or is named as such."""
    return bool(_FURNITURE_NAMES.search(_names(aside))) or any(
        one is not aside and one.tag in _FURNITURE for one in aside.iter()
    )


def is_document(body: Any) -> bool:  # noqa: ANN401 - lxml's elements
    """Return whether a page is nothing but a document."""
    if body is None or body.find(".//p") is None:
        return False
    for element in body.iter():
        if isinstance(element.tag, str) and (element.tag in DOCUMENT or is_furniture(element)):
            return False
    return True


def is_furniture(element: Any) -> bool:  # noqa: ANN401
    """Return whether an element says that it belongs to a site rather than to a document."""
    return element.tag in _FURNITURE or bool(_FURNITURE_NAMES.search(_names(element)))


def drop_marks(body: Any) -> bool:  # noqa: ANN401
    """Drop the marks behind headings and the list of these above a text; return whether there were any.

    Who said what is quoted, a footer in the quotation, is made a paragraph of it.
    """
    found = [
        mark
        for heading in body.iter(*_HEADINGS)
        for mark in heading.iterdescendants("a", "span", "small", "sup")
        if _NAMES_OF_MARKS.search(_names(mark)) or _MARK_OF_HEADING.fullmatch(_words(mark))
    ]
    for element in body.iter("div", "nav", "ul", "ol", "details", "table"):
        if _CONTENTS.search(_names(element)):
            found += [element] if _tells_headings(element, body) else []
    quoted = [
        footer for footer in body.iter("footer") if next(footer.iterancestors("blockquote"), None) is not None
    ]
    for footer in quoted:
        footer.tag = "p"
    edited = [h for h in body.iter(*_HEADINGS) if len(h) == 0 and _EDIT.search(h.text or "")]
    edited = edited if len(edited) >= _FEWEST_EDITED else []
    for heading in edited:
        heading.text = _EDIT.sub("", heading.text)
    for element in found:
        if element.getparent() is not None:
            element.drop_tree()
    return bool(found or quoted or edited)


def _tells_headings(contents: Any, body: Any) -> bool:  # noqa: ANN401
    """Return whether what is named as a table of contents is made of links, or of the headings of a page."""
    linked = sum(len(_words(link)) for link in contents.iter("a") if link.get("href", "")[:1] == "#")
    said = len(_words(contents)) - sum(len(_words(heading)) for heading in contents.iter(*_HEADINGS))
    if 2 * linked > said:
        return True
    heads = {_MARK_OF_HEADING.sub("", _words(heading)).strip() for heading in body.iter(*_HEADINGS)}
    items = [_NUMBER_OF_ITEM.sub("", " ".join((item.text or "").split()), 1) for item in contents.iter("li")]
    heads |= {_NUMBER_OF_ITEM.sub("", head, 1) for head in heads}
    return len(items) >= _FEWEST_ITEMS and sum(item in heads for item in items) > _OF_HEADINGS * len(items)


def drop_controls(body: Any) -> bool:  # noqa: ANN401
    """Drop buttons, tabs and the way to a page that are made of other elements; return whether any was.

    Trafilatura knows those that say what they are, or whose names it knows. Advertisements go too, and parts
    that are headed as what else there is to read or to buy, or are named and headed as asking to pay for it.
    """
    found = [
        element
        for element in body.iter("div", "ul", "ol", "span")
        if _CONTROL.search(_names(element))
        and len(_words(element)) <= _CONTROL_CHARS
        and not any(above.tag in ("p", "li", "td", "th", *_HEADINGS) for above in element.iterancestors())
        and not any(below.tag in ("p", "table", *_HEADINGS) for below in element.iterdescendants())
    ]
    for heading in body.iter(*_HEADINGS):
        part = heading.getparent()
        own = part.tag in _PARTS and part[0] is heading and not is_furniture(part)
        if own and (ELSEWHERE.fullmatch(_words(heading)) or _appeals(part, heading)):
            found.append(part)
    found += _advertisements(body)
    for element in found:
        if element.getparent() is not None:
            element.drop_tree()
    return bool(found)


def _appeals(part: Any, heading: Any) -> bool:  # noqa: ANN401
    """Return whether a short part of a page asks to be paid for, by its name and its only heading."""
    if not (_SUPPORT.search(_names(part)) and _OF_PAPERS.search(_words(heading))):
        return False
    return len(_words(part)) <= _APPEAL_CHARS and sum(1 for _ in part.iter(*_HEADINGS)) == 1


def _advertisements(body: Any) -> list[Any]:  # noqa: ANN401
    """Return the advertisements amid a text, named so or labelled so: few and short beside it."""
    found: dict[Any, None] = {}
    for element in body.iter("div", "p", "section", "aside"):
        if _AD.search(_names(element)) or _SAYS_AD.fullmatch((element.text or "").strip()):
            if 0 < len(_words(element)) <= _AD_CHARS and found.keys().isdisjoint(element.iterancestors()):
                found[element] = None
    told = sum(len(_words(element)) for element in found)
    return [*found] if told <= _MOST_OF_ADS * len(_words(body)) else []


def without_furniture(body: Any, main: _Element) -> Any:  # noqa: ANN401
    """Take the furniture out of a page of whose structure trafilatura found little; None of any other page.

    `main` is what it found. Of a page that has headings these are the structure: it keeps lists and tables of
    some pages, and no heading, or those of one box alone. Those made of heads of posts don't count.
    """
    if body is None:
        return None
    made = {_words(head) for head in body.iter("h6") if head.get(HEAD_OF_POST) is not None}
    heads = {_words(head) for head in main.iter("head")} - made
    tags = {child.tag for child in main.iter()}
    if not heads and tags & {"table", "list"} and not _HEADING(body):
        return None
    found = " ".join("".join(map(str, main.itertext())).split())
    if heads and not _loses_headings(body, heads, found):
        return None
    for element in [e for e in body.iter() if isinstance(e.tag, str) and e is not body]:
        if element.getparent() is not None and element.tag not in DOCUMENT and _is_of_site(element):
            element.drop_tree()
    for element in [e for e in islice(body.iter(*_PARTS), _MOST_PARTS) if e is not body]:
        if element.getparent() is not None and _is_of_links(element, found):
            element.drop_tree()
    said = len(_words(body))
    enough = _LESS_TEXT * len(found) <= said <= _MORE_TEXT * len(found) + _MORE_CHARS
    return body if _STRUCTURE(body) and enough else None


def _loses_headings(body: Any, heads: set[str], found: str) -> bool:  # noqa: ANN401
    """Return whether most headings of what was found were not found themselves."""
    heading = ""
    own = []
    for element in body.iter():
        if element.tag in _HEADINGS:
            heading = _words(element) if element.get(HEAD_OF_POST) is None else ""
        elif heading and isinstance(element.tag, str):
            begins = " ".join((element.text or "").split())
            if len(begins) >= _FEWEST_CHARS:
                own += [heading] if begins[:_LOOKED_FOR_CHARS] in found else []
                heading = ""
        if len(own) == _MOST_LOOKED_FOR:
            break
    return 2 * sum(heading in heads for heading in own) < len(own)


def _is_of_site(element: Any) -> bool:  # noqa: ANN401
    """Return whether an element is furniture of a page that has some, or heads a site and no text."""
    if is_furniture(element) or _ALSO_FURNITURE.search(_names(element)):
        return True
    heads = element.tag == "header" or _HEAD_OF_SITE.search(_names(element))
    return (
        bool(heads) and not _HEADING(element) and not any(e.tag == "article" for e in element.iterancestors())
    )


def _is_of_links(element: Any, found: str) -> bool:  # noqa: ANN401
    """Return whether a part of a page, of which nothing was found, is made of links."""
    linked = sum(len(_words(link)) for link in element.iter("a"))
    if not linked or linked < _MOST_LINKED * len(_words(element)):
        return False
    return not any(text[:_LOOKED_FOR_CHARS] in found for text in islice(_texts(element), _MOST_OF_PART))


def _texts(element: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the texts of an element that are long enough to be looked for."""
    for text in element.itertext():
        words = " ".join(text.split())
        if len(words) >= _FEWEST_CHARS:
            yield words


def _words(element: Any) -> str:  # noqa: ANN401
    return " ".join("".join(map(str, element.itertext())).split())


def _names(element: Any) -> str:  # noqa: ANN401
    return f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
