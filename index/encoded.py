"""What texts become: the protocol of encoders, and the vectors that they give."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["Encoder", "TokenVectors", "Vectors", "unit_rows"]

Vectors = NDArray[np.float32]
"""Rows of unit length: shape (n, dimension), float32."""


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """A text as its encoder saw it: a vector of the whole, and one of each token in its context.

    `whole` has shape (dimension,) and `vectors` (tokens, dimension), float32, unit length; `spans` is
    (tokens, 2), the offsets of each token in the text.
    """

    whole: Vectors
    vectors: Vectors
    spans: NDArray[np.int32]


class Encoder(Protocol):
    """Turns texts into unit vectors whose inner product says how alike the texts are."""

    @property
    def model_id(self) -> str:
        """A name that changes whenever the vectors would."""
        ...

    @property
    def model_name(self) -> str:
        """What to ask for to get this encoder again."""
        ...

    @property
    def dimension(self) -> int:
        """The number of columns of every result."""
        ...

    def expect(self, characters: int) -> None:
        """Make ready for texts of about so many characters in all, which are to be encoded next."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (len(texts), dimension) float32 with unit rows."""
        ...

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Return the vectors of each text's tokens; a very long text is cut at the model's limit."""
        ...


def unit_rows(vectors: NDArray[np.float32]) -> Vectors:
    """Return vectors, shape (…, dimension), scaled to unit length."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-9), dtype=np.float32)
