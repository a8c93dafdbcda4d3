"""Names of countries, by the Unicode locale data (CLDR) that Babel holds."""

import re
from functools import cache

__all__ = ["names_countries"]

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


def names_countries(text: str) -> bool:
    """Return whether a text is a list of countries by their names in English: one may be somebody's too."""
    said = [_ARTICLE.sub("", one.strip(" .")) for one in _BETWEEN.split(text.casefold())]
    named = [one for one in said if one]
    return len(named) > 1 and all(one in _countries() for one in named)


@cache
def _countries() -> frozenset[str]:
    from babel import Locale

    names = (name for code, name in Locale("en").territories.items() if code.isalpha() and len(code) == 2)
    return frozenset((*(name.casefold() for name in names), *_MORE))
