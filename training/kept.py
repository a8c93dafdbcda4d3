"""Samples in a file, so that they are made once and read where there is nothing to make them with."""

import gzip
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from training.rows import Builder, Sample, Shown

__all__ = ["Prepared", "load_samples", "save_samples"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is trained on, what is held back, and what makes rows of both."""

    train: list[Sample]
    test: list[Sample]
    builder: Builder


def save_samples(path: Path, prepared: Prepared) -> None:
    """Write all samples, every passage once."""
    numbers: dict[int, int] = {}
    passages: list[Shown] = []

    def number(shown: Shown) -> int:
        if id(shown) not in numbers:
            numbers[id(shown)] = len(passages)
            passages.append(shown)
        return numbers[id(shown)]

    def values(samples: Sequence[Sample]) -> list[Any]:
        return [[s.question, number(s.passage), s.answers, [number(n) for n in s.near]] for s in samples]

    value = {
        "builder": asdict(prepared.builder),
        "train": values(prepared.train),
        "test": values(prepared.test),
    }
    value["passages"] = [[p.ids, p.sentences, p.title, p.headed] for p in passages]
    with gzip.open(path, "wt", encoding="ascii", compresslevel=6) as file:
        json.dump(value, file, separators=(",", ":"))


def load_samples(path: Path) -> Prepared:
    """Read what `save_samples` wrote."""
    with gzip.open(path, "rt", encoding="ascii") as file:
        value = json.load(file)
    passages = [
        Shown(ids, [(a, b) for a, b in places], title, headed)
        for ids, places, title, headed in value["passages"]
    ]

    def samples(rows: list[Any]) -> list[Sample]:
        return [
            Sample(question, passages[own], [(a, b, c) for a, b, c in answers], [passages[n] for n in near])
            for question, own, answers, near in rows
        ]

    own = value["builder"]
    builder = Builder(tuple(own["special"]), own["mask"], own["mark"])
    return Prepared(samples(value["train"]), samples(value["test"]), builder)
