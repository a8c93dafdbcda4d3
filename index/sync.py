"""Bringing an index in step with a folder: what is new is read, split, encoded and committed.

One transaction per file is the commit point: whatever stops the run, the next one goes on from
there. Vectors are kept by the digest of the encoded text, so that renamed and duplicated files, and
unchanged passages of changed files, are never encoded again.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from index.ahead import ahead
from index.encode import Encoder, Vectors
from index.errors import OtherDocumentsError, UnreadableError
from index.library import Library, encoder_input
from index.parse import ParsedFile, parser
from index.pending import Pending, characters, pending
from index.read import readers
from index.types import FileState, Skipped, StoredPassage
from index.walk import Found, take, unreachable, walk

__all__ = ["Progress", "SyncReport", "sync"]

_BATCH_PASSAGES, _FIRST_PASSAGES = 512, 64
"""How many passages are encoded, and their vectors committed, at once: the more, the less a core waits at the
end. The first batches are smaller, so that a core encodes soon."""
_PASSAGES_AHEAD = 1024
"""How many passages wait to be encoded; a file counts as one more."""
_MADE_AHEAD = 1
"""How many batches of vectors, or of files that have all theirs, wait to be committed."""
_TOGETHER, _SMALL_BYTES = 16, 64_000
"""How many files, up to which size, are parsed in one request: each there and back takes time."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: `done` of `total` files (or passages, when encoding anew), and which was the last.

    `encoded` is how many passages have been encoded so far.
    """

    stage: Literal["reading", "encoding", "building"]
    done: int
    total: int
    name: str = ""
    encoded: int = 0


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
class _Taken:
    """A file that is new or changed: its bytes, what was known of it, and the gone file that it may be."""

    id: str
    data: bytes
    state: FileState
    before: FileState | None
    earlier: str | None


_Made = dict[bytes, Vectors] | list[Pending]
"""What is to be committed: vectors by the digest of their text, or files whose vectors are."""


def sync(
    library: Library,
    documents_dir: Path,
    encoder: Encoder,
    on_progress: Callable[[Progress], None] | None = None,
    *,
    replace: bool = False,
) -> SyncReport:
    """Make the index equal to the folder and return what was done.

    Raises DocumentsMissingError for a missing folder, OtherDocumentsError where the index is that of another
    folder which it should not `replace`, IndexBusyError while another process writes, and IndexWriteError
    where the index can't be written. The encoder is used only when there is something new.
    """
    lock = library.write_lock()
    try:
        found, unopened = walk(documents_dir, exclude=library.folder)
        _take_over(library, documents_dir.resolve(), found, replace=replace)
        found = [file for file in found if library.part.has(file.id)]
        unopened = [entry for entry in unopened if library.part.has(entry.id)]
        library.record.read_again(readers())
        run = _Run(library, encoder, on_progress or (lambda progress: None), found, unopened)
        for made in ahead(run.encoded(), _MADE_AHEAD):
            run.commit(made)
        run.finish()
    finally:
        lock.release()
    return run.report


def _take_over(library: Library, folder: Path, found: Sequence[Found], *, replace: bool) -> None:
    """Note whose documents the index holds; those of another folder go only where that is meant.

    A folder that was moved is no other: the earlier one is gone, and most of its files are here.
    """
    record, present = library.record, os.fsencode(folder).decode("utf-8", "backslashreplace")
    earlier = record.meta("documents_dir")
    if earlier == present:
        return
    known = record.file_states()
    moved = sum(file.id in known for file in found) * 2 > len(known) and not Path(earlier or "").exists()
    if earlier and known and not replace and not moved:
        raise OtherDocumentsError(
            f"the index {library.name!r} holds the documents of {earlier!r}, not of {present!r}: "
            "index these elsewhere (--index), or take those out by 'footnote index --replace'"
        )
    record.set_meta(documents_dir=present)


class _Run:
    """One run: what is known of the folder, and what has been done."""

    def __init__(
        self,
        library: Library,
        encoder: Encoder,
        notify: Callable[[Progress], None],
        found: Sequence[Found],
        unopened: list[Skipped],
    ) -> None:
        self._library, self._record, self._encoder = library, library.record, encoder
        self._notify = notify
        self._found, self._unopened = found, unopened
        states = library.record.file_states()
        self._known = {id_: state for id_, state in states.items() if library.part.has(id_)}
        names = {file.id for file in found}
        self._gone = {id_: state for id_, state in self._known.items() if id_ not in names}
        self._moves: list[tuple[str, str, FileState]] = []
        self._touched: dict[str, FileState] = {}
        self._done = 0
        self._coming: set[bytes] = set()  # digests of texts whose vectors are not committed yet
        self.report = SyncReport()

    def read(self) -> Iterator[Pending]:
        """Yield every file to commit, its documents read and split; in a thread of its own."""
        left: dict[str, deque[str]] = {}
        for id_, state in sorted(self._gone.items()):
            if state.documents:
                left.setdefault(state.digest, deque()).append(id_)
        for some in _together(self._takes(left)):
            replies = parser().parse_all([(taken.id, taken.data) for taken in some])
            for taken, reply in zip(some, replies, strict=True):
                yield self._outcome(taken, reply)

    def _takes(self, left: dict[str, deque[str]]) -> Iterator[_Taken]:
        """Yield the files that are to be parsed; `left` has the files that are gone, by digest."""
        for file in self._found:
            taken = self._take(file, left)
            if taken:
                yield taken
            else:
                self._tell(file.id, 1)

    def _as_known(self, file: Found) -> bool:
        """Return whether a file is as it was, as far as is told without reading it."""
        before = self._known.get(file.id)
        return before is not None and before.stamp == file.stamp and self._likely_known(file)

    def _likely_known(self, file: Found) -> bool:
        """Return whether a file is as large and as old as it was, so that it says most likely the same."""
        before = self._known.get(file.id)
        return before is not None and (before.size, before.mtime_ns) == (file.size, file.mtime_ns)

    def _take(self, file: Found, left: dict[str, deque[str]]) -> _Taken | None:
        """Return a file with its bytes where it is to be parsed."""
        before, report = self._known.get(file.id), self.report
        if before and self._as_known(file):
            report.unchanged += bool(before.documents)
            return None
        try:
            data, state = take(file)
        except (OSError, UnreadableError) as error:
            self._unopened.append(unreachable(file.id, error))
            if before:
                self._gone[file.id] = before  # its earlier text is no longer what the file says
            return None
        if before and (before.digest, before.size) == (state.digest, state.size):
            self._touched[file.id] = state
            report.unchanged += bool(before.documents)
            return None
        earlier = left[state.digest].popleft() if not before and left.get(state.digest) else None
        if earlier and self._reads_alike(earlier, file.id):
            self._moves.append((earlier, file.id, state))
            report.moved.append((earlier, file.id))
            return None
        return _Taken(file.id, data, state, before, earlier)

    def _outcome(self, taken: _Taken, found: ParsedFile | UnreadableError) -> Pending:
        """Return what is to be committed of a file, and note what happens to it."""
        id_, report = taken.id, self.report
        if isinstance(found, UnreadableError):
            made = Pending(id_, taken.state, missing=(Skipped(id_, str(found)),))
        else:
            made = pending(id_, found, taken.state)
        if taken.before and taken.before.documents:
            (report.changed if made.documents else report.removed).append(id_)
        elif taken.earlier:
            report.moved.append((taken.earlier, id_))
        elif made.documents:
            report.added.append(id_)
        return made

    def _reads_alike(self, earlier: str, present: str) -> bool:
        """Return whether a moved file says the same under its new name, so that it need not be read again."""
        same_format = PurePosixPath(earlier).suffix == PurePosixPath(present).suffix
        return same_format and self._known[earlier].size >= 0 and self._record.can_move(earlier, present)

    def encoded(self) -> Iterator[_Made]:
        """Yield vectors, then the files that they complete, to be committed; in a thread of its own."""
        self._encoder.expect(sum(characters(file) for file in self._found if not self._likely_known(file)))
        for batch, inputs in ahead(self._chosen(), _PASSAGES_AHEAD, lambda one: len(one[0]) + len(one[1])):
            yield from self._encode(inputs)
            yield batch

    def _chosen(self) -> Iterator[tuple[list[Pending], dict[bytes, str]]]:
        """Yield batches of files, each with the texts that have no vector and are not to have one soon."""
        for batch in _batches(self.read()):
            inputs = {digest: text for file in batch for digest, text in file.inputs.items()}
            # Asked before the record is, for what was on its way may be in the record by then.
            known = {digest for digest in inputs if digest in self._coming}
            known |= self._record.known_inputs(self._encoder.model_id, list(inputs))
            chosen = {digest: text for digest, text in inputs.items() if digest not in known}
            self._coming.update(chosen)
            yield batch, chosen

    def commit(self, made: _Made) -> None:
        """Commit vectors, or each file on its own."""
        if isinstance(made, dict):
            self._put_vectors(made)
            self._coming.difference_update(made)
            self._tell("", 0)
            return
        if not self._library.model_id and any(file.documents for file in made):
            self._set_model()
        for file in made:
            last = file is made[-1]
            self._record.put(file.id, file.state, file.documents, file.missing, durable=last)
            self._tell(file.id, 1)

    def _encode(self, inputs: dict[bytes, str]) -> Iterator[dict[bytes, Vectors]]:
        """Yield the vectors of texts by and by; alike lengths together, which wastes least."""
        todo = sorted(inputs, key=lambda digest: len(inputs[digest]), reverse=True)
        for first in range(0, len(todo), _BATCH_PASSAGES):
            some = todo[first : first + _BATCH_PASSAGES]
            vectors = self._encoder.encode([inputs[digest] for digest in some])
            yield dict(zip(some, vectors, strict=True))

    def _put_vectors(self, vectors: dict[bytes, Vectors]) -> None:
        self._record.put_vectors(self._encoder.model_id, vectors)
        self.report.encoded += len(vectors)

    def finish(self) -> None:
        """Move, remove and list what is left to, complete the vectors, and derive the search engine."""
        report, record = self.report, self._record
        record.touch(self._touched)
        record.move(self._moves)
        moved = {old for old, _ in report.moved}
        record.remove(*self._gone)
        unread = {id_ for id_, state in self._gone.items() if not state.documents}
        report.removed = sorted({*report.removed, *self._gone} - moved - unread)
        record.set_skipped(sorted(self._unopened, key=lambda entry: entry.id))
        report.skipped = list(record.skipped())
        self._tell("", 0)
        self._encode_anew()
        if not any(entry.reason.startswith("cannot be ") for entry in self._unopened):
            record.prune()  # else what can't be reached now would have to be encoded again
        self._derive()

    def _encode_anew(self) -> None:
        """Encode with this model what has no vector of it yet, beside the vectors of an earlier model."""
        if self._library.model_id is None:
            return
        missing = self._record.without_vector(self._encoder.model_id)
        for first in range(0, len(missing), _BATCH_PASSAGES):
            self._notify(Progress("encoding", first, len(missing), encoded=self.report.encoded))
            for vectors in self._encode(self._inputs(missing[first : first + _BATCH_PASSAGES])):
                self._put_vectors(vectors)

    def _inputs(self, passages: Sequence[StoredPassage]) -> dict[bytes, str]:
        """Return again what was encoded for passages, by digest."""
        inputs: dict[bytes, str] = {}
        for document_id in sorted({stored.passage.document_id for stored in passages}):
            document = self._library.document(document_id)
            for stored in passages:
                passage = stored.passage
                if passage.document_id == document_id:
                    text = document.text[passage.start : passage.end]
                    tries = (encoder_input(title, passage.heading, text) for title in (document.title, ""))
                    inputs |= {digest: said for said, digest in tries if digest == stored.input_digest}
        return inputs

    def _set_model(self) -> None:
        encoder = self._encoder
        self._record.set_meta(
            model_id=encoder.model_id, model_name=encoder.model_name, dimension=str(encoder.dimension)
        )

    def _derive(self) -> None:
        """Derive the search engine; only when that of another model is there does the index change over."""
        library, encoder = self._library, self._encoder
        if library.model_id is None:
            return
        self._notify(Progress("building", 0, 1))
        changes = library.model_id != encoder.model_id
        dimension = encoder.dimension if changes else int(self._record.meta("dimension") or 0)
        library.rebuild(encoder.model_id, dimension)
        if changes:
            self._set_model()
        self._notify(Progress("building", 1, 1))

    def _tell(self, name: str, files: int) -> None:
        self._done += files
        self._notify(Progress("reading", self._done, len(self._found), name, self.report.encoded))


def _together(files: Iterator[_Taken]) -> Iterator[list[_Taken]]:
    """Group files that are parsed in one request: small ones; a large one goes alone."""
    some: list[_Taken] = []
    for file in files:
        if some and len(file.data) > _SMALL_BYTES:
            yield some
            some = []
        some.append(file)
        if len(some) == _TOGETHER or len(file.data) > _SMALL_BYTES:
            yield some
            some = []
    if some:
        yield some


def _batches(pending: Iterator[Pending]) -> Iterator[list[Pending]]:
    """Group files, so that the encoder sees enough passages at once to sort them by length."""
    batch: list[Pending] = []
    passages, enough = 0, min(_FIRST_PASSAGES, _BATCH_PASSAGES)
    for file in pending:
        batch.append(file)
        passages += len(file.inputs)
        if passages >= enough:
            yield batch
            batch, passages, enough = [], 0, min(2 * enough, _BATCH_PASSAGES)
    if batch:
        yield batch
