"""Plain text: paragraphs, hard-wrapped or one to a line, a title, and headings underlined or in capitals."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from statistics import quantiles

from index.blocks import TERM_LEVEL, Block, Extracted
from index.dates import date_in_first_lines
from index.formats.chats import chat_blocks
from index.formats.counted_items import counted_items
from index.formats.day_lines import date_apart, date_before, day_lines, is_masthead
from index.formats.decode import decode
from index.formats.line_headings import clauses_between, numbered_parts, questions, versions
from index.formats.list_marks import list_lines
from index.formats.live_blogs import heads_of_entries
from index.formats.spaced_tables import bar_lines, table_lines
from index.formats.transcripts import read_transcript
from index.formats.web_text import headline, lines_of_site
from index.formats.wire_takes import heads_of_takes, sign_offs
from index.only_when import says_only_when

__all__ = ["plain_blocks", "read_code", "read_plain"]

_LINE = re.compile(r"[^\n]+")
_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*\s*$")
_LIST_ITEM = re.compile(r"\s*([-*•‣–]|\d{1,3}[.)])\s")
_BULLETS = "-*•‣–"
_LABELLED = re.compile(r"\s*\w[\w -]{0,30}:\s")
_MAX_TITLE_CHARS = 140
_MIN_TITLE_WORDS = 2
_TITLE_LINES, _WORDS_OF_A_HEADLINE = 4, 5
_MAX_WRAP_CHARS = 130
_MOST_WHOLE = 0.25
"""How much of a wrapped text at most stands in longer lines that end as sentences do."""
_MAX_HEADING_CHARS = 80
_MOST_CAPITALS = 0.3
"""Where more of the text than this share is in capitals, capitals head nothing."""
_ROOM_LEFT = 0.7
"""Up to what share of the width a line leaves so much room that a label below it, "keeper: …", is no text."""
_HEADING_LETTERS = re.compile(r"[^\W\d_]{3}")
_IN_BRACKETS = re.compile(r"\s*(?:\[[^\[\]]*\]|\([^()]*\))\s*")
"""What is heard or done in a transcript, "[APPLAUSE]", or where it ends."""
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,}|\*{3,}|\^{3,}|#{3,}|_{3,})\s*")
_MOST_HEADS, _LEAST_ITEMS = 3, 2
"""How many lines head an item that a rule parts from others, and how many items have such lines at least."""
_SALUTATION = re.compile(r"\s*dear\b|.*[,;]\s*$", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*(?:(\d{1,2})|([A-Z]))\.\s+[^\W\d_]")
_OF_CLAUSES = re.compile(r"\s*(\d{1,2})\.?\s+[^\W\d_]")
_INITIALS = re.compile(r"(?:\b[A-Z]\.){2,}\s*$")
_CAPTION = re.compile(r"\s*(?:\[|(?:image|photo(?:graph)?|picture|caption)\b)", re.IGNORECASE)
_SIGNED = re.compile(r"(?:by|von|par|por|di) [^\W\d_a-z]")
"""What may stand between a heading and its text: who wrote it."""
_LONG_CHARS, _FEWEST_SHORT = 80, 2
"""How long a paragraph is that a short line may head, and how many of these there are at least."""
_MIN_BELOW = 25
"""How many characters stand at least below a heading that neither number nor type tells to be one."""


def read_plain(data: bytes) -> Extracted:
    """Read plain text; a chat message by message, and a transcript without the numbers of its lines."""
    text = decode(data)
    transcript = read_transcript(text)
    if transcript is not None:
        return transcript
    chat = chat_blocks(text)
    if chat is not None:
        return Extracted(text, chat, date=date_in_first_lines(text))
    return Extracted(text, plain_blocks(text), date=date_before(text))


def read_code(data: bytes) -> Extracted:
    """Read source code: blocks parted by blank lines, quoted line by line."""
    text = decode(data)
    return Extracted(text, tuple(Block(*match.span(), "verbatim") for match in _PARAGRAPH.finditer(text)))


def plain_blocks(text: str) -> tuple[Block, ...]:
    """Return the paragraphs of a plain text, with its title (if a line reads like one) as a heading.

    A line break joins its lines when the text is hard-wrapped, that is when the line is nearly as long
    as the long lines of the text, and parts them otherwise.
    """
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text) if m.group().strip()]
    if not lines:
        return ()
    said = [text[start:end] for start, end in lines]
    wrap_chars = _wrap_chars(said)
    signed = sign_offs(said)
    items = list_lines(said) | signed
    below_rules = _heads_below_rules(text, lines)
    tight = [after - end == 1 for (_, end), (after, _) in pairwise(lines)] + [False]
    days = day_lines(said, tight)
    rows = (table_lines(said, tight) | bar_lines(said, tight)) - days
    spans: list[list[int]] = [list(lines[0])]
    for number, ((start, end), (next_start, next_end)) in enumerate(pairwise(lines), 1):
        if rows & {number - 1, number}:
            runs_on = rows >= {number - 1, number}
        else:
            begins = number in items or next_start in below_rules or days & {number - 1, number}
            runs_on = not begins and _runs_on(text[start:end], text[next_start:next_end], wrap_chars)
        if tight[number - 1] and runs_on:
            spans[-1][1] = next_end
        else:
            spans.append([next_start, next_end])
    tables, heads, ends = ({lines[number][0] for number in some} for some in (rows, days, signed))
    spans = _with_underlines(text, spans, tables)
    said = [text[start:end] for start, end in spans]
    of_site = lines_of_site(said)
    title = _title_index(said, of_site)
    levels = _levels(text, spans, of_site, wrapped=wrap_chars is not None)
    levels |= {i: below_rules[start] for i, (start, _) in enumerate(spans) if start in below_rules}
    levels |= {i: TERM_LEVEL for i, (start, _) in enumerate(spans) if start in heads}
    levels |= heads_of_entries(said) or heads_of_takes(said)
    levels |= {} if title is None or spans[title][0] in heads else {title: 1}
    blocks = tuple(
        Block(start, end, "metadata")
        if index in of_site or start in ends
        else Block(start, end, "verbatim")
        if start in tables
        else Block(start, end, "heading", levels[index], _label(text[start:end]))
        if index in levels
        else Block(start, end, "metadata" if _says_nothing(text[start:end]) else "prose")
        for index, (start, end) in enumerate(spans)
    )
    return date_apart(text, blocks)


def _levels(
    text: str, spans: Sequence[Sequence[int]], of_site: frozenset[int], *, wrapped: bool
) -> dict[int, int]:
    """Return which paragraphs are headings, with their levels."""
    headings = _heading_indices(text, spans)
    levels = {
        index: 3 if text[start:end].rstrip().endswith(":") else 2
        for index, (start, end) in enumerate(spans)
        if index in headings
    }
    below = 3 if 2 in levels.values() else 2
    levels |= dict.fromkeys(_numbered_indices(text, spans) - levels.keys(), below)
    said = [text[start:end] for start, end in spans]
    levels |= dict.fromkeys(counted_items(text, spans) - levels.keys(), 2)
    released = versions(said)
    levels |= dict.fromkeys((released | numbered_parts(said)) - levels.keys(), below)
    if not wrapped:
        for index, deeper in _short_indices(said, of_site, levels.keys()).items():
            deeper += bool(released) and index > min(released)
            levels.setdefault(index, below + deeper)
        levels |= dict.fromkeys(questions(said) - levels.keys(), below)
    return levels


def _heads_below_rules(text: str, lines: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Return where lines begin that head the items of a text which rules part, with their levels.

    Such lines, three at most, stand right below a rule and above a blank line.
    """
    said = [text[start:end] for start, end in lines]
    tight = [after - end == 1 for (_, end), (after, _) in pairwise(lines)] + [False]
    found: list[range] = []
    for number, line in enumerate(said):
        if not _UNDERLINE.fullmatch(line) or (number and tight[number - 1]):
            continue
        end = next(n for n in range(number, len(lines)) if not tight[n]) + 1
        heads = said[number + 1 : end]
        if 0 < len(heads) <= _MOST_HEADS and end < len(lines) and all(map(_heads_an_item, heads)):
            found.append(range(number + 1, end))
    if len(found) < _LEAST_ITEMS:
        return {}
    return {lines[n][0]: 2 + n - some[0] for some in found for n in some}


def _heads_an_item(line: str) -> bool:
    return _heads(line) and not (
        _LABELLED.match(line) or _LIST_ITEM.match(line) or _UNDERLINE.fullmatch(line)
    )


def _with_underlines(text: str, spans: Sequence[list[int]], tables: set[int]) -> list[list[int]]:
    """Return paragraphs, a line that underlines the one before it, which is no row, as a part of that."""
    found: list[list[int]] = []
    for start, end in spans:
        before = text[slice(*found[-1])] if found and found[-1][0] not in tables else ""
        under = _underlines(text[start:end], before)
        if under and "\n" not in before and _heads(before) and text[found[-1][1] : start] == "\n":
            found[-1][1] = end
        else:
            found.append([start, end])
    return found


def _underlines(line: str, before: str) -> bool:
    """Return whether a line underlines what stands before it; below "Signature" it is one to write on."""
    return bool(_UNDERLINE.fullmatch(line)) and ("_" not in line or before.isupper())


def _heading_indices(text: str, spans: Sequence[Sequence[int]]) -> set[int]:
    """Return which paragraphs are headings: a line that is underlined or in capitals, above others."""
    lines = [text[start:end] for start, end in spans]
    underlined = {i for i, line in enumerate(lines) if _underlines(line.partition("\n")[2], line)}
    capitals = {i for i, line in enumerate(lines) if line.isupper() and "\n" not in line and _heads(line)}
    if sum(len(lines[i]) for i in capitals) > _MOST_CAPITALS * len(text):
        capitals = set()
    return (underlined | capitals) - {len(lines) - 1}


def _numbered_indices(text: str, spans: Sequence[Sequence[int]]) -> set[int]:
    """Return which paragraphs are headings with numbers, "3. Budget", or stand as these do in their text.

    Such a line stands below a blank one and above something else than the next number, and the next or the
    one before heads something too: the items of a list stand one after the other. "7. Claims" heads "7.1 …".
    """
    lines = [text[start:end] for start, end in spans]
    apart = [i == 0 or text[spans[i - 1][1] : spans[i][0]].count("\n") > 1 for i in range(len(spans))]
    short = {
        i
        for i, line in enumerate(lines[:-1])
        if apart[i] and "\n" not in line and (_heads(line) or (len(line) < 40 and _INITIALS.search(line)))
    }
    numbers: dict[int, tuple[str, int]] = {}
    for i in sorted(short):
        number = _number(lines[i])
        if number is not None and _number(lines[i + 1]) != (number[0], number[1] + 1):
            numbers[i] = number
    known = set(numbers.values())
    found = {i for i, (kind, value) in numbers.items() if {(kind, value - 1), (kind, value + 1)} & known}
    clauses = {i for i, (line, below) in enumerate(pairwise(lines)) if _heads_clauses(line, below)}
    clauses |= clauses_between(lines, clauses)
    if not found:
        return clauses
    tight = sum(not apart[i + 1] for i in found) > len(found) / 2
    others = {
        i
        for i in short
        if i > min(found)
        and _number(lines[i]) is None
        and apart[i + 1] != tight
        and lines[i].lstrip()[:1].isupper()
        and not re.search(r"[:,;|]", lines[i])
        and len(lines[i + 1]) >= max(_MIN_BELOW, 1.5 * len(lines[i]))
    }
    return found | others | clauses


def _heads_clauses(line: str, below: str) -> bool:
    """Return whether a line with a number heads the clause below it, the first of that number."""
    number = _OF_CLAUSES.match(line)
    return bool(number and _heads(line) and re.match(rf"\s*{number[1]}\.1\b", below))


def _short_indices(lines: Sequence[str], of_site: frozenset[int], heads: Collection[int]) -> dict[int, int]:
    """Return which paragraphs are headings as short lines among long ones, of a text with two or more.

    They stand below a whole sentence, a caption, a label, an item or a table and above a long paragraph or
    lines with labels; or, wherever they stand, above a table or two items of a list, with marks or figures
    ("- flour", "700 g flour"). Each has 0, or 1 where it is one of several below a heading of its own kind.
    """
    lines = [line.strip() for line in lines]
    long = [_is_long(line) for line in lines]
    first = next((i for i, line in enumerate(lines) if long[i] and _SENTENCE_END.search(line)), len(lines))
    found: dict[int, int] = {}
    before = ""
    deeper = 0
    for i in range(first, len(lines) - 1):
        if i in of_site:
            continue
        line, below = lines[i], lines[i + 1 : i + 3]
        if _stands_out(line) and i not in heads:
            listed = _heads_list(lines, i)
            labels = all(map(_LABELLED.match, below)) and not _LABELLED.match(before)
            signed = len(below) > 1 and _SIGNED.match(below[0]) and long[i + 2]
            text = signed or (long[i + 1] and len(below[0]) > len(line))
            apart = _ended(before) and (labels or text)
            group = _ended(before) and _stands_out(below[0]) and _heads_list(lines, i + 1)
            deeper = deeper if listed else 0
            if listed or apart or group:
                found[i] = deeper
            deeper = int(group) or deeper
        before = line
    return found if len(found) >= (1 if of_site else _FEWEST_SHORT) else {}


def _heads_list(lines: Sequence[str], index: int) -> bool:
    """Return whether a line stands above two items of a list, or above a table, which has several lines."""
    line, *below = lines[index : index + 3]
    if not below or "\n" in below[0]:
        return bool(below)
    numbered = all(one[:1].isdigit() for one in below) and not line[:1].isdigit()
    return len(below) > 1 and (
        numbered or all(one[:1] in _BULLETS and _LIST_ITEM.match(one) for one in below)
    )


def _ended(before: str) -> bool:
    """Return whether a paragraph ends before a heading: a sentence, a caption, a label, an item, a table."""
    told = any(pattern.search(before) for pattern in (_SENTENCE_END, _CAPTION, _LABELLED))
    return told or bool(_LIST_ITEM.match(before)) or "\n" in before


def _is_long(line: str) -> bool:
    """Return whether a paragraph is long, or a sentence that is half as long."""
    return len(line) >= (_LONG_CHARS / 2 if _SENTENCE_END.search(line) else _LONG_CHARS)


def _stands_out(line: str) -> bool:
    """Return whether a line may head the paragraph below it: short words or a question, no label or item."""
    asks = line.endswith("?") and len(line) <= _MAX_HEADING_CHARS and not re.search(r"[.!?] ", line)
    first = line.lstrip("\"'“‘«¿(")[:1]
    return (
        (asks or _heads(line))
        and (first.isupper() or first.isdigit())
        and not re.search(r"[:,;|]|[.!] ", line)
        and not _marked(line)
        and not _CAPTION.match(line)
    )


def _marked(line: str) -> bool:
    return bool(_LIST_ITEM.match(line) or _NUMBERED.match(line))


def _number(line: str) -> tuple[str, int] | None:
    """Return the number that a line begins with, or its letter, and which it is; None where there is none."""
    match = _NUMBERED.match(line)
    if match is None:
        return None
    return ("1", int(match[1])) if match[1] else ("A", ord(match[2]))


def _heads(line: str) -> bool:
    """Return whether a line is one that could head what follows: short, with words, and no sentence."""
    return (
        len(line) <= _MAX_HEADING_CHARS
        and bool(_HEADING_LETTERS.search(line))
        and not _IN_BRACKETS.fullmatch(line)
        and not _SENTENCE_END.search(line)
    )


def _says_nothing(line: str) -> bool:
    """Return whether a line is but what is heard or done, "[APPLAUSE]", or the head of a paper."""
    heard = line.isupper() and line.strip()[0] == "[" and bool(_IN_BRACKETS.fullmatch(line))
    return heard or is_masthead(line)


def _label(heading: str) -> str:
    """Return the words of a heading, without what underlines them."""
    line, _, under = heading.partition("\n")
    return " ".join((line if _UNDERLINE.fullmatch(under) else heading).split())


def _wrap_chars(lines: Sequence[str]) -> int | None:
    """Return the width at which the text is wrapped, or None when its lines are whole paragraphs."""
    lengths = [len(line) for line in lines]
    widest = quantiles(lengths, n=10)[-1] if len(lengths) > 1 else lengths[0]
    whole = sum(n for n, line in zip(lengths, lines, strict=True) if n > _MAX_WRAP_CHARS and _ends(line))
    return int(widest) if widest <= _MAX_WRAP_CHARS and whole <= _MOST_WHOLE * sum(lengths) else None


def _ends(line: str) -> bool:
    return bool(_SENTENCE_END.search(line))


def _runs_on(line: str, following: str, wrap_chars: int | None) -> bool:
    """Return whether a line goes on in the next: of a wrapped text, or "MINUTES" above "of the meeting …"."""
    if wrap_chars is None and line.isupper() and _heads(line) and following[:1].islower():
        return not _LIST_ITEM.match(line) and not _marked(following)
    if wrap_chars is None or _LIST_ITEM.match(following):
        return False
    if _UNDERLINE.fullmatch(line) or _UNDERLINE.fullmatch(following):
        return False
    needed = len(line) + len(following.split(maxsplit=1)[0])
    if following.lstrip()[:1].islower():
        return needed >= wrap_chars * _ROOM_LEFT or not _LABELLED.match(following)
    return needed >= wrap_chars * 0.85


def _title_index(said: Sequence[str], of_site: frozenset[int]) -> int | None:
    """Return which of the first paragraphs is the title: short, unpunctuated, above something longer."""
    if of_site:
        return headline(said, of_site)
    for index, line in enumerate(said[: min(_TITLE_LINES, len(said) - 1)]):
        head = _SALUTATION.match(line) or says_only_when(line) or is_masthead(line)
        if head and len(line) <= _MAX_TITLE_CHARS:
            continue
        if len(line) > _MAX_TITLE_CHARS or _SENTENCE_END.search(line):
            return None
        labelled = _is_labelled_figure(line)
        if not labelled and len(line.split()) >= _MIN_TITLE_WORDS and not _marked(line):
            return index
    return None


def _is_labelled_figure(line: str) -> bool:
    """Return whether a line is a label with figures ("Date: 3 May"), and no headline that begins as one."""
    label = _LABELLED.match(line)
    if label is None or not any(map(str.isdigit, line)):
        return False
    return sum(word.islower() for word in line[label.end() :].split()) < _WORDS_OF_A_HEADLINE
