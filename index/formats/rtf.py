"""Rich Text Format, by striprtf."""

import re
from collections.abc import Iterable, Iterator

from index.blocks import Block, Extracted, clean, table_text
from index.errors import UnreadableError
from index.formats.plain import plain_blocks
from index.formats.rtf_source import CELL, LINE, NOTE, shown

__all__ = ["read_rtf"]

_SAID = re.compile(r"\{\\(title|author)\s+([^{}]+)\}")
_MADE = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d\d?)\\dy(\d\d?)")
_INFO = re.compile(r"\{\\info\b")


def read_rtf(data: bytes) -> Extracted:
    """Read the paragraphs and tables of an RTF document; notes stand where called, comments at the end.

    What was deleted with changes tracked is left out, what was inserted is there; hidden text is left out.
    """
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableError("not an RTF file")
    source = data.decode("latin-1")  # RTF is ASCII; other bytes are in the code page that it names itself
    text, tables = _with_tables(str(rtf_to_text(shown(source.lstrip()), errors="replace")))
    info = _INFO.search(source, 0, 20_000)
    about = source[info.start() : info.start() + 2_000] if info else ""
    said = {name: str(rtf_to_text("{\\rtf1\\ansi " + value + "}")) for name, value in _SAID.findall(about)}
    made = _MADE.search(about)
    return Extracted(
        text,
        tuple(_blocks(text, tables)),
        title=said.get("title"),
        author=said.get("author"),
        made="-".join(made.groups()) if made else None,
    )


def _with_tables(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text with its notes and the rows of its tables, and where each table begins and ends."""
    parts: list[str] = []
    tables: list[tuple[int, int]] = []
    length, goes_on = 0, False
    for line in NOTE.sub(lambda note: _note(note[1]), marked).split("\n"):
        cells = line.split(CELL)
        cells = cells if cells[-1].strip() else cells[:-1]
        is_row = len(cells) > 1
        said = [_row(cells)] if is_row else line.replace(CELL, LINE).split(LINE)
        for one in filter(None, map(clean, said)):
            gap = "" if not parts else "\n" if is_row and goes_on else "\n\n"
            parts += [gap, one]
            start, length = length + len(gap), length + len(gap) + len(one)
            if is_row:
                tables.append((tables.pop()[0] if goes_on else start, length))
        goes_on = is_row and bool(tables) and tables[-1][1] == length
    return "".join(parts), tables


def _row(cells: Iterable[str]) -> str:
    return table_text([[clean(cell.replace(LINE, " ")) for cell in cells]])


def _note(said: str) -> str:
    words = " ".join(said.split())
    return f" [{words}]" if words else ""


def _blocks(text: str, tables: list[tuple[int, int]]) -> Iterator[Block]:
    """Yield the blocks of a text, each table as one."""
    left = iter([*tables, (len(text) + 1, 0)])
    start, end = next(left)
    for block in plain_blocks(text):
        while block.start >= end > start:
            start, end = next(left)
        if block.start < start:
            yield block
        elif block.start == start:
            yield Block(start, end, "verbatim")
