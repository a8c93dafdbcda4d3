"""The names of authors, in parts: each style of reference inverts, abbreviates and joins them its own way.

A name that is not surely a person's (an institution, a name in a script without capitals, an address) is kept
as it is written: an inverted name that is wrong is worse than one that is not inverted.
"""

import re
import unicodedata
from dataclasses import dataclass

__all__ = ["Name", "clean", "names_of"]

_PARTICLES = frozenset(
    "af al av ben bin d' da das de degli dei del della den der des di do dos du e el ibn la las le los 't te "
    "ten ter van vom von y zu zum zur".split()
)
_CAPITAL_PARTICLES = frozenset("da de del della den der des di du la le van von".split())
_SUFFIX = re.compile(r"(?:jr|sr)\.?|ii|iii|iv", re.IGNORECASE)
_TITLES = frozenset("dr dr. prof prof. mr mr. mrs mrs. ms ms. sir dame".split())
_NO_PERSON = re.compile(
    r"[@/\d&()\[\]]|\b(?:academy|agency|agencia|associat\w+|authority|bank|board|bureau|cent(?:er|re)|college|"
    r"commission|committee|company|corp|corporation|council|court|department|dept|division|editor(?:s|ial)|"
    r"enterprises?|faculty|federation|foundation|fund|gmbh|government|group|holdings?|hospital|inc|initiative|"
    r"institut\w*|international|journal|laborator\w+|library|limited|llc|llp|ltd|magazine|ministry|museum|nations|"
    r"network|news|newspaper|office|organi[sz]ation|parliament|partners(?:hip)?|press|programme?|project|"
    r"publish\w+|research|school|secretariat|senate|service|services|societ\w+|staff|studio|team|technolog\w+|"
    r"times|trust|union|universit\w+|verlag|the|of|for)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is written and, for a person, its parts; `family` is empty where it is kept as written."""

    written: str
    family: str = ""
    given: str = ""
    suffix: str = ""

    @property
    def inverted(self) -> str:
        """The name as it is sorted: "van Gogh, Vincent"."""
        return ", ".join(p for p in (self.family, self.given, self.suffix) if p) or self.written

    @property
    def direct(self) -> str:
        """The name as it is spoken: "Vincent van Gogh"."""
        return " ".join(p for p in (self.given, self.family, self.suffix) if p) or self.written

    @property
    def abbreviated(self) -> str:
        """The name with initials: "van Gogh, V."."""
        initials = " ".join(_initial(word) for word in self.given.split())
        return ", ".join(p for p in (self.family, initials, self.suffix) if p) or self.written


def clean(text: str) -> str:
    """Return a text as one line: control characters and line ends of every kind become spaces."""
    parts = (" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    whole = "".join("\ufffd" if unicodedata.category(c) == "Cs" else c for c in parts)
    return " ".join(whole.split())


def names_of(author: str | None) -> tuple[Name, ...]:
    """Return the authors of a document, parted by semicolons or, between persons, by commas or "and"."""
    found = (one for part in clean(author or "").split(";") for one in _separate(part.strip()))
    return tuple(_name(written) for written in found if written)


def _separate(text: str) -> list[str]:
    """Part "Jane Doe, John Roe and Al Smith"; leave "Doe, Jane" and "Ernst and Young" whole."""
    parts = [part.strip() for part in re.split(r",|\band\b", text)]
    several = [part for part in parts if part and not _SUFFIX.fullmatch(part)]
    if len(several) < 2 or not all(_is_full_name(part) for part in several):
        return [text]
    whole: list[str] = []
    for part in filter(None, parts):
        if _SUFFIX.fullmatch(part) and whole:
            whole[-1] += f", {part}"
        else:
            whole.append(part)
    return whole


def _is_full_name(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and _is_personal(words) and words[0] not in _PARTICLES


def _is_personal(words: list[str]) -> bool:
    """Whether words may be a person's: capitalised, but for particles, in a script that has capitals."""
    if len(words) > _MOST_WORDS or _NO_PERSON.search(" ".join(words)):
        return False
    return all(word.lower() in _PARTICLES or _is_capitalised(word) for word in words)


def _is_capitalised(word: str) -> bool:
    first = word.lstrip("'’").removeprefix("d'").removeprefix("d’")[:1]
    return first.isupper() and first != first.lower()


def _name(written: str) -> Name:
    family, *rest = [part.strip() for part in written.split(",")]
    suffix = rest.pop() if rest and _SUFFIX.fullmatch(rest[-1]) else ""
    given = rest[0] if len(rest) == 1 else ""
    words = [*given.split(), *family.split()]
    if len(rest) > 1 or not _is_personal(words) or len(words) < 2:
        return Name(written)
    if given:
        return Name(written, family, given, suffix)
    words = words[1:] if words[0].lower() in _TITLES else words
    if not suffix and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    starts = [i for i, word in enumerate(words[:-1]) if i and _begins_family(word)]
    start = starts[0] if starts else len(words) - 1
    given, family = " ".join(words[:start]), " ".join(words[start:])
    return Name(written, family, given, suffix) if given else Name(written)


def _begins_family(word: str) -> bool:
    return word in _PARTICLES or word.lower() in _CAPITAL_PARTICLES


def _initial(word: str) -> str:
    """Return the initials of a given name: "J.-L." of "Jean-Luc"; what is abbreviated already stays."""
    if word.endswith("."):
        return word
    return "-".join(f"{part[0]}." if part[0].isupper() else part for part in word.split("-") if part)
