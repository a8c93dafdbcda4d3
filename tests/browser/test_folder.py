"""Documents and conversations on the page, over a real folder."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Desk, context, free_port, start, stop

pytestmark = pytest.mark.browser
ZEPPELIN = b"The zeppelin Hindenburg was 245 metres long."
DROP = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  for (const type of ["dragover", "drop"]) {
    const event = new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
    document.querySelector("#talk").dispatchEvent(event);
  }
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a document, one that cannot be read, and a cause for paging."""
    folder = tmp_path_factory.mktemp("folder") / "documents"
    folder.mkdir()
    (folder / "bridge.txt").write_text("The bridge in Rome was built in 1874.", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing of use")
    for number in range(60):
        text = f"Report {number:02}\n\nNothing of note happened in week {number}.\n"
        (folder / f"report-{number:02}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def url(browser: Browser, folder: Path) -> Iterator[str]:
    """Serve the page over the folder."""
    port = free_port()
    command = ["tests/browser/folder.py", str(port), str(folder), str(folder.parent / "index")]
    server = start(command, port, folder.parent / "log")
    yield f"http://127.0.0.1:{port}"
    stop(server)


@pytest.fixture
def desk(browser: Browser, url: str) -> Iterator[Desk]:
    """Open the page in a fresh profile; no request may leave, no script may fail."""
    profile = context(browser)
    desk = Desk(profile.new_page(), url)
    desk.page.goto(url)
    expect(desk.page.locator("#asking h2")).to_contain_text("Asking 6", timeout=60_000)
    expect(desk.page.locator("#status .wait")).to_have_count(0, timeout=60_000)
    yield desk
    assert desk.foreign_requests() == []
    assert [error for error in desk.errors if "400 (Bad Request)" not in error] == []
    profile.close()


def names(page: Page) -> list[str]:
    """Return what the list of documents names."""
    return page.locator("#documents .doc span").all_inner_texts()


def test_a_file_is_added_asked_removed_and_put_back(desk: Desk, folder: Path) -> None:
    """From the button to an answer that quotes it; removed it is gone, and undo brings it back."""
    page = desk.page
    files = [{"name": "../air: ship.txt", "mimeType": "text/plain", "buffer": ZEPPELIN}]
    files.append({"name": "program.exe", "mimeType": "", "buffer": b"MZ"})
    page.locator("#files").set_input_files(files)  # type: ignore[arg-type]
    expect(page.locator("#uploads")).to_contain_text("1 file added")
    expect(page.locator("#uploads .bad")).to_have_text("program.exe: files of this type are not read")
    assert (folder / "air_ ship.txt").read_bytes() == ZEPPELIN
    expect(page.locator("#asking h2")).to_contain_text("Asking 62 documents", timeout=30_000)
    page.locator("#find").fill("air")
    expect(page.locator("#documents .doc")).to_have_count(1)
    desk.ask("How long was the zeppelin Hindenburg?")
    assert page.locator(".lead .quote q").inner_text() == ZEPPELIN.decode()
    desk.picture("documents-added")
    page.locator("#documents .doc").hover()
    page.get_by_role("button", name="Remove air_ ship.txt").click()
    expect(page.locator("#toast")).to_contain_text("Removed air_ ship.txt.")
    expect(page.locator("#asking h2")).to_contain_text("Asking 61 documents", timeout=30_000)
    assert not (folder / "air_ ship.txt").exists()
    page.locator("#toast").get_by_role("button", name="Undo").click()
    expect(page.locator("#asking h2")).to_contain_text("Asking 62 documents", timeout=30_000)
    assert (folder / "air_ ship.txt").read_bytes() == ZEPPELIN


def test_dropped_files_never_overwrite(desk: Desk, folder: Path) -> None:
    """A file dropped on the page gets the next free name."""
    before = (folder / "bridge.txt").read_bytes()
    desk.page.evaluate(DROP, ["bridge.txt", "Another bridge was built in 1901."])
    expect(desk.page.locator("#uploads")).to_contain_text("1 file added")
    assert (folder / "bridge.txt").read_bytes() == before
    assert (folder / "bridge (2).txt").read_text("utf-8") == "Another bridge was built in 1901."
    desk.page.locator("#find").fill("bridge")
    expect(desk.page.locator("#documents .doc")).to_have_count(2, timeout=30_000)


def test_documents_are_found_sorted_and_paged(desk: Desk) -> None:
    """The list shows fifty at a time, in the order asked for, and says what is not read and why."""
    page = desk.page
    expect(page.locator("#documents .pager")).to_contain_text("1–50 of 6")
    page.locator("#sort").select_option("title")
    expect(page.locator("#documents .doc span").nth(2)).to_contain_text("bridge")
    page.get_by_role("button", name="Next").click()
    expect(page.locator("#documents .pager")).to_contain_text("51–")
    assert names(page)[-1] == "Report 59"
    page.locator("#find").fill("report 07")
    expect(page.locator("#documents .doc")).to_have_count(1)
    assert names(page) == ["Report 07"]
    page.locator("#find").fill("no such thing")
    expect(page.locator("#documents .found")).to_have_text("No file has this in its name")
    assert "broken.pdf" in page.locator("#documents .skipped").inner_text()


def test_yesterdays_conversation_is_resumed_renamed_deleted_and_brought_back(
    desk: Desk, browser: Browser, folder: Path
) -> None:
    """A fresh browser finds the conversation, continues it, and sees that a document changed since."""
    desk.ask("When was the bridge in Rome built?")
    assert "1874" in desk.page.locator(".lead .quote b").first.inner_text()
    expect(desk.page.locator("#talks .talk").first).to_contain_text("When was the bridge in Rome built?")
    profile = context(browser)
    other = Desk(profile.new_page(), desk.url)
    page = other.page
    page.goto(desk.url)
    page.locator("#talks .talk", has_text="When was the bridge").first.click()
    expect(page.locator(".lead .quote q").first).to_contain_text("built in 1874")
    expect(page.locator("#sources .card").first).to_contain_text("unchanged since indexed")
    other.ask("And in 1901?")
    expect(page.locator(".turn")).to_have_count(2)
    row = page.locator("#talks .file", has=page.locator('[aria-current="true"]'))
    row.hover()
    row.get_by_role("button", name="Rename").click()
    page.keyboard.type("Never mind")
    page.keyboard.press("Escape")
    expect(row.locator(".talk")).to_contain_text("When was the bridge in Rome built?")
    expect(row.get_by_role("button", name="Rename")).to_be_focused()
    row.get_by_role("button", name="Rename").click()
    page.keyboard.type("Bridges <b>of</b> Rome")
    page.keyboard.press("Enter")
    expect(page.locator("#talks .talk").first).to_contain_text("Bridges <b>of</b> Rome")
    row.hover()
    row.get_by_role("button", name="Delete Bridges").click()
    expect(page.locator("#talks", has_text="Bridges")).to_have_count(0)
    expect(page.locator(".empty")).to_be_visible()
    page.locator("#toast").get_by_role("button", name="Undo").click()
    (folder / "bridge.txt").write_text("Nothing is known of the bridge.", encoding="utf-8")
    page.locator("#talks .talk", has_text="Bridges").click()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator("#past .turn").first).to_contain_text(re.compile("changed since|indexed anew"))
    other.picture("conversation-resumed")
    storage = "JSON.stringify([Object.values(localStorage), Object.values(sessionStorage), document.cookie])"
    assert "bridge" not in page.evaluate(storage)
    assert other.errors == [] and other.foreign_requests() == []
    profile.close()


def test_the_open_conversation_is_open_after_a_reload(desk: Desk, browser: Browser) -> None:
    """With its sources, and it goes on; a new one stays new, and one that is deleted is gone."""
    page, turns = desk.page, desk.page.locator(".turn")
    desk.ask("What happened in week 21?")
    desk.ask("What happened in week 22?")
    for _ in range(2):
        page.reload()
        expect(turns).to_have_count(2)
        expect(page.locator("#sources .card").first).to_be_visible()
    desk.ask("What happened in week 23?")
    expect(turns).to_have_count(3)
    row = page.locator("#talks .file", has=page.locator('[aria-current="true"]'))
    expect(row).to_contain_text("week 21")
    page.locator("#new").click()
    expect(turns).to_have_count(0)
    page.reload()
    expect(page.locator("#talks .talk").first).to_be_visible()
    page.wait_for_timeout(1_000)
    assert turns.count() == 0
    page.locator("#talks .talk", has_text="week 21").first.click()
    expect(turns).to_have_count(3)
    profile = context(browser)
    other = profile.new_page()
    other.goto(desk.url)
    other.locator("#talks .file", has_text="week 21").first.hover()
    expect(other.locator(".turn")).to_have_count(0)
    other.locator("#talks .file", has_text="week 21").first.get_by_role("button", name="Delete").click()
    expect(other.locator("#talks .talk", has_text="week 21")).to_have_count(0)
    page.reload()
    expect(page.locator(".empty")).to_be_visible()
    page.wait_for_timeout(1_000)
    assert turns.count() == 0 and page.locator("#toast .toast").count() == 0
    broken_off = ("AbortError", "Connection errored out")  # what Gradio says of requests that a reload ends
    desk.errors[:] = [error for error in desk.errors if not any(words in error for words in broken_off)]
    profile.close()


@pytest.mark.parametrize("size", [(1440, 600), (1440, 860), (1440, 1200), (900, 700), (390, 600)])
def test_many_documents_leave_room_for_conversations(desk: Desk, size: tuple[int, int]) -> None:
    """Both lists show some rows and scroll; one that is short is as high as it is."""
    page = desk.page
    desk.ask("What happened in week 5?")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    if size[0] <= 1100:
        page.locator('[data-toggle="rail"]').click()
    parts = "document.querySelectorAll('#rail, #documents, #talks')"
    measure = f"[...{parts}].map(e => [e.offsetHeight, e.scrollHeight])"
    copy = "n => { const row = document.querySelector('#talks li'); row.parentElement.replaceChildren("
    copy += "...Array.from({length: n}, () => row.cloneNode(true))); }"
    for many in (1, 3, 5, 9, 60):
        page.evaluate(copy, many)
        (rail, needed), (documents, _), (talks, all_talks) = page.evaluate(measure)
        assert rail == needed <= size[1]
        assert documents >= 96
        assert talks >= min(all_talks, 115, size[1] // 5)


def test_all_conversations_are_deleted_when_asked_twice(desk: Desk) -> None:
    """The first click only asks. Many conversations can be searched."""
    page = desk.page
    for number in range(8):
        if number:  # the page is new: there, nothing would tell when the click is over
            page.locator("#new").click()
        expect(page.locator(".turn")).to_have_count(0)
        desk.ask(f"What happened in week {40 + number}?")
    page.locator("#find-talk").fill("WEEK 43")
    expect(page.locator("#talks .talk")).to_have_count(1)
    page.locator("#find-talk").fill("")
    expect(page.locator("#talks .talk")).not_to_have_count(1)
    page.get_by_role("button", name="Delete all").click()
    page.get_by_role("button", name="Keep them").click()
    expect(page.locator("#talks .talk").first).to_be_visible()
    page.get_by_role("button", name="Delete all").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete all").click()
    expect(page.locator("#talks .talk")).to_have_count(0)
    expect(page.locator("#toast")).to_contain_text("deleted")


def test_what_was_overtaken_does_not_stay(browser: Browser, folder: Path, tmp_path: Path) -> None:
    """What comes late stands neither in the place of how things are nor of what was clicked last."""
    port = free_port()
    command = ["tests/browser/overtaken.py", str(port), str(folder), str(tmp_path / "index")]
    server = start(command, port, tmp_path / "log")
    profile = context(browser)
    try:
        desk = Desk(profile.new_page(), f"http://127.0.0.1:{port}")
        desk.page.goto(desk.url)
        head, wait = desk.page.locator("#asking h2"), desk.page.locator("#status .wait")
        expect(head).to_contain_text("Asking 6", timeout=60_000)
        expect(wait).to_have_count(0, timeout=60_000)
        desk.page.wait_for_timeout(5_000)  # what is late has come
        expect(wait).to_have_count(0, timeout=20_000)
        expect(head).to_contain_text("Asking 6")
        files = desk.page.locator("#documents .doc")
        last = files.nth(1).get_attribute("data-document")
        files.nth(0).click()
        files.nth(1).click()
        shown = desk.page.locator(f'#document .document[data-key="doc:{last}"]')
        expect(shown).to_be_visible()
        desk.page.wait_for_timeout(4_000)  # the first one is ready
        expect(shown).to_be_visible()
    finally:
        profile.close()
        stop(server)


def test_in_public_nothing_is_shared_and_nothing_added(
    browser: Browser, folder: Path, tmp_path: Path
) -> None:
    """Served to others, a browser sees only its own conversations, and cannot add or remove documents."""
    port = free_port()
    command = ["tests/browser/folder.py", str(port), str(folder), str(tmp_path / "index"), "0.0.0.0"]  # noqa: S104
    server = start(command, port, tmp_path / "log")
    profiles = [context(browser) for _ in range(2)]
    try:
        ann, bob = (Desk(profile.new_page(), f"http://127.0.0.1:{port}") for profile in profiles)
        for desk in (ann, bob):
            desk.page.goto(desk.url)
            expect(desk.page.locator("#asking h2")).to_contain_text("Asking 6", timeout=60_000)
            expect(desk.page.locator("#status .wait")).to_have_count(0, timeout=60_000)
        ann.ask("What happened in week 41?")
        expect(ann.page.locator("#talks .talk")).to_have_count(1)
        bob.page.reload()
        bob.ask("What happened in week 12?")
        expect(bob.page.locator("#talks .talk")).to_have_count(1)
        assert "12" in bob.page.locator("#talks .talk").inner_text()
        ann.page.reload()
        expect(ann.page.locator("#talks .talk")).to_have_count(1)
        assert "41" in ann.page.locator("#talks .talk").inner_text()
        assert ann.page.locator("#add, [data-act=remove]").count() == 0
        assert ann.page.evaluate("document.cookie") == ""
    finally:
        for profile in profiles:
            profile.close()
        stop(server)
