"""Make the samples that the reader is trained on.

    python -m training.prepare --data FOLDER --yardsticks FOLDER --out samples.json.gz

Every file of the folder of data is in the SQuAD 2.0 schema; the folder of yardsticks holds the sets of
`training.evidence_sets`; those of `training/written` and `training/documents` are added. What is held back
is never trained on.
"""

import argparse
from pathlib import Path
from typing import Any

from index.encode import Encoder, load_encoder
from index.models import DEFAULT_MODEL
from training.data import Asked, Passage, load, nearest, together
from training.documents import load_documents
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
        "--documents", action=argparse.BooleanOptionalAction, default=True, help="those of training/documents"
    )
    options = parser.parse_args()
    save_samples(options.out, prepare(options))


def prepare(options: argparse.Namespace) -> Prepared:
    """Return the samples to train on and those held back."""
    encoder = load_encoder(options.model)
    tokenizer: Any = encoder.sentence_transformer().tokenizer
    preparer = Preparer(tokenizer)
    passages, asked = joined(options, encoder, back=False)
    near = nearest(passages, asked, encoder)
    train = preparer.samples(passages, asked, near, options.seed)
    passages, asked = joined(options, encoder, back=True)
    return Prepared(train, preparer.samples(passages, asked, [[] for _ in asked], 0), preparer.builder())


def joined(options: argparse.Namespace, encoder: Encoder, *, back: bool) -> tuple[list[Passage], list[Asked]]:
    """Return the passages and questions of all sets together."""
    written = load_written(back=back, but=options.but.split(","))
    public = (load(options.data, back=back), load_evidence(options.yardsticks, back=back))
    documents = load_documents(encoder, back=back) if options.documents else ([], [])
    return together((*public, written, documents))


if __name__ == "__main__":
    main()
