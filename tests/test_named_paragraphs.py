"""Paragraphs that begin with a number, or in bold type, and the name of what they are about."""

import pytest

from index.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    """Return the sentences of an English paragraph."""
    return [text[start:end].strip() for start, end in sentence_spans(text, "en")]


@pytest.mark.parametrize(
    "text",
    [
        "2.2 Berth fee. The figure of £40 is replaced by £52.",
        "> 4.1 Fuel. £1.40 a litre from the barge.",
        "1. **Date of the fire.** The log has Sunday.",
        "**Parking**. The yard is shut at ten.",
    ],
)
def test_the_name_of_a_paragraph_stands_with_its_first_sentence(text: str) -> None:
    """By itself it says nothing, and what follows leans on it."""
    assert sentences(f"{text} It is dry.") == [text, "It is dry."]


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        ("3. He left the quay.", "It was dark."),
        ("3. Open the lid.", "Wait for a minute."),
        ("3. Thank you.", "That was all."),
        ("A. Two hundred yards.", "It was dark."),
        ("3. Ebbe Holm.", "Tuula Salmi was second."),
        ("1. Butter.", "Rub it in."),
        ("a) False.", "The quay is dry."),
        ("Berth fee.", "It is £40."),
        ("3. Ropes of hemp and tar and wire.", "They hold."),
        ("(a) Ropes.", "(b) Fenders."),
    ],
)
def test_sentences_of_a_numbered_paragraph_stay_apart(first: str, rest: str) -> None:
    """A sentence is no name, nor is what a witness answers, nor one of several items."""
    assert sentences(f"{first} {rest}") == [first, rest]
