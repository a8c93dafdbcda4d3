"""What a batch is as tensors, and how far the network's logits for it are from its labels."""

from dataclasses import dataclass, fields, replace

import torch
from torch import Tensor
from torch.nn import functional

from training.reader_model import NO_SCORE, ReaderNetwork, pad
from training.rows import Batch

__all__ = ["Tensors", "hard_loss", "logits", "packed", "soft_loss"]

SPAN_WEIGHT, ACROSS_WEIGHT = 0.5, 0.5

Logits = tuple[Tensor, Tensor]
"""What `ReaderNetwork.forward` returns."""


@dataclass(frozen=True, slots=True)
class Tensors:
    """A batch: the network's inputs, and its labels.

    `tokens`, `sides`, `mask` and `places` are as `ReaderNetwork.forward` takes them; `right` has shape (rows,
    1 + sentences), true for what is right; `words` (rows, 2) is the answer's first and last token; `pairs`
    (pairs, 2) are the rows that ask the same question, one that answers and one that doesn't.
    """

    tokens: Tensor
    sides: Tensor
    mask: Tensor
    places: Tensor
    right: Tensor
    words: Tensor
    pairs: Tensor

    def to(self, device: str) -> "Tensors":
        """Return the same there; whole numbers as the network wants them."""
        values = (getattr(self, field.name) for field in fields(self))
        moved = (value.to(device, non_blocking=True) for value in values)
        return Tensors(*(value if value.dtype == torch.bool else value.long() for value in moved))

    def repeated(self, times: int) -> "Tensors":
        """Return the same rows several times over, without their pairs."""
        rows = (getattr(self, field.name) for field in fields(self))
        many = (value.repeat(times, *[1] * (value.ndim - 1)) for value in rows)
        return replace(Tensors(*many), pairs=self.pairs[:0])


def packed(batch: Batch) -> Tensors:
    """Return a batch as tensors of small numbers."""
    tokens, sides, mask, places, sentences = pad([row.shown for row in batch.rows])
    right = torch.zeros(len(batch.rows), 1 + sentences, dtype=torch.bool)
    for i, row in enumerate(batch.rows):
        right[i, list(row.right)] = True
    words = torch.tensor([[row.first, row.last] for row in batch.rows], dtype=torch.int16)
    pairs = torch.tensor(batch.pairs, dtype=torch.int16).reshape(-1, 2)
    return Tensors(tokens.short(), sides.to(torch.int8), mask, places.short(), right, words, pairs)


def logits(network: ReaderNetwork, batch: Tensors) -> Logits:
    """Return what the network makes of a batch."""
    return network(batch.tokens, batch.sides, batch.mask, batch.places, batch.right.shape[1] - 1)


def hard_loss(found: Logits, batch: Tensors) -> Tensor:
    """Return how far logits are from the labels.

    It asks for a right sentence or none, for the answer's first and last token or nowhere, and, of a
    question that is asked of two passages, for a right sentence among those of both.
    """
    scores, spans = found
    loss = _any_of(scores, batch.right)
    for side in (0, 1):
        loss = loss + SPAN_WEIGHT / 2 * functional.cross_entropy(spans[:, :, side], batch.words[:, side])
    if len(batch.pairs):
        right = torch.cat(
            [batch.right[batch.pairs[:, 0], 1:], torch.zeros_like(batch.right[batch.pairs[:, 1], 1:])], 1
        )
        loss = loss + ACROSS_WEIGHT * _any_of(_of_both(scores, batch.pairs), right)
    return loss


def soft_loss(found: Logits, taught: Logits, batch: Tensors) -> Tensor:
    """Return how far logits are from those of teachers, in everything that `hard_loss` asks for."""
    scores, spans = found
    loss = _apart(scores, taught[0])
    for side in (0, 1):
        loss = loss + SPAN_WEIGHT / 2 * _apart(spans[:, :, side], taught[1][:, :, side])
    if len(batch.pairs):
        both = (_of_both(one, batch.pairs) for one in (scores, taught[0]))
        loss = loss + ACROSS_WEIGHT * _apart(*both)
    return loss


def _of_both(scores: Tensor, pairs: Tensor) -> Tensor:
    """Return the sentences' logits of both rows of each pair, beside each other."""
    return torch.cat([scores[pairs[:, 0], 1:], scores[pairs[:, 1], 1:]], dim=1)


def _any_of(scores: Tensor, right: Tensor) -> Tensor:
    """Return minus the log of the probability of what is right, taken together; mean over the rows."""
    among = scores.masked_fill(~right, 10 * NO_SCORE).logsumexp(1)
    return (scores.logsumexp(1) - among).mean()


def _apart(scores: Tensor, taught: Tensor) -> Tensor:
    """Return the cross entropy of one distribution under another; mean over the rows."""
    return -(taught.softmax(1) * scores.log_softmax(1)).sum(1).mean()
