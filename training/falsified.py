"""Questions asked of passages that nearly answer them: falsified copies of those that do.

Nearly every word of the question is met in them, which is what a reader must not be content with.
"""

import random
import re
from collections.abc import Iterator, Sequence

from training.data import Asked, Passage

__all__ = ["exchanged", "vague"]

Falsified = tuple[int, str, str]
"""The index of the question that it was made of, the question, the text of the passage."""

_NAME = re.compile(r"\b(?:[A-Z][a-z]{2,}|\d[\d,.]*\d|\d+)\b")
_VAGUE = (
    (
        r"how (?:many|much|long|old|far|often|large|big|high|tall)|what (?:percent|number|amount)",
        "many,several,some,a few",
    ),
    (
        r"who|whom|whose|wh(?:at|ich) (?:\w+ )?(?:person|man|woman|people)",
        "someone,a man,a woman,a person,people,others",
    ),
    (
        r"when|(?:what|which) (?:\w+ )?(?:year|day|date|month|century|decade|time)",
        "then,once,at some time,that day,earlier,later",
    ),
    (
        r"where|(?:what|which) (?:\w+ )?(?:city|country|town|state|place|region)",
        "somewhere,a place,elsewhere,there,abroad",
    ),
    (r"what|which|name", "something,one,another,a certain one,it"),
)


def exchanged(
    passages: Sequence[Passage], asked: Sequence[Asked], share: float, seed: int
) -> Iterator[Falsified]:
    """Yield a share of the questions with one name or number exchanged.

    Either the question asks of another name that its passage has, or the passage tells of another name
    than the question's: neither passage answers, though nearly every word is met.
    """
    generator = random.Random(seed)
    strangers = [m for p in passages for m in _NAME.findall(p.text)]
    for index, one in _drawn(passages, asked, share, generator):
        text = passages[one.passage].text
        taken = " ".join(text[s:e] for s, e in one.answers).lower()
        names = [m for m in _NAME.findall(one.question[1:]) if m in text and m.lower() not in taken]
        if not names:
            continue
        name = generator.choice(names)
        own = [m for m in _NAME.findall(text) if _alike(m, name) and m not in one.question]
        own = [m for m in own if m.lower() not in taken]
        if own and generator.random() < 0.5:
            yield index, _put(one.question, name, generator.choice(own)), text
            continue
        others = [
            m
            for m in generator.sample(strangers, min(40, len(strangers)))
            if _alike(m, name) and m not in text
        ]
        if others:
            yield index, one.question, _put(text, name, others[0])


def vague(
    passages: Sequence[Passage], asked: Sequence[Asked], share: float, seed: int
) -> Iterator[Falsified]:
    """Yield a share of the questions that a name or number answers, which the passage no longer tells.

    "The film, Stalker, was shown" becomes "The film, something, was shown": what is asked for is mentioned
    and not named.
    """
    generator = random.Random(seed)
    for index, one in _drawn(passages, asked, share, generator):
        text = passages[one.passage].text
        answers = {text[s:e] for s, e in one.answers}
        if not all(_NAME.search(a) for a in answers):
            continue
        question = one.question.lower()
        words = next((words for form, words in _VAGUE if re.search(rf"\b(?:{form})\b", question)), "")
        if not words:
            continue
        word = generator.choice(words.split(","))
        for answer in sorted(answers, key=len, reverse=True):
            text = _put(text, answer, word)
        if not any(answer.lower() in text.lower() for answer in answers):
            yield index, one.question, text


def _drawn(
    passages: Sequence[Passage], asked: Sequence[Asked], share: float, generator: random.Random
) -> Iterator[tuple[int, Asked]]:
    """Yield a share of the questions that have an answer, but for those of passages with headings."""
    for index, one in enumerate(asked):
        if one.answers and not passages[one.passage].headed and generator.random() < share:
            yield index, one


def _alike(first: str, second: str) -> bool:
    """Return whether both are numbers of equal length, or both are words."""
    if first == second or first[0].isdigit() is not second[0].isdigit():
        return False
    return not first[0].isdigit() or len(first) == len(second)


def _put(text: str, old: str, new: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", new, text)
