"""Find the passages that answer in other languages than English: by words, by pieces of them, by vectors.

    python -m benchmarks.languages --work FOLDER

`training/languages` holds dossiers in thirteen languages, written for Footnote as those of
`training/dossiers` were, with questions as native users ask. They are indexed in three folders of several
languages each. Prints of how many questions with an answer a passage with the right sentence comes first,
among five and among ten, for several weights of vectors.
"""

import argparse
from collections import Counter
from pathlib import Path

from benchmarks.yardsticks import Asked, Yardstick, opened, reports
from index.encode import Encoder, load_encoder
from index.library import Library
from index.types import EVERYTHING
from qa.languages import language_of
from qa.measures import normalised
from qa.retrieve import CANDIDATES, DENSE_WEIGHT, OTHER_DENSE_WEIGHT, fuse
from training.dossiers import OTHER_LANGUAGES, dossier_folders, dossier_lines

FOLDERS = 3
DEPTHS = (1, 5, 10)
WEIGHTS = (0.0, OTHER_DENSE_WEIGHT, DENSE_WEIGHT, 1.0)


def main() -> None:
    """Index, search and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder for indexes, kept for the next run")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    encoder = load_encoder()
    found: Counter[tuple[bool, float, int]] = Counter()
    count = 0
    for source in mixed():
        library = opened(source, options.work, encoder)
        for asked in source.questions:
            count += 1
            for pieces in (False, True):
                for weight, rank in ranks(library, encoder, asked, pieces=pieces).items():
                    found.update((pieces, weight, depth) for depth in DEPTHS if rank < depth)
        library.close()
    print(f"{count} questions; vectors' weight: first, among five, among ten")
    for pieces in (False, True):
        for weight in WEIGHTS:
            figures = " / ".join(str(found[pieces, weight, depth]) for depth in DEPTHS)
            print(f"{'stems and pieces' if pieces else 'stems':18} {weight:.1f}: {figures}")


def mixed() -> list[Yardstick]:
    """Return the dossiers in folders of several languages, with the answered questions that stand alone."""
    folders = dossier_folders(OTHER_LANGUAGES)
    found: list[Yardstick] = []
    for number in range(FOLDERS):
        some = folders[number::FOLDERS]
        documents = [(f"{one.name}-{name}", text) for one in some for name, text in reports(one)]
        questions = [
            Asked(line.question, tuple(answer.sentence for answer in line.answers))
            for one in some
            for line in dossier_lines(one)
            if line.answers and not line.before
        ]
        found.append(Yardstick(f"languages-{number}", tuple(documents), tuple(questions)))
    return found


def ranks(library: Library, encoder: Encoder, asked: Asked, *, pieces: bool) -> dict[float, int]:
    """Return, for each weight of vectors, how many passages come before the first right one."""
    engine, vector = library.engine(), encoder.encode([asked.question])[0]
    language = language_of(asked.question, otherwise="") if pieces else "en"
    cosines = dict(engine.nearest(vector, CANDIDATES, EVERYTHING))
    bm25 = dict(engine.matching(asked.question, CANDIDATES, EVERYTHING, language))
    cosines |= engine.cosines(vector, [number for number in bm25 if number not in cosines])
    stored, documents = library.snapshot(list(cosines))
    right = set()
    for number, one in stored.items():
        passage = one.passage
        text = normalised(documents[passage.document_id].text[passage.start : passage.end])
        if any(normalised(sentence) in text for sentence in asked.answers):
            right.add(number)
    found = {}
    for weight in WEIGHTS:
        scores = fuse(cosines, bm25, weight)
        order = sorted(scores, key=lambda number: (-scores[number], number))
        found[weight] = next((i for i, number in enumerate(order) if number in right), len(order))
    return found


if __name__ == "__main__":
    main()
