"""Questions and claims with the sentences that answer them, from public sets other than SQuAD's.

SciFact's claims with the sentences of abstracts that decide them, Natural Questions with evidence sentences
(CLAPNQ), and COVID-QA's questions on scientific papers; each as `documents.jsonl` and `questions.jsonl` in a
folder of its name. Half of each set, by a hash of the document that a question is about, is never trained on.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from index.sentences import sentence_spans
from training.data import Asked, Passage, chosen_by_hash

__all__ = ["EVIDENCE_SETS", "held_back_half", "load_evidence", "read_lines", "sentence_places"]

CLAPNQ, COVID, SCIFACT = "clapnq-dev", "covid-qa-200423", "scifact"
EVIDENCE_SETS = (CLAPNQ, COVID, SCIFACT)
_OFTEN = {CLAPNQ: 4, COVID: 2, SCIFACT: 4}
_PART = 900
"""A paper is read in parts of about so many characters."""

Row = dict[str, Any]


def held_back_half(row: Row) -> bool:
    """Return whether a question of these sets is in the half that is never trained on."""
    about = [*row["relevant"], row.get("distractor") or "", row["id"]]
    return chosen_by_hash(next(filter(None, about)), 2)


def load_evidence(folder: Path, *, back: bool) -> tuple[list[Passage], list[Asked]]:
    """Return the passages and questions of the three sets, those held back or those to train on."""
    passages: list[Passage] = []
    asked: list[Asked] = []
    for name in (SCIFACT, CLAPNQ):
        numbers = {}
        for row in read_lines(folder / name / "documents.jsonl"):
            numbers[row["id"]] = len(passages)
            passages.append(_of_sentences(name, row))
        asked += _of_evidence(name, numbers, passages, _questions(folder / name, back))
    _add_papers(folder / COVID, passages, asked, back)
    return passages, asked


def sentence_places(sentences: Sequence[str], start: int = 0) -> list[tuple[int, int]]:
    """Return where each sentence stands when they are joined by spaces; the first one at `start`."""
    found: list[tuple[int, int]] = []
    for sentence in sentences:
        found.append((start, start + len(sentence)))
        start += len(sentence) + 1
    return found


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the values of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def _of_sentences(source: str, row: Row) -> Passage:
    sentences = row["sentences"]
    return Passage(source, row["title"], " ".join(sentences), tuple(sentence_places(sentences)))


def _of_evidence(
    name: str, numbers: Mapping[str, int], passages: list[Passage], rows: Iterable[Row]
) -> Iterator[Asked]:
    for row in rows:
        right: dict[str, set[int]] = {}
        for one in row.get("evidence") or ():
            right.setdefault(one["document_id"], set()).update(one["sentences"])
        for annotated in row.get("evidence_sentences") or ():
            right.setdefault(row["relevant"][0], set()).update(annotated)
        others = {*row["relevant"], row.get("distractor")} - right.keys() - {None}
        for document in sorted([*right, *others]):
            if document in numbers:
                spans = passages[numbers[document]].sentences
                answers = tuple(spans[i] for i in sorted(right.get(document, ())))
                yield Asked(row["question"], numbers[document], answers, whole=True, often=_OFTEN[name])


def _add_papers(folder: Path, passages: list[Passage], asked: list[Asked], back: bool) -> None:
    """Add papers in parts, and the questions whose answer lies within one of them."""
    parts: dict[str, list[tuple[int, int]]] = {}
    for row in read_lines(folder / "documents.jsonl"):
        spans = sentence_spans(row["text"], "en")
        for first, start, end in _parts(spans):
            sentences = tuple((a - start, b - start) for a, b in spans[first:] if b <= end)
            parts.setdefault(row["id"], []).append((start, len(passages)))
            passages.append(Passage(COVID, row["title"], row["text"][start:end], sentences))
    for row in _questions(folder, back):
        for span in row["spans"][:1]:
            start, number = max(part for part in parts[row["relevant"][0]] if part[0] <= span["start"])
            place = (span["start"] - start, min(span["end"] - start, len(passages[number].text)))
            asked.append(Asked(row["question"], number, (place,), often=_OFTEN[COVID]))


def _parts(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield each part's first sentence, start and end."""
    first = 0
    for i, (_, end) in enumerate(spans):
        if end - spans[first][0] >= _PART or i == len(spans) - 1:
            yield first, spans[first][0], end
            first = i + 1


def _questions(folder: Path, back: bool) -> Iterator[Row]:
    return (row for row in read_lines(folder / "questions.jsonl") if held_back_half(row) is back)
