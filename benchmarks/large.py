"""How an index behaves as it grows, to a million passages: opening, asking, choosing, adding, and memory.

    python -m benchmarks.large --folder FOLDER --passages 1000 10000 100000 1000000

One index below FOLDER (at a million: 4.5 GB) grows from size to size; each step is a process of its own that
prints one line of JSON. Documents are real files with their record; sizes are log-normal (median 8 passages).
Words are the sentences of the seeds recombined, half of their longer words replaced by made-up ones, as
frequent as Zipf's law says; vectors are drawn from topics and documents (see `Draw`). Nothing is encoded.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.large_data import Asked, Clustered, make, more_files, questions
from index.library import Library
from index.sync import sync
from index.types import EVERYTHING, Scope
from qa.retrieve import retrieve

Clock = Callable[[], float]
_QUESTIONS, _WARM = 300, 20
_ADDED = 1_000


def main() -> None:
    """Make what is missing, measure each size in a process of its own, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--passages", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--only", choices=["make", "derive", "measure", "add"], help="one step, for one size")
    options = parser.parse_args()
    if options.only:
        step = {"make": _make, "derive": _derive, "measure": _measure, "add": _add}[options.only]
        print(json.dumps(step(options.folder, options.passages[0])))
        return
    for count in options.passages:
        for step_name in ("make", "derive", "measure", "add"):
            command = [sys.executable, "-m", "benchmarks.large", "--folder", str(options.folder)]
            subprocess.run([*command, "--passages", str(count), "--only", step_name], check=True)


def _make(folder: Path, count: int) -> dict[str, Any]:
    started = time.perf_counter()
    made = make(folder, count)
    return {"passages": count, "documents": made, "make_seconds": round(time.perf_counter() - started, 1)}


def _derive(folder: Path, count: int) -> dict[str, Any]:
    """Derive the search engine of what was added, from the record alone."""
    library = Library.open(folder / "index")
    started = time.perf_counter()
    library.engine()
    seconds = time.perf_counter() - started
    library.close()
    megabytes = {
        name: round(sum(p.stat().st_size for p in path) / 1e6)
        for name, path in (
            ("record", (folder / "index").glob("record.sqlite*")),
            ("derived", (p for p in (folder / "index" / "derived").rglob("*") if p.is_file())),
        )
    }
    return {
        "passages": count,
        "derive_seconds": round(seconds, 1),
        "megabytes": megabytes,
        "memory": _memory(),
    }


def _measure(folder: Path, count: int) -> dict[str, Any]:
    asked = questions(folder / "index", _QUESTIONS)
    started = time.perf_counter()
    library = Library.open(folder / "index")
    engine = library.engine()
    result: dict[str, Any] = {
        "passages": len(engine),
        "open_seconds": round(time.perf_counter() - started, 3),
    }
    encoder = Clustered(asked)
    result["retrieve_ms"] = _spread([_timed(library, encoder, one) for one in asked][_WARM:])
    result["retrieve_processor_ms"] = _spread(
        [_timed(library, encoder, one, clock=time.thread_time) for one in asked]
    )
    result["vectors_ms"] = _spread([_clock(engine.nearest, one.vector, 60) for one in asked])
    result["words_ms"] = _spread([_clock(engine.matching, one.question, 60) for one in asked])
    result["memory"] = _memory()
    scopes = {
        "all": EVERYTHING,
        "a folder of 20": Scope(folders=("part07",)),
        "a year of 20": Scope(since="2019"),
    }
    exact = _exact(library, asked, scopes)
    for name, scope in scopes.items():
        first = _timed(library, encoder, asked[0], scope)
        found = [[n for n, _ in engine.nearest(one.vector, 60, scope)[:10]] for one in asked]
        shares = [len(set(a) & set(b)) / max(1, len(b)) for a, b in zip(found, exact[name], strict=True)]
        result[f"scope: {name}"] = {
            "recall_at_10": round(float(np.mean(shares)), 4),
            "first_ms": round(first * 1e3, 1),
            "retrieve_ms": _spread([_timed(library, encoder, one, scope) for one in asked]),
        }
    result["frequency_ms"] = _spread([_clock(engine.frequency, "government") for _ in range(20)])
    result["documents_ms"] = _spread([_clock(library.documents) for _ in range(5)])
    library.close()
    return result


def _add(folder: Path, count: int) -> dict[str, Any]:
    """Add a thousand passages in files to the folder, bring the index in step, then take them away again."""
    library = Library.open(folder / "index")
    documents = folder / "documents"
    encoder = Clustered([])
    result: dict[str, Any] = {"passages": count}
    sync(library, documents, encoder)
    for name in ("nothing", "add", "remove"):
        if name == "add":
            more_files(documents, _ADDED)
        for path in documents.glob("more/*") if name == "remove" else ():
            path.unlink()
        started = time.perf_counter()
        report = sync(library, documents, encoder)
        result[f"{name}_seconds"] = round(time.perf_counter() - started - encoder.seconds, 2)
        result[f"{name}_passages"] = report.encoded
        encoder.seconds = 0.0
    result["memory"] = _memory()
    library.close()
    return result


def _timed(
    library: Library,
    encoder: Clustered,
    one: Asked,
    scope: Scope = EVERYTHING,
    clock: Clock = time.perf_counter,
) -> float:
    return _clock(retrieve, library, encoder, one.question, 12, scope, clock=clock)


def _clock(action: Callable[..., object], *arguments: object, clock: Clock = time.perf_counter) -> float:
    started = clock()
    action(*arguments)
    return clock() - started


def _spread(seconds: Sequence[float]) -> dict[str, float]:
    p50, p95 = np.percentile(seconds, [50, 95]) * 1e3
    return {"p50": round(float(p50), 2), "p95": round(float(p95), 2), "best": round(min(seconds) * 1e3, 2)}


def _exact(library: Library, asked: Sequence[Asked], scopes: dict[str, Scope]) -> dict[str, list[list[int]]]:
    """Return the numbers of the ten nearest passages of each question, by comparing all vectors."""
    queries = np.stack([one.vector for one in asked])
    inside = {name: {info.id for info in library.within(scope)} for name, scope in scopes.items()}
    of = dict(library.record.searchable().tolist())
    ids = {number: id_ for number, id_, *_ in library.record.headers()}
    best: dict[str, list[list[tuple[float, int]]]] = {name: [[] for _ in asked] for name in scopes}
    for numbers, vectors in library.record.vectors(Clustered.model_id):
        scores = queries @ vectors.T
        for name, covered in inside.items():
            mask = np.asarray([ids[of[number]] in covered for number in numbers])
            kept = np.asarray(numbers)[mask]
            for row, top in zip(scores[:, mask], best[name], strict=True):
                first = np.argsort(-row)[:10]
                top += [(float(row[i]), int(kept[i])) for i in first]
                top.sort(reverse=True)
                del top[10:]
    return {name: [[number for _, number in top] for top in tops] for name, tops in best.items()}


def _memory() -> dict[str, int]:
    """Return megabytes: the most that was resident; and what is now, of its own and of files."""
    found = {"most": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}
    status = Path("/proc/self/status")
    for line in status.read_text().splitlines() if status.exists() else ():
        if line.startswith(("RssAnon", "RssFile")):
            found[line.split(":")[0]] = int(line.split()[1]) // 1024
    return found


if __name__ == "__main__":
    main()
