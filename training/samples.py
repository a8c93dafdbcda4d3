"""From questions and passages to rows of tokens with labels, shown a little differently at each pass."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from index.split import sentence_spans
from qa.reader_input import MAX_QUESTION_TOKENS, MAX_TITLE_TOKENS, ReaderInput, Tokens, tokens_of
from training.data import Asked, Passage
from training.falsified import exchanged, vague

__all__ = ["Batch", "Builder", "Preparer", "Row", "Sample", "epoch"]

EXCHANGED, VAGUE = 0.35, 0.3
"""Share of the questions also asked with a name or number exchanged, or with the answer made vague."""
NEIGHBOUR, DELETED = 0.4, 0.2
"""Share of the answerable questions also asked of a near passage, or of their own without the answer."""
WHOLE_PARAGRAPH = 0.3
WINDOW_TOKENS = (60, 190)
TITLED = 0.5
MASKED = 0.05
NO_QUESTION_MARK = 0.2
_POOL = 30

Place = tuple[int, int, int]
"""Where an answer stands: the sentence, its first token, its last."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as tokens, with the tokens of its title."""

    tokens: Tokens
    title: list[int]


@dataclass(frozen=True, slots=True)
class Sample:
    """A question with a passage; `answers` is empty where the passage holds none, `near` holds others."""

    question: list[int]
    passage: Shown
    answers: list[Place]
    near: list[Shown] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """One row for the network, and its labels: the sentence (from 1; 0: none) and the answer's tokens."""

    shown: ReaderInput
    sentence: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows, and which two of them ask the same question: (row that answers, row that doesn't)."""

    rows: list[Row]
    pairs: list[tuple[int, int]]


class Preparer:
    """Turns passages and questions into tokens."""

    def __init__(self, tokenizer: Any) -> None:  # noqa: ANN401 - transformers' fast tokenizer
        """Take the tokenizer of the encoder."""
        self._tokenizer = tokenizer

    def samples(
        self, passages: Sequence[Passage], asked: Sequence[Asked], near: Sequence[Sequence[int]], seed: int
    ) -> list[Sample]:
        """Return every question with its passage and, with a seed, those falsified."""
        shown = [self._shown(p) for p in passages]
        found: list[Sample] = []
        for one, others in zip(asked, near, strict=True):
            answers = _places(one.answers, shown[one.passage].tokens)
            if answers or not one.answers:
                sample = Sample(
                    self._ids(one.question), shown[one.passage], answers, [shown[i] for i in others]
                )
                found.append(sample)
        if seed:
            falsified = chain(
                exchanged(passages, asked, EXCHANGED, seed), vague(passages, asked, VAGUE, seed)
            )
            for index, question, text in falsified:
                old = passages[asked[index].passage]
                new = Passage(old.source, old.title, text, tuple(sentence_spans(text, "en")))
                found.append(Sample(self._ids(question), self._shown(new), []))
        return found

    def _ids(self, text: str, most: int = MAX_QUESTION_TOKENS) -> list[int]:
        return list(self._tokenizer(text, add_special_tokens=False)["input_ids"])[:most]

    def _shown(self, passage: Passage) -> Shown:
        encoded = self._tokenizer(passage.text, add_special_tokens=False, return_offsets_mapping=True)
        tokens = tokens_of(encoded["input_ids"], encoded["offset_mapping"], passage.sentences)
        return Shown(tokens, self._ids(passage.title, MAX_TITLE_TOKENS))


def _places(answers: Sequence[tuple[int, int]], tokens: Tokens) -> list[Place]:
    """Return the place of each answer; one that goes on beyond its sentence ends with it."""
    found: list[Place] = []
    for start, end in answers:
        inside = [i for i, (a, b) in enumerate(tokens.offsets) if a < end and b > start]
        for sentence, (first, after) in enumerate(tokens.sentences):
            if inside and first <= inside[0] < after:
                found.append((sentence, inside[0], min(inside[-1], after - 1)))
    return found


class Builder:
    """Makes rows of samples."""

    def __init__(self, tokenizer: Any) -> None:  # noqa: ANN401 - transformers' fast tokenizer
        """Take the tokenizer, for its special tokens."""
        self._special = (int(tokenizer.cls_token_id), int(tokenizer.sep_token_id))
        self._mask = int(tokenizer.mask_token_id)
        self._mark = int(tokenizer.convert_tokens_to_ids("?"))

    def varied(self, sample: Sample, generator: random.Random) -> list[Row]:
        """Return the sample's row and, for an answerable question, at times one that doesn't answer."""
        rows = [self._varied_row(sample.question, sample.passage, sample.answers, generator, set())]
        if sample.answers:
            chance = generator.random()
            if sample.near and chance < NEIGHBOUR:
                other = generator.choice(sample.near)
                rows.append(self._varied_row(sample.question, other, [], generator, set()))
            elif chance > 1 - DELETED and len(sample.passage.tokens.sentences) > 1:
                gone = {sentence for sentence, _, _ in sample.answers}
                rows.append(self._varied_row(sample.question, sample.passage, [], generator, gone))
        return rows

    def _varied_row(
        self,
        question: list[int],
        passage: Shown,
        answers: list[Place],
        generator: random.Random,
        gone: set[int],
    ) -> Row:
        """Return a row over a window of the passage's sentences that holds one of the answers."""
        answer = generator.choice(answers) if answers else None
        if question[-1:] == [self._mark] and generator.random() < NO_QUESTION_MARK:
            question = question[:-1]
        sentences = _window(passage.tokens, answer, generator, gone)
        title = passage.title if generator.random() < TITLED else []
        row = self._row(question, title, passage.tokens, sentences, answer)
        if generator.random() < 0.5:
            self._hide(row, generator)
        return row

    def row(self, sample: Sample) -> Row:
        """Return the row of a sample with its title and all of its sentences, always the same."""
        sentences = list(range(len(sample.passage.tokens.sentences)))
        answer = sample.answers[0] if sample.answers else None
        return self._row(sample.question, sample.passage.title, sample.passage.tokens, sentences, answer)

    def _row(
        self,
        question: list[int],
        title: list[int],
        tokens: Tokens,
        sentences: list[int],
        answer: Place | None,
    ) -> Row:
        shown = ReaderInput.begin(self._special, question, title)
        label = (0, 0, 0)
        for place, sentence in enumerate(sentences):
            first, after = tokens.sentences[sentence]
            shown.add(tokens.ids[first:after])
            begin, end = shown.sentences[-1]
            if answer and answer[0] == sentence and begin + answer[2] - first < end:
                label = (place + 1, begin + answer[1] - first, begin + answer[2] - first)
        shown.finish(self._special)
        return Row(shown, *label)

    def _hide(self, row: Row, generator: random.Random) -> None:
        """Put the mask token in the place of some tokens, but not of the answer's."""
        tokens = row.shown.tokens
        for i in range(1, len(tokens)):
            free = not row.first <= i <= row.last and tokens[i] != self._special[1]
            if free and generator.random() < MASKED:
                tokens[i] = self._mask


def _window(tokens: Tokens, answer: Place | None, generator: random.Random, gone: set[int]) -> list[int]:
    """Return the sentences to show: all of them, or some around the answer; never those `gone`."""
    whole = [i for i in range(len(tokens.sentences)) if i not in gone]
    if not whole or generator.random() < WHOLE_PARAGRAPH:
        return whole
    lengths = [after - first for first, after in tokens.sentences]
    room = generator.randint(*WINDOW_TOKENS)
    center = answer[0] if answer else generator.choice(whole)
    shown, size = [center], lengths[center]
    left, right = [i for i in whole if i < center][::-1], [i for i in whole if i > center]
    while left or right:
        side = left if left and (not right or generator.random() < 0.5) else right
        size += lengths[side[0]]
        if size > room:
            break
        shown.append(side.pop(0))
    return sorted(shown)


def epoch(samples: Sequence[Sample], builder: Builder, size: int, seed: int) -> list[Batch]:
    """Return one pass over the samples: batches of `size` questions, of rows of about equal length."""
    generator = random.Random(seed)
    groups = [builder.varied(sample, generator) for sample in samples]
    generator.shuffle(groups)
    batches: list[Batch] = []
    for first in range(0, len(groups), size * _POOL):
        pool = sorted(groups[first : first + size * _POOL], key=lambda g: max(len(r.shown.tokens) for r in g))
        for begin in range(0, len(pool), size):
            batch = Batch([], [])
            for group in pool[begin : begin + size]:
                if len(group) == 2 and group[0].sentence:
                    batch.pairs.append((len(batch.rows), len(batch.rows) + 1))
                batch.rows.extend(group)
            batches.append(batch)
    generator.shuffle(batches)
    return batches
