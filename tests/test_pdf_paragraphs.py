"""PDF pages without marks for the eye of a program: bullets that are drawn, items, subheadings, hyphens."""

from collections.abc import Iterator
from typing import Any

import pytest

from index.formats.pdf_glyphs import Glyph, Piece, pieces_of
from index.formats.pdf_lines import Line, _as_read, _Word
from index.formats.pdf_paragraphs import _follows
from index.formats.pdf_words import Words
from tests.pdf import page, pdf, words
from tests.test_formats import kinds, read

LINES = (
    "The ferry Aurora left the quay at noon with all of its lights on and nobody",
    "waved, for it was raining hard and the band had gone home before the mayor",
    "had even begun his speech. The captain did not mind any of this at all, he",
    "said to the few who had stayed, and went below to write to his old mother.",
)
TEXT = " ".join(LINES)


def body(y: float) -> str:
    """Return a content stream of a paragraph of four lines."""
    return " " + words([(60, y - 14 * n, line) for n, line in enumerate(LINES)]) + " "


def said(content: str) -> list[str]:
    """Return the texts of the blocks of a page, but for the paragraph that each of them has."""
    return [text for _, text in kinds(read("a.pdf", pdf([page(content)]))) if text != TEXT]


def test_shapes_before_lines_are_bullets() -> None:
    """Browsers draw the discs of lists: a shape small beside its line is its bullet, a larger one is none."""
    items = words([(72, 700, "7.3 tonnes of litter"), (72, 686, "the pump"), (72, 672, "pole clamp")])
    squares = " ".join(f"62 {y} 3.8 3.8 re f" for y in (702, 688, 674))
    assert said(f"{items} {squares} {body(500)}") == ["• 7.3 tonnes of litter", "• the pump", "• pole clamp"]
    wide = "62 702 3.8 30 re f 62 688 1 1 re f 30 674 4 4 re f"
    assert said(f"{items} {wide} {body(500)}") == ["7.3 tonnes of litter the pump pole clamp"]
    large = words([(72, 700 - 30 * n, line) for n, line in enumerate(("Take two", "Keep one"))], 24)
    discs = " ".join(f"54 {y} 11 11 re f" for y in (702, 672))
    assert said(f"{large} {discs} {body(500)}") == ["• Take two", "• Keep one"]
    pictures = " ".join(f"54 {y} 11 11 re f" for y in (699, 685, 671))
    assert said(f"{items} {pictures} {body(500)}") == ["7.3 tonnes of litter the pump pole clamp"]


def test_entries_whose_first_word_had_room_above_are_apart() -> None:
    """Lines that end early, the next one with a capital, are entries; lines of a narrower column are not."""
    entries = words(
        [(60, 630, "Flam. Liq. 2, H225"), (60, 616, "Eye Irrit. 2, H319"), (60, 602, "STOT SE 3")]
    )
    assert said(body(700) + entries) == ["Flam. Liq. 2, H225", "Eye Irrit. 2, H319", "STOT SE 3"]
    beside = words(
        [(60, 630, "Beside a picture of the"), (60, 616, "Aurora the lines of text"), (60, 602, "end early")]
    )
    assert said(body(700) + beside) == ["Beside a picture of the Aurora the lines of text end early"]
    address = words([(60, 630, "Tarnfield Medical Ltd,"), (60, 616, "Lowden")])
    assert said(body(700) + address) == ["Tarnfield Medical Ltd, Lowden"]


def test_labels_and_parties_at_the_head_of_a_case_are_apart() -> None:
    """Lines of labels however they are set; "v" alone joins the parties, and says nothing of other lines."""
    labels = words([(430, 630, "Made for: Lind"), (416, 616, "Witness: A. Ek"), (441, 602, "Number: First")])
    assert said(body(700) + labels) == ["Made for: Lind", "Witness: A. Ek", "Number: First"]
    parties = ("LIND ROPES LIMITED, Appellant", "v", "EK AND SONS LIMITED, Respondent")
    counsel = ("Mr Oskar Holm for the Appellant", "Ms Ida Fenn for the Respondent")
    head = words([(60, 630 - 14 * n, line) for n, line in enumerate(parties)])
    head += " " + words([(60, 574 - 14 * n, line) for n, line in enumerate(counsel)])
    assert said(body(700) + head + body(520)) == [" ".join(parties), *counsel]


def test_references_are_apart_and_whole() -> None:
    """The lines of one may be set in, after a point too; a number that follows no other closes a sentence."""
    first = ("Ek B. Ropes of the north and how they have been made there. Ferry Lett.", "2012;7:88.")
    second = (
        "Lind I, Olsen O. Tar and oakum, and where to buy the both of them. J Quays.",
        "2014;2:1. With a supplement on the knots of the other ports of the north.",
        "Third edition.",
    )
    lines = [
        (78 if n else 60, line if n else f"[{number}] {line}")
        for number, some in enumerate((first, second), 1)
        for n, line in enumerate(some)
    ]
    listed = words([(x, 630 - 14 * n, line) for n, (x, line) in enumerate(lines)])
    assert said(body(700) + listed) == [f"[1] {' '.join(first)}", f"[2] {' '.join(second)}"]
    cited = ["Ropes of hemp rot from within, and nobody sees it who looks at them.", "[7] Tar helps."]
    text = words([(60, 630 - 14 * n, line) for n, line in enumerate(cited)])
    assert said(body(700) + text) == [" ".join(cited)]


def test_numbered_clauses_are_apart() -> None:
    """A number of three parts begins a clause, one of two where it follows; a figure begins none."""
    lines = ["1.2.2 Give it as a loading dose. [2025]", "1.2.3 Follow it by 2 mg. [2025]"]
    clauses = words([(60, 630 - 14 * n, line) for n, line in enumerate(lines)])
    assert said(body(700) + clauses) == lines
    two = ["3.4 Locks close by themselves.", "3.5 Keys are kept at the quay."]
    assert said(body(700) + words([(60, 630 - 14 * n, line) for n, line in enumerate(two)])) == two
    figure = [
        (60, 630, "If the glucose in the blood of somebody on board is found to be below about"),
        (60, 616, "3.5 mmol/l"),
    ]
    assert len(said(body(700) + words(figure))) == 1
    class_ = [
        (60, 630, "It is subject to the rules for such goods in ports, and its water hazard class"),
        (60, 616, "1. Young people"),
    ]
    assert len(said(body(700) + words(class_))) == 1


@pytest.mark.parametrize(
    ("last", "number", "follows"),
    [
        ("1.2", "1.3", True),
        ("1.2", "2.1", True),
        ("1.2", "1.2.1", True),
        ("1", "1.1", True),
        ("1.2", "3.5", False),
    ],
)
def test_numbers_that_follow(last: str, number: str, *, follows: bool) -> None:
    """The next number counts on in one of its parts, those after it begin anew."""
    assert _follows(last, number) is follows


def test_a_bold_line_of_figures_is_text() -> None:
    """What it tells is quoted; no heading is."""
    told = "KEEP (was SELL) Worth 365 a share (was 430) Price 342 (on 17 May) All shares 438 m crowns"
    shown = body(760) + words([(60, 660, told)], 11, "F2") + body(640)
    assert ("prose", told) in kinds(read("a.pdf", pdf([page(shown)])))


def test_a_bold_name_in_the_middle_of_a_line_makes_no_line_bold() -> None:
    """A paragraph goes on over a line that is plain but for a name, and such a line is no heading."""
    first = "The ferry left the quay at noon with all of its lights on, and the"
    shown = words([(60, 700, first), (60, 686, "mayor stood there.")])
    shown += " " + words([(155, 686, "Mayor Ek Lindqvist")], 11, "F2")
    shown += " " + words([(262, 686, "said that she was from")]) + " " + words([(60, 672, "Visby herself.")])
    whole = f"{first} mayor stood there. Mayor Ek Lindqvist said that she was from Visby herself."
    assert kinds(read("a.pdf", pdf([page(shown)]))) == [("prose", whole)]


def test_bold_lines_above_plain_text_are_headings() -> None:
    """A larger one ends where plain type begins, though in small letters; a smaller one heads a paragraph."""
    larger = (
        words([(60, 660, "2.1 What is in the box")], 13, "F2")
        + " "
        + words([(60, 644, "the pump, with a pole")])
    )
    assert said(body(760) + larger) == ["2.1 What is in the box", "the pump, with a pole"]
    small = words([(60, 600, "2.2 Sampling")], 9.5, "F2")
    found = kinds(read("a.pdf", pdf([page(body(760) + small + body(586))])))
    assert found == [("prose", TEXT), ("heading", "2.2 Sampling"), ("prose", TEXT)]
    caption = words([(60, 600, "Table 1. Outcomes")], 9.5, "F2") + " "
    rows = words(
        [
            (x, y, text)
            for x, y, text in ((60, 580, "Age"), (200, 580, "43"), (60, 560, "Stay"), (200, 560, "5"))
        ]
    )
    assert ("prose", "Table 1. Outcomes") in kinds(read("a.pdf", pdf([page(body(760) + caption + rows)])))


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            ("A boulangerie is a boulangerie-", "patisserie now."),
            "A boulangerie is a boulangerie-patisserie now.",
        ),
        (
            ("It over-", "whelmed passen-", "gers of the har-", "bour over all."),
            "It overwhelmed passengers of the harbour over all.",
        ),
        (("The number is 7173-51-", "5 here."), "The number is 7173-51-5 here."),
        (
            (
                "It over-",
                "whelmed the passen-",
                "gers, forty-",
                "four of them, and two-",
                "thirds of the crew.",
            ),
            "It overwhelmed the passengers, forty-four of them, and two-thirds of the crew.",
        ),
    ],
)
def test_hyphens_of_compounds_stay(lines: tuple[str, ...], text: str) -> None:
    """A hyphen after a word that stands alone elsewhere is the author's, if the document divides no words."""
    assert said(words([(60, 700 - 14 * n, line) for n, line in enumerate(lines)])) == [text]


def test_a_small_sign_that_is_no_letter_goes_on_with_no_word() -> None:
    """Some signs are small and no letters, such as those in circles."""
    shown = (("It is the pas", True), ("\u24d0 7", False))
    lines = [Line(text, 0, 90, 0, 9, bold=False, hyphen=hyphen, cells=()) for text, hyphen in shown]
    assert Words([lines]).between("It is the pas", "\u24d0 7", True) == "-"


@pytest.mark.parametrize(
    "text", ["Il a dit \xab oui \xbb. Elle aussi (!) l'a dit.", "Siehe (\xa7 573c BGB) und (\xa7\xa7 6, 7)."]
)
def test_punctuation_apart_stays_as_it_is(text: str) -> None:
    """Marks without a letter beside them have no direction of their own."""
    assert said(words([(60, 700, text)])) == [text]


def test_marks_among_words_from_right_to_left_are_read_as_those() -> None:
    """Files that draw Hebrew from the left have the marks among it in the order of drawing too."""
    hebrew = "\u05de\u05d5\u05dc\u05e9", "\u05dd\u05dc\u05d5\u05e2"
    shown = ((hebrew[0], 0.0), (").", 40.0), (hebrew[1], 60.0), ("(!)", 100.0), ("ok", 120.0))
    drawn = [_Word(text, 0, 0, script=False) for text, _ in shown]
    boxes = [((x, 0.0, x + 5, 9.0), (x + 20, 0.0, x + 25, 9.0)) for _, x in shown]
    assert list(_as_read(drawn, boxes)) == [hebrew[0][::-1], ".)", hebrew[1][::-1], "(!)", "ok"]


def test_a_raised_number_before_a_word_is_a_mark() -> None:
    """The marks of affiliations stand before their words."""
    shown = (
        "BT 1 0 0 1 60 700 Tm /F1 12 Tf (Of Bergvik. ) Tj /F1 7 Tf 4 Ts (2) Tj /F1 12 Tf 0 Ts (Lowden.) Tj ET"
    )
    assert said(shown + body(600)) == ["Of Bergvik. ²Lowden."]


def test_notes_with_an_indented_first_line_stay_whole() -> None:
    """The mark of an item may stand further right than the lines that go on with it."""
    note = [
        "1 The sail plan is in the museum, the ledgers are in the archive, and the other three are at Selby,",
        "Nether Marle and Oxhaven.",
    ]
    placed = words([(72, 630, f"1. {note[0][2:]}"), (60, 618, note[1])], 9)
    assert said(body(700) + placed) == [f"1. {note[0][2:]} {note[1]}"]
    ended = words(
        [(72, 630, "1. The sail plan is in the museum."), (60, 618, "The ledgers are in the archive.")], 9
    )
    assert len(said(body(700) + ended)) == 2


def headed(heads: list[str], size: float = 9) -> str:
    """Return all that is read of pages with such heads, but for the paragraphs that stand on them."""
    pages = [page(words([(60, 800, head)], size) + body(740)) for head in heads]
    return "\n".join(text for _, text in kinds(read("a.pdf", pdf(pages)))).replace(TEXT, "").strip()


def test_running_heads_are_told_by_the_number_of_the_page() -> None:
    """Those of left and right pages, and of chapters, differ: only the page's number is in all of them."""
    assert (
        headed(["The tide of rust 213", "214 Norland Review", "The tide falls 215", "216 Norland Review"])
        == ""
    )
    years = ["1840 was dry", "1846 was wet", "1847 was worse"]
    assert headed(years).split("\n\n") == years
    numbered = ["1 Overview", "2 Methods", "3 Results"]
    assert headed(numbered, 16).split() == " ".join(numbered).split()


def test_two_lines_that_pdfium_takes_for_one_are_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """It does so with low letters in small type; what stood below them was torn off."""

    def as_one(textpage: Any) -> Iterator[Piece]:  # noqa: ANN401
        first, second, *others = pieces_of(textpage)
        blank = Glyph(second.glyphs[0].index - 1, " ")
        yield Piece((*first.glyphs, blank, *second.glyphs), second.hyphen)
        yield from others

    lines = (
        "The boat is washed each morning by whoever of",
        "our crew has come on board before the sun is",
        "up.",
    )
    content = words([(50, 700 - 14 * number, line) for number, line in enumerate(lines)])
    monkeypatch.setattr("index.formats.pdf_lines.pieces_of", as_one)
    assert said(content) == [" ".join(lines)]


def test_entries_without_marks_may_be_set_in_below_their_first_line() -> None:
    """References by name: a point at the end of a full line ends none, at that of a short one it does."""
    entries = [
        ("Ek, B. Ropes of the north and how they have been made there. Ferry Lett.", "Visby 7, 88-91."),
        (
            "Lind, I. Tar and oakum, and where to buy the both of them. Quays. Suppl.",
            "Knots 2, 1-4. With a supplement on the many knots of other ports. Ed.",
            "Olsen.",
        ),
        ("Ost, U. A rope of one hundred fathoms, which was sold by weight in the", "harbour. Visby 8."),
    ]
    lines = [(70 if n else 60, line) for some in entries for n, line in enumerate(some)]
    listed = words([(x, 630 - 14 * n, line) for n, (x, line) in enumerate(lines)])
    assert said(body(700) + listed) == [" ".join(some) for some in entries]
    text = words([(60, 630, "Nobody waved at all."), (70, 616, "The mayor had gone home long before.")])
    assert said(body(700) + text) == ["Nobody waved at all.", "The mayor had gone home long before."]


def test_a_number_that_ends_a_column_is_none_of_a_page() -> None:
    """It stands below the lines of its column; the page's own stands apart."""
    left = [(60, 760, "Ek, B. Ropes of the north and"), (60, 746, "how to make them. Visby 7, 88.")]
    right = [(320, 760, "Lind, I. Tar. Quays 40, no."), (330, 746, "15.")]
    pages = [page(body(700)), page(words([*left, *right, (300, 40, "2")]))]
    found = " ".join(text for _, text in kinds(read("a.pdf", pdf(pages))))
    assert found.endswith("Tar. Quays 40, no. 15.")


def test_a_dash_within_words_parts_none_at_the_end_of_a_line() -> None:
    """One that stands apart does."""
    known = Words([])
    assert known.between("It ran from 1913\u2013", "1916 and", hyphen=False) == ""
    assert known.between("the quay \u2013", "and back", hyphen=False) == " "
    assert known.between("page 12\u2013", "(the last)", hyphen=False) == " "


def test_lines_set_at_the_right_of_a_page_are_apart() -> None:
    """The date and the reference at the head of a letter end alike; the lines of a column begin alike."""
    lines = (393, "3 May 2024"), (350, "Our reference: QU-7"), (366, "Please quote this")
    head = words([(x, 690 - 14 * n, line) for n, (x, line) in enumerate(lines)])
    assert said(f"{head} {body(600)}") == [line for _, line in lines]
    column = words([(330, 690, "3 May was when the mayor"), (318, 676, "Holm spoke for an hour")])
    assert said(f"{column} {body(600)}") == ["3 May was when the mayor Holm spoke for an hour"]


def test_notes_at_the_end_of_the_last_page_stay_there() -> None:
    """What the last page ends with goes on nowhere, however it ends: the small type below it comes last."""
    end = words([(60, 600, "Enclosures: the form, and a map of the quay (folded)")])
    foot = words([(60, 560, "The harbour trust is a charity, no. 7712, founded by a pilot.")], 7)
    assert said(f"{body(700)} {end} {foot}") == [
        "Enclosures: the form, and a map of the quay (folded)",
        "The harbour trust is a charity, no. 7712, founded by a pilot.",
    ]


def test_what_is_counted_within_a_sentence_is_whole() -> None:
    """A line that begins with "(b)" goes on where "(a)" stands amid a line above; items are apart."""
    count = (
        "7. The keeper shall (a) see that all of the boats are tied up each night;",
        "(b) count the oars; and (c) send for the owner of any boat that is not his.",
    )
    running = words([(60, 630 - 14 * n, line) for n, line in enumerate(count)])
    assert said(body(700) + running) == [" ".join(count)]
    items = ("The keeper shall:", "(a) see that the boats are tied up;", "(b) count the oars.")
    listed = words([(60, 630 - 14 * n, line) for n, line in enumerate(items)])
    assert said(body(700) + listed) == [*items]


def test_a_phrase_or_a_name_keeps_its_hyphens_at_the_end_of_a_line() -> None:
    """What goes on with "on-the-" or "to-" behind a word has a hyphen before it: its author's."""
    told = "Ashby is up on the hill, der Kai is open and so are Whitby and Brighton"
    known = Words([[Line(told, 0, 90, 0, 9, bold=False, hyphen=False, cells=())]])
    assert known.between("the mill at Ashby", "on-the-Water", True) == "-"
    assert known.between("the list is up", "to-date now", True) == "-"
    assert known.between("the quay of Wick", "on-Tarn", True) == "-"
    for before, after in [
        ("it was a pho", "to-finish"),
        ("the car", "bon-free coal"),
        ("the Selm", "by-based crew"),
        ("the Der", "by-winning horse"),
        ("the Bright", "on-Hove road"),
    ]:
        assert known.between(before, after, True) == ""


def test_a_figure_that_begins_a_line_of_a_numbered_paragraph_is_of_its_sentence() -> None:
    """Where the line above is full and the number is not the next one."""
    lines = (
        "9. In the days of the fair the post gave the mayor 83 lines. The baker got",
        "3. There was one dance.",
    )
    for begins in ("3.", "10."):
        told = (lines[0], lines[1].replace("3.", begins))
        running = words([(60, 630 - 14 * n, line) for n, line in enumerate(told)])
        assert said(body(700) + running) == ([" ".join(told)] if begins == "3." else [*told])
