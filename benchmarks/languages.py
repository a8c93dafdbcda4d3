"""Fit what judges sentences in other languages than English, which no reader reads.

    python -m benchmarks.languages --work FOLDER

`training/languages` holds dossiers in thirteen languages, written for Footnote as those of
`training/dossiers` were, with questions as native users ask. They are indexed in three folders of several
languages each, and fitted as `benchmarks.calibrate` fits English ones. Writes "other_languages" in
qa/calibration.json.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from benchmarks.calibrate import OUT, Observed, Used, fit, look_at
from benchmarks.yardsticks import Asked, Yardstick, opened, reports
from index.encode import Encoder, load_encoder
from index.library import Library
from qa.calibration import Calibration, Logistic
from qa.evidence import EvidenceFinder
from qa.features import FEATURES, word_weights
from qa.measures import normalised
from qa.question import read_question
from qa.retrieve import retrieve
from qa.ways import PASSAGES
from training.dossiers import OTHER_LANGUAGES, dossier_folders, dossier_lines

FOLDERS = 3
_PLAIN = (
    "passage_score", "passage_meaning", "kind_met", "pieces_met", "pieces_near", "pieces_in_passage",
)  # fmt: skip
_CLOSE = ("words_met", "words_met_with_context", "meaning")
USED = Used(
    (*_PLAIN, "stems_met"),
    (*_PLAIN, "stems_met", *_CLOSE),
    (*_PLAIN, *_CLOSE, "names_met", "names_near", "new_words", "score", "lead_over_second", "second_score"),
)


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder for indexes, kept for the next run")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    even = Logistic(FEATURES, (0.0,) * len(FEATURES), 0.0)
    encoder = load_encoder()
    finder = EvidenceFinder(encoder, Calibration(even, even, even, 0.0))
    observed: list[Observed] = []
    for source in mixed():
        library = opened(source, options.work, encoder)
        tried = (observe(library, encoder, finder, source.name, asked) for asked in source.questions)
        observed += [one for one in tried if one.candidates]
        library.close()
    retrieved = np.mean([o.right.any() for o in observed if o.answerable])
    print(f"{len(observed)} questions, right sentence retrieved {retrieved:.3f}", flush=True)
    look_at(observed, FEATURES, USED, finder)
    value = json.loads(options.out.read_text(encoding="utf-8"))
    value["other_languages"], report = fit(observed, FEATURES, USED)
    print(json.dumps(report, indent=1))
    options.out.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")


def mixed() -> list[Yardstick]:
    """Return the dossiers in folders of several languages, with the questions that stand alone."""
    folders = dossier_folders(OTHER_LANGUAGES)
    found: list[Yardstick] = []
    for number in range(FOLDERS):
        some = folders[number::FOLDERS]
        documents = [(f"{one.name}-{name}", text) for one in some for name, text in reports(one)]
        questions = [
            Asked(line.question, tuple(answer.sentence for answer in line.answers))
            for one in some
            for line in dossier_lines(one)
            if not line.before
        ]
        found.append(Yardstick(f"languages-{number}", tuple(documents), tuple(questions)))
    return found


def observe(library: Library, encoder: Encoder, finder: EvidenceFinder, name: str, asked: Asked) -> Observed:
    """Return what is plain of one question: a sentence is right that is one of the answers, or in it."""
    retrieval = retrieve(library, encoder, asked.question, PASSAGES)
    question = read_question(asked.question, retrieval.languages)
    weights = word_weights(question, library.engine())
    candidates = tuple(finder.candidates(question, retrieval, weights))
    features = np.asarray([c.features for c in candidates]).reshape(len(candidates), len(FEATURES))
    right = np.asarray([_is_one_of(c.text, asked.answers) for c in candidates], dtype=bool)
    return Observed(name, bool(asked.answers), question, weights, candidates, features, right)


def _is_one_of(text: str, sentences: tuple[str, ...]) -> bool:
    """Return whether a text is the same as one of some sentences, or nearly: marks and spaces don't count."""
    said = normalised(text)
    return bool(said) and any(
        (said in one or one in said) and 2 * min(len(said), len(one)) > max(len(said), len(one))
        for one in map(normalised, sentences)
    )


if __name__ == "__main__":
    main()
