"""Measuring an index on questions whose right answers are known: asking, and what came of each."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from index.library import Library
from index.types import EVERYTHING, Scope
from qa.ask import Asker
from qa.cases import Case
from qa.measures import contains_answer, exact_match, overlap, token_f1
from qa.types import Answer

__all__ = ["Outcome", "ask_case", "evaluate"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question.

    `ranked` are the documents whose passages match best, in order; `retrieved_rank` is that of the first
    right one, from 1, or None. `exact` and `token_f1` compare the span that answers with the gold answers,
    as SQuAD does. `quoted` counts characters: quoted rightly, quoted, and to be quoted; None where the
    right quotes are not known.
    """

    case: Case
    answer: Answer
    ranked: tuple[str, ...]
    retrieved_rank: int | None
    first_right: bool
    any_right: bool
    cites_document: bool
    exact: bool
    token_f1: float
    quoted: tuple[int, int, int] | None
    seconds: float

    @property
    def answerable(self) -> bool:
        """Whether the question has a right answer."""
        return bool(self.case.answers or self.case.quotes)

    @property
    def wrong(self) -> bool:
        """Whether the first statement is not right, should not be there, or was rejected before."""
        if self.case.is_open:
            return self.said_again
        return not self.first_right if self.answerable else self.answer.answered

    @property
    def said_again(self) -> bool:
        """Whether the answer is what was rejected: the same quote of the same document, or none again."""
        rejected, first = self.case.rejected, (self.answer.statements or (None,))[0]
        if rejected is None or first is None:
            return rejected is not None and not rejected.quote
        cited = {citation.document_id for citation in first.citations}
        return first.quote == rejected.quote and cited <= {*rejected.documents}

    def to_json(self) -> dict[str, Any]:
        """Return what was asked, what was answered, and what of it was right."""
        return {
            "id": self.case.id,
            "question": self.case.question,
            "gold": list(self.case.answers or self.case.quotes),
            "first_right": self.first_right,
            "any_right": self.any_right,
            "cites_document": self.cites_document,
            "exact_match": self.exact,
            "token_f1": round(self.token_f1, 4),
            "retrieved_rank": self.retrieved_rank,
            "seconds": round(self.seconds, 4),
            "answer": self.answer.to_json(),
        }


def ask_case(asker: Asker, case: Case, scope: Scope = EVERYTHING) -> Answer:
    """Ask the earlier questions of a case in order, in one conversation, then its question.

    The case's own scope goes before the other.
    """
    scope = case.scope or scope
    history: list[Answer] = []
    for question in case.history:
        history.append(asker.ask(question, history, scope))
    return asker.ask(case.question, history, scope)


def evaluate(
    asker: Asker,
    cases: Sequence[Case],
    on_done: Callable[[Outcome], None] = lambda outcome: None,
) -> tuple[Outcome, ...]:
    """Ask every question and say what came of it, in order."""
    outcomes: list[Outcome] = []
    for case in cases:
        started = time.perf_counter()
        answer = ask_case(asker, case)
        seconds = time.perf_counter() - started
        ranked = asker.ranked_documents(answer.standalone_question, scope=case.scope)
        outcomes.append(outcome_of(case, answer, ranked, seconds, tuple(_gold_places(asker.library, case))))
        on_done(outcomes[-1])
    return tuple(outcomes)


def outcome_of(
    case: Case,
    answer: Answer,
    ranked: Sequence[str],
    seconds: float,
    gold: Sequence[tuple[str, int, int]] = (),
) -> Outcome:
    """Compare an answer with what is right for its question; `gold` are the places of the right quotes."""
    found = [is_gold_document(id_, case.documents) for id_ in ranked]
    right = [contains_answer(s.quote, case.answers) or _quotes(s.quote, case) for s in answer.statements]
    cited = answer.statements[0].citations if answer.statements else ()
    said = (answer.statements[0].answer_text or answer.statements[0].quote) if answer.statements else ""
    places = [(c.document_id, c.start, c.end) for c in answer.citations]
    return Outcome(
        case=case,
        answer=answer,
        ranked=tuple(ranked),
        retrieved_rank=found.index(True) + 1 if True in found else None,
        first_right=bool(right) and right[0],
        any_right=any(right),
        cites_document=any(is_gold_document(c.document_id, case.documents) for c in cited),
        exact=exact_match(said, case.answers),
        token_f1=token_f1(said, case.answers),
        quoted=overlap(places, gold) if gold else None,
        seconds=seconds,
    )


def _quotes(quote: str, case: Case) -> bool:
    """Return whether a quote is one of the right ones, or stands in one, where no shorter answer is known."""
    if case.answers:
        return False
    said = " ".join(quote.split())
    return any(said in gold or gold in said for gold in (" ".join(q.split()) for q in case.quotes))


def _gold_places(library: Library, case: Case) -> Iterator[tuple[str, int, int]]:
    """Yield the place of each right quote, in the right documents or, where none are named, in any."""
    if not case.quotes:
        return
    ids = [info.id for info in library.documents()]
    documents = [library.document(id_) for id_ in ids if is_gold_document(id_, case.documents or ids)]
    for quote in case.quotes:
        for document in documents:
            start = document.text.find(quote)
            if start >= 0:
                yield document.id, start, start + len(quote)
                break


def is_gold_document(document_id: str, gold: Sequence[str]) -> bool:
    """Return whether a document is one of those named, with its suffix or without.

    So is a message of a mailbox that is named, and what is attached to a message.
    """
    path = PurePosixPath(document_id)
    files = (path, *(one for one in path.parents if one.suffix))
    return any(str(one) in gold or str(one.with_suffix("")) in gold for one in files)
