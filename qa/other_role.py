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
_WHO_IS = re.compile(r"(?: (?:at|for|from|of|with) [^,;:]{1,40})?,?(?: (?:called|named))? ?\Z")
"""What may stand between a role and the name of who has it: "a judge from Selby, Ana Holm"."""
_SOME = re.compile(r"\b(?:an?|another|one|some|several) (?:[\w’'-]+ )?\Z", re.IGNORECASE)


def names_other_role(question: Question, text: str, start: int, end: int) -> bool:
    """Return whether an answer names who has another role than is asked for, which the sentence hasn't.

    The role may stand right before the name: "President Berg".
    """
    roles = _roles_asked(question)
    if not roles or not roles[0].isdisjoint(words(text)):
        return False
    said = {*words(text[start:end]), *words(text[:start])[-1:]}
    return any(group & said for group in _ROLES if group is not roles[0])


def leaves_role_open(question: Question, text: str, start: int, end: int) -> bool:
    """Return whether a sentence has but "a journalist" for "Which journalist …?", apart from the answer.

    "A journalist, Ana Holm" is told of her.
    """
    if not _WHICH.search(question.text):
        return False
    roles = _roles_asked(question)
    found = [one for role in roles[:1] for word in role for one in re.finditer(rf"\b{word}\b", text, re.I)]
    return bool(found) and all(
        _SOME.search(text, 0, one.start())
        and not start <= one.start() < end
        and not (one.end() <= start and _WHO_IS.match(text[one.end() : start]))
        for one in found
    )


def _roles_asked(question: Question) -> list[frozenset[str]]:
    """Return the roles of which a question asks for one, in whatever form of their words."""
    asked = _ROLE_ASKED.search(question.text)
    return [group for word in words(asked["words"]) for group in _ROLES if word in group] if asked else []
