"""Bringing an index in step with a folder: what is new is read, split, encoded and committed.

One transaction per file is the commit point: whatever stops the run, the next one goes on from
there. Vectors are kept by the digest of the encoded text, so that renamed and duplicated files, and
unchanged passages of changed files, are never encoded again.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from index.ahead import ahead
from index.encode import Encoder, Vectors
from index.errors import UnreadableError
from index.library import Library, encoder_input
from index.parse import Parsed, ParsedFile, parser
from index.read import READERS, digest_of
from index.store import FileState, Skipped, StoredPassage
from index.types import Document, Passage
from index.walk import Found, walk

__all__ = ["Progress", "SyncReport", "sync"]

_logger = logging.getLogger(__name__)
_BATCH_PASSAGES = 512
_DOCUMENTS_AHEAD = 16
"""How many documents are parsed while others are encoded."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: `done` of `total` files (or passages, when encoding anew), and which is next."""

    stage: Literal["reading", "encoding", "building"]
    done: int
    total: int
    name: str = ""


@dataclass(slots=True)
class SyncReport:
    """What a run did, as ids of files; `moved` pairs the earlier id with the present one.

    `skipped` is all that is not indexed, attachments and parts of documents included.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    moved: list[tuple[str, str]] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    unchanged: int = 0
    encoded: int = 0

    def to_json(self) -> dict[str, object]:
        """Return the report as it is printed by `footnote index --json`."""
        return {
            "added": self.added,
            "changed": self.changed,
            "moved": [{"from": old, "to": new} for old, new in self.moved],
            "removed": self.removed,
            "skipped": [{"id": s.id, "reason": s.reason} for s in self.skipped],
            "unchanged": self.unchanged,
            "encoded_passages": self.encoded,
        }


@dataclass(frozen=True, slots=True)
class _Pending:
    """A file that is read and whose documents wait for their vectors."""

    id: str
    state: FileState
    documents: tuple[tuple[Document, tuple[StoredPassage, ...]], ...] = ()
    missing: tuple[Skipped, ...] = ()
    inputs: dict[bytes, str] = field(default_factory=dict)


def sync(
    library: Library,
    documents_dir: Path,
    encoder: Encoder,
    on_progress: Callable[[Progress], None] | None = None,
) -> SyncReport:
    """Make the index equal to the folder and return what was done.

    Raises DocumentsMissingError for a missing folder and IndexBusyError while another process writes.
    The encoder is used only when there is something new to encode.
    """
    report = SyncReport()
    notify = on_progress or (lambda progress: None)
    found, unopened = walk(documents_dir, exclude=library.folder)
    lock = library.write_lock()
    try:
        library.record.read_again(READERS)
        known = library.record.file_states()
        gone = {id_: state for id_, state in known.items() if id_ not in {f.id for f in found}}
        pending = _read_new(library, found, known, gone, report, notify)
        for batch in _batches(ahead(pending, _DOCUMENTS_AHEAD)):
            _commit(library, batch, encoder, report)
        for document_id in gone:
            library.record.remove(document_id)
        moved_from = {old for old, _ in report.moved}
        unread_or_moved = moved_from | {id_ for id_, state in gone.items() if not state.documents}
        report.removed = sorted({*report.removed, *gone} - unread_or_moved)
        library.record.set_skipped(sorted(unopened, key=lambda s: s.id))
        report.skipped = list(library.record.skipped())
        _encode_anew(library, encoder, report, notify)
        library.record.prune()
        _derive(library, encoder, notify)
        library.record.set_meta(documents_dir=str(documents_dir.resolve()))
    finally:
        lock.release()
    return report


def _read_new(
    library: Library,
    found: Sequence[Found],
    known: dict[str, FileState],
    gone: dict[str, FileState],
    report: SyncReport,
    notify: Callable[[Progress], None],
) -> Iterator[_Pending]:
    """Yield every new or changed file, its documents read and split."""
    gone_by_digest = {state.digest: id_ for id_, state in gone.items() if state.documents}
    for index, file in enumerate(found):
        before = known.get(file.id)
        notify(Progress("reading", index, len(found), file.id))
        if before and (before.size, before.mtime_ns) == (file.size, file.mtime_ns):
            report.unchanged += bool(before.documents)
            continue
        try:
            data = file.path.read_bytes()
        except OSError as error:
            yield _unread(file.id, FileState(-1, 0, ""), f"cannot be read: {error.strerror}", before, report)
            continue
        state = FileState(file.size, file.mtime_ns, digest_of(data))
        if before and (before.digest, before.size) == (state.digest, state.size):
            library.record.touch(file.id, state)
            report.unchanged += bool(before.documents)
            continue
        try:
            pending = _pending(file.id, parser().parse(data, file.id), state)
        except UnreadableError as error:
            yield _unread(file.id, state, str(error), before, report)
            continue
        earlier = gone_by_digest.pop(state.digest, None)
        if before and before.documents:
            report.changed.append(file.id)
        elif earlier:
            report.moved.append((earlier, file.id))
        elif pending.documents:
            report.added.append(file.id)
        yield pending
    notify(Progress("reading", len(found), len(found)))


def _unread(
    file_id: str, state: FileState, reason: str, before: FileState | None, report: SyncReport
) -> _Pending:
    """Return a file without documents: what it said earlier is no longer what it says."""
    if before and before.documents:
        report.removed.append(file_id)
    return _Pending(file_id, state, missing=(Skipped(file_id, reason),))


def _pending(file_id: str, parsed: ParsedFile, state: FileState) -> _Pending:
    found = [_passages(one) for one in parsed.documents]
    documents = tuple(
        (one.document, passages) for one, (passages, _) in zip(parsed.documents, found, strict=True)
    )
    inputs = {digest: text for _, some in found for digest, text in some.items()}
    return _Pending(file_id, state, documents, tuple(Skipped(*entry) for entry in parsed.missing), inputs)


def _passages(parsed: Parsed) -> tuple[tuple[StoredPassage, ...], dict[bytes, str]]:
    """Return the passages of a document, and the texts to encode for them by digest."""
    document = parsed.document
    passages: list[StoredPassage] = []
    inputs: dict[bytes, str] = {}
    for piece in parsed.pieces:
        digest = None
        if piece.searchable:
            title = document.title if parsed.titled else ""
            text, digest = encoder_input(title, piece.heading, document.text[piece.start : piece.end])
            inputs[digest] = text
        page = document.page_at(piece.start)
        passage = Passage(document.id, piece.start, piece.end, piece.heading, page)
        passages.append(StoredPassage(passage, piece.sentences, digest))
    return tuple(passages), inputs


def _batches(pending: Iterator[_Pending]) -> Iterator[list[_Pending]]:
    """Group files, so that the encoder sees enough passages at once to sort them by length."""
    batch: list[_Pending] = []
    passages = 0
    for file in pending:
        batch.append(file)
        passages += len(file.inputs)
        if passages >= _BATCH_PASSAGES:
            yield batch
            batch, passages = [], 0
    if batch:
        yield batch


def _commit(library: Library, batch: list[_Pending], encoder: Encoder, report: SyncReport) -> None:
    """Encode what has no vector yet, then commit each file on its own."""
    inputs = {digest: text for file in batch for digest, text in file.inputs.items()}
    model = encoder.model_id
    known = library.record.known_inputs(model, list(inputs))
    missing = [digest for digest in inputs if digest not in known]
    vectors: dict[bytes, Vectors] = dict(
        zip(missing, encoder.encode([inputs[d] for d in missing]), strict=True)
    )
    report.encoded += len(missing)
    if not library.model_id and inputs:
        _set_model(library, encoder)
    for file in batch:
        new = {digest: vectors[digest] for digest in file.inputs if digest in vectors}
        library.record.put(file.id, file.state, file.documents, file.missing, model, new)


def _encode_anew(
    library: Library, encoder: Encoder, report: SyncReport, notify: Callable[[Progress], None]
) -> None:
    """Encode with this model what has no vector of it yet, beside the vectors of an earlier model."""
    if library.model_id is None:
        return
    documents: dict[str, tuple[str, str]] = {}
    missing = library.record.without_vector(encoder.model_id)
    for first in range(0, len(missing), _BATCH_PASSAGES):
        notify(Progress("encoding", first, len(missing)))
        batch = missing[first : first + _BATCH_PASSAGES]
        texts: list[str] = []
        for stored in batch:
            passage = stored.passage
            if passage.document_id not in documents:
                document = library.document(passage.document_id)
                named_by_file = document.title == Path(document.id).name
                documents[document.id] = ("" if named_by_file else document.title, document.text)
            title, text = documents[passage.document_id]
            texts.append(encoder_input(title, passage.heading, text[passage.start : passage.end])[0])
        keys = [stored.input_digest for stored in batch if stored.input_digest is not None]
        library.record.put_vectors(encoder.model_id, dict(zip(keys, encoder.encode(texts), strict=True)))
        report.encoded += len(batch)
    if library.model_id != encoder.model_id:
        _set_model(library, encoder)


def _set_model(library: Library, encoder: Encoder) -> None:
    library.record.set_meta(
        model_id=encoder.model_id, model_name=encoder.model_name, dimension=str(encoder.dimension)
    )


def _derive(library: Library, encoder: Encoder, notify: Callable[[Progress], None]) -> None:
    model, dimension = library.model_id, library.record.meta("dimension")
    if model is None or dimension is None:
        return
    notify(Progress("building", 0, 1))
    library.rebuild(model, int(dimension))
    notify(Progress("building", 1, 1))
