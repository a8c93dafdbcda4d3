"""Sections that say why, of another thing than is asked of."""

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from qa.question import read_question
from qa.retrieve import Match, Retrieval
from qa.section_subject import is_of_subject

ROOF = "The roof was not mended because the money was short."
PUMP = "The pump is old, and failed in May."


def _match(name: str, text: str) -> Match:
    """Return a passage that is the whole of a document."""
    document = SimpleNamespace(id=name, text=text, date=None)
    passage = SimpleNamespace(heading="", start=0, end=len(text))
    hit = SimpleNamespace(text=text, passage=passage)
    return cast(Match, SimpleNamespace(document=document, hit=hit, language="en", title="Notes"))


@pytest.mark.parametrize(
    ("question", "other", "may"),
    [
        ("Why did the pump fail?", PUMP, False),
        ("Why did the pump fail?", ROOF, True),  # told nowhere by that word
        ("Why was the roof not mended?", PUMP, True),
        ("What happened to the pump?", PUMP, True),
    ],
)
def test_a_reason_is_not_that_of_another_thing(question: str, other: str, *, may: bool) -> None:
    """Where another document has the word that weighs most, and that of the section has not."""
    match = _match("roof.txt", ROOF)
    asked = read_question(question)
    weights = np.asarray([float(word.form in ("pump", "roof")) for word in asked.content])
    retrieval = cast(Retrieval, SimpleNamespace(matches=(match, _match("other.txt", other))))
    assert is_of_subject(asked, match, [(0, len(ROOF))], weights, retrieval) is may
