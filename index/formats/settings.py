"""Settings (YAML, TOML, INI and the like): each below its section, with the comments above it.

The text is the source itself; each setting is quoted whole, its comments and its values with it.
"""

import re
from collections.abc import Iterator

from index.blocks import Block, Extracted
from index.formats.decode import decode

__all__ = ["read_settings"]

_LINE = re.compile(r"[^\n]+")
_COMMENT = re.compile(r"\s*(?:#|;|//)")
_SECTION = re.compile(r"\[\[?(?P<name>[^\[\]\n]+)\]\]?\s*(?:[#;].*)?")
_KEY = re.compile(r"(?P<name>[\w.\"'/-][\w.\"'/ -]*?)\s*:\s*(?:#.*)?")
"""A key of YAML that has what stands below it, further in, for its value."""
_OPEN = re.compile(r"[^#;\n]*(?:[:=]|[:=]\s*[\[{|>&!][^#\n]*|[\[{(,])\s*(?:[#;].*)?")
_CLOSES = re.compile(r"\s*[\]})]+,?\s*")
_MOST_LABEL_CHARS = 200
_MOST_CHARS = 500
"""How long a setting with the values below it is at most; of a longer one each line is quoted by itself."""

_Span = tuple[int, int]


def read_settings(data: bytes) -> Extracted:
    """Read a file of settings; its sections head what stands in them, and none of them is its title."""
    text = decode(data)
    return Extracted(text, tuple(_blocks(text)), headed=False)


def _blocks(text: str) -> Iterator[Block]:
    lines = [match.span() for match in _LINE.finditer(text) if match.group().strip()]
    number = 0
    while number < len(lines):
        first = number
        while (
            number < len(lines) and _is_comment(text, lines[number]) and _follows(text, lines, number, first)
        ):
            number += 1
        alone = number == len(lines) or not _follows(text, lines, number, first)
        if alone or _label(text, lines, number):
            yield from (Block(*line, "verbatim") for line in lines[first:number])
            if not alone:
                yield Block(*lines[number], "heading", 2, _label(text, lines, number))
                number += 1
            continue
        end = _end(text, lines, number)
        whole = (lines[first][0], lines[end - 1][1])
        if whole[1] - whole[0] <= _MOST_CHARS:
            yield Block(*whole, "entry")
        else:
            yield Block(lines[first][0], lines[number][1], "entry")
            yield from (Block(*line, "verbatim") for line in lines[number + 1 : end])
        number = end


def _is_comment(text: str, line: _Span) -> bool:
    return bool(_COMMENT.match(text, *line))


def _follows(text: str, lines: list[_Span], number: int, first: int) -> bool:
    """Return whether a line stands right below the one before it, or is the first of its entry."""
    return number == first or text[lines[number - 1][1] : lines[number][0]].count("\n") == 1


def _label(text: str, lines: list[_Span], number: int) -> str:
    """Return the name of the section that a line begins, "" where it begins none."""
    line = text[slice(*lines[number])]
    if len(line) > _MOST_LABEL_CHARS:
        return ""
    if section := _SECTION.fullmatch(line.strip()):
        return section["name"].strip()
    key = _KEY.fullmatch(line)
    below = number + 1 < len(lines) and _indent(text, lines[number + 1]) > 0
    return key["name"].strip("\"'") if key and below else ""


def _end(text: str, lines: list[_Span], number: int) -> int:
    """Return the number of the line after a setting: what is its value stands further in."""
    indent = _indent(text, lines[number])
    end = number + 1
    if not _OPEN.fullmatch(text, *lines[number]):
        return end
    while end < len(lines) and _indent(text, lines[end]) > indent:
        end += 1
    if end < len(lines) and _indent(text, lines[end]) == indent and _CLOSES.fullmatch(text, *lines[end]):
        end += 1
    return end


def _indent(text: str, line: _Span) -> int:
    words = text[slice(*line)]
    return len(words) - len(words.lstrip())
