"""For everyone: axe-core in every state, the keyboard, zoom, and the choice of colours.

axe-core comes with the package axe-playwright-python.
"""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Desk, context

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


def violations(page: Page) -> list[str]:
    """Return what axe-core finds that is serious or critical, each with its first element."""
    page.wait_for_timeout(200)  # past the transitions
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def while_an_answer_comes_about(page: Page) -> dict[str, list[str]]:
    """Return what axe-core finds while passages are read, and while only the first statement is there."""
    page.locator("#question textarea").fill(f"What share did he get,{' slowly' * 5}?")
    page.keyboard.press("Enter")
    expect(page.locator("#now p.pending")).to_contain_text("passages that may answer")
    found = {"reading": violations(page)}
    expect(page.locator("#now .waiting .lead a.n")).to_be_visible(timeout=60_000)
    found["first statement"] = violations(page)
    assert page.locator("#now .waiting").count() == 1, "the answer was there before it was looked at"
    expect(page.locator("#now .turn:not(.waiting) .st")).to_have_count(3, timeout=60_000)
    return found


@pytest.fixture(params=["light", "dark"])
def desk(request: pytest.FixtureRequest, browser: Browser, fake_url: str) -> Iterator[Desk]:
    """Open the page in one of the two schemes."""
    profile = context(browser, color_scheme=request.param)
    desk = Desk(profile.new_page(), fake_url).open()
    yield desk
    assert desk.foreign_requests() == []
    assert desk.errors == []
    profile.close()


def test_axe_finds_nothing_serious_in_any_state(desk: Desk) -> None:
    """Empty, answered, differing, not found, a source open, a document open, choosing, the sheet of keys."""
    page = desk.page
    found = {"empty": violations(page)}
    desk.ask("What share did he get?")
    found["answered, sources differ"] = violations(page)
    desk.ask("What did the prime minister say?")
    page.locator(".none summary").click()
    found["not in these documents"] = violations(page)
    desk.ask("error please")
    found["error"] = violations(page)
    found |= while_an_answer_comes_about(page)
    page.locator("a.n").first.click()
    expect(page.locator("#c-1-1")).to_have_class("card on")
    found["source"] = violations(page)
    page.locator("#c-1-1 [data-open]").click()
    expect(page.locator("#document mark").first).to_be_in_viewport()
    found["document"] = violations(page)
    page.locator(".choose").click()
    expect(page.locator("#scope")).to_be_visible()
    found["choosing"] = violations(page)
    page.locator("[data-sheet=keys]").first.click()
    expect(page.locator("#keys")).to_be_visible()
    found["keys"] = violations(page)
    assert {state: found[state] for state in found if found[state]} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_a_phone(browser: Browser, fake_url: str, scheme: str) -> None:
    """The conversation, the sheet of sources, and the list of documents."""
    profile = context(browser, viewport=PHONE, color_scheme=scheme, reduced_motion="reduce")
    desk = Desk(profile.new_page(), fake_url)
    page = desk.page
    page.goto(fake_url)
    page.wait_for_selector(".example")
    desk.ask("What share did he get?")
    found = {"conversation": violations(page)}
    found |= while_an_answer_comes_about(page)
    page.locator(".lead a.n").last.click()
    expect(page.locator("#aside")).to_be_visible()
    found["sources"] = violations(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Documents").click()
    expect(page.locator("#rail")).to_be_visible()
    found["documents"] = violations(page)
    assert {state: found[state] for state in found if found[state]} == {}
    profile.close()


def test_escape_goes_back_the_way_that_led_there(desk: Desk) -> None:
    """From a document to the card that it was opened from, and from there to the number."""
    page = desk.page
    desk.ask("What share did he get?")
    number = page.locator("#talk .lead a.n").first
    number.focus()
    page.keyboard.press("Enter")
    button = page.locator("#c-1-1 [data-open]")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#document .document")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#sources")).to_be_visible()
    expect(button).to_be_focused()
    page.keyboard.press("Escape")
    expect(number).to_be_focused()
    page.keyboard.press("Escape")
    expect(number).to_be_focused()


def test_escape_closes_the_sheet_of_a_phone_and_goes_back_to_the_number(
    browser: Browser, fake_url: str
) -> None:
    """What led from card to document is in the sheet, and gone with it."""
    profile = context(browser, viewport=PHONE, reduced_motion="reduce")
    desk = Desk(profile.new_page(), fake_url)
    page = desk.page
    page.goto(fake_url)
    page.wait_for_selector(".example")
    desk.ask("What share did he get?")
    number = page.locator("#talk .lead a.n").first
    number.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#c-1-1 [data-open]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#document .document")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#aside")).to_be_hidden()
    expect(number).to_be_focused()
    profile.close()


def test_the_keys_do_what_their_sheet_says(desk: Desk) -> None:
    """Each single key acts outside text fields only, and can be turned off."""
    page = desk.page
    box = page.locator("#question textarea")
    box.focus()
    page.keyboard.type("n/?c")
    assert box.input_value() == "n/?c"
    box.fill("")
    desk.ask("What share did he get?")
    page.locator("#tab-sources").focus()
    page.keyboard.press("2")
    expect(page.locator("#c-1-2")).to_have_class("card on")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.locator("#tab-sources").focus()
    page.keyboard.press("c")
    expect(page.locator("#scope")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("n")
    expect(page.locator(".empty")).to_be_visible()
    page.keyboard.press("?")
    page.get_by_label("Single keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_hidden()


def test_colours_are_chosen_and_stay_chosen(browser: Browser, fake_url: str) -> None:
    """The choice holds after a reload, against the system's; it is kept in a cookie and nowhere else."""
    profile = context(browser, color_scheme="light")
    desk = Desk(profile.new_page(), fake_url).open()
    page = desk.page
    surface = "getComputedStyle(document.querySelector('#aside')).backgroundColor"
    assert page.evaluate(surface) == "rgb(255, 255, 255)"
    page.get_by_label("Colours").select_option("dark")
    assert page.evaluate(surface) == "rgb(29, 31, 36)"
    desk.open()
    assert page.evaluate(surface) == "rgb(29, 31, 36)"
    assert "footnote_theme=dark" in page.evaluate("document.cookie")
    page.get_by_label("Colours").select_option("system")
    assert page.evaluate(surface) == "rgb(255, 255, 255)"
    profile.close()


def test_at_twice_the_size_nothing_is_cut_off(browser: Browser, fake_url: str) -> None:
    """At 200 % a desk has the room of a tablet: everything is reachable, and nothing scrolls sideways."""
    profile = context(browser, viewport={"width": 720, "height": 430}, device_scale_factor=2)
    desk = Desk(profile.new_page(), fake_url)
    page = desk.page
    page.goto(fake_url)
    page.wait_for_selector(".example")
    desk.ask("What share did he get?")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".lead a.n").click()
    expect(page.locator("#c-1-1 mark")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Documents").click()
    page.locator(".choose").click()
    expect(page.locator("#scope")).to_be_visible()
    assert page.evaluate(
        "document.querySelector('#rail').scrollWidth <= document.querySelector('#rail').clientWidth"
    )
    profile.close()
