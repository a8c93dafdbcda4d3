"""Whether a name is asked for, and a sentence has any: "the names of those who died", "the title, please".

A reader marks who died, or "a famous film", where it is asked what they are called. A sentence answers only
if it, or the heading above it, has a name that the question hasn't: a run of capitals, something in quotation
marks, a code, or what is "called" so. For questions and sentences in English; a text without any capital is
left alone.
"""

import re
from calendar import month_name
from functools import lru_cache
from typing import TYPE_CHECKING

from index.tokens import words
from index.types import lowest_heading
from qa.countries import names_a_country
from qa.figures import names
from qa.languages import ENGLISH_WORDS
from qa.names import names_of
from qa.question import Question

if TYPE_CHECKING:
    from qa.evidence import Candidate

__all__ = ["lacks_a_name"]

_THE = r"(?:the|its|his|her|their|that|those|these|this)"
_PERSON = (
    r"(?:actors?|artists?|authors?|boys?|brothers?|captains?|children|daughters?|directors?|doctors?|drivers?|farmers?"
    r"|fathers?|girls?|husbands?|interviewers?|journalists?|judges?|lawyers?|leaders?|managers?|m[ae]n|ministers?"
    r"|mothers?|officers?|officials?|people|persons?|players?|poets?|politicians?|reporters?|singers?|sisters?"
    r"|soldiers?|sons?|teachers?|victims?|widows?|wi(?:fe|ves)|witness(?:es)?|wom[ae]n|writers?)"
)
_WHO_OR_FIRM = rf"(?:{_PERSON}|banks?|compan(?:y|ies)|enterprises?|firms?|newspapers?|organi[sz]ations?)"
_OF_PERSON = re.compile(rf"\b(?:names? of\b.*\b(?:who|{_PERSON})|{_PERSON}['’]s? names?)\b", re.IGNORECASE)
_OWN_NAME = re.compile(r"\b(?:who|whom|that|which)\b.*?(?P<name>[A-Z][\w-]+)(?!['’]|[\w-])")
_ASKED = re.compile(
    rf"\A(?:and |so |please )?(?:(?:what|tell me|give me|do you know)(?:['’]s| is| was| are| were)? )?{_THE} "
    r"(?:(?:full|real|first|last|given|family|maiden) )?names? of\b"
    r"|\A(?:full |first |last )?names? of\b"
    r"|\b(?:who|which|what)\b.*(?:\bby name|\b(?:titles?|names?)(?: please)?|['’]s name)\W*\Z"
    rf"|\A(?:what(?:['’]s| is| was) )?{_THE} title of\b"
    rf"|\Awhich (?:[\w’'-]+ ){{0,2}}{_WHO_OR_FIRM}\b.{{0,60}}\b(?:named|name as)\b",
    re.IGNORECASE,
)
_OF_NO_NAME = re.compile(
    r"\bnames? of (?:a|an|the|its|his|her|their)? ?(?:[\w’'-]+ ){0,3}(?:chemicals?|compounds?|conditions?"
    r"|diseases?|dish(?:es)?|drugs?|enzymes?|files?|fields?|functions?|genes?|illness(?:es)?|insects?"
    r"|materials?|medicines?|methods?|minerals?|parameters?|parts?|plants?|procedures?|proteins?|settings?"
    r"|species|substances?|syndromes?|techniques?|tools?|tunes?|variables?)\b"
    r"|\bwhat (?:do|does|did)\b(?!.*\bby name)|\bmean\b",
    re.IGNORECASE,
)
"""Names of what is written small, and what asks for something else of a name."""
_IN_QUOTES = re.compile(r"[\"“„«‘][^\"”“»’]{2,}[\"”“»’]|[*_`][^*_`\s][^*_`]*[*_`]")
_MAY_BE_CALLED = re.compile(
    r"\b(?:(?:is|was|are|were|be|been|being|now|then|he|it|she|they|them|him|her) (?:called|dubbed|named)"
    r"|entitled|known as|nicknamed|titled)\b|\w*\d\w*[A-Za-z]|[A-Za-z]\w*[\d_.-]\d|\w_\w",
    re.IGNORECASE,
)
"""What may be a name that is written small, or says that one comes: "called the long room", "db-01"."""
_GOES_ON = re.compile(
    r"(?:['’]s\b|\s*[,;:(]|\s*[.!?]*\s*\Z|\s+(?:and|are|had|has|is|of|said|says|was|were|who|will|would)\b)"
)
"""What follows upon a name of one word that begins a sentence: "Solaris was", not "Several firms"."""
_CACHED = 512


def lacks_a_name(question: Question, candidate: "Candidate") -> bool:
    """Return whether a question is for a name, and neither a sentence nor its heading has one that is new."""
    if not _asks_for_name(question.text):
        return False
    text = candidate.text
    heading = lowest_heading(candidate.match.hit.passage.heading)
    if _IN_QUOTES.search(text) or _MAY_BE_CALLED.search(text) or text == text.lower():
        return False
    said, of_person = set(words(question.text)), bool(_OF_PERSON.search(question.text))
    told = {word for found in _OWN_NAME.finditer(question.text) for word in words(found["name"])}
    return not any(
        _is_new(one, span, said) and not (of_person and _is_no_other_person(one[slice(*span)], told))
        for one in (text, heading)
        for span in names(one, "en")
    )


@lru_cache(maxsize=_CACHED)
def _asks_for_name(asked: str) -> bool:
    """Return whether a question is for a name that is written with capitals."""
    return bool(_ASKED.search(asked)) and not _OF_NO_NAME.search(asked)


def _is_no_other_person(name: str, told: set[str]) -> bool:
    """Return whether a name is a country's, an institution's, or of somebody `told` of: "Ana Holm"."""
    own = words(name.partition(" of ")[0])
    if names_a_country(name) or own[-1] in told:
        return True
    person = name.partition(" of ")[0] if len(own) > 1 else name
    return " " in person and not names_of(person)[0].family


def _is_new(text: str, span: tuple[int, int], said: set[str]) -> bool:
    """Return whether a run of capitals is a name with a word that a question hasn't `said`.

    One word that begins a sentence is one only before what goes on about it. A month is none.
    """
    name = text[slice(*span)]
    own = words(name)
    if set(own) <= said or name in month_name:
        return False
    if len(own) > 1 or text[: span[0]].strip():
        return True
    return own[0] not in ENGLISH_WORDS and bool(_GOES_ON.match(text, span[1]))
