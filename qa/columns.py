"""Columns of tables that can be put in order: what numbers or days their values are, and which is meant."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.tokens import tokens, words
from qa.features import asked_stems
from qa.figures import date_parts, dates
from qa.question import Question, Word
from qa.rows import Table

__all__ = ["Superlative", "column_meant", "orders", "says_most", "superlative"]

_RANKS = {"second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "next": 2}
_RANK = "|".join(_RANKS)
_MOST = re.compile(
    rf"(?:\b(?P<rank>{_RANK})[ -])?(?:"
    r"(?P<recent>\b(?:most recent|latest|newest)\b)|(?P<early>\bearliest\b)|(?P<old>\boldest\b)"
    r"|(?P<young>\byoungest\b)|(?P<dear>\b(?:most expensive|dearest|costliest)\b)"
    r"|(?P<cheap>\b(?:cheapest|least expensive)\b)"
    r"|(?P<long>\b(?:longest|tallest|deepest|widest|furthest|farthest)\b)|(?P<short>\b(?:shortest|narrowest)\b)"
    r"|(?P<heavy>\bheaviest\b)|(?P<light>\blightest\b)|(?P<fast>\bfastest\b)|(?P<slow>\bslowest\b)"
    r"|(?P<least>\b(?:fewest|lowest|smallest|minimum|(?<!at )least)\b)"
    r"|(?P<most>\b(?:highest|largest|biggest|greatest|maximum|(?<!at )most(?! of\b))\b))",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"\b(?:(?:came|finish(?:ed|es)?|ended up|(?:was|were|is) placed) (?:in )?"
    rf"(?:the )?(?P<place>first|{_RANK})(?: place)?"
    rf"|(?P<runner>runners?-?up)|in (?P<in>first|{_RANK}) place|(?P<beside>{_RANK})[- ]placed)\b"
    r"(?![- ](?:bottom|from|last|lowest|to|worst|in (?:his|her|the) class|time)\b)",
    re.IGNORECASE,
)
"""What asks for somebody by how they did in a vote: "who came second"."""
_WON_BY = re.compile(
    r"(?:(?:number|total) of )?(?:total |valid )*(?:votes?|seats?)(?: (?:cast|received|total|won))*"
    r"(?: \d{4})?",
    re.IGNORECASE,
)
_WON_BY_SHARE = re.compile(
    r"(?:%|per ?cent(?:age)?|(?:vote )?share)(?: of (?:the )?(?:valid )?votes?)?"
    r"|votes?,?[ (]*(?:%|per ?cent|share)\)?",
    re.IGNORECASE,
)
"""Headings of what a vote is won by, and of what shares that; a contest may be won by the fewest points."""
_VOTE = re.compile(
    r"\b(?:ballot|candidate|constituenc|elect(?:ed|ion|oral)|parliament|part(?:y|ies)\b|poll(?:s|ing)?\b"
    r"|referendum|vot(?:e|er|ing))",
    re.IGNORECASE,
)
_PLACES = frozenset("place position pos rank ranking".split())
"""Headings of who came where."""
_LEAST = frozenset(("early", "old", "cheap", "short", "light", "slow", "least"))
_DAYS = frozenset(("recent", "early", "old", "young"))
_HINTS = {
    "dear": "price cost fee rate charge amount budget value £ $ € eur usd gbp",
    "long": "length duration height depth width distance hours days minutes km miles m",
    "heavy": "weight mass kg",
    "fast": "speed time pace",
}
_HINTS |= {"cheap": _HINTS["dear"], "short": _HINTS["long"], "light": _HINTS["heavy"], "slow": _HINTS["fast"]}
_HINT = re.compile(r"[^\W\d_]+|[$£€]")
_COUNTING = re.compile(r"\s*(?:number|amount|total|count|level|value|rate|sum) of (?:the )?", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<before>[^\d\w.,+−–-]{0,3}|[A-Z]{3} ?)"
    r"(?P<number>[+−–-]?(?:[0-9]|[.,](?=[0-9]))(?:[0-9.,\u00a0' ]*[0-9])?)"
    r"(?P<after>[^\d]{0,12})"
)
_MINUS_BEFORE_SIGN = re.compile(r"^([−–-])([$€£¥] ?)(?=[0-9])")
_GROUPED = re.compile(r"\d{1,3}(?:([.,\u00a0' ])\d{3})(?:\1\d{3})*")
_GROUPED_DECIMAL = re.compile(r"\d{1,3}([.,\u00a0' ])\d{3}(?:\1\d{3})*(?!\1)[.,]\d+")
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_NUMBERING = re.compile(
    r"\W*(?:(?:no|nr|num|number)\b(?!\W*(?:of|d[eu])\b)"
    r"|(?:id|rank|row|page|pos|line|phone|tel|telephone|fax|zip|postcode)\W*(?:no|nr|number|code)?\W*\Z)|#",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"|\W+|n/?a|none|nil|tb[acd]|unknown", re.IGNORECASE)
_LEAST_ROWS = 2
_MARKS_OF_NO_NUMBER = 2
"""How many points or commas stand in no number but one whose thousands are grouped."""


@dataclass(frozen=True, slots=True)
class Superlative:
    """What a question wants the most or the least of: the kind of its word, and the words that follow it.

    Or the one that comes after it, by `rank`: the second largest. Who came so in a vote is of kind "placed".
    """

    kind: str
    start: int
    end: int
    of: tuple[Word, ...]
    rank: int = 1

    @property
    def least(self) -> bool:
        """Whether the least is wanted."""
        return self.kind in _LEAST


def superlative(question: Question, own: int) -> Superlative | None:
    """Return the superlative of a question, from an offset on, or None without one or with several."""
    found = list(_MOST.finditer(question.text, own))
    placed = list(_PLACED.finditer(question.text, own))
    if len(placed) == 1 and not found and not re.search(r"\bor\b", question.text[own:]):
        said = next(filter(None, placed[0].group("place", "in", "beside")), "second").lower()
        return Superlative("placed", placed[0].start(), placed[0].end(), (), _RANKS.get(said, 1))
    if len(found) != 1 or placed:
        return None
    match = found[0]
    rank = _RANKS.get((match["rank"] or "").lower(), 1)
    counting = _COUNTING.match(question.text, match.end())
    end = counting.end() if counting else match.end()
    of: list[Word] = []
    for word in question.content:
        if word.start >= end and not question.text[of[-1].end if of else end : word.start].strip(" -"):
            of.append(word)
    return Superlative(match.lastgroup or "", match.start(), end, tuple(of), rank)


def says_most(sentence: str) -> bool:
    """Return whether a sentence says itself what is the most or the least of something."""
    return bool(_MOST.search(sentence) or _PLACED.search(sentence))


def column_meant(
    question: Question, wanted: Superlative, table: Table, text: str, about: set[str], language: str | None
) -> str | None:
    """Return the heading of the one column that a question means to be put in order, or None.

    It is the one that is named; or the only one that can be, where what is wanted is what the table is
    `about`: the stems of its title, and of the heading of its first column.
    """
    if wanted.kind == "placed":
        return _won_by(question, table, text, language)
    fitting = [h for h in table.headings if _fits(wanted, h, table.values(text, h), language)]
    met = {heading: set(tokens(heading, language)) for heading in fitting}
    asked = asked_stems(question, language)
    stems = [set(tokens(word.form, language)) for word in wanted.of]
    named = [h for h in fitting if stems and stems[-1] & met[h]]
    named = named or [h for h in fitting if any(some & met[h] for some in stems)]
    if not named:
        if not (stems[-1] if stems else asked) & about:
            return None
        hints = set(_HINTS.get(wanted.kind, "").split())
        named = [h for h in fitting if not hints or hints & set(_HINT.findall(h.lower()))]
    most = max((len(met[h] & asked) for h in named), default=0)
    named = [h for h in named if len(met[h] & asked) == most]
    return named[0] if len(named) == 1 else None


def _won_by(question: Question, table: Table, text: str, language: str | None) -> str | None:
    """Return the heading of the one column that tells by how much a vote was won, or None.

    Where shares stand beside what is counted, that does. None does where a column says who came where, and
    in a table of which neither its headings nor the question speak of a vote: cars have seats too.
    """
    said = " ".join(table.headings)
    if not _PLACES.isdisjoint(words(said)) or not _VOTE.search(f"{said} {question.text}"):
        return None
    for known in (_WON_BY, _WON_BY_SHARE):
        found = [
            h
            for h in table.headings
            if known.fullmatch(h.strip(" *:")) and orders(table.values(text, h), language)
        ]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def orders(values: Sequence[str], language: str | None) -> list[float | None] | None:
    """Return the number, or else the day, that each value of a column is, None for nothing; None for others.

    Numbers of different units cannot be compared.
    """
    found = [None if _NOTHING.fullmatch(value.strip()) else value.strip() for value in values]
    if sum(value is not None for value in found) < _LEAST_ROWS:
        return None
    numbers = [value if value is None else _number(value) for value in found]
    if None not in [n for n, value in zip(numbers, found, strict=True) if value is not None]:
        units = {(n["before"].strip(), n["after"].strip()) for n in numbers if n}
        return [n and _value(n["number"], language) for n in numbers] if len(units) == 1 else None
    days = [value if value is None else _day(value) for value in found]
    return (
        days if None not in [d for d, value in zip(days, found, strict=True) if value is not None] else None
    )


def _fits(wanted: Superlative, heading: str, values: Sequence[str], language: str | None) -> bool:
    """Return whether a column can be put in the order that is wanted: of days, or of numbers.

    Years are days where the earliest or the latest is wanted; numbers that only tell rows apart are neither.
    """
    if _NUMBERING.match(heading):
        return False
    said = [value for value in values if not _NOTHING.fullmatch(value.strip())]
    days = all(_YEAR.fullmatch(value.strip()) or _number(value.strip()) is None for value in said)
    return days is (wanted.kind in _DAYS) and orders(values, language) is not None


def _number(value: str) -> re.Match[str] | None:
    """Return the number that a value is, None for others: a version, 1.2.10, and a day, 1.2.2024."""
    found = _NUMBER.fullmatch(_MINUS_BEFORE_SIGN.sub(r"\2\1", value))
    if found is None or sum(found["number"].count(mark) for mark in ".,") < _MARKS_OF_NO_NUMBER:
        return found
    digits = found["number"].lstrip("+-−–")
    return found if _GROUPED.fullmatch(digits) or _GROUPED_DECIMAL.fullmatch(digits) else None


def _value(number: str, language: str | None) -> float:
    """Return a number as it is written: 1,250 and 1.250,5 and 0.125 and .5."""
    sign = -1.0 if number[0] in "-−–" else 1.0
    digits = number.lstrip("+-−–")
    marks = [mark for mark in digits if mark in ".,"]
    decimal = marks[-1] if marks else ""
    grouped = _GROUPED.fullmatch(digits)
    if grouped and (len(marks) != 1 or decimal == ("," if language in (None, "en") else ".")):
        decimal = ""  # thousands alone
    whole, _, part = digits.rpartition(decimal) if decimal else (digits, "", "")
    return sign * float(
        f"{re.sub(r'[^0-9]', '', whole)}.{re.sub(r'[^0-9]', '', part)}"
        if part
        else re.sub(r"[^0-9]", "", whole)
    )


def _day(value: str) -> float | None:
    """Return where a date that a value says, and nothing else, stands in time."""
    if next(dates(value), None) != (0, len(value)):
        return None
    year, month, day = date_parts(value)
    return None if year is None else year * 372.0 + ((month or 1) - 1) * 31 + (day or 1)
