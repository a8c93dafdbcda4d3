"""Entries that dates or rules part: chronicles, diaries, notices."""

import pytest

from index.read import read_bytes
from index.split import split

YEARS = ["1703. The great storm.", "1740 – The great frost.", "1741: It thawed.", "1802/3. The bridge fell."]
DAYS = [
    "26 November 1703: The storm.",
    "Monday, 3 March 1704 – It rained.",
    "1704-03-04: It snowed.",
    "May 5th, 1704. It was fair.",
]


def parts(text: str) -> list[tuple[str, list[str]]]:
    """Return the headings of each passage of a plain text, with its sentences."""
    reading = read_bytes(text.encode(), "a.txt")
    said = reading.document.text
    return [
        (piece.heading, [said[start:end] for start, end in piece.sentences])
        for piece in split(said, reading.blocks, "en")
    ]


@pytest.mark.parametrize(
    ("entries", "dates"),
    [
        (YEARS, ["1703", "1740", "1741", "1802/3"]),
        (DAYS, ["26 November 1703", "Monday, 3 March 1704", "1704-03-04", "May 5th, 1704"]),
    ],
)
def test_the_dates_of_a_chronicle_head_its_entries(entries: list[str], dates: list[str]) -> None:
    """Each is a passage of its own, below the title, and its date no sentence."""
    found = parts("\n\n".join(["A Chronicle of Marle", *entries]))
    assert [heading for heading, _ in found] == [f"A Chronicle of Marle › {date}" for date in dates]
    said = [" ".join(sentences) for _, sentences in found]
    assert all(entry.endswith(one) and len(one) > 6 for entry, one in zip(entries, said, strict=True))


@pytest.mark.parametrize(
    "paragraphs",
    [
        YEARS[:3],
        [YEARS[3], *YEARS[:3]],
        [*YEARS, *(f"Paragraph {n} tells something else of the town." for n in range(9))],
        ["1703 was stormy.", "1704 was dry.", "1705 was wet.", "1706 was fair."],
    ],
)
def test_years_in_other_texts_head_nothing(paragraphs: list[str]) -> None:
    """Where they are few, or not in order, or belong to the sentence."""
    assert {heading for heading, _ in parts("\n\n".join(["The town of Marle", *paragraphs]))} == {
        "The town of Marle"
    }


@pytest.mark.parametrize("rule", ["-----o-----", "* * *", "~~~~~", " " * 90 + "***"])
def test_a_rule_between_paragraphs_is_not_quoted_and_parts_them(rule: str) -> None:
    """It says nothing; what says something, if little, stays."""
    found = parts(f"The Marle Mercury\n\nFor sale: a sloop.\n\n    {rule}\n\nLost: a mare.\n\n(5)\n")
    assert [sentences for _, sentences in found] == [["For sale: a sloop."], ["Lost: a mare.", "(5)"]]


def test_a_long_rule_right_above_text_is_not_quoted() -> None:
    """However long it is beside the lines, it is of no sentence; a short one of stars may be a mark."""
    long = "The sloop that was offered for sale on Monday has found an owner, and the\nmare is back.\n"
    found = parts(
        f"The Marle Mercury\n\n{'=' * 70}\nFor sale: a sloop.\n\n{long}{'-' * 70}\nLost: a mare.\n***\n"
    )
    assert [sentence for _, sentences in found for sentence in sentences] == [
        "For sale: a sloop.",
        long.rstrip(),
        "Lost: a mare.",
        "***",
    ]


TOPICS = [
    "Swimming. As the pool opens late, there will be five lessons in the place of eight.",
    "Work at the harbour wall. Lorries may not use Quay Street while children come and go.",
    "Uniform. From September on the jersey will be green; the blue one may be worn until May.",
    "We are sorry that this has become so long a letter, and we thank you for your patience.",
    "Lost property. Everything that nobody asks for goes to the hospice shop in July.",
]


def test_a_name_in_the_first_line_of_most_paragraphs_heads_them() -> None:
    """It is no sentence to be quoted; what has none stays with the one above."""
    found = parts("\n\n".join(["A letter from Marle", *TOPICS]))
    names = ["Swimming", "Work at the harbour wall", "Uniform", "Lost property"]
    assert [heading for heading, _ in found] == [f"A letter from Marle › {name}" for name in names]
    assert [len(sentences) for _, sentences in found] == [1, 1, 2, 1]
    assert found[0][1] == [TOPICS[0].removeprefix("Swimming. ")]


@pytest.mark.parametrize(
    "paragraphs",
    [
        TOPICS[:4],
        [*TOPICS, *TOPICS[:1]],
        [TOPICS[0], *(one for topic in TOPICS[1:] for one in (TOPICS[3], topic))],
        [topic.replace(". ", " is late. ", 1) for topic in TOPICS],
        [f"Open the {n}. Then see whether the lamp burns." for n in ("lid", "tap", "bin", "can")],
        [f"Dr. {n} has seen the wall, and says that it will fall." for n in ("Orme", "Lind", "Berg", "Holm")],
        [f"{n}. This is what we ask of you, as we often have." for n in ("First", "Second", "Third", "Next")],
        [f"Ida Orme {n}. A study of the walls of Marle and their stones. London." for n in "JKLM"],
        [f"{n}. Wer das Haus betritt, muss die Schuhe ausziehen." for n in ("Flur", "Keller", "Hof", "Bad")],
    ],
)  # fmt: skip
def test_sentences_and_titles_of_persons_head_no_paragraph(paragraphs: list[str]) -> None:
    """Nor do a few, or the same again, or what only counts."""
    assert {heading for heading, _ in parts("\n\n".join(["A letter from Marle", *paragraphs]))} == {
        "A letter from Marle"
    }
