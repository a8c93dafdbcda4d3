"""Search in a Milvus cluster: its vector index, and its BM25 over the stems that Footnote makes of words."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from index.encode import Vectors
from index.engine import SearchEngine
from index.errors import NoDocumentsError
from index.formats import media_types
from index.lexical import asked_pieces
from index.milvus import listed
from index.milvus_reader import MilvusReader
from index.milvus_record import MilvusRecord
from index.milvus_rows import number_of, span_of_date, token
from index.record import AnyRecord
from index.scope import covers
from index.tokens import tokens
from index.types import EVERYTHING, Part, Scope

__all__ = ["MilvusEngine", "MilvusEngines", "open_cluster"]

_KEPT_WORDS = 10_000


class MilvusEngine:
    """Finds passages in a cluster; every score is higher for a better match."""

    def __init__(self, record: MilvusReader) -> None:
        """Take the record of the index, whose cluster is searched."""
        self._record = record
        self._cluster = record.cluster
        self._frequency = lru_cache(_KEPT_WORDS)(self._count)

    def nearest(self, vector: Vectors, k: int, scope: Scope = EVERYTHING) -> list[tuple[int, float]]:
        """Return up to `k` (number, cosine) of a scope, best first."""
        return self._cluster.search("vector", vector.tolist(), k, self._filter(scope))

    def matching(
        self, question: str, k: int, scope: Scope = EVERYTHING, language: str = "en"
    ) -> list[tuple[int, float]]:
        """Return up to `k` (number, BM25 score) of a scope, best first; each word counts once."""
        languages = self._languages()
        forms = {form for one in languages for form in tokens(question, one)}
        forms.update(asked_pieces(question, language, languages))
        if not forms:
            return []
        words = " ".join(token(form) for form in sorted(forms))
        return self._cluster.search("bm25", words, k, self._filter(scope))

    def cosines(self, vector: Vectors, numbers: Sequence[int]) -> dict[int, float]:
        """Return the cosine of the vector with each of the given passages."""
        rows = self._cluster.rows("passages", "number", numbers, "number", "input", "vector")
        return {
            row["number"]: float(np.asarray(row["vector"], dtype=np.float32) @ vector)
            for row in rows
            if row["input"] >= 0
        }

    def frequency(self, word: str) -> int:
        """Return in how many passages a word stands, by its most frequent stem among the languages."""
        forms = {form for language in self._languages() for form in tokens(word, language)}
        return max((self._frequency(self._record.generation, token(form)) for form in forms), default=0)

    def _count(self, _generation: int, stem: str) -> int:
        return self._cluster.count(f"text_match(own, '{stem}')")

    def __len__(self) -> int:
        """Return how many passages can be found."""
        return self._cluster.count("input >= 0")

    def _languages(self) -> list[str | None]:
        return self._record.languages() or [None]

    def _filter(self, scope: Scope) -> str:
        return " and ".join(self._conditions(scope)) if scope else ""

    def _conditions(self, scope: Scope) -> Iterator[str]:
        """Yield what the rows of a scope's passages meet, in numbers alone (see `index.milvus_rows`)."""
        covers(scope)  # raises for a type that is not known
        named = [number_of(f"={id_}") for id_ in scope.ids]
        named += [number_of(f"{folder.rstrip('/')}/") for folder in scope.folders]
        places = [f"array_contains_any(within, {listed(named)})"] if named else []
        if scope.globs:
            covered = covers(Scope(globs=scope.globs))
            versions = [key for key, id_, kind, date in self._record.headers() if covered(id_, kind, date)]
            places.append(f"version in {listed(versions)}")
        if places:
            yield f"({' or '.join(places)})"
        if scope.types:
            types = frozenset[str]().union(*(media_types(name) for name in scope.types))
            yield f"media in {listed(sorted(number_of(kind) for kind in types))}"
        if scope.since:
            yield f"latest >= {span_of_date(scope.since)[0]}"
        if scope.until:
            yield f"earliest <= {span_of_date(scope.until)[1]}"


class MilvusEngines:
    """Gives the one engine of a cluster, which is always of its present state."""

    def __init__(self, record: MilvusRecord) -> None:
        """Take the record of the index."""
        self._record = record
        self._engine = MilvusEngine(record)

    def engine(self) -> SearchEngine:
        """Return the search engine. Raises NoDocumentsError while there is nothing to search."""
        if not self._record.has_passages():
            name = self._record.cluster.name
            raise NoDocumentsError(f"the index {name} holds no documents yet: run 'footnote index'")
        return self._engine

    def rebuild(self, model: str, dimension: int, *, afresh: bool = False) -> None:
        """See that the model is the index's own: what is written can be found already."""
        del dimension, afresh
        self._record.check_model(model)

    def write_lock(self) -> "_Shared":
        """Return a lock that excludes nobody: any number of processes may write."""
        return _Shared()

    def close(self) -> None:
        """Do nothing: the record closes the connection."""


class _Shared:
    def release(self) -> None:
        """Do nothing."""


def open_cluster(address: str, part: Part, *, create: bool) -> tuple[AnyRecord, MilvusEngines]:
    """Open the index in a cluster: its record, and what gives its search engine."""
    record = MilvusRecord.open(address, part, create=create)
    return record, MilvusEngines(record)
