"""Judgments: all of one is the words of the judge whom its head alone names."""

import pytest

from qa.judges import finds, judge_of, may_be_judges
from qa.question import read_question
from qa.retrieve import Match, retrieve
from qa.subject import asked_of, subjects_of
from qa.whose_words import Speakers
from tests.conftest import Build
from tests.support import FakeEncoder

FILLING = "The rain went on all that week, and the sea was over the quay and in the lower streets. " * 8
HEAD = "THE MILL COURT OF SELBY\n\nBefore: MRS JUSTICE LIND\n\nOrme v Voss\n\nJUDGMENT\n\n"
RULING = f"{HEAD}{FILLING}\n\nThe rope was of hemp. I find that Mr Voss said that it was new.\n\n{FILLING}\n"
HEARING = f"{HEAD}" + "MR PIKE: I have a rope, my Lady.\n\nMR OAKE: I have none.\n\n" * 3


def passage(build: Build, text: str, word: str) -> Match:
    """Return the passage of a document that has a word."""
    found = retrieve(build({"a.txt": text}), FakeEncoder(), f"What of the {word}?", 9).matches
    return next(one for one in found if word in one.hit.text)


@pytest.mark.parametrize(
    ("head", "judge"),
    [
        ("JUDGMENT\n\nBefore: MR JUSTICE HOLM\n\n", "HOLM"),
        ("RULING\n\nBefore Her Honour Judge Edda Holm KC\n\n", "Edda Holm"),
        ("APPROVED JUDGMENT\n\nMr Justice Holm :\n\n1. It is about a rope.\n", "Holm"),
        ("OPINION\n\nJUSTICE HOLM delivered the opinion of the Court.\n\n", "HOLM"),
        ("OPINION AND ORDER\n\nEDDA M. HOLM, United States District Judge.\n\n", "EDDA M. HOLM"),
        ("JUDGMENT\n\nBefore: Lord Justice Holm, Lady Justice Lind and Mr Justice Berg\n\n", ""),
        ("Judgment\n\n**Before:** Mr Justice Holm\n\n", "Holm"),
        ("JUDGMENT\n\nBefore: HHJ Holm KC\n\n", "Holm"),
        ("JUDGMENT\n\nBefore:\nLord Justice Holm\nLady Justice Lind\nand\nLord Justice Berg\n\n", ""),
        ("JUDGMENT\n\nBefore: Lord Justice Holm\n\nLady Justice Lind\n\n", ""),
        ("JUDGMENT\n\nBefore: Judge Holm\nMs Lind and Mr Berg, lay members\n\n", ""),
        ("DECISION\n\nBefore: Judge Holm (chair)\n\n", ""),
        ("OPINION\n\nJUSTICE HOLM delivered the opinion of the Court.\n\nJUSTICE LIND, dissenting.\n\n", ""),
        ("Mill case: ruling today\nBefore Judge Holm\n\nBy Ida Fenn\n\nI think it is too low.\n", ""),
        ("Opinion polls\n\nBefore: Judge Holm\n\n", ""),
        ("Judgment day at the pie show\n\nBefore: Judge Holm\n\n", ""),
        ("Minutes\n\nBefore: MR JUSTICE HOLM\n\n", ""),
        ("Judgment day\n\nMaster Plan\n\nThe case came before Judge Holm on Monday.\n", ""),
    ],
)
def test_the_head_of_a_judgment_says_who_gives_it(build: Build, head: str, judge: str) -> None:
    """One judge alone; of several, and where others speak too, nobody is known to say it all."""
    document = passage(build, f"{head}{FILLING}\n\nThe rope was of hemp.\n", "hemp").document
    assert judge_of(document, 0) == judge


def test_in_a_hearing_others_speak_too(build: Build) -> None:
    """Its head names the judge as that of a judgment does."""
    assert judge_of(passage(build, RULING, "hemp").document, 0) == "LIND"
    assert judge_of(passage(build, HEARING, "rope").document, 0) == ""


def test_what_is_annexed_or_a_witness_says_is_not_the_judges(build: Build) -> None:
    """Below the heading of an annex, and where "I" doesn't find, hold or decide."""
    annexed = f"{RULING}\nANNEX: LETTER OF MRS KERN\n\nThe chain was of iron.\n"
    document = passage(build, annexed, "iron").document
    assert judge_of(document, annexed.index("hemp")) == "LIND"
    assert judge_of(document, annexed.index("iron")) == ""
    assert may_be_judges("The rope was of hemp.")
    assert may_be_judges("I find that the rope was of hemp.")
    assert not may_be_judges("I saw the rope in the mud.")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Of what was the rope, according to Lind J?", "Of what was the rope, according to it?"),
        ("Why did Mrs Justice Lind allow it?", "Why did it allow it?"),
        ("Why did the judge allow the claim?", "Why did it allow the claim?"),
        ("How old is Mrs Justice Lind?", "How old is Mrs Justice Lind?"),
        ("Why did Mr Justice Berg allow the claim?", "Why did Mr Justice Berg allow the claim?"),
    ],
)
def test_the_reader_is_not_asked_of_the_judge(build: Build, question: str, expected: str) -> None:
    """No passage below the head of a judgment names the judge."""
    asked = read_question(question, (None,))
    assert asked_of(asked, subjects_of(asked), passage(build, RULING, "hemp")) == expected


def test_what_a_judgment_says_is_said_by_its_judge(build: Build) -> None:
    """Also where it is found that somebody said something; not by another judge."""
    match = passage(build, RULING, "hemp")
    text = match.document.text
    for sentence in ("The rope was of hemp.", "I find that Mr Voss said that it was new."):
        start = text.index(sentence)
        place = (match, start, start + len(sentence))
        assert Speakers("What did Mrs Justice Lind say about the rope?").own(*place)
        assert not Speakers("What did Mr Justice Berg say about the rope?").own(*place)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("24. I allow it in full.", True),
        ("However, I do not accept that.", True),
        ("I am not persuaded that it was.", True),
        ("I accept it, as Mr Voss said.", True),
        ("I find that Mr Voss, who was tired, said so.", True),
        ("I was told that it was new.", False),
        ("I find the rope dry, Mr Voss wrote.", False),
        ("I reject it, he told me in May, and he left.", False),
        ("> I find the rope dry.", False),
        ("Mr Voss says that I find ropes.", False),
    ],
)
def test_what_a_judge_finds(sentence: str, *, found: bool) -> None:
    """It begins with that, and may go on with what others say."""
    assert finds(sentence) is found
