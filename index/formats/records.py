"""JSON and JSON lines: each record reads as its fields with their values."""

import json
from collections.abc import Iterator

from index.blocks import Extracted, TextBuilder
from index.errors import UnreadableError
from index.formats.decode import decode

__all__ = ["read_json", "read_json_lines"]

MAX_DEPTH = 50


def read_json(data: bytes) -> Extracted:
    """Read a JSON document; of a list, each entry is a place ("record 12")."""
    try:
        value = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"broken JSON: {error}") from error
    builder = TextBuilder()
    if isinstance(value, list):
        for number, record in enumerate(value, start=1):
            _add(builder, record, f"record {number}")
    else:
        _add(builder, value, None)
    return builder.extracted()


def read_json_lines(data: bytes) -> Extracted:
    """Read one JSON value from each line; places are "line 12"."""
    builder = TextBuilder()
    for number, line in enumerate(decode(data).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UnreadableError(f"broken JSON in line {number}: {error}") from error
        _add(builder, record, f"line {number}")
    return builder.extracted()


def _add(builder: TextBuilder, record: object, place: str | None) -> None:
    if place is not None:
        builder.place(place)
    for index, (path, value) in enumerate(_fields(record, "", 0)):
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
