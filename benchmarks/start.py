"""How long the page takes to come up, to answer its first question, and to answer a warm one.

    python -m benchmarks.start --documents seeds --questions tests/data/questions.jsonl

The index is made first. The page is asked as its own browser code asks it, over loopback.
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
from pathlib import Path

from index.encode import load_encoder
from index.library import Library
from index.sync import sync
from qa.ask import Asker
from qa.cases import read_cases

ROOT = Path(__file__).parent.parent
PORT = 7871


def main() -> None:
    """Measure and print one line of JSON, in seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=Path, default=ROOT / "seeds")
    parser.add_argument("--questions", type=Path, default=ROOT / "tests/data/questions.jsonl")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder)
        library = Library.open(index, create=True)
        encoder = load_encoder()
        sync(library, options.documents, encoder)
        page = _page_up(options.documents, index)
        first = _first_answer(index)
        asker = Asker(library, encoder)
        questions = [case.question for case in read_cases(options.questions) if not case.history]
        asker.ask(questions[0])
        warm: list[float] = []
        for question in questions:
            started = time.perf_counter()
            asker.ask(question)
            warm.append(time.perf_counter() - started)
        library.close()
    result = {
        "page_reachable": round(page, 2),
        "first_answer_from_cold_process": round(first, 2),
        "warm_question_median": round(statistics.median(warm), 4),
        "warm_question_p95": round(sorted(warm)[int(0.95 * len(warm))], 4),
        "questions": len(warm),
    }
    print(json.dumps(result))


def _page_up(documents: Path, index: Path) -> float:
    command = [sys.executable, "app.py", "--documents", str(documents), "--index", str(index)]
    started = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--port", str(PORT)], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while time.perf_counter() - started < 120:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=5) as page:  # noqa: S310
                    if page.status == 200:
                        return time.perf_counter() - started
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise TimeoutError("the page did not come up")
    finally:
        process.terminate()
        process.wait(timeout=30)


def _first_answer(index: Path) -> float:
    command = [sys.executable, "footnote.py", "ask", "How much of the vote did Lukashenko get?"]
    started = time.perf_counter()
    subprocess.run(
        [*command, "--index", str(index), "--json"], cwd=ROOT, check=True, capture_output=True, env=os.environ
    )
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
