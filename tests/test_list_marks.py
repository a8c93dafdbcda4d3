"""Lists that nothing but the marks of their items sets apart, and sentences that begin with such a mark."""

import io
from typing import Any

import pytest

from index.formats.list_marks import list_lines
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


def test_steps_that_are_sentences_are_a_list() -> None:
    """Items that end as sentences do are told from prose by their marks alone."""
    page = "<h1>Ferry</h1><p>Before it sails:</p><ol><li>Count the heads.</li><li>Sound the horn.</li></ol>"
    reading = read("a.html", page.encode())
    text = reading.document.text
    spans = [(b.start, b.end) for b in reading.blocks]
    found = lists_of(text, spans, "Ferry")
    assert [text[a:b] for one in found for a, b in one.items] == ["1. Count the heads.", "2. Sound the horn."]


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
