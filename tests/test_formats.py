"""Formats: what is read of each, in which order, and the place that a person would cite."""

import io
import json
import time
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from index.blocks import TERM_LEVEL, Reading
from index.errors import UnreadableError
from index.read import read_bytes
from index.split import split

FACT = "The ferry Aurora carried 412 passengers on its last crossing."
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(name: str, data: bytes) -> Reading:
    """Read a file and check that its blocks stand in order inside its text."""
    reading = read_bytes(data, name)
    ends = [0]
    for block in reading.blocks:
        assert ends[-1] <= block.start < block.end <= len(reading.document.text)
        ends.append(block.end)
    return reading


def place_of(reading: Reading, words: str) -> str | None:
    """Return the place of some words of a document."""
    return reading.document.place_at(reading.document.text.index(words))


def kinds(reading: Reading) -> list[tuple[str, str]]:
    """Return the kind and the text of every block."""
    return [(block.kind, reading.document.text[block.start : block.end]) for block in reading.blocks]


def word(change: Callable[[Any], None] = lambda document: None) -> bytes:
    """Return a Word document with a heading, a paragraph, a list and a table."""
    import docx

    document = docx.Document()
    document.add_heading("Ferries", 1)
    document.add_paragraph(FACT)
    document.add_paragraph("It was painted white.", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [c for row in table.rows for c in row.cells], ("Year", "Trips", "2019", "77"), strict=True
    ):
        cell.text = text
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def workbook() -> bytes:
    """Return a workbook of two sheets."""
    import datetime

    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": "Costs", "created": datetime.datetime(2020, 1, 1)})
    costs, ports = book.add_worksheet("Costs"), book.add_worksheet("Ports")
    for row, cells in enumerate([("Item", "Year", "Euros"), ("Paint", 2019, 1250.5), ("Fuel", 2020, 99000)]):
        costs.write_row(row, 0, cells)
    ports.write_row(0, 0, ("Port", "Opened"))
    ports.write(1, 0, "Visby")
    ports.write_datetime(1, 1, datetime.datetime(2001, 5, 4), book.add_format({"num_format": "yyyy-mm-dd"}))
    book.close()
    return out.getvalue()


def test_word_documents_keep_their_order() -> None:
    """Headings, paragraphs, lists and tables come as they stand, a row of a table as one line."""
    assert kinds(read("a.docx", word())) == [
        ("heading", "Ferries"),
        ("prose", FACT),
        ("prose", "• It was painted white."),
        ("verbatim", "Year | Trips\n2019 | 77"),
    ]


def test_hidden_words_of_a_word_document_are_left_out() -> None:
    """Words that are set as hidden are not printed, and not read."""

    def hide(document: Any) -> None:  # noqa: ANN401
        paragraph = document.add_paragraph("The quay is 90 metres long")
        paragraph.add_run(" (check this)").font.hidden = True
        paragraph.add_run(" and of oak.").font.hidden = False

    assert kinds(read("a.docx", word(hide)))[-1] == ("prose", "The quay is 90 metres long and of oak.")


def test_tracked_changes_are_read_as_accepted() -> None:
    """What was inserted is there, what was deleted is not."""
    from docx.oxml import parse_xml

    def change(document: Any) -> None:  # noqa: ANN401
        xml = (
            f'<w:p xmlns:w="{W}"><w:r><w:t xml:space="preserve">It sank in </w:t></w:r>'
            '<w:del w:id="1" w:author="a"><w:r><w:delText>1990</w:delText></w:r></w:del>'
            '<w:ins w:id="2" w:author="a"><w:r><w:t>1991</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>'
        )
        document.element.body.insert(0, parse_xml(xml))

    assert "It sank in 1991." in read("a.docx", word(change)).document.text


def test_metadata_is_believed_where_a_person_gave_it() -> None:
    """A title that a program put there is not believed; a date that the template has is none."""

    def titled(document: Any) -> None:  # noqa: ANN401
        document.core_properties.title = "The last ferry"
        document.core_properties.author = "Zoë Berg"

    def untitled(document: Any) -> None:  # noqa: ANN401
        document.core_properties.title = "Microsoft Word - final2.doc"

    assert read("a.docx", word(titled)).document.title == "The last ferry"
    assert read("a.docx", word(untitled)).document.title == "Ferries"
    assert read("a.docx", word(titled)).document.date is None
    assert read("a.docx", word(titled)).document.author == "Zoë Berg"
    assert read("a.docx", word()).document.author is None


def test_presentations_are_cited_by_slide() -> None:
    """Texts stand from top to bottom, the speaker's notes below, each under its slide."""
    import pptx

    presentation = pptx.Presentation()
    for number in (1, 2):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = f"Part {number}"
        slide.placeholders[1].text = FACT if number == 2 else "An opening."
        slide.notes_slide.notes_text_frame.text = f"Say this at slide {number}."
    out = io.BytesIO()
    presentation.save(out)
    found = read("a.pptx", out.getvalue())
    assert [text for _, text in kinds(found)] == [
        "Part 1", "An opening.", "Say this at slide 1.", "Part 2", FACT, "Say this at slide 2.",
    ]  # fmt: skip
    assert place_of(found, FACT) == "slide 2"
    assert place_of(found, "An opening.") == "slide 1"


def test_broken_lines_of_slides_stay_apart() -> None:
    """A line break within a paragraph parts words, an empty line two paragraphs, on slides and in notes."""
    import pptx

    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.placeholders[1].text_frame.paragraphs[0].text = "The pump,\vas it is\v\vAna Holm"
    slide.notes_slide.notes_text_frame.paragraphs[0].text = "Wait here.\vThen go on."
    out = io.BytesIO()
    presentation.save(out)
    found = read("a.pptx", out.getvalue())
    assert [text for _, text in kinds(found)] == [
        "The pump,\nas it is",
        "Ana Holm",
        "Wait here.",
        "Then go on.",
    ]


def test_numbered_lists_keep_their_numbers() -> None:
    """Numbers stand in no text of the file: they are counted by level, format and list; bullets too."""

    def change(document: Any) -> None:  # noqa: ANN401
        from docx.oxml import OxmlElement, parse_xml
        from docx.oxml.ns import qn

        root = document.part.numbering_part.element
        levels = (("decimal", "%1."), ("lowerLetter", "%2)"), ("upperRoman", "%1.%3"))
        kind = "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{f}"/><w:lvlText w:val="{t}"/></w:lvl>'
            for n, (f, t) in enumerate(levels)
        )
        root.insert(0, parse_xml(f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="77">{kind}</w:abstractNum>'))
        again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride>'
        late = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="28"/></w:lvlOverride>'
        for id_, more in (("770", ""), ("771", again), ("772", late)):
            of = f'<w:num xmlns:w="{W}" w:numId="{id_}"><w:abstractNumId w:val="77"/>{more}</w:num>'
            root.append(parse_xml(of))
        for text, id_, level in (
            ("Cast off.", "770", 0), ("Row out.", "770", 0), ("Mind the buoy.", "770", 1),
            ("And the rock.", "770", 1), ("Deep.", "770", 2), ("Return.", "770", 0), ("Moor.", "770", 1),
            ("Another list.", "771", 0), ("No list.", "999", 0), ("Late.", "772", 1),
        ):  # fmt: skip
            listed = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
            for name, value in (("w:ilvl", str(level)), ("w:numId", id_)):
                child = OxmlElement(name)
                child.set(qn("w:val"), value)
                listed.append(child)
        document.add_paragraph("By its style.", style="List Number")

    text = read("a.docx", word(change)).document.text
    listed = text[text.index("1. Cast off.") :].split("\n")
    assert [line for line in listed if line] == [
        "1. Cast off.", "2. Row out.", "a) Mind the buoy.", "b) And the rock.", "2.I Deep.", "3. Return.",
        "a) Moor.", "9. Another list.", "No list.", "bb) Late.", "1. By its style.",
    ]  # fmt: skip
    assert "\n• It was painted white." in text


def test_numbered_headings_keep_their_numbers() -> None:
    """Word counts them by their styles; a bullet numbers nothing, and a heading without words is none."""

    def change(document: Any) -> None:  # noqa: ANN401
        from docx.oxml import parse_xml

        root = document.part.numbering_part.element
        levels = (("decimal", "%1"), ("decimal", "%1.%2"), ("bullet", "o"))
        kind = "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{f}"/><w:lvlText w:val="{t}"/></w:lvl>'
            for n, (f, t) in enumerate(levels)
        )
        root.insert(0, parse_xml(f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="77">{kind}</w:abstractNum>'))
        root.append(parse_xml(f'<w:num xmlns:w="{W}" w:numId="770"><w:abstractNumId w:val="77"/></w:num>'))
        for number in range(3):
            listed = f'<w:numPr xmlns:w="{W}"><w:ilvl w:val="{number}"/><w:numId w:val="770"/></w:numPr>'
            document.styles[f"Heading {number + 1}"].element.get_or_add_pPr().append(parse_xml(listed))
        for text, level in (("Ferries", 1), ("Masts", 2), ("", 2), ("Sails", 2), ("Ropes", 3), ("Quays", 1)):
            document.add_heading(text, level)

    found = [text for kind, text in kinds(read("a.docx", word(change))) if kind == "heading"]
    assert found[-5:] == ["2 Ferries", "2.1 Masts", "2.3 Sails", "Ropes", "3 Quays"]


def test_a_date_in_the_heads_of_pages_dates_a_document() -> None:
    """When the file was made says less; a date in the first lines says more."""

    def change(document: Any) -> None:  # noqa: ANN401
        document.sections[0].header.paragraphs[
            0
        ].text = "Rules of the harbour – version 3.1 – 22 January 2021"
        document.add_paragraph("The master of a ferry waits for the Mayor. " * 10)

    assert read("a.docx", word(change)).document.date == "2021-01-22"


def test_word_comments_heads_and_boxes_are_read() -> None:
    """What stands beside the text is read: comments with who made them, heads of pages, text boxes."""
    from docx.oxml import parse_xml

    def change(document: Any) -> None:  # noqa: ANN401
        run = document.paragraphs[1].runs[0]
        document.add_comment(run, "The logbook says 411.", author="Ulf Lind", initials="UL")
        document.sections[0].header.paragraphs[0].text = "Archive of the harbour of Visby"
        document.sections[0].footer.paragraphs[0].text = "Page 1"
        box = (
            f'<w:p xmlns:w="{W}"><w:r><w:t>Beside the box.</w:t></w:r><w:r><w:pict><w:txbxContent>'
            "<w:p><w:r><w:t>Inside the box.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
        )
        document.element.body.insert(0, parse_xml(box))

    texts = [text for _, text in kinds(read("a.docx", word(change)))]
    assert texts[:2] == ["Beside the box.", "Inside the box."]
    assert texts[-2:] == ["Comment by Ulf Lind: The logbook says 411.", "Archive of the harbour of Visby"]


def test_word_notes_follow_their_section_with_their_number() -> None:
    """Those that a deleted word calls, or nothing, stand at the end without one."""

    def change(document: Any) -> None:  # noqa: ANN401
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from docx.oxml import parse_xml

        def note(id_: str, text: str) -> str:
            return f'<w:footnote w:id="{id_}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'

        said = note("7", "By rail.") + note("3", "By sea.") + note("4", "On foot.")
        xml = f'<w:footnotes xmlns:w="{W}">{said}</w:footnotes>'.encode()
        part = Part(PackURI("/word/footnotes.xml"), "application/xml", xml, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        for heading, calls in (("Ports", ("3", "7")), ("Quays", ("4",))):
            document.add_heading(heading, 1)
            for id_ in calls:
                call = f'<w:r xmlns:w="{W}"><w:footnoteReference w:id="{id_}"/></w:r>'
                if heading == "Quays":
                    call = f'<w:del xmlns:w="{W}">{call}</w:del>'
                document.add_paragraph(f"They came{id_}.")._p.append(parse_xml(call))

    texts = [text for _, text in kinds(read("a.docx", word(change)))]
    assert texts[-8:] == [
        "Ports", "They came3.", "They came7.", "1 By sea.", "2 By rail.", "Quays", "They came4.", "On foot.",
    ]  # fmt: skip


def test_open_document_texts_are_read() -> None:
    """Headings (numbered in this template), paragraphs with their spaces and tabs, and lists."""
    import odfdo

    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, "Ferries"))
    document.body.append(odfdo.Paragraph(f"{FACT}  Two spaces."))
    document.body.append(odfdo.List(["White paint", "Red funnel"]))
    out = io.BytesIO()
    document.save(out)
    assert kinds(read("a.odt", out.getvalue())) == [
        ("heading", "1. Ferries"),
        ("prose", f"{FACT}  Two spaces."),
        ("prose", "White paint"),
        ("prose", "Red funnel"),
    ]


def book() -> bytes:
    """Return an EPUB of two chapters, the spine in another order than the manifest."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="book/a.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "book/a.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
            "<dc:title>Ferries of the north</dc:title><dc:date>1998-03-02</dc:date>"
            "<dc:language>en-GB</dc:language>"
            "<dc:creator>Zoë Berg</dc:creator><dc:creator>Ulf Lind</dc:creator>"
            "<dc:publisher>Quay Press</dc:publisher></metadata><manifest>"
            '<item id="b" href="two.xhtml" media-type="application/xhtml+xml"/>'
            '<item id="a" href="text%20one.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
        )
        head = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
        archive.writestr(
            "book/text one.xhtml", f"{head}<h1>Leaving</h1><p>The quay <i>was</i> empty.</p></body>"
        )
        archive.writestr("book/two.xhtml", f"{head}<div><h1>Arriving</h1><p>{FACT}</p></div></body></html>")
    return out.getvalue()


def test_books_are_cited_by_chapter() -> None:
    """Chapters come in the order of the spine, and the book says its title, date, language and publisher."""
    found = read("a.epub", book())
    assert kinds(found) == [
        ("heading", "Leaving"), ("prose", "The quay was empty."), ("heading", "Arriving"), ("prose", FACT),
    ]  # fmt: skip
    assert place_of(found, FACT) == "chapter 2: Arriving"
    document = found.document
    assert (document.title, document.date) == ("Ferries of the north", "1998-03-02")
    assert (document.language, document.publisher) == ("en", "Quay Press")
    assert document.author == "Zoë Berg; Ulf Lind"


def test_rich_text_is_read() -> None:
    """Code pages and Unicode escapes come out as letters."""
    head = rb"{\rtf1\ansi\ansicpg1252{\info{\title The last ferry}{\author Zoe Berg}}{\fonttbl{\f0 Arial;}}"
    source = head + rb"\f0 Caf\'e9 \u8364? 5.\par Next.\par}"
    found = read("a.rtf", source)
    assert [text for _, text in kinds(found)] == ["Café € 5.", "Next."]
    assert (found.document.title, found.document.author) == ("The last ferry", "Zoe Berg")


def test_records_are_cited_by_number() -> None:
    """A record reads as its fields with their values, the short ones as a row; what is empty is left out."""
    tale = (
        "She was built in Turku. " + "She burnt in 1951, and was scrapped in the year after. " * 2 + "Alas!"
    )
    records = [
        {"name": "Aurora", "trips": 412, "ports": ["Visby", "Åbo"]},
        {"name": "Stella", "tale": tale, "crew": {"captain": " Berg\nsenior "}, "x": None},
        {"tale": "Sunk."},
        {"a": {"b": 1}, "a b": 2, "c": 3, "a  b": {"x": "long " * 40}},
    ]
    found = read("a.json", json.dumps(records).encode())
    same = f"a b: 1; a b: 2; c: 3\na  b x: {('long ' * 40).strip()}"
    rows = ["name: Aurora; trips: 412; ports: Visby, Åbo", "name: Stella; crew captain: Berg senior"]
    assert found.document.text == f"{rows[0]}\n\n{rows[1]}\ntale: {tale}\n\ntale: Sunk.\n\n{same}"
    assert [kind for kind, _ in kinds(found)] == [
        "verbatim",
        "verbatim",
        "prose",
        "prose",
        "verbatim",
        "prose",
    ]
    assert place_of(found, "crew captain") == "record 2"
    assert place_of(found, "She burnt") == "record 2"
    lines = read("a.jsonl", "\n\n".join(json.dumps(r) for r in records).encode())
    assert place_of(lines, "crew captain") == "line 3"
    assert found.document.date is None  # what a record tells is not when the file is from


def test_lists_of_records_under_a_name_are_read_record_by_record() -> None:
    """Each list is a part with its name for a heading; what else the object holds stands before them."""
    value = {
        "ships": [{"name": "Aurora", "trips": 412}, {"name": "Stella", "trips": 7}],
        "owner": {"name": "Nord Line", "since": 1901},
        "mixed": [{"a": 1}, 2],
        "ports": [{"name": "Visby", "piers": 3}],
    }
    found = read("a.json", json.dumps(value).encode())
    assert found.document.text == (
        "owner name: Nord Line\nowner since: 1901\nmixed 1 a: 1\nmixed 2: 2\n\n"
        "ships\n\nname: Aurora; trips: 412\n\nname: Stella; trips: 7\n\nports\n\nname: Visby; piers: 3"
    )
    assert place_of(found, "owner since") is None
    assert place_of(found, "name: Stella") == "ships, record 2"
    assert place_of(found, "name: Visby") == "ports, record 1"
    assert (found.document.title, found.titled) == ("a.json", False)
    assert read("a.json", json.dumps(value | {"name": "Ferries"}).encode()).document.title == "Ferries"


def test_code_is_quoted_line_by_line() -> None:
    """Blocks of code are parted by blank lines, and nothing in them is taken for a heading."""
    found = read("a.py", b"import os\n\n\ndef ferry():\n    # 412 seats\n    return 412\n")
    assert [kind for kind, _ in kinds(found)] == ["verbatim", "verbatim"]
    assert kinds(found)[1][1] == "def ferry():\n    # 412 seats\n    return 412"


def pages(*pages: list[tuple[float, float, str, int]]) -> bytes:
    """Return a PDF with lines of text at places given in points from the lower left corner."""
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams["pdf.fonttype"] = 42
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    out = io.BytesIO()
    with PdfPages(out, metadata={"Title": "untitled", "CreationDate": None}) as pdf:
        for lines in pages:
            figure = Figure(figsize=(595 / 72, 842 / 72))
            for x, y, text, size in lines:
                figure.text(x / 595, y / 842, text, fontsize=size, family="DejaVu Sans")
            pdf.savefig(figure)
    return out.getvalue()


def test_pdf_lines_become_paragraphs_and_pages() -> None:
    """Lines are joined, headings told by their size, running feet dropped, sentences kept whole."""
    first = [
        (60, 760, "The ferries", 20),
        (60, 720, "The ferry Aurora left the quay at noon with", 11),
        (60, 706, "all of its lights on. Nobody waved.", 11),
        (60, 670, "Later the wind turned and the captain gave", 11),
        (300, 30, "Page 1", 9),
    ]
    second = [
        (60, 760, "the order to come about.", 11),
        (60, 720, "It was late.", 11),
        (300, 30, "Page 2", 9),
    ]
    found = read("a.pdf", pages(first, second))
    assert kinds(found) == [
        ("heading", "The ferries"),
        ("prose", "The ferry Aurora left the quay at noon with all of its lights on. Nobody waved."),
        ("prose", "Later the wind turned and the captain gave the order to come about."),
        ("prose", "It was late."),
    ]
    document = found.document
    assert document.title == "The ferries"
    assert document.page_at(document.text.index("captain gave")) == 1
    assert document.page_at(document.text.index("the order")) == 2
    assert document.page_at(document.text.index("It was late")) == 2


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"%PDF-1.7 nothing", "broken"),
        ("a.pdf", b"hello", "broken"),
        ("a.docx", b"hello", "broken, or not a .docx file"),
        ("a.docx", workbook(), "broken, or not a .docx file"),
        ("a.xlsx", b"PK\x03\x04 nothing", "broken"),
        ("a.odt", word(), "broken, or not a .odt file"),
        ("a.epub", word(), "broken, or not a .epub file"),
        ("a.rtf", b"hello", "not an RTF file"),
        ("a.json", b"{", "broken JSON"),
        ("a.json", b"[" * 100_000, "broken JSON"),
        ("a.jsonl", b"{}\n{", "broken JSON in line 2"),
        ("a.eml", b"\n\nhello", "no headers"),
        ("a.txt", b"\0\1\2", "not text"),
        ("a.csv", b"", "empty"),
        ("a.exe", b"MZ", "files of type .exe are not read"),
    ],
)
def test_broken_files_say_what_is_wrong(name: str, data: bytes, reason: str) -> None:
    """A file that is not what its name says, or broken, is refused with the reason."""
    with pytest.raises(UnreadableError, match=reason):
        read_bytes(data, name)


def test_an_archive_that_would_explode_is_refused() -> None:
    """Gigabytes of zeros in a small file are not unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 60_000_000)
    with pytest.raises(UnreadableError, match="expand"):
        read_bytes(out.getvalue(), "a.docx")


def test_entities_are_not_expanded() -> None:
    """A book with a bomb of entities is refused, and does not explode."""
    bomb = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "ha"}">' for i in range(12))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name.endswith(".opf"):
                text = f"<!DOCTYPE package [{bomb}]>{text}".replace("Ferries of the north", "&a11;")
            new.writestr(name, text)
    with pytest.raises(UnreadableError):
        read_bytes(out.getvalue(), "a.epub")


def test_a_page_of_which_only_lists_are_found_keeps_its_headings() -> None:
    """Trafilatura keeps the lists of such a page, or its tables, and none of its headings."""
    where = ", where the harbour master has shown its owner a place for the season" * 3
    rules = "".join(
        f"<h2>{number} Of boats</h2><p>A boat of class {number} is moored at the eastern quay{where}.</p>"
        "<ol><li>whose lamps are lit at dusk, or</li><li>whose ropes are dry.</li></ol><p>It sails.</p>"
        for number in range(12)
    )
    page = f"<html><body><nav>Home</nav><h1>Rules</h1>{rules}<footer>Imprint</footer></body></html>"
    reading = read("rules.html", page.encode())
    headings = [block.label for block in reading.blocks if block.kind == "heading"]
    assert headings == ["Rules", *(f"{number} Of boats" for number in range(12))]
    assert "Imprint" not in reading.document.text and "Home" not in reading.document.text


def test_a_term_stands_before_what_it_means() -> None:
    """A definition list is read in pairs; a question, or a term without anything, stands alone."""
    page = (
        "<dl><dt>Weight</dt><dd>780 g with cells</dd><dt>Depth</dt><dd>3 m</dd><dd>5 m when sealed</dd>"
        "<dt>How long does it last?</dt><dd>A year.</dd><dt>Spare</dt></dl>"
    )
    lines = ["Weight: 780 g with cells", "Depth: 3 m", "5 m when sealed", "How long does it last?", "A year."]
    whole = f"<html><body><h1>Logger</h1><p>Made for ponds.</p>{page}</body></html>"
    long = " ".join(f"Sentence {number} tells how the logger is used in a pond." for number in range(40))
    article = f"<article><h1>Logger</h1><p>{long}</p><h2>Sizes</h2>{page}<p>{long}</p></article>"
    site = f"<html><body><nav>Home</nav>{article}</body></html>"
    for source in (whole, site):
        text = read("logger.html", source.encode()).document.text
        found = [line for line in text.split("\n") if line]
        assert found[found.index("Weight: 780 g with cells") :][: len(lines) + 1] == [*lines, "Spare"]


def test_a_short_page_with_furniture_keeps_its_headings_and_tables() -> None:
    """Trafilatura finds only the text of such a page; what says that it is furniture goes."""
    page = (
        "<html><head><title>Bells</title></head><body><nav>Home | Shop</nav><h1>Museum of Bells</h1>"
        "<p>The museum shows more than 400 bells from six centuries, and visitors may ring some.</p>"
        "<h2>Admission</h2><table><tr><th>Visitor</th><th>Price</th></tr>"
        "<tr><td>Adults</td><td>9 crowns</td></tr></table><footer>Imprint. Privacy.</footer></body></html>"
    )
    reading = read("a.html", page.encode())
    text = reading.document.text
    assert "Adults | 9 crowns" in text
    assert {"Museum of Bells", "Admission"} <= {
        text[b.start : b.end] for b in reading.blocks if b.kind == "heading"
    }
    assert "Home" not in text
    assert "Imprint" not in text


@pytest.mark.parametrize(
    ("own", "title"), [("QF-MAR-12", "Ropes"), ("Knots", "Knots"), ("Ropes-2", "Ropes-2")]
)
def test_a_number_is_a_title_only_where_no_heading_is(own: str, title: str) -> None:
    """The number of a form tells less than what heads it."""
    text = "---\ntitle: {}\n---\n\n{}A rope is as strong as its worst knot.\n"
    assert read("a.md", text.format(own, "# Ropes\n\n").encode()).document.title == title
    assert read("a.md", text.format(own, "").encode()).document.title == own


def _thread(form: str) -> str:
    posts = "".join(
        form.format(name=name, time=f"{day} May 2024, 09:1{day}", said=said)
        for day, (name, said) in enumerate(
            [("ida_l", "The pump of my boat hums, but no water comes out of it."),
             ("Ulf", "Is the strainer clean? Mine was full of weed."),
             ("ida_l", "It was the strainer. Thank you!")], 1)
    )  # fmt: skip
    return (
        "<html><head><title>Pump</title></head><body><nav>Home</nav><h1>Pump hums</h1>"
        f"<div>Started by ida_l, 2 replies</div>{posts}<div class='footer'>Rules</div></body></html>"
    )


def test_who_wrote_a_post_heads_it() -> None:
    """On a page of a forum; other parts beside each other, without a time above their text, are no posts."""
    form = (
        "<div class='post odd'><div><b>{name}</b><br>Member</div><i>{time}</i>"
        "<div class='text'><p>{said}</p></div></div>"
    )
    said = kinds(read("a.html", _thread(form).encode()))
    assert said[:4] == [
        ("heading", "Pump hums"),
        ("prose", "Started by ida_l, 2 replies"),
        ("heading", "ida_l, Member, 1 May 2024, 09:11"),
        ("prose", "The pump of my boat hums, but no water comes out of it."),
    ]
    assert [text for kind, text in said if kind == "heading"][2:] == [
        "Ulf, Member, 2 May 2024, 09:12",
        "ida_l, Member, 3 May 2024, 09:13",
    ]
    other = kinds(read("a.html", _thread(form.replace("{time}", "Visby")).encode()))
    assert [text for kind, text in other if kind == "heading"] == ["Pump hums"]


BOX = (
    "<div class='verdict'><span>8</span><span>/10</span><h2>Verdict</h2><p>Light and dry, "
    "but loud in any wind.</p><h3>For</h3><ul><li>Dry</li><li>Light</li></ul></div>"
)


def _page_with(box: str, end: str = "") -> str:
    sections = "".join(
        f"<h2>{name}</h2><p>{name} of the tent took us a week of rain on the moor to judge, and what "
        "we found is told here in full.</p>"
        for name in ("Weight", "Poles", "Pitching")
    )
    return (
        "<html><head><title>Tent</title></head><body><div class='top-bar'>Sign in <a href='/b'>Basket</a>"
        "</div><nav>Home</nav><h1>The Fell 2 tested</h1><p>Two people, nine nights and a gale in a tent.</p>"
        f"{box}{sections}<div class='ad'>Advertisement goes on below</div>{end}"
        "<footer>Imprint</footer></body></html>"
    )


def test_a_page_keeps_the_headings_of_which_most_were_lost() -> None:
    """Trafilatura finds those of a box alone, or of what else there is to read, which it puts first."""
    table = "<table><tr><th>Part</th><th>Kilos</th></tr><tr><td>Inner</td><td>1.1</td></tr></table>"
    more = (
        "<section class='related'><h3>See also</h3><article><h4>Stoves in June</h4><p>Fourteen in the wind. "
        "<a href='/s'>Read more</a></p></article></section>"
    )
    own = ["The Fell 2 tested", "Weight", "Poles", "Pitching"]
    for page, headings in (
        (_page_with(BOX), [own[0], "Verdict", "For", *own[1:]]),
        (_page_with(table, more), own),
    ):
        found = read("a.html", page.encode())
        assert [block.label for block in found.blocks if block.kind == "heading"] == headings
        assert not any(word in found.document.text for word in ("Basket", "Advert", "Imprint", "Stoves"))


def test_the_blocks_of_a_box_are_not_glued() -> None:
    """What trafilatura puts into one paragraph, a heading with its text and list, is several blocks."""
    page = _page_with(BOX).replace("<h1>", "<main><h1>").replace("<footer", "</main><footer")
    found = read("a.html", page.encode())
    said = [found.document.text[block.start : block.end] for block in found.blocks]
    assert said[2:7] == [
        "8/10",
        "Verdict",
        "Light and dry, but loud in any wind.",
        "For",
        "• Dry",
    ]


def test_a_name_that_frames_all_of_a_page_is_no_furniture() -> None:
    """A page is not lost because the element around it is called after a sidebar."""
    framed = (
        _page_with(BOX).replace("<h1>", "<div class='has-sidebar'><h1>").replace("<footer", "</div><footer")
    )
    assert "nine nights" in read("a.html", framed.encode()).document.text


MINUTES = """Dear Ms. Lind,

1. Budget
The harbour has spent a good deal more than it was allowed to spend on the quay.

2. Staff
Two pilots were hired, and one of them has already left the harbour again.

Actions
Ulf Lind writes to the mayor before the end of the month.

Ulf Lind
Port of Visby
"""


def test_numbered_lines_head_what_follows_them() -> None:
    """Short lines with numbers that stand apart are headings, what is set like them too, and no title."""
    found = read("minutes.txt", MINUTES.encode())
    headings = [block.label for block in found.blocks if block.kind == "heading"]
    assert headings == ["1. Budget", "2. Staff", "Actions"]
    assert found.document.title == "Actions" or not found.titled
    lettered = "A.   The quay\n\n1.   It is old.\n\nB.   The ships\n\n2.   They are new.\n"
    headings = [b.label for b in read("a.txt", lettered.encode()).blocks if b.kind == "heading"]
    assert headings == ["A. The quay", "B. The ships"]


def test_the_items_of_a_list_are_no_headings() -> None:
    """Numbered lines that follow each other, and a number alone, head nothing."""
    for text in ("1. Oars\n\n2. Ropes\n\n3. Sails\n\nAll of it is old.\n", "It rained.\n\n4. Oars\n\nOld.\n"):
        assert [block for block in read("a.txt", text.encode()).blocks if block.kind == "heading"] == []


def test_a_title_between_rules_is_before_a_line_that_ends_in_a_colon() -> None:
    """No such line heads a document; a line of underscores below words to be signed underlines nothing."""
    rule = "_" * 40
    text = "On behalf of the master and of all of his crew.\n\nBETWEEN:\n\nThe parties stand here.\n\n"
    text += f"{rule}\n\nSTATEMENT OF ULF LIND\n{rule}\n\nI saw it.\n\nSignature\n{rule}\n\nThe end.\n"
    found = read("a.txt", text.encode())
    assert found.document.title == "STATEMENT OF ULF LIND"
    assert "Signature" not in [block.label for block in found.blocks]


def test_a_salutation_is_no_heading() -> None:
    """A letter that begins with "Dear" has its title elsewhere."""
    found = read(
        "a.txt", b"Dear Ms. Lind,\n\nThe repair of the quay\n\nIt was begun in May and ended in June.\n"
    )
    assert found.document.title == "The repair of the quay"


def test_the_date_at_which_a_paper_was_received_is_not_its_own() -> None:
    """The first other date counts, and where there is none no date does."""
    text = "Ferries of the north\n\nReceived 4 March 2021; accepted 19 January 2022.\n\nThey are white.\n"
    assert read("a.txt", text.encode()).document.date == "2022-01-19"
    assert read("a.txt", text.replace("; accepted 19 January 2022", "").encode()).document.date is None


def test_code_and_terms_of_markdown() -> None:
    """Fences are no text of the code; a term heads what it means."""
    source = (
        "# Cache\n\n```sh\nrun it\n```\n\n`cache.size`\n: The size. Default: `20GB`.\n\n`spool`\n: The spool."
        "\n\n- step\n\n  ~~~\n  go on\n  ~~~\n\n```\n```\n\n```\nopen to the end\n"
    )
    assert kinds(read("a.md", source.encode())) == [
        ("heading", "# Cache"), ("verbatim", "run it"), ("heading", "`cache.size`"),
        ("prose", "The size. Default: `20GB`."), ("heading", "`spool`"), ("prose", "The spool."),
        ("heading", "\n"), ("prose", "- step"), ("verbatim", "  go on"), ("verbatim", "open to the end"),
    ]  # fmt: skip


def test_boxes_of_an_article_are_kept() -> None:
    """An aside that tells something is read; links, forms, what is named so and the site's own are not."""
    long = " ".join(f"Sentence {number} tells how the ferry is moored at the quay." for number in range(40))
    told = "A ferry is moored when both of her ropes are fast, and when the master has said that they are."
    links = "".join(
        f'<a href="/{n}">The {n}th ferry has been painted in white at last</a> ' for n in range(4)
    )
    page = (
        f"<html><body><nav><a href='/'>Home</a></nav><article><h1>Ferries</h1><p>{long}</p>"
        f"<aside class='box'><h3>Box 1</h3><p>{told}</p></aside><h2>Quays</h2><p>{long}</p>"
        f"<aside>Read on: {links}</aside><aside class='newsletter'><p>By letter: {told}</p></aside>"
        f"<aside><p>By form: {told}</p><form><input></form></aside></article>"
        f"<aside><p>By the site: {told}</p></aside></body></html>"
    )
    text = read("a.html", page.encode()).document.text
    assert text.count(told) == 1 and f"Box 1\n\n{told}" in text and "painted" not in text


def test_times_and_captions_of_a_page_are_kept() -> None:
    """Trafilatura drops them: the times of a live page stand in the headings of its entries."""
    told = "".join(
        f"<p>The harbour master said in report {n} that two boats are missing.</p>" for n in range(4)
    )
    entries = "".join(
        f"<div>{time}<h2>Boat {number} found</h2>{told}</div>"
        for number, time in enumerate(("<time>17.30 BST</time>", "<p>18:05</p>", "<span>Not a time.</span>"))
    )
    figure = "<figure><img src='a.png'><figcaption>The boat at the quay.</figcaption></figure>"
    page = (
        "<html><head><title>Live</title></head><body><nav>Home</nav><h1>Boats live</h1><article>"
        f"{entries}<p>It sailed at <time>6 am</time> on Monday.</p>{figure}{told}</article></body></html>"
    )
    reading = read("live.html", page.encode())
    text = reading.document.text
    headings = [block.label for block in reading.blocks if block.kind == "heading"]
    assert {"17.30 BST Boat 0 found", "18:05 Boat 1 found", "Boat 2 found"} <= set(headings)
    assert "It sailed at 6 am on Monday." in text and "The boat at the quay." in text


def test_what_is_nested_too_deeply_is_said_to_be_missing() -> None:
    """Of a page the parser gives no more than 255 levels; Markdown is read to a hundred."""
    deep = f"<p>The lynx is here.</p>{'<div>' * 300}<p>The otter is there.</p>{'</div>' * 300}"
    reading = read("a.html", f"<html><body><h1>Deep</h1>{deep}</body></html>".encode())
    assert "lynx" in reading.document.text and "nested too deeply" in reading.missing
    assert not read("b.html", b"<html><body><h1>Flat</h1><p>The lynx is here.</p></body></html>").missing
    quoted = read("a.md", ("> " * 30 + "The badger is here.\n").encode())
    assert [kind for kind, _ in kinds(quoted)] == ["prose"]


def test_formulas_of_a_word_document_are_read() -> None:
    """And what stands in custom XML."""
    from docx.oxml import parse_xml

    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"

    def change(document: Any) -> None:  # noqa: ANN401
        formula = f'<m:oMath xmlns:m="{math}"><m:r><m:t>a=2b</m:t></m:r></m:oMath>'
        line = f'<w:r><w:t xml:space="preserve">Here </w:t></w:r>{formula}<w:r><w:t> holds.</w:t></w:r>'
        xml = f'<w:customXml xmlns:w="{W}" w:element="x"><w:p>{line}</w:p></w:customXml>'
        document.element.body.insert(0, parse_xml(xml))

    assert "Here a=2b holds." in read("a.docx", word(change)).document.text


def test_charts_of_slides_are_tables() -> None:
    """With the chart's title, a row for each series."""
    import pptx
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    data = CategoryChartData()
    data.categories = ["2023", "2024"]
    data.add_series("Trips", (77, 91.5))
    data.add_series("Wrecks", (None, 1))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, 3_000_000, 2_000_000, data)
    frame.chart.has_title = True
    frame.chart.chart_title.text_frame.text = "Ferries by year"
    pie = CategoryChartData()
    pie.categories = ["North", "South"]
    pie.add_series("Share", (1, 3))
    place = (0, 2_000_000, 3_000_000, 2_000_000)
    solid = slide.shapes.add_chart(XL_CHART_TYPE.PIE, *place, pie).chart.element
    plot = next(one for one in solid.iter() if one.tag.endswith("}pieChart"))
    plot.tag = plot.tag.replace("pieChart", "pie3DChart")  # of which python-pptx knows nothing
    out = io.BytesIO()
    deck.save(out)
    text = read("a.pptx", out.getvalue()).document.text
    assert "North | South\nShare | 1 | 3" in text
    assert "Ferries by year" in text and "| 2023 | 2024\nTrips | 77 | 91.5\nWrecks |  | 1" in text


def test_a_term_heads_nothing_after_its_list() -> None:
    """Nor is it the title of the file."""
    source = "RAM\n: Working memory.\n\nThe office opens at nine.\n"
    found = read("a.md", source.encode())
    assert not found.titled
    pieces = split(found.document.text, found.blocks, "en")
    assert [piece.heading for piece in pieces] == ["RAM", ""]


def test_a_comment_before_a_heading_is_no_time() -> None:
    """Nor is a price, a version or a number of a section."""
    page = "<p>Some text.</p><!-- news --><h2>News</h2><p>Price 12.50</p><h2>Sales</h2><p>The end of it.</p>"
    reading = read("a.html", f"<html><body><h1>Shop</h1>{page}</body></html>".encode())
    assert [b.label for b in reading.blocks if b.kind == "heading"] == ["Shop", "News", "Sales"]
    dated = "<h1>Log</h1><p>3 March 2024, 5:30 pm</p><h2>Found</h2><p>It was found.</p>"
    reading = read("b.html", f"<html><body>{dated}</body></html>".encode())
    assert [b.label for b in reading.blocks][1] == "3 March 2024, 5:30 pm Found"


def test_cells_in_content_controls_are_read() -> None:
    """As forms of Word have them: a cell, or a row."""
    from docx.oxml import parse_xml

    def change(document: Any) -> None:  # noqa: ANN401
        def cell(text: str) -> str:
            return f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

        def control(inside: str) -> str:
            return f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

        rows = f"<w:tr>{cell('Name')}{control(cell('Anna'))}</w:tr>"
        rows += control(f"<w:tr>{cell('Town')}{control(cell('Visby'))}</w:tr>")
        document.element.body.insert(0, parse_xml(f'<w:tbl xmlns:w="{W}">{rows}</w:tbl>'))

    assert "Name | Anna\nTown | Visby" in read("a.docx", word(change)).document.text


def test_a_page_is_dated_where_it_says_so() -> None:
    """Not by any date that it tells of."""
    body = "<h1>The pump</h1><p>{}</p>" + "<p>It is an old one, and nobody knows who made it.</p>" * 8
    event = body + "<pre>{{'from': '2026-07-03'}}</pre>"
    for line, date in (
        ("", None),
        ("<span class='page-metadata'>By Ana, last modified on Mar 26, 2026</span>", "2026-03-26"),
        ("<time datetime='2026-03-24'>Tuesday</time>", "2026-03-24"),
    ):
        page = f"<html><body><nav>Home</nav><main>{event.format(line)}</main></body></html>"
        assert read("a.html", page.encode()).document.date == date
    head = "<meta property='article:published_time' content='2026-03-20T10:20:00Z'>"
    page = f"<html><head>{head}</head><body>{event.format('')}</body></html>"
    assert read("a.html", page.encode()).document.date == "2026-03-20"


def test_a_long_byline_dates_a_page_by_its_first_date() -> None:
    """The second is when it was changed; htmldate looks at short lines alone."""
    said = "By Ana Lind, Local Harbour Affairs Reporter | 16 May 2025, 6.05 am | Updated 19 May 2025"
    line = f"<p class='byline'>{said}</p>"
    body = f"<h1>The pump</h1>{line}" + "<p>It is an old one, and nobody knows who made it.</p>" * 8
    found = read("a.html", f"<html><body><nav>Home</nav><article>{body}</article></body></html>".encode())
    assert (found.document.date, found.document.author) == ("2025-05-16", "Ana Lind")


def test_a_comment_amid_the_text_is_part_of_it() -> None:
    """Those of readers, below it all, are not."""
    comment = "<div class='comment'><p>This is out of date.</p></div>"
    text = "<h2>How many?</h2><p>Three hundred pumps, on every plan of the quay.</p>"
    page = f"<html><body><nav>Home</nav><main><h1>Pumps</h1>{text}{comment}{text}{{}}</main></body></html>"
    found = read("a.html", page.format("<div class='comment'><p>First!</p></div>").encode()).document.text
    assert "This is out of date." in found
    assert "First!" not in found


@pytest.mark.parametrize("named", ["class='updated'", "id='meta'"])
def test_a_short_page_that_is_all_named_as_a_dateline_is_read(named: str) -> None:
    """Its body is none."""
    head = "<head><title>x</title><meta name='date' content='2024-03-05'></head>"
    page = f"<html>{head}<body {named}><p>The quay was closed.</p></body></html>"
    assert read("a.html", page.encode()).document.date == "2024-03-05"


def test_many_comments_and_times_take_no_time() -> None:
    """Beside each other, with nothing below them."""
    begun = time.process_time()
    comments, times = "<div class=comment>x</div>" * 10_000, "<div class=time><time>x</time></div>" * 5_000
    line = f"<p>{'<time>x</time>' * 10_000}</p>"
    assert read("a.html", f"<body><p>The quay was closed.</p>{times}{comments}{line}</body>".encode()).blocks
    assert time.process_time() - begun < 15


def test_an_article_of_a_news_site_is_read_with_its_date_author_and_correction() -> None:
    """Not with what is advertised amid it, nor with what asks the reader to pay."""
    told = " ".join(f"The mill pond rose by {number} inches on the day after." for number in range(20))
    lead = (
        "It rose, and nobody had thought that it would, for all at the mill had been told that it can't. " * 2
    )
    written = "<address>Ana Lind</address><time>Tue 4 Feb 2025 06.00 GMT</time>"
    note = "This article was corrected on 5 February. An earlier version said that it rose by 90 inches."
    page = (
        "<html><head><title>Selby Echo » The pond at the mill</title></head><body><nav>Home</nav><article>"
        f"<header><h1>The pond at the mill</h1><p>{lead}</p>{written}</header><p>{told}</p>"
        "<div class='ad'>Gloves, half price.</div><p>ADVERTISEMENT<br>Boots, half price, at Orme's.</p>"
        f"<h2>After</h2><p>{told}</p>"
        f"<footer class='note'><p>{note}</p></footer>"
        "<div class='support'><h3>Good journalism costs money</h3><p>Become a reader for 3 pounds.</p></div>"
        f"</article><footer>An earlier version of this site is gone. {lead}no more</footer></body></html>"
    )
    document = read("a.html", page.encode()).document
    assert (document.title, document.date) == ("The pond at the mill", "2025-02-04")
    assert document.text.count(note) == 1 and document.text.count(told) == 2
    assert not any(said in document.text for said in ("Boots", "Gloves", "journalism", "Become", "no more"))
    line = "<div class='by'>Ana Lind, harbour editor · 6 March 2025 · 4 min read</div>"
    document = read("a.html", page.replace(written, line).encode()).document
    assert (document.date, document.author) == ("2025-03-06", "Ana Lind")


@pytest.mark.parametrize(
    "part",
    [
        "<div><h3>Become a member</h3><p>It costs 20 pounds a year, and 5 for children.</p></div>",
        "<div class='support'><h3>Support our school</h3><p>It costs 20 pounds a year.</p></div>",
        "<div><h3>Sign up for the course</h3><p>It costs 20 pounds a year.</p></div>",
        "<div><h3>Subscribe to the village newsletter</h3><p>It costs 20 pounds a year.</p></div>",
        "<div><h3>Before you go</h3><p>A visa costs 20 pounds.</p></div>",
        "<section><h2>Local journalism needs readers</h2><p>A paper costs 20 pounds a week.</p></section>",
        "<p>Sponsored by the bank, the boat race raised 20 pounds.</p>",
        "<p>Sponsored content costs 20 pounds a line in the Echo.</p>",
        "<p>Advertisement prices rose to 20 pounds.</p>",
        "<p>ADVERTISEMENT PRICES rose to 20 pounds.</p>",
        "<div>Advertisement<br>what is printed for 20 pounds</div>",
    ],
)
def test_what_a_text_tells_of_clubs_papers_and_sponsors_is_read(part: str) -> None:
    """Only what pays for the page itself, and says so by its name too, is no part of it."""
    told = "<p>The mill pond rose by two inches on the day after the storm, and then it fell.</p>" * 9
    page = f"<html><body><nav>Home</nav><main><h1>The club</h1>{told}{part}{told}</main></body></html>"
    assert "20 pounds" in read("a.html", page.encode()).document.text


def test_small_ads_are_what_a_page_of_them_tells() -> None:
    """A page of nothing else would be empty without."""
    ads = "<div class='ad'><p>A boat of oak, with two oars and a sail.</p></div>" * 20
    page = f"<html><body><nav>Home</nav><main><h1>Small ads</h1>{ads}</main></body></html>"
    assert "of oak" in read("a.html", page.encode()).document.text


def test_a_term_of_word_heads_what_defines_it() -> None:
    """By its style, as pandoc writes it."""
    from docx.enum.style import WD_STYLE_TYPE

    def change(document: Any) -> None:  # noqa: ANN401
        document.styles.add_style("Definition Term", WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph("Storm", style="Definition Term")
        document.add_paragraph("Wind at 55 miles an hour.")

    blocks = read("a.docx", word(change)).blocks
    assert (blocks[-2].kind, blocks[-2].label, blocks[-2].level) == ("heading", "Storm", TERM_LEVEL)
