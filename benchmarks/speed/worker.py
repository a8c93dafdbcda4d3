"""What runs in a system's own process: commands as lines of JSON in, figures as lines of JSON out.

Runs in environments where nothing of Footnote is installed: only the standard library and NumPy are imported.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

__all__ = ["BATCH", "BEST", "Ask", "Build", "Corpus", "main"]

BATCH = 16
"""How many texts every peer encodes at once; `limits` measures other sizes beside it."""
BEST = 10
"""How many passages a question is answered with."""

Build = Callable[["Corpus", Path], None]
"""Indexes a corpus into a folder that is not there yet."""
Ask = Callable[[str], list[str]]
"""Returns the texts of the `BEST` passages for a question, best first; called from several threads."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder with `documents/` and the passages that Footnote makes of them, as the texts that it encodes.

    Where there are vectors (`vectors.npy`, one row for each passage), nothing is encoded.
    """

    folder: Path

    def texts(self) -> list[str]:
        """Return the passages."""
        return list(json.loads((self.folder / "passages.json").read_text(encoding="utf-8")))

    def questions(self) -> list[str]:
        """Return the questions."""
        return list(json.loads((self.folder / "questions.json").read_text(encoding="utf-8")))

    def stand_in_for(self, model: Any) -> None:  # noqa: ANN401 - a class of any library
        """Let the `encode` of a class of models give the vectors that are there, if any."""
        if not (self.folder / "vectors.npy").exists():
            return
        vectors: NDArray[np.float32] = np.load(self.folder / "vectors.npy")
        rows = {" ".join(text.split()): row for row, text in enumerate(self.texts())}

        def encode(_: object, texts: Sequence[str], *__: object, **___: object) -> NDArray[np.float32]:
            return vectors[[rows[" ".join(text.split())] for text in texts]]

        model.encode = encode


def main(builder: Callable[..., Build], opened: Callable[..., Ask], model: object = None) -> None:
    """Do what standard input says with a system, whose `model` is the class of its model.

    `builder` is given the folder of the model and loads it, which is not counted; `opened` is given that and
    the folder of what was built. Both are given the further arguments of the process too.
    """
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no figure
    folder, *arguments = sys.argv[1:]
    answers: dict[str, list[str]] = {}
    ask: Ask | None = None
    for line in sys.stdin:
        command = json.loads(line)
        figures: dict[str, float] = {}
        started = time.perf_counter()
        if command["do"] == "build":
            build, corpus = builder(Path(folder), *arguments), Corpus(Path(command["corpus"]))
            corpus.stand_in_for(model)
            started = time.perf_counter()
            build(corpus, Path(command["folder"]))
        elif command["do"] == "open":
            ask = opened(Path(folder), Path(command["folder"]), *arguments)
        else:
            figures = _asked(cast(Ask, ask), command["questions"], command["askers"], answers)
        figures |= {"seconds": time.perf_counter() - started, "peak_mb": _peak_mb()}
        out.write(json.dumps(figures) + "\n")
        out.flush()


def _asked(
    ask: Ask, questions: Sequence[str], askers: int, answers: dict[str, list[str]]
) -> dict[str, float]:
    """Ask questions from threads, each the next one as soon as its last is answered.

    `differing` counts answers that are not what the same question got first.
    """

    def timed(question: str) -> tuple[float, bool]:
        started = time.perf_counter()
        found = ask(question)
        milliseconds = 1000 * (time.perf_counter() - started)
        return milliseconds, answers.setdefault(question, found) != found or not found

    started = time.perf_counter()
    with ThreadPoolExecutor(askers) as pool:
        times, differing = zip(*pool.map(timed, questions), strict=True)
    rate = len(times) / (time.perf_counter() - started)
    median, p95, p99 = np.percentile(times, [50, 95, 99]).tolist()
    spread = {"median_ms": median, "p95_ms": p95, "p99_ms": p99}
    return {**spread, "per_second": rate, "differing": sum(differing)}


def _peak_mb() -> float:
    """Return the most memory that this process and its children had resident at any time, added up."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    found = 0
    for process in ("self", *children.read_text().split()):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            found += int(line.split()[1]) if line.startswith("VmHWM:") else 0
    return found / 1024
