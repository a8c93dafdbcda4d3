"""What one session of the page does: asking, and opening what an answer cites. No Gradio in here."""

import logging
import time
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any

from index.errors import FootnoteError
from index.types import EVERYTHING, Scope
from qa import page, page_open, page_scope, page_sources
from qa.asked import MAX_QUESTION_CHARS
from qa.catalogue import Search
from qa.service import Service, Source
from qa.status import Status, looking_words
from qa.types import Answer, Looking

__all__ = [
    "Drawn",
    "Refreshed",
    "Session",
    "Step",
    "Turn",
    "ask",
    "draw_cards",
    "draw_past",
    "draw_turn",
    "greet",
    "open_latest",
    "open_place",
    "refresh",
    "refusal",
    "start_over",
]

_logger = logging.getLogger(__name__)
_POLL_SECONDS = 0.5
_REDRAW_SECONDS = 0.15
"""What comes sooner than this after what was last drawn on the way to an answer is not drawn by itself."""
_SHOWN_TURNS = 20
"""How many turns are drawn unless more are asked for: a long conversation stays quick."""
_GENERIC = "Something went wrong while answering. The terminal has the details; other questions still work."
_OVER = "This conversation is over. Ask again to open its sources."


@dataclass(frozen=True, slots=True)
class Turn:
    """A question of one session, as it is shown, and its answer unless that failed.

    A turn of a kept conversation is drawn, and its sources are looked up again, when it is to be shown.
    `asked_of` says which documents were asked, where not all were.
    """

    question: str
    html: str
    answer: Answer | None = None
    asked_of: str = ""


@dataclass(slots=True)
class Session:
    """What one browser tab asked and looks at. Mutable, and shared by the events of that tab.

    `conversation` counts the conversations, so that an answer that comes after its conversation is over
    is dropped; `busy` is true while a question is being answered. `owner` is whose kept conversations are
    shown (None: nobody's), `kept` the id of the open one, `folded` how many of its turns are not drawn.
    `change` says whether files may be added and removed, `scope` which documents are asked, `choosing`
    whether that is being chosen. `banner` is the last one that was sent, `sent` counts them. `opened` is
    the number of the last place that was asked for, for the cards and for the document.
    """

    turns: tuple[Turn, ...] = field(default=())
    conversation: int = 0
    busy: bool = False
    seen: tuple[Status, tuple[str, ...]] | None = None
    banner: str = ""
    sent: int = 0
    opened: dict[str, int] = field(default_factory=dict)
    owner: str | None = None
    kept: str = ""
    folded: int = 0
    change: bool = False
    scope: Scope = EVERYTHING
    choosing: bool = False
    search: Search = field(default_factory=Search)
    talk_words: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What changes while a question is answered: its own turn; the turns before it, or None, as before.

    `cards` are the sources, or None. `kept` is true where the conversation has just been kept.
    """

    now: str
    past: str | None = None
    cards: str | None = None
    done: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """The parts of the right side that are drawn again; None means as before."""

    cards: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The parts that follow the service's status; None means as before. `settled` slows the following.

    `anew` says that nothing drawn before can be relied on: all that follows the status is drawn again.
    """

    banner: str
    greeting: str | None
    settled: bool
    anew: bool


def ask(service: Service, session: Session, question: str) -> Iterator[Step]:
    """Show a question at once, say what it waits for, then show its answer, statement by statement.

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


def refusal(session: Session, question: str) -> str:
    """Say why a question cannot be asked now, before anything is done with it; nothing where it can."""
    if session.busy and question:
        return "The question before is still being answered: ask this one when that is done."
    if len(question) > MAX_QUESTION_CHARS:
        most = f"{MAX_QUESTION_CHARS:,} characters at the most"
        return f"A question has {most}, this one {len(question):,}: shorten it."
    return ""


def _steps(service: Service, session: Session, question: str) -> Iterator[Step]:
    past: str | None = draw_past(service, session)
    mine, number, said = session.conversation, len(session.turns) + 1, ""
    while not service.wait(0) and session.conversation == mine:
        words = f"{service.status().message}. Your question is next."
        if words != said:
            yield Step(page.conversation([page.waiting(number, question, words)]), past)
        said, past = words, None
        service.wait(_POLL_SECONDS)
    yield Step(page.conversation([page.waiting(number, question, "Looking through the documents")]), past)
    turn, sources = yield from _answered(service, session, number, question)
    cards = None if sources is None else page_sources.cards(number, question, sources)
    kept = False
    if session.conversation == mine:
        session.turns = (*session.turns[: number - 1], turn)
        kept = _keep(service, session, turn)
    yield Step(page.conversation([turn.html]), cards=cards, done=True, kept=kept)


def _keep(service: Service, session: Session, turn: Turn) -> bool:
    """Keep a turn; where that fails the answer is shown all the same, and the terminal says why."""
    if service.conversations is None or session.owner is None or turn.answer is None:
        return False
    try:
        add = service.conversations.add
        session.kept = add(session.owner, session.kept, turn.answer, turn.asked_of)
    except FootnoteError as error:
        _logger.warning("%s", error)
        return False
    return True


def greet(service: Service) -> str:
    """Return what stands where no conversation is on."""
    return page.empty(service.documents(), service.suggestions())


def draw_past(service: Service, session: Session, shown: int = _SHOWN_TURNS) -> str:
    """Return the last turns of the conversation as HTML, those that are not drawn yet drawn now."""
    mine, turns = session.conversation, session.turns
    session.folded = folded = max(0, len(turns) - shown)
    drawn = [
        turn
        if turn.html or turn.answer is None
        else draw_turn(service, number, turn.answer, turn.asked_of)[0]
        for number, turn in enumerate(turns[folded:], start=folded + 1)
    ]
    if session.conversation == mine:  # what was answered meanwhile stays
        session.turns = (*turns[:folded], *drawn, *session.turns[len(turns) :])
    return page.conversation([turn.html for turn in drawn], folded)


def draw_turn(
    service: Service, number: int, answer: Answer, asked_of: str = ""
) -> tuple[Turn, list[Source] | None]:
    """Draw an answer, each of its sources looked up again; return the sources of one that answers."""
    if not answer.answered:
        return _drawn(number, answer, service.nearest(answer), asked_of), None
    sources = [service.source(citation) for citation in answer.citations]
    return _drawn(number, answer, sources, asked_of), sources


def _drawn(number: int, answer: Answer, sources: list[Source], asked_of: str) -> Turn:
    return Turn(answer.question, page.turn(number, answer, sources, asked_of), answer, asked_of)


def draw_cards(service: Service, number: int, turn: Turn, current: int | None = None) -> str:
    """Draw the sources of a turn as cards, each looked up again; `current` as in `page_sources.cards`."""
    if turn.answer is None or not turn.answer.answered:
        return page_sources.no_sources()
    sources = [service.source(citation) for citation in turn.answer.citations]
    return page_sources.cards(number, turn.question, sources, current)


def start_over(session: Session) -> None:
    """Begin a new conversation; an answer on its way to the old one is dropped."""
    session.conversation += 1
    session.turns, session.busy, session.kept, session.folded = (), False, "", 0


def _answered(
    service: Service, session: Session, number: int, question: str
) -> Generator[Step, None, tuple[Turn, list[Source] | None]]:
    """Answer a question, and look each of its sources up again before it is shown."""
    history = [turn.answer for turn in session.turns if turn.answer is not None]
    scope, mine = session.scope, session.conversation
    try:
        answer = yield from _asked_beside(service, history, scope, number, question)
        asked_of = page_scope.scope_words(scope, service.files())
        if not answer.answered:
            return draw_turn(service, number, answer, asked_of)
        if session.conversation == mine:  # what is shown of it meanwhile can be opened
            session.turns = (*session.turns, Turn(question, "", answer, asked_of))
        sources = yield from _looked_up(service, number, answer, asked_of)
        return _drawn(number, answer, sources, asked_of), sources
    except FootnoteError as error:
        message = str(error)
    except Exception:
        _logger.exception("answering failed")
        message = _GENERIC
    return Turn(question, page.failed(number, question, message)), None


def _asked_beside(
    service: Service, history: list[Answer], scope: Scope, number: int, question: str
) -> Generator[Step, None, Answer]:
    """Answer a question in another thread, and say meanwhile how far that is."""
    told: SimpleQueue[Looking | None] = SimpleQueue()
    shown = 0.0
    with ThreadPoolExecutor(1, "footnote-ask") as beside:
        asked = beside.submit(service.ask, question, history, scope, told.put)
        asked.add_done_callback(lambda _: told.put(None))
        while (looking := told.get()) is not None:
            if not looking.read or time.monotonic() - shown > _REDRAW_SECONDS:
                shown = time.monotonic()
                yield Step(page.conversation([page.waiting(number, question, looking_words(looking))]))
        return asked.result()


def _looked_up(
    service: Service, number: int, answer: Answer, asked_of: str
) -> Generator[Step, None, list[Source]]:
    """Look the sources of an answer up, and show its first statements while others are still looked up."""
    sources: list[Source] = []
    enough, shown = len(answer.statements[0].citations), 0.0
    for citation in answer.citations:
        if len(sources) >= enough and time.monotonic() - shown > _REDRAW_SECONDS:
            shown = time.monotonic()
            yield Step(page.conversation([page.begun(number, answer, sources, asked_of)]))
        sources.append(service.source(citation))
    return sources


def open_latest(service: Service, session: Session, wanted: object) -> Drawn | None:
    """Draw what was clicked as `open_place` does; None where another place was asked for meanwhile.

    Places are looked up beside each other: what takes long, as a page of a PDF file does, must not take the
    place of what was clicked after it, or of another conversation. `wanted` has a `serial`, which grows from
    click to click.
    """
    asked = wanted if isinstance(wanted, dict) else {}
    part = "cards" if asked.get("kind") == "cite" else "document"
    serial = asked.get("serial")
    number, mine = serial if isinstance(serial, int) else 0, session.conversation
    session.opened[part] = max(session.opened.get(part, 0), number)
    drawn = open_place(service, session.turns, wanted)
    return drawn if number >= session.opened[part] and session.conversation == mine else None


def open_place(service: Service, turns: tuple[Turn, ...], wanted: object) -> Drawn:
    """Draw what was clicked: the cards of an answer, a document at a quote, or a document by itself.

    `wanted` comes from the browser and is not trusted: it only ever selects an answer of this session by
    number, or a document by an id that must be known.
    """
    wanted = wanted if isinstance(wanted, dict) else {}
    try:
        if wanted.get("kind") == "file":
            return Drawn(document=page_open.open_file(service, wanted))
        if wanted.get("kind") == "link":
            return Drawn(document=page_open.open_link(service, wanted))
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
        return Drawn(cards=draw_cards(service, at, turn, number))
    near = kind == "near"
    if near:
        sources = service.nearest(turn.answer)
        numbers = [source.citation.number for source in sources]
        sources = [source for source in sources if source.citation.number == number]
    else:
        numbers = [citation.number for citation in turn.answer.citations]
        sources = [service.source(c) for c in turn.answer.citations if c.number == number]
    if not sources:
        return Drawn(document=page.problem_card("This source is not part of the answer."))
    return Drawn(document=page_open.open_cited(service, sources[0], wanted, numbers, near=near))


def refresh(service: Service, session: Session, shown: str) -> Refreshed | None:
    """Draw what changed since the session last saw the status, or return None where nothing did.

    `shown` is the banner that the page has. Two answers to a page can overtake each other (of its loading
    and of its clock, or in a slow network): where an older one came last, or one never came, the page does
    not have the last banner, and all is drawn again. Each banner is numbered, since most are empty.
    Where no conversation is on, the greeting follows the phase.
    """
    status, questions, before = service.status(), service.suggestions(), session.seen
    anew = before is None or shown != session.banner
    if (status, questions) == before and not anew:
        return None
    known = (before[0].phase, before[0].revision, before[1]) if before and not anew else None
    session.seen = status, questions
    session.sent += 1
    session.banner = f"{page.status_banner(status)}<!-- {session.sent} -->"
    greeting = None
    if known != (status.phase, status.revision, questions) and not session.turns and not session.busy:
        greeting = greet(service)
    return Refreshed(session.banner, greeting, status.phase in ("ready", "failed"), anew)
