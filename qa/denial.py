"""What is asked for by "not": "What can't go in the caddy?" is not answered by the list of what can."""

import re

__all__ = ["denies"]

_DENIES = re.compile(
    r"\w(?:n['’]t|nnot)\b|\b(?:not|never|neither|nor|none|without|except(?:ions?|ing)?|exempt(?:ions?|ed)?"
    r"|exclu(?:de[sd]?|ding|sions?)|prohibit(?:s|ed|ions?)?|forbid(?:s|den)?|banned|disallowed|unacceptable"
    r"|ineligible|refuse[sd]?|don['’]?ts)\b|\bno\b(?!\.? ?\d)",
    re.IGNORECASE,
)


def denies(text: str) -> bool:
    """Return whether a text says that something is not: "No. 7" doesn't."""
    return bool(_DENIES.search(text))
