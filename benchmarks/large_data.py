"""What `benchmarks.large` measures: made-up documents with their record, vectors and questions."""

import hashlib
import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.encode import TokenVectors, Vectors
from index.library import Library, encoder_input
from index.read import readers
from index.store import FileState, StoredPassage
from index.types import Document, Passage

__all__ = ["Asked", "Clustered", "make", "more_files", "questions"]

_ROOT = Path(__file__).resolve().parent.parent
_DIMENSION = 384
_SENTENCES, _MADE_UP_WORDS = 20_000, 60_000
_TOPICS, _LEAST_CHARS, _BATCH_DOCUMENTS = 2_000, 520, 200
_LONGER = re.compile(r"\b[a-z]{5,}\b")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its vector, shape (384,), made from a passage that it is about."""

    question: str
    vector: Vectors


@dataclass(frozen=True, slots=True)
class _Made:
    """A document with what is kept of it."""

    document: Document
    state: FileState
    passages: list[StoredPassage]
    vectors: dict[bytes, Vectors]


class Draw:
    """Vectors with clusters: a topic, a document in it and a passage of that, added and scaled to length 1.

    All three are normal with a spectrum that falls as i to the power of -0.4 (some 70 dimensions count);
    two passages of one document have a cosine of about .63, two of one topic .37.
    """

    def __init__(self, seed: int, topics: int) -> None:
        self._seed = seed
        self._random = np.random.default_rng(seed)
        self._spectrum = (np.arange(1, _DIMENSION + 1) ** -0.4).astype(np.float32)
        self._topics = self._rows(topics)

    def document(self, number: int, passages: int) -> Vectors:
        """Return the vectors of a document's passages, the same for the same number."""
        self._random = np.random.default_rng([self._seed, number])
        topic = self._topics[self._random.integers(len(self._topics))]
        return _unit(0.6 * topic + 0.5 * self._rows(1) + 0.6 * self._rows(passages))

    def question(self, passage: Vectors) -> Vectors:
        """Return the vector of a question on a passage: at a cosine of about .7."""
        return np.asarray(_unit(0.7 * passage + 0.7 * self._rows(1))[0], dtype=np.float32)

    def _rows(self, count: int) -> Vectors:
        return _unit(self._random.standard_normal((count, _DIMENSION), dtype=np.float32) * self._spectrum)


def _unit(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True), dtype=np.float32)


class Clustered:
    """Stands in an encoder's place: knows the vectors of its questions, and draws those of other texts."""

    model_id = model_name = "clustered@1"
    dimension = _DIMENSION

    def __init__(self, asked: Sequence[Asked]) -> None:
        """Take the questions whose vectors are known."""
        self._known = {one.question: one.vector for one in asked}
        self.seconds = 0.0

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (len(texts), 384) float32 with unit rows; `seconds` counts the time that it takes."""
        started = time.perf_counter()
        seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) for text in texts]
        rows = [
            self._known[text] if text in self._known else Draw(seed, 1).document(0, 1)[0]
            for text, seed in zip(texts, seeds, strict=True)
        ]
        self.seconds += time.perf_counter() - started
        return np.stack(rows) if rows else np.zeros((0, _DIMENSION), dtype=np.float32)

    def expect(self, characters: int) -> None:
        """Make nothing ready."""

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Refuse: nothing is read here."""
        raise NotImplementedError


def make(folder: Path, passages: int) -> int:
    """Add documents and their record until there are so many passages; return how many documents that are."""
    library = Library.open(folder / "index", create=True)
    library.record.set_meta(
        model_id=Clustered.model_id, model_name=Clustered.model_name, dimension=str(_DIMENSION)
    )
    library.record.read_again(readers())
    sentences, draw = _sentences(np.random.default_rng(7)), Draw(11, _TOPICS)
    number, there = len(library.record.file_states()), len(library.record.searchable())
    batch: list[_Made] = []
    while there < passages:
        random = np.random.default_rng([7, number])
        count = int(min(passages - there, 2_000, max(1, random.lognormal(2.1, 1.0))))
        parts = list(_texts(random, sentences, number, count))
        batch.append(_made(folder / "documents", number, parts, draw))
        number, there = number + 1, there + count
        if len(batch) == _BATCH_DOCUMENTS or there >= passages:
            _commit(library, batch)
            batch = []
    library.close()
    return number


def more_files(documents: Path, passages: int) -> list[Path]:
    """Write files of about so many passages, ten each, into the folder; return them."""
    random = np.random.default_rng(time.time_ns())
    sentences = _sentences(np.random.default_rng(7))
    written: list[Path] = []
    for number in range(passages // 10):
        path = documents / "more" / f"{number}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(_texts(random, sentences, time.time_ns() % 10**9, 10)), encoding="utf-8")
        written.append(path)
    return written


def questions(index: Path, wanted: int) -> list[Asked]:
    """Return questions on passages all over an index, the same each time."""
    random, draw = np.random.default_rng(13), Draw(17, 1)
    library = Library.open(index)
    places = library.record.searchable()[:, 0]
    chosen = random.choice(places, min(wanted, len(places)), replace=False).tolist()
    vectors = {
        number: row
        for numbers, rows in library.record.vectors(Clustered.model_id, chosen)
        for number, row in zip(numbers, rows, strict=True)
    }
    found: list[Asked] = []
    for number, stored in library.passages(chosen).items():
        passage = stored.passage
        text = library.document(passage.document_id).text[passage.start : passage.end]
        said = list(dict.fromkeys(_LONGER.findall(text)))
        words = random.choice(said, min(4, len(said)), replace=False)
        question = f"What is said about the {' and the '.join(words)}, in report {number}?"
        found.append(Asked(question, draw.question(vectors[number])))
    library.close()
    return found


def _sentences(random: np.random.Generator) -> list[str]:
    """Return many sentences made of those of the seeds."""
    seeds = " ".join(path.read_text("utf-8") for path in sorted((_ROOT / "seeds").glob("*.md")))
    real = [s.strip() for s in re.findall(r"[A-Z“][^.!?\n]{40,240}[.!?]", seeds)]
    syllables = [
        c + v for c in "b c d f g h k l m n p r s t v z tr st pl".split() for v in "a e i o u".split()
    ]
    words = ["".join(random.choice(syllables, n)) for n in random.integers(2, 5, _MADE_UP_WORDS)]
    weights = 1 / np.arange(1, len(words) + 1)
    drawn = iter(random.choice(len(words), _SENTENCES * 30, p=weights / weights.sum()).tolist())
    keep = iter((random.random(_SENTENCES * 30) < 0.5).tolist())

    def other(match: re.Match[str]) -> str:
        return match.group() if next(keep) else words[next(drawn)]

    return [_LONGER.sub(other, real[i]) for i in random.integers(0, len(real), _SENTENCES)]


def _texts(random: np.random.Generator, sentences: list[str], number: int, passages: int) -> Iterator[str]:
    """Yield the texts of a document's passages, which join to its text."""
    title = f"Report {number} on {' '.join(sentences[number % len(sentences)].split()[2:5])}\n\n"
    for index in range(passages):
        text = title if index == 0 else ""
        while len(text) < _LEAST_CHARS:
            text += sentences[random.integers(len(sentences))] + " "
        yield text[:-1] + "\n\n"


def _commit(library: Library, batch: Sequence[_Made]) -> None:
    """Commit documents as indexing does: the vectors of some, then each by itself."""
    library.record.put_vectors(
        Clustered.model_id, {key: v for one in batch for key, v in one.vectors.items()}
    )
    for one in batch:
        library.record.put(one.document.id, one.state, [(one.document, one.passages)], (), durable=False)


def _made(documents: Path, number: int, parts: list[str], draw: Draw) -> _Made:
    """Write one document's file; return it as indexing would read it."""
    id_ = f"part{number % 20:02d}/{number % 1000 // 20}/{number}.txt"
    text, path = "".join(parts), documents / id_
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    stat = os.stat(path)  # noqa: PTH116 - a hundred thousand times
    digest = hashlib.sha256(text.encode()).hexdigest()
    title = text.partition("\n")[0]
    date = f"{2000 + number % 20}-{1 + number % 12:02d}-{1 + number % 28:02d}"
    stored: list[StoredPassage] = []
    vectors: dict[bytes, Vectors] = {}
    start = 0
    for part, vector in zip(parts, draw.document(number, len(parts)), strict=True):
        key = encoder_input(title, "", f"{start} {part}")[1]
        place = Passage(id_, start, start + len(part))
        stored.append(StoredPassage(place, ((start, start + len(part) - 2),), key))
        vectors[key] = vector
        start += len(part)
    document = Document(id_, title, date, text, digest, "text/plain", "en")
    state = FileState(stat.st_size, stat.st_mtime_ns, digest)
    return _Made(document, state, stored, vectors)
