"""Retrieval alone: the right document among the best, against words alone and vectors alone."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.yardsticks import Yardstick, file_name, opened, read_lines
from index.encode import Encoder
from index.library import Library
from qa.retrieve import retrieve

__all__ = ["paragraph_figures", "scifact_figures"]

_DEPTH = 60


def scifact_figures(folder: Path, work: Path, encoder: Encoder) -> dict[str, Any]:
    """Return nDCG@10 on SciFact: claims as questions, abstracts as documents (the protocol of BEIR)."""
    source, gold = _read(folder / "scifact", folder / "scifact" / "documents.jsonl")
    return _measured(source, gold, work, encoder, ("ndcg@10", "recall@10"))


def paragraph_figures(folder: Path, work: Path, encoder: Encoder, most: int) -> dict[str, Any]:
    """Return recall of the gold paragraph of SQuAD 1.1 among the paragraphs of all articles."""
    place = folder / "squad-v1.1-dev"
    source, gold = _read(place, place / "paragraphs.jsonl")
    some = dict(list(gold.items())[:: max(1, len(gold) // most)])
    return _measured(source, some, work, encoder, ("recall@1", "recall@5", "recall@10"))


def _read(place: Path, documents: Path) -> tuple[Yardstick, dict[str, set[str]]]:
    """Return the documents, and the right ones (file names) of each question that has any."""
    rows = read_lines(documents)
    files = tuple((file_name(r["id"]), f"{r['title']}\n\n{r['text']}") for r in rows)
    gold = {
        row["question"]: {file_name(id_) for id_ in row["relevant"]}
        for row in read_lines(place / "questions.jsonl")
        if row["relevant"]
    }
    return Yardstick(f"{place.name}-{documents.stem}", files, ()), gold


def _measured(
    source: Yardstick, gold: dict[str, set[str]], work: Path, encoder: Encoder, names: Sequence[str]
) -> dict[str, Any]:
    library = opened(source, work, encoder)
    found = {
        name: _ranked(library, gold, rank)
        for name, rank in (
            ("words", lambda q: _by_words(library, q)),
            ("vectors", lambda q: _by_vectors(library, encoder, q)),
            ("both", lambda q: _by_both(library, encoder, q)),
        )
    }
    figures: dict[str, Any] = {"documents": len(source.documents), "questions": len(gold)}
    for name, run in found.items():
        figures[name] = _aggregate(gold, run, names)
    library.close()
    return figures


def _ranked(
    library: Library, gold: Iterable[str], rank: Callable[[str], Sequence[str]]
) -> dict[str, list[str]]:
    return {question: list(dict.fromkeys(rank(question))) for question in gold}


def _by_words(library: Library, question: str) -> list[str]:
    return _documents(library, [number for number, _ in library.engine().matching(question, _DEPTH)])


def _by_vectors(library: Library, encoder: Encoder, question: str) -> list[str]:
    vector = encoder.encode([question])[0]
    return _documents(library, [number for number, _ in library.engine().nearest(vector, _DEPTH)])


def _by_both(library: Library, encoder: Encoder, question: str) -> list[str]:
    found = retrieve(library, encoder, question, _DEPTH)
    return [match.hit.passage.document_id for match in found.matches]


def _documents(library: Library, numbers: Sequence[int]) -> list[str]:
    stored = library.passages(numbers)
    return [stored[number].passage.document_id for number in numbers if number in stored]


def _aggregate(
    gold: dict[str, set[str]], run: dict[str, list[str]], names: Sequence[str]
) -> dict[str, float]:
    from ir_measures import Qrel, R, ScoredDoc, calc_aggregate, nDCG

    measures = {"ndcg@10": nDCG @ 10, "recall@1": R @ 1, "recall@5": R @ 5, "recall@10": R @ 10}
    queries = {question: str(number) for number, question in enumerate(gold)}
    qrels = [Qrel(queries[q], id_, 1) for q, ids in gold.items() for id_ in ids]
    ranked = [ScoredDoc(queries[q], id_, -float(i)) for q, ids in run.items() for i, id_ in enumerate(ids)]
    values = calc_aggregate([measures[name] for name in names], qrels, ranked)
    return {name: round(float(values[measures[name]]), 4) for name in names}
