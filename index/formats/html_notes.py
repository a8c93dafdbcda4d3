"""Raised characters of HTML and EPUB, which would run on with the word before, and the ways back from notes.

As in PDFs, raised digits and signs become the superscripts of Unicode: "10⁶ eggs", "as he says.³ Then …".
"""

import re
from typing import Any

from index.formats.superscripts import AS_MARKS, FIGURES, superscript

__all__ = ["mark_notes"]

_LETTER = re.compile(r"[a-h]")
_MOST_CHARS = 12
_REFERENCE = re.compile(r"(?<![\w-])(?:doc-noteref|noteref|fn-?ref|footnote-?ref(?:erence)?)(?![\w-])")
_BACK = re.compile(
    r"(?<![\w-])(?:doc-backlink|backlink|mw-cite-backlink|footnote-back(?:ref|link)?|reversefootnote)(?![\w-])"
)
_ARROW = re.compile(r"[↩↑⏎^⤴][\ufe0e\ufe0f]?")
_ARROW_CHARS = 3
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def mark_notes(body: Any) -> bool:  # noqa: ANN401 - lxml's elements
    """Write raised figures and marks of notes as superscripts, drop the ways back; return whether any was."""
    found = False
    for link in [*body.iter("a", "span")]:
        if link.getparent() is not None and _is_way_back(link):
            link.drop_tree()
            found = True
    for raised in [*body.iter("sup", "a")]:
        if _is_raised(raised):
            for part in raised.iter():
                part.text = _raised(part.text)
                if part is not raised:
                    part.tail = _raised(part.tail)
            raised.drop_tag()
            found = True
    return found


def _is_raised(element: Any) -> bool:  # noqa: ANN401
    """Return whether an element is a raised figure, no numerator, or the mark of a note.

    Letters are marks only where they lead somewhere: "2<sup>e</sup>" is an ordinal.
    """
    said = "".join(element.itertext()).strip()
    following = element.getnext()
    if not said or len(said) > _MOST_CHARS or (element.tag == "a" and not _REFERENCE.search(_names(element))):
        return False
    if following is not None and following.tag == "sub" and (element.tail or "").strip() in ("/", "⁄"):
        return False
    leads = element.tag == "a" or element.find(".//a") is not None or element.getparent().tag == "a"
    return bool(FIGURES.fullmatch(said) or (leads and _LETTER.fullmatch(said)))


def _raised(text: str | None) -> str | None:
    """Return a text in superscripts, without the blanks that would part it from its word."""
    return superscript("".join(text.split()).translate(AS_MARKS)) if text else text


def _is_way_back(link: Any) -> bool:  # noqa: ANN401
    """Return whether an element leads from a note back to what it is on: "↩", "^ a b"."""
    said = "".join(link.itertext()).split()
    if not said or any(len(word) > _ARROW_CHARS for word in said):
        return False
    led = "#" in link.get("href", "") and _ARROW.fullmatch("".join(said))
    return bool(led or _BACK.search(_names(link)))


def _names(element: Any) -> str:  # noqa: ANN401
    """Return what an element is called; in HTML the prefix of EPUB's attributes is a part of their names."""
    kind = element.get("epub:type") or element.get(_EPUB_TYPE) or ""
    return f"{element.get('class', '')} {element.get('role', '')} {kind}"
