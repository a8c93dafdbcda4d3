"""Any extractive question-answering model of the transformers library, in the reader's place.

Such a model says where an answer starts and ends, or, by its first token, that there is none (Devlin et
al. 2018, section 4.3). A sentence is as good as the best answer inside it.
"""

import threading
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from index.errors import EncoderError
from index.models import model_folder, offline
from qa.reading import UNREAD, OnRead, Reading, ToRead, best_span

__all__ = ["SpanReader"]

MAX_TOKENS = 384
_BATCH = 8


class SpanReader:
    """Reads passages with a model given by folder or name; loaded at first use, from this machine only.

    Weights must be safetensors, and code that comes with a model is never run.
    """

    def __init__(self, model: str) -> None:
        """Remember which model to load."""
        self._name = model
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Load the model now. Raises EncoderError where it is none that extracts answers."""
        with self._lock:
            _ = self._loaded

    @cached_property
    def _loaded(self) -> tuple[Any, Any, int]:
        folder = model_folder(self._name)
        offline()
        try:
            from transformers import AutoModelForQuestionAnswering, AutoTokenizer

            settings: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
            tokenizer = AutoTokenizer.from_pretrained(folder, **settings)
            model, loading = AutoModelForQuestionAnswering.from_pretrained(
                folder, use_safetensors=True, output_loading_info=True, **settings
            )
        except Exception as error:
            raise EncoderError(f"the reader {self._name!r} cannot be loaded: {error}") from error
        if not tokenizer.is_fast:
            raise EncoderError(f"the reader {self._name!r} has no tokenizer that says where its tokens stand")
        if loading["missing_keys"]:
            raise EncoderError(f"the model {self._name!r} was not trained to extract answers: choose another")
        return model.eval(), tokenizer, min(MAX_TOKENS, int(tokenizer.model_max_length))

    def read(
        self, question: str, passages: Sequence[ToRead], on_read: OnRead | None = None
    ) -> list[list[Reading]]:
        """Return, for each passage, a reading of each of its sentences, in order."""
        self.warm()
        found: list[list[Reading]] = []
        for begin in range(0, len(passages), _BATCH):
            some = self._read(question, passages[begin : begin + _BATCH])
            found += some
            if on_read is not None:
                for _ in some:
                    on_read()
        return found

    def reads(self, language: str | None) -> bool:
        """Return whether it can judge texts in a language: what a model has learned is not known."""
        return True

    def _read(self, question: str, passages: Sequence[ToRead]) -> list[list[Reading]]:
        import torch

        model, tokenizer, longest = self._loaded
        heads = ["\n".join(part for part in (p.title, p.before) if part) for p in passages]
        contexts = [f"{head}\n{p.text}" for head, p in zip(heads, passages, strict=True)]
        encoded = tokenizer(
            [p.asked or question for p in passages], contexts, truncation="only_second", max_length=longest,
            padding=True, return_offsets_mapping=True, return_tensors="pt",
        )  # fmt: skip
        offsets = encoded.pop("offset_mapping").numpy()
        with torch.inference_mode():
            out = model(**encoded)
        logits = torch.stack([out.start_logits, out.end_logits], dim=-1).float().numpy()
        found: list[list[Reading]] = []
        for row, passage in enumerate(passages):
            own = np.asarray([side == 1 for side in encoded.sequence_ids(row)])
            places = np.where(own[:, None], offsets[row] - len(heads[row]) - 1, -1)
            found.append([_reading(logits[row], places, *span) for span in passage.sentences])
        return found


def _reading(logits: Any, places: Any, start: int, end: int) -> Reading:  # noqa: ANN401 - NumPy arrays
    """Return the reading of a sentence from logits (tokens, 2) and the tokens' places (tokens, 2)."""
    inside = np.flatnonzero((places[:, 0] >= start) & (places[:, 1] <= end) & (places[:, 1] > places[:, 0]))
    if not len(inside):
        return UNREAD
    first, last, logit = best_span(logits[inside])
    odds = logit - float(logits[0].sum())
    return Reading(odds, logit, odds, (int(places[inside[first], 0]), int(places[inside[last], 1])))
