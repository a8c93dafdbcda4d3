"""Parsing in a process of its own, with limits on time, memory and output (see `index.parse_worker`)."""

import atexit
import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import UnreadableError
from index.split import Piece
from index.types import Document

__all__ = ["Parsed", "ParsedFile", "Parser", "parser"]

_logger = logging.getLogger(__name__)
SECONDS, SECONDS_FOR_MB = 60.0, 10.0
"""How long a file, or a page or an attachment of it, may take, and what each megabyte of the file adds."""
MAX_SECONDS = 1_800.0
"""How long parsing one file may take in all."""
_MOST_LOST = 3
"""How many pages and documents inside one file may be lost before the file is given up."""
_ROOT = Path(__file__).resolve().parent.parent
_START = "import sys; sys.path.insert(0, sys.argv[1]); from index.parse_worker import main; main()"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document as it was parsed, whether its title stands in it, and what it is split into."""

    document: Document
    titled: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What one file holds: its documents, and what of it is not read, as (id, reason)."""

    documents: tuple[Parsed, ...]
    missing: tuple[tuple[str, str], ...] = ()


class Parser:
    """Parses files one at a time in a child process, which is started again when it is lost."""

    def __init__(self, seconds: float = SECONDS, program: str = _START) -> None:
        """Take the time limit for a small file and what the process runs; it starts with the first file."""
        self._seconds = seconds
        self._program = program
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The number of the child process, or None while there is none."""
        return self._process.pid if self._process is not None else None

    def parse(self, data: bytes, document_id: str) -> ParsedFile:
        """Parse one file with the documents inside it; a page or document that is lost costs only itself.

        Raises UnreadableError, whose message is the reason to show, where nothing of it can be read.
        """
        lost: list[str] = []
        with self._lock:
            reply = self._ask(data, document_id, lost)
            while "at" in reply and len(lost) < _MOST_LOST:
                lost.append(reply["at"])
                reply = self._ask(data, document_id, lost)
        if "reason" in reply:
            raise UnreadableError(str(reply["reason"]))
        missing = tuple((id_, reason) for id_, reason in reply["missing"])
        return ParsedFile(tuple(_parsed(said) for said in reply["documents"]), missing)

    def digests(self, data: bytes, document_id: str) -> dict[str, str]:
        """Return the digests of a file and of the documents inside it, by id. Raises UnreadableError."""
        with self._lock:
            reply = self._ask(data, document_id, digests=True)
        if "reason" in reply:
            raise UnreadableError(str(reply["reason"]))
        return dict(reply["digests"])

    def close(self) -> None:
        """End the child process."""
        with self._lock:
            self._end()

    def _ask(
        self, data: bytes, document_id: str, lost: Sequence[str] = (), *, digests: bool = False
    ) -> dict[str, Any]:
        """Send one file and return the reply; again where the child is lost: others may be to blame.

        Where it is lost again at a part of the file, the reply says at which one, beside the reason.
        """
        limit = self._seconds + SECONDS_FOR_MB * len(data) / 1_000_000
        header = {
            "id": document_id,
            "length": len(data),
            "seconds": limit,
            "lost": [*lost],
            "digests": digests,
        }
        at: dict[str, Any] = {}
        for _ in range(2):
            reply, at, expired = self._ask_once(data, header)
            if reply:
                return reply
            _logger.info("the parser was lost at %s", at.get("at", document_id))
            if expired:
                return at | {"reason": f"reading it takes longer than {limit:.0f} s"}
        return at | {"reason": "broken: its reader crashed on it"}

    def _ask_once(self, data: bytes, header: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any], bool]:
        """Return the reply, empty where the child is lost, the last step, and whether its time was over.

        A child that ended while idle is started again.
        """
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            self._process = _child(self._program)
        watch = _Watch(self._process, header["seconds"])
        try:
            reply, at = _exchange(self._process, data, header, watch)
        finally:
            watch.end()
        if not reply:
            self._end()
        return reply, at, watch.expired

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()


class _Watch:
    """Kills a process that gives no sign of life for a while, or does not come to an end at all."""

    def __init__(self, process: "subprocess.Popen[bytes]", seconds: float) -> None:
        self._process, self._seconds = process, seconds
        self._last = self._started = time.monotonic()
        self._over = threading.Event()
        self.expired = False
        threading.Thread(target=self._run, daemon=True).start()

    def sign(self) -> None:
        self._last = time.monotonic()

    def end(self) -> None:
        self._over.set()

    def _run(self) -> None:
        while not self._over.wait(max(self._left(), 0.01)):
            if self._left() <= 0:
                self.expired = True
                self._process.kill()
                return

    def _left(self) -> float:
        ends = min(self._last + self._seconds, self._started + max(MAX_SECONDS, self._seconds))
        return ends - time.monotonic()


def _parsed(reply: dict[str, Any]) -> Parsed:
    said = reply["document"]
    said["page_starts"] = tuple(said["page_starts"])
    said["places"] = tuple((start, words) for start, words in said["places"])
    pieces = tuple(
        Piece(start, end, heading, tuple((a, b) for a, b in sentences), searchable)
        for start, end, heading, sentences, searchable in reply["pieces"]
    )
    return Parsed(Document(**said), bool(reply["titled"]), pieces)


def _reply(line: bytes) -> dict[str, Any]:
    """Return a reply, or nothing where the line is none, or not the whole of one."""
    try:
        found = json.loads(line) if line.endswith(b"\n") else None
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _child(program: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - this very interpreter
        # -P: nothing is imported from where one stands
        [sys.executable, "-P", "-c", program, str(_ROOT), str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=os.name != "nt",  # an interrupt from the keyboard is the parent's to handle
    )


def _exchange(
    process: "subprocess.Popen[bytes]", data: bytes, header: dict[str, Any], watch: _Watch
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Send a file; return the reply, empty where the child is lost, and its last step."""
    at: dict[str, Any] = {}
    if process.stdin is None or process.stdout is None:
        return {}, at
    try:
        process.stdin.write(json.dumps(header).encode("ascii") + b"\n" + data)
        process.stdin.flush()
        while "at" in (reply := _reply(process.stdout.readline())):
            at = reply
            watch.sign()
        return reply, at
    except (BrokenPipeError, OSError):
        return {}, at


_parser = Parser()
atexit.register(_parser.close)


def parser() -> Parser:
    """Return the parser that this process shares."""
    return _parser
