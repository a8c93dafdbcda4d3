"""HTML: the main text without the site's furniture, by trafilatura."""

from dataclasses import replace
from typing import Any

import trafilatura
from lxml.etree import _Element

from index.blocks import Extracted, TextBuilder
from index.formats.decode import decode

__all__ = ["read_html"]


def read_html(data: bytes) -> Extracted:
    """Return the main text of an HTML page (empty where none is found). Nothing is fetched."""
    found: Any = trafilatura.bare_extraction(
        decode(data),
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    builder = TextBuilder()
    for element in () if found is None or found.body is None else found.body:
        _add(builder, element)
    read = builder.extracted()
    if not read.blocks:
        return read
    return replace(read, title=found.title, date=found.date, publisher=found.sitename)


def _add(builder: TextBuilder, element: _Element) -> None:
    """Append one block element of trafilatura's tree: head, p, list, table, quote, code."""
    tag = str(element.tag)
    if tag == "head":
        rend = str(element.get("rend") or "h2")
        builder.add(_words(element), "heading", int(rend[1:]) if rend[1:].isdigit() else 2)
    elif tag in ("list", "quote", "div") and len(element):
        for index, child in enumerate(element):
            if child.tag == "item":
                builder.add(_words(child), "prose", gap="\n" if index else "\n\n")
            else:
                _add(builder, child)
    elif tag == "table":
        rows = (" | ".join(_words(cell) for cell in row) for row in element.iter("row"))
        builder.add("\n".join(rows), "verbatim")
    elif tag == "code":
        builder.add("".join(str(part) for part in element.itertext()), "verbatim")
    else:
        for line in "".join(_pieces(element)).split("\n"):
            builder.add(" ".join(line.split()), "prose", gap="\n\n")


def _words(element: _Element) -> str:
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: _Element) -> list[str]:
    """Return the text of an element in order, with a line break for each `lb`."""
    pieces = [element.text or ""]
    for child in element:
        pieces += ["\n"] if child.tag == "lb" else _pieces(child)
        pieces.append(child.tail or "")
    return [str(piece) for piece in pieces]
