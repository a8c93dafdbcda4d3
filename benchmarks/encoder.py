"""Footnote's encoder beside plain `SentenceTransformer.encode`, in alternating runs of one process.

    python -m benchmarks.encoder --index FOLDER [--passages 500] [--runs 5]

Prints one line of JSON: passages a second and milliseconds a question of both (medians), the medians of the
runs' ratios, the same for the best of several batch sizes of the plain encoder, and the least cosine of the
two sets of vectors.
"""

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.indexing import encoded_inputs
from index.encode import load_encoder
from index.library import Library

QUESTIONS = (
    "Who chaired the meeting in March?",
    "How much of the vote did Lukashenko get?",
    "When was the bridge over the lake opened, and by whom?",
    "Why?",
    "What did the minister of foreign affairs say about the visit of the delegation in August 2020?",
)
BATCH_SIZES = (8, 16, 32, 64)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path, required=True, help="whose passages are encoded")
    parser.add_argument("--passages", type=int, default=500)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    texts = passages(options.index, options.passages)
    encoder = load_encoder()
    plain = encoder.sentence_transformer()

    def with_batches_of(size: int) -> Callable[[Sequence[str]], object]:
        settings = {"batch_size": size, "normalize_embeddings": True, "show_progress_bar": False}
        return lambda some: plain.encode(list(some), **settings)

    ways = {"footnote": encoder.encode, "plain": with_batches_of(32)}
    tried = {size: seconds(with_batches_of(size), texts) for size in BATCH_SIZES}
    best = min(tried, key=lambda size: tried[size])
    ways["best"] = with_batches_of(best)
    times = alternating(ways, texts, options.runs)
    asked = alternating(ways, QUESTIONS, options.runs * 4, one_by_one=True)
    result: dict[str, float | int] = {"passages": len(texts), "best_batch_size_of_plain": best}
    for name in ways:
        result[f"{name}_passages_per_second"] = round(len(texts) / statistics.median(times[name]), 1)
        milliseconds = 1000 * statistics.median(asked[name]) / len(QUESTIONS)
        result[f"{name}_milliseconds_per_question"] = round(milliseconds, 2)
    for name in ("plain", "best"):
        result[f"passages_ratio_to_{name}"] = ratio(times[name], times["footnote"])
    result["question_ratio_to_plain"] = ratio(asked["plain"], asked["footnote"])
    theirs = plain.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    result["least_cosine"] = round(float((encoder.encode(texts) * theirs).sum(axis=1).min()), 6)
    print(json.dumps(result))


def passages(index: Path, count: int) -> list[str]:
    """Return texts as they were encoded for an index, of every length, drawn at random."""
    library = Library.open(index)
    try:
        texts = encoded_inputs(library)
    finally:
        library.close()
    return random.Random(1).sample(texts, min(count, len(texts)))


def alternating(
    ways: dict[str, Callable[[Sequence[str]], object]],
    texts: Sequence[str],
    runs: int,
    *,
    one_by_one: bool = False,
) -> dict[str, list[float]]:
    """Return the seconds of each run of each way, all ways in turn, after one run that does not count."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for run in range(runs + 1):
        for name, encode in ways.items():
            took = sum(seconds(encode, [text]) for text in texts) if one_by_one else seconds(encode, texts)
            if run:
                times[name].append(took)
    return times


def seconds(encode: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    """Return how long encoding takes."""
    started = time.perf_counter()
    encode(texts)
    return time.perf_counter() - started


def ratio(theirs: Sequence[float], ours: Sequence[float]) -> float:
    """Return the median of how many times as long theirs took as ours, run by run."""
    return round(statistics.median(a / b for a, b in zip(theirs, ours, strict=True)), 2)


if __name__ == "__main__":
    main()
