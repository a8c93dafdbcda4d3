"""The role in which somebody is asked for, and that of whom a sentence tells: a president for a minister.

For questions and sentences in English.
"""

import re

from index.tokens import words
from qa.question import Question

__all__ = ["leaves_role_open", "names_other_role"]

_ROLES = tuple(
    frozenset(group.split())
    for group in (
        "minister ministers secretary secretaries chancellor premier ministry cabinet government",
        "president presidents",
        "mayor mayors councillor councillors alderman aldermen",
        "judge judges justice magistrate magistrates court",
        "ambassador ambassadors envoy envoys diplomat diplomats",
        "journalist journalists reporter reporters correspondent editor interviewer",
        "king queen prince princess",
        "bishop archbishop bishops",
        "lawyer lawyers solicitor attorney counsel barrister",
    )
)
_ROLE_ASKED = re.compile(
    r"\b(?:(?:which|what)|who (?:is|was|are|were) the|name of the)(?P<words>(?: [\w’'-]+){1,2})",
    re.IGNORECASE,
)
_WHICH = re.compile(r"\b(?:what|which) ", re.IGNORECASE)
_SOMEBODY_DOES = re.compile(
    r"(?:An?|Another|One|Several|Some) (?:[a-z-]+ )?(?P<role>[a-z]+)"
    r" (?:[a-z]+ed|said|spoke|told|was|were|wrote)\b"
)
"""A sentence about somebody who is left open: "A journalist asked Holm …"."""
_TITLE = re.compile(r"\b[A-Z][a-z]+ \Z")
"""What stands right before a name as its title: "President Berg"."""


def names_other_role(question: Question, text: str, start: int, end: int) -> bool:
    """Return whether an answer names who has another role than is asked for, which the sentence hasn't.

    The role may stand right before the name: "President Berg".
    """
    roles = _roles_asked(question)
    if not roles or not roles[0].isdisjoint(words(text)):
        return False
    title = _TITLE.search(text, 0, start)
    said = {*words(text[start:end]), *(words(title[0]) if title else ())}
    return any(group & said for group in _ROLES if group is not roles[0])


def leaves_role_open(question: Question, text: str, start: int) -> bool:
    """Return whether a sentence tells what "a journalist" does, where it is asked which, and of others below.

    `start` is where the answer begins. "A journalist, Ana Holm, asked" tells who it is.
    """
    open_one = _SOMEBODY_DOES.match(text) if _WHICH.search(question.text) else None
    if open_one is None or open_one.end() > start:
        return False
    return any(open_one["role"].lower() in role for role in _roles_asked(question)[:1])


def _roles_asked(question: Question) -> list[frozenset[str]]:
    """Return the roles of which a question asks for one, in whatever form of their words."""
    asked = _ROLE_ASKED.search(question.text)
    return [group for word in words(asked["words"]) for group in _ROLES if word in group] if asked else []
