"""How near an answer is to what is right: text as SQuAD compares it, and characters quoted."""

import re
import string
from collections import Counter
from collections.abc import Iterable

__all__ = ["contains_answer", "exact_match", "normalised", "overlap", "token_f1"]

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation + "“”‘’«»–—…")

Place = tuple[str, int, int]
"""A stretch of text: its document, and where in it it starts and ends."""


def normalised(text: str) -> str:
    """Return text as SQuAD compares it: lower case, no punctuation, no articles, single spaces."""
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def contains_answer(quote: str, answers: Iterable[str]) -> bool:
    """Return whether one of the answers stands in a quote, both as SQuAD compares them."""
    said = normalised(quote)
    return any(normalised(answer) in said for answer in answers if normalised(answer))


def exact_match(said: str, answers: Iterable[str]) -> bool:
    """Return whether what is said is one of the answers, as SQuAD compares them."""
    return any(normalised(said) == normalised(answer) for answer in answers)


def token_f1(said: str, answers: Iterable[str]) -> float:
    """Return the greatest F1 (0–1) of the words of what is said against those of one answer."""
    return max((_f1(normalised(said).split(), normalised(answer).split()) for answer in answers), default=0.0)


def _f1(said: list[str], right: list[str]) -> float:
    if not said or not right:
        return float(said == right)
    same = sum((Counter(said) & Counter(right)).values())
    return 2 * same / (len(said) + len(right))


def overlap(quoted: Iterable[Place], gold: Iterable[Place]) -> tuple[int, int, int]:
    """Return how many characters are in both, in what is quoted, and in the gold; none counts twice."""
    mine, right = _characters(quoted), _characters(gold)
    both = sum(len(mine[document] & right.get(document, set())) for document in mine)
    return both, sum(map(len, mine.values())), sum(map(len, right.values()))


def _characters(places: Iterable[Place]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for document, start, end in places:
        found.setdefault(document, set()).update(range(start, end))
    return found
