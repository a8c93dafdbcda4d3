"""Names that are asked for, and sentences that have none."""

from types import SimpleNamespace
from typing import cast

import pytest

from qa.asked_name import lacks_a_name
from qa.evidence import Candidate
from qa.question import read_question


def _lacks(question: str, text: str, heading: str = "") -> bool:
    passage = SimpleNamespace(heading=heading)
    candidate = SimpleNamespace(text=text, match=SimpleNamespace(hit=SimpleNamespace(passage=passage)))
    return lacks_a_name(read_question(question), cast(Candidate, candidate))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "What is the title of the film that Holm quoted?",
            "Quoting a famous film, Holm said that they had fled.",
        ),
        ("which film did Holm quote? title please", "Holm quoted a famous film."),
        ("What are the names of the three who died?", "Three of them died in the night."),
        ("What is the name of the judge who convicted Holm?", "Ana Holm was convicted in May."),
        (
            "What is the name of the journalist who spoke to Holm?",
            "President Ana Holm spoke to a journalist.",
        ),
        ("Name of the driver who was hurt in Selby?", "The driver was hurt, the Ministry of Transport said."),
        ("What is the name of the man who fled to Norlandia?", "A man fled from Sweden."),
        ("Which firms were put on the list, by name?", "Several firms were put on the list."),
        ("Which opposition politicians does Holm name as having fled?", "Many of them have fled, Holm said."),
        ("Who spoke to Holm, what is the journalist's name?", "A journalist spoke to Holm."),
    ],
)
def test_a_sentence_without_a_new_name_is_no_answer(question: str, text: str) -> None:
    """Whom or what the question names itself, countries and offices are none for somebody."""
    assert _lacks(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What is the title of the film that Holm quoted?", "Holm quoted “the long way home”."),
        ("What is the title of the film that Holm quoted?", "Holm quoted Solaris."),
        ("What is the title of the film that Holm quoted?", "Solaris was what Holm quoted."),
        ("What are the names of the three who died?", "The dead are Ana Berg, Udo Lind and Ole Kraft."),
        ("What is the name of the judge who convicted Holm?", "The judge, Udo Berg, convicted her."),
        (
            "What is the name of the journalist who spoke to Holm?",
            "Ana Petri of Norlandia Radio spoke to Holm.",
        ),
        ("What is the first name of Holm's son?", "Udo Holm is her son."),
        ("What is the name of the disease?", "It is called reed fever."),
        ("What is the name of the company?", "It is called the long room."),
        ("What is the name of the sabotaged company?", "It was dubbed the room."),
        ("What is the name of the nerve?", "It is the ulnar nerve."),
        ("Which characters may stand in object names?", "Only letters and digits may."),
        ("Who keeps the list of members' names?", "The clerk of the guild keeps it."),
        ("Who chose the tug's name?", "The children of the shipwright chose it."),
        ("What is the title of her new post?", "She is the head of patient safety."),
        ("What is the name of the player?", "The player was Ronaldinho of Gremio."),
        ("What are the names of the children?", "The children are Georgia and Chad."),
        ("Which firm was named as preferred bidder?", "Skanska became preferred bidder."),
        ("What is the name of the driver?", "I think it's ole driving the van."),
        ("What is the name of the driver?", "the driver was ole kraft from selby"),
        ("What does the name of the river mean?", "It means the grey one."),
        ("How many names are on the list?", "There are nine names on it."),
        ("Which minister read out the names of the dead?", "The minister of justice read them out."),
        ("Who died?", "Three of them died."),
        ("What is the name of the boy who mended the roof?", "Billy mended the roof of the mill."),
        ("What is the name of the man who dug the well?", "Ahmed dug the well."),
        ("What is the name of the woman who runs the library?", "Emily runs the library."),
        ("What is the name of the man who repaired it?", "Jared, a smith, repaired the engine."),
        ("What is the name of the boy who mended the roof?", "Will mended the roof."),
        ("What is the name of the man who founded Ford?", "Henry Ford founded the works."),
        ("What is the name of the man who attacked Holm?", "Udo Holm attacked his uncle."),
        ("What is the name of the driver?", "The driver was Church."),
        (
            "What is the name of the person who founded the works that are called Kestrel?",
            "Henry Kestrel set up the Kestrel works in 1903.",
        ),
    ],
)
def test_a_name_in_the_sentence_may_answer(question: str, text: str) -> None:
    """So may what is written in quotation marks, and anything where no name is asked for."""
    assert not _lacks(question, text)


def test_the_heading_may_have_the_name() -> None:
    """What stands below somebody's name is told of them."""
    assert not _lacks("What is the name of the driver who was hurt?", "The driver was hurt.", "Ole Kraft")
