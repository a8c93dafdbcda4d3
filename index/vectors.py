"""Vectors by FAISS, the one place that knows it: files derived from the record, memory-mapped.

Up to `FLAT` passages are kept as they are and searched exactly: the *tail*. More than that become the *base*:
an inverted file over cells (k-means) with one byte for each number, of which the cells nearest to a question
are compared; its candidates are ranked again by their exact vectors, which the record holds. What is added
after goes to the tail, until that is full and joins the base; the cells are found anew when it has doubled.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encode import Vectors
from index.generations import link
from index.pools import cores

__all__ = ["Chosen", "Numbers", "Source", "VectorIndex"]

Numbers = NDArray[np.int64]
"""Passage numbers, each once, in order."""
Source = Callable[[Sequence[int] | Numbers], Iterable[tuple[Sequence[int], Vectors]]]
"""What gives the exact vectors of passages, in batches of (numbers, (n, dimension) float32 unit rows)."""

FLAT = 20_000
"""How many vectors are searched exactly, one by one: 4 ms at 384 dimensions (docs/scaling.md)."""
COMPARED, COMPARED_OF_CHOSEN = 32_000, 100_000
"""How many vectors of the base are compared with a question, so many cells as it takes; and how many of a
choice, whose passages may lie in cells far from it."""
RESCORED, RESCORED_MORE = 1.25, 10
"""How many candidates are ranked by their exact vectors for each that is wanted, and how many more."""
_GONE_SHARE = 0.2
"""The share of the base that may be gone before it is written without them."""
_TRAINED_ON = 48
"""How many vectors for each cell k-means looks at, in `_ROUNDS` rounds."""
_ROUNDS = 8
_TAIL, _BASE, _BASE_NUMBERS = "tail.faiss", "base.faiss", "base.npy"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The only passages that may be found: as a bitmap of their numbers, and how many each cell holds."""

    bitmap: NDArray[np.uint8]
    cells: NDArray[np.int64]


class VectorIndex:
    """Search by inner product over unit vectors; scores are exact cosines, -1 to 1."""

    def __init__(self, tail: Any, base: "_Base | None", numbers: Numbers, source: Source) -> None:  # noqa: ANN401 - faiss
        """Take the opened parts (see `open`)."""
        self._tail = tail
        self._base = base
        self._source = source
        self._dimension = int(tail.d)
        gone = base is not None and len(np.setdiff1d(base.numbers, numbers, assume_unique=True))
        self._all = self.choose(numbers) if gone else None

    @staticmethod
    def derive(folder: Path, before: Path | None, numbers: Numbers, source: Source, dimension: int) -> None:
        """Write the index of passages into a folder, sharing with that of an earlier state."""
        import faiss

        faiss.omp_set_num_threads(cores())
        based = _numbers_of_base(before)
        kept = np.intersect1d(based, numbers, assume_unique=True)
        rest = np.setdiff1d(numbers, based, assume_unique=True)
        if len(rest) > FLAT or len(based) - len(kept) > _GONE_SHARE * len(based):
            rest = _write_base(folder, before, kept, numbers, source, dimension)
        elif before is not None and len(based):
            link(before / _BASE, folder / _BASE)
            link(before / _BASE_NUMBERS, folder / _BASE_NUMBERS)
        tail = faiss.IndexIDMap(faiss.IndexFlatIP(dimension))
        _add(tail, rest, source)
        faiss.write_index(tail, str(folder / _TAIL))

    @classmethod
    def open(cls, folder: Path, numbers: Numbers, source: Source) -> "VectorIndex":
        """Map an index into memory; its vectors stay on disk until they are searched."""
        import faiss

        tail = faiss.read_index(str(folder / _TAIL), faiss.IO_FLAG_MMAP_IFC)
        return cls(tail, _Base.open(folder), numbers, source)

    def __len__(self) -> int:
        """Return how many vectors there are, those of passages that are gone included."""
        return int(self._tail.ntotal) + (len(self._base.numbers) if self._base else 0)

    def choose(self, numbers: Numbers) -> Chosen:
        """Return what lets a search find only the given passages."""
        cells = self._base.count(numbers) if self._base else np.zeros(0, dtype=np.int64)
        return Chosen(_bitmap(numbers), cells)

    def nearest(self, vector: Vectors, k: int, chosen: Chosen | None = None) -> list[tuple[int, float]]:
        """Return up to `k` (passage number, cosine), best first, equal ones by number.

        `vector` has shape (dimension,), float32, unit length; `chosen` are the only ones that may be found.
        """
        self._check(vector)
        chosen = chosen or self._all
        found: dict[int, float] = {}
        if self._base is not None:
            found = self.cosines(
                vector, self._base.candidates(vector, int(RESCORED * k) + RESCORED_MORE, chosen)
            )
        found |= dict(_search(self._tail, vector, k, sel=_selector(chosen)))
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:k]

    def cosines(self, vector: Vectors, numbers: Sequence[int]) -> dict[int, float]:
        """Return the cosine of the vector with each of the given passages that has one."""
        self._check(vector)
        found: dict[int, float] = {}
        for some, vectors in self._source(numbers) if len(numbers) else ():
            found |= dict(zip(some, (vectors @ vector).tolist(), strict=True))
        return found

    def _check(self, vector: Vectors) -> None:
        if vector.shape != (self._dimension,):
            raise ValueError(f"a vector of shape {vector.shape} was given, ({self._dimension},) is needed")


class _Base:
    """The inverted file: finds candidates, by codes of one byte for each number of a vector."""

    def __init__(self, index: Any, numbers: Numbers) -> None:  # noqa: ANN401 - faiss is not typed
        self._index = index
        self.numbers = numbers
        self._cells: NDArray[np.int32] | None = None

    @classmethod
    def open(cls, folder: Path) -> "_Base | None":
        import faiss

        if not (folder / _BASE).exists():
            return None
        index = faiss.read_index(str(folder / _BASE), faiss.IO_FLAG_MMAP_IFC)
        return cls(index, np.load(folder / _BASE_NUMBERS, mmap_mode="r"))

    def candidates(self, vector: Vectors, count: int, chosen: Chosen | None) -> list[int]:
        """Return the numbers of up to `count` passages that are likely the nearest."""
        cells, total = int(self._index.nlist), len(self.numbers)
        if chosen is None:
            probes = -(-COMPARED * cells // total)
        else:  # cells that hold nothing of the choice don't count
            order = self._index.quantizer.search(vector.reshape(1, -1), cells)[1][0]
            compared = np.cumsum(chosen.cells[order])
            probes = int(np.searchsorted(compared, COMPARED_OF_CHOSEN)) + 1
            if not compared[-1]:
                return []
        found = _search(self._index, vector, count, sel=_selector(chosen), nprobe=min(probes, cells))
        return [number for number, _ in found]

    def count(self, numbers: Numbers) -> NDArray[np.int64]:
        """Return how many of the given passages lie in each cell, shape (cells,)."""
        if self._cells is None:
            self._cells = self._cells_of_numbers()
        where = np.searchsorted(self.numbers, numbers)
        where = where[where < len(self.numbers)]
        ours = where[self.numbers[where] == numbers[: len(where)]]
        return np.bincount(self._cells[ours], minlength=int(self._index.nlist))

    def _cells_of_numbers(self) -> NDArray[np.int32]:
        """Return the cell of each passage, in the order of `numbers`."""
        import faiss

        lists = self._index.invlists
        found = np.empty(len(self.numbers), dtype=np.int32)
        for cell in range(int(self._index.nlist)):
            ids = faiss.rev_swig_ptr(lists.get_ids(cell), lists.list_size(cell))
            found[np.searchsorted(self.numbers, ids)] = cell
        return found


def _numbers_of_base(folder: Path | None) -> Numbers:
    if folder is None or not (folder / _BASE_NUMBERS).exists():
        return np.zeros(0, dtype=np.int64)
    found: Numbers = np.load(folder / _BASE_NUMBERS)
    return found


def _write_base(
    folder: Path, before: Path | None, kept: Numbers, numbers: Numbers, source: Source, dimension: int
) -> Numbers:
    """Write a base of all passages, in the earlier cells where they do; return what is not in it."""
    import faiss

    api: Any = faiss
    if len(numbers) <= FLAT:
        return numbers
    index: Any = faiss.read_index(str(before / _BASE)) if before is not None and len(kept) else None
    if index is None or not 2 / 3 < index.nlist / _cells_for(len(numbers)) < 3 / 2:
        index, kept = _trained(numbers, source, dimension), numbers[:0]
    elif index.ntotal > len(kept):
        index.remove_ids(api.IDSelectorNot(api.IDSelectorBitmap(_bitmap(kept))))
    _add(index, np.setdiff1d(numbers, kept, assume_unique=True), source)
    faiss.write_index(index, str(folder / _BASE))
    np.save(folder / _BASE_NUMBERS, numbers)
    return numbers[:0]


def _cells_for(count: int) -> int:
    """Return into how many cells so many vectors are parted."""
    return int(4 * count**0.5)


def _trained(numbers: Numbers, source: Source, dimension: int) -> Any:  # noqa: ANN401
    """Return an empty inverted file whose cells were found on a sample of the vectors."""
    import faiss

    cells = _cells_for(len(numbers))
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension),
        dimension,
        cells,
        faiss.ScalarQuantizer.QT_8bit,
        faiss.METRIC_INNER_PRODUCT,
    )
    index.cp.niter, index.cp.spherical = _ROUNDS, True
    index.cp.min_points_per_centroid = 1  # else FAISS writes warnings to standard error
    some = np.random.default_rng(0).choice(numbers, min(len(numbers), _TRAINED_ON * cells), replace=False)
    index.train(np.concatenate([vectors for _, vectors in source(np.sort(some))]))
    return index


def _add(index: Any, numbers: Numbers, source: Source) -> None:  # noqa: ANN401
    for some, vectors in source(numbers) if len(numbers) else ():
        index.add_with_ids(np.ascontiguousarray(vectors), np.asarray(some, dtype=np.int64))


def _bitmap(numbers: Numbers) -> NDArray[np.uint8]:
    bits = np.zeros(int(numbers.max(initial=0)) + 1, dtype=bool)
    bits[numbers] = True
    return np.packbits(bits, bitorder="little")


def _selector(chosen: Chosen | None) -> Any:  # noqa: ANN401
    import faiss

    api: Any = faiss  # its stubs describe the C++ constructors
    return api.IDSelectorBitmap(chosen.bitmap) if chosen is not None else None


def _search(index: Any, vector: Vectors, k: int, **settings: Any) -> list[tuple[int, float]]:  # noqa: ANN401
    """Return up to `k` (number, score); for one question, starting threads costs more than it saves."""
    import faiss

    api: Any = faiss
    if not index.ntotal:
        return []
    faiss.omp_set_num_threads(1)
    kind = api.SearchParametersIVF if "nprobe" in settings else api.SearchParameters
    scores, numbers = index.search(vector.reshape(1, -1), min(k, int(index.ntotal)), params=kind(**settings))
    return [(int(n), float(s)) for n, s in zip(numbers[0], scores[0], strict=True) if n >= 0]
