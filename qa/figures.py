"""Figures, dates and names in a sentence: what a question of a kind can be answered with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import regex as re

from index.lexical import is_stop_word
from index.tokens import fold, words
from qa.languages import language_of, words_of
from qa.local_figures import local_date_parts, local_dates, local_figures

__all__ = [
    "BELOW_TWENTY",
    "CURRENCIES",
    "TENS",
    "DateParts",
    "Figure",
    "date_parts",
    "dates",
    "figures",
    "figures_at",
    "named_inside",
    "names",
    "years",
]

BELOW_TWENTY = tuple(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """.split()
)
TENS = tuple("twenty thirty forty fifty sixty seventy eighty ninety".split())
"""The words for numbers from one, and for tens from twenty."""
_NUMBER_WORDS = [
    *BELOW_TWENTY,
    *TENS,
    *"dozen half third quarter twice once hundred thousand million billion trillion".split(),
]
_SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen|mn|bn|k)\b"
_SCALES = {"k": "thousand", "m": "million", "mn": "million", "bn": "billion"}
_UNITS = (
    "mm|cm|km|ft|sqm|kg|mg|lbs?|oz|ml|min|mins|hrs?|secs?|mph|kmh|kw|kwh|mw|mwh|gw|gwh|twh|hz|khz|mhz|ghz|"
    "kb|mb|gb|tb"
)
"""Units that stand right at their number, too: "5kg"."""
CURRENCIES = frozenset(
    """
    $ € £ ¥ us$ aud brl cad chf cny czk dkk eur gbp huf inr jpy krw mxn nok nzd pln rub sek try uah usd zar
    p cent cents dinar dinars dirham dirhams dollar dollars euro euros forint forints franc francs hryvnia
    hryvnias koruna korunas krona krone kroner kronor lira liras pence penny peso pesos pound pounds rand
    ringgit rouble roubles ruble rubles rupee rupees shekel shekels shilling shillings sterling yen yuan zloty
    zlotys baht
    """.split()
)
"""The units of sums of money, as they stand beside an amount: signs, codes and names."""
_NUMBER_WORD = rf"(?:{'|'.join(_NUMBER_WORDS)})\b"
_COUNTED_IN_MILLIONS = "people|tonnes|barrels|jobs|homes|households|users|customers|voters|workers|children"
_MONEY = "|".join(sorted(name for name in CURRENCIES if name.isalpha() and len(name) > 1))
_MILLION = rf"m\b(?=\ (?:{_COUNTED_IN_MILLIONS}|{_MONEY})\b)"
"""An m that is no metre, by what follows it. Where a sign of money stands before the number it never is."""
_AMOUNT = rf"(?:\d+(?:[.,\u00a0]\d+)*|\b{_NUMBER_WORD}(?:[-\ ](?:and\ )?{_NUMBER_WORD})*)"
_NO_CODE = (
    rf"(?<!\d)(?<!\p{{L}}(?:\d+[.,]){{0,8}})(?<!(?<!\w|\d\ )(?!(?:{_MONEY}|{_UNITS})-)(?-i:\p{{Lu}}{{2,3}})-)"
)
"""Where no letter begins what a number ends: "B12", "S1.5", "QP-17", but "EUR-20" and "5 KW-7 KW"."""
_PENCE = r"(?:\d{1,2}[½¼¾]?|[½¼¾])d\b"
_OLD_MONEY = (
    rf"(?:£\ ?\d+(?:,\d{{3}})*\.?\ (?:\d{{1,2}}s\b(?:\.?\ {_PENCE})?|{_PENCE})|\b\d{{1,3}}s\b\.?\ {_PENCE})"
)
"""Pounds, shillings and pence: "£17 9s 6d", "£87 4s", "24s. 6½d"."""
_FIGURE = re.compile(
    rf"""(?P<about>\b(?:about|around|almost|nearly|over|more\ than|less\ than|at\ least|up\ to|some)\ )?
    (?:(?P<old>{_OLD_MONEY})
    |(?:(?P<currency>[$€£¥]|\b(?:USD|EUR|GBP|US\$))\ ?|{_NO_CODE})(?P<amount>{_AMOUNT})
    (?:[-\ ]?(?P<scale>{_SCALE}|(?(currency)m\b|{_MILLION})))*
    (?P<unit>\ ?%|\ ?[$€£¥](?!\d)|\ ?(?:per\ ?cent|percent|percentage\ points?)\b
    |(?:(?-i:p(?!\.?m\b)|\ ?[ghlm])\b|(?:{_UNITS})\b|[-\ ][^\W\d_]{{2,}})(?:/[^\W\d_]{{1,6}}\b)?)?)""",
    re.VERBOSE | re.IGNORECASE,
)
_MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec"
).split()
_MONTH = rf"(?:{'|'.join(_MONTHS)})\b\.?"
_YEAR = r"(?:1[0-9]|20)\d\d"
_WEEKDAY = r"(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day\b|\b\.?),?\ (?:the\ )?"
_BEGINS_WITH_WEEKDAY = re.compile(_WEEKDAY, re.IGNORECASE)
_OF_AN_ACT = rf"/(?!{_YEAR}\b)\d{{3,4}}\b"
"""What follows the year in the number of an act, "2009/771", where "2024/2025" are years."""
_ACT = re.compile(rf"\b(?:19[5-9]|20\d)\d{_OF_AN_ACT}")
_DATE = re.compile(
    rf"""\b(?:(?:{_WEEKDAY})?(?:\d{{1,2}}(?:st|nd|rd|th)?\ (?:of\ )?{_MONTH}(?:,?\ {_YEAR})?
        |{_MONTH}\ \d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\ {_YEAR})?
        |\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}|\d{{1,2}}\ /\ \d{{1,2}}\ /\ \d{{4}})
    |{_MONTH}\ {_YEAR}|\d{{1,2}}:\d\d(?::\d\d)?
    |(?<!(?-i:\p{{Lu}})-){_YEAR}s?\b(?!\ ?%|{_OF_AN_ACT})
    |(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{{1,2}}(?:st|nd|rd|th)\ centur(?:y|ies)
    |(?:January|February|March|April|June|July|August|September|October|November|December))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_PLACE = r"\d{1,4}(?:\.\d{1,3})*(?:\ ?\(\w{1,4}\))*"
_AFTER_REFERENCE = (
    r"(?=\s*(?:\Z|\n|[,;:.)\]?!\"”’–—-](?!\w)|\()"
    r"|\ (?:above|also|any|applies|apply|are|as|below|can|contains?|covers?|did|do|does|from|gives|has"
    r"|have|if|in|is|it|lists?|may|must|no|on|provides?|requires?|says?|see|shall|shows?|states?|that|the|this"
    r"|under|was|were|when|where|which|who|will|with"
    r"|(?:and|of|or|to)(?!\ (?:\d|fewer|less|more|them|these|those|us|whom)\b))\b"
    r"|\ (?:and|or)\ \d)"
)
_REFERENCE = re.compile(
    rf"""\b(?:(?:clause|section|article|regulation|paragraph|chapter|condition|page)s?|annex|appendix
    |(?-i:Exhibit|Rule|Schedule)s?|(?-i:Table|Figure))\ {_PLACE}(?:,\ {_PLACE}(?=[,;.)]|\ (?:and|or|to)\ ))*
    (?:(?:,?\ (?:and|or|to)\ |–){_PLACE})*(?!\w|[.,]\d){_AFTER_REFERENCE}""",
    re.VERBOSE | re.IGNORECASE,
)
"""Where something stands, which is no number of anything: "clauses 5.4, 6 and 13", no "article 9 pages long".

What follows is no noun and no unit, and words that are verbs, too, have capitals: "they exhibit 40".
"""
_WITH_COMMAS = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_OTHER_DAYS = (datetime(2000, 2, 3), datetime(2004, 5, 6))  # noqa: DTZ001 - no moment in time
"""Two days without a part in common: what differs where both complete a date, it does not say itself."""
_YEAR_ALONE = re.compile(rf"(?<![\d.,$€£])(?<!\p{{Lu}}-){_YEAR}(?![\d%]|{_OF_AN_ACT})")
_YEAR_FIRST = re.compile(r"\d{4}\D")
_YEAR_IN_DATE = re.compile(r"\d{4}")
_I = re.compile(r"(?<!\S)I(?:[’'](?:m|d|ve|ll))?$")
_NAME = re.compile(r"\p{Lu}[\w’'.-]*(?:(?: (?:of|de|da|van|von|al|bin|the))? \p{Lu}[\w’'-]*)*")

DateParts = tuple[int | None, int | None, int | None]
"""A year, a month and a day."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text: where it stands, its digits, and what it counts (`%`, a currency, a word)."""

    start: int
    end: int
    amount: str
    unit: str

    @property
    def value(self) -> str:
        """The amount as shortly as it can be written: that of "12,345.50" is "12345.5"."""
        number, *scale = self.amount.split(" ")
        if not _WITH_COMMAS.fullmatch(number):
            return self.amount
        whole, point, decimals = number.replace(",", "").partition(".")
        decimals = decimals.rstrip("0")
        return " ".join([f"{whole}{point}{decimals}" if decimals else whole, *scale])


def figures(text: str, language: str | None = None) -> Iterator[Figure]:
    """Yield the numbers of a text with their units, those of dates, acts, codes and references left out.

    `language` is that of its document, if known.
    """
    if local := _local(text, language):
        yield from (Figure(*one) for one in local_figures(text, local))
        return
    taken = [match.span() for pattern in (_DATE, _ACT, _REFERENCE) for match in pattern.finditer(text)]
    for match in _FIGURE.finditer(text):
        if match["old"]:
            amount = " ".join(re.sub(r"[£,.]", "", match["old"]).lower().split())
            yield Figure(match.start(), match.end(), amount, "£")
            continue
        if any(start <= match.start("amount") < end for start, end in taken):
            continue
        unit = (match["unit"] or "").strip(" -").lower()
        of = unit.partition("/")[0]  # "5 euros/month" is a sum, "12 and/or 13" has no unit
        unit = of if of in CURRENCIES or is_stop_word(of, "en") else unit
        end = match.end()
        if unit == "%" or unit.startswith(("per ", "perc")):
            unit = "%"
        elif match["currency"] or unit == "per" or is_stop_word(unit, "en"):
            unit = (match["currency"] or "").lower()
            end = match.start("unit") if match["unit"] else end
        scale = (match["scale"] or "").lower()
        scale = f" {_SCALES.get(scale, scale)}" if scale else ""
        yield Figure(match.start(), end, " ".join(words(match["amount"])) + scale, unit)


def figures_at(found: Iterable[Figure], start: int, end: int) -> list[Figure]:
    """Return which of the figures of a text stand, if only in part, between two offsets."""
    return [one for one in found if one.start < end and one.end > start]


def dates(text: str, language: str | None = None) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each date, year, month, weekday or time of day of a text.

    `language` is that of its document, if known.
    """
    if local := _local(text, language):
        yield from local_dates(text, local)
        return
    for match in _DATE.finditer(text):
        if match.group() != "may":
            yield match.span()


def _local(text: str, language: str | None) -> str | None:
    """Return the language that a text is in, None for English and for those whose words are not known."""
    own = "en" if language == "en" else language_of(text, language or "en")
    known = language if language and words_of(language) and own != "en" else own
    return known if words_of(known) else None


def date_parts(text: str, language: str | None = None) -> DateParts:
    """Return the year, the month and the day of the first date in a text, None for each that it hasn't.

    A weekday, a time of day, a decade or a century has none of them. Day before month where both fit.
    `language` is that of its document, if known.
    """
    from dateutil.parser import ParserError, parse  # 50 ms, and few questions need it

    date = next((text[start:end] for start, end in dates(text, language)), "")
    if local := _local(text, language):
        return local_date_parts(date, local)
    date = _BEGINS_WITH_WEEKDAY.sub("", date)
    day_first = not _YEAR_FIRST.match(date)
    try:
        a, b = (parse(date, default=other, dayfirst=day_first) for other in _OTHER_DAYS)
    except (ParserError, OverflowError):
        return (None, None, None)
    pairs = ((a.year, b.year), (a.month, b.month), (a.day, b.day))
    year, month, day = (one if one == other else None for one, other in pairs)
    return (year, month, day)


def years(text: str) -> frozenset[str]:
    """Return the years that a text names."""
    dated = (text[start:end] for start, end in dates(text) if end - start > len("2020s"))
    return frozenset(
        [*_YEAR_ALONE.findall(text), *(y for date in dated for y in _YEAR_IN_DATE.findall(date))]
    )


def names(text: str, language: str | None = None) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each run of capitalised words, a sentence's first word among them.

    A function word that begins the run ("On Monday", "The Hague") is not part of it; dates and "I" are none.
    """
    taken, local = list(dates(text, language)), _local(text, language) or "en"
    passed = 0
    for match in _NAME.finditer(text):
        start, end = match.start(), match.start() + len(match.group().rstrip(".’'-"))
        if (own := _I.search(text, start, end)) and (own.start() == start or not text[:start].strip()):
            end = len(text[: own.start()].rstrip())  # "Can I", but "King George I"
        first, _, rest = text[start:end].partition(" ")
        if rest and is_stop_word(fold(first), local):
            start += len(first) + 1
        while passed < len(taken) and taken[passed][1] <= start:
            passed += 1
        if start < end and (passed == len(taken) or taken[passed][0] >= end):
            yield start, end


def named_inside(question: str) -> list[tuple[int, int]]:
    """Return the spans of names; a capital at the start of the question is no sign of one."""
    return [span for span in names(question) if span[0] > 0 or " " in question[slice(*span)]]
