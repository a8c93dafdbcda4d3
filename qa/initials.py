"""Names and their initials: "the EU" is the European Union, to whoever asks and to whoever writes."""

import re
from functools import lru_cache

from index.tokens import words

__all__ = ["met_by_initials", "written_as_initials"]

_INITIALS = re.compile(r"\b[A-Z](?:\.?[A-Z]){1,5}\b\.?")
_NAME = re.compile(r"\b[A-Z][^\W\d_]+(?:[ -](?:(?:and|for|of|on|the|in) ){0,2}[A-Z][^\W\d_]+){1,5}")
_LEAST_SHOUTED = 3
_CACHED = 256


def met_by_initials(question: str, text: str) -> frozenset[str]:
    """Return the folded words of a question's names that a text has as initials, or initials that it spells.

    "EU" is met by "European Union" and by "E.U.", "European" and "Union" of "European Union" by "EU".
    """
    short, long = _asked(question)
    if not (short or long):
        return frozenset()
    said_short, said_long = _named(text)
    met = {form for initials, forms in short if initials in said_long | said_short for form in forms}
    return frozenset(met | {form for initials, forms in long if initials in said_short for form in forms})


def written_as_initials(text: str) -> list[tuple[int, int]]:
    """Return where words of a text stand that are initials: not its first, and none if all is in capitals."""
    if sum(word.isupper() for word in text.split()) >= max(_LEAST_SHOUTED, len(text.split()) / 2):
        return []
    return [found.span() for found in _INITIALS.finditer(text) if text[: found.start()].strip()]


@lru_cache(maxsize=_CACHED)
def _asked(question: str) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]:
    """Return the initials that a question has, and those of its names, each with the folded words."""
    short = [question[slice(*span)] for span in written_as_initials(question)]
    long = [run for found in _NAME.finditer(question) for run in _runs(found.group())]
    return (
        tuple((_bare(one), tuple(words(one))) for one in short),
        tuple(("".join(word[0] for word in run), tuple(words(" ".join(run)))) for run in long),
    )


@lru_cache(maxsize=_CACHED)
def _named(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the initials that a text has, and those of every run of words in its names."""
    runs = (run for found in _NAME.finditer(text) for run in _runs(found.group()))
    spelled = frozenset("".join(word[0] for word in run) for run in runs)
    return frozenset(_bare(found.group()) for found in _INITIALS.finditer(text)), spelled


def _bare(initials: str) -> str:
    return initials.replace(".", "")


def _runs(name: str) -> list[list[str]]:
    """Return every run of two or more of the words of a name that begin with a capital."""
    large = [word for word in re.split(r"[ -]", name) if word[:1].isupper()]
    return [large[i:j] for i in range(len(large)) for j in range(i + 2, len(large) + 1)]
