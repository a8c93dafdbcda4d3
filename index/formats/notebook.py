"""Jupyter notebooks: their Markdown, their code, and what it printed, cell by cell."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from index.blocks import Extracted, TextBuilder
from index.errors import UnreadableError
from index.formats.decode import decode
from index.formats.markdown import markdown_blocks
from index.metadata import one_line

__all__ = ["read_notebook"]


def read_notebook(data: bytes) -> Extracted:
    """Read a notebook; a place is a cell, counted from 1."""
    try:
        notebook = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"broken JSON: {error}") from error
    if not isinstance(notebook, dict):
        raise UnreadableError("not a notebook: it has no cells")
    said = notebook.get("metadata")
    builder = TextBuilder()
    for number, cell in enumerate(_cells(notebook), start=1):
        builder.place(f"cell {number}")
        source = _text(cell.get("source", cell.get("input")))
        if cell.get("cell_type") == "markdown":
            for block in markdown_blocks(source)[0]:
                words = block.label if block.kind == "heading" else source[block.start : block.end]
                builder.add(words, block.kind, block.level)
        elif cell.get("cell_type") == "code":
            builder.add(source, "verbatim")
            for printed in _printed(cell):
                builder.add(printed, "verbatim")
        else:
            builder.add(source, "verbatim")
    return replace(builder.extracted(), title=one_line(said.get("title")) if isinstance(said, dict) else None)


def _cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the cells of a notebook; those before version 4 are in its one sheet."""
    sheets = notebook.get("worksheets")
    holders = [notebook, *(sheets if isinstance(sheets, list) else [])]
    lists = [holder.get("cells") for holder in holders if isinstance(holder, dict)]
    return [cell for cells in lists if isinstance(cells, list) for cell in cells if isinstance(cell, dict)]


def _printed(cell: dict[str, Any]) -> Iterator[str]:
    """Yield the texts that a cell's code printed or resulted in; `<Axes: >` and the like say nothing."""
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else []:
        if not isinstance(output, dict):
            continue
        result = output.get("data")
        words = _text(result.get("text/plain") if isinstance(result, dict) else output.get("text"))
        if not (words.startswith("<") and words.endswith(">")):
            yield words


def _text(value: object) -> str:
    """Return a text that a notebook has as one string or as its lines."""
    return "".join(map(str, value)) if isinstance(value, list) else value if isinstance(value, str) else ""
