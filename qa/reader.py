"""The reader: how surely each sentence of a passage answers a question, read together with it.

The network is `qa.reader_model`, its weights `qa/reader.safetensors`, made by `training/train_reader.py`.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import Any

from index.encode import SentenceEncoder
from index.errors import EncoderError
from qa.retrieve import Match

__all__ = ["Reader", "Reading"]

MAX_PASSAGE_TOKENS = 224
MAX_QUESTION_TOKENS = 64
_KEPT_PASSAGES = 500
_MAX_ANSWER_TOKENS = 24


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader makes of one sentence.

    `odds` are log odds that it answers rather than that nothing in its passage does; `answer` is the
    likeliest answer inside the sentence, as offsets into the sentence.
    """

    odds: float
    answer: tuple[int, int] | None


class Reader:
    """Reads passages for a question; keeps the lower layers' states of passages read of late."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        """Build on the encoder's body. Raises EncoderError for a model that the weights don't fit."""
        from safetensors.torch import load_file

        from qa.reader_model import JointReader

        body, self._tokenizer = encoder.body()
        try:
            self._model = JointReader(body)
            with as_file(files("qa").joinpath("reader.safetensors")) as path:
                weights = load_file(path)
            self._model.load_state_dict({name: value.float() for name, value in weights.items()})
        except (AttributeError, RuntimeError, OSError) as error:
            raise EncoderError(
                f"the reader does not fit the model {encoder.model_name!r} ({error}): use --no-reader"
            ) from error
        self._model.eval()
        self._kept: OrderedDict[str, Any] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, question: str, matches: Sequence[Match]) -> list[list[Reading]]:
        """Return, for each passage, a reading of each of its sentences, in order."""
        import torch

        if not matches:
            return []
        passages = self._passages([match.hit.text for match in matches])
        asked, asked_mask = self._question(question)
        longest = max(len(states) for states, _ in passages)
        read = torch.zeros(len(matches), longest, asked.shape[-1])
        mask = torch.zeros(len(matches), longest)
        most = max(len(match.stored.sentences) for match in matches)
        sentences = torch.zeros(len(matches), max(most, 1), longest)
        for row, (match, (states, offsets)) in enumerate(zip(matches, passages, strict=True)):
            read[row, : len(states)] = states
            mask[row, : len(states)] = 1.0
            for column, tokens in enumerate(_token_ranges(match, offsets)):
                if tokens:
                    sentences[row, column, tokens] = 1.0 / len(tokens)
        with torch.inference_mode():
            many = len(matches)
            scores, spans = self._model(
                asked.expand(many, -1, -1), asked_mask.expand(many, -1), read, mask, sentences
            )
        return [
            self._readings(match, offsets, scores[row], spans[row])
            for row, (match, (_, offsets)) in enumerate(zip(matches, passages, strict=True))
        ]

    def _readings(self, match: Match, offsets: Any, scores: Any, spans: Any) -> list[Reading]:  # noqa: ANN401
        found: list[Reading] = []
        for column, tokens in enumerate(_token_ranges(match, offsets)):
            if not tokens:
                found.append(Reading(-10.0, None))
                continue
            odds = float(scores[column + 1] - scores[0])
            start, end = match.stored.sentences[column]
            offset = match.hit.passage.start
            first, last = _best_span(spans, tokens)
            answer = (
                max(int(offsets[first][0]) + offset - start, 0),
                min(int(offsets[last][1]) + offset - start, end - start),
            )
            found.append(Reading(odds, answer if answer[0] < answer[1] else None))
        return found

    def _question(self, question: str) -> tuple[Any, Any]:
        batch = self._tokenizer(
            [question], truncation=True, max_length=MAX_QUESTION_TOKENS, return_tensors="pt"
        )
        return self._model.lower(batch["input_ids"], batch["attention_mask"]), batch["attention_mask"].float()

    def _passages(self, texts: Sequence[str]) -> list[tuple[Any, Any]]:
        """Return the lower states and token offsets of each text, from those kept where possible."""
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            batch = self._tokenizer(
                new,
                truncation=True,
                max_length=MAX_PASSAGE_TOKENS,
                padding=True,
                return_tensors="pt",
                return_offsets_mapping=True,
            )
            states = self._model.lower(batch["input_ids"], batch["attention_mask"])
            for row, text in enumerate(new):
                length = int(batch["attention_mask"][row].sum())
                known[text] = (states[row, :length].clone(), batch["offset_mapping"][row, :length].numpy())
        with self._lock:
            for text in texts:
                self._kept[text] = known[text]
                self._kept.move_to_end(text)
            while len(self._kept) > _KEPT_PASSAGES:
                self._kept.popitem(last=False)
        return [known[text] for text in texts]


def _token_ranges(match: Match, offsets: Any) -> list[list[int]]:  # noqa: ANN401
    """Return the tokens of each sentence of a passage; none for a sentence beyond the model's limit."""
    shift = match.hit.passage.start
    return [
        [i for i, (a, b) in enumerate(offsets) if b > a and a < end - shift and b > start - shift]
        for start, end in match.stored.sentences
    ]


def _best_span(spans: Any, tokens: Sequence[int]) -> tuple[int, int]:  # noqa: ANN401
    """Return the first and last token of the likeliest answer among a sentence's tokens."""
    starts = [float(spans[i, 0]) for i in tokens]
    ends = [float(spans[i, 1]) for i in tokens]
    best, pair = float("-inf"), (tokens[0], tokens[0])
    for i in range(len(tokens)):
        for j in range(i, min(i + _MAX_ANSWER_TOKENS, len(tokens))):
            if starts[i] + ends[j] > best:
                best, pair = starts[i] + ends[j], (tokens[i], tokens[j])
    return pair
