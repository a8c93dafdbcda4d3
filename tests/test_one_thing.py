"""Questions for one thing that is named by what it is, which no section answers as a whole."""

from typing import Any

import numpy as np
import pytest

from qa import sections
from qa.question import asks_for_one_thing, read_question


@pytest.mark.parametrize(
    ("question", "one"),
    [
        ("Which inn do the hosts recommend for a stay?", True),
        ("Which wine goes with the dumplings?", True),
        ("In which hall will the talks be held?", True),
        ("Which inns do the hosts recommend?", False),
        ("Which approach did they take?", False),
        ("What do the hosts recommend?", False),
    ],
)
def test_what_asks_for_one_thing(question: str, one: bool) -> None:
    """It names in the singular what the thing is."""
    assert asks_for_one_thing(read_question(question)) is one


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize(("noun", "one"), [("inn", True), ("inns", False)])
def test_no_section_answers_what_asks_for_one_thing(
    monkeypatch: pytest.MonkeyPatch, noun: str, one: bool, named: bool
) -> None:
    """Unless its headings have all words of the question."""
    measures = tuple(1.0 for _ in sections.MEASURES)
    match: Any = None
    section = sections.Section(match, (), (), (), measures, named)
    monkeypatch.setattr(sections, "sure_measures", lambda *_: (9.0, 4.0, 1.0, 1.0, 2.0, 0.9))
    question = read_question(f"Which {noun} do the hosts recommend?")
    fitted = sections.load_section_weights()
    chosen = sections.choose_section(question, [section], np.ones(3), lambda _: {}, fitted)
    assert (chosen is None) is (one and not named)
