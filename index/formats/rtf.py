"""Rich Text Format, by striprtf."""

import re

from index.blocks import Block, Extracted, clean, table_text
from index.errors import UnreadableError
from index.formats.plain import plain_blocks

__all__ = ["read_rtf"]

_SAID = re.compile(r"\{\\(title|author)\s+([^{}]+)\}")
_MADE = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d\d?)\\dy(\d\d?)")
_INFO = re.compile(r"\{\\info\b")
_ROW = re.compile(r"[^|]*\|.*\|")


def read_rtf(data: bytes) -> Extracted:
    """Read the paragraphs and the rows of tables of an RTF document."""
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableError("not an RTF file")
    source = data.decode("latin-1")  # RTF is ASCII; other bytes are in the code page that it names itself
    lines = [clean(line) for line in str(rtf_to_text(source, errors="replace")).split("\n")]
    rows = {table_text([line.split("|")]).strip(" |") for line in lines if _ROW.fullmatch(line)}
    text = "\n\n".join(
        table_text([line.split("|")]).strip(" |") if _ROW.fullmatch(line) else line for line in lines if line
    )
    blocks = tuple(
        Block(block.start, block.end, "verbatim") if text[block.start : block.end] in rows else block
        for block in plain_blocks(text)
    )
    info = _INFO.search(source, 0, 20_000)
    about = source[info.start() : info.start() + 2_000] if info else ""
    said = {name: str(rtf_to_text("{\\rtf1\\ansi " + value + "}")) for name, value in _SAID.findall(about)}
    made = _MADE.search(about)
    return Extracted(
        text,
        blocks,
        title=said.get("title"),
        author=said.get("author"),
        made="-".join(made.groups()) if made else None,
    )
