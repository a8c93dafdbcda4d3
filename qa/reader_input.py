"""What the reader's network is given: a question, a title and a passage's sentences as one row of tokens."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

__all__ = ["MAX_QUESTION_TOKENS", "MAX_TITLE_TOKENS", "MAX_TOKENS", "ReaderInput", "Tokens", "pad"]

MAX_TOKENS = 320
MAX_QUESTION_TOKENS = 48
MAX_TITLE_TOKENS = 24


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as tokens: ids, their offsets in the text, and each sentence's first token and end."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    sentences: list[tuple[int, int]]


def tokens_of(encoded: Any, row: int, spans: Sequence[tuple[int, int]]) -> Tokens:  # noqa: ANN401 - transformers' BatchEncoding
    """Return one row of a tokenizer's result (without special tokens), with the tokens of its sentences."""
    offsets = [(int(a), int(b)) for a, b in encoded["offset_mapping"][row]]
    ranges: list[tuple[int, int]] = []
    token = 0
    for start, end in spans:
        while token < len(offsets) and offsets[token][1] <= start:
            token += 1
        first = token
        while token < len(offsets) and offsets[token][0] < end:
            token += 1
        ranges.append((first, token))
    return Tokens(list(encoded["input_ids"][row]), offsets, ranges)


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


def pad(rows: Sequence[ReaderInput]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return the inputs of `ReaderNetwork.forward` for some rows."""
    longest = max(len(row.tokens) for row in rows)
    tokens = torch.zeros(len(rows), longest, dtype=torch.long)
    sides = torch.zeros(len(rows), longest, dtype=torch.long)
    mask = torch.zeros(len(rows), longest)
    sentences = torch.zeros(len(rows), max(1, *(len(row.sentences) for row in rows)), longest)
    for i, row in enumerate(rows):
        tokens[i, : len(row.tokens)] = torch.tensor(row.tokens)
        sides[i, : len(row.sides)] = torch.tensor(row.sides)
        mask[i, : len(row.tokens)] = 1.0
        for j, (first, after) in enumerate(row.sentences):
            if after > first:
                sentences[i, j, first:after] = 1.0 / (after - first)
    return tokens, sides, mask, sentences
