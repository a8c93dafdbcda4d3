"""Presentations: what a program writes on every slide is not read with what is said there."""

import datetime
import io
from typing import Any

from index.read import read_bytes

_SHAPE = (
    '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr><p:cNvPr id="{id}" name="x"/>'
    '<p:cNvSpPr/><p:nvPr><p:ph type="{kind}" idx="{id}"/></p:nvPr></p:nvSpPr><p:spPr/>'
    "<p:txBody><a:bodyPr/><a:p>{text}</a:p></p:txBody></p:sp>"
)
_TYPED = "<a:r><a:t>{}</a:t></a:r>"
_FIELD = '<a:fld id="{{0F9C3C5D-0000-4000-8000-000000000001}}" type="{}"><a:t>{}</a:t></a:fld>'


def test_numbers_days_of_showing_and_repeated_footers_are_left_out() -> None:
    """The number of a slide and a date that changes by itself are no text; a footer is read once."""
    import pptx
    from pptx.oxml import parse_xml

    presentation = pptx.Presentation()
    for number, said in enumerate(("The mill opened.", "The mill closed."), start=1):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.placeholders[1].text_frame.text = said
        for kind, text in (
            ("sldNum", _FIELD.format("slidenum", number)),
            ("dt", _FIELD.format("datetime1", "11/3/2025")),
            ("ftr", _TYPED.format("Mill society, June 2019")),
        ):
            place = 20 + len(slide.shapes)
            slide.shapes._spTree.append(parse_xml(_SHAPE.format(id=place, kind=kind, text=text)))
    out = io.BytesIO()
    presentation.save(out)
    text = read_bytes(out.getvalue(), "a.pptx").document.text
    assert text.count("Mill society, June 2019") == 1
    assert "The mill closed." in text
    assert "2025" not in text
    assert not any(line.strip() in ("1", "2") for line in text.splitlines())


def test_a_date_that_somebody_typed_stays() -> None:
    """It may be the day of the talk."""
    import pptx
    from pptx.oxml import parse_xml

    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.placeholders[1].text_frame.text = "The mill opened."
    shape = _SHAPE.format(id=20, kind="dt", text=_TYPED.format("3 June 2019"))
    slide.shapes._spTree.append(parse_xml(shape))
    out = io.BytesIO()
    presentation.save(out)
    assert "3 June 2019" in read_bytes(out.getvalue(), "a.pptx").document.text


def _text_of(*charts: tuple[Any, Any]) -> str:
    """Return the text that is read of a presentation with these charts, each a kind and its data."""
    import pptx

    presentation = pptx.Presentation()
    for kind, data in charts:
        slide = presentation.slides.add_slide(presentation.slide_layouts[6])
        slide.shapes.add_chart(kind, 0, 0, 3_000_000, 2_000_000, data)
    out = io.BytesIO()
    presentation.save(out)
    return read_bytes(out.getvalue(), "a.pptx").document.text


def test_series_stand_under_their_own_x_values() -> None:
    """Each of a chart of points is a table, those of other charts are rows of one."""
    from pptx.chart.data import CategoryChartData, XyChartData
    from pptx.enum.chart import XL_CHART_TYPE

    points = XyChartData()
    for name, at in (("Rye", 1), ("Oats", 50)):
        series = points.add_series(name)
        series.add_data_point(at, 7)
        series.add_data_point(at + 1, 8.5)
    bars = CategoryChartData()
    bars.categories = ["North", "South"]
    bars.add_series("Rye", (3, 4))
    bars.add_series("Oats", (5, None))
    text = _text_of((XL_CHART_TYPE.XY_SCATTER, points), (XL_CHART_TYPE.BAR_CLUSTERED, bars))
    assert "| 1 | 2\nRye | 7 | 8.5\n\n| 50 | 51\nOats | 7 | 8.5" in text
    assert "| North | South\nRye | 3 | 4\nOats | 5 |" in text


def test_figures_of_charts_are_read_as_they_are_shown() -> None:
    """Days and months as such, shares as percentages, and the year of a quarter with it."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    days = CategoryChartData(number_format="0%")
    days.categories = [datetime.date(2023, 3, 1), datetime.date(2023, 4, 2)]
    days.add_series("Rye", (0.07, 0.4))
    quarters = CategoryChartData()
    for year in ("2023", "2024"):
        of_year = quarters.add_category(year)
        of_year.add_sub_category("Q1")
        of_year.add_sub_category("Q2")
    quarters.add_series("Oats", (5, 6, 7, 8))
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED
    text = _text_of((kind, days), (kind, quarters))
    assert "| 2023-03-01 | 2023-04-02\nRye | 7% | 40%" in text
    assert "| 2023 Q1 | 2023 Q2 | 2024 Q1 | 2024 Q2\nOats | 5 | 6 | 7 | 8" in text
