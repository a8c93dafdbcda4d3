"""Numbers that are asked for: a clause by its own, and that of a policy or an account, which has figures.

A document that was cut short, or a law of which one has an extract, has no clause 11; what its other clauses
say is no answer to what that one does. For questions in English.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from qa.features import context_of
from qa.figures import TENS, dates
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
_UNITS = (
    "one/first two/second three/third four/fourth five/fifth six/sixth seven/seventh eight/eighth nine/ninth "
    "ten/tenth eleven/eleventh twelve/twelfth thirteen/thirteenth fourteen/fourteenth fifteen/fifteenth "
    "sixteen/sixteenth seventeen/seventeenth eighteen/eighteenth nineteen/nineteenth"
).split()
_ROMAN = (("", *"i ii iii iv v vi vii viii ix".split()), ("", *"x xx xxx xl l lx lxx lxxx xc".split()))
_NUMBER_OF = re.compile(
    r"^(?:the )?(?:\w+ )?(?:what(?:['’]s| is| was) (?:the|its|his|her|their|our|your|my) )?(?:[\w'’-]+ )?"
    r"(?:account|bank|case|charity|company|contract|fax|flight|invoice|licen[cs]e|membership|mobile|order|passport"
    r"|phone|policy|reference|registration|serial|telephone|tracking|vat)"
    r" (?:number(?![\w-])(?! of (?!(?-i:[A-Z])|(?:a|an|his|her|its|my|our|that|the|their|this|your)\b))"
    r"|no(?:\.(?!\w)|(?=\W*$| (?:of|for) (?:his|her|its|my|our|the|their|your)\b)))",
    re.IGNORECASE,
)
"""What asks for a number that something is called by, not how many: "order number of psalms"."""
_SUM = re.compile(r"[$€£¥]\s?\d[\d,.]*")
_NUMBER = re.compile(
    r"\d|\b(?-i:[A-Z]{5,}|[A-Z]{2,}[-/][A-Z]{2,})\b"
    r"|\b(?:(?:double|eight|five|four|nine|oh|one|seven|six|three|triple|two|zero)\b\W*){2}",
    re.IGNORECASE,
)
"""What may be such a number: any figure, letters as in a code, figures in words one after the other."""


def lacks_number(question: Question, candidate: "Candidate") -> bool:
    """Return whether a passage has not the number of the clause that is asked for, nor a sentence a number.

    The clause's may be written in letters, if below a hundred. What something is called by has figures.
    """
    if question.language != "en":
        return False
    if asks_for_number(question):
        return not _has_number(candidate.words)
    clause = _clause_asked(question.text)
    if clause is None:
        return False
    return not clause.search(f"{context_of(candidate.match)}\n{candidate.match.hit.text}")


def asks_for_number(question: Question) -> bool:
    """Return whether a question in English asks for the number that something is called by."""
    asked = _NUMBER_OF.match(question.text) if question.language == "en" else None
    return asked is not None and question.own_start < asked.end()


def _has_number(text: str) -> bool:
    """Return whether a text has what may be the number of something, beside sums of money and days."""
    plain = _SUM.sub(" ", text)
    days = [(start, end) for start, end in dates(plain, "en") if any(map(str.isalpha, plain[start:end]))]
    return any(not any(start <= one.start() < end for start, end in days) for one in _NUMBER.finditer(plain))


@lru_cache(maxsize=512)
def _clause_asked(asked: str) -> re.Pattern[str] | None:
    """Return a pattern of the number of the one clause whose words are asked for, or None."""
    found = list(_CLAUSE.finditer(asked))
    if len(found) != 1 or not _SHOWS.search(asked):
        return None
    number = found[0]["number"]
    if number.isdigit() and int(number) > 99:  # noqa: PLR2004 - in words as many ways as nobody counts
        return None
    ways = [re.escape(number), *(_in_words(int(number)) if number.isdigit() else ())]
    return re.compile(rf"(?<![\w.,])(?:{'|'.join(ways)})(?![\w%]|,\d)", re.IGNORECASE)


def _in_words(number: int) -> list[str]:
    """Return the ways to write a number below a hundred in words or in Roman numerals, as patterns."""
    tens, units = divmod(number, 10)
    ways = [_ROMAN[1][tens] + _ROMAN[0][units]] if number else []
    if 0 < number <= len(_UNITS):
        return [*ways, *_UNITS[number - 1].split("/")]
    if tens and units:
        return [*ways, *(rf"{TENS[tens - 2]}[\s-]?{one}" for one in _UNITS[units - 1].split("/"))]
    return [*ways, TENS[tens - 2], f"{TENS[tens - 2][:-1]}ieth"] if tens else ways
