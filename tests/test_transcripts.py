"""Transcripts of hearings whose lines are numbered: what is read, where it stands, and who says it."""

import pytest

from index.split import split
from qa.attribution import said_in
from qa.lists import lists_of
from tests.pdf import page, pdf, words
from tests.test_formats import kinds, place_of, read

DEPOSITION = """
                                                              0041
 1                SUPERIOR COURT OF MARLOW COUNTY
 2
 3                  DEPOSITION OF DWIGHT SARGENT
                                                              0042
 1                DWIGHT SARGENT,
 2   having been first duly sworn, testified as follows:
 3                      EXAMINATION
 4   BY MS. HALE:
 5        Q.   Good morning.  You ran the mill?
 6        A.   From 2011 on.  I answered to the
 7   board in Orrin, and to nobody else.
 8        Q.   Was the guard on the saw?
 9             MR. PIKE:  Objection, form.
10             THE WITNESS:  It was off, since the
11   Friday.
12             (Whereupon, a recess was taken from 10:02
13   to 10:15.)
14        Q.   Who took it off?
15        A.   A man from the night shift.  It was Lyle
                                                              0043
 1   Brandt, I think.
"""
HEARING = """HARBOUR INQUIRY
Tuesday, 4 March 2025

Witness: DANA HOLM (affirmed)                         Page 7

  EXAMINATION BY MR LORD

21  Q. You kept the lamp?
22  A. For nine years. The oil came
23     on Mondays.
                                                      Page 8
24  THE CHAIR: In winter too?
25  A. Yes.
26  MR LORD: I have nothing further.

  CROSS-EXAMINATION BY MS PIKE

27  Q. Who rang the bell?
28  A. My brother did,
29     every hour.
30  THE CHAIR: Thank you.
"""

UNNUMBERED = """            COUNTY COURT OF MARLOW
      EXAMINATION BEFORE TRIAL OF IDA FENN

   Place:     Offices of Pike and Partners, Mill Street, Orrin
   Present:   Ms R. Hale

                                                     Page 12
   Q.  (Ms Hale) You kept the keys?
   A.  All of them.  The spare was in a tin, and nobody
       but me knew of it.

   Q.  Who had it that night?
   A.  Lyle.
       MR PIKE: I object, but go on.

                                                     Page 15
   Q.  Was he asked to bring it
       back?
   A.  Twice.
   Q.  Did he?
   A.  No.

   CORRECTIONS (signed 3 May 2022)
   Page 12, line 2: for "tin" read "cup".
"""


def test_a_transcript_without_numbers_is_read_by_turns() -> None:
    """What stands apart below the last answer is nobody's, and who asks is told in brackets."""
    reading = read("trial.txt", UNNUMBERED.encode())
    said = [text for _, text in kinds(reading)]
    assert said[:4] == [
        "COUNTY COURT OF MARLOW",
        "EXAMINATION BEFORE TRIAL OF IDA FENN",
        "Place: Offices of Pike and Partners, Mill Street, Orrin",
        "Present: Ms R. Hale",
    ]
    assert "A. All of them. The spare was in a tin, and nobody but me knew of it." in said
    assert said[8:10] == ["MR PIKE: I object, but go on.", "Q. Was he asked to bring it back?"]
    assert said[-2:] == ["CORRECTIONS (signed 3 May 2022)", 'Page 12, line 2: for "tin" read "cup".']
    assert "back?\nA. Twice." in reading.document.text
    assert place_of(reading, "Twice") == "page 15"
    text = reading.document.text
    who = {text[s.start : s.end].strip(): s.who for s in said_in(reading.document, 0, len(text))}
    assert (who["Twice."], who["Who had it that night?"]) == ("IDA FENN", "Ms Hale")
    questions = UNNUMBERED.replace("EXAMINATION BEFORE TRIAL OF", "KEYS, FOR")
    assert "Page 12" in read("keys.txt", questions.encode()).document.text


def test_the_lines_of_a_turn_are_one_paragraph_without_their_numbers() -> None:
    """The question stands right above its answer, and who speaks below is told by headings."""
    reading = read("deposition.txt", DEPOSITION.encode())
    assert kinds(reading)[2:] == [
        ("prose", "DWIGHT SARGENT, having been first duly sworn, testified as follows:"),
        ("heading", "EXAMINATION"),
        ("heading", "BY MS. HALE:"),
        ("prose", "Q. Good morning. You ran the mill?"),
        ("prose", "A. From 2011 on. I answered to the board in Orrin, and to nobody else."),
        ("prose", "Q. Was the guard on the saw?"),
        ("prose", "MR. PIKE: Objection, form."),
        ("prose", "THE WITNESS: It was off, since the Friday."),
        ("prose", "(Whereupon, a recess was taken from 10:02 to 10:15.)"),
        ("prose", "Q. Who took it off?"),
        ("prose", "A. A man from the night shift. It was Lyle Brandt, I think."),
    ]
    assert "form.\nTHE WITNESS" in reading.document.text
    assert reading.document.title == "SUPERIOR COURT OF MARLOW COUNTY"


def test_a_place_is_a_page_and_a_line() -> None:
    """Pages are told above their lines, by a word or a number alone, or below them."""
    deposition = read("deposition.txt", DEPOSITION.encode())
    assert place_of(deposition, "board in Orrin") == "page 42, line 7"
    assert place_of(deposition, "Brandt, I think") == "page 43, line 1"
    hearing = read("hearing.txt", HEARING.encode())
    assert [place_of(hearing, words) for words in ("on Mondays", "In winter", "CROSS")] == [
        "page 7, line 23",
        "page 8, line 24",
        "page 8",
    ]
    assert hearing.document.date == "2025-03-04"
    below = HEARING.replace("                         Page 7", "") + f"{'Page 9':>60}\n"
    assert place_of(read("hearing.txt", below.encode()), "on Mondays") == "page 8, line 23"
    untold = HEARING.replace("Page 7", "").replace("Page 8", "")
    assert place_of(read("hearing.txt", untold.encode()), "In winter") == "line 24"


@pytest.mark.parametrize(
    "line",
    [
        "{}  The sea is grey and so am I,",
        "{}  import thing",
        "{}.  Q. What is it?",
        "{}  Ely  40  12",
        "{} Q. Why?",
    ],
)
def test_other_numbered_lines_stay_as_they_are(line: str) -> None:
    """Poems, listings, lists and tables: none has turns of two speakers."""
    text = "\n".join(line.format(number) for number in range(1, 40))
    assert read("a.txt", text.encode()).document.text == text


@pytest.mark.parametrize("labels", [("WARN", "INFO"), ("FULL NAME", "HOME TOWN")])
def test_numbered_lines_with_labels_stay_as_they_are(labels: tuple[str, ...]) -> None:
    """Logs and forms: nobody speaks in them."""
    text = "\n".join(f"{n + 1}  {labels[n % 2]}: what it says" for n in range(40))
    assert read("a.txt", text.encode()).document.text == text


def test_a_list_of_questions_with_answers_keeps_its_numbers() -> None:
    """Where most lines have none."""
    text = "\n".join(f"{n}  Q. Who is number {n}?\n   A. He.\n   And she." for n in range(1, 20))
    assert read("a.txt", text.encode()).document.text == text


def test_a_question_stands_in_the_passage_of_its_answer() -> None:
    """However long what stands before it is."""
    lines = [f"Q. Did it rain in the {n}th week?\nA. It did, {'and ' * (n % 13)}then not." for n in range(60)]
    numbered = "\n".join(f"{n % 25 + 1:>2}  {line}" for n, line in enumerate("\n".join(lines).splitlines()))
    reading = read("a.txt", numbered.encode())
    text = reading.document.text
    for piece in split(text, reading.blocks, "en"):
        assert not text[piece.start : piece.end].rstrip().endswith("?")
        assert piece.end - piece.start <= 602


def test_who_asks_and_who_answers() -> None:
    """The witness who was sworn last, and the one by whom the examination is; nobody where it isn't told."""
    document = read("hearing.txt", HEARING.encode()).document
    said = {document.text[s.start : s.end].strip(): s.who for s in said_in(document, 0, len(document.text))}
    assert said["Yes."] == "DANA HOLM"
    assert said["My brother did, every hour."] == "DANA HOLM"
    assert said["You kept the lamp?"] == "MR LORD"
    assert said["Who rang the bell?"] == "MS PIKE"
    text = DEPOSITION.replace("having been first duly sworn, ", "")
    document = read("a.txt", text.replace("DEPOSITION OF ", "CASE OF ").encode()).document
    said = {document.text[s.start : s.end].strip(): s.who for s in said_in(document, 0, len(document.text))}
    assert said["Who took it off?"] == "MS. HALE"
    assert "A man from the night shift. It was Lyle Brandt, I think." not in said


def test_questions_and_answers_are_no_list() -> None:
    """Of which one that asks for several things would be answered by all."""
    text = "Q. Who came?\nA. Ann did.\nQ. Why?\nA. To see."
    lines = [(0, 12), (13, 24), (25, 32), (33, 43)]
    assert lists_of(text, lines, "") == ()


def test_numbers_in_the_margin_of_a_pdf_are_those_of_lines() -> None:
    """They were the first column of a table; the head of its pages stands among no turn."""
    said = [
        (
            "Q.  You kept the lamp?",
            "A.  For nine years, and before that my uncle",
            "did, who came",
            "from Ely.",
        ),
        ("He is dead.", "Q.  Who rang the bell?", "A.  My brother.", "Q.  Why?"),
        ("A.  For fog.", "Q.  Always?", "A.  Yes, in the", "winter."),
    ]
    pages = []
    for number, lines in enumerate(said):
        placed = [(60, 700 - 20 * n, str(n + 1)) for n in range(len(lines))]
        placed += [(90 + 20 * (line[1] != "."), 700 - 20 * n, line) for n, line in enumerate(lines)]
        head, foot = (60, 790, "Harbour inquiry, day 4"), (290, 40, str(number + 31))
        pages.append(page(words([head, *placed, foot])))
    found = read("a.pdf", pdf(pages))
    assert [text for _, text in kinds(found)][:4] == [
        "Harbour inquiry, day 4",
        "Q. You kept the lamp?",
        "A. For nine years, and before that my uncle did, who came from Ely. He is dead.",
        "Q. Who rang the bell?",
    ]
    assert place_of(found, "He is") == "page 32, line 1"
    assert found.document.page_at(found.document.text.index("He is")) == 2
