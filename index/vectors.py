"""Vectors by FAISS, the one place that knows it: a file derived from the record, memory-mapped."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encode import Vectors

__all__ = ["VectorIndex"]


class VectorIndex:
    """Exact search by inner product over unit vectors; scores are cosines, -1 to 1."""

    def __init__(self, index: Any, dimension: int) -> None:  # noqa: ANN401 - faiss is not typed
        """Take an opened FAISS index (see `open`)."""
        self._index = index
        self._dimension = dimension

    @staticmethod
    def build(path: Path, dimension: int, batches: Iterable[tuple[Sequence[int], Vectors]]) -> int:
        """Write an index of (passage numbers, (n, dimension) float32) batches; return how many."""
        import faiss

        index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
        for numbers, vectors in batches:
            index.add_with_ids(np.ascontiguousarray(vectors), np.asarray(numbers, dtype=np.int64))
        faiss.write_index(index, str(path))
        return int(index.ntotal)

    @classmethod
    def open(cls, path: Path) -> "VectorIndex":
        """Map an index file into memory; its vectors stay on disk until they are searched."""
        import faiss

        index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        return cls(index, int(index.d))

    def __len__(self) -> int:
        """Return how many vectors there are."""
        return int(self._index.ntotal)

    def nearest(
        self, vector: Vectors, k: int, allowed: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """Return up to `k` (passage number, cosine), best first, equal ones by number.

        `vector` has shape (dimension,), float32, unit length. `allowed` are the numbers of the only passages
        that may be found, or None for all.
        """
        import faiss

        self._check(vector)
        params = None
        if allowed is not None:
            bits = np.zeros(int(allowed.max(initial=0)) + 1, dtype=bool)
            bits[allowed] = True
            bitmap = np.packbits(bits, bitorder="little")
            api: Any = faiss  # its stubs describe the C++ constructors
            params = api.SearchParameters(sel=api.IDSelectorBitmap(bitmap))
        wanted = min(k, max(len(self), 1))
        scores, numbers = self._index.search(vector.reshape(1, -1), wanted, params=params)
        found = [(int(n), float(s)) for n, s in zip(numbers[0], scores[0], strict=True) if n >= 0]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def cosines(self, vector: Vectors, numbers: Sequence[int]) -> dict[int, float]:
        """Return the cosine of the vector with each of the given passages that has one."""
        self._check(vector)
        found: dict[int, float] = {}
        for number in numbers:
            try:
                stored: NDArray[np.float32] = self._index.reconstruct(int(number))
            except RuntimeError:  # FAISS's word for an unknown number
                continue
            found[number] = float(stored @ vector)
        return found

    def _check(self, vector: Vectors) -> None:
        if vector.shape != (self._dimension,):
            raise ValueError(f"a vector of shape {vector.shape} was given, ({self._dimension},) is needed")
