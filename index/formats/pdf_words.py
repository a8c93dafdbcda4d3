"""Words that lines of PDF pages part, and whether the hyphen between their parts belongs to them."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from index.formats.pdf_lines import Line

__all__ = ["Words"]

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_DASHED = re.compile(r"\w[–—]$")
"""What goes on without a blank in the next line: "1913–" above "1916"."""
_NUMBERS = "one|two|three|four|five|six|seven|eight|nine"
_FIRST_OF_NUMBER = re.compile(rf"{_NUMBERS}|(?:twen|thir|for|fif|six|seven|eigh|nine)ty")
_LAST_OF_NUMBER = re.compile(
    rf"{_NUMBERS}|first|second|(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|quarter)s?|half|halves"
)
"""Words of English numbers, which a hyphen parts: "forty-four", "twenty-first", "two-thirds"."""
_JOINS = frozenset("and at by for of off on out over the to under up upon with sur".split())
"""What joins the words of a name or a phrase that has another hyphen: "Stow-on-the-Wold", "up-to-date"."""
_OF_PLACE = re.compile(r"(?:on|upon|under|sur)-(?:the-)?[A-Z]")
"""What goes on with the name of a place: "Stow-on-the-Wold"; no syllables that end other names."""
_WORD_CHARS = 3
_KNOWN_CHARS = 4
_DIVIDED = 2
"""In how many words that are none apart a document divides them at the ends of lines."""


class Words:
    """The words that stand whole in some line of a document, and whether it divides words."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        """Take the lines of all pages."""
        self._words = frozenset(_whole(pages))
        parted = [(a.text, b.text) for lines in pages for a, b in pairwise(lines) if a.hyphen]
        self._divides = sum(self._is_divided(*one) for one in parted) >= _DIVIDED

    def _is_divided(self, before: str, after: str) -> bool:
        """Return whether what stands at a line's end is a part of a word and no word."""
        if not (before[-1:].isalpha() and after[:1].isalpha() and after[:1].islower()):
            return False
        first, last = _WORD.findall(before.lower())[-1], _WORD.findall(after.lower())[0]
        return first not in self._words or f"{first}{last}" in self._words

    def between(self, before: str, after: str, hyphen: bool) -> str:  # noqa: FBT001 - one of three parts
        """Return what stands between two lines: a space, a hyphen that belongs to the word, or nothing."""
        if not hyphen:
            return "" if _DASHED.search(before) and after[:1].isalnum() else " "
        if not (before[-1:].isalpha() and after[:1].isalpha() and after[:1].islower()):
            return "-"
        words = self._words
        first, last = _WORD.findall(before.lower())[-1], _WORD.findall(after.lower())[0]
        if f"{first}{last}" in words:
            return ""
        if self._is_phrase(_WORD.findall(before)[-1], _WORD.findall(after)[0]):
            return "-"
        of_words = first in words and last in words and min(len(first), len(last)) >= _WORD_CHARS
        of_number = _FIRST_OF_NUMBER.fullmatch(first) and _LAST_OF_NUMBER.fullmatch(last.partition("-")[0])
        if of_words or of_number or f"{first}-{last}" in words:
            return "-"
        # A document that divides no words elsewhere has such a hyphen from its author.
        return "-" if first in words and len(first) >= _KNOWN_CHARS and not self._divides else ""

    def _is_phrase(self, first: str, last: str) -> bool:
        """Return whether a small word and another hyphen go on with a word, known or of a place."""
        join, hyphen, _ = last.partition("-")
        if f"{first}{join}".lower() in self._words or not hyphen:
            return False
        if first[0].isupper() and _OF_PLACE.match(last):
            return True
        long = len(first) >= _KNOWN_CHARS or first in _JOINS
        return join in _JOINS and long and first.lower() in self._words


def _whole(pages: Iterable[Sequence[Line]]) -> set[str]:
    found: set[str] = set()
    for lines in pages:
        parted = False
        for line in lines:
            words = _WORD.findall(line.text.lower())
            found.update(words[parted : -1 if line.hyphen else None])
            parted = line.hyphen
    return found
