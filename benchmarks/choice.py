"""Weights under which the right one of several is most likely the first: conditional logistic regression."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["Matrix", "weights_of_right"]

Matrix = NDArray[np.float64]


def weights_of_right(
    groups: Sequence[tuple[Matrix, NDArray[np.bool_]]], shares: Sequence[float], scale: Matrix, ridge: float
) -> Matrix:
    """Return weights, shape (features,), of the greatest likelihood of what is right in each group.

    A group has features, shape (candidates, features), and which candidates are right; its log likelihood
    counts its share. Features are divided by `scale`, of which infinite leaves one out; `ridge` keeps weights
    small.
    """
    from scipy.optimize import minimize

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, gradient = ridge * float(weights @ weights), 2 * ridge * weights
        for (features, right), share in zip(groups, shares, strict=True):
            scaled = features / scale
            logits = scaled @ weights
            odds = np.exp(logits - logits.max())
            wanted = odds * right
            total -= share * float(np.log(wanted.sum() / odds.sum() + 1e-12))
            gradient = gradient - share * (scaled.T @ (wanted / (wanted.sum() + 1e-12) - odds / odds.sum()))
        return total, gradient

    found = minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B")
    return np.asarray(found.x / scale)
