"""Presentations (Office Open XML), by python-pptx."""

import io
import re
from collections.abc import Iterator
from typing import Any

from index.blocks import Extracted, TextBuilder, table_text
from index.formats.charts import chart_tables
from index.formats.grid import filled
from index.formats.office import with_properties

__all__ = ["read_pptx"]

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def read_pptx(data: bytes) -> Extracted:
    """Read a presentation slide by slide: title, texts from top to bottom, tables, speaker's notes."""
    import pptx

    presentation = pptx.Presentation(io.BytesIO(data))
    builder, footers = TextBuilder(), set[str]()
    for number, slide in enumerate(presentation.slides, start=1):
        builder.place(f"slide {number}")
        title = slide.shapes.title
        if title is not None and title.has_text_frame:
            builder.add(" ".join(title.text_frame.text.split()), "heading", 2)
        own = title.shape_id if title is not None else None
        for shape in _in_order(slide.shapes):
            if shape.shape_id != own and not _is_furniture(shape, footers):
                _add_shape(builder, shape)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            for line in re.split("[\n\v]", slide.notes_slide.notes_text_frame.text):
                builder.add(line, "prose")
    return with_properties(builder.extracted(), presentation.core_properties)


def _in_order(shapes: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield shapes from top to bottom and left to right, those of groups among them."""
    for shape in sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0)):
        if hasattr(shape, "shapes"):
            yield from _in_order(shape.shapes)
        else:
            yield shape


def _is_furniture(shape: Any, footers: set[str]) -> bool:  # noqa: ANN401
    """Return whether a shape has the number of its slide, the day of showing it, or a footer that was read.

    A program writes these (ISO 29500-1, 19.7.10); a date that somebody typed stays, once.
    """
    from pptx.enum.shapes import PP_PLACEHOLDER

    if not shape.is_placeholder or not shape.has_text_frame:
        return False
    kind, text = shape.placeholder_format.type, shape.text_frame.text
    if kind not in (PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER):
        return False
    if (
        kind == PP_PLACEHOLDER.SLIDE_NUMBER
        or shape.element.find(f".//{_A}fld") is not None
        or text in footers
    ):
        return True
    footers.add(text)
    return False


def _add_shape(builder: TextBuilder, shape: Any) -> None:  # noqa: ANN401
    if getattr(shape, "has_table", False) and shape.has_table:
        rows = [list(row.cells) for row in shape.table.rows]
        merged = [
            ((y, x), (y + cell.span_height - 1, x + cell.span_width - 1))
            for y, row in enumerate(rows)
            for x, cell in enumerate(row)
            if cell.is_merge_origin
        ]
        builder.add(table_text(filled([[cell.text for cell in row] for row in rows], merged)), "verbatim")
    elif getattr(shape, "has_chart", False) and shape.has_chart:
        _add_chart(builder, shape.chart)
    elif shape.has_text_frame:
        for index, paragraph in enumerate(shape.text_frame.paragraphs):
            for part in re.split("\v{2,}", paragraph.text):
                builder.add(part.replace("\v", "\n"), "prose", gap="\n" if index else "\n\n")


def _add_chart(builder: TextBuilder, chart: Any) -> None:  # noqa: ANN401
    """Add the figures of a chart of any kind as tables, below its title."""
    if chart.has_title and chart.chart_title.has_text_frame:
        builder.add(chart.chart_title.text_frame.text, "prose")
    for rows in chart_tables(chart.element):
        builder.add(table_text(rows), "verbatim")
