"""Documents of every kind in a real browser: opened from a citation, with exactly the quote marked."""

import html
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from index.formats.pdf_pages import Pages, Rectangle
from index.read import read_bytes
from qa.page_images import page_span
from tests.browser import shelf
from tests.browser.conftest import Desk, context, free_port, start, stop

pytestmark = pytest.mark.browser

FINE = 3000
TWO = shelf.FILLER[7]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a document of every kind."""
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "documents").mkdir()
    shelf.make(folder / "documents")
    return folder


@pytest.fixture(scope="module")
def url(browser: Browser, folder: Path) -> Iterator[str]:
    """Serve the page over an index of the folder."""
    port = free_port()
    server = start(["tests/browser/shelf.py", str(port), str(folder)], port, folder / "log")
    yield f"http://127.0.0.1:{port}"
    stop(server)


@pytest.fixture
def desk(browser: Browser, url: str) -> Iterator[Desk]:
    """Open the page in a fresh profile; no request may leave, no script may fail."""
    profile = context(browser)
    profile.grant_permissions(["clipboard-read", "clipboard-write"], origin=url)
    desk = Desk(profile.new_page(), url)
    desk.page.goto(url)
    desk.page.wait_for_selector("#question textarea")
    yield desk
    assert desk.foreign_requests() == []
    assert desk.errors == []
    assert desk.page.evaluate("window.hacked") is None
    profile.close()


def opened(desk: Desk, document: str, quote: str) -> Page:
    """Ask for a quote and open its document from the card."""
    desk.ask(f"{document}: {quote}")
    desk.page.locator(".turn").last.locator(".lead a.n").first.click()
    desk.page.locator("#sources .card.on [data-open]").click()
    expect(desk.page.locator("#document .file")).to_have_text(document)
    return desk.page


def marked(page: Page) -> str:
    """Return what is marked, as one text."""
    return "".join(page.locator("#document mark").all_text_contents())


QUOTES = {
    "notes.md": shelf.BOUGHT,
    "page.html": "<script>window.hacked=1</script> is what the telegram of 1899 said.",
    "count.py": "LIMIT = 42  # <b>no more berths</b>",
    "plain.txt": f"The {shelf.HOSTILE} was seen.",
    "ships.csv": "Ship: Vessel 33; Flag: Norway; Year: 1933; Note: a; b: c",
    "letter.eml": shelf.ASIDE,
    "letters.mbox/message 2": "The buoy number 2 was painted red.",
    "records.json": "depth: <b>14</b> m",
    "slides.pptx": shelf.ASIDE,
    "book.docx": shelf.ASIDE,
    "book.odt": shelf.ASIDE,
    "book.epub": shelf.ASIDE,
    "long.txt": f"1234. {shelf.FILLER[1234 % 60]}",
    "hostile/<img src=x onerror=alert(1)>.txt": f"Nothing but {shelf.HOSTILE} was found in the wreck.",
}


@pytest.mark.parametrize(("document", "quote"), QUOTES.items(), ids=[name[-12:] for name in QUOTES])
def test_each_kind_opens_at_exactly_the_quote(desk: Desk, document: str, quote: str) -> None:
    """The mark has the quote's characters and no others, is in view, and nothing in the document acts."""
    page = opened(desk, document, quote)
    expect(page.locator("#document mark").first).to_be_in_viewport()
    assert marked(page) == quote
    assert page.locator("#document :is(img, script, iframe, a, form)").count() == 0
    assert page.evaluate("document.querySelector('#document').scrollWidth <= innerWidth")
    desk.picture(f"view-{Path(document).suffix[1:]}")


def test_a_pdf_opens_as_its_page_with_the_quote_marked(desk: Desk) -> None:
    """The page is drawn at the screen's own density, the marks lie on it, and its text can be heard."""
    page = opened(desk, "two columns.pdf", TWO)
    expect(page.locator("#leaf-1 .m").first).to_be_in_viewport()
    page.wait_for_function("document.querySelector('#leaf-1 img').naturalWidth > 0")
    assert marked(page) == TWO
    assert page.locator("#leaf-1 .m").count() > 20
    paper = page.locator("#leaf-1 .paper").bounding_box()
    shown = page.evaluate("document.querySelector('#leaf-1 img').currentSrc")
    assert paper and int(re.search(r"width=(\d+)", shown)[1]) >= paper["width"]  # type: ignore[index]
    desk.picture("view-pdf")
    page.get_by_role("button", name="Text", exact=True).click()
    expect(page.locator("#document .text mark")).to_have_text(TWO)
    page.get_by_role("button", name="Page", exact=True).click()
    expect(page.locator("#leaf-1 .m").first).to_be_in_viewport()


def pixels(rectangles: Sequence[Rectangle]) -> np.ndarray:  # type: ignore[type-arg]
    """Return the surface that rectangles (left, top, right, bottom, in percent) cover."""
    surface = np.zeros((FINE, FINE), dtype=bool)
    for left, top, right, bottom in (tuple(round(at * FINE / 100) for at in one) for one in rectangles):
        surface[top:bottom, left:right] = True
    return surface


def seen_by_poppler(path: Path, page: int, quote: str) -> list[Rectangle]:
    """Return where pdftotext sees the words of a quote, in percent of the page as it is displayed."""
    options = ["-bbox", "-cropbox", "-f", str(page), "-l", str(page)]
    done = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, text=True, check=True)
    size = re.search(r'<page width="([\d.]+)" height="([\d.]+)"', done.stdout)
    assert size
    across, down = float(size[1]), float(size[2])
    if "turned" in path.name:  # pdftotext places the words on the turned page, and measures it unturned
        across, down = down, across
    word = r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>'
    words = [(html.unescape(m[4]), *map(float, m[:4])) for m in re.findall(word, done.stdout)]
    wanted = "".join(quote.split())
    for first in range(len(words)):
        said, found = "", []
        for said_there, left, top, right, bottom in words[first:]:
            text = said_there.replace("\u00ad", "")
            joined = text if wanted.startswith(said + text) else text.rstrip("-\u2010")
            if not wanted.startswith(said + joined):
                break
            said += joined
            found.append((left / across * 100, top / down * 100, right / across * 100, bottom / down * 100))
            if said == wanted:
                return found
    return []


def on_screen(desk: Desk, leaf: int) -> list[Rectangle]:
    """Return where the marks of a page lie in the browser, in percent of its picture."""
    return desk.page.evaluate(
        """leaf => { const paper = document.querySelector(`#leaf-${leaf} .paper`);
        const p = paper.getBoundingClientRect();
        return [...paper.querySelectorAll('.m')].map(m => { const r = m.getBoundingClientRect();
          return [(r.left - p.left) / p.width, (r.top - p.top) / p.height, (r.right - p.left) / p.width,
            (r.bottom - p.top) / p.height].map(v => v * 100) }) }""",
        leaf,
    )


def overlap(one: Sequence[Rectangle], other: Sequence[Rectangle]) -> float:
    """Return intersection over union."""
    a, b = pixels(one), pixels(other)
    return float((a & b).sum() / max(1, (a | b).sum()))


LONGER = "n => document.querySelector('#document .text').innerText.length > n + 10000"
PRINTED = ["two columns", "notes", "hyphens", "turned", "turned back", "cropped"]


@pytest.mark.parametrize("name", PRINTED)
def test_marks_cover_the_words_that_another_program_sees(folder: Path, name: str) -> None:
    """In columns, notes, turned and cropped pages, for every sentence: intersection over union of .9."""
    path = folder / "documents" / f"{name}.pdf"
    document = read_bytes(path.read_bytes(), path.name).document
    opened, seen, unread = Pages(path.read_bytes()), 0, 0
    for quote in [*shelf.FILLER[:40], shelf.NOTE]:
        at = document.text.find(quote)
        number = (document.page_at(at) or 1) - 1
        first, last = page_span(document, number)
        if at < 0 or at + len(quote) > last:
            continue  # not in this one, or over a page break
        theirs = seen_by_poppler(path, number + 1, quote)
        ours = opened.rectangles(number, document.text[first:last], at - first, at - first + len(quote))
        assert ours, quote
        if not theirs:  # the other program reads some turned sentences out of order
            unread += 1
            continue
        sides = [(left, top, left + width, top + height) for left, top, width, height in ours]
        assert overlap(sides, theirs) >= 0.9, quote
        seen += 1
    assert seen >= 20 and unread <= 1
    opened.close()


@pytest.mark.parametrize("name", ["two columns", "turned"])
def test_marks_on_the_screen_cover_the_same_words(desk: Desk, folder: Path, name: str) -> None:
    """What the browser lays out is what was measured."""
    opened(desk, f"{name}.pdf", TWO)
    expect(desk.page.locator("#leaf-1 .m").first).to_be_in_viewport()
    theirs = seen_by_poppler(folder / "documents" / f"{name}.pdf", 1, TWO)
    assert overlap(on_screen(desk, 1), theirs) >= 0.9


def test_a_quote_over_a_page_break_is_marked_on_both_pages(desk: Desk, folder: Path) -> None:
    """The two parts of a quote are marked where each stands, and together they are the quote."""
    path = folder / "documents" / "two columns.pdf"
    document = read_bytes(path.read_bytes(), path.name).document
    quote = next(
        q
        for q in shelf.FILLER
        if (at := document.text.find(q)) >= 0 and document.page_at(at) != document.page_at(at + len(q) - 1)
    )
    page = opened(desk, "two columns.pdf", quote)
    expect(page.locator(".leaf:has(.m)")).to_have_count(2)
    assert marked(page) == quote
    assert page.locator("#document #quote").count() == 1


def test_previous_and_next_source_by_button_and_key(desk: Desk) -> None:
    """From one citation of an answer to the next, in the document itself."""
    page = opened(desk, "book.docx", "the harbour office of Ardle noted")
    steps = page.locator("#document .steps")
    expect(steps).to_contain_text("Source 1 of 9")
    expect(steps.get_by_role("button", name="Previous source")).to_be_disabled()
    steps.get_by_role("button", name="Next source").click()
    expect(steps).to_contain_text("Source 2 of 9")
    page.locator("#document .document").focus()
    page.keyboard.press("ArrowRight")
    expect(steps).to_contain_text("Source 3 of 9")
    page.keyboard.press("ArrowLeft")
    expect(steps).to_contain_text("Source 2 of 9")
    expect(page.locator("#document mark").first).to_be_in_viewport()


def test_more_of_a_long_document_keeps_the_place(desk: Desk) -> None:
    """Asking for what comes before or after adds it, and what was read stays where it was."""
    page = opened(desk, "long.txt", QUOTES["long.txt"])
    mark = page.locator("#document mark").first
    expect(mark).to_be_in_viewport()
    size = page.locator("#document .text").inner_text()
    page.get_by_role("button", name="Show what comes after").scroll_into_view_if_needed()
    page.get_by_role("button", name="Show what comes after").click()
    page.wait_for_function(LONGER, arg=len(size))
    page.get_by_role("button", name="Show what comes before").scroll_into_view_if_needed()
    before = page.locator("#document .text").evaluate("e => e.innerText.length")
    page.get_by_role("button", name="Show what comes before").click()
    page.wait_for_function(LONGER, arg=before)
    assert page.locator("#document").evaluate("e => e.scrollTop") > 1000
    assert marked(page) == QUOTES["long.txt"]


def test_what_is_asked_for_after_more_is_not_scrolled_as_that_would_be(desk: Desk) -> None:
    """Another document that is asked for before more of this one has come begins at its top."""
    page = opened(desk, "long.txt", QUOTES["long.txt"])
    expect(page.locator("#document mark").first).to_be_in_viewport()
    assert page.locator("#document").evaluate("e => e.scrollTop") > 1000
    page.evaluate(
        """() => { [...document.querySelectorAll('#document .more')].at(-1).click();
        document.querySelector('#rail [data-document="two columns.pdf"]').click() }"""
    )
    expect(page.locator("#document .file")).to_have_text("two columns.pdf")
    page.wait_for_timeout(500)
    assert page.locator("#document").evaluate("e => e.scrollTop") == 0


def test_a_link_opens_the_place_in_a_fresh_browser(desk: Desk, browser: Browser) -> None:
    """The copied link brings anybody on this computer to the same characters, on the same page of the PDF."""
    page = opened(desk, "two columns.pdf", TWO)
    page.locator("#document").get_by_role("button", name="Copy link").click()
    expect(page.locator("#document").get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{desk.url}/?cite=two+columns.pdf&start=")
    fresh = context(browser)
    other = Desk(fresh.new_page(), desk.url)
    other.page.goto(link)
    expect(other.page.locator("#leaf-1 .m").first).to_be_in_viewport(timeout=20_000)
    assert marked(other.page) == TWO
    expect(other.page.locator("#document .notice")).to_contain_text("Opened by a link.")
    assert other.errors == [] and other.foreign_requests() == []
    other = Desk(fresh.new_page(), desk.url)
    other.page.goto(re.sub("digest=[0-9a-f]+", f"digest={'0' * 64}", link))
    expect(other.page.locator("#document .notice")).to_contain_text("another version", timeout=20_000)
    assert other.page.locator("#document :is(mark, .m)").count() == 0
    assert other.errors == [] and other.foreign_requests() == []
    fresh.close()


def test_the_path_and_a_link_can_be_copied_from_the_card(desk: Desk) -> None:
    """The card has the link, the document its path below the folder."""
    page = opened(desk, "book.odt", shelf.ASIDE)
    page.get_by_role("button", name="Copy path").click()
    assert page.evaluate("navigator.clipboard.readText()") == "book.odt"
    page.locator("#tab-sources").click()
    page.locator("#sources").get_by_role("button", name="Copy link").click()
    assert "/?cite=book.odt&start=" in page.evaluate("navigator.clipboard.readText()")


def test_a_changed_and_a_missing_file_say_so(desk: Desk, folder: Path) -> None:
    """A PDF that is another one by now shows the indexed text; so does one that is gone."""
    path = folder / "documents" / "sideways.pdf"
    kept = path.read_bytes()
    quote = shelf.FILLER[2]
    page = opened(desk, "sideways.pdf", quote)
    expect(page.locator("#leaf-1 .m").first).to_be_visible()
    try:
        path.write_bytes(shelf.pages_of(path, 1))
        page = opened(desk, "sideways.pdf", quote)
        expect(page.locator("#document .notice")).to_contain_text("has changed since it was indexed")
        assert page.locator("#document .m").count() == 0 and marked(page) == quote
        path.unlink()
        page = opened(desk, "sideways.pdf", quote)
        expect(page.locator("#document .notice")).to_contain_text("no longer there")
        assert marked(page) == quote
    finally:
        path.write_bytes(kept)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_views_fit_in_both_schemes_and_on_a_phone(
    browser: Browser, url: str, scheme: str, width: int
) -> None:
    """Pictures of the main views, and nothing wider than the screen."""
    profile = context(browser, viewport={"width": width, "height": 860}, color_scheme=scheme)
    desk = Desk(profile.new_page(), url)
    desk.page.goto(url)
    desk.page.wait_for_selector("#question textarea")
    for document in ("notes.md", "ships.csv", "slides.pptx"):
        page = opened(desk, document, QUOTES[document])
        expect(page.locator("#document mark").first).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        desk.picture(f"view-{document[:5]}-{scheme}-{width}")
        if width < 760:
            page.get_by_role("button", name="Close").click()
    page = opened(desk, "two columns.pdf", TWO)
    expect(page.locator("#leaf-1 .m").first).to_be_in_viewport()
    desk.picture(f"view-pdf-{scheme}-{width}")
    assert desk.errors == []
    profile.close()


def test_a_tap_shows_the_passage_and_a_second_one_opens_its_card(browser: Browser, url: str) -> None:
    """Under a finger the passage comes up on the spot; its card, which covers the answer, comes next."""
    profile = context(browser, viewport={"width": 390, "height": 844}, has_touch=True)
    desk = Desk(profile.new_page(), url)
    desk.page.goto(url)
    desk.page.wait_for_selector("#question textarea")
    desk.ask(f"book.odt: {shelf.ASIDE}")
    number, tip = desk.page.locator(".lead a.n").first, desk.page.locator("#tip")
    number.tap()
    expect(tip).to_be_visible()
    assert tip.locator("b").inner_text() == shelf.ASIDE
    expect(desk.page.locator("#aside")).to_be_hidden()
    desk.page.locator(".q").first.tap()
    expect(tip).to_be_hidden()
    number.tap()
    number.tap()
    expect(desk.page.locator("#c-1-1 mark")).to_be_in_viewport()
    assert desk.errors == []
    profile.close()


def test_the_pointer_can_go_over_the_passage_that_it_brought_up(desk: Desk) -> None:
    """What is shown on the spot stays while it is pointed at, and Escape puts it away."""
    desk.ask(f"book.odt: {shelf.ASIDE}")
    number, tip = desk.page.locator(".lead a.n").first, desk.page.locator("#tip")
    number.hover()
    expect(tip).to_be_visible()
    tip.hover()
    desk.page.wait_for_timeout(400)
    expect(tip).to_be_visible()
    desk.page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
