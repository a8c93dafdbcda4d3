"""Where the elements of a Markdown source stand in it, and which of its characters are markup.

markdown-it tells the lines of blocks; here its inline rules tell, besides, which characters each took. What
is not understood for certain is left as it stands in the source.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

__all__ = ["Markup", "markdown_spans"]

Markup = tuple[int, int, str]
"""The start and end of an element in the source, and its name as in HTML; "syntax" is markup."""

_BLOCKS = frozenset(("blockquote", "ul", "ol", "li", "p", "h1", "h2", "h3", "h4", "h5", "h6"))
_WHOLE = {"code_block": "pre", "html_block": "pre", "front_matter": "pre", "hr": "hr"}
_PIPE = re.compile(r"(?<!\\)\|")


class _PlacedInline(ParserInline):
    """The inline rules of markdown-it, with the characters of each token in its `meta`."""

    def tokenize(self, state: StateInline) -> None:
        rules = self.ruler.getRules("")
        end, deepest = state.posMax, state.md.options["maxNesting"]
        while state.pos < end:
            start, known = state.pos, len(state.tokens)
            if state.level >= deepest or not any(rule(state, False) for rule in rules):
                state.pending += state.src[state.pos]
                state.pos += 1
            if state.pending:
                state.pushPending()
            at = start
            for token in state.tokens[known:]:
                if "at" in token.meta:
                    continue
                token.meta = {"at": (start, state.pos)}
                if token.type == "text" and state.src.startswith(token.content, at):
                    token.meta = {"at": (at, at + len(token.content))}
                    at += len(token.content)


_parser = MarkdownIt("commonmark").enable("table").use(front_matter_plugin)
_parser.inline = _PlacedInline()
_parser.inline.ruler2.disable("fragments_join")
_parser.core.ruler.disable("text_join")


def markdown_spans(text: str) -> list[Markup]:
    """Return the elements of a Markdown source; blocks nest and come outermost first."""
    lines = [match.span() for match in re.finditer(r"[^\n]*\n?", text)]
    found: list[Markup] = []
    tokens = _parser.parse(text)
    for index, token in enumerate(tokens):
        if token.map is None or (token.hidden and token.type != "front_matter") or token.map[0] >= len(lines):
            continue
        start, end = lines[token.map[0]][0], lines[min(token.map[1], len(lines)) - 1][1]
        whole = (start, start + len(text[start:end].rstrip()))
        if token.type == "fence":
            found += _fence(text, *whole)
        elif token.type in _WHOLE:
            found.append((*whole, _WHOLE[token.type]))
        elif token.type == "table_open":
            found += _table(text, lines, _until(tokens, index, "table_close"), *whole)
        elif token.nesting == 1 and token.tag in _BLOCKS and whole[0] < whole[1]:
            first = token.attrs.get("start")
            found.append((*whole, f"ol:{int(first)}" if first is not None else token.tag))
        elif token.type == "inline" and tokens[index - 1].type in ("paragraph_open", "heading_open"):
            found += _inline(text, whole, token)
    return found


def _until(tokens: Sequence[Token], index: int, kind: str) -> list[Token]:
    end = next(i for i in range(index, len(tokens)) if tokens[i].type == kind)
    return list(tokens[index:end])


def _fence(text: str, start: int, end: int) -> Iterator[Markup]:
    """Yield a fenced block of code, its fences hidden."""
    yield start, end, "pre"
    body = text.find("\n", start, end) + 1
    if body:
        yield start, body, "syntax"
        last = text.rfind("\n", body, end)
        if last >= 0 and text[last + 1 : end].lstrip("> \t").startswith(("```", "~~~")):
            yield last, end, "syntax"


def _inline(text: str, whole: tuple[int, int], token: Token) -> Iterator[Markup]:
    """Yield the elements of a paragraph or heading, and as markup what its lines begin and end with."""
    places: list[int] = []
    at = whole[0]
    for line in token.content.split("\n"):
        stop = text.find("\n", at, whole[1])
        stop = whole[1] if stop < 0 else stop
        found = text.rfind(line, at, stop)
        if found < 0:
            return  # not what stands there: the source is shown as it is
        places += range(found, found + len(line) + 1)
        at = stop + 1
    if len(places) < 2:
        return
    seen = whole[0]
    for line_start in [i for i, place in enumerate(places) if i == 0 or place != places[i - 1] + 1]:
        if line_start:
            seen = places[line_start - 1] + 1
        if seen < places[line_start]:
            yield seen, places[line_start], "syntax"
    if places[-1] < whole[1]:
        yield places[-1], whole[1], "syntax"
    for start, end, kind in _elements(token.content, token.children or []):
        yield places[start], places[end - 1] + 1, kind


def _elements(source: str, tokens: Sequence[Token]) -> Iterator[Markup]:
    """Yield the inline elements of a source and its markup, by offsets in it."""
    opened: list[tuple[int, str]] = []
    last = 0
    for token in tokens:
        start, end = token.meta["at"]
        if token.nesting == 1 and token.markup != "autolink":
            mark = start + (1 if token.tag == "a" else end - start)
            yield start, mark, "syntax"
            opened.append((mark, token.tag))
            last = mark
        elif token.nesting == -1 and opened and token.markup != "autolink":
            begun, tag = opened.pop()
            if tag == "a":  # the label ends where its last token does; what follows says where it leads
                start, end = last, last + 1
            if begun < start:
                yield begun, start, tag
            yield start, end, "syntax"
            last = end if tag != "a" else token.meta["at"][1]
        else:
            yield from _leaf(source, token, start, end)
            last = end


def _leaf(source: str, token: Token, start: int, end: int) -> Iterator[Markup]:
    if token.type == "text" and not token.content:  # half of a pair of asterisks
        yield start, end, "syntax"
    elif token.type == "text_special" and token.info == "escape" and token.content != token.markup:
        yield start, start + 1, "syntax"
    elif token.type == "code_inline":
        width = len(token.markup)
        yield start, start + width, "syntax"
        yield start + width, end - width, "code"
        yield end - width, end, "syntax"
    elif token.type in ("softbreak", "hardbreak") and (
        token.type == "hardbreak" or source[max(0, start - 2) : start] == "  "
    ):
        yield start, end, "br"


def _table(
    text: str, lines: Sequence[tuple[int, int]], tokens: Sequence[Token], start: int, end: int
) -> Iterator[Markup]:
    """Yield a table whose cells tile it; one whose rows are not understood stays as it is."""
    rows = [token.map[0] for token in tokens if token.type == "tr_open" and token.map]
    width = sum(token.type == "th_open" for token in tokens)
    found: list[Markup] = [(start, end, "table")]
    inlines = [token for token in tokens if token.type == "inline"]
    for number, row in enumerate(rows):
        first = start if number == 0 else lines[row][0]
        last = lines[rows[number + 1]][0] if number + 1 < len(rows) else end
        line_end = min(lines[row][1], end)
        cells = _cells(text, first, line_end, width)
        if cells is None:
            yield start, end, "pre"
            return
        found.append((first, last, "tr"))
        for column, (cell, content, content_end) in enumerate(cells):
            cell_end = cells[column + 1][0] if column + 1 < len(cells) else last
            found.append((cell, cell_end, "td" if number else "th"))
            spans = [(cell, content, "syntax"), (content_end, cell_end, "syntax")]
            spans += _in_cell(text, content, content_end, inlines[number * width + column])
            found += [span for span in spans if span[0] < span[1]]
    yield from found


def _in_cell(text: str, start: int, end: int, token: Token) -> Iterator[Markup]:
    """Yield the elements of a cell, and the backslashes before its bars, which no rule sees, as markup."""
    escapes = {start + match.start() for match in re.finditer(r"\\\|", text[start:end])}
    places = [at for at in range(start, end) if at not in escapes]
    if token.content != "".join(text[at] for at in places):
        return
    for at in sorted(escapes):
        yield at, at + 1, "syntax"
    for a, b, kind in _elements(token.content, token.children or []):
        if a < b:
            yield places[a], places[b - 1] + 1, kind


def _cells(text: str, start: int, end: int, width: int) -> list[tuple[int, int, int]] | None:
    """Return (start of the cell, start and end of its content) for a row, or None where they are not sure."""
    pipes = [match.start() for match in _PIPE.finditer(text, start, end)]
    borders = [start, *pipes, end]
    parts = [(a + (a in pipes), b) for a, b in zip(borders, borders[1:], strict=False)]
    if pipes and not text[parts[0][0] : parts[0][1]].strip():
        parts = parts[1:]
    if len(parts) > 1 and not text[parts[-1][0] : parts[-1][1]].strip():
        parts = parts[:-1]
    if not 0 < len(parts) <= width or any(text[parts[0][0]] == mark for mark in ">"):
        return None
    found = []
    for number, (a, b) in enumerate(parts):
        body = text[a:b]
        content = a + len(body) - len(body.lstrip())
        content_end = max(content, a + len(body.rstrip()))
        found.append((start if number == 0 else a - 1, content, content_end))
    return found
