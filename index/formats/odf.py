"""OpenDocument text, by odfdo."""

import io
from dataclasses import replace
from typing import Any

from index.blocks import Extracted, TextBuilder, table_text

__all__ = ["read_odt"]

_NOT_SHOWN = frozenset(
    (
        "text:tracked-changes",
        "office:annotation",
        "text:note-citation",
        "text:sequence-decls",
        "text:table-of-content",
    )
)
_BREAKS = {"text:line-break": "\n", "text:tab": "\t"}


def read_odt(data: bytes) -> Extracted:
    """Read a text document: headings, paragraphs, lists, tables by rows; a note stands where it is called."""
    import odfdo

    document = odfdo.Document(io.BytesIO(data))
    builder = TextBuilder()
    for element in document.body.children:
        _add(builder, element)
    said = document.meta
    return replace(
        builder.extracted(),
        title=said.get_title(),
        author=said.get_initial_creator() or said.get_creator(),
        made=said.get_creation_date(),
        language=said.get_language(),
    )


def _add(builder: TextBuilder, element: Any, gap: str = "\n\n") -> None:  # noqa: ANN401 - odfdo's elements
    tag = element.tag
    if tag in _NOT_SHOWN:
        return
    if tag == "text:h":
        level = element.get_attribute("text:outline-level")
        builder.add(" ".join(_words(element).split()), "heading", int(level) if str(level).isdigit() else 1)
    elif tag == "text:p" and element.get_attribute("text:style-name") in ("Title", "Heading"):
        builder.add(" ".join(_words(element).split()), "heading", 1)
    elif tag == "text:p":
        builder.add(_words(element), "prose", gap=gap)
    elif tag == "table:table":
        rows = element.get_elements("descendant::table:table-row")
        builder.add(table_text((_cell(cell) for cell in row.children) for row in rows), "verbatim")
    else:
        for index, child in enumerate(element.children):
            inside = tag == "text:list" and index > 0
            _add(builder, child, "\n" if inside or (tag == "text:list-item" and gap == "\n") else gap)


def _cell(element: Any) -> str:  # noqa: ANN401
    return " ".join(_words(child) for child in element.children)


def _words(element: Any) -> str:  # noqa: ANN401
    """Return the text of an element as it would be printed, the space before and after its notes kept."""
    parts = [element.text or ""]
    for child in element.children:
        tag = child.tag
        if tag == "text:s":
            parts.append(" " * int(child.get_attribute("text:c") or 1))
        elif tag in _BREAKS:
            parts.append(_BREAKS[tag])
        elif tag == "text:note":
            parts.append(f" [{' '.join(_words(child).split())}]")
        elif tag not in _NOT_SHOWN:
            parts.append(_words(child))
        parts.append(child.tail or "")
    return "".join(parts)
