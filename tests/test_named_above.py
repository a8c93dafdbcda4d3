"""What the reader is asked of a passage whose heading names somebody whom its sentences don't name."""

import pytest

from qa.named_above import asked_with_pronoun, called
from qa.question import read_question
from qa.retrieve import Match, retrieve
from qa.subject import asked_of, subjects_of
from tests.conftest import Build
from tests.support import FakeEncoder

FAMILY = """# The Hallams of Treave

What follows is from the parish books.

## Elder line: Captain Peter Hallam (1822-1890)

Went to sea at fourteen and lost an eye off Cape Horn.

## Martha Hallam

Moved to Canada in 1819. Her brother Josiah Hallam sold the field.

## The Tarn lamp

Made in Porto. Comes with a bag.

## A letter of Ruth Oake

Written in haste at Treave.
"""
KELL = """# Dr Maria Kell

## Education

Studied in Lund and Graz.

## Her friend Anna Lindt

Studied in Bergen.
"""


def passage(build: Build, heading: str) -> Match:
    """Return the passage below a heading."""
    found = retrieve(build({"family.md": FAMILY, "kell.md": KELL}), FakeEncoder(), "Hallam Kell", 9).matches
    return next(one for one in found if heading in one.hit.passage.heading)


@pytest.mark.parametrize(
    ("question", "heading", "expected"),
    [
        ("When did Captain Peter Hallam go to sea?", "Peter Hallam", "When did it go to sea?"),
        ("Why did Peter Hallam go to sea?", "Peter Hallam", "Why did it go to sea?"),
        ("Why did Captain Hallam go to sea?", "Peter Hallam", "Why did it go to sea?"),
        ("Who sent Peter Hallam to sea?", "Peter Hallam", "Who sent it to sea?"),
        ("Where is Peter Hallam's grave?", "Peter Hallam", "Where is its grave?"),
        ("Where is the Tarn lamp made?", "Tarn lamp", "Where is it made?"),
        ("What colour is the Tarn lamp's bag?", "Tarn lamp", "What colour is its bag?"),
        ("did peter hallam go to sea", "Peter Hallam", "did it go to sea"),
        ("where is captain peter hallam's grave", "Peter Hallam", "where is its grave"),
        ("where is the tarn lamp made", "Tarn lamp", "where is the tarn lamp made"),
        ("did peter hallam the younger go to sea", "Peter Hallam", "did peter hallam the younger go to sea"),
        ("which peter hallam went to sea", "Peter Hallam", "which peter hallam went to sea"),
        # a heading above, where the lowest one names nobody
        ("Where did Maria Kell study?", "Education", "Where did it study?"),
        ("Where did Maria Kell study?", "Anna Lindt", "Where did Maria Kell study?"),
        # another one, or a part of a name
        (
            "When did Admiral Peter Hallam go to sea?",
            "Peter Hallam",
            "When did Admiral Peter Hallam go to sea?",
        ),
        ("When did Peter go to sea?", "Peter Hallam", "When did Peter go to sea?"),
        (
            "Did Peter Hallam the younger go to sea?",
            "Peter Hallam",
            "Did Peter Hallam the younger go to sea?",
        ),
        # a sentence has a word of the name
        ("When did Martha Hallam sell the field?", "Martha", "When did Martha Hallam sell the field?"),
        # what is somebody's, other nouns after a name, nothing left, no name
        ("Where did Ruth Oake live?", "Ruth Oake", "Where did Ruth Oake live?"),
        ("Where do the Tarn people live?", "Tarn lamp", "Where do the Tarn people live?"),
        ("How old is the Peter Hallam house?", "Peter Hallam", "How old is the Peter Hallam house?"),
        ("How old was Peter Hallam in 1803?", "Peter Hallam", "How old was it in 1803?"),
        ("Who was Peter Hallam?", "Peter Hallam", "Who was Peter Hallam?"),
        ("Where is a lamp made?", "Tarn lamp", "Where is a lamp made?"),
    ],
)
def test_what_is_asked_of_a_passage(build: Build, question: str, heading: str, expected: str) -> None:
    """A pronoun stands in the place of the whole name of whom the passage is about."""
    read = read_question(question)
    assert asked_with_pronoun(read, called(read), passage(build, heading)) == expected


def test_a_phrase_or_a_name_goes(build: Build) -> None:
    """The reader is asked what is left."""
    match = passage(build, "Peter Hallam")
    for asked, expected in (
        ("Who lost an eye in Treave?", "Who lost an eye?"),
        ("Where did Peter Hallam lose an eye?", "Where did it lose an eye?"),
        ("Who was in Lisbon?", "Who was in Lisbon?"),
    ):
        question = read_question(asked)
        assert asked_of(question, subjects_of(question), match) == expected
