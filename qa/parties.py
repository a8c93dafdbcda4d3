"""Who a text says by a role behind the name: 'Ann Orme of Selby (the Landlord)', 'Orme Ltd ("Tenant")'."""

import re
from functools import lru_cache

from qa.figures import names
from qa.question import Question

__all__ = ["party_asked"]

_ROLE_ASKED = re.compile(
    r"(?:.*\bname of|who(?:['’]s|\s+(?:is|are|was|were))|(?:what|which)\b.*\b(?:is|are|was|were))\s+the\s+"
    r"(?P<role>[a-z][a-z-]*(?: [a-z][a-z-]*)?)\b(?:\s+(?:in|of|under|for|on|here)\b.*)?\W*",
    re.IGNORECASE,
)
_QUOTE = r"[\"“”‘’']?"
_BETWEEN = re.compile(r"(?:between|by|among)\s+", re.IGNORECASE)
_TO_ROLE = re.compile(
    r"(?P<whole>(?:\s*&\s*[A-Z][\w’'-]*|,?\s+(?:Ltd|Limited|Inc|PLC|plc|LLP|LLC|GmbH|AG|SA)\b\.?)*)"
    r"(?:,?\s+(?:of|at|born|residing|resident)\b[^()]*)?[\s,]*[\[“\"]*"
)
"""What stands between a name and the brackets: the rest of a firm's, and from where it is."""
_CACHED = 512


def party_asked(question: Question, sentence: str) -> tuple[int, int] | None:
    """Return where the name stands of who has the role that is asked for in brackets behind it, or None.

    A reader takes the name beside the role for it, which may be that of the next: "Ann Orme (the landlord)
    and Tom Brand (the tenant)".
    """
    role = _role_asked(question.text) if question.language == "en" and "(" in sentence else ""
    if not role or role.endswith("s"):  # which several may have
        return None
    defined = re.search(
        rf"\((?:[^()]*\b(?:as|called|hereafter|hereinafter)\b[^()]*?)?(?:the\s+)?{_QUOTE}(?:the\s+)?"
        rf"{re.escape(role)}{_QUOTE}\)",
        sentence,
        re.IGNORECASE,
    )
    if defined is None:
        return None
    begin = sentence.rfind(")", 0, defined.start()) + 1  # of another role, or of what counts the parties
    for first, last in names(sentence[begin : defined.start()]):
        start = begin + first
        if between := _BETWEEN.match(sentence, start):
            start = between.end()
        rest = _TO_ROLE.fullmatch(sentence, begin + last, defined.start())
        if rest is not None and start < begin + last:
            return start, rest.end("whole")
    return None


@lru_cache(maxsize=_CACHED)
def _role_asked(question: str) -> str:
    """Return the role in which a question asks for somebody, or ""."""
    asked = _ROLE_ASKED.fullmatch(question)
    return asked["role"] if asked else ""
