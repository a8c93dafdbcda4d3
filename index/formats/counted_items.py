"""The lines that head the items of an edition by a word and number: "LETTER 3. Ann Roe to her son, May 1801".

They say more than headings do, to a whole sentence: who wrote, to whom, where and when; or in which newspaper
a cutting stood, "[fol. 12] The Ashby Herald, 3 May 1884".
"""

import re
from collections.abc import Sequence
from itertools import pairwise

__all__ = ["counted_items"]

_MOST_CHARS, _MOST_LINES = 160, 2
_FEWEST = 3
_COUNTED = re.compile(
    r"\s*(?:(?P<name>(?i:letter|document|cutting|clipping|item|entry|exhibit|postcard|telegram))\s(?:no\.?\s|№\s?)?(?P<number>\d{1,4})[.:)]?(?:\s+[-–—])?"
    r"|\[(?P<label>(?i:f|ff|fol|folio|no|nr|item|cutting|clipping|letter|doc)\.?)\s(?P<leaf>\d{1,4})[rv]?\]:?)"
    r"\s+(?=[\"“‘'(]?[A-Z])\S[^\n]*(?:\n[^\n]+)?",
)
_ENDS = re.compile(r"[.!?][\"”’)\]]*\s*$")
_YEAR = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
_RULE = re.compile(r"[\W_]+")


def counted_items(text: str, spans: Sequence[Sequence[int]]) -> set[int]:
    """Return which paragraphs, short ones, head items that one word counts, three or more and upwards.

    Numbers may be left out. A blank line or a rule stands above each, a blank line below it, and then
    something that is no item. What ends as a sentence has a year, as the head of a letter has.
    """
    said = [text[start:end] for start, end in spans]
    found: dict[str, dict[int, int]] = {}
    for index in _standing_apart(text, spans):
        line = said[index].rstrip()
        if len(line) > _MOST_CHARS or line.count("\n") >= _MOST_LINES:
            continue
        match = _COUNTED.fullmatch(line)
        if match is not None and (not _ENDS.search(line) or _YEAR.search(line)):
            name = match["name"] or f"[{match['label']}]"
            found.setdefault(name, {})[index] = int(match["number"] or match["leaf"])
    return {index for some in found.values() if _count_up(some) for index in some}


def _standing_apart(text: str, spans: Sequence[Sequence[int]]) -> list[int]:
    """Return which paragraphs stand below a blank line or a rule, and above a blank line."""
    blank = [text[end:start].count("\n") > 1 for (_, end), (start, _) in pairwise(spans)]
    rules = [bool(_RULE.fullmatch(text[start:end])) for start, end in spans]
    return [i for i, one in enumerate(blank) if one and (i == 0 or blank[i - 1] or rules[i - 1])]


def _count_up(some: dict[int, int]) -> bool:
    """Return whether numbers rise, and something stands between each two."""
    upwards = all(one < other for one, other in pairwise(some.values()))
    return len(some) >= _FEWEST and upwards and all(other - one > 1 for one, other in pairwise(some))
