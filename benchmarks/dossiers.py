"""Measure answers over dossiers: folders of reports on one affair that overlap and differ.

    python -m benchmarks.dossiers --work FOLDER [--together] [--no-reader]

Those of `training/dossiers` that nothing is fitted on, each with about eighty questions: facts, what somebody
said, open ones, follow-ups, and what no report says. Each is an index of its own, or all are one.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from sklearn.metrics import roc_auc_score

from benchmarks.yardsticks import Yardstick, opened, reports
from index.encode import SentenceEncoder, load_encoder
from index.library import Library
from qa.ask import Asker
from qa.calibration import load_calibration
from qa.cases import Case
from qa.evaluate import Outcome, evaluate
from qa.readers import DEFAULT_READER, load_reader
from training.dossiers import FOLDER, Line, dossier_folders, dossier_lines, only_measured

KINDS = ("fact", "said", "broad", "follow", "none")


def main() -> None:
    """Ask everything and print what is right of each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder for indexes, kept for the next run")
    parser.add_argument("--together", action="store_true", help="one index of all dossiers")
    parser.add_argument("--no-reader", action="store_true")
    parser.add_argument("--dossiers", type=Path, default=FOLDER, help="in place of those")
    options = parser.parse_args()
    folders = dossier_folders(options.dossiers)
    if options.dossiers == FOLDER:
        folders = [folder for folder in folders if only_measured(folder.name)]
    encoder, reader = load_encoder(), None if options.no_reader else load_reader(DEFAULT_READER)
    judge = load_calibration(reader=reader is not None)
    outcomes: list[Outcome] = []
    for group in [folders] if options.together else [[folder] for folder in folders]:
        library = _opened(group, options.work, encoder)
        outcomes += evaluate(Asker(library, encoder, judge, reader), list(_cases(group)))
        library.close()
    for line in _table(outcomes):
        print(line)


def _opened(folders: Sequence[Path], work: Path, encoder: SentenceEncoder) -> Library:
    """Return an index of some dossiers, brought in step."""
    name = folders[0].name if len(folders) == 1 else "together"
    documents = ((f"{folder.name}/{report}", text) for folder in folders for report, text in reports(folder))
    return opened(Yardstick(name, tuple(documents), ()), work, encoder)


def _cases(folders: Sequence[Path]) -> Iterator[Case]:
    for folder in folders:
        for number, line in enumerate(dossier_lines(folder)):
            yield _case(f"{line.kind} {folder.name} {number}", line, folder.name)


def _case(name: str, line: Line, folder: str) -> Case:
    """Return a question with the words that answer or, where none are marked, the sentences."""
    words = tuple(answer.words for answer in line.answers if answer.words)
    return Case(
        id=name,
        question=line.question,
        history=(line.before,) if line.before else (),
        answers=words,
        documents=tuple(f"{folder}/{answer.report}" for answer in line.answers),
        quotes=tuple(answer.sentence for answer in line.answers),
    )


def _table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield what is right of each kind, and how well the confidence tells what is answered at all."""
    for kind in KINDS:
        own = [o for o in outcomes if str(o.case.id).startswith(kind)]
        if not own:
            continue
        if kind == "none":
            yield f"none ({len(own)}): refused {_share(not o.answer.answered for o in own)}"
        else:
            yield (
                f"{kind} ({len(own)}): first {_share(o.first_right for o in own)}"
                f", any {_share(o.any_right for o in own)}, document {_share(o.cites_document for o in own)}"
                f", refused {_share(not o.answer.answered for o in own)}"
            )
    answerable = [o.answerable for o in outcomes]
    yield f"AUROC {roc_auc_score(answerable, [o.answer.confidence for o in outcomes]):.3f}"


def _share(those: Iterator[bool]) -> str:
    values = list(those)
    return f"{sum(values) / len(values):.3f}"


if __name__ == "__main__":
    main()
