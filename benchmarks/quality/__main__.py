"""Measure the quality of retrieval, answers, citations, silence and follow-ups on public benchmarks.

    python -m benchmarks.quality --yardsticks FOLDER --squad FOLDER --work FOLDER [--only PART]

Nothing here was trained on; samples are always the same. Writes docs/results.json and docs/results.md.
"""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.quality.answers import open_figures
from benchmarks.quality.citations import sentence_figures, span_figures
from benchmarks.quality.conversation import canard_figures, mtrag_figures
from benchmarks.quality.retrieval import paragraph_figures, scifact_figures
from benchmarks.quality.spans import gold_paragraphs
from benchmarks.stamp import where_and_when
from benchmarks.yardsticks import opened, yardstick
from index.encode import load_encoder
from qa.ask import Asker
from qa.calibration import Calibration, load_calibration
from qa.reader import Reader

DOCS = Path(__file__).parent.parent.parent / "docs"


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--yardsticks", type=Path, required=True)
    parser.add_argument("--squad", type=Path, required=True, help="folder with SQuAD 2.0 in its own schema")
    parser.add_argument("--work", type=Path, required=True, help="folder for indexes, kept for the next run")
    parser.add_argument("--questions", type=int, default=400, help="at most so many of each kind and set")
    parser.add_argument("--only", action="append", help="one part, or several", choices=list(PARTS))
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    path = DOCS / "results.json"
    results: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    measured, now = Measured(options), where_and_when()  # before the code that runs may be changed
    for name in options.only or list(PARTS):
        results[name] = {**now, "figures": PARTS[name](measured)}
        print(name, json.dumps(results[name]["figures"], indent=1), flush=True)
        path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        (DOCS / "results.md").write_text(as_markdown(results), encoding="utf-8")


class Measured:
    """What every part needs: the folders, the encoder, the reader, and both calibrations."""

    def __init__(self, options: argparse.Namespace) -> None:
        """Load the encoder and the reader at first use."""
        self.yardsticks: Path = options.yardsticks
        self.squad: Path = options.squad
        self.work: Path = options.work
        self.most: int = options.questions
        self.encoder = load_encoder()
        self.reader = Reader()
        fitted = {"reader": load_calibration(reader=True), "no reader": load_calibration()}
        self.thresholds = {name: calibration.threshold for name, calibration in fitted.items()}
        never_silent = {name: c.with_threshold(0.0) for name, c in fitted.items()}
        self.readers: dict[str, tuple[Reader | None, Calibration]] = {
            "reader": (self.reader, never_silent["reader"]),
            "no reader": (None, never_silent["no reader"]),
        }

    def open_set(self, name: str, *others: str) -> dict[str, Any]:
        """Return the figures of one set of questions and documents; `others` lend foreign questions."""
        source = yardstick(self.yardsticks, name)
        library = opened(source, self.work, self.encoder)
        askers = {n: Asker(library, self.encoder, c, r) for n, (r, c) in self.readers.items()}
        foreign = [q for other in others for q in yardstick(self.yardsticks, other).questions]
        figures = open_figures(source, askers, foreign, self.most, self.thresholds)
        library.close()
        return figures


PARTS: dict[str, Callable[[Measured], dict[str, Any]]] = {
    "SQuAD 1.1 open": lambda m: m.open_set("squad-v1.1-dev", "clapnq-dev", "hotpotqa-100"),
    "SQuAD 2.0 open": lambda m: m.open_set("squad-v2.0-dev", "clapnq-dev", "hotpotqa-100"),
    "CLAPNQ open": lambda m: m.open_set("clapnq-dev", "squad-v1.1-dev", "hotpotqa-100"),
    "SQuAD 2.0, paragraph given": lambda m: gold_paragraphs(
        m.squad / "squad-v2-visible.json", m.reader, m.most
    ),
    "SciFact retrieval": lambda m: scifact_figures(m.yardsticks, m.work, m.encoder),
    "SQuAD 1.1 retrieval": lambda m: paragraph_figures(m.yardsticks, m.work, m.encoder, 4 * m.most),
    "CLAPNQ evidence": lambda m: sentence_figures(
        m.yardsticks, "clapnq-dev", m.work, m.encoder, m.readers, m.most
    ),
    "SciFact evidence": lambda m: sentence_figures(
        m.yardsticks, "scifact", m.work, m.encoder, m.readers, m.most
    ),
    "Chroma spans": lambda m: span_figures(m.yardsticks, m.work, m.encoder, m.readers, m.most),
    "MTRAG-UN": lambda m: mtrag_figures(m.yardsticks, m.work, m.encoder),
    "CANARD": lambda m: canard_figures(m.yardsticks, 4 * m.most),
}


def as_markdown(results: dict[str, Any]) -> str:
    """Return the results as a page: a table for each part, with machine, date and commit."""
    lines = [
        "# Results on public benchmarks",
        "",
        "Written by `python -m benchmarks.quality` on questions that nothing was trained on; "
        "`docs/quality.md` says what the figures mean.",
    ]
    for name, result in results.items():
        lines += [
            "",
            f"## {name}",
            "",
            f"{result['date']}, {result['machine']}, commit {result['commit']}.",
            "",
        ]
        lines += ["| | |", "|---|---|"]
        for key, value in _flat(result["figures"]):
            lines.append(f"| {key.replace('_', ' ')} | {value} |")
    return "\n".join(lines) + "\n"


def _flat(figures: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in figures.items():
        if isinstance(value, dict):
            found += _flat(value, f"{prefix}{key}: ")
        elif value is not None:
            found.append((prefix + key, f"{value[0]}–{value[1]}" if isinstance(value, list) else str(value)))
    return found


if __name__ == "__main__":
    main()
