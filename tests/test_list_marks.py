"""Lists that nothing but the marks of their items sets apart, and sentences that begin with such a mark."""

import pytest

from index.formats.list_marks import list_lines
from tests.pdf import page, pdf, words
from tests.test_formats import kinds, read

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
