"""Indexing throughput beside that of encoders alone on the same passages, in alternating runs.

    python -m benchmarks.indexing --documents FOLDER [--runs 3]

The encoders are Footnote's own and sentence-transformers' plain `encode`. A first run, which loads
everything, is not counted. Prints one line of JSON: passages per second of all three, and the medians of the
runs' ratios.
"""

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

from index.encode import Encoder, load_encoder
from index.encode_torch import BATCH_SIZE
from index.library import Library, encoder_input
from index.sync import sync


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    encoder = load_encoder()
    model = encoder.sentence_transformer()
    inputs = _index(options.documents, encoder)[1]
    runs: list[tuple[float, float, float]] = []
    for _ in range(options.runs):
        indexed, inputs = _index(options.documents, encoder)
        started = time.perf_counter()
        encoder.encode(inputs)
        own = time.perf_counter() - started
        started = time.perf_counter()
        model.encode(inputs, batch_size=BATCH_SIZE, normalize_embeddings=True, show_progress_bar=False)
        runs.append((indexed, own, time.perf_counter() - started))
    indexing, own_alone, plain = (
        round(statistics.median(len(inputs) / took for took in all_runs), 1)
        for all_runs in zip(*runs, strict=True)
    )
    result = {
        "passages": len(inputs),
        "footnote_passages_per_second": indexing,
        "own_encoder_passages_per_second": own_alone,
        "bare_encode_passages_per_second": plain,
        "ratio_to_own_encoder": round(statistics.median(own / ours for ours, own, _ in runs), 3),
        "ratio_to_bare_encode": round(statistics.median(bare / ours for ours, _, bare in runs), 3),
    }
    print(json.dumps(result))


def _index(documents: Path, encoder: Encoder) -> tuple[float, list[str]]:
    """Index a folder anew, and return the seconds that it took, and the texts that were encoded for it."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder), create=True)
        started = time.perf_counter()
        sync(library, documents, encoder)
        took = time.perf_counter() - started
        inputs = encoded_inputs(library)
        library.close()
    return took, inputs


def encoded_inputs(library: Library) -> list[str]:
    """Return the texts that were encoded for the index, each once."""
    found: dict[bytes, str] = {}
    for info in library.documents():
        document = library.document(info.id)
        title = "" if document.title == Path(document.id).name else document.title
        for stored in library.record.passages(document_id=info.id):
            passage = stored.passage
            if stored.input_digest is not None:
                text = document.text[passage.start : passage.end]
                found[stored.input_digest] = encoder_input(title, passage.heading, text)[0]
    return list(found.values())


if __name__ == "__main__":
    main()
