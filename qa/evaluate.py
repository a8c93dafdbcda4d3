"""Measuring an index on questions whose right answers are known."""

import re
import statistics
import string
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from qa.ask import Asker
from qa.cases import Case
from qa.types import Answer

__all__ = ["Outcome", "ask_case", "contains_answer", "evaluate", "summarise"]

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation + "“”‘’«»–—…")
_RANKS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question. Ranks count from 1; None where the right thing was not found."""

    case: Case
    answer: Answer
    retrieved_rank: int | None
    first_right: bool
    any_right: bool
    cites_document: bool
    seconds: float

    @property
    def answerable(self) -> bool:
        """Whether the question has a right answer."""
        return bool(self.case.answers)

    def to_json(self) -> dict[str, Any]:
        """Return what was asked, what was answered, and what of it was right."""
        return {
            "id": self.case.id,
            "question": self.case.question,
            "gold": list(self.case.answers),
            "first_right": self.first_right,
            "any_right": self.any_right,
            "cites_document": self.cites_document,
            "retrieved_rank": self.retrieved_rank,
            "seconds": round(self.seconds, 4),
            "answer": self.answer.to_json(),
        }


def normalised(text: str) -> str:
    """Return text as SQuAD compares it: lower case, no punctuation, no articles, single spaces."""
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def contains_answer(quote: str, answers: Iterable[str]) -> bool:
    """Return whether one of the answers stands in a quote, both as SQuAD compares them."""
    said = normalised(quote)
    return any(normalised(answer) in said for answer in answers if normalised(answer))


def ask_case(asker: Asker, case: Case) -> Answer:
    """Ask the earlier questions of a case in order, in one conversation, then its question."""
    history: list[Answer] = []
    for question in case.history:
        history.append(asker.ask(question, history))
    return asker.ask(case.question, history)


def evaluate(
    asker: Asker, cases: Sequence[Case], on_done: Callable[[Outcome], None] = lambda outcome: None
) -> tuple[Outcome, ...]:
    """Ask every question and say what came of it, in order."""
    outcomes: list[Outcome] = []
    for case in cases:
        started = time.perf_counter()
        answer = ask_case(asker, case)
        seconds = time.perf_counter() - started
        outcomes.append(_outcome(asker, case, answer, seconds))
        on_done(outcomes[-1])
    return tuple(outcomes)


def _outcome(asker: Asker, case: Case, answer: Answer, seconds: float) -> Outcome:
    found = [
        _same_document(id_, case.documents) for id_ in asker.ranked_documents(answer.standalone_question)
    ]
    right = [contains_answer(statement.quote, case.answers) for statement in answer.statements]
    cited = answer.statements[0].citations if answer.statements else ()
    return Outcome(
        case=case,
        answer=answer,
        retrieved_rank=found.index(True) + 1 if True in found else None,
        first_right=bool(right) and right[0],
        any_right=any(right),
        cites_document=any(_same_document(c.document_id, case.documents) for c in cited),
        seconds=seconds,
    )


def _same_document(document_id: str, gold: Sequence[str]) -> bool:
    stem = str(PurePosixPath(document_id).with_suffix(""))
    return document_id in gold or stem in gold


def summarise(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the figures of a run by name; shares are 0–1, and None where nothing was measured."""
    asked = [o for o in outcomes if o.answerable and not o.case.history]
    follow_ups = [o for o in outcomes if o.answerable and o.case.history]
    unanswerable = [o for o in outcomes if not o.answerable]
    with_documents = [o for o in (*asked, *follow_ups) if o.case.documents]
    citations = [c for o in outcomes for c in o.answer.citations]
    return {
        "questions": len(outcomes),
        "answerable": {
            "count": len(asked),
            "first_statement_right": _share(o.first_right for o in asked),
            "any_statement_right": _share(o.any_right for o in asked),
            "cites_right_document": _share(o.cites_document for o in asked if o.case.documents),
        },
        "follow_ups": {
            "count": len(follow_ups),
            "first_statement_right": _share(o.first_right for o in follow_ups),
            "any_statement_right": _share(o.any_right for o in follow_ups),
        },
        "unanswerable": {
            "count": len(unanswerable),
            "refused": _share(not o.answer.answered for o in unanswerable),
            "auroc": _auroc([*asked, *follow_ups], unanswerable),
        },
        "retrieval": {
            **{f"recall@{k}": _share((o.retrieved_rank or 99) <= k for o in with_documents) for k in _RANKS},
            "mrr": _mean(1 / o.retrieved_rank if o.retrieved_rank else 0.0 for o in with_documents),
        },
        "citations": len(citations),
        "median_seconds": statistics.median(o.seconds for o in outcomes) if outcomes else None,
    }


def _share(values: Iterable[bool]) -> float | None:
    return _mean(float(value) for value in values)


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return statistics.fmean(found) if found else None


def _auroc(answerable: Sequence[Outcome], unanswerable: Sequence[Outcome]) -> float | None:
    if not answerable or not unanswerable:
        return None
    from sklearn.metrics import roc_auc_score  # 1 s: only when measuring

    both = [*answerable, *unanswerable]
    return float(roc_auc_score([o.answerable for o in both], [o.answer.confidence for o in both]))
