"""The blocks of an HTML tree, all of them: for books and for pages that are nothing but a document."""

from collections.abc import Iterable, Iterator
from typing import Any

from index.blocks import TextBuilder

__all__ = ["add_blocks", "defined"]

_BLOCKS = frozenset(
    "p li dd dt blockquote pre td th caption figcaption div section article aside body".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MOST_TERM_CHARS = 60
_LEFT_OUT = frozenset(("script", "style", "head", "nav", "svg", "math"))


def add_blocks(builder: TextBuilder, element: Any) -> None:  # noqa: ANN401
    """Add the blocks of an element; text that stands between them is a block too."""
    loose = [element.text or ""]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in _HEADINGS:
            _put(builder, loose)
            builder.add(" ".join(child.text_content().split()), "heading", _HEADINGS[tag])
        elif tag == "tr":
            _put(builder, loose)
            builder.add(" | ".join(" ".join(c.text_content().split()) for c in child), "verbatim", gap="\n")
        elif tag == "dl" and (parts := _simple_parts(child)) is not None:
            _put(builder, loose)
            for line in defined(parts):
                builder.add(line, "prose")
        elif tag in _BLOCKS or (
            tag and any(d.tag in _BLOCKS or d.tag in _HEADINGS for d in child.iterdescendants())
        ):
            _put(builder, loose)
            add_blocks(builder, child)
        elif tag == "br":
            loose.append("\n")
        elif tag and tag not in _LEFT_OUT:
            loose.append(child.text_content())
        loose.append(child.tail or "")
    _put(builder, loose)


def defined(parts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the lines of a definition list, given as ("dt" or "dd", text): a short term before what it means.

    "Weight" and "780 g" tell nothing apart; a term that is a sentence or a question stands alone.
    """
    term = ""
    for kind, text in parts:
        if term:
            yield f"{term}: {text}" if kind == "dd" else term
        short = kind == "dt" and 0 < len(text) <= _MOST_TERM_CHARS and text[-1] not in ".?!:"
        if not short and not (term and kind == "dd"):
            yield text
        term = text if short else ""
    if term:
        yield term


def _simple_parts(element: Any) -> list[tuple[str, str]] | None:  # noqa: ANN401
    """Return the parts of a definition list; None where one has blocks of its own, or others stand there."""
    parts = [child for child in element if isinstance(child.tag, str)]
    if any(c.tag not in ("dt", "dd") or any(d.tag in _BLOCKS for d in c.iterdescendants()) for c in parts):
        return None
    return [(str(child.tag), " ".join(child.text_content().split())) for child in parts]


def _put(builder: TextBuilder, loose: list[str]) -> None:
    builder.add(" ".join("".join(loose).split()), "prose")
    loose.clear()
