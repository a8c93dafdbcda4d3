"""The page over known answers: what is shown, what can be clicked, and by keyboard alone."""

import asyncio
import dataclasses
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from benchmarks.page_load import ask_at_once, wrong
from tests.browser import fake
from tests.browser.conftest import Desk, context, free_port, start, stop

pytestmark = pytest.mark.browser


def in_view(locator: Locator) -> bool:
    """Tell whether an element lies wholly inside the scrolling part that it stands in."""
    return bool(
        locator.evaluate(
            "e => { const b = e.getBoundingClientRect(), p = e.closest('#document, #sources, #talk')"
            ".getBoundingClientRect(); return b.top >= p.top && b.bottom <= p.bottom && b.height > 0 }"
        )
    )


def test_answer_shows_quote_answer_dates_and_differing_sources(desk: Desk) -> None:
    """An answer shows its quote, its exact words, its place and date, and where sources differ."""
    desk.ask("What share did he get?")
    page = desk.page
    assert page.locator(".lead .quote q").inner_text() == fake.RESULT
    assert page.locator(".lead .quote b").inner_text() == "86.82 percent"
    meta = "Election result and reactions · January 2025 · line 63"
    assert page.locator(".lead .meta").inner_text() == meta
    values = page.locator(".differ th").all_inner_texts()
    assert values == ["nearly 87 percent", "86.82 percent", "80.1 percent"]
    assert page.locator(".sure").inner_text() == "Stated directly"
    assert page.locator(".tools").inner_text().count("4 sources") == 1
    expect(page.locator("#sources .card")).to_have_count(4)
    desk.picture("answer-light")


def test_a_greeting_that_comes_late_does_not_stand_above_an_answer(desk: Desk) -> None:
    """It may be on its way when the first question is asked."""
    expect(desk.page.locator("#past .empty")).to_be_visible()
    greeting = desk.page.locator("#past .empty").evaluate("e => e.outerHTML")
    desk.ask("What share did he get?")
    desk.page.locator("#past .measure").evaluate("(e, html) => { e.outerHTML = html }", greeting)
    expect(desk.page.locator("#past .empty")).to_have_count(1)
    expect(desk.page.locator("#past .empty")).to_be_hidden()


def test_number_opens_its_card_and_the_card_its_document_at_the_quote(desk: Desk) -> None:
    """A number lights its card up; the card opens the document at exactly the quote."""
    desk.ask("What share did he get?")
    page = desk.page
    page.locator(".lead a.n").click()
    card = page.locator("#c-1-1")
    expect(card).to_have_class("card on")
    assert card.locator("mark").inner_text() == fake.RESULT
    assert "unchanged since indexed" in card.inner_text()
    card.get_by_role("button", name="Open document").click()
    mark = page.locator("#document mark")
    expect(mark).to_be_in_viewport()
    assert mark.text_content() == fake.RESULT
    assert in_view(mark)
    assert page.locator("#document .text .n").inner_text() == "1"
    assert "His hold on office" not in "".join(page.locator("#document .rest").all_inner_texts())
    desk.picture("document-light")


def test_numbers_of_earlier_answers_bring_their_own_sources_back(desk: Desk) -> None:
    """The sources of an earlier answer come back when one of its numbers is clicked."""
    desk.ask("What share did he get?")
    desk.ask("And in 2020?")
    page = desk.page
    assert page.locator(".turn").nth(1).locator(".meta").first.inner_text().startswith("Read as: What share")
    assert page.locator(".turn").nth(1).locator(".likely").inner_text() == "Likely"
    expect(page.locator("#sources .card")).to_have_count(1)
    page.locator('.differ a.n[data-turn="1"][data-cite="3"]').click()
    expect(page.locator("#c-1-3")).to_have_class("card on")
    expect(page.locator("#sources .card")).to_have_count(4)
    assert in_view(page.locator("#c-1-3 mark"))


def test_hovering_and_focusing_a_number_shows_its_passage(desk: Desk) -> None:
    """Pointing at a number, or focusing it, shows its passage; it is large enough to hit."""
    desk.ask("What share did he get?")
    number, tip = desk.page.locator(".lead a.n"), desk.page.locator("#tip")
    number.hover()
    expect(tip).to_be_visible()
    assert tip.locator("b").inner_text() == fake.RESULT
    assert "His hold on office" in tip.inner_text()
    desk.page.mouse.move(2, 2)
    expect(tip).to_be_hidden()
    number.focus()
    expect(tip).to_be_visible()
    box = number.evaluate(
        "e => ['width', 'height'].map(side => parseFloat(getComputedStyle(e, '::after')[side]))"
    )
    assert min(box) >= 24


def test_a_number_never_stands_on_a_line_without_its_words(desk: Desk) -> None:
    """Wherever the line ends: at every width the first number shares its line with what it stands behind."""
    desk.ask("What share did he get?")
    beside = """() => [...document.querySelectorAll(".ns")].map(numbers => {
        const walker = document.createTreeWalker(numbers.parentElement, NodeFilter.SHOW_TEXT);
        let last = null;
        while (walker.nextNode() && !numbers.contains(walker.currentNode)) last = walker.currentNode;
        const range = document.createRange();
        range.setStart(last, last.length - 1);
        range.setEnd(last, last.length);
        const word = range.getBoundingClientRect();
        const number = numbers.firstElementChild.getBoundingClientRect();
        return word.bottom > number.top && word.top < number.bottom;
    })"""
    for width in range(360, 560, 9):
        desk.page.set_viewport_size({"width": width, "height": 800})
        found = desk.page.evaluate(beside)
        assert len(found) > 3
        assert all(found), width


def test_unanswerable_is_said_calmly_with_the_nearest_passages_a_click_away(desk: Desk) -> None:
    """What is not in the documents is said, and the nearest passages open at their place."""
    desk.ask("What did the prime minister say?")
    page = desk.page
    assert page.locator(".none strong").inner_text() == "Not in these documents."
    expect(page.locator(".near").first).to_be_hidden()
    page.locator(".none summary").click()
    expect(page.locator(".near").first).to_be_visible()
    page.locator(".none").get_by_role("button", name="Open document").nth(2).click()
    mark = page.locator("#document mark")
    expect(mark).to_be_in_viewport()
    assert mark.text_content() == fake.DOCUMENTS["000_talks.txt"].text[:300].strip()
    desk.picture("not-in-these-documents")


def test_everything_works_by_keyboard_alone(desk: Desk) -> None:
    """Asking, reading a source and opening its document needs no mouse."""
    page = desk.page
    page.locator("#question textarea").focus()
    page.keyboard.type("What share")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("did he get?")
    assert page.locator("#question textarea").input_value() == "What share\ndid he get?"
    page.keyboard.press("Enter")
    expect(page.locator(".lead")).to_be_visible()
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.lead a.n')"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("#c-1-1")).to_have_class("card on")
    expect(page.locator("#c-1-1 [data-open]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#document mark")).to_be_in_viewport()
    page.locator("#tab-document").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#sources .card").first).to_be_visible()
    expect(page.locator("#tab-sources")).to_be_focused()


def test_hostile_text_is_shown_as_text_and_no_script_runs(desk: Desk) -> None:
    """Markup, templates and scripts from documents and questions stay plain text."""
    desk.ask("hostile <img src=x onerror=window.hacked=1> {{7*7}} ${7*7}")
    page = desk.page
    assert page.locator(".q").inner_text() == "hostile <img src=x onerror=window.hacked=1> {{7*7}} ${7*7}"
    assert page.locator(".lead .quote q").text_content() == fake.HOSTILE
    page.locator(".lead a.n").click()
    assert page.locator("#c-1-1 mark").text_content() == fake.HOSTILE
    page.locator("#c-1-1 [data-open]").click()
    assert page.locator("#document mark").text_content() == fake.HOSTILE
    assert page.locator("#document .file").inner_text() == "hostile/<b>name</b>.txt"
    page.locator('a.n[data-cite="3"]').hover()
    assert page.evaluate("window.hacked") is None
    assert page.locator("#app :is(img, script, iframe)").count() == 0
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]
    desk.picture("hostile")


def test_changed_source_says_so_and_shows_the_indexed_text(desk: Desk) -> None:
    """A file that changed since it was indexed is named so, and its indexed text is shown."""
    desk.ask("How long is the bridge?")
    page = desk.page
    assert "changed since it was indexed" in page.locator("#c-1-1").inner_text()
    page.locator("#c-1-1 [data-open]").click()
    expect(page.locator("#document .notice")).to_contain_text("The file has changed since it was indexed.")
    assert page.locator("#document mark").text_content() == "The bridge is 312 metres long."


def test_a_quote_that_does_not_hold_is_never_shown(desk: Desk) -> None:
    """A citation that does not hold when it is displayed is replaced by an error."""
    desk.ask("wrong place")
    page = desk.page
    assert page.locator(".quote, #app mark").count() == 0
    assert "cannot be shown" in page.locator(".turn .problem").inner_text()
    assert "cannot be shown" in page.locator("#c-1-1").inner_text()


def test_errors_are_cards_and_the_conversation_goes_on(desk: Desk) -> None:
    """A known error shows its message, an unknown one a calm line without details."""
    desk.ask("error please")
    assert "try again when it is done" in desk.page.locator(".turn .problem").inner_text()
    desk.ask("broken")
    second = desk.page.locator(".turn").nth(1).locator(".problem").inner_text()
    assert second.startswith("Something went wrong") and "secret" not in second
    desk.ask("What share did he get?")
    expect(desk.page.locator(".lead")).to_be_visible()


def test_copying_with_footnotes(desk: Desk) -> None:
    """The copied text has the quotes and the footnotes."""
    desk.ask("And in 2020?")
    desk.page.get_by_role("button", name="Copy with footnotes").click()
    expect(desk.page.get_by_role("button", name="Copied")).to_be_visible()
    copied = desk.page.evaluate("navigator.clipboard.readText()")
    note = "[1] Foreign minister on the West, 25 February 2021, line 1, 003_minister.txt"
    assert copied == f"“{fake.EARLIER}” [1]\n\n{note}"
    desk.ask("What share did he get?")
    desk.page.get_by_role("button", name="Copy with footnotes").last.click()
    expect(desk.page.get_by_role("button", name="Copied")).to_be_visible()
    copied = desk.page.evaluate("navigator.clipboard.readText()")
    assert f"“{fake.TALKS}” [2][3]" in copied and copied.count("[4]") == 2


def test_examples_ask_and_a_new_conversation_starts_over(desk: Desk) -> None:
    """An example asks at a click; a new conversation forgets the old one."""
    page = desk.page
    assert page.title() == "Footnote"
    desk.picture("empty-light")
    page.locator(".example").first.click()
    expect(page.locator(".lead")).to_be_visible()
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".empty")).to_be_visible()
    expect(page.locator("#sources .card")).to_have_count(0)
    desk.ask("And in 2020?")
    expect(page.locator(".turn")).to_have_count(1)
    assert page.locator(".turn .meta").first.inner_text().startswith("Foreign minister")


def test_the_list_says_what_is_asked_and_what_is_not(desk: Desk) -> None:
    """The list names what is asked, what was not read and why, and opens documents."""
    rail = desk.page.locator("#rail")
    assert "ASKING 7 DOCUMENTS" in rail.inner_text().upper()
    assert "is protected by a password" in rail.inner_text()
    rail.get_by_role("button", name="Kremlin talks").click()
    expect(desk.page.locator("#document h3")).to_have_text("Kremlin talks, 13 March")
    assert desk.page.locator("#document mark").count() == 0


TEXTS = """() => [...document.querySelectorAll('#app *')].filter(e => e.checkVisibility()
  && e.getClientRects().length && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())).map(e => {
    let b = e;
    while (b && /, 0\\)$|transparent/.test(getComputedStyle(b).backgroundColor)) b = b.parentElement;
    return [e.className + ' ' + e.textContent.slice(0, 40), getComputedStyle(e).color,
      getComputedStyle(b ?? document.body).backgroundColor];
  })"""


@pytest.mark.parametrize(("scheme", "query"), [("light", ""), ("dark", ""), ("light", "?__theme=dark")])
def test_both_schemes_are_readable(browser: Browser, fake_url: str, scheme: str, query: str) -> None:
    """Every text has a contrast of 4.5 or more, whichever way the scheme was chosen."""
    profile = context(browser, color_scheme=scheme)
    desk = Desk(profile.new_page(), fake_url).open(query)
    desk.picture(f"empty-{scheme}{'-asked-for' if query else ''}")
    desk.ask("What share did he get?")
    desk.ask("How long is the bridge?")
    desk.ask("What did the prime minister say?")
    desk.page.locator(".lead a.n").first.click()
    expect(desk.page.locator("#c-1-1")).to_have_class("card on")
    dark = scheme == "dark" or bool(query)
    surface = desk.page.evaluate("getComputedStyle(document.querySelector('#aside')).backgroundColor")
    assert surface == ("rgb(29, 31, 36)" if dark else "rgb(255, 255, 255)")
    desk.picture(f"conversation-{scheme}{'-asked-for' if query else ''}")
    texts = desk.page.evaluate(TEXTS)
    assert len(texts) > 40
    assert [text for text in texts if contrast(text[1], text[2]) < 4.5] == []
    assert desk.foreign_requests() == []
    profile.close()


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two `rgb()` colours (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        channels = [int(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_phone_width_has_sources_as_a_sheet_that_closes(browser: Browser, fake_url: str) -> None:
    """On a phone, sources and documents are sheets that open and close."""
    profile = context(browser, viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    desk = Desk(profile.new_page(), fake_url)
    page = desk.page
    page.goto(fake_url)
    page.wait_for_selector(".example")
    desk.ask("What share did he get?")
    desk.picture("phone")
    expect(page.locator("#aside")).to_be_hidden()
    page.locator(".lead a.n").click()
    expect(page.locator("#c-1-1 mark")).to_be_in_viewport()
    desk.picture("phone-sheet")
    page.locator("#c-1-1 [data-open]").click()
    expect(page.locator("#document mark")).to_be_in_viewport()
    page.get_by_role("button", name="Close").click()
    expect(page.locator("#aside")).to_be_hidden()
    expect(page.locator("#rail")).to_be_hidden()
    page.get_by_role("button", name="Documents").click()
    expect(page.locator("#rail")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#rail")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    profile.close()


def test_medium_width_folds_the_list_away(browser: Browser, fake_url: str) -> None:
    """Between phone and desk, only the list of documents folds away."""
    profile = context(browser, viewport={"width": 1000, "height": 800})
    desk = Desk(profile.new_page(), fake_url)
    desk.page.goto(fake_url)
    desk.page.wait_for_selector(".example")
    desk.ask("What share did he get?")
    expect(desk.page.locator("#rail")).to_be_hidden()
    expect(desk.page.locator("#c-1-1")).to_be_visible()
    desk.picture("medium")
    profile.close()


def test_waiting_tells_the_truth_and_a_question_waits_its_turn(browser: Browser, tmp_path: Path) -> None:
    """The page says what it waits for, and an early question is answered when it can be."""
    port = free_port()
    server = start(["tests/browser/fake.py", str(port), "5"], port, tmp_path / "log")
    profile = context(browser)
    try:
        desk = Desk(profile.new_page(), f"http://127.0.0.1:{port}")
        page = desk.page
        page.goto(desk.url)
        page.wait_for_selector("#question textarea")
        page.locator("#question textarea").fill("What share did he get?")
        page.locator("#question textarea").press("Enter")
        expect(page.locator(".turn.waiting .pending")).to_contain_text("Your question is next.")
        page.get_by_role("button", name="New conversation").click()
        expect(page.locator(".empty")).to_be_visible()
        page.locator("#question textarea").fill("What share did he get?")
        page.locator("#send").click()
        expect(page.locator(".turn.waiting .pending")).to_contain_text("Your question is next.")
        reading = "Reading 41 of 300 files: report-41.pdf"
        expect(page.locator("#status")).to_contain_text(reading, timeout=30_000)
        desk.picture("waiting")
        expect(page.locator(".lead")).to_be_visible(timeout=40_000)
        expect(page.locator("#status .wait")).to_have_count(0)
        expect(page.locator(".turn")).to_have_count(1)
        assert desk.errors == []
    finally:
        profile.close()
        stop(server)


def test_fifty_sessions_ask_at_once(fake_url: str) -> None:
    """Each gets the answer to its own question, and no other session's."""
    questions = [f"What share did he get? {n:02}" for n in range(50)]
    with ThreadPoolExecutor(1) as beside:  # Playwright keeps the loop of this thread
        asked = beside.submit(lambda: asyncio.run(ask_at_once(fake_url, questions))).result()
    assert [one.error for one in asked if one.error] == []
    assert all("86.82 percent" in one.drawn for one in asked)
    assert wrong(asked) == 0
    crossed = [*asked[:-1], dataclasses.replace(asked[-1], drawn=asked[0].drawn)]
    assert wrong(crossed) == 1


def test_two_sessions_side_by_side_share_nothing(browser: Browser, fake_url: str) -> None:
    """What one session asks, chooses, searches and opens is not seen in another, nor asked of it."""
    profiles = [context(browser) for _ in range(2)]
    ann, bob = (Desk(profile.new_page(), fake_url).open() for profile in profiles)
    ann.page.locator(".choose").click()
    ann.page.locator('#scope [data-scope="since"]').select_option("2025")
    expect(ann.page.locator("#chosen")).to_contain_text("Asking 2 of 7 documents: since 2025")
    ann.ask("What share did he get?")
    ann.page.locator(".lead a.n").click()
    ann.page.locator("#c-1-1 [data-open]").click()
    bob.ask("How long is the bridge?")
    expect(bob.page.locator(".turn")).to_have_count(1)
    assert bob.page.locator(".lead .quote q").inner_text() == "The bridge is 312 metres long."
    expect(bob.page.locator("#asking")).to_contain_text("Asking 7 documents")
    assert bob.page.locator("#scope, .chosen, #document .document").count() == 0
    assert "Asked of" not in bob.page.locator("#talk").inner_text()
    assert "Asked of 2 of 7 documents" in ann.page.locator("#talk").inner_text()
    expect(ann.page.locator(".turn")).to_have_count(1)
    ann.page.locator("#chosen").get_by_role("button", name="Ask all").click()
    expect(ann.page.locator("#asking")).to_contain_text("Asking 7 documents")
    expect(ann.page.locator(".chosen")).to_have_count(0)
    for desk, profile in zip((ann, bob), profiles, strict=True):
        assert desk.foreign_requests() == [] and desk.errors == []
        profile.close()
