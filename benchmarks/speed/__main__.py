"""Footnote and its peers on the same passages with the same model, in alternating runs.

    python -m benchmarks.speed --work FOLDER [--yardsticks FOLDER] [--minutes 9]

Each peer gets an environment of its own below the working folder (6 GB in all); nothing is asked of the
network after that. Every figure is written to `measured.jsonl` there at once, and none is measured twice: run
the command again until all is done. Then it writes docs/speed.md's figures, speed.json and speed.svg.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.speed.corpora import grown, written
from benchmarks.speed.report import ASKERS, write
from benchmarks.speed.systems import ROOT, SYSTEMS, Process, environment
from benchmarks.speed.worker import Corpus
from index.models import DEFAULT_MODEL, model_folder

_WARM = 20
_DISTURBED, _ATTEMPTS = 0.1, 3
"""The share of the processors that others may use during a run; else it is repeated, so often at most."""
_ANSWER = "Footnote, whole answer"


@dataclass(frozen=True, slots=True)
class _Task:
    """One thing to measure of one system; `size` is 0 for the corpus that is encoded."""

    measure: str
    system: str
    size: int
    round: int


class _Bench:
    """Does tasks in a working folder."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._work: Path = options.work.resolve()
        self._sizes: list[int] = options.sizes
        self._encoded = Corpus(written(self._work / "encoded", options.passages, options.yardsticks))

    def measure(self, task: _Task) -> dict[str, Any]:
        """Return the figures of a task, of the run that other programs disturbed least."""
        found: list[dict[str, Any]] = []
        attempts = 1 if task.measure == "limits" else _ATTEMPTS  # which takes minutes, and medians itself
        while len(found) < attempts and not any(run["others"] < _DISTURBED for run in found):
            before, started = _used_by_others(), time.perf_counter()
            figures = getattr(self, task.measure)(task)
            capacity = (time.perf_counter() - started) * (os.cpu_count() or 1)
            found.append({**figures, "others": round((_used_by_others() - before) / capacity, 3)})
        return min(found, key=lambda run: run["others"])

    def limits(self, task: _Task) -> dict[str, Any]:
        """Measure the machine and the bare parts, in a process of its own."""
        folders = [self._encoded.folder, *(self._grown(size).folder for size in self._sizes)]
        command = [sys.executable, "-m", "benchmarks.speed.limits", str(model_folder(DEFAULT_MODEL))]
        done = subprocess.run([*command, *map(str, folders)], cwd=ROOT, stdout=subprocess.PIPE, check=True)
        return dict(json.loads(done.stdout))

    def index(self, task: _Task) -> dict[str, Any]:
        """Index the corpus with the model loaded; the folder is kept for `start`."""
        figures = self._build(task.system, self._encoded, self._work / "built" / task.system)
        return {**figures, "per_second": len(self._encoded.texts()) / figures["seconds"]}

    def start(self, task: _Task) -> dict[str, Any]:
        """Start a process and ask one question."""
        question, built = self._encoded.questions()[0], self._work / "built"
        started = time.perf_counter()
        if task.system == _ANSWER:
            command = [sys.executable, "footnote.py", "ask", question, "--index", str(built / "Footnote")]
            subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
            return {"seconds": time.perf_counter() - started}
        with Process(SYSTEMS[task.system], self._work) as process:
            process.do("open", folder=str(built / task.system))
            process.do("ask", questions=[question], askers=1)
            return {"seconds": time.perf_counter() - started}

    def ask(self, task: _Task) -> dict[str, Any]:
        """Open an index whose vectors were given, and ask questions, which are encoded."""
        corpus = self._grown(task.size)
        folder = corpus.folder / ("index" if task.system == "Footnote" else f"built/{task.system}")
        if not folder.exists():
            self._build(task.system, corpus, folder)
        with Process(SYSTEMS[task.system], self._work) as process:
            found: dict[str, Any] = {"open_seconds": process.do("open", folder=str(folder))["seconds"]}
            process.do("ask", questions=corpus.questions()[:_WARM], askers=1)
            for askers in ASKERS:
                found[str(askers)] = process.do("ask", questions=corpus.questions(), askers=askers)
        peak = max(found[str(askers)].pop("peak_mb") for askers in ASKERS)
        return {**found, "peak_mb": peak, "disk_mb": _megabytes(folder)}

    def _build(self, system: str, corpus: Corpus, folder: Path) -> dict[str, Any]:
        """Build an index, which has its name only when it is whole."""
        new = self._work / "new"
        for earlier in (new, folder):
            shutil.rmtree(earlier, ignore_errors=True)
        with Process(SYSTEMS[system], self._work) as process:
            figures = process.do("build", corpus=str(corpus.folder), folder=str(new))
        folder.parent.mkdir(exist_ok=True)
        new.rename(folder)
        return {**figures, "disk_mb": _megabytes(folder)}

    def _grown(self, size: int) -> Corpus:
        return Corpus(grown(self._work / f"grown-{size}", size))


def main() -> None:
    """Measure what is not measured yet, until the time is over; write the report when all is there."""
    options = _options()
    options.work.mkdir(parents=True, exist_ok=True)
    log = options.work / "measured.jsonl"
    lines = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    for started in SYSTEMS.values():
        environment(started.script, options.work.resolve())
    bench, end = _Bench(options), time.monotonic() + 60 * options.minutes
    head = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(head, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    for task in _tasks(options.sizes, options.rounds):
        if any(asdict(task).items() <= line.items() for line in lines):
            continue
        if time.monotonic() > end:
            print("the time is over: run the same command again to go on", file=sys.stderr)
            return
        print(task, file=sys.stderr)
        figures = bench.measure(task)
        day = time.strftime("%Y-%m-%d")
        lines.append({**asdict(task), "commit": commit, "date": day, "figures": figures})
        with log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(lines[-1]) + "\n")
    write(lines, options.report)
    print(f"all is measured: see {options.report / 'speed.md'}", file=sys.stderr)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True, help="where environments, indexes and figures go")
    parser.add_argument("--yardsticks", type=Path, help="public documents to index, in place of made-up ones")
    parser.add_argument("--passages", type=int, default=1_300, help="about how many of them are encoded")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=9, help="when to stop until the next time")
    parser.add_argument("--report", type=Path, default=ROOT / "docs", help="where the report is written")
    return parser.parse_args()


def _tasks(sizes: list[int], rounds: int) -> Iterator[_Task]:
    """Yield what is measured: in each round every system in turn, the other way round in every second one.

    How the index grows takes long, so that sizes below the largest have one round.
    """
    for number in range(rounds):
        asked = sizes if number == 0 else [max(sizes)]
        for measure, size in (("index", 0), ("start", 0), *(("ask", size) for size in asked)):
            names = [*SYSTEMS, *([_ANSWER] if measure == "start" else [])]
            yield from (_Task(measure, name, size, number) for name in names[:: -1 if number % 2 else 1])
    yield _Task("limits", "machine", 0, 0)


def _used_by_others() -> float:
    """Return the processor seconds that were not spent by this process and those that it waited for."""
    stat = Path("/proc/stat")
    if not stat.exists():
        return 0.0
    user, nice, system, _, _, *interrupts = map(int, stat.read_text().split("\n")[0].split()[1:9])
    busy = (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")
    return busy - sum(os.times()[:4])


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


if __name__ == "__main__":
    main()
