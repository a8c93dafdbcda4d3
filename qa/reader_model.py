"""The reader's network: the embedding model's lower layers apart, its upper layers over both together.

The lower layers see the question and the passage each on its own, as when embedding them, so that their
states can be kept; copies of the upper layers, trained by `training/train_reader.py`, see both at once
(deferred interaction: MacAvaney et al., "Efficient Document Re-Ranking for Transformers by
Precomputing Term Representations", 2020). One score for each sentence, one for "not in this passage",
and start and end scores for each token.
"""

import copy
from typing import Any

import torch
from torch import Tensor, nn

__all__ = ["SHARED_LAYERS", "JointReader"]

SHARED_LAYERS = 3


class JointReader(nn.Module):
    """Reads a question and a passage together."""

    def __init__(self, body: Any) -> None:  # noqa: ANN401 - transformers' BertModel
        """Take the embedding model's transformer; its lower layers are shared and stay as they are."""
        super().__init__()
        self._body = [body]  # in a list, so that its weights are not saved as this module's
        self.upper = nn.ModuleList(copy.deepcopy(layer) for layer in body.encoder.layer[SHARED_LAYERS:])
        width = int(body.config.hidden_size)
        self.side = nn.Embedding(2, width)
        self.sentence = nn.Linear(width, 1)
        self.nothing = nn.Linear(width, 1)
        self.span = nn.Linear(width, 2)
        nn.init.zeros_(self.side.weight)

    @torch.no_grad()
    def lower(self, token_ids: Tensor, mask: Tensor) -> Tensor:
        """Return the states (batch, tokens, width) of texts read apart; `mask` is 1 for real tokens."""
        body = self._body[0]
        states = body.embeddings(input_ids=token_ids)
        return _through(body.encoder.layer[:SHARED_LAYERS], states, mask)

    def forward(
        self, asked: Tensor, asked_mask: Tensor, read: Tensor, read_mask: Tensor, sentences: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Score passages for questions.

        `asked` (batch, question tokens, width) and `read` (batch, passage tokens, width) come from
        `lower`; `sentences` (batch, sentences, passage tokens) has rows that sum to 1 over each
        sentence's tokens, or to 0 for padding. Returns logits (batch, 1 + sentences), of which the first
        says "not here", and span logits (batch, passage tokens, 2).
        """
        both = torch.cat([asked + self.side.weight[0], read + self.side.weight[1]], dim=1)
        states = _through(self.upper, both, torch.cat([asked_mask, read_mask], dim=1))
        passage = states[:, asked.shape[1] :]
        nothing = self.nothing(states[:, 0])
        scores = self.sentence(torch.bmm(sentences, passage)).squeeze(-1)
        scores = scores.masked_fill(sentences.sum(-1) == 0, -1e4)
        span = self.span(passage).masked_fill(read_mask.unsqueeze(-1) == 0, -1e4)
        return torch.cat([nothing, scores], dim=1), span


def _through(layers: Any, states: Tensor, mask: Tensor) -> Tensor:  # noqa: ANN401
    bias = (1.0 - mask[:, None, None, :].to(states.dtype)) * torch.finfo(states.dtype).min
    for layer in layers:
        out = layer(states, attention_mask=bias)
        states = out[0] if isinstance(out, tuple) else out
    return states
