"""Tables of PDF pages with rules around their heads only, whose cells stand in the middle of their rows."""

from tests.pdf import page, pdf, words
from tests.test_formats import kinds, read

EDGES = (60.0, 180.0, 300.0, 420.0)


def pieces(*levels: float) -> str:
    """Return a content stream of rules across, a piece for each column."""
    pairs = list(zip(EDGES, EDGES[1:], strict=False))
    return " " + " ".join(f"{a} {y} {b - a} 0.75 re f" for y in levels for a, b in pairs)


def head(top: float = 700) -> str:
    """Return a head whose words stand in the middle of their columns, with the rules around it."""
    names = [(104.0, top, "Boat"), (222.0, top, "Fault"), (340.0, top, "Mended by")]
    return words(names, font="F2") + pieces(top + 18, top - 8)


def cell(left: float, top: float, *lines: str) -> list[tuple[float, float, str]]:
    """Return the lines of a cell, which a file draws one after the other."""
    return [(left, top - 17 * number, line) for number, line in enumerate(lines)]


FIRST = [
    *cell(66, 656, "Aurora"),
    *cell(186, 673, "The rudder is", "loose in its", "bearing"),
    *cell(306, 664.5, "Tuula", "Salmi"),
    *cell(66, 607.5, "Visa"),
    *cell(186, 616, "No spare oars", "aboard"),
    *cell(306, 607.5, "Ebbe Holm"),
]
ROWS = """Boat | Fault | Mended by
Aurora | The rudder is loose in its bearing | Tuula Salmi
Visa | No spare oars aboard | Ebbe Holm"""
PROSE = [(60, 540, "Nobody went to sea while the harbour master was away, but for the pilot and his dog.")]


def tables(*contents: str) -> list[str]:
    """Return the tables of a file of one page each."""
    return [
        text
        for kind, text in kinds(read("a.pdf", pdf([page(content) for content in contents])))
        if kind == "verbatim"
    ]


def test_rows_are_told_by_the_order_of_their_cells() -> None:
    """Up to the rule below the last row, or where there is none up to the text below."""
    below = " " + words(PROSE)
    assert tables(head() + " " + words(FIRST) + pieces(585) + below) == [ROWS]
    assert tables(head() + " " + words(FIRST) + below) == [ROWS]


def test_a_rule_below_the_head_is_enough() -> None:
    """Drawn once or twice; the head may have two lines, and what stands above it is not of it."""
    names = [(104.0, 717, "Boat or"), (104.0, 700, "raft"), (222.0, 700, "Fault"), (340.0, 700, "Mended by")]
    above = words([(60, 740, "Boats")], size=16, font="F2") + " " + words(names, font="F2")
    for rules in (pieces(692), pieces(692, 692)):
        found = tables(f"{above}{rules} {words(FIRST)} {words(PROSE)}")
        assert found == [ROWS.replace("Boat", "Boat or raft", 1)]
    alone = words(FIRST[:5]) + " " + words(PROSE)
    assert not any(
        row.startswith("Aurora | The rudder is loose") for row in tables(f"{above}{pieces(692)} {alone}")
    )


def test_a_row_that_a_page_break_tears_is_one() -> None:
    """The head stands above its rest again."""
    one = head() + " " + words([*FIRST, *cell(66, 577, "Iris"), *cell(186, 577, "Leaks at the", "third")])
    rest = [
        *cell(186, 679, "plank"),
        *cell(66, 655, "Kaisa"),
        *cell(186, 655, "None"),
        *cell(306, 655, "Nobody"),
    ]
    other = head() + " " + words(rest) + pieces(640)
    assert tables(one, other) == [f"{ROWS}\nIris | Leaks at the third plank\nKaisa | None | Nobody"]
    rest[0] = (186, 679, "Plank is lost")
    assert tables(one, head() + " " + words(rest) + pieces(640)) == [
        f"{ROWS}\nIris | Leaks at the third\n| Plank is lost\nKaisa | None | Nobody"
    ]


def test_rules_around_a_line_in_bold_above_text_make_no_table() -> None:
    """Text that runs across the columns is none."""
    text = [(66, 670 - 15 * n, "the ferry left the quay at noon with all of its lights on") for n in range(4)]
    assert not any("ferry" in found for found in tables(head() + " " + words(text)))


def test_rows_of_a_few_cells_are_rows() -> None:
    """Of the first cell alone, or of later ones: rows are as far apart as others, or one stands lower."""
    rows = [("Fishing",), ("Aurora", "None", "Tuula"), ("Visa", "Leaks"), ("", "", "Ebbe"), ("", "", "Iris")]
    cells = [
        (66.0 + 120 * column, 673 - 18.0 * number, said)
        for number, row in enumerate(rows)
        for column, said in enumerate(row)
        if said
    ]
    told = "Boat | Fault | Mended by\nFishing\nAurora | None | Tuula\nVisa | Leaks\n|  | Ebbe\n|  | Iris"
    below = f" {words(PROSE)}"
    assert tables(f"{head()} {words(cells)}{below}") == [told]
    cells[1] = (66.0, 655.0, "and trade")
    assert told.split("\n")[1] not in "".join(tables(f"{head()} {words(cells)}{below}")).split("\n")


def test_what_is_in_bold_right_below_is_no_row() -> None:
    """Nor does a second row of the head begin the table."""
    more = words([(66, 581, "The lamps")], font="F2") + " " + words([(66, 564, "They are lit.")])
    assert tables(f"{head()} {words(FIRST)} {more}") == [ROWS]
    second = words([(186, 710, "Kind"), (306, 710, "Name")], font="F2") + pieces(706)
    assert not any(found.startswith("| Kind") for found in tables(f"{head(724)} {second} {words(FIRST)}"))
