"""Lists that nothing but the marks of their items sets apart, and sentences that begin with such a mark."""

import io
from typing import Any

import pytest

from index.formats.list_marks import list_lines, numeral
from qa.lists import lists_of
from tests.pdf import page, pdf, words
from tests.test_formats import kinds, read, word

FERRIES = """The master of a ferry has a number of duties on the quay:
(a) to count the passengers who go on board with him, and to
    write their number down;
(b) to sound the horn;
(c) to wait for the Mayor."""
ITEMS = [
    "The master of a ferry has a number of duties on the quay:",
    "(a) to count the passengers who go on board with him, and to write their number down;",
    "(b) to sound the horn;",
    "(c) to wait for the Mayor.",
]


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_each_item_of_a_list_stands_by_itself(name: str) -> None:
    """Items are parted by their marks, without blank lines and without being lists of Markdown."""
    text = f"{FERRIES}\n\nAll of this is done by the master, and by no one else but the master.\n"
    assert [" ".join(said.split()) for _, said in kinds(read(name, text.encode()))][:4] == ITEMS


@pytest.mark.parametrize(
    "lines",
    [
        ["i. One", "ii. Two", "iii. Three", "iv. Four", "v. Five"],
        ["(iii) Three", "and more of it", "(iv) Four"],
        ["h) Eight", "i) Nine", "j) Ten"],
        ["(A) One", "(B) Two"],
        ["(1) One", "(2) Two"],
        ["\u2022 One", "\u2022 Two"],
    ],
)
def test_marks_that_follow_each_other_are_of_a_list(lines: list[str]) -> None:
    """Letters, Roman and other numbers, and bullets."""
    assert list_lines(lines) == {n for n, line in enumerate(lines) if not line.startswith("and")}


@pytest.mark.parametrize(
    "lines",
    [
        ["It is said in", "s. 12 of the Act, and in", "v. 3 of the other."],
        ["We asked who came and", "(a) why. Nobody knew, as in", "(c) below."],
        ["They met in the hall on", "3. May 2021, and again on", "7. June."],
        ["He became", "ill. Then he", "mix. all of it."],
    ],
)
def test_a_sentence_that_begins_a_line_with_a_mark_is_none(lines: list[str]) -> None:
    """What follows on nothing is no item."""
    assert list_lines(lines) == set()


def test_bold_labels_part_the_lines_of_markdown() -> None:
    """Those of a memorandum's head, with what goes on below one; one label alone is of its paragraph."""
    head = "**To:** Ida Lind\n**Copy**: Ulf Ek,\nVisby\n__Date:__ 3 May 2024"
    alone = "It rained.\n**Note:** nobody waved."
    found = [
        text
        for kind, text in kinds(read("a.md", f"# Memo\n\n{head}\n\n{alone}\n".encode()))
        if kind == "prose"
    ]
    assert found == ["**To:** Ida Lind", "**Copy**: Ulf Ek,\nVisby", "__Date:__ 3 May 2024", alone]


def test_roman_numbers_part_the_items_of_a_pdf() -> None:
    """A list of a PDF counts to iv as it counts to d."""
    items = ["i. replace the bow;", "ii. mend the stern;", "iii. paint the keel; and", "iv. count the oars."]
    found = read("a.pdf", pdf([page(words([(60, 700 - 14 * n, item) for n, item in enumerate(items)]))]))
    assert [text for _, text in kinds(found)] == items


PAGE = (
    "<h1>Ferries</h1><p>The master has duties:</p><ul><li>Count the <b>heads</b>.<li><p>Sound the horn.</p>"
    "<ol type=a start=3><li>Twice in fog.</li><li value=7>Once at noon.</li></ol></li>"
    "<li><h3>At night</h3>Light the lamps.</li><li>(x) Wait.</li></ul>"
    "<ol reversed><li>Cast off.</li><li><em>Row</em> out.</li></ol>"
    "<ul style='list-style-type: none'><li>Bare.</li></ul><ol><li>\u2022 Dotted.</li></ol>"
)
SHOWN = [
    "• Count the heads.", "• Sound the horn.", "c. Twice in fog.", "g. Once at noon.", "At night",
    "Light the lamps.", "(x) Wait.", "2. Cast off.", "1. Row out.", "Bare.", "\u2022 Dotted.",
]  # fmt: skip


def test_items_of_a_page_stand_behind_the_marks_that_a_browser_shows() -> None:
    """Bullets and numbers are in no text of a page; one whole page, and one among a site's furniture."""
    long = " ".join(f"Sentence {number} tells how the ferry is moored at the quay." for number in range(40))
    whole = f"<html><body>{PAGE}</body></html>"
    lines = [said for _, said in kinds(read("a.html", whole.encode()))]
    assert lines == ["Ferries", "The master has duties:", *SHOWN]
    site = (
        f"<html><body><nav><ul><li>Home</ul></nav><article><p>{long}</p>"
        "<ul><li>Count the <b>heads</b>.<li>Sound it.</ul><ol start=4><li>Row.</ol>"
        f"<p>{long}</p></article></body></html>"
    )
    text = read("a.html", site.encode()).document.text
    assert "• Count the heads.\n• Sound it.\n\n4. Row." in text and "Home" not in text


def test_bullets_of_a_word_document_are_kept() -> None:
    """By the style of the paragraph, or by its own list; one that begins with a mark gets no second one."""

    def change(document: Any) -> None:  # noqa: ANN401
        for text in ("Count the heads.", "- Sound the horn."):
            document.add_paragraph(text, style="List Bullet")

    text = read("a.docx", word(change)).document.text
    assert "\n• Count the heads.\n- Sound the horn." in text


def test_lists_of_an_open_document_are_counted() -> None:
    """A list within another has the other's kind unless it names one; what goes on is counted on."""
    import odfdo

    document = odfdo.Document("text")
    document.body.clear()
    numbers = odfdo.Element.from_tag(
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"'
        ' style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a"'
        ' style:num-prefix="(" style:num-suffix=")" text:start-value="2"/></text:list-style>'
    )
    document.insert_style(numbers, automatic=True)
    inner = odfdo.List(["In fog.", "At noon."])
    first = odfdo.List(["Cast off.", "Sound the horn."], style="L1")
    first.get_item(position=1).append(inner)
    again = odfdo.List(["Row out."], style="L1")
    again.set_attribute("text:continue-numbering", "true")
    plain = odfdo.List(["Count the heads."], style="List_20_1")
    for part in (first, odfdo.Paragraph("Then:"), again, plain, odfdo.List(["Moor."], style="L1")):
        document.body.append(part)
    out = io.BytesIO()
    document.save(out)
    assert [said for _, said in kinds(read("a.odt", out.getvalue()))] == [
        "1. Cast off.", "2. Sound the horn.", "(b) In fog.", "(c) At noon.", "Then:", "3. Row out.",
        "• Count the heads.", "1. Moor.",
    ]  # fmt: skip


OFFICE = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "style", "text", "table")
)


def open_text(body: str) -> bytes:
    """Return an OpenDocument text with three levels of numbers, of which the second shows the first."""
    import odfdo

    document = odfdo.Document("text")
    document.body.clear()
    levels = (
        '="1" style:num-format="I" style:num-suffix="."',
        '="2" style:num-format="a" text:display-levels="2" style:num-suffix=")"',
        '="3" style:num-format="1" style:num-letter-sync="true"',
    )
    kind = "".join(f"<text:list-level-style-number text:level{level}/>" for level in levels)
    synced = (
        '<text:list-level-style-number text:level="1" style:num-format="A" style:num-letter-sync="true"/>'
    )
    for name, marks in (("L1", kind), ("L2", synced)):
        style = odfdo.Element.from_tag(f'<text:list-style style:name="{name}">{marks}</text:list-style>')
        document.insert_style(style, automatic=True)
    for part in odfdo.Element.from_tag(f"<office:text{OFFICE}>{body}</office:text>").children:
        document.body.append(part)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def item(text: str, more: str = "", start: str = "") -> str:
    """Return an item of a list of an OpenDocument text."""
    said = f'<text:list-item text:start-value="{start}">' if start else "<text:list-item>"
    return f"{said}{text and f'<text:p>{text}</text:p>'}{more}</text:list-item>"


def test_numbers_of_an_open_document_are_those_that_it_shows() -> None:
    """A list goes on, an item has a number of its own, and one that holds a list alone has none."""
    fog = f"<text:list>{item('In fog.')}{item('At noon.')}</text:list>"
    body = (
        f'<text:list xml:id="one" text:style-name="L1">{item("Cast off.")}{item("Sound.", fog)}</text:list>'
        f'<text:p>Then:</text:p><text:list text:style-name="L1">{item("Look.")}</text:list>'
        '<text:list text:continue-list="one" text:style-name="L1">'
        f"{item('Row out.')}{item('', fog)}{item('Moor.')}{item('Wait.', fog, '7')}{item('Rest.', '', 'x')}"
        f'</text:list><text:list text:style-name="L2">{item("Dry.", "", "26")}{item("Go.")}{item("On.")}'
        "</text:list>"
    )
    assert [said for _, said in kinds(read("a.odt", open_text(body)))] == [
        "I. Cast off.", "II. Sound.", "II.a) In fog.", "II.b) At noon.", "Then:", "I. Look.",
        "III. Row out.", "III.a) In fog.", "III.b) At noon.", "IV. Moor.", "VII. Wait.", "VII.a) In fog.",
        "VII.b) At noon.", "VIII. Rest.", "Z Dry.", "AA Go.", "BB On.",
    ]  # fmt: skip


def test_headings_of_an_open_document_keep_the_numbers_of_its_outline() -> None:
    """Numbers begin again below each heading of a higher level; a typed one is not told twice."""
    body = "".join(
        f'<text:h text:outline-level="{level}" {more}>{said}</text:h>'
        for level, said, more in (
            (1, "Ferries", ""),
            (2, "Masts", ""),
            (2, "Sails", ""),
            (1, "Quays", ""),
            (2, "Ropes", ""),
            (2, "Foreword", 'text:is-list-header="true"'),
            (2, "Bells", 'text:start-value="7"'),
            (2, "Horns", 'text:restart-numbering="true"'),
            (1, "3. Lamps", ""),
        )
    )
    assert [said for _, said in kinds(read("a.odt", open_text(body)))] == [
        "1. Ferries", "1.1. Masts", "1.2. Sails", "2. Quays", "2.1. Ropes", "Foreword", "2.7. Bells",
        "2.1. Horns", "3. Lamps",
    ]  # fmt: skip


def test_numbers_that_an_open_document_cannot_mean_are_bounded() -> None:
    """Giant numbers, words and raised digits as the counts of spaces, levels, rows and columns."""
    spaces = "".join(f'x<text:s text:c="{said}"/>' for said in ("3", "abc", "999999999", "9" * 5000))
    spans = 'table:number-rows-spanned="1000000000" table:number-columns-spanned="9999999999"'
    empty = "<table:covered-table-cell/>"
    body = (
        f'<text:h text:outline-level="²">Ferries</text:h><text:p>{spaces}x</text:p>'
        f'<table:table table:name="T"><table:table-row><table:table-cell><text:p>Port</text:p>'
        f"</table:table-cell><table:table-cell {spans}><text:p>closed</text:p></table:table-cell>{empty}"
        f"</table:table-row><table:table-row><table:table-cell><text:p>Visby</text:p></table:table-cell>"
        f"{empty}{empty}</table:table-row></table:table>"
    )
    assert kinds(read("a.odt", open_text(body))) == [
        ("heading", "1. Ferries"),
        ("prose", f"x   x x{' ' * 100}x{' ' * 100}x"),
        ("verbatim", "Port | closed | closed\nVisby | closed | closed"),
    ]


@pytest.mark.parametrize(
    ("form", "numbers", "shown"),
    [
        ("a", (1, 26, 27, 28, 53, 703, 0, -1), "a z aa ab ba aaa 0 -1"),
        ("A", (26, 27, 28), "Z AA AB"),
        ("aa", (1, 26, 27, 28, 53), "a z aa bb aaa"),
        ("i", (1, 4, 3999, 4000, 0, -3), "i iv mmmcmxcix 4000 0 -3"),
        ("I", (9, 0), "IX 0"),
    ],
)
def test_numbers_have_the_form_of_their_list(form: str, numbers: tuple[int, ...], shown: str) -> None:
    """Letters go on with ab after aa, those of Word with bb; what has no form is in figures."""
    assert " ".join(numeral(number, form) for number in numbers) == shown


def test_a_page_counts_ab_after_aa() -> None:
    """As browsers do, where Word counts bb."""
    page = "<h1>Ferry</h1><ol type=a start=27><li>Row.</li><li>Moor.</li></ol><ol type=i start=0><li>Go.</ol>"
    assert [said for _, said in kinds(read("a.html", page.encode()))] == [
        "Ferry", "aa. Row.", "ab. Moor.", "0. Go.",
    ]  # fmt: skip


def test_steps_that_are_sentences_are_a_list() -> None:
    """Items that end as sentences do are told from prose by their marks alone."""
    page = "<h1>Ferry</h1><p>Before it sails:</p><ol><li>Count the heads.</li><li>Sound the horn.</li></ol>"
    reading = read("a.html", page.encode())
    text = reading.document.text
    spans = [(b.start, b.end) for b in reading.blocks]
    found = lists_of(text, spans, "Ferry")
    assert [text[a:b] for one in found for a, b in one.items] == ["1. Count the heads.", "2. Sound the horn."]


@pytest.mark.parametrize("closing", ["With kind regards,", "Yours sincerely", "Best wishes,"])
def test_names_and_dates_below_a_letter_are_no_list(closing: str) -> None:
    """Who closes a letter writes line by line; a list with marks below that is one, and so is one before."""
    letter = f"Ropes\nSails\n{closing}\nIda Lind\nHarbour master\n3 March 2023\nEnclosed:\n- a map\n- a chart"
    spans, at = [], 0
    for line in letter.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    assert [one.items for one in lists_of(letter, spans, "")] == [tuple(spans[:2]), tuple(spans[-2:])]


NESTED = """(1) A ferry sails by day.
(2) The master must—
a. count the heads;
b. sound the horn.
(3) No ferry sails in ice."""


def test_a_list_within_a_list_is_one_of_its_own() -> None:
    """Its items have marks of another form; the list around it has them too."""
    lines = NESTED.split("\n")
    spans, at = [], 0
    for line in lines:
        spans.append((at, at + len(line)))
        at += len(line) + 1
    inner, outer = lists_of(NESTED, spans, "Ferries")
    assert inner.label == spans[1] and inner.items == (spans[2], spans[3])
    assert outer.items == tuple(spans)
