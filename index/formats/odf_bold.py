"""Headings of OpenDocument text that are only set in bold, in documents that know no other headings."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from index.formats.bold_lines import MOST_OTHER_HEADINGS, may_head

__all__ = ["TITLES", "bold_headings"]

TITLES = ("Title", "Heading")
"""The styles of paragraphs that are the title of a text, in bold or not."""
_BOLD = frozenset(("bold", "600", "700", "800", "900"))
_MOST_PARENTS = 10
_KINDS = ("text", "paragraph")


def bold_headings(
    document: Any,  # noqa: ANN401 - odfdo's objects
    elements: Sequence[Any],
    words: Callable[[Any], str],
) -> set[int]:
    """Return which of a text's elements are paragraphs in bold that head what stands below them.

    `words` gives the text of an element. None where the document has headings beside its title.
    """
    shown = [number for number, one in enumerate(elements) if one.tag == "table:table" or words(one).strip()]
    if sum(1 for one in elements if one.tag == "text:h") > MOST_OTHER_HEADINGS:
        return set()
    styles = _Styles(document)
    bold = {number for number in shown if _is_bold(elements[number], styles, words)}
    found = set()
    for number, below in pairwise(shown):
        if number not in bold or below in bold:
            continue
        told = words(elements[below]) + ":" * (elements[below].tag in ("table:table", "text:list"))
        if may_head(words(elements[number]), told):
            found.add(number)
    return found


def _is_bold(paragraph: Any, styles: "_Styles", words: Callable[[Any], str]) -> bool:  # noqa: ANN401
    """Return whether all that a paragraph says is in bold."""
    name = paragraph.get_attribute("text:style-name")
    if paragraph.tag != "text:p" or name in TITLES:
        return False
    return _all_bold(paragraph, bool(styles.bold("paragraph", name)), styles, words)


def _all_bold(
    element: Any,  # noqa: ANN401
    bold: bool,  # noqa: FBT001 - whether what stands around it is
    styles: "_Styles",
    words: Callable[[Any], str],
) -> bool:
    if (element.text or "").strip() and not bold:
        return False
    for child in element.children:
        if (child.tail or "").strip() and not bold:
            return False
        own = styles.bold("text", child.get_attribute("text:style-name"))
        if words(child).strip() and not _all_bold(child, bold if own is None else own, styles, words):
            return False
    return True


class _Styles:
    """The styles of a document, each looked at once."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401
        """Take the styles of paragraphs and of spans."""
        self._styles = {(kind, style.name): style for kind in _KINDS for style in document.get_styles(kind)}
        self._known: dict[tuple[str, str], bool | None] = {}

    def bold(self, kind: str, name: Any) -> bool | None:  # noqa: ANN401
        """Return whether a style, or the one that it is made from, is bold; None where none says."""
        key = (kind, str(name))
        if key not in self._known:
            self._known[key] = self._told(*key)
        return self._known[key]

    def _told(self, kind: str, name: str) -> bool | None:
        for _ in range(_MOST_PARENTS):
            style = self._styles.get((kind, name))
            if style is None:
                return None
            said = (style.get_properties(area="text") or {}).get("fo:font-weight")
            if said:
                return str(said) in _BOLD
            name = str(style.parent_style)
        return None
