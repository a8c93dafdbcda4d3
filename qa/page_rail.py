"""What the left zone does: finding, adding and removing documents, and the kept conversations. No Gradio.

What the browser sends is not trusted: it selects, by keys that must be known, among what the session may see.
Every action returns the parts of the page that it draws again, by name.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from html import escape
from typing import Any, cast

from index.errors import FootnoteError
from index.types import EVERYTHING
from qa import page, page_conversations, page_documents, page_scope, page_session, page_sources
from qa.catalogue import SORTS, Search
from qa.page_session import Session, Turn
from qa.service import Service

__all__ = ["act", "draw_documents", "draw_rail", "draw_talks"]

_OPEN_SECONDS = 30.0
Parts = dict[str, str]


def act(service: Service, session: Session, wanted: object) -> Parts:
    """Do what was asked for and return what is drawn again, by the names of the parts."""
    values = wanted if isinstance(wanted, dict) else {}
    action = _ACTIONS.get(str(values.get("act")))
    if action is None:
        return {}
    try:
        return action(service, session, {name: str(value) for name, value in values.items()})
    except FootnoteError as error:
        return {"toast": page.toast(str(error), problem=True), **draw_rail(service, session)}


def draw_rail(service: Service, session: Session) -> Parts:
    """Draw the whole left zone."""
    problem = (
        service.folder.problem()
        if session.change
        else "Files are added on the computer that serves this page."
    )
    adding = page_documents.adding(problem)
    return {"adding": adding, **draw_documents(service, session), **draw_talks(service, session)}


def draw_documents(service: Service, session: Session) -> Parts:
    """Draw the list of documents."""
    change = session.change and not service.folder.problem()
    removed = service.folder.removed() if change else []
    gone = {one.id for one in removed if not (service.folder.root / one.id).exists()}
    rows = [row for row in service.files() if row.id not in gone]
    listed = page_documents.documents_list(
        rows,
        session.search,
        service.status(),
        removed=removed,
        change=change,
        ticked=session.scope.ids if session.choosing else None,
    )
    ready, scope = service.status().phase == "ready", session.scope
    asking = page_scope.asking(rows, scope, ready=ready, choosing=session.choosing)
    chosen = page_scope.chosen(page_scope.scope_words(scope, rows))
    return {"asking": asking, "listed": listed, "chosen": chosen}


def draw_talks(service: Service, session: Session) -> Parts:
    """Draw the list of conversations."""
    if service.conversations is None or session.owner is None:
        problem = service.history_problem
        return {"talks": f'<p class="limits" dir="auto">{escape(problem)}</p>' if problem else ""}
    kept = service.conversations.listed(session.owner, session.talk_words)
    now = datetime.now().astimezone()
    html = page_conversations.conversations_list(kept, now, current=session.kept, words=session.talk_words)
    return {"talks": html}


def _find(service: Service, session: Session, values: Mapping[str, str]) -> Parts:
    sort = values.get("sort", session.search.sort)
    session.search = Search(
        words=values.get("words", session.search.words)[:200],
        sort=cast(Any, sort if sort in SORTS else "date"),
        unread="unread" in values or ("first" in values and session.search.unread),
        first=int(values["first"]) if values.get("first", "").isdecimal() else 0,
    )
    return draw_documents(service, session)


def _changing(session: Session) -> None:
    if not session.change:
        raise FootnoteError("documents cannot be added or removed from here")


def _remove(service: Service, session: Session, values: Mapping[str, str]) -> Parts:
    _changing(session)
    known = {row.id for row in service.files()}
    if values.get("id") not in known:
        raise FootnoteError("this file is not in the list")
    removed = service.folder.remove(values["id"])
    service.look_again()
    undo = {"act": "restore", "key": removed.key}
    return {"toast": page.toast(f"Removed {removed.id}.", undo), **draw_documents(service, session)}


def _restore(service: Service, session: Session, values: Mapping[str, str]) -> Parts:
    _changing(session)
    name = service.folder.restore(values.get("key", ""))
    service.look_again()
    return {"toast": page.toast(f"{name} is back."), **draw_documents(service, session)}


def _added(service: Service, session: Session, values: Mapping[str, str]) -> Parts:
    _changing(session)
    service.look_again()
    return draw_documents(service, session)


def _choose(service: Service, session: Session, values: Mapping[str, str]) -> Parts:
    session.choosing = values.get("on", str(not session.choosing)) == "True"
    return draw_documents(service, session)


def _scope(service: Service, session: Session, values: Mapping[str, str]) -> Parts:
    session.scope = page_scope.changed_scope(session.scope, values)
    return draw_documents(service, session)


def _ask_all(service: Service, session: Session, values: Mapping[str, str]) -> Parts:
    session.scope = EVERYTHING
    return draw_documents(service, session)


def _talks(service: Service, session: Session, values: Mapping[str, str]) -> Parts:
    session.talk_words = values.get("words", session.talk_words)[:200]
    return draw_talks(service, session)


def _kept(service: Service, session: Session) -> tuple[Any, str]:
    if service.conversations is None or session.owner is None:
        raise FootnoteError("conversations are not kept here")
    return service.conversations, session.owner


def _new(service: Service, session: Session, values: Mapping[str, str]) -> Parts:
    """Begin a new conversation; what is typed, and what is asked of, stays."""
    page_session.start_over(session)
    parts = {"past": page_session.greet(service), "now": ""}
    parts |= {"cards": page_sources.no_sources(), "document": page_sources.no_document()}
    return {**parts, **draw_talks(service, session)}


def _open_talk(service: Service, session: Session, values: Mapping[str, str]) -> Parts:
    """Continue a kept conversation: its last turns are drawn, every source looked up again.

    It asks what it asked last. Where that takes so long that another is opened or begun, that one stays.
    """
    conversations, owner = _kept(service, session)
    kept = conversations.turns(owner, values.get("id", ""))
    page_session.start_over(session)
    mine, session.kept = session.conversation, values["id"]
    session.scope = kept[-1].answer.scope
    session.turns = turns = tuple(Turn(turn.question, "", turn.answer, turn.asked_of) for turn in kept)
    parts = {
        "past": page_session.draw_past(service, session),
        "now": "",
        "cards": page_session.draw_cards(service, len(turns), turns[-1]),
        "document": page_sources.no_document(),
    }
    if session.conversation != mine:  # another was opened while this one was drawn
        return {}
    return {**parts, **draw_rail(service, session)}


def _resume(service: Service, session: Session, values: Mapping[str, str]) -> Parts:
    """Open again what the tab had open when it was loaded anew, once documents can be looked at.

    One that is no longer kept is passed over, and what has begun meanwhile stays.
    """
    if not service.wait_open(_OPEN_SECONDS) or session.turns or session.busy or session.kept:
        return {}
    try:
        return _open_talk(service, session, values)
    except FootnoteError:
        return {}


def _rename(service: Service, session: Session, values: Mapping[str, str]) -> Parts:
    conversations, owner = _kept(service, session)
    conversations.rename(owner, values.get("id", ""), values.get("title", ""))
    return draw_talks(service, session)


def _delete(service: Service, session: Session, values: Mapping[str, str]) -> Parts:
    conversations, owner = _kept(service, session)
    gone = conversations.delete(owner, None if values["act"] == "delete-all-sure" else [values.get("id", "")])
    if not gone:
        raise FootnoteError("this conversation is no longer kept")
    words = "The conversation is deleted." if len(gone) == 1 else f"{len(gone)} conversations are deleted."
    parts = {"toast": page.toast(words, {"act": "bring-back", "ids": " ".join(gone)})}
    drawn = _new(service, session, {}) if session.kept in gone else draw_talks(service, session)
    return {**parts, **drawn}


def _bring_back(service: Service, session: Session, values: Mapping[str, str]) -> Parts:
    conversations, owner = _kept(service, session)
    conversations.bring_back(owner, values.get("ids", "").split())
    return {"toast": "", **draw_talks(service, session)}


def _delete_all(service: Service, session: Session, values: Mapping[str, str]) -> Parts:
    conversations, owner = _kept(service, session)
    return {"talks": page_conversations.ask_delete_all(len(conversations.listed(owner)))}


def _earlier(service: Service, session: Session, values: Mapping[str, str]) -> Parts:
    if session.busy:
        return {}
    mine, shown = session.conversation, len(session.turns) - session.folded
    past = page_session.draw_past(service, session, shown + 50)
    return {"past": past, "now": ""} if session.conversation == mine else {}


_ACTIONS: dict[str, Callable[[Service, Session, Mapping[str, str]], Parts]] = {
    "find": _find,
    "remove": _remove,
    "restore": _restore,
    "added": _added,
    "choose": _choose,
    "scope": _scope,
    "ask-all": _ask_all,
    "new": _new,
    "talks": _talks,
    "open-talk": _open_talk,
    "resume": _resume,
    "rename": _rename,
    "delete": _delete,
    "delete-all": _delete_all,
    "delete-all-sure": _delete,
    "bring-back": _bring_back,
    "earlier": _earlier,
}
