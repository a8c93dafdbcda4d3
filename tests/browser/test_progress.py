"""What the page does of itself: answers that come about, messages that leave, what is typed meanwhile."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import fake
from tests.browser.conftest import ARTIFACTS, Desk, context

pytestmark = pytest.mark.browser


def test_what_is_typed_for_a_new_conversation_stays(desk: Desk) -> None:
    """The button begins a new conversation and empties nothing that is typed before or after it."""
    page, box = desk.page, desk.page.locator("#question textarea")
    desk.ask("What share did he get?")
    box.fill("How long is")
    page.locator("#new").click()
    box.press_sequentially(" the bridge?")
    expect(page.locator(".empty")).to_be_visible()
    page.wait_for_timeout(300)
    assert box.input_value() == "How long is the bridge?"


def test_escape_closes_the_choice_of_what_to_ask(desk: Desk) -> None:
    """From the panel and from the question; the focus goes to its button; a second one opens nothing."""
    page, scope = desk.page, desk.page.locator("#scope")
    for inside in ("#scope input >> nth=0", "#question textarea"):
        page.locator(".choose").click()
        expect(scope).to_be_visible()
        page.locator(inside).focus()
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        expect(scope).to_have_count(0)
        expect(page.locator(".choose")).to_be_focused()
    page.wait_for_timeout(300)
    assert scope.count() == 0


def test_a_message_leaves_by_itself_or_when_it_is_dismissed_and_comes_again(
    browser: Browser, fake_url: str
) -> None:
    """After twenty seconds, under a finger too; the same words said twice are shown twice."""
    profile = context(browser, has_touch=True)
    page = profile.new_page()
    page.clock.install()
    Desk(page, fake_url).open()
    gone = page.locator("#documents .file", has_text="Interview on integration").locator("[data-act=remove]")
    toast = page.locator("#toast .toast")
    gone.dispatch_event("click")
    expect(toast).to_contain_text("004_interview.txt is no longer in the documents folder")
    page.screenshot(path=str(ARTIFACTS / "toast.png"))
    toast.locator("span").tap()
    page.clock.fast_forward(15_000)
    expect(toast).to_have_count(1)
    page.clock.fast_forward(10_000)
    expect(toast).to_have_count(0)
    gone.dispatch_event("click")
    expect(toast).to_have_count(1)
    toast.get_by_role("button", name="Dismiss").click()
    expect(toast).to_have_count(0)
    profile.close()


STEPS = """() => {
  window.steps = [];
  const note = () => {
    const text = selector => document.querySelector(selector)?.textContent ?? '';
    const now = ['#now p.pending', '#said', '#now .lead q'].map(text);
    if (String(now) !== String(window.steps.at(-1))) window.steps.push(now);
  };
  new MutationObserver(note).observe(
    document.querySelector('#middle'), {childList: true, characterData: true, subtree: true});
}"""


def test_a_question_that_cannot_be_asked_now_stays_and_says_why(desk: Desk) -> None:
    """One that is too long, however it was put in, and a second one while the first is answered."""
    page, box, toast = desk.page, desk.page.locator("#question textarea"), desk.page.locator("#toast")
    long = "How long is the bridge? " * 100
    page.evaluate("text => navigator.clipboard.writeText(text)", long)
    box.focus()
    page.keyboard.press("Control+V")
    page.keyboard.press("Enter")
    expect(toast).to_contain_text("A question has 2,000 characters at the most, this one 2,399: shorten it.")
    expect(box).to_have_value(long)
    expect(page.locator(".turn")).to_have_count(0)
    box.fill("What share did he get, slowly?")
    page.keyboard.press("Enter")
    expect(page.locator("#now .waiting")).to_be_visible()
    box.fill("How long is the bridge?")
    page.keyboard.press("Enter")
    expect(toast).to_contain_text("The question before is still being answered")
    expect(page.locator("#now .turn:not(.waiting) .st")).to_have_count(3)
    expect(box).to_have_value("How long is the bridge?")


def test_an_answer_is_shown_as_it_comes_about(desk: Desk) -> None:
    """Each step is true, the first statement comes before the others, and only the end is announced."""
    page = desk.page
    desk.ask("What share did he get?")
    page.evaluate(STEPS)
    page.locator("#question textarea").fill("What share did he get, slowly?")
    page.keyboard.press("Enter")
    expect(page.locator("#now p.pending")).to_contain_text("passages that may answer")
    desk.picture("reading")
    page.mouse.move(700, 300)
    page.mouse.wheel(0, -5000)
    number = page.locator("#now .waiting .lead a.n")
    number.focus()
    desk.picture("first-statement")
    expect(page.locator("#now .turn:not(.waiting) .st")).to_have_count(3)
    expect(number).to_have_count(0)
    expect(page.locator("#now .lead a.n")).to_be_focused()
    steps = page.evaluate("window.steps")
    said = [pending.partition(" passages")[0] for pending, _, _ in steps if pending]
    assert list(dict.fromkeys(said))[0] == "Looking through the documents"
    assert {"Reading 3", "Read 3 of 3", "Checked 1 of 4 sources", "Checked 3 of 4 sources"} <= set(said)
    begun = next(i for i, (pending, _, _) in enumerate(steps) if pending)  # before it, the turn before
    assert next(p for p, _, lead in steps[begun:] if lead) == "Checked 1 of 4 sources"
    announced = list(dict.fromkeys(words for _, words, _ in steps))
    assert announced == [fake.RESULT]
    assert page.locator("#talk").evaluate("talk => talk.scrollTop") == 0  # where it was scrolled to meanwhile
