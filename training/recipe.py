"""Train the reader that is shipped: four readers, and one that learns from what they say together.

    python -m training.recipe --data FOLDER --yardsticks FOLDER --work FOLDER --out qa/reader.safetensors

The four differ in their seeds alone, and are trained beside each other. The last begins from the first of
them. Whatever lies in the working folder already is not made again, so that the same command goes on after a
stop. On one graphics card of a data centre it takes 8 minutes beside the preparation, on two cores days.
"""

import argparse
import subprocess
import sys
from pathlib import Path

TEACHERS = 4
TEACHER = "--passes 4 --batch-size 128 --learning-rate 4.5e-4"
STUDENT = "--passes 4 --batch-size 128 --learning-rate 2.3e-4 --soft 0.9 --neighbour 0.7"
STUDENT_SEED = 12


def main() -> None:
    """Prepare, train the teachers, then the reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--data", "--yardsticks", "--work", "--out"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--but", default="", help="genres of training/written to leave out, parted by commas")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    samples = options.work / "samples.json.gz"
    if not samples.exists():
        prepare = ("training.prepare", "--data", options.data, "--yardsticks", options.yardsticks)
        run(*prepare, "--but", options.but, "--out", samples)
    seeds = range(1, TEACHERS + 1)
    teachers = [options.work / f"teacher{seed}.safetensors" for seed in seeds]
    train = ("training.train_reader", "--samples", samples)
    if not all(path.exists() for path in teachers):
        run(*train, *TEACHER.split(), "--seed", *seeds, "--out", *teachers)
    last = (*train, *STUDENT.split(), "--seed", STUDENT_SEED, "--begin", teachers[0], "--teachers", *teachers)
    run(*last, "--out", options.out)


def run(module: str, *arguments: object) -> None:
    """Run a module of this package. Raises CalledProcessError where it fails."""
    subprocess.run([sys.executable, "-m", module, *map(str, arguments)], check=True)  # noqa: S603 - ours


if __name__ == "__main__":
    main()
