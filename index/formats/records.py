"""JSON and JSON lines: each record reads as its fields with their values, the short ones as a row.

The messages of a chat read as somebody's words (`index/formats/chats.py`).
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import compress
from operator import not_

from index.blocks import Extracted, TextBuilder, row_words
from index.dates import date_in_first_lines
from index.errors import UnreadableError
from index.formats.chats import line_kind, messages, people_of
from index.formats.decode import decode

__all__ = ["read_json", "read_json_lines"]

MAX_DEPTH = 50
_CELL_CHARS = 100
"""Up to how many characters a value is one of a row; what is longer is a paragraph."""


def read_json(data: bytes) -> Extracted:
    """Read a JSON document; in a list, or a list under a name, each entry is a place ("staff, record 12")."""
    try:
        value = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"broken JSON: {error}") from error
    builder = TextBuilder()
    title = (value.get("title") or value.get("name")) if isinstance(value, dict) else None
    lists = {"": value} if isinstance(value, list) else {}
    date, people = None, people_of(value) if isinstance(value, dict) else {}
    if isinstance(value, dict):
        lists = {name: inner for name, inner in value.items() if _are_records(inner)}
        value = {name: inner for name, inner in value.items() if name not in lists}
    if not isinstance(value, list):
        _add_lines(builder, _fields(value, "", 0))
    for key, records in lists.items():
        name = " ".join(key.split())
        if name:
            builder.place(name)
            builder.add(name, "heading", 2)
        for number, (record, said) in enumerate(
            zip(records, messages(records, people), strict=True), start=1
        ):
            date = date or date_in_first_lines(said or "")
            _add(builder, record, f"{name}, record {number}" if name else f"record {number}", said)
    read = replace(builder.extracted(), title=title if isinstance(title, str) else None, date=date)
    return replace(read, headed=False)


def read_json_lines(data: bytes) -> Extracted:
    """Read one JSON value from each line; places are "line 12"."""
    records: dict[int, object] = {}
    for number, line in enumerate(decode(data).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            records[number] = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UnreadableError(f"broken JSON in line {number}: {error}") from error
    builder = TextBuilder()
    date = None
    for (number, record), said in zip(records.items(), messages([*records.values()]), strict=True):
        date = date or date_in_first_lines(said or "")
        _add(builder, record, f"line {number}", said)
    return replace(builder.extracted(), date=date)


def _are_records(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(inner, dict) for inner in value)


def _add(builder: TextBuilder, record: object, place: str, said: str | None = None) -> None:
    """Add a record: its short values with their names as one row, then each longer one; or what is `said`."""
    builder.place(place)
    if said is not None:
        for index, line in enumerate(said.split("\n")):
            builder.add(line, line_kind(line), gap="\n" if index else "\n\n")
        return
    fields = list(_fields(record, "", 0))
    short = [bool(path) and len(value) <= _CELL_CHARS for path, value in fields]
    if sum(short) < 2:
        _add_lines(builder, fields)
        return
    names, values = zip(*compress(fields, short), strict=True)
    builder.add(row_words(names, (" ".join(value.split()) for value in values)), "verbatim")
    for path, value in compress(fields, map(not_, short)):
        builder.add(f"{path}: {value}" if path else value, "prose", gap="\n")


def _add_lines(builder: TextBuilder, fields: Iterable[tuple[str, str]]) -> None:
    """Add fields, each as a paragraph of a line."""
    for index, (path, value) in enumerate(fields):
        builder.add(f"{path}: {value}" if path else value, "prose", gap="\n" if index else "\n\n")


def _fields(value: object, path: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield (path, words) of every value that says something; lists of plain values are one."""
    if depth > MAX_DEPTH:
        raise UnreadableError(f"its values are nested more than {MAX_DEPTH} deep")
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _fields(inner, f"{path} {key}".strip(), depth + 1)
    elif isinstance(value, list):
        if any(isinstance(inner, dict | list) for inner in value):
            for number, inner in enumerate(value, start=1):
                yield from _fields(inner, f"{path} {number}".strip(), depth + 1)
        else:
            words = ", ".join(word for inner in value if (word := _words(inner)))
            if words:
                yield path, words
    elif words := _words(value):
        yield path, words


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value).strip()
