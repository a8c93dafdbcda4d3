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

from qa.reader_input import ReaderInput

__all__ = ["NO_SCORE", "ReaderNetwork", "pad"]

NO_SCORE = -1e4
"""The logit of what cannot be chosen: padding, the question's tokens, the title's."""


class ReaderNetwork(nn.Module):
    """Reads questions and passages together."""

    def __init__(self, body: Any) -> None:  # noqa: ANN401 - transformers' BertModel
        """Take the encoder's transformer: its embeddings are shared, its layers copied."""
        super().__init__()
        self._shared = [copy.deepcopy(body.embeddings).requires_grad_(False)]  # in a list: not saved here
        self.layers = nn.ModuleList(copy.deepcopy(layer) for layer in body.encoder.layer)
        for module in self.layers.modules():
            if isinstance(module, nn.Dropout):
                module.p = 0.0  # drawing its masks would take a processor as long as the layers themselves
            if hasattr(module, "config"):
                module.config = _plain_attention(body.config)
        width = int(body.config.hidden_size)
        self.span = nn.Linear(width, 2)
        self.sentence = nn.Linear(width, 1)
        self.nothing = nn.Linear(width, 1)

    def cast(self, dtype: torch.dtype) -> "ReaderNetwork":
        """Compute in this precision, shared embeddings included."""
        self._shared[0] = self._shared[0].to(dtype)
        self.to(dtype)
        return self

    def forward(
        self, tokens: Tensor, sides: Tensor, mask: Tensor, sentences: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Score passages for questions.

        `tokens`, `sides` (0 the question's, 1 the passage's) and `mask` (1 real, 0 padding) have shape
        (batch, tokens); `sentences` (batch, sentences, tokens) has rows that sum to 1 over each candidate
        sentence's tokens, or to 0 for padding. Returns float32 logits: (batch, 1 + sentences), of which
        the first says "not here", and (batch, tokens, 2) for an answer's first and last token, of which
        token 0 says "nowhere".
        """
        states = self._shared[0](input_ids=tokens, token_type_ids=sides)
        bias = (1 - mask[:, None, None, :]).to(states.dtype) * torch.finfo(states.dtype).min
        for layer in self.layers:
            out = layer(states, attention_mask=bias)
            states = out[0] if isinstance(out, tuple) else out
        pooled = torch.bmm(sentences.to(states.dtype), states)
        scores = self.sentence(pooled).squeeze(-1).float().masked_fill(sentences.sum(-1) == 0, NO_SCORE)
        span = self.span(states).float()
        allowed = (sentences.sum(1) > 0).unsqueeze(-1)
        allowed[:, 0] = True
        return (
            torch.cat([self.nothing(states[:, 0]).float(), scores], dim=1),
            span.masked_fill(~allowed, NO_SCORE),
        )


def _plain_attention(config: Any) -> Any:  # noqa: ANN401 - transformers' BertConfig
    """Return the settings with plain attention, which a processor does faster at these lengths."""
    plain = copy.deepcopy(config)
    plain._attn_implementation = "eager"
    return plain


def pad(rows: Sequence[ReaderInput]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return the inputs of `ReaderNetwork.forward` for some rows."""
    longest = max(len(row.tokens) for row in rows)
    tokens = torch.zeros(len(rows), longest, dtype=torch.long)
    sides = torch.zeros(len(rows), longest, dtype=torch.long)
    mask = torch.zeros(len(rows), longest)
    sentences = torch.zeros(len(rows), max(1, *(len(row.sentences) for row in rows)), longest)
    for i, row in enumerate(rows):
        tokens[i, : len(row.tokens)] = torch.tensor(row.tokens)
        sides[i, : len(row.sides)] = torch.tensor(row.sides)
        mask[i, : len(row.tokens)] = 1.0
        for j, (first, after) in enumerate(row.sentences):
            if after > first:
                sentences[i, j, first:after] = 1.0 / (after - first)
    return tokens, sides, mask, sentences
