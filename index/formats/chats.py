"""Chats: the messages of text exports ("[12/03/2026, 14:02] Ana: …") and of exports as JSON.

Of a text export the text stays as it is; a message of JSON reads "[2026-03-12 14:02] Ana Ribeiro: …".
"""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import repeat
from typing import Any

from index.blocks import Block, BlockKind

__all__ = ["STAMP", "chat_blocks", "line_kind", "messages", "people_of"]

_LINE = re.compile(r"[^\n]+")
_TIME = r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:[ \u202f]?[aApP]\.?[ ]?[mM]\b\.?)?"
_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
STAMP = (
    rf"\u200e?(?:\[(?:{_DAY}(?:,?[ ]|T))?{_TIME}(?:,?[ ]{_DAY})?\]"
    rf"|{_DAY},?[ ]{_TIME}[ ][-–])[ ]\u200e?"
)
"""When a message was written, as it stands before it: "[12/03/2026, 14:02:11] ", "12/03/2026, 14:02 - "."""
_STAMP = re.compile(STAMP)
_NAMED = re.compile(r"(?P<name>[^\s:][^:\n]{0,60}): ?(?P<said>[^\n]*)")
_NO_WORDS = re.compile(
    r"[\u200e\s]*(?:<[^<>\n]{3,40}>"
    r"|(?:[^\n]{0,100}\u200e[^.!?\n]{1,30}|[^\s.!?]{1,30}) (?:omitted|weggelassen|omis|omitid[oa]|omess[oa])"
    r"|(?:This message was|You) deleted(?: this message)?\.?)[\u200e\s]*",
    re.IGNORECASE,
)
"""What stands in the place of a picture that was not exported, or of a message taken back.

Of several words ("contact card omitted") it has a mark of the program before them, which nobody types.
"""
_HEARD = re.compile(r"\s*(?:\([^()]{1,60}\)|\[[^\[\]]{1,60}\])\s*")
"""What is heard in a transcript, "(laughter)"."""
_MOST_NO_WORDS, _MOST_TITLE = 200, 140
_ENCRYPTED = re.compile(r"end-to-end encrypted|Ende-zu-Ende-verschlüsselt|chiffrés de bout en bout")
_FEWEST, _LEAST_SHARE = 4, 0.5
"""How many messages a chat has at least, and what share of its lines begins one."""


def chat_blocks(text: str) -> tuple[Block, ...] | None:
    """Return the blocks of a chat that was exported as text, a paragraph for each line; None of other texts.

    What stands for a picture, and that messages are encrypted, is not quoted.
    """
    lines = [match.span() for match in _LINE.finditer(text) if match.group().strip()]
    stamps = [_STAMP.match(text, start, end) for start, end in lines]
    named = [stamp is not None and bool(_NAMED.match(text, stamp.end())) for stamp in stamps]
    if sum(named) < max(_FEWEST, _LEAST_SHARE * len(lines)):
        return None
    blocks: list[Block] = []
    quoted = True
    for (start, end), stamp in zip(lines, stamps, strict=True):
        if stamp is not None:
            quoted = _says_something(text, stamp.end())
        elif not blocks:
            quoted = True  # what stands above the first message
            if _may_be_title(text[start:end]):
                blocks.append(Block(start, end, "heading", 1, " ".join(text[start:end].split())))
                continue
        heard = stamp is not None and _HEARD.fullmatch(text, stamp.end(), end)
        blocks.append(Block(start, end, line_kind(text[start:end]) if quoted and not heard else "metadata"))
    return tuple(blocks)


def _may_be_title(line: str) -> bool:
    """Return whether the line above all messages is what they are called, as a transcript has it."""
    return len(line) <= _MOST_TITLE and len(line.split()) > 1 and line.rstrip()[-1] not in ".!?:;,"


def line_kind(line: str) -> BlockKind:
    """Return how a line of a chat is quoted: whole, so that it tells who says it, but for a long one."""
    return "entry" if len(line) <= _MOST_WHOLE else "prose"


def _says_something(text: str, start: int) -> bool:
    """Return whether what stands after its time is in words, and not the program's own."""
    end = text.find("\n", start)
    message = _NAMED.match(text, start)
    said = message["said"] if message else text[start : None if end < 0 else end]
    empty = len(said) <= _MOST_NO_WORDS and _NO_WORDS.fullmatch(said)
    return not (_ENCRYPTED.search(said) or empty)


_MOST_WHOLE = 300
_TEXTS = ("text", "content", "body", "message")
_AUTHORS = ("user_profile", "author", "from", "sender", "sender_name", "username", "user")
_TIMES = ("ts", "date", "timestamp", "timestamp_ms", "created_at", "createdDateTime", "time")
_NAMES = ("real_name", "global_name", "displayName", "display_name", "nickname", "name", "username", "user")
_PEOPLE = ("users", "members", "participants", "people", "profiles")
_IDS = ("id", "user_id", "username", "name", "user", "handle")
_OF_PROGRAMS = re.compile(
    r"""(?:\w*_)?(?:ids?|ts)|\w*(?:[a-z]Id|_at|[a-z]At|DateTime|unixtime|_count|_users|_team|_name|_url|Url|_type)
    |type|subtype|team|locale|etag|importance|permalink|nonce|flags|tts|pinned|locked|subscribed|upload|edited
    |is_\w+|is[A-Z]\w+|timestampEdited|callEndedTimestamp|bot_\w+|channel\w*|thread\w*|repl(?:y|ies)\w*|reference
    |reactions?|mentions?|mention_\w+|text_entities|inlineEmojis
    |blocks|components|attachments|embeds|files?|photos?|videos?|stickers?|sticker_\w+|thumbnail|width|height
    |duration_\w+|forwarded_from|via_bot|inline_\w+|icons|display_as_bot|latest_reply|last_read|actor|action
    |members|mimeType|policyViolation|eventDetail|onBehalfOf|messageHistory|hostedContents|webUrl""",
    re.VERBOSE,
)
"""Names of the fields of messages that say nothing to people; a record with others is more than a message."""
_EPOCH = re.compile(r"\d{9,11}(?:\.\d+)?|\d{13}")
_ISO_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)")
_MENTION = re.compile(r"<@(?P<who>[\w!&-]+)(?:\|(?P<said>[^<>]+))?>")
_LINK = re.compile(r"<(?P<to>[#!]?[^<>|\s]+)(?:\|(?P<said>[^<>]*))?>")
_TAG = re.compile(r"<(?:/?[a-z][^<>]*)>", re.IGNORECASE)


def people_of(export: Mapping[str, Any]) -> dict[str, str]:
    """Return the names of those whom an export lists beside its messages, by their ids and login names."""
    found: dict[str, str] = {}
    for listed in (export.get(key) for key in _PEOPLE):
        ids = [*listed] if isinstance(listed, dict) else repeat("")
        people = (
            [*listed.values()] if isinstance(listed, dict) else listed if isinstance(listed, list) else []
        )
        for key, one in zip(ids, people, strict=False):
            if isinstance(one, dict) and (name := _who(one, {})):
                own = (key, *(one.get(field) for field in _IDS))
                found |= {id_: name for id_ in own if isinstance(id_, str) and id_}
    return found


def messages(records: Sequence[object], people: Mapping[str, str] | None = None) -> list[str | None]:
    """Return each record as a message, "" where it has no words, or None where it is something else.

    All are something else unless most are messages. `people` are the names that the file tells elsewhere.
    """
    known = dict(people or {})
    known |= dict(pair for record in records if isinstance(record, dict) for pair in _people(record))
    found = [_message(record, known) if isinstance(record, dict) else None for record in records]
    told = sum(bool(message) for message in found)
    return found if told and told >= _LEAST_SHARE * len(records) else [None] * len(records)


def _message(record: Mapping[str, Any], known: Mapping[str, str]) -> str | None:
    """Return a record as a line of a chat, "" for one without words, None for what is no message."""
    key = next((name for name in _TEXTS if name in record), None)
    when = next((time for name in _TIMES if (time := _time(record.get(name)))), "")
    who = next((name for field in _AUTHORS if (name := _who(record.get(field), known))), "")
    if key is None or not when or not (who or record.get("type") in ("message", "service")):
        return None
    own = (key, *_AUTHORS, *_TIMES)
    if any(value and name not in own and not _OF_PROGRAMS.fullmatch(name) for name, value in record.items()):
        return None
    slack = key == "text" and "ts" in record
    words = _words(record[key], known, slack) or _attached(record, known, slack)
    if str(record.get("subtype", "")).startswith(("channel_", "group_")):
        words = ""
    return f"[{when}] {who or 'unknown'}: {words}" if words else ""


def _people(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the ids that a record tells the names of."""
    for field in (*_AUTHORS, "mentions"):
        value = record.get(field)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and (name := _who(one, {})):
                yield str(one.get("id") or record.get("user") or ""), name


def _who(value: object, known: Mapping[str, str]) -> str:
    """Return the name of somebody, given as it is, as an id whose name is known, or by fields."""
    if isinstance(value, dict):
        user = value.get("user")
        inner = user if isinstance(user, dict) else value
        return next((" ".join(str(name).split()) for key in _NAMES if (name := inner.get(key))), "")
    return " ".join(known.get(value, value).split()) if isinstance(value, str) else ""


def _time(value: object) -> str:
    """Return when a message was sent, to the minute, as the export has it; "" where it is no time."""
    text = str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    if _EPOCH.fullmatch(text):
        seconds = float(text) / (1000 if len(text) == 13 else 1)
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%d %H:%M")
    found = _ISO_TIME.match(text)
    return f"{found[1]} {found[2]}" if found else ""


def _words(value: object, known: Mapping[str, str], slack: bool) -> str:
    """Return the words of a message, which may be in parts or be HTML, with the names of whom it mentions."""
    if isinstance(value, list):
        return "".join(_words(part, known, False) for part in value).strip()
    if isinstance(value, dict):
        inner = value.get("text") or value.get("content") or ""
        words = _words(inner, known, False)
        return unescape(_TAG.sub(" ", words)).strip() if value.get("contentType") == "html" else words
    if not isinstance(value, str):
        return ""
    words = _MENTION.sub(lambda m: f"@{m['said'] or known.get(m['who'].lstrip('!&'), m['who'])}", value)
    return unescape(_LINK.sub(_link, words)).strip() if slack else words


def _link(match: re.Match[str]) -> str:
    to, said = match["to"], match["said"]
    if to[0] in "#!":
        return f"{'#' if to[0] == '#' else '@'}{said or to[1:].partition('^')[0]}"
    return said or to.removeprefix("mailto:")


def _attached(record: Mapping[str, Any], known: Mapping[str, str], slack: bool) -> str:
    """Return what is told of the attachments of a message without words of its own."""
    found = []
    for name in ("attachments", "embeds", "files"):
        parts = record.get(name)
        for part in parts if isinstance(parts, list) else []:
            if isinstance(part, dict):
                told = (part.get(key) for key in ("text", "description", "fallback", "title", "name"))
                found.append(next((_words(one, known, slack) for one in told if one), ""))
    return "\n".join(filter(None, found))
