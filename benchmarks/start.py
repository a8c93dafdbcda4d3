"""How long the page takes to come up, to answer its first question, and to answer a warm one.

    python -m benchmarks.start [--documents seeds] [--questions tests/data/questions.jsonl]

The index is made first. The page is asked in a real Chromium where there is one (FOOTNOTE_CHROMIUM), warm
questions in this process, with the reader and without.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.encode import SentenceEncoder, load_encoder
from index.library import Library
from index.sync import sync
from qa.ask import Asker
from qa.cases import read_cases
from qa.reader import Reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
PORT = 7871
URL = f"http://127.0.0.1:{PORT}/"
QUESTION = "How much of the vote did Lukashenko get?"
CHROMIUM = Path(os.environ.get("FOOTNOTE_CHROMIUM", "/usr/bin/chromium"))


def main() -> None:
    """Measure and print one line of JSON, in seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=Path, default=ROOT / "seeds")
    parser.add_argument("--questions", type=Path, default=ROOT / "tests/data/questions.jsonl")
    parser.add_argument("--runs", type=int, default=3, help="starts of the page; the median counts")
    options = parser.parse_args()
    questions = [case.question for case in read_cases(options.questions) if not case.history]
    result: dict[str, float | int | None] = {"questions": len(questions)}
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder)
        library = Library.open(index, create=True)
        encoder = load_encoder()
        sync(library, options.documents, encoder)
        result["passages"] = sum(document.passages for document in library.documents())
        starts = [page_times(options.documents, index) for _ in range(options.runs)]
        result["page_reachable"] = _median([reachable for reachable, _ in starts])
        answers = [first for _, first in starts if first is not None]
        result["first_answer_on_the_page"] = _median(answers) if answers else None
        result["first_answer_from_cold_process"] = round(_cold_process(index), 2)
        result |= warm_times(library, encoder, questions)
        library.close()
    print(json.dumps(result))


def warm_times(library: Library, encoder: SentenceEncoder, questions: Sequence[str]) -> dict[str, float]:
    """Return the median and the 95th percentile of asking, with the reader and without."""
    found: dict[str, float] = {}
    for name, reader in (("reader", Reader()), ("no_reader", None)):
        asker = Asker(library, encoder, reader=reader)
        asker.ask(questions[0])
        seconds: list[float] = []
        for question in questions:
            started = time.perf_counter()
            asker.ask(question)
            seconds.append(time.perf_counter() - started)
        found[f"warm_{name}_median"] = _median(seconds)
        found[f"warm_{name}_p95"] = round(sorted(seconds)[int(0.95 * len(seconds))], 4)
    return found


def page_times(documents: Path, index: Path) -> tuple[float, float | None]:
    """Start the page; return when it is reachable and, with a browser, when a question is answered on it."""
    with _browser() as browser:
        command = [sys.executable, "app.py", "--documents", str(documents), "--index", str(index)]
        started = time.perf_counter()
        process = subprocess.Popen(
            [*command, "--port", str(PORT)], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            while True:
                try:
                    with urllib.request.urlopen(URL, timeout=5):  # noqa: S310
                        break
                except (urllib.error.URLError, OSError):
                    if time.perf_counter() - started > 120:
                        raise TimeoutError("the page did not come up") from None
                    time.sleep(0.05)
            reachable = time.perf_counter() - started
            if browser is None:
                return reachable, None
            page = browser.new_page()
            page.goto(URL)
            box = page.locator("#question textarea")
            box.fill(QUESTION)
            box.press("Enter")
            page.locator("#talk a.n").first.wait_for(timeout=120_000)
            return reachable, time.perf_counter() - started
        finally:
            process.terminate()
            process.wait(timeout=30)


@contextmanager
def _browser() -> "Iterator[Browser | None]":
    if not CHROMIUM.exists():
        yield None
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


def _cold_process(index: Path) -> float:
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "footnote.py", "ask", QUESTION, "--index", str(index), "--json"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - started


def _median(values: Sequence[float]) -> float:
    return round(statistics.median(values), 4)


if __name__ == "__main__":
    main()
