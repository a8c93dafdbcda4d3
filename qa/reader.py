"""The reader: what a passage's sentences say to a question, read together with it.

Its weights, `qa/reader.safetensors`, come from `training.train_reader`, which knows the same network as
`training.reader_model`; `qa/READER.md` describes them. The embeddings are those of Footnote's own encoder.
"""

import threading
from collections.abc import Sequence
from functools import cached_property
from importlib.resources import as_file, files
from typing import Any

import numpy as np

from index.bert import Bert, Floats
from index.encode_onnx import load_tokenizer, load_weights, read_json
from index.errors import EncoderError
from index.models import DEFAULT_MODEL, model_folder
from qa.reader_input import ReaderInput, Tokens, tokens_of
from qa.reading import UNREAD, OnRead, Reading, ToRead, best_span

__all__ = ["Reader"]


class Reader:
    """Reads passages for a question; loaded at first use, safe to call from many threads."""

    def __init__(self) -> None:
        """Load nothing yet."""
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Load the weights now. Raises EncoderError where they don't fit."""
        with self._lock:
            _ = self._loaded

    @cached_property
    def _loaded(self) -> "_Network":
        try:
            return _Network()
        except (OSError, ValueError, KeyError) as error:
            raise EncoderError(f"the reader cannot be loaded ({error}): use --no-reader") from error

    def read(
        self, question: str, passages: Sequence[ToRead], on_read: OnRead | None = None
    ) -> list[list[Reading]]:
        """Return, for each passage, a reading of each of its sentences, in order."""
        self.warm()
        return self._loaded.read(question, passages, on_read or (lambda: None))

    def reads(self, language: str | None) -> bool:
        """Return whether it can judge texts in a language: it has learned English alone."""
        return language in (None, "en")


class _Network:
    """The network of `training.reader_model`, without torch."""

    def __init__(self) -> None:
        folder = model_folder(DEFAULT_MODEL)
        shared = load_weights(folder / "model.safetensors")
        with as_file(files("qa").joinpath("reader.safetensors")) as path:
            own = load_weights(path)
        self._heads = {
            name: (own[f"{name}.weight"], own[f"{name}.bias"]) for name in ("span", "sentence", "nothing")
        }
        weights = {name: value for name, value in shared.items() if name.startswith("embeddings.")}
        weights |= {f"encoder.layer.{name.removeprefix('layers.')}": value for name, value in own.items()}
        self._body = Bert(read_json(folder / "config.json"), weights)
        self._tokenizer: Any = load_tokenizer(folder)
        self._special = tuple(self._tokenizer.encode("").ids)

    def read(self, question: str, passages: Sequence[ToRead], on_read: OnRead) -> list[list[Reading]]:
        rows, tokens = self._rows(question, passages)

        def take(i: int, states: Floats) -> list[Reading]:
            found = self._readings(rows[i], tokens[i], states)
            on_read()
            return found

        return self._body.run([row.tokens for row in rows], take, [row.sides for row in rows])

    def _rows(self, question: str, passages: Sequence[ToRead]) -> tuple[list[ReaderInput], list[Tokens]]:
        parts = self._tokenizer.encode_batch(
            [text for p in passages for text in (p.asked or question, p.title, p.before, p.text)],
            add_special_tokens=False,
        )
        rows: list[ReaderInput] = []
        tokens: list[Tokens] = []
        for i, passage in enumerate(passages):
            asked, title, before, text = parts[4 * i : 4 * i + 4]
            tokens.append(tokens_of(text.ids, text.offsets, passage.sentences))
            row = ReaderInput.begin(self._special, asked.ids, title.ids)
            row.tokens += before.ids
            for first, after in tokens[i].sentences:
                row.add(tokens[i].ids[first:after])
            row.finish(self._special)
            rows.append(row)
        return rows, tokens

    def _readings(self, row: ReaderInput, tokens: Tokens, states: Floats) -> list[Reading]:
        """Return the readings of one passage from the network's states, shape (tokens, width)."""
        spans = self._logits("span", states)
        nothing, nowhere = float(self._logits("nothing", states[0])[0]), float(spans[0].sum())
        found: list[Reading] = []
        for (begin, end), (first, _) in zip(row.sentences, tokens.sentences, strict=True):
            if end <= begin:
                found.append(UNREAD)
                continue
            left, right, logit = best_span(spans[begin:end])
            answer = (tokens.offsets[first + left][0], tokens.offsets[first + right][1])
            score = float(self._logits("sentence", states[begin:end].mean(axis=0))[0])
            found.append(Reading(score - nothing, score, logit - nowhere, answer))
        return found

    def _logits(self, head: str, states: Floats) -> Floats:
        weight, bias = self._heads[head]
        return np.asarray(states @ weight.T + bias, dtype=np.float32)
