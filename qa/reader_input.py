"""What the reader's network is given: a question, a title and a passage's sentences as one row of tokens."""

from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["MAX_QUESTION_TOKENS", "MAX_TITLE_TOKENS", "MAX_TOKENS", "ReaderInput", "Tokens", "tokens_of"]

MAX_TOKENS = 320
MAX_QUESTION_TOKENS = 48
MAX_TITLE_TOKENS = 24


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as tokens: ids, their offsets in the text, and each sentence's first token and end."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    sentences: list[tuple[int, int]]


def tokens_of(
    ids: Sequence[int], offsets: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]
) -> Tokens:
    """Return a text's tokens (none of them special) with those of each sentence; `spans` are sentences."""
    ranges: list[tuple[int, int]] = []
    token = 0
    for start, end in spans:
        while token < len(offsets) and offsets[token][1] <= start:
            token += 1
        first = token
        while token < len(offsets) and offsets[token][0] < end:
            token += 1
        ranges.append((first, token))
    return Tokens(list(ids), list(offsets), ranges)


@dataclass(slots=True)
class ReaderInput:
    """One row: [start] question [end] title [end] sentences [end]; `sentences` are places in the row.

    A sentence that has no room has an empty place.
    """

    tokens: list[int]
    sides: list[int]
    sentences: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def begin(cls, special: tuple[int, int], question: list[int], title: list[int]) -> "ReaderInput":
        """Begin a row with a question and a title; `special` are the tokenizer's start and end tokens."""
        start, end = special
        tokens = [start, *question[:MAX_QUESTION_TOKENS], end]
        row = cls(tokens, [0] * len(tokens))
        if title:
            row.tokens += [*title[:MAX_TITLE_TOKENS], end]
        return row

    def add(self, ids: list[int]) -> None:
        """Add a sentence, as much of it as there is room for."""
        begin = len(self.tokens)
        self.tokens += ids[: max(MAX_TOKENS - 1 - begin, 0)]
        self.sentences.append((begin, len(self.tokens)))

    def finish(self, special: tuple[int, int]) -> None:
        """Close the row."""
        self.tokens.append(special[1])
        self.sides += [1] * (len(self.tokens) - len(self.sides))
