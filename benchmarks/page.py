"""How long the page takes to be painted, and to open a citation of a text and of a PDF, both of 1,000 pages.

    python -m benchmarks.page [--pages 1000] [--runs 9]

The documents are made here and indexed with an encoder computed from their text. What is measured is a server
with a real Chromium: from the click on "Open document" until the mark is on the screen, and for the PDF until
the picture of the page is there too. The first opening of each, which reads its file, is told apart.
"""

import argparse
import json
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser import shelf
from tests.browser.conftest import ARGUMENTS, CHROMIUM, Desk, free_port, start, stop

OPENED = """async ([button, waits]) => {
  const began = performance.now();
  const key = 'quote-' + document.querySelector(button).dataset.open;
  document.querySelector(button).click();
  for (;;) {
    await new Promise(requestAnimationFrame);
    const shown = document.querySelector(`#document .document[data-key="${key}"]`);
    const at = shown?.querySelector('.m, .text mark')?.getBoundingClientRect();
    const box = document.querySelector('#document').getBoundingClientRect();
    const seen = at && at.height && at.top >= box.top && at.bottom <= box.bottom;
    const picture = shown?.querySelector('.leaf:has(.m) img');
    if (seen && (!waits || (picture?.complete && picture.naturalWidth))) return performance.now() - began;
    if (performance.now() - began > 60000) throw new Error('not opened');
  }
}"""


def main() -> None:
    """Measure and print one line of JSON, in milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "documents").mkdir()
        quotes = written(folder / "documents", options.pages)
        port = free_port()
        server = start(["tests/browser/shelf.py", str(port), str(folder)], port, folder / "log")
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
                page = browser.new_page(viewport={"width": 1440, "height": 860})
                found = measured(Desk(page, f"http://127.0.0.1:{port}"), quotes, options.runs)
                browser.close()
        finally:
            stop(server)
    print(json.dumps({"pages": options.pages, "runs": options.runs, **found}))


def written(folder: Path, pages: int) -> dict[str, list[str]]:
    """Make a text and a PDF of so many pages; return quotes of each: near its end, in its middle, early."""
    said = [f"Entry {n}: {shelf.FILLER[n % len(shelf.FILLER)]}" for n in range(pages * 3)]
    text = "\n\n".join(" ".join([entry] * 5) for entry in said)
    (folder / "long.txt").write_text(text, encoding="utf-8")
    leaves = [shelf.paragraphs(said[n * 3 : n * 3 + 3]) for n in range(pages)]
    style = "section{break-after:page}"
    shelf.printed(folder, "long", shelf.columns("".join(f"<section>{s}</section>" for s in leaves), style))
    places = [pages * 3 - 2, pages * 3 // 2, 4]
    return {name: [said[at] for at in places] for name in ("long.txt", "long.pdf")}


def measured(desk: Desk, quotes: dict[str, list[str]], runs: int) -> dict[str, object]:
    """Return the times of painting and opening."""
    desk.page.goto(desk.url)
    desk.page.wait_for_selector("#rail .doc", timeout=900_000)  # once the documents are indexed
    paints = []
    for _ in range(runs):
        desk.page.goto(desk.url)
        desk.page.wait_for_selector("#question textarea")
        paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        paints.append(round(desk.page.evaluate(paint)))
    found: dict[str, object] = {"first_paint": statistics.median(paints)}
    for document, some in quotes.items():
        desk.page.goto(desk.url)  # a long conversation is shown in part
        desk.page.wait_for_selector("#rail .doc")
        times = [opened(desk.page, desk, document, some[run % len(some)]) for run in range(runs)]
        found[document] = {"first": times[0], "median": statistics.median(times[1:]), "worst": max(times[1:])}
    return found


def opened(page: Page, desk: Desk, document: str, quote: str) -> int:
    """Return how long it takes to open a quote's document from its card."""
    desk.ask(f"{document}: {quote}")
    waits = document.endswith(".pdf")
    return round(float(page.evaluate(OPENED, ["#sources .card [data-open]", waits])))


if __name__ == "__main__":
    main()
