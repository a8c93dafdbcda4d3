"""What is asked of a passage whose heading names the one that a question is about, and its sentences don't.

Family trees, biographies, staff and product pages name somebody in a heading and then say "Born 4 April".
Of such a passage the reader, which was taught to refuse what is asked of somebody else, is asked "When was it
born?": whether it is told "it" or "she" makes no difference to what it finds.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.tokens import words
from index.types import lowest_heading
from qa.figures import named_inside, names
from qa.question import QUESTION_WORDS, WORD, Question, is_function_word
from qa.retrieve import Match

__all__ = ["Called", "asked_with_pronoun", "called"]

_MOST_TITLES, _MOST_MORE = 2, 2
"""How many words a heading has before a name ("Dr"), and a question after one ("the Tarn lamp")."""
_VERB_BEFORE = re.compile(rf"\b(?:{QUESTION_WORDS}|may|might|must)\s+(?:the\s+)?\Z", re.IGNORECASE)
_NO_OBJECT_AFTER = re.compile(
    r"(?:\A|\b(?:and|at|by|for|from|in|inside|of|on|or|so|to|with|within)\s+)(?:the\s+)?\Z", re.IGNORECASE
)
_THE = re.compile(r"\bthe\s+\Z", re.IGNORECASE)
_OWNS = re.compile(r"['’]s?(?=\s+\w)")
_ENDS = re.compile(
    r"\s*(?:[?.!,;:]|\Z|(?:about|after|and|as|at|before|by|during|for|from|in|of|on|or|since|to|under|until|when"
    r"|while|with)\b)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s+(?:the|junior|senior|jr|sr)\b|\s*[^\s\w?.!,;:]|\s+\W", re.IGNORECASE)
"""What follows a name that is not whole ("Peter Hallam the younger"), or no name ("POST /devices")."""
_PARTS = re.compile(r"\s*[:;,|(){}\[\]–—]\s*|\s-\s")


@dataclass(frozen=True, slots=True)
class Called:
    """The folded words of a name in a question, where they stand, and what may stand in their place."""

    start: int
    end: int
    words: tuple[str, ...]
    pronoun: str


def called(question: Question) -> tuple[Called, ...]:
    """Return what a question may be about by name: its subjects, objects and owners, and longer ones too.

    Of those that begin at one place the shortest comes first: "Tarn", "Tarn lamp".
    """
    if question.language != "en":
        return ()
    return tuple(one for span in names(question.text) for one in _called(question, *span))


def _called(question: Question, start: int, end: int) -> Iterator[Called]:
    text = question.text
    stop = _without_owning(text, start, end)
    own = words(text[start:stop])
    if question.names.isdisjoint(own):
        return
    the = _THE.search(text, 0, start)
    begin = the.start() if the else start
    if owns := _OWNS.match(text, stop):
        yield Called(begin, owns.end(), own, "its")
        return
    if stop < end or _GOES_ON.match(text, end) or not text[:start].strip():
        return
    is_subject = bool(_VERB_BEFORE.search(text, 0, start))
    if not is_subject and _NO_OBJECT_AFTER.search(text, 0, start):
        return
    if _ENDS.match(text, end) or (is_subject and not (the and len(own) == 1)):
        yield Called(begin, end, own, "it")
    for word in list(WORD.finditer(text, end))[:_MOST_MORE]:
        if text[end : word.start()] != " ":
            return
        end = _without_owning(text, *word.span())
        own = (*own, *words(text[word.start() : end]))
        if owns := _OWNS.match(text, end):
            yield Called(begin, owns.end(), own, "its")
        elif is_subject or _ENDS.match(text, end):
            yield Called(begin, end, own, "it")


def _without_owning(text: str, start: int, end: int) -> int:
    """Return where a word ends before the "'s" that makes an owner of it."""
    owner = re.search(r"['’]s?\Z", text[start:end])
    return start + owner.start() if owner else end


def asked_with_pronoun(question: Question, some: Sequence[Called], match: Match) -> str:
    """Return the question with a pronoun for what a heading of a passage names and none of its sentences.

    That is its lowest heading, or one above where the lowest names nobody else. No word of the name may stand
    in a sentence: who shares it may be another of the family.
    """
    if not some or match.language not in (None, "en"):
        return question.text
    headings = list(_headings(match))
    said = {word for span in match.stored.sentences for word in words(match.text_at(*span))}
    taken: list[Called] = []
    for one in some:
        apart = not taken or taken[-1].end <= one.start
        if apart and said.isdisjoint(_telling(one.words)) and any(_names(h, one.words) for h in headings):
            taken.append(one)
    if all(any(one.start <= word.start < one.end for one in taken) for word in question.content):
        return question.text  # "Who is Anders Kell?" would ask nothing
    text = question.text
    for one in reversed(taken):
        text = text[: one.start] + one.pronoun + text[one.end :]
    return text


def _headings(match: Match) -> Iterator[str]:
    """Yield the parts of the headings of a passage that may name who it is about."""
    lowest = lowest_heading(match.hit.passage.heading)
    above = [] if named_inside(lowest) else [*match.hit.passage.heading.split("›")[:-1], match.title]
    for heading in (lowest, *above):
        yield from (part for part in _PARTS.split(heading) if part)


def _names(heading: str, own: tuple[str, ...]) -> bool:
    """Return whether a heading is a name, or that with a little more before its last word.

    "The Reverend Peter Hallam" is "Peter Hallam", and "Reverend Hallam"; "A chronicle of Hallam" is neither.
    """
    said = words(heading)
    said = said[1:] if said and is_function_word(said[0], ("en",)) else said
    more = [word for word in said if word not in own]
    return (
        said[-1:] == own[-1:]
        and set(own) <= set(said)
        and len(more) <= _MOST_TITLES
        and not any(is_function_word(word, ("en",)) for word in more)
    )


def _telling(own: Sequence[str]) -> set[str]:
    return {word for word in own if not is_function_word(word, ("en",))}
