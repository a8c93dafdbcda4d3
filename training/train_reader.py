"""Train the reader: where a passage answers a question, by which sentence, and whether it does.

    python -m training.prepare --data FOLDER --yardsticks FOLDER --out samples.json.gz
    python -m training.train_reader --samples samples.json.gz --out qa/reader.safetensors

With several seeds, and a file to write for each, as many readers are trained beside each other, each on the
samples in another order. Given `--teachers`, readers trained before, a reader learns from what they say
together as well as from the labels (Hinton et al., Distilling the knowledge in a neural network, 2015). A
checkpoint beside the output is gone on from when the same command is given again. Computes in bfloat16, with
the weights and the optimizer in float32, on a graphics card where there is one; a processor that multiplies
bfloat16 takes a third of the time of one that doesn't.
"""

import argparse
import logging
import os
import random
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from index.models import DEFAULT_MODEL, model_folder, offline
from training.kept import Prepared, load_samples
from training.losses import Logits, Tensors, hard_loss, logits, packed, soft_loss
from training.reader_model import NO_SCORE, ReaderNetwork, first_weights
from training.rows import NEIGHBOUR, Batch, Builder, Sample, batches, joined, pools

SOFT = 0.75
"""How much of the loss is what teachers say, where there are some."""
WARM_UP = 200
PROBE = 1000
_logger = logging.getLogger("train_reader")


def main() -> None:
    """Train, from the last checkpoint if there is one, and write the weights."""
    options = arguments()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(options.seed[0])
    prepared = load_samples(options.samples)
    builder = replace(prepared.builder, neighbour=options.neighbour, neighbours=options.neighbours)
    prepared = replace(prepared, builder=builder)
    _logger.info("%d samples to train on, %d held back", len(prepared.train), len(prepared.test))
    body = encoder_body(options.model)
    first = [load_file(path) for path in options.begin] or [first_weights(body, s) for s in options.seed]
    trained = Trained(ReaderNetwork(body, first, options.dropout), options)
    teachers = None
    if options.teachers:
        teachers = ReaderNetwork(body, [load_file(path) for path in options.teachers])
        teachers.cast(torch.bfloat16, options.device)
    run(trained, teachers, prepared, options)
    trained.save(options.out, DEFAULT_MODEL)
    checkpoint_of(options).unlink(missing_ok=True)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=Path, required=True, help="what training.prepare wrote")
    parser.add_argument("--out", type=Path, nargs="+", required=True, help="a file for each seed")
    parser.add_argument(
        "--teachers", type=Path, nargs="*", default=[], help="weights of readers to learn from"
    )
    parser.add_argument("--soft", type=float, default=SOFT, help="share of the teachers in the loss")
    parser.add_argument(
        "--begin", type=Path, nargs="*", default=[], help="weights to go on from, in place of the encoder's"
    )
    parser.add_argument(
        "--neighbour", type=float, default=NEIGHBOUR, help="share also asked of near passages"
    )
    parser.add_argument("--neighbours", type=int, default=1, help="of how many at most")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--passes", type=int, default=6)
    parser.add_argument("--batch-size", type=int, default=96, help="rows a step")
    parser.add_argument("--learning-rate", type=float, default=4e-4)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument(
        "--seed", type=int, nargs="+", default=[1], help="of each reader that is trained beside the others"
    )
    parser.add_argument(
        "--workers", type=int, default=max(2, (os.cpu_count() or 2) - 2), help="processes that make rows"
    )
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    if len(options.out) != len(options.seed) or len(options.begin) not in (0, len(options.seed)):
        parser.error("--out and --begin want as many files as --seed has seeds")
    return options


def checkpoint_of(options: argparse.Namespace) -> Path:
    """Return where the state after a pass is kept: beside the first output."""
    return Path(options.out[0]).with_suffix(".checkpoint.pt")


def encoder_body(model: str) -> Any:  # noqa: ANN401 - transformers' BertModel
    """Return the transformer of the encoder."""
    offline()
    from transformers import BertModel

    return BertModel.from_pretrained(model_folder(model), dtype=torch.float32, add_pooling_layer=False)


class Rows(Dataset[list[Tensors]]):
    """One pass over the samples, as pools of batches; each reader in another order."""

    def __init__(self, samples: Sequence[Sample], builder: Builder, size: int, seeds: Sequence[int]) -> None:
        """Shuffle the samples for each seed; `size` is that of a batch."""
        self._pools = [pools(samples, seed) for seed in seeds]
        self._builder, self._size, self._seeds = builder, size, seeds

    def __len__(self) -> int:
        """Return how many pools there are."""
        return len(self._pools[0])

    def __getitem__(self, number: int) -> list[Tensors]:
        """Return the batches of a pool, the same at every call: of the readers, one below the other.

        They come sorted by length, so that what stands beside each other is about as long.
        """
        found = (
            batches(own[number], self._builder, self._size, seed * 10_000 + number)
            for own, seed in zip(self._pools, self._seeds, strict=True)
        )
        even = (beside for beside in zip(*found, strict=False) if len({len(b.rows) for b in beside}) == 1)
        beside = [packed(joined(parts)) for parts in even]
        random.Random(self._seeds[0] * 10_000 + number).shuffle(beside)
        return beside


class Trained:
    """The weights in float32 with their optimizer, and the network that computes with them in bfloat16."""

    def __init__(self, network: ReaderNetwork, options: argparse.Namespace) -> None:
        """Copy the network's weights, then cast it."""
        self._weights = [values.float().to(options.device, copy=True) for values in network.flat]
        self.network = network.cast(torch.bfloat16, options.device)
        for values in self.network.flat:
            values.requires_grad_()
        self._rate = float(options.learning_rate)
        self.step = self.passes = 0
        groups = [
            {"params": [values], "weight_decay": decay}
            for values, decay in zip(self._weights, (0.01, 0.0), strict=True)
        ]
        self._optimizer = torch.optim.AdamW(groups, lr=self._rate, fused=True)

    def take_step(self, done: float) -> None:
        """Take one step along the network's gradients; the rate rises, then falls to nothing.

        `done` is the share of the training that lies behind.
        """
        gradients = [values.grad.float() for values in self.network.flat if values.grad is not None]
        for weight, gradient, values in zip(
            self._weights, shortened(gradients), self.network.flat, strict=True
        ):
            weight.grad, values.grad = gradient, None
        for group in self._optimizer.param_groups:
            group["lr"] = self._rate * min(1.0, (self.step + 1) / WARM_UP) * (1 - done)
        self._optimizer.step()
        self.step += 1
        self._show()

    @torch.no_grad()
    def _show(self) -> None:
        torch._foreach_copy_(self.network.flat, self._weights)

    def save_checkpoint(self, path: Path) -> None:
        """Write all that `load_checkpoint` needs; a crash while writing leaves the last one."""
        state = {
            "weights": self._weights,
            "optimizer": self._optimizer.state_dict(),
            "done": [self.step, self.passes],
        }
        torch.save(state, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)

    @torch.no_grad()
    def load_checkpoint(self, path: Path) -> None:
        """Go back to where a checkpoint was written."""
        state = torch.load(path, weights_only=True, map_location=self._weights[0].device)
        for weight, kept in zip(self._weights, state["weights"], strict=True):
            weight.copy_(kept)
        self._optimizer.load_state_dict(state["optimizer"])
        self.step, self.passes = state["done"]
        self._show()

    def save(self, paths: Sequence[Path], model: str) -> None:
        """Write each reader's weights in half precision; a crash while writing leaves no file of its name."""
        named = self.network.weights(self._weights)
        for number, path in enumerate(paths):
            weights = {name: value[number].half().cpu().contiguous() for name, value in named.items()}
            new = path.with_suffix(".new")
            save_file(weights, new, metadata={"model": model, "steps": str(self.step)})
            new.replace(path)


def shortened(gradients: Sequence[Tensor]) -> list[Tensor]:
    """Return gradients of shape (readers, numbers), each reader's no longer than 1 over all of them."""
    length = torch.stack([own.norm(dim=1) for own in gradients]).norm(dim=0)
    return [own * (1 / (length + 1e-6)).clamp(max=1.0)[:, None] for own in gradients]


def run(
    trained: Trained, teachers: ReaderNetwork | None, prepared: Prepared, options: argparse.Namespace
) -> None:
    """Take the steps, keeping a checkpoint after every pass."""
    checkpoint = checkpoint_of(options)
    if checkpoint.exists():
        trained.load_checkpoint(checkpoint)
    probe = random.Random(0).sample(prepared.test, min(PROBE, len(prepared.test)))
    if teachers:
        _logger.info("teachers, held back: %s", measure(teachers, probe, prepared.builder, options.device))
    began = time.monotonic()
    while trained.passes < options.passes:
        mean = take_pass(trained, teachers, prepared, options)
        trained.save_checkpoint(checkpoint)
        found = measure(trained.network, probe, prepared.builder, options.device)
        minutes = (time.monotonic() - began) / 60
        _logger.info("pass %d, %.1f min, loss %.3f; held back: %s", trained.passes, minutes, mean, found)
    found = measure(trained.network, prepared.test, prepared.builder, options.device)
    _logger.info("held back, all: %s", found)


def take_pass(
    trained: Trained, teachers: ReaderNetwork | None, prepared: Prepared, options: argparse.Namespace
) -> float:
    """Take the steps of one pass over the samples, and return the mean loss."""
    trained.network.training = True
    seeds = [seed * 1000 + trained.passes for seed in options.seed]
    rows = Rows(prepared.train, prepared.builder, options.batch_size, seeds)
    # the other way to share keeps a file open for every tensor
    torch.multiprocessing.set_sharing_strategy("file_system")  # type: ignore[no-untyped-call]
    total, before = torch.zeros((), device=options.device), trained.step
    for number, pool in enumerate(DataLoader(rows, batch_size=None, num_workers=options.workers)):
        for batch in pool:
            loss = loss_of(trained.network, teachers, batch.to(options.device), options.soft)
            loss.backward()  # type: ignore[no-untyped-call]
            trained.take_step((trained.passes + number / len(rows)) / options.passes)
            total += loss.detach()
    trained.network.training = False
    trained.passes += 1
    return float(total) / (trained.step - before) / trained.network.readers


def loss_of(network: ReaderNetwork, teachers: ReaderNetwork | None, batch: Tensors, soft: float) -> Tensor:
    """Return the loss of a batch, by its labels and by what the teachers say; of several readers the sum."""
    found = logits(network, batch)
    loss = hard_loss(found, batch)
    if teachers:
        with torch.no_grad():
            said = together(teachers, batch)
        loss = (1 - soft) * loss + soft * soft_loss(found, said, batch)
    return network.readers * loss


def together(network: ReaderNetwork, batch: Tensors) -> Logits:
    """Return the mean of what a network's readers say of the same rows."""
    scores, spans = logits(network, batch.repeated(network.readers))
    return _mean(scores, network.readers), _mean(spans, network.readers)


def _mean(values: Tensor, readers: int) -> Tensor:
    return values.view(readers, -1, *values.shape[1:]).mean(0)


@torch.no_grad()
def measure(network: ReaderNetwork, samples: Sequence[Sample], builder: Builder, device: str) -> str:
    """Return how often the right sentence and first token are found, and how well no answer is told."""
    from sklearn.metrics import roc_auc_score

    sentence: list[bool] = []
    start: list[bool] = []
    answered: list[bool] = []
    sure: list[float] = []
    for begin in range(0, len(samples), 32):
        rows = [builder.row(sample) for sample in samples[begin : begin + 32]]
        batch = packed(Batch(rows, []))
        scores, spans = (value.cpu() for value in together(network, batch.to(device)))
        spans[:, 0] = NO_SCORE
        best = scores[:, 1:].max(dim=1)
        sure += (best.values - scores[:, 0]).tolist()
        answered += (~batch.right[:, 0]).tolist()
        for i, row in enumerate(rows):
            if row.right != (0,):
                sentence.append(int(best.indices[i]) + 1 in row.right)
                if row.first >= 0:
                    start.append(int(spans[i, :, 0].argmax()) == row.first)
    auroc = roc_auc_score(answered, sure)
    right, begun = sum(sentence) / len(sentence), sum(start) / max(len(start), 1)
    return f"sentence {right:.4f}, start {begun:.4f}, AUROC {auroc:.4f}"


if __name__ == "__main__":
    main()
