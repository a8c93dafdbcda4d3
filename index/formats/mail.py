"""E-mail: messages, what is attached to them, and mailboxes, by the standard library.

A paragraph that is quoted from an earlier message is one, however its lines were broken, behind a ">".
Subject, sender and date say what a message is. Attachments and the messages of a mailbox are documents of
their own, under names that are safe and unique within their file.
"""

import codecs
import mailbox
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from index.blocks import BlockKind, Extracted, TextBuilder, normalise, table_text
from index.errors import UnreadableError
from index.formats import FORMATS, Part, format_of
from index.formats.mail_text import body_text, parsed
from index.formats.spaced_tables import barred

__all__ = ["attachments", "messages", "read_message"]

_HEADERS = ("From", "To", "Cc", "Date")
_UNSAFE = re.compile(r"[/\\:*?\"<>|\x00-\x1f\x7f]+")
_MOST_NAME_CHARS = 120
_NOT_DOCUMENTS = re.compile(r"application/(?:pgp|pkcs7|x-pkcs7)-.*|text/x-amp-html", re.IGNORECASE)
"""Signatures and the like, which nobody attached."""
_SUFFIXES = {"text/plain": ".txt", "text/html": ".html", "text/csv": ".csv", "application/pdf": ".pdf"}
"""What an attachment without a name is, by its type."""
_QUOTED = re.compile(r"(?:>[ \t]?)+")
"""The marks before a line that is quoted from an earlier message."""
_EARLIER = re.compile(
    r"-{2,} ?(?:original (?:message|appointment)|forwarded message|forwarded by .{1,60}"
    r"|ursprüngliche nachricht|message (?:d['’]origine|transféré)|mensaje original"
    r"|messaggio originale) ?-{2,}",
    re.IGNORECASE,
)
"""The line above an earlier message that follows without marks."""
_HEAD_LINE = re.compile(r"\**(From|Sent|Date):\**\s+(\S.*)")
_LINES_OF_A_HEAD = 6
_LINK = re.compile(r"[<\[(]*https?://\S+")
_HINT = re.compile(
    r"\b(?:open|opened|read|view|viewed|see|seen|show|shows|display|displays|displayed)\b[^.]*"
    r"\b(?:browser|html|web ?version)\b"
    r"|\b(?:open|read|view|see) (?:it|(?:this|the) (?:[\w-]+ )?(?:message|e-?mail|newsletter|bulletin))"
    r" (?:online|on the web)\b"
    r"|\b(?:message|e-?mail|newsletter|bulletin|mail) (?:is|was) (?:sent )?(?:(?:as|in) )?(?:html|a page)\b"
    r"|\b(?:cannot|can['’]t|not) be (?:displayed|shown)\b|\bnot displaying correctly\b"
    r"|\b(?:im|ihrem) browser (?:ansehen|anzeigen|lesen|öffnen)\b"
    r"|\bnicht (?:richtig|korrekt) (?:angezeigt|dargestellt)\b|\bversion en ligne\b"
    r"|\b(?:dans|avec) (?:votre|un) navigateur\b|\ben (?:su|tu|el) navegador\b"
    r"|\bversión (?:web|en línea)\b|\bnel (?:tuo )?browser\b",
    re.IGNORECASE,
)
"""What the plain text of a message says that only points to its page."""
_SENTENCE_END = re.compile(r"[.!?:]\s+|\n\s*\n")
_MOST_HINT_WORDS = 30
"""How many words such a text has at most, links left out."""
MAX_PARTS = 10_000
"""Attachments of a message, or messages of a mailbox, that are read."""


def read_message(data: bytes) -> Extracted:
    """Read an e-mail message, its headers and its text."""
    message = _message(data)
    builder = TextBuilder()
    subject = _header(message, "Subject")
    builder.add(subject or "", "heading", 1)
    said = [f"{name}: {value}" for name in _HEADERS if (value := _header(message, name))]
    attached = ", ".join(name for name, _ in _attached(message))
    builder.add("\n".join([*said, *([f"Attached: {attached}"] if attached else [])]), "verbatim")
    for part, is_body in _leaves(message):
        if is_body:
            _add_body(builder, part)
    return replace(builder.extracted(), title=subject, author=_sender(message), date=_date(message))


def attachments(data: bytes) -> Iterator[Part]:
    """Yield what is attached to a message; pictures of its own page are not."""
    for number, (name, part) in enumerate(_attached(_message(data))):
        if number >= MAX_PARTS:
            yield Part(
                name, b"", None, f"more than {MAX_PARTS:,} attachments: this and later ones are not read"
            )
            return
        yield _part(name, part)


def messages(data: bytes) -> Iterator[Part]:
    """Yield the messages of an mbox file, named by their numbers."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "box"
        path.write_bytes(data)
        box = mailbox.mbox(path, factory=None, create=False)
        try:
            keys = list(box.keys())
            if not keys:
                raise UnreadableError("not a mailbox: no message begins in it")
            for number, key in enumerate(keys, start=1):
                if number > MAX_PARTS:
                    yield Part(f"message {number}", b"", None, f"more than {MAX_PARTS:,} messages")
                    return
                yield Part(f"message {number}", box.get_bytes(key), FORMATS[".eml"])
        finally:
            box.close()


class _Names:
    """Gives names that no other part of the same file has, whatever they were and whatever they try."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def safe(self, name: str) -> str:
        words = unicodedata.normalize("NFC", "".join(c for c in name if c.isprintable() or c.isspace()))
        words = " ".join(_UNSAFE.sub("_", words.encode("utf-8", "replace").decode()).split()).strip(". ")
        stem, dot, suffix = words.rpartition(".")
        if not dot or len(suffix) > 12:
            stem, dot, suffix = words, "", ""
        stem = stem[:_MOST_NAME_CHARS] or "attachment"
        found, number = f"{stem}{dot}{suffix}", 1
        while found.casefold() in self._given:
            number += 1
            found = f"{stem} ({number}){dot}{suffix}"
        self._given.add(found.casefold())
        return found


def _message(data: bytes) -> EmailMessage:
    message = parsed(data)
    if not message.keys():
        raise UnreadableError("not an e-mail: it has no headers")
    return message


def _leaves(part: Any) -> Iterator[tuple[Any, bool]]:  # noqa: ANN401 - a part of a message
    """Yield the parts of a message that hold no others, in order, with whether they are of its own text.

    Of alternatives only one is: the plain one where there is one, unless it is a mere hint to open the page.
    """
    kind = part.get_content_type()
    if kind.startswith("message/") or not part.is_multipart():
        shown = kind in ("text/plain", "text/html") and not part.is_attachment() and not _file_name(part)
        yield part, shown
        return
    inside = [child for child in part.iter_parts() if isinstance(child, EmailMessage)]
    best = None
    if kind == "multipart/alternative":
        plain = [child for child in inside if child.get_content_type() == "text/plain"]
        best = _page_of_hint(plain, inside) or next(iter([*plain, *inside]), None)
    for child in inside:
        for leaf, shown in _leaves(child):
            unshown = best is not None and child is not best
            if not (shown and unshown):
                yield leaf, shown


def _page_of_hint(plain: Sequence[EmailMessage], inside: Sequence[EmailMessage]) -> EmailMessage | None:
    """Return the alternative that is a page whose plain one only points to it, or None.

    "Please open this newsletter in your browser" is all that the plain text of some says, or but a link.
    """
    told = _LINK.sub("", body_text(plain[0])) if plain else None
    if told is None or not _is_hint(told):
        return None
    for child in inside:
        for leaf, shown in _leaves(child) if child is not plain[0] else ():
            if shown and leaf.get_content_subtype() == "html" and _page_words(leaf) > len(told.split()):
                return child
    return None


def _is_hint(told: str) -> bool:
    """Return whether a text is empty without its links, or of few sentences that say how to see a page."""
    sentences = [some for some in _SENTENCE_END.split(told) if any(map(str.isalnum, some))]
    says_more = any(map(str.isdigit, told)) or len(told.split()) > _MOST_HINT_WORDS
    return not says_more and all(map(_HINT.search, sentences))


def _page_words(page: EmailMessage) -> int:
    """Return how many words the blocks of a page have."""
    return sum(len(text.split()) for text, _, _ in _blocks(body_text(page), ".html"))


def _attached(message: EmailMessage) -> Iterator[tuple[str, Any]]:
    """Yield what is attached to a message, each under a name that is safe and only its own."""
    names = _Names()
    for part, is_body in _leaves(message):
        kind = part.get_content_type()
        of_page = part.get("Content-ID") and kind.startswith("image/")
        if is_body or of_page or part is message or _NOT_DOCUMENTS.fullmatch(kind):
            continue
        name = _file_name(part)
        if kind == "message/rfc822":
            name = f"{name.removesuffix('.eml') or _header(_inner(part), 'Subject') or 'message'}.eml"
        yield names.safe(name or f"attachment{_SUFFIXES.get(kind, '')}"), part


def _inner(part: Any) -> EmailMessage:  # noqa: ANN401
    inside = part.get_payload()
    found = inside[0] if isinstance(inside, list) and inside else None
    return found if isinstance(found, EmailMessage) else EmailMessage()


def _part(name: str, part: Any) -> Part:  # noqa: ANN401
    try:
        if part.get_content_type() == "message/rfc822":
            return Part(name, _inner(part).as_bytes(), FORMATS[".eml"])
        data = part.get_payload(decode=True)
    except (LookupError, ValueError, AttributeError, TypeError) as error:
        return Part(name, b"", None, f"broken: {' '.join(str(error).split())[:200]}")
    return Part(name, data if isinstance(data, bytes) else b"", format_of(name))


def _file_name(part: Any) -> str:  # noqa: ANN401
    try:
        return " ".join((part.get_filename() or "").split())
    except (ValueError, IndexError, AttributeError, TypeError):
        return ""


def _add_body(builder: TextBuilder, body: Any) -> None:  # noqa: ANN401
    if body.get_content_subtype() == "html":
        for text, kind, level in _blocks(body_text(body), ".html"):
            builder.add(text, kind, level + 1 if kind == "heading" else 0)
        return
    for depth, lines in groupby(normalise(body_text(body)).split("\n"), key=_depth):
        told = "\n".join(line[len(_marks(line)) :] for line in lines)
        found = list(_blocks(told, ".txt"))
        for number, (text, kind, level) in enumerate(found):
            if whose := _whose([one for one, _, _ in found[number : number + _LINES_OF_A_HEAD]]):
                builder.add(text, "heading", 2, label=whose)
            elif kind == "verbatim":
                rows = table_text(barred(text.split("\n"))).split("\n")
                builder.add("\n".join("> " * depth + row for row in rows), kind)
            elif depth:
                builder.add("> " * depth + " ".join(text.split()), "prose")
            elif kind == "heading" and (level > 1 or text.isupper() or "\n" in text):
                builder.add(text, kind, level + 1)
            else:  # a first line that reads like a title: its subject is the message's
                builder.add(text, "prose" if kind == "heading" else kind)


def _whose(lines: Sequence[str]) -> str:
    """Return who wrote an earlier message, and when, whose head is below the first line; "" without one.

    What was written then tells it nowhere but there: "-----Original Message-----" above "From: Ana Lind".
    """
    marker = lines[0].partition("\n")[0]
    if not _EARLIER.fullmatch(marker.strip()):
        return ""
    below = "\n".join(lines).split("\n")[1:]
    heads = filter(None, (_HEAD_LINE.fullmatch(line.strip()) for line in below))
    said: dict[str, str] = {head[1]: head[2] for head in heads}
    sender = parseaddr(said.get("From", ""))[0] or said.get("From", "")
    if not sender:
        return ""
    return ", ".join(filter(None, (f"From {sender}", said.get("Sent") or said.get("Date"))))


def _depth(line: str) -> int:
    """Return how often a line is quoted: a mark for each reply."""
    return _marks(line).count(">")


def _marks(line: str) -> str:
    match = _QUOTED.match(line)
    return match[0] if match else ""


def _blocks(text: str, suffix: str) -> Iterator[tuple[str, BlockKind, int]]:
    """Yield the words, the kind and the level of each block of a text of a format."""
    try:
        found = FORMATS[suffix].read(codecs.BOM_UTF8 + text.encode("utf-8", "replace"))
    except UnreadableError:
        return
    for block in found.blocks:
        yield found.text[block.start : block.end], block.kind, block.level


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
