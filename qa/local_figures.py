"""Figures and dates as languages other than English write them: "1.234,56 €", "15 500 euros", "3. Mai 2024".

Amounts are told in one way, so that "5,37 Millionen" and "5.370.000" are the same.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import regex as re

from qa.languages import LANGUAGES, says_nothing

__all__ = ["local_date_parts", "local_dates", "local_figures"]

_NUMBER = r"\d{1,3}(?:[.\u00a0\u2009\u202f ’']\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)*"
_THOUSANDS = re.compile(r"\d{1,3}(?:[.\u00a0\u2009\u202f ’']\d{3})+(?:,\d+)?")
_EASTERN_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_CURRENCIES = (
    ("€", r"€|euros?|eur|ευρώ|евро|євро|欧元|ユーロ|يورو"),
    ("$", r"\$|dollars?|dollari?|dólar(?:es)?|d[oó]lares|usd|долл\w*|美元|ドル|دولار"),
    ("£", r"£|gbp|pfund|英镑"),
    ("roubles", r"₽|руб(?:л\w+|\.)?|rub"),
    ("hryvnia", r"₴|грн\.?|гривн\w+|гривен\w*|uah"),
    ("zloty", r"zł(?:ot\w+)?|pln"),
    ("chf", r"chf|franken|fr\."),
    ("yuan", r"元|人民币|rmb|cny"),
    ("yen", r"¥|円|日元"),
    ("dinar", r"دينار\w*|دنانير"),
)
_CURRENCY = "|".join(some for _, some in _CURRENCIES)
_SHARE = (
    r"%|prozent\b|pour ?cent\b|por ?ciento\b|per ?cento\b|por ?cento\b|procent\b|процент\w*|відсот\w*"
    r"|τοις εκατό|في المئة|بالمئة"
)
_COUNTED = r"[个人户次年部天度册岁名场层本件间页位号元円回冊台枚]"
"""What counts in a script without spaces: one letter, for where a word ends isn't seen."""
_YEAR = r"(?:1[0-9]|20)\d\d"
_DAY = r"\d{1,2}(?:\.|er|re|º|ª|°)?"
_OF = r"(?:\s+(?:de|del|di))?"
_YEAR_WORD = r"(?:\s*(?:года|году|г\.|року|році|р\.|roku|r\.))?"
_CLOCK = (
    r"\d{1,2}(?::\d\d(?:\s?(?:Uhr|h|horas))?|\s?(?:Uhr|heures?|horas?|часов|часа|годин\w?)"
    r"|\s?h(?:\s?\d\d)?)\b"
)
_EASTERN_DATE = (
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号])?|\d{4}年(?!间)|(?:上午|下午|午前|午後)?\d{1,2}[时時点](?:\d{1,2}分|半)?"
    r"|(?:周|星期)[一二三四五六日天]|[月火水木金土日]曜日?"
)
_NUMBERS_IN_DATE = re.compile(r"\d+")
_DAY_FIRST = re.compile(r"(\d{1,2})\s?[./]\s?(\d{1,2})[./]\s?(\d{4})")
_ISO = re.compile(r"(\d{4})(?:-|年)(\d\d?)(?:[-月](\d\d?)?)?")


@cache
def _date(language: str) -> re.Pattern[str]:
    words = LANGUAGES[language]
    if not words.months:
        return re.compile(_EASTERN_DATE)
    month = rf"(?:{'|'.join(_variants(words.months))})"
    weekday = "|".join(words.weekdays.split())
    return re.compile(
        rf"(?<!\w)(?:{_DAY}(?:\s*[-–]\s*{_DAY})?{_OF}\s+{month}(?!\w)(?:{_OF}\s+{_YEAR})?{_YEAR_WORD}"
        rf"|{month}(?!\w)(?:{_OF}\s+{_YEAR}{_YEAR_WORD})?"
        rf"|\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{4}}|\d{{4}}-\d\d-\d\d|{_CLOCK}"
        rf"|{_YEAR}(?!\w)(?!\s?(?:{_SHARE}|{_CURRENCY})){_YEAR_WORD}|(?:{weekday})(?!\w))",
        re.IGNORECASE,
    )


def _variants(listed: str) -> list[str]:
    """Return the patterns of a list of words, of which some have several forms; a full stop is meant."""
    return [re.sub(r"\.$", r"\\.", one) for some in listed.split() for one in some.split("/")]


def local_dates(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each date, month, year, weekday or time of day of a text in a language."""
    for match in _date(language).finditer(text):
        yield match.span()


def local_date_parts(date: str, language: str) -> tuple[int | None, int | None, int | None]:
    """Return the year, the month and the day of a date in a language, None for each that it hasn't."""
    if found := _ISO.search(date):
        year, month, day = found.groups()
        return int(year), int(month), int(day) if day else None
    if found := _DAY_FIRST.search(date):
        return int(found[3]), int(found[2]), int(found[1])
    numbers = [int(one) for one in _NUMBERS_IN_DATE.findall(date)]
    year = next((one for one in numbers if one > 999), None)
    named = re.search(r"(\d+)月(?:(\d+))?", date)
    if named:
        return year, int(named[1]), int(named[2]) if named[2] else None
    months = LANGUAGES[language].months.split()
    month = next((n for n, one in enumerate(months, 1) if _has_month(one, date)), None)
    day = next((one for one in numbers if one < 32), None) if month else None
    return year, month, day


def _has_month(forms: str, date: str) -> bool:
    return bool(re.search(rf"(?<!\w)(?:{'|'.join(_variants(forms))})(?!\w)", date, re.IGNORECASE))


@cache
def _figure(language: str) -> re.Pattern[str]:
    words = LANGUAGES[language]
    scales = "|".join(form for form, _ in words.scales)
    if not words.months:
        return re.compile(
            rf"(?P<before>[€$£¥])?(?P<amount>\d+(?:[.,]\d+)*)(?P<scale>{scales})?"
            rf"(?P<unit>\s?(?:{_SHARE}|{_CURRENCY})|{_COUNTED}|平方米|公里|公斤)?"
        )
    numbers = "|".join(_variants(words.numbers))
    return re.compile(
        rf"(?<![\w.,])(?:(?P<before>[€$£]|CHF|EUR)\s?)?(?P<amount>{_NUMBER}|(?:{numbers})(?!\w))"
        rf"(?:\s?(?P<scale>{scales})(?!\w))?(?P<unit>\s?(?:{_SHARE}|(?:{_CURRENCY})(?!\w))"
        r"|\s?[^\W\d_]{1,4}[²³](?!\w)|\s[^\W\d_]{2,}|\s?(?:m|l|g|t|h|м|л|г)(?!\w))?",
        re.IGNORECASE,
    )


def local_figures(text: str, language: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield the start, the end, the amount and the unit of each number of a text that is part of no date."""
    taken = list(local_dates(text, language))
    for match in _figure(language).finditer(text):
        if any(start <= match.start("amount") < end for start, end in taken):
            continue
        unit, end = (match["unit"] or "").strip().lower(), match.end()
        if unit and says_nothing(unit, language) and not re.fullmatch(_CURRENCY, unit):
            unit, end = "", match.start("unit")
        yield (
            match.start(),
            end,
            _amount(match["amount"], match["scale"], language),
            _unit(match["before"], unit),
        )


def _unit(before: str | None, unit: str) -> str:
    """Return what an amount counts, a currency or a share by one name in all languages."""
    if re.fullmatch(_SHARE, unit):
        return "%"
    currency = (before or unit).lower()
    return next((name for name, some in _CURRENCIES if re.fullmatch(some, currency)), unit)


def _amount(said: str, scale: str | None, language: str) -> str:
    """Return an amount in digits with a point before its decimals, whatever its number is written in."""
    words = LANGUAGES[language]
    if said[0].isdigit():
        thousands, decimal = (_THOUSANDS, ",") if words.months else (_EASTERN_THOUSANDS, ".")
        digits = re.sub(rf"[^\d{decimal}]", "", said) if thousands.fullmatch(said) else said
        digits = digits.replace(",", ".")
    else:
        numbers = enumerate(words.numbers.split(), 2)
        digits = next((str(n) for n, forms in numbers if said.lower() in forms.split("/")), said)
    if digits.count(".") > 1 or not digits[0].isdigit():
        return digits
    powers = (power for form, power in words.scales if scale and re.fullmatch(form, scale, re.IGNORECASE))
    return f"{(Decimal(digits) * 10 ** next(powers, 0)).normalize():f}"
