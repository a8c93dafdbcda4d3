"""Copying an index into another, from a folder to a cluster for one, with its vectors: nothing is encoded."""

from collections.abc import Callable, Mapping, Sequence

from index.encode import Vectors
from index.errors import FootnoteError
from index.library import Library
from index.record import AnyRecord
from index.sync import Progress
from index.types import FileState, Skipped

__all__ = ["copy"]

_BATCH_PASSAGES = 512


def copy(source: Library, target: Library, on_progress: Callable[[Progress], None] | None = None) -> int:
    """Copy the files of the target's part that it has not got as they are; return how many these are.

    What the target has of other files stays. Interrupted, it goes on at the next call. Raises FootnoteError
    where the source is not whole, EncoderError where the target has vectors of another model.
    """
    record, model = source.record, source.model_id
    if model is None or record.without_vector(model):
        raise FootnoteError("the index to copy from is not complete: run 'footnote index' on it first")
    lock = target.write_lock()
    try:
        target.record.read_again(record.meta("readers") or "")
        if target.model_id is None:
            keys = ("documents_dir", "model_id", "model_name", "dimension")
            target.record.set_meta(**{key: record.meta(key) or "" for key in keys})
        there, states = target.record.file_states(), record.file_states()
        missing = {id_: record.missing(id_) for id_ in states}
        todo = [id_ for id_, state in states.items() if target.part.has(id_) and there.get(id_) != state]
        files = {id_: (states[id_], missing[id_]) for id_ in todo}
        _copy_files(source, target.record, model, files, on_progress or (lambda progress: None))
        unopened = set(source.skipped()).difference(*missing.values())
        target.record.set_skipped(sorted((s for s in unopened if target.part.has(s.id)), key=lambda s: s.id))
        target.rebuild(model, int(record.meta("dimension") or 0))
    finally:
        lock.release()
    return len(todo)


def _copy_files(
    source: Library,
    target: AnyRecord,
    model: str,
    files: Mapping[str, tuple[FileState, Sequence[Skipped]]],
    on_progress: Callable[[Progress], None],
) -> None:
    """Copy files with their documents and vectors, and commit them by and by."""
    of_file: dict[str, list[str]] = {id_: [] for id_ in files}
    for info in source.documents():
        file_id, _ = source.record.file_of(info.id) or ("", "")
        of_file.get(file_id, []).append(info.id)
    waiting = 0
    for done, (id_, (state, missing)) in enumerate(files.items(), start=1):
        documents = [(source.document(d), source.record.passages(document_id=d)) for d in of_file[id_]]
        inputs = {p.number: p.input_digest for _, passages in documents for p in passages if p.input_digest}
        found: dict[bytes, Vectors] = {}
        for numbers, rows in source.record.vectors(model, list(inputs)):
            found |= {inputs[number]: row for number, row in zip(numbers, rows, strict=True)}
        target.put_vectors(model, found)
        waiting += len(found) + 1
        full = waiting >= _BATCH_PASSAGES or done == len(files)
        target.put(id_, state, documents, missing, durable=full)
        waiting = 0 if full else waiting
        on_progress(Progress("reading", done, len(files), id_))
