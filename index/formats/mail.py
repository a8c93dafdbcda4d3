"""E-mail: one message or a mailbox, by the standard library. Subject, sender and date say what it is.

Attachments that are of a format that is read stand below their message, each as a place of its own.
"""

import email
import mailbox
import tempfile
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path
from typing import Any

from index.blocks import Extracted, TextBuilder
from index.errors import UnreadableError
from index.formats import format_of
from index.types import page_at, place_at

__all__ = ["read_mailbox", "read_message"]

_HEADERS = ("From", "To", "Cc", "Date")
_DEEPEST = 3


def read_message(data: bytes) -> Extracted:
    """Read an e-mail message with its attachments."""
    message = email.message_from_bytes(data, policy=policy.default)
    if not message.keys():
        raise UnreadableError("not an e-mail: it has no headers")
    builder = TextBuilder()
    _add(builder, message, "", 0)
    return replace(
        builder.extracted(),
        title=_header(message, "Subject"),
        date=_date(message),
        author=_sender(message),
    )


def read_mailbox(data: bytes) -> Extracted:
    """Read every message of an mbox file; places are "message 12: its subject"."""
    builder = TextBuilder()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "box"
        path.write_bytes(data)
        box = mailbox.mbox(path, factory=None, create=False)
        for number, key in enumerate(box.keys(), start=1):
            message = email.message_from_bytes(box.get_bytes(key), policy=policy.default)
            subject = _header(message, "Subject")
            place = f"message {number}" + (f": {subject}" if subject else "")
            builder.place(place)
            builder.add(subject or place, "heading", 2)
            _add(builder, message, f"{place}, ", 0)
        box.close()
    return builder.extracted()


def _add(builder: TextBuilder, message: EmailMessage, where: str, depth: int) -> None:
    if not where:
        builder.add(_header(message, "Subject") or "", "heading", 1)
    said = [f"{name}: {value}" for name in _HEADERS if (value := _header(message, name))]
    builder.add("\n".join(said), "verbatim")
    body = message.get_body(("plain", "html"))
    if body is not None:
        _add_body(builder, body)
    for part in message.iter_attachments() if message.is_multipart() else ():
        _add_attachment(builder, part, where, depth)


def _add_body(builder: TextBuilder, body: Any) -> None:  # noqa: ANN401 - a part of a message
    name = "body.html" if body.get_content_subtype() == "html" else "body.txt"
    found = _read_as(name, _content(body).encode())
    if found is not None:
        _add_blocks(builder, found)


def _add_attachment(builder: TextBuilder, part: Any, where: str, depth: int) -> None:  # noqa: ANN401
    name = " ".join((part.get_filename() or "").split())
    if part.get_content_type() == "message/rfc822" and depth < _DEEPEST:
        builder.place(f"{where}attached message")
        inner = part.get_content()
        if isinstance(inner, EmailMessage):
            _add(builder, inner, f"{where}attached message, ", depth + 1)
        return
    found = _read_as(name, part.get_payload(decode=True))
    if found is None:
        return
    place = f"{where}attachment {name}"
    builder.place(place)
    builder.add(name, "heading", 3)
    _add_blocks(builder, found, place)


def _read_as(name: str, data: object) -> Extracted | None:
    """Return what is in a part of a message; nothing for what is not read, or broken."""
    kind = format_of(name)
    if kind is None or kind.module == "mail" or not isinstance(data, bytes) or not data.strip():
        return None
    try:
        return kind.read(data)
    except MemoryError:
        raise
    except Exception:
        return None


def _add_blocks(builder: TextBuilder, found: Extracted, place: str = "") -> None:
    """Add the blocks of what was read, a page or another place at a time."""
    for block in found.blocks:
        if place:
            number = page_at(found.page_starts, block.start)
            words = f"page {number}" if number else place_at(found.places, block.start)
            builder.place(f"{place}, {words}" if words else place)
        text = found.text[block.start : block.end]
        builder.add(text, block.kind, block.level + 2 if block.kind == "heading" else 0)


def _content(part: Any) -> str:  # noqa: ANN401
    try:
        return str(part.get_content())
    except (LookupError, ValueError, KeyError):  # an encoding that nobody knows
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else str(payload)


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
    except (ValueError, IndexError, AttributeError, TypeError):  # headers that break the parser's own rules
        return None
    return " ".join(str(value).split()) or None if value is not None else None


def _sender(message: EmailMessage) -> str | None:
    name, address = parseaddr(_header(message, "From") or "")
    return name or address or None


def _date(message: EmailMessage) -> object:
    try:
        return parsedate_to_datetime(str(message.get("Date")))
    except (ValueError, TypeError, IndexError):
        return None
