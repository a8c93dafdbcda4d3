"""Words and numbers of a question as the passages write them, where only what parts them differs.

"Seawater" is "sea water" in other documents, and "50 000" is "50,000": to the index these are other words.
So is "the AGM" where they write "annual general meeting", and "last yr" anywhere.
"""

from collections.abc import Sequence

import regex as re

from index.engine import SearchEngine
from index.tokens import fold
from qa.question import is_function_word

__all__ = ["in_words", "rejoined"]

_LEAST_LETTERS = 3
"""How many letters each part of a word has at least."""
_UNITS = frozenset(("percent", "percentage"))
"""What is read as a unit however it is written."""
_LONG = re.compile(rf"(?<![\w-])[^\W\d_]{{{2 * _LEAST_LETTERS},}}(?![\w-])")
_PAIR = re.compile(
    rf"(?<![\w-])([^\W\d_]{{{_LEAST_LETTERS},}})[ -](?=([^\W\d_]{{{_LEAST_LETTERS},}})(?![\w-]))"
)
_GROUP_MARKS = " ,'’\u00a0\u2009\u202f"
_NUMBER = re.compile(
    rf"(?<![\w.,])(?:\d{{1,3}}(?:[{_GROUP_MARKS}]\d{{3}})+|\d{{4,}})(?![\w]|[.,{_GROUP_MARKS}]\d)"
)
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
_IN_FULL = {
    "AGM": "annual general meeting",
    "CEO": "chief executive",
    "CFO": "chief financial officer",
    "COO": "chief operating officer",
    "DOB": "date of birth",
    "DPO": "data protection officer",
    "EGM": "extraordinary general meeting",
    "GDPR": "general data protection regulation",
    "HR": "human resources",
    "KPIs": "key performance indicators",
    "MoU": "memorandum of understanding",
    "NDA": "non disclosure agreement",
    "NGO": "non governmental organisation",
    "SLA": "service level agreement",
    "VAT": "value added tax",
}
_AS_TYPED = {
    "approx": "approximately",
    "dept": "department",
    "govt": "government",
    "hrs": "hours",
    "mins": "minutes",
    "qty": "quantity",
    "wks": "weeks",
    "yrs": "years",
}
"""What people write in short who type a question."""
_ALONE = r"(?=\W*(?:\Z|[,;:?!)]| (?:and|at|for|held|in|is|last|next|of|on|or|take|this|to|was|will|with)\b))"
"""What follows upon a word that qualifies no other: "the AGM in May", not "the AGM battery"."""
_INITIALS = re.compile(
    rf"(?<=\b(?:[Aa]n?|by|for|from|in|is|last|next|of|[Oo]ur|[Tt]he|[Tt]his|to|with|year['’]?s) )"
    rf"(?:{'|'.join(_IN_FULL)})\b{_ALONE}"
)
_SHORT = re.compile(
    rf"(?<![\w.&/-])(?<!\d )(?:{'|'.join(_AS_TYPED)}|(?<=\b(?:each|every|last|next|per|this) )yr)"
    r"\b\.?(?![\w&/-])"
)


def rejoined(question: str, texts: Sequence[str], engine: SearchEngine, language: str) -> str:
    """Return a question with its words and numbers parted, or joined, as in the texts of passages.

    That is done to words that no passage has, to pairs of words that none of these texts has but joined, and
    to numbers that stand there with their thousands otherwise. Pairs are joined in English alone, and what no
    passage has in short is written in full.
    """
    said = "\n".join(texts)
    if language == "en":
        question = _INITIALS.sub(lambda short: _spelled_out(short.group(), said, engine), question)
        question = _SHORT.sub(lambda short: _in_full(short.group(), engine), question)
    question = _NUMBER.sub(lambda number: _as_written(number.group(), said), question)
    question = _LONG.sub(lambda word: _parted(word.group(), said, engine), question)
    for pair in reversed(list(_PAIR.finditer(question) if language == "en" else ())):
        if joined := _joined(pair[1], pair[2], said):
            question = question[: pair.start()] + joined + question[pair.end(2) :]
    return question


def _as_written(number: str, said: str) -> str:
    """Return a number as a text writes it, the first way that it does."""
    digits = re.sub(r"\D", "", number)
    found = {re.sub(r"\D", "", one): one for one in reversed(_NUMBER.findall(said))}
    if digits not in found or _YEAR.fullmatch(number) or number in said:
        return number
    return str(found[digits])


def in_words(question: str, engine: SearchEngine) -> str:
    """Return a question with all initials in full that no passage has, if passages have their words."""

    def said(initials: re.Match[str]) -> str:
        full = _IN_FULL[initials.group()]
        known = not engine.frequency(fold(initials.group())) and all(map(engine.frequency, full.split()))
        return full if known else str(initials.group())

    return str(_INITIALS.sub(said, question))


def _spelled_out(initials: str, said: str, engine: SearchEngine) -> str:
    """Return the words that initials stand for, which no passage has, if they stand together in a text."""
    full = _IN_FULL[initials]
    stands = re.search(rf"\b{full.replace(' ', '[ -]')}\b", said, re.IGNORECASE)
    return full if stands and not engine.frequency(fold(initials)) else initials


def _in_full(short: str, engine: SearchEngine) -> str:
    """Return what no passage has in short in full."""
    form = short.rstrip(".")
    return short if engine.frequency(form) else _AS_TYPED.get(form, "year")


def _parted(word: str, said: str, engine: SearchEngine) -> str:
    """Return a word that no passage has as two that stand in a text one after the other, or itself."""
    if word.lower() in _UNITS or engine.frequency(fold(word)):
        return word
    places = range(_LEAST_LETTERS, len(word) - _LEAST_LETTERS + 1)
    ways = "|".join(rf"{re.escape(word[:n])}[ -]{re.escape(word[n:])}" for n in places)
    found = re.search(rf"(?<![\w-])(?:{ways})(?![\w-])", said, re.IGNORECASE)
    return found.group().lower() if found and word.islower() else found.group() if found else word


def _joined(first: str, second: str, said: str) -> str | None:
    """Return two words as the one that a text makes of them, None where it has them apart, or not at all."""
    if any(is_function_word(fold(word), ("en",)) for word in (first, second)):
        return None
    if re.search(rf"(?<!\w){re.escape(first)}[ -]{re.escape(second)}", said, re.IGNORECASE):
        return None
    found = re.search(rf"(?<![\w-]){re.escape(first + second)}(?![\w-])", said, re.IGNORECASE)
    return found.group() if found else None
