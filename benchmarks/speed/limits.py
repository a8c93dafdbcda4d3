"""What this machine and the bare parts can do: `python -m benchmarks.speed.limits MODEL CORPUS CORPUS …`.

The first corpus is encoded, the others have vectors. Prints one line of JSON.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import tantivy
from sentence_transformers import SentenceTransformer

from benchmarks.speed.worker import BEST, Corpus

_SIDE, _BATCHES, _ENCODED = 1536, (8, 16, 32), 256
_LAYERS, _WIDTH = 6, 384


def main() -> None:
    """Measure and print."""
    model, encoded, *grown = sys.argv[1:]
    figures = encoding(Path(model), Corpus(Path(encoded)))
    found: dict[int, dict[str, float]] = {}
    for corpus in (Corpus(Path(folder)) for folder in grown):
        found[len(corpus.texts())] = {"flat FAISS": vectors(corpus), "tantivy": words(corpus)}
    print(json.dumps({**figures, "search_ms": found}))


def encoding(folder: Path, corpus: Corpus) -> dict[str, Any]:
    """Return passages a second of each batch size, alternating, and the multiplications that they take."""
    texts, model = corpus.texts()[:_ENCODED], SentenceTransformer(str(folder))
    times: dict[int, list[float]] = {size: [] for size in _BATCHES}
    square = np.random.default_rng(0).random((_SIDE, _SIDE), dtype=np.float32)
    products: list[float] = []
    for _ in range(4):
        products += [_seconds(square.__matmul__, square) for _ in range(5)]
        for size, found in times.items():
            found.append(_seconds(lambda some, n=size: model.encode(some, batch_size=n), texts))  # type: ignore[misc]
    tokens = [len(ids) for ids in model.tokenizer(texts, truncation=True)["input_ids"]]
    dense, attention = 24 * _WIDTH**2 * sum(tokens), 4 * _WIDTH * sum(count**2 for count in tokens)
    return {
        "passages": len(corpus.texts()),
        "gigaflops": round(2 * _SIDE**3 / min(products) / 1e9, 1),
        "gigaflop_of_a_passage": round(_LAYERS * (dense + attention) / len(texts) / 1e9, 3),
        "encode_per_second": {n: round(len(texts) / statistics.median(t[1:]), 1) for n, t in times.items()},
        "question_ms": _median_ms(lambda question: model.encode([question]), corpus.questions()[:50]),
    }


def vectors(corpus: Corpus) -> float:
    """Return the milliseconds (median) of a search in a flat FAISS index, one thread."""
    rows = np.load(corpus.folder / "vectors.npy")
    index: Any = faiss.IndexFlatIP(rows.shape[1])
    index.add(rows)
    faiss.omp_set_num_threads(1)
    return _median_ms(lambda row: index.search(row[None], BEST), list(rows[:: max(1, len(rows) // 100)]))


def words(corpus: Corpus) -> float:
    """Return the milliseconds (median) of a search by tantivy's own English stems, with its stored texts."""
    schema = tantivy.SchemaBuilder().add_text_field("text", stored=True, tokenizer_name="en_stem").build()
    index = tantivy.Index(schema)
    writer = index.writer(64_000_000, 1)
    for text in corpus.texts():
        writer.add_document(tantivy.Document(text=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(question: str) -> list[Any]:
        query = index.parse_query_lenient(question, ["text"])[0]
        return [searcher.doc(at)["text"] for _, at in searcher.search(query, BEST, count=False).hits]

    return _median_ms(search, corpus.questions())


def _median_ms(action: Callable[[Any], object], arguments: Sequence[Any]) -> float:
    return round(1000 * statistics.median(_seconds(action, argument) for argument in arguments), 3)


def _seconds(action: Callable[[Any], object], argument: Any) -> float:  # noqa: ANN401
    started = time.perf_counter()
    action(argument)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
