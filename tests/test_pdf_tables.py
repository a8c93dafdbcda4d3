"""Tables of PDF pages: empty cells, rules, narrow gaps, cells of several lines, and page breaks."""

from collections.abc import Sequence

import pytest

from tests.pdf import page, pdf, words
from tests.test_formats import kinds, read

TEXT = " {} ".format(
    words(
        [
            (60, 300 - 14 * n, line)
            for n, line in enumerate(
                (
                    "The ferry Aurora left the quay at noon with all of its lights on and nobody",
                    "waved, for it was raining hard and the band had gone home before the mayor",
                    "had even begun his speech. The captain did not mind any of this at all.",
                )
            )
        ]
    )
)


def rules(xs: tuple[float, ...], ys: tuple[float, ...]) -> str:
    """Return a content stream of the rules around the cells of a table, drawn as thin rectangles."""
    upright = [f"{x} {min(ys)} 0.7 {max(ys) - min(ys)} re f" for x in xs]
    return " " + " ".join([*upright, *(f"{min(xs)} {y} {max(xs) - min(xs)} 0.7 re f" for y in ys)])


def table(*contents: str) -> str:
    """Return the rows of the first table of a file of one page each."""
    return table_of([page(content + TEXT) for content in contents])


def table_of(pages: Sequence[tuple[bytes, str, str]]) -> str:
    """Return the rows of the first table of a file."""
    return next(text for kind, text in kinds(read("a.pdf", pdf(pages))) if kind == "verbatim")


def placed(xs: tuple[float, ...], *rows: tuple[str, ...], top: float = 700, drop: float = 16) -> str:
    """Return a content stream of rows of cells; an empty text is no cell."""
    return words(
        [
            (x, top - drop * n, text)
            for n, row in enumerate(rows)
            for x, text in zip(xs, row, strict=True)
            if text
        ]
    )


def test_a_row_without_its_first_cell_keeps_its_columns() -> None:
    """Years above figures, nothing above their names: each year stays above its own figures."""
    rows = placed(
        (60, 300, 380), ("", "2024", "2023"), ("Legacies", "25,000", "60,500"), ("Hire", "11", "12")
    )
    assert table(rows) == "| 2024 | 2023\nLegacies | 25,000 | 60,500\nHire | 11 | 12"


def test_two_tables_below_each_other_are_two() -> None:
    """A table of two columns gets no empty third one from the table below it."""
    pairs = (("Item", "Detail", ""), ("Broker", "Hollins", ""), ("Excess", "None", ""), ("Tax", "12", ""))
    rows = placed((60, 200, 340), *pairs, ("Section", "Cover", "Sum"), ("1", "Stock", "350"))
    found = read("a.pdf", pdf([page(rows + TEXT)]))
    assert [text for kind, text in kinds(found) if kind == "verbatim"] == [
        "Item | Detail\nBroker | Hollins\nExcess | None\nTax | 12",
        "Section | Cover | Sum\n1 | Stock | 350",
    ]


def test_rules_tell_the_cells() -> None:
    """Cells as near as words, of several lines, empty or over two columns, are told by the rules around."""
    cells = words(
        [
            (62, 688, "Code"), (92, 688, "Priority"), (134, 688, "What it means"),
            (62, 668, "E-"), (62, 656, "103"), (92, 668, "Medium"),
            (134, 668, "Less than five"), (134, 656, "minutes"),
            (62, 636, "E-104"), (134, 636, "Near end"),
        ],
        9,
    )  # fmt: skip
    assert table(cells + rules((60, 90, 132, 210), (700, 680, 650, 630))) == (
        "Code | Priority | What it means\nE-103 | Medium | Less than five minutes\nE-104 |  | Near end"
    )


def test_rules_below_the_cells_tell_the_columns() -> None:
    """A rule for each cell of a row, and none upright: columns part where those rules meet."""
    cells = words(
        [
            (62, 685, "Outcome"), (122, 685, "Delmivane (n=241)"), (207, 685, "Levetiracetam"),
            (62, 665, "Ended in the"), (62, 654, "hour"), (122, 665, "137 (57 %)"), (207, 665, "113"),
            (62, 634, "Children only"), (122, 634, "17/31 (55 %)"), (207, 634, "16/30"),
        ],
        9,
    )  # fmt: skip
    below = " ".join(
        f"{left} {y} {right - left} 0.7 re f"
        for y in (680, 649, 629)
        for left, right in ((60, 120), (120, 205), (205, 300))
    )
    assert table(f"{cells} {below}") == (
        "Outcome | Delmivane (n=241) | Levetiracetam\n"
        "Ended in the hour | 137 (57 %) | 113\nChildren only | 17/31 (55 %) | 16/30"
    )


def below(ys: tuple[float, ...], *xs: float) -> str:
    """Return a content stream of rules below the rows of a table, a piece for each of its cells."""
    pieces = [(a, b) for a, b in zip(xs, xs[1:], strict=False)]
    return " " + " ".join(f"{left} {y} {right - left} 0.7 re f" for y in ys for left, right in pieces)


def test_the_head_of_a_ruled_table_is_no_row_of_the_one_above() -> None:
    """Two tables of other columns with no more than the head of the second between their rules."""
    one = placed((64, 164, 264), ("Ship", "Tons", "Crew"), ("Aurora", "90", "4"), top=704)
    two = placed((64, 264, 324), ("Harbour", "2023", "2024"), ("Visby", "15", "17"), top=672)
    ruled = below((700, 684), 60, 160, 260, 360) + below((668, 652), 60, 260, 320, 360)
    found = read("a.pdf", pdf([page(one + " " + two + ruled + TEXT)]))
    assert [text for kind, text in kinds(found) if kind == "verbatim"] == [
        "Ship | Tons | Crew\nAurora | 90 | 4",
        "Harbour | 2023 | 2024\nVisby | 15 | 17",
    ]


def test_the_last_row_of_a_table_with_rules_above_its_rows_stays_with_it() -> None:
    """The rules of the next table begin above its head."""
    one = placed((64, 164, 264), ("Ship", "Tons", "Crew"), ("Aurora", "90", "4"), top=704)
    two = placed((64, 264, 324), ("Harbour", "2023", "2024"), ("Visby", "15", "17"), top=672)
    ruled = below((716, 700), 60, 160, 260, 360) + below((684, 668), 60, 260, 320, 360)
    found = read("a.pdf", pdf([page(one + " " + two + ruled + TEXT)]))
    assert [text for kind, text in kinds(found) if kind == "verbatim"] == [
        "Ship | Tons | Crew\nAurora | 90 | 4",
        "Harbour | 2023 | 2024\nVisby | 15 | 17",
    ]


def test_the_cells_of_a_head_may_have_more_lines_than_those_of_its_rows() -> None:
    """What stands above or beside a line of the head, in its column, is of the head; other text is not."""
    head = [
        (64, 690, "Ship"), (164, 696.5, "Tons, all"), (164, 684, "on board"), (264, 690, "Crew"),
    ]  # fmt: skip
    rows = placed((64, 164, 264), ("Aurora", "90", "4"), ("Hedvig", "60", "3"), top=664)
    title = words([(64, 704, "The ships")], 14) + " "
    assert table(title + words(head) + rows + below((680, 660, 644), 60, 160, 260, 360)) == (
        "Ship | Tons, all on board | Crew\nAurora | 90 | 4\nHedvig | 60 | 3"
    )
    three = words(
        [(64, 696, "Ship"), (164, 708, "Tons"), (164, 696, "of all"), (164, 684, "sorts"), (264, 696, "Crew")]
    )
    assert table(three + rows + below((680, 660, 644), 60, 160, 260, 360)) == (
        "Ship | Tons of all sorts | Crew\nAurora | 90 | 4\nHedvig | 60 | 3"
    )
    year = words([(164, 696, "Hands"), (164, 684, "2023"), (264, 696, "Hands"), (264, 684, "2024")])
    assert table(year + rows + below((680, 660, 644), 60, 160, 260, 360)) == (
        "| Hands 2023 | Hands 2024\nAurora | 90 | 4\nHedvig | 60 | 3"
    )


@pytest.mark.parametrize("rows", [4, 9])
def test_three_rules_in_pieces_above_and_below_the_head_and_at_the_end(rows: int) -> None:
    """Papers draw no rules between the rows below the head, be they few or many."""
    bottom = 704 - 16 * rows
    rules = " " + " ".join(
        f"{left} {y} {right - left} 0.7 re f"
        for y in (728, 708, bottom)
        for left, right in ((60, 200), (200, 340), (340, 400))
    )
    figures = [(f"Ferry {n}", f"{n},000", f"{n}.5") for n in range(rows)]
    cells = placed((64, 204, 344), ("Ship", "Passengers", "Crew"), *figures, top=714)
    assert table(cells + rules) == "Ship | Passengers | Crew\n" + "\n".join(" | ".join(f) for f in figures)


def test_several_rows_between_two_rules() -> None:
    """A table with rules around its head and its body only has the rows that its lines make."""
    cells = placed((62, 142), ("Port", "Year"), ("Visby", "2001"), ("Turku", "1987"), drop=20)
    assert table(cells + rules((60, 140, 200), (715, 694, 655))) == "Port | Year\nVisby | 2001\nTurku | 1987"


def test_a_frame_around_text_is_no_table() -> None:
    """Text in a box stays text."""
    text = words([(70, 700, "Always close the clamp of the line first."), (70, 686, "It may run empty.")])
    found = read("a.pdf", pdf([page(text + rules((60, 400), (720, 670)) + TEXT)]))
    assert {kind for kind, _ in kinds(found)} == {"prose"}


FRAMED = (
    (
        "The pump must be earthed before",
        "it is used. Never open the lid",
        "while the light above it is red,",
        "and call the engineer on duty.",
    ),
    (
        "Keep the key of the store in the",
        "safe at the gate. Nobody may take",
        "it home with them, not even when",
        "the office is closed at night.",
    ),
)


@pytest.mark.parametrize("order", ["{framed} {text}", "{text} {framed}"])
def test_texts_in_frames_beside_each_other_are_no_table(order: str) -> None:
    """Drawn line by line, at the head of a page or below: each text is read in its own frame."""
    lines = placed((64, 264), *zip(*FRAMED, strict=True), drop=14)
    framed = lines + rules((60, 260, 460), (715, 650))
    found = kinds(read("a.pdf", pdf([page(order.format(framed=framed, text=TEXT))])))
    assert {kind for kind, _ in found} == {"prose"}
    said = [text for _, text in found]
    assert all(" ".join(text) in said for text in FRAMED)


@pytest.mark.parametrize(
    "rows",
    [
        (("Port", "Known for"), ("visby", "roses"), ("turku", "a castle")),
        (("Adults over sixteen years", "12"), ("children under sixteen years", "7"), ("a dog", "3")),
    ],
)
def test_rows_that_begin_small_are_rows(rows: tuple[tuple[str, str], ...]) -> None:
    """Short cells and figures between two rules are no lines of text, though they begin without a capital."""
    cells = placed((62, 262), *rows, drop=20)
    assert table(cells + rules((60, 260, 360), (715, 655))) == "\n".join(" | ".join(row) for row in rows)


@pytest.mark.parametrize("gap", [5.5, 10.8])
def test_narrow_gaps_part_cells_that_stand_below_each_other(gap: float) -> None:
    """Columns as near as Word sets them: where two rows have a gap at the same place, cells begin there."""
    rows = (("Proper shipping name", "ISOPROPANOL"), ("UN number as they say", "UN 1219 of old"))
    assert table(placed((60, 174.5 + gap), *rows)) == "\n".join(" | ".join(row) for row in rows)


def test_a_cell_that_fills_its_column_ends_where_the_next_begins() -> None:
    """In a row of a table a word that stands where cells of other rows begin is one, however near."""
    rows = (("Red", "slow", "no"), ("Blue", "fast", "yes"), ("UN number as they say", "quick", "?"))
    assert table(placed((60, 178.2, 240), *rows)) == "\n".join(" | ".join(row) for row in rows)


def test_text_with_wide_spaces_is_no_table() -> None:
    """After the end of a sentence, and after the number of a paragraph, spaces are wide."""
    lines = [(60.0, 700.0, "It rained on them."), (152.0, 700.0, "Each of them left when the band")]
    lines += [(60.0, 686.0, "It rained on them."), (152.0, 686.0, "There was nothing to be done but")]
    numbers = [
        (60.0, 640.0, "1.1"),
        (80.0, 640.0, "It is so."),
        (60.0, 620.0, "1.2"),
        (80.0, 620.0, "Or not."),
    ]
    found = read("a.pdf", pdf([page(words(lines) + words(numbers) + TEXT)]))
    assert {kind for kind, _ in kinds(found)} == {"prose"}


def test_a_table_goes_on_over_the_page() -> None:
    """The next page's rows are of the same table, its repeated head left out; another table is another."""
    head, grid = ("Meal", "London"), (60.0, 200.0, 300.0)
    first = placed((62, 202), head, ("Hotel", "95"), top=105, drop=20) + rules(grid, (120, 100, 80))
    rest = placed((62, 202), head, ("Lunch", "10"), top=785, drop=20) + rules(grid, (800, 780, 760))
    found = read("a.pdf", pdf([page(TEXT + first), page(rest + TEXT)]))
    assert found.document.text.count("Meal") == 1
    assert ("verbatim", "Meal | London\nHotel | 95\nLunch | 10") in kinds(found)
    assert found.document.page_at(found.document.text.index("Lunch")) == 2
    other = placed((62, 232), ("Name", "Age"), ("Ulf", "41"), top=785, drop=20)
    found = read(
        "a.pdf", pdf([page(TEXT + first), page(other + rules((60, 230, 300), (800, 780, 760)) + TEXT)])
    )
    assert ("verbatim", "Name | Age\nUlf | 41") in kinds(found)


def test_one_row_may_be_all_that_goes_on() -> None:
    """A single row at the head of a page belongs to the table before, in whatever column of the page."""
    first = placed((62, 202), ("Clearance", "Dose"), ("30 to 60", "2 mg"), top=105, drop=20)
    rest = placed((82, 222), ("below 15", "1 mg"), top=785)
    pages = [
        TEXT + first + rules((60, 200, 300), (120, 100, 80)),
        rest + rules((80, 220, 320), (800, 780)) + TEXT,
    ]
    found = read("a.pdf", pdf([page(content) for content in pages]))
    assert ("verbatim", "Clearance | Dose\n30 to 60 | 2 mg\nbelow 15 | 1 mg") in kinds(found)


@pytest.mark.parametrize("ruled", [below((100,), 60, 200, 300), rules((60, 200, 300), (117, 100))])
def test_a_head_may_stand_alone_at_the_end_of_a_page(ruled: str) -> None:
    """Its rows come on the next page."""
    head = words([(62, 105, "Clearance"), (202, 105, "Dose")], 11, "F2")
    rows = placed((62, 202), ("30 to 60", "2 mg"), ("below 15", "1 mg"), top=785)
    drawn = below((780, 764), 60, 200, 300) if "117" not in ruled else rules((60, 200, 300), (797, 780, 764))
    foot = words([(60, 30, "Dosing of Lemnivane")], 8)
    pages = [f"{TEXT} {head} {ruled} {foot}", f"{rows} {drawn} {TEXT} {foot}"]
    found = read("a.pdf", pdf([page(content) for content in pages]))
    assert ("verbatim", "Clearance | Dose\n30 to 60 | 2 mg\nbelow 15 | 1 mg") in kinds(found)


def test_a_table_goes_on_in_the_next_column_of_text() -> None:
    """As over the page: where it begins alone, its head is that of the rows at the top of the column."""
    text = (
        "The ferry Aurora left at noon with",
        "its lights on and nobody waved, as",
        "it rained and the band had left for",
    )
    left = words([(50, 700 - 14 * n, text[n % 3]) for n in range(9)])
    head = words([(52, 555, "Case"), (152, 555, "Hertz")], 11, "F2")
    rows = placed((312, 412), ("Empty", "2.1"), ("Full", "1.9"), ("Tight", "2.6"), top=698, drop=18)
    drawn = below((550,), 50, 150, 260) + below((694, 676, 658), 310, 410, 520)
    right = words([(310, 630 - 14 * n, text[n % 3]) for n in range(9)])
    found = read("a.pdf", pdf([page(f"{left} {head} {rows} {right} {drawn}")]))
    assert ("verbatim", "Case | Hertz\nEmpty | 2.1\nFull | 1.9\nTight | 2.6") in kinds(found)


def test_cells_begin_where_those_of_other_rows_do() -> None:
    """A long word reaches nearly to the next column; a heading of four lines stands beside others of one."""
    heads = [(60, 706, "Trial"), (130, 706, "Drug"), (196, 706, "Patients"), (310, 706, "Risk")]
    high = [(250, 726.5 - 13.5 * n, text) for n, text in enumerate(("Deaths", "in all", "of the", "groups"))]
    columns = (60, 130, 196, 250, 310)
    rows = (
        ("Arle", "rope", "412", "15 / 24", "low"),
        ("Marle", "oakum", "1,106", "43 / 62", "low"),
        ("Visby", "prednisolone", "184", "6 / 9", "high"),
        ("Tarn", "rope", "40", "2 / 2", "low"),
        ("Lowden", "tar", "41", "3 / 1", "low"),
    )
    shown = words([*heads[:3], *high, *heads[3:]]) + " " + placed(columns, *rows, top=672)
    assert table(shown).splitlines() == [
        "Trial | Drug | Patients | Deaths in all of the groups | Risk",
        *(" | ".join(row) for row in rows),
    ]


def test_a_row_goes_on_over_the_page() -> None:
    """What of a row had no room on its page is no row below the head that stands there again."""
    head = ("Code", "Size", "Rope")
    one, two = ("A7", "240 kg", "blue, with two"), ("", "", "eyes and a hook")
    grid = (60, 160, 260, 460)
    first = placed((62, 162, 262), head, one) + rules(grid, (712, 694, 678))
    rest = placed((62, 162, 262), head, two, ("B2", "90 kg", "red")) + rules(grid, (712, 694, 678, 662))
    whole = "Code | Size | Rope\nA7 | 240 kg | blue, with two eyes and a hook\n"
    found = read("a.pdf", pdf([page(first), page(rest + TEXT)]))
    assert kinds(found)[0] == ("verbatim", f"{whole}B2 | 90 kg | red")
    assert found.document.page_starts == (0, len(whole))
    alone = placed((62, 162, 262), head, two) + rules(grid, (712, 694, 678))
    last = placed((62, 162, 262), head, ("", "", "of brass"), ("B2", "90 kg", "red"))
    pages = [page(first), page(alone), page(last + rules(grid, (712, 694, 678, 662)) + TEXT)]
    assert table_of(pages) == f"{whole[:-1]} of brass\nB2 | 90 kg | red"


def test_a_row_below_one_whose_name_counts_for_it_too_is_a_row() -> None:
    """A first cell may be left empty, and figures and dashes beside small words go on with nothing."""
    head, grid = ("Boat", "Load", "Use"), (60, 160, 260, 460)
    first = placed((62, 162, 262), head, ("Aurora", "4 t", "coal")) + rules(grid, (712, 694, 678))
    rest = placed((62, 162, 262), head, ("", "2 t", "wood")) + rules(grid, (712, 694, 678))
    assert table_of([page(first), page(rest + TEXT)]).endswith("Aurora | 4 t | coal\n| 2 t | wood")
    more = placed((62, 162, 262), head, ("", "rope", "sisal")) + rules(grid, (712, 694, 678))
    first = placed((62, 162, 262), head, ("Aurora", "coal", "tar")) + rules(grid, (712, 694, 678))
    assert table_of([page(first), page(more + TEXT)]).endswith("Aurora | coal | tar\n| rope | sisal")
    full = placed((62, 162, 262), head, ("", "and of the", "other one")) + rules(grid, (712, 694, 678))
    long = ("Aurora", "coal for the stove", "tar for the keel")
    first = placed((62, 162, 262), head, long) + rules(grid, (712, 694, 678))
    glued = "coal for the stove and of the | tar for the keel other one"
    assert table_of([page(first), page(full + TEXT)]).endswith(f"Aurora | {glued}")


def test_a_row_with_a_blank_name_goes_on_with_none_where_others_have_one_too() -> None:
    """They are told by the name above them, on both pages."""
    head, grid = ("Boat", "Load", "Use"), (60, 160, 260, 460)
    rows = (head, ("Iris", "coal", "sold"), ("", "wood", ""), ("Visa", "hemp", "kept"))
    first = placed((62, 162, 262), *rows) + rules(grid, (712, 694, 678, 662, 646))
    rest = placed((62, 162, 262), head, ("", "tar", "")) + rules(grid, (712, 694, 678))
    assert table_of([page(first), page(rest + TEXT)]).endswith("Visa | hemp | kept\n| tar")
