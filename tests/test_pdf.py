"""PDF: reading order, notes, tables, turned pages, forms, pictures of text, and pages that cannot be read."""

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from index import steps
from index.errors import UnreadableError
from index.formats import ocr
from index.formats.pdf_pages import Pages, _places
from index.read import read_bytes, read_file
from index.split import split
from qa.ask import Asker
from tests.conftest import Build
from tests.pdf import page, pdf, picture, words
from tests.support import FakeEncoder, calibration
from tests.test_formats import kinds, read

LEFT = [
    "The ferry Aurora left the quay at noon with",
    "all of its lights on and nobody waved, for it",
    "was raining hard and the band had gone home",
    "before the mayor had even begun his speech.",
    "The captain did not mind any of this at all.",
]
RIGHT = [
    "Later the wind turned and the old engine was",
    "heard no more, so that the passengers began",
    "to sing, first in the bar, then on the deck,",
    "until the harbour of Visby came in sight and",
    "the pilot climbed aboard with a thermos can.",
]


def test_columns_drawn_side_by_side_are_read_one_after_the_other() -> None:
    """A file that draws row by row across two columns gives each column whole, the title above both."""
    rows = [
        (x, 700 - 14 * n, text)
        for n, pair in enumerate(zip(LEFT, RIGHT, strict=True))
        for x, text in zip((60, 320), pair, strict=True)
    ]
    found = read("a.pdf", pdf([page(words([(60, 740, "Ferries and their captains")], 20) + words(rows))]))
    assert kinds(found) == [
        ("heading", "Ferries and their captains"),
        ("prose", " ".join(LEFT)),
        ("prose", " ".join(RIGHT)),
    ]


@pytest.mark.parametrize("quarter", [90, 180, 270])
def test_turned_pages_are_read_upright(quarter: int) -> None:
    """Text that is drawn turned on a page that is displayed turned back is read as any other."""
    matrix = {90: "0 1 -1 0 595 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 842"}[quarter]
    lines = [(60.0, 500 - 14.0 * n, text) for n, text in enumerate(LEFT)]
    content = f"q {matrix} cm {words([(60, 540, 'Ferries')], 20)} {words(lines)} Q"
    found = read("a.pdf", pdf([page(content, f"/Rotate {quarter}")]))
    assert kinds(found) == [("heading", "Ferries"), ("prose", " ".join(LEFT))]


def test_notes_do_not_part_a_paragraph() -> None:
    """A paragraph that goes on over the page stays whole; the note below it is on its page."""
    first = words([(60, 700 - 14 * n, text) for n, text in enumerate(LEFT[:3])]) + words(
        [(60, 80, "1 The band was that of the harbour school, and it was paid.")], 7
    )
    second = words([(60, 760 - 14 * n, text) for n, text in enumerate(LEFT[3:])])
    found = read("a.pdf", pdf([page(first), page(second)]))
    assert kinds(found) == [
        ("prose", "1 The band was that of the harbour school, and it was paid."),
        ("prose", " ".join(LEFT)),
    ]
    document = found.document
    assert document.page_at(document.text.index("The band")) == 1
    assert document.page_at(document.text.index("gone home")) == 1
    assert document.page_at(document.text.index("before the mayor")) == 2


def test_notes_as_large_as_the_text_do_not_part_a_paragraph() -> None:
    """A note with a raised mark, which stands in the text above, is one; a paragraph with another is none."""
    note = "The band was that of the school."
    lines = [(60, 660 - 14 * n, text) for n, text in enumerate(LEFT[:3])]
    second = page(words([(60, 760 - 14 * n, text) for n, text in enumerate(LEFT[3:])], 12))
    for mark, order in (("1", (1, 2)), ("3", (2, 1))):
        foot = scripts(60, 80, (4, mark), f" {note}") + scripts(60, 66, (4, "4"), " It was paid.")
        first = scripts(60, 700, "It rained on us", (4, "1"), " all day.") + words(lines, 12) + foot
        said = [text for _, text in kinds(read("a.pdf", pdf([page(first), second])))]
        raised = {"1": "¹", "3": "³"}[mark]
        text = read("a.pdf", pdf([page(first), second])).document.text
        opened, at = Pages(pdf([page(first), second])), text.index(note)
        assert len(opened.rectangles(0, text[: text.index("before the")], at, at + len(note))) == 7
        opened.close()
        assert said[0] == "It rained on us¹ all day." and said[order[0]] == f"{raised} {note}"
        assert " ".join(LEFT) in said or mark == "3"


def test_rows_of_a_table_stay_rows() -> None:
    """Cells that stand below each other make a table; a list with its marks set apart is none."""
    rows = [("Port", "Opened", "Berths"), ("Visby harbour", "2001", "12"), ("Turku", "1987", "9")]
    cells = [
        (x, 700 - 16 * n, text)
        for n, row in enumerate(rows)
        for x, text in zip((60, 200, 300), row, strict=True)
    ]
    listed = [
        (x, 500 - 14 * n, text)
        for n, mark in enumerate(("1.", "2."))
        for x, text in ((60, mark), (90, f"The ferry number {n} is white."))
    ]
    found = read("a.pdf", pdf([page(words(cells) + words(listed))]))
    assert kinds(found) == [
        ("verbatim", "Port | Opened | Berths\nVisby harbour | 2001 | 12\nTurku | 1987 | 9"),
        ("prose", "1. The ferry number 0 is white."),
        ("prose", "2. The ferry number 1 is white."),
    ]


def test_parted_words_are_put_together() -> None:
    """A hyphen at a line's end goes, unless the document writes the word with it, or of two words."""
    lines = [
        "The long-term plan and every passen-",
        "ger was named, as in the long-",
        "term plan of the har-",
        "bour for 2010-",
        "2012 and so on, per",
        "day, and it was per-",
        "pendicular.",
    ]
    placed = [(60, 700 - 14 * n, text) for n, text in enumerate(lines)]
    found = read("a.pdf", pdf([page(words(placed))]))
    assert found.document.text == (
        "The long-term plan and every passenger was named, as in the long-term plan of the harbour "
        "for 2010-2012 and so on, per day, and it was perpendicular."
    )
    opened = Pages(pdf([page(words(placed))]))
    at = found.document.text.index("passenger")
    assert len(opened.rectangles(0, found.document.text, at, at + len("passenger"))) == 2
    opened.close()
    assert len(_places("were analysed", "were ana\u2010 lysed")) == len("wereanalysed")


def test_notes_and_fields_are_read() -> None:
    """A note on the page and the values of a form's fields stand with the page; empty fields do not."""
    objects = [
        b"<< /Type /Annot /Subtype /Text /Rect [500 700 520 720] /Contents (The mayor objects to this.) >>",
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (Name) /V (Ulf Lind) /Rect [60 600 90 620] >>",
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (Town) /Rect [60 560 200 580] >>",
    ]
    data = pdf(
        [page(words([(60, 700, "A form of the harbour.")]), "/Annots [5 0 R 6 0 R 7 0 R]")],
        objects,
        "/AcroForm << /Fields [6 0 R 7 0 R] >>",
    )
    assert kinds(read("a.pdf", data)) == [
        ("prose", "A form of the harbour."),
        ("prose", "The mayor objects to this."),
        ("prose", "Name: Ulf Lind"),
    ]


def scan(text: str) -> bytes:
    """Return a picture of a line of text, as PDFium draws it, to be put on a page."""
    drawn = pypdfium2.PdfDocument(pdf([page(words([(60, 700, text)], 16))]))
    bitmap = drawn[0].render(scale=2, grayscale=True)
    pixels = b"".join(bytes(row) for row in bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width])
    drawn.close()
    return picture(pixels, bitmap.width, bitmap.height)


SCANNED = page("q 595 0 0 842 0 0 cm /Im Do Q", resources="/XObject << /Im 5 0 R >>")
TYPED = page(words([(60, 700, "This page was typed, and then it was printed on paper.")]))
FERRY = "The ferry Aurora carried 412 people."


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_pictures_of_text_are_recognised_and_say_so(build: Build) -> None:
    """A scanned page among others is read by Tesseract; its quotes say so, those of others do not."""
    data = pdf([TYPED, SCANNED, TYPED], [scan(FERRY)])
    library = build({"a.pdf": data})
    document = library.document("a.pdf")
    at = document.text.index(FERRY)
    assert (document.page_at(at), document.place_at(at)) == (2, "page 2, read by OCR")
    assert document.place_at(0) is None
    assert document.place_at(document.text.rindex("This page")) is None
    answer = Asker(library, FakeEncoder(), calibration(0.0)).ask(
        "How many people did the ferry Aurora carry?"
    )
    assert answer.citations[0].place == "page 2, read by OCR"
    assert (library.skipped(), library.documents()[0].recognised) == ((), True)


def test_scans_are_listed_where_nothing_reads_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without Tesseract a scan says why it is not read, and a mixed file which of its pages are not."""
    monkeypatch.setattr(ocr.shutil, "which", lambda name: None)
    ocr.languages.cache_clear()
    picture_ = scan(FERRY)
    with pytest.raises(UnreadableError, match="page 1 without a text layer: scanned, and Tesseract is not"):
        read_bytes(pdf([SCANNED], [picture_]), "a.pdf")
    found = read_file(pdf([TYPED, SCANNED, TYPED, SCANNED, SCANNED], [picture_]), "a.pdf")
    assert found.missing == [
        ("a.pdf", "partly read: pages 2, 4–5 without a text layer: scanned, and Tesseract is not installed")
    ]
    assert found.documents[0].document.page_starts[3] > 0
    ocr.languages.cache_clear()


def test_blank_pages_are_not_missed() -> None:
    """A page with nothing on it is neither a scan nor a loss; a file of such pages has no text."""
    assert read_file(pdf([TYPED, page("")]), "a.pdf").missing == []
    with pytest.raises(UnreadableError, match="there is no text in it"):
        read_bytes(pdf([page("")]), "a.pdf")


def test_a_page_that_cannot_be_read_costs_itself() -> None:
    """The others are read, at their own numbers, and the file is listed with what is missing."""
    data = pdf([TYPED, TYPED, TYPED]).replace(b"7 0 obj\n<< /Type /Page ", b"7 0 obj\n<< /Type /Nope ")
    found = read_file(data, "a.pdf")
    assert found.missing == [("a.pdf", "partly read: page 2 cannot be read")]
    document = found.documents[0].document
    assert document.page_at(document.text.rindex("This page")) == 3
    steps.listen(lambda at: None, ["a.pdf#3"])
    found = read_file(pdf([TYPED, TYPED, TYPED]), "a.pdf")
    steps.listen(lambda at: None, [])
    assert found.missing[0][1] == (
        "partly read: page 3 left out: the reader crashed there, or did not come to an end"
    )


@pytest.mark.parametrize(
    ("extra", "content"),
    [
        ("/MediaBox [0 0 1e30 1e30]", words([(60, 700, FERRY)])),
        ("/MediaBox [0 0 0 0]", words([(60, 700, FERRY)])),
        ("/MediaBox [0 0 200000 200000]", "q 200000 0 0 200000 0 0 cm /Im Do Q"),
        ("/Rotate 17", words([(60, 700, FERRY)])),
        ("", "BT /F1 1e-30 Tf " * 2000 + words([(60, 700, FERRY)])),
        ("", "q " * 100_000 + words([(60, 700, FERRY)])),
    ],
)
def test_monstrous_pages_come_to_an_end(extra: str, content: str) -> None:
    """Pages of impossible sizes and depths are read or say why not."""
    data = pdf([page(content, extra, "/XObject << /Im 5 0 R >>")], [scan(FERRY)])
    try:
        assert read_bytes(data, "a.pdf").document.id == "a.pdf"
    except UnreadableError as error:
        assert str(error)


def test_a_tree_of_pages_that_bites_its_tail_is_refused() -> None:
    """A page tree whose child is itself ends, and so does one with far too many pages."""
    data = pdf([TYPED])
    with pytest.raises(UnreadableError):
        read_bytes(data.replace(b"/Kids [5 0 R] /Count 1", b"/Kids [2 0 R] /Count 9"), "a.pdf")
    with pytest.raises(UnreadableError, match="pages, more than"):
        read_bytes(data.replace(b"/Count 1 ", b"/Count 99999 "), "a.pdf")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_ten_thousand_pages_are_read(tmp_path: Path) -> None:
    """A file of ten thousand pages is read whole, each sentence on the page where it stands."""
    data = pdf([page(words([(60, 700, f"On page {n} the ferry {n * 7} sank.")])) for n in range(1, 10_001)])
    document = read_bytes(data, "a.pdf").document
    assert len(document.page_starts) == 10_000
    (tmp_path / "a.pdf").write_bytes(data)
    for number in (1, 4_999, 10_000):
        sentence = f"On page {number} the ferry {number * 7} sank."
        assert document.page_at(document.text.index(sentence)) == number
        command = ["pdftotext", "-f", str(number), "-l", str(number), "a.pdf", "-"]
        seen = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
        assert sentence in seen


def test_headings_rank_by_the_size_of_their_type() -> None:
    """Sections of one size stand beside each other, whatever it is beside the text's; bold comes below."""
    text = words([(60, 580 - 14 * n, line) for n, line in enumerate(LEFT)])
    sections = [words([(60, 700, "Departures")], 16.6), words([(60, 640, "By night")], 11, "F2")]
    second = words([(60, 700, "Arrivals")], 16.4) + words([(60, 640, "A LOUD WORD")], 40)
    title = words([(60, 780, "The ferries of Visby")], 22)
    found = read("a.pdf", pdf([page(title + "".join(sections) + text), page(second + text)]))
    assert [(block.level, block.label) for block in found.blocks if block.kind == "heading"] == [
        (1, "The ferries of Visby"),
        (2, "Departures"),
        (3, "By night"),
        (2, "Arrivals"),
        (1, "A LOUD WORD"),
    ]
    assert found.document.title == "The ferries of Visby"


def test_a_heading_that_says_the_same_as_the_one_above_stands_once() -> None:
    """A title set as one and headed again leads to its sections by one step."""
    text = words([(60, 580 - 14 * n, line) for n, line in enumerate(LEFT)])
    heads = words([(60, 780, "Ferries")], 30) + words([(60, 740, "Ferries")], 22)
    found = read("a.pdf", pdf([page(heads + words([(60, 640, "Departures")], 16.5) + text)]))
    assert split(found.document.text, found.blocks, None)[-1].heading == "Ferries › Departures"


def test_a_gap_parts_paragraphs_whose_last_line_is_full() -> None:
    """Paragraphs set apart by half a line are two, however wide the last line of the first is."""
    more = [f"{line[:-1]}." for line in RIGHT]
    lines = [(60.0, 700 - 14.0 * n, line) for n, line in enumerate(LEFT)]
    lines += [(60.0, 700 - 14.0 * (n + len(LEFT)) - 7, line) for n, line in enumerate(more)]
    found = read("a.pdf", pdf([page(words(lines))]))
    assert kinds(found) == [("prose", " ".join(LEFT)), ("prose", " ".join(more))]


def test_what_follows_a_list_is_no_part_of_its_last_item() -> None:
    """What stands out to the left of a mark, or apart, begins anew; an item goes on below its own words."""
    lines = [
        (60.0, 700.0, "Do not take it:"),
        (72.0, 675.0, "- if you have a weak"),
        (84.0, 661.0, "heart"),
        (72.0, 647.0, "- before a drive"),
        (60.0, 633.0, "Warnings stand below"),
        (60.0, 608.0, "Common side effects"),
    ]
    text = [(60.0, 300 - 14.0 * n, line) for n, line in enumerate(LEFT)]
    found = read("a.pdf", pdf([page(words(lines) + words(text))]))
    assert [said for _, said in kinds(found)][:-1] == [
        "Do not take it:",
        "- if you have a weak heart",
        "- before a drive",
        "Warnings stand below",
        "Common side effects",
    ]


def test_cells_of_several_lines_stay_in_their_rows() -> None:
    """Files draw cell by cell: what goes on below one is a part of it, what begins beside it is the next."""
    rows = [
        (60.0, 686.0, "Year"), (150.0, 686.0, "Asked"), (250.0, 700.0, "Grants"), (250.0, 686.0, "awarded"),
        (60.0, 660.0, "2021"), (150.0, 660.0, "98"), (250.0, 660.0, "16"),
        (60.0, 640.0, "2022 and"), (60.0, 626.0, "2023"), (150.0, 640.0, "131"), (250.0, 640.0, "23"),
        (60.0, 596.0, "The fall of 2021 was due to the plague."),
    ]  # fmt: skip
    text = [(60.0, 300 - 14.0 * n, line) for n, line in enumerate(LEFT)]
    found = read("a.pdf", pdf([page(words(rows) + words(text))]))
    assert kinds(found)[:2] == [
        ("verbatim", "Year | Asked | Grants awarded\n2021 | 98 | 16\n2022 and 2023 | 131 | 23"),
        ("prose", "The fall of 2021 was due to the plague."),
    ]


def scripts(x: float, y: float, *parts: str | tuple[float, str]) -> str:
    """Return a content stream of a line of text; parts with a rise are raised by it and set smaller."""
    shown = ""
    for part in parts:
        rise, text = part if isinstance(part, tuple) else (0.0, part)
        shown += f"/F1 {7 if rise else 12} Tf {rise} Ts ({text}) Tj "
    return f"BT 1 0 0 1 {x} {y} Tm {shown} 0 Ts ET"


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("A new one costs \xa3480", (4.3, "1"), " and lasts."), "A new one costs £480¹ and lasts."),
        (("A new one costs \xa3480.", (4.3, "12")), "A new one costs £480.¹²"),
        (("It held 14.6 mg L", (5.6, "-1"), " of nitrate."), "It held 14.6 mg L⁻¹ of nitrate."),
        (("The kiln gave off CO", (-2, "2"), " all day."), "The kiln gave off CO2 all day."),
        (("Ions of SO", (-1, "4"), (4, "2-"), " were few."), "Ions of SO4²⁻ were few."),
        (("This was on the 4", (4, "th"), " of June."), "This was on the 4th of June."),
        (("It was seen before,", (4, "5-7"), " but not here."), "It was seen before,⁵-⁷ but not here."),
        (("Caution is called for.", (4, "a")), "Caution is called for.ᵃ"),
        (((4, "2"), " The survey was made by letter."), "² The survey was made by letter."),
        (("By Ida Lind", (4, "a,b"), " and Bo Ek", (4, "c,*"), "."), "By Ida Lindᵃ,ᵇ and Bo Ekᶜ,*."),
        (((4, "a"), "Hall of Ports; ", (4, "b"), "Hall of Quays."), "ᵃHall of Ports; ᵇHall of Quays."),
        (("Depuis le XX", (4, "e"), " et le xv", (4, "e"), "."), "Depuis le XXe et le xve."),
    ],
)
def test_raised_and_lowered_characters_stay_in_their_line(
    parts: tuple[str | tuple[float, str], ...], text: str
) -> None:
    """A mark raised after a figure is none of its digits; the page shows where the words stand."""
    lines = [(60.0, 600 - 14.0 * n, line) for n, line in enumerate(LEFT)]
    data = pdf([page(scripts(60, 700, *parts) + words(lines))])
    found = read("a.pdf", data)
    assert kinds(found) == [("prose", text), ("prose", " ".join(LEFT))]
    opened = Pages(data)
    marks = opened.rectangles(0, found.document.text, 0, len(text))
    opened.close()
    assert len(marks) >= len(text.split())
    assert all(14 < top < 18 and height < 2.5 for _, top, _, height in marks)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("It gave off CO", (-5, "2"), ". It rained."), "It gave off CO2. It rained."),
        (("It is dear.", (8, "1"), " It rained."), "It is dear.¹ It rained."),
        (((8, "1"), " It is dear, and it rained."), "¹ It is dear, and it rained."),
    ],
)
def test_a_raised_piece_does_not_tear_its_line(parts: tuple[str | tuple[float, str], ...], text: str) -> None:
    """PDFium takes what is raised or lowered far for a line of its own, or the rest of the line for one."""
    content = scripts(60, 700, *parts)
    drawn = pypdfium2.PdfDocument(pdf([page(content)]))
    assert "\r\n" in drawn[0].get_textpage().get_text_range()
    drawn.close()
    lines = [(60.0, 600 - 14.0 * n, line) for n, line in enumerate(LEFT)]
    found = read("a.pdf", pdf([page(content + words(lines))]))
    assert kinds(found) == [("prose", text), ("prose", " ".join(LEFT))]


def test_small_type_that_stands_apart_is_not_raised() -> None:
    """A number in small type beside a line, but not set to it, stays as it is."""
    apart = words([(60, 650, "The number of ships is")], 12) + words([(190, 654, "12")], 7)
    lines = [(60.0, 600 - 14.0 * n, line) for n, line in enumerate(LEFT)]
    found = read("a.pdf", pdf([page(apart + words(lines))]))
    assert kinds(found)[0] == ("prose", "The number of ships is 12")
