"""A date that is asked for and that the document's own date tells."""

import numpy as np
import pytest

from index.tokens import words
from qa.candidates import Candidate
from qa.features import FEATURES, measure_near, word_weights
from qa.initials import met_by_initials, written_as_initials
from qa.own_date import relative_years, running_year, told_by_document
from qa.question import Question, read_question
from qa.retrieve import Match, retrieve
from qa.shares import OTHER_YEAR_SURE, sure_of_year
from qa.undated import without_own_date
from tests.conftest import Build
from tests.support import FakeEncoder

REPORT = """---
title: The ferry
date: 2021-02-25
---

The captain spoke to Radio Norwick. The ferry was late.

## Votes of 2021

The council voted for a second ferry.
"""


def passage(build: Build, words_of_it: str, text: str = REPORT) -> Match:
    """Return the passage of a report that has some words."""
    found = retrieve(build({"report.md": text}), FakeEncoder(), "ferry", 5).matches
    return next(one for one in found if words_of_it in one.hit.text)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which station did the captain speak to in 2021?", "Which station did the captain speak to?"),
        ("Why was the ferry late in February 2021?", "Why was the ferry late?"),
        ("Why was the February ferry late?", "Why was the ferry late?"),
        # another date, two of them, nothing left
        ("Why was the ferry late in 2020?", "Why was the ferry late in 2020?"),
        ("Was it late in 2021 or in 2020?", "Was it late in 2021 or in 2020?"),
        ("What was there in 2021?", "What was there in 2021?"),
    ],
)
def test_a_passage_is_asked_without_the_date_of_its_document(
    build: Build, question: str, expected: str
) -> None:
    """A date that the document's own has is left out; any other stays."""
    assert without_own_date(question, passage(build, "Radio")) == expected


def test_a_date_that_the_passage_names_stays(build: Build) -> None:
    """There it may tell one thing from another."""
    asked = "What did the council vote for in 2021?"
    assert without_own_date(asked, passage(build, "second ferry")) == asked
    undated = REPORT.replace("date: 2021-02-25\n", "")
    assert without_own_date(asked, passage(build, "Radio", undated)) == asked


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("It was late in the spring of last year.", {"2020"}),
        ("This year it is on time; next year it will be sold.", {"2021", "2022"}),
        ("It sank a year ago.", {"2020"}),
        ("It was the last years' problem, in a leap year.", set()),
    ],
)
def test_years_are_told_from_when_a_text_was_written(text: str, years: set[str]) -> None:
    """Without a date they are not known."""
    assert relative_years(text, "2021-02-25") == years
    assert not relative_years(text, None)


def test_last_year_is_the_year_that_is_asked_for(build: Build) -> None:
    """The reader is asked without it, and the name is met."""
    text = REPORT.replace("The ferry was late.", "The ferry was late last year.")
    library = build({"report.md": text})
    match = passage(build, "Radio", text)
    assert without_own_date("Why was the ferry late in 2020?", match) == "Why was the ferry late?"
    assert (
        without_own_date("Why was the ferry late in May 2020?", match)
        == "Why was the ferry late in May 2020?"
    )
    question = read_question("Why was the ferry late in 2020?")
    assert measure_near(question, match, word_weights(question, library.engine()))[0] == 1.0


def test_the_date_of_a_document_meets_the_names_of_a_question(build: Build) -> None:
    """Near a sentence of a report of 2021 stands "2021", but not "2020"."""
    library = build({"report.md": REPORT})
    match = passage(build, "Radio")
    for asked, met in (("Why was the ferry late in 2021?", 1.0), ("Why was the ferry late in 2020?", 0.0)):
        question = read_question(asked)
        assert measure_near(question, match, word_weights(question, library.engine()))[0] == met
    dated = passage(build, "The ferry was late").document
    assert told_by_document("late on 25 February 2021?", dated) == "25 February 2021"
    assert told_by_document("late in March 2021?", dated) == ""


@pytest.mark.parametrize(
    ("asked", "expected"), [("late in 2025?", "2025"), ("late in 2020?", "2020"), ("late in 2019?", "")]
)
def test_a_text_without_a_date_may_be_of_any_year_from_the_last_that_it_names(
    build: Build, asked: str, expected: str
) -> None:
    """It tells of the flood of 2020, so that it may be of 2025, but is not of 2019."""
    text = "# The ferry\n\nThe ferry was late, as it had been in the flood of 2020 and in 2018.\n"
    undated = passage(build, "The ferry was late", text).document
    assert undated.date is None
    assert told_by_document(asked, undated) == expected


@pytest.mark.parametrize(
    ("question", "text", "met"),
    [
        ("Who pays for it in the EU?", "The European Union pays.", {"eu"}),
        ("Is the European Union against it?", "The EU is not.", {"european", "union"}),
        ("Who leads the UK?", "The United Kingdom of Great Britain has a premier.", {"uk"}),
        ("Who leads the U.K. now?", "The United Kingdom has a premier.", {"u", "k"}),
        ("Who refused the OBE?", "She declined the O.B.E. twice.", {"obe"}),
        ("Who refused the O.B.E. twice?", "She declined the OBE.", {"o", "b", "e"}),
        ("Who leads the EU?", "Economists of the union lead.", set()),
        ("Who leads the union?", "The EU has a leader.", set()),
    ],
)
def test_initials_stand_for_a_name(question: str, text: str, met: set[str]) -> None:
    """In either direction, capitals for capitals."""
    assert met_by_initials(question, text) == met


def test_initials_are_names_whatever_word_they_look_like() -> None:
    """In capitals "US" is no pronoun; in a question all in capitals nothing is told."""
    read = read_question("What did she say about the US?")
    assert "us" in read.names
    assert "us" in {word.form for word in read.content}
    assert not written_as_initials("WHO TOLD US THAT?")
    assert set(words("us")).isdisjoint(read_question("What did she tell us about Berg?").names)


FLOOD = """---
title: The dyke
date: 2020-02-11
---

# The dyke

The river broke the dyke at Norwick on 3 May 2018, and the lower town was flooded.
Nobody had expected it so late in spring. The mayor walked the streets until the evening.

## After the flood

The levy was imposed by the county and three parishes. The fee for a permit is 30 euros. To drain the fields,
soldiers brought pumps.
"""


def test_the_running_year_is_the_last_that_was_named_above(build: Build) -> None:
    """A year below, or one far above, is none that the text has come to."""
    match = passage(build, "levy", FLOOD)
    assert running_year(match.document, FLOOD.index("The levy")) == "2018"
    assert running_year(match.document, FLOOD.index("# The dyke")) == ""
    far = FLOOD.replace("## After", "Nobody spoke of it. " * 200 + "\n\n## After")
    match = passage(build, "levy", far)
    assert running_year(match.document, far.index("The levy")) == ""


def test_the_running_year_is_near_what_is_told_below_it(build: Build) -> None:
    """It is no name that the passage lacks; another year is."""
    below = f"{FLOOD}\n## Levies\n\nThe county raised money for the dyke.\n"
    match = passage(build, "raised", below)

    def names_near(asked: str) -> float:
        question = read_question(asked)
        return measure_near(question, match, np.ones(len(question.content)))[0]

    assert names_near("Who raised money after the flood of 2018?") == 1
    assert names_near("Who raised money after the flood of 2016?") == 0


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("The vote was held on 9 August 2018.", "2018"),
        ("In 2019 the parish voted.", "2019"),
        ("In passing, he spoke of 2019.", ""),
        ("It was the first flood since 3 May 2018.", ""),
        ("As Lind found in 2018, storks are rare.", ""),
        ("The Dykes Act 2018 binds the county.", ""),
        ("Ann Lind was born on 9 August 2018.", ""),
        ("The mill burnt down on 3 May 1921.", ""),
        ("In 2022 there will be a new dyke.", ""),
    ],
)
def test_a_year_in_passing_is_none_that_a_text_has_come_to(build: Build, told: str, expected: str) -> None:
    """Nor is one long before the document's own, or after it."""
    text = f"---\ndate: 2020-02-11\n---\n\n{told} The levy was imposed by the county.\n"
    match = passage(build, "levy", text)
    assert running_year(match.document, match.document.text.index("The levy")) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who imposed a levy after the 2018 flood?", "Who imposed a levy after the flood?"),
        ("Who imposed a levy in 2018?", "Who imposed a levy?"),
        ("Who imposed a levy in 2017?", "Who imposed a levy in 2017?"),
        ("What did Ann Roe say about the flood of 2018?", "What did Ann Roe say about the flood of 2018?"),
    ],
)
def test_a_passage_is_asked_without_the_year_that_its_text_has_come_to(
    build: Build, question: str, expected: str
) -> None:
    """What somebody said of that year may be told of any other time, and keeps it."""
    assert without_own_date(question, passage(build, "levy", FLOOD)) == expected


def test_what_a_text_tells_below_a_year_is_of_that_year_too(build: Build) -> None:
    """In the present tense it tells of the document's own time."""
    match = passage(build, "levy", FLOOD)
    of_2018, of_2017 = (
        read_question("What was the levy of 2018?"),
        read_question("What was the levy of 2017?"),
    )

    def sure(question: Question, words: str) -> float:
        start = FLOOD.index(words)
        end = FLOOD.index(".", start) + 1
        return sure_of_year(question, Candidate(match, start, end, "", np.zeros(len(FEATURES)), None))

    assert sure(of_2018, "The levy was") == 1.0
    assert sure(of_2017, "The levy was") == OTHER_YEAR_SURE
    assert sure(of_2018, "The fee for") == OTHER_YEAR_SURE
