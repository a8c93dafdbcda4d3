"""Whether the name of somebody is asked for, or of a firm or a work, and a sentence has any.

A reader marks who died, or "a famous film", where it is asked what they are called. A sentence answers only
if it, or the heading above it, has a name that the question hasn't: a run of capitals, something in quotation
marks, a code, or what is "called" so. What else has a name may have it in small letters ("the ulnar nerve").
For questions and sentences in English; a text without any capital is left alone.
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

_PERSON = (
    r"(?:actors?|artists?|authors?|boys?|brothers?|captains?|children|contractors?|daughters?|directors?|doctors?"
    r"|drivers?|farmers?|fathers?|girls?|husbands?|interviewers?|journalists?|judges?|lawyers?|leaders?|managers?"
    r"|m[ae]n|ministers?|mothers?|officers?|officials?|people|persons?|players?|poets?|politicians?|protesters?"
    r"|receptionists?|reporters?|sailors?|seam[ae]n|singers?|sisters?|soldiers?|sons?|surgeons?|teachers?"
    r"|technicians?|victims?|widows?|wi(?:fe|ves)|witness(?:es)?|wom[ae]n|writers?)"
)
_FIRM = r"(?:banks?|compan(?:y|ies)|enterprises?|firms?|newspapers?|organi[sz]ations?)"
_WORK = r"(?:articles?|books?|films?|movies?|novels?|plays?)"
_THE = r"(?:the|an?|its|his|her|their|that|those|these|this)"
_UP_TO = r"(?:(?!(?:an?|at|by|for|from|in|of|on|that|the|to|which|who|whom|with)\b)[\w’'-]+ ){0,3}"
_ASKED = re.compile(
    r"\A(?:and |so |please )?(?:(?:what|tell me|give me|do you know)(?:['’]s| is| was| are| were)? )?"
    rf"(?:{_THE} )?(?:(?:full|real|first|last|given|family|maiden) )?names? of (?:{_THE} )?"
    rf"(?:{_UP_TO}(?:{_PERSON}|{_FIRM}|{_WORK})\b|[^,;:?]* who\b"
    rf"|[A-Z][\w-]*(?: [A-Z][\w-]*)*['’]s? {_PERSON}\b)"
    rf"|\b(?:which|what) {_UP_TO}(?:{_PERSON}|{_FIRM})\b.*[, ](?:by name|names)(?: please)?\W*\Z"
    rf"|\bwho\b.*\bby name\W*\Z|\bwhat(?:['’]s| is| was) (?:{_THE} )?{_PERSON}['’]s? name\W*\Z"
    rf"|\A(?:what(?:['’]s| is| was) )?{_THE} title of (?:{_THE} )?{_UP_TO}{_WORK}\b"
    rf"|\b(?:which|what) {_UP_TO}{_WORK}\b.*[?,;] ?(?:the )?title(?: please)?\W*\Z"
    rf"|\Awhich {_UP_TO}(?:{_PERSON}|{_FIRM})\b.{{0,60}}\b(?:named|name as)\b",
    re.IGNORECASE,
)
_OF_PERSON = re.compile(rf"\bnames? of\b.*\b(?:who|{_PERSON})\b|\b{_PERSON}['’]s? names?\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(?:brother|child|children|daughter|father|husband|mother|sister|son|widow|wife)s?\b", re.IGNORECASE
)
"""Who may have the name of the one whose relative is asked for."""
_OWN_NAME = re.compile(r"\b(?:who|whom|that|which)\b.*?(?P<name>[A-Z][\w-]+)(?!['’]|[\w-])")
_INSTITUTION = frozenset(
    """
    academy association authority bank bay board bureau chamber church city college commission committee
    council county court department district embassy faculty federation house institute kingdom lake ministry
    museum office parliament port province region republic school senate society state town union university
    """.split()
)
_ALSO_PEOPLE = frozenset("chad georgia holland india ireland israel jordan kenya".split())
_IN_QUOTES = re.compile(r"[\"“„«‘][^\"”“»’]{2,}[\"”“»’]|[*_`][^*_`\s][^*_`]*[*_`]")
_MAY_BE_CALLED = re.compile(
    r"\b(?:(?:is|was|are|were|be|been|being|now|then|he|it|she|they|them|him|her) (?:called|dubbed|named)"
    r"|names? (?:is|was|are|were)|name['’]s|entitled|known as|nicknamed|titled)\b"
    r"|\w*\d\w*[A-Za-z]|[A-Za-z]\w*[\d_.-]\d|\w_\w",
    re.IGNORECASE,
)
"""What may be a name that is written small, or says that one comes: "called the long room", "db-01"."""
_MONTH = re.compile(
    r"(?:\b(?:after|before|by|during|early|from|in|last|late|next|of|since|this|until)|\d)"
    rf" (?:{'|'.join(month_name[1:])})\Z"
)
_SPEAKER_SELF = re.compile(r"\bI\b")
_NO_NAME = ENGLISH_WORDS | frozenset(
    """
    all another any both each either few four five half hundreds many most much neither no none one other
    people police several six seven eight nine some ten thousands three two
    """.split()
)
_MAY_BE_A_NAME = frozenset(("an", "do", "may", "will"))
"""Common words that are names too, where a statement begins with them."""
_OPENS = re.compile(
    r"(?:\w{2,}ing (?:an?|her|his|its|their|to)|about|actually|allegedly|apparently|around|during|early"
    r"|eventually|finally|initially|last|late|later|meanwhile|nearly|nothing|officially|originally|previously"
    r"|recently|reportedly|since|soon|still|suddenly|today|unfortunately|yesterday)\b(?! (?:is|was)\b)",
    re.IGNORECASE,
)
"""What surely begins a sentence with no name: "Quoting a film, …"; Billy and Ahmed end like participles."""
_VERB_OF_WHO = re.compile(r"\bwho (?P<verb>[a-z]+)\b")
_CACHED = 512


def lacks_a_name(question: Question, candidate: "Candidate") -> bool:
    """Return whether a question is for a name, and neither a sentence nor its heading has one that is new."""
    if not _asks_for_name(question.text):
        return False
    text, heading = candidate.text, lowest_heading(candidate.match.hit.passage.heading)
    without_self = _SPEAKER_SELF.sub("", text)
    if _IN_QUOTES.search(text) or _MAY_BE_CALLED.search(text) or without_self == without_self.lower():
        return False
    said, of_person = set(words(question.text)), bool(_OF_PERSON.search(question.text))
    whose = () if _RELATIVE.search(question.text) else _OWN_NAME.finditer(question.text)
    told = {word for found in whose for word in words(found["name"])}
    told = told if _leaves_open(question.text, text, told) else set()
    named = [text[slice(*span)] for span in names(text, "en") if _is_new(text, span, said)]
    named += [
        name
        for name in (heading[slice(*span)] for span in names(heading, "en"))
        if " " in name and not set(words(name)) <= said
    ]
    return all(of_person and _is_no_other_person(name, told) for name in named)


def _leaves_open(asked: str, text: str, told: set[str]) -> bool:
    """Return whether a sentence says what was done to one who is `told` of, or with somebody it doesn't name.

    "Ana Holm was convicted" for the judge who convicted Holm; "Ana Holm spoke to a journalist" for the
    journalist. Else who has that name may be another: Henry Kestrel, who founded the Kestrel works.
    """
    verb, role = _VERB_OF_WHO.search(asked), re.search(rf"\b(?P<role>{_PERSON})\b", asked, re.IGNORECASE)
    if verb and any(
        re.search(rf"\b{re.escape(one)} (?:is|was|has been|had been) {verb['verb']}\b", text, re.IGNORECASE)
        for one in told
    ):
        return True
    with_one = rf"\b(?:asked|from|met|to|told|with) an? (?:[a-z]+ )?{role['role']}\b" if role else r"(?!)"
    return bool(re.search(with_one, text, re.IGNORECASE))


@lru_cache(maxsize=_CACHED)
def _asks_for_name(asked: str) -> bool:
    """Return whether a question is for a name that is written with capitals."""
    return bool(_ASKED.search(asked))


def _is_no_other_person(name: str, told: set[str]) -> bool:
    """Return whether a name is a country's, an institution's, or of somebody `told` of: "Ana Holm"."""
    person = name.partition(" of ")[0]
    own = words(person)
    if own[-1] in told or (names_a_country(name) and own[0] not in _ALSO_PEOPLE):
        return True
    return len(words(name)) > 1 and (
        own[0] in _INSTITUTION or (len(own) > 1 and not names_of(person)[0].family)
    )


def _is_new(text: str, span: tuple[int, int], said: set[str]) -> bool:
    """Return whether a run of capitals is a name with a word that a question hasn't `said`.

    One word that begins a sentence is none if it is a common one or surely a participle; nor is a month.
    """
    own = words(text[slice(*span)])
    if set(own) <= said or _MONTH.search(text, 0, span[1]):
        return False
    if len(own) > 1 or text[: span[0]].strip():
        return True
    if own[0] in _MAY_BE_A_NAME:
        return True
    return own[0] not in _NO_NAME and not _OPENS.match(text, span[0])
