"""What is asked of a passage whose document names the subject once, above it, and never again.

People with a folder of documents ask "What does a wash cost at Orsa Court?"; its house rules say so in their
title, and then only what a wash costs. Of such a passage the reader, which was taught to refuse what is asked
of somebody else, is asked the question without that phrase, or with a pronoun (see `qa.named_above`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.tokens import tokens
from qa.features import context_of, opening_of
from qa.named_above import Called, asked_with_pronoun, called
from qa.question import Question, Word, without_spans
from qa.retrieve import Match
from qa.teller import asked_of_teller

__all__ = ["Phrase", "Subjects", "asked_of", "asked_without_subject", "phrases", "subjects_of"]

_PLACING, _NAMING = "at|in|inside|of|within", "by|for|from|with"
"""Prepositions before a subject; after the second kind only a name is one."""
_BEGIN = re.compile(
    rf"\b(?:(?P<placing>{_PLACING})|{_NAMING})\b"
    r"(?P<whole> (?:an?|her|his|its|my|our|that|the|their|this|your))?(?= )",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s’'\"“”-]*(?:(?:and|of|the)\s+)?")
_OWNS = re.compile(r"['’]s?(?!\w)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A preposition with the content words that follow it, one after the other; `start` is its offset.

    `whole` says that a determiner begins it, so that its last word is what it names.
    """

    start: int
    places: bool
    whole: bool
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Subjects:
    """What in a question may name what it is about: phrases, and names outside of any."""

    phrases: tuple[Phrase, ...]
    called: tuple[Called, ...]


def subjects_of(question: Question) -> Subjects:
    """Return what in a question may name what it is about."""
    return Subjects(phrases(question), called(question))


def asked_of(question: Question, subjects: Subjects, match: Match) -> str:
    """Return what the reader is asked of a passage: the question without what only stands above it."""
    asked = asked_without_subject(question, subjects.phrases, match)
    if asked == question.text:
        asked = asked_with_pronoun(question, subjects.called, match)
    return asked if asked != question.text else asked_of_teller(question, match)


def phrases(question: Question) -> tuple[Phrase, ...]:
    """Return the phrases of a question that may name what it is about, none within another.

    What owns something ("the keeper of Orsa's shop") does not name it alone.
    """
    found: list[Phrase] = []
    for begin in _BEGIN.finditer(question.text):
        if found and begin.start() < found[-1].words[-1].end:
            continue
        some: list[Word] = []
        for word in question.content:
            end = some[-1].end if some else begin.end()
            if word.start >= begin.end() and _BETWEEN.fullmatch(question.text, end, word.start):
                some.append(word)
        if some and not _OWNS.search(question.text, begin.end(), some[-1].end + 2):
            found.append(Phrase(begin.start(), bool(begin["placing"]), bool(begin["whole"]), tuple(some)))
    return tuple(found)


def asked_without_subject(question: Question, some: Sequence[Phrase], match: Match) -> str:
    """Return the question without its phrases that stand above a passage and in none of its sentences.

    Names, and the further words of a phrase, may stand in the opening of the document. Numbers always stay,
    and some content word.
    """
    if not some:
        return question.text
    language = match.language
    above = set(tokens(context_of(match), language))
    opening = set(tokens(opening_of(match.document), language))
    said = (match.text_at(*span) for span in match.stored.sentences)  # which headings are not among
    here = set(tokens(" ".join((match.before, *said)), language))
    cut: list[tuple[int, int]] = []
    left = len(question.content)
    for phrase in some:
        subject = _subject(phrase, question, above, opening, here, language)
        if subject:
            cut.append((phrase.start, subject[-1].end))
            left -= len(subject)
    if not cut or not left:
        return question.text
    return without_spans(question.text, cut)


def _subject(
    phrase: Phrase,
    question: Question,
    above: set[str],
    opening: set[str],
    here: set[str],
    language: str | None,
) -> tuple[Word, ...]:
    """Return the words of a phrase, from its first on, that name what a passage's document is about.

    Without a determiner only names that follow each other belong together ("at Orsa Court cost"), with one
    all words do ("at the Orsa laundry").
    """
    stems = [set(tokens(word.form, language)) for word in phrase.words]
    named = [word.form in question.names for word in phrase.words]
    length = len(phrase.words)
    if any(named) and not phrase.whole:
        length = next((i for i, name in enumerate(named) if not name), length)
    some = range(length)
    if any(map(str.isdigit, "".join(word.form for word in phrase.words[:length]))):
        return ()
    told = [above | opening if name else above for name in named]
    said = [bool(stems[i] & told[i]) for i in some]
    if not any(said) or any(stems[i] & told[i] & here for i in some):
        return ()
    known = [bool(stems[i] & (above | opening)) for i in some]
    if any(named[:length]):
        unknown = any(name and not here for name, here in zip(named, known, strict=False))
        return () if unknown else phrase.words[:length]
    return phrase.words[:length] if phrase.places and all(known) else ()
