"""How much a word says: its inverse document frequency among the passages of an index."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.engine import SearchEngine

__all__ = ["rarity"]

_LEAST = 0.05
"""What a word says that stands nearly everywhere; also where passages that are gone are still counted."""


def rarity(forms: Sequence[str], engine: SearchEngine) -> NDArray[np.float64]:
    """Return the inverse document frequency of each folded word, shape (words,), at least `_LEAST`."""
    total = len(engine)
    counts = np.asarray([engine.frequency(form) for form in forms], dtype=np.float64)
    return np.maximum(np.log1p((total - counts + 0.5) / (counts + 0.5)), _LEAST)
