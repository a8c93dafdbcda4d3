"""The bytes of e-mail as text, also where they are in another encoding than the message says.

Headers should be ASCII (RFC 5322) and bodies in the charset that they declare (RFC 2045); many are not.
"""

import email
import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import collapse_rfc2231_value
from typing import Any

from index.errors import UnreadableError
from index.formats.decode import charset_of_page, codec_of, decode, encoding_of

__all__ = ["body_text", "parsed"]

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_MOST_CHARSETS = 20
_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,80})\?[QqBb]\?[^?\s]*\?=")
_SAYING_NOTHING = ("", "ascii", "utf-8")
"""What is declared of bytes that are in another encoding if they are beyond ASCII, and not UTF-8."""
_LAST = "cp1252"
"""What is in no encoding that can be told is most often in this one."""


class _Policy(EmailPolicy):
    """Reads headers with bytes beyond ASCII, or words in charsets that nobody knows."""

    refold_source = "none"  # a message in another is read from its own bytes
    likely: str = ""
    """The encoding of such bytes that are not UTF-8."""

    def header_fetch_parse(self, name: str, value: str) -> Any:  # noqa: ANN401 - as its parent does
        """Return a header with text for its bytes."""
        if not hasattr(value, "name"):
            if not value.isascii():
                value = _text(value.encode("utf-8", "surrogateescape"), self.likely)
            value = _ENCODED_WORD.sub(lambda word: _word(word[0], self.likely), value)
        return super().header_fetch_parse(name, value)


def parsed(data: bytes) -> EmailMessage:
    """Return a message whose headers have text for all of their bytes."""
    made_for: Any = _Policy  # its parent's own attributes are all that typeshed knows
    message: EmailMessage = email.message_from_bytes(data, policy=made_for(likely=_likely(data)))
    return message


def body_text(part: Any) -> str:  # noqa: ANN401 - a part of a message
    """Return the text of a part, in the encoding that it declares unless that cannot be."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return str(payload)
    declared = _declared(part)
    if part.get_content_subtype() == "html" and codec_of(declared) in _SAYING_NOTHING:
        declared = charset_of_page(payload)
    return _text(payload, declared)


def _declared(part: Any) -> str:  # noqa: ANN401
    try:
        return str(collapse_rfc2231_value(part.get_param("charset", "")))
    except (LookupError, ValueError, AttributeError, TypeError):
        return ""


def _likely(data: bytes) -> str:
    """Return the encoding that what is not UTF-8 in a message is in: one that it names, or the likeliest."""
    if data.isascii():
        return ""
    lines = b"\n".join(line for line in data.split(b"\n") if not line.isascii())
    for name in dict.fromkeys(_CHARSET.findall(data)[:_MOST_CHARSETS]):
        declared: str = name.decode("ascii")
        if codec_of(declared) not in _SAYING_NOTHING:
            return declared
    try:
        return encoding_of(lines[:20_000])
    except UnreadableError:
        return ""


def _text(data: bytes, declared: str) -> str:
    try:
        return decode(data, declared)
    except UnreadableError:
        return data.decode(_LAST, "replace")


def _word(word: str, likely: str) -> str:
    """Return a word of a header (RFC 2047) as it stands if its charset fits its bytes, else as text."""
    try:
        data, charset = decode_header(word)[0]
    except (HeaderParseError, ValueError):
        return word
    if not isinstance(data, bytes):
        return word
    try:
        data.decode((charset or "ascii").partition("*")[0])  # a language may follow
    except (LookupError, ValueError):
        return _text(data, likely)
    return word
