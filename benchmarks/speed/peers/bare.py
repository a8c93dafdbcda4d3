"""The bare parts, as anyone would join them in ten lines: `encode`, a flat FAISS index, a list of texts."""

import json
from pathlib import Path
from typing import Any

import faiss
from sentence_transformers import SentenceTransformer

from benchmarks.speed.worker import BATCH, BEST, Ask, Build, Corpus, main


def builder(model: Path) -> Build:
    """Encode, add, write."""
    encode = _encode(model)

    def build(corpus: Corpus, folder: Path) -> None:
        vectors = encode(corpus.texts())
        index: Any = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        folder.mkdir()
        faiss.write_index(index, str(folder / "vectors.faiss"))
        (folder / "texts.json").write_text(json.dumps(corpus.texts()), encoding="utf-8")

    return build


def opened(model: Path, folder: Path) -> Ask:
    """Encode and compare."""
    encode, index = _encode(model), faiss.read_index(str(folder / "vectors.faiss"))
    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    return lambda question: [texts[number] for number in index.search(encode([question]), BEST)[1][0]]


def _encode(model: Path) -> Any:  # noqa: ANN401 - sentence_transformers has no types
    settings = {"batch_size": BATCH, "normalize_embeddings": True, "show_progress_bar": False}
    loaded = SentenceTransformer(str(model))
    return lambda texts: loaded.encode(texts, **settings)


if __name__ == "__main__":
    main(builder, opened, SentenceTransformer)
