"""Footnote: files are read, split, encoded and committed; vectors and words are searched."""

from pathlib import Path

from benchmarks.speed.worker import BEST, Ask, Build, Corpus, main
from index.encode import load_encoder
from index.library import Library
from index.sync import sync
from qa.retrieve import retrieve


def builder(model: Path) -> Build:
    """Index the files that the others' passages come from."""
    encoder = load_encoder(str(model))
    encoder.warm()

    def build(corpus: Corpus, folder: Path) -> None:
        library = Library.open(folder, create=True)
        sync(library, corpus.folder / "documents", encoder)
        library.close()

    return build


def opened(model: Path, folder: Path) -> Ask:
    """Retrieve by vectors and words."""
    encoder, library = load_encoder(str(model)), Library.open(folder)
    library.engine()
    encoder.warm()
    return lambda question: [match.hit.text for match in retrieve(library, encoder, question, BEST).matches]


if __name__ == "__main__":
    main(builder, opened)
