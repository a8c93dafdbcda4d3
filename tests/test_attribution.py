"""To whom the paragraphs of a document give their words."""

import pytest

from index.types import Document
from qa.attribution import _sender, said_in
from qa.evidence import Candidate
from qa.saying import masked, quotations, tags
from qa.speaker import is_named, speaks
from tests.conftest import Ask

REPORT = """# The fan

Adeyemi, who ran the pit, spoke on Monday. "I asked for a fan in March," she said. "Nobody sent one."

"We liked the fan. It was only dear," said the treasurer, Patrice Gold, a retired teacher.

A doctor at the hospital, who asked not to be named because he feared for his job, counted 27 patients. He
said that these were not people who fell.

"It fell," a spokesman for the ministry, Colonel Ihar Menko, told the radio.

"The fan was a bargain," Ruiz said. "I told the board so.

"And the board laughed."
"""
MESSAGE = """# Re: Fish pass

From: Rhys Colgate <chair@club.test>
To: Nils Aronsen <nils@rivers.test>
Date: Wed, 23 Oct 2024 20:41:00 +0100

Hello Nils,

The sixth is fine.

On Mon 21 Oct 2024 at 09:12, Nils Aronsen <nils@rivers.test> wrote:
> A canoe chute is not part of the design.
"""
WROTE = (
    "# Re: Pass\n\nFrom: Rhys Colgate <c@c.test>\nTo: N\n\nThe sixth.\n\n{}\n> A chute is not part of it.\n"
)
TRANSCRIPT = """# Questions

DUNNING: Good afternoon.

KELL (standing): I asked for a fan.

It was refused.

DUNNING: By whom?

KELL: By the office.
"""
TAPE = """# Tape 9

Speaker: Miss Winifred Tolley, born 1891. Asked by Dr Alan Meech and Ada Moss.

AM: Where is the stick?

WT: I gave it away.

PG: It is here.

AM: By whom?

WT: By me.

PG: And by me.
"""
INTERVIEW = """# "I would count my fingers"

*Pavel Orlan was a minister. Now he lives in Warsaw.*

**When did you know?**

In August. I was in the theatre.

**Would you go back?**

I have a ticket.

**How do you live?**

In two rooms.
"""


def document(text: str) -> Document:
    """Return a document of some text."""
    return Document(id="a.md", title="A", date=None, text=text, digest="0" * 64, media_type="text/markdown")


def who_says(text: str, words: str) -> str:
    """Return who says some words of a text, "" where nobody is known to."""
    start = text.index(words)
    return next((one.who for one in said_in(document(text), start, start + len(words))), "")


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("I asked for a fan", "Adeyemi"),
        ("Nobody sent one", "Adeyemi"),
        ("We liked the fan", "the treasurer, Patrice Gold"),
        ("It was only dear", "the treasurer, Patrice Gold"),
        ("It fell", "a spokesman for the ministry, Colonel Ihar Menko"),
        ("And the board laughed", "Ruiz"),
        ("counted 27", ""),
    ],
)
def test_a_quotation_belongs_to_who_is_named_around_it(words: str, who: str) -> None:
    """Before it, inside it or after it, in its paragraph or the one before, where it goes on."""
    assert who_says(REPORT, words) == who


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        (MESSAGE, "The sixth is fine", "Rhys Colgate"),
        (MESSAGE, "A canoe chute", "Nils Aronsen"),
        (
            WROTE.format("Am Mo., 21. Okt. 2024 um 09:12 Uhr schrieb Nils Aronsen <n@r.test>:"),
            "A chute",
            "Nils Aronsen",
        ),
        (
            WROTE.format("Le lun. 21 oct. 2024 à 09:12, Nils Aronsen <n@r.test> a écrit :"),
            "A chute",
            "Nils Aronsen",
        ),
        (
            WROTE.format("El lun, 21 oct 2024 a las 9:12, Nils Aronsen (<n@r.test>) escribió:"),
            "A chute",
            "Nils Aronsen",
        ),
        (TRANSCRIPT, "I asked for a fan", "KELL"),
        (TRANSCRIPT, "It was refused", "KELL"),
        (TRANSCRIPT, "By whom", "DUNNING"),
        (TAPE, "I gave it away", "Winifred Tolley"),
        (TAPE, "Where is the stick", "AM"),  # Alan Meech or Ada Moss
        (TAPE, "And by me", "PG"),  # nobody named above
        (INTERVIEW, "I was in the theatre", "pavel orlan"),
        (INTERVIEW, "Would you go back", ""),
    ],
)
def test_lines_belong_to_who_is_named_above_them(text: str, words: str, who: str) -> None:
    """To a message's sender, to who is quoted in it, to whom a label or initials name, to who answers."""
    assert who_says(text, words) == who


def test_a_note_is_no_speaker() -> None:
    """Labels that name nobody are the sender's, or nobody's; a heading ends what a label began."""
    memo = "**Note:** The work will cost 5,000 euros.\n\nWARNING: It may cost more.\n"
    for words in ("The work will cost", "It may cost more"):
        assert who_says(f"From: Anna Berg <a@berg.test>\n\n{memo}", words) == "Anna Berg"
        assert who_says(f"KELL: I asked.\n\n{memo}", words) == ""
    after = "KELL: I asked.\n\n# Rules\n\nFans are forbidden.\n"
    assert who_says(after, "Fans are forbidden") == ""
    assert who_says(f"From: Anna Berg <a@berg.test>\n\n{after}", "Fans are forbidden") == "Anna Berg"


def test_lines_far_above_a_passage_are_not_read() -> None:
    """Even where no blank line parts them from it, lest all of a long document be read for each passage."""
    lines = "A line of a log.\n"
    assert who_says(f"KELL: I asked.\n{lines * 10}It was refused.", "It was refused") == "kell"
    assert who_says(f"KELL: I asked.\n{lines * 1_000}It was refused.", "It was refused") == ""
    (tag,) = tags(f"Holm, {'who came by bus and by train, ' * 20}the mayor, Mr Kell said.")
    assert "Kell" in tag.who
    assert "Holm" not in tag.who


def test_empty_lines_without_end_are_read_in_one_go() -> None:
    """What tries again at each of them takes minutes."""
    assert who_says(f"KELL: I asked.\n\n{chr(10) * 99_000}DUNNING: By whom?\n", "I asked") == "kell"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Agreeing with Adeyemi, Ruiz said no.", ["Ruiz"]),
        ("“I told them,” said Haig, 71, who did the job for 33 years.", ["Haig"]),
        ("Police came and then, witnesses said, left.", ["witnesses"]),
        ("In a statement the ministry denied this.", ["the ministry"]),
        ("Calloway, who came by bus because his car is gone, told reporters so.", ["Calloway"]),
        ("Berg, the acting mayor, said no.", ["Berg, the acting mayor"]),
        ("The ‘green deal’ is dead, Mr Kell said.", ["Mr Kell"]),
        ("He was told by Kell that it fell.", []),
        ("The claims of the reporters were called weak.", []),
        ("Mr. Tripp insists; St. John argues.", ["Mr. Tripp", "St. John"]),
        ("As was noted by the President, some criticised it.", ["the President"]),
        ("Adeyemi always stressed that it grows.", ["Adeyemi"]),
        ("It grows, as Ruiz put it, like weeds; Berg puts it thus: “····.”", ["Ruiz", "Berg"]),
        ("Berg put it into the drawer.", []),
    ],
)
def test_a_verb_of_saying_has_a_subject(text: str, who: list[str]) -> None:
    """With what stands in apposition; not what stands in another clause, nor who is spoken to."""
    assert [tag.who for tag in tags(masked(text))] == who


def test_quotation_marks_open_and_close_by_what_stands_beside_them() -> None:
    """Straight ones too, and one that closes what began before; a quotation within another is part of it."""
    text = 'A man fell," he said. "No “other” one'
    assert [text[slice(*span)] for span in quotations(text)] == ['A man fell,"', '"No “other” one']
    text = "A ‘green deal’ is the firms’ own,” he said. “No ‘other’ one"
    assert [text[slice(*span)] for span in quotations(text)] == ["‘green deal’", "“No ‘other’ one"]
    text = '“A "green deal" falls," he said. “No other.”'
    assert [text[slice(*span)] for span in quotations(text)] == ['“A "green deal" falls,"', "“No other.”"]


@pytest.mark.parametrize(
    ("who", "own"),
    [
        ("Anton Sulimov", True),
        ("Sulimov's spokesman, Maksim Zorin", True),
        ("Anton Sulimov's lawyer, Maksim Zorin", False),
        ("the mother of Sulimov", None),
        ("the ministry", None),
        ("Zorin", False),
    ],
)
def test_a_lawyer_speaks_for_herself(who: str, own: bool | None) -> None:
    """And so do mothers, friends and rivals; a spokesman does not."""
    assert is_named(frozenset({"sulimov"}), who) is own


def test_the_second_sentence_of_a_quotation_keeps_its_speaker(ask: Ask) -> None:
    """So that what another says of the same, in words that match as well, comes after it."""
    text = (
        '"It is weak," said Ruiz. "Trade with Norland will not grow."\n\n'
        '"It is fine," said Adeyemi. "Trade with Norland will grow."\n'
    )
    for name, quote in (("Ruiz", "will not grow"), ("Adeyemi", "will grow")):
        answer, _ = ask(f"What did {name} say about trade with Norland?", {"a.txt": text})
        assert quote in answer.statements[0].quote


def test_another_by_name_is_hardly_sure_to_be_who_is_asked_for(ask: Ask) -> None:
    """A lawyer's words about her client are not his: the best that there is counts, but not as sure."""
    files = {"a.txt": "Anton Sulimov's lawyer, Maksim Zorin, said in court that he was refused letters.\n"}
    lawyer, _ = ask("What did Zorin say in court?", files)
    client, _ = ask("What did Sulimov say in court?", files)
    assert client.confidence < 0.75 * lawyer.confidence


def test_a_quotation_is_compared_with_its_speaker(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name that a quotation lacks counts as met, and is none of the quote."""
    files = {"a.txt": '"It is weak," said Adeyemi. "It will not grow next year."\n'}
    question = "What did Adeyemi say of how much it will grow?"
    with_speaker, _ = ask(question, files)
    monkeypatch.setattr(Candidate, "told", property(lambda one: one.words))
    without, _ = ask(question, files)
    assert with_speaker.statements[0].quote == '"It will not grow next year."'
    assert with_speaker.confidence > without.confidence


def test_a_document_is_read_once_for_whose_it_is(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many of its passages are; and no sentence for who speaks where nobody is asked for."""
    read: list[str] = []

    def sender(text: str) -> str:
        read.append("sender")
        return _sender(text)

    def speaking(asked: frozenset[str], sentence: str) -> bool | None:
        read.append("speaks")
        return speaks(asked, sentence)

    monkeypatch.setattr("qa.attribution._sender", sender)
    monkeypatch.setattr("qa.whose_words.speaks", speaking)
    filler = "Trade is what it is, and nobody knows what becomes of it in the end. " * 30
    files = {
        "a.txt": "\n\n".join(f"“Trade grows {year},” said Adeyemi. {filler}" for year in range(2001, 2006))
    }
    ask("When did trade grow?", files)
    assert not read
    ask("What did Adeyemi say about trade?", files)
    assert read.count("sender") == 1


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        (
            'The board said no.\n Ana Kell, who heads the club, said the fan was old. "It fell at noon."\n',
            "It fell",
            "Ana Kell",
        ),
        (
            'The board said that it paid. Ana Kell said the fan was old. "It fell at noon, and never rose."',
            "It fell",
            "Ana Kell",
        ),
        (
            'The vote at Fanworks was 8 to 1. The one was Ana Kell. "I know that fan well," she said.',
            "I know",
            "Ana Kell",
        ),
        (
            'Ana Kell said no. "The fan fell," she said. Her rival Udo Holm laughed. "It is old," he said.',
            "It is old",
            "Udo Holm",
        ),
        (
            'Ana Kell said no. "The fan fell," she said. All laughed in Oldport. "It is old," she said.',
            "It is old",
            "Ana Kell",
        ),
        (
            'Kell met Udo Holm at the pit. "I know that fan well," she said. Nobody heard Ana Kell.',
            "I know",
            "Kell",
        ),
    ],
)
def test_who_speaks_is_the_nearest_and_a_person(text: str, words: str, who: str) -> None:
    """Not who spoke first in a paragraph, nor a firm; a surname alone is somebody's."""
    assert who_says(text, words) == who
