"""The fitted weights of the evidence step, and the calibrated confidence. See `benchmarks/calibrate.py`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Calibration", "Logistic", "load_calibration"]


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression over named features."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float

    def __post_init__(self) -> None:
        """Raise ValueError where names and weights do not match."""
        if len(self.names) != len(self.weights):
            raise ValueError(f"{len(self.names)} features, {len(self.weights)} weights")

    def probability(self, features: Sequence[float] | NDArray[np.float64]) -> float:
        """Return the probability (0–1) for features in the order of `names`."""
        logit = float(np.dot(np.asarray(features, dtype=np.float64), np.asarray(self.weights))) + self.bias
        return float(1.0 / (1.0 + np.exp(-np.clip(logit, -50, 50))))

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Logistic":
        """Read what `to_json` has written."""
        return cls(tuple(value["weights"]), tuple(value["weights"].values()), float(value["bias"]))

    def to_json(self) -> dict[str, Any]:
        """Return the weights by name."""
        weights = {n: round(float(w), 5) for n, w in zip(self.names, self.weights, strict=True)}
        return {"bias": round(float(self.bias), 5), "weights": weights}


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was fitted: the scores of a sentence, the confidence in an answer, and the least that answers.

    `promise` scores a sentence by what is plain, `sentence` one that was looked at closely. `unread` is what
    judges what no reader reads, if not the same: rows of tables, and all sentences where a topic is named.
    """

    promise: Logistic
    sentence: Logistic
    answer: Logistic
    threshold: float
    unread: "Calibration | None" = None

    def judging(self, *, read: bool) -> "Calibration":
        """Return what judges a sentence that is `read` where there is a reader, or one that is not."""
        return self if read or self.unread is None else self.unread

    def with_threshold(self, threshold: float) -> "Calibration":
        """Return the same with another threshold for everything: 0 refuses nothing."""
        unread = None if self.unread is None else self.unread.with_threshold(threshold)
        return replace(self, threshold=threshold, unread=unread)

    def confidence(self, features: Sequence[float] | NDArray[np.float64]) -> float:
        """Return the calibrated probability that the first statement answers the question."""
        return self.answer.probability(features)


@cache
def load_calibration(*, reader: bool = False) -> Calibration:
    """Return the calibration that comes with Footnote, for answering with the reader or without."""
    both = json.loads(files("qa").joinpath("calibration.json").read_text(encoding="utf-8"))
    value = both["with_reader" if reader else "without_reader"]
    promise, sentence, answer = (
        Logistic.from_json(value[name]) for name in ("promise", "sentence", "answer")
    )
    unread = load_calibration() if reader else None
    return Calibration(promise, sentence, answer, float(value["threshold"]), unread)
