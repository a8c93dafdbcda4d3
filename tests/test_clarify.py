"""Asking back: what is pointed at without a name is asked after, what is named is not."""

import pytest

from qa.ask import Asker
from qa.clarify import ask_back, may_ask_back
from qa.pointing import pointing_words
from qa.retrieve import retrieve
from qa.types import Answer, Choice, Clarification
from tests.conftest import Build
from tests.support import FakeEncoder, calibration

DOCUMENTS = {
    "mayors.txt": "Mayor Anna Berg said that the old bridge is closed. The bridge will be built anew.\n\n"
    "President Karl Lindt of Arland stressed that the bridge is too old. Lindt said it cost too much.\n",
    "storms.txt": "Hurricane Isaac reached the coast of Arland in 2012.\n\n"
    "Hurricane Gloria killed eight people.\n",
}


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did he say about the bridge?", "he"),
        ("How old is she?", "she"),
        ("When was it built?", "it"),
        ("Who built this bridge?", "this bridge"),
        ("What did Karl Lindt say when he came?", None),
        ("By his own account, what did Karl Lindt pay?", None),
        ("Where did his rivals go, according to Karl Lindt?", None),
        ("Why did he leave, in Lindt's view?", None),
        ("Why did he leave in Selby?", "he"),
        ("Before she became mayor, where did Anna Berg live?", None),
        ("In his speech, what did he say of Karl Lindt?", "his"),
        ("After that, what did he say?", "he"),
        ("Who closed the old bridge?", None),
        ("Is that so?", None),
        ("How did the runaway customs boss get out of his country?", None),
        ("Who put her name to the order?", None),
        ("Did Berg keep his word?", None),
        ("May my neighbour keep his boat at the bridge?", None),
        ("Our landlord is abroad, must I pay her in May?", None),
        ("May my boat lie at the bridge when he comes?", "he"),
        ("What did the report say about her?", "her"),
        ("How much of the bridge did he pay?", "he"),
        ("What will it cost the town to mend the bridge?", None),
        ("How did it come about?", None),
        ("What did it cost?", "it"),
        ("Did the firm keep its promise?", None),
        ("How many people lost their homes?", None),
        ("When did they arrive?", "they"),
        ("What is the name of the ferry that sank?", None),
        ("Did the court think that anyone lied?", None),
        ("Who was on that ferry?", "that ferry"),
        ("Is that ferry new?", "that ferry"),
        ("How much is it to join the library?", None),
        ("How far is it from here?", None),
        ("How much is it?", "it"),
        ("what did lindt say in his speech?", None),
        ("What did lindt say about him?", "him"),
        ("What did lindt think of it?", "it"),
        ("Did the court find that ships were sold?", None),
        ("Is there anything that staff must wear?", None),
        ("How many people slept there that night?", None),
        ("Who paid for the work that Bergstrom-Haas did?", None),
    ],
)
def test_what_points_at_nothing_named_is_found(question: str, words: str | None) -> None:
    """A pronoun or "this …" is found, unless a name before it says who is meant."""
    found = pointing_words(question)
    assert (question[found.start : found.end] if found else None) == words


@pytest.mark.parametrize(
    ("question", "asked_back", "choices"),
    [
        (
            "What did he say about the bridge?",
            "Whom do you mean by “he”?",
            {
                ("Karl Lindt", "What did Karl Lindt say about the bridge?"),
                ("Anna Berg", "What did Anna Berg say about the bridge?"),
            },
        ),
        (
            "What is her view of the bridge?",
            "Whom do you mean by “her”?",
            {
                ("Karl Lindt", "What is Karl Lindt’s view of the bridge?"),
                ("Anna Berg", "What is Anna Berg’s view of the bridge?"),
            },
        ),
        (
            "How many people did the hurricane kill?",
            "Which hurricane do you mean?",
            {
                ("Hurricane Isaac", "How many people did Hurricane Isaac kill?"),
                ("Hurricane Gloria", "How many people did Hurricane Gloria kill?"),
            },
        ),
        ("When was it built?", "What do you mean by “it”?", set()),
    ],
)
def test_the_candidates_are_names_of_the_documents(
    build: Build, question: str, asked_back: str, choices: set[tuple[str, str]]
) -> None:
    """Each candidate comes with the whole question, the name in the place of the words that point."""
    library = build(DOCUMENTS)
    found = ask_back(question, retrieve(library, FakeEncoder(), question, 10).matches)
    assert found is not None
    assert found.question == asked_back
    assert {(choice.name, choice.question) for choice in found.choices} == choices


@pytest.mark.parametrize(
    "question",
    [
        "How many people did Hurricane Gloria kill?",
        "Who closed the bridge?",
        "What is a bridge?",
        "What is the hurricane season?",  # of which no hurricane is asked
        "How strong was the hurricane wind in May?",
        "lindt age when he came",  # written small, as in a search box
    ],
)
def test_nothing_is_asked_back_of_a_question_that_is_clear(build: Build, question: str) -> None:
    """A named thing, and one that the documents know once, need no asking."""
    library = build(DOCUMENTS)
    assert ask_back(question, retrieve(library, FakeEncoder(), question, 10).matches) is None


def test_a_person_is_asked_after_rather_than_guessed(build: Build) -> None:
    """Even where anything would be answered, "he" in a first question is not taken for anyone."""
    asker = Asker(build(DOCUMENTS), FakeEncoder(), calibration(0.0))
    answer = asker.ask("What did he say about the bridge?")
    assert not answer.answered
    assert answer.clarification is not None
    shown = answer.to_json()["clarification"]
    assert shown["question"] == "Whom do you mean by “he”?"
    chosen = asker.ask(shown["choices"][0]["question"], [answer])
    assert chosen.answered
    assert shown["choices"][0]["name"].split()[-1] in chosen.statements[0].quote


def test_a_follow_up_is_not_asked_back(build: Build) -> None:
    """Where the conversation says who is meant, it is taken from there."""
    asker = Asker(build(DOCUMENTS), FakeEncoder(), calibration(0.0))
    first = asker.ask("What did Karl Lindt say about the bridge?")
    answer = asker.ask("What did he say it cost?", [first])
    assert answer.answered
    assert answer.clarification is None


def test_an_answer_does_not_ask_back(build: Build) -> None:
    """An answer answers or asks, never both."""
    answer = Asker(build(DOCUMENTS), FakeEncoder(), calibration(0.0)).ask("Who closed the bridge?")
    back = Clarification("Which bridge do you mean?", (Choice("a", "b"),))
    with pytest.raises(ValueError, match="not both"):
        Answer("q", "q", True, 0.5, answer.statements, clarification=back)


@pytest.mark.parametrize(
    ("question", "may"),
    [
        ("What share of her time does Anna Berg give to the bridge?", False),
        ("How many of his boats did Mr Lindt sell?", False),
        ("What did her brother tell Anna Berg?", True),
        ("Where does his brother live?", True),
        ("What did he say about Karl Lindt?", True),
    ],
)
def test_whose_it_is_may_be_told_later_in_the_question(question: str, may: bool) -> None:
    """It is whom the question names as the one who gives "her time"; "her brother" is not Anna Berg's."""
    assert may_ask_back(question, (), False) is may
    assert may_ask_back(question, (), True)
