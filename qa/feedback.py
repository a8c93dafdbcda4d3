"""What people say of answers, kept on this machine in the form that `footnote eval` reads.

A line of JSON for each judgement. One that an answer is right has what is right; one that it is wrong can
only say what is not (`rejected`), until somebody adds the right `answers` to the line.
"""

import json
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout

from index.errors import FootnoteError
from qa.types import Answer

__all__ = ["FEEDBACK_FILE", "VERDICTS", "Feedback", "Judgement"]

FEEDBACK_FILE = "feedback.jsonl"
Judgement = Literal["right", "wrong", "wrong source"]
VERDICTS: tuple[Judgement, ...] = ("right", "wrong", "wrong source")
_WAIT_SECONDS = 10.0


class Feedback:
    """The judgements of an index folder. Safe to use from many threads and processes."""

    def __init__(self, index_dir: Path) -> None:
        """Take the index folder; its file is made by the first judgement."""
        self.path = index_dir / FEEDBACK_FILE

    def add(self, answer: Answer, history: Sequence[str], verdict: Judgement) -> str:
        """Keep a judgement of an answer to a question asked after others, and return its id.

        It is on the disk when this returns. Raises FootnoteError where it cannot be kept.
        """
        id_ = secrets.token_hex(8)
        line = json.dumps(_line(id_, answer, history, verdict), ensure_ascii=False) + "\n"
        with self._locked(), self.path.open("ab") as file:
            if file.tell() and not self.path.read_bytes().endswith(b"\n"):
                file.write(b"\n")  # the last line was cut off
            file.write(line.encode("utf-8", "replace"))
            file.flush()
            os.fsync(file.fileno())
        return id_

    def remove(self, id_: str) -> bool:
        """Take a judgement back; return whether it was there. Every other line stays as it is."""
        with self._locked():
            lines = self.path.read_bytes().splitlines(keepends=True) if self.path.exists() else []
            kept = [line for line in lines if _id_of(line) != id_]
            if len(kept) == len(lines):
                return False
            beside = self.path.with_suffix(".new")
            with beside.open("wb") as file:
                file.write(b"".join(kept))
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self.path)
            return True

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            with FileLock(f"{self.path}.lock", timeout=_WAIT_SECONDS):
                yield
        except (OSError, Timeout) as error:
            raise FootnoteError(f"the judgement cannot be kept in {self.path}: {error}") from error


def _line(id_: str, answer: Answer, history: Sequence[str], verdict: Judgement) -> dict[str, Any]:
    first = answer.statements[0] if answer.statements else None
    documents = list(dict.fromkeys(c.document_id for c in first.citations)) if first else []
    right = verdict == "right" and first is not None
    line: dict[str, Any] = {
        "id": id_,
        "question": answer.question,
        "history": list(history),
        "answers": [first.answer_text] if right and first and first.answer_text else [],
        "documents": documents if right else [],
        "quotes": [first.quote] if right and first else [],
        "verdict": verdict,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    if answer.scope:
        line["scope"] = answer.scope.to_json()
    if verdict != "right":
        line["rejected"] = {"quote": first.quote if first else "", "documents": documents}
    return line


def _id_of(line: bytes) -> object:
    try:
        value = json.loads(line)
    except ValueError:
        return None
    return value.get("id") if isinstance(value, dict) else None
