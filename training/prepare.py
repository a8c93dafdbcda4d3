"""Make the samples that the reader is trained on.

    python -m training.prepare --data FOLDER --yardsticks FOLDER --out samples.json.gz

Every file of the folder of data is in the SQuAD 2.0 schema; the folder of yardsticks holds the sets of
`training.evidence_sets`; those of `training/written`, `training/documents` and `training/dossiers` are added.
What is held back is never trained on. `--share written=0.2` has a fifth of the questions of that set, and
`--share scifact=4` each four times, whatever they count otherwise.
"""

import argparse
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.encode import Encoder, load_encoder
from index.models import DEFAULT_MODEL
from training.data import Asked, Passage, load, nearest, together
from training.documents import load_documents
from training.dossiers import load_dossiers
from training.evidence_sets import load_evidence
from training.kept import Prepared, save_samples
from training.samples import Preparer
from training.written import load_written


def main() -> None:
    """Read the sets and write the samples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--yardsticks", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--but", default="", help="genres of training/written to leave out, parted by commas")
    parser.add_argument(
        "--documents",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="those of training/documents and training/dossiers",
    )
    parser.add_argument(
        "--share", action="append", default=[], metavar="SET=NUMBER", help="how often a set's questions count"
    )
    options = parser.parse_args()
    save_samples(options.out, prepare(options))


def prepare(options: argparse.Namespace) -> Prepared:
    """Return the samples to train on and those held back."""
    encoder = load_encoder(options.model)
    tokenizer: Any = encoder.sentence_transformer().tokenizer
    preparer = Preparer(tokenizer)
    passages, asked = joined(options, encoder, back=False)
    shares = dict(one.split("=") for one in options.share)
    asked = weighed(passages, asked, {name: float(share) for name, share in shares.items()}, options.seed)
    near = nearest(passages, asked, encoder)
    train = preparer.samples(passages, asked, near, options.seed)
    passages, asked = joined(options, encoder, back=True)
    return Prepared(train, preparer.samples(passages, asked, [[] for _ in asked], 0), preparer.builder())


def joined(options: argparse.Namespace, encoder: Encoder, *, back: bool) -> tuple[list[Passage], list[Asked]]:
    """Return the passages and questions of all sets together."""
    written = load_written(back=back, but=options.but.split(","))
    public = (load(options.data, back=back), load_evidence(options.yardsticks, back=back))
    loaders = (load_documents, load_dossiers) if options.documents else ()
    return together((*public, written, *(one(encoder, back=back) for one in loaders)))


def weighed(
    passages: Sequence[Passage], asked: Sequence[Asked], shares: Mapping[str, float], seed: int
) -> list[Asked]:
    """Return the questions, those of sets with a share as often as it says; a part of one by chance.

    A set is called by the first word of its passages' source.
    """
    generator = random.Random(seed)
    found: list[Asked] = []
    for one in asked:
        share = shares.get(passages[one.passage].source.split()[0])
        often = one.often if share is None else int(share) + (generator.random() < share % 1)
        found += [replace(one, often=often)] if often else []
    return found


if __name__ == "__main__":
    main()
