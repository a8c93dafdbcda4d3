"""What is measured on: files, the passages that Footnote makes of them, and questions."""

import argparse
import json
from pathlib import Path

import numpy as np

from benchmarks.large_data import Clustered, make, questions
from benchmarks.start import material
from index.encode import Vectors
from index.library import Library, encoder_input
from index.sync import sync

__all__ = ["grown", "written"]

_QUESTIONS = 200


def written(folder: Path, passages: int, yardsticks: Path | None) -> Path:
    """Make a corpus that is to be encoded: public documents where there are yardsticks, else made-up ones."""
    if (folder / "passages.json").exists():
        return folder
    if yardsticks is None:
        make(folder, passages)
        library = Library.open(folder / "index")
        asked = [one.question for one in questions(folder / "index", _QUESTIONS)]
    else:
        options = argparse.Namespace(yardsticks=yardsticks, passages=passages)
        documents, asked = material(options, folder)
        library = Library.open(folder / "index", create=True)
        sync(library, documents, Clustered([]))  # not what is measured: parts the files into passages
    _write(folder, library, asked, keep_vectors=False)
    return folder


def grown(folder: Path, passages: int) -> Path:
    """Make a corpus of so many passages with vectors that need not be encoded, and Footnote's index of it."""
    if not (folder / "passages.json").exists():
        make(folder, passages)
        library = Library.open(folder / "index")
        library.engine()
        asked = [one.question for one in questions(folder / "index", _QUESTIONS)]
        _write(folder, library, asked, keep_vectors=True)
    return folder


def _write(folder: Path, library: Library, asked: list[str], *, keep_vectors: bool) -> None:
    """Write what the peers are given; `passages.json` last, which tells that all is there."""
    texts: dict[bytes, str] = {}
    rows: dict[bytes, Vectors] = {}
    for info in library.documents():
        document = library.document(info.id)
        title = "" if document.title == Path(document.id).name else document.title
        stored = [one for one in library.record.passages(document_id=info.id) if one.input_digest]
        for one in stored:
            passage = one.passage
            text = document.text[passage.start : passage.end]
            texts[one.input_digest or b""] = encoder_input(title, passage.heading, text)[0]
        if keep_vectors:
            digests = {one.number: one.input_digest or b"" for one in stored}
            for numbers, vectors in library.record.vectors(Clustered.model_id, list(digests)):
                rows |= {digests[number]: row for number, row in zip(numbers, vectors, strict=True)}
    library.close()
    if keep_vectors:
        np.save(folder / "vectors.npy", np.stack([rows[digest] for digest in texts]))
    (folder / "questions.json").write_text(json.dumps(asked), encoding="utf-8")
    (folder / "passages.json").write_text(json.dumps(list(texts.values())), encoding="utf-8")
