"""Lines that only name what follows: titles, headings and labels, which say nothing by themselves."""

import regex as re

__all__ = ["is_heading", "numbering"]

_MOST_LABEL_WORDS = 4
_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[A-Za-z][.)])\s+")
_WHOLE_BOLD = re.compile(r"^(?:\*\*|__)(?:(?!\*\*|__).)+(?:\*\*|__)$", re.DOTALL)
_WORD = re.compile(r"\w+")


def numbering(line: str) -> int:
    """Return how many characters the number or letter takes that begins a line: "2. ", "a) "; 0 without."""
    match = _NUMBERING.match(line)
    return match.end() if match else 0


def is_heading(sentence: str, above: str) -> bool:
    """Return whether a sentence is a title, a heading or a label.

    It is if it stands `above` the passage too (its title and headings, parted by ›), or if it is a few words
    that are set in bold or in capitals, or end with a colon: "2. **Playground.**", "ASSESSMENT", "Present:".
    """
    line = _NUMBERING.sub("", sentence.strip().lstrip("#").strip())
    said = _WORD.findall(line.lower())
    if any(said == _WORD.findall(_NUMBERING.sub("", part.strip()).lower()) for part in above.split("›")):
        return True
    if not said or len(said) > _MOST_LABEL_WORDS or any(word.isdigit() for word in said):
        return False
    return bool(_WHOLE_BOLD.match(line)) or line.endswith(":") or (line.isupper() and len(line) > 3)
