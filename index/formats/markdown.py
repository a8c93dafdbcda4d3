"""Markdown: its blocks by markdown-it, its front matter by PyYAML.

The text of a Markdown document is its source, so that offsets and lines are those of the file itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from index.blocks import TERM_LEVEL, Block, BlockKind, Extracted
from index.formats.bold_lines import OWN_LEVEL, may_head
from index.formats.decode import decode
from index.formats.list_marks import list_lines
from index.metadata import one_line

__all__ = ["markdown_blocks", "read_markdown"]

_MOST_NESTED = 100
"""How deep quotations and lists may stand within each other; the library's own bound is 20."""
_parser = (
    MarkdownIt("commonmark", {"maxNesting": _MOST_NESTED})
    .enable("table")
    .use(front_matter_plugin)
    .use(deflist_plugin)
)
_BOLD_LABEL = re.compile(r"\s*(?P<mark>\*\*|__)[^*_\n]{1,40}(?::(?P=mark)|(?P=mark):)")
_BOLD_QUESTION = re.compile(
    r"(?P<line>(?P<mark>\*\*|__)(?P<said>[^*_\n]+\?)(?P=mark))[ \t\\]*\n[ \t]*(?P<below>(?!\*\*|__).+)",
    re.DOTALL,
)
_FEWEST_BOLD_QUESTIONS = 3
_FENCE = re.compile(r"[ >]*(?:`{3,}|~{3,})")
_CHANGED = """
    updated last_updated last-updated lastmod last_modified modified last_reviewed last-reviewed reviewed
    created
""".split()
"""Where front matter says when a document was last changed, in this order."""
_ENTRY = re.compile(r"^(?=[^\W\d][\w -]*:(?:\s|$))", re.MULTILINE)
_LINE = re.compile(r"([^:\n]+):[ \t]+(\w[^\n]*)\s*")
_MOST_ENTRIES = 200
_MEANING = re.compile(r"^\s*[:~]\s+")


def read_markdown(data: bytes) -> Extracted:
    """Read Markdown; front matter says what it says of title, author, date, publisher and language."""
    text = decode(data)
    blocks, said = markdown_blocks(text)
    return Extracted(
        text,
        blocks,
        title=one_line(said.get("title")),
        date=said.get("date"),
        made=next((said[name] for name in _CHANGED if said.get(name)), None),
        author=said.get("author") or said.get("authors") or said.get("by"),
        publisher=one_line(said.get("publisher") or said.get("place")),
        language=one_line(said.get("language") or said.get("lang")),
    )


def markdown_blocks(text: str) -> tuple[tuple[Block, ...], dict[str, Any]]:
    """Return the blocks of a Markdown source and its front matter (empty where it has none)."""
    line_starts = _line_starts(text)
    blocks: list[Block] = []
    metadata: dict[str, Any] = {}
    tokens = _parser.parse(text)
    for index, token in enumerate(tokens):
        if token.type == "dl_close" and blocks and blocks[-1].end < len(text):
            end = blocks[-1].end  # the line's end heads what follows in place of the last term
            blocks.append(Block(end, end + 1, "heading", TERM_LEVEL))
        kind = _kind(token)
        if kind is None or token.map is None:
            continue
        lines = _lines_of(token, text, line_starts)
        start, end = (line_starts[min(line, len(line_starts) - 1)] for line in lines)
        if tokens[index - 1].type == "dd_open" and index:
            start += len(text[start:end]) - len(_MEANING.sub("", text[start:end], count=1))
        while end > start and text[end - 1].isspace():
            end -= 1
        if blocks and start < blocks[-1].end or start == end:
            continue
        level, label = 0, ""
        if kind == "heading":
            level = TERM_LEVEL if token.type == "dt_open" else int(token.tag[1:])
            label = _plain(tokens[index + 1])
        elif token.type == "front_matter":
            metadata = _front_matter(token.content)
        if kind == "prose" and token.type == "paragraph_open":
            blocks += [Block(*span, kind) for span in _items(text, start, end)]
        else:
            blocks.append(Block(start, end, kind, level, label))
    return tuple(_with_bold_heads(text, blocks)), metadata


def _with_bold_heads(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks, of paragraphs whose first line is a question in bold that line as their heading.

    There are several of them. A line in bold that asks nothing may say something, or who says it.
    """
    found = {
        block.start: match
        for block in blocks
        if block.kind == "prose" and (match := _BOLD_QUESTION.match(text, block.start, block.end))
    }
    heads = {at: m for at, m in found.items() if may_head(m["said"], m["below"])}
    for block in blocks:
        head = heads.get(block.start) if len(heads) >= _FEWEST_BOLD_QUESTIONS else None
        if head is not None:
            yield Block(block.start, head.end("line"), "heading", OWN_LEVEL, head["said"].strip())
            yield replace(block, start=head.start("below"))
        else:
            yield block


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a paragraph: its lines marked "(a)", "(b)", … are a list, though not in Markdown.

    So are lines with labels in bold, as those of a memorandum ("**To:** …").
    """
    lines = [(start + m.start(), start + m.end()) for m in re.finditer(r"[^\n]+", text[start:end])]
    first = {0} | list_lines([text[a:b] for a, b in lines])
    labelled = {number for number, (a, b) in enumerate(lines) if _BOLD_LABEL.match(text, a, b)}
    first |= labelled if len(labelled) > 1 else set()
    for number in sorted(first):
        last = next((n for n in range(number + 1, len(lines)) if n in first), len(lines)) - 1
        at = lines[number][0]
        yield at, at + len(text[at : lines[last][1]].rstrip())


def _kind(token: Token) -> BlockKind | None:
    match token.type:
        case "heading_open" | "dt_open":
            return "heading"
        case "paragraph_open":
            return "prose"
        case "fence" | "code_block" | "table_open":
            return "verbatim"
        case "html_block":
            return "metadata" if token.content.lstrip().startswith("<!--") else "prose"
        case "front_matter":
            return "metadata"
    return None


def _lines_of(token: Token, text: str, line_starts: Sequence[int]) -> tuple[int, int]:
    """Return the first line of a block and the one after its last; those of code without its fences."""
    first, last = token.map or (0, 0)
    if token.type == "fence":
        first += 1
        last -= last > first and bool(_FENCE.match(text, line_starts[last - 1]))
    elif token.type == "dt_open":  # one line, which the library doesn't count
        last = first + 1
    return first, last


def _plain(token: Token) -> str:
    """Return the words of an inline token without its markup."""
    children = token.children or []
    parts = (" " if child.type.endswith("break") else child.content for child in children)
    return " ".join("".join(parts).split())


def _front_matter(source: str) -> dict[str, Any]:
    """Return YAML front matter as a dictionary; what is no mapping counts as none.

    Where it is broken, or has a day that no calendar has, each entry is read by itself; a broken one of
    a single line is text.
    """
    values = _yaml(source)
    if values is None:
        values = {}
        for entry in _ENTRY.split(source)[:_MOST_ENTRIES]:
            found, line = _yaml(entry), _LINE.fullmatch(entry)
            values |= found if isinstance(found, dict) else {line[1]: line[2]} if line else {}
    return {str(key).lower(): value for key, value in values.items()} if isinstance(values, dict) else {}


def _yaml(source: str) -> Any:  # noqa: ANN401 - whatever it says
    """Return what YAML says; None where it is broken."""
    try:
        return yaml.safe_load(source)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def _line_starts(text: str) -> list[int]:
    starts = [0]
    position = text.find("\n")
    while position >= 0:
        starts.append(position + 1)
        position = text.find("\n", position + 1)
    if starts[-1] != len(text):
        starts.append(len(text))
    return starts
