"""Train the reader: where a passage answers a question, by which sentence, and whether it does.

    python -m training.prepare --data FOLDER --yardsticks FOLDER --out samples.json.gz
    python -m training.train_reader --samples samples.json.gz --out qa/reader.safetensors

Given `--teachers`, readers trained before, a reader learns from what they say together as well as from the
labels (Hinton et al., Distilling the knowledge in a neural network, 2015). A checkpoint beside the output is
gone on from when the same command is given again. Computes in bfloat16, with the weights and the optimizer
in float32, on a graphics card where there is one; a processor that multiplies bfloat16 takes a third of the
time of one that doesn't.
"""

import argparse
import logging
import random
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch.utils.data import DataLoader, Dataset

from index.models import DEFAULT_MODEL, model_folder, offline
from training.kept import Prepared, load_samples
from training.losses import Logits, Tensors, hard_loss, logits, packed, soft_loss
from training.reader_model import NO_SCORE, ReaderNetwork
from training.rows import NEIGHBOUR, Batch, Builder, Sample, batches, pools

SOFT = 0.75
"""How much of the loss is what teachers say, where there are some."""
WARM_UP = 200
PROBE = 1000
_logger = logging.getLogger("train_reader")


def main() -> None:
    """Train, from the last checkpoint if there is one, and write the weights."""
    options = arguments()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(options.seed)
    prepared = load_samples(options.samples)
    prepared = replace(prepared, builder=replace(prepared.builder, neighbour=options.neighbour))
    _logger.info("%d samples to train on, %d held back", len(prepared.train), len(prepared.test))
    body = encoder_body(options.model)
    network = ReaderNetwork(body, options.dropout)
    if options.begin:
        network.load_state_dict(in_float(options.begin))
    trained = Trained(network, options)
    teachers = [loaded(body, path, options.device) for path in options.teachers]
    run(trained, teachers, prepared, options)
    trained.save(options.out, DEFAULT_MODEL)
    options.out.with_suffix(".checkpoint.pt").unlink(missing_ok=True)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=Path, required=True, help="what training.prepare wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--teachers", type=Path, nargs="*", default=[], help="weights of readers to learn from"
    )
    parser.add_argument("--soft", type=float, default=SOFT, help="share of the teachers in the loss")
    parser.add_argument("--begin", type=Path, help="weights to go on from, in place of the encoder's")
    parser.add_argument(
        "--neighbour", type=float, default=NEIGHBOUR, help="share also asked of a near passage"
    )
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--passes", type=int, default=6)
    parser.add_argument("--batch-size", type=int, default=96, help="rows a step")
    parser.add_argument("--learning-rate", type=float, default=4e-4)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2, help="processes that make rows")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    return parser.parse_args()


def encoder_body(model: str) -> Any:  # noqa: ANN401 - transformers' BertModel
    """Return the transformer of the encoder."""
    offline()
    from transformers import BertModel

    return BertModel.from_pretrained(model_folder(model), dtype=torch.float32, add_pooling_layer=False)


def in_float(path: Path) -> dict[str, torch.Tensor]:
    """Return weights in single precision."""
    return {name: value.float() for name, value in load_file(path).items()}


def loaded(body: Any, path: Path, device: str) -> ReaderNetwork:  # noqa: ANN401
    """Return a reader trained before, to be asked."""
    network = ReaderNetwork(body)
    network.load_state_dict(in_float(path))
    return network.cast(torch.bfloat16, device).eval()


class Rows(Dataset[list[Tensors]]):
    """One pass over the samples, as pools of batches."""

    def __init__(self, samples: Sequence[Sample], builder: Builder, size: int, seed: int) -> None:
        """Shuffle the samples; `size` is that of a batch."""
        self._pools, self._builder, self._size, self._seed = pools(samples, seed), builder, size, seed

    def __len__(self) -> int:
        """Return how many pools there are."""
        return len(self._pools)

    def __getitem__(self, number: int) -> list[Tensors]:
        """Return the batches of a pool, the same at every call."""
        made = batches(self._pools[number], self._builder, self._size, self._seed * 10_000 + number)
        return [packed(batch) for batch in made]


class Trained:
    """The weights in float32 with their optimizer, and the network that computes with them in bfloat16."""

    def __init__(self, network: ReaderNetwork, options: argparse.Namespace) -> None:
        """Copy the network's weights, then cast it."""
        self._names = [name for name, _ in network.named_parameters()]
        self._weights = [p.detach().clone().float().to(options.device) for p in network.parameters()]
        self.network = network.cast(torch.bfloat16, options.device)
        self._rate = float(options.learning_rate)
        self.step = self.passes = 0
        decayed = [w for w in self._weights if w.ndim > 1]
        plain = [w for w in self._weights if w.ndim <= 1]
        groups = [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}]
        self._optimizer = torch.optim.AdamW(groups, lr=self._rate, fused=True)

    def take_step(self, done: float) -> None:
        """Take one step along the network's gradients; the rate rises, then falls to nothing.

        `done` is the share of the training that lies behind.
        """
        for weight, parameter in zip(self._weights, self.network.parameters(), strict=True):
            weight.grad = None if parameter.grad is None else parameter.grad.float()
            parameter.grad = None
        torch.nn.utils.clip_grad_norm_(self._weights, 1.0)
        for group in self._optimizer.param_groups:
            group["lr"] = self._rate * min(1.0, (self.step + 1) / WARM_UP) * (1 - done)
        self._optimizer.step()
        self.step += 1
        self._show()

    @torch.no_grad()
    def _show(self) -> None:
        torch._foreach_copy_(list(self.network.parameters()), self._weights)

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

    def save(self, path: Path, model: str) -> None:
        """Write the weights in half precision; a crash while writing leaves no file of that name."""
        values = zip(self._names, self._weights, strict=True)
        weights = {name: value.half().cpu().contiguous() for name, value in values}
        new = path.with_suffix(".new")
        save_file(weights, new, metadata={"model": model, "steps": str(self.step)})
        new.replace(path)


def run(
    trained: Trained, teachers: Sequence[ReaderNetwork], prepared: Prepared, options: argparse.Namespace
) -> None:
    """Take the steps, keeping a checkpoint after every pass."""
    checkpoint = options.out.with_suffix(".checkpoint.pt")
    if checkpoint.exists():
        trained.load_checkpoint(checkpoint)
    probe = random.Random(0).sample(prepared.test, min(PROBE, len(prepared.test)))
    if teachers:
        _logger.info("teachers, held back: %s", measure(teachers, probe, prepared.builder, options.device))
    began = time.monotonic()
    while trained.passes < options.passes:
        mean = take_pass(trained, teachers, prepared, options)
        trained.save_checkpoint(checkpoint)
        found = measure([trained.network.eval()], probe, prepared.builder, options.device)
        minutes = (time.monotonic() - began) / 60
        _logger.info("pass %d, %.1f min, loss %.3f; held back: %s", trained.passes, minutes, mean, found)
    found = measure([trained.network.eval()], prepared.test, prepared.builder, options.device)
    _logger.info("held back, all: %s", found)


def take_pass(
    trained: Trained, teachers: Sequence[ReaderNetwork], prepared: Prepared, options: argparse.Namespace
) -> float:
    """Take the steps of one pass over the samples, and return the mean loss."""
    trained.network.train()
    seed = options.seed * 1000 + trained.passes
    rows = Rows(prepared.train, prepared.builder, options.batch_size, seed)
    # the other way to share keeps a file open for every tensor
    torch.multiprocessing.set_sharing_strategy("file_system")  # type: ignore[no-untyped-call]
    total, before = torch.zeros((), device=options.device), trained.step
    for number, pool in enumerate(DataLoader(rows, batch_size=None, num_workers=options.workers)):
        for batch in pool:
            loss = loss_of(trained.network, teachers, batch.to(options.device), options.soft)
            loss.backward()  # type: ignore[no-untyped-call]
            trained.take_step((trained.passes + number / len(rows)) / options.passes)
            total += loss.detach()
    trained.passes += 1
    return float(total) / (trained.step - before)


def loss_of(
    network: ReaderNetwork, teachers: Sequence[ReaderNetwork], batch: Tensors, soft: float
) -> torch.Tensor:
    """Return the loss of a batch, by its labels and by what the teachers say."""
    found = logits(network, batch)
    if not teachers:
        return hard_loss(found, batch)
    with torch.no_grad():
        said = together(teachers, batch)
    return (1 - soft) * hard_loss(found, batch) + soft * soft_loss(found, said, batch)


def together(networks: Sequence[ReaderNetwork], batch: Tensors) -> Logits:
    """Return the mean logits of some networks."""
    scores, spans = zip(*(logits(network, batch) for network in networks), strict=True)
    return torch.stack(scores).mean(0), torch.stack(spans).mean(0)


@torch.no_grad()
def measure(
    networks: Sequence[ReaderNetwork], samples: Sequence[Sample], builder: Builder, device: str
) -> str:
    """Return how often the right sentence and first token are found, and how well no answer is told."""
    from sklearn.metrics import roc_auc_score

    sentence: list[bool] = []
    start: list[bool] = []
    answered: list[bool] = []
    sure: list[float] = []
    for begin in range(0, len(samples), 32):
        rows = [builder.row(sample) for sample in samples[begin : begin + 32]]
        batch = packed(Batch(rows, []))
        scores, spans = (value.cpu() for value in together(networks, batch.to(device)))
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
