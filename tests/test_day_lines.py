"""Diaries, logs and interviews as plain text: what was told on a day, at a time, or to a question."""

import pytest

from index.formats.plain import plain_blocks
from index.read import read_bytes
from index.split import split


def heads(text: str) -> list[str]:
    """Return the headings of a plain text below its title."""
    return [block.label for block in plain_blocks(text) if block.kind == "heading"][1:]


@pytest.mark.parametrize(
    "days",
    [
        ["Mon 4 Apr 2022", "Thu 7 Apr", "Tue 19 Apr (after Easter)"],
        ["4 April 1893", "April 7th, 1893", "19 April 1893, 22:40"],
        ["Sunday the 4th of April", "Monday 2022-04-05", "- 19.4.22 -"],
        ["[04:10]", "[07:32]", "[1:02:45]"],
    ],
)
def test_days_and_times_of_a_log_head_its_entries(days: list[str]) -> None:
    """A line goes on in none of them, nor do they go on in the next that begins small."""
    entries = [
        f"{day}\nday of rain: the pump ran\nuntil it froze and we went home by the lower road."
        for day in days
    ]
    text = "\n\n".join(["Log of the Pump House\nkept by hand", *entries])
    assert heads(text) == [" ".join(day.split()) for day in days]


def test_days_that_stand_in_text_head_nothing() -> None:
    """Fewer than three, apart from what is below, or right below something else."""
    assert not heads("Log of the Pump\n\nMon 4 Apr 2022\nIt ran.\n\nThu 7 Apr\nIt froze.\n")
    told = "The pump ran until it froze, and we went home by the lower road as one did then."
    days = ("4 April 1893", "7 April 1893", "19 April 1893")
    assert not heads("\n\n".join(["Log of the Pump", *(f"{told}\n{day}" for day in days)]))


def test_a_label_below_a_short_line_begins_another() -> None:
    """Small letters go on a line that is full."""
    full = "They ran the pump all through the night until the river froze at last under the mill wheel, as"
    text = f"PUMP BOOK 4 -- Lower Mill\nkeeper: Ida Lind\n\n{full}\nwritten: in the spring.\n"
    said = [text[block.start : block.end] for block in plain_blocks(text)]
    assert said[:2] == ["PUMP BOOK 4 -- Lower Mill", "keeper: Ida Lind"]
    assert said[2].endswith("in the spring.")


ANSWER = "It froze in the winter of that year, and nobody could mend it before the ice was gone. " * 3
ASKED = ["When did it freeze?", "And then?", "You mended it yourself.", "Who paid?", "Is it there today?"]


def test_a_question_stands_with_its_answer() -> None:
    """So does what else is said by whoever mostly asks; with nobody who answers nothing leads on."""
    turns = "\n\n".join(f"JD: {asked}\n\nTQ: {ANSWER}" for asked in ASKED)
    reading = read_bytes(f"The Pump\n\n{turns}\n".encode(), "a.txt")
    text = reading.document.text
    leading = [text[block.start : block.end] for block in reading.blocks if block.leads]
    assert leading == [f"JD: {asked}" for asked in ASKED]
    for piece in split(text, reading.blocks, "en"):
        said = [text[start:end] for start, end in piece.sentences]
        assert not said or not said[-1].startswith("JD:")
    alone = "\n\n".join(f"JD: {asked}" for asked in ASKED * 2)
    assert not any(block.leads for block in read_bytes(alone.encode(), "a.txt").blocks)


@pytest.mark.parametrize(
    "before", [" date 2025-03-13 ", "Date: 2025-03-13\t", "published 2025-03-13T08:30:00Z "]
)
def test_a_date_before_the_first_words_is_no_part_of_their_sentence(before: str) -> None:
    """It is the document's."""
    reading = read_bytes(f"{before}The weir at Olm broke in the night. It rained.\n".encode(), "a.txt")
    (passage,) = split(reading.document.text, reading.blocks, "en")[-1:]
    first = reading.document.text[slice(*passage.sentences[0])]
    assert (reading.document.date, first) == ("2025-03-13", "The weir at Olm broke in the night.")


def test_a_date_that_a_sentence_begins_with_stays_in_it() -> None:
    """Only what calls it the date parts it."""
    text = "2025-03-13 was the day on which the weir broke. It rained."
    assert [text[b.start : b.end] for b in plain_blocks(text)] == [text]


STAMPS = [
    "09/02/24 22:31  MB-24-0317  YT (night)",
    "12/02/24 09:15  MB-24-0317  MO",
    "13/02/24 13:10 and 15:45 MB-24-0320",
    "14/02/24 09:30 general",
]


def test_the_stamps_of_a_log_head_its_entries() -> None:
    """Below each stands what was noted then, and above all of its passages the number that it is of."""
    told = "Miller rang. The pump ran\nuntil it froze.\nWill ring again."
    log = "\n\n".join(["Calls to the pump house", *(f"{stamp}\n{told}" for stamp in STAMPS)])
    assert heads(log) == [" ".join(stamp.split()) for stamp in STAMPS]
    assert read_bytes(log[log.index(STAMPS[0]) :].encode(), "log.txt").document.title == "log.txt"


@pytest.mark.parametrize(
    "entries",
    [
        [f"{stamp[:14]} Miller rang. The pump froze.\nWill ring again." for stamp in STAMPS],  # is the entry
        [f"{stamp}\n{stamp}" for stamp in STAMPS],  # a line for each
        [f"{stamp}\n\nMiller rang." for stamp in STAMPS],
        [f"{stamp}\nMiller rang." for stamp in STAMPS[:2]],
        [f"{stamp[:14]} Pump {n} tripped\nReset by the night crew." for n, stamp in enumerate(STAMPS)],
        [f"{stamp[:14]} Wick Rovers v Thurso\nReferee: Ana Lind" for stamp in STAMPS],
        [f"{stamp[:14]} Ana Lind\nThe pump is broken." for stamp in STAMPS],
        [f"{stamp[:14]} general\nThe pump is broken." for stamp in STAMPS],
    ],
)
def test_stamps_of_lines_that_tell_head_nothing(entries: list[str]) -> None:
    """Nor do fewer than three."""
    assert not heads("\n\n".join(["Calls to the pump house", *entries]))
