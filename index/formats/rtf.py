"""Rich Text Format, by striprtf."""

import re

from index.blocks import Extracted, clean
from index.errors import UnreadableError
from index.formats.plain import plain_blocks

__all__ = ["read_rtf"]

_TITLE = re.compile(r"\\info\b.{0,2000}?\{\\title\s+([^{}\\]+)\}", re.DOTALL)


def read_rtf(data: bytes) -> Extracted:
    """Read the paragraphs of an RTF document."""
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableError("not an RTF file")
    source = data.decode("latin-1")  # RTF is ASCII; other bytes are in the code page that it names itself
    lines = (clean(line) for line in str(rtf_to_text(source, errors="replace")).split("\n"))
    text = "\n\n".join(line for line in lines if line)
    title = _TITLE.search(source[:20_000])
    return Extracted(text, plain_blocks(text), title=title[1] if title else None)
