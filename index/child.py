"""A process of this program that answers one request at a time, and may be lost without harm.

Requests and replies go over its standard streams: a line of JSON, then as many bytes as it says; back comes
one line of JSON, and before it lines that note how far it is. It is started with the first request, and again
after it was lost.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["Child", "ChildLateError", "ChildLostError"]

_ROOT = Path(__file__).resolve().parent.parent
_START = "import sys; sys.path.insert(0, sys.argv[1]); from {module} import main; main()"


class ChildLostError(Exception):
    """The process ended before it had answered; `at` is the last note that it sent before, if it sent one."""

    def __init__(self, at: Mapping[str, Any]) -> None:
        """Take the last note."""
        super().__init__("the process was lost")
        self.at = at


class ChildLateError(ChildLostError):
    """The process was ended because it took too long."""


class Child:
    """A child process. Thread-safe: requests wait for each other."""

    def __init__(self, program: str) -> None:
        """Take what the process runs; it is started with the first request."""
        self._program = program
        self.process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    @classmethod
    def of(cls, module: str) -> "Child":
        """Return a child that runs the `main` of a module of this program."""
        return cls(_START.format(module=module))

    def ask(
        self,
        request: Mapping[str, object],
        data: bytes = b"",
        *,
        seconds: float,
        in_all: float | None = None,
    ) -> dict[str, Any]:
        """Return the reply to a request, which may take so long, and as long again after each note.

        Raises ChildLateError, or ChildLostError where the process crashed.
        """
        with self._lock:
            if not self.alive:
                self._end()  # it may have ended while it was idle
            if self.process is None:
                self.process = _started(self._program)
            watch = _Watch(self.process, seconds, in_all or seconds)
            try:
                header = {**request, "length": len(data), "seconds": seconds}
                reply, at = _exchange(self.process, header, data, watch)
            finally:
                watch.end()
            if not reply:
                self._end()
                raise ChildLateError(at) if watch.expired else ChildLostError(at)
            return reply

    @property
    def alive(self) -> bool:
        """Whether the process is there."""
        process = self.process
        return process is not None and process.poll() is None

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        process, self.process = self.process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()


class _Watch:
    """Kills a process that gives no sign of life for a while, or does not come to an end at all."""

    def __init__(self, process: "subprocess.Popen[bytes]", seconds: float, in_all: float) -> None:
        self._process, self._seconds, self._in_all = process, seconds, in_all
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
        return min(self._last + self._seconds, self._started + self._in_all) - time.monotonic()


def _reply(line: bytes) -> dict[str, Any]:
    """Return a reply, or nothing where the line is none, or not the whole of one."""
    try:
        found = json.loads(line) if line.endswith(b"\n") else None
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _started(program: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - this very interpreter
        # -P: nothing is imported from where one stands
        [sys.executable, "-P", "-c", program, str(_ROOT), str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=os.name != "nt",  # an interrupt from the keyboard is the parent's to handle
    )


def _exchange(
    process: "subprocess.Popen[bytes]", header: Mapping[str, object], data: bytes, watch: _Watch
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Send a request; return the reply, empty where the child is lost, and the last note before it."""
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
