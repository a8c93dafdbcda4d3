"""Weights for `qa.sections`: which section is the best, and how surely it answers."""

from collections.abc import Sequence

import numpy as np

from benchmarks.choice import Matrix, weights_of_right
from benchmarks.sections.observe import Observed
from qa.calibration import Logistic
from qa.sections import (
    ANSWER_MEASURES,
    MEASURES,
    SectionWeights,
    Vectors,
    first_section,
    may_ask_for_section,
    sure_measures,
)

__all__ = ["fit", "right_first"]

_RIDGE = 0.02
_WHOLE = ("list", "section")


def fit(observed: Sequence[Observed], threshold: float, vectors: Vectors) -> SectionWeights:
    """Return weights under which the right section is most likely the first, and those of how surely it is.

    The first are fitted on the questions that a list or a section answers; the second on all: only such a
    question whose first section is the right one is answered by it.
    """
    order = Logistic(
        MEASURES, tuple(map(float, _order([o for o in observed if o.asked.kind in _WHOLE]))), 0.0
    )
    return SectionWeights(order, _answer(observed, order, vectors), threshold)


def right_first(observed: Sequence[Observed], fitted: SectionWeights) -> float:
    """Return how often the right section is the first, of the questions that a list or a section answers."""
    whole = [o for o in observed if o.asked.kind in _WHOLE]
    return float(np.mean([_is_right(one, fitted.order) for one in whole]))


def _is_right(one: Observed, order: Logistic) -> bool:
    first = first_section(one.sections, order)
    return first is not None and one.right[one.sections.index(first[0])]


def _order(observed: Sequence[Observed]) -> Matrix:
    """Return weights, shape (measures,), of the greatest likelihood of the right section among the others."""
    some = [
        (np.asarray([s.measures for s in o.sections]), np.asarray(o.right)) for o in observed if any(o.right)
    ]
    scale = _scale(np.concatenate([measures for measures, _ in some]))
    return weights_of_right(some, [1 / len(some)] * len(some), scale, _RIDGE)


def _scale(measures: Matrix) -> Matrix:
    """Return the standard deviation of each measure, 1 of what is always the same (as without a reader)."""
    found: Matrix = measures.std(axis=0)
    return np.where(found > 0, found, 1.0)


def _answer(observed: Sequence[Observed], order: Logistic, vectors: Vectors) -> Logistic:
    """Return the probability that the first section is what is asked for."""
    from sklearn.linear_model import LogisticRegression

    measures: list[tuple[float, ...]] = []
    right: list[bool] = []
    for one in observed:
        first = first_section(one.sections, order)
        if first is not None and may_ask_for_section(one.question):
            measures.append(sure_measures(one.question, first, one.weights, vectors))
            right.append(one.asked.kind in _WHOLE and _is_right(one, order))
    scale = _scale(np.asarray(measures))
    model = LogisticRegression(C=0.3, max_iter=2000).fit(np.asarray(measures) / scale, np.asarray(right))
    return Logistic(
        ANSWER_MEASURES, tuple(float(w) for w in model.coef_[0] / scale), float(model.intercept_[0])
    )
