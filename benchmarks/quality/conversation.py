"""Follow-ups: what is retrieved for the last turn of a conversation, and which words are carried over."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.yardsticks import file_name, opened, read_lines, yardstick
from index.encode import Encoder
from index.library import Library
from index.tokens import tokens
from qa.followup import resolve
from qa.question import is_function_word
from qa.retrieve import retrieve
from qa.types import Answer

__all__ = ["canard_figures", "mtrag_figures"]


def mtrag_figures(folder: Path, work: Path, encoder: Encoder) -> dict[str, Any]:
    """Return nDCG@10 on MTRAG-UN for the last turn alone, with the turn before it, and as resolved here."""
    library = opened(yardstick(folder, "mtrag-un"), work, encoder)
    rows = [row for row in read_lines(folder / "mtrag-un" / "questions.jsonl") if row["relevant"]]
    ways = {
        "last turn": [row["question"] for row in rows],
        "turn before added": [" ".join([*_asked(row)[-1:], row["question"]]) for row in rows],
        "resolved": [resolve(row["question"], history(row)).text for row in rows],
    }
    figures: dict[str, Any] = {"questions": len(rows)}
    for name, questions in ways.items():
        figures[name] = {"ndcg@10": _ndcg(library, encoder, rows, questions)}
    library.close()
    return figures


def canard_figures(folder: Path, most: int) -> dict[str, Any]:
    """Return how many of the content words that a person's rewriting adds are carried over.

    `left_alone` is the share of rewritten questions, which stand alone, that are not changed.
    """
    rows = [row for row in read_lines(folder / "canard-dev" / "rewrites.jsonl") if row["history"]]
    rows = rows[:: max(1, len(rows) // most)]
    recalls: list[float] = []
    alone = 0
    for row in rows:
        before = history(row)
        added = _content(row["rewrite"]) - _content(row["question"])
        if added:
            recalls.append(len(added & _content(resolve(row["question"], before).text)) / len(added))
        alone += resolve(row["rewrite"], before).context == ""
    return {
        "questions": len(rows),
        "added_words_found": round(sum(recalls) / max(len(recalls), 1), 4),
        "left_alone": round(alone / max(len(rows), 1), 4),
    }


def history(row: dict[str, Any]) -> list[Answer]:
    """Return the turns of a conversation as answers without statements: only what was asked is known."""
    found: list[Answer] = []
    for question in _asked(row):
        found.append(Answer(question, resolve(question, found).text, False, 0.0))
    return found


def _asked(row: dict[str, Any]) -> list[str]:
    return [turn["text"] for turn in row["history"] if turn["role"] == "user"]


def _content(text: str) -> set[str]:
    return {token for token in tokens(text, "en") if not is_function_word(token, ("en",))}


def _ndcg(
    library: Library, encoder: Encoder, rows: Sequence[dict[str, Any]], questions: Sequence[str]
) -> float:
    from ir_measures import Qrel, ScoredDoc, calc_aggregate, nDCG

    qrels: list[Any] = []
    run: list[Any] = []
    for number, (row, question) in enumerate(zip(rows, questions, strict=True)):
        matches = retrieve(library, encoder, question, 60).matches
        ranked = list(dict.fromkeys(match.hit.passage.document_id for match in matches))
        run += [ScoredDoc(str(number), id_, -float(i)) for i, id_ in enumerate(ranked)]
        qrels += [Qrel(str(number), file_name(id_), 1) for id_ in row["relevant"]]
    return round(float(calc_aggregate([nDCG @ 10], qrels, run)[nDCG @ 10]), 4)
