"""How a document is shown: every character once, and the mark on exactly the quote, whatever it says."""

import dataclasses
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.formats.markdown_spans import markdown_spans
from index.read import read_bytes
from index.split import split
from index.types import Document
from qa.page_sources import _passage, sure_words
from qa.page_view import View, document_view
from qa.page_view_spans import spans_of, window
from qa.page_view_text import Shown, Span, text_html
from qa.types import Citation
from tests.browser import shelf
from tests.test_formats import workbook

VOID = frozenset(("img", "br", "hr"))


class Drawn(HTMLParser):
    """What a browser makes of HTML: its text without aids, what is marked, seen and muted, its elements."""

    def __init__(self, html: str) -> None:
        """Parse HTML and check that its elements nest."""
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, str]] = []
        self.text = self.marked = self.seen = self.rest = ""
        self.elements: list[tuple[str, str]] = []
        self.marks = 0
        self.feed(html)
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        assert not any(name.startswith("on") for name, _ in attrs)
        self.elements.append((tag, dict(attrs).get("class") or ""))
        self.marks += tag == "mark"
        if tag not in VOID:
            self.stack.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        """Check that the innermost element ends."""
        assert self.stack.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """Note text, by what it stands in."""
        classes = {name for _, names in self.stack for name in names.split()}
        if "aid" in classes or "n" in classes:
            return
        self.text += data
        self.marked += data if any(tag == "mark" for tag, _ in self.stack) else ""
        self.rest += data if "rest" in classes else ""
        self.seen += data if "syntax" not in classes else ""


def document_of(name: str, data: bytes) -> tuple[Document, list[tuple[int, str]]]:
    """Read a file and return its document, and where its passages begin with their headings."""
    reading = read_bytes(data, name)
    document = reading.document
    pieces = split(document.text, reading.blocks, document.language)
    return document, [(piece.start, piece.heading) for piece in pieces if piece.heading]


def drawn(document: Document, headings: list[tuple[int, str]], quote: str) -> Drawn:
    """Show a document with a quote and check what must always hold."""
    start = document.text.index(quote)
    end = start + len(quote)
    view = View("quote-1-1", {}, document, "unchanged", (start, end), (start, end), 1, headings=headings)
    html = document_view(view)
    body = Drawn(html[html.index('<div class="text') : html.index("</article>")])
    assert body.text == document.text
    assert body.marked == quote
    assert body.rest == document.text[:start] + document.text[end:]
    assert not {"script", "img", "a", "iframe", "style", "link"} & {tag for tag, _ in body.elements}
    return body


@st.composite
def trees(draw: st.DrawFn) -> tuple[str, list[Span], Shown]:
    """Return a text with nested blocks, other spans, and a quote, all at random."""
    text = draw(st.text(alphabet="ab<&\"' \n", min_size=1, max_size=40))
    spans: list[Span] = []

    def grow(start: int, end: int, depth: int) -> None:
        if depth == 0 or start == end:
            return
        cut = sorted(draw(st.lists(st.integers(start, end), max_size=4)))
        for a, b in zip(cut, cut[1:], strict=False):
            if a < b:
                spans.append(Span(a, b, "div", block=True))
                grow(a, b, depth - 1)

    grow(0, len(text), 3)
    place = st.integers(0, len(text)).flatmap(lambda a: st.tuples(st.just(a), st.integers(a, len(text))))
    spans += [Span(a, b, "em") for a, b in draw(st.lists(place, max_size=3)) if a < b]
    start, end = draw(place)
    quote = (start, end) if start < end else None
    return text, spans, Shown(0, len(text), draw(st.none() | place), quote)


@given(trees())
@settings(max_examples=120, deadline=None)
def test_any_elements_leave_the_text_and_the_mark_as_they_are(tree: tuple[str, list[Span], Shown]) -> None:
    """However elements and a quote overlap, every character is there once and the mark is the quote."""
    text, spans, shown = tree
    body = Drawn(text_html(text, shown, spans))
    assert body.text == text
    assert body.marked == (text[slice(*shown.quote)] if shown.quote else "")


MARKS = st.sampled_from(
    ["*", "**", "_", "`", "[", "](", ")", "\n", "\n\n", "# ", "> ", "- ", "1. ", "| ", " |\n", "|--|--|\n",
     "```\n", "\\", "&amp;", "<b>", "  ", "word", "two words", "---\n", "===\n", "![", "http://a.b", "<http://a.b>",
     "\t", "    "]
)  # fmt: skip


@given(st.lists(MARKS, max_size=40).map("".join), st.data())
@settings(max_examples=150, deadline=None)
def test_any_markdown_keeps_its_characters(text: str, data: st.DataObject) -> None:
    """Whatever a source looks like, its view has all of its characters in order, the mark on the quote."""
    document = Document("a.md", "A", None, text, "0" * 64, "text/markdown")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = (start, end) if start < end else None
    body = Drawn(text_html(text, Shown(0, len(text), None, quote), spans_of(document, 0, len(text), ())))
    assert body.text == text
    assert body.marked == text[start:end]


def test_markdown_is_rendered_and_only_its_markup_hidden() -> None:
    """Headings, lists, tables, code and emphasis are elements; links and hostile markup are text."""
    document, headings = document_of("notes.md", shelf.MARKDOWN.encode())
    body = drawn(document, headings, shelf.BOUGHT)
    assert body.marks == 1
    tags = [tag for tag, _ in body.elements]
    assert {"h4", "ul", "li", "table", "th", "td", "pre", "blockquote", "strong", "em", "code"} <= set(tags)
    assert "The crane was bought in 1871; the council(https://example.org/c) paid 412 pounds" in body.seen
    assert '<script>window.hacked = 1</script> <img src=x onerror="window.hacked=1"> {{7' in body.seen
    assert 'print("** not bold **")' in body.seen and "```" not in body.seen and "|--" not in body.seen
    assert body.seen.count("412") == 2 and "**412**" not in body.seen


def test_a_card_shows_markdown_as_it_reads_and_other_text_as_it_stands() -> None:
    """The quote is marked in either, and nothing in a card is what links lead to."""
    text = "## Tolls & <fees>\n\nThe *bridge* costs **two** coins. It was three."
    for name in ("a.md", "a.txt"):
        document, _ = document_of(name, text.encode())
        start = document.text.index("The *bridge*")
        end = document.text.index(" It was")
        quote = document.text[start:end]
        citation = Citation(1, name, "A", None, None, 1, start, end, quote, document.digest)
        html = _passage(document, (0, len(document.text)), citation)
        card = Drawn(html)
        assert card.text == document.text
        assert card.marked == document.text[start:end]
        assert 'id="quote"' not in html
        markdown = name == "a.md"
        assert ("##" in card.seen) is not markdown
        assert (("h5", "h2") in card.elements) is markdown


def test_a_quote_over_blocks_is_marked_in_each() -> None:
    """A quote that goes over a list is marked item by item, and is still all of the quote."""
    document, headings = document_of("notes.md", shelf.MARKDOWN.encode())
    quote = "The first mooring lies to the north.\n- The second lies **under the bridge**."
    assert drawn(document, headings, quote).marks >= 2


def test_a_row_is_a_row_of_a_table_with_its_headings_above() -> None:
    """The headings stand above, each value in its column, the quoted row marked."""
    document, headings = document_of("costs.xlsx", workbook())
    row = next(line for line in document.text.split("\n") if "; " in line)
    body = drawn(document, headings, row)
    assert row not in body.seen and "th" in [tag for tag, _ in body.elements]
    assert ("tr", "aid") in body.elements


def test_rows_that_are_not_regular_stay_text() -> None:
    """Cells whose values read like cells, and rows without headings, lose nothing."""
    rows = "Ship,Note\nOne,a; b: c\nTwo,; ;\nThree,x: y\n,lonely\n" + "Four,d\n" * 5
    document, headings = document_of("odd.csv", rows.encode())
    drawn(document, headings, "a; b: c")
    drawn(document, headings, "lonely")


def test_an_e_mail_has_its_headers_in_a_table() -> None:
    """Sender, recipient and date are rows, the subject a heading, the body text."""
    body = shelf.message("Seals", f"Dear council,\n\n{shelf.ASIDE}\nThat is all.").as_bytes()
    document, headings = document_of("letter.eml", body)
    shown = drawn(document, headings, shelf.ASIDE)
    assert ("table", "headers") in shown.elements
    assert [tag for tag, _ in shown.elements].count("th") == 3
    assert shown.elements[1][0] == "h4" or ("h4", "h1") in shown.elements


def test_slides_code_and_web_pages_have_their_own_look() -> None:
    """Slides are sections with numbers, lines of code have theirs, headings of a web page are headings."""
    deck, headings = document_of("slides.pptx", shelf.slides())
    sections = [element for element in drawn(deck, headings, shelf.ASIDE).elements if element[1] == "slide"]
    assert len(sections) == 3
    code, headings = document_of("count.py", shelf.CODE.encode())
    body = drawn(code, headings, "LIMIT = 42  # <b>no more berths</b>")
    assert len([element for element in body.elements if element == ("span", "ln")]) == shelf.CODE.count("\n")
    page, headings = document_of("page.html", shelf.HTML.encode())
    body = drawn(page, headings, "<script>window.hacked=1</script> is what the telegram of 1899 said.")
    assert {("h4", "h1"), ("h5", "h2"), ("table", ""), ("td", "")} <= set(body.elements)
    assert "Quay | Length" not in body.seen


def test_a_long_text_is_shown_around_the_quote_and_more_when_asked() -> None:
    """A window is cut between paragraphs, holds the quote, and grows by the wishes for more."""
    text = "\n\n".join(f"Paragraph {number}, which is one of many." for number in range(50_000))
    at = text.index("Paragraph 25000,")
    first, last = window(text, at, 0, 0)
    assert last - first < 50_000 and first < at < last
    assert text[first - 2 : first] == "\n\n" and text[last : last + 2] == "\n\n"
    wider = window(text, at, 1, 2)
    assert wider[0] < first and wider[1] > last
    assert window(text, at, 1_000, 1_000) == (0, len(text))
    document = Document("long.txt", "Long", None, text, "0" * 64, "text/plain")
    view = View("doc:long.txt", {"kind": "file", "id": "long.txt"}, document, "unchanged", (at, at + 9))
    html = document_view(view)
    assert "Show what comes before" in html and "Show what comes after" in html
    assert "Paragraph 24999" in html and "Paragraph 0," not in html


def test_what_changed_or_is_gone_is_said() -> None:
    """A file that is not what was indexed is named so above the indexed text."""
    text = "The bridge is long."
    document = Document("a.txt", "A", None, text, hashlib.sha256(text.encode()).hexdigest(), "text/plain")
    view = View("quote-1-1", {}, document, "changed", (0, 10), (0, 10), 1)
    assert "The file has changed since it was indexed." in document_view(view)
    gone = document_view(dataclasses.replace(view, state="missing"))
    assert "The file is no longer there." in gone and re.search(r"<mark[^>]*>The bridge</mark>", gone)


def test_markup_never_runs_out_of_its_source() -> None:
    """Every element of a source lies within it, and blocks nest."""
    text = shelf.MARKDOWN
    for start, end, _ in markdown_spans(text):
        assert 0 <= start < end <= len(text)


def test_an_escaped_bar_in_a_cell_is_shown_without_its_backslash() -> None:
    """What a table's cell says is shown as Markdown shows it, code included; the mark covers the source."""
    text = "# Lamps\n\n| Item | Sum |\n|---|---|\n| Lamp \\| **post** | `a \\| b` |\n| \\| | 7 |\n"
    document, headings = document_of("lamps.md", text.encode())
    shown = drawn(document, headings, "Lamp \\| **post**")
    assert "Lamp | post" in shown.seen and "a | b" in shown.seen and "\\" not in shown.seen
    assert {("strong", ""), ("code", ""), ("td", "")} <= set(shown.elements)


@pytest.mark.parametrize(
    ("confidence", "words"), [(0.8, "Stated directly"), (0.79, "Likely"), (0.5, "Likely"), (0.49, "Possible")]
)
def test_what_is_less_than_even_is_not_called_likely(confidence: float, words: str) -> None:
    """The words say what the percentage does."""
    assert sure_words(confidence) == (words, f"{100 * confidence:.0f} %")
