"""Whose words are asked for, and whose a sentence gives."""

import pytest

from index.types import Document
from qa.speaker import asked_speaker, speaks
from qa.told_of import is_told_of
from tests.conftest import Ask


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("What did Adeyemi say about trade?", {"adeyemi"}),
        ("what has clara ruiz said of the bridge", {"clara", "ruiz"}),
        ("According to the ministry, what happened?", {"ministry"}),
        ("How did the prime minister describe it?", {"prime", "minister"}),
        ("What did he say about it?", set()),
        ("When did Adeyemi arrive?", set()),
        ("When did the United States enter the war?", set()),
        ("Why did Adeyemi not attend?", set()),
        ("When did the report come out?", set()),
        ("What did Adeyemi have to say?", {"adeyemi"}),
        ("Has Adeyemi replied or denied it?", {"adeyemi"}),
        ("Who chaired the meeting?", set()),
        ("What did Ruiz say? And what did Adeyemi say of it?", {"adeyemi"}),
        ("What did Ruiz say? and adeyemi?", {"ruiz", "adeyemi"}),
        ("What did Ruiz say about the bridge? And the road?", {"ruiz"}),
        ("Has there ever been anything like the Union State, according to Adeyemi?", {"adeyemi"}),
        ("Does the Trade Report name any town?", set()),
        ("According to Adeyemi's lecture, what happened?", set()),
        ("According to the meta-analysis, does trade help?", set()),
        ("why is it late acc to adeyemi", {"adeyemi"}),
        ("What is trade always about, says Adeyemi?", {"adeyemi"}),
        ("In Adeyemi's view, does trade help?", {"adeyemi"}),
        ("Does trade help in the eyes of Adeyemi?", {"adeyemi"}),
        ("Is a bicycle a vehicle in the eyes of the law?", set()),
        ("Does Adeyemi believe that trade helps?", {"adeyemi"}),
        ("Who is Ruiz? When did Adeyemi meet him? Why, in his words?", {"adeyemi"}),
        ("trade fair Adeyemi open. What else did she say there?", {"adeyemi"}),
        ("happened Selby. What did he say?", set()),
        ("What did Adeyemi ask of Ruiz? And what did he answer?", set()),
        ("What did Dr Adeyemi say?", {"adeyemi"}),
        ("What did President Adeyemi say?", {"adeyemi"}),
        ("What did the President of Norland say?", {"president", "norland"}),
    ],
)
def test_a_question_asks_for_somebodys_words(question: str, speaker: set[str]) -> None:
    """By a verb of saying after a name, in capitals or not; a pronoun names nobody."""
    assert asked_speaker(question) == speaker


@pytest.mark.parametrize(
    ("sentence", "own"),
    [
        ("On trade, Adeyemi said that it grows.", True),
        ("Trade grows, Ms Adeyemi (61) has repeatedly stressed.", True),
        ("According to Adeyemi, trade grows.", True),
        ("“Trade grows,” said Adeyemi.", True),
        ("Adeyemi's spokesman Brandt noted that trade grows.", True),
        ("Agreeing with Adeyemi, Ruiz said that trade grows.", False),
        ("Trade grows, Ruiz added.", False),
        ("The minister Ruiz called trade weak.", False),
        ("Ruiz, who is 70, told Adeyemi that trade grows.", False),
        ("Adeyemi was told by Ruiz that trade grows.", None),
        ("She said that trade grows.", None),
        ("According to the President of Norland, trade grows.", None),
        ("Trade with Norland grows.", None),
        ("Trade grows, Ruiz told Adeyemi during talks reported on Monday.", False),
        ("Adeyemi greeted Ruiz as an old friend and said that trade grows.", True),
        ("Ruiz greeted Adeyemi as an old friend and said that trade grows.", False),
        ("Ruiz and Adeyemi met and said that trade grows.", None),
        ("Ruiz assured Adeyemi that trade grows.", False),
        ("Ruiz named Norland and Selby as towns in which trade grows.", False),
        ("Adeyemi was named as chair of the board.", None),
    ],
)
def test_a_sentence_gives_words_to_somebody(sentence: str, own: bool | None) -> None:
    """To who speaks in it, not to who is mentioned; pronouns and offices may be anybody."""
    assert speaks(frozenset({"adeyemi"}), sentence) is own


def test_a_name_is_told_from_another_with_the_same_given_name() -> None:
    """And from one with the same title; a given name alone may be who is asked for."""
    asked = asked_speaker("What did Dr Clara Adeyemi say?")
    assert speaks(asked, "Dr Clara Ruiz said no.") is False
    assert speaks(asked, "Dr Ruiz said no.") is False
    assert speaks(asked, "Clara said no.") is True
    assert speaks(asked, "Dr Adeyemi said no.") is True


def test_what_one_says_is_not_answered_by_what_another_says(ask: Ask) -> None:
    """The first statement is of the one who is asked for, however well another's words match."""
    text = (
        "Agreeing with Adeyemi about trade, Ruiz said that trade is what trade should be.\n\n"
        "Adeyemi said that trade grows slowly.\n"
    )
    answer, _ = ask("What did Adeyemi say about trade?", {"a.txt": text})
    assert answer.statements[0].quote == "Adeyemi said that trade grows slowly."


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What did Adeyemi say about trade?", True),
        ("What did Holm say about trade?", False),
        ("What did holm say about trade?", True),
        ("What did the UNO say about trade?", True),
        ("What did Berg say about trade?", True),
        ("Does trade grow?", True),
    ],
)
def test_a_document_names_who_is_asked_for(question: str, told: bool) -> None:
    """In its text, its title, its author or its file's name; without a capital anybody may be meant."""
    text = "Adeyemi praised trade."
    document = Document("notes/berg_2.txt", "Trade", None, text, digest="0" * 64, media_type="text/plain")
    assert is_told_of(question, document) is told
