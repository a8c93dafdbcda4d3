"""Asking back: what to ask of a question that points at something it does not name.

"What did he say about the war?", asked first, may be meant of anyone whom the documents tell of; "the
hurricane", of any that they name. The candidates are names of the retrieved passages, each with the
question as it would be with that name in the place of the words that point.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence

from index.tokens import words
from qa.figures import names
from qa.leaning import leans_on_conversation
from qa.pointing import Reference, pointing_words
from qa.question import is_function_word
from qa.retrieve import Match
from qa.types import Answer, Choice, Clarification

__all__ = ["ask_back", "may_ask_back"]

MOST_CHOICES = 4
_DEFINITE = re.compile(r"\bthe\s+([^\W\d_]{3,})(?=['’]s\b|\s+(?!of\b)|\W*$)", re.IGNORECASE)
_VERB_NEXT = re.compile(
    r"\b(?:did|does|do|will|would|can|could|should|shall|may|might|must)\b", re.IGNORECASE
)
_PARTICIPLE = re.compile(
    r"\w+(?:ed|ing|wn|en)|born|bought|built|cut|found|held|hit|hung|hurt|kept|led|left|lost|made|met|paid|put|read|"
    r"sent|set|shot|shut|sold|spent|struck|sunk|taught|told|won",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")
_POSSESSIVE = frozenset(("his", "its", "their"))
_OWNED = re.compile(r"\s+[^\W\d_]")
_DOES = re.compile(
    r"\b(?:did|do|does|has|had|have|will|would|can|could|is|was)\s+(?:(?:dr|mrs?|ms)\.?\s+)?$", re.I
)
"""What stands before the name of who does something in a question."""
_OF_PERSON_BEFORE = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|sir|dame|lord|lady|king|queen|prince|princess|pope|judge|general|colonel|captain|"
    r"president|chancellor|minister|secretary|senator|governor|mayor|professor|doctor|director|spokes\w+|"
    r"leader|head|chief|chair\w*|author|writer|actor|actress|singer|player|coach|journalist)\.?,?\s+)$",
    re.IGNORECASE,
)
_OF_PERSON_AFTER = re.compile(
    r"^\s+(?:(?:also|then|has|had|later|himself|herself)\s+)?(?:said|says|told|stated|stressed|added|noted|explained|recalled|asked|"
    r"answered|believed?|argued|insisted|thinks|thought|wrote|was born|died|himself|herself)\b",
    re.IGNORECASE,
)


def ask_back(question: str, matches: Sequence[Match]) -> Clarification | None:
    """Return what to ask back, given the passages that match best, or None where nothing is to be asked.

    Something is asked where the question points at what it does not name, or speaks of "the hurricane"
    as if there were one. Persons, and things of one kind, are asked after where the passages name at least
    two; for "it" there are no choices: anything may be meant.
    """
    reference = pointing_words(question) or _definite(question)
    if reference is None:
        return None
    found = _of_kind(reference.noun, matches) if reference.noun else []
    found = _persons(matches) if reference.person else found
    before = set(words(question[: reference.start]))
    if reference.person and any(words(name)[-1] in before for name in found):
        return None  # "lukashenko age when he won": a name that is not written as one
    asked = set(words(question))
    found = [name for name in found if not set(words(name)) & asked - {reference.noun}][:MOST_CHOICES]
    if len(found) < 2 and (reference.noun or reference.person):
        return None
    pointing = question[reference.start : reference.end]
    if reference.noun:
        back = f"Which {reference.noun} do you mean?"
    else:
        back = f"{'Whom' if reference.person else 'What'} do you mean by “{pointing}”?"
    return Clarification(back, tuple(Choice(name, _with_name(question, reference, name)) for name in found))


def may_ask_back(question: str, history: Sequence[Answer], unsure: bool) -> bool:
    """Return whether it may be asked back what a question means.

    A person who is only "he" or "she" in the first question is always asked after: any answer would be
    a guess. What else is not named is asked after only where nothing answers, and so is whose "her time"
    is where a name says later who does something with it.
    """
    if history:
        return unsure and not leans_on_conversation(question)
    reference = pointing_words(question)
    if unsure or reference is None or not reference.person:
        return unsure
    return leans_on_conversation(question) and not _owner_follows(question, reference)


def _owner_follows(question: str, reference: Reference) -> bool:
    """Return whether the next name is of who has what "his" or "her" stands before: "her hours did Lind"."""
    owned = question[reference.start : reference.end].lower() in ("his", "her")
    name = next((start for start, _ in names(question) if start > reference.end), None)
    if not owned or name is None or not _OWNED.match(question, reference.end):
        return False
    return bool(_DOES.search(question[reference.end : name]))


def _definite(question: str) -> Reference | None:
    """Return the first "the …" of a question that names nothing, or None."""
    if any(start for start, _ in names(question)):
        return None
    found = _DEFINITE.search(question)
    if found is None or _goes_on(question, found.start(), found.end()):
        return None
    return Reference(found.start(), found.end(), noun=found[1].lower())


def _goes_on(question: str, start: int, end: int) -> bool:
    """Return whether the noun of "the …" is the next word: "the service charge" is no service.

    After "did" or "will" what comes next is what it does, and a participle what was done.
    """
    after = _NEXT_WORD.match(question, end)
    if after is None or is_function_word(after[1].lower(), ("en",)) or _VERB_NEXT.search(question[:start]):
        return False
    return after[1].islower() and not _PARTICIPLE.fullmatch(after[1])


def _with_name(question: str, reference: Reference, name: str) -> str:
    """Return the question with the name in the place of the words that point."""
    word, after = question[reference.start : reference.end].lower(), question[reference.end :]
    owner = word in _POSSESSIVE or (word == "her" and _OWNED.match(after))
    return f"{question[: reference.start]}{name}{'’s' if owner else ''}{after}"


def _persons(matches: Sequence[Match]) -> list[str]:
    """Return the names that seem to be persons', the most prominent first."""
    return _prominent(matches, _of_person, _without_office)


def _without_office(name: str) -> str:
    """Return a person's name without what they are: "Russian President Vladimir Putin"."""
    parts = name.partition(" of ")[0].split()
    last = max((i for i in range(len(parts) - 1) if _OF_PERSON_BEFORE.match(f"{parts[i]} ")), default=-1)
    return " ".join(parts[last + 1 :])


def _of_person(text: str, start: int, end: int) -> float:
    said = _OF_PERSON_BEFORE.search(text[:start]) or _OF_PERSON_AFTER.match(text[end : end + 40])
    name = text[start:end]
    first, _, others = name.partition(" ")
    titled = others and not others.startswith("of ") and _OF_PERSON_BEFORE.match(f"{first} ")
    return 1.0 if (said or titled) and not name.isupper() else 0.0


def _of_kind(noun: str, matches: Sequence[Match]) -> list[str]:
    """Return the names that the noun is part of or stands before: "Hurricane Isaac", "ferry Estonia"."""
    bare = noun.removesuffix("s")

    def weight(text: str, start: int, end: int) -> float:
        parts = text[start:end].lower().split()
        if len(parts) > 1 and bare in (parts[0].removesuffix("s"), parts[-1].removesuffix("s")):
            return 1.0
        return 1.0 if re.search(rf"\b{re.escape(bare)}s?\s+[“\"']?$", text[:start], re.IGNORECASE) else 0.0

    return _prominent(matches, weight)


def _prominent(
    matches: Sequence[Match],
    weight: Callable[[str, int, int], float],
    form: Callable[[str], str] = lambda name: name,
) -> list[str]:
    """Return the names that weigh anything, each in its weightiest form, the weightiest first.

    A name is a form of another where it ends with the same word or has none of its own.
    """
    weights: dict[str, float] = defaultdict(float)
    for match in matches:
        for begin, stop in match.stored.sentences:
            text = match.text_at(begin, stop)
            for start, end in names(text):
                name = form(re.sub(r"['’]s$", "", " ".join(text[start:end].split())))
                if len(name) > 2 and not is_function_word(name.lower(), ("en",)):
                    weights[name] += weight(text, start, end) * match.hit.score
    groups: list[list[str]] = []
    for name in sorted(weights, key=lambda name: (-len(name.split()), -weights[name], name)):
        group = next((g for g in groups if any(_same_name(name, other) for other in g)), None)
        groups.append([name]) if group is None else group.append(name)
    total = {max(g, key=lambda n: (" " in n, weights[n])): sum(weights[n] for n in g) for g in groups}
    return [name for name in sorted(total, key=lambda name: (-total[name], name)) if total[name] > 0]


def _same_name(short: str, long: str) -> bool:
    parts, others = ([word.removesuffix("s") for word in name.split()] for name in (short, long))
    return parts[-1] == others[-1] or (len(parts) > 1 and set(parts) <= set(others))
