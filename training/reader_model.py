"""The reader's network: the encoder's token embeddings, with layers of its own over question and passage.

The embeddings are the encoder's, shared and unchanged; the transformer layers start as copies of the
encoder's and are trained by `training.train_reader` to read both texts at once. Three heads: where an
answer starts and ends (the first token stands for "nowhere"; Devlin et al. 2018, section 4.3), which
sentence answers, and that none does. Footnote itself computes the same in `qa/reader.py`, without torch.
"""

import copy
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from qa.reader_input import ReaderInput

__all__ = ["NO_SCORE", "CheapDropout", "ReaderNetwork", "pad"]

NO_SCORE = -1e4
"""The logit of what cannot be chosen: padding, the question's tokens, the title's."""
_TOKENS, _SENTENCES = 32, 8
"""Rows are padded to multiples of this, for few shapes: a graphics card takes long over the first of each."""


class ReaderNetwork(nn.Module):
    """Reads questions and passages together."""

    def __init__(self, body: Any, dropout: float = 0.0) -> None:  # noqa: ANN401 - transformers' BertModel
        """Take the encoder's transformer: its embeddings are shared, its layers copied."""
        super().__init__()
        embeddings = copy.deepcopy(body.embeddings).requires_grad_(False).eval()
        self._shared = [embeddings]  # in a list: not saved here
        self.layers = nn.ModuleList(copy.deepcopy(layer) for layer in body.encoder.layer)
        for module in self.layers.modules():
            if isinstance(module, nn.Dropout):
                module.p = dropout
            if hasattr(module, "config"):
                module.config = _attention(body.config, "eager")
        width = int(body.config.hidden_size)
        self._dropout = dropout
        self._drop: nn.Module = nn.Dropout(dropout)
        self.span = nn.Linear(width, 2)
        self.sentence = nn.Linear(width, 1)
        self.nothing = nn.Linear(width, 1)

    def cast(self, dtype: torch.dtype, device: str = "cpu") -> "ReaderNetwork":
        """Compute in this precision and there, shared embeddings included."""
        if device == "cpu":
            self._drop = CheapDropout(self._dropout)
            for layer in self.layers:
                _drop_cheaply(layer, self._dropout)
        else:  # a processor is no faster with the other attention
            for module in self.layers.modules():
                if hasattr(module, "config"):
                    module.config = _attention(module.config, "sdpa")
        self._shared[0] = self._shared[0].to(device=device, dtype=dtype)
        self.to(device=device, dtype=dtype)
        return self

    def forward(
        self, tokens: Tensor, sides: Tensor, mask: Tensor, places: Tensor, sentences: int
    ) -> tuple[Tensor, Tensor]:
        """Score passages for questions.

        `tokens`, `sides` (0 the question's, 1 the passage's), `mask` (whether real) and `places` (from 1, the
        candidate sentence that a token belongs to; 0: none) have shape (batch, tokens); `sentences` is the
        greatest number of them in a row. Returns float32 logits: (batch, 1 + sentences), of which the first
        says "not here", and (batch, tokens, 2) for an answer's first and last token, of which token 0 says
        "nowhere".
        """
        states = self._shared[0](input_ids=tokens, token_type_ids=sides)
        states = self._drop(states)
        bias = (~mask).to(states.dtype) * torch.finfo(states.dtype).min
        bias = bias[:, None, None, :].expand(-1, 1, tokens.shape[1], -1)
        for layer in self.layers:
            out = layer(states, attention_mask=bias)
            states = out[0] if isinstance(out, tuple) else out
        inside = functional.one_hot(places, sentences + 1)[:, :, 1:].to(states.dtype)
        sizes = inside.sum(1)
        pooled = torch.bmm((inside / sizes.clamp(min=1)[:, None]).transpose(1, 2), states)
        scores = self.sentence(pooled).squeeze(-1).float().masked_fill(sizes == 0, NO_SCORE)
        allowed = places > 0
        allowed[:, 0] = True
        spans = self.span(states).float().masked_fill(~allowed[:, :, None], NO_SCORE)
        return torch.cat([self.nothing(states[:, 0]).float(), scores], dim=1), spans


class CheapDropout(nn.Module):
    """Dropout that draws one byte for a number: drawing floats takes a processor a third of a step."""

    def __init__(self, p: float) -> None:
        """Take the share that is dropped (0-1), in steps of 1/256."""
        super().__init__()
        self.p, self._below = p, round(256 * p)

    def forward(self, states: Tensor) -> Tensor:
        """Return the numbers with some of them 0 and the others as much larger."""
        if not self.training or not self._below:
            return states
        words = torch.empty(-(-states.numel() // 8), dtype=torch.int64).random_(-(2**63), None)
        drawn = words.view(torch.uint8)[: states.numel()].view(states.shape)
        return states * (drawn >= self._below).to(states.dtype) / (1 - self._below / 256)


def _drop_cheaply(layer: Any, share: float) -> None:  # noqa: ANN401 - transformers' BertLayer
    """Let a layer draw cheaply what it drops, of its attention nothing."""
    layer.attention.output.dropout = CheapDropout(share)
    layer.output.dropout = CheapDropout(share)
    layer.attention.self.dropout = nn.Dropout(0.0)


def _attention(config: Any, implementation: str) -> Any:  # noqa: ANN401 - transformers' BertConfig
    """Return the settings with another way to compute attention."""
    other = copy.deepcopy(config)
    other._attn_implementation = implementation
    return other


def pad(rows: Sequence[ReaderInput]) -> tuple[Tensor, Tensor, Tensor, Tensor, int]:
    """Return the inputs of `ReaderNetwork.forward` for some rows."""
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
