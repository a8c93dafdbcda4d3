"""Headings that are only set in bold, in documents that know no other headings."""

import re

__all__ = ["MOST_OTHER_HEADINGS", "OWN_LEVEL", "may_head"]

MOST_OTHER_HEADINGS = 1
"""Whoever marks more headings than a title as such sets in bold what is none."""
OWN_LEVEL = 6
"""The level of such a heading: below all others."""
_MOST_CHARS = 150
_LEAST_OF_TEXT = 60
_GOES_ON = re.compile(r"[.,;:。，；：、]$")
_ASKED = re.compile(r"(?:Question|Q) ?\d{1,3}\b", re.IGNORECASE)
"""What begins a request that is answered below it, however it ends."""
_SENTENCE = re.compile(r"[.:;?!。；：？！][\"'”’»)\]]*$")


def may_head(line: str, below: str) -> bool:
    """Return whether a line in bold may be the heading of what stands below it, which is not in bold.

    It is short and ends as no sentence does; below it stand sentences, no name, address or salutation.
    """
    line, below = line.strip(), below.strip()
    if not 0 < len(line) <= _MOST_CHARS or "\n" in line:
        return False
    if _GOES_ON.search(line) and not _ASKED.match(line):
        return False
    text = len(below) >= _LEAST_OF_TEXT and not below.endswith(",")
    return any(map(str.isalpha, line)) and (text or bool(_SENTENCE.search(below)))
