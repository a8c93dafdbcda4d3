"""Rows of tokens with labels, made of samples a little differently at each pass, and batches of them."""

import random
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from qa.reader_input import ReaderInput

__all__ = ["NOT_ASKED", "Batch", "Builder", "Place", "Row", "Sample", "Shown", "batches", "joined", "pools"]

NEIGHBOUR, DELETED = 0.4, 0.2
"""Share of the answerable questions also asked of a near passage, or of their own without the answer."""
WHOLE_PARAGRAPH = 0.3
WINDOW_TOKENS = (60, 190)
TITLED = 0.5
MASKED = 0.05
NO_QUESTION_MARK = 0.2
LED = 0.5
"""Share of the windows that show what stands before them, as no candidate: of passages read it is shown."""
NOT_ASKED = -100
"""The token of an answer of which the sentence alone is known, which `cross_entropy` skips."""
_POOL = 2000

Place = tuple[int, int, int]
"""Where an answer stands: the sentence, its first token, its last."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as tokens, each sentence's first token and end, and the tokens of its title.

    `headed`: it is never shown without its title.
    """

    ids: list[int]
    sentences: list[tuple[int, int]]
    title: list[int]
    headed: bool = False


@dataclass(frozen=True, slots=True)
class Sample:
    """A question with a passage; `answers` is empty where the passage holds none, `near` holds others."""

    question: list[int]
    passage: Shown
    answers: list[Place]
    near: list[Shown] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """One row for the network, and its labels: sentences (from 1; (0,): none) and one answer's tokens."""

    shown: ReaderInput
    right: tuple[int, ...] = (0,)
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows, and which of them ask the same question: (row that answers, rows that don't, ...)."""

    rows: list[Row]
    groups: list[tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Builder:
    """Makes rows of samples; takes the tokenizer's special tokens and that of the question mark.

    `neighbour` is the share of the answerable questions also asked of near passages, at most `neighbours`.
    """

    special: tuple[int, int]
    mask: int
    mark: int
    neighbour: float = NEIGHBOUR
    neighbours: int = 1

    def varied(self, sample: Sample, generator: random.Random) -> list[Row]:
        """Return the sample's row and, for an answerable question, at times others that don't answer."""
        rows = [self._varied_row(sample.question, sample.passage, sample.answers, generator, set())]
        if sample.answers:
            chance = generator.random()
            if sample.near and chance < self.neighbour:
                for other in generator.sample(sample.near, min(self.neighbours, len(sample.near))):
                    rows.append(self._varied_row(sample.question, other, [], generator, set()))
            elif chance > 1 - DELETED and len(sample.passage.sentences) > 1:
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
        if question[-1:] == [self.mark] and generator.random() < NO_QUESTION_MARK:
            question = question[:-1]
        sentences = _window(passage.sentences, answer, generator, gone)
        title = passage.title if generator.random() < TITLED or passage.headed else []
        lead = self._lead(passage, sentences, generator)
        row = self._row(question, title, passage, sentences, answer, answers, lead)
        if generator.random() < 0.5:
            self._hide(row, generator)
        return row

    @staticmethod
    def _lead(passage: Shown, sentences: list[int], generator: random.Random) -> list[int]:
        """Return, at times, the tokens of the sentence before those that are shown."""
        number = min(sentences, default=0) - 1
        if number < 0 or generator.random() >= LED:
            return []
        first, after = passage.sentences[number]
        return passage.ids[first:after]

    def row(self, sample: Sample) -> Row:
        """Return the row of a sample with its title and all of its sentences, always the same."""
        sentences = list(range(len(sample.passage.sentences)))
        answer = sample.answers[0] if sample.answers else None
        return self._row(
            sample.question, sample.passage.title, sample.passage, sentences, answer, sample.answers
        )

    def _row(
        self,
        question: list[int],
        title: list[int],
        passage: Shown,
        sentences: list[int],
        answer: Place | None,
        answers: list[Place],
        lead: Sequence[int] = (),
    ) -> Row:
        """Return a row of some sentences: `answer` gives the words, any of the `answers` a right sentence."""
        shown = ReaderInput.begin(self.special, question, title)
        shown.tokens += lead
        tokens = (0, 0)
        right: list[int] = []
        for place, sentence in enumerate(sentences):
            first, after = passage.sentences[sentence]
            shown.add(passage.ids[first:after])
            begin, end = shown.sentences[-1]
            for one in answers:
                last = after - 1 if one[2] < 0 else one[2]
                if one[0] == sentence and begin + last - first < end:
                    right.append(place + 1)
                    if one == answer and one[1] >= 0:
                        tokens = (begin + one[1] - first, begin + last - first)
        shown.finish(self.special)
        if right and tokens == (0, 0):
            tokens = (NOT_ASKED, NOT_ASKED)
        return Row(shown, tuple(right) or (0,), *tokens)

    def _hide(self, row: Row, generator: random.Random) -> None:
        """Put the mask token in the place of some tokens, but not of the answer's."""
        tokens = row.shown.tokens
        for i in range(1, len(tokens)):
            free = not row.first <= i <= row.last and tokens[i] != self.special[1]
            if free and generator.random() < MASKED:
                tokens[i] = self.mask


def _window(
    places: Sequence[tuple[int, int]], answer: Place | None, generator: random.Random, gone: set[int]
) -> list[int]:
    """Return the sentences to show: all of them, or some around the answer; never those `gone`."""
    whole = [i for i in range(len(places)) if i not in gone]
    if not whole or generator.random() < WHOLE_PARAGRAPH:
        return whole
    lengths = [after - first for first, after in places]
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


def pools(samples: Sequence[Sample], seed: int) -> list[list[Sample]]:
    """Return one pass over the samples, shuffled, in parts that each make several batches."""
    order = list(samples)
    random.Random(seed).shuffle(order)
    return [order[first : first + _POOL] for first in range(0, len(order), _POOL)]


def batches(pool: Sequence[Sample], builder: Builder, size: int, seed: int) -> list[Batch]:
    """Return the batches of a pool, the shortest rows first: of `size` rows each, of about equal length.

    A graphics card takes long over the first batch of every shape, so that all have as many rows; what is
    too much for that is left out.
    """
    generator = random.Random(seed)
    groups = [builder.varied(sample, generator) for sample in pool]
    ends = list(accumulate(len(group) for group in groups))
    even = max((i + 1 for i, end in enumerate(ends) if end % size == 0), default=len(groups))
    waiting = deque(sorted(groups[:even], key=lambda group: max(len(row.shown.tokens) for row in group)))
    found: list[Batch] = []
    while waiting:
        batch = Batch([], [])
        passed: list[list[Row]] = []
        while waiting and len(batch.rows) < size:
            group = waiting.popleft()
            if len(batch.rows) + len(group) > size:
                passed.append(group)
                continue
            if len(group) > 1 and group[0].right != (0,):
                batch.groups.append(tuple(range(len(batch.rows), len(batch.rows) + len(group))))
            batch.rows.extend(group)
        waiting.extendleft(reversed(passed))
        found.append(batch)
    return found


def joined(parts: Sequence[Batch]) -> Batch:
    """Return several batches as one."""
    found = Batch([], [])
    for part in parts:
        found.groups.extend(tuple(len(found.rows) + row for row in group) for group in part.groups)
        found.rows.extend(part.rows)
    return found
