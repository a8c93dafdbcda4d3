"""What pages show as headings and lists without saying so, as those of laws do.

"Article 3" is a paragraph there, and each point, "(a)" beside its text, a table.
"""

import re
from typing import Any

from index.formats.bold_lines import MOST_OTHER_HEADINGS, OWN_LEVEL, may_head
from index.formats.html_furniture import is_furniture
from index.formats.html_layout import unfold_layout

__all__ = ["mark_structure"]

_PARTS = (
    (2, "part|title|annex|schedule|appendix"),
    (3, "chapter"),
    (4, "section"),
    (5, "article|rule"),
)
_PART = re.compile(
    rf"(?:{'|'.join(f'(?P<l{level}>{names})' for level, names in _PARTS)})\s+"
    r"(?:\d{1,3}[A-Za-z]?|[IVXL]{1,6}|[A-Z])\.?",
    re.IGNORECASE,
)
_POINT = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})[.)]|[-–—•]")
_MOST_NAME_CHARS = 120
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_APART = frozenset("td th li dd dt blockquote figure caption".split())
"""Whose paragraphs head nothing."""
_LINES = ("div", "p", "span")
_BLOCKS = frozenset("div p ul ol table li a img input".split())
_NAMED = re.compile(
    r"(?<![\w-])(?:h[1-6]?|(?:[\w]+-)?(?:heading|title|headline|subhead))(?![\w-])", re.IGNORECASE
)
"""Names of classes of what heads something."""
_OF_A_TABLE = ("thead", "tbody", "tfoot", "tr", "td", "th", "colgroup", "col", "caption")


def mark_structure(body: Any) -> bool:  # noqa: ANN401
    """Make headings and items of what a page only shows as such; return whether there was any.

    A paragraph that is nothing but "Article 3", and the short line below it, are headings; so is a short one
    in bold above others, of a page that has no headings but a title and those of its furniture. A table whose
    rows are all a mark and a text is a list, and one that lays out the page is none.
    """
    points = [_unfold(table) for table in [*body.iter("table")]]
    laid_out = unfold_layout(body)
    free = (p for p in body.iter("p") if not any(above.tag in _APART for above in p.iterancestors()))
    paragraphs = [p for p in free if _words(p)]
    named = _mark_named(body)
    own = (h for h in body.iter(*_HEADINGS) if not any(map(is_furniture, (h, *h.iterancestors()))))
    headed = sum(1 for _ in own) > MOST_OTHER_HEADINGS
    found = {}
    for index, paragraph in enumerate(paragraphs):
        below = paragraphs[index + 1 : index + 3]
        if level := _level(paragraph):
            found[paragraph] = level
            if len(below) == 2 and _names(below[0]) and not 0 < _level(below[1]) <= level:
                found[below[0]] = OWN_LEVEL
        elif not headed and below and _is_bold(paragraph) and not _is_bold(below[0]):
            if may_head(_words(paragraph), _words(below[0])):
                found.setdefault(paragraph, OWN_LEVEL)
    for paragraph, level in found.items():
        paragraph.tag = f"h{level}"
    return bool(found) or any(points) or laid_out or named


def _mark_named(body: Any) -> bool:  # noqa: ANN401
    """Make headings of lines whose role or name says that they are such; return whether there was any.

    Of those whose class alone says so ("section-title"; "h2", as of Bootstrap, may be one) there are two or
    more of one class, on a page without headings but a title, each a short line above something.
    """
    said = [e for e in body.iter(*_LINES) if e.get("role") == "heading" and _words(e)]
    for element in said:
        level = element.get("aria-level", "2")
        element.tag = f"h{level}" if level in "123456" else "h6"
    if sum(1 for _ in body.iter(*_HEADINGS)) > MOST_OTHER_HEADINGS:
        return bool(said)
    classes: dict[str, list[Any]] = {}
    for element in body.iter(*_LINES):
        if match := _NAMED.search(element.get("class", "")):
            classes.setdefault(match.group().lower(), []).append(element)
    found = [
        (n, e)
        for n, some in classes.items()
        if (len(some) > 1 or n in _HEADINGS) and all(map(_may_head, some))
        for e in some
    ]
    for name, element in found:
        element.tag = name if name in _HEADINGS else "h2"
    return bool(said or found)


def _may_head(element: Any) -> bool:  # noqa: ANN401
    """Return whether an element is a short line, no sentence, beside what it may head."""
    said = _words(element)
    return (
        0 < len(said) <= _MOST_NAME_CHARS
        and said[-1] not in ".,;:"
        and element.getnext() is not None
        and not any(below.tag in _BLOCKS for below in element.iterdescendants())
        and not any(is_furniture(above) for above in element.iterancestors())
    )


def _level(paragraph: Any) -> int:  # noqa: ANN401
    """Return the level of a paragraph that is nothing but the number of an article or the like, or 0."""
    part = _PART.fullmatch(_words(paragraph))
    return int(str(part.lastgroup)[1:]) if part else 0


def _names(paragraph: Any) -> bool:  # noqa: ANN401
    """Return whether a paragraph may be the name of the article above it: a short line and no sentence."""
    said = _words(paragraph)
    return (
        not _level(paragraph)
        and len(said) <= _MOST_NAME_CHARS
        and said[0].isupper()
        and said[-1] not in ".,;:"
    )


def _is_bold(element: Any) -> bool:  # noqa: ANN401
    """Return whether all that a paragraph says is in bold."""
    plain = [element.text or "", *(child.tail or "" for child in element)]
    return not "".join(plain).strip() and all(
        not isinstance(child.tag, str) or child.tag in ("b", "strong") or not _words(child) or _is_bold(child)
        for child in element
    )


def _unfold(table: Any) -> bool:  # noqa: ANN401
    """Make blocks of the rows of a table that are all a mark and a text, each with its mark before it."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    cells = [said for row in rows if (said := [c for c in row if c.tag in ("td", "th") and _words(c)])]
    if not cells or any(len(said) != 2 or not _POINT.fullmatch(_words(said[0])) for said in cells):
        return False
    for mark, text in cells:
        first = text
        while not (first.text or "").strip() and len(first) and first[0].tag in ("p", "div"):
            first = first[0]
        first.text = f"{_words(mark)} {(first.text or '').lstrip()}"
        mark.drop_tree()
    parts = [e for e in table.iter(*_OF_A_TABLE) if next(e.iterancestors("table")) is table]
    for element in (table, *parts):
        element.tag = "div"
    return True


def _words(element: Any) -> str:  # noqa: ANN401
    return " ".join(element.text_content().split())
