"""Which month a question is of, and which of a series of documents is of it."""

import pytest

from qa.ask import Asker
from qa.period import asked_period, is_of_other_period, series_of, within_period
from qa.retrieve import retrieve
from tests.conftest import Build
from tests.support import FakeEncoder, calibration

MINUTES = {
    f"2025-{month:02d}-09 minutes.md": f"# Minutes of the board\n\n{text}\n"
    for month, text in (
        (4, "The roof was deferred for want of money."),
        (6, "Nobody was absent. The roof is paid."),
    )
}


@pytest.mark.parametrize(
    ("question", "bare", "of_document"),
    [
        ("summarise the September minutes", "summarise the minutes", True),
        ("who was absent at the september board meeting?", "who was absent at the board meeting?", True),
        ("What do the minutes of 18 June 2024 say?", "What do the minutes say?", True),
        ("What was said of the roof in June?", "What was said of the roof?", False),
        ("How many fell on 3 October at Corran?", "How many fell at Corran?", False),
    ],
)
def test_the_month_of_a_question(question: str, bare: str, *, of_document: bool) -> None:
    """It is left out of what is asked of the documents of that month."""
    asked = asked_period(question)
    assert asked is not None
    assert (asked.bare, asked.of_document) == (bare, of_document)


@pytest.mark.parametrize(
    "question",
    ["Who won in 2020?", "What changed from May 2020 to June 2021?", "May I go?", "Did Theresa May win?"],
)
def test_no_month_or_several_are_no_period(question: str) -> None:
    """A year is compared elsewhere; a name is no month."""
    assert asked_period(question) is None


def test_documents_of_one_title_and_different_dates_are_a_series(build: Build) -> None:
    """That of the month is meant, by its title, its file's name or its date."""
    found = retrieve(build({**MINUTES, "roof.md": "# The roof\n\nRoof.\n"}), FakeEncoder(), "minutes", 20)
    series = series_of(found, any_place=True)
    assert {match.document.id for match in series} == set(MINUTES)
    asked = asked_period("the June minutes")
    assert asked is not None
    assert within_period(asked, series) == ["2025-06-09 minutes.md"]


def test_a_document_of_the_month_is_asked_alone(build: Build) -> None:
    """The minutes of the month answer what is asked of them, though no sentence of theirs names it."""
    asker = Asker(build(MINUTES), FakeEncoder(), calibration(threshold=0.0))
    answer = asker.ask("What did the June minutes say of the roof?")
    assert {one.document_id for one in answer.citations} == {"2025-06-09 minutes.md"}
    assert answer.standalone_question == "What did the June minutes say of the roof?"
    answer = asker.ask("What did the August minutes say of the roof?")  # there are none
    assert answer.citations


def test_what_tells_of_another_day_is_told() -> None:
    """The first text that names a month decides, or a day where one is asked for."""
    third = (None, 10, 3)
    assert is_of_other_period(third, ["It was 4 October.", "3 October"])
    assert not is_of_other_period(third, ["It was so in October.", "On 3 October 2025"])
    assert not is_of_other_period(third, ["It was so."])
    assert not is_of_other_period((None, 10, None), ["It was 4 October."])


def test_the_document_that_is_named_is_kept_beside_the_month(build: Build) -> None:
    """Minutes of others say nothing of it, however well they match."""
    files = {
        f"{body} 2025-{month}.md": f"# Minutes of the {body}\n\n{text}\n"
        for body, month, text in (
            ("board", "04", "The roof was deferred."),
            ("board", "06", "The roof was paid for."),
            ("council", "04", "Nobody spoke."),
            ("council", "06", "What was decided of the roof: the roof was sold."),
        )
    }
    asker = Asker(build(files), FakeEncoder(), calibration(threshold=0.0))
    answer = asker.ask("According to the board minutes, what was decided of the roof in June?")
    assert {one.document_id for one in answer.citations} <= {"board 2025-04.md", "board 2025-06.md"}
    assert answer.citations


def test_only_a_month_is_left_out_of_what_documents_are_called(build: Build) -> None:
    """A market and a mayor are no months; what is called nothing but a date is of no series."""
    for titles in (
        ("Market report 2024", "Mayor report 2025"),
        ("Decision 1 May 2024", "Marine 2 June 2024"),
        ("May 2024", "June 2024"),
    ):
        files = {f"{n}.md": f"# {title}\n\nThe roof.\n" for n, title in enumerate(titles)}
        dated = {f"2025-0{n + 1}-09 {id_}": text for n, (id_, text) in enumerate(files.items())}
        found = retrieve(build(dated), FakeEncoder(), "the roof", 20)
        assert series_of(found, any_place=True) == []


FEES = {
    f"{month}.md": f"# Minutes of the council, 15.{month}.2024\n\nThe hall rental fee was {fee} euros.\n"
    for month, fee in (("01", "1,200"), ("02", "1,350"), ("03", "1,500"))
}
OF_MARCH = (
    "# Minutes of the council, 15.03.2024\n\nThe hall rental fee was 1,400 euros until February 2024.\n"
)


@pytest.mark.parametrize(
    ("question", "files", "said", "confident"),
    [
        ("What was the hall rental fee in February 2024?", FEES, {"02.md"}, True),
        ("What was the hall rental fee on 15 March?", FEES, {"03.md"}, True),
        ("What was the hall rental fee in February 2024?", FEES | {"03.md": OF_MARCH}, {"03.md"}, False),
    ],
)
def test_the_minutes_of_the_month_are_asked_though_all_minutes_answer(
    build: Build, question: str, files: dict[str, str], said: set[str], *, confident: bool
) -> None:
    """What names the month itself is no reason to, in whatever minutes it stands."""
    asker = Asker(build(files), FakeEncoder(), calibration(threshold=0.0))
    answer = asker.ask(question)
    assert answer.citations[0].document_id in said
    assert not confident or {one.document_id for one in answer.citations} == said
