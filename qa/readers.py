"""Which reader answers (Footnote's own, another model, or none), and getting ready to answer with it."""

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from qa.reader import Reader
    from qa.span_reader import SpanReader

__all__ = ["DEFAULT_READER", "load_reader", "warm"]

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


class _Loadable(Protocol):
    def warm(self) -> None:
        """Load the model."""


def warm(*models: _Loadable | None) -> None:
    """Load an encoder and a reader side by side. Raises EncoderError."""
    with ThreadPoolExecutor(len(models)) as pool:
        for loading in [pool.submit(model.warm) for model in models if model is not None]:
            loading.result()
