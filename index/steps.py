"""Where a reader is, told as it goes.

The process that parses tells its parent each step, which shows that it is at work and, where it is lost, at
what: that attachment or page is left out when the file is read again. Elsewhere nobody listens.
"""

from collections.abc import Callable, Collection

__all__ = ["begin", "document", "listen", "page"]

_tell: Callable[[str], None] | None = None
_lost: frozenset[str] = frozenset()
_document = ""


def listen(tell: Callable[[str], None], lost: Collection[str]) -> None:
    """Have steps told from now on; those of `lost` are where the process was lost before."""
    global _tell, _lost
    _tell, _lost = tell, frozenset(lost)


def begin(id_: str) -> None:
    """Note which file is read; nothing is told."""
    global _document
    _document = id_


def document(id_: str) -> bool:
    """Tell which document inside the file is read next; return whether it may be."""
    begin(id_)
    return _step(id_)


def page(number: int) -> bool:
    """Tell which page of it is read next, from 1; return whether it may be."""
    return _step(f"{_document}#{number}")


def _step(at: str) -> bool:
    if _tell is not None:
        _tell(at)
    return at not in _lost
