"""What people do on the page, connected with what happens.

Handlers return the parts that are drawn again, by component; opening, finding and refreshing never wait
behind a question.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app_layout import POLL_SECONDS
from app_server import Rights
from qa import page, page_rail, page_session
from qa.carry import carry
from qa.service import Service

__all__ = ["Desk", "connect"]

_ASKED_AT_ONCE = 8  # questions of all sessions; waiting ones hold a place too
_DONE_AT_ONCE = 16
_SETTLED_SECONDS = 4.0  # the folder may still change
_SOON = {"added", "remove", "restore"}  # what is followed by a look through the folder
_DRAWN = ("asking", "chosen", "listed", "adding", "talks", "past", "now", "cards", "document", "toast")
Changes = dict[Any, Any]


@dataclass(frozen=True, slots=True)
class Desk:
    """What every handler works with: Gradio, the service, who may do what, and the parts by name."""

    gr: Any
    service: Service
    rights: Rights
    parts: Mapping[str, Any]

    def changes(self, values: Mapping[str, str | None]) -> Changes:
        """Return what is drawn again by component; None means as before."""
        return {self.parts[name]: value for name, value in values.items() if value is not None}

    def know(self, session: page_session.Session, request: Any) -> None:  # noqa: ANN401 - Gradio's
        """Note who a session is, once: it does not change."""
        if session.owner is None:
            headers = dict(request.request.headers)
            session.owner, session.change = self.rights.owner(headers), self.rights.may_change(headers)

    def same(self, part: str) -> Changes:
        """Return that nothing changes: Gradio wants at least one part named."""
        return {self.parts[part]: self.gr.skip()}

    def free_to_ask(self) -> Changes:
        """Return the change that lets the next question be asked."""
        return {self.parts["send"]: self.gr.update(interactive=True)}


def connect(desk: Desk, blocks: Any) -> None:  # noqa: ANN401 - Gradio is imported late
    """Connect every event of the page."""
    parts = desk.parts
    drawn = [parts[name] for name in _DRAWN]
    quiet = {"show_progress": "hidden", "api_visibility": "private"}
    often = {**quiet, "concurrency_limit": _DONE_AT_ONCE, "trigger_mode": "multiple"}
    session, asked = parts["session"], [parts["box"], parts["send"], *drawn]
    desk.gr.on(
        [parts["box"].submit, parts["send"].click],
        _asking(desk),
        [parts["box"], session],
        asked,
        concurrency_limit=_ASKED_AT_ONCE,
        trigger_mode="multiple",  # the session itself refuses a second question at a time
        **quiet,
    )
    parts["new"].click(_starting_over(desk), [session], asked, **often)
    parts["bridge"].open(_opening(desk), [session], [parts["cards"], parts["document"]], **often)
    parts["bridge"].act(_acting(desk), [session], [parts["send"], parts["timer"], *drawn], **often)
    parts["bridge"].carry(_carrying(desk), [session], [parts["carried"]], **often)
    for event in (parts["timer"].tick, blocks.load):
        refreshed = [parts["banner"], parts["timer"], *drawn]
        shown = [session, parts["banner"]]
        event(_refreshing(desk), shown, refreshed, concurrency_limit=_DONE_AT_ONCE, **quiet)


def _told(handler: Callable[..., Any], **kinds: Any) -> Callable[..., Any]:  # noqa: ANN401
    """Annotate what Gradio passes by its type, which is only known once Gradio is loaded."""
    handler.__annotations__.update(kinds)
    return handler


def _asking(desk: Desk) -> Callable[..., Iterator[Changes]]:
    box = desk.parts["box"]

    def ask(question: str, session: page_session.Session, request: Any) -> Iterator[Changes]:  # noqa: ANN401
        desk.know(session, request)
        question, cleared, done = question.strip(), {box: ""}, False
        refusal = page_session.refusal(session, question)
        if refusal:  # what was typed stays
            yield desk.changes({"toast": page.toast(refusal, problem=True)})
            yield desk.same("box")
            return
        for step in page_session.ask(desk.service, session, question) if question else ():
            done = step.done
            drawn = desk.changes({"now": step.now, "past": step.past, "cards": step.cards})
            talks = desk.changes(page_rail.draw_talks(desk.service, session)) if step.kept else {}
            send = {desk.parts["send"]: desk.gr.update(interactive=done)}
            yield {**cleared, **send, **drawn, **talks}
            cleared = {}  # once: what is typed meanwhile stays
        if not done:
            yield desk.same("box")  # Gradio draws the last step twice: a dropped one must not come back

    return _told(ask, request=desk.gr.Request)


def _opening(desk: Desk) -> Callable[..., Changes]:
    def open_place(session: page_session.Session, event: Any) -> Changes:  # noqa: ANN401
        drawn = page_session.open_latest(desk.service, session, event._data) or page_session.Drawn()
        return desk.changes({"cards": drawn.cards, "document": drawn.document}) or desk.same("cards")

    return _told(open_place, event=desk.gr.EventData)


def _carrying(desk: Desk) -> Callable[..., str]:
    def carried(session: page_session.Session, event: Any) -> str:  # noqa: ANN401
        return carry(desk.service, session, event._data)

    return _told(carried, event=desk.gr.EventData)


def _acting(desk: Desk) -> Callable[..., Changes]:
    def act(session: page_session.Session, event: Any, request: Any) -> Changes:  # noqa: ANN401
        desk.know(session, request)
        wanted, before = event._data, session.conversation
        changes = desk.changes(page_rail.act(desk.service, session, wanted))
        if isinstance(wanted, dict) and wanted.get("act") in _SOON:
            changes[desk.parts["timer"]] = desk.gr.Timer(POLL_SECONDS)
        if session.conversation != before:  # a question on its way is dropped
            changes |= desk.free_to_ask()
        return changes or desk.same("toast")

    return _told(act, event=desk.gr.EventData, request=desk.gr.Request)


def _refreshing(desk: Desk) -> Callable[..., Changes]:
    def refresh(session: page_session.Session, shown: str, request: Any) -> Changes:  # noqa: ANN401
        desk.know(session, request)
        now = page_session.refresh(desk.service, session, shown)
        if now is None:
            return desk.same("toast")
        rail = page_rail.draw_rail if now.anew else page_rail.draw_documents
        drawn = desk.changes({"banner": now.banner, "past": now.greeting, **rail(desk.service, session)})
        return {
            **drawn,
            desk.parts["timer"]: desk.gr.Timer(_SETTLED_SECONDS if now.settled else POLL_SECONDS),
        }

    return _told(refresh, request=desk.gr.Request)


def _starting_over(desk: Desk) -> Callable[..., Changes]:
    def start_over(session: page_session.Session) -> Changes:
        return desk.changes(page_rail.act(desk.service, session, {"act": "new"})) | desk.free_to_ask()

    return start_over
