"""Questions asked of all the documents of a set: whether the first sentence is right, and confidence."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.yardsticks import Asked, Yardstick, gold_sentence
from qa.ask import Asker
from qa.measures import contains_answer
from qa.summary import interval

__all__ = ["Given", "ask_all", "mean", "open_figures", "sample"]


@dataclass(frozen=True, slots=True)
class Given:
    """A question and what was answered when nothing is refused."""

    asked: Asked
    right: bool
    confidence: float
    seconds: float


def sample(questions: Sequence[Asked], most: int, seed: int = 7) -> list[Asked]:
    """Return at most so many of the questions, always the same ones."""
    return random.Random(seed).sample(list(questions), min(most, len(questions)))


def ask_all(asker: Asker, questions: Sequence[Asked], *, strict: bool) -> list[Given]:
    """Ask every question of an asker that refuses nothing.

    Right is a first statement that holds a gold answer or, where not strict, lies within a long one.
    """
    found: list[Given] = []
    for asked in questions:
        started = time.perf_counter()
        answer = asker.ask(asked.question)
        seconds = time.perf_counter() - started
        quote = answer.statements[0].quote if answer.statements else ""
        right = contains_answer(quote, asked.answers) if strict else gold_sentence(quote, asked.answers)
        found.append(Given(asked, right, answer.confidence, seconds))
    return found


def open_figures(
    source: Yardstick,
    askers: dict[str, Asker],
    foreign: Sequence[Asked],
    most: int,
    threshold: dict[str, float],
) -> dict[str, Any]:
    """Return the figures of a set for each asker (with the reader, without).

    `foreign` are questions about other documents; half as many are asked as of the set's own.
    """
    answerable = sample([q for q in source.questions if q.answers], most)
    unanswerable = sample([q for q in source.questions if not q.answers], most)
    strict = source.name.startswith("squad")
    figures: dict[str, Any] = {"questions": len(answerable), "unanswerable": len(unanswerable)}
    for name, asker in askers.items():
        given = ask_all(asker, answerable, strict=strict)
        refusable = ask_all(asker, unanswerable, strict=strict)
        others = ask_all(asker, sample(foreign, most // 2), strict=strict)
        least = threshold[name]
        figures[name] = {
            "first_right": mean([float(g.right) for g in given]),
            "interval": interval([float(g.right) for g in given]),
            "auroc": _auroc(given, refusable),
            "auroc_other_documents": _auroc(given, others),
            "answered": mean([float(g.confidence >= least) for g in given]),
            "refused": mean([float(g.confidence < least) for g in refusable]),
            "refused_other_documents": mean([float(g.confidence < least) for g in others]),
            "right_of_answered": mean(
                [float(g.right) for g in (*given, *refusable) if g.confidence >= least]
            ),
            "median_milliseconds": round(1000 * median(g.seconds for g in given), 1),
        }
    return figures


def _auroc(answerable: Sequence[Given], other: Sequence[Given]) -> float | None:
    if not answerable or not other:
        return None
    from sklearn.metrics import roc_auc_score

    labels = [True] * len(answerable) + [False] * len(other)
    return round(float(roc_auc_score(labels, [g.confidence for g in (*answerable, *other)])), 4)


def mean(values: Sequence[float]) -> float | None:
    """Return the mean to four digits, None of nothing."""
    return round(sum(values) / len(values), 4) if values else None
