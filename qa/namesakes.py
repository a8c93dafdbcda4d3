"""Things of one kind that are told apart by their names: "Weir Bridge" is not "Mill Bridge".

A list of bridges has all words of a question about one more of them but its name.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

import regex as re

from index.tokens import words
from qa.features import context_of, same_name
from qa.figures import names
from qa.question import Question

if TYPE_CHECKING:
    from qa.evidence import Candidate

__all__ = ["sure_of_namesake"]

OTHER_NAMESAKE_SURE = 0.25
"""What a row or an item counts that begins with the name of another thing of the kind than is asked for."""
_CACHED = 512
_LABELLED = re.compile(r"\p{Lu}[\p{L} ]{1,30}:\s+(?=\p{Lu})(?!.*[.!?]$)")
"""The label of a line that is no sentence: "Narrator: Tomas Lind, born 1952"."""
_BEGINS = re.compile(r"[-*+•▪●◦‣∙·|\s]*(?P<name>\p{Lu}[^|–—:;,(\n]{2,60}?)\s*(?:[|–—:;,(]|\s-\s|$)")
"""How a row or an item begins that is about what it names first: "• Mill Bridge – 1737"."""


def sure_of_namesake(question: Question, candidate: "Candidate") -> float:
    """Return how sure one can be of a row, an item or a line with a label by the name that it begins with.

    Less if that ends with the same word as a name of the question, one that is no name itself, and it has no
    other word of that.
    """
    label = None if candidate.is_row else _LABELLED.match(candidate.text)
    text = candidate.text[label.end() :] if label else candidate.text
    is_line = candidate.is_row or label or text.lstrip()[:1] in "-*+•▪●◦‣∙·"
    begins = _BEGINS.match(text) if is_line else None
    if begins is None:
        return 1.0
    *_, last = words(begins["name"]) or ("",)
    for asked in _names_of_two_words(question.text):
        if not same_name(asked[-1], last) or len(words(begins["name"])) < len(asked[:2]):
            continue
        said = words(f"{candidate.words} {context_of(candidate.match)}")
        other = not any(same_name(own, word) for own in asked[:-1] for word in said)
        if other and _are_two(asked, candidate.match.document.text):
            return OTHER_NAMESAKE_SURE
    return 1.0


def _are_two(asked: tuple[str, ...], text: str) -> bool:
    """Return whether the last word of a name is none itself, or a text names who is asked for in full too."""
    if re.search(rf"\b{re.escape(asked[-1])}s?\b", text):
        return True
    in_full = r"\W+".join(map(re.escape, asked))
    return bool(re.search(rf"\b{in_full}\b", text, re.IGNORECASE))


@lru_cache(maxsize=_CACHED)
def _names_of_two_words(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the names in a question that have two words or more, folded."""
    found = [words(text[slice(*span)]) for span in names(text) if span[0]]
    return tuple(tuple(name) for name in found if len(name) > 1 and name[-1].isalpha())
