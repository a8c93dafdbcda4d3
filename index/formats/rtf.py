"""Rich Text Format, by striprtf."""

import re

from index.blocks import Extracted, clean
from index.errors import UnreadableError
from index.formats.plain import plain_blocks

__all__ = ["read_rtf"]

_SAID = re.compile(r"\{\\(title|author)\s+([^{}\\]+)\}")
_INFO = re.compile(r"\{\\info\b")


def read_rtf(data: bytes) -> Extracted:
    """Read the paragraphs of an RTF document."""
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableError("not an RTF file")
    source = data.decode("latin-1")  # RTF is ASCII; other bytes are in the code page that it names itself
    lines = (clean(line) for line in str(rtf_to_text(source, errors="replace")).split("\n"))
    text = "\n\n".join(line for line in lines if line)
    info = _INFO.search(source, 0, 20_000)
    said = dict(_SAID.findall(source[info.start() : info.start() + 2_000])) if info else {}
    return Extracted(text, plain_blocks(text), title=said.get("title"), author=said.get("author"))
