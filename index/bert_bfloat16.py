"""BERT networks in torch and bfloat16, for processors that multiply it (Intel's AMX, AVX-512 BF16).

On such a processor this takes a third to three fifths of the time of `index.bert`, and gives vectors whose
cosine with those of float32 is .9999 (docs/design.md). torch takes a second to import, so it pays for many
texts only.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from index.bert import Floats, in_batches, padded

__all__ = ["BertBfloat16", "multiplies_bfloat16"]

BATCH_TOKENS = 1024
"""Most tokens in a batch of several rows: twice what is best in float32, of numbers half as long."""
_LENGTHS = 8
"""Rows are padded to a multiple of so many tokens: what torch keeps for each shape takes memory."""
_HIDDEN = -1e4
_KINDS = ("weight", "bias")
_PROCESSOR = Path("/proc/cpuinfo")
_MULTIPLIES = {"amx_bf16", "avx512_bf16"}
"""What Linux calls the two sets of instructions: of matrices, and of vectors (AMD's Zen 4 and later)."""
_Made = TypeVar("_Made")


@cache
def multiplies_bfloat16() -> bool:
    """Return whether the processor multiplies matrices in bfloat16, as far as the system tells (Linux)."""
    try:
        lines = _PROCESSOR.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return False
    flags = next((line for line in lines if line.startswith("flags")), "")
    return not _MULTIPLIES.isdisjoint(flags.split())


class BertBfloat16:
    """A network with its weights. Safe to use from many threads."""

    def __init__(self, config: Mapping[str, Any], weights: Mapping[str, Floats]) -> None:
        """Take the config.json and the weights by name of a model that `index.bert.Bert` takes."""
        import torch

        given = {name: torch.from_numpy(value) for name, value in weights.items()}
        heads, self._epsilon = int(config["num_attention_heads"]), float(config["layer_norm_eps"])
        embeddings = [f"embeddings.{kind}_embeddings.weight" for kind in ("word", "position", "token_type")]
        self._words, self._places, self._sides = (given[name] for name in embeddings)
        self._norm = [given[f"embeddings.LayerNorm.{kind}"] for kind in _KINDS]
        numbers = range(int(config["num_hidden_layers"]))
        self._layers = [_Layer(given, f"encoder.layer.{n}.", heads, self._epsilon) for n in numbers]

    def run(self, rows: Sequence[Sequence[int]], take: Callable[[int, Floats], _Made]) -> list[_Made]:
        """Return, in order, what `take` makes of each row's number and its states, (tokens, width) float32.

        A row is the ids of its tokens. `take` is called from several threads.
        """
        import torch

        def states_of(batch: Sequence[int], _: bool) -> Floats:  # noqa: FBT001
            torch.set_num_threads(1)  # one core for each batch, as in `index.bert`
            ids = padded([rows[i] for i in batch], np.int64, _LENGTHS)[:, : len(self._places)]
            return self._states(ids, np.asarray([len(rows[i]) for i in batch]))

        threads = torch.get_num_threads()  # of this thread
        try:
            return in_batches(rows, BATCH_TOKENS, states_of, take)
        finally:
            torch.set_num_threads(threads)

    def _states(self, ids: Any, lengths: Any) -> Floats:  # noqa: ANN401 - integers of any width
        """Return (rows, tokens, width) float32."""
        import torch
        from torch.nn.functional import layer_norm

        rows, tokens = ids.shape
        with torch.inference_mode():
            found = self._words[torch.from_numpy(ids)] + self._places[:tokens] + self._sides[0]
            weight, bias = self._norm
            found = layer_norm(found, found.shape[2:], weight, bias, self._epsilon)
            hidden = torch.arange(tokens)[None] >= torch.from_numpy(lengths)[:, None]
            mask = torch.zeros(rows, 1, 1, tokens, dtype=torch.bfloat16)
            mask.masked_fill_(hidden[:, None, None], _HIDDEN)
            states = found.to(torch.bfloat16)
            for layer in self._layers:
                states = layer(states, mask)
            return np.asarray(states.float().numpy())


class _Layer:
    """A layer of the network."""

    def __init__(self, given: Mapping[str, Any], layer: str, heads: int, epsilon: float) -> None:
        import torch

        inner = [f"{layer}attention.self.{part}" for part in ("query", "key", "value")]
        dense = ("attention.output.dense", "intermediate.dense", "output.dense")
        norms = ("attention.output.LayerNorm", "output.LayerNorm")
        self._heads, self._epsilon = heads, epsilon
        self._parts: dict[str, tuple[Any, Any]] = {}
        for part in ("attention", *dense, *norms):
            names = inner if part == "attention" else [f"{layer}{part}"]
            weight, bias = (torch.cat([given[f"{name}.{kind}"] for name in names]) for kind in _KINDS)
            self._parts[part] = weight.to(torch.bfloat16), bias.to(torch.bfloat16)

    def __call__(self, states: Any, mask: Any) -> Any:  # noqa: ANN401 - tensors of torch
        """Return the states after this layer; `mask` is added to the logits of what each token sees."""
        from torch.nn.functional import gelu, scaled_dot_product_attention

        rows, tokens, width = states.shape
        split = self._dense("attention", states).view(rows, tokens, 3, self._heads, width // self._heads)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        seen = scaled_dot_product_attention(query, key, value, attn_mask=mask)
        seen = self._dense("attention.output.dense", seen.transpose(1, 2).reshape(rows, tokens, width))
        states = self._norm("attention.output.LayerNorm", states + seen)
        wide = gelu(self._dense("intermediate.dense", states))
        return self._norm("output.LayerNorm", states + self._dense("output.dense", wide))

    def _dense(self, part: str, states: Any) -> Any:  # noqa: ANN401
        from torch.nn.functional import linear

        return linear(states, *self._parts[part])

    def _norm(self, part: str, states: Any) -> Any:  # noqa: ANN401
        from torch.nn.functional import layer_norm

        return layer_norm(states, states.shape[2:], *self._parts[part], self._epsilon)
