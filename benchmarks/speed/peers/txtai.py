"""txtai: `Embeddings` with content, by vectors alone or (`hybrid`) with its BM25 too; else its defaults.

These are FAISS, exact up to 5,000 passages and an inverted file above, and SQLite.
"""

import threading
from pathlib import Path

from txtai import Embeddings
from txtai.vectors import HFVectors

from benchmarks.speed.worker import BATCH, BEST, Ask, Build, Corpus, main


def builder(model: Path, kind: str = "vectors") -> Build:
    """Index the passages and save."""
    hybrid = kind == "hybrid"
    embeddings = Embeddings(path=str(model), content=True, encodebatch=BATCH, hybrid=hybrid)

    def build(corpus: Corpus, folder: Path) -> None:
        embeddings.index(enumerate(corpus.texts()))
        embeddings.save(str(folder))

    return build


def opened(model: Path, folder: Path, kind: str = "vectors") -> Ask:
    """Search; one at a time, for "thread locking must be handled externally", as its database says."""
    embeddings, lock = Embeddings(), threading.Lock()
    embeddings.load(str(folder))

    def ask(question: str) -> list[str]:
        with lock:
            return [found["text"] for found in embeddings.search(question, BEST)]

    return ask


if __name__ == "__main__":
    main(builder, opened, HFVectors)
