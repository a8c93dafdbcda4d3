"""PDF, by PDFium: text in reading order, page by page, with notes and form fields.

A page that cannot be read costs only itself. A page that is a picture is read through Tesseract where that is
installed; what was not read is told.
"""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from index import steps
from index.blocks import Extracted
from index.errors import UnreadableError
from index.formats.ocr import OCR, languages, recognise
from index.formats.pdf_drawn import drawn_on
from index.formats.pdf_layout import PageBuilder, without_running_lines
from index.formats.pdf_lines import Line
from index.formats.pdf_order import page_lines
from index.formats.pdf_transcripts import transcript
from index.running_dates import date_of_pages

__all__ = ["read_pdf"]

MAX_PAGES = 20_000
MAX_SECONDS = 1_500
"""How long reading the pages of one file may take; the rest is told to be missing."""
_FEW_CHARS = 40
_PICTURE_SHARE = 0.2
"""How much of a page a picture covers, at least, for the page to be a scan."""
_MOST_PICTURES = 50
_NOT_NOTES = frozenset((raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_WIDGET))


@dataclass(slots=True)
class _Page:
    """What is on a page: its lines, its notes and form fields, and, of a picture, what was recognised."""

    lines: list[Line]
    asides: tuple[str, ...] = ()
    recognised: str = ""
    problem: str = ""


def read_pdf(data: bytes) -> Extracted:
    """Read a PDF. Raises UnreadableError for a locked one and for one without any text."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise UnreadableError("it is locked with a password" if locked else f"broken: {error}") from error
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise UnreadableError(f"it has {count:,} pages, more than {MAX_PAGES:,}")
        if document.get_formtype() != raw.FORMTYPE_NONE:
            document.init_forms()
        pages = list(_pages(document, count))
        said = document.get_metadata_dict()
        found = _extracted(pages)
        language = _language(document)
    finally:
        document.close()
    made = found.made or _pdf_date(said.get("CreationDate", ""))
    return replace(found, title=said.get("Title"), author=said.get("Author"), made=made, language=language)


def _extracted(pages: Sequence[_Page]) -> Extracted:
    lines = [page.lines for page in pages]
    missing = "; ".join(_missing(pages))
    if not any(page.lines or page.asides or page.recognised for page in pages):
        raise UnreadableError(missing or "there is no text in it")
    apart = any(page.asides or page.recognised for page in pages)
    if not apart and (found := transcript(lines)) is not None:
        return replace(found, missing=missing)
    builder = PageBuilder(lines)
    running: list[list[str]] = []
    for number, (page, kept) in enumerate(zip(pages, without_running_lines(lines), strict=True)):
        text_lines = set(map(id, kept))
        running.append([line.text for line in page.lines if id(line) not in text_lines])
        builder.add_page(number, kept)
        for paragraph in re.split(r"\n\s*\n", page.recognised):
            builder.add_aside(re.sub(r"(?<=\w)-\n(?=[a-z])", "", paragraph).replace("\n", " "), "prose")
        for aside in page.asides:
            builder.add_aside(aside, "prose")
    text, blocks, starts = builder.build()
    places: tuple[tuple[int, str], ...] = ()
    if any(page.recognised for page in pages):
        words = (f"page {n}, {OCR}" if page.recognised else "" for n, page in enumerate(pages, 1))
        places = tuple(zip(starts, words, strict=True))
    dated = date_of_pages(running)
    return Extracted(text, blocks, made=dated, page_starts=starts, places=places, missing=missing)


def _missing(pages: Sequence[_Page]) -> Iterator[str]:
    problems = dict.fromkeys(page.problem for page in pages if page.problem)
    for problem in problems:
        yield f"{_numbers([n for n, page in enumerate(pages, 1) if page.problem == problem])} {problem}"


def _numbers(numbers: Sequence[int]) -> str:
    """Return page numbers in words: "pages 2, 4–7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
    return f"{'page' if len(numbers) == 1 else 'pages'} {words}"


def _pages(document: Any, count: int) -> Iterator[_Page]:  # noqa: ANN401 - PDFium's objects
    started = time.monotonic()
    known = _language(document)
    for number in range(count):
        if time.monotonic() - started > MAX_SECONDS:
            yield _Page([], problem="left out: reading the file takes too long")
        elif not steps.page(number + 1):
            yield _Page([], problem="left out: the reader crashed there, or did not come to an end")
        else:
            yield _page(document, number, known)


def _page(document: Any, number: int, language: str | None) -> _Page:  # noqa: ANN401
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return _Page([], problem="cannot be read")
    try:
        textpage = page.get_textpage()
        try:
            lines = page_lines(textpage, drawn_on(page))
        finally:
            textpage.close()
        asides = tuple(_asides(document, page))
        if sum(len(line.text) for line in lines) >= _FEW_CHARS or not _is_picture(page):
            return _Page(lines, asides)
        if not languages():
            return _Page(
                lines, asides, problem="without a text layer: scanned, and Tesseract is not installed"
            )
        recognised = recognise(page, language)
        if not recognised:
            return _Page(lines, asides, problem="without a text layer: scanned, and nothing was recognised")
        return _Page([], asides, recognised)
    except pdfium.PdfiumError:
        return _Page([], problem="cannot be read")
    finally:
        page.close()


def _is_picture(page: Any) -> bool:  # noqa: ANN401
    """Return whether a picture covers much of a page."""
    width, height = page.get_size()
    for index, thing in enumerate(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3)):
        left, bottom, right, top = thing.get_bounds()
        if (right - left) * (top - bottom) >= _PICTURE_SHARE * width * height:
            return True
        if index >= _MOST_PICTURES:
            break
    return False


def _asides(document: Any, page: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield what is written in a page's notes and form fields, which are not of its text."""
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        kind = raw.FPDFAnnot_GetSubtype(note)
        if kind == raw.FPDF_ANNOT_WIDGET and document.formenv is not None:
            yield _field(document.formenv, note)
        elif kind not in _NOT_NOTES:
            yield _string(
                lambda buffer, size, n=note: raw.FPDFAnnot_GetStringValue(n, b"Contents", buffer, size)
            )
        raw.FPDFPage_CloseAnnot(note)


def _field(form: Any, note: Any) -> str:  # noqa: ANN401
    """Return a form field with its value, or nothing where it is empty."""
    kind = raw.FPDFAnnot_GetFormFieldType(form, note)
    name = _string(lambda b, n: raw.FPDFAnnot_GetFormFieldAlternateName(form, note, b, n))
    name = name or _string(lambda b, n: raw.FPDFAnnot_GetFormFieldName(form, note, b, n))
    if kind in (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON):
        value = "yes" if raw.FPDFAnnot_IsChecked(form, note) else ""
    elif kind == raw.FPDF_FORMFIELD_PUSHBUTTON:
        value = ""
    else:
        value = _string(lambda b, n: raw.FPDFAnnot_GetFormFieldValue(form, note, b, n))
    return f"{name}: {value}".removeprefix(": ") if value else ""


def _string(get: Any) -> str:  # noqa: ANN401
    """Return a string that PDFium gives in UTF-16, in a buffer of its size."""
    import ctypes

    size = int(get(None, 0))
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    get(buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace").strip()


def _language(document: Any) -> str | None:  # noqa: ANN401
    """Return the language that the document says it is in, or None."""
    try:
        return _string(lambda buffer, size: raw.FPDFCatalog_GetLanguage(document, buffer, size)) or None
    except AttributeError:  # PDFium before 2024
        return None


def _pdf_date(value: str) -> str | None:
    """Return a PDF date (ISO 32000-1, 7.9.4) as YYYY-MM-DD, or None."""
    match = re.match(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?", value)
    return "-".join(part for part in match.groups() if part) if match else None
