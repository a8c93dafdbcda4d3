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

from benchmarks.yardsticks import Asked, Yardstick, gold_sentence, opened, squad_paragraphs, yardstick
from index.encode import SentenceEncoder, load_encoder
from index.library import Library
from qa.answer import LEAD_FEATURES
from qa.ask import PASSAGES
from qa.calibration import Calibration, Logistic
from qa.evidence import FEATURES, READ_FEATURES, EvidenceFinder, PassageReader
from qa.question import read_question
from qa.readers import DEFAULT_READER, load_reader
from qa.retrieve import retrieve
from training import data as training
from training.data import Passage
from training.falsified import exchanged

OUT = Path(__file__).parent.parent / "qa" / "calibration.json"
PER_SET = 250
_RIDGE = 1e-3
_READER = ("reader_odds", "reader_score", "reader_span")
_ORDER = (*_READER, "words_met_with_context", "passage_score", "passage_meaning", "kind_met")
"""What orders sentences beside the reader: on sets left out .805 are right, with every feature .801."""
_CONFIDENCE = (
    *_READER, "words_met_with_context", "weakest_word_met", "names_near", "passage_meaning",
    "meaning_with_before",
)  # fmt: skip
"""What confidence is made of beside the reader: on sets left out AUROC .887, with every feature .876."""
_ORDER_ALONE = tuple(name for name in FEATURES if name != "meaning_with_before")
_CONFIDENCE_ALONE = (*FEATURES, *LEAD_FEATURES)

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Observed:
    """One question of a set: features (sentences, features), which are right, and the sentences."""

    set_name: str
    answerable: bool
    features: Matrix
    right: NDArray[np.bool_]
    quotes: tuple[str, ...]

    def only(self, features: int) -> "Observed":
        """Return the same with the first features alone."""
        return replace(self, features=self.features[:, :features])


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--yardsticks", type=Path, required=True)
    parser.add_argument("--squad", type=Path, required=True, help="folder of files in the SQuAD schema")
    parser.add_argument("--work", type=Path, required=True, help="folder for indexes, kept for the next run")
    parser.add_argument("--reader", default=DEFAULT_READER, help="as for footnote ask")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    observed = observe(options.yardsticks, options.squad, options.work, options.reader)
    value: dict[str, Any] = {}
    for name, features, order, confidence in (
        ("with_reader", READ_FEATURES, _ORDER, _CONFIDENCE),
        ("without_reader", FEATURES, _ORDER_ALONE, _CONFIDENCE_ALONE),
    ):
        value[name], report = fit([o.only(len(features)) for o in observed], features, order, confidence)
        print(name, json.dumps(report, indent=1))
    options.out.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")


def fit(
    observed: list[Observed], features: tuple[str, ...], order: tuple[str, ...], confidence: tuple[str, ...]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what `qa.calibration` reads, and a report on it.

    `features` are those observed, `order` and `confidence` those that have weights in either fit.
    """
    weights = fit_order([o for o in observed if o.right.any()], features, order)
    sentence = scaled(weights, [o for o in observed if o.answerable], features)
    answer = fit_confidence(observed, sentence, confidence)
    threshold, report = choose_threshold(observed, sentence, answer)
    report["first_right_in_sets_left_out"] = left_out(observed, features, order)
    return {"sentence": sentence.to_json(), "answer": answer.to_json(), "threshold": threshold}, report


def observe(yardsticks: Path, squad: Path, work: Path, reader_name: str) -> list[Observed]:
    """Return what is seen of a sample of every set; the indexes are kept in the working folder.

    A set's questions are asked as they are, some of other sets' too, and some with a name exchanged for
    another of the same passage: both kinds its documents do not answer.
    """
    work.mkdir(parents=True, exist_ok=True)
    encoder = load_encoder()
    reader = load_reader(reader_name)
    generator = random.Random(1)
    shifts = [squad_paragraphs(path) for path in sorted(squad.glob("squadshifts-*.json"))]
    benchmarks = [yardstick(yardsticks, name) for name in ("squad-v1.1-dev", "squad-v2.0-dev", "clapnq-dev")]
    found: list[Observed] = []
    for source in (*shifts, *benchmarks):
        answerable = [q for q in source.questions if q.answers]
        unanswerable = [q for q in source.questions if not q.answers]
        others = [
            q
            for other in (*shifts, *benchmarks)
            if other.name[:5] != source.name[:5]
            for q in other.questions
        ]
        foreign = [Asked(q.question, ()) for q in generator.sample(others, PER_SET // 4)]
        chosen = [
            q for some in (answerable, unanswerable) for q in generator.sample(some, min(PER_SET, len(some)))
        ]
        found += observed_set(source, [*chosen, *foreign, *renamed(source, generator)], work, encoder, reader)
    return found


def renamed(source: Yardstick, generator: random.Random) -> list[Asked]:
    """Return some questions of a set with a name or number exchanged for another of the documents."""
    passages = [Passage("", "", text, ()) for _, text in source.documents]
    asked: list[training.Asked] = []
    for question in generator.sample(source.questions, min(2 * PER_SET, len(source.questions))):
        for index, (_, text) in enumerate(source.documents):
            place = text.find(question.answers[0]) if question.answers else -1
            if place >= 0:
                asked.append(training.Asked(question.question, index, ((place, place + 1),)))
                break
    new = exchanged(passages, asked, 1.0, 1)
    found = [Asked(question, ()) for i, question, _ in new if question != asked[i].question]
    return found[: PER_SET // 4]


def observed_set(
    source: Yardstick,
    questions: list[Asked],
    work: Path,
    encoder: SentenceEncoder,
    reader: PassageReader | None,
) -> list[Observed]:
    """Return what is seen of some questions of one set."""
    library = opened(source, work, encoder)
    nothing = Calibration(
        Logistic(READ_FEATURES, (0.0,) * len(READ_FEATURES), 0.0), Logistic((), (), 0.0), 0.0
    )
    finder = EvidenceFinder(encoder, nothing, reader, cached_sentences=100_000)
    found = [_observe(library, encoder, finder, source.name, question) for question in questions]
    library.close()
    right = np.mean([bool(o.right.any()) for o in found if o.answerable])
    print(f"{source.name}: {len(found)} questions, right sentence retrieved {right:.3f}", flush=True)
    return found


def _observe(
    library: Library, encoder: SentenceEncoder, finder: EvidenceFinder, name: str, asked: Asked
) -> Observed:
    retrieval = retrieve(library, encoder, asked.question, PASSAGES)
    question = read_question(asked.question, retrieval.languages)
    candidates = finder.candidates(question, retrieval, library.engine())
    quotes = tuple(c.match.text_at(c.start, c.end) for c in candidates)
    return Observed(
        name,
        bool(asked.answers),
        np.asarray([c.features for c in candidates]).reshape(len(quotes), len(READ_FEATURES)),
        np.asarray([gold_sentence(quote, asked.answers) for quote in quotes], dtype=bool),
        quotes,
    )


def fit_order(observed: list[Observed], names: tuple[str, ...], used: tuple[str, ...]) -> Matrix:
    """Return weights (features,) under which a right sentence is most likely the first; sets weigh alike.

    Features that are not `used` weigh nothing.
    """
    from scipy.optimize import minimize

    counts = {name: sum(o.set_name == name for o in observed) for name in {o.set_name for o in observed}}
    scale = np.concatenate([o.features for o in observed]).std(axis=0) + 1e-9

    scale[[name not in used for name in names]] = np.inf

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, gradient = _RIDGE * float(weights @ weights), 2 * _RIDGE * weights
        for one in observed:
            features = one.features / scale
            logits = features @ weights
            odds = np.exp(logits - logits.max())
            share, right = odds / odds.sum(), odds * one.right
            weight = 1.0 / counts[one.set_name] / len(counts)
            total -= weight * float(np.log(right.sum() / odds.sum() + 1e-12))
            gradient = gradient - weight * (features.T @ (right / (right.sum() + 1e-12) - share))
        return total, gradient

    result = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return np.asarray(result.x / scale)


def left_out(observed: list[Observed], names: tuple[str, ...], used: tuple[str, ...]) -> dict[str, float]:
    """Return how often the first sentence is right in each set when the order is fitted on the others."""
    observed = [o for o in observed if o.right.any()]
    found: dict[str, float] = {}
    for name in sorted({o.set_name for o in observed}):
        weights = fit_order([o for o in observed if o.set_name != name], names, used)
        own = [o for o in observed if o.set_name == name]
        found[name] = round(float(np.mean([o.right[np.argmax(o.features @ weights)] for o in own])), 3)
    return found


def scaled(weights: Matrix, observed: list[Observed], names: tuple[str, ...]) -> Logistic:
    """Return the weights scaled so that a sentence's score is the probability that it is right."""
    from sklearn.linear_model import LogisticRegression

    logits = np.concatenate([o.features @ weights for o in observed]).reshape(-1, 1)
    model = LogisticRegression(C=100).fit(logits, np.concatenate([o.right for o in observed]))
    scale = float(model.coef_[0, 0])
    return Logistic(names, tuple(float(w) * scale for w in weights), float(model.intercept_[0]))


def lead_of(one: Observed, sentence: Logistic) -> tuple[Matrix, bool]:
    """Return the features of the first statement, as `qa.answer.answer_features`, and whether it is right."""
    scores = np.asarray([sentence.probability(row) for row in one.features])
    order = np.argsort(-scores, kind="stable")
    lead = int(order[0])
    second = max((float(scores[i]) for i in order if one.quotes[i] != one.quotes[lead]), default=0.0)
    features = [*one.features[lead], scores[lead], scores[lead] - second, second]
    return np.asarray(features), bool(one.right[lead])


def fit_confidence(observed: list[Observed], sentence: Logistic, used: tuple[str, ...]) -> Logistic:
    """Return the probability that the first statement is right; see `balance` for what weighs how much."""
    from sklearn.linear_model import LogisticRegression

    observed = [o for o in observed if len(o.features)]
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

    observed = [o for o in observed if len(o.features)]
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
