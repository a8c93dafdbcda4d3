"""SQuAD 2.0 with the gold paragraph given: the reader alone, by the measures of SQuAD."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.quality.answers import mean
from index.sentences import sentence_spans
from qa.measures import exact_match, token_f1
from qa.reader import Reader
from qa.reading import ToRead
from training.data import held_back

__all__ = ["gold_paragraphs"]

_WINDOW_CHARS = 1_100


@dataclass(frozen=True, slots=True)
class _Read:
    article: str
    answers: tuple[str, ...]
    said: str
    sure: float


def gold_paragraphs(path: Path, reader: Reader, most: int) -> dict[str, Any]:
    """Return EM and F1 on the articles of a SQuAD 2.0 file that the reader was not trained on.

    The threshold below which nothing is said of an article is the best one for all others. Beside the F1
    stands that with the best threshold for all of them, as SQuAD's own script has it.
    """
    found = list(_read_all(path, reader, most))
    chosen = {
        article: _best_threshold([r for r in found if r.article != article])
        for article in {r.article for r in found}
    }
    best = _best_threshold(found)
    has, none = [r for r in found if r.answers], [r for r in found if not r.answers]
    return {
        "articles": len(chosen),
        "questions": len(found),
        "f1": mean([_f1(r, chosen[r.article]) for r in found]),
        "f1_with_best_threshold": mean([_f1(r, best) for r in found]),
        "exact": mean([_exact(r, chosen[r.article]) for r in found]),
        "has_answer_f1": mean([_f1(r, chosen[r.article]) for r in has]),
        "has_answer_f1_never_silent": mean([token_f1(r.said, r.answers) for r in has]),
        "no_answer": mean([_f1(r, chosen[r.article]) for r in none]),
        "auroc": _auroc(found),
    }


def _read_all(path: Path, reader: Reader, most: int) -> Iterator[_Read]:
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        if not held_back(path.name, article["title"], ""):
            continue
        done = 0
        for paragraph in article["paragraphs"]:
            windows = list(_windows(article["title"].replace("_", " "), paragraph["context"]))
            for qa in paragraph["qas"]:
                if done < most:
                    answers = tuple(dict.fromkeys(a["text"] for a in qa["answers"]))
                    yield _Read(article["title"], answers, *_read(reader, qa["question"], windows))
                done += 1


def _windows(title: str, text: str) -> Iterator[ToRead]:
    """Yield the paragraph, in two or more parts where it is longer than the reader takes at once."""
    part: list[tuple[int, int]] = []
    for span in sentence_spans(text, "en"):
        if part and span[1] - part[0][0] > _WINDOW_CHARS:
            yield _part(title, text, part)
            part = []
        part.append(span)
    if part:
        yield _part(title, text, part)


def _part(title: str, text: str, spans: Sequence[tuple[int, int]]) -> ToRead:
    start, end = spans[0][0], spans[-1][1]
    return ToRead(title, "", text[start:end], tuple((a - start, b - start) for a, b in spans))


def _read(reader: Reader, question: str, windows: Sequence[ToRead]) -> tuple[str, float]:
    """Return the likeliest answer, and how much likelier it is than nothing."""
    best = max(
        (
            (reading.odds + reading.span_odds, window, reading)
            for window, readings in zip(windows, reader.read(question, windows), strict=True)
            for reading in readings
        ),
        key=lambda item: item[0],
    )
    sure, window, reading = best
    return (window.text[slice(*reading.answer)] if reading.answer else ""), sure


def _f1(read: _Read, threshold: float) -> float:
    if read.sure < threshold:
        return float(not read.answers)
    return token_f1(read.said, read.answers)


def _exact(read: _Read, threshold: float) -> float:
    if read.sure < threshold:
        return float(not read.answers)
    return float(exact_match(read.said, read.answers))


def _best_threshold(read: Sequence[_Read]) -> float:
    return max((r.sure for r in read), key=lambda t: sum(_f1(r, t) for r in read), default=0.0)


def _auroc(read: Sequence[_Read]) -> float:
    from sklearn.metrics import roc_auc_score

    return round(float(roc_auc_score([bool(r.answers) for r in read], [r.sure for r in read])), 4)
