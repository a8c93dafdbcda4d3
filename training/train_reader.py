"""Train the reader: where a passage answers a question, by which sentence, and whether it does.

    python -m training.train_reader --data FOLDER_OF_SQUAD_JSON --out qa/reader.safetensors

Every file of the folder is in the SQuAD 2.0 schema; `training.data.held_back` says what is not trained on.
A checkpoint beside the output is gone on from when the same command is given again. Computes in bfloat16,
with the weights and the optimizer in float32: on a processor that multiplies bfloat16 that takes a third
of the time.
"""

import argparse
import logging
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional

from index.encode import load_encoder
from index.models import DEFAULT_MODEL
from training.data import load, nearest
from training.reader_model import NO_SCORE, ReaderNetwork, pad
from training.samples import Batch, Builder, Preparer, Sample, epoch

SPAN_WEIGHT, ACROSS_WEIGHT = 0.5, 0.5
WARM_UP = 200
EVERY = 500
PROBE = 500
_logger = logging.getLogger("train_reader")


def main() -> None:
    """Train, from the last checkpoint if there is one, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--steps", type=int, default=5600)
    parser.add_argument("--batch-size", type=int, default=24, help="questions a step")
    parser.add_argument("--learning-rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--begin", type=Path, help="weights of a reader to go on from, in place of the encoder's"
    )
    parser.add_argument(
        "--average",
        action="store_true",
        help="with --begin: write the mean of the weights begun from and of those trained "
        "(Wortsman et al., Model soups, 2022)",
    )
    options = parser.parse_args()
    if options.average and not options.begin:
        parser.error("--average needs --begin")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(options.seed)
    model = load_encoder(options.model).sentence_transformer()
    body, tokenizer = model[0].auto_model, model.tokenizer
    train, test = prepared(options, tokenizer)
    _logger.info("%d samples to train on, %d held back", len(train), len(test))
    network = ReaderNetwork(body)
    if options.begin:
        network.load_state_dict({name: value.float() for name, value in load_file(options.begin).items()})
    run(Trained(network, options), train, test, Builder(tokenizer), options)


def prepared(options: argparse.Namespace, tokenizer: Any) -> tuple[list[Sample], list[Sample]]:  # noqa: ANN401
    """Return the samples to train on and those held back."""
    preparer, encoder = Preparer(tokenizer), load_encoder(options.model)
    passages, asked = load(options.data, back=False)
    train = preparer.samples(passages, asked, nearest(passages, asked, encoder), options.seed)
    passages, asked = load(options.data, back=True)
    return train, preparer.samples(passages, asked, [[] for _ in asked], 0)


def loss_of(network: ReaderNetwork, batch: Batch) -> Tensor:
    """Return the loss of a batch.

    It asks for the right sentence or none, for the answer's first and last token or nowhere, and, of a
    question that is asked of two passages, for the right sentence among those of both.
    """
    scores, spans = network(*pad([row.shown for row in batch.rows]))
    labels = torch.tensor([[row.sentence, row.first, row.last] for row in batch.rows])
    loss = functional.cross_entropy(scores, labels[:, 0])
    for side in (0, 1):
        loss = loss + SPAN_WEIGHT / 2 * functional.cross_entropy(spans[:, :, side], labels[:, 1 + side])
    if batch.pairs:
        mine, other = (torch.tensor(side) for side in zip(*batch.pairs, strict=True))
        both = torch.cat([scores[mine, 1:], scores[other, 1:]], dim=1)
        loss = loss + ACROSS_WEIGHT * functional.cross_entropy(both, labels[mine, 0] - 1)
    return loss


@torch.no_grad()
def measure(network: ReaderNetwork, samples: Sequence[Sample], builder: Builder) -> str:
    """Return how often the right sentence and first token are found, and how well no answer is told."""
    from sklearn.metrics import roc_auc_score

    sentence: list[bool] = []
    start: list[bool] = []
    sure: list[float] = []
    for begin in range(0, len(samples), 32):
        some = samples[begin : begin + 32]
        rows = [builder.row(sample) for sample in some]
        scores, spans = network(*pad([row.shown for row in rows]))
        spans[:, 0] = NO_SCORE
        best = scores[:, 1:].max(dim=1)
        sure += (best.values - scores[:, 0]).tolist()
        for i, (sample, row) in enumerate(zip(some, rows, strict=True)):
            if sample.answers:
                sentence.append(int(best.indices[i]) in {place[0] for place in sample.answers})
                start.append(int(spans[i, :, 0].argmax()) == row.first)
    auroc = roc_auc_score([bool(sample.answers) for sample in samples], sure)
    right, begun = sum(sentence) / len(sentence), sum(start) / len(start)
    return f"sentence {right:.3f}, start {begun:.3f}, AUROC {auroc:.3f}"


class Trained:
    """The weights in float32 with their optimizer, and the network that computes with them in bfloat16."""

    def __init__(self, network: ReaderNetwork, options: argparse.Namespace) -> None:
        """Copy the network's weights, then cast it."""
        self._names = [name for name, _ in network.named_parameters()]
        self._weights = [p.detach().clone().float() for p in network.parameters()]
        self.network = network.cast(torch.bfloat16)
        self._rate = float(options.learning_rate)
        self._steps = int(options.steps)
        self.step = 0
        decayed = [w for w in self._weights if w.ndim > 1]
        plain = [w for w in self._weights if w.ndim <= 1]
        self._optimizer = torch.optim.AdamW(
            [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}], lr=self._rate
        )

    def take_step(self) -> None:
        """Take one step along the network's gradients; the rate rises, then falls to nothing."""
        for weight, parameter in zip(self._weights, self.network.parameters(), strict=True):
            weight.grad = None if parameter.grad is None else parameter.grad.float()
            parameter.grad = None
        torch.nn.utils.clip_grad_norm_(self._weights, 1.0)
        for group in self._optimizer.param_groups:
            group["lr"] = self._rate * min(1.0, (self.step + 1) / WARM_UP) * (1 - self.step / self._steps)
        self._optimizer.step()
        self.step += 1
        self._show()

    @torch.no_grad()
    def _show(self) -> None:
        for weight, parameter in zip(self._weights, self.network.parameters(), strict=True):
            parameter.copy_(weight)

    def save_checkpoint(self, path: Path) -> None:
        """Write all that `load_checkpoint` needs; a crash while writing leaves the last one."""
        state = {"weights": self._weights, "optimizer": self._optimizer.state_dict(), "step": self.step}
        torch.save(state, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)

    @torch.no_grad()
    def load_checkpoint(self, path: Path) -> None:
        """Go back to where a checkpoint was written."""
        state = torch.load(path, weights_only=True)
        for weight, kept in zip(self._weights, state["weights"], strict=True):
            weight.copy_(kept)
        self._optimizer.load_state_dict(state["optimizer"])
        self.step = int(state["step"])
        self._show()

    def save(self, path: Path, model: str, begun: Path | None = None) -> None:
        """Write the weights in half precision, or their mean with the weights `begun` from."""
        weights = dict(zip(self._names, self._weights, strict=True))
        if begun is not None:
            weights = {name: (weights[name] + old.float()) / 2 for name, old in load_file(begun).items()}
        weights = {name: weight.half().contiguous() for name, weight in weights.items()}
        save_file(weights, path, metadata={"model": model, "steps": str(self.step)})


def run(
    trained: Trained,
    train: Sequence[Sample],
    test: Sequence[Sample],
    builder: Builder,
    options: argparse.Namespace,
) -> None:
    """Take the steps, keeping a checkpoint every `EVERY`."""
    checkpoint = options.out.with_suffix(".checkpoint.pt")
    if checkpoint.exists():
        trained.load_checkpoint(checkpoint)
    probe = random.Random(0).sample(list(test), min(PROBE, len(test)))
    began = time.monotonic()
    losses: list[float] = []
    seen = number = 0
    while trained.step < options.steps:
        number += 1
        for batch in epoch(train, builder, options.batch_size, options.seed * 1000 + number):
            seen += 1
            if seen <= trained.step or trained.step >= options.steps:
                continue  # taken before the checkpoint
            loss = loss_of(trained.network, batch)
            loss.backward()  # type: ignore[no-untyped-call]
            trained.take_step()
            losses.append(float(loss.detach()))
            if trained.step % 50 == 0:
                minutes = (time.monotonic() - began) / 60
                mean = sum(losses[-50:]) / len(losses[-50:])
                _logger.info("step %d, pass %d, %.1f min, loss %.3f", trained.step, number, minutes, mean)
            if trained.step % EVERY == 0:
                _logger.info("held back: %s", measure(trained.network, probe, builder))
                trained.save_checkpoint(checkpoint)
    _logger.info("held back, all: %s", measure(trained.network, test, builder))
    trained.save(options.out, options.model, options.begin if options.average else None)


if __name__ == "__main__":
    main()
