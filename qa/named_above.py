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
from qa.question import AFTER_THE, WORD, Question, is_function_word
from qa.retrieve import Match

__all__ = ["Called", "asked_with_pronoun", "called"]

_MOST_TITLES, _MOST_MORE, _MOST_SMALL = 2, 2, 3
"""How many more words a heading has than a name ("Dr"), and a question after it ("the Tarn lamp") or, in
small letters, after its first word."""
_BEFORE_CHARS = 40
"""How far before a name stands what tells whether something is asked of it."""
_VERB_BEFORE = re.compile(
    r"\b(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should|may|might|must)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_NO_OBJECT_AFTER = re.compile(
    r"(?:\A|\b(?:about|after|and|as|at|before|between|by|for|from|in|inside|into|of|on|or|over|so|than|to|under|with"
    r"|within|without)\s+)(?:the\s+)?\Z",
    re.IGNORECASE,
)
_ONLY_IT_AFTER = re.compile(
    r"\b(?:how (?!(?:far|fast|long|many|much|often|soon|well|[a-z]+ly)\b)[a-z]+"
    r"|what (?:age|colou?r|height|length|size|width)) (?:is|are|was|were) the \Z",
    re.IGNORECASE,
)
"""What has but whom or what it asks of behind it: "How old is the" goes on with "Mill Lane house"."""
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
    """The folded words of a name in a question, where they stand, and what may stand in their place.

    Of words in `small` letters only a heading tells that they are a name, by its capitals.
    """

    start: int
    end: int
    words: tuple[str, ...]
    pronoun: str
    small: bool = False


def called(question: Question) -> tuple[Called, ...]:
    """Return what a question may be about by name: its subjects, objects and owners, and longer ones too.

    Of those that begin at one place the shortest comes first: "Tarn", "Tarn lamp". A question without
    capitals may name by any two words or more.
    """
    if question.language != "en":
        return ()
    text = question.text
    if named_inside(text):
        spans = [span for span in names(text) if not question.names.isdisjoint(words(text[slice(*span)]))]
        return tuple(one for span in spans for one in _called(text, *span))
    found: list[Called] = []
    end = 0
    for word in question.content:
        if text[end : word.start] != " ":  # else it goes on with what began before
            found += _called(text, word.start, word.end, small=True)
        end = word.end
    return tuple(found)


def _called(text: str, start: int, end: int, *, small: bool = False) -> Iterator[Called]:
    """Yield what begins with a name, or with a word in small letters, and may be asked about."""
    if not text[:start].strip():
        return
    the = AFTER_THE.search(text, max(0, start - _BEFORE_CHARS), start)
    begin = the.start() if the else start
    near = max(0, start - _BEFORE_CHARS)
    is_subject = bool(_VERB_BEFORE.search(text, near, start))
    to_its_end = bool(_ONLY_IT_AFTER.search(text, near, start))
    no_object = bool(_NO_OBJECT_AFTER.search(text, near, start))
    own: tuple[str, ...] = ()
    more = [word.span() for word in WORD.finditer(text, end)][: _MOST_SMALL if small else _MOST_MORE]
    for number, (begins, ends) in enumerate([(start, end), *more]):
        if number and text[end:begins] != " ":
            return
        end = _without_owning(text, begins, ends)
        own = (*own, *words(text[begins:end]))
        if small and not number:
            continue
        if owns := _OWNS.match(text, end):
            yield Called(begin, owns.end(), own, "its", small)
            return
        single = bool(the) and len(own) == 1
        whole = bool(_ENDS.match(text, end)) or (is_subject and not (single or to_its_end))
        if whole and (is_subject or not no_object) and not _GOES_ON.match(text, end):
            yield Called(begin, end, own, "it", small)


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
        if apart and said.isdisjoint(_telling(one.words)) and any(_names(h, one) for h in headings):
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


def _names(heading: str, one: Called) -> bool:
    """Return whether a heading is a name, or that with a little more before its last word.

    "The Reverend Peter Hallam" is "Peter Hallam", and "Reverend Hallam"; "A chronicle of Hallam" is neither.
    """
    said, own = words(heading), one.words
    said = said[1:] if said and is_function_word(said[0], ("en",)) else said
    more = [word for word in said if word not in own]
    if (
        said[-1:] != own[-1:]
        or not set(own) <= set(said)
        or len(more) > _MOST_TITLES
        or any(is_function_word(word, ("en",)) for word in more)
    ):
        return False
    return not one.small or all(
        not word.group()[0].islower()
        for word in WORD.finditer(heading)
        if not set(words(word.group())).isdisjoint(own)
    )


def _telling(own: Sequence[str]) -> set[str]:
    return {word for word in own if not is_function_word(word, ("en",))}
