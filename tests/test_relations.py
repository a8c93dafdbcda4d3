"""What is asked of somebody's relative."""

import numpy as np
import pytest

from qa.candidates import Candidate
from qa.features import FEATURES
from qa.no_answer import sure_of_answer
from qa.question import read_question
from qa.relations import _told_by, tells_of_no_relative
from qa.retrieve import retrieve
from tests.conftest import Build
from tests.support import FakeEncoder


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What does Lind's sister Vera do for a living?", {"sister", "vera", "sibling"}),
        ("How old was Ida Lind's late husband?", {"husband", "widow", "married"}),
        ("What does the captain's sister do?", set()),
        ("What does Lind's sister ship carry?", set()),
        ("What is Ana Tolmin's mother tongue?", set()),
        ("What is Tolmin's sister city?", set()),
        ("What does Norland's sister company make?", set()),
        ("What did Tolmin's grandmother bake?", {"gran", "nana", "granny"}),
        ("Did Lind's sister meet Berg's brother?", set()),
    ],
)
def test_a_relative_is_told_by_the_name_or_the_kinship(question: str, words: set[str]) -> None:
    """Of one relative of somebody who is named."""
    assert words <= _told_by(question) if words else not _told_by(question)


@pytest.mark.parametrize(
    ("sentence", "before", "sure"),
    [
        ("Ms Lind, a former teacher, was mayor of Visby.", "", False),
        ("Vera Lind is a cook.", "", True),
        ("Ms Lind went to see kin of hers, a cook.", "", True),
        ("Lind’s twin is a cook.", "", True),
        ("The cook of the fair is a Ms Berg.", "", True),
        ("Lind said that she is a cook.", "", True),
        ("She is a cook.", "Her sister came to the fair.", True),
    ],
)
def test_what_is_told_of_somebody_is_not_told_of_the_relative(
    build: Build, sentence: str, before: str, *, sure: bool
) -> None:
    """Unless the name or the kinship stands near."""
    text = f"# The fair\n\n{before} {sentence}\n"
    match = retrieve(build({"a.md": text}), FakeEncoder(), sentence, 1).matches[0]
    start = match.document.text.index(sentence)
    one = Candidate(match, start, start + len(sentence), before, np.zeros(len(FEATURES)), None)
    asked = read_question("What does Lind's sister Vera do for a living?")
    assert (sure_of_answer(asked, one) == 1) is sure


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What is Ana Tolmin's mother tongue?", "Ana Tolmin grew up speaking Gaelic."),
        ("What is Tolmin's sister city?", "Tolmin is twinned with Masfjorden."),
        ("What did Tom Tolmin's grandmother bake?", "His gran baked scones for Tom Tolmin."),
        ("What did Tom Tolmin's grandmother keep?", "Tom Tolmin helped Nana with the bees."),
        ("What did Berge's wife wear?", "Olaf Berge's bride wore blue."),
        ("What did Berge's wife wear?", "Mrs Berge wore blue."),
        ("What did Dahl's mother teach him?", "Rolf Dahl learned to knit from Mummy."),
    ],
)
def test_kinship_has_many_words(build: Build, question: str, sentence: str) -> None:
    """And some of its words are of things."""
    text = f"# The fair\n\n{sentence}\n"
    match = retrieve(build({"a.md": text}), FakeEncoder(), sentence, 1).matches[0]
    start = match.document.text.index(sentence)
    one = Candidate(match, start, start + len(sentence), "", np.zeros(len(FEATURES)), None)
    assert not tells_of_no_relative(read_question(question), one)
