"""The exact answer in a sentence, of what a reader marks there: whole words, whole figures, and no label."""

import re

from qa.answer_spans import figure_asked_for, is_asked, without_marks
from qa.asked_numbers import asks_for_number
from qa.dimensions import dimension_asked
from qa.headings import numbering
from qa.labels import is_own
from qa.parties import party_asked
from qa.question import Question
from qa.reading import Reading

__all__ = ["answer_read"]

_UNBROKEN = re.compile(r"\w+(?:[:/@._’']+\w+)*")
"""What a reader's tokens may cut: words, and times, addresses and paths."""


def answer_read(question: Question, sentence: str, reading: Reading, label: int) -> tuple[int, int] | None:
    """Return the answer that the reader sees, or None where what it sees can be none.

    Where a figure is asked for, it is the whole figure, if any; a number that something is called by is
    none. The number of a list's item is none, and hardly the `label` of so many characters that tells who
    says it and when. Who has a role in brackets behind the name is who is asked for by it, and what is
    "14 metres wide" how wide it is.
    """
    if party := party_asked(question, sentence):
        return party
    if reading.answer is None or is_asked(question, sentence[slice(*reading.answer)]):
        return None
    if reading.answer[1] <= numbering(sentence):
        return None
    if reading.answer[0] < label and not is_own(question.kind, sentence[label:]):
        return None
    if length := dimension_asked(question, sentence, *reading.answer):
        return length
    if question.kind == "figure" and not asks_for_number(question):
        return figure_asked_for(question, sentence, *reading.answer)
    return without_marks(sentence, *_whole(sentence, *reading.answer))


def _whole(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Return a span with the whole of the words that it cuts: times, addresses and paths among them."""
    for word in _UNBROKEN.finditer(sentence):
        if word.start() < start < word.end():
            start = word.start()
        if word.start() < end < word.end():
            end = word.end()
    return start, end
