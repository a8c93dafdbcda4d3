"""Fit the weights of the evidence step and the confidence, and choose the threshold.

    python -m benchmarks.calibrate --yardsticks FOLDER --squad FOLDER --work FOLDER

The order of sentences is fitted by conditional logit (which sentence of those retrieved is right), the
confidence by logistic regression (whether the first statement is right). The threshold is where as large a
share of the answerable questions is answered rightly as of the unanswerable ones refused, over all sets
with equal weight. Writes qa/calibration.json; what the project's own questions say of it is not looked at.
"""

import argparse
import json
import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.choice import Matrix, weights_of_right
from benchmarks.yardsticks import (
    Asked,
    Yardstick,
    dossiers,
    gold_sentence,
    opened,
    squad_paragraphs,
    written,
    yardstick,
)
from index.encode import SentenceEncoder, load_encoder
from index.library import Library
from qa.answer import LEAD_FEATURES
from qa.calibration import Calibration, Logistic
from qa.evidence import FEATURES, LOOKED_AT, READ_FEATURES, Candidate, EvidenceFinder
from qa.features import word_weights
from qa.question import Question, read_question
from qa.readers import DEFAULT_READER, load_reader
from qa.retrieve import retrieve
from qa.ways import PASSAGES
from training import data as training
from training.data import WRITTEN, Passage
from training.dossiers import DOSSIERS
from training.falsified import exchanged

OUT = Path(__file__).parent.parent / "qa" / "calibration.json"
_RIDGE = 1e-3
_READER = ("reader_odds", "reader_score", "reader_span")
_PASSAGE = ("passage_score", "passage_meaning", "kind_met")
_OWN = (WRITTEN, DOSSIERS)
_PROMISE = ("stems_met", *_PASSAGE)


@dataclass(frozen=True, slots=True)
class Used:
    """Which features have weights: of those plain to see, in the order of the best, and in the confidence."""

    promise: tuple[str, ...]
    order: tuple[str, ...]
    confidence: tuple[str, ...]


WITH_READER = Used(
    (*_READER, *_PROMISE),
    (*_READER, "words_met", *_PASSAGE),
    (*_READER, "words_met", "names_near", "stems_near", "passage_meaning", "meaning"),
)
WITHOUT_READER = Used(
    _PROMISE, ("words_met_with_context", "stems_met", *_PASSAGE), (*FEATURES, *LEAD_FEATURES)
)
"""Chosen by sets left out of the fit (docs/tried.md).

Without the reader nothing is fitted on what was written for Footnote: there the words of a question are met
where it isn't answered, so that only reading tells.
"""


@dataclass(frozen=True, slots=True)
class Observed:
    """One question of a set, its words' weights, its candidates, their features, and which are right.

    `features` has shape (candidates, features).
    """

    set_name: str
    answerable: bool
    question: Question
    weights: Matrix
    candidates: tuple[Candidate, ...]
    features: Matrix
    right: NDArray[np.bool_]

    def only(self, features: int) -> "Observed":
        """Return the same with the first features alone."""
        return replace(self, features=self.features[:, :features])

    def best(self, promise: Logistic) -> "Observed":
        """Return the same with the sentences alone that `qa.evidence` would look at closely."""
        order = self.order(promise)[:LOOKED_AT]
        candidates = tuple(self.candidates[i] for i in order)
        return replace(self, candidates=candidates, features=self.features[order], right=self.right[order])

    def order(self, promise: Logistic) -> NDArray[np.intp]:
        """Return the numbers of the candidates, those that promise most first."""
        return np.argsort(
            [-promise.probability(row[: len(promise.names)]) for row in self.features], kind="stable"
        )


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--yardsticks", type=Path, required=True)
    parser.add_argument("--squad", type=Path, required=True, help="folder of files in the SQuAD schema")
    parser.add_argument("--work", type=Path, required=True, help="folder for indexes, kept for the next run")
    parser.add_argument("--reader", default=DEFAULT_READER, help="as for footnote ask")
    parser.add_argument("--questions", type=int, default=250, help="of each kind and set")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    even = Logistic(READ_FEATURES, (0.0,) * len(READ_FEATURES), 0.0)
    finder = EvidenceFinder(load_encoder(), Calibration(even, even, even, 0.0), load_reader(options.reader))
    observed = observe(options.yardsticks, options.squad, options.work, finder, options.questions)
    kinds = (("with_reader", READ_FEATURES, WITH_READER), ("without_reader", FEATURES, WITHOUT_READER))
    for _, features, used in kinds:
        look_at(observed, features, used, finder)
    value: dict[str, Any] = {}
    for name, features, used in kinds:
        some = [o for o in observed if used is WITH_READER or o.set_name not in _OWN]
        value[name], report = fit([o.only(len(features)) for o in some], features, used)
        print(name, json.dumps(report, indent=1))
    options.out.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")


def fit(
    observed: list[Observed], features: tuple[str, ...], used: Used
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what `qa.calibration` reads, and a report on it; `features` are those observed."""
    promise, best = promising(observed, observed, features, used)
    sentence = scaled(fit_order(best, features, used.order), best, features)
    answer = fit_confidence(best, sentence, used.confidence)
    threshold, report = choose_threshold(best, sentence, answer)
    report["first_right_in_sets_left_out"] = left_out(observed, features, used)
    fitted = {"promise": promise.to_json(), "sentence": sentence.to_json(), "answer": answer.to_json()}
    return {**fitted, "threshold": threshold}, report


def promising(
    observed: list[Observed], others: list[Observed], features: tuple[str, ...], used: Used
) -> tuple[Logistic, list[Observed]]:
    """Return the promise of sentences, fitted on what was observed, and of `others` what it would look at."""
    promise = scaled(fit_order(observed, features, used.promise), observed, features)
    return promise, [one.best(promise) for one in others]


def look_at(observed: list[Observed], features: tuple[str, ...], used: Used, finder: EvidenceFinder) -> None:
    """Put in the features of a closer look at all that is looked at, or would be with a set left out."""
    promise, _ = promising([o.only(len(features)) for o in observed], [], features, used)
    for one in observed:
        order = one.order(promise)[: 2 * LOOKED_AT]
        closer = finder.look(one.question, [one.candidates[i] for i in order], one.weights, around=True)
        one.features[order] = [candidate.features for candidate in closer]


def observe(yardsticks: Path, squad: Path, work: Path, finder: EvidenceFinder, count: int) -> list[Observed]:
    """Return what is plain of a sample of every set; the indexes are kept in the working folder.

    A set's questions are asked as they are, some of other sets' too, and some with a name exchanged for
    another of the same passage: both kinds its documents do not answer. What was written for Footnote is
    asked of ten documents at a time, or of one dossier.
    """
    work.mkdir(parents=True, exist_ok=True)
    encoder = load_encoder()
    generator = random.Random(1)
    shifts = [squad_paragraphs(path) for path in sorted(squad.glob("squadshifts-*.json"))]
    benchmarks = [yardstick(yardsticks, name) for name in ("squad-v1.1-dev", "squad-v2.0-dev", "clapnq-dev")]
    found: list[Observed] = []
    for source in (*shifts, *benchmarks):
        others = [
            q
            for other in (*shifts, *benchmarks)
            if other.name[:5] != source.name[:5]
            for q in other.questions
        ]
        foreign = [Asked(q.question, ()) for q in generator.sample(others, count // 4)]
        questions = [*sampled(source, generator, count), *foreign, *renamed(source, generator, count)]
        found += observed_set(source, questions, work, encoder, finder)
    for name, sources, share in ((WRITTEN, written(), 10), (DOSSIERS, dossiers(), 6)):
        for source in sources:
            observed = observed_set(source, sampled(source, generator, count // share), work, encoder, finder)
            found += [replace(one, set_name=name) for one in observed]
    return found


def sampled(source: Yardstick, generator: random.Random, count: int) -> list[Asked]:
    """Return at most so many questions of a set that its documents answer, and of those they don't."""
    kinds = [[q for q in source.questions if bool(q.answers) is answered] for answered in (True, False)]
    return [q for some in kinds for q in generator.sample(some, min(count, len(some)))]


def renamed(source: Yardstick, generator: random.Random, count: int) -> list[Asked]:
    """Return some questions of a set with a name or number exchanged for another of the documents."""
    passages = [Passage("", "", text, ()) for _, text in source.documents]
    asked: list[training.Asked] = []
    for question in generator.sample(source.questions, min(2 * count, len(source.questions))):
        for index, (_, text) in enumerate(source.documents):
            place = text.find(question.answers[0]) if question.answers else -1
            if place >= 0:
                asked.append(training.Asked(question.question, index, ((place, place + 1),)))
                break
    new = exchanged(passages, asked, 1.0, 1)
    found = [Asked(question, ()) for i, question, _ in new if question != asked[i].question]
    return found[: count // 4]


def observed_set(
    source: Yardstick,
    questions: list[Asked],
    work: Path,
    encoder: SentenceEncoder,
    finder: EvidenceFinder,
) -> list[Observed]:
    """Return what is plain of some questions of one set; those without any candidate are left out."""
    library = opened(source, work, encoder)
    tried = (_observe(library, encoder, finder, source.name, question) for question in questions)
    found = [one for one in tried if one.candidates]
    library.close()
    right = np.mean([bool(o.right.any()) for o in found if o.answerable])
    print(f"{source.name}: {len(found)} questions, right sentence retrieved {right:.3f}", flush=True)
    return found


def _observe(
    library: Library, encoder: SentenceEncoder, finder: EvidenceFinder, name: str, asked: Asked
) -> Observed:
    retrieval = retrieve(library, encoder, asked.question, PASSAGES)
    question = read_question(asked.question, retrieval.languages)
    weights = word_weights(question, library.engine())
    candidates = tuple(c for c in finder.candidates(question, retrieval, weights) if c.read)
    features = np.asarray([c.features for c in candidates]).reshape(len(candidates), len(READ_FEATURES))
    right = np.asarray([gold_sentence(c.text, asked.answers) for c in candidates], dtype=bool)
    return Observed(name, bool(asked.answers), question, weights, candidates, features, right)


def fit_order(observed: list[Observed], names: tuple[str, ...], used: tuple[str, ...]) -> Matrix:
    """Return weights (features,) under which a right sentence is most likely the first; sets weigh alike.

    Features that are not `used` weigh nothing, questions without a right sentence neither.
    """
    observed = [o for o in observed if o.right.any()]
    counts = {name: sum(o.set_name == name for o in observed) for name in {o.set_name for o in observed}}
    scale = np.concatenate([o.features for o in observed]).std(axis=0) + 1e-9
    scale[[name not in used for name in names]] = np.inf
    shares = [1.0 / counts[o.set_name] / len(counts) for o in observed]
    return weights_of_right([(o.features, o.right) for o in observed], shares, scale, _RIDGE)


def left_out(observed: list[Observed], names: tuple[str, ...], used: Used) -> dict[str, float]:
    """Return how often the first sentence is right in each set when the order is fitted on the others.

    Only questions for which a right sentence is among those retrieved count.
    """
    found: dict[str, float] = {}
    for name in sorted({o.set_name for o in observed}):
        others = [o for o in observed if o.set_name != name]
        own = [o for o in observed if o.set_name == name and o.right.any()]
        promise, best = promising(others, own, names, used)
        weights = fit_order([one.best(promise) for one in others], names, used.order)
        found[name] = round(float(np.mean([o.right[np.argmax(o.features @ weights)] for o in best])), 3)
    return found


def scaled(weights: Matrix, observed: list[Observed], names: tuple[str, ...]) -> Logistic:
    """Return the weights scaled so that a sentence's score is the probability that it is right."""
    from sklearn.linear_model import LogisticRegression

    observed = [o for o in observed if o.answerable]
    logits = np.concatenate([o.features @ weights for o in observed]).reshape(-1, 1)
    model = LogisticRegression(C=100).fit(logits, np.concatenate([o.right for o in observed]))
    scale = float(model.coef_[0, 0])
    return Logistic(names, tuple(float(w) * scale for w in weights), float(model.intercept_[0]))


def lead_of(one: Observed, sentence: Logistic) -> tuple[Matrix, bool]:
    """Return the features of the first statement, as `qa.answer.answer_features`, and whether it is right."""
    scores = np.asarray([sentence.probability(row) for row in one.features])
    order = np.argsort(-scores, kind="stable")
    lead = int(order[0])
    second = max(
        (float(scores[i]) for i in order if one.candidates[i].text != one.candidates[lead].text), default=0.0
    )
    features = [*one.features[lead], scores[lead], scores[lead] - second, second]
    return np.asarray(features), bool(one.right[lead])


def fit_confidence(observed: list[Observed], sentence: Logistic, used: tuple[str, ...]) -> Logistic:
    """Return the probability that the first statement is right; see `balance` for what weighs how much."""
    from sklearn.linear_model import LogisticRegression

    leads = [lead_of(o, sentence) for o in observed]
    features = np.asarray([features for features, _ in leads])
    weights = balance(observed)
    names = (*sentence.names, *LEAD_FEATURES)
    scale = features.std(axis=0) + 1e-9
    scale[[name not in used for name in names]] = np.inf
    right = np.asarray([right for _, right in leads])
    model = LogisticRegression(C=0.1, max_iter=5000).fit(features / scale, right, sample_weight=weights)
    return Logistic(names, tuple(float(w) for w in model.coef_[0] / scale), float(model.intercept_[0]))


def balance(observed: list[Observed]) -> Matrix:
    """Return weights (questions,) of mean 1: the same for each set, and in it for both kinds of question."""
    kinds = [(o.set_name, o.answerable) for o in observed]
    weights = np.asarray([1.0 / kinds.count(kind) for kind in kinds])
    return np.asarray(weights / weights.mean())


def choose_threshold(
    observed: list[Observed], sentence: Logistic, answer: Logistic
) -> tuple[float, dict[str, Any]]:
    """Return the threshold of equal success, and the figures of every set at it."""
    from sklearn.metrics import roc_auc_score

    rows = [(o, *lead_of(o, sentence)) for o in observed]
    weights = balance(observed)
    sure = np.asarray([answer.probability(features) for _, features, _ in rows])
    answerable = np.asarray([o.answerable for o, _, _ in rows])
    candidates = np.linspace(0.05, 0.95, 181)
    right = np.asarray([right for *_, right in rows])
    can, cannot = weights * answerable, weights * ~answerable
    gap = [
        abs(can @ (right & (sure >= t)) / can.sum() - cannot @ (sure < t) / cannot.sum()) for t in candidates
    ]
    threshold = round(float(candidates[int(np.argmin(gap))]), 3)
    report: dict[str, Any] = {"threshold": threshold}
    wrong = ~right
    report["risk_coverage"] = [
        {
            "threshold": round(float(t), 2),
            "coverage": round(float(weights @ (sure >= t) / weights.sum()), 3),
            "risk": round(float(weights @ (wrong & (sure >= t)) / (weights @ (sure >= t))), 3),
        }
        for t in np.arange(0.1, 0.85, 0.1)
        if (sure >= t).any()
    ]
    for name in sorted({o.set_name for o in observed}):
        inside = np.asarray([o.set_name == name for o, _, _ in rows])
        first = [right for (o, _, right) in rows if o.set_name == name and o.answerable]
        report[name] = {
            "first_right": round(float(np.mean(first)), 3),
            "auroc": round(float(roc_auc_score(answerable[inside], sure[inside])), 3),
            "answered": round(float((sure[inside & answerable] >= threshold).mean()), 3),
            "refused": round(float((sure[inside & ~answerable] < threshold).mean()), 3),
        }
    return threshold, report


if __name__ == "__main__":
    main()
