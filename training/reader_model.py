"""The reader's network: the encoder's token embeddings, with layers of its own over question and passage.

The embeddings are the encoder's, shared and unchanged; the transformer layers start as copies of the
encoder's and are trained by `training.train_reader` to read both texts at once. Three heads: where an
answer starts and ends (the first token stands for "nowhere"; Devlin et al. 2018, section 4.3), which
sentence answers, and that none does. Footnote itself computes the same in `qa/reader.py`, without torch.

Several readers of that shape compute beside each other here, their weights stacked: a graphics card takes
little longer over five than over one.
"""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from qa.reader_input import ReaderInput

__all__ = ["NO_SCORE", "ReaderNetwork", "cheap_dropout", "first_weights", "pad"]

NO_SCORE = -1e4
"""The logit of what cannot be chosen: padding, the question's tokens, the title's."""
_TOKENS, _SENTENCES = 32, 8
"""Rows are padded to multiples of this, for few shapes: a graphics card takes long over the first of each."""
_HEADS = {"span": 2, "sentence": 1, "nothing": 1}
_PROJECTIONS = ("query", "key", "value")

Weights = Mapping[str, Tensor]
"""A reader's weights by name, as they are kept."""


def first_weights(body: Any, seed: int) -> dict[str, Tensor]:  # noqa: ANN401 - transformers' BertModel
    """Return what a reader starts from: copies of the encoder's layers, and heads drawn at random."""
    weights = {f"layers.{name}": value.float() for name, value in body.encoder.layer.state_dict().items()}
    width = int(body.config.hidden_size)
    generator = torch.Generator().manual_seed(seed)
    for head, size in _HEADS.items():
        for part, shape in (("weight", (size, width)), ("bias", (size,))):
            weights[f"{head}.{part}"] = (2 * torch.rand(shape, generator=generator) - 1) / width**0.5
    return weights


class ReaderNetwork:
    """Reads questions and passages together, by the weights of one reader or of several."""

    def __init__(self, body: Any, weights: Sequence[Weights], dropout: float = 0.0) -> None:  # noqa: ANN401
        """Take the encoder's transformer, whose embeddings are shared, and each reader's weights."""
        self.readers = len(weights)
        self.training = False
        self._embeddings = copy.deepcopy(body.embeddings).requires_grad_(False).eval()
        self._layers, self._heads = int(body.config.num_hidden_layers), int(body.config.num_attention_heads)
        self._epsilon = float(body.config.layer_norm_eps)
        self._dropout = dropout
        names = sorted(weights[0], key=lambda name: (weights[0][name].ndim < 2, name))
        self._shapes = {name: weights[0][name].shape for name in names}
        stacked = {name: torch.stack([one[name].float() for one in weights]) for name in names}
        self.flat = [
            torch.cat([value.flatten(1) for value in stacked.values() if (value.ndim > 2) is matrices], 1)
            for matrices in (True, False)
        ]
        """All matrices, and all vectors, each of shape (readers, numbers)."""

    def cast(self, dtype: torch.dtype, device: str = "cpu") -> "ReaderNetwork":
        """Compute in this precision and there, shared embeddings included."""
        self._embeddings = self._embeddings.to(device=device, dtype=dtype)
        self.flat = [values.to(device=device, dtype=dtype, copy=True) for values in self.flat]
        return self

    def weights(self, flat: Sequence[Tensor] | None = None) -> dict[str, Tensor]:
        """Return weights by name, each of shape (readers, ...): views of `flat`, of one's own without it."""
        found: dict[str, Tensor] = {}
        for values, matrices in zip(flat or self.flat, (True, False), strict=True):
            shapes = {name: shape for name, shape in self._shapes.items() if (len(shape) > 1) is matrices}
            parts = torch.split(values, [shape.numel() for shape in shapes.values()], 1)
            for (name, shape), part in zip(shapes.items(), parts, strict=True):
                found[name] = part.view(self.readers, *shape)
        return found

    def __call__(
        self, tokens: Tensor, sides: Tensor, mask: Tensor, places: Tensor, sentences: int
    ) -> tuple[Tensor, Tensor]:
        """Score passages for questions.

        `tokens`, `sides` (0 the question's, 1 the passage's), `mask` (whether real) and `places` (from 1, the
        candidate sentence that a token belongs to; 0: none) have shape (rows, tokens), the rows shared out
        evenly among the readers in their order; `sentences` is the greatest number of them in a row. Returns
        float32 logits: (rows, 1 + sentences), of which the first says "not here", and (rows, tokens, 2) for
        an answer's first and last token, of which token 0 says "nowhere".
        """
        weights = self.weights()
        states = self._dropped(self._embeddings(input_ids=tokens, token_type_ids=sides))
        bias = (~mask).to(states.dtype) * torch.finfo(states.dtype).min
        bias = bias[:, None, None, :].expand(-1, 1, tokens.shape[1], -1)
        for number in range(self._layers):
            states = self._layer(weights, f"layers.{number}", states, bias)
        inside = functional.one_hot(places, sentences + 1)[:, :, 1:].to(states.dtype)
        sizes = inside.sum(1)
        pooled = torch.bmm((inside / sizes.clamp(min=1)[:, None]).transpose(1, 2), states)
        scores = self._linear(weights, "sentence", pooled).squeeze(-1).float()
        allowed = places > 0
        allowed[:, 0] = True
        spans = self._linear(weights, "span", states).float().masked_fill(~allowed[:, :, None], NO_SCORE)
        nothing = self._linear(weights, "nothing", states[:, :1]).squeeze(-1).float()
        return torch.cat([nothing, scores.masked_fill(sizes == 0, NO_SCORE)], dim=1), spans

    def _layer(self, weights: Weights, own: str, states: Tensor, bias: Tensor) -> Tensor:
        """Compute the layer of the transformer that is called `own`, as BERT's are."""
        joined = _joined(weights, f"{own}.attention.self")
        projected = self._linear(joined, "all", states).view(*states.shape[:2], 3, self._heads, -1)
        queries, keys, values = projected.permute(2, 0, 3, 1, 4)
        seen = self._attended(queries, keys, values, bias)
        seen = self._linear(
            weights, f"{own}.attention.output.dense", seen.transpose(1, 2).reshape(states.shape)
        )
        states = self._normal(weights, f"{own}.attention.output.LayerNorm", states + self._dropped(seen))
        made = functional.gelu(self._linear(weights, f"{own}.intermediate.dense", states))
        made = self._linear(weights, f"{own}.output.dense", made)
        return self._normal(weights, f"{own}.output.LayerNorm", states + self._dropped(made))

    def _attended(self, queries: Tensor, keys: Tensor, values: Tensor, bias: Tensor) -> Tensor:
        """Return what each token takes from the others.

        On a processor by its steps, whose gradients cost half of those of the one function, and without
        dropout, which would cost more than all else.
        """
        if queries.device.type == "cpu":
            alike = queries @ keys.transpose(-1, -2) / queries.shape[-1] ** 0.5 + bias
            return torch.matmul(alike.softmax(-1), values)
        share = self._dropout if self.training else 0.0
        return functional.scaled_dot_product_attention(queries, keys, values, attn_mask=bias, dropout_p=share)

    def _linear(self, weights: Weights, name: str, states: Tensor) -> Tensor:
        weight, bias = weights[f"{name}.weight"], weights[f"{name}.bias"]
        if self.readers == 1:
            return functional.linear(states, weight[0], bias[0])
        shared = states.reshape(self.readers, -1, states.shape[-1])
        return torch.baddbmm(bias[:, None], shared, weight.transpose(1, 2)).view(*states.shape[:-1], -1)

    def _normal(self, weights: Weights, name: str, states: Tensor) -> Tensor:
        weight, bias = weights[f"{name}.weight"], weights[f"{name}.bias"]
        size = states.shape[-1:]
        if self.readers == 1:
            return functional.layer_norm(states, size, weight[0], bias[0], self._epsilon)
        even = functional.layer_norm(states, size, eps=self._epsilon).view(self.readers, -1, *size)
        return torch.addcmul(bias[:, None], even, weight[:, None]).view(states.shape)

    def _dropped(self, states: Tensor) -> Tensor:
        if not self.training or not self._dropout:
            return states
        if states.device.type == "cpu":
            return cheap_dropout(states, self._dropout)
        return functional.dropout(states, self._dropout)


def _joined(weights: Weights, own: str) -> dict[str, Tensor]:
    """Return what makes queries, keys and values as one matrix and one vector."""
    return {
        f"all.{part}": torch.cat([weights[f"{own}.{name}.{part}"] for name in _PROJECTIONS], 1)
        for part in ("weight", "bias")
    }


def cheap_dropout(states: Tensor, share: float) -> Tensor:
    """Return the numbers with a share of them 0 and the others as much larger, in steps of 1/256.

    One byte is drawn for a number: drawing floats takes a processor a third of a step.
    """
    below = round(256 * share)
    words = torch.empty(-(-states.numel() // 8), dtype=torch.int64).random_(-(2**63), None)
    drawn = words.view(torch.uint8)[: states.numel()].view(states.shape)
    return states * (drawn >= below).to(states.dtype) / (1 - below / 256)


def pad(rows: Sequence[ReaderInput]) -> tuple[Tensor, Tensor, Tensor, Tensor, int]:
    """Return the inputs of a `ReaderNetwork` for some rows."""
    longest = _multiple(_TOKENS, max(len(row.tokens) for row in rows))
    tokens, sides, places = (torch.zeros(len(rows), longest, dtype=torch.long) for _ in range(3))
    mask = torch.zeros(len(rows), longest, dtype=torch.bool)
    for i, row in enumerate(rows):
        tokens[i, : len(row.tokens)] = torch.tensor(row.tokens)
        sides[i, : len(row.sides)] = torch.tensor(row.sides)
        mask[i, : len(row.tokens)] = True
        for j, (first, after) in enumerate(row.sentences):
            places[i, first:after] = j + 1
    return tokens, sides, mask, places, _multiple(_SENTENCES, max(len(row.sentences) for row in rows))


def _multiple(of: int, least: int) -> int:
    return -(-max(least, 1) // of) * of
