"""What a turn of a conversation is that is no question of its own: chatter, a correction, a wish for more."""

import re
from collections.abc import Sequence

from index.tokens import words
from qa.figures import names
from qa.initials import written_as_initials
from qa.languages import is_chatter_in_any, language_of
from qa.pointing import pointing_words
from qa.question import ASKING_WORDS, QUESTION_WORDS, without_content
from qa.types import Answer, Place

__all__ = [
    "EXPLETIVE",
    "asks_for_more",
    "asks_further",
    "asks_nothing",
    "corrected",
    "is_chatter",
    "said_before",
    "with_topic",
    "without_chatter",
]

_CHATTER = re.compile(
    r"(?:(?:(?:many |no |ok(?:ay)? )?thanks?(?: you)?(?: (?:very|so) much| a lot)?|thx|cheers|ok(?:ay)?|great"
    r"|perfect|excellent|wow|yes|yep|no|nope|got it|i see|understood|well done|no problem|hello|hi|hey"
    r"|good (?:morning|afternoon|evening)|bye|goodbye|how are you|really"
    r"|are you (?:really |quite |absolutely )?(?:sure|certain))(?:\W+|$)){1,4}",
    re.IGNORECASE,
)
_CHATTER_FIRST = re.compile(
    r"(?:(?:(?:many |ok(?:ay)? )?thanks?(?: you)?(?: (?:very|so) much| a lot)?|thx|cheers|ok(?:ay)?|great"
    r"|perfect|excellent|wow|got it|i see|understood|well done|hello|hi|hey"
    r"|good (?:morning|afternoon|evening))"
    rf"(?:(?!-\w)\s*[.,!;:–—-]+\s*(?=\w)|\s+(?=(?:and|so|but|now|{QUESTION_WORDS})\b)|\s+(?=thank)))+",
    re.IGNORECASE,
)
_TOPIC_FIRST = re.compile(
    r"(?:(?:and|but|so|now|next)\b[\s,]*)*"
    r"(?:(?:as (?:for|to)|about(?=[^,]+:)|concerning|regarding|with regard to)"
    r" (?P<as_for>[^:,?!.]{3,60}?)\s*[:,]|(?P<thing>[^:,?!.]{3,60}?)\s*:)\s+(?P<asked>.+)",
    re.IGNORECASE,
)
"""What a question is about, before it: "the bridge: when was it closed?"."""
_AND_TOPIC = re.compile(
    rf"(?:and|but|now)\s+(?P<thing>(?:the|an?|his|her|its|their|our|(?-i:[A-Z]))[^:,?!.]{{2,60}}?)\s*,\s+(?P<asked>(?:{ASKING_WORDS})\b.+)",
    re.IGNORECASE,
)
"""The same after "and": "and the West, how did it react?"."""
_NO_TOPIC = re.compile(rf"\b(?:{QUESTION_WORDS}|questions?|things?|point|one|p\.?s)\b", re.IGNORECASE)
_ASKING_FIRST = re.compile(rf"(?:{QUESTION_WORDS})\b", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:(?P<person>he|she|him)|it|they|them)\b", re.IGNORECASE)
_PERHAPS_A_NAME = re.compile(
    rf"(?!(?i:the|and|but|not)\b)(?:[A-Z]{{2,}}|(?!(?i:{ASKING_WORDS})\b)[A-Z]\w{{2,}})\W*"
    r"|.*(?:\S\s+[B-HJ-Z]\b|\b[A-Z](?:\+\+|#)).*"
)
"""A word alone that is written as a name, "Will", or a letter that is: "What is R?", "C++"."""
_RECKONS = re.compile(r"[=^*~+|\\<>]")
EXPLETIVE = re.compile(r"\bit (?:true|possible|known|clear|said)\b|\bis it that\b", re.IGNORECASE)
"""Where "it" stands for nothing: "is it true that …"."""
_CORRECTS = re.compile(
    r"(?:(?:no|nope|sorry|oh|wait|not that(?: one)?)\s*[,.:;!–—-]+\s*){1,3}"
    r"(?:(?:but |rather )?i (?:mean|meant)\s+)?"
    r"|(?:(?:no|sorry|oh)\s+)?(?:but )?i (?:mean|meant)\s+",
    re.IGNORECASE,
)
_MEANT = re.compile(r"[,\s]+(?:is what )?i (?:mean|meant)\W*$", re.IGNORECASE)
_MORE = re.compile(
    r"(?:(?:and|but|so|ok(?:ay)?|please)\W+){0,3}"
    r"(?:(?:(?:tell|give) (?:me|us)|say) (?:a (?:bit|little) )?more|(?:any(?:thing)?|what|some) more"
    r"|(?:any|which|what) others?|(?:who|what|where|when|why|how|any(?:thing|one|body)) else"
    r"|more|go on|continue)(?: please)?\W*",
    re.IGNORECASE,
)
_ONE_ELSE = (
    r"\b(?:who|where|when|any(?:one|body|where)) else\b"
    r"|\b(?:is|are|was|were|has|have) there (?:been |also )?(?:another|any (?:more|other)|more|others?)\b"
    r"|\b(?:besides|apart from|other than|in addition to) (?:h(?:er|im)|it|that|these|this|those|them)\b"
)
_ASKS_FOR_ONE_ELSE = re.compile(_ONE_ELSE, re.IGNORECASE)
_FURTHER = re.compile(rf"\b(?:what|why|how|anything) else\b|{_ONE_ELSE}", re.IGNORECASE)


def is_chatter(question: str) -> bool:
    """Return whether the whole of a question is words that ask for nothing: "ok, thanks", "are you sure?"."""
    return bool(_CHATTER.fullmatch(question.strip())) or is_chatter_in_any(question)


def asks_nothing(question: str) -> bool:
    """Return whether a question has no word of content: "the the the", "a", "x^2 + y".

    A letter alone is none, nor a figure among signs that reckon with letters; what is written as a name or as
    initials may be one, and what points at something ("Where is he?") may be asked back. In a script without
    capitals one character is a word.
    """
    if _PERHAPS_A_NAME.fullmatch(question) or pointing_words(question):
        return False
    if written_as_initials(question):
        return False
    found, language = words(question), language_of(question)
    letters = [form for form in found if len(form) == 1 and form.isalpha() and form != form.upper()]
    reckons = bool(letters and _RECKONS.search(question))
    return all(
        reckons if form.isdigit() else form in letters or without_content(form, language, ("en",))
        for form in found
    )


def without_chatter(question: str) -> str:
    """Return a question without the thanks or the greeting that stand before it."""
    return question[found.end() :] if (found := _CHATTER_FIRST.match(question)) else question


def with_topic(question: str) -> str:
    """Return a question whose topic is named before it ("now the bridge: when was it closed?") as one.

    Unchanged where no pronoun stands for the topic.
    """
    found = _TOPIC_FIRST.fullmatch(question) or _AND_TOPIC.fullmatch(question)
    if found is None:
        return question
    parts = found.groupdict()
    thing, asked = parts["thing"] or parts["as_for"], parts["asked"]
    empty = {n for one in EXPLETIVE.finditer(asked) for n in range(*one.span())}
    pronoun = next((one for one in _POINTS.finditer(asked) if one.start() not in empty), None)
    if pronoun is None or _NO_TOPIC.search(thing) or not _ASKING_FIRST.match(asked):
        return question
    if pronoun["person"] and not any(end - start == len(thing) for start, end in names(thing)):
        return question
    return asked[: pronoun.start()] + thing + asked[pronoun.end() :]


def corrected(question: str) -> str | None:
    """Return what is meant in place of what was understood ("no, I meant the old one"), or None."""
    lead = _CORRECTS.match(question)
    meant = _MEANT.search(question)
    rest = question[lead.end() if lead else 0 : meant.start() if meant else len(question)].strip()
    return rest if (lead or meant) and rest else None


def asks_for_more(question: str) -> bool:
    """Return whether it is asked for more of the same, and for nothing in particular: "tell me more"."""
    return bool(_MORE.fullmatch(question.strip()))


def asks_further(question: str) -> bool:
    """Return whether it is asked for what has not been said yet: "what else did she say?"."""
    return asks_for_more(question) or bool(_FURTHER.search(question))


def said_before(question: str, history: Sequence[Answer]) -> frozenset[Place]:
    """Return the places quoted since the last question that stood alone; the oldest answer comes first.

    Whoever asks who else it was has been told one, by the first statement: the others may tell more.
    """
    said: set[Place] = set()
    for answer in reversed(history):
        told = answer.statements[:1] if _ASKS_FOR_ONE_ELSE.search(question) else answer.statements
        said |= {(one.document_id, one.start, one.end) for some in told for one in some.citations}
        if answer.standalone_question == answer.question:
            break
    return frozenset(said)
