"""From a document's blocks to passages that tile it, each with the sentences that may be quoted.

Sentences come from nupunkt for English, which is trained on abbreviations, citations and initials, and
from sentencex (some 300 languages) for the rest. Both must agree that an ordinary English word ("hall.",
"month.") is short for another, as nupunkt has it of many.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.blocks import Block

__all__ = ["Piece", "sentence_spans", "split"]

MAX_PASSAGE_CHARS = 600
MAX_SENTENCE_CHARS = 2000
_GAP = re.compile(r"\s+")
_LINE = re.compile(r"[^\n]+")
_ABBREVIATED = re.compile(r"\b\w{1,6}\.\s*$")
_AFTER_A_WORD = re.compile(r"(?<![\w.'’&/-])([a-z]{3,})\.[\"”’)\]]*(?=\s+[\"“‘(\[]*[A-Z])")
"""The end of a word without a capital, before one with a capital."""
_SHORT_WORDS = frozenset(
    """
    anon approx apr assoc aug avg bibl bldg blvd bros capt chap col corp dec def dept dir ed eds eqn eqs
    est esp etc ext feb fig figs fol fri gen govt hon hrs illus inc incl intl jan jul jun lbs ltd max
    mfg min mins misc natl nov obs oct orig par paras prof publ rec ref refs reg regs rep repr resp rev
    rte sec secs sect sep sept ser sgt sic spec suppl tel thu thur thurs trans tue tues univ viz vol
    vols yds yrs
    """.split()
)
"""What is short for another word whatever a splitter says."""
_SHORT_BEFORE_NUMBERS = _SHORT_WORDS | frozenset(
    "app art bk ch cl clause eq ex exh no nos nn nr p para paras pp pt q r rr s ss st tab v".split()
)
_ALWAYS_SHORT = re.compile(r"\b(?:approx|ca|cf|e\.g|excl|fa|i\.e|incl|resp|vs)\.\s*$")
_STATES = re.compile(r"\bU\.\s?(?:S|K|N)\.\s*$")
"""What may end a sentence or stand before a name: "in the U.S. He", "the U.S. Congress"."""
_LABEL = re.compile(
    r"(?:^|(?<=[.!?;:]\s))(?:(?:art(?:icle)?|sec(?:tion)?|cl(?:ause)?|rule|reg(?:ulation)?|para(?:graph)?|"
    r"condition)\.?\s+|§+\s*)?\(?\d{1,3}(?:\.\d{1,3})*[.)]\s*$",
    re.IGNORECASE,
)
"""The number of a clause at the end of what a splitter takes for a sentence: it begins the next one."""
_UNIT = re.compile(
    r"\d\s?(?:(?:min|hrs?|ft|ha|k[gm]|[cm]m|ml|[mshglt])\.(?=\s+[A-Z][a-z])|(?:°?[CF]|[AJKNVW]|[ap]\.m)\.(?=\s+[A-Z]))"
)
"""A short unit after a number, which no splitter ends a sentence after."""
_NOTE_MARK = re.compile(r"[A-Za-z)\]\d%][.!?][\"”’)]*[\u2070-\u2079¹²³ᵃᵇᶜᵈᵉᶠᵍʰ]+(?=\s+[\"“‘(\[]*[A-Z])")
_MARK_LEFT = re.compile(r"[\"”’»)\]]*[\u2070-\u2079¹²³ᵃᵇᶜᵈᵉᶠᵍʰ]+(?:\s+|$)")
"""The mark of a note after the end of a sentence, and what a splitter leaves of it to the next one."""
_BEGINS = frozenset(
    """
    a after all although an and as at before but by each for from he her his how however i if in it its many
    most my no not on one our she since some such that the their then there these they this those though to
    two under until we what when where which while who with you
    """.split()
)
"""Words that a sentence begins with, and no name."""
_CLOSED_WITHIN = 120
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_GOES_ON = re.compile(r"[\s]*(?:[(\[]?\d|[a-zà-öø-ÿа-яё])")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage before it is stored: its stretch, its headings, and the sentences inside it.

    `searchable` is False for stretches that only complete the tiling (front matter, headings alone).
    """

    start: int
    end: int
    heading: str
    sentences: tuple[Span, ...]
    searchable: bool


def split(
    text: str, blocks: Sequence[Block], language: str | None, max_chars: int = MAX_PASSAGE_CHARS
) -> tuple[Piece, ...]:
    """Return passages that tile the text: in order, no gap, no overlap, none across a heading.

    A passage ends at a sentence border, where possible at the end of a paragraph, before it would
    grow past `max_chars` characters. Blank text has one passage that is not searchable; empty text none.
    """
    if not text:
        return ()
    drafts = list(_drafts(text, blocks, language, max_chars))
    if not drafts:
        return (Piece(0, len(text), "", (), searchable=False),)
    starts = [0] + [start for start, _, _, _ in drafts[1:]]
    ends = [*starts[1:], len(text)]
    return tuple(
        Piece(start, end, heading, tuple(sentences), searchable=quotable and bool(sentences))
        for start, end, (_, heading, sentences, quotable) in zip(starts, ends, drafts, strict=True)
    )


def _drafts(
    text: str, blocks: Sequence[Block], language: str | None, max_chars: int
) -> Iterator[tuple[int, str, list[Span], bool]]:
    """Yield (start, headings, sentences, quotable) of each passage; its end is the next one's start."""
    trail: list[Block] = []
    start: int | None = None
    sentences: list[Span] = []
    heading = ""
    for block in blocks:
        if block.kind in ("heading", "metadata"):
            if start is not None and (sentences or block.kind == "metadata"):
                yield start, heading, sentences, True
                start, sentences = None, []
            if block.kind == "metadata":
                yield block.start, heading, [], False
                continue
            trail = [*(b for b in trail if b.level < block.level), block]
            heading = " › ".join(dict.fromkeys(b.label for b in trail if b.label))
            start = block.start if start is None else start
            continue
        start = block.start if start is None else start
        spans = list(_block_sentences(text, block, language))
        fits = spans and spans[-1][1] - start <= max_chars
        if sentences and not fits and sentences[-1][1] - start >= max_chars // 2:
            yield start, heading, sentences, True
            start, sentences = block.start, []
        for span in spans:
            if sentences and span[1] - start > max_chars:
                yield start, heading, sentences, True
                start, sentences = span[0], []
            sentences.append(span)
    if start is not None:
        yield start, heading, sentences, True


def _block_sentences(text: str, block: Block, language: str | None) -> Iterator[Span]:
    body = text[block.start : block.end]
    if block.kind == "verbatim":
        spans: Iterator[Span] = (m.span() for m in _LINE.finditer(body))
    else:
        spans = iter(sentence_spans(body, language))
    for start, end in spans:
        while start < end and body[start].isspace():
            start += 1
        while end > start and body[end - 1].isspace():
            end -= 1
        for cut in _cuts(body, start, end):
            yield block.start + cut[0], block.start + cut[1]


def _cuts(body: str, start: int, end: int) -> Iterator[Span]:
    """Cut a sentence that is far too long at white space, or anywhere when there is none."""
    while end - start > MAX_SENTENCE_CHARS:
        gap = body.rfind(" ", start + MAX_SENTENCE_CHARS // 2, start + MAX_SENTENCE_CHARS)
        cut = gap if gap > start else start + MAX_SENTENCE_CHARS
        yield start, cut
        start = cut + 1 if gap > start else cut
    if end > start:
        yield start, end


def sentence_spans(text: str, language: str | None) -> list[Span]:
    """Return the (start, end) offsets of the sentences of one paragraph, in order."""
    flat = _GAP.sub(lambda gap: " " * len(gap.group()), text)
    if language in (None, "en"):
        import nupunkt

        spans = [(int(start), int(end)) for start, end in nupunkt.sent_spans(flat)]
        parts = [
            part for span in spans for word in _after_words(flat, span) for part in _after_units(flat, word)
        ]
        return _labelled(flat, _rejoined(flat, parts))
    return _rejoined(flat, _by_sentencex(flat, language))


def _by_sentencex(text: str, language: str) -> list[Span]:
    import sentencex

    found = sentencex.get_sentence_boundaries(language, text)
    return [(s["start_index"], s["end_index"]) for s in found]


def _after_words(text: str, span: Span) -> list[Span]:
    """Return the parts of a sentence that end with an ordinary word, where sentencex ends one too."""
    start, end = span
    words = (m for m in _AFTER_A_WORD.finditer(text, start, end) if m[1] not in _SHORT_WORDS)
    ends = {m.end() for m in words}
    if not ends:
        return [span]
    part = text[start:end]
    borders = [start + b for _, b in _by_sentencex(part, "en")]
    cuts = [cut for cut in borders if cut < end and start + len(text[start:cut].rstrip()) in ends]
    return list(pairwise([start, *cuts, end]))


def _after_units(text: str, span: Span) -> list[Span]:
    """Return the parts of a sentence that end with a note's mark, or with a number and a short unit.

    A unit in capitals may be an initial: then what follows must be no name.
    """
    start, end = span
    cuts = [_skip(text, found.end()) for found in _NOTE_MARK.finditer(text, start, end)]
    for found in _UNIT.finditer(text, start, end):
        following = _NEXT_WORD.search(text, found.end(), end)
        small = found.group()[-2].islower() and not found.group().endswith(".m.")
        if following and (small or following.group().lower() in _BEGINS):
            cuts.append(following.start())
    return list(pairwise([start, *sorted(cuts), end]))


def _skip(text: str, at: int) -> int:
    """Return where the white space ends that begins somewhere."""
    return next(place for place in range(at, len(text)) if not text[place].isspace())


def _labelled(text: str, spans: list[Span]) -> list[Span]:
    """Move the number of a clause from the end of a sentence to the beginning of the next one."""
    found: list[Span] = []
    begins: int | None = None
    for number, (start, end) in enumerate(spans):
        start, begins = (start if begins is None else begins), None
        label = _LABEL.search(text[start:end]) if number + 1 < len(spans) else None
        before = text[start : start + label.start()].rstrip(" .").rpartition(" ")[2].lower() if label else ""
        if label is None or before in _SHORT_BEFORE_NUMBERS:
            found.append((start, end))
            continue
        begins = start + label.start()
        if label.start():
            found.append((start, begins))
    return found


def _is_broken(text: str, joined: Span, start: int, end: int) -> bool:
    """Return whether the border between two parts of a text stands inside a sentence."""
    before, after = text[joined[0] : start], text[start:end]
    if _ABBREVIATED.search(before) and _GOES_ON.match(after):
        return True
    if _STATES.search(before):
        word = _NEXT_WORD.match(after)
        return word is not None and word.group().lower() not in _BEGINS
    closing = after.find(")", 0, _CLOSED_WITHIN)
    opened = before.count("(") > before.count(")") and not before.lstrip().startswith("(")
    opened = opened and closing >= 0 and "(" not in after[:closing]
    return opened or bool(_ALWAYS_SHORT.search(before))


def _rejoined(text: str, spans: list[Span]) -> list[Span]:
    """Undo borders inside a sentence.

    After an abbreviation, what follows starts small or with a digit; or a bracket is open.
    """
    joined: list[Span] = []
    for start, end in spans:
        left = _MARK_LEFT.match(text, start, end) if joined else None
        if left is not None:
            joined[-1] = (joined[-1][0], left.end())
            start = left.end()
        if start == end:
            continue
        broken = joined and _is_broken(text, joined[-1], start, end)
        if joined and broken:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
