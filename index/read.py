"""From a file to a document: its format's reader, and where title, date and language come from."""

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from index import steps
from index.blocks import Block, Extracted, Reading, first_heading, normalise
from index.bylines import author_in_lines, signer
from index.dates import (
    as_iso_date,
    date_in_first_lines,
    date_in_table,
    date_of_change,
    date_of_signing,
    date_of_submission,
    labelled_date,
)
from index.editions import date_of_edition
from index.entries import with_entries
from index.errors import UnreadableError
from index.formats import Format, Part, format_of
from index.formats.ocr import languages
from index.issues import date_of_issue
from index.metadata import (
    author_names,
    believable_title,
    is_code,
    is_file_name,
    is_kind,
    language_code,
    one_line,
)
from index.nesting import why_no_text
from index.run_in import run_in_labels, with_run_in_headings
from index.titles import heading_in_full, is_numbered_part, title_in_first_lines, title_of_letter
from index.turns import with_turns
from index.types import Document

__all__ = ["FileReading", "digest_of", "digests", "normalise", "read_bytes", "read_file", "readers"]

_READERS = "16"
"""Grows when files are read, or what is read is cut into sentences and passages, otherwise than before."""

_LANGUAGES = """
    af ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja
    ka kk km kn ko ky la lb lo lt lv mk ml mn mr ms mt ne nl nn no pa pl ps pt ro ru si sk sl sq sr sv
    sw ta te th tl tr uk ur vi zh
""".split()
"""The languages that are told apart: of tables and short texts, rarer ones are guessed more than found."""
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_EXPANDED_BYTES = 500_000_000
MAX_EXPANSION = 200
"""How much larger the parts of an archive may be than the archive, beyond 10 MB."""
_ALWAYS_EXPANDED_BYTES = 10_000_000
_FIRST_BLOCKS = 20
"""Among how many blocks stands what a document says of itself at its head."""
_HEAD_BLOCKS = 4
"""Among how many blocks the table stands that heads a document."""
MAX_DEPTH = 5
"""How deep messages attached to messages are followed."""


def readers() -> str:
    """Return what names the readers at work here: where it changes, the next run reads every file again."""
    return f"{_READERS}, {' '.join(languages())}" if languages() else _READERS


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@dataclass(slots=True)
class FileReading:
    """What one file holds: its documents, and what of it is not read, as (id, reason)."""

    documents: list[Reading] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)

    def add(self, reading: Reading) -> None:
        """Add a document, and what could not be read of it."""
        self.documents.append(reading)
        if reading.missing:
            self.missing.append((reading.document.id, f"partly read: {reading.missing}"))


def read_file(data: bytes, document_id: str) -> FileReading:
    """Read one file with the documents inside it, such as the attachments of an e-mail.

    Their ids are the file's with their names below it. What they do not say of themselves (date, author, and
    a title other than their name) they have of the message that they came with. Raises UnreadableError where
    nothing of it can be read.
    """
    found = FileReading()
    format_ = _format(document_id)
    steps.begin(document_id)
    if format_.function:
        found.add(read_bytes(data, document_id))
    elif not data.strip():
        raise UnreadableError("the file is empty")
    _read_parts(found, data, document_id, format_, 1)
    if not found.documents and not found.missing:
        raise UnreadableError("there is no text in it")
    return found


def _read_parts(found: FileReading, data: bytes, document_id: str, format_: Format, depth: int) -> None:
    parent = found.documents[-1] if format_.function else None
    for part in format_.parts(data):
        id_ = f"{document_id}/{part.name}"
        try:
            if not steps.document(id_):
                raise UnreadableError("broken: its reader crashed on it, or did not come to an end")
            found.add(_read_part(part, id_, parent))
            if part.format is None or not part.format.inside:
                continue
            if depth >= MAX_DEPTH:
                raise UnreadableError(f"what is attached to it is nested more than {MAX_DEPTH} deep")
            _read_parts(found, part.data, id_, part.format, depth + 1)
        except UnreadableError as error:
            found.missing.append((id_, str(error)))


def _read_part(part: Part, document_id: str, parent: Reading | None) -> Reading:
    if part.problem:
        raise UnreadableError(part.problem)
    reading = _read_as(part.format or _format(document_id), part.data, document_id)
    if parent is None:
        return reading
    document, mail = reading.document, parent.document
    title = document.title
    if not reading.titled and parent.titled:
        title = f"{mail.title}: {part.name}"
    document = replace(
        document, title=title, date=document.date or mail.date, author=document.author or mail.author
    )
    return replace(reading, document=document, titled=reading.titled or parent.titled)


def digests(data: bytes, document_id: str) -> dict[str, str]:
    """Return the digest of a file and of every document inside it, by id; nothing is read."""
    found = {document_id: digest_of(data)}
    waiting = [(document_id, data, format_of(document_id), 1)]
    while waiting:
        id_, data, format_, depth = waiting.pop()
        try:
            for part in format_.parts(data) if format_ is not None and depth <= MAX_DEPTH else ():
                found[f"{id_}/{part.name}"] = digest_of(part.data)
                waiting.append((f"{id_}/{part.name}", part.data, part.format, depth + 1))
        except UnreadableError:
            continue
    return found


def read_bytes(data: bytes, document_id: str) -> Reading:
    """Read one document, given its bytes and its path below the documents folder.

    Title: the file's own, where a person gave it; else the first heading; else what a letter says it is
    about, or the name of a deed on its cover; else the file's name. Date: the one that the file says it has;
    else the one that a first line calls its date; else a full date in the first lines, or in a table that
    heads it; else that of the line that says where and when it was signed; else when it was made.

    Raises UnreadableError, whose message is the reason to show, for a format that is not read, a file
    that is not of its format, and a file in which there is nothing to read.
    """
    return _read_as(_format(document_id), data, document_id)


def _format(document_id: str) -> Format:
    found = format_of(document_id)
    if found is None:
        raise UnreadableError(f"files of type {_suffix(document_id)} are not read")
    return found


def _suffix(document_id: str) -> str:
    name = document_id.rpartition("/")[2]
    return f".{name.rpartition('.')[2]}" if "." in name else "(none)"


def _read_as(format_: Format, data: bytes, document_id: str) -> Reading:
    if not data.strip():
        raise UnreadableError("the file is empty")
    _check_archive(data)
    try:
        extracted = format_.read(data)
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:
        what = " ".join(str(error).split())[:200] or type(error).__name__
        raise UnreadableError(f"broken, or not a {_suffix(document_id)} file: {what}") from error
    extracted = replace(extracted, blocks=_with_more(extracted.text, extracted.blocks))
    if not any(block.kind != "metadata" for block in extracted.blocks):
        raise UnreadableError(why_no_text(data, format_.media_type))
    return _as_document(extracted, document_id, format_.media_type, digest_of(data))


def _with_more(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks with what no format marks: dates of entries, headings in first lines, and turns."""
    blocks = with_entries(text, blocks)
    labels = run_in_labels(text, blocks)
    if labels and _language(text) == "en":
        blocks = tuple(with_run_in_headings(text, blocks, labels))
    return with_turns(text, blocks)


def _as_document(found: Extracted, document_id: str, media_type: str, digest: str) -> Reading:
    first = [(block.kind, found.text[block.start : block.end]) for block in found.blocks[:_FIRST_BLOCKS]]
    paragraphs = [said for kind, said in first if kind in ("heading", "prose")]
    title = _title(found, document_id, first)
    body = found.text[next(block.start for block in found.blocks if block.kind != "metadata") :]
    tables = (found.text[b.start : b.end] for b in found.blocks[:_HEAD_BLOCKS] if b.kind == "verbatim")
    told = "\n".join(paragraphs)
    labelled = "\n".join(said for kind, said in first if kind != "verbatim" or " | " in said)
    signed, made = date_of_signing(found.text), as_iso_date(found.made)
    document = Document(
        id=document_id,
        title=title or document_id.rpartition("/")[2],
        date=as_iso_date(found.date)
        or labelled_date(labelled)
        or date_in_first_lines(told, signed)
        or next(filter(None, (date_in_table(table, title) for table in tables)), None)
        or signed
        or date_of_change(found.text)
        or date_of_issue(told, made)
        or date_of_edition(told, made)
        or date_of_submission(told)
        or made,
        text=found.text,
        digest=digest,
        media_type=media_type,
        language=language_code(found.language) or _language(body),
        publisher=one_line(found.publisher),
        page_starts=found.page_starts,
        places=found.places,
        author=author_names(found.author)
        or author_names(author_in_lines(said for kind, said in first if kind == "prose"))
        or signer(found.text),
    )
    return Reading(document, found.blocks, titled=bool(title), missing=found.missing)


def _title(found: Extracted, document_id: str, first: Sequence[tuple[str, str]]) -> str | None:
    """Return the title of a document, of whose first blocks kinds and texts are given; None for none."""
    blocks = found.blocks[:_FIRST_BLOCKS]
    own = believable_title(found.title)
    title = believable_title(heading_in_full(found.title or "", blocks)) or own
    if title is not None and not (is_code(title) or is_file_name(title, document_id) or is_kind(title)):
        return title
    heading = first_heading(found.blocks) if found.headed else None
    if heading and title and is_kind(title) and not _heads_document(heading, found.blocks):
        heading = None
    shown = [(b.kind, b.label or said, b.level) for b, (_, said) in zip(blocks, first, strict=False)]
    shown += [(b.kind, b.label, b.level) for b in found.blocks[_FIRST_BLOCKS:] if b.kind == "heading"]
    head = title_of_letter(shown) or (heading.label if heading else None)
    if head is None or is_numbered_part(head):
        head = title_in_first_lines([said for kind, said in first if kind in ("heading", "prose")]) or head
    title = believable_title(head) or title
    level = heading.level if heading and title == heading.label else 0
    return believable_title(heading_in_full(title, blocks, level)) or title if title else None


def _heads_document(heading: Block, blocks: Sequence[Block]) -> bool:
    """Return whether a heading says more of a document than the kind of papers: the first line of all."""
    said = next(block for block in blocks if block.kind != "metadata")
    return heading.level == 1 and heading.start == said.start


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
    return str(_classifier().classify(sample)[0])


@cache
def _classifier() -> Any:  # noqa: ANN401
    import py3langid  # 1 s: only when a document is read

    py3langid.set_languages(_LANGUAGES)
    return py3langid
