"""How sure a row of a table is once the reader has read it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.library import Library
from index.sync import sync
from qa.ask import Asker
from qa.readers import DEFAULT_READER, load_reader
from qa.row_reading import confidence_of_row
from tests.conftest import Build
from tests.support import FakeEncoder, calibration
from tests.test_reader import TheReaderOf

FARES = """# Fares

| Boat | Fare | Captain |
|---|---|---|
| Hawk | 12 euros | Ann Lind |
| Tern | 9 euros | Tom Orme |
"""


@given(st.floats(0, 1), st.floats(-12, 12), st.floats(-12, 12))
def test_a_row_is_the_surer_the_surer_the_reader_is(confidence: float, one: float, other: float) -> None:
    """And a probability, whatever the reader makes of it."""
    low, high = sorted((one, other))
    assert 0 < confidence_of_row(confidence, low, 1.0) <= confidence_of_row(confidence, high, 1.0) < 1


@given(st.floats(0, 1), st.floats(-12, 12), st.floats(0, 0.99))
def test_what_speaks_against_a_row_no_reader_makes_up_for(
    confidence: float, odds: float, sure: float
) -> None:
    """A row of another year stays as unsure as it is."""
    assert confidence_of_row(confidence, odds, sure) <= confidence


@pytest.mark.parametrize(("word", "surer"), [("12", True), ("whale", False)])
def test_a_row_is_judged_by_the_reader_too(build: Build, word: str, *, surer: bool) -> None:
    """It is given the row spelled out below its title, and the row stays the first."""
    library, encoder = build({"fares.md": FARES}), FakeEncoder()
    asked = "What is the fare of the Hawk?"
    alone = Asker(library, encoder, calibration(0.0, reader=True)).ask(asked)
    read = Asker(library, encoder, calibration(0.0, reader=True), TheReaderOf(word)).ask(asked)
    assert "Hawk" in read.statements[0].quote
    assert (read.confidence > alone.confidence) is surer


CHRONOLOGY = """# Chronology of the claim

| Date | Event | Source | Agreed |
|---|---|---|---|
| 3 March 2025 | Claim issued | Court file | yes |
| 9 March 2025 | Mediation fixed at Weir House; mediator Ann Lind | Letter of the panel | yes |
| 20 March 2025 | Tom Orme retires as director | Companies register | yes |
"""


@pytest.mark.model
def test_of_near_misses_in_a_table_one_is_less_sure_than_of_what_it_tells(
    tmp_path: Path,
    real_encoder: Any,  # noqa: ANN401
) -> None:
    """By their words alone they were as sure."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "chronology.md").write_text(CHRONOLOGY, encoding="utf-8")
    library = Library.open(tmp_path / "index", create=True)
    sync(library, tmp_path / "documents", real_encoder)
    asker = Asker(library, real_encoder, reader=load_reader(DEFAULT_READER))
    told = ("When was the claim issued?", "Who is the mediator?", "Where is the mediation?")
    missed = ("How long did Tom Orme serve as director?", "How old was Tom Orme when he retired as director?")
    least = min(asker.ask(question).confidence for question in told)
    assert all(asker.ask(question).confidence < least - 0.3 for question in missed)
    library.close()
