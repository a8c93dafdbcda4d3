"""Everything that can go wrong and is the user's to mend, as one tree.

A message says what happened, to which thing, and what to do. The command line prints it as one line,
the page as one card.
"""

import os
import re
from pathlib import Path

__all__ = [
    "ClusterError",
    "DocumentsMissingError",
    "EmptyScopeError",
    "EncoderError",
    "FootnoteError",
    "IndexBusyError",
    "IndexDamagedError",
    "IndexMissingError",
    "IndexWriteError",
    "NoDocumentsError",
    "OtherDocumentsError",
    "SourceMismatchError",
    "UnknownDocumentError",
    "UnreadableError",
    "reason",
    "unwritable",
]

_CAUSES = (
    (r"no space|is full|os error 28\b|code: 28\b", "the disk is full", "make room"),
    (r"read-?only|denied|not permitted|os error 30\b|code: 30\b", "it is read-only", "make it writable"),
)
"""What systems and libraries say of the commonest causes, what that means, and what to do about it."""


class FootnoteError(Exception):
    """Base of every error that Footnote raises on purpose."""


class DocumentsMissingError(FootnoteError):
    """The documents folder does not exist or is not a folder."""


class ClusterError(FootnoteError):
    """A Milvus cluster cannot be reached, or does not do what it is asked."""


class IndexMissingError(FootnoteError):
    """The index folder holds no index."""


class IndexDamagedError(FootnoteError):
    """The record of the index cannot be read or has an unknown schema."""


class IndexBusyError(FootnoteError):
    """Another process is writing to the same index."""


class IndexWriteError(FootnoteError):
    """The index cannot be written: a full disk, a read-only folder, a disk that fails."""


class NoDocumentsError(FootnoteError):
    """The index holds no document."""


class UnknownDocumentError(FootnoteError):
    """No document of this id is in the index, or it is no longer there."""


class OtherDocumentsError(FootnoteError):
    """The index was made of another documents folder."""


class EncoderError(FootnoteError):
    """The embedding model cannot be loaded, or is not the one that the index was made with."""


class EmptyScopeError(FootnoteError):
    """No document is among those that are asked."""


class UnreadableError(FootnoteError):
    """One file cannot be read; its message is the reason shown beside the file's name."""


class SourceMismatchError(FootnoteError):
    """A citation does not say what its document says at that place. It must never be shown."""


def reason(error: Exception) -> str:
    """Return why the system refused, in its words for people, without its numbers and the file's name."""
    return getattr(error, "strerror", None) or str(error)


def unwritable(folder: Path, error: Exception) -> IndexWriteError:
    """Return the error for an index folder that could not be written, in words that say what to do."""
    cause, advice = _cause(error)
    return IndexWriteError(
        f"the index {str(folder)!r} cannot be written ({cause}): what it holds is kept; {advice} and run "
        "'footnote index' again"
    )


def _cause(error: Exception) -> tuple[str, str]:
    """Return what stands behind an error of the system, SQLite, FAISS or tantivy, and what to do about it."""
    said = " ".join(str(error).split())
    for pattern, cause, advice in _CAUSES:
        if re.search(pattern, said, re.IGNORECASE):
            return cause, advice
    number = re.search(r"(?:os error|code:) (\d+)", said)  # of Rust
    last = re.split(r": |\(", said)[-1].rstrip(")")
    cause = os.strerror(int(number[1])) if number else getattr(error, "strerror", None) or last
    return cause, "see that the disk is sound, has room and can be written,"
