"""Keeping in step: waiting until something in a folder changes, by watchfiles."""

import threading
from collections.abc import Iterator
from pathlib import Path

from index.errors import FootnoteError
from index.walk import require_folder

__all__ = ["changes"]

_QUIET_MS = 1_500
"""How long changes are gathered at most before they are acted on."""
_LOOK_MS = 2_000
"""How often it is looked whether the folder is still there: its removal is not always told."""


def changes(folder: Path, exclude: Path, stop: threading.Event) -> Iterator[int]:
    """Yield how many paths have changed, each time some have, until `stop` is set.

    Changes below `exclude`, the index folder, are none: the index must not wake itself. A folder that is
    removed is waited for, and counts as one change when it is back. Raises FootnoteError where there is no
    folder at first, or the system cannot watch it.
    """
    require_folder(folder)
    try:
        while not stop.is_set():
            yield from _while_there(folder, exclude.resolve(), stop)
            while not folder.is_dir():
                if stop.wait(_LOOK_MS / 1000):
                    return
            if not stop.is_set():
                yield 1
    except (OSError, RuntimeError) as error:
        raise FootnoteError(f"the folder {str(folder)!r} cannot be watched ({error})") from error


def _while_there(folder: Path, index: Path, stop: threading.Event) -> Iterator[int]:
    """Yield how many paths have changed, until the folder is removed or replaced by another."""
    import watchfiles

    def outside(_: watchfiles.Change, path: str) -> bool:
        return not Path(path).is_relative_to(index)

    folder = folder.resolve()
    same = _identity(folder)
    for changed in watchfiles.watch(
        folder,
        watch_filter=outside,
        debounce=_QUIET_MS,
        rust_timeout=_LOOK_MS,
        yield_on_timeout=True,
        stop_event=stop,
        raise_interrupt=True,
        ignore_permission_denied=True,
    ):
        if _identity(folder) != same:
            return
        if changed:
            yield len(changed)


def _identity(folder: Path) -> tuple[int, int] | None:
    """Return what tells a folder from another that takes its name, or None where there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
