"""The figures of an evaluation: retrieval, answers, citations, silence, follow-ups, time.

Retrieval by ir-measures (the measures of TREC), silence by scikit-learn.
"""

import statistics
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from qa.evaluate import Outcome, is_gold_document

__all__ = ["interval", "risk_coverage", "summarise"]

_RESAMPLES = 1_000


def summarise(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the figures of a run by name; shares are 0–1, and None where nothing was measured.

    `interval` is that of the first statement: 95 %, by bootstrap over the questions.
    """
    rejected = [o for o in outcomes if o.case.is_open]
    outcomes = [o for o in outcomes if not o.case.is_open]
    asked = [o for o in outcomes if o.answerable and not o.case.history]
    follow_ups = [o for o in outcomes if o.answerable and o.case.history]
    unanswerable = [o for o in outcomes if not o.answerable]
    both = [*asked, *follow_ups]
    return {
        "questions": len(outcomes) + len(rejected),
        "answerable": {
            "count": len(asked),
            "first_statement_right": _share(o.first_right for o in asked),
            "interval": interval([float(o.first_right) for o in asked]),
            "any_statement_right": _share(o.any_right for o in asked),
            "cites_right_document": _share(o.cites_document for o in asked if o.case.documents),
            "exact_match": _share(o.exact for o in asked if o.case.answers),
            "token_f1": _mean(o.token_f1 for o in asked if o.case.answers),
        },
        "follow_ups": {
            "count": len(follow_ups),
            "first_statement_right": _share(o.first_right for o in follow_ups),
            "interval": interval([float(o.first_right) for o in follow_ups]),
            "any_statement_right": _share(o.any_right for o in follow_ups),
        },
        "unanswerable": {
            "count": len(unanswerable),
            "refused": _share(not o.answer.answered for o in unanswerable),
            "auroc": _auroc(both, unanswerable),
            "answered_and_right": _share(o.first_right for o in outcomes if o.answer.answered),
            "area_under_risk_coverage": _area(risk_coverage(outcomes)),
        },
        "rejected": {"count": len(rejected), "said_again": _share(o.said_again for o in rejected)},
        "citations": {"count": sum(len(o.answer.citations) for o in outcomes), **_citations(both)},
        "retrieval": retrieval([o for o in both if o.case.documents]),
        "seconds": {
            "median": statistics.median(o.seconds for o in outcomes) if outcomes else None,
            "p95": float(np.quantile([o.seconds for o in outcomes], 0.95)) if outcomes else None,
        },
    }


def retrieval(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """Return recall, reciprocal rank and nDCG of the right documents among those that match best."""
    names = ("recall@1", "recall@5", "recall@10", "mrr", "ndcg@10")
    if not outcomes:
        return dict.fromkeys(names)
    from ir_measures import RR, Qrel, R, ScoredDoc, calc_aggregate, nDCG

    gold: list[Any] = []
    run: list[Any] = []
    for number, outcome in enumerate(outcomes):
        # Ranks stand for the documents' names, which trec_eval would take for C strings.
        query, named = str(number), outcome.case.documents
        found = [rank for rank, id_ in enumerate(outcome.ranked) if is_gold_document(id_, named)]
        missing = max(len(named) - len(found), 0)
        gold += [Qrel(query, str(rank), 1) for rank in found]
        gold += [Qrel(query, f"missing {i}", 1) for i in range(missing)]
        run += [ScoredDoc(query, str(rank), -float(rank)) for rank in range(len(outcome.ranked))]
        run += [ScoredDoc(query, "nothing", 0.0)] if not outcome.ranked else []
    measures = (R @ 1, R @ 5, R @ 10, RR, nDCG @ 10)
    values = calc_aggregate(measures, gold, run)
    return {name: float(values[measure]) for name, measure in zip(names, measures, strict=True)}


def risk_coverage(outcomes: Sequence[Outcome]) -> list[tuple[float, float]]:
    """Return (coverage, risk) of answering the surest 1, 2, … questions; risk is the share not right.

    Each answer is taken as it would be without a threshold only if it was given at all, so a refused
    question counts as not right, last.
    """
    order = sorted(outcomes, key=lambda o: (not o.answer.answered, -o.answer.confidence))
    wrong = np.cumsum([not o.first_right for o in order])
    return [((i + 1) / len(order), float(w) / (i + 1)) for i, w in enumerate(wrong)]


def interval(values: Sequence[float], share: float = 0.95) -> list[float] | None:
    """Return the bootstrap interval of a mean: percentiles of the means of resampled values."""
    if len(values) < 2:
        return None
    generator = np.random.default_rng(1)
    drawn = generator.choice(np.asarray(values, dtype=np.float64), size=(_RESAMPLES, len(values)))
    low, high = np.quantile(drawn.mean(axis=1), [(1 - share) / 2, (1 + share) / 2])
    return [round(float(low), 4), round(float(high), 4)]


def _citations(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """Return which share of the cited documents is right and of the right ones cited; of characters too."""
    counts = [o.quoted for o in outcomes if o.quoted is not None]
    both, quoted, gold = (sum(c[i] for c in counts) for i in range(3))
    named = [o for o in outcomes if o.case.documents]
    cited = [is_gold_document(c.document_id, o.case.documents) for o in named for c in o.answer.citations]
    found = [
        len({c.document_id for c in o.answer.citations if is_gold_document(c.document_id, o.case.documents)})
        / len(o.case.documents)
        for o in named
    ]
    return {
        "document_precision": _share(cited),
        "document_recall": _mean(min(share, 1.0) for share in found),
        "character_precision": both / quoted if quoted else None,
        "character_recall": both / gold if gold else None,
    }


def _share(values: Iterable[bool]) -> float | None:
    return _mean(float(value) for value in values)


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return statistics.fmean(found) if found else None


def _area(curve: Sequence[tuple[float, float]]) -> float | None:
    return _mean(risk for _, risk in curve)


def _auroc(answerable: Sequence[Outcome], unanswerable: Sequence[Outcome]) -> float | None:
    if not answerable or not unanswerable:
        return None
    from sklearn.metrics import roc_auc_score  # 1 s: only when measuring

    both = [*answerable, *unanswerable]
    return float(roc_auc_score([o.answerable for o in both], [o.answer.confidence for o in both]))
