"""Question files: JSON lines of questions to ask, with gold answers where they are to be measured."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import FootnoteError

__all__ = ["Case", "read_cases"]


@dataclass(frozen=True, slots=True)
class Case:
    """A question of a file: the earlier questions of its conversation, and what is right for it.

    `answers` are strings of which one stands in a right answer (none: it cannot be answered);
    `documents` are ids of documents that answer, with or without their suffix.
    """

    id: str
    question: str
    history: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


def read_cases(path: Path) -> tuple[Case, ...]:
    """Read a file of questions. Raises FootnoteError that names the line which is not of the form."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FootnoteError(f"the questions {str(path)!r} cannot be read: {error}") from error
    return tuple(_cases(lines, path))


def _cases(lines: list[str], path: Path) -> Iterator[Case]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            value = json.loads(line)
        except ValueError as error:
            raise FootnoteError(f"{where} is not JSON: {error}") from None
        if not isinstance(value, dict) or not isinstance(value.get("question"), str):
            raise FootnoteError(f'{where} is not of the form {{"id": …, "question": "…"}}')
        yield Case(
            id=str(value.get("id", number)),
            question=value["question"],
            history=_strings(value, "history", where),
            answers=_strings(value, "answers", where),
            documents=_strings(value, "documents", where),
        )


def _strings(value: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    found = value.get(key) or []
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise FootnoteError(f"{where}: {key!r} is not a list of strings")
    return tuple(found)
