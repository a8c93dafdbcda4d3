"""A folder of many files: speed beside the bare encoder, memory, a run without changes, and a renamed folder.

    python -m benchmarks.folder [--files 10000] [--parts 5] [--sentences 3] [--float32]

Makes files of many text formats, of that many sentences up to twice as many, and indexes them in parts; after
each part the encoder alone encodes the same passages, so that noise strikes both alike. In the end some of
them are encoded by Footnote's encoder and by plain `SentenceTransformer.encode` in turn: `ratio` is to the
first, `ratio_to_plain_encode` to the second. `--float32` is as on a processor that doesn't multiply bfloat16.
Prints one line of JSON.
"""

import argparse
import json
import os
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.encoder import alternating, ratio
from index import bert_bfloat16
from index.encode import SentenceEncoder, Vectors
from index.library import Library
from index.models import DEFAULT_MODEL
from index.parse import parser
from index.sync import SyncReport, sync

_WORDS = (
    "harbour bridge council report winter ferry grain price village school railway engine letter museum "
    "river island storm factory election budget teacher forest mountain market doctor border treaty painter"
).split()
_VERBS = "opened closed sold repaired moved painted measured counted found lost joined left".split()
_PLAIN, _ROUNDS = 1_000, 3
"""How many passages are encoded by plain `encode` too, and in how many rounds."""
_SUFFIXES = ("md", "txt", "md", "txt", "html", "csv", "json", "py", "eml", "rst")


class _Noting(SentenceEncoder):
    """Notes what it encodes."""

    texts: list[str]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode, and note what."""
        self.texts += texts
        return super().encode(texts)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=10_000)
    options.add_argument("--parts", type=int, default=5)
    options.add_argument("--sentences", type=int, default=3)
    options.add_argument("--float32", action="store_true")
    given = options.parse_args()
    if given.float32:
        bert_bfloat16._PROCESSOR = Path(os.devnull)
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(_measured(Path(folder), given.files, given.parts, given.sentences)))


def _measured(folder: Path, files: int, parts: int, sentences: int) -> dict[str, Any]:
    documents, library = folder / "documents", Library.open(folder / "index", create=True)
    encoder = _Noting(DEFAULT_MODEL)
    encoder.texts = []
    encoder.warm()
    indexed = bare = 0.0
    parsing = 0
    passages, some = 0, []
    for part in range(parts):
        _write(documents / "all", range(part * files // parts, (part + 1) * files // parts), sentences)
        indexed += _timed(library, documents, encoder)[0]
        parsing = max(parsing, _peak_megabytes(parser().pid) or 0)  # it ends when it has waited a while
        texts, encoder.texts = encoder.texts, []
        passages, some = passages + len(texts), texts
        began = time.perf_counter()
        SentenceEncoder.encode(encoder, texts)
        bare += time.perf_counter() - began
    unchanged, _ = _timed(library, documents, encoder)
    (documents / "all").rename(documents / "renamed")
    renamed, report = _timed(library, documents, encoder)
    peak = _peak_megabytes(os.getpid())
    library.close()
    faster = _times_faster(encoder, random.Random(0).sample(some, min(_PLAIN, len(some))))
    return {
        "files": files,
        "passages": passages,
        "footnote_passages_per_second": round(passages / indexed, 1),
        "encoder_passages_per_second": round(passages / bare, 1),
        "ratio": round(bare / indexed, 3),
        "ratio_to_plain_encode": round(faster * bare / indexed, 3),
        "unchanged_seconds": round(unchanged, 2),
        "renamed_seconds": round(renamed, 2),
        "renamed_files": len(report.moved),
        "renamed_encoded": report.encoded,
        "peak_megabytes": peak,
        "peak_megabytes_of_the_parser": parsing or None,
    }


def _times_faster(encoder: SentenceEncoder, texts: list[str]) -> float:
    """Return how many times as fast as plain `encode` Footnote's encoder is, the median of some rounds."""
    plain = encoder.sentence_transformer()
    settings = {"normalize_embeddings": True, "show_progress_bar": False}
    ways = {
        "footnote": lambda some: SentenceEncoder.encode(encoder, some),
        "plain": lambda some: plain.encode(list(some), **settings),
    }
    times = alternating(ways, texts, _ROUNDS)
    return ratio(times["plain"], times["footnote"])


def _timed(library: Library, documents: Path, encoder: SentenceEncoder) -> tuple[float, SyncReport]:
    began = time.perf_counter()
    report = sync(library, documents, encoder)
    return time.perf_counter() - began, report


def _peak_megabytes(process: int | None) -> int | None:
    """Return the most memory that a process has had, where the system tells (Linux) and it is there."""
    status = Path("/proc", str(process), "status")
    lines = status.read_text().splitlines() if status.is_file() else []
    peak = next((line for line in lines if line.startswith("VmHWM")), None)
    return int(peak.split()[1]) // 1024 if peak else None


def _write(folder: Path, numbers: range, sentences: int) -> None:
    """Write one file for each number, of several formats, in folders of a hundred."""
    for number in numbers:
        path = folder / f"{number // 100}" / f"{number}.{_SUFFIXES[number % len(_SUFFIXES)]}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_content(path.suffix, number, sentences), encoding="utf-8")


def _content(suffix: str, number: int, least: int) -> str:
    random_ = random.Random(number)
    sentences = [_sentence(random_) for _ in range(random_.randrange(least, 2 * least + 1))]
    title, text = f"The {random_.choice(_WORDS)} of {number}", " ".join(sentences)
    if suffix == ".md":
        return f"# {title}\n\n{text}\n"
    if suffix == ".html":
        return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"
    if suffix == ".csv":
        rows = [f"{random_.choice(_WORDS)},{random_.randrange(1000)},{one}" for one in sentences]
        return "\n".join(["thing,number,remark", *rows, ""])
    if suffix == ".json":
        return json.dumps({"title": title, "remarks": sentences})
    if suffix == ".eml":
        return (
            f"From: {number}@example.org\nSubject: {title}\nDate: Tue, 5 Mar 2019 10:00:00 +0000\n\n{text}\n"
        )
    if suffix == ".py":
        body = "\n".join(f'    print("{one}")' for one in sentences)
        return f'"""{title}."""\n\n\ndef main() -> None:\n{body}\n'
    return f"{text}\n"


def _sentence(random_: random.Random) -> str:
    """Return a sentence that hardly any other file has."""
    first, second, third = (random_.choice(_WORDS) for _ in range(3))
    number, verb = random_.randrange(10_000), random_.choice(_VERBS)
    return f"The {first} {verb} the {second} near the {third} number {number}."


if __name__ == "__main__":
    main()
