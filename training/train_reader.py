"""Train the reader: which sentence of a passage answers a question, and whether any does.

    python training/train_reader.py --data FOLDER_OF_SQUAD_JSON --out reader.safetensors

Every file of the folder is in the SQuAD 2.0 schema. The lower layers' states are computed once; the
upper layers are trained on them. A checkpoint is kept beside the output, from which a stopped run goes on.
"""

import argparse
import json
import logging
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

from index.encode import DEFAULT_MODEL, load_encoder
from index.split import sentence_spans
from qa.reader_model import JointReader

MAX_PASSAGE_TOKENS = 224
MAX_QUESTION_TOKENS = 40
NEGATIVE_SHARE = 0.35
SPAN_WEIGHT = 0.3
_logger = logging.getLogger("train_reader")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Example:
    """A question and where its answer stands: in which sentence (0: nowhere) and at which tokens."""

    question: int
    passage: int
    sentence: int
    start: int
    end: int


@dataclass(slots=True)
class Texts:
    """Texts as the lower layers see them: states in half precision, and sentences' token ranges."""

    states: list[Tensor]
    sentences: list[list[tuple[int, int]]]


def load_squad(folder: Path, held_back: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return (training, held-back) paragraphs; whole articles of SQuAD itself are held back."""
    train: list[dict[str, Any]] = []
    test: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.json")):
        articles = json.loads(path.read_text(encoding="utf-8"))["data"]
        for index, article in enumerate(articles):
            back = path.name.startswith("squad-v2") and index >= len(articles) - held_back
            for paragraph in article["paragraphs"]:
                (test if back else train).append({**paragraph, "article": f"{path.name}/{index}"})
    return train, test


class Preparer:
    """Turns paragraphs into examples and states."""

    def __init__(self, model: JointReader, tokenizer: Any) -> None:  # noqa: ANN401
        """Take the network, for its lower layers, and the tokenizer of its body."""
        self._model = model
        self._tokenizer = tokenizer

    def states(self, texts: list[str], limit: int) -> list[Tensor]:
        """Return the lower layers' states (tokens, width) of each text, in half precision."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        found: list[Tensor] = [torch.empty(0)] * len(texts)
        for first in range(0, len(order), 64):
            some = order[first : first + 64]
            batch = self._tokenizer(
                [texts[i] for i in some], truncation=True, max_length=limit, padding=True, return_tensors="pt"
            )
            states = self._model.lower(batch["input_ids"], batch["attention_mask"]).half()
            for row, i in enumerate(some):
                found[i] = states[row, : int(batch["attention_mask"][row].sum())].clone()
        return found

    def passage(self, text: str) -> tuple[list[Span], list[Span], list[Span]]:
        """Return (token offsets, sentences' token ranges, sentences' character spans) of a passage."""
        encoded = self._tokenizer(
            text, truncation=True, max_length=MAX_PASSAGE_TOKENS, return_offsets_mapping=True
        )
        offsets = [tuple(pair) for pair in encoded["offset_mapping"]]
        spans = sentence_spans(text, "en")
        ranges: list[tuple[int, int]] = []
        for start, end in spans:
            inside = [i for i, (a, b) in enumerate(offsets) if b > a and a < end and b > start]
            ranges.append((inside[0], inside[-1] + 1) if inside else (0, 0))
        return offsets, ranges, spans


def prepare(
    preparer: Preparer, paragraphs: list[dict[str, Any]], seed: int
) -> tuple[list[Example], Texts, list[Tensor]]:
    """Return examples, the passages, and the questions' states."""
    generator = random.Random(seed)
    questions: list[str] = []
    examples: list[Example] = []
    ranges: list[list[tuple[int, int]]] = []
    by_article: dict[str, list[int]] = {}
    for index, paragraph in enumerate(paragraphs):
        by_article.setdefault(paragraph["article"], []).append(index)
    for index, paragraph in enumerate(paragraphs):
        offsets, token_ranges, spans = preparer.passage(paragraph["context"])
        ranges.append(token_ranges)
        others = [i for i in by_article[paragraph["article"]] if i != index]
        for qa in paragraph["qas"]:
            question = len(questions)
            questions.append(qa["question"].strip())
            if qa.get("is_impossible") or not qa["answers"]:
                examples.append(Example(question, index, 0, 0, 0))
                continue
            answer = qa["answers"][0]
            start, end = answer["answer_start"], answer["answer_start"] + len(answer["text"])
            sentence = next((i for i, (a, b) in enumerate(spans) if a <= start < b), None)
            inside = [i for i, (a, b) in enumerate(offsets) if b > a and a < end and b > start]
            if sentence is None or not inside or token_ranges[sentence] == (0, 0):
                continue
            examples.append(Example(question, index, sentence + 1, inside[0], inside[-1]))
            if others and generator.random() < NEGATIVE_SHARE:
                other = generator.choice(others)
                if answer["text"].lower() not in paragraphs[other]["context"].lower():
                    examples.append(Example(question, other, 0, 0, 0))
    texts = Texts(preparer.states([p["context"] for p in paragraphs], MAX_PASSAGE_TOKENS), ranges)
    return examples, texts, preparer.states(questions, MAX_QUESTION_TOKENS)


def collate(examples: list[Example], texts: Texts, questions: list[Tensor]) -> tuple[Tensor, ...]:
    """Pad a batch; returns the inputs of `JointReader.forward` and the labels."""
    asked = [questions[e.question].float() for e in examples]
    read = [texts.states[e.passage].float() for e in examples]
    ranges = [texts.sentences[e.passage] for e in examples]
    sentences = torch.zeros(len(examples), max(len(r) for r in ranges), max(len(r) for r in read))
    for row, token_ranges in enumerate(ranges):
        for column, (start, end) in enumerate(token_ranges):
            if end > start:
                sentences[row, column, start:end] = 1.0 / (end - start)
    return (
        *_padded(asked),
        *_padded(read),
        sentences,
        torch.tensor([e.sentence for e in examples]),
        torch.tensor([[e.start, e.end] for e in examples]),
    )


def _padded(rows: list[Tensor]) -> tuple[Tensor, Tensor]:
    longest = max(len(row) for row in rows)
    padded = torch.zeros(len(rows), longest, rows[0].shape[1])
    mask = torch.zeros(len(rows), longest)
    for index, row in enumerate(rows):
        padded[index, : len(row)] = row
        mask[index, : len(row)] = 1.0
    return padded, mask


def loss_of(model: JointReader, batch: tuple[Tensor, ...]) -> Tensor:
    """Return the loss: the right sentence (or none), and the answer's first and last token."""
    *inputs, sentence, span = batch
    scores, spans = model(*inputs)
    loss = functional.cross_entropy(scores, sentence)
    answerable = sentence > 0
    if answerable.any():
        for side in (0, 1):
            loss = loss + SPAN_WEIGHT / 2 * functional.cross_entropy(
                spans[answerable][:, :, side], span[answerable][:, side]
            )
    return loss


def batches(
    examples: list[Example], texts: Texts, size: int, generator: random.Random
) -> list[list[Example]]:
    """Return shuffled batches of examples of about equal length."""
    shuffled = examples[:]
    generator.shuffle(shuffled)
    found: list[list[Example]] = []
    for first in range(0, len(shuffled), size * 40):
        pool = sorted(shuffled[first : first + size * 40], key=lambda e: len(texts.states[e.passage]))
        found += [pool[i : i + size] for i in range(0, len(pool), size)]
    generator.shuffle(found)
    return found


@torch.no_grad()
def measure(model: JointReader, examples: list[Example], texts: Texts, questions: list[Tensor]) -> str:
    """Return how often the right sentence is found, and how well questions without answer are told."""
    from sklearn.metrics import roc_auc_score

    model.eval()
    right: list[bool] = []
    sure: list[float] = []
    for first in range(0, len(examples), 32):
        *inputs, sentence, _ = collate(examples[first : first + 32], texts, questions)
        scores, _ = model(*inputs)
        best = scores[:, 1:].max(dim=1)
        right += [bool(b + 1 == s) for b, s in zip(best.indices, sentence, strict=True) if s > 0]
        sure += (best.values - scores[:, 0]).tolist()
    model.train()
    answerable = [e.sentence > 0 for e in examples]
    return f"sentence {sum(right) / max(len(right), 1):.3f}, AUROC {roc_auc_score(answerable, sure):.3f}"


def main() -> None:
    """Train, from the last checkpoint if there is one, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--batch-size", type=int, default=16)
    parser.add_argument("--learning-rate", type=float, default=2e-4)
    parser.add_argument("--held-back", type=int, default=6, help="SQuAD articles not trained on")
    parser.add_argument("--max-minutes", type=float, default=1e9, help="end early, the rate falling in time")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(options.seed)
    encoder = load_encoder(options.model)
    body, tokenizer = encoder.body()
    model = JointReader(body)
    train_set, test_set = load_squad(options.data, options.held_back)
    preparer = Preparer(model, tokenizer)
    test = prepare(preparer, test_set, options.seed)
    train = prepare(preparer, train_set, options.seed)
    _logger.info("%d examples to train on, %d held back", len(train[0]), len(test[0]))
    run(model, train, test, options)


def run(model: JointReader, train: Any, test: Any, options: argparse.Namespace) -> None:  # noqa: ANN401
    """Take the steps, keeping a checkpoint every 200."""
    examples, texts, questions = train
    generator = random.Random(options.seed)
    optimizer = torch.optim.AdamW(model.parameters(), lr=options.learning_rate, weight_decay=0.01)
    checkpoint = options.out.with_suffix(".checkpoint.pt")
    step, spent = 0, 0.0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        step, spent = state["step"], state["spent"]
    probe = random.Random(0).sample(test[0], min(600, len(test[0])))
    started = time.monotonic() - spent
    losses: list[float] = []
    while step < options.steps:
        for batch in batches(examples, texts, options.batch_size, generator):
            minutes = (time.monotonic() - started) / 60
            done = max(step / options.steps, minutes / options.max_minutes)
            if done >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = options.learning_rate * min(1.0, (step + 1) / 150) * (1 - done)
            loss = loss_of(model, collate(batch, texts, questions))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            losses.append(float(loss.detach()))
            step += 1
            if step % 50 == 0:
                _logger.info("step %d, %.1f min, loss %.3f", step, minutes, sum(losses[-50:]) / 50)
            if step % 200 == 0:
                _logger.info("held back: %s", measure(model, probe, texts=test[1], questions=test[2]))
                state = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
                torch.save({**state, "step": step, "spent": minutes * 60}, checkpoint)
        else:
            continue
        break
    _logger.info("held back, all: %s", measure(model, test[0], texts=test[1], questions=test[2]))
    weights = {name: value.half().contiguous() for name, value in model.state_dict().items()}
    save_file(weights, options.out, metadata={"model": options.model, "steps": str(step)})
    checkpoint.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
