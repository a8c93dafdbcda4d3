"""What a page shows at a click: the answers below questions, the panels of an accordion."""

from itertools import islice
from typing import Any

from lxml import etree

from index.formats.html_furniture import is_furniture

__all__ = ["UNSEEN", "head_details", "show_panels"]

UNSEEN = etree.XPath(
    ".//*[@hidden or re:test(@style, '(^|;)\\s*(display\\s*:\\s*none|visibility\\s*:\\s*hidden)', 'i')]",
    namespaces={"re": "http://exslt.org/regular-expressions"},
)
"""What a browser doesn't show of an element. Trafilatura knows some spellings of it only."""
_CONTROLS = etree.XPath(".//*[@aria-expanded or @aria-controls]")
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_BLOCKS = frozenset(
    "p ul ol dl table pre blockquote div section article figure details h1 h2 h3 h4 h5 h6".split()
)
_APART = frozenset(("dialog", "alertdialog", "menu", "menubar", "listbox", "tooltip", "search"))
"""Roles of what is opened and is no part of the text."""
_MOST_AROUND = 3
"""In how many elements what opens a panel stands at most, beside that."""
_MOST_CHARS = 300
"""How much stands before a panel at most, in what opens it."""
_LEVEL = "h6"
"""Of what heads a panel: below all other headings."""


def show_panels(body: Any) -> bool:  # noqa: ANN401 - lxml's elements
    """Show what is hidden until somebody opens it, headed by what opens it; return whether anything was.

    That is a control right before the panel, or one that names it (`aria-controls`). Menus, dialogs and what
    else is of the site stay as they are.
    """
    controls = [control for control in _CONTROLS(body) if not _is_of_site(control)]
    named = {name for control in controls for name in control.get("aria-controls", "").split()}
    holders = {above: c for c in controls[::-1] for above in islice(c.iterancestors(), _MOST_AROUND)}
    holders |= {control: control for control in controls}
    changed = False
    for panel in UNSEEN(body):
        before = _before(panel)
        control = holders.get(before) if before is not None and _length(before) <= _MOST_CHARS else None
        if (control is None and panel.get("id") not in named) or not _is_text(panel):
            continue
        panel.attrib.pop("hidden", None)
        panel.attrib.pop("style", None)
        changed = True
        if control is not None and not _is_in_heading(control):
            control.tag = _LEVEL
    for button in [*body.iter("button")]:
        if _is_in_heading(button):
            button.drop_tag()
            changed = True
    return changed


def _before(element: Any) -> Any:  # noqa: ANN401
    """Return the element right before one, or None."""
    before = element.getprevious()
    while before is not None and not isinstance(before.tag, str):
        before = before.getprevious()
    return before


def _is_text(panel: Any) -> bool:  # noqa: ANN401
    """Return whether a panel is a part of the text: no menu or dialog, nor mostly links."""
    linked = sum(map(_length, panel.iter("a")))
    return panel.get("role") not in _APART and 2 * linked <= _length(panel) and not _is_of_site(panel)


def _length(element: Any) -> int:  # noqa: ANN401
    return len(" ".join(element.text_content().split()))


def _is_in_heading(element: Any) -> bool:  # noqa: ANN401
    return any(one.tag in _HEADINGS for one in (element, *element.iterancestors()))


def _is_of_site(element: Any) -> bool:  # noqa: ANN401
    """Return whether an element is furniture of a site, or stands in such; a button may open a text."""
    own = element.tag != "button" and is_furniture(element)
    return own or any(is_furniture(above) or above.tag == "header" for above in element.iterancestors())


def head_details(body: Any) -> bool:  # noqa: ANN401
    """Make headings of the summaries of `details`, and paragraphs of their texts; return whether any was."""
    changed = False
    for details in [*body.iter("details")]:
        if _is_of_site(details):
            continue
        for summary in [*details.iterchildren("summary")]:
            if any(inner.tag in _HEADINGS for inner in summary.iter(etree.Element)):
                summary.drop_tag()
            else:
                summary.tag = _LEVEL
        for inner in [*details.iter("div")]:
            if not any(below.tag in _BLOCKS for below in inner.iterdescendants(etree.Element)):
                inner.tag = "p"
        _wrap_text(details)
        details.tag = "section"
        changed = True
    return changed


def _wrap_text(details: Any) -> None:  # noqa: ANN401
    """Put the text that stands loose behind the heading of a `details` into a paragraph."""
    heading = next((child for child in details if child.tag in _HEADINGS), None)
    if heading is None or not (heading.tail or "").strip():
        return
    paragraph = details.makeelement("p", {})
    paragraph.text, heading.tail = heading.tail, None
    heading.addnext(paragraph)
    while (following := paragraph.getnext()) is not None and following.tag not in _BLOCKS:
        paragraph.append(following)
