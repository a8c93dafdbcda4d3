"""Dossiers written for Footnote, and questions about them: `training/dossiers/*`.

A dossier is a folder of reports on one affair, as a reporter or a lawyer has them: they overlap, differ, and
lean on what a sentence before them names. Its `questions.jsonl` has a `Line` in every line. The passages are
those that Footnote makes of the reports; one that answers is told from the others of the whole dossier.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from index.encode import Encoder
from qa.standalone import Standalone
from training.data import Asked, Passage, chosen_by_hash, together
from training.documents import Cut, cut, near_ones, overlapping
from training.evidence_sets import read_lines

__all__ = [
    "DOSSIERS",
    "FOLDER",
    "OTHER_LANGUAGES",
    "Answer",
    "Line",
    "dossier_folders",
    "dossier_lines",
    "held_back",
    "load_dossiers",
    "only_measured",
    "read_dossier",
]

DOSSIERS = "dossiers"
"""What these are called among sets of questions."""

FOLDER = Path(__file__).with_name("dossiers")
OTHER_LANGUAGES = Path(__file__).with_name("languages")
"""Dossiers in other languages than English, on which no reader is trained."""
HELD_BACK = 6
OFTEN = 2
"""How many times a question counts that has an answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a question is answered: a whole sentence of a report and, if any, the words in it that do."""

    report: str
    sentence: str
    words: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A question and every place that answers it.

    `kind` is "fact", answered by words; "said" or "broad", by sentences; "follow", which leans on the
    question `before` it; or "none".
    """

    kind: str
    question: str
    before: str | None
    answers: tuple[Answer, ...]

    @property
    def asked(self) -> str:
        """The question as a reader is asked it: with what it inherits from the one before."""
        one = Standalone(" ".join(self.question.split()), self.before or "")
        return f"{one.told} {one.own}".strip()


def dossier_folders(folder: Path = FOLDER) -> list[Path]:
    """Return the folders of all dossiers."""
    return sorted(path.parent for path in folder.glob("*/questions.jsonl"))


def load_dossiers(encoder: Encoder, *, back: bool) -> tuple[list[Passage], list[Asked]]:
    """Return the passages and questions of every dossier, those held back or those to train on."""
    folders = (folder for folder in dossier_folders() if held_back(folder.name) is back)
    return together(read_dossier(folder, encoder) for folder in folders)


def held_back(name: str) -> bool:
    """Return whether a dossier is never trained on: a sixth of them, by a hash of the folder's name."""
    return chosen_by_hash(name, HELD_BACK)


def only_measured(name: str) -> bool:
    """Return whether nothing at all is fitted on a dossier: half of those held back."""
    return held_back(name) and chosen_by_hash(f"measured {name}", 2)


def dossier_lines(folder: Path) -> list[Line]:
    """Return the questions of a dossier."""
    rows = read_lines(folder / "questions.jsonl")
    return [Line(**{**row, "answers": tuple(Answer(**one) for one in row["answers"])}) for row in rows]


def read_dossier(folder: Path, encoder: Encoder) -> tuple[list[Passage], list[Asked]]:
    """Return the passages and questions of a dossier.

    Raises ValueError that names the question whose answer does not stand where it says.
    """
    paths = sorted(folder.glob("*.md"))
    reports = {path.name: cut(path, f"dossier {folder.name}") for path in paths}
    counts = [len(report.passages) for report in reports.values()]
    first = dict(zip(reports, accumulate(counts, initial=0), strict=False))
    passages = [passage for report in reports.values() for passage in report.passages]
    asked: list[Asked] = []
    unanswered: list[str] = []
    for line in dossier_lines(folder):
        found = [one for answer in line.answers for one in _places(line, answer, reports, first, passages)]
        asked += _asked(line.asked, found)
        unanswered += [] if found else [line.asked]
    return passages, asked + near_ones(unanswered, passages, encoder)


@dataclass(frozen=True, slots=True)
class _Place:
    passage: int
    spans: tuple[tuple[int, int], ...]
    whole: bool


def _asked(question: str, found: Sequence[_Place]) -> Iterator[Asked]:
    """Yield a question of each passage that answers it, by words where words are known there."""
    numbers = tuple(sorted({place.passage for place in found}))
    for number in numbers:
        here = [place for place in found if place.passage == number]
        whole = all(place.whole for place in here)
        spans = tuple(dict.fromkeys(span for place in here if place.whole is whole for span in place.spans))
        others = tuple(n for n in numbers if n != number)
        yield Asked(question, number, spans, whole=whole, often=OFTEN, others=others)


def _places(
    line: Line, answer: Answer, reports: dict[str, Cut], first: dict[str, int], passages: Sequence[Passage]
) -> Iterator[_Place]:
    """Yield the passages in which an answer stands, and where in them."""
    report = reports.get(answer.report)
    at = report.text.find(answer.sentence) if report else -1
    inside = answer.sentence.find(answer.words or "")
    if report is None or at < 0 or inside < 0:
        raise ValueError(f"{answer.report}: an answer to {line.question!r} does not stand there")
    start = at + inside
    end = start + len(answer.words or answer.sentence)
    for number, (begin, after) in enumerate(report.places, first[answer.report]):
        if begin < end and after > start:
            span = (max(start - begin, 0), min(end, after) - begin)
            sentences = overlapping([span], passages[number].sentences)
            if sentences:
                yield _Place(number, (span,) if answer.words else tuple(sentences), answer.words is None)
