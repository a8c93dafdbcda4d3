"""From passages and questions to samples of tokens."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from index.sentences import sentence_spans
from qa.reader_input import MAX_QUESTION_TOKENS, MAX_TITLE_TOKENS, Tokens, tokens_of
from training.data import Asked, Passage
from training.falsified import exchanged, vague
from training.rows import Builder, Place, Sample, Shown

__all__ = ["Preparer"]

EXCHANGED, VAGUE = 0.35, 0.3
"""Share of the questions also asked with a name or number exchanged, or with the answer made vague."""


class Preparer:
    """Turns passages and questions into tokens."""

    def __init__(self, tokenizer: Any) -> None:  # noqa: ANN401 - transformers' fast tokenizer
        """Take the tokenizer of the encoder."""
        self._tokenizer = tokenizer

    def builder(self) -> Builder:
        """Return what makes rows with this tokenizer's special tokens."""
        own = self._tokenizer
        special = (int(own.cls_token_id), int(own.sep_token_id))
        return Builder(special, int(own.mask_token_id), int(own.convert_tokens_to_ids("?")))

    def samples(
        self, passages: Sequence[Passage], asked: Sequence[Asked], near: Sequence[Sequence[int]], seed: int
    ) -> list[Sample]:
        """Return every question with its passage and, with a seed, those falsified."""
        tokens = [self._tokens(p) for p in passages]
        shown = [self._shown(p, t) for p, t in zip(passages, tokens, strict=True)]
        found: list[Sample] = []
        for one, others in zip(asked, near, strict=True):
            answers = _places(one, tokens[one.passage])
            if answers or not one.answers:
                sample = Sample(
                    self._ids(one.question), shown[one.passage], answers, [shown[i] for i in others]
                )
                found += [sample] * (one.often if seed else 1)
        if seed:
            falsified = chain(
                exchanged(passages, asked, EXCHANGED, seed), vague(passages, asked, VAGUE, seed)
            )
            for index, question, text in falsified:
                old = passages[asked[index].passage]
                new = Passage(old.source, old.title, text, tuple(sentence_spans(text, "en")))
                found.append(Sample(self._ids(question), self._shown(new, self._tokens(new)), []))
        return found

    def _ids(self, text: str, most: int = MAX_QUESTION_TOKENS) -> list[int]:
        return list(self._tokenizer(text, add_special_tokens=False)["input_ids"])[:most]

    def _tokens(self, passage: Passage) -> Tokens:
        encoded = self._tokenizer(passage.text, add_special_tokens=False, return_offsets_mapping=True)
        return tokens_of(encoded["input_ids"], encoded["offset_mapping"], passage.sentences)

    def _shown(self, passage: Passage, tokens: Tokens) -> Shown:
        title = self._ids(passage.title, MAX_TITLE_TOKENS)
        return Shown(tokens.ids, tokens.sentences, title, passage.headed)


def _places(asked: Asked, tokens: Tokens) -> list[Place]:
    """Return the place of each answer; one that goes on beyond its sentence ends with it.

    Of answers that are whole sentences, the tokens are -1.
    """
    found: list[Place] = []
    for start, end in asked.answers:
        inside = [i for i, (a, b) in enumerate(tokens.offsets) if a < end and b > start]
        for sentence, (first, after) in enumerate(tokens.sentences):
            if inside and first <= inside[0] < after:
                place = (inside[0], min(inside[-1], after - 1))
                found.append((sentence, *((-1, -1) if asked.whole else place)))
    return found
