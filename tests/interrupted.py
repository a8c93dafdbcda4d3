"""A subprocess that indexes a folder: `python -m tests.interrupted DOCUMENTS INDEX [--model NAME] [--slow]`.

It says "begin" and "end" around the run. With `--slow` it commits each document on its own, takes its time,
and says when it encodes. Its tests kill it.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from index import sync as sync_module
from index.encode import Vectors
from index.library import Library
from index.types import Part
from tests.support import FakeEncoder


class SlowEncoder(FakeEncoder):
    """Takes its time for each batch, and says so."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode after a while."""
        print(f"encoding {len(texts)}", flush=True)  # noqa: T201
        time.sleep(0.05)
        return super().encode(texts)


def main() -> None:
    """Index a folder."""
    parser = argparse.ArgumentParser()
    parser.add_argument("documents", type=Path)
    parser.add_argument("index", help="a folder, or an address of Milvus")
    parser.add_argument("--part", default="1/1")
    parser.add_argument("--model", default="fake")
    parser.add_argument("--slow", action="store_true")
    options = parser.parse_args()
    if options.slow:
        sync_module._BATCH_PASSAGES = 2  # those of one document
    encoder = SlowEncoder(options.model) if options.slow else FakeEncoder(options.model)
    print("begin", flush=True)  # noqa: T201
    part = Part(*map(int, options.part.split("/")))
    library = Library.open(options.index, create=True, part=part)
    sync_module.sync(library, options.documents, encoder, replace=True)
    library.close()
    print("end", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
