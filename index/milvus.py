"""A Milvus cluster, and the one place that knows its client: the connection, two collections, and requests.

`…_passages` has a row for each passage, `…_catalogue` one for each file, document, setting and so on (see
`index.milvus_rows`). Filters hold numbers alone, never text of a document or a name. Milvus 2.6 or newer.
"""

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Literal
from urllib.parse import urlsplit

from index.errors import ClusterError

__all__ = ["BATCH_ROWS", "Cluster", "Row", "Table", "is_address", "listed"]

Row = dict[str, Any]
Table = Literal["passages", "catalogue"]

REST = "rest"
"""The partition of what is never searched: headings alone, front matter, and what a row could not hold."""
BATCH_ROWS = 500
"""How many rows are written, or asked for by number, at once: some megabytes, with texts and vectors."""
_MOST_ROWS = 16_384
"""How many rows Milvus gives at once."""
_SECONDS = 120.0
_CONNECT_SECONDS = 10.0
_MAX_BYTES = 65_535  # of a VARCHAR
_BM25 = {
    "params": {"bm25_k1": 1.2, "bm25_b": 0.75}
}  # Milvus takes these as here or flat, Milvus Lite as here


def is_address(place: object) -> bool:
    """Return whether an index is named by an address of Milvus, or by the file of Milvus Lite (`*.db`)."""
    return isinstance(place, str) and ("://" in place or place.endswith(".db"))


def listed(numbers: Iterable[int]) -> str:
    """Return numbers as a filter names them; for none, one that stands for nothing."""
    return f"[{', '.join(map(str, numbers)) or -1}]"


class Cluster:
    """One index in a cluster. Safe to use from many threads."""

    def __init__(self, client: Any, name: str, collection: str, *, strong: bool) -> None:  # noqa: ANN401
        """Take a connected client (see `connect`), the name for messages, and how collections are called."""
        self._client = client
        self._name = name
        self._collections: dict[str, str] = {t: f"{collection}_{t}" for t in ("passages", "catalogue")}
        self._consistency = "Strong" if strong else "Bounded"
        self._there: set[Table] = set()

    @classmethod
    def connect(cls, address: str, *, strong: bool) -> "Cluster":
        """Connect to a cluster; `strong` sees all that is committed anywhere, otherwise a bit later.

        FOOTNOTE_MILVUS_TOKEN, …_DATABASE, …_COLLECTION and …_CA (a PEM file with the authority of the
        server's certificate) say the rest. Raises ClusterError.
        """
        try:
            from pymilvus import MilvusClient
        except ImportError:
            raise ClusterError(
                "an index in Milvus needs its client: pip install 'footnote[milvus]'"
            ) from None
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # what it reports is raised as well
        parts = urlsplit(address)
        if parts.scheme not in ("", "http", "https") or "@" in parts.netloc:
            what = "an address with a password" if parts.username else address
            raise ClusterError(
                f"{what} can't be used: give one such as http://localhost:19530, and FOOTNOTE_MILVUS_TOKEN"
            )
        said = {key: os.environ.get(f"FOOTNOTE_MILVUS_{key}", "") for key in ("TOKEN", "DATABASE", "CA")}
        with _refusals(address):
            client = MilvusClient(
                address,
                token=said["TOKEN"],
                db_name=said["DATABASE"],
                timeout=_CONNECT_SECONDS,
                **({"server_pem_path": said["CA"]} if said["CA"] else {}),
            )
        return cls(client, address, os.environ.get("FOOTNOTE_MILVUS_COLLECTION") or "footnote", strong=strong)

    @property
    def name(self) -> str:
        """The cluster and the collections, for messages."""
        return f"{self._name} ({self._collections['passages'].removesuffix('_passages')})"

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def has(self, table: Table) -> bool:
        """Return whether a collection is there, and see to it that it can be searched."""
        name = self._collections[table]
        with _refusals(self._name):
            if table not in self._there and self._client.has_collection(name, timeout=_SECONDS):
                self._client.load_collection(name)
                self._there.add(table)
        return table in self._there

    def create(self, table: Table, dimension: int) -> None:
        """Make a collection, or what is missing of it; another process may be doing the same."""
        name = self._collections[table]
        schema, indexes = _passages(dimension) if table == "passages" else _catalogue()
        with _refusals(self._name):
            if not self._client.has_collection(name, timeout=_SECONDS):
                with _unless(partial(self._client.has_collection, name)):
                    self._client.create_collection(name, schema=schema, consistency_level="Bounded")
            for index in indexes:
                if not self._has_index(name, index["field_name"]):
                    with _unless(partial(self._has_index, name, index["field_name"])):
                        wanted = self._client.prepare_index_params(**index)
                        self._client.create_index(name, wanted, sync=False)
            if not self._client.has_partition(name, REST):
                with _unless(partial(self._client.has_partition, name, REST)):
                    self._client.create_partition(name, REST)
        self.has(table)

    def _has_index(self, name: str, field: str) -> bool:
        return bool(self._client.list_indexes(name, field))

    def put(self, table: Table, rows: Sequence[Row], *, rest: bool = False) -> None:
        """Write rows, each in place of the one of its key."""
        place = {"partition_name": REST} if rest else {}
        for first in range(0, len(rows), BATCH_ROWS):
            some = list(rows[first : first + BATCH_ROWS])
            with _refusals(self._name):
                self._client.upsert(self._collections[table], some, timeout=_SECONDS, **place)

    def drop(self, table: Table, field: str, numbers: Sequence[int]) -> None:
        """Remove the rows that have one of these numbers in a field."""
        for first in range(0, len(numbers), BATCH_ROWS):
            where = f"{field} in {listed(numbers[first : first + BATCH_ROWS])}"
            with _refusals(self._name):
                self._client.delete(self._collections[table], filter=where, timeout=_SECONDS)

    def rows(self, table: Table, field: str, numbers: Sequence[int], *fields: str) -> list[Row]:
        """Return rows that have one of these numbers in a field: all, unless thousands share one of them."""
        found: list[Row] = []
        for first in range(0, len(numbers), BATCH_ROWS):
            where = f"{field} in {listed(numbers[first : first + BATCH_ROWS])}"
            with _refusals(self._name):
                found += self._client.query(
                    self._collections[table], where, list(fields), limit=_MOST_ROWS, **self._how()
                )
        return found

    def all_rows(self, table: Table, where: str, *fields: str, searched: bool = False) -> Iterator[Row]:
        """Yield every row that a filter lets through, of the searched passages alone if that is said."""
        place = {"partition_names": ["_default"]} if searched else {}
        with _refusals(self._name):
            pages = self._client.query_iterator(
                self._collections[table],
                batch_size=BATCH_ROWS,
                filter=where,
                output_fields=list(fields),
                **self._how(),
                **place,
            )
            try:
                while rows := pages.next():
                    yield from rows
            finally:
                pages.close()

    def count(self, where: str) -> int:
        """Return how many of the searched passages a filter lets through."""
        with _refusals(self._name):
            rows = self._client.query(
                self._collections["passages"],
                where,
                ["count(*)"],
                partition_names=["_default"],
                **self._how(),
            )
        return int(rows[0]["count(*)"])

    def search(self, field: str, query: object, k: int, where: str) -> list[tuple[int, float]]:
        """Return up to `k` (number, score) of the searched passages, best first, equal ones by number."""
        with _refusals(self._name):
            (hits,) = self._client.search(
                self._collections["passages"],
                [query],
                filter=where,
                limit=k,
                anns_field=field,
                output_fields=["number"],
                partition_names=["_default"],
                **self._how(),
            )
        found = [(int(hit["number"]), float(hit["distance"])) for hit in hits]
        if field == "bm25":  # above 0 where a word stands, but Milvus Lite turns the sign
            found = [(number, abs(score)) for number, score in found if score]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def _how(self) -> dict[str, Any]:
        return {"consistency_level": self._consistency, "timeout": _SECONDS}


@contextmanager
def _unless(there: Callable[[], bool]) -> Iterator[None]:
    """Pass over the refusal to make what another process has just made."""
    from pymilvus.exceptions import MilvusException

    try:
        yield
    except MilvusException:
        if not there():
            raise


@contextmanager
def _refusals(name: str) -> Iterator[None]:
    """Let what Milvus and the way to it refuse come out as an error for people."""
    from grpc import RpcError
    from pymilvus.exceptions import MilvusException

    try:
        yield
    except (MilvusException, RpcError, OSError) as error:
        said = " ".join(str(getattr(error, "message", "") or error).split())[:300]
        raise ClusterError(
            f"Milvus at {name} cannot do that ({said}): see that it runs, can be reached and lets you in"
        ) from error


def _passages(dimension: int) -> tuple[Any, list[dict[str, Any]]]:
    """Return the schema and the indexes of the passages."""
    from pymilvus import DataType, Function, FunctionType, MilvusClient

    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("number", DataType.INT64, is_primary=True)
    for field in ("version", "start", "end", "input", "media", "earliest", "latest"):
        schema.add_field(field, DataType.INT64)
    schema.add_field("within", DataType.ARRAY, element_type=DataType.INT64, max_capacity=4096)
    schema.add_field("digest", DataType.VARCHAR, max_length=64)
    schema.add_field("body", DataType.JSON)
    schema.add_field("text", DataType.VARCHAR, max_length=_MAX_BYTES)
    for field in ("own", "words"):
        schema.add_field(
            field,
            DataType.VARCHAR,
            max_length=_MAX_BYTES,
            enable_analyzer=True,
            enable_match=field == "own",
            analyzer_params={"tokenizer": "standard"},
        )
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
    schema.add_field("bm25", DataType.SPARSE_FLOAT_VECTOR)
    schema.add_function(
        Function(
            name="bm25",
            function_type=FunctionType.BM25,
            input_field_names=["words"],
            output_field_names=["bm25"],
        )
    )
    return schema, [
        {"field_name": "vector", "index_type": "AUTOINDEX", "metric_type": "IP"},
        {"field_name": "bm25", "index_type": "SPARSE_INVERTED_INDEX", "metric_type": "BM25", "params": _BM25},
        *({"field_name": field, "index_type": "INVERTED"} for field in ("version", "input")),
    ]


def _catalogue() -> tuple[Any, list[dict[str, Any]]]:
    """Return the schema and the indexes of the catalogue; its vector says nothing, but Milvus wants one."""
    from pymilvus import DataType, MilvusClient

    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("key", DataType.INT64, is_primary=True)
    for field in ("kind", "file", "document", "state", "written"):
        schema.add_field(field, DataType.INT64)
    schema.add_field("body", DataType.JSON)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
    return schema, [
        {"field_name": "vector", "index_type": "FLAT", "metric_type": "IP"},
        *({"field_name": field, "index_type": "INVERTED"} for field in ("kind", "file", "document")),
    ]
