"""Parsing in a process of its own, with limits on time, memory and output (see `index.parse_worker`)."""

import atexit
import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.child import Child, ChildLateError, ChildLostError
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

    def __init__(self, seconds: float = SECONDS, program: str | None = None) -> None:
        """Take the time limit for a small file and what the process runs; it starts with the first file."""
        self._seconds = seconds
        self._child = Child(program) if program else Child.of("index.parse_worker")
        self._lock = threading.Lock()

    @property
    def pid(self) -> int | None:
        """The number of the child process, or None while there is none."""
        process = self._child.process
        return process.pid if process is not None else None

    def parse(self, data: bytes, document_id: str) -> ParsedFile:
        """Parse one file with the documents inside it; a page or document that is lost costs only itself.

        Raises UnreadableError, whose message is the reason to show, where nothing of it can be read.
        """
        found = self._alone(document_id, data)
        if isinstance(found, UnreadableError):
            raise found
        return found

    def parse_all(self, files: Sequence[tuple[str, bytes]]) -> list[ParsedFile | UnreadableError]:
        """Parse some files, (id, bytes), in one request; what `parse` would return or raise for each.

        Where the process is lost or late, each is parsed on its own, so that only those to blame are lost.
        """
        if len(files) > 1:
            header = {"files": [[id_, len(data)] for id_, data in files], "lost": [], "digests": False}
            try:
                with self._lock:
                    data = b"".join(data for _, data in files)
                    replies = self._child.ask(header, data, seconds=self._seconds)["replies"]
                return [_result(reply) for reply in replies]
            except ChildLostError:
                _logger.info("the parser was lost at one of %d files", len(files))
        return [self._alone(id_, data) for id_, data in files]

    def _alone(self, document_id: str, data: bytes) -> ParsedFile | UnreadableError:
        lost: list[str] = []
        with self._lock:
            reply = self._ask(data, document_id, lost)
            while "at" in reply and len(lost) < _MOST_LOST:
                lost.append(reply["at"])
                reply = self._ask(data, document_id, lost)
        return _result(reply)

    def digests(self, data: bytes, document_id: str) -> dict[str, str]:
        """Return the digests of a file and of the documents inside it, by id. Raises UnreadableError."""
        with self._lock:
            reply = self._ask(data, document_id, digests=True)
        if "reason" in reply:
            raise UnreadableError(str(reply["reason"]))
        return dict(reply["digests"])

    def close(self) -> None:
        """End the child process."""
        self._child.close()

    def _ask(
        self, data: bytes, document_id: str, lost: Sequence[str] = (), *, digests: bool = False
    ) -> dict[str, Any]:
        """Send one file and return the reply; again where the child is lost: others may be to blame.

        Where it is lost again at a part of the file, the reply says at which one, beside the reason.
        """
        limit = self._seconds + SECONDS_FOR_MB * len(data) / 1_000_000
        request = {"id": document_id, "lost": [*lost], "digests": digests}
        at: Mapping[str, Any] = {}
        for _ in range(2):
            try:
                return self._child.ask(request, data, seconds=limit, in_all=max(MAX_SECONDS, limit))
            except ChildLostError as error:
                at = error.at
                _logger.info("the parser was lost at %s", at.get("at", document_id))
                if isinstance(error, ChildLateError):
                    return {**at, "reason": f"reading it takes longer than {limit:.0f} s"}
        return {**at, "reason": "broken: its reader crashed on it"}


def _result(reply: dict[str, Any]) -> ParsedFile | UnreadableError:
    if "reason" in reply:
        return UnreadableError(str(reply["reason"]))
    missing = tuple((id_, reason) for id_, reason in reply["missing"])
    return ParsedFile(tuple(_parsed(said) for said in reply["documents"]), missing)


def _parsed(reply: dict[str, Any]) -> Parsed:
    said = reply["document"]
    said["page_starts"] = tuple(said["page_starts"])
    said["places"] = tuple((start, words) for start, words in said["places"])
    pieces = tuple(
        Piece(start, end, heading, tuple((a, b) for a, b in sentences), searchable)
        for start, end, heading, sentences, searchable in reply["pieces"]
    )
    return Parsed(Document(**said), bool(reply["titled"]), pieces)


_parser = Parser()
atexit.register(_parser.close)


def parser() -> Parser:
    """Return the parser that this process shares."""
    return _parser
