"""The blocks of an HTML tree, all of them: for books and for pages that are nothing but a document."""

from typing import Any

from index.blocks import TextBuilder

__all__ = ["add_blocks"]

_BLOCKS = frozenset(
    "p li dd dt blockquote pre td th caption figcaption div section article aside body".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
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


def _put(builder: TextBuilder, loose: list[str]) -> None:
    builder.add(" ".join("".join(loose).split()), "prose")
    loose.clear()
