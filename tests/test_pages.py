"""Pages of the web: what they show at a click, tables that lay them out, answers to questions, wikis."""

import pytest

from index.blocks import Reading
from tests.test_formats import kinds, read

LONG = " ".join(
    f"Sentence {number} tells how the mill was turned by the river in May." for number in range(20)
)
SITE = (
    "<html><head><title>Mill</title></head><body><nav><a>Home</a> <a>Shop</a></nav>{}"
    "<footer>Imprint</footer></body></html>"
)


def _page(article: str, whole: bool = False) -> Reading:
    source = f"<html><body>{article}</body></html>" if whole else SITE.format(article)
    return read("page.html", source.encode())


def _below(reading: Reading, words: str) -> str:
    """Return the heading above the paragraph that has some words."""
    heading = ""
    for kind, text in kinds(reading):
        heading = text if kind == "heading" else heading
        if kind != "heading" and words in text:
            return heading
    raise AssertionError(words)


@pytest.mark.parametrize(
    "faq",
    [
        "<details><summary>May I fish?</summary><div>Yes, from the weir.</div></details>",
        "<details><summary>May I fish?</summary>Yes, from <b>the weir</b>.</details>",
        "<details><summary><h3>May I fish?</h3></summary><p>Yes, from the weir.</p></details>",
        "<div><h3><button aria-expanded='false'>May I fish?</button></h3>"
        "<div hidden><p>Yes, from the weir.</p></div></div>",
        "<button aria-expanded='false'>May I fish?</button><div hidden><p>Yes, from the weir.</p></div>",
        "<h3><a aria-controls='a1' href='#a1'>May I fish?</a></h3><hr>"
        "<div id='a1' style='display: none'><p>Yes, from the weir.</p></div>",
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_answers_that_a_click_shows_are_read_below_their_questions(faq: str, whole: bool) -> None:
    """However the page hides them; trafilatura drops buttons, and text that is in no paragraph."""
    found = _page(f"<article><h1>Mill</h1><p>{LONG}</p><h2>Questions</h2>{faq * 2}</article>", whole)
    assert _below(found, "Yes, from the weir.") == "May I fish?"


def test_what_a_menu_or_a_dialog_hides_is_not_read() -> None:
    """Nor what nothing opens, nor a list of links."""
    hidden = (
        "<div><button aria-controls='m'>Menu</button><ul id='m' hidden><li><a>Weirs</a></li></ul></div>"
        "<button aria-expanded='false'>Settings</button><div role='dialog' hidden><p>Choose a mill.</p></div>"
        "<p hidden>Draft of June.</p>"
    )
    text = _page(f"<article><h1>Mill</h1>{hidden}<p>{LONG}</p></article>").document.text
    assert not [said for said in ("Weirs", "Choose", "Draft") if said in text]


LAYOUT = f"""<table width=760>
<tr><td colspan=2><font size=5>Society of Millers</font><br>Founded 1902</td></tr>
<tr><td><a href=a>Home</a><br><a href=b>Owls</a><br><a href=c>Links</a><br><br>You are visitor no. 17</td>
<td><center><font size="+1"><b>The mill of Lower Ashby</b></font><br>by Ida Lind</center>
<p>{LONG}<p><font size=3><b>The wheel</b></font><p>{LONG}
<p><table border=1><tr><th>Year</th><th>Sacks</th></tr><tr><td>1901</td><td>40</td></tr></table>
<p>It is <font size=4>very</font> large.
<p><b>Books</b><br><br>The Owl, 1979<br>out of print<br><br>The Weir, 1994</td></tr>
<tr><td colspan=2>Best viewed at 800x600. Webmaster</td></tr></table>"""


def test_a_table_that_lays_out_a_page_is_none() -> None:
    """Its menu and its foot go; lines in large or bold type are headings, two breaks part paragraphs."""
    assert kinds(_page(LAYOUT, whole=True)) == [
        ("heading", "Society of Millers"),
        ("prose", "Founded 1902"),
        ("heading", "The mill of Lower Ashby"),
        ("prose", "by Ida Lind"),
        ("prose", LONG),
        ("heading", "The wheel"),
        ("prose", LONG),
        ("verbatim", "Year | Sacks\n1901 | 40"),
        ("prose", "It is very large."),
        ("prose", "Books"),
        ("prose", "The Owl, 1979 out of print"),
        ("prose", "The Weir, 1994"),
    ]


def test_a_table_of_data_is_no_layout() -> None:
    """Though some of its cells hold links, or several paragraphs."""
    links = "".join(
        f"<tr><td>Mill {n}</td><td><a>one</a> <a>two</a> <a>three</a></td></tr>" for n in range(5)
    )
    table = kinds(_page(f"<p>{LONG}</p><table>{links}</table>", whole=True))[1]
    assert table == ("verbatim", "\n".join(f"Mill {n} | one two three" for n in range(5)))
    clauses = "<tr><td><p>Old</p><p>text</p></td><td><p>New</p><p>text</p></td></tr>" * 2
    assert kinds(_page(f"<p>{LONG}</p><table>{clauses}</table>", whole=True))[1][0] == "verbatim"


ASKED = """<div class="top"><a>Questions</a><a>Log in</a></div><h1>Why does my wheel turn the wrong way?</h1>
<div id="question" class="question js-question"><div class="votecell">38</div><div class="s-prose">
<p>It turned well in May. Since then:</p><ul><li>it turns back</li></ul></div>
<div class="post-menu">Share Follow</div><div class="user-info"><span>asked Jan 30, 2021 at 8:14</span>
<div><a>Marit_O</a> <span>1,413</span> ●3</div></div>
<div class="comments"><ul><li class="comment"><span>Is the weir open?</span> – <a>Lev</a> Jan 30, 2021</li>
</ul></div></div>
<h2>2 Answers</h2>
<div class="answer"><div class="vote"><span>64</span></div><div><p>You hung it upside down in 2020.</p></div>
<div class="user-info">edited 2 days ago <a>Ida</a></div>
<div class="user-info">answered 3 days ago <b>Ulf</b></div></div>
<div class="answer accepted-answer"><p>The sluice is open. {}</p>
<div class="sig">answered Feb 6, 2021 <b>Tamsin</b></div>
</div><div class="sidebar"><p>Could a dragon grind rye?</p></div>"""


@pytest.mark.parametrize("long", ["", LONG])
def test_each_answer_to_a_question_is_read_below_its_author(long: str) -> None:
    """Trafilatura finds one of them, the longest or that which was accepted."""
    found = _page(ASKED.format(long))
    assert kinds(found) == [
        ("heading", "Why does my wheel turn the wrong way?"),
        ("heading", "asked Jan 30, 2021 at 8:14, Marit_O"),
        ("prose", "It turned well in May. Since then:"),
        ("prose", "• it turns back"),
        ("heading", "Comments"),
        ("prose", "• Is the weir open? – Lev Jan 30, 2021"),
        ("heading", "answered 3 days ago, Ulf"),
        ("prose", "You hung it upside down in 2020."),
        ("prose", "edited 2 days ago Ida"),
        ("heading", "Accepted answer, answered Feb 6, 2021, Tamsin"),
        ("prose", f"The sluice is open. {long}".strip()),
    ]


def test_pairs_of_questions_and_answers_are_no_posts() -> None:
    """Nor is one of them: nobody signs them."""
    pair = (
        "<div class='question'><h3>May I {}?</h3></div>"
        "<div class='answer'><p>Yes, you may {}. It is open.</p></div>"
    )
    for count in (1, 3):
        faq = "".join(pair.format(f"fish {n}", f"fish {n}") for n in range(count))
        found = _page(f"<article><h1>Mill</h1><p>{LONG}</p><h2>Asked</h2>{faq}<p>{LONG}</p></article>")
        assert _below(found, "Yes, you may fish 0.") == "May I fish 0?"
        assert found.document.text.count(LONG) == 2


def test_lines_that_are_named_as_headings_are_such() -> None:
    """On a page without headings: by role, by Bootstrap's names, or by one name of several short lines."""
    page = (
        "<div class='crumbs'>Home / Mills / Ashby</div><div class='tabs'><b>Wheel</b><b>Weir</b></div>"
        f"<div><div class='sect-title'>Wheel</div><div>{LONG}</div></div><div class='btn'>Add to basket</div>"
        f"<div><div class='sect-title'>Weir</div><div>{LONG}</div></div>"
        f"<div class='h3'>Owls</div><div>{LONG}</div>"
        f"<div><div role='heading' aria-level='2'>Water</div><div>{LONG}</div></div>"
        f"<div class='note'>It rained.</div><div class='note'>It rained again.</div>"
        "<div><div class='sect-title'>Customers also bought</div><div>A mill for salt, 12 crowns</div></div>"
    )
    found = kinds(_page(page))
    assert [said for kind, said in found if kind == "heading"] == ["Wheel", "Weir", "Owls", "Water"]
    text = " ".join(said for _, said in found)
    assert not [said for said in ("Ashby", "WheelWeir", "basket", "salt") if said in text]


def test_names_of_classes_head_nothing_where_they_hold_text() -> None:
    """Nor on a page with headings of its own."""
    page = f"<div><div class='title'>A. Lind</div><p>{LONG}</p></div>" * 2
    told = page.replace("A. Lind", "It rained in May, and the mill was wet.")
    assert not [kind for kind, _ in kinds(_page(told)) if kind == "heading"]
    headed = _page(f"<article><h1>Mill</h1><h2>Who</h2>{page}<h2>When</h2><p>{LONG}</p></article>")
    assert ("heading", "A. Lind") not in kinds(headed)


@pytest.mark.parametrize("whole", [True, False])
def test_marks_behind_headings_and_lists_of_these_are_not_read(whole: bool) -> None:
    """Of a wiki or a manual; a heading keeps its own brackets, and a quotation the name below it."""
    page = (
        "<h1>Mill</h1><div class='toc'><h2>Contents</h2><ul><li><a href='#a'>1 Wheel</a></li></ul></div>"
        "<h2>Wheel<span class='mw-editsection'><span>[</span><a>edit</a><span>]</span></span></h2>"
        f"<p>{LONG}</p><h2>Weir [old]<a class='headerlink' href='#w'>¶</a></h2><p>{LONG}</p>"
        f"<h2><a href='#o'>#</a> Owls</h2><p>{LONG}</p>"
        "<blockquote><p>They hoot at night.</p><footer>Ida Lind, miller</footer></blockquote>"
    )
    found = kinds(_page(f"<article>{page}</article>", whole))
    assert [said for kind, said in found if kind == "heading"] == ["Mill", "Wheel", "Weir [old]", "Owls"]
    assert "Ida Lind, miller" in found[-1][1]


def test_a_list_of_headings_without_links_is_not_read() -> None:
    """Of an encyclopaedia kept without them, with small marks behind headings; other lists are text."""
    heads = ("1 Wheel", "2 Weir", "3 Owls")
    text = "".join(f"<h2>{head} <small>[edit]</small></h2><p>{LONG}</p>" for head in heads)
    notice = "<div id='siteNotice'>Write for us in May! [Hide]</div>"
    for listed, read_ in ((heads, False), (("oak", "alder", "iron"), True)):
        items = "".join(f"<li>{one}</li>" for one in listed)
        found = kinds(
            _page(f"{notice}<h1>Mill</h1><div id='toc'><h2>Contents</h2><ul>{items}</ul></div>{text}")
        )
        assert [said for kind, said in found if kind == "heading" and said[0].isdigit()] == [*heads]
        assert any(said.startswith("\u2022") for _, said in found) is read_
        assert not any("Write for us" in said for _, said in found)


def test_the_mark_to_edit_a_heading_is_not_of_it_as_letters_either() -> None:
    """Nor is the list of such headings read, which counts them."""
    heads = ("Wheel", "Weir", "Owls")
    text = "".join(f"<h2>{head} [edit]</h2><p>{LONG}</p>" for head in heads)
    items = "".join(f"<li>{n} {head}</li>" for n, head in enumerate(heads, 1))
    found = kinds(_page(f"<h1>Mill</h1><div class='toc'><p>Contents</p><ul>{items}</ul></div>{text}"))
    assert [said for kind, said in found if kind == "heading"] == ["Mill", *heads]
    assert not any("1 Wheel" in said for _, said in found)


def test_what_stands_in_brackets_in_a_manual_stays_in_its_headings() -> None:
    """Also "[edit]", where it is a key and stands behind one heading."""
    heads = ("Commands of the editor [edit mode]", "Menu [edit | view]", "Keys [edit]")
    found = kinds(_page("<h1>Mill</h1>" + "".join(f"<h2>{head}</h2><p>{LONG}</p>" for head in heads)))
    assert [said for kind, said in found if kind == "heading"] == ["Mill", *heads]


def test_initials_of_a_name_are_no_mark_of_an_item() -> None:
    """A list of references has its numbers; one whose author counted by letters has those."""
    items = "".join(
        f"<li>{one}</li>" for one in ("Town Office, Rivers.", "H. Perl, Dry Land.", "A. Ost, Tar.")
    )
    found = [said for _, said in kinds(_page(f"<h1>Mill</h1><p>{LONG}</p><ol>{items}</ol>"))]
    assert found[-3:] == ["1. Town Office, Rivers.", "2. H. Perl, Dry Land.", "3. A. Ost, Tar."]
    items = "".join(f"<li>{one}</li>" for one in ("A. rye", "B. oats"))
    found = [said for _, said in kinds(_page(f"<h1>Mill</h1><p>{LONG}</p><ol>{items}</ol>"))]
    assert found[-2:] == ["A. rye", "B. oats"]


def test_a_sentence_below_a_table_is_no_row() -> None:
    """One in a cell over all columns, above the end too; a total is a row."""
    rows = "<tr><th>Year</th><th>Sacks</th></tr>" + "<tr><td>1901</td><td>40</td></tr>" * 2
    note = "<tfoot><tr><td colspan=2>The sacks of 1901 were counted again in May.</td></tr></tfoot>"
    total = "<tr><td colspan=2>47 sacks in all.</td></tr>"
    found = kinds(_page(f"<p>{LONG}</p><table>{rows}{total}{note}</table>", whole=True))
    assert found[1:] == [
        ("verbatim", "Year | Sacks\n1901 | 40\n1901 | 40\n47 sacks in all. |"),
        ("prose", "The sacks of 1901 were counted again in May."),
    ]


def test_a_menu_may_be_laid_out_by_tables_of_its_own() -> None:
    """As frames around boxes, on pages that hardly say more than their menus."""
    links = "".join(f"<li><a href='{n}'>Page number {n}</a></li>" for n in range(8))
    menu = f"<table><tr><td><b>Main menu</b></td></tr><tr><td><ul>{links}</ul></td></tr></table>"
    page = (
        f"<tr><td><table><tr><td>{menu}</td></tr></table></td><td><h1>Owls</h1><p>{LONG[:200]}</p></td></tr>"
    )
    found = kinds(_page(f"<table>{page}</table>", whole=True))
    assert found == [("heading", "Owls"), ("prose", LONG[:200].strip())]


def test_text_that_is_set_with_its_line_breaks_is_read_as_plain_text() -> None:
    """Tables of blanks by their rows, wrapped lines as paragraphs, code line by line."""
    table = "Wheel         Sacks\n-------------------\nupper            40\nlower             7"
    told = "The mill was bought by the town in May, and by June it\nwas full of owls. Nobody knew."
    code = "<pre><code>turn()\n  stop()</code></pre>"
    found = kinds(_page(f"<p>{LONG}</p><pre>{told}\n\n{table}\n</pre>{code}", whole=True))
    assert found[1:] == [("prose", told), ("verbatim", table), ("verbatim", "turn()\n  stop()")]
