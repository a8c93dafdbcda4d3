"""Why nothing was found in a file that is not empty: it may be nested too deeply for what reads it."""

import re

__all__ = ["why_no_text"]

_MARKDOWN_DEPTH, _HTML_DEPTH = 50, 250
"""About how deep Markdown (two levels for a list) and HTML are read; what is deeper is left out."""
_MARKS = rb"^[ \t]*(?:>[ \t]?|(?:[-+*]|\d{1,9}[.)])[ \t]+){%d}"
_NESTED = re.compile(_MARKS % _MARKDOWN_DEPTH, re.MULTILINE)
_TAG = re.compile(rb"<(/?)([A-Za-z][^\s/<>]*+)[^<>]*+>")
_VOID = {
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param", b"source",
    b"track", b"wbr",
}  # fmt: skip


def why_no_text(data: bytes, media_type: str) -> str:
    """Return the reason why a file has no text, as far as its bytes tell."""
    deep = media_type == "text/markdown" and _NESTED.search(data) is not None
    deep = deep or (media_type == "text/html" and _depth(data) > _HTML_DEPTH)
    return "it is nested too deeply" if deep else "there is no text in it"


def _depth(data: bytes) -> int:
    """Return how many elements of HTML are open at most."""
    now = most = 0
    for tag in _TAG.finditer(data):
        if tag[1]:
            now = max(0, now - 1)
        elif tag[2].lower() not in _VOID and not tag[0].endswith(b"/>"):
            now += 1
            most = max(most, now)
    return most
