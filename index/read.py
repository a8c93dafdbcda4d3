"""From a file to a document: its format's reader, and where title, date and language come from."""

import hashlib
import io
import zipfile

from index.blocks import Extracted, Reading, first_heading, normalise
from index.dates import as_iso_date, date_in_first_lines
from index.errors import UnreadableError
from index.formats import format_of
from index.metadata import author_names, believable_title, language_code, one_line
from index.types import Document

__all__ = ["digest_of", "normalise", "read_bytes"]

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_EXPANDED_BYTES = 500_000_000
MAX_EXPANSION = 200
"""How much larger the parts of an archive may be than the archive, beyond 10 MB."""
_ALWAYS_EXPANDED_BYTES = 10_000_000


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read_bytes(data: bytes, document_id: str) -> Reading:
    """Read one file, given its bytes and its path below the documents folder.

    Title: the file's own, where a person gave it; else the first heading; else the file's name. Date: the one
    that the file says it has; else a full date in the first lines; else when it was made.

    Raises UnreadableError, whose message is the reason to show, for a format that is not read, a file
    that is not of its format, and a file in which there is nothing to read.
    """
    name = document_id.rpartition("/")[2]
    suffix = f".{name.rpartition('.')[2]}" if "." in name else "(none)"
    found = format_of(document_id)
    if found is None:
        raise UnreadableError(f"files of type {suffix} are not read")
    if not data.strip():
        raise UnreadableError("the file is empty")
    _check_archive(data)
    try:
        extracted = found.read(data)
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:
        what = " ".join(str(error).split())[:200] or type(error).__name__
        raise UnreadableError(f"broken, or not a {suffix} file: {what}") from error
    if not any(block.kind != "metadata" for block in extracted.blocks):
        raise UnreadableError("there is no text in it")
    return _as_document(extracted, document_id, found.media_type, digest_of(data))


def _as_document(found: Extracted, document_id: str, media_type: str, digest: str) -> Reading:
    heading = first_heading(found.blocks)
    title = believable_title(found.title) or (heading.label if heading else None)
    body = found.text[next(block.start for block in found.blocks if block.kind != "metadata") :]
    document = Document(
        id=document_id,
        title=title or document_id.rpartition("/")[2],
        date=as_iso_date(found.date) or date_in_first_lines(body) or as_iso_date(found.made),
        text=found.text,
        digest=digest,
        media_type=media_type,
        language=language_code(found.language) or _language(body),
        publisher=one_line(found.publisher),
        page_starts=found.page_starts,
        places=found.places,
        author=author_names(found.author),
    )
    return Reading(document, found.blocks, titled=bool(title))


def _check_archive(data: bytes) -> None:
    """Raise UnreadableError for an archive that would grow beyond measure, or an encrypted one."""
    if data.startswith(_OLD_OFFICE) and b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in data:
        raise UnreadableError("it is locked with a password")
    if not data.startswith(_ZIP):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableError(f"broken: {error}") from error
    expanded = sum(part.file_size for part in parts)
    most = min(MAX_EXPANDED_BYTES, max(_ALWAYS_EXPANDED_BYTES, MAX_EXPANSION * len(data)))
    if expanded > most:
        raise UnreadableError(f"it would expand to {expanded // 1_000_000:,} MB")
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError("it is locked with a password")


def _language(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language, or None for a text too short to tell."""
    sample = text[:4000]
    if len(sample.split()) < 5 and sample.isascii():
        return None
    import py3langid  # 1 s: only when a document is read

    return str(py3langid.classify(sample)[0])
