"""Keeping in step: waiting until something in a folder changes, by watchfiles."""

import threading
from collections.abc import Iterator
from pathlib import Path

from index.errors import FootnoteError
from index.walk import require_folder

__all__ = ["changes"]

_QUIET_MS = 1_500
"""How long changes are gathered at most before they are acted on."""


def changes(folder: Path, exclude: Path, stop: threading.Event) -> Iterator[int]:
    """Yield how many paths have changed, each time some have, until `stop` is set.

    Changes below `exclude`, the index folder, are none: the index must not wake itself. Raises
    FootnoteError where there is no folder, or the system cannot watch it.
    """
    import watchfiles

    require_folder(folder)
    index = exclude.resolve()

    def outside(_: watchfiles.Change, path: str) -> bool:
        return not Path(path).is_relative_to(index)

    try:
        found = watchfiles.watch(
            folder.resolve(),
            watch_filter=outside,
            debounce=_QUIET_MS,
            stop_event=stop,
            raise_interrupt=True,
            ignore_permission_denied=True,
        )
        for changed in found:
            yield len(changed)
    except (OSError, RuntimeError) as error:
        raise FootnoteError(f"the folder {str(folder)!r} cannot be watched ({error})") from error
