"""Who wrote a text, by the line near its head that says so: "By Ana Lind | 4 May 2024"."""

from collections.abc import Iterable

import regex as re

__all__ = ["author_in_lines"]

_WORD = r"(?:(?:d|l|O)['’])?\p{Lu}(?:\.|[\w’']*\p{Ll}(?:-\p{Lu}[\w’']+)?)"
_NAME = rf"{_WORD}(?: (?:(?:al|bin|da|de|del|den|der|di|la|van|von) ){{0,2}}{_WORD}){{1,3}}"
_NAMES = rf"(?P<names>{_NAME}(?:(?:, | and | & ){_NAME}){{0,5}})"
_END = r"(?=\s*(?:$|[|·•/(,;–—]|-\s|(?:in|for) \p{Lu}|\d|(?i:photo|picture|illustration|reading)))"
_SIGNED = re.compile(
    rf"(?:^|[|·•–—-]\s)(?:(?i:(?:text|words|story|report(?:ing)?|written)(?: by|:)|by)\s){_NAMES}{_END}"
)
_ROLE = re.compile(
    rf"^{_NAMES}, (?:[\w’'-]+ ){{0,4}}(?:reporter|correspondent|columnist|editor|staff writer)"
    r"(?=\s*(?:$|[|·•/–—]))"
)
"""Names with what they are at a paper, and no more than a date beside them."""
_NOBODY = re.compile(
    r"\b(?:post|mail|e-?mail|hand|courier|delivery|order|fax|royal|appointment|command|law)\b|^(?:Mrs?|Ms|Miss)\b",
    re.IGNORECASE,
)
"""What "By …" tells of a letter, a shop or a decree, and who examines a witness."""
_ENDED = re.compile(r"\w{3,}[.!?]$")
_MARKUP = re.compile(r"[*_\\]|^[#>\s]+")
_MOST_LINES, _MOST_CHARS = 8, 200


def author_in_lines(lines: Iterable[str]) -> str | None:
    """Return the names in the first of a text's first lines that is a byline, parted by "; ", or None."""
    for line, _ in zip(lines, range(_MOST_LINES), strict=False):
        said = _MARKUP.sub("", " ".join(line.split())) if len(line) <= _MOST_CHARS else ""
        found = _SIGNED.search(said) or _ROLE.search(said)
        if found and not _ENDED.search(said) and not _NOBODY.search(found["names"]):
            return "; ".join(re.split(r", | and | & ", found["names"]))
    return None
