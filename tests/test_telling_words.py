"""Things that only some words tell: without any of them a sentence is no answer."""

import numpy as np
import pytest

from qa.candidates import Candidate
from qa.features import FEATURES
from qa.question import read_question
from qa.retrieve import retrieve
from qa.telling_words import lacks_telling_word
from tests.conftest import Build
from tests.support import FakeEncoder


def lacks(build: Build, question: str, sentence: str, before: str = "", heading: str = "Notes") -> bool:
    """Return what is said of a sentence below a heading and after another."""
    text = f"# The poll in Norwick\n\n## {heading}\n\n{before} {sentence}\n"
    match = retrieve(build({"a.md": text}), FakeEncoder(), sentence, 1).matches[0]
    start = match.document.text.index(sentence)
    one = Candidate(match, start, start + len(sentence), before, np.zeros(len(FEATURES)), None)
    return lacks_telling_word(read_question(question), one)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What was the turnout in Norwick?", "Ms Lind won 61% of the vote."),
        ("What share of the voters took part?", "Ms Lind won 61% of the vote."),
        ("What share of voters went to the polls?", "Results of 99.4% of the stations"),
        ("What is the sales target for 2027?", "Sales grew to 4 million euros in 2026."),
        ("Who chairs the finance committee?", "Ms Lind read out the report of the finance committee."),
        ("Who is the chairwoman of the archive?", "Ms Lind gave the archive two boxes of letters."),
        ("How many votes did the runner-up get?", "Ms Lind received 4,120 votes."),
        ("How many spoiled ballots were there?", "There were 41 ballots from the lighthouse."),
        ("Did Mr Berg accept the invitation?", "The mayor repeated her invitation to Mr Berg."),
        ("Did Mr Berg accept the invitation?", "The mayor invited Mr Berg to attend the fair."),
        ("In which year did they sign the treaty?", "Ms Lind spoke on the radio on 3 May 2024."),
        ("When do the fines expire?", "The fines were imposed on the mill on 3 May 2019."),
    ],
)
def test_a_sentence_without_a_telling_word_is_no_answer(build: Build, question: str, sentence: str) -> None:
    """It tells of something that is near, and not of what is asked for."""
    assert lacks(build, question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What was the turnout in Norwick?", "Some 61% of the electorate went to the polls."),
        ("What was the turnout in Norwick?", "Only one in three voted."),
        ("What did Ms Lind say about the turnout?", "Ms Lind spoke of a good day for Norwick."),
        ("What is the sales target for 2027?", "Sales are to reach 5 million euros in 2027."),
        ("Who chairs the finance committee?", "Ms Lind has led the finance committee since May."),
        ("Who chairs the finance committee?", "The finance committee met with Ms Lind in the chair."),
        ("How many votes did the runner-up get?", "Mr Berg came second with 3,011 votes."),
        ("Did Mr Berg accept the invitation?", "Mr Berg wrote that he would be there."),
        ("Did Mr Berg accept the invitation?", "Mr Berg will attend the fair."),
        ("In which year did they sign the treaty?", "They put pen to it in 2019."),
        ("When can I sign my child up for camp?", "Places for the camp are given out in May."),
        ("When does my visa expire?", "It is good up to 30 September."),
        ("When does the Brill offer expire?", "The deadline of the Brill offer is 3 May 2026."),
        (
            "When does the Lund contract expire?",
            "The Lund contract covers the lift from 1 June 2025 to 31 May 2026.",
        ),
        ("When does the contract expire?", "It was signed for the time from 1 June 2025 to 31 May 2026."),
        ("When does the licence expire?", "The licence was issued for 1 June 2025 – 31 May 2026."),
        ("When does the ticket expire?", "The ticket serves for one journey, at midnight it is waste paper."),
        ("When does the offer expire?", "Whoever orders at the latest on 3 May has ten percent off."),
        ("Did Mr Berg accept the invitation?", "Mr Berg can't come to the parade, he wrote."),
        ("Who chaired the meeting?", "Ms Lind opened it at seven and closed it at nine."),
        # what is no question for such a thing
        ("What was the goal of the project?", "It helps young farmers to start out."),
        ("Who headed the first goal?", "Ms Lind scored after nine minutes."),
        ("What share did the other parties get?", "The Greens took 12 per cent, the Liberals 8."),
        ("How many votes did Ms Lind get?", "Ms Lind received 4,120 votes."),
        ("Who read out the report of the committee?", "Ms Lind read out the report of the committee."),
    ],
)
def test_a_sentence_with_a_telling_word_may_answer(build: Build, question: str, sentence: str) -> None:
    """It is left to the reader."""
    assert not lacks(build, question, sentence)


def test_the_word_may_stand_above_or_before(build: Build) -> None:
    """Above in a heading; in the sentence before, if this one goes on from that."""
    asked = "What was the turnout in Norwick?"
    assert not lacks(build, asked, "In the town it was 61%.", heading="Turnout")
    assert not lacks(build, asked, "It was 61%.", before="The turnout was low.")
    assert lacks(build, asked, "Ms Lind won 61% of the vote.", before="The turnout was low.")
