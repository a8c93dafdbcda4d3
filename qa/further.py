"""What further evidence is plainly of another thing than the one that is asked for.

"The tenant of flat 3 is …" has all words of a question about the tenant of flat 4 but the number, and "the
buyer is …" answers as "the seller is …" does. Beside a sentence of the very thing neither says anything.
"""

import re
from calendar import month_abbr, month_name
from collections.abc import Mapping, Sequence
from functools import lru_cache

from index.tokens import fold
from qa.evidence import Evidence
from qa.features import content_stems, context_of, opening_of
from qa.figures import years
from qa.question import Question, is_function_word

__all__ = ["of_what_is_asked"]

_NUMBER = r"\d{1,5}[a-z]?(?![\w%]|[.,:/-]\d|\s?(?:%|per\b|percent\b|[°$€£¥]))"
_NUMBERED = re.compile(
    r"\b(?P<noun>[^\W\d_]{3,})(?:,? (?:no\.?|nos\.?|nr\.?|number)| ?[#№])? ?"
    rf"(?P<numbers>(?<=[ #№.]){_NUMBER}(?:(?:,| and| or| &|, and|, or) {_NUMBER})*)"
    r"(?P<range> ?[–-] ?\d| (?:to|through) \d)?",
    re.IGNORECASE,
)
"""A noun and its number, or several: "flat 4", "invoice no 18", "flats 3, 4 and 7"."""
_MONTHS = frozenset(fold(one) for one in (*month_name, *month_abbr, "Sept") if one)
_REFERRED_TO = frozenset(
    """
    annex appendix article chapter clause example exercise fig figure item note page paragraph part point
    regulation rule schedule section step table
    """.split()
)
"""Whose numbers texts on one of them name to refer to the others."""
_SHORT_NOUN = 3
"""Its last letter is no plural: "bus 7"."""
_SIMPLE = re.compile(
    r"(?:and |but |so )?(?:who|what|when|where|how much|how (?:high|long|old|deep|wide|far|big|large))"
    r"(?:['’]s| is| was| are| were| will be)\s+(?:the|its|his|her|their|our|your|my|an?)\s+"
    r"(?P<noun>(?:[\w-]+\s+){0,2}?[\w-]+)"
    r"(?:\s+(?:about|at|by|during|for|from|in|of|on|to|under|with)\b[^,;?]*)?\W*$",
    re.IGNORECASE,
)
"""What asks for one thing by its noun: "Who is the treasurer of the club?"."""
_LEANS = re.compile(
    r"\b(?:he|she|him|his|hers?|it|its|they|them|theirs?|this|that|these|those|there|so|one|both|same"
    r"|former|latter|instead|however|but|also|too)\b",
    re.IGNORECASE,
)
"""What may point at what is asked for, or go on about it."""
_SPEAKS = re.compile(r"\b(?:i|we|you|my|our|your|us|me)\b", re.IGNORECASE)
"""Whoever speaks or is spoken to may be who is asked about, if anything is answered: "You pay 400 euros"."""


def of_what_is_asked(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return evidence without what is plainly of another thing, where the first is of what is asked for."""
    lead, *others = evidence
    asked = _numbered(question.text[question.own_start :]) or _numbered(question.text)
    numbered = {n: some for n, some in asked.items() if not some.isdisjoint(_numbers_of(lead, n))}
    noun = _noun_asked_for(question, lead)
    return [
        lead,
        *(
            one
            for one in others
            if not (_has_other_number(numbered, one) or (noun and _names_other(noun, lead, one)))
        ),
    ]


def _has_other_number(asked: Mapping[str, set[str]], one: Evidence) -> bool:
    """Return whether evidence has another number than what is asked for: "flat 3", not "flat 4"."""
    for noun, numbers in asked.items():
        told = _numbers_of(one, noun)
        above = _numbered(f"{one.match.document.id}\n{context_of(one.match)}").get(noun, set())
        if told and numbers.isdisjoint(told | above):
            return True
    return False


def _numbers_of(one: Evidence, noun: str) -> set[str]:
    """Return the numbers of a noun that evidence has, or what is above it, or its document's first lines."""
    for text in (one.words, context_of(one.match), opening_of(one.match.document)):
        if found := _numbered(text).get(noun):
            return found
    return set()


@lru_cache(maxsize=512)
def _numbered(text: str) -> dict[str, set[str]]:
    """Return the numbers that a text has after nouns, by the noun; ranges have none."""
    found: dict[str, set[str]] = {}
    for one in _NUMBERED.finditer(text):
        noun = fold(one["noun"])
        noun = noun.removesuffix("s") if len(noun) > _SHORT_NOUN else noun
        numbers = set(re.findall(r"\w+", re.sub(r"\b(?:and|or)\b", " ", one["numbers"].lower())))
        dated = noun in _MONTHS or any(years(number) for number in numbers)
        if one["range"] or dated or noun in _REFERRED_TO or is_function_word(noun, ("en",)):
            continue
        found.setdefault(noun, set()).update(number.lstrip("0") or "0" for number in numbers)
    return found


def _noun_asked_for(question: Question, lead: Evidence) -> set[str]:
    """Return the stems of the noun by which one thing is asked for, if the first evidence names it so."""
    simple = _SIMPLE.match(question.text)
    if simple is None or question.broad or question.several or question.topic:
        return set()
    noun = content_stems(simple["noun"], lead.match.language)
    return noun if noun <= content_stems(lead.words, lead.match.language) else set()


def _names_other(noun: set[str], lead: Evidence, one: Evidence) -> bool:
    """Return whether evidence has nothing of what is asked for, which the first names by its noun.

    "Who is the treasurer?" is not answered by who the director is, nor "When is the launch?" by a budget.
    What leans on the sentence before, or names the answer again, may be of the same.
    """
    language = lead.match.language
    said = content_stems(one.words, language)
    if said & noun or _LEANS.search(one.quote) or (one.answer and _SPEAKS.search(one.quote)):
        return False
    if context_of(one.match) != context_of(lead.match) and noun & content_stems(
        context_of(one.match), language
    ):
        return False
    answer = lead.quote[slice(*lead.answer)] if lead.answer else ""
    return content_stems(answer, language).isdisjoint(said)
