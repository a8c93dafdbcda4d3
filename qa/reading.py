"""What any reader is given, and what it makes of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

__all__ = ["MAX_ANSWER_TOKENS", "UNREAD", "OnRead", "Reading", "ToRead", "best_span"]

OnRead = Callable[[], None]
"""What is called after each passage, from any thread."""

MAX_ANSWER_TOKENS = 30


@dataclass(frozen=True, slots=True)
class ToRead:
    """A passage to read: what stands above it, what stands before it, its text, and its sentences in it.

    `asked` is what is asked of it in place of the question, if anything else is.
    """

    title: str
    before: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader makes of one sentence, as differences of logits.

    `odds`: that this sentence answers rather than nothing in its passage; `score`: the same before
    nothing is subtracted, comparable between passages; `span_odds`: that the answer is `answer`, offsets
    in the passage's text, rather than nowhere.
    """

    odds: float
    score: float
    span_odds: float
    answer: tuple[int, int] | None

    def within(self, start: int, end: int) -> "Reading":
        """Return the same with the answer counted from the start of a sentence, and cut at its end."""
        if self.answer is None:
            return self
        answer = (max(self.answer[0] - start, 0), min(self.answer[1], end) - start)
        return replace(self, answer=answer if answer[0] < answer[1] else None)


_NOT_READ = -12.0
UNREAD = Reading(_NOT_READ, _NOT_READ, _NOT_READ, None)
"""The reading of a sentence that had no room in a network's input."""


def best_span(spans: NDArray[np.float32]) -> tuple[int, int, float]:
    """Return the first and last token of the likeliest answer among a sentence's tokens, and its logit."""
    both = spans[:, None, 0] + spans[None, :, 1]
    length = np.arange(len(spans))[None, :] - np.arange(len(spans))[:, None]
    both = np.where((length >= 0) & (length < MAX_ANSWER_TOKENS), both, -np.inf)
    left, right = np.unravel_index(int(np.argmax(both)), both.shape)
    return int(left), int(right), float(both[left, right])
