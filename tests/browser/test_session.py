"""What the page does without a browser: its words, its sessions, and what it refuses."""

import dataclasses
import html
import re

import pytest

from qa import page, page_open, page_session, page_sources
from qa.page_images import Look, Sheet
from qa.service import Source
from qa.status import Status
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
    service.wait_open = lambda timeout_seconds: True  # type: ignore[method-assign]
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


def test_the_quote_of_a_document_that_is_gone_is_still_shown(
    service: fake.FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the answer and on its card, with what became of the document, and no way to open it."""
    session, question = page_session.Session(), "What share did he get?"
    list(page_session.ask(service, session, question))
    left = {id_: one for id_, one in fake.DOCUMENTS.items() if id_ != "002_1d84065c626d433f.md"}
    monkeypatch.setattr(fake, "DOCUMENTS", left)
    turn, sources = page_session.draw_turn(service, 1, session.turns[0].answer)  # type: ignore[arg-type]
    assert fake.RESULT in re.sub("<.*?>", "", turn.html)
    assert "no longer in the folder" in turn.html
    assert sources is not None
    card, others = page_sources.cards(1, question, sources).split('id="c-1-2"')
    assert fake.RESULT in card
    assert "002_1d84065c626d433f.md is no longer among the documents" in card
    assert "data-open" not in card and "data-open" in others


def test_an_answer_comes_about_in_true_steps(
    service: fake.FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found, how much of it is read, the first statement, then all of it, as it is drawn at once."""
    monkeypatch.setattr(page_session, "_REDRAW_SECONDS", -1.0)
    monkeypatch.setattr(fake, "STEP_SECONDS", 0.0)
    session, question = page_session.Session(), "What share did he get, slowly?"
    steps, said, shown = list(page_session.ask(service, session, question)), [], []
    for step in steps[:-1]:
        assert 'class="turn waiting"' in step.now and 'aria-busy="true"' in step.now
        said += re.findall('<p class="pending" dir="auto">([^<]*)</p>', step.now)
        shown.append(step.now.count("<q "))
    titles = "“Kremlin talks, 13 March”, “Election result and reactions” and other documents"
    done = ["Reading", *(f"Read {n} of" for n in (1, 2, 3))]
    read = [f"{words} 3 passages that may answer, of {titles}" for words in done]
    checked = [f"Checked {n} of 4 sources" for n in (1, 2, 3)]
    assert said == ["Looking through the documents", *read, *checked]
    assert shown == [0, 0, 0, 0, 0, 1, 1, 2]
    answer = session.turns[0].answer
    assert answer is not None
    whole = page_session.draw_turn(service, 1, answer)[0].html
    assert steps[-1].done and steps[-1].now == page.conversation([whole]) and "waiting" not in whole


def test_what_is_shown_of_an_answer_that_is_not_whole_can_be_opened(service: fake.FakeService) -> None:
    """Its sources are there before its last one has been looked up."""
    session = page_session.Session()
    for step in page_session.ask(service, session, "What share did he get, slowly?"):
        if "<q " in step.now and not step.done:
            drawn = page_session.open_place(service, session.turns, {"kind": "quote", "turn": 1, "number": 1})
            assert fake.RESULT in html.unescape(re.sub("<[^>]*>", "", drawn.document or ""))
            break
    else:
        pytest.fail("no part of the answer was shown before all of it")


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


def test_what_was_clicked_last_is_shown(service: fake.FakeService, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that takes long is not drawn over one that was clicked later; cards go their own way."""
    session = page_session.Session()
    list(page_session.ask(service, session, "What share did he get?"))
    opened, later = page_open.open_file, []

    def slow(service: fake.FakeService, wanted: dict[str, object]) -> str:
        monkeypatch.setattr(page_open, "open_file", opened)
        for kind, serial in (("file", 3), ("cite", 4)):
            click = {"kind": kind, "id": "000_talks.txt", "turn": 1, "number": 1, "serial": serial}
            later.append(page_session.open_latest(service, session, click))
        return opened(service, wanted)

    monkeypatch.setattr(page_open, "open_file", slow)
    first = {"kind": "file", "id": "paper.pdf", "serial": 2}
    assert page_session.open_latest(service, session, first) is None
    assert "000_talks.txt" in (later[0].document or "") and later[1].cards
    again = page_session.open_latest(service, session, {**first, "serial": 5})
    assert again is not None and "paper.pdf" in (again.document or "")


def test_a_document_that_is_read_only_in_part_says_so_where_it_is_opened(service: fake.FakeService) -> None:
    """By itself, at a quote, and by a link."""
    session = page_session.Session()
    list(page_session.ask(service, session, "hostile"))
    id_, note = "paper.pdf", "Partly read: page 2 cannot be read."
    by_link = {"kind": "link", "id": id_, "start": 0, "end": 3, "digest": fake.DOCUMENTS[id_].digest}
    for wanted in ({"kind": "file", "id": id_}, {"kind": "quote", "turn": 1, "number": 3}, by_link):
        assert note in (page_session.open_place(service, session.turns, wanted).document or "")
    whole = page_session.open_place(service, session.turns, {"kind": "file", "id": "000_talks.txt"})
    assert "artly read" not in (whole.document or "")


def test_a_long_document_is_shown_around_its_quote(service: fake.FakeService) -> None:
    """Of a very long document, the part with the quote is shown, and more of it can be asked for."""
    text = "before. " * 200_000 + "The quote." + " after." * 200_000
    start = text.index("The quote.")
    document = dataclasses.replace(fake.DOCUMENTS["changed.txt"], text=text)
    citation = dataclasses.replace(
        fake._cite(1, "changed.txt", "The bridge is 312 metres long."),
        start=start,
        end=start + 10,
        quote="The quote.",
    )
    view = fake.View(document, start, start + 10, "unchanged")
    source = Source(citation, view, (start - 80, start + 80))  # type: ignore[arg-type]
    html = page_open.open_cited(service, source, {"turn": 1}, [1], near=False)
    assert '<mark id="quote" tabindex="-1">The quote.</mark>' in html
    assert "Show what comes before" in html and "Show what comes after" in html
    assert len(html) < 60_000


def test_a_page_on_which_the_quote_has_no_place_is_shown_when_asked_for(
    service: fake.FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a scan, the text with its mark comes first, and its page at a click; both say why."""
    look = Look((Sheet(0, 595, 842),), 1, marked=False)
    monkeypatch.setattr(service, "look", lambda document, pages, quote: look)
    source = service.source(fake._cite(1, "paper.pdf", fake.ARABIC, page=1))
    text = page_open.open_cited(service, source, {"turn": 1}, [1], near=False)
    page = page_open.open_cited(service, source, {"turn": 1, "as": "page"}, [1], near=False)
    assert 'class="text plain"' in text and "leaf-1" not in text
    assert 'id="leaf-1"' in page and 'class="m"' not in page
    assert all("could not be marked on the picture" in html for html in (text, page))


def link(**changes: object) -> dict[str, object]:
    """Return what the browser sends for a link to the bridge's length."""
    document = fake.DOCUMENTS["changed.txt"]
    start = document.text.index("The bridge")
    wanted = {"kind": "link", "id": document.id, "start": str(start), "end": str(start + 10)}
    return {**wanted, "digest": document.digest, **changes}


def test_a_link_marks_its_place(service: fake.FakeService) -> None:
    """A link opens its document with the place marked, and says that no answer is behind it."""
    html = page_session.open_place(service, (), link()).document or ""
    assert '<mark id="quote" tabindex="-1">The bridge</mark>' in html
    assert "no answer is behind it" in html


@pytest.mark.parametrize(
    "changes",
    [
        {"digest": "0" * 64},
        {"digest": None},
        {"end": "999999999"},
        {"start": "40", "end": "20"},
        {"start": "-3"},
        {"start": "٣", "end": "٩"},
        {"start": "<script>", "end": "{{7*7}}"},
    ],
)
def test_a_link_that_does_not_hold_marks_nothing(
    service: fake.FakeService, changes: dict[str, object]
) -> None:
    """A link for another version, or to no place, opens the document without a mark and says why."""
    html = page_session.open_place(service, (), link(**changes)).document or ""
    text = fake.DOCUMENTS["changed.txt"].text
    assert text in html or "<mark" in html
    if "<mark" in html:  # a place of this very document, and only its own text
        marked = html[html.index("<mark") : html.index("</mark>")].partition(">")[2]
        assert marked in text
    else:
        assert 'class="notice"' in html
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"digest": "0" * 64}, "for another version"),
        ({"digest": None}, "does not say for which version"),
        ({"digest": "0" * 20}, "does not say for which version"),
        ({"end": "999999"}, "names no place"),
        ({"start": "x", "end": "y"}, "names no place"),
    ],
)
def test_a_link_that_does_not_hold_says_what_is_so(
    service: fake.FakeService, changes: dict[str, object], words: str
) -> None:
    """Another version, no version, or no place in the document: each is said as it is, and one alone."""
    html = page_session.open_place(service, (), link(**changes)).document or ""
    (notice,) = re.findall('<p class="notice">(.*?)</p>', html)
    assert words in notice
    alone = link(start=None, end=None, digest=None)
    assert "notice" not in (page_session.open_place(service, (), alone).document or "")


def test_a_link_to_an_unknown_document_is_a_problem(service: fake.FakeService) -> None:
    """What is not in the index is not opened."""
    html = page_session.open_place(service, (), link(id="../../etc/passwd")).document or ""
    assert 'class="problem"' in html and "<mark" not in html


def test_the_status_is_drawn_once(service: fake.FakeService) -> None:
    """Nothing is drawn again while nothing changes, and following ends when all is settled."""
    session = page_session.Session()
    first = page_session.refresh(service, session, "")
    assert first is not None and first.settled and "Ask your documents" in (first.greeting or "")
    assert page_session.refresh(service, session, first.banner) is None
    service._status = Status("failed", "The documents folder is gone", askable=True)
    failed = page_session.refresh(service, session, first.banner)
    assert failed is not None and "can still be asked" in failed.banner and not failed.anew


def test_a_banner_that_was_overtaken_is_drawn_again(service: fake.FakeService) -> None:
    """A page that shows an older banner than the last that was sent gets all again, once."""
    session = page_session.Session()
    service._status = Status("indexing", "Reading the documents", done=1, total=2)
    older = page_session.refresh(service, session, "")
    service._status = Status("ready", "Ready")
    last = page_session.refresh(service, session, "")
    assert older is not None and last is not None and older.banner != last.banner
    again = page_session.refresh(service, session, older.banner)
    assert again is not None and again.anew and "wait" not in again.banner and again.greeting
    assert page_session.refresh(service, session, again.banner) is None
