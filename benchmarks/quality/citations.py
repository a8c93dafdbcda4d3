"""What is quoted against what should be: evidence sentences, and characters of gold spans."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.quality.answers import sample
from benchmarks.yardsticks import Asked, Yardstick, file_name, opened, read_lines
from index.encode import Encoder
from index.library import Library
from qa.ask import Asker
from qa.calibration import Calibration
from qa.evidence import PassageReader
from qa.measures import overlap
from qa.retrieve import retrieve
from training.evidence_sets import held_back_half, sentence_places

__all__ = ["sentence_figures", "span_figures"]

_RETRIEVED = 5
Gold = dict[str, list[set[tuple[str, int]]]]
"""For each question the right sentences (document, number), as each annotator has them."""


def sentence_figures(
    folder: Path,
    name: str,
    work: Path,
    encoder: Encoder,
    readers: Mapping[str, tuple[PassageReader | None, Calibration]],
    most: int,
) -> dict[str, Any]:
    """Return F1 of the sentences quoted against the gold evidence of a set (CLAPNQ or SciFact).

    Over all questions together, each with the annotator who agrees best. Nothing is refused.
    """
    rows = read_lines(folder / name / "documents.jsonl")
    documents = tuple((file_name(r["id"]), "\n\n".join([r["title"], " ".join(r["sentences"])])) for r in rows)
    sentences = {file_name(r["id"]): sentence_places(r["sentences"], len(r["title"]) + 2) for r in rows}
    gold = _gold([q for q in read_lines(folder / name / "questions.jsonl") if held_back_half(q)])
    library = opened(Yardstick(f"{name}-sentences", documents, ()), work, encoder)
    asked = [q.question for q in sample([Asked(q, ()) for q in gold], most)]
    figures: dict[str, Any] = {"questions": len(asked)}
    for label, (reader, calibration) in readers.items():
        asker = Asker(library, encoder, calibration, reader)
        same = said = right = 0
        for question in asked:
            quoted = _quoted(asker, question, sentences)
            best = max(gold[question], key=lambda one: (len(one & quoted), -len(one)))
            same, said, right = same + len(best & quoted), said + len(quoted), right + len(best)
        figures[label] = {
            "precision": round(same / max(said, 1), 4),
            "recall": round(same / max(right, 1), 4),
            "f1": round(2 * same / max(said + right, 1), 4),
        }
    library.close()
    return figures


def _gold(rows: Sequence[dict[str, Any]]) -> Gold:
    found: Gold = {}
    for row in rows:
        if row.get("evidence"):  # SciFact: one or more abstracts
            found[row["question"]] = [
                {(file_name(e["document_id"]), i) for e in row["evidence"] for i in e["sentences"]}
            ]
        elif row.get("evidence_sentences"):
            document = file_name(row["relevant"][0])
            found[row["question"]] = [{(document, i) for i in one} for one in row["evidence_sentences"]]
    return found


def _quoted(asker: Asker, question: str, sentences: dict[str, list[tuple[int, int]]]) -> set[tuple[str, int]]:
    """Return the gold set's sentences of which an answer quotes at least half."""
    found: set[tuple[str, int]] = set()
    for citation in asker.ask(question).citations:
        for number, (start, end) in enumerate(sentences.get(citation.document_id, ())):
            if min(end, citation.end) - max(start, citation.start) >= 0.5 * (end - start):
                found.add((citation.document_id, number))
    return found


def span_figures(
    folder: Path,
    work: Path,
    encoder: Encoder,
    readers: Mapping[str, tuple[PassageReader | None, Calibration]],
    most: int,
) -> dict[str, Any]:
    """Return precision, recall and intersection over union of quoted characters on Chroma's spans.

    Beside them those of the best retrieved passages, whole.
    """
    place = folder / "chroma-chunking"
    files = tuple((file_name(r["id"]), r["text"]) for r in read_lines(place / "documents.jsonl"))
    library = opened(Yardstick("chroma-chunking", files, ()), work, encoder)
    rows = {
        row["question"]: [(file_name(row["relevant"][0]), s["start"], s["end"]) for s in row["spans"]]
        for row in read_lines(place / "questions.jsonl")
    }
    asked = [q.question for q in sample([Asked(q, ()) for q in rows], most)]
    figures: dict[str, Any] = {"questions": len(asked)}
    figures["whole passages"] = _shares([overlap(_retrieved(library, encoder, q), rows[q]) for q in asked])
    for label, (reader, calibration) in readers.items():
        asker = Asker(library, encoder, calibration, reader)
        figures[label] = _shares(
            [
                overlap([(c.document_id, c.start, c.end) for c in asker.ask(q).citations], rows[q])
                for q in asked
            ]
        )
    library.close()
    return figures


def _retrieved(library: Library, encoder: Encoder, question: str) -> list[tuple[str, int, int]]:
    found = retrieve(library, encoder, question, _RETRIEVED).matches
    return [(m.hit.passage.document_id, m.hit.passage.start, m.hit.passage.end) for m in found]


def _shares(counts: Sequence[tuple[int, int, int]]) -> dict[str, float]:
    """Return means over the questions."""
    many = max(len(counts), 1)
    return {
        "precision": round(sum(both / max(said, 1) for both, said, _ in counts) / many, 4),
        "recall": round(sum(both / max(gold, 1) for both, _, gold in counts) / many, 4),
        "iou": round(sum(both / max(said + gold - both, 1) for both, said, gold in counts) / many, 4),
    }
