"""Raised figures and the marks of notes, which would run on with the word or the number before."""

from typing import Any

import pytest

from tests.test_every_format import changed
from tests.test_formats import book, kinds, read, word
from tests.test_page_lines import said


@pytest.mark.parametrize("site", [False, True])
def test_raised_figures_of_a_page_stay_raised(*, site: bool) -> None:
    """A power, and the mark of a note; letters of an ordinal and halves of a fraction are none."""
    found = said(
        "<p>Each pond of 40 m<sup>2</sup> had 10<sup>6</sup> eggs, on the 3<sup>rd</sup> day"
        " <sup>1</sup>/<sub>2</sub> of them.<sup><a href=#n4>4</a></sup> Then all hatched.</p>",
        site=site,
    )
    assert found == ["Each pond of 40 m² had 10⁶ eggs, on the 3rd day 1/2 of them.⁴ Then all hatched."]


def test_links_between_a_text_and_its_notes_are_told_apart() -> None:
    """The mark ends no word, and the way back is no text; a mark in brackets stays as it is."""
    found = said(
        "<p>Six are known.<a href=#n1 class=footnote-ref role=doc-noteref>1</a> She sold one.<a href=#n2"
        " role=doc-noteref>[2]</a></p><ol><li id=n1>Two in Arle.<a href=#r1 role=doc-backlink>↩︎</a></li>"
        "<li id=n2><span class=mw-cite-backlink>^ <a href=#r2><sup>a</sup></a> <a href=#r3>b</a></span>"
        " Ledger, p. 4.</li></ol>"
    )
    assert found == ["Six are known.¹ She sold one.[2]", "1. Two in Arle.", "2. Ledger, p. 4."]


def test_marks_of_notes_in_a_book_are_raised() -> None:
    """EPUB calls them so itself."""
    mark = b'<a href="#f" epub:type="noteref">7</a></p>'
    data = changed(book(), "book/two.xhtml", lambda source: source.replace(b"</p>", mark, 1))
    assert any(text.endswith(".⁷") for _, text in kinds(read("a.epub", data)))


def test_raised_runs_of_a_word_document_stay_raised() -> None:
    """Figures alone: what else is set higher is text."""

    def change(document: Any) -> None:  # noqa: ANN401
        paragraph = document.add_paragraph("It covers 12 km")
        paragraph.add_run("2").font.superscript = True
        paragraph.add_run(", the 4")
        paragraph.add_run("th").font.superscript = True
        paragraph.add_run(" of its kind.")

    assert ("prose", "It covers 12 km², the 4th of its kind.") in kinds(read("a.docx", word(change)))
