"""Question files: JSON lines or CSV of questions to ask, with gold answers where they are to be measured."""

import csv
import io
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import FootnoteError, reason
from index.types import EVERYTHING, Scope
from qa.asked import asked_question

__all__ = ["Case", "Rejected", "read_cases"]

_LISTS = ("history", "answers", "documents", "quotes")


@dataclass(frozen=True, slots=True)
class Rejected:
    """What is said not to be right: an answer's quote (none: that nothing answers) and its documents."""

    quote: str
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A question of a file: the earlier questions of its conversation, and what is right for it.

    `answers` are strings of which one stands in a right answer (none: it cannot be answered);
    `documents` are ids of documents that answer, with or without their suffix; `quotes` are the passages
    of them that a good answer quotes, word for word. `scope` says which documents are asked. `rejected` is
    known to be wrong, and counts only while nothing is known to be right.
    """

    id: str | int | float
    question: str
    history: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    rejected: Rejected | None = None
    scope: Scope = EVERYTHING

    @property
    def is_open(self) -> bool:
        """Whether all that is known is what is wrong."""
        return self.rejected is not None and not self.answers and not self.quotes

    @property
    def right_words(self) -> str:
        """What is right, for a report."""
        if self.rejected is not None and self.is_open:
            return f"not: {self.rejected.quote or 'that nothing answers'}"
        return " | ".join(self.answers or self.quotes)


def read_cases(path: Path) -> tuple[Case, ...]:
    """Read a file of questions: JSON lines, or CSV where its name ends so.

    A table has a header with `question` and, where known, `id`, `history`, `answers`, `documents` and
    `quotes`; several of a kind are put on lines of their own inside the cell, or parted by `|`. Raises
    FootnoteError that names the line which is not of the form.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FootnoteError(f"the questions {str(path)!r} cannot be read: {reason(error)}") from error
    if path.suffix.lower() in (".csv", ".tsv"):
        return tuple(_table(text, path))
    return tuple(_cases(text.split("\n"), path))


def _table(text: str, path: Path) -> Iterator[Case]:
    """Read a table; a comma, a semicolon or a tab parts its columns, as its first line tells."""
    try:
        delimiter = csv.Sniffer().sniff(text.partition("\n")[0], delimiters=",;\t").delimiter
    except csv.Error:
        delimiter = ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    names = {name.strip().lower(): name for name in reader.fieldnames or () if name}
    if "question" not in names:
        raise FootnoteError(f"{path}, line 1: a table of questions needs a column named 'question'")
    for row in reader:
        where = f"{path}, line {reader.line_num}"
        if None in row:
            raise FootnoteError(f"{where} has more cells than the header has columns: put quotes around them")
        cells = {name: (row[column] or "").strip() for name, column in names.items()}
        if not cells["question"]:
            continue
        case = Case(
            cells.get("id") or str(reader.line_num),
            cells["question"],
            **{key: _cell(cells.get(key, "")) for key in _LISTS},
            rejected=None,
            scope=EVERYTHING,
        )
        yield _that_can_be_asked(case, where)


def _cell(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("|", "\n").splitlines() if part.strip())


def _cases(lines: list[str], path: Path) -> Iterator[Case]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            value = json.loads(line)
        except RecursionError:
            raise FootnoteError(f"{where} is nested too deeply") from None
        except ValueError as error:
            raise FootnoteError(f"{where} is not JSON: {error}") from None
        if not isinstance(value, dict) or not isinstance(value.get("question"), str):
            raise FootnoteError(f'{where} is not of the form {{"id": …, "question": "…"}}')
        lists = {key: _strings(value, key, where) for key in _LISTS}
        rejected = _rejected(value.get("rejected"), where)
        try:
            scope = Scope.from_json(value.get("scope") or {})
        except (TypeError, ValueError, AttributeError):
            raise FootnoteError(f"{where}: 'scope' is not one that 'footnote ask --json' writes") from None
        case = Case(_id(value, number, where), value["question"], **lists, rejected=rejected, scope=scope)
        yield _that_can_be_asked(case, where)


def _id(value: dict[str, Any], number: int, where: str) -> str | int | float:
    """Return the id of a line as it is given, which its answer bears too; without one, the line's number."""
    found = value.get("id")
    if found is None:
        return str(number)
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        raise FootnoteError(f"{where}: 'id' is neither a string nor a number")
    if isinstance(found, float) and not math.isfinite(found):
        raise FootnoteError(f"{where}: 'id' is a number that JSON cannot say")
    return found


def _that_can_be_asked(case: Case, where: str) -> Case:
    """Return a case whose questions can all be asked. Raises FootnoteError."""
    for question in (*case.history, case.question):
        try:
            asked_question(question)
        except FootnoteError as error:
            raise FootnoteError(f"{where}: {error}") from None
    return case


def _rejected(value: object, where: str) -> Rejected | None:
    if value is None:
        return None
    if not isinstance(value, dict) or not isinstance(value.get("quote"), str):
        raise FootnoteError(f'{where}: \'rejected\' is not of the form {{"quote": "…", "documents": ["…"]}}')
    return Rejected(value["quote"], _strings(value, "documents", where))


def _strings(value: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    found = value.get(key) or []
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise FootnoteError(f"{where}: {key!r} is not a list of strings")
    return tuple(found)
