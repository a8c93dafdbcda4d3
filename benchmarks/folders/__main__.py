"""Ask the questions of each folder and print what is right.

    python -m benchmarks.folders --work FOLDER [--sets pages,clinic] [--originals FOLDER] [--no-reader]

Shares of the questions that stand alone (first statement right, any, right document, refused though
answerable), of follow-ups (first, any), of what nothing answers (refused), and the AUROC of the confidence.
`--originals` asks the questions of `seeds` and `seeds2` of the reports that the seeds retell, too. `footnote
eval` says more of one folder.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.encode import load_encoder
from index.library import Library
from index.sync import sync
from qa.ask import Asker
from qa.cases import read_cases
from qa.evaluate import Outcome, evaluate
from qa.readers import DEFAULT_READER, load_reader
from qa.summary import summarise

FOLDER = Path(__file__).parent
OF_SEEDS = ("seeds", "seeds2", "seeds3", "seeds4", "seeds5", "seeds6")
"""The sets that ask of the documents in seeds/."""
_FOLDERS = """
    pages affair analyst clinic wire crawl office law scholar town works lands school lab archive
    press court inquiry dataroom practice helpdesk
    """.split()
SETS = (*_FOLDERS, *OF_SEEDS)
_SEEDS = FOLDER.parent.parent / "seeds"
_HEAD = ("first", "any", "document", "silent", "follow-ups", "any", "refused", "AUROC")


def main() -> None:
    """Index, ask and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder for indexes, kept for the next run")
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--originals", type=Path, help="folder of the reports that the seeds retell")
    parser.add_argument("--no-reader", action="store_true")
    options = parser.parse_args()
    encoder, reader = load_encoder(), None if options.no_reader else load_reader(DEFAULT_READER)
    print(f"{'':10}" + "".join(f"{name:>12}" for name in _HEAD))
    for name, documents, questions in _asked(options.sets.split(","), options.originals):
        library = Library.open(options.work / name, create=True)
        sync(library, documents, encoder)
        outcomes = evaluate(Asker(library, encoder, reader=reader), read_cases(questions))
        library.close()
        print(f"{name:10}" + "".join(f"{value:12.3f}" for value in _figures(outcomes)), flush=True)


def _asked(sets: Sequence[str], originals: Path | None) -> Iterator[tuple[str, Path, Path]]:
    """Yield the name, the documents and the questions of each set."""
    for name in sets:
        questions = FOLDER / name / "questions.jsonl"
        yield name, _SEEDS if name in OF_SEEDS else FOLDER / name / "documents", questions
        if name in OF_SEEDS and originals is not None:
            yield name.replace("seeds", "originals"), originals, questions


def _figures(outcomes: Sequence[Outcome]) -> Iterator[float]:
    """Yield the figures of a set in the order of `_HEAD`."""
    found = summarise(outcomes)
    alone, after, nothing = (found[part] for part in ("answerable", "follow_ups", "unanswerable"))
    yield from (alone["first_statement_right"], alone["any_statement_right"], alone["cites_right_document"])
    asked = [one for one in outcomes if one.answerable and not one.case.history]
    yield sum(not one.answer.answered for one in asked) / len(asked)
    yield from (after["first_statement_right"], after["any_statement_right"])
    yield from (nothing["refused"], nothing["auroc"])


if __name__ == "__main__":
    main()
