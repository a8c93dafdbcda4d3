"""The search engine behind an index: one small protocol, and the local engine derived from the record.

The local engine lives in a folder of its own for each generation of the record (`index.generations`), which
shares with the one before it the files of what did not change.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from index.encode import Vectors
from index.generations import Generation, draft, generations, put, tidy
from index.lexical import WordIndex, Words
from index.record import AnyRecord, Places
from index.scope import covers
from index.searched import searched_words
from index.types import EVERYTHING, Scope
from index.vectors import Chosen, VectorIndex

__all__ = ["LocalEngine", "SearchEngine"]

_logger = logging.getLogger(__name__)
_PLACES, _WORDS = "places.npy", "words"
_KEPT_SCOPES = 16
_BATCH_PASSAGES = 2_000
_STALE_SHARE, _SMALL = 0.1, 2_000
"""The share of removed passages, which BM25 still counts, above which the words are written anew; and up to
how many passages they are whenever any is removed."""


class SearchEngine(Protocol):
    """Finds passages, named by their numbers in the record; every score is higher for a better match."""

    def nearest(self, vector: Vectors, k: int, scope: Scope = EVERYTHING) -> list[tuple[int, float]]:
        """Return up to `k` (number, cosine) of a scope for a unit vector of shape (dimension,)."""
        ...

    def matching(
        self, question: str, k: int, scope: Scope = EVERYTHING, language: str = "en"
    ) -> list[tuple[int, float]]:
        """Return up to `k` (number, BM25 score) of a scope for the words of a question in a language.

        "" is a language that isn't known; in another than English pieces of words count too.
        """
        ...

    def cosines(self, vector: Vectors, numbers: Sequence[int]) -> dict[int, float]:
        """Return the cosine of the vector with each of the given passages."""
        ...

    def frequency(self, word: str) -> int:
        """Return in how many passages a word stands."""
        ...

    def __len__(self) -> int:
        """Return how many passages can be found."""
        ...


@dataclass(frozen=True, slots=True)
class _Within:
    """What a scope leaves: the numbers of its documents, and its passages for the vector index."""

    documents: list[int]
    passages: Chosen


class LocalEngine:
    """FAISS for vectors and tantivy for words, on this machine."""

    def __init__(
        self, vectors: VectorIndex, words: WordIndex, places: Places, record: AnyRecord, at: Generation
    ) -> None:
        """Take the opened parts (see `open`) and which passages of the record they hold."""
        self._vectors = vectors
        self._words = words
        self._places = places
        self._record = record
        self._within = lru_cache(_KEPT_SCOPES)(self._find_within)
        self._folder = at.folder
        self.generation = at.number

    def nearest(self, vector: Vectors, k: int, scope: Scope = EVERYTHING) -> list[tuple[int, float]]:
        """Return up to `k` (number, cosine) of a scope, best first."""
        return self._vectors.nearest(vector, k, self._within(scope).passages if scope else None)

    def matching(
        self, question: str, k: int, scope: Scope = EVERYTHING, language: str = "en"
    ) -> list[tuple[int, float]]:
        """Return up to `k` (number, BM25 score) of a scope, best first."""
        within = self._within(scope).documents if scope else None
        return self._words.matching(question, k, within, language)

    def _find_within(self, scope: Scope) -> _Within:
        """Return what a scope holds. Documents are never changed under their numbers, so that it stays so."""
        covered = covers(scope)
        documents = [number for number, id_, kind, date in self._record.headers() if covered(id_, kind, date)]
        chosen = np.isin(self._places[:, 1], np.asarray(documents, dtype=np.int64))
        return _Within(documents, self._vectors.choose(np.ascontiguousarray(self._places[chosen, 0])))

    def cosines(self, vector: Vectors, numbers: Sequence[int]) -> dict[int, float]:
        """Return the cosine of the vector with each of the given passages."""
        return self._vectors.cosines(vector, numbers)

    def frequency(self, word: str) -> int:
        """Return in how many passages a word stands."""
        return self._words.frequency(word)

    def __len__(self) -> int:
        """Return how many passages can be found."""
        return len(self._places)

    @classmethod
    def open(
        cls, root: Path, record: AnyRecord, model: str, *, after: int = -1, thorough: bool = False
    ) -> "LocalEngine | None":
        """Open the newest whole engine of a model that is newer than `after`, or return None.

        It may be older than the record's present state. `thorough` compares every byte with its manifest.
        """
        for found in generations(root, model, thorough=thorough):
            if found.number <= after:
                break
            try:
                return cls._opened(found, record, model)
            except (OSError, KeyError, ValueError, RuntimeError) as error:
                _logger.info("the search index in %s cannot be opened: %s", found.folder, error)
        return None

    @classmethod
    def derive(
        cls, root: Path, record: AnyRecord, model: str, dimension: int, *, afresh: bool = False
    ) -> "LocalEngine":
        """Derive the engine of the record's present state, put it in place, and open it.

        It shares with the newest whole engine what did not change since, or is made `afresh`. One process at
        a time.
        """
        before = None if afresh else next(generations(root, model), None)
        number = record.generation  # first: what is committed meanwhile makes this state stale
        folder = draft(root, number, model)
        notes = _write(folder, before, record, model, dimension)
        return cls._opened(put(folder, notes, before), record, model)

    @classmethod
    def _opened(cls, found: Generation, record: AnyRecord, model: str) -> "LocalEngine":
        places = np.load(found.folder / _PLACES, mmap_mode="r")
        vectors = VectorIndex.open(found.folder, places[:, 0], partial(record.vectors, model))
        words = WordIndex.open(found.folder / _WORDS, found.notes["languages"])
        return cls(vectors, words, places, record, found)

    def tidy(self) -> None:
        """Drop what earlier states and interrupted runs left beside this engine's folder."""
        tidy(self._folder)


def _write(
    folder: Path, before: Generation | None, record: AnyRecord, model: str, dimension: int
) -> dict[str, Any]:
    """Write the files of an engine into a folder; return what is to be noted with them."""
    places = record.searchable()
    np.save(folder / _PLACES, places)
    numbers = np.ascontiguousarray(places[:, 0])
    source = partial(record.vectors, model)
    VectorIndex.derive(folder, before.folder if before else None, numbers, source, dimension)
    earlier = np.load(before.folder / _PLACES)[:, 0] if before else numbers[:0]
    removed = np.setdiff1d(earlier, numbers, assume_unique=True)
    stale = len(removed) + (before.notes["stale"] if before else 0)
    if stale and (stale > _STALE_SHARE * len(numbers) or len(numbers) <= _SMALL):
        before, stale, removed, earlier = None, 0, removed[:0], numbers[:0]
    added = places[~np.isin(numbers, earlier, assume_unique=True)]
    (folder / _WORDS).mkdir()
    words_before = before.folder / _WORDS if before else None
    WordIndex.derive(folder / _WORDS, words_before, removed.tolist(), _words(record, added))
    return {"languages": record.languages(), "stale": stale}


def _words(record: AnyRecord, places: Places) -> Iterator[Words]:
    """Yield what is searched of passages, given as `Record.searchable` does, a document's all together."""
    ends = np.flatnonzero(np.diff(places[:, 1], append=-1)) + 1  # of the documents
    first = 0
    while first < len(places):
        last = int(ends[min(int(np.searchsorted(ends, first + _BATCH_PASSAGES)), len(ends) - 1)])
        documents = dict(places[first:last].tolist())
        found = sorted(record.passages(numbers=list(documents)), key=lambda one: one.number)
        for document_id, passages in groupby(found, key=lambda one: one.passage.document_id):
            document = record.document(document_id)
            if document is not None:
                for one, own, around in searched_words(document, list(passages)):
                    yield Words(one.number, documents[one.number], own, around)
        first = last
