"""Encoding with sentence-transformers itself: any model, on a graphics card where there is one.

Importing it takes seconds (about ten on two cores), so `index.encode` does without it where it can.
"""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.encoded import TokenVectors, Vectors, unit_rows
from index.errors import EncoderError
from index.models import offline

__all__ = ["BATCH_SIZE", "TorchModel"]

BATCH_SIZE = 32
_logger = logging.getLogger(__name__)


class TorchModel:
    """A sentence-transformers model from a folder: safetensors only, code that comes with it never run."""

    def __init__(self, folder: Path) -> None:
        """Load the model. Raises EncoderError."""
        offline()
        try:
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging as transformers_logging

            transformers_logging.disable_progress_bar()
            self.model: Any = SentenceTransformer(
                str(folder),
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )
        except Exception as error:
            _logger.debug("loading %s failed", folder, exc_info=True)
            raise EncoderError(f"the model in {folder} cannot be loaded: {error}") from error

    @property
    def dimension(self) -> int:
        """The number of columns of every result."""
        return int(self.model.get_embedding_dimension())

    @property
    def on_graphics_card(self) -> bool:
        """Whether it computes on something faster than the processor."""
        return str(self.model.device.type) != "cpu"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (len(texts), dimension) float32 with unit rows."""
        vectors: Vectors = self.model.encode(
            list(texts),
            batch_size=BATCH_SIZE,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.ascontiguousarray(vectors, dtype=np.float32)

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Return the vectors of each text's tokens.

        A model whose tokenizer cannot say where its tokens stand gives one token for the whole text.
        """
        tokenizer = self.model.tokenizer
        if not getattr(tokenizer, "is_fast", False):
            whole = self.encode(texts)
            spans = [np.asarray([[0, len(text)]], dtype=np.int32) for text in texts]
            return [TokenVectors(v, v.reshape(1, -1), s) for v, s in zip(whole, spans, strict=True)]
        features = self.model.encode(
            list(texts), batch_size=BATCH_SIZE, output_value=None, show_progress_bar=False
        )
        offsets = tokenizer(
            list(texts),
            truncation=True,
            max_length=self.model.max_seq_length,
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
        )
        return [
            _token_vectors(feature, spans, special)
            for feature, spans, special in zip(
                features, offsets["offset_mapping"], offsets["special_tokens_mask"], strict=True
            )
        ]


def _token_vectors(feature: Any, spans: list[Any], special: list[int]) -> TokenVectors:  # noqa: ANN401
    """Return one text's vectors without those of special tokens, all scaled to unit length."""
    keep = np.flatnonzero(np.asarray(special) == 0)
    return TokenVectors(
        unit_rows(feature["sentence_embedding"].float().cpu().numpy()),
        unit_rows(feature["token_embeddings"].float().cpu().numpy()[keep]),
        np.asarray(spans, dtype=np.int32).reshape(-1, 2)[keep],
    )
