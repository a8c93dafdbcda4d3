"""What an index is kept in, as one protocol: SQLite on this machine (`index.store`), or a Milvus cluster.

A document and a passage have a number that never stands for another one, or for another state of the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.encode import Vectors
from index.types import Document, FileState, Skipped, StoredPassage

__all__ = ["AnyRecord", "Places", "Summary"]

Places = NDArray[np.int64]
"""Which passages are in which documents: rows of (passage number, document number), by passage."""
Summary = tuple[str, str, str | None, str | None, str, str | None, int, str | None, int]
"""Of a document: id, title, date, publisher, media type, language, passages, author, whether read by OCR."""


class AnyRecord(Protocol):
    """The texts, places and vectors of one index; safe to use from many threads.

    `index.store.Record` says what each method does. What is read comes first, then what is written.
    """

    @property
    def generation(self) -> int: ...  # noqa: D102
    def meta(self, key: str) -> str | None: ...  # noqa: D102
    def one_moment(self) -> AbstractContextManager[None]: ...  # noqa: D102
    def file_states(self) -> dict[str, FileState]: ...  # noqa: D102
    def file_of(self, document_id: str) -> tuple[str, str] | None: ...  # noqa: D102
    def skipped(self) -> tuple[Skipped, ...]: ...  # noqa: D102
    def missing(self, file_id: str) -> tuple[Skipped, ...]: ...  # noqa: D102
    def document(self, document_id: str) -> Document | None: ...  # noqa: D102
    def document_numbered(self, number: int) -> Document | None: ...  # noqa: D102
    def summaries(self) -> list[Summary]: ...  # noqa: D102
    def headers(self) -> list[tuple[int, str, str, str | None]]: ...  # noqa: D102
    def searchable(self) -> Places: ...  # noqa: D102
    def languages(self) -> list[str | None]: ...  # noqa: D102
    def passages(  # noqa: D102
        self,
        *,
        numbers: Sequence[int] | None = None,
        document_id: str | None = None,
        heading: str | None = None,
    ) -> list[StoredPassage]: ...
    def passage_at(self, document_id: str, offset: int) -> tuple[int, int] | None: ...  # noqa: D102
    def headings(self, document_id: str, first: int, last: int) -> list[tuple[int, str]]: ...  # noqa: D102
    def known_inputs(self, model: str, inputs: Sequence[bytes]) -> set[bytes]: ...  # noqa: D102
    def vectors(  # noqa: D102
        self, model: str, numbers: Sequence[int] | NDArray[np.int64] | None = None
    ) -> Iterator[tuple[list[int], Vectors]]: ...
    def without_vector(self, model: str) -> list[StoredPassage]: ...  # noqa: D102

    def set_meta(self, **values: str) -> None: ...  # noqa: D102
    def read_again(self, readers: str) -> None: ...  # noqa: D102
    def put_vectors(self, model: str, vectors: dict[bytes, Vectors]) -> None: ...  # noqa: D102
    def put(  # noqa: D102
        self,
        file_id: str,
        state: FileState,
        documents: Sequence[tuple[Document, Sequence[StoredPassage]]],
        missing: Sequence[Skipped],
        *,
        durable: bool = True,
    ) -> None: ...
    def touch(self, states: Mapping[str, FileState]) -> None: ...  # noqa: D102
    def can_move(self, earlier: str, present: str) -> bool: ...  # noqa: D102
    def move(self, moves: Sequence[tuple[str, str, FileState]]) -> None: ...  # noqa: D102
    def remove(self, *file_ids: str) -> None: ...  # noqa: D102
    def set_skipped(self, skipped: Sequence[Skipped]) -> None: ...  # noqa: D102
    def prune(self) -> None: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102
