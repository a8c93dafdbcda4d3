"""Headings and lists of files that only show them as such: bold lines, articles of laws, points in tables."""

import io

import pytest

from index.formats.bold_lines import may_head
from tests.test_formats import kinds, read

ACT = """<html><body><h1>The Ferries Regulation</h1>
<p>CHAPTER II</p><p>Duties of masters</p><p><i>Article 3</i></p><p>Counting of passengers</p>
<p>The master counts them twice, and writes the number down. This does not apply to:</p>
<table><col/><tbody><tr><td><p>(a)</p></td><td><p>dogs:</p>
  <table><tbody><tr><td>(i)</td><td>large ones;</td></tr>
  <tr><td>(ii)</td><td>small ones;</td></tr></tbody></table>
</td></tr></tbody></table><table><tr><td>(b)</td><td>cats.</td></tr></table>
<p>Article 4</p><p>Repealed</p><p>Article 5</p><p>Masters keep the book for five years.</p>
<table><tr><th>1</th><td>Haltby</td></tr></table></body></html>"""


def test_articles_and_points_of_laws_are_headings_and_lists() -> None:
    """A paragraph that is but "Article 3" is a heading, with the short line below it; points are no table."""
    assert kinds(read("act.html", ACT.encode()))[1:] == [
        ("heading", "CHAPTER II"),
        ("heading", "Duties of masters"),
        ("heading", "Article 3"),
        ("heading", "Counting of passengers"),
        ("prose", "The master counts them twice, and writes the number down. This does not apply to:"),
        ("prose", "(a) dogs:"),
        ("prose", "(i) large ones;"),
        ("prose", "(ii) small ones;"),
        ("prose", "(b) cats."),
        ("heading", "Article 4"),
        ("prose", "Repealed"),
        ("heading", "Article 5"),
        ("prose", "Masters keep the book for five years."),
        ("verbatim", "1 | Haltby"),
    ]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Act 7 – counting and carrying of passengers", "Act 7 – counting and carrying of passengers"),
        ("Act 7 – Laws and Rules of Haltby Online", "Act 7"),
        ("Act 7 – Counting of Carrying Passengers", "Act 7"),
        ("Act 7 | counting and carrying of passengers", "Act 7"),
        ("Act 7 – Passengers", "Act 7"),
    ],
)
def test_a_title_is_not_cut_at_a_dash_before_what_the_text_says(name: str, title: str) -> None:
    """The name of a site is no part of it."""
    text = "<p>An act on the counting and carrying of passengers.</p><p>They are counted twice a day.</p>"
    page = f"<html><head><title>{name}</title></head><body>{text}</body></html>"
    assert read("a.html", page.encode()).document.title == title


BOLD = [
    "<b>Ferry office</b>",
    "<b>Haltby</b>",
    "Dear Ms Lind,",
    "<b>The new <i>quay</i></b>",
    "It was built in May, and it is used by all of the ferries.",
    "<b>Nobody may swim there.</b>",
    "This was said before.",
    "<b>Depth</b>: three metres at low tide, as has been measured in July.",
    "<b>Question 2. Say how much it has cost.</b>",
    "Answer: it has cost nine crowns.",
    "<b>Ulf Lind</b>",
    "Harbour master",
]


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.html"])
@pytest.mark.parametrize("headed", [False, True])
def test_lines_in_bold_are_headings_where_there_are_no_others(name: str, *, headed: bool) -> None:
    """A line that stands above sentences heads them; no name, address or sentence does."""
    found = read(name, written(name, headed=headed))
    headings = [text for kind, text in kinds(found) if kind == "heading"]
    assert headings == (
        ["Mooring", "Fees"] if headed else ["The new quay", "Question 2. Say how much it has cost."]
    )
    if not headed:
        assert found.document.title == "The new quay"


def written(name: str, *, headed: bool) -> bytes:
    """Return the lines of `BOLD` in a file, below two true headings perhaps."""
    if name.endswith("html"):
        heads = "<h2>Mooring</h2><h2>Fees</h2>" * headed
        return f"<html><body>{heads}{''.join(f'<p>{line}</p>' for line in BOLD)}</body></html>".encode()
    if name.endswith("odt"):
        return written_in_odt(headed=headed)
    import docx

    document = docx.Document()
    for line in ("Mooring", "Fees") if headed else ():
        document.add_heading(line, 2)
    for line in BOLD:
        inside, _, after = line.removeprefix("<b>").partition("</b>")
        paragraph = document.add_paragraph()
        for number, part in enumerate(inside.replace("</i>", "").split("<i>")):
            run = paragraph.add_run(part)
            run.bold = line.startswith("<b>") or None
            run.italic = number > 0
        paragraph.add_run(after)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def written_in_odt(*, headed: bool) -> bytes:
    """Return the lines of `BOLD` in OpenDocument text: in bold by spans or by the style of a paragraph."""
    import odfdo

    document = odfdo.Document("text")
    document.insert_style(odfdo.Style("text", name="B1", area="text", bold=True), automatic=True)
    document.insert_style(odfdo.Style("paragraph", name="P1", area="text", bold=True), automatic=True)
    document.insert_style(odfdo.Style("paragraph", name="P2", parent_style="P1"), automatic=True)
    document.insert_style(odfdo.Style("text", name="I1", area="text", italic=True), automatic=True)
    for line in ("Mooring", "Fees") if headed else ():
        heading = odfdo.Header(2, line)
        heading.set_attribute("text:is-list-header", "true")  # no number before it
        document.body.append(heading)
    for number, line in enumerate(BOLD):
        inside, _, after = line.removeprefix("<b>").partition("</b>")
        whole = line.startswith("<b>") and not after
        paragraph = odfdo.Paragraph(style="P2" if whole and number % 2 == 0 else None)
        for part, text in enumerate(inside.replace("</i>", "").split("<i>")):
            bold = line.startswith("<b>") and not (whole and number % 2 == 0)
            paragraph.append(odfdo.Span(text, style="B1" if bold else "I1" if part else None))
        paragraph.append(after)
        document.body.append(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("box", ["<aside>{}</aside>", '<div class="related">{}</div>', "<footer>{}</footer>"])
def test_headings_of_furniture_are_none_of_the_page(box: str) -> None:
    """An interview whose questions are in bold has them as headings beside "Read also" and "Contact"."""
    asked = ["When was the quay built?", "And who has paid for it?"]
    told = "It was built in May, and it is used by all of the ferries that come here in the summer."
    lines = "".join(f"<p><strong>{line}</strong></p><p>{told}</p>" for line in asked)
    links = box.format("<h3>Read also</h3><ul><li><a href='/a'>The old quay</a></li></ul><h3>Contact</h3>")
    page = f"<html><body><article><h1>The new quay</h1>{lines}</article>{links}</body></html>"
    found = kinds(read("a.html", page.encode()))
    assert [text for kind, text in found if kind == "heading"] == ["The new quay", *asked]


@pytest.mark.parametrize("name", ["a.docx", "a.html"])
def test_sentences_in_the_style_of_a_heading_are_text(name: str) -> None:
    """Clauses that count their numbers so are quoted; a question, and a standfirst, stay headings."""
    told = [
        "It was built in May. Nobody but the ferries may use it, and it costs nine crowns a day to all "
        "of them.",
        f"7.2 The master counts them twice, {'and again, ' * 20}and writes it down.",
        "It was built in May. Who may use it, and what does it cost to those who have no ferry there?",
    ]
    if name.endswith("html"):
        lines = "".join(f"<h2>{line}</h2><p>It rained on them.</p>" for line in told)
        head = f"<h1>The quay</h1><h2>{told[0].replace('May', 'June')}</h2><p>By Ida Lind</p>"
        found = read(name, f"<html><body>{head}{lines}</body></html>".encode())
        assert ("heading", told[0].replace("May", "June")) in kinds(found)
    else:
        import docx

        document = docx.Document()
        for line in told:
            document.add_heading(line, 2)
            document.add_paragraph("It rained on them.")
        out = io.BytesIO()
        document.save(out)
        found = read(name, out.getvalue())
    assert [kind for kind, text in kinds(found) if text in told] == ["prose", "prose", "heading"]


@pytest.mark.parametrize(
    ("line", "below", "heads"),
    [
        ("Fees", "They rise in May.", True),
        ("Fees:", "They rise in May.", False),
        ("Fees", "Dear Sirs,", False),
        ("Fees", "Unit 9, Haltby", False),
        ("2025", "They rise in May.", False),
        ("Fees\nand tolls", "They rise in May.", False),
        ("Q3. Give all fees.", "They rise in May.", True),
    ],
)
def test_a_line_heads_sentences(line: str, below: str, *, heads: bool) -> None:
    """A heading is one short line without a stop, unless it is a question that is answered below."""
    assert may_head(line, below) is heads
