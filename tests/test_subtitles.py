"""Subtitles and transcripts of meetings: who says what, and when."""

import re
import time

from tests.test_formats import kinds, place_of, read

MEETING = """WEBVTT Review of the pump

NOTE Recorded on 18 March 2026 by Ana

NOTE Confidence: 0.89

1
00:00:04.120 --> 00:00:09.480 align:start
<v Ana Berg>The pump &amp; the relay</v>

2
00:00:09.900 --> 00:00:15.200
<v Ana Berg>are new.</v>

3
01:02:16.010 --> 01:02:21.730
<v.loud Jun de Wit>Who <c.red>pays</c>?</v>
"""
ROLLING = """WEBVTT

00:00:00.000 --> 00:00:02.000
hello<00:00:00.500><c> and</c> welcome

00:00:02.000 --> 00:00:02.010
hello and welcome

00:00:02.010 --> 00:00:04.500
hello and welcome
to the quay

00:00:04.510 --> 00:00:06.500
to the quay
today
"""
LABELLED = """1
00:00:04,120 --> 00:00:09,480
Ana Berg: We moved the date.
It is the <i>library</i>.

2
00:00:10,100 --> 00:00:12,480
Jun de Wit: Note: bring cables.

3
00:00:13,100 --> 00:00:14,480
Ana Berg: Will do.

4
00:00:15,100 --> 00:00:16,480
- Who is there?
- Me.
"""


def test_what_a_speaker_says_is_a_paragraph() -> None:
    """Its place is when it is said; notes of programs are left out, captions that roll told once."""
    found = read("a.vtt", MEETING.encode())
    assert found.document.title == "Review of the pump"
    assert found.document.date == "2026-03-18"
    assert [words for _, words in kinds(found)] == [
        "Recorded on 18 March 2026 by Ana",
        "Ana Berg: The pump & the relay are new.",
        "Jun de Wit: Who pays?",
    ]
    assert place_of(found, "Who pays") == "at 1:02:16"
    assert place_of(found, "Recorded") is None
    assert read("a.vtt", ROLLING.encode()).document.text == "hello and welcome to the quay today"
    assert read("a.srt", LABELLED.encode()).document.text == (
        "Ana Berg: We moved the date. It is the library.\n\nJun de Wit: Note: bring cables.\n\n"
        "Ana Berg: Will do.\n\nWho is there?\n\nMe."
    )


def test_long_speeches_are_parted_where_a_sentence_ends() -> None:
    """So that what is said is near its time."""
    cues = (
        f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\nThe quay is {n} metres long and dry.\n"
        for n in range(30)
    )
    found = read("a.srt", "\n".join(cues).encode())
    assert 2 <= len(found.blocks) <= 4
    assert all(words.startswith("The") and words.endswith("dry.") for _, words in kinds(found))


def test_broken_marks_take_no_time_and_stay_out_of_names() -> None:
    """Marks of voices that nothing closes, notes of one endless word, and captions of very many lines."""
    lines = "\n".join(f"line {number}" for number in range(20_000))
    cue = "00:00:0{}.000 --> 00:00:0{}.500\n{}\n\n"
    hostile = ("<v " * 30_000, f"<v{' ' * 30_000}x", lines, lines)
    cues = "".join(cue.format(number, number, words) for number, words in enumerate(hostile))
    begun = time.perf_counter()
    found = read("a.vtt", f"WEBVTT\n\nNOTE\n{'a' * 50_000}_\n\n{cues}".encode())
    assert time.perf_counter() - begun < 10
    assert found.document.text.count("line 19999") == 2
    named = read("a.vtt", b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v.loud  Ana Berg >Hello.</v>\n")
    assert named.document.text == "Ana Berg: Hello."


def test_captions_without_numbers_are_read_too() -> None:
    """Some programs leave them out; a comma in what is said stays."""
    numbered = LABELLED.replace("Will do.", "Will do, 1,5 km.")
    bare = re.sub(r"^\d\n", "", numbered, flags=re.MULTILINE)
    text = read("a.srt", bare.encode()).document.text
    assert text == read("a.srt", numbered.encode()).document.text
    assert "Will do, 1,5 km." in text
