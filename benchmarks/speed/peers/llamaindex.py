"""LlamaIndex: a `VectorStoreIndex` over `FaissVectorStore`; else its defaults."""

from pathlib import Path

import faiss
from llama_index.core import StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.faiss import FaissVectorStore
from sentence_transformers import SentenceTransformer

from benchmarks.speed.worker import BATCH, BEST, Ask, Build, Corpus, main


def builder(model: Path) -> Build:
    """Index the passages and persist."""
    embedding = HuggingFaceEmbedding(str(model), embed_batch_size=BATCH)

    def build(corpus: Corpus, folder: Path) -> None:
        nodes = [TextNode(text=text, id_=str(number)) for number, text in enumerate(corpus.texts())]
        store = FaissVectorStore(faiss.IndexFlatIP(384))
        storage = StorageContext.from_defaults(vector_store=store)
        VectorStoreIndex(nodes, storage_context=storage, embed_model=embedding)
        storage.persist(str(folder))

    return build


def opened(model: Path, folder: Path) -> Ask:
    """Retrieve."""
    store = FaissVectorStore.from_persist_dir(str(folder))
    storage = StorageContext.from_defaults(vector_store=store, persist_dir=str(folder))
    index = load_index_from_storage(storage, embed_model=HuggingFaceEmbedding(str(model)))
    retriever = index.as_retriever(similarity_top_k=BEST)
    return lambda question: [found.node.get_content() for found in retriever.retrieve(question)]


if __name__ == "__main__":
    main(builder, opened, SentenceTransformer)
