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
    1 + sentences), true for what is right; `words` (rows, 2) is the answer's first and last token; `groups`
    (groups, rows of the largest) are the rows that ask the same question, first the one that answers, then
    those that don't; -1: no row.
    """

    tokens: Tensor
    sides: Tensor
    mask: Tensor
    places: Tensor
    right: Tensor
    words: Tensor
    groups: Tensor

    def to(self, device: str) -> "Tensors":
        """Return the same there; whole numbers as the network wants them."""
        values = (getattr(self, field.name) for field in fields(self))
        moved = (value.to(device, non_blocking=True) for value in values)
        return Tensors(*(value if value.dtype == torch.bool else value.long() for value in moved))

    def repeated(self, times: int) -> "Tensors":
        """Return the same rows several times over, without their groups."""
        rows = (getattr(self, field.name) for field in fields(self))
        many = (value.repeat(times, *[1] * (value.ndim - 1)) for value in rows)
        return replace(Tensors(*many), groups=self.groups[:0])


def packed(batch: Batch) -> Tensors:
    """Return a batch as tensors of small numbers."""
    tokens, sides, mask, places, sentences = pad([row.shown for row in batch.rows])
    right = torch.zeros(len(batch.rows), 1 + sentences, dtype=torch.bool)
    for i, row in enumerate(batch.rows):
        right[i, list(row.right)] = True
    words = torch.tensor([[row.first, row.last] for row in batch.rows], dtype=torch.int16)
    groups = torch.full((len(batch.groups), max(map(len, batch.groups), default=0)), -1, dtype=torch.int16)
    for i, group in enumerate(batch.groups):
        groups[i, : len(group)] = torch.tensor(group)
    return Tensors(tokens.short(), sides.to(torch.int8), mask, places.short(), right, words, groups)


def logits(network: ReaderNetwork, batch: Tensors) -> Logits:
    """Return what the network makes of a batch."""
    return network(batch.tokens, batch.sides, batch.mask, batch.places, batch.right.shape[1] - 1)


def hard_loss(found: Logits, batch: Tensors) -> Tensor:
    """Return how far logits are from the labels.

    It asks for a right sentence or none, for the answer's first and last token or nowhere, and, of a
    question that is asked of several passages, for a right sentence among those of all (the shared norm of
    Clark and Gardner, 2018).
    """
    scores, spans = found
    loss = _any_of(scores, batch.right)
    for side in (0, 1):
        loss = loss + SPAN_WEIGHT / 2 * functional.cross_entropy(spans[:, :, side], batch.words[:, side])
    if len(batch.groups):
        among = _of_all(scores, batch.groups)
        right = torch.zeros_like(among, dtype=torch.bool)
        right[:, : scores.shape[1] - 1] = batch.right[batch.groups[:, 0], 1:]
        loss = loss + ACROSS_WEIGHT * _any_of(among, right)
    return loss


def soft_loss(found: Logits, taught: Logits, batch: Tensors) -> Tensor:
    """Return how far logits are from those of teachers, in everything that `hard_loss` asks for."""
    scores, spans = found
    loss = _apart(scores, taught[0])
    for side in (0, 1):
        loss = loss + SPAN_WEIGHT / 2 * _apart(spans[:, :, side], taught[1][:, :, side])
    if len(batch.groups):
        all_of = (_of_all(one, batch.groups) for one in (scores, taught[0]))
        loss = loss + ACROSS_WEIGHT * _apart(*all_of)
    return loss


def _of_all(scores: Tensor, groups: Tensor) -> Tensor:
    """Return the sentences' logits of all rows of each group, beside each other."""
    rows = scores[groups.clamp(min=0), 1:].masked_fill((groups < 0)[:, :, None], NO_SCORE)
    return rows.flatten(1)


def _any_of(scores: Tensor, right: Tensor) -> Tensor:
    """Return minus the log of the probability of what is right, taken together; mean over the rows."""
    among = scores.masked_fill(~right, 10 * NO_SCORE).logsumexp(1)
    return (scores.logsumexp(1) - among).mean()


def _apart(scores: Tensor, taught: Tensor) -> Tensor:
    """Return the cross entropy of one distribution under another; mean over the rows."""
    return -(taught.softmax(1) * scores.log_softmax(1)).sum(1).mean()
