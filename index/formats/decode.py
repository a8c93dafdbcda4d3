"""From bytes to text, in whatever encoding they are written."""

import codecs
import re

from index.blocks import normalise
from index.errors import UnreadableError

__all__ = ["charset_of_page", "codec_of", "decode", "encoding_of"]

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF32_MARKS = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
_WIDE, _SHIFTING = ("utf-16", "utf-32"), ("iso2022", "hz")
_SUPERSETS = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
"""What is written by those who declare an encoding (https://encoding.spec.whatwg.org/#names-and-labels)."""
_META = re.compile(
    rb"<(?:meta\s[^>]{0,300}?charset|\?xml\s[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})",
    re.IGNORECASE,
)
_META_BYTES = 4_096
"""Where in a page its encoding is declared; the standard has the first 1,024 bytes."""
_FEW = 8
"""Up to how many bytes beyond ASCII tell too little for statistics."""
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_SIGN = rb"[\x80\x85\x91-\x97\xa0-\xff]"
_WESTERN = re.compile(
    rb"(?<![\x80-\xff])(?:%b|(?<=[A-Za-z])[\xc0-\xff]%b|[\xc0-\xff]%b(?=[A-Za-z]))(?![\x80-\xff])"
    % (_SIGN, _SIGN, _SIGN)
)
"""Letters and signs alone, or two beside letters of ASCII: those of other scripts stand together."""


def decode(data: bytes, declared: str = "") -> str:
    """Return the text of a file, normalised. Raises UnreadableError for what is no text.

    UTF-8 that decodes is UTF-8, whatever is declared: nothing else does by chance. Else the encoding is the
    one that is declared, unless it is unknown or does not decode; else it is guessed.
    """
    return normalise(_decode(data, declared))


def encoding_of(data: bytes) -> str:
    """Return the likeliest encoding of text that is not UTF-8. Raises UnreadableError where there is none."""
    import charset_normalizer

    few = sum(map(len, _BEYOND_ASCII.findall(data))) <= _FEW
    if few and _decodes(data, "cp1252") and _WESTERN.sub(b"", data).isascii():
        return "cp1252"
    matches = charset_normalizer.from_bytes(data)
    best = matches.best()
    if best is None:
        raise UnreadableError("the encoding of the text is not known")
    # Of encodings that fit equally well, the commonest in the West is the likeliest.
    equal = [match.encoding for match in matches if match.chaos <= best.chaos]
    return "cp1252" if "cp1252" in equal else best.encoding


def _decode(data: bytes, declared: str) -> str:
    if data.startswith(_UTF32_MARKS):
        return data.decode("utf-32", errors="replace")
    if data.startswith(_UTF16_MARKS):
        return data.decode("utf-16", errors="replace")
    name = codec_of(declared)
    if b"\0" in data:
        if name.startswith(_WIDE):
            return data.decode(name, errors="replace")
        raise UnreadableError("the file is not text")
    if name.startswith(_SHIFTING) and data.isascii():
        return data.decode(name, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        said = None if name.startswith(_WIDE) else _as_declared(data, name)
        return data.decode(encoding_of(data), errors="replace") if said is None else said


def codec_of(declared: str) -> str:
    """Return what the standard library calls a declared encoding of text; nothing if it knows none such."""
    for name in (declared, declared.lower().removeprefix("x-")):
        try:
            b"".decode(name)
            return codecs.lookup(name).name
        except (LookupError, ValueError):
            continue
    return ""


def charset_of_page(data: bytes) -> str:
    """Return the encoding that an HTML page declares; nothing if it does not."""
    said = _META.search(data, 0, _META_BYTES)
    return said[1].decode("ascii") if said else ""


def _as_declared(data: bytes, name: str) -> str | None:
    """Return a text in an encoding; None where that fails for more than a few letters."""
    for one in (_SUPERSETS.get(name, name), name):
        if one and _decodes(data, one):
            return data.decode(one)
    if not name:
        return None
    text = data.decode(name, errors="replace")
    wrong = text.count("\ufffd")
    return text if 4 * wrong < sum(not char.isascii() for char in text) else None


def _decodes(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeError:
        return False
    return True
