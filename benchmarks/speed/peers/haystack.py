"""Haystack: sentence-transformers embedders and a `FAISSDocumentStore`; its defaults, but unit vectors."""

from pathlib import Path
from typing import Any

from haystack import Document, Pipeline
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)
from haystack_integrations.components.retrievers.faiss import FAISSEmbeddingRetriever
from haystack_integrations.document_stores.faiss import FAISSDocumentStore
from sentence_transformers import SentenceTransformer

from benchmarks.speed.worker import BATCH, BEST, Ask, Build, Corpus, main

SETTINGS: dict[str, Any] = {"batch_size": BATCH, "normalize_embeddings": True, "progress_bar": False}


def builder(model: Path) -> Build:
    """Embed the passages, write them and save."""
    embedder = SentenceTransformersDocumentEmbedder(model=str(model), **SETTINGS)
    embedder.warm_up()

    def build(corpus: Corpus, folder: Path) -> None:
        store = FAISSDocumentStore(embedding_dim=384)
        documents = [Document(content=text) for text in corpus.texts()]
        store.write_documents(embedder.run(documents)["documents"])
        folder.mkdir()
        store.save(folder / "store")

    return build


def opened(model: Path, folder: Path) -> Ask:
    """Run a pipeline."""
    store = FAISSDocumentStore(str(folder / "store"), embedding_dim=384)
    pipeline = Pipeline()
    pipeline.add_component("embedder", SentenceTransformersTextEmbedder(model=str(model), **SETTINGS))
    pipeline.add_component("retriever", FAISSEmbeddingRetriever(document_store=store, top_k=BEST))
    pipeline.connect("embedder.embedding", "retriever.query_embedding")
    pipeline.warm_up()

    def ask(question: str) -> list[str]:
        found = pipeline.run({"embedder": {"text": question}})
        return [document.content for document in found["retriever"]["documents"]]

    return ask


if __name__ == "__main__":
    main(builder, opened, SentenceTransformer)
