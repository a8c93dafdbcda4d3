"""The process that parses files, apart from the one that keeps the index.

A parser that hangs, crashes or takes all memory costs one file. Requests and replies go over the standard
streams: a line of JSON with the file's name, length and time limit, then its bytes; back comes one line of
JSON. The process ends when its parent does, or after a while without work.
"""

import json
import os
import select
import signal
import sys
import threading
import time
from dataclasses import asdict
from typing import Any, BinaryIO

from index.errors import UnreadableError

__all__ = ["main", "parsed"]

MAX_MEMORY_BYTES = 3_000_000_000
MAX_TEXT_CHARS = 30_000_000
_IDLE_SECONDS = 60.0
_GRACE_SECONDS = 5
"""How much later than its parent the process ends itself, which happens only when there is no parent."""


def main() -> None:
    """Serve requests from standard input until it is closed."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the replies
    _limit_memory()
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    requests = sys.stdin.buffer
    while _waiting(requests) and (line := requests.readline()):
        request = json.loads(line)
        _end_after(int(request["seconds"]) + _GRACE_SECONDS)
        reply = parsed(requests.read(request["length"]), request["id"])
        _end_after(0)
        replies.write(json.dumps(reply).encode("ascii") + b"\n")
        replies.flush()


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
    """Return a file as JSON values: its document, blocks and pieces, or the reason why it is not read."""
    from index.read import read_bytes
    from index.split import split

    try:
        reading = read_bytes(data, document_id)
        if len(reading.document.text) > MAX_TEXT_CHARS:
            raise UnreadableError(f"it holds more than {MAX_TEXT_CHARS // 1_000_000} million characters")
        document = reading.document
        pieces = split(document.text, reading.blocks, document.language)
        return {
            "document": asdict(document),
            "titled": reading.titled,
            "pieces": [[p.start, p.end, p.heading, p.sentences, p.searchable] for p in pieces],
        }
    except UnreadableError as error:
        return {"reason": str(error)}
    except MemoryError:
        return {"reason": "reading it takes too much memory"}
    except RecursionError:
        return {"reason": "broken: it is nested too deeply"}
    except Exception as error:
        return {"reason": f"cannot be read: {' '.join(str(error).split())[:200] or type(error).__name__}"}
