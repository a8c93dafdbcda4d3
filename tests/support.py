"""What the tests share: an encoder computed from the text, indexes over small folders, and checks.

Nothing here imports pytest, so that a subprocess can use it too.
"""

import hashlib
import json
import re
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from index.encode import TokenVectors, Vectors
from index.library import Library
from index.sync import SyncReport, sync
from index.tokens import fold
from index.types import Document
from index.vectors import Source
from qa.calibration import Calibration, load_calibration
from qa.retrieve import retrieve
from qa.types import Answer, Citation

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
SOURCES = ROOT.parent / "shared" / "seeds"
QUESTIONS = ROOT / "tests" / "data" / "questions.jsonl"
DIMENSION = 64
_WORD = re.compile(r"\w+")
_LONGEST = 256  # tokens, the limit that real models have too


class WordTokenizer:
    """Gives every word a number; stands for a real tokenizer."""

    cls_token_id, sep_token_id, mask_token_id = 101, 102, 103

    def __call__(self, texts: Any, **options: bool) -> dict[str, Any]:  # noqa: ANN401
        """Return ids and offsets of one text, or of each of several."""
        found = [self._one(text) for text in ([texts] if isinstance(texts, str) else texts)]
        values: dict[str, Any] = {
            "input_ids": [ids for ids, _ in found],
            "offset_mapping": [o for _, o in found],
        }
        return {key: value[0] for key, value in values.items()} if isinstance(texts, str) else values

    def convert_tokens_to_ids(self, token: str) -> int:
        """Return the number of a token."""
        return 1000 + sum(token.encode()) % 5000

    def _one(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        words = list(re.finditer(r"\w+|\?", text))
        return [self.convert_tokens_to_ids(w.group()) for w in words], [w.span() for w in words]


@cache
def _trigram(trigram: str) -> Vectors:
    seed = int.from_bytes(hashlib.sha256(trigram.encode()).digest()[:8], "little")
    return np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32)


@cache
def _word_vector(word: str) -> Vectors:
    padded = f"<{word}>"
    return _unit(np.sum([_trigram(padded[i : i + 3]) for i in range(len(padded) - 2)], axis=0))


def _unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), dtype=np.float32)


class FakeEncoder:
    """Vectors made of hashed character trigrams: alike words are near each other; nothing is learned.

    `encoded` keeps every text given to `encode`, in order, so that a test can count.
    """

    dimension = DIMENSION

    def __init__(self, model_name: str = "fake") -> None:
        """Take a name; encoders of different names stand for different models."""
        self.model_name = model_name
        self.model_id = f"{model_name}@1"
        self.encoded: list[str] = []
        self._lock = threading.Lock()
        self._turn = int.from_bytes(model_name.encode()[-1:], "little") % DIMENSION

    def warm(self) -> None:
        """Do nothing: there is nothing to load."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (len(texts), 64) float32 with unit rows."""
        with self._lock:
            self.encoded += texts
        rows = [self._text(text).whole for text in texts]
        return np.stack(rows) if rows else np.zeros((0, DIMENSION), dtype=np.float32)

    def expect(self, characters: int) -> None:
        """Make nothing ready."""

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Return a vector for each word of each text."""
        return [self._text(text) for text in texts]

    def _text(self, text: str) -> TokenVectors:
        found = list(_WORD.finditer(text))[:_LONGEST]
        spans = np.asarray([match.span() for match in found], dtype=np.int32).reshape(-1, 2)
        rows = [np.roll(_word_vector(fold(match.group())), self._turn) for match in found]
        if not rows:
            return TokenVectors(_unit(np.roll(_trigram(text), self._turn)), _no_rows(), spans)
        vectors = np.stack(rows)
        return TokenVectors(_unit(vectors.sum(axis=0)), vectors, spans)


def _no_rows() -> Vectors:
    return np.zeros((0, DIMENSION), dtype=np.float32)


def source_of(vectors: Mapping[int, Vectors], batch: int = 1_000) -> Source:
    """Return what gives the vectors of passages, as the record does: in batches, unknown numbers left out."""

    def source(numbers: Any) -> Iterator[tuple[list[int], Vectors]]:  # noqa: ANN401
        for first in range(0, len(numbers), batch):
            known = [int(n) for n in numbers[first : first + batch] if int(n) in vectors]
            if known:
                yield known, np.stack([vectors[n] for n in known])

    return source


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files, by their paths below a folder, and return the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def run_sync(index: Path, documents: Path, encoder: Any = None) -> SyncReport:  # noqa: ANN401
    """Bring an index in step with a folder, which may be another than before, and return the report."""
    library = Library.open(index, create=True)
    try:
        return sync(library, documents, encoder or FakeEncoder(), replace=True)
    finally:
        library.close()


def calibration(threshold: float, *, reader: bool = False) -> Calibration:
    """Return the calibration that comes with Footnote with another threshold: 0 answers everything."""
    return load_calibration(reader=reader).with_threshold(threshold)


def contents(library: Library) -> dict[str, Any]:
    """Return all that an index holds, free of numbers that depend on the order of its history."""
    found: dict[str, Any] = {}
    vectors: dict[int, bytes] = {}
    for numbers, rows in library.record.vectors(library.model_id or ""):
        vectors |= {number: row.tobytes() for number, row in zip(numbers, rows, strict=True)}
    for info in library.documents():
        stored = library.record.passages(document_id=info.id)
        found[info.id] = (
            library.document(info.id),
            [(s.passage, s.sentences, s.input_digest, vectors.get(s.number)) for s in stored],
        )
    return {"documents": found, "skipped": library.skipped(), "searchable": len(vectors)}


def index_contents(index: Path) -> dict[str, Any]:
    """Return all that an index folder holds (see `contents`)."""
    library = Library.open(index)
    try:
        return contents(library)
    finally:
        library.close()


def assert_intact(index: Path, allowed: Sequence[Mapping[str, Any]]) -> None:
    """Check that what is committed is sound and whole, and is a document of one of the allowed contents."""
    if not (index / "record.sqlite").is_file():
        return
    with closing(sqlite3.connect(index / "record.sqlite")) as connection:
        if not connection.execute("PRAGMA user_version").fetchone()[0]:
            return  # the run was stopped before there was anything
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        without_vector = connection.execute(
            "SELECT count(*) FROM passages p WHERE input_digest IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
            "vectors v, meta m WHERE m.key = 'model_id' AND v.model = m.value AND "
            "v.input_digest = p.input_digest)"
        ).fetchone()
        assert without_vector == (0,)
    for id_, (document, passages) in index_contents(index)["documents"].items():
        places = [stored[:3] for stored in passages]  # whichever model the vectors are of
        known = [contents[id_] for contents in allowed if id_ in contents]
        assert any((document, places) == (text, [stored[:3] for stored in p]) for text, p in known), id_
        assert "".join(document.text[p.start : p.end] for p, *_ in passages) == document.text
        assert all(p.start <= a < b <= p.end for p, spans, *_ in passages for a, b in spans)


def questions() -> list[dict[str, Any]]:
    """Return the gold questions for the seed documents."""
    return [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines() if line.strip()]


def assert_verbatim(answer: Answer, library: Library) -> None:
    """Check the promise on every citation: its place, quote, line, context and selectors agree."""
    for citation in answer.citations:
        assert_cited(citation, library.document(citation.document_id))
    for hit in answer.nearest:
        text = library.document(hit.passage.document_id).text
        assert text[hit.passage.start : hit.passage.end] == hit.text
    for statement in answer.statements:
        shown = statement.to_json()
        if statement.answer is not None:
            assert shown["answer"] == shown["quote"][shown["answer_start"] : shown["answer_end"]]


def assert_cited(citation: Citation, document: Document) -> None:
    """Check one citation against its document, in the words of its JSON."""
    text, shown = document.text, citation.to_json()
    start, end, quote = shown["start"], shown["end"], shown["quote"]
    assert text[start:end] == quote, citation
    assert quote == quote.strip() != "", citation
    assert shown["line"] == len(text[:start].split("\n")), citation
    assert (shown["digest"], shown["title"], shown["date"]) == (
        document.digest,
        document.title,
        document.date,
    )
    by_quote, by_position = shown["selector"]
    assert by_quote == {
        "type": "TextQuoteSelector",
        "exact": quote,
        "prefix": text[max(0, start - 32) : start],
        "suffix": text[end : end + 32],
    }
    assert by_position == {"type": "TextPositionSelector", "start": start, "end": end}


def ranking(index: Path, model: str = "fake") -> list[tuple[str, int, float]]:
    """Return (document, start, score) of a question's matches, by a freshly opened index."""
    library = Library.open(index)
    try:
        matches = retrieve(library, FakeEncoder(model), "How long is the bridge over the lake?", 5).matches
    finally:
        library.close()
    return [(m.hit.passage.document_id, m.hit.passage.start, round(m.hit.score, 6)) for m in matches]
