"""The process that parses files, apart from the one that keeps the index.

A parser that hangs, crashes or takes all memory costs one file. Requests and replies go over the standard
streams: a line of JSON with the file's name, length and time limit, or those of several small files, then the
bytes; back comes one line of JSON. Before it comes one for each page, and each document inside the file, that
is read next: a sign of life, and what to leave out next time where the process is lost. It ends with its
parent, or idle for a while.
"""

import json
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from index import steps
from index.errors import UnreadableError

if TYPE_CHECKING:
    from index.blocks import Reading

__all__ = ["answer", "digested", "main", "parsed", "serve"]

Note = Callable[[dict[str, Any]], None]

MAX_MEMORY_BYTES = 3_000_000_000
MAX_TEXT_CHARS = 30_000_000
_IDLE_SECONDS = 60.0
_GRACE_SECONDS = 5
"""How much later than its parent the process ends itself, which happens only when there is no parent."""


def main() -> None:
    """Parse files that come from standard input until it is closed."""
    serve(answer)


def answer(request: dict[str, Any], data: bytes, note: Note) -> dict[str, Any]:
    """Return the reply to a request of `index.parse`."""
    steps.listen(lambda step: note({"at": step}), request["lost"])
    if "files" in request:
        return {"replies": list(_each(request["files"], data))}
    return (digested if request["digests"] else parsed)(data, request["id"])


def _each(files: Sequence[tuple[str, int]], data: bytes) -> Iterator[dict[str, Any]]:
    """Yield the reply to each of some files, (id, length), whose bytes come one after the other."""
    begin = 0
    for document_id, length in files:
        yield parsed(data[begin : begin + length], document_id)
        begin += length


def serve(answer: Callable[[dict[str, Any], bytes, Note], dict[str, Any]]) -> None:
    """Answer requests from standard input until it is closed; an answer may be preceded by notes.

    The last argument of the process is its parent's number.
    """
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the replies
    _limit_memory()
    threading.Thread(target=_end_with, args=(int(sys.argv[2]),), daemon=True).start()
    requests = sys.stdin.buffer

    def send(reply: dict[str, Any]) -> None:
        replies.write(json.dumps(reply).encode("ascii") + b"\n")
        replies.flush()

    while _waiting(requests) and (line := requests.readline()):
        request = json.loads(line)
        limit = int(request["seconds"]) + _GRACE_SECONDS

        def note(step: dict[str, Any], limit: int = limit) -> None:
            _end_after(limit)
            send(step)

        _end_after(limit)
        send(answer(request, requests.read(request["length"]), note))
        _end_after(0)


def _waiting(requests: BinaryIO) -> bool:
    """Wait for a request; return False after a while without one."""
    if os.name == "nt":  # only sockets can be waited for there: wait in readline
        return True
    return bool(select.select([requests], [], [], _IDLE_SECONDS)[0])


def _end_with(parent: int) -> None:
    """End this process soon after its parent: one that is killed can't end its children."""
    while os.getppid() == parent:
        time.sleep(1.0)
    os._exit(1)


def _end_after(seconds: int) -> None:
    """Let the system end this process after a while, even where native code never lets a thread run."""
    if os.name != "nt":
        signal.alarm(seconds)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the parent's time limit holds
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = MAX_MEMORY_BYTES if most == resource.RLIM_INFINITY else min(MAX_MEMORY_BYTES, most)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    except (ValueError, OSError):  # some systems refuse
        return


def parsed(data: bytes, document_id: str) -> dict[str, Any]:
    """Return a file as JSON values: its documents and what is missing of it, or why it is not read."""
    from index.read import read_file

    try:
        found = read_file(data, document_id)
        if sum(len(reading.document.text) for reading in found.documents) > MAX_TEXT_CHARS:
            raise UnreadableError(f"it holds more than {MAX_TEXT_CHARS // 1_000_000} million characters")
        return {"documents": [_as_json(reading) for reading in found.documents], "missing": found.missing}
    except Exception as error:
        return {"reason": _reason(error)}


def digested(data: bytes, document_id: str) -> dict[str, Any]:
    """Return the digests of a file and of the documents inside it, by id."""
    from index.read import digests

    try:
        return {"digests": digests(data, document_id)}
    except Exception as error:
        return {"reason": _reason(error)}


def _as_json(reading: "Reading") -> dict[str, Any]:
    from index.split import split

    document = reading.document
    pieces = split(document.text, reading.blocks, document.language)
    return {
        "document": document.to_json(),
        "titled": reading.titled,
        "pieces": [[p.start, p.end, p.heading, p.sentences, p.searchable] for p in pieces],
    }


def _reason(error: Exception) -> str:
    if isinstance(error, UnreadableError):
        return str(error)
    if isinstance(error, MemoryError):
        return "reading it takes too much memory"
    if isinstance(error, RecursionError):
        return "broken: it is nested too deeply"
    return f"cannot be read: {' '.join(str(error).split())[:200] or type(error).__name__}"
