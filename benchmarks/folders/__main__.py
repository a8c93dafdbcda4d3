"""Ask the questions of each folder and print what is right.

    python -m benchmarks.folders --work FOLDER [--sets pages,clinic] [--originals FOLDER] [--no-reader]
        [--page]

Shares of the questions that stand alone (first statement right, any, right document, refused though
answerable), of follow-ups (first, any), of what nothing answers (refused), and the AUROC of the confidence.
`--originals` asks the questions about the seeds of the reports that the seeds retell, too. `--page` writes
docs/folders.json and docs/folders.md, beside what each set had when it was first asked. `footnote eval` says
more of one folder.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.folders.page import write
from benchmarks.folders.sets import FOLDER, OF_SEEDS, OF_TESTS, SETS, of_originals
from benchmarks.stamp import where_and_when
from index.encode import load_encoder
from index.library import Library
from index.sync import sync
from qa.ask import Asker
from qa.cases import read_cases
from qa.evaluate import Outcome, evaluate
from qa.readers import DEFAULT_READER, load_reader
from qa.summary import summarise

_SEEDS = FOLDER.parent.parent / "seeds"
_TESTS = FOLDER.parent.parent / "tests" / "data"
_COLUMNS = (
    ("first", "first"),
    ("any", "any"),
    ("document", "document"),
    ("silent", "silent"),
    ("follow-ups", "follow_ups"),
    ("any", "follow_ups_any"),
    ("refused", "refused"),
    ("AUROC", "auroc"),
)
"""The heads of what is printed, and the figures below them."""


def main() -> None:
    """Index, ask, print, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder for indexes, kept for the next run")
    parser.add_argument("--sets", default=",".join((*OF_TESTS, *SETS)))
    parser.add_argument("--originals", type=Path, help="folder of the reports that the seeds retell")
    parser.add_argument("--no-reader", action="store_true")
    parser.add_argument("--page", action="store_true", help="write docs/folders.json and docs/folders.md")
    options = parser.parse_args()
    encoder, reader = load_encoder(), None if options.no_reader else load_reader(DEFAULT_READER)
    stamp = where_and_when()
    print(f"{'':20}" + "".join(f"{head:>12}" for head, _ in _COLUMNS))
    for name, index, documents, questions in _asked(options.sets.split(","), options.originals):
        library = Library.open(options.work / index, create=True)
        sync(library, documents, encoder)
        outcomes = evaluate(Asker(library, encoder, reader=reader), read_cases(questions))
        library.close()
        figures = _figures(outcomes)
        print(f"{name:20}" + "".join(f"{figures[key]:12.3f}" for _, key in _COLUMNS), flush=True)
        if options.page:
            write(name, {**figures, **stamp})


def _asked(sets: Sequence[str], originals: Path | None) -> Iterator[tuple[str, str, Path, Path]]:
    """Yield the name of each set, that of its index, its documents and its questions."""
    for name in sets:
        of_tests = OF_TESTS.get(name)
        questions = _TESTS / of_tests if of_tests else FOLDER / name / "questions.jsonl"
        if of_tests is None and name not in OF_SEEDS:
            yield name, name, FOLDER / name / "documents", questions
            continue
        yield name, "seeds", _SEEDS, questions
        if originals is not None:
            yield of_originals(name), "originals", originals, questions


def _figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Return the figures of a set: how many questions of each kind, and the shares."""
    found = summarise(outcomes)
    alone, after, nothing = (found[part] for part in ("answerable", "follow_ups", "unanswerable"))
    asked = [one for one in outcomes if one.answerable and not one.case.history]
    return {
        "alone": alone["count"],
        "after": after["count"],
        "nothing": nothing["count"],
        "first": alone["first_statement_right"],
        "any": alone["any_statement_right"],
        "document": alone["cites_right_document"],
        "silent": sum(not one.answer.answered for one in asked) / len(asked),
        "follow_ups": after["first_statement_right"],
        "follow_ups_any": after["any_statement_right"],
        "refused": nothing["refused"],
        "auroc": nothing["auroc"],
    }


if __name__ == "__main__":
    main()
