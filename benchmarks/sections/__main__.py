"""Fit and measure how sections and lists are found (`qa.sections`).

    python -m benchmarks.sections --work FOLDER [--out qa/sections.json]

Sets of fourteen documents with headings and lists, each with 168 questions: for lists (28), for what a
section says as a whole (28), for facts (70), and for what no document says (42). Each of five sets is
measured with weights fitted on the four others; what is written with `--out` is fitted on all five. A sixth
is only measured.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.sections.fit import fit, right_first
from benchmarks.sections.observe import HELD_BACK, SETS, observe, opened, questions
from index.encode import load_encoder
from qa.ask import Asker
from qa.calibration import load_calibration
from qa.evidence import EvidenceFinder
from qa.readers import DEFAULT_READER, load_reader
from qa.types import Answer
from training.documents import Line

THRESHOLD = 0.55
_ENOUGH_ITEMS, _ENOUGH_SENTENCES = 0.8, 2


def main() -> None:
    """Fit on all sets but one, measure on that, and write what is fitted on all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder for indexes, kept for the next run")
    parser.add_argument("--out", type=Path, help="where to write the weights fitted on all sets")
    parser.add_argument("--threshold", type=float, default=THRESHOLD)
    options = parser.parse_args()
    value: dict[str, Any] = {}
    for name, reader in (("with_reader", load_reader(DEFAULT_READER)), ("without_reader", None)):
        print(name)
        value[name] = _run(options.work, options.threshold, reader)
    if options.out:
        options.out.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")


def _run(work: Path, threshold: float, reader: Any) -> dict[str, Any]:  # noqa: ANN401
    encoder, judge = load_encoder(), load_calibration(reader=reader is not None)
    finder = EvidenceFinder(encoder, judge, reader)
    libraries = {name: opened(name, work, encoder) for name in (*SETS, HELD_BACK)}
    observed = {name: observe(questions(name), libraries[name], encoder, finder) for name in libraries}
    total: dict[str, Counter[str]] = {}
    for name in libraries:
        fitted = fit(
            [o for other in SETS if other != name for o in observed[other]], threshold, finder.vectors
        )
        print(f"{name}: right section first {right_first(observed[name], fitted):.3f}")
        found = _asked(Asker(libraries[name], encoder, judge, reader, fitted), questions(name))
        if name == HELD_BACK:
            _show(found)
        for kind, verdicts in found.items() if name in SETS else ():
            total.setdefault(kind, Counter()).update(verdicts)
    _show(total)
    for library in libraries.values():
        library.close()
    fitted = fit([one for name in SETS for one in observed[name]], threshold, finder.vectors)
    return {"order": fitted.order.to_json(), "answer": fitted.answer.to_json(), "threshold": threshold}


def _show(found: dict[str, Counter[str]]) -> None:
    for kind, verdicts in found.items():
        shares = ", ".join(f"{v} {n / verdicts.total():.3f}" for v, n in sorted(verdicts.items()))
        print(f"{kind} ({verdicts.total()}): {shares}", flush=True)


def _asked(asker: Asker, asked: Sequence[Line]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for one in asked:
        found.setdefault(one.kind, Counter())[verdict(one, asker.ask(one.question))] += 1
    return found


def verdict(asked: Line, answer: Answer) -> str:
    """Return what an answer is worth: right, in part, wrong, refused, or, where nothing answers, answered.

    A list is right where four fifths of its items are quoted, a section where two of its sentences are, a
    fact where the first statement has it; "part" is one of them, or a fact in a further statement.
    """
    if not answer.answered:
        return "refused"
    if not asked.answers:
        return "answered"
    quotes = [plain(statement.quote) for statement in answer.statements]
    met = [any(wanted in said or said in wanted for said in quotes) for wanted in map(plain, asked.answers)]
    right = {
        "list": sum(met) >= _ENOUGH_ITEMS * len(met),
        "section": sum(met) >= min(_ENOUGH_SENTENCES, len(met)),
        "fact": any(plain(wanted) in quotes[0] for wanted in asked.answers),
    }[asked.kind]
    return "right" if right else "part" if any(met) else "wrong"


def plain(text: str) -> str:
    """Return a text without the marks of Markdown, in lower case, its spaces single."""
    return " ".join(text.replace("*", "").replace("_", " ").replace("`", "").split()).lower()


if __name__ == "__main__":
    main()
