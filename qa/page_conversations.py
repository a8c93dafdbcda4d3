"""The kept conversations in the left zone, as HTML. Pure functions, everything escaped, as in `qa.page`."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape

from qa.conversations import Kept

__all__ = ["ask_delete_all", "conversations_list", "talk_finder", "when_words"]

_FEW = 6  # conversations that are seen without searching


def when_words(moment: datetime, now: datetime) -> str:
    """Return when something was, as briefly as one would say it: now, 14:05, Tue, 3 Mar, 2024."""
    here, today = moment.astimezone(now.tzinfo), now.date()
    if now - moment < timedelta(minutes=2):
        return "now"
    if here.date() == today:
        return f"{here:%H:%M}"
    if today - here.date() < timedelta(days=7):
        return f"{here:%a}"
    return f"{here.day} {here:%b}" if here.year == now.year else f"{here.year}"


def talk_finder() -> str:
    """Return the field that searches the conversations, drawn once."""
    return (
        '<input type="search" id="find-talk" placeholder="Find a conversation" '
        'aria-label="Find a conversation" autocomplete="off" spellcheck="false" maxlength="200">'
    )


def conversations_list(kept: Sequence[Kept], now: datetime, *, current: str, words: str = "") -> str:
    """List conversations; `current` is the id of the open one, `words` what is looked for.

    The open one is named for the browser even where it is not listed.
    """
    opened = f'data-current="{escape(current)}"'
    if not kept and not words:
        return f'<section aria-label="Conversations" {opened}></section>'
    body = "".join(_row(one, now, current=one.id == current) for one in kept)
    if not kept:
        body = '<li class="found" role="status">No conversation says this</li>'
    all_of_them = '<button type="button" class="more" data-act="delete-all">Delete all</button>'
    body = f"<h2>Conversations</h2><ul>{body}</ul>{'' if words else all_of_them}"
    many = ' data-many="true"' if words or len(kept) > _FEW else ""
    return f'<section aria-label="Conversations" {opened} data-words="{escape(words)}"{many}>{body}</section>'


def _row(one: Kept, now: datetime, *, current: bool) -> str:
    title, key = escape(one.title), escape(one.id)
    on = ' aria-current="true"' if current else ""
    return (
        f'<li class="file{" on" if current else ""}"><button type="button" class="talk" data-act="open-talk" '
        f'data-id="{key}" title="{title}"{on}><span dir="auto">{title}</span>'
        f"<small>{when_words(one.changed, now)}</small></button>"
        f'<button type="button" class="x" data-rename="{key}" title="Rename" '
        f'aria-label="Rename {title}">✎</button>'
        f'<button type="button" class="x" data-act="delete" data-id="{key}" title="Delete" '
        f'aria-label="Delete {title}">×</button></li>'
    )


def ask_delete_all(count: int) -> str:
    """Ask a second time before all conversations are deleted."""
    what = "this conversation" if count == 1 else f"all {count} conversations"
    return (
        '<section aria-label="Conversations"><div class="problem" role="alertdialog" aria-label="Delete all">'
        f"<p>Delete {what}?</p>"
        '<button type="button" class="btn" data-act="delete-all-sure">Delete all</button>'
        '<button type="button" class="btn" data-act="talks">Keep them</button></div></section>'
    )
