"""Several questions in one message ("What is the rent, and when is it due?"): each is asked for itself."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.tokens import tokens
from qa.answer import numbered_anew
from qa.languages import language_of
from qa.leaning import asks
from qa.question import ASKING_WORDS
from qa.types import Answer, Part, Statement

__all__ = ["questions_in", "together"]

_MOST = 8
"""How many questions of a message are asked each for itself; of more it is asked as it stands."""
_SENTENCE = re.compile(r"[^?？؟]+[?？؟]+[\"'”’»)]*(?:\s+|$)|[^?？؟]+$")
_AUXILIARY = (
    r"(?:(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should|must|may|might)(?:n['’]?t)?)"
)
_SUBJECT = (
    r"(?:it|he|she|they|there|this|that|these|those|the|his|her|its|their|my|our|I|you|we"
    r"|any(?:one|body|thing)|(?-i:[A-Z])\w+)"
)
_WH = rf"(?:(?:at|by|for|from|in|on|to|under|until|with)\s+)?(?:{ASKING_WORDS})"
_NO_CLAUSE = r"(?!(?:it|he|she|they|there|this|that|the|an?|his|her|its|their|I|you|we)\b)"
_WHOS = r"(?:how|what|when|where|who)['’]s"
_INVERTED = rf"(?:{_WH}(?:\s+{_NO_CLAUSE}[\w'’-]+){{0,3}}?\s+{_AUXILIARY}|{_WHOS})\s+\w+"
"""A question of its own, and no clause of another: "when is it due", not "when it is due"."""
_WHO_DID = rf"who\s+(?!{_AUXILIARY}\b)(?!else\b)[a-z]{{3,}}"
_YES_OR_NO = rf"{_AUXILIARY}\s+{_SUBJECT}\b"
_ANOTHER = re.compile(
    rf"\s*(?:;|,?\s+(?:and|but)(?:\s+(?:also|then|if so,))?)\s+(?!(?-i:WHO)\b)"
    rf"(?={_INVERTED}|{_WHO_DID}|{_YES_OR_NO})",
    re.IGNORECASE,
)
_ONE_OF_MORE = re.compile(rf",\s+(?!(?-i:WHO)\b|which\b|whom\b|whose\b)(?={_INVERTED})", re.IGNORECASE)
"""What joins questions before the last of them: "Who owns it, who runs it, and who pays?"."""
_BEGINS = re.compile(
    rf"(?:(?:so|and|but|also|please|now)\b,?\s+)*(?:{_WH}\b.*?\b{_AUXILIARY}\b|{_AUXILIARY}\b|{_WHOS}|{_WHO_DID})",
    re.IGNORECASE,
)
_EMBEDS = re.compile(rf"\S\s+(?:{ASKING_WORDS}|whether|if)\b", re.IGNORECASE)
"""A question in a question: "Do they say who won and who lost?" asks for what they say."""
_ASKED = re.compile(r"[?？؟]\W*$")
_AND = re.compile(rf"(?:(?:and|but|also|so)\b,?\s+)+(?=(?:{_WH}|{_AUXILIARY})\b)", re.IGNORECASE)
"""What a question may begin with that stands alone all the same: "And what is the rent?"."""
_QUOTES = re.compile(r"[\"“”„«»]")


def questions_in(message: str) -> tuple[str, ...]:
    """Return the questions of a message, where it has several that can be asked each for itself, else ().

    What is no question ("I rent a flat. …") belongs to the one after it. A later question may lean on those
    before it ("And is it renewable?").
    """
    if _QUOTES.search(message):
        return ()
    english = language_of(message) == "en"
    sentences = [_alone(found.strip()) if english else found.strip() for found in _SENTENCE.findall(message)]
    parts = [part for one in sentences for part in (_coordinated(one) if english else [one])]
    if len(sentences) > 1 and not _ASKED.search(sentences[-1]):
        return ()
    if not 1 < len(parts) <= _MOST or not all(map(_is_whole, parts)):
        return ()
    return tuple(parts)


def _coordinated(sentence: str) -> list[str]:
    """Return the questions that a sentence joins: "Who owns it and who runs it?"."""
    parts: list[str] = []
    begin = 0
    joints = list(_ANOTHER.finditer(sentence))
    last = joints[-1].start() if joints else 0
    joints += [joint for joint in _ONE_OF_MORE.finditer(sentence, 0, last) if joint.end() < last]
    for joint in sorted(joints, key=lambda joint: joint.start()):
        first = sentence[begin : joint.start()]
        if _BEGINS.match(first) and not _EMBEDS.search(first) and _says(first):
            parts.append(_as_question(first))
            begin = joint.end()
    return [*parts, _as_question(sentence[begin:])] if parts else [sentence]


def _alone(sentence: str) -> str:
    """Return a question without the "and" before it, where more than "And why?" is left."""
    bare = _AND.sub("", sentence, count=1) if _AND.match(sentence) else sentence
    return f"{bare[:1].upper()}{bare[1:]}" if bare != sentence and _says(bare) else sentence


def _as_question(text: str) -> str:
    text = text.strip(" ,;")
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(("?", "？", "؟")) else "?")


def _is_whole(question: str) -> bool:
    return asks(question, language_of(question)) and _says(question)


def _says(question: str) -> bool:
    """Return whether a question has a word of content, which makes more of it than "And why?"."""
    return len(tokens(question, language_of(question))) > 0


def together(whole: Answer, answers: Sequence[Answer]) -> Answer:
    """Return the answers to the questions of a message as one; `whole` is that to the message as it stands.

    That one stays where one sentence answers all of them, where a question is asked back, and, of questions
    in one sentence, where it is as sure as any of theirs while not all of them have one: "Is there a tax, and
    how much is it?". Of questions that stand apart it is told which has none.
    """
    answered = [one for one in answers if one.answered]
    if not answered or any(one.clarification for one in answers):
        return whole
    first, alike = answered[0], {one.statements[0].place for one in answered}
    if whole.answered:
        joined = len(_SENTENCE.findall(whole.question)) == 1
        surer = whole.confidence >= max(one.confidence for one in answered)
        if joined and surer and len(answered) < len(answers):
            return whole
        if alike == {whole.statements[0].place}:
            return whole
    asked = _read_as(whole.question, answers)
    if len(answered) == len(answers) and len(alike) == 1:
        return replace(first, question=whole.question, standalone_question=asked)
    found: dict[tuple[str, int], Statement] = {}
    for statement in (statement for one in answered for statement in one.statements):
        found.setdefault(statement.place, statement)
    numbers = {place: number for number, place in enumerate(found)}
    parts = tuple(
        Part(one.question, tuple(dict.fromkeys(numbers[statement.place] for statement in one.statements)))
        for one in answers
    )
    return Answer(
        whole.question,
        asked,
        True,
        first.confidence,
        numbered_anew(list(found.values())),
        differing=first.differing,
        parts=parts,
    )


def _read_as(message: str, answers: Sequence[Answer]) -> str:
    """Return how a message was read: as it stands, but for what its first question leans on."""
    first, *others = answers
    if first.standalone_question == first.question:
        return message
    return " ".join([first.standalone_question, *(one.question for one in others)])
