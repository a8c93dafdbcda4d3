"""Runs in which one file operation fails: `python -m tests.failing FOLDER STEP`, with `failing.c` preloaded.

For each way of failing, and each operation (or every STEP-th), a fork of this process indexes a folder with
that operation failing, and once more with none. A line of JSON says how each went.
"""

import ctypes
import errno
import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss  # noqa: F401 - imported once, for all forks
import tantivy  # noqa: F401

from index import sync as sync_module
from index.errors import FootnoteError, UnreadableError
from index.parse import Parser
from index.parse_worker import answer
from qa.question import read_question
from tests.support import FakeEncoder, assert_intact, index_contents, ranking, run_sync, write

FILES: dict[str, str | bytes] = {
    "bridge.md": "# Bridge\n\nThe bridge over the lake is long.\n\n## Paint\n\nIt is green.\n",
    "new/tower.txt": "The tower by the lake is high.\n",
    "tunnel.txt": "The tunnel below the lake is dark.\n",
    "moved/ferry.txt": "The ferry over the lake is slow.\n",
    "broken.json": "{",
}
EARLIER: dict[str, str | bytes] = {
    "bridge.md": "# Bridge\n\nThe bridge over the lake is short.\n\n## Paint\n\nIt is green.\n",
    "tunnel.txt": FILES["tunnel.txt"],
    "ferry.txt": FILES["moved/ferry.txt"],
    "gone.txt": "The swamp by the lake is gone.\n",
}
GROWS, CHANGES = 1, 2  # as in failing.c


@dataclass(frozen=True)
class Way:
    """A way of failing: its error, the kinds of operations that fail, and whether all later ones fail too."""

    code: int
    kinds: int
    forever: bool


WAYS = {
    "disk full": Way(errno.ENOSPC, GROWS, True),
    "disk error": Way(errno.EIO, GROWS | CHANGES, False),
    "read-only": Way(errno.EROFS, GROWS | CHANGES, True),
}


class Inside:
    """Answers like a child process, which a fork would have to start each time."""

    def ask(self, request: dict[str, Any], data: bytes, **limits: float) -> dict[str, Any]:
        """Answer at once; what comes back went through JSON."""
        given = {**request, "length": len(data), **limits}
        found: dict[str, Any] = json.loads(json.dumps(answer(given, data, lambda note: None)))
        return found


class ParserInside(Parser):
    """Parses in this process."""

    def __init__(self) -> None:
        """Put it in the place of the child process."""
        super().__init__()
        self._child = Inside()  # type: ignore[assignment]


class Failing:
    """The preloaded library."""

    def __init__(self) -> None:
        """Find its functions among those of this process."""
        self._library = ctypes.CDLL(None)
        self._library.failing_count.restype = ctypes.c_long

    def set(self, folder: Path | None, way: Way, number: int = 0) -> None:
        """Count the operations below a folder and let one of them fail; nothing without a folder."""
        name = str(folder).encode() if folder else b""
        self._library.failing_set(name, ctypes.c_long(number), way.code, way.kinds, int(way.forever))

    def count(self) -> int:
        """Return how many operations there were."""
        return int(self._library.failing_count())


def main() -> None:
    """Try every way with every operation, from nothing and from an earlier state of the folder.

    This process itself indexes nothing: threads of its own, alive or just ending, could hold a lock that a
    fork then waits for in vain. What each fork would have to load is loaded here once.
    """
    sync_module.parser = ParserInside  # type: ignore[assignment]
    folder, step = Path(sys.argv[1]).resolve(), int(sys.argv[2])
    failing = Failing()
    write(folder / "documents", FILES)
    write(folder / "earlier documents", EARLIER)
    warm()
    in_fork(made, folder)
    for start, expected in ((None, folder / "fresh"), (folder / "earlier", folder / "changed")):
        for name, way in WAYS.items():
            counted = in_fork(tried, failing, folder, start, expected, way, 0)
            said = {"start": bool(start), "way": name, "operations": counted["operations"]}
            print(json.dumps(said), flush=True)  # noqa: T201
            for number in range(1, counted["operations"] + 1, step):
                result = in_fork(tried, failing, folder, start, expected, way, number)
                print(json.dumps({**said, "number": number, **result}), flush=True)  # noqa: T201


def warm() -> None:
    """Load, without a thread, what parses, encodes and reads questions."""
    files = [(name, data.encode() if isinstance(data, str) else data) for name, data in FILES.items()]
    for file in ParserInside().parse_all(files):
        if not isinstance(file, UnreadableError):
            FakeEncoder().encode_tokens([one.document.text for one in file.documents])
    read_question("How long is the bridge over the lake?")


def made(folder: Path) -> dict[str, Any]:
    """Make the indexes that runs begin and end with."""
    run_sync(folder / "earlier", folder / "earlier documents")
    run_sync(folder / "fresh", folder / "documents")
    shutil.copytree(folder / "earlier", folder / "changed")
    run_sync(folder / "changed", folder / "documents")
    return {}


def in_fork(function: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return what a function returns in a fork of this process, or how the fork ended."""
    assert len(list(Path("/proc/self/task").iterdir())) == 1
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        signal.alarm(60)
        try:
            os.write(writer, json.dumps(function(*arguments)).encode())
            os._exit(0)
        except BaseException:  # this fork must not go on as its parent would
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        said = pipe.read()
    status = os.waitpid(child, 0)[1]
    return json.loads(said) if said else {"ended": status}


def tried(
    failing: Failing, folder: Path, start: Path | None, expected: Path, way: Way, number: int
) -> dict[str, Any]:
    """Index with one failure and once more without, and return how it went."""
    index, documents = folder / "index", folder / "documents"
    shutil.rmtree(index, ignore_errors=True)
    if start is not None:
        shutil.copytree(start, index)
    result: dict[str, Any] = {"error": None}
    failing.set(index, way, number)
    try:
        run_sync(index, documents)
    except FootnoteError as error:
        result["error"] = str(error)
    except BaseException as error:  # what must not come
        result["unexpected"] = f"{type(error).__name__}: {error}"
    result["operations"] = failing.count()
    failing.set(None, way)
    try:
        allowed = [index_contents(path)["documents"] for path in (start, expected) if path is not None]
        assert_intact(index, allowed)
        run_sync(index, documents)
        assert_intact(index, allowed)
        assert index_contents(index) == index_contents(expected)
        assert ranking(index) == ranking(expected)
        assert [path.suffix for path in (index / "derived").iterdir()] == [""]
    except Exception as error:  # told to the test
        result["afterwards"] = f"{type(error).__name__}: {error}"[:2000]
    return result


if __name__ == "__main__":
    main()
