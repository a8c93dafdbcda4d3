"""The whole of Footnote in a browser: real documents, the real model, the real index."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import ROOT, Desk, context, free_port, start, stop

pytestmark = [pytest.mark.browser, pytest.mark.model]

HOSTILE = (
    "The zeppelin Hindenburg was 245 metres long, wrote <script>window.hacked = 1</script> "
    "<img src=x onerror=window.hacked=1> {{7*7}} ${7*7} in [a letter](javascript:window.hacked=1)."
)
# The aims are 8 and 20 seconds on two idle cores; a busy machine gets more.
REACHABLE_SECONDS, ANSWERED_SECONDS = 20.0, 60.0


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sample documents, a hostile one and one that cannot be read."""
    folder = tmp_path_factory.mktemp("real") / "documents"
    shutil.copytree(ROOT / "seeds", folder)
    (folder / "hostile.txt").write_text(f"A report on airships.\n\n{HOSTILE}\n", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing of use")
    return folder


@pytest.fixture(scope="module")
def desk(browser: Browser, documents: Path) -> Iterator[Desk]:
    """Start `python app.py` on an empty index and open its page."""
    port = free_port()
    options = ["--documents", str(documents), "--index", str(documents.parent / "index"), "--no-watch"]
    began = time.monotonic()
    server = start(["app.py", *options, "--port", str(port)], port, documents.parent / "log")
    assert time.monotonic() - began < REACHABLE_SECONDS
    profile = context(browser)
    desk = Desk(profile.new_page(), f"http://127.0.0.1:{port}")
    desk.page.goto(desk.url)
    desk.page.wait_for_selector("#question textarea")
    desk.ask("How much trade was there between Belarus and Russia in 2024?")  # early: it waits its turn
    assert time.monotonic() - began < ANSWERED_SECONDS
    yield desk
    assert desk.foreign_requests() == []
    assert desk.errors == []
    profile.close()
    stop(server)


def test_the_first_answer_is_quoted_from_its_document(desk: Desk, documents: Path) -> None:
    """The quote on the page, on the card and in the document are the same characters of the file."""
    page = desk.page
    quote = page.locator(".lead .quote q").first.text_content() or ""
    assert "51.8 billion" in quote
    page.locator(".lead a.n").first.click()
    assert page.locator("#c-1-1 mark").text_content() == quote
    assert "unchanged since indexed" in page.locator("#c-1-1").inner_text()
    desk.picture("real-answer")
    page.locator("#c-1-1 [data-open]").click()
    mark = page.locator("#document mark")
    expect(mark).to_be_in_viewport()
    assert mark.text_content() == quote
    name = page.locator("#document .file").inner_text()
    assert quote in (documents / name).read_text(encoding="utf-8")
    desk.picture("real-document")


def test_a_follow_up_is_understood(desk: Desk) -> None:
    """A question that leans on the one before is read as a whole one."""
    desk.ask("What share of the vote did Lukashenko get?")
    desk.ask("And in 2020?")
    last = desk.page.locator(".turn").last
    expect(last.locator(".meta", has_text="Read as: What share of the vote")).to_be_visible()


def test_what_is_not_there_is_said(desk: Desk) -> None:
    """A question that the documents do not answer gets no statement."""
    desk.ask("What is the capital of Australia?")
    last = desk.page.locator(".turn").last
    assert last.locator(".none strong").inner_text() == "Not in these documents."
    assert last.locator(".quote").count() == 0
    desk.picture("real-not-there")


def test_what_is_meant_is_asked_and_chosen(desk: Desk) -> None:
    """A first question about "he" is asked back; a candidate's button asks the whole question."""
    desk.page.locator("#new").click()
    expect(desk.page.locator(".turn")).to_have_count(0)
    desk.ask("What office does he hold?")
    first = desk.page.locator(".turn").last
    assert first.locator(".none strong").inner_text() == "Whom do you mean by “he”?"
    desk.picture("real-asked-back")
    choice = first.locator(".choices button").first
    question = choice.get_attribute("data-ask")
    choice.click()
    expect(desk.page.locator(".turn")).to_have_count(2)
    assert desk.page.locator(".turn .q").last.inner_text() == question
    expect(desk.page.locator(".turn.waiting")).to_have_count(0)
    expect(desk.page.locator("#send")).to_be_enabled()


def test_hostile_documents_are_shown_as_text(desk: Desk) -> None:
    """What looks like markup in a document is shown, and does nothing."""
    desk.ask("How long was the zeppelin Hindenburg?")
    last = desk.page.locator(".turn").last
    assert "<script>window.hacked = 1</script>" in last.locator(".quote q").first.inner_text()
    last.locator("a.n").first.click()
    desk.page.locator("#sources .card.on [data-open]").click()
    expect(desk.page.locator("#document mark")).to_contain_text("{{7*7}} ${7*7}")
    assert desk.page.evaluate("window.hacked") is None


def test_what_could_not_be_read_is_listed(desk: Desk) -> None:
    """A file that is not indexed stands in the list with its reason."""
    assert "broken.pdf" in desk.page.locator("#rail .skipped").inner_text()


def test_a_changed_source_says_so(desk: Desk, documents: Path) -> None:
    """After a file changed, opening its citation says so and shows the indexed text."""
    file = documents / "hostile.txt"
    desk.ask("How long was the zeppelin Hindenburg?")
    desk.page.locator(".turn").last.locator("a.n").first.click()
    expect(desk.page.locator("#sources .card.on")).to_contain_text("unchanged since indexed")
    file.write_text("Something else altogether.\n", encoding="utf-8")
    desk.page.locator("#sources .card.on [data-open]").click()
    expect(desk.page.locator("#document .notice")).to_contain_text("changed since it was indexed")
    expect(desk.page.locator("#document mark")).to_contain_text("245 metres")
