"""Which reader answers: Footnote's own, another model, or none."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.reader import Reader
    from qa.span_reader import SpanReader

__all__ = ["DEFAULT_READER", "load_reader"]

DEFAULT_READER = "footnote"
"""The name of the reader that comes with Footnote."""


def load_reader(name: str | None) -> "Reader | SpanReader | None":
    """Return the reader of a name or folder, to be loaded at first use; none for None.

    Any name but `DEFAULT_READER` is that of a question-answering model of the transformers library.
    """
    if name is None:
        return None
    if name == DEFAULT_READER:
        from qa.reader import Reader

        return Reader()
    from qa.span_reader import SpanReader

    return SpanReader(name)
