"""What the page does without a browser: its words, its sessions, and what it refuses."""

import dataclasses

import pytest

from qa import page_session, page_sources
from qa.service import Source, Status
from tests.browser import fake


@pytest.mark.parametrize(
    ("date", "words"),
    [("2025-03-13", "13 March 2025"), ("2025-01", "January 2025"), ("2024", "2024"), (None, "")],
)
def test_dates_are_words(date: str | None, words: str) -> None:
    """A date is said as precisely as it is known, and no more."""
    assert page_sources.date_words(date) == words


@pytest.fixture
def service() -> fake.FakeService:
    """Return a service that is ready."""
    service = fake.FakeService()
    service._prepare()
    return service


def test_an_answer_that_comes_too_late_is_dropped(service: fake.FakeService) -> None:
    """After a new conversation, the old one's answer changes nothing."""
    session = page_session.Session()
    steps = page_session.ask(service, session, "What share did he get?")
    assert "Looking through the documents" in next(steps).now
    page_session.start_over(session)
    assert list(steps) == []
    assert session.turns == () and not session.busy


def test_a_session_asks_one_question_at_a_time(service: fake.FakeService) -> None:
    """A second question while one is being answered is refused; afterwards it is not."""
    session = page_session.Session()
    first = page_session.ask(service, session, "What share did he get?")
    next(first)
    assert list(page_session.ask(service, session, "And in 2020?")) == []
    assert list(first)[-1].done
    assert list(page_session.ask(service, session, "And in 2020?"))[-1].done
    assert [turn.question for turn in session.turns] == ["What share did he get?", "And in 2020?"]


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        "cite",
        {},
        {"kind": "cite", "turn": 2, "number": 1},
        {"kind": "quote", "turn": 1, "number": 99},
        {"kind": "quote", "turn": "1", "number": 1},
        {"kind": "near", "turn": -1, "number": 1},
        {"kind": "file", "id": "../../etc/passwd"},
    ],
)
def test_what_the_browser_sends_is_not_trusted(service: fake.FakeService, wanted: object) -> None:
    """A place that is not part of the session gets a problem card, never a document."""
    session = page_session.Session()
    list(page_session.ask(service, session, "What share did he get?"))
    drawn = page_session.open_place(service, session.turns, wanted)
    shown = drawn.cards or drawn.document or ""
    assert 'class="problem"' in shown and "<mark" not in shown


def test_a_long_document_is_shown_around_its_quote() -> None:
    """Of a very long document, the part with the quote is shown, and that it is a part is said."""
    text = "before. " * 200_000 + "The quote." + " after." * 200_000
    document = dataclasses.replace(fake.DOCUMENTS["changed.txt"], text=text)
    start = text.index("The quote.")
    citation = dataclasses.replace(
        fake._cite(1, "changed.txt", "The bridge is 312 metres long."),
        start=start,
        end=start + 10,
        quote="The quote.",
    )
    view = fake.View(document, start, start + 10, "unchanged")
    html = page_sources.document_view("quote-1-1", Source(citation, view, (start - 80, start + 80)), 1)  # type: ignore[arg-type]
    assert '<mark id="quote" tabindex="-1">The quote.</mark>' in html
    assert "1,000,000 of its 3,000,010 characters are shown" in html


def test_the_status_is_drawn_once(service: fake.FakeService) -> None:
    """Nothing is drawn again while nothing changes, and following ends when all is settled."""
    session = page_session.Session()
    first = page_session.refresh(service, session)
    assert first is not None and first.settled and "Ask your documents" in (first.greeting or "")
    assert page_session.refresh(service, session) is None
    service._status = Status("failed", "The documents folder is gone", askable=True)
    failed = page_session.refresh(service, session)
    assert failed is not None and "can still be asked" in failed.banner
