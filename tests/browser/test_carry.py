"""Carrying out: what the menus put on the clipboard, files of evidence, judgements, and the keyboard."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from index.errors import FootnoteError
from qa.references import STYLES, reference, work_of
from qa.verify import bundle_from, read_bundle
from tests.browser import fake
from tests.browser.conftest import Desk, context

pytestmark = pytest.mark.browser


def clipboard(page: Page) -> str:
    """Return what was copied, and forget it."""
    text = str(page.evaluate("navigator.clipboard.readText()"))
    page.evaluate("navigator.clipboard.writeText('')")
    return text


def take(page: Page, opener: str, group: str, item: str) -> str:
    """Open a menu, choose an item of it, and return what was copied."""
    page.locator(opener).click()
    menu = page.locator(".menu:popover-open")
    menu.get_by_role("group", name=group, exact=True).get_by_role("menuitem", name=item, exact=True).click()
    expect(menu).to_have_count(0)
    expect(page.locator("#said")).to_have_text(f"Copied. {group}: {item}")
    expect(page.locator(opener)).to_be_focused()
    return clipboard(page)


def test_every_style_is_copied_as_it_is_written(desk: Desk) -> None:
    """Each item of a card's menu copies the quote, character for character, and its reference."""
    desk.ask("hostile")
    answer = fake._answer("hostile", [])
    document, citation = fake.DOCUMENTS["hostile/<b>name</b>.txt"], answer.citations[0]
    work = work_of(citation, document.publisher, document.media_type)
    opener = '[popovertarget="cite-1-1"]'
    for style, name in STYLES.items():
        assert take(desk.page, opener, "Reference alone", name) == reference(work, style)
    for style in ("apa", "mla", "chicago"):
        expected = f"“{fake.HOSTILE}”\n{reference(work, style)}"
        assert take(desk.page, opener, "Quote with reference", STYLES[style]) == expected
    assert desk.page.evaluate("window.hacked") is None
    assert desk.page.locator("#app :is(img, script, iframe)").count() == 0


def test_an_answer_is_copied_as_markdown_and_its_references_together(desk: Desk) -> None:
    """Markdown has a footnote for each source; each source is named once."""
    desk.ask("What share did he get?")
    opener = '[popovertarget="more-1"]'
    text = take(desk.page, opener, "Copy", "Markdown with footnotes")
    assert text.startswith(
        f"**What share did he get?**\n\n> {fake.RESULT} [^1]\n\n> {fake.TALKS} [^2][^3]\n\n"
    )
    assert "Sources differ: nearly 87 percent[^2][^3]; 86.82 percent[^1]; 80.1 percent[^4]" in text
    assert "\n\n[^1]: Election result and reactions (An agency, January 2025), line 63.\n\n" in text
    apa = take(desk.page, opener, "References of all sources", "APA").split("\n")
    assert len(apa) == 3 and apa[0] == "Election result and reactions. (2025, January). An agency."
    assert take(desk.page, opener, "References of all sources", "BibTeX").count("@misc{") == 3
    desk.page.get_by_role("button", name="Copy with footnotes").click()
    assert clipboard(desk.page).startswith(f"“{fake.RESULT}” [1]\n")


def test_menus_work_by_keyboard_and_give_the_focus_back(desk: Desk) -> None:
    """Enter opens, arrows move, Escape closes that menu alone, and a screen reader is told."""
    desk.ask("What share did he get?")
    page, opener = desk.page, desk.page.locator('[popovertarget="cite-1-2"]')
    opener.focus()
    page.keyboard.press("Enter")
    menu = page.get_by_role("menu", name="Cite source 2")
    items = menu.get_by_role("menuitem")
    expect(items.first).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(items.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(items.last).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    expect(items.last).to_be_focused()
    desk.picture("cite-menu-light")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(items.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(opener).to_have_text("Copied")
    expect(page.locator("#said")).to_have_text("Copied. Quote with reference: APA")
    expect(opener).to_have_text("Cite")
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    expect(items.first).to_be_focused()
    page.keyboard.press("Tab")
    expect(menu).to_be_hidden()
    opener.click()
    assert items.first.evaluate("e => e.getBoundingClientRect().height") >= 24
    page.mouse.click(5, 5)
    expect(menu).to_be_hidden()


def save(page: Page, what: str, path: Path, turn: int = 1) -> Path:
    """Save evidence through an answer's menu."""
    page.locator(f'[popovertarget="more-{turn}"]').click()
    with page.expect_download() as started:
        page.locator(".menu:popover-open").get_by_role("menuitem", name=what, exact=True).click()
    started.value.save_as(path / started.value.suggested_filename)
    return path / started.value.suggested_filename


def test_evidence_is_saved_read_offline_and_refused_once_edited(
    desk: Desk, browser: Browser, tmp_path: Path
) -> None:
    """One answer, or the conversation, is a file that is whole, needs no script, and bears no edit."""
    desk.ask("What share did he get?")
    desk.ask("hostile")
    desk.ask("What did the prime minister say?")
    one = save(desk.page, "This answer", tmp_path)
    assert one.name.startswith("evidence-what-share-did-he-get-20")
    bundle = read_bundle(one)
    assert [answer.question for answer in bundle.answers] == ["What share did he get?"]
    assert [c.quote for c in bundle.answers[0].citations] == [
        fake.RESULT,
        fake.TALKS,
        fake.TALKS,
        fake.EARLIER,
    ]
    again = save(desk.page, "This answer", tmp_path / "again")
    assert read_bundle(again).answers == bundle.answers
    whole = save(desk.page, "The whole conversation", tmp_path, turn=3)
    assert [answer.answered for answer in read_bundle(whole).answers] == [True, True, False]

    for scheme, script in (("light", False), ("dark", True)):
        reader = context(browser, java_script_enabled=script, color_scheme=scheme)
        page = reader.new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(whole.as_uri())
        assert asked == [whole.as_uri()]
        marks = page.locator("mark").all_inner_texts()
        assert marks[:4] == [fake.RESULT, fake.TALKS, fake.TALKS, fake.EARLIER]
        assert page.locator("mark").nth(4).text_content() == fake.HOSTILE
        assert page.get_by_text("Not in these documents.").is_visible()
        assert page.locator(":is(img, iframe, a)").count() == 0
        page.screenshot(path=str(Path(__file__).parents[1] / "artifacts" / f"evidence-{scheme}.png"))
        reader.close()

    data = whole.read_bytes()
    at = data.index(b"86.82")
    with pytest.raises(FootnoteError, match="was edited"):
        bundle_from(data[:at] + b"9" + data[at + 1 :], "edited")


def test_what_one_session_saves_is_seen_by_no_other(
    desk: Desk, browser: Browser, fake_url: str, tmp_path: Path
) -> None:
    """Files go to the browser that asked for them alone; another has no answer to save."""
    profile = context(browser)
    other = Desk(profile.new_page(), fake_url).open()
    other.ask("And in 2020?")
    desk.ask("What share did he get?")
    assert [a.question for a in read_bundle(save(desk.page, "This answer", tmp_path)).answers] == [
        "What share did he get?"
    ]
    file = save(other.page, "The whole conversation", tmp_path)
    assert [a.question for a in read_bundle(file).answers] == ["And in 2020?"]
    assert fake.RESULT not in other.page.content()
    profile.close()


def test_an_answer_is_judged_and_the_judgement_taken_back(desk: Desk) -> None:
    """A press says so, tells where it is kept, stays with the answer, and is undone by keyboard."""
    desk.ask("What share did he get?")
    page, group = desk.page, desk.page.locator('.turn[data-turn="1"] .judge')
    for name in ("Right", "Wrong", "Wrong source"):
        expect(group.get_by_role("button", name=name, exact=True)).to_have_attribute("aria-pressed", "false")
    wrong = group.get_by_role("button", name="Wrong", exact=True)
    wrong.focus()
    page.keyboard.press("Enter")
    expect(wrong).to_have_attribute("aria-pressed", "true")
    expect(wrong).to_be_focused()
    expect(group.locator(".thanks")).to_contain_text("Kept in feedback.jsonl in the index folder")
    expect(page.locator("#said")).to_have_text("Thank you. Your judgement is kept.")
    desk.ask("What did the prime minister say?")
    expect(wrong).to_have_attribute("aria-pressed", "true")
    other = page.locator('.turn[data-turn="2"] .judge').get_by_role("button", name="Right", exact=True)
    other.click()
    expect(other).to_have_attribute("aria-pressed", "true")
    desk.picture("judged-light")
    group.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    expect(wrong).to_have_attribute("aria-pressed", "false")
    expect(group.locator(".thanks")).to_have_count(0)
    expect(group.get_by_role("button", name="Right", exact=True)).to_be_focused()
    expect(other).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("size", [(1440, 860), (390, 780)], ids=["dark", "phone"])
def test_menus_fit_the_screen(browser: Browser, fake_url: str, size: tuple[int, int]) -> None:
    """In the dark and on a phone, a menu lies wholly on the screen, and Escape leaves the sheet open."""
    profile = context(browser, viewport={"width": size[0], "height": size[1]}, color_scheme="dark")
    desk = Desk(profile.new_page(), fake_url)
    desk.page.goto(fake_url)
    desk.page.wait_for_selector("#question textarea")
    desk.ask("What share did he get?")
    desk.page.locator('[popovertarget="more-1"]').click()
    desk.picture(f"more-menu-{size[0]}")
    desk.page.keyboard.press("Escape")
    desk.page.locator('.differ a.n[data-cite="4"]').click()
    desk.page.locator('[popovertarget="cite-1-4"]').click()
    menu = desk.page.locator("#cite-1-4")
    box = menu.bounding_box()
    assert box and box["x"] >= 0 and box["y"] >= 0
    assert box["x"] + box["width"] <= size[0] and box["y"] + box["height"] <= size[1]
    desk.picture(f"cite-menu-{size[0]}")
    desk.page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(desk.page.locator("#c-1-4")).to_be_visible()
    assert desk.errors == []
    profile.close()
