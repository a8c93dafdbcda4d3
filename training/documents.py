"""Documents with headings written for Footnote, and questions about them: `training/documents/*`.

The passages are those that Footnote makes of the files, headings, items of lists and all. Beside facts they
are asked for what a whole list or section says, and for what a section nearby nearly says. A folder holds
`documents/*.md` and `questions.jsonl`, whose lines have the fields of `Line`.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.encode import Encoder
from index.read import read_file
from index.split import Piece, split
from index.types import context, lowest_heading
from training.data import Asked, Passage, chosen_by_hash, together

__all__ = [
    "Cut",
    "Line",
    "cut",
    "document_folders",
    "load_documents",
    "near_ones",
    "overlapping",
    "read_documents",
    "read_line",
]

FOLDER = Path(__file__).with_name("documents")
HELD_BACK = 7
OFTEN = 2
"""How many times a question counts that has an answer."""
NEAREST = 3
"""Of how many passages a question is asked that has none."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A question, and what answers it: in which file, below which heading, in which words of it.

    `kind` is "list" or "section", whose answers are whole sentences; "fact", or "none", which has no heading.
    `id` names it where that is asked for.
    """

    kind: str
    question: str
    document: str
    heading: str | None
    answers: tuple[str, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """A file's text and what Footnote searches of it: passages, where each stands, the last heading above."""

    text: str
    passages: list[Passage]
    places: list[Span]
    headings: list[str]


def document_folders() -> list[Path]:
    """Return the folders of documents with their questions."""
    return sorted(path.parent for path in FOLDER.glob("*/questions.jsonl"))


def load_documents(encoder: Encoder, *, back: bool) -> tuple[list[Passage], list[Asked]]:
    """Return the passages and questions of every document, those held back or those to train on."""
    return together(read_documents(folder, encoder, back=back) for folder in document_folders())


def held_back(name: str) -> bool:
    """Return whether a document is never trained on: a seventh of them, by a hash of the file's name."""
    return chosen_by_hash(name, HELD_BACK)


def read_documents(folder: Path, encoder: Encoder, *, back: bool) -> tuple[list[Passage], list[Asked]]:
    """Return the passages and questions of a folder, of the documents held back or of the others.

    Raises ValueError that names the question whose answer does not stand below its heading.
    """
    lines = [read_line(line) for line in (folder / "questions.jsonl").read_text("utf-8").splitlines()]
    parts: list[tuple[list[Passage], list[Asked]]] = []
    for path in sorted((folder / "documents").glob("*.md")):
        if held_back(path.name) is back:
            document = cut(path, f"document {path.stem}", headed=True)
            own = [line for line in lines if line.document == path.name]
            answered = [one for line in own if line.answers for one in _asked(line, document)]
            unanswered = [line.question for line in own if not line.answers]
            parts.append((document.passages, answered + near_ones(unanswered, document.passages, encoder)))
    return together(parts)


def read_line(line: str) -> Line:
    """Return a line of `questions.jsonl`."""
    value = json.loads(line)
    return Line(**{**value, "answers": tuple(value["answers"])})


def cut(path: Path, source: str, *, headed: bool = False) -> Cut:
    """Return a file of one document as Footnote cuts it; `source` and `headed` are those of the passages."""
    (reading,) = read_file(path.read_bytes(), path.name).documents
    document = reading.document
    pieces = [p for p in split(document.text, reading.blocks, document.language) if p.searchable]
    passages = [_passage(source, document.title, document.text, piece, headed) for piece in pieces]
    places = [(piece.start, piece.end) for piece in pieces]
    return Cut(document.text, passages, places, [lowest_heading(piece.heading) for piece in pieces])


def _passage(source: str, title: str, text: str, piece: Piece, headed: bool) -> Passage:
    spans = tuple((a - piece.start, b - piece.start) for a, b in piece.sentences)
    above = context(title, piece.heading)
    return Passage(source, above, text[piece.start : piece.end], spans, headed)


def _asked(line: Line, document: Cut) -> Iterator[Asked]:
    """Yield a question for each passage below its heading that holds some of its answers."""
    whole, found = line.kind != "fact", 0
    for number, passage in enumerate(document.passages):
        if document.headings[number] == line.heading:
            places = [(at, at + len(a)) for a in line.answers if (at := passage.text.find(a)) >= 0]
            found += len(places)
            if whole:
                places = overlapping(places, passage.sentences)
            if places:
                yield Asked(line.question, number, tuple(places), whole=whole, often=OFTEN)
    if found < len(line.answers):
        raise ValueError(f"{line.document}: not below {line.heading!r}: an answer to {line.question!r}")


def overlapping(places: Sequence[Span], sentences: Sequence[Span]) -> list[Span]:
    """Return the sentences that share characters with one of the places."""
    return [(a, b) for a, b in sentences if any(start < b and end > a for start, end in places)]


def near_ones(questions: Sequence[str], passages: Sequence[Passage], encoder: Encoder) -> list[Asked]:
    """Return questions without an answer, each asked of the passages that the encoder finds nearest."""
    if not questions:
        return []
    alike = encoder.encode(questions) @ encoder.encode([f"{p.title}\n{p.text}" for p in passages]).T
    order = (-alike).argsort(axis=1)[:, :NEAREST]
    return [Asked(q, int(n), ()) for q, numbers in zip(questions, order, strict=True) for n in numbers]
