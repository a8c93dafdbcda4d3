"""Names of countries, by the Unicode locale data (CLDR) that Babel holds."""

import re
from functools import cache

__all__ = ["names_a_country", "names_countries"]

_MORE = (
    "america",
    "britain",
    "england",
    "eu",
    "european union",
    "great britain",
    "northern ireland",
    "scotland",
    "uk",
    "united states of america",
    "us",
    "usa",
    "wales",
    "west",
)
_BETWEEN = re.compile(r"\s*(?:,|;|\band\b|&|\bor\b)\s*")
_ARTICLE = re.compile(r"\A(?:the|both)\s+")


_ALSO_TOWNS = frozenset(
    "djibouti gibraltar guatemala kuwait luxembourg macao monaco panama singapore".split()
) | {"hong kong", "san marino", "são tomé", "vatican city"}


def names_countries(text: str) -> bool:
    """Return whether a text is a list of countries by their names in English: one may be somebody's too."""
    named = _named(text)
    return len(named) > 1 and all(one in _countries() for one in named)


def names_a_country(text: str) -> bool:
    """Return whether a text is nothing but names of countries, of none that is a town's as well."""
    named = _named(text)
    return bool(named) and all(one in _countries() and one not in _ALSO_TOWNS for one in named)


def _named(text: str) -> list[str]:
    """Return what a text lists, in small letters and without articles."""
    said = [_ARTICLE.sub("", one.strip(" .")) for one in _BETWEEN.split(text.casefold())]
    return [one for one in said if one]


@cache
def _countries() -> frozenset[str]:
    from babel import Locale

    names = (name for code, name in Locale("en").territories.items() if code.isalpha() and len(code) == 2)
    return frozenset((*(name.casefold() for name in names), *_MORE))
