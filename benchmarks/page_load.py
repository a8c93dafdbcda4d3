"""How the page stands many people asking at once.

    python -m benchmarks.page_load [--sessions 50] [--documents seeds] [--questions FILE.jsonl]

Serves the documents as `python app.py` does, asks one question after the other, then one in each of many
sessions at the same moment, and prints one line of JSON. `wrong` counts sessions that saw another's question.
The first paint is that of a real Chromium where there is one (FOOTNOTE_CHROMIUM).
"""

import argparse
import asyncio
import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import httpx

from qa.cases import read_cases

__all__ = ["Asked", "ask_at_once", "main"]

ROOT = Path(__file__).parent.parent
CHROMIUM = Path(os.environ.get("FOOTNOTE_CHROMIUM", "/usr/bin/chromium"))
_READY_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that a session asked: what the page drew for it, and how long that took."""

    question: str
    drawn: str
    seconds: float
    error: str


async def ask_at_once(url: str, questions: Sequence[str]) -> list[Asked]:
    """Ask each question in a session of its own, all at the same moment, as the page's own script does."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=url, timeout=600, limits=limits) as client:
        config = (await client.get("/config")).json()
        box = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == "question")
        asking = next(
            d["id"] for d in config["dependencies"] if [box, "submit"] in [list(t) for t in d["targets"]]
        )
        return list(await asyncio.gather(*(_ask(client, asking, box, question) for question in questions)))


async def _ask(client: httpx.AsyncClient, function: int, box: int, question: str) -> Asked:
    session, drawn, error = secrets.token_hex(8), [], ""
    started = time.perf_counter()
    body = {"data": [question, None], "fn_index": function, "trigger_id": box, "session_hash": session}
    (await client.post("/gradio_api/queue/join", json=body)).raise_for_status()
    async with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
        async for line in stream.aiter_lines():
            message: dict[str, Any] = json.loads(line[5:]) if line.startswith("data:") else {}
            drawn.append(json.dumps(message.get("output"), ensure_ascii=False))
            if message.get("msg") == "process_completed":
                error = "" if message.get("success") else str(message.get("output"))
                break
    return Asked(question, "".join(drawn), time.perf_counter() - started, error)


def wrong(asked: Sequence[Asked]) -> int:
    """Count the sessions that were shown another session's question."""
    shown = {one.question: json.dumps(escape(one.question), ensure_ascii=False)[1:-1] for one in asked}
    others = ((one, question, words) for one in asked for question, words in shown.items())
    return len(
        {
            one
            for one, question, words in others
            if (f">{words}</div>" in one.drawn) != (question == one.question)
        }
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=Path, default=ROOT / "seeds")
    parser.add_argument("--questions", type=Path, default=ROOT / "tests/data/questions.jsonl")
    parser.add_argument("--sessions", type=int, default=50)
    options = parser.parse_args()
    known = list(dict.fromkeys(case.question for case in read_cases(options.questions) if not case.history))
    questions = [f"{known[n % len(known)]}{'?' * (n // len(known))}" for n in range(options.sessions)]
    with _served(options.documents) as url:
        asyncio.run(ask_at_once(url, known[:1]))  # waits until questions are answered
        single = [asyncio.run(ask_at_once(url, [question]))[0].seconds for question in known[:20]]
        asked = asyncio.run(ask_at_once(url, questions))
        paint = first_paint(url) if CHROMIUM.exists() else None
    waits = [one.seconds for one in asked]
    median = statistics.median(single)
    result = {
        "sessions": len(asked),
        "errors": sum(bool(one.error) for one in asked),
        "wrong": wrong(asked),
        "single_median": round(median, 3),
        "wait_median": round(statistics.median(waits), 3),
        "wait_max": round(max(waits), 3),
        "times_single": round(statistics.median(waits) / median, 1),
        "first_paint": paint,
    }
    print(json.dumps(result))


def first_paint(url: str) -> float:
    """Return the median time of five fresh browsers to the first contentful paint, in seconds."""
    from playwright.sync_api import sync_playwright

    script = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
    seconds: list[float] = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        for _ in range(5):
            page = chromium.new_context().new_page()
            page.goto(url)
            page.wait_for_selector("#question textarea")
            seconds.append(page.evaluate(script) / 1000)
            page.context.close()
        chromium.close()
    return round(statistics.median(seconds), 3)


@contextmanager
def _served(documents: Path) -> Iterator[str]:
    """Serve the page over documents on a free port, with an index of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as index:
        command = [
            sys.executable,
            "app.py",
            "--documents",
            str(documents),
            "--index",
            index,
            "--port",
            str(port),
        ]
        server = subprocess.Popen([*command, "--no-watch"], cwd=ROOT, stderr=subprocess.DEVNULL)
        try:
            _wait_for(url)
            yield url
        finally:
            server.terminate()
            server.wait(30)


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline:
        try:
            httpx.get(url, timeout=5)
            return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise TimeoutError(f"no page at {url}")


if __name__ == "__main__":
    main()
