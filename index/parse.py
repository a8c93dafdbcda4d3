"""Parsing in a process of its own, with limits on time, memory and output (see `index.parse_worker`)."""

import atexit
import json
import logging
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import UnreadableError
from index.split import Piece
from index.types import Document

__all__ = ["Parsed", "Parser", "parser"]

_logger = logging.getLogger(__name__)
SECONDS, SECONDS_FOR_MB = 60.0, 10.0
"""How long parsing one file may take, and what each megabyte of it adds."""
_ROOT = Path(__file__).resolve().parent.parent
_START = "import sys; sys.path.insert(0, sys.argv[1]); from index.parse_worker import main; main()"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as it was parsed: its document, whether its title stands in it, and what it is split into."""

    document: Document
    titled: bool
    pieces: tuple[Piece, ...]


class Parser:
    """Parses files one at a time in a child process, which is started again when it is lost."""

    def __init__(self, seconds: float = SECONDS, program: str = _START) -> None:
        """Take the time limit for a small file and what the process runs; it starts with the first file."""
        self._seconds = seconds
        self._program = program
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def parse(self, data: bytes, document_id: str) -> Parsed:
        """Parse one file. Raises UnreadableError, whose message is the reason to show."""
        with self._lock:
            reply = self._ask(data, document_id)
        if "reason" in reply:
            raise UnreadableError(str(reply["reason"]))
        said = reply["document"]
        said["page_starts"] = tuple(said["page_starts"])
        said["places"] = tuple((start, words) for start, words in said["places"])
        pieces = tuple(
            Piece(start, end, heading, tuple((a, b) for a, b in sentences), searchable)
            for start, end, heading, sentences, searchable in reply["pieces"]
        )
        return Parsed(Document(**said), bool(reply["titled"]), pieces)

    def close(self) -> None:
        """End the child process."""
        with self._lock:
            self._end()

    def _ask(self, data: bytes, document_id: str) -> dict[str, Any]:
        """Send one file and return the reply; again where the child is lost: others may be to blame."""
        limit = self._seconds + SECONDS_FOR_MB * len(data) / 1_000_000
        header = {"id": document_id, "length": len(data), "seconds": limit}
        for _ in range(2):
            expired = threading.Event()
            reply = self._ask_once(data, header, expired)
            if reply:
                return reply
            _logger.info("the parser was lost at %s", document_id)
            if expired.is_set():
                return {"reason": f"reading it takes longer than {limit:.0f} s"}
        return {"reason": "broken: its reader crashed on it"}

    def _ask_once(self, data: bytes, header: dict[str, Any], expired: threading.Event) -> dict[str, Any]:
        """Return the reply, nothing where the child is lost; one that ended while idle is started again."""
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            self._process = _child(self._program)
        late = threading.Timer(header["seconds"], _stop, (self._process, expired))
        late.daemon = True
        late.start()
        try:
            reply = _reply(_exchange(self._process, data, header))
        finally:
            late.cancel()
        if not reply:
            self._end()
        return reply

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()


def _reply(line: bytes) -> dict[str, Any]:
    """Return a reply, or nothing where the line is none, or not the whole of one."""
    try:
        found = json.loads(line) if line.endswith(b"\n") else None
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _stop(process: "subprocess.Popen[bytes]", expired: threading.Event) -> None:
    expired.set()
    process.kill()


def _child(program: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - this very interpreter
        [sys.executable, "-P", "-c", program, str(_ROOT)],  # -P: nothing is imported from where one stands
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=os.name != "nt",  # an interrupt from the keyboard is the parent's to handle
    )


def _exchange(process: "subprocess.Popen[bytes]", data: bytes, header: dict[str, Any]) -> bytes:
    """Send a file and return the line that comes back; not a whole line where the child is lost."""
    if process.stdin is None or process.stdout is None:
        return b""
    try:
        process.stdin.write(json.dumps(header).encode("ascii") + b"\n" + data)
        process.stdin.flush()
        return process.stdout.readline()
    except (BrokenPipeError, OSError):
        return b""


_parser = Parser()
atexit.register(_parser.close)


def parser() -> Parser:
    """Return the parser that this process shares."""
    return _parser
