"""Reports that grow entry by entry, as plain text."""

from tests.test_formats import read

SAID = (
    "The ferry Aurora is still at the quay, with all of its lights on, and the band has gone home in the "
    "rain that began at noon and has not ended since."
)
TIMES = ("23.10", "Thu 14 Mar 2024 22:40", "9:05 pm", "18:30 GMT")


def _headings(text: str) -> list[tuple[int, str]]:
    reading = read("live.txt", text.encode())
    return [(block.level, block.label) for block in reading.blocks if block.kind == "heading"]


def test_a_time_heads_its_entry() -> None:
    """With the headline right below it, if there is one."""
    entries = f"{TIMES[0]}\nStill no ferry\nIda Lind\n{SAID}\n" + "".join(f"{t}\n{SAID}\n" for t in TIMES[1:])
    assert _headings(f"Ferry: nobody leaves after 3 hours of rain – as it happened\n{SAID}\n{entries}") == [
        (1, "Ferry: nobody leaves after 3 hours of rain – as it happened"),
        (2, "23.10"),
        (3, "Still no ferry"),
        *((2, time) for time in TIMES[1:]),
    ]


def test_the_times_of_a_timetable_head_nothing() -> None:
    """Below them stand short lines, of which each says what is then."""
    text = "The day\n" + "".join(f"{time}\nA talk on tides\n" for time in (*TIMES, "10:00", "11:00"))
    assert not {label for _, label in _headings(text)} & {*TIMES}


def test_a_line_that_only_says_when_is_no_title() -> None:
    """Nor is a label with figures; a headline that begins like one is."""
    for line in ("date 2025-03-13", "Last modified on Fri 15 Mar 2024 02.14", "Date: 3 May 2024, Selby"):
        assert (
            read("a.txt", f"{line}\nNo ferry leaves\n{SAID}\n".encode()).document.title == "No ferry leaves"
        )
    headline = "Ferry talks: a deal at the quay after 61 hours"
    assert read("a.txt", f"{headline}\n{SAID}\n".encode()).document.title == headline


def test_the_day_of_signing_goes_before_that_of_an_event() -> None:
    """And behind a dateline."""
    text = f"Republic\nThe Government regrets the measures taken on 14 May 2025 by others.\n{SAID}\n{SAID}\n"
    signed = "Done at Port-Liard, on 16 May 2025\nThe Minister\n"
    assert read("a.txt", f"{text}{signed}".encode()).document.date == "2025-05-16"
    assert read("a.txt", f"Selby, 15 May 2025\n{text}{signed}".encode()).document.date == "2025-05-15"
