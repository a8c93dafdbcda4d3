"""Everything that can go wrong and is the user's to mend, as one tree.

A message says what happened, to which thing, and what to do. The command line prints it as one line,
the page as one card.
"""

__all__ = [
    "DocumentsMissingError",
    "EmptyScopeError",
    "EncoderError",
    "FootnoteError",
    "IndexBusyError",
    "IndexDamagedError",
    "IndexMissingError",
    "SourceMismatchError",
    "UnreadableError",
]


class FootnoteError(Exception):
    """Base of every error that Footnote raises on purpose."""


class DocumentsMissingError(FootnoteError):
    """The documents folder does not exist or is not a folder."""


class IndexMissingError(FootnoteError):
    """The index folder holds no index."""


class IndexDamagedError(FootnoteError):
    """The record of the index cannot be read or has an unknown schema."""


class IndexBusyError(FootnoteError):
    """Another process is writing to the same index."""


class EncoderError(FootnoteError):
    """The embedding model cannot be loaded, or is not the one that the index was made with."""


class EmptyScopeError(FootnoteError):
    """No document is among those that are asked."""


class UnreadableError(FootnoteError):
    """One file cannot be read; its message is the reason shown beside the file's name."""


class SourceMismatchError(FootnoteError):
    """A citation does not say what its document says at that place. It must never be shown."""
