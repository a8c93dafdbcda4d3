"""Texts to vectors: an encoder for any sentence-transformers model, computed in the fastest way it allows."""

import logging
import shutil
import sys
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from index.bert import UnsupportedModelError
from index.combine import Combined
from index.encode_onnx import MANY_CHARS, OnnxModel, agrees
from index.encode_torch import TorchModel
from index.encoded import Encoder, TokenVectors, Vectors
from index.errors import EncoderError
from index.models import DEFAULT_MODEL, model_folder, weights_digest

__all__ = ["Encoder", "SentenceEncoder", "TokenVectors", "Vectors", "load_encoder"]

_MANY = 256
"""From how many texts on it pays to load what computes on a graphics card."""
_FEW, _COMBINED = 4, 64
"""Up to how many texts are encoded together with those that other threads ask for, and how many at once:
sixteen questions take half the processor time together (docs/scaling.md)."""
_logger = logging.getLogger(__name__)


def load_encoder(model: str | None = None) -> "SentenceEncoder":
    """Return the encoder of a model by name or folder; its weights are read at first use."""
    return SentenceEncoder(model or DEFAULT_MODEL)


class SentenceEncoder:
    """A sentence-transformers model, loaded at first use, from this machine only.

    A name is looked for as a folder, then in the package that carries the default model, then among
    the models already downloaded. Weights must be safetensors; code that comes with a model is never run.
    """

    def __init__(self, model: str) -> None:
        """Remember which model to load."""
        self.model_name = model
        self._lock = threading.RLock()
        self._model: OnnxModel | TorchModel | None = None
        self._torch: TorchModel | None = None
        self._together = Combined(lambda texts: self._loaded().encode(texts), _COMBINED)

    @property
    def model_id(self) -> str:
        """The model's name and the start of the SHA-256 of its weights; the model is not loaded for it."""
        with self._lock:
            return f"{Path(self.model_name).name}@{self._digest[:16]}"

    @cached_property
    def _digest(self) -> str:
        return weights_digest(model_folder(self.model_name))

    @property
    def dimension(self) -> int:
        """The number of columns of every result."""
        return self._loaded().dimension

    @property
    def is_default(self) -> bool:
        """Whether this is the model that comes with Footnote, on which the reader is built."""
        return self.model_name.removeprefix("sentence-transformers/") == DEFAULT_MODEL

    def warm(self) -> None:
        """Load the model now: half a second in ONNX Runtime, else about ten. Raises EncoderError."""
        self._loaded()

    def sentence_transformer(self) -> Any:  # noqa: ANN401 - sentence_transformers has no types
        """Return the bare model, to measure against it and to train on."""
        return self._in_torch().model

    def expect(self, characters: int) -> None:
        """Load by and by what encodes so many characters sooner; they are about to come. Returns at once."""
        if characters >= MANY_CHARS and not _graphics_card():  # which would encode them in any case
            threading.Thread(target=self._expect, args=(characters,), daemon=True).start()

    def _expect(self, characters: int) -> None:
        try:
            model = self._loaded()
        except EncoderError as error:  # raised again where texts are encoded
            _logger.info("%s cannot be loaded: %s", self.model_name, error)
            return
        if isinstance(model, OnnxModel):
            model.expect(characters)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (len(texts), dimension) float32 with unit rows; safe to call from many threads."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        if len(texts) >= _MANY and _graphics_card() and self._in_torch().on_graphics_card:
            return self._in_torch().encode(texts)
        if len(texts) <= _FEW:
            found: Vectors = self._together(texts)
            return found
        model = self._loaded()
        return model.encode_many(texts) if isinstance(model, OnnxModel) else model.encode(texts)

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Return the vectors of each text's tokens; a very long text is cut at the model's limit."""
        return self._loaded().encode_tokens(texts) if texts else []

    def _loaded(self) -> OnnxModel | TorchModel:
        with self._lock:
            if self._model is None:
                self._model = self._fastest()
                self._model.encode(["ready"])
            return self._model

    def _fastest(self) -> OnnxModel | TorchModel:
        """Return the model in ONNX Runtime where its vectors are the same, else in sentence-transformers."""
        folder = model_folder(self.model_name)
        digest = self._digest
        try:
            model = OnnxModel(folder)
            if agrees(model, folder, digest, lambda texts: self._in_torch().encode(texts)):
                return model
        except UnsupportedModelError as error:
            _logger.info("%s is computed by sentence-transformers: %s", self.model_name, error)
        return self._in_torch()

    def _in_torch(self) -> TorchModel:
        with self._lock:
            if self._torch is None:
                self._torch = TorchModel(model_folder(self.model_name))
            return self._torch


def _graphics_card() -> bool:
    """Return whether there may be a graphics card that torch can use; asking torch itself takes seconds."""
    nvidia = shutil.which("nvidia-smi") is not None or Path("/dev/nvidia0").exists()
    return nvidia or (
        sys.platform == "darwin" and Path("/System/Library/Frameworks/Metal.framework").exists()
    )
