"""What is asked for by "not": "What can't go in the caddy?" is not answered by the list of what can."""

import re

__all__ = ["LEAVES_OUT", "denies"]

_DENIES = re.compile(
    r"\w(?:n['’]t|nnot)\b|\b(?:not|never|neither|nor|none|without|except(?:ions?|ing)?|exempt(?:ions?|ed)?"
    r"|exclu(?:de[sd]?|ding|sions?)|prohibit(?:s|ed|ions?)?|forbid(?:s|den)?|banned|disallowed|unacceptable"
    r"|ineligible|refuse[sd]|refuse to"
    r"|(?:i|they|to|we|you)(?: (?:can|could|may|might|must|should|will|would))? refuse"
    r"|don['’]?ts)\b|\bno\b(?!\.? ?\d)",
    re.IGNORECASE,
)

LEAVES_OUT = (
    r"\b(?:not(?! (?:all|every|just|merely|only)\b)|without|except(?: for)?|excluding|other than|besides)\b"
    r"|n['’]t\b"
)
"""A pattern of what asks for all but what has the words that follow: "Who is not in Selby?"."""


def denies(text: str) -> bool:
    """Return whether a text says that something is not: "No. 7" doesn't, nor refuse that is collected."""
    return bool(_DENIES.search(text))
