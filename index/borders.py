"""What is the same of the borders of sentences in all languages: numbers of clauses, notes, brackets."""

import re
from collections.abc import Callable

__all__ = ["NOTE", "Span", "by_sentencex", "in_open_bracket", "joined", "labelled"]

Span = tuple[int, int]

_LABEL = re.compile(
    r"""(?:^(?:>\s*)*|(?<=[.!?;:]\s)|(?<=[。！？；]))
    (?:(?:art(?:icle|icles|ikel|ículo|igo|icolo|ykuł)?|sec(?:tion|ción|ção)?|cl(?:ause|áusula|ausola)?|rule
    |reg(?:ulation)?|para(?:graph)?|condition|punkt|ст(?:атья|аття)?|пункт|άρθρο|madde|čl(?:ánek|ánok)?)\.?\s+
    |§+\s*)?\(?\d{1,3}(?:\.\d{1,3})*[.)]\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""The number of a clause at the end of what a splitter takes for a sentence: it begins the next one."""
_ITEM_MARK = re.compile(r"(?:^\s*|(?<=[.;:!?]\s))\((?=\w{1,4}\)\s)(\w+)\)")
"""The bracketed mark of a paragraph or an item, "(1)" or "(a)"."""
NOTE = r"(?:[\u2070-\u2079¹²³ᵃᵇᶜᵈᵉᶠᵍʰ]+|(?:\[(?:\d{1,3}|[a-z]|note \d{1,2})\])+)"
"""The mark of a note right behind what it belongs to, "³" or, as in a wiki, "[3]"."""
_NOTE_LEFT = re.compile(rf"(?:[\"”’»)\]]*(?!\[){NOTE}|(?<=[^\s\[])(?=\[){NOTE})(?:\s+|$)")
"""What a splitter leaves to the next sentence of the mark of a note after the end of one."""
_CLOSED_WITHIN = 120


def by_sentencex(text: str, language: str) -> list[Span]:
    """Return the sentences of a text as sentencex has them, which ends none after a mark in brackets."""
    import sentencex

    plain = _ITEM_MARK.sub(lambda mark: mark.group().replace("(", "X").replace(")", "X"), text)
    found = sentencex.get_sentence_boundaries(language, plain)
    return [(s["start_index"], s["end_index"]) for s in found]


def labelled(text: str, spans: list[Span], is_short: Callable[[str], bool]) -> list[Span]:
    """Move the number of a clause from the end of a sentence to the beginning of the next one.

    `is_short` tells of a word whether it is one that a number follows, as in "No. 5".
    """
    found: list[Span] = []
    begins: int | None = None
    for number, (start, end) in enumerate(spans):
        start, begins = (start if begins is None else begins), None
        label = _LABEL.search(text[start:end]) if number + 1 < len(spans) else None
        before = text[start : start + label.start()].rstrip(" .").rpartition(" ")[2].lower() if label else ""
        if label is None or is_short(before):
            found.append((start, end))
            continue
        begins = start + label.start()
        if label.start():
            found.append((start, begins))
    return found


def joined(text: str, spans: list[Span], is_broken: Callable[[str, str], bool]) -> list[Span]:
    """Undo the borders that `is_broken` says stand inside a sentence, given what is before and after each."""
    found: list[Span] = []
    for start, end in spans:
        left = _NOTE_LEFT.match(text, start, end) if found else None
        if left is not None:
            found[-1] = (found[-1][0], left.end())
            start = left.end()
        if start == end:
            continue
        if found and is_broken(text[found[-1][0] : start], text[start:end]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def in_open_bracket(before: str, after: str) -> bool:
    """Return whether a bracket opens before a border and closes soon after it, inside a sentence."""
    before = _ITEM_MARK.sub("", before, count=1) if _ITEM_MARK.match(before) else before
    if before.count("(") <= before.count(")") or before.lstrip().startswith("("):
        return False
    closing = after.find(")", 0, _CLOSED_WITHIN)
    return closing >= 0 and "(" not in after[:closing]
