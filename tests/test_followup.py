"""Follow-ups: a question that leans on the conversation is made to stand alone, others are left alone."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from qa.ask import Asker
from qa.followup import resolve
from qa.leaning import leans_on_conversation, may_lean, may_mean
from qa.question import read_question
from qa.turns import is_chatter
from qa.types import Answer, Citation, Statement
from tests.conftest import Build
from tests.support import FakeEncoder, assert_verbatim, calibration


@pytest.mark.parametrize(
    "question",
    [
        "And in 2020?",
        "What did he say there?",
        "How old is he?",
        "Why?",
        "What else?",
        "What about Putin?",
        "Did they ever disagree?",
        "Where was that?",
        "Who was it?",
        "How many people live there?",
        "Which one?",
        "how come",
        "And who directs them?",
        "  and then?  ",
        "What is its capital?",
        "When?",
        "How much?",
        "By how much?",
        "Tell me more",
        "Where was that ship built?",
        "who is the president of that office?",
        "How many ships has that company?",
        "Did the same firm build the bridge?",
        "What notice must the tenant give first?",
        "What does the council pay for instead?",
    ],
)
def test_a_question_with_a_hole_in_it_leans_on_the_conversation(question: str) -> None:
    """Pronouns without their noun, ellipses and bare question words need what came before."""
    assert leans_on_conversation(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who won the presidential election in Belarus?",
        "By her own account, where did Anna Berg live?",
        "Is there a bridge in Minsk?",
        "Are there any protests in Belarus?",
        "What was there before the bridge was built?",
        "What share of the vote did Lukashenko get?",
        "What is the capital of France?",
        "Did the court find that employees were dismissed?",
        "Who said that water is safe?",
        "Which of the firms that paid went under?",
        "Is there anything that staff must wear?",
        "Do all employees get the same pension?",
        "When did Lukashenko say he would leave?",
        "Is it true that Lukashenko won?",
        "How is it possible that Lukashenko won the election?",
        "election result 2020",
        "Lukashenko age",
        "What did Putin say about their relations?",
        "How long is the warranty period?",
        "Which radiator should be bled first?",
        "When was the war over?",
        "Which of the tenants came to the office first?",
        "Wer gewann die Wahl in Belarus?",
    ],
)
def test_a_question_that_stands_alone_is_left_alone(question: str) -> None:
    """Its wording is kept to the letter, whatever came before."""
    assert not leans_on_conversation(question)
    found = resolve(question, [answered("Who built the bridge?", "Ivanov built the bridge.", "Ivanov")])
    assert (found.text, found.context) == (question, "")


@pytest.mark.parametrize(
    "question",
    ["Does the contract say when it ends?", "Is there an election this year?"],
)
@pytest.mark.xfail(reason="a noun before its pronoun and “this year” are not seen through")
def test_a_question_with_its_own_noun_is_left_alone(question: str) -> None:
    """A pronoun whose noun stands before it, or a word of time, is no sign of a follow-up."""
    assert not leans_on_conversation(question)


def answered(question: str, quote: str, answer: str | None, standalone: str = "") -> Answer:
    """Return an answer of one quote."""
    citation = Citation(1, "a.txt", "A", None, None, 1, 0, len(quote), quote, "0" * 64)
    span = (quote.index(answer), quote.index(answer) + len(answer)) if answer else None
    return Answer(question, standalone or question, True, 0.9, (Statement((citation,), span),))


def test_the_first_word_of_a_sentence_is_no_name_to_go_on_by() -> None:
    """Neither "The office …" nor "Its president …" tells a name; what else is written large does."""
    before = answered("who led it?", "Its chief, Magda Ferenc, allowed the merger.", None)
    assert resolve("how old is she?", [before]).context == "who led it? Magda Ferenc."
    before = answered("who allowed it?", "The office has allowed it.", None)
    assert resolve("when was that?", [before]).context == "who allowed it?"


def test_without_a_conversation_nothing_is_added() -> None:
    """The first question is its own."""
    assert resolve("And in 2020?", ()).text == "And in 2020?"


def test_another_year_takes_the_place_of_the_earlier_one() -> None:
    """“And in 2020?” asks the same of 2020, and no longer of 2025."""
    before = answered("What share of the vote did Ivanov get in 2025?", "Ivanov got 86.82%.", "86.82%")
    found = resolve("And in 2020?", [before])
    assert found.own == "And in 2020?"
    assert "share of the vote did Ivanov get" in found.context
    assert "2025" not in found.text
    assert "2020" in found.text


def test_another_place_takes_the_place_of_the_earlier_one() -> None:
    """“And in Brest?” asks the same of Brest, and no longer of Minsk."""
    before = answered("Who opened the bridge in Minsk?", "Ivanov opened it.", "Ivanov")
    assert resolve("And in Brest?", [before]).text == "Who opened the bridge in Brest?"


@pytest.mark.parametrize(
    ("before", "question", "own"),
    [
        ("Who works in Sales?", "And in Finance?", "Who works in Finance?"),
        (
            "How many trains left from Selby in 2020?",
            "And from Norwick?",
            "How many trains left from Norwick in 2020?",
        ),
        ("Where does Ann Orme work?", "And in Finance?", "And in Finance?"),
        ("What is Dmitri's salary?", "And Elif's?", "What is Elif's salary?"),
        ("What is Dmitri's salary?", "And Elif?", "What is Elif's salary?"),
        ("How much is a rye loaf?", "And a croissant?", "How much is a croissant?"),
        ("How much is a night in the harbour?", "And a year?", "And a year?"),
        ("How much is a wheel?", "And a used one?", "And a used one?"),
        ("How much is the crane?", "And a clerk?", "And a clerk?"),
        ("When was Ann Holm born?", "And Ben Lind's?", "When was Ben Lind born?"),
        ("Who won the 2020 election?", "And the latest one?", "Who won the latest election?"),
        ("Who was hurt in the first round?", "And in the second one?", "Who was hurt in the second round?"),
        ("When was the old bridge built?", "And the new one?", "When was the new bridge built?"),
        ("Who won the first race at the old quay?", "And the second one?", "And the second one?"),
        ("Where is the old vase?", "And the red one?", "Where is the red one?"),
    ],
)
def test_another_of_its_kind_takes_the_place_of_what_was_asked_of(
    before: str, question: str, own: str
) -> None:
    """A place behind the same preposition, an owner, a thing among things."""
    assert resolve(question, [answered(before, "Nothing of it.", None)]).own == own


def test_a_thing_that_is_named_by_a_follow_up_must_be_told_of() -> None:
    """“And a croissant?” asks of a croissant, also where it is meant of what came before."""
    found = resolve("And a croissant?", [answered("How much is a rye loaf?", "Rye loaf: 4.20", None)])
    assert found.perhaps
    assert replace(found, context=found.perhaps, perhaps="", guessed=True).names_thing


def test_a_pronoun_stands_for_the_person_who_was_the_answer() -> None:
    """After “Who…?” the name that answered is part of the next question."""
    before = answered("Who won the election?", "Anna Petrova won the election.", "Anna Petrova")
    assert "Anna Petrova" in resolve("How old is she?", [before]).context


def test_a_pronoun_stands_for_those_whom_the_answer_names() -> None:
    """After a question without a name, the names of the quote that answered are part of the next one."""
    before = answered("What happened at the summit?", "There Macron met Anna Petrova on Monday.", None)
    context = resolve("What did he say to her?", [before]).context
    assert "Macron" in context
    assert "Anna Petrova" in context
    named = answered("What did Ivanov say?", "Macron met Anna Petrova.", None)
    assert "Macron" not in resolve("When did he say it?", [named]).context


def test_a_chain_of_follow_ups_keeps_its_subject() -> None:
    """The second follow-up still knows what the first question was about."""
    first = answered("What share of the vote did Ivanov get in 2025?", "Ivanov got 86.82%.", "86.82%")
    second_text = resolve("And in 2020?", [first]).text
    second = answered("And in 2020?", "Ivanov got 80.1%.", "80.1%", second_text)
    third = resolve("And in 2015?", [first, second]).text
    assert "Ivanov" in third
    assert [year for year in ("2015", "2020", "2025") if year in third] == ["2015"]


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("What did Anna Berg say about the strike?", "And Lindt?", "What did Lindt say about the strike?"),
        ("According to Berg, is it safe?", "And Lindt?", "According to Lindt, is it safe?"),
        ("What did she think of it?", "What about Karl Lindt?", "What did Karl Lindt think of it?"),
        ("What did Berg say about Holm?", "And Lindt?", "What did Berg say about Holm? And Lindt?"),
        ("Who beat Berg?", "And Lindt?", "Who beat Lindt?"),
        ("What did Orme junior die of?", "And Josiah II?", "What did Josiah II die of?"),
        ("When was Orme's yard sold?", "And Berg?", "When was Berg's yard sold?"),
        ("Who owns the Ferenc Cup?", "And Lindt?", "Who owns the Ferenc Cup? And Lindt?"),
        ("Who led Lindt and Berg?", "And Holm?", "Who led Lindt and Berg? And Holm?"),
        ("What did the mayor say about Gaza?", "And Lindt?", "What did the mayor say about Gaza? And Lindt?"),
        ("What did Berg say about the roof?", "And Orme junior?", "What did Orme junior say about the roof?"),
        ("What did Berg say about GraphQL?", "and Tomasz?", "What did Tomasz say about GraphQL?"),
        ("What did Berg say about McKay?", "And Holm?", "What did Berg say about McKay? And Holm?"),
        ("What did Berg say about it?", "And GraphQL?", "What did Berg say about it? And GraphQL?"),
        (
            "When was the old bridge in Brest built?",
            "And the new bridge?",
            "When was the new bridge in Brest built?",
        ),
        ("Who lives in the old house?", "And in the new house?", "Who lives in the new house?"),
        ("When was Anna Berg's report out?", "And the final report?", "When was the final report out?"),
        ("What did Berg report?", "And the final report?", "What did Berg report? And the final report?"),
        ("How much is the rent?", "And the deposit?", "How much is the deposit?"),
        ("How much is the rent for 2024?", "And the deposit?", "How much is the deposit for 2024?"),
        ("How high is the dam at the weir?", "And the old canal?", "How high is the old canal?"),
        ("How much is the rent?", "And the Berg deposit?", "How much is the rent? And the Berg deposit?"),
        ("Who paid the rent?", "And the deposit?", "Who paid the rent? And the deposit?"),
    ],
)
def test_an_ellipsis_takes_the_place_of_its_like(before: str, after: str, text: str) -> None:
    """The name of whose words are asked for, unless another is spoken of, and what is a thing of one kind."""
    assert resolve(after, [answered(before, "Nobody knows.", None)]).text == text


@pytest.mark.parametrize(
    ("correction", "text"),
    [
        ("no, I meant the strike of 2019", "How long was the strike of 2019?"),
        ("No, the one in 2019", "How long was the strike? And the one in 2019?"),
        ("sorry, in 2019 I mean", "How long was the strike? And in 2019?"),
        ("I meant the war", "How long was the war in 2023?"),
        ("not that, the second strike", "How long was the second strike in 2023?"),
        ("no, who led it?", "How long was the strike in 2023? who led it?"),
        ("Sorry, who won the election in Minsk?", "who won the election in Minsk?"),
    ],
)
def test_a_correction_takes_the_place_of_what_was_understood(correction: str, text: str) -> None:
    """What is meant is asked of the question before."""
    before = answered("How long was the strike in 2023?", "23 days in all.", "23 days")
    assert resolve(correction, [before]).text == text


def test_an_ellipsis_keeps_what_it_does_not_change() -> None:
    """A year does not take the place of a thing, nor a thing that of a year."""
    rent = answered("How much is the rent?", "It is 50 euros.", None)
    deposit = answered("And the deposit?", "It is 9 euros.", None, "How much is the rent? And the deposit?")
    found = resolve("And in 2019?", [rent, deposit])
    assert found.text == "How much is the rent? And the deposit? And in 2019?"
    assert resolve("And in 2018?", [answered("", "a", None, found.text)]).text.count("2019") == 0


def test_that_thing_stands_for_what_the_answer_names() -> None:
    """“That ship” and “the same ship” refer as “it” does."""
    before = answered("which ship was stuck in the ice?", "There the Astrid lay for a week.", None)
    for question in ("Who built that ship?", "Who owns the same ship?"):
        assert "Astrid" in resolve(question, [before]).context


FILES: Mapping[str, str] = {
    "new.txt": "Report on the result\n26 January 2025\n\nIvanov got 86.82% of the vote in 2025.\n",
    "old.txt": "Report on the past\n10 August 2020\n\nIvanov got 80.1% of the vote in 2020.\n",
    "grain.txt": "Report on grain\n\nGrain prices fell by 3% in the spring.\n",
}


def ask_in_turn(asker: Asker, *questions: str) -> list[Answer]:
    """Ask questions in one conversation."""
    history: list[Answer] = []
    for question in questions:
        history.append(asker.ask(question, history))
    return history


def test_a_follow_up_is_answered_from_what_it_leans_on(build: Build) -> None:
    """The answer to the follow-up is the other year's, and shows the question that was asked in its stead."""
    library = build(FILES)
    asker: Any = Asker(library, FakeEncoder(), calibration(0.0))
    first, second = ask_in_turn(asker, "What share of the vote did Ivanov get in 2025?", "And in 2020?")
    assert first.statements[0].answer_text == "86.82%"
    assert second.statements[0].answer_text == "80.1%"
    assert second.question == "And in 2020?"
    assert "Ivanov" in second.standalone_question
    assert_verbatim(second, library)
    alone = asker.ask("How much did grain prices fall?", [first, second])
    assert alone.standalone_question == "How much did grain prices fall?"
    assert alone.statements[0].answer_text == "3%"


def test_a_reader_is_told_no_earlier_question_beside_a_whole_one() -> None:
    """It would answer that one; an ellipsis asks it again, and of several the last one counts."""
    founder = answered("Who founded the museum?", "It was founded by Ada Holm.", "Ada Holm")
    whole = resolve("When was she born?", [founder])
    assert whole.text == "Who founded the museum? Ada Holm. When was she born?"
    assert whole.told == "founded museum Ada Holm."
    rent = answered("Who paid the rent?", "The tenant paid the rent.", "The tenant")
    ellipsis = resolve("And the deposit?", [rent])
    assert ellipsis.told == ellipsis.context == "Who paid the rent?"
    deposit = answered("And the deposit?", "She paid it.", None, "Who paid the rent? And the deposit?")
    assert resolve("And the garage?", [rent, deposit]).context == "Who paid the rent?"


def test_a_thing_named_after_a_whole_question_is_asked_for_alone_and_in_its_context() -> None:
    """What it has in common with what was asked before may be told of both."""
    rent = answered("How much is the rent of the flat?", "The rent is 900 euros.", "900 euros")
    found = resolve("And the deposit?", [rent])
    assert (found.own, found.context) == ("How much is the deposit?", "")
    assert found.perhaps == "How much is the rent of the flat?"


@pytest.mark.parametrize(
    ("before", "question", "asked"),
    [
        ("What is the price of the sailing boat?", "And the canoe?", "What is the price of the canoe?"),
        ("What is the price of the sailing boat?", "And the deposit?", "What is the deposit?"),
        ("How often is the main boiler serviced?", "And the lift?", "How often is the lift serviced?"),
        ("When was the bridge over the fen opened?", "And the tunnel?", "When was the tunnel opened?"),
        ("How high is the dam at the weir?", "And the lock?", "How high is the lock?"),
        ("What is the need for the shed?", "And the lock?", "What is the lock?"),
    ],
)
def test_what_is_asked_of_a_thing_is_asked_of_another(before: str, question: str, asked: str) -> None:
    """Its price, or when something is done to it; a price is none of another price."""
    assert resolve(question, [answered(before, "It is so.", None)]).own == asked


def test_what_is_guessed_to_be_meant_of_what_came_before_is_not_answered_by_that(build: Build) -> None:
    """Nor is what an ellipsis names: a sentence without the thing is hardly an answer."""
    text = "The rent of the mill is 9,400 pounds.\n\nThe mooring fee is 45 euros.\n\nThe dam is 9 m high.\n"
    asker = Asker(build({"a.txt": text}), FakeEncoder())
    first = replace(asker.ask("What is the rent of the mill?"), answered=True)
    for question in ("How much is the mooring fee?", "And the mooring fee?", "What about the mooring fee?"):
        answer = asker.ask(question, [first])
        assert answer.statements[0].quote == "The mooring fee is 45 euros.", question
    for question in ("How much is the deposit?", "What is the deposit?", "And the deposit?"):
        assert not asker.ask(question, [first]).answered, question
    late = asker.ask("What's the deadline for the rent?", [first])  # no sentence says the word
    assert late.statements[0].quote == "The rent of the mill is 9,400 pounds."
    first = replace(asker.ask("How high is the dam?"), answered=True)
    whole = asker.ask("How high is the canal?")
    assert asker.ask("And the canal?", [first]).confidence == whole.confidence < first.confidence


@pytest.mark.parametrize("answer", ["data engineer", "Rua das Flores 8, Porto\nines@example.org"])
def test_what_is_no_name_is_not_carried_on(answer: str) -> None:
    """Only a name stands for the one that is asked for next."""
    before = answered("Who is Ines Lima?", f"Ines Lima, {answer}", answer)
    assert answer not in resolve("Where did she study?", [before]).text


def test_words_that_are_new_in_a_follow_up_count(build: Build) -> None:
    """A sentence that has nothing of them counts half."""
    library = build(
        {"a.txt": "The rent of the flat is 900 euros a month. The deposit of the flat is 50 euros."}
    )
    asker = Asker(library, FakeEncoder(), calibration(0.0))
    first = asker.ask("How much is the rent of the flat?")
    assert (
        asker.ask("And the deposit?", [first]).statements[0].quote == "The deposit of the flat is 50 euros."
    )


@pytest.mark.parametrize(
    "question", ["Did anyone die?", "What's the deadline for answering?", "Who is the biggest buyer?"]
)
def test_a_few_words_that_name_nothing_may_lean(question: str) -> None:
    """They stand alone by every sign, and yet are mostly asked of what was spoken of."""
    assert not leans_on_conversation(question)
    assert may_lean(question, "en")


@pytest.mark.parametrize(
    "question",
    [
        "Did anyone die in Visby?",
        "When was the old lighthouse sold?",
        "deadline for tenders",
        "Is 4.2 tons the limit?",
        "Hat jemand den Zug verpasst?",
    ],
)
def test_what_names_something_or_says_more_does_not(question: str) -> None:
    """A topic of its own is not asked of another."""
    assert not may_lean(question, "de" if question.startswith("Hat") else "en")


def test_what_may_lean_is_asked_both_ways(build: Build) -> None:
    """The surer answer counts, and the question that it answers is told."""
    flood = "The Aldby flood came on a Sunday. In the Aldby flood of the river Ese two farmers died.\n"
    asker = Asker(build({"flood.txt": flood, "mine.txt": "A miner died.\n"}), FakeEncoder(), calibration(0.0))
    first = asker.ask("When did the Aldby flood of the river Ese come?")
    leaning, alone = asker.ask("Did anyone die?", [first]), asker.ask("Did anyone die?")
    assert "two farmers died" in leaning.statements[0].quote
    assert leaning.standalone_question == "When did the Aldby flood of the river Ese come? Did anyone die?"
    assert alone.standalone_question == "Did anyone die?"


@pytest.mark.parametrize(
    ("question", "told", "may"),
    [
        ("Did any of the plots go wrong in the second summer?", "They sowed six plots near Marle.", True),
        ("Did any of the plots go wrong in the second summer?", "They sowed it near Marle.", False),
        ("Did any of the plots of Berg go wrong?", "They sowed six plots near Marle.", False),
        ("Did some plots go wrong in the second summer?", "They sowed six plots near Marle.", False),
        ("the plots that went wrong", "They sowed six plots near Marle.", False),
    ],
)
def test_what_speaks_of_what_was_told_may_be_meant_of_it(question: str, told: str, may: bool) -> None:
    """As "the" says; a name would tell of which."""
    assert may_mean(question, told, "en") is may
    before = answered("What did they sow?", told, None)
    assert resolve(question, [before]).perhaps == ("What did they sow?" if may else "")


def test_that_which_is_the_same_was_spoken_of() -> None:
    """What is the only one may be asked of anything."""
    assert leans_on_conversation("Was that the same in the first version of the paper?")
    assert not leans_on_conversation("Is the bridge the only one that Berg built in the north?")


def test_what_was_said_is_not_what_else_there_is(build: Build) -> None:
    """The next best is stated; where nothing is left, nothing is."""
    text = "Berg said that the bridge is old.\n\nBerg said that the bridge is closed.\n"
    asker = Asker(build({"a.txt": text}), FakeEncoder(), calibration(0.0))
    first = asker.ask("What did Berg say about the old bridge?")
    quotes = [statement.quote for statement in first.statements]
    assert quotes[0] == "Berg said that the bridge is old."
    told = replace(first, statements=first.statements[:1])
    for question in ("What else did he say?", "Tell me more"):
        assert asker.ask(question, [told]).statements[0].quote == "Berg said that the bridge is closed."
    second = asker.ask("What else did he say?", [told])
    assert not asker.ask("Anything else?", [told, second]).answered
    assert asker.ask("What did he say?", [told]).statements[0].quote == quotes[0]


def test_who_else_it_was_may_stand_in_what_the_first_statement_left(build: Build) -> None:
    """All statements are left out where more is asked for, only the first where one more is."""
    texts = ("Berg backs the old bridge.", "Ruiz backs the old bridge too.", "Kell backs no bridge.")
    asker = Asker(build({"a.txt": "\n\n".join(texts)}), FakeEncoder(), calibration(0.0))
    first = asker.ask("Who backs the old bridge?")
    assert [one.quote for one in first.statements[:2]] == list(texts[:2])
    for question in (
        "And who else backs it?",
        "Is there another who backs it?",
        "Besides him, who backs it?",
    ):
        assert asker.ask(question, [first]).statements[0].quote == texts[1], question
    quoted = {one.quote for one in first.statements}
    assert not quoted & {one.quote for one in asker.ask("What else backs it?", [first]).statements}


def test_a_topic_goes_on_where_more_is_asked_for(build: Build) -> None:
    """“Tell me more” after a topic asks for the topic, not for a sentence that answers."""
    asker = Asker(build(FILES), FakeEncoder(), calibration(0.0))
    first = asker.ask("Tell me about grain prices")
    more = resolve("Tell me more", [first])
    assert (more.topic, more.topic_is_requested) == ("grain prices", True)
    assert first.statements[0].quote not in [s.quote for s in asker.ask("Tell me more", [first]).statements]


@pytest.mark.parametrize("chatter", ["thanks", "OK, thank you!", "Great.", "are you sure?", "Hello"])
def test_chatter_is_not_answered(build: Build, chatter: str) -> None:
    """It asks for nothing, and the next question leans on the one before it."""
    asker = Asker(build(FILES), FakeEncoder(), calibration(0.0))
    first, answer = ask_in_turn(asker, "What share of the vote did Ivanov get in 2025?", chatter)
    assert not answer.answered
    assert answer.standalone_question == chatter
    assert resolve("And in 2020?", [first, answer]).context == resolve("And in 2020?", [first]).context
    assert not asker.ask(chatter).answered


@pytest.mark.parametrize("question", ["Great Lakes", "yes or no votes", "hello world", "Are you sure of it?"])
def test_only_a_whole_question_is_chatter(question: str) -> None:
    """Words that ask for something may begin as chatter does."""
    assert not is_chatter(question)


def test_the_answer_before_is_hardly_the_answer_again(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same words of the same sentence count less; other words of it don't."""
    text = "The toll of the old bridge was 5 crowns in May.\n\nThe toll was 7 crowns when it closed.\n"
    asker = Asker(build({"a.txt": text}), FakeEncoder(), calibration(0.0))
    first = asker.ask("How much was the toll of the old bridge in May?")
    assert first.statements[0].answer_text == "5 crowns"
    (again,) = {asker.ask("And how much then?", [first]).statements[0].answer_text}
    monkeypatch.setattr("qa.shares.GIVEN_SHARE", 1.0)
    assert asker.ask("And how much then?", [first]).statements[0].answer_text == "5 crowns"
    assert again == "7 crowns"
    monkeypatch.setattr("qa.shares.GIVEN_SHARE", 0.0)
    other = replace(first, statements=(replace(first.statements[0], answer=(0, 8)),))
    assert asker.ask("And how much then?", [other]).statements[0].answer_text == "5 crowns"


def test_what_was_asked_for_is_no_reply(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence that answered the question before counts less, by whichever words of it."""
    text = "Ruiz asked Berg for the old toll in May.\n\nBerg said that Ruiz could have the toll.\n"
    asker = Asker(build({"a.txt": text}), FakeEncoder(), calibration(0.0))
    first = asker.ask("What did Ruiz ask Berg for in May?")
    assert first.statements[0].quote == text.splitlines()[0]

    def score(share: float) -> float:
        monkeypatch.setattr("qa.shares.REPLIED_TO_SHARE", share)
        found = asker.ask("And what did he answer?", [first]).statements
        return sum(one.score for one in found if one.quote == first.statements[0].quote)

    assert score(0.1) < score(1.0)


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("What does alarm E-204 mean?", "and E-311?", "What does alarm E-311 mean?"),
        ("What is new in 3.2?", "And 3.10.1?", "What is new in 3.10.1?"),
        (
            "What is the default of cache.size?",
            "and spool.max_size?",
            "What is the default of spool.max_size?",
        ),
        ("How much is the MR-2010?", "And the MR-2020?", "How much is the MR-2020?"),
        ("What was fixed in 2.3.5?", "And in 2.3.6?", "What was fixed in 2.3.6?"),
    ],
)
def test_a_code_takes_the_place_of_its_like(before: str, after: str, text: str) -> None:
    """Codes, versions and options have no noun to be known by, but their shape."""
    assert resolve(after, [answered(before, "It is so.", None)]).text == text


def test_a_label_is_no_name_to_go_on_with() -> None:
    """Nor is the first word of an item, or the unit of a figure; "I" is none either."""
    for quote in ("1. Give it to Anna.", "• Part: Anna", "It has 20GB, said Anna."):
        assert resolve("Where was she?", [answered("what is in it?", quote, None)]).context.endswith(" Anna.")
    row = "Ref: AB-12; Date found: 2025; Place: Quay steps. Lease from Mill Lane; By: Orme"
    asked = resolve("Has it happened before?", [answered("Was a net found?", row, None)])
    assert asked.context == "Was a net found? AB-12, Mill Lane."
    for quote in ("The office is shut on Thursdays.", "Nets were found in Quay Street."):
        assert "Nets" not in resolve("Has it happened before?", [answered("What nets?", quote, None)]).context
        assert "Thurs" not in resolve("Where is it?", [answered("What nets?", quote, None)]).context
    sum_ = answered("How much was deducted?", "She gets Cr 500, see Art. 7.", None)
    assert resolve("What had he asked for?", [sum_]).context == "How much was deducted?"
    assert leans_on_conversation("how do I clean it?")
    assert leans_on_conversation("Can I’ve it back, I'd like it?")


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        # a pronoun to which something is done is not who does it
        ("When did Pryce join?", "What did Nia Bowen say about him?", None),
        ("When did Pryce join?", "What did Nia Bowen tell her?", None),
        ("When did Pryce join?", "Who told Bowen about him?", "Who told Bowen about him?"),
        ("When did Pryce join?", "What did Bowen's widow say of him?", "What did Bowen's widow say of him?"),
        ("Who is Pryce?", "When did Bowen say that they saw him?", "When did Bowen say that they saw him?"),
        # another person
        ("What did Ruth Holm say of it? Who is she?", "And Megan Voss?", "Who is Megan Voss?"),
        ("Who is Ruth Holm?", "And Megan Voss?", "Who is Megan Voss?"),
        ("Who is Holm? What was his job?", "And Mirela?", "What was Mirela's job?"),
        ("Who is Holm? And what did he say of it?", "And Voss?", "Who is Holm? what did Voss say of it?"),
        # another month, day, or day of the week; the year stays
        ("What was said of deaths in August?", "And in November?", "What was said of deaths in November?"),
        ("How many fell in August 2025?", "And in November?", "How many fell in November 2025?"),
        ("How many fell on 3 October?", "What about 4 October?", "How many fell on 4 October?"),
        ("How many fell on 3 October?", "And November?", "How many fell in November?"),
        ("Who spoke on Monday?", "And Tuesday?", "Who spoke on Tuesday?"),
        ("What happened on 2 August 1832?", "And on the 25th?", "What happened on 25 August 1832?"),
        ("What happened on August 2nd?", "And the 3rd?", "What happened on August 3rd?"),
        ("What happened in August?", "And on the 25th?", "What happened in August? And on the 25th?"),
        ("What of the June meeting?", "And in July?", "What of the July meeting?"),
        ("Who spoke on Monday?", "And in July?", "Who spoke on Monday? And in July?"),
        # another who speaks, written small
        ("What did Lantern say about it?", "And the ministry?", "What did the ministry say about it?"),
        ("What did Aldana say about gifts?", "And her lawyer?", "What did Aldana's lawyer say about gifts?"),
        ("What did Berg say about the police?", "And the ministry?", "What did Berg say? And the ministry?"),
        ("What did Berg say about the budget?", "And the road?", "What did Berg say? And the road?"),
        # what is said by a preposition
        ("What must Orme pay for paint?", "And for the new mast?", "What must Orme pay for the new mast?"),
        ("How much is due for 2 boats?", "And how much for a car?", "How much is due for a car?"),
        ("What was paid for oars in 2019?", "and for ropes", "What was paid for ropes in 2019?"),
        ("Who is against the quay?", "And who for the tower?", None),
        ("What did he ask for?", "And for the mast?", None),
        ("Who paid for what was lost?", "And for the mast?", "Who paid for the mast?"),
        ("How old is the quay?", "And how much for a car?", None),
        # another clause
        ("What does clause 9 of the lease say?", "What about 9.3?", "What does clause 9.3 of the lease say?"),
        ("Who signed 9 leases?", "What about 9.3?", "Who signed 9 leases? What about 9.3?"),
    ],
)  # fmt: skip
def test_an_ellipsis_fills_the_slot_of_its_kind(before: str, after: str, text: str | None) -> None:
    """Nothing that no pronoun leans on stands before it; without a `text` it leans on the question before."""
    found = resolve(after, [answered(before, "Nobody knows.", None)]).text
    assert found == (text or f"{before} {after}")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("thanks. now the bridge: when was it closed", "when was the bridge closed"),
        ("ok thanks, when was the bridge closed?", "when was the bridge closed?"),
        ("Hello! When was the bridge closed?", "When was the bridge closed?"),
        ("As for Berg, when did he resign?", "when did Berg resign?"),
        ("The bridge: who built the tower?", "The bridge: who built the tower?"),
        ("Great Britain joined when?", "Great Britain joined when?"),
    ],
)
def test_what_stands_before_a_question_is_no_part_of_it(question: str, text: str) -> None:
    """Thanks and greetings say nothing; a topic stands where a pronoun points at it."""
    assert resolve(question, [answered("How long is the inquest?", "Nine weeks.", None)]).text == text
    assert resolve(question, []).text == text


def test_a_question_that_stands_alone_is_kept_for_the_pronouns_of_later_ones() -> None:
    """Of a long conversation the last question is kept, and the last one that leans on none."""
    asked = "When did Owen Pryce join? what did he do at Penholt? what medal did he get?"
    found = resolve("why did he get it?", [answered("x", "Nobody knows.", None, asked)])
    assert found.context == "When did Owen Pryce join? what medal did he get?"


def test_earlier_questions_without_a_mark_are_told_apart() -> None:
    """A question mark is put where the one before has none."""
    before = answered("when did Owen Pryce join", "In 1990.", None)
    assert resolve("what did he do then?", [before]).text == "when did Owen Pryce join? what did he do then?"


@pytest.mark.parametrize(
    ("answer", "carried"), [("Site safety", False), ("Maria da Silva", True), ("Samuel Orme junior", True)]
)
def test_a_name_has_capitals(answer: str, *, carried: bool) -> None:
    """What is not written as a name is not carried on as one."""
    before = answered("Who came after Callum Weir?", f"After Weir: {answer}", answer)
    assert (answer in resolve("what's his extension?", [before]).text) is carried


def test_nobody_but_who_is_named_is_who_that_is() -> None:
    """After "Who is Callum Weir?" he is Weir, whoever the answer marks."""
    before = answered("Who is Callum Weir?", "Maria Silva told Callum Weir, the keeper.", "Maria Silva")
    assert "Silva" not in resolve("What did he do before?", [before]).text


@pytest.mark.parametrize(
    ("before", "after", "own"),
    [
        ("How long has Orme to pay the fine?", "And to appeal after that?", "How long has Orme to appeal?"),
        (
            "How much does it cost to register a boat?",
            "and to moor one?",
            "How much does it cost to moor one?",
        ),
        ("By when do the tenants have to pay?", "And to leave?", "By when do the tenants have to leave?"),
        (
            "How long does it take to bake a loaf?",
            "And to wash the pan?",
            "How long does it take to wash the pan?",
        ),
        ("How long does it take to walk to Selby?", "And to town?", "And to town?"),
        ("How long does it take to drive from the farm?", "And to work?", "And to work?"),
        ("How long does it take to bake a loaf?", "And to school by bus?", "And to school by bus?"),
        ("How much do members have to pay to skate?", "And to swim?", "And to swim?"),
        ("What does it cost to send a letter to Selby?", "And to send a parcel?", "And to send a parcel?"),
        ("How long have I lived close to parks?", "And to ponds?", "And to ponds?"),
        ("What has he to say to Orme?", "And to go?", "And to go?"),
        ("How many boats are needed to win?", "And to race?", "And to race?"),
        ("What do I need to open an account?", "And to close it?", "And to close it?"),
        ("Who has the key to the barn?", "And to open?", "And to open?"),
        ("When does the bus go to Selby?", "And to leave?", "And to leave?"),
    ],
)
def test_what_it_takes_to_do_one_thing_is_asked_of_another(before: str, after: str, own: str) -> None:
    """Where something is to be done, and what is to be done now is told without the earlier question."""
    assert resolve(after, [answered(before, "It is so.", None)]).own == own


def test_a_date_takes_no_place_of_a_place() -> None:
    """“And in 2020?” keeps the country that the earlier question is about."""
    before = answered("Who won the election in Belarus in 2025?", "Ivanov won it.", "Ivanov")
    found = resolve("and in 2020?", [before])
    assert "in Belarus" in found.text
    assert "2025" not in found.text


def test_another_name_and_another_year_take_both_places() -> None:
    """“And Berg in 2021?” asks for what Berg said, then."""
    before = answered("What did Makei say about the ferry?", "He liked it.", None)
    assert resolve("and Berg in 2021?", [before]).text == "What did Berg say about the ferry in 2021?"


def test_who_answered_long_before_is_who_is_asked_about() -> None:
    """The person is kept over the turns between, and a year spoken of does not bind how old he is."""
    first = answered("Who won in Belarus?", "Oleg Ivanov won it.", "Oleg Ivanov")
    second = answered("with what share?", "86 per cent.", None, "Who won in Belarus? with what share?")
    found = resolve("How old is he?", [first, second])
    assert "Oleg Ivanov" in found.text
    assert not read_question(found.own, context="Who won in 2020?").years
    assert read_question("How many voted?", context="Who won in 2020?").years == {"2020"}


@pytest.mark.parametrize(
    ("question", "leans"),
    [("who took part?", True), ("When did it take place?", True), ("Who took part in the march?", False)],
)
def test_to_take_part_says_as_little_as_to_join(question: str, *, leans: bool) -> None:
    """Two words, one meaning."""
    assert leans_on_conversation(question) is leans


def test_a_topic_may_stand_before_a_comma_after_and() -> None:
    """“and the West, how did it react?” asks how the West did."""
    before = answered("How long is the inquest?", "Nine weeks.", None)
    assert resolve("and the West, how did it react?", [before]).text == "how did the West react?"
    assert "and then, how" in resolve("and then, how did it end?", [before]).text


def test_a_whole_question_takes_the_place_of_the_one_that_it_corrects() -> None:
    """What came before that is kept; nothing that answered it is gone on by."""
    before = answered(
        "how many were planned?",
        "Anna Ode planned 420.",
        "420",
        "How many children were enrolled in the trial? how many were planned?",
    )
    asked = resolve("no, I mean how many were screened", [before])
    assert asked.own == "how many were screened"
    assert asked.context == "How many children were enrolled in the trial?"


def test_a_follow_up_may_ask_another_document() -> None:
    """The earlier one is asked no more."""
    before = answered("competing interests in the systematic review", "None.", None)
    assert resolve("and in the SIPAQ paper?", [before]).own == "competing interests in the SIPAQ paper?"


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("And two years later?", "How many boats sank off Visby in 1912?"),
        ("and the year before?", "How many boats sank off Visby in 1909?"),
        ("And in the following year?", "How many boats sank off Visby in 1911?"),
        ("And 10 years earlier?", "How many boats sank off Visby in 1900?"),
    ],
)
def test_an_ellipsis_may_count_years_from_that_of_a_question(question: str, asked: str) -> None:
    """Where one year stands by itself; not that of a day, nor of "the 1910 fleet", nor where none is told."""
    before = answered("How many boats sank off Visby in 1910?", "Four sank.", "Four")
    found = resolve(question, [before])
    assert (found.context, found.own) == ("", asked)
    for other in ("What sank on 3 May 1910?", "What sank of the 1910 fleet?", "What sank?"):
        assert resolve(question, [answered(other, "Four sank.", "Four")]).context == other
    assert resolve("And years later?", [before]).own == "And years later?"


def test_who_tells_something_may_be_replaced_by_another() -> None:
    """Also where it is corrected who was meant."""
    before = answered("How many came according to the police?", "Four came.", "Four")
    for question in ("No, I meant according to the dockers.", "And according to the dockers?"):
        found = resolve(question, [before])
        assert (found.context, found.own) == ("", "How many came according to the dockers?")
    first = answered("According to the police, how many came?", "Four came.", "Four")
    assert resolve("And according to Ida Lind?", [first]).own == "According to Ida Lind, how many came?"


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (
            "How deep did the letter reckon that the pond was?",
            "And what did the surveyor think?",
            "How deep did the surveyor reckon that the pond was?",
        ),
        (
            "How deep did the letter reckon that the pond was?",
            "No, I meant according to Ana Holm.",
            "How deep did Ana Holm reckon that the pond was?",
        ),
        (
            "How much did Ulf Lind think that the mill cost?",
            "And in Holm's view?",
            "How much did Holm think that the mill cost?",
        ),
        ("What did Ulf Lind offer to begin with?", "And in the end?", "What did Ulf Lind offer in the end?"),
        (
            "What does the bank charge for a loan under five thousand?",
            "What about one of eighteen thousand?",
            "What does the bank charge for a loan of eighteen thousand?",
        ),
    ],
)
def test_another_view_stage_or_size_takes_the_place_of_the_earlier_one(
    before: str, after: str, text: str
) -> None:
    """The question is asked as a whole, for nothing of what it names is left."""
    asked = resolve(after, [answered(before, "The pond is deep.", None)])
    assert (asked.text, asked.context) == (text, "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("What did Ulf Lind say about the mill?", "And what did the surveyor think?"),
        ("How deep is the pond?", "And what did the surveyor think?"),
        ("What did Ulf Lind offer?", "And in the end?"),
        ("Where did Ana put the key?", "And what did Ben say?"),
        ("When did the tenant claim the deposit back?", "And what did the landlord say?"),
        ("Why did Mara suggest leaving early?", "And what did Leo think?"),
        ("How did the firm put it right?", "And what did the customer think?"),
        ("Why did the mayor say no?", "And what did the judge say?"),
        ("Which boat did Ana consider buying?", "And what did Ben think?"),
        ("How much did Ana expect to be paid?", "And what did Ben think?"),
        ("How many days did the tenant claim back?", "And what did the landlord say?"),
        ("What does the bank charge for the loan?", "What about one of eighteen thousand?"),
    ],
)
def test_what_no_earlier_view_stage_or_size_tells_is_asked_in_its_context(before: str, after: str) -> None:
    """Where the earlier question has nothing of the kind, nothing takes a place."""
    asked = resolve(after, [answered(before, "The pond is deep.", None)])
    assert asked.text.endswith(after)
    assert asked.context


def test_what_may_be_more_so_was_spoken_of() -> None:
    """What "that" stands for is told before, whatever else the question names."""
    assert leans_on_conversation("Is that any quicker for frail customers?")
    assert not leans_on_conversation("Is the ferry of the Lind line any quicker?")
