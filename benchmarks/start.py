"""How long the page takes to come up, to answer its first question, and to answer a warm one.

    python -m benchmarks.start [--documents seeds] [--questions tests/data/questions.jsonl]
    python -m benchmarks.start --yardsticks FOLDER --passages 10000 --work FOLDER

The index is made first; with --yardsticks of public documents, which are then asked 200 of their questions.
The page is asked in a real Chromium where there is one (FOOTNOTE_CHROMIUM), warm questions in this process,
with the reader and without.
"""

import argparse
import json
import os
import random
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

from benchmarks.yardsticks import yardstick
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
PUBLIC = ("squad-v1.1-dev", "clapnq-dev", "mtrag-un", "hotpotqa-100", "scifact")
CHARS_OF_A_PASSAGE = 450
CHROMIUM = Path(os.environ.get("FOOTNOTE_CHROMIUM", "/usr/bin/chromium"))


def main() -> None:
    """Measure and print one line of JSON, in seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=Path, default=ROOT / "seeds")
    parser.add_argument("--questions", type=Path, default=ROOT / "tests/data/questions.jsonl")
    parser.add_argument("--yardsticks", type=Path, help="public documents, in place of --documents")
    parser.add_argument("--passages", type=int, default=10_000, help="about how many of them")
    parser.add_argument("--work", type=Path, help="keep the index here")
    parser.add_argument("--runs", type=int, default=3, help="starts of the page; the median counts")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = options.work or Path(folder)
        documents, questions = material(options, work)
        library = Library.open(work / "index", create=True)
        encoder = load_encoder()
        sync(library, documents, encoder)
        result: dict[str, float | int | None] = {"questions": len(questions)}
        result["passages"] = sum(document.passages for document in library.documents())
        asker = Asker(library, encoder, reader=Reader())
        answered = next(question for question in questions if asker.ask(question).answered)
        result |= warm_times(library, encoder, questions)
        starts = [page_times(documents, work / "index", answered) for _ in range(options.runs)]
        result["page_reachable"] = _median([reachable for reachable, _ in starts])
        answers = [first for _, first in starts if first is not None]
        result["first_answer_on_the_page"] = _median(answers) if answers else None
        cold = [_cold_process(work / "index", answered) for _ in range(options.runs)]
        result["first_answer_from_cold_process"] = _median(cold)
        library.close()
    print(json.dumps(result))


def material(options: argparse.Namespace, work: Path) -> tuple[Path, list[str]]:
    """Return the folder of documents to index, and the questions to ask."""
    if options.yardsticks is None:
        cases = read_cases(options.questions)
        return options.documents, [case.question for case in cases if not case.history]
    documents = work / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    questions: list[str] = []
    chars = 0
    for name in PUBLIC:
        source = yardstick(options.yardsticks, name)
        for file, text in source.documents:
            if chars < options.passages * CHARS_OF_A_PASSAGE:
                (documents / f"{name}_{file}").write_text(text, encoding="utf-8")
                chars += len(text)
        questions += [asked.question for asked in source.questions]
        if chars >= options.passages * CHARS_OF_A_PASSAGE:
            break
    return documents, random.Random(1).sample(questions, 200)


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


def page_times(documents: Path, index: Path, question: str) -> tuple[float, float | None]:
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
            box.fill(question)
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


def _cold_process(index: Path, question: str) -> float:
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "footnote.py", "ask", question, "--index", str(index), "--json"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - started


def _median(values: Sequence[float]) -> float:
    return round(statistics.median(values), 4)


if __name__ == "__main__":
    main()
