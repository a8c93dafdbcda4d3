"""Transcripts of hearings among PDFs: lines with their numbers in the margin, read as those of plain text."""

from collections.abc import Iterator, Sequence

from index.blocks import Extracted
from index.formats.pdf_lines import Line
from index.formats.transcripts import read_transcript

__all__ = ["transcript"]

_LEVEL = 0.5
"""By how much of its height what stands on one line is apart from it at most."""


def transcript(pages: Sequence[Sequence[Line]]) -> Extracted | None:
    """Return what is read of the lines of all pages if these are numbered, or None where they are not."""
    return read_transcript("\f".join("\n".join(_as_typed(lines)) for lines in pages), len(pages))


def _as_typed(lines: Sequence[Line]) -> Iterator[str]:
    """Yield what stands on each line of a page, from the top down, its parts with blanks between them."""
    row: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.bottom):
        if row and row[0].bottom - line.bottom > _LEVEL * row[0].height:
            yield _joined(row)
            row = []
        row.append(line)
    if row:
        yield _joined(row)


def _joined(row: Sequence[Line]) -> str:
    cells = sorted((cell for line in row for cell in line.cells), key=lambda cell: cell.left)
    return "   ".join(f"{cell.text}-" if cell.hyphen else cell.text for cell in cells)
