"""The one judge whose words a judgment is, from its first line to its last, and who is named at its head."""

import re
from functools import lru_cache
from itertools import islice
from math import inf

from index.tokens import words
from index.types import Document
from qa.saying import SAID

__all__ = ["THE_JUDGE", "asks_for_finding", "finds", "judge_of", "may_be_judges"]

THE_JUDGE = re.compile(r"\bthe (?:trial )?judge\b(?!['’])")
"""Who is asked of without a name."""
_JUDGES = re.compile(
    r"\b(?:accept|accord|adopt|agree|allow|apportion|approve|assess|attribut|award|believ|blam|calculat|conclu"
    r"|consider|credib|critici|deal|dealt|decid|decision|deduct|deni|deny|describ|direct|disagree|disallow|dismiss"
    r"|doubt|explain|find|found|grant|held|hold|impress|infer|judg(?!es?\b)|make of|made of|opinion|order"
    r"|permit|persuad|prais|prefer|reason|reduc|refus|regard|reject|rel(?:y|ied)\b|remark|rul|said|satisf|say|thin?k"
    r"|thought|treat|trust|uph[eo]ld|view|why\b)",
    re.IGNORECASE,
)
"""What asks for what a judge says, finds or decides, and not of the judge's life."""
_HEAD_CHARS = 1_000
_HON = r"(?i:the[ ](?:rt\.?[ ]|right[ ])?hon(?:ourable|\.)?[ ]|h(?:is|er)[ ]honou?r[ ])"
_OFFICE = (
    r"(?i:(?:(?:mr|mrs|ms|miss|dr|sir|dame|lord|lady)\.?[ ])?(?:deputy[ ]|district[ ]|chief[ ])*"
    r"(?:judge|justice|master|recorder|hhj|ddj|dj)[ ])"
)
_NAME = r"(?:[A-Z][\w.'’-]*[ ]){0,3}?[A-Z][\w'’-]+"
_GIVEN_BY = re.compile(
    rf"^[ \t]*(?i:before|coram)(?:[ ]*:)?\s+{_HON}?{_OFFICE}"
    rf"(?P<before>{_NAME})(?:[ ](?:KC|QC|SC))?(?:[ ]\(sitting[^()\n]*\))?"
    rf"(?=[ \t]*(?:\n\s*(?:\n|[-–—_=]|(?i:between)\b)|\Z))"
    rf"|^[ \t]*{_HON}?{_OFFICE}(?P<above>{_NAME})\s?:[ \t]*$"
    rf"|^[ \t]*{_OFFICE}(?P<opinion>{_NAME})(?i:[ ]delivered[ ]the[ ](?:judge?ment|opinion)\b)"
    rf"|^[ \t]*(?P<signs>{_NAME}),[ ](?i:(?:[\w.]+[ ]){{0,3}}(?:circuit|district|magistrate)[ ]judge)\W*$",
    re.MULTILINE,
)
"""What says at the head of a judgment who alone gives it."""
_IS_JUDGMENT = re.compile(
    r"^\W*(?:(?:approved|draft|final|oral|reserved)[ ])?(?:judge?ment|ruling|decision|opinion)"
    r"(?:[ ]and[ ]order)?\W*$",
    re.IGNORECASE | re.MULTILINE,
)
"""The line at the head of a judgment that says what it is, and nothing else."""
_ANOTHER = re.compile(
    rf"^[ \t]*{_HON}?{_OFFICE}(?P<name>{_NAME})(?:[ ](?:KC|QC|SC))?"
    r"(?=\s*$|[:,(]|[ ](?i:and|concur|deliver|dissent))",
    re.MULTILINE,
)
"""How a line begins with a judge who sits, speaks or dissents."""
_SIT_WITH_OTHERS = re.compile(r"\b(?:assessors?|members?|panel)\b", re.IGNORECASE)
_MARKUP = re.compile(r"[*_]+")
_ANNEXED = re.compile(r"^[#*\s]*(?i:annex|appendix|enclosure|schedule)\b[^\n.;]{0,60}$", re.MULTILINE)
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|me)\b")
_TURN = re.compile(r"^(?:Q\.?|A\.?|[A-Z][A-Z .]{4,40}:)[ \t]+\S", re.MULTILINE)
_LEAST_TURNS = 4
"""How lines of a transcript begin, in which others speak too."""
_FINDS = re.compile(
    r"(?:[(\[]?\d{1,3}[.)\]]*\s+)?(?:(?:Accordingly|For (?:these|those) reasons|However"
    r"|In my (?:judge?ment|view)|Therefore),? )?"
    r"I (?:also |am (?:not )?(?:persuaded|satisfied|sure)\b|cannot |did not |do not |therefore |would )*"
    r"(?:accept|agree|allow|award|conclude|consider|decide|dismiss|find|hold|infer|prefer|reject|refuse|rule"
    r"|(?<=persuaded)|(?<=satisfied)|(?<=sure))\b"
)
_SAYS_ALL = re.compile(
    rf",[”\"']? (?!(?:as|if|that|what|when|which|who|whom)\b)(?:[\w.’'-]+ ){{1,4}}(?:{SAID})"
    r"(?: (?:him|her|me|them|us))?(?: (?:at|in|on|to) [^,;]*)?(?=[.,;!?]|$)"
)


def judge_of(document: Document, at: int) -> str:
    """Return the name of the one judge who gives a judgment at a place of it, "" of any other document.

    What is annexed to it is not the judge's.
    """
    name = _named_at_head(document.text[:_HEAD_CHARS])
    if not name or at >= _judges_until(document.text):
        return ""
    return name if _speaks_alone(name, document.text) else ""


@lru_cache(maxsize=256)
def _named_at_head(head: str) -> str:
    head = _MARKUP.sub("", head)
    if not _IS_JUDGMENT.search(head) or _SIT_WITH_OTHERS.search(head):
        return ""
    given = next(_GIVEN_BY.finditer(head), None)
    return next(filter(None, given.groups()), "") if given else ""


@lru_cache(maxsize=64)
def _judges_until(text: str) -> float:
    """Return where in a text the heading of the first annex ends; nowhere without one."""
    annexed = _ANNEXED.search(text)
    return annexed.end() if annexed else inf


@lru_cache(maxsize=64)
def _speaks_alone(name: str, text: str) -> bool:
    """Return whether a text is no transcript, and no line of it begins with another judge."""
    if len([*islice(_TURN.finditer(text), _LEAST_TURNS)]) == _LEAST_TURNS:
        return False
    own = words(name)[-1:]
    return all(words(one["name"])[-1:] == own for one in _ANOTHER.finditer(_MARKUP.sub("", text)))


def asks_for_finding(question: str) -> bool:
    """Return whether a question may be for what a judge says or decides, as "How old is he?" is not."""
    return bool(_JUDGES.search(question))


def may_be_judges(sentence: str) -> bool:
    """Return whether a sentence of a judgment may be the judge's own: "I" may be a witness whom it cites."""
    return not _FIRST_PERSON.search(sentence) or finds(sentence)


def finds(sentence: str) -> bool:
    """Return whether a sentence begins with what who says "I" finds, whosever words it goes on to tell.

    Nobody else may say all of it: "I find it dry, Mr Orme wrote."
    """
    return bool(_FINDS.match(sentence)) and not _SAYS_ALL.search(sentence)
