"""Indexing throughput beside that of the bare encoder on the same passages, in alternating runs.

    python -m benchmarks.indexing --documents FOLDER [--runs 3]

Prints one line of JSON: passages per second of both, and the median of the runs' ratios.
"""

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

from index.encode import load_encoder
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
    pairs: list[tuple[float, float]] = []
    inputs: list[str] = []
    for _ in range(options.runs):
        with tempfile.TemporaryDirectory() as folder:
            library = Library.open(Path(folder), create=True)
            started = time.perf_counter()
            sync(library, options.documents, encoder)
            indexed = time.perf_counter() - started
            inputs = encoded_inputs(library)
            library.close()
        started = time.perf_counter()
        model.encode(inputs, batch_size=BATCH_SIZE, normalize_embeddings=True, show_progress_bar=False)
        pairs.append((len(inputs) / indexed, len(inputs) / (time.perf_counter() - started)))
    result = {
        "passages": len(inputs),
        "footnote_passages_per_second": round(statistics.median(ours for ours, _ in pairs), 1),
        "bare_encode_passages_per_second": round(statistics.median(bare for _, bare in pairs), 1),
        "ratio": round(statistics.median(ours / bare for ours, bare in pairs), 3),
    }
    print(json.dumps(result))


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
