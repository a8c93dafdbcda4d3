"""The search engine behind an index: one small protocol, and the local engine derived from the record.

The local engine lives in a folder of its own for each generation of the record. It is written beside
the one in use, checked against its manifest when opened, and made again when missing or damaged.
"""

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.encode import Vectors
from index.lexical import WordIndex, Words
from index.scope import covers
from index.store import Record
from index.types import EVERYTHING, Scope
from index.vectors import VectorIndex

__all__ = ["LocalEngine", "SearchEngine"]

_logger = logging.getLogger(__name__)
_MANIFEST = "manifest.json"
_LAYOUT = 2
"""Changes whenever what is written does, so that what an earlier version wrote is made again."""
_KEPT_SCOPES = 16


class SearchEngine(Protocol):
    """Finds passages, named by their numbers in the record; every score is higher for a better match."""

    def nearest(self, vector: Vectors, k: int, scope: Scope = EVERYTHING) -> list[tuple[int, float]]:
        """Return up to `k` (number, cosine) of a scope for a unit vector of shape (dimension,)."""
        ...

    def matching(self, question: str, k: int, scope: Scope = EVERYTHING) -> list[tuple[int, float]]:
        """Return up to `k` (number, BM25 score) of a scope for the words of a question."""
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
    """The numbers of the documents and of the passages of a scope."""

    documents: list[int]
    passages: NDArray[np.int64]


class LocalEngine:
    """FAISS for vectors and tantivy for words, on this machine."""

    def __init__(
        self,
        vectors: VectorIndex,
        words: WordIndex,
        places: NDArray[np.int64],
        record: Record,
        generation: int,
    ) -> None:
        """Take the opened parts (see `open`); `places` has (passage, its document) in the rows."""
        self._vectors = vectors
        self._words = words
        self._places = places
        self._record = record
        self._within = lru_cache(_KEPT_SCOPES)(self._find_within)
        self.generation = generation

    def nearest(self, vector: Vectors, k: int, scope: Scope = EVERYTHING) -> list[tuple[int, float]]:
        """Return up to `k` (number, cosine) of a scope, best first."""
        return self._vectors.nearest(vector, k, self._within(scope).passages if scope else None)

    def matching(self, question: str, k: int, scope: Scope = EVERYTHING) -> list[tuple[int, float]]:
        """Return up to `k` (number, BM25 score) of a scope, best first."""
        return self._words.matching(question, k, self._within(scope).documents if scope else None)

    def _find_within(self, scope: Scope) -> "_Within":
        """Return what a scope holds. Documents are never changed under their numbers, so that it stays so."""
        covered = covers(scope)
        documents = [number for number, id_, kind, date in self._record.headers() if covered(id_, kind, date)]
        chosen = np.isin(self._places[:, 1], np.asarray(documents, dtype=np.int64))
        return _Within(documents, np.ascontiguousarray(self._places[chosen, 0]))

    def cosines(self, vector: Vectors, numbers: Sequence[int]) -> dict[int, float]:
        """Return the cosine of the vector with each of the given passages."""
        return self._vectors.cosines(vector, numbers)

    def frequency(self, word: str) -> int:
        """Return in how many passages a word stands."""
        return self._words.frequency(word)

    def __len__(self) -> int:
        """Return how many passages can be found."""
        return len(self._words)

    @classmethod
    def open(cls, root: Path, record: Record, model: str) -> "LocalEngine | None":
        """Open the engine of the record's present state, or None where it is missing or damaged."""
        generation = record.generation
        folder = _folder(root, generation, model)
        try:
            manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
            if manifest["layout"] != _LAYOUT or manifest["files"] != _digests(folder):
                _logger.warning("the search index in %s is damaged; it is made again", folder)
                return None
            vectors = VectorIndex.open(folder / "vectors.faiss")
            words = WordIndex.open(folder / "words", manifest["languages"])
            places = np.load(folder / "places.npy", mmap_mode="r")
        except (OSError, KeyError, ValueError, RuntimeError):
            _logger.info("no search index for generation %d in %s", generation, root)
            return None
        return cls(vectors, words, places, record, generation)

    @classmethod
    def build(cls, root: Path, record: Record, model: str, dimension: int) -> "LocalEngine":
        """Derive the engine from the record, put it in place, and open it. One process at a time."""
        generation = record.generation
        target = _folder(root, generation, model)
        draft = target.with_name(target.name + ".draft")
        shutil.rmtree(draft, ignore_errors=True)
        (draft / "words").mkdir(parents=True)
        count = VectorIndex.build(draft / "vectors.faiss", dimension, record.vectors(model))
        np.save(draft / "places.npy", np.asarray(record.searchable(), dtype=np.int64).reshape(-1, 2))
        WordIndex.build(draft / "words", _searchable(record))
        languages = sorted({summary[5] or "" for summary in record.summaries()})
        manifest = {
            "layout": _LAYOUT, "generation": generation, "model": model, "passages": count,
            "languages": [language or None for language in languages], "files": _digests(draft),
        }  # fmt: skip
        (draft / _MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)
        os.replace(draft, target)
        engine = cls.open(root, record, model)
        if engine is None:
            raise OSError(f"the search index in {target} cannot be read back")
        return engine

    @staticmethod
    def tidy(root: Path, record: Record, model: str) -> None:
        """Remove what earlier states and interrupted runs left beside the engine of the present state."""
        target = _folder(root, record.generation, model)
        for other in root.iterdir():
            if other != target and other.is_dir():
                shutil.rmtree(other, ignore_errors=True)


def _folder(root: Path, generation: int, model: str) -> Path:
    return root / f"{generation:08d}-{hashlib.sha256(model.encode()).hexdigest()[:8]}"


def _searchable(record: Record) -> Iterator[Words]:
    """Yield the words of every passage that may be found: of its heading and its text."""
    numbers = {id_: number for number, id_, *_ in record.headers()}
    for summary in record.summaries():
        document = record.document(summary[0])
        for stored in record.passages(document_id=summary[0]) if document else ():
            if document and stored.input_digest is not None:
                passage = stored.passage
                text = document.text[passage.start : passage.end]
                searched = f"{passage.heading}\n{text}"
                yield Words(stored.number, numbers[document.id], searched, document.language)


def _digests(folder: Path) -> dict[str, Any]:
    """Return the SHA-256 of every file of a derived index but its manifest and locks."""
    digests: dict[str, Any] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != _MANIFEST and path.suffix != ".lock":
            with path.open("rb") as file:
                digests[path.relative_to(folder).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return digests
