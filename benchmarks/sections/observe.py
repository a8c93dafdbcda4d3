"""The sets of documents and questions that were written for it, and what is measured of their sections."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.encode import SentenceEncoder
from index.library import Library
from index.sync import sync
from index.types import lowest_heading
from qa.evidence import EvidenceFinder
from qa.features import Weights, word_weights
from qa.question import Question, read_question
from qa.retrieve import retrieve
from qa.sections import Section, measured_sections
from qa.ways import PASSAGES
from training.documents import Line, read_line

__all__ = ["HELD_BACK", "SETS", "Observed", "observe", "opened", "questions"]

_FOLDER = Path(__file__).resolve().parent / "sets"
SETS = tuple("abcde")
"""What is fitted on, each measured with weights fitted on the others."""
HELD_BACK = "f"
"""What was written after all was fitted, and is only measured."""


@dataclass(frozen=True, slots=True)
class Observed:
    """A question as it was read, and its sections as they were measured.

    `right` says of each section whether it is the one that the question was written for.
    """

    asked: Line
    question: Question
    weights: Weights
    sections: tuple[Section, ...]
    right: tuple[bool, ...]


def questions(name: str) -> list[Line]:
    """Return the questions of a set."""
    lines = (_FOLDER / name / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return list(map(read_line, lines))


def opened(name: str, work: Path, encoder: SentenceEncoder) -> Library:
    """Return an index of a set's documents, brought in step."""
    library = Library.open(work / name, create=True)
    sync(library, _FOLDER / name / "documents", encoder)
    return library


def observe(
    asked: Sequence[Line], library: Library, encoder: SentenceEncoder, finder: EvidenceFinder
) -> list[Observed]:
    """Return what is measured of the sections that are found for some questions."""
    found: list[Observed] = []
    for one in asked:
        retrieval = retrieve(library, encoder, one.question, PASSAGES)
        question = read_question(one.question, retrieval.languages)
        weights = word_weights(question, library.engine())
        evidence = finder.find_evidence(question, retrieval, library.engine())
        sections = measured_sections(question, retrieval, evidence, weights, library, finder.vectors)
        right = tuple(_is_right(one, section) for section in sections)
        found.append(Observed(one, question, weights, tuple(sections), right))
    return found


def _is_right(asked: Line, section: Section) -> bool:
    passage = section.match.hit.passage
    own = lowest_heading(passage.heading)
    return asked.heading == own and asked.document == passage.document_id
