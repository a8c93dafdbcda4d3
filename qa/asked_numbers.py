"""Numbers that are asked for: a clause by its own, and that of a policy or an account, which has figures.

A document that was cut short, or a law of which one has an extract, has no clause 11; what its other clauses
say is no answer to what that one does. For questions in English.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from qa.features import context_of
from qa.figures import dates
from qa.question import Question

if TYPE_CHECKING:
    from qa.evidence import Candidate

__all__ = ["asks_for_number", "lacks_number"]

_CLAUSE = re.compile(
    r"\b(?:clause|section|article|regulation|paragraph|condition|rule|schedule|annex|appendix|chapter|point)s?\s+"
    r"(?P<number>\d{1,3}(?:\.\d{1,3})*)(?![\w%]|\.\d)",
    re.IGNORECASE,
)
_SHOWS = re.compile(
    r"\bwhat (?:do|does|did) .*\b(?:contain|cover|deal with|govern|mean|provide|regulate|require|say|state)\b"
    r"|\bwhat (?:is|are|was) (?:said |stated )?in\b|\bwhat (?:is|are) .*\babout\W*$",
    re.IGNORECASE,
)
"""What asks for all that a clause says."""
_IN_WORDS = tuple(
    ways.split("/")
    for ways in (
        "i/one/first ii/two/second iii/three/third iv/four/fourth v/five/fifth vi/six/sixth "
        "vii/seven/seventh viii/eight/eighth ix/nine/ninth x/ten/tenth xi/eleven/eleventh xii/twelve/twelfth"
    ).split()
)
_NUMBER_OF = re.compile(
    r"^(?:the )?(?:\w+ )?(?:what(?:['’]s| is| was) (?:the|its|his|her|their|our|your|my) )?(?:[\w'’-]+ )?"
    r"(?:(?P<phone>fax|mobile|phone|telephone)|account|bank|case|charity|company|contract|flight|invoice"
    r"|licen[cs]e|membership|order|passport|policy|reference|registration|serial|tracking|vat)"
    r" (?:number|no\.?)(?![\w-])",
    re.IGNORECASE,
)
"""What asks for a number that something is called by, which no words give."""
_SUM = re.compile(r"[$€£¥]\s?\d[\d,.]*")
_NUMBER = re.compile(
    r"(?<![\w.,])(?:\d(?:[ /-]?\d){2,}|(?-i:[A-Z]+)[-/ ]?\d[\w/-]*)|\b(?:no\b\.?|number|nr\b\.?|#)[:\s]*\d",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\d(?:[ ()/-]{0,2}\d){4,}")


def lacks_number(question: Question, candidate: "Candidate") -> bool:
    """Return whether a passage has not the number of the clause that is asked for, nor a sentence a number.

    The clause's may be written in letters. A number that something is called by has figures.
    """
    if question.language != "en":
        return False
    if (of := _number_asked(question)) is not None:
        return not _has_number(candidate.words, phone=bool(of["phone"]))
    clause = _clause_asked(question.text)
    if clause is None:
        return False
    return not clause.search(f"{context_of(candidate.match)}\n{candidate.match.hit.text}")


def asks_for_number(question: Question) -> bool:
    """Return whether a question in English asks for the number that something is called by."""
    return question.language == "en" and _number_asked(question) is not None


def _number_asked(question: Question) -> re.Match[str] | None:
    asked = _NUMBER_OF.match(question.text)
    return asked if asked is not None and question.own_start < asked.end() else None


def _has_number(text: str, *, phone: bool) -> bool:
    """Return whether a text has what may be the number of something, beside sums of money and dates."""
    plain = _SUM.sub(" ", text)
    taken = list(dates(plain, "en"))
    return any(
        not any(start < one.end() and one.start() < end for start, end in taken)
        for one in (_PHONE if phone else _NUMBER).finditer(plain)
    )


@lru_cache(maxsize=512)
def _clause_asked(asked: str) -> re.Pattern[str] | None:
    """Return a pattern of the number of the one clause whose words are asked for, or None."""
    found = list(_CLAUSE.finditer(asked))
    if len(found) != 1 or not _SHOWS.search(asked):
        return None
    number = found[0]["number"]
    small = int(number) if number.isdigit() else 0
    ways = [re.escape(number), *(_IN_WORDS[small - 1] if 0 < small <= len(_IN_WORDS) else ())]
    return re.compile(rf"(?<![\w.,])(?:{'|'.join(ways)})(?![\w%]|,\d)", re.IGNORECASE)
