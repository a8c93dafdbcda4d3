"""Interviews with labelled turns, "JD: When was that?": a question says little without its answer."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from index.blocks import Block

__all__ = ["with_turns"]

_TURN = re.compile(
    r"[*_]{0,3}(?P<who>[^\W\d_a-z][\w.'’-]{0,20}(?: [^\W\d_a-z][\w.'’-]{0,20}){0,3}):[*_]{0,3}\s+\S"
)
_ASKS = re.compile(r"\?[\"'”’)\]*_]*$")
_FEWEST_TURNS, _FEWEST_OF_ONE, _LEAST_SHARE = 6, 2, 0.5
"""How many paragraphs are turns at least, how many of one speaker, and which share of all paragraphs."""
_MOST_CHARS = 300
"""How long the turn of somebody who asks is at most that leads to the next without a question mark."""


def with_turns(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks of a document, in an interview each question as one that leads to the next turn.

    So does what else is said by those who mostly ask.
    """
    speakers = _speakers(text, blocks)
    asking = _asking(text, blocks, speakers)
    leading = set()
    for block, following in pairwise(blocks):
        who, answers = speakers.get(block.start), speakers.get(following.start)
        if who is None or answers is None or who == answers:
            continue
        said = text[block.start : block.end]
        if _ASKS.search(said) or (who in asking and answers not in asking and len(said) <= _MOST_CHARS):
            leading.add(block.start)
    if not leading:
        return tuple(blocks)
    return tuple(replace(block, leads=True) if block.start in leading else block for block in blocks)


def _speakers(text: str, blocks: Sequence[Block]) -> Mapping[int, str]:
    """Return who speaks in the turns of an interview, by where these begin; nobody of any other text."""
    prose = [block for block in blocks if block.kind == "prose"]
    turns = {b.start: m["who"] for b in prose if (m := _TURN.match(text, b.start, b.end))}
    often = {who for who, count in Counter(turns.values()).items() if count >= _FEWEST_OF_ONE}
    found = {start: who for start, who in turns.items() if who in often}
    asked = any(_ASKS.search(text[b.start : b.end]) for b in prose if b.start in found)
    enough = len(found) >= max(_FEWEST_TURNS, _LEAST_SHARE * len(prose))
    return found if asked and enough and len(often) > 1 else {}


def _asking(text: str, blocks: Sequence[Block], speakers: Mapping[int, str]) -> frozenset[str]:
    """Return those who mostly ask."""
    turns, questions = Counter(speakers.values()), Counter[str]()
    for block in blocks:
        if block.start in speakers and _ASKS.search(text[block.start : block.end]):
            questions[speakers[block.start]] += 1
    return frozenset(who for who, count in turns.items() if 2 * questions[who] > count)
