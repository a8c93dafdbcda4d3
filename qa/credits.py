"""The lines of a page that credit a picture ("Photo: Ana Holm"): they answer nothing but who took it."""

import re

__all__ = ["asks_for_credit", "is_credit"]

_CREDIT = re.compile(
    r"\W*(?:(?:photo(?:graph|grapher)?|picture|foto|fotografía|zdjęcie|фото)s?\s*[:|]"
    r"|(?:photo(?:graph)?|image|picture|illustration|infographic|video|foto|bild|imagen)s?"
    r" (?:(?:credits?|source)\s*[:|]|by\b|courtesy of\b)|©)\s*\S.*",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?<!['’]s )\b(?:photo|image|picture|illustrat|infographic|video|credit|copyright|foto|bild|imagen|zdj"
    r"|фото|took|taken|drew|drawn|filmed|camera|rights|website|site)",
    re.IGNORECASE,
)
_MOST_WORDS = 12


def is_credit(sentence: str) -> bool:
    """Return whether a line only credits a picture or tells its copyright."""
    line = " ".join(sentence.split())
    return len(line.split()) <= _MOST_WORDS and bool(_CREDIT.fullmatch(line))


def asks_for_credit(question: str) -> bool:
    """Return whether a question may ask for a picture, or whose it is; "in his picture of it" does not."""
    return bool(_ASKS.search(question))
