"""Presentations: what a program writes on every slide is not read with what is said there."""

import io

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
