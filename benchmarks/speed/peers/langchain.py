"""LangChain: `FAISS` with `HuggingFaceEmbeddings`; its defaults, but unit vectors, by inner product."""

from pathlib import Path
from typing import Any

from langchain_community.vectorstores import FAISS
from langchain_community.vectorstores.utils import DistanceStrategy
from langchain_huggingface import HuggingFaceEmbeddings
from sentence_transformers import SentenceTransformer

from benchmarks.speed.worker import BATCH, BEST, Ask, Build, Corpus, main

SETTINGS = {"normalize_embeddings": True, "batch_size": BATCH}
INNER: dict[str, Any] = {"distance_strategy": DistanceStrategy.MAX_INNER_PRODUCT}


def builder(model: Path) -> Build:
    """Index the passages and save."""
    embeddings = HuggingFaceEmbeddings(model=str(model), encode_kwargs=SETTINGS)

    def build(corpus: Corpus, folder: Path) -> None:
        FAISS.from_texts(corpus.texts(), embeddings, **INNER).save_local(str(folder))

    return build


def opened(model: Path, folder: Path) -> Ask:
    """Search what was saved, part of which is a pickle."""
    embeddings = HuggingFaceEmbeddings(model=str(model), encode_kwargs=SETTINGS)
    store = FAISS.load_local(str(folder), embeddings, allow_dangerous_deserialization=True, **INNER)
    return lambda question: [found.page_content for found in store.similarity_search(question, k=BEST)]


if __name__ == "__main__":
    main(builder, opened, SentenceTransformer)
