"""The reader: what a passage's sentences say to a question, read together with it.

The network is `qa.reader_model`; its weights, `qa/reader.safetensors`, come from `training.train_reader`
and are described in `qa/READER.md`.
"""

import threading
from collections.abc import Sequence
from functools import cached_property
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from index.encode import Encoder, SentenceEncoder, load_encoder
from index.errors import EncoderError
from qa.reading import UNREAD, Reading, ToRead, best_span

if TYPE_CHECKING:
    from qa.reader_input import ReaderInput, Tokens

__all__ = ["Reader"]

_BATCH = 16


class Reader:
    """Reads passages for a question; loaded at first use, safe to call from many threads."""

    def __init__(self, encoder: Encoder | None = None) -> None:
        """Share the encoder's embeddings where it is the default model, else load the default model's."""
        fits = isinstance(encoder, SentenceEncoder) and encoder.is_default
        self._encoder = cast(SentenceEncoder, encoder) if fits else load_encoder()
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Load the weights now. Raises EncoderError where they don't fit."""
        with self._lock:
            _ = self._loaded

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        import torch
        from safetensors.torch import load_file

        from qa.reader_model import ReaderNetwork

        body, tokenizer = self._encoder.body()
        network = ReaderNetwork(body)
        try:
            with as_file(files("qa").joinpath("reader.safetensors")) as path:
                network.load_state_dict({name: value.float() for name, value in load_file(path).items()})
        except (RuntimeError, OSError) as error:
            raise EncoderError(f"the reader cannot be loaded ({error}): use --no-reader") from error
        network.cast(torch.bfloat16 if _fast_bfloat16() else torch.float32).eval()
        return network, tokenizer

    def read(self, question: str, passages: Sequence[ToRead]) -> list[list[Reading]]:
        """Return, for each passage, a reading of each of its sentences, in order."""
        import torch

        from qa.reader_input import pad

        self.warm()
        network, _ = self._loaded
        rows = self._rows(question, passages)
        order = sorted(range(len(rows)), key=lambda i: len(rows[i][0].tokens))
        found: list[list[Reading]] = [[] for _ in rows]
        for begin in range(0, len(order), _BATCH):
            some = order[begin : begin + _BATCH]
            with torch.inference_mode():
                scores, spans = network(*pad([rows[i][0] for i in some]))
            for place, i in enumerate(some):
                found[i] = _readings(*rows[i], scores[place].numpy(), spans[place].numpy())
        return found

    def _rows(self, question: str, passages: Sequence[ToRead]) -> "list[tuple[ReaderInput, Tokens]]":
        from qa.reader_input import ReaderInput, tokens_of

        _, tokenizer = self._loaded
        special = (int(tokenizer.cls_token_id), int(tokenizer.sep_token_id))
        if not passages:
            return []
        plain = tokenizer(
            [question, *(p.title for p in passages), *(p.before for p in passages)], add_special_tokens=False
        )["input_ids"]
        titles, befores = plain[1 : 1 + len(passages)], plain[1 + len(passages) :]
        encoded = tokenizer([p.text for p in passages], add_special_tokens=False, return_offsets_mapping=True)
        rows: list[tuple[ReaderInput, Tokens]] = []
        for i, passage in enumerate(passages):
            tokens = tokens_of(encoded, i, passage.sentences)
            row = ReaderInput.begin(special, plain[0], titles[i])
            row.tokens += befores[i]
            for first, after in tokens.sentences:
                row.add(tokens.ids[first:after])
            row.finish(special)
            rows.append((row, tokens))
        return rows


def _readings(
    row: "ReaderInput", tokens: "Tokens", scores: NDArray[np.float32], spans: NDArray[np.float32]
) -> list[Reading]:
    """Return the readings of one passage from the network's logits."""
    nothing, nowhere = float(scores[0]), float(spans[0].sum())
    found: list[Reading] = []
    for number, ((begin, end), (first, _)) in enumerate(zip(row.sentences, tokens.sentences, strict=True)):
        if end <= begin:
            found.append(UNREAD)
            continue
        left, right, logit = best_span(spans[begin:end])
        answer = (tokens.offsets[first + left][0], tokens.offsets[first + right][1])
        score = float(scores[number + 1])
        found.append(Reading(score - nothing, score, logit - nowhere, answer))
    return found


def _fast_bfloat16() -> bool:
    """Return whether the processor multiplies bfloat16 itself; where it doesn't, float32 is faster."""
    import torch

    known = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    return bool(known.get("avx512_bf16") or known.get("amx_bf16"))
