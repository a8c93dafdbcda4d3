"""What a sentence tells only to say that it was wrong."""

from types import SimpleNamespace
from typing import cast

import pytest

from qa.evidence import Candidate
from qa.question import read_question
from qa.told_wrongly import tells_what_was_wrong


def _told_wrongly(question: str, document: str, text: str, answer: str) -> bool:
    start, marked = document.index(text), text.index(answer)
    candidate = SimpleNamespace(
        text=text,
        start=start,
        end=start + len(text),
        answer=(marked, marked + len(answer)),
        match=SimpleNamespace(document=SimpleNamespace(text=document)),
    )
    return tells_what_was_wrong(read_question(question), cast(Candidate, candidate))


BUILT = "An earlier version of this article said the weir was built in 1912."


@pytest.mark.parametrize(
    ("question", "text", "answer", "wrong"),
    [
        ("When was the weir built?", BUILT, "1912", True),
        (
            "When was the weir built?",
            "It was built in 1921, not in 1912 as an earlier version said.",
            "1921",
            False,
        ),
        (
            "When was the weir built?",
            "An earlier version said it was built in 1912; it was in 1921.",
            "1921",
            False,
        ),
        ("What did an earlier version say of the weir?", BUILT, "built in 1912", False),
        ("Who wrote that the weir is old?", BUILT, "the weir", False),
        (
            "When was Harp sold?",
            "The first version of the program, called Harp, was sold in 1994.",
            "1994",
            False,
        ),
        ("How much did Orme pay?", "Orme wrongly put 9 pounds into the box.", "9 pounds", False),
        ("Who got the key?", "The clerk mistakenly gave the key to Ida Fenn.", "Ida Fenn", False),
        ("When was it sold?", "The bailiff wrongly recorded the sale on 4 May.", "4 May", False),
        ("What does Harp list?", "Previous versions of Harp listed nine files.", "nine files", False),
        ("How much is pumped?", "Earlier versions of this pump gave 9 litres.", "9 litres", False),
        ("What does a pump have?", "The first version of this manual gave it a key.", "a key", False),
        ("What is the seal of?", "The seal was wrongly described as rubber.", "rubber", True),
        ("Who owns the mill?", "The Echo wrongly reported that Ana Lind owns the mill.", "Ana Lind", True),
        ("Who owns the mill?", "We wrote that Ana Lind owns the mill, and she was glad.", "Ana Lind", False),
        ("Who owns the mill?", "Correction: We wrote that Ana Lind owns the mill.", "Ana Lind", True),
    ],
)
def test_what_a_correction_says_was_wrong_is_no_answer(
    question: str, text: str, answer: str, wrong: bool
) -> None:
    """Unless it is asked for; what is so since may stand in the same sentence."""
    assert _told_wrongly(question, f"The weir is old.\n\n{text} She was ill.", text, answer) is wrong


def test_a_correction_goes_on() -> None:
    """What "it also gave" is as wrong."""
    also = "It also gave the share of the town as 40 per cent."
    assert _told_wrongly("What is the share of the town?", f"Sold.\n\n{BUILT} {also}", also, "40 per cent")
    apart = f"{BUILT}\n\nThe fund paid for the roof. {also}"
    assert not _told_wrongly("What is the share of the town?", apart, also, "40 per cent")


@pytest.mark.parametrize(
    ("said", "below", "wrong"),
    [
        ("Orme had stated that Berg was on the bridge.", "He was in fact in the saloon.", True),
        ("Orme had stated that Berg was on the bridge.", "He was in fact its master.", False),
        ("Orme had stated that Berg was on the bridge.", "That was untrue.", True),
        ("Orme had stated that Berg was on the bridge.", "That isn't so, he laughed.", False),
        ("Orme had stated that Berg was on the bridge.", "In fact everybody knows it.", False),
        ("Orme had stated that Berg was on the bridge.", "That was a mistake.", False),
        ("Orme put Berg on the bridge.", "That is not the case.", False),
        ("Orme had stated that Berg was on the bridge.", "He had a glass in his hand.", False),
        ("Berg was on the bridge.", "That was wrong, she thinks.", False),
        ("Berg, it was told, was on the bridge.", "That wasn't true.", True),
        (
            "Berg, it was told, was on the bridge.",
            "That is not right for a captain who has slept so little.",
            False,
        ),
        ("Orme had stated that Berg was on the bridge.", "\n\nThat was untrue.", False),
    ],
)
def test_what_the_next_sentence_denies_is_no_answer(said: str, below: str, wrong: bool) -> None:
    """It has to stand in the same paragraph."""
    assert _told_wrongly("Where was Berg?", f"{said} {below}", said, "on the bridge") is wrong
