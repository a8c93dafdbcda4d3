"""What one session of the page does: asking, and opening what an answer cites. No Gradio in here."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from index.errors import FootnoteError
from qa import page, page_sources
from qa.service import Service, Source, Status
from qa.types import Answer

__all__ = ["Drawn", "Refreshed", "Session", "Step", "Turn", "ask", "open_place", "refresh", "start_over"]

_logger = logging.getLogger(__name__)
_POLL_SECONDS = 0.5
_GENERIC = "Something went wrong while answering. The terminal has the details; other questions still work."
_OVER = "This conversation is over. Ask again to open its sources."


@dataclass(frozen=True, slots=True)
class Turn:
    """A question of one session, as it is shown, and its answer unless that failed."""

    question: str
    html: str
    answer: Answer | None = None


@dataclass(slots=True)
class Session:
    """What one browser tab asked. Mutable, and shared by the events of that tab.

    `conversation` counts the conversations, so that an answer that comes after its conversation is over
    is dropped; `busy` is true while a question is being answered.
    """

    turns: tuple[Turn, ...] = field(default=())
    conversation: int = 0
    busy: bool = False
    seen: Status | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What changes while a question is answered; no new cards means as before."""

    conversation: str
    cards: str | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """The parts of the right side that are drawn again; None means as before."""

    cards: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The parts that follow the service's status; None means as before. `settled` slows the following."""

    banner: str
    documents: str | None
    conversation: str | None
    settled: bool


def ask(service: Service, session: Session, question: str) -> Iterator[Step]:
    """Show a question at once, say what it waits for, then show its answer.

    Yields nothing while another question of the session is being answered.
    """
    if session.busy:
        return
    session.busy, mine = True, session.conversation
    try:
        for step in _steps(service, session, question):
            if session.conversation != mine:
                return
            yield step
    finally:
        if session.conversation == mine:
            session.busy = False


def _steps(service: Service, session: Session, question: str) -> Iterator[Step]:
    turns, mine = session.turns, session.conversation
    number, earlier, said = len(turns) + 1, [turn.html for turn in turns], ""
    while not service.wait(0) and session.conversation == mine:
        words = f"{service.status().message}. Your question is next."
        if words != said:
            yield Step(page.conversation(earlier, page.waiting(number, question, words)))
        said = words
        service.wait(_POLL_SECONDS)
    words = "Looking through the documents"
    yield Step(page.conversation(earlier, page.waiting(number, question, words)))
    turn, sources = _answered(service, number, question, turns)
    if session.conversation == mine:
        session.turns = (*turns, turn)
    cards = None if sources is None else page_sources.cards(number, question, sources)
    yield Step(page.conversation([*earlier, turn.html]), cards, done=True)


def start_over(session: Session) -> None:
    """Begin a new conversation; an answer on its way to the old one is dropped."""
    session.conversation += 1
    session.turns, session.busy = (), False


def _answered(
    service: Service, number: int, question: str, turns: tuple[Turn, ...]
) -> tuple[Turn, list[Source] | None]:
    """Answer a question, and look each of its sources up again before it is shown."""
    history = [turn.answer for turn in turns if turn.answer is not None]
    try:
        answer = service.ask(question, history)
        if answer.answered:
            sources = [service.source(citation) for citation in answer.citations]
            return Turn(question, page.turn(number, answer, sources), answer), sources
        return Turn(question, page.turn(number, answer, service.nearest(answer)), answer), None
    except FootnoteError as error:
        message = str(error)
    except Exception:
        _logger.exception("answering failed")
        message = _GENERIC
    return Turn(question, page.failed(number, question, message)), None


def open_place(service: Service, turns: tuple[Turn, ...], wanted: object) -> Drawn:
    """Draw what was clicked: the cards of an answer, a document at a quote, or a document by itself.

    `wanted` comes from the browser and is not trusted: it only ever selects an answer of this session by
    number, or a document by an id that must be known.
    """
    wanted = wanted if isinstance(wanted, dict) else {}
    try:
        if wanted.get("kind") == "file":
            return Drawn(document=page_sources.plain_document(service.document(str(wanted.get("id", "")))))
        return _open_cited(service, turns, wanted)
    except FootnoteError as error:
        return Drawn(document=page.problem_card(str(error)))


def _open_cited(service: Service, turns: tuple[Turn, ...], wanted: dict[str, Any]) -> Drawn:
    kind, at, number = (wanted.get(key) for key in ("kind", "turn", "number"))
    turn = turns[at - 1] if isinstance(at, int) and 1 <= at <= len(turns) else None
    if turn is None or turn.answer is None or not isinstance(at, int) or not isinstance(number, int):
        over = page.problem_card(_OVER)
        return Drawn(cards=over) if kind == "cite" else Drawn(document=over)
    if kind == "cite":
        sources = [service.source(citation) for citation in turn.answer.citations]
        return Drawn(cards=page_sources.cards(at, turn.question, sources, number))
    if kind == "near":
        sources = [source for source in service.nearest(turn.answer) if source.citation.number == number]
    else:
        sources = [service.source(c) for c in turn.answer.citations if c.number == number]
    if not sources:
        return Drawn(document=page.problem_card("This source is not part of the answer."))
    key = f"{'near' if kind == 'near' else 'quote'}-{at}-{number}"
    shown = None if kind == "near" else number
    return Drawn(document=page_sources.document_view(key, sources[0], shown))


def refresh(service: Service, session: Session) -> Refreshed | None:
    """Draw what changed since the session last saw the status, or return None where nothing did.

    The list of documents and, where no conversation is on, the greeting follow the phase.
    """
    status, before = service.status(), session.seen
    if status == before:
        return None
    session.seen = status
    listed = greeting = None
    if before is None or (before.phase, before.revision) != (status.phase, status.revision):
        documents = service.documents()
        listed = page.documents_list(documents, service.skipped(), status)
        greeting = None if session.turns or session.busy else page.empty(documents)
    settled = status.phase in ("ready", "failed")
    return Refreshed(page.status_banner(status), listed, greeting, settled)
