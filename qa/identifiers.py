"""Codes and options that a question asks for: "QM-5031", "relay.batch_size", and versions: "2.4.3".

Whoever asks for one means that very one; what a passage says of its neighbours in the list answers nothing.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from index.tokens import fold
from qa.asked_numbers import lacks_number
from qa.features import context_of, is_version_of, opening_of
from qa.figures import years
from qa.question import Question, is_function_word

if TYPE_CHECKING:
    from qa.evidence import Candidate

__all__ = ["sure_of_identifier"]

OTHER_IDENTIFIER_SURE = 0.5
"""How sure a sentence may be found where no code or option that is asked for stands in its passage."""
OTHER_NUMBER_SURE = 0.25
"""The same for a sentence that tells of the second prize where the first is asked for."""
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_ORDINAL = re.compile(
    rf"\b(?:(?P<word>{'|'.join(_ORDINALS)})|(?P<figures>\d{{1,2}})(?:st|nd|rd|th)) "
    r"(?!(?:two|three|four|five|six|of)\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))(?P<noun>[^\W\d_]{3,})\b",
    re.IGNORECASE,
)
_OPTION = re.compile(
    r"(?<![\w@/.-])(?=[\w.]*[^\W_][._][^\W_])(?:[^\W\d]{3}\w*|(?=\w*_)[^\W\d]\w*)"
    r"(?:\.(?![A-Z])[^\W\d]\w{2,})*(?![\w@/-]|\.\w)"
)
"""Words joined by underscores or dots; what has an @ or a / is an address, "e.g." and "node.js" are short."""
_CODE = re.compile(r"(?<![\w@/.-])(?P<kind>[^\W\d_]{1,6})-?(?P<number>\d{2,}(?:-\d+)*)(?![\w@/-]|[.,]\d)")
_NO_KIND = re.compile(r"(?:mid|pre|post|early|late|non|anti|age|top|under|over)$", re.IGNORECASE)
_LEAST_DIGITS = 3
_NAMED_VERSION = re.compile(
    r"(?<![\w.-])(?P<name>[^\W\d_][\w-]+),? (?P<kind>version |release |v\.? ?)?(?P<version>\d+(?:\.\d+)+)"
    r"(?![\w,]|\.\d|-\w| ?(?:%|per\b|percent|million|billion|trillion|[°$€£¥]))"
)
"""A version of two numbers or more after the name of what has it: "Orrery 8.0"."""
_COUNTED = frozenset(
    """
    annex annexes appendix article articles chapter chapters clause clauses example exercise fig figure
    figures item items paragraph paragraphs part point points regulation rule rules section sections step
    table tables
    """.split()
)
"""Whose numbers are no versions: a text on one refers to the others."""
_VERSION = re.compile(r"(?<![\w.,])v?(\d+(?:\.\d+){2,})(?![\w,]|\.\d)")


def sure_of_identifier(question: Question, candidate: "Candidate") -> float:
    """Return how sure an answer can be of its code or option: less where none asked for stands near it.

    Less too where the sentence tells of the second of what the first is asked for, or lacks the number.

    It may stand in the passage, above it, or in the opening of its document. Versions are less strict: a
    sentence must tell of another one, itself or in what stands before or above it. One of two numbers is
    known by the name before it.
    """
    asked = question.text[question.own_start :]
    match = candidate.match
    if _is_of_other_number(asked, candidate.words) or lacks_number(question, candidate):
        return OTHER_NUMBER_SURE
    patterns, versions, named_versions = _patterns(asked), _versions(asked), _named_versions(asked)
    if not (patterns or versions or named_versions):
        return 1.0
    said = "\n".join((context_of(match), match.document.id, match.hit.text))
    if patterns and not any(p.search(said) or p.search(opening_of(match.document)) for p in patterns):
        return OTHER_IDENTIFIER_SURE
    told = (candidate.words, candidate.before, context_of(match)) if versions else ()
    named = next((found for text in told if (found := _versions(text))), [])
    if named and not any(a == b or is_version_of(a, b) for a in versions for b in named):
        return OTHER_IDENTIFIER_SURE
    return OTHER_IDENTIFIER_SURE if named_versions and _is_of_other(named_versions, candidate) else 1.0


def _is_of_other_number(asked: str, told: str) -> bool:
    """Return whether a sentence has but another number of what is counted in a question: "second prize"."""
    one = _numbered(asked)
    two = _numbered(told) if one else {}
    return any(one[noun].isdisjoint(two[noun]) for noun in one.keys() & two.keys())


@lru_cache(maxsize=512)
def _numbered(text: str) -> dict[str, set[int]]:
    """Return the numbers that a text has of what it counts, "first", "2nd", by the word that follows."""
    found: dict[str, set[int]] = {}
    for one in _ORDINAL.finditer(text):
        noun = fold(one["noun"]).removesuffix("s")
        number = int(one["figures"]) if one["figures"] else _ORDINALS.index(one["word"].lower()) + 1
        if not is_function_word(noun, ("en",)):
            found.setdefault(noun, set()).add(number)
    return found


def _is_of_other(asked: dict[str, set[str]], one: "Candidate") -> bool:
    """Return whether a sentence, or else what stands before or above it, names another version."""
    for text in (one.words, one.before, context_of(one.match)):
        told = _named_versions(text)
        if both := asked.keys() & told.keys():
            pairs = ((a, b) for name in both for a in asked[name] for b in told[name])
            return not any(a == b or is_version_of(a, b) or is_version_of(b, a) for a, b in pairs)
    return False


def _named_versions(text: str) -> dict[str, set[str]]:
    """Return the versions that a text has after names, by the name, or by "version" where there is none."""
    found: dict[str, set[str]] = {}
    for one in _NAMED_VERSION.finditer(text):
        name = fold(one["name"])
        if is_function_word(name, ("en",)):
            name = "version" if one["kind"] else ""
        if name and name not in _COUNTED and not years(one["version"]):
            found.setdefault(name, set()).add(one["version"])
    return found


def _versions(text: str) -> list[str]:
    """Return the versions of three numbers at least that a text names, dates left out."""
    return [found[1] for found in _VERSION.finditer(text) if not years(found.group())]


@lru_cache(maxsize=64)
def _patterns(asked: str) -> tuple[re.Pattern[str], ...]:
    """Return what finds the codes and options that are asked for in a text."""
    found = [_found_option(option.group()) for option in _OPTION.finditer(asked)]
    found += [_found_code(code["kind"], code["number"]) for code in _CODE.finditer(asked) if _is_code(code)]
    return tuple(found)


def _is_code(code: re.Match[str]) -> bool:
    """Return whether letters and digits are a code, as "QM-5031" and "MH17" are and "covid-19" is none."""
    kind, number = code["kind"], code["number"]
    if _NO_KIND.fullmatch(kind) or (not kind.isupper() and years(number)):
        return False
    long = len(number) >= _LEAST_DIGITS
    return long and (kind.isupper() or "-" in code.group())


def _found_option(option: str) -> re.Pattern[str]:
    """Return what finds an option, also after more names and dots, or the last of its own names alone."""
    last = option.rpartition(".")[2]
    alone = rf"|(?<![.\w-]){re.escape(last)}" if "_" in last else ""
    return re.compile(rf"(?:(?<![\w-]){re.escape(option)}{alone})(?![\w-])", re.IGNORECASE)


def _found_code(kind: str, number: str) -> re.Pattern[str]:
    """Return what finds a code, with a hyphen, a space or nothing in it, or its number alone."""
    return re.compile(rf"(?<![\w-])(?:{kind}[-\s]?)?{number}(?![\w-])", re.IGNORECASE)
