"""Documents that a question names in passing: "the limitations of the eDNA paper" stand in that paper."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.encode import Encoder
from index.library import Library
from index.tokens import tokens, words
from index.types import Scope
from qa.called import is_called, may_be_called, name_listed, stems_of_names
from qa.languages import language_of
from qa.overview import NOUN
from qa.question import is_function_word
from qa.retrieve import retrieve

__all__ = ["NamedDocument", "document_named", "documents_meant", "with_other_document"]

MOST_MEANT = 3
"""How many documents may be called so: "the minutes" are those of three meetings."""
_LOOKED_THROUGH = 50
"""How many passages are looked through for documents that are called so."""
_WORD = re.compile(r"[^\W_]+(?:[.’'&-][^\W_]+)*")
_NOUN = re.compile(NOUN, re.IGNORECASE)
_DETERMINERS = frozenset("the this that our my your".split())
_PLACES = frozenset("in on from of per under".split())
"""What stands before a document in which something is."""
_QUALIFIES = frozenset("about between by for of on to with".split())
_SPOKEN_OF = frozenset("about against regarding than to with".split())
"""What stands before a document that is told of."""
_PARTICIPLE = re.compile(r"\w+(?:ed|en|wn|ne|nt|id|ut|ld|pt|due)")
_MOST_BEFORE = 4
_BEING = frozenset("is are was were has have had".split())
_DOING = frozenset("do does did can could may must should will would".split())
_YEAR_AFTER = re.compile(r"(?<=[^\W\d_])\d{2,4}(?!\d)")
_ALIKE = {noun: alike for alike in (("agreement", "contract"), ("judgement", "judgment")) for noun in alike}
"""Words for the same kind."""
_MAIL, _MAILED = "message/rfc822", frozenset("email e-mail letter memo note".split())
"""A message whose subject is an agreement is none."""
_SELDOM_CALLED = frozenset("article document file manuscript paper study text".split())
"""What a document is, and seldom called: the eDNA paper may be any with eDNA in its name."""


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A phrase of a question that names a document: its place, its words, and the one that says its kind.

    `bare` is the question without the phrase, where it says only in what an answer is looked for.
    """

    start: int
    end: int
    said: tuple[str, ...]
    kind: str
    bare: str

    @property
    def others(self) -> tuple[str, ...]:
        """The words that say which of its kind it is."""
        return tuple(word for word in self.said if word != self.kind)

    @property
    def alike(self) -> tuple[str, ...]:
        """The words for its kind."""
        return _ALIKE.get(_singular(self.kind), (self.kind,))


@dataclass(frozen=True, slots=True)
class _Called:
    """A document's id, its title and file, the stems of all of its names, and its language."""

    id: str
    name: str
    stems: frozenset[str]
    language: str | None


def document_named(question: str) -> NamedDocument | None:
    """Return the one phrase of a question in English that names a document, or None.

    Of two ("how does the thesis differ from the paper?") neither is the one that answers.
    """
    if language_of(question) != "en":
        return None
    found = list(_named(question))
    return found[0] if len(found) == 1 else None


def _named(question: str) -> Iterator[NamedDocument]:
    """Yield each noun for documents with a determiner or "in" before it, and what says which it is."""
    said = list(_WORD.finditer(question))
    for number, noun in enumerate(said):
        if not _NOUN.fullmatch(noun.group()):
            continue
        first = number
        while first and number - first < _MOST_BEFORE and _qualifies(question, said[first - 1], said[first]):
            first -= 1
        before = said[first - 1].group().lower() if first else ""
        if not (before in _DETERMINERS or (before in _PLACES and first < number)):
            continue
        at = first - 2 if before in _DETERMINERS else first - 1
        place = said[at] if at >= 0 else None
        lead = place.group().lower() if place else ""
        after = said[number + 1] if number + 1 < len(said) else None
        if lead in _SPOKEN_OF or (after is not None and not _ends(question, noun, after, lead)):
            continue
        last = _end_of_qualifier(question, said, number)
        told = [*said[first : number + 1], *said[number + 2 : last + 1]]
        start = said[first - 1].start() if before in _DETERMINERS else said[first].start()
        stems = tuple(w for one in told for w in words(one.group()) if not is_function_word(w, ("en",)))
        bare = _without(question, place, said[last].end())
        yield NamedDocument(start, said[last].end(), stems, noun.group().lower(), bare)


def _qualifies(question: str, one: re.Match[str], next_: re.Match[str]) -> bool:
    """Return whether a word stands right before another and says which of its kind it is."""
    return not question[one.end() : next_.start()].strip() and not is_function_word(
        one.group().lower(), ("en",)
    )


def _ends(question: str, noun: re.Match[str], after: re.Match[str], lead: str) -> bool:
    """Return whether a phrase ends with its noun: not "the report deadline", "was the report accepted"."""
    between, word = question[noun.end() : after.start()], after.group().lower()
    if between.strip() or is_function_word(word, ("en",)):
        return bool(between)
    return lead in _DOING or (lead in _BEING and bool(_PARTICIPLE.fullmatch(word)))


def _end_of_qualifier(question: str, said: list[re.Match[str]], number: int) -> int:
    """Return the number of the last word of what says which document: "the letter of claim"."""
    if number + 2 >= len(said) or said[number + 1].group().lower() not in _QUALIFIES:
        return number
    last = number
    for place in range(number + 2, len(said)):
        word = said[place].group().lower()
        if question[said[place - 1].end() : said[place].start()].strip():
            break
        if is_function_word(word, ("en",)) and not (place == number + 2 and word in _DETERMINERS):
            break
        last = place if word not in _DETERMINERS else last
    return last


def _without(question: str, place: re.Match[str] | None, end: int) -> str:
    """Return a question without "in the Lund poster" at its end; unchanged where it says more than where."""
    if place is None or place.group().lower() not in _PLACES or question[end:].strip(" ?!."):
        return question
    bare = question[: place.start()].rstrip()
    return bare + question[end:].strip() if len(words(bare)) > 1 else question


def documents_meant(
    named: NamedDocument, library: Library, encoder: Encoder, scope: Scope
) -> tuple[str, ...]:
    """Return the ids of the documents of a scope that are called so; none where these are many.

    Those whose title, file or author is called so, else those of which the first headings are too. Of several
    those are meant that are not called by another kind: the SIPAQ paper is not its protocol.
    """
    mailed = _singular(named.kind) in _MAILED
    named_so = (
        (info, name_listed(info)) for info in library.within(scope) if mailed or info.media_type != _MAIL
    )
    called = [
        _Called(info.id, f"{info.title} {info.id}", _stems(name, info.language), info.language)
        for info, name in named_so
        if _may_be_called(name, named)
    ]
    found = _called(named, called)
    if not found:
        near = retrieve(library, encoder, " ".join(named.said), _LOOKED_THROUGH, scope).of_documents
        called = [
            _Called(m.document.id, f"{m.title} {m.document.id}", stems_of_names(m, library), m.language)
            for m in near
            if mailed or m.document.media_type != _MAIL
        ]
        found = _called(named, called)
    return found if len(found) <= MOST_MEANT else ()


def _may_be_called(name: str, named: NamedDocument) -> bool:
    """Return whether a document may be called by the words that say which it is, or else by its kind."""
    ways = [named.others] if named.others else [(noun,) for noun in named.alike]
    return any(may_be_called(name, said) for said in ways)


def _called(named: NamedDocument, some: Sequence[_Called]) -> tuple[str, ...]:
    """Return the ids of the documents of which the names have all words that are said."""
    seldom = _singular(named.kind) in _SELDOM_CALLED and bool(named.others)
    for ways in ([(*named.others, noun) for noun in named.alike], [named.others] if seldom else []):
        found = [one for one in some if any(is_called(one.stems, said, one.language) for said in ways)]
        own = [
            one for one in found if not _kinds(one.name).difference(map(_singular, named.said), named.alike)
        ]
        if found:
            return tuple(one.id for one in own or found)
    return ()


def _stems(said: str, language: str | None) -> frozenset[str]:
    """Return the stems of a name; those of "rukundo-hale2022" without the year too."""
    return frozenset(tokens(f"{said} {_YEAR_AFTER.sub(' ', said)}", language))


def _kinds(said: str) -> frozenset[str]:
    return frozenset(_singular(word) for word in words(said) if _NOUN.fullmatch(word))


def _singular(noun: str) -> str:
    return noun if noun.endswith("ss") else noun.removesuffix("s")


def with_other_document(question: str, phrase: str) -> str:
    """Return a question asked of another document: "and in the SIPAQ paper?"; others are unchanged.

    "And the poster?" takes the place of a document alone.
    """
    place, _, rest = phrase.partition(" ")
    within = place.lower() in _PLACES
    whole = f"What is it {phrase if within else f'in {phrase}'}"
    named, own = document_named(whole), document_named(question)
    if named is None or named.end != len(whole):
        return question
    if within and (own is None or own.bare != question):
        return f"{(own.bare if own else question).rstrip(' ?.!')} {phrase}?"
    return f"{question[: own.start]}{rest if within else phrase}{question[own.end :]}" if own else question
