"""Whose sister, whose son: what is asked of somebody's relative is not told by what is said of somebody.

A reader takes "Ms Lind, a former teacher, …" for "What does Lind's sister Vera do?". Only of a sentence that
names Lind outright, with no "her" in it, is it sure that it tells nothing of the relative, and only if nobody
is named so, nor the kinship told in any word, in the passage or above it. A "mother tongue" is no relative's.
For questions and passages in English.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from index.tokens import words
from qa.features import context_of
from qa.question import Question

if TYPE_CHECKING:
    from qa.evidence import Candidate

__all__ = ["tells_of_no_relative"]

_CHILDREN = (
    "boy boys child children daughter daughters family firstborn girl girls grandson grandchildren heir heirs"
    " kid kids offspring parent parents son sons toddler triplets twins youngest youngster eldest"
)
_MOTHERS = "ma mam mama mamma mom mommy mother mum mummy stepmother parent parents"
_FATHERS = "dad daddy father pa papa pop stepfather parent parents"
_GROUPS = (
    f"""aunt aunts auntie aunty uncle uncles nephew nephews niece nieces brother sister brothers sisters
    {_CHILDREN}""",
    "cousin cousins aunt uncle grandchildren family",
    f"""brother brothers sister sisters sibling siblings half stepbrother stepsister bro sis twin twins
    triplet triplets younger elder older middle orphans {_CHILDREN}""",
    """husband wife spouse partner fiance fiancee married marriage marries marry widow widower wed wedding
    weds divorce divorced divorcee couple bride bridegroom groom engaged betrothed newlyweds honeymoon hubby
    missus mr mrs madam lady nee née ex girlfriend boyfriend mother father bore""",
    f"""baby born stepson stepdaughter bore {_MOTHERS} {_FATHERS} {_CHILDREN}""",
    f"{_MOTHERS} {_FATHERS} {_CHILDREN} born orphan orphaned raised",
    f"""grandfather grandmother grandparent grandparents grandson granddaughter grandchild grandchildren gran
    grandad granddad grandma grandmama grandpa grandpapa granny grannie grampa gramps nan nana nanna nanny pop
    {_MOTHERS} {_FATHERS}""",
)
_KIN = "kin kindred kinsman kinswoman related relation relations relative relatives".split()
_KINSHIP = tuple(frozenset([*group.split(), *_KIN]) for group in _GROUPS)
_ASKED = re.compile(
    r"\b(?P<whose>[A-Z][\w-]*)(?:['’]s|(?<=s)['’])"
    r" (?:(?:younger|older|elder|late|twin|former|first|second|ex-?) ?){0,2}"
    r"(?P<kin>aunt|uncle|nephew|niece|cousin|brother|sister|husband|wife|daughter|son|father|mother|grandfather"
    r"|grandmother)s?\b(?!-)(?:,? (?P<name>[A-Z][a-z][\w-]+))?(?=(?P<then>.*))"
)
_IS_OF_A_THING = re.compile(
    r" (?:board|cell|cit(?:y|ies)|club|church|clock|compan(?:y|ies)|countr(?:y|ies)|figure|firms?|hospital"
    r"|house|language|lode|magazine|newspaper|organi[sz]ations?|paper|party|plants?|publication|school|ships?|station"
    r"|stores?|tongues?|towns?|tree|villages?|vessels?)\b"
)
"""What begins with kinship and is a thing: "mother tongue", "sister ship"."""
_HIS = re.compile(r"\b(?:he|her|hers|his|she|their|theirs|them|they)\b", re.IGNORECASE)
"""What may speak of a relative, or of whose relative it is."""
_SPEAKS_SELF = re.compile(r"\b(?:I|my|me|we|our)\b")
"""Who tells of himself may call his relatives otherwise."""


def tells_of_no_relative(question: Question, candidate: "Candidate") -> bool:
    """Return whether a question is of somebody's relative, and a passage has neither name nor kinship."""
    asked = question.text[question.own_start :]
    told = _told_by(asked) if question.kind != "who" else frozenset()
    if not told or _SPEAKS_SELF.search(candidate.text) or _HIS.search(candidate.text):
        return False
    if not _names_outright(_ASKED.search(asked), candidate.text):
        return False
    match = candidate.match
    passage = match.text_at(match.hit.passage.start, match.hit.passage.end)
    return told.isdisjoint(words(f"{context_of(match)}\n{candidate.before}\n{passage}"))


def _names_outright(asked: re.Match[str] | None, text: str) -> bool:
    """Return whether a sentence tells of the one whose relative is asked for, of nothing of theirs."""
    return asked is not None and bool(re.search(rf"\b{re.escape(asked['whose'])}\b(?!['’]|-)", text))


@lru_cache(maxsize=512)
def _told_by(asked: str) -> frozenset[str]:
    """Return the words of which one must stand near what is told of the one relative asked for."""
    found = [*_ASKED.finditer(asked)]
    if len(found) != 1 or _IS_OF_A_THING.match(found[0]["then"]):
        return frozenset()
    kin, name = found[0].group("kin", "name")
    groups = (group for group in _KINSHIP if kin in group)
    return frozenset({kin, f"{kin}s"}.union(words(name or ""), *groups))
