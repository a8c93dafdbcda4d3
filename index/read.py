"""From a file to a document: which formats are read, by what, and where title and date come from."""

import hashlib
import re
import unicodedata
from pathlib import Path
from typing import Any

from index.blocks import Block, Reading, first_heading
from index.dates import as_iso_date, date_in_first_lines
from index.errors import UnreadableError
from index.types import Document

__all__ = ["MEDIA_TYPES", "digest_of", "normalise", "read_bytes"]

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
}
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85]")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def normalise(text: str) -> str:
    """Return the text in Unicode NFC with line feeds as line ends and without a byte order mark."""
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text.lstrip("\ufeff")))


def read_bytes(data: bytes, document_id: str) -> Reading:
    """Read one file, given its bytes and its path below the documents folder.

    Raises UnreadableError, whose message is the reason to show, for a format that is not read, a file
    that is not text, and a file in which there is nothing to read.
    """
    media_type = MEDIA_TYPES.get(Path(document_id).suffix.lower())
    if media_type is None:
        raise UnreadableError(f"files of type {Path(document_id).suffix or '(none)'} are not read")
    if not data.strip():
        raise UnreadableError("the file is empty")
    text = normalise(_decode(data))
    title, date, publisher, metadata = None, None, None, dict[str, Any]()
    blocks: tuple[Block, ...]
    if media_type == "text/html":
        from index.html import read_html  # lxml and trafilatura: 0.2 s

        page = read_html(text)
        text, blocks = page.text, page.blocks
        title, date, publisher = page.title, as_iso_date(page.date), page.publisher
        text, blocks = _renormalised(text, blocks)
    elif media_type == "text/markdown":
        from index.markdown import markdown_blocks

        blocks, metadata = markdown_blocks(text)
        title = _line(metadata.get("title"))
        date = as_iso_date(metadata.get("date"))
        publisher = _line(metadata.get("publisher") or metadata.get("place"))
    else:
        from index.plain import plain_blocks

        blocks = plain_blocks(text)
    if not any(block.kind != "metadata" for block in blocks):
        raise UnreadableError("there is no text in it")
    heading = first_heading(blocks)
    title = title or (heading.label if heading else None)
    body = text[next(block.start for block in blocks if block.kind != "metadata") :]
    document = Document(
        id=document_id,
        title=title or Path(document_id).name,
        date=date or date_in_first_lines(body),
        text=text,
        digest=digest_of(data),
        media_type=media_type,
        language=_named_language(metadata) or _language(body),
        publisher=publisher,
    )
    return Reading(document, blocks, titled=bool(title))


def _decode(data: bytes) -> str:
    """Return the text of a file in whatever encoding it is written."""
    if data.startswith(_UTF16_MARKS):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise UnreadableError("the file is not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        import charset_normalizer

        matches = charset_normalizer.from_bytes(data)
        best = matches.best()
        if best is None:
            raise UnreadableError("the encoding of the text is not known") from None
        # Of encodings that fit equally well, the commonest in the West is the likeliest.
        equal = [match for match in matches if match.chaos <= best.chaos]
        return str(next((match for match in equal if match.encoding == "cp1252"), best))


def _renormalised(text: str, blocks: tuple[Block, ...]) -> tuple[str, tuple[Block, ...]]:
    """Bring extracted text to NFC again: entities may have put combining marks beside letters."""
    if unicodedata.is_normalized("NFC", text):
        return text, blocks
    from index.blocks import TextBuilder

    builder = TextBuilder()
    for block in blocks:
        builder.add(normalise(text[block.start : block.end]), block.kind, block.level)
    return builder.build()


def _line(value: Any) -> str | None:  # noqa: ANN401 - front matter may hold anything
    """Return a metadata value as one line, or None where it is empty."""
    return " ".join(str(value).split()) or None if isinstance(value, str | int | float) else None


def _named_language(metadata: dict[str, Any]) -> str | None:
    """Return the language that front matter names, without its region: `en` for `en-GB`."""
    named = _line(metadata.get("language") or metadata.get("lang"))
    return re.split(r"[-_]", named.lower())[0] if named else None


def _language(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language, or None for a text too short to tell."""
    sample = text[:4000]
    if len(sample.split()) < 5 and sample.isascii():
        return None
    import py3langid  # 1 s: only when a document is read

    return str(py3langid.classify(sample)[0])
