"""Lines of letters and e-mails that say nothing."""

import re

import pytest

from qa.letters import is_formula, is_header, is_of_letter, signs
from qa.lists import lists_of
from qa.retrieve import retrieve
from tests.conftest import Ask, Build
from tests.support import FakeEncoder

MAIL = """From: Helen Bostock <helen@rivers.test>
To: Staff <staff@rivers.test>
Date: Mon, 02 Dec 2024 12:10:00 +0000
Subject: Party

Hi everyone,

the party is on Thursday 19 December at the Ferry Inn.

Kind regards

Helen
"""


@pytest.mark.parametrize(
    ("sentence", "formula"),
    [
        ("Hello Nils,", True),
        ("Dear Ms Berg,", True),
        ("Hi everyone,", True),
        ("Kind regards", True),
        ("Best wishes\nNils", True),
        ("Yours sincerely,", True),
        ("[07:40]", True),
        ("[Side A. 00:00]", True),
        ("-----o-----", True),
        ("[18th July 2011]", False),
        ("[He was buried at sea in 1830.]", False),
        ("5", False),
        ("Thank you for your letter about the fish pass.", False),
        ("Dear goods, he said, were not bought.", False),
        ("Best route to the station", False),
        ("Hello World prints a line", False),
        ("Thanks to a grant of £3,000 the path was built.", False),
    ],
)
def test_greetings_and_closing_formulas_are_told(sentence: str, formula: bool) -> None:
    """By their words, and since they are all of a line."""
    assert is_formula(sentence) is formula


@pytest.mark.parametrize(
    ("line", "empty"),
    [
        ("The Curate's House, Aldermouth, 3 August 1832", True),
        ("Halifax, Nova Scotia, August 3, 1832.", True),
        ("Aldermouth, Tuesday 3 August 1832", True),
        ("Died, 3 August 1832", False),
        ("发布日期：2024年6月18日", False),
        ("- Anna Berg, 3 August 1832", False),
        ("The fire broke out in Selby, 3 August 1832", False),
        ("3 August 1832", False),
        ("Sir,", True),
        ("Reverend and dear Sir,", True),
        ("Friends, it is over.", False),
        ("Your dutiful son,", True),
        ("I am, Sir, your most humble and obedient servant,", True),
        ("Your brother is here.", False),
        ("[GAR/3/12]  Edmund Penn to his brother Charles Penn in Halifax", True),
        ("James Rennick, engineer, to his cousin Thomas Garraway", True),
        ("Petra Berg to write to Ostrand", False),
        ("Anna Berg to Rome", False),
    ],
)
def test_what_stands_around_a_letter_is_told(line: str, empty: bool) -> None:
    """Where and when it was written, by whom to whom, how it begins and ends."""
    assert is_of_letter(line) is empty


def test_places_and_dates_one_below_the_other_are_a_list() -> None:
    """They are what is said."""
    line, other = "Selby, 3 August 1832", "Aldermouth, 5 August 1832"
    assert is_of_letter(line, before="Dear Anna,", after="It rains.")
    assert not is_of_letter(line, after=other)
    assert not is_of_letter(line, before=other)


LETTER = """Letters of the parish

Mill House, Selby, 3 August 1832

Sir,

Seven were buried on 2 August 1832, and the sexton has run off.

Your dutiful son,
Thomas Orme
"""


def test_what_stands_around_a_letter_is_no_evidence(ask: Ask) -> None:
    """Unless it is asked who wrote, or from where."""
    answer, _ = ask("What happened at Selby in August 1832?", {"a.txt": LETTER})
    assert answer.statements[0].quote.startswith("Seven were buried")
    assert not any(one.quote.startswith(("Mill House", "Sir", "Your")) for one in answer.statements)
    answer, _ = ask("When was it written, Sir, at Mill House in Selby?", {"a.txt": LETTER})
    assert answer.statements[0].quote.startswith("Mill House")


def test_what_asks_for_the_date_of_a_text_is_known_in_english_alone(ask: Ask) -> None:
    """So that a line with place and date may answer a question in another language."""
    text = (
        "Aviso\n\nEl pozo se cierra el lunes por la falta de lluvia.\n\nValdearenas, 18 de agosto de 2024\n"
    )
    answer, _ = ask("¿Cuándo se firmó el aviso en Valdearenas, en agosto?", {"a.txt": text})
    assert answer.statements[0].quote.startswith("Valdearenas")


def test_headers_and_greetings_are_no_evidence(ask: Ask) -> None:
    """Unless it is asked who wrote, or when."""
    for question in ("Is the party on Mon, 02 Dec 2024 at 12:10?", "Hi everyone, is everyone going out?"):
        answer, _ = ask(question, {"a.eml": MAIL})
        assert answer.statements[0].quote.startswith("the party is on Thursday")
    answer, _ = ask("On which date did Helen Bostock send the mail?", {"a.eml": MAIL})
    assert answer.statements[0].quote.startswith(("Date:", "From:"))


@pytest.mark.parametrize(
    ("line", "signed"),
    [
        ("(signed) A. Holm                (signed) K. Berg", True),
        ("Signed: Ana Holm, harbour master", True),
        ("/s/ Ana Holm", True),
        ("Signed copies are sent to the owners.", False),
        ("(signed) The petition was handed in by Ida Falk.", False),
        ("Signed: the fence contract, worth £900, with Wire Ltd.", False),
        ("The lease was signed: Holm paid.", False),
    ],
)
def test_who_signed_is_told(line: str, signed: bool) -> None:
    """By the word in brackets or before a colon."""
    assert signs(line) is signed
    assert is_of_letter(line) is signed


def test_headers_of_quoted_messages_are_no_evidence(ask: Ask) -> None:
    """Each may be a paragraph; a line that is called like one, and heads no message, says something."""
    quoted = (
        "> From: Kim Berg\n> Sent: Monday, 2 December 2024\n> To: Ana Holm; Nils Ruiz\n> Subject: Ferry\n>\n"
        "> The engine of the ferry failed, said Nils.\n>\n> To: the old quay, at nine.\n"
    )
    answer, _ = ask("Was Nils Ruiz hurt?", {"a.eml": MAIL + quoted})
    assert answer.statements[0].quote == "> The engine of the ferry failed, said Nils."
    forwarded = quoted.replace("> ", "").replace("\n", "\n\n")
    answer, _ = ask("Was Nils Ruiz hurt?", {"a.eml": MAIL + forwarded})
    assert answer.statements[0].quote == "The engine of the ferry failed, said Nils."
    answer, _ = ask("Is the old quay old?", {"a.eml": MAIL + quoted})
    assert answer.statements[0].quote == "> To: the old quay, at nine."


def test_signatures_are_no_list() -> None:
    """Nor what stands below them."""
    text = "The lease ends in May.\n(signed) Ana Holm   (signed) Kim Berg\nChair   Clerk"
    lines = [(m.start(), m.end()) for m in re.finditer("[^\\n]+", text)]
    assert lists_of(text, lines, "Lease") == ()
    bare = text.replace("(signed) ", "")
    assert len(lists_of(bare, [(m.start(), m.end()) for m in re.finditer("[^\\n]+", bare)], "Lease")) == 1


QUOTED = """The quay is shut for the week.

-----Original Message-----

From: Zoe Lind

Sent: 3 May 2024

To: Ana Holm

Dear Ana, the sails were stolen.
"""


def test_the_head_of_an_earlier_message_is_known_by_its_lines(build: Build) -> None:
    """Each is a paragraph of the message that it stands in; a letter that begins so has no such head."""
    library = build({"a.txt": QUOTED, "b.txt": "To: Ana Holm\n\nThe sails of the ferry were stolen.\n"})
    with_head, without = (
        next(m for m in retrieve(library, FakeEncoder(), "sails stolen").matches if m.document.id == name)
        for name in ("a.txt", "b.txt")
    )
    assert is_header("To: Ana Holm", with_head)
    assert not is_header("Dear Ana, the sails were stolen.", with_head)
    assert not is_header("To: Ana Holm", without)


def test_a_greeting_is_no_item_of_a_list() -> None:
    """Nor is the paragraph below it, though the line before ends with a comma."""
    text = "Dear Ana,\nThe board has passed on your offer of £90.\nNor would I take it.\n"
    lines = [(m.start(), m.end()) for m in re.finditer("[^\\n]+", text)]
    assert lists_of(text, lines, "Offer") == ()
    fruit = text.replace("Dear Ana,", "Dearer apples,")
    assert len(lists_of(fruit, [(m.start(), m.end()) for m in re.finditer("[^\\n]+", fruit)], "Offer")) == 1
