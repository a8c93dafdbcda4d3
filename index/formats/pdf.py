"""PDF, by PDFium: text in reading order, page by page, with paragraphs put together from lines.

Lines become paragraphs by their gaps, indents and sizes; a hyphen that PDFium marks as one of a line's end is
taken out; running heads, running feet and page numbers are left out. A paragraph that goes on over a page
break stays one.
"""

import ctypes
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from index.blocks import Block, BlockKind, Extracted, TextBuilder, clean
from index.errors import UnreadableError

__all__ = ["Line", "page_lines", "read_pdf"]

MAX_PAGES = 20_000
_HYPHENS = frozenset((0x02, 0xFFFE, 0xAD))
_DROPPED = frozenset((0x00, 0x0D, 0xFEFF))
_TERMINAL = re.compile(r"[.!?:;…。！？][\"'”’»)\]]*$")
_BULLET = re.compile(r"^(?:[•▪●◦‣∙·–—*-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_PAGE_NUMBER = re.compile(
    r"^\W*(?:page|seite|p\.)?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of|von)\s*\d{1,4})?\W*$", re.I
)
_BOLD = re.compile(r"bold|black|heavy|(?:^|[-, ])bd(?:$|[-, ])", re.IGNORECASE)
_OCR_DPI = 300
_OCR_SECONDS = 60
_LINES_AT_EDGE = 2
_FULL_CHARS = 80
"""A paragraph that long, without an end at the end of a page, goes on over it, however it goes on."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its text, the index of each of its characters in PDFium's page, and its place.

    `left`, `right`, `bottom` and `top` are in points from the page's lower left corner; `size` is the height
    of its type in points. `hyphen` says that the line ends within a word.
    """

    text: str
    chars: tuple[int, ...]
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    hyphen: bool


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
        pages = [list(_lines_of(document, number)) for number in range(count)]
        said = document.get_metadata_dict()
        found = _extracted(_without_running_lines(pages)) if any(pages) else _recognised(document)
    finally:
        document.close()
    made = _pdf_date(said.get("CreationDate", ""))
    return replace(found, title=said.get("Title"), author=said.get("Author"), made=made)


def _extracted(pages: Sequence[Sequence[Line]]) -> Extracted:
    builder = _PageBuilder()
    body = _body_size(pages)
    for number, lines in enumerate(pages):
        builder.begin_page(number)
        for paragraph in _paragraphs(lines):
            level = _level(paragraph, body)
            kind: BlockKind = "heading" if level else "prose"
            builder.add(_joined(paragraph), kind, level, hyphen=paragraph[-1].hyphen)
    text, blocks, starts = builder.build()
    return Extracted(text, blocks, page_starts=starts)


def _lines_of(document: Any, number: int) -> Iterator[Line]:  # noqa: ANN401 - PDFium's objects
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return  # one damaged page must not cost the others
    try:
        textpage = page.get_textpage()
        try:
            yield from page_lines(textpage)
        finally:
            textpage.close()
    finally:
        page.close()


def page_lines(textpage: Any) -> Iterator[Line]:  # noqa: ANN401
    """Yield the lines of a page in reading order, each character with its index in PDFium's page."""
    chars: list[int] = []
    codes: list[int] = []
    for index in range(textpage.count_chars()):
        code = int(raw.FPDFText_GetUnicode(textpage, index))
        if code == 0x0A:
            yield from _line(textpage, chars, codes)
            chars, codes = [], []
        elif code not in _DROPPED and not 0xD800 <= code <= 0xDFFF and code <= 0x10FFFF:
            chars.append(index)
            codes.append(code)
    yield from _line(textpage, chars, codes)


def _line(textpage: Any, chars: list[int], codes: list[int]) -> Iterator[Line]:  # noqa: ANN401
    while codes and chr(codes[-1]).isspace():
        codes.pop(), chars.pop()
    first = next((i for i, code in enumerate(codes) if not chr(code).isspace()), len(codes))
    chars, codes = chars[first:], codes[first:]
    hyphen = bool(codes) and codes[-1] in _HYPHENS
    kept = [(i, c) for i, c in zip(chars, codes, strict=True) if c not in _HYPHENS]
    if not kept:
        return
    text = "".join(chr(code) for _, code in kept)
    left, bottom, _, top = _box(textpage, kept[0][0])
    right = _box(textpage, kept[-1][0])[2]
    drawn = [i for i, c in kept if not chr(c).isspace()]  # PDFium makes spaces up, with a type of their own
    middle = drawn[len(drawn) // 2]
    size = float(raw.FPDFText_GetFontSize(textpage, middle)) or 1.0
    bold = _is_bold(textpage, middle)
    yield Line(text, tuple(i for i, _ in kept), left, right, bottom, top, size, bold, hyphen)


def _is_bold(textpage: Any, index: int) -> bool:  # noqa: ANN401
    """Return whether a character is bold by its font's name, else by its weight, which PDFium estimates."""
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, index, name, len(name), ctypes.byref(flags))
    words = name.value.decode("utf-8", "replace").rpartition("+")[2]
    if words:
        return bool(_BOLD.search(words))
    return int(raw.FPDFText_GetFontWeight(textpage, index)) >= 600


def _box(textpage: Any, index: int) -> tuple[float, float, float, float]:  # noqa: ANN401
    try:
        left, bottom, right, top = textpage.get_charbox(index, loose=True)
    except pdfium.PdfiumError:
        return 0.0, 0.0, 0.0, 0.0
    return left, bottom, right, top


def _body_size(pages: Sequence[Sequence[Line]]) -> float:
    """Return the size of type that most characters have."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(_height(line), 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _height(line: Line) -> float:
    """Return the height of a line; PDFs scale type by matrices, so that the size alone may say 1."""
    return line.top - line.bottom if line.top > line.bottom else line.size


def _without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """Leave out what stands at the head or foot of most pages, and bare page numbers there."""
    edges = [_edges(lines) for lines in pages]
    seen = Counter(key for some in edges for key in {_running(line) for line in some})
    often = {key for key, count in seen.items() if count >= 2 and count > 0.4 * len(pages)}
    found: list[list[Line]] = []
    for lines, some in zip(pages, edges, strict=True):
        gone = {
            id(line)
            for line in some
            if _running(line) in often or (len(pages) > 1 and _PAGE_NUMBER.match(line.text))
        }
        found.append([line for line in lines if id(line) not in gone])
    return found


def _edges(lines: Sequence[Line]) -> list[Line]:
    """Return the lines at the head and at the foot that stand apart from the text between."""
    found: list[Line] = []
    for some in (lines[: _LINES_AT_EDGE + 1], lines[-_LINES_AT_EDGE - 1 :][::-1]):
        apart = [i for i in range(len(some) - 1) if _gap(some[i], some[i + 1]) > 0.8 * _height(some[i])]
        found += some[: apart[-1] + 1] if apart else []
    return found


def _gap(first: Line, second: Line) -> float:
    """Return the blank height between two lines, whichever is the upper one."""
    return max(first.bottom - second.top, second.bottom - first.top)


def _running(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text).strip().lower()


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph of a page."""
    widest = max((line.right for line in lines), default=0.0)
    group: list[Line] = []
    for line in lines:
        if group and _begins(group, line, widest):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _begins(group: list[Line], line: Line, widest: float) -> bool:
    """Return whether a line begins a paragraph after those of the group."""
    before = group[-1]
    if before.hyphen:
        return False
    height = max(_height(before), 1.0)
    if abs(_height(line) - height) > 0.15 * height or line.bold != before.bold:
        # A line of other type inside a paragraph goes on where the sentence does.
        return not (not _TERMINAL.search(before.text) and line.text[:1].islower())
    drop = before.bottom - line.bottom
    ended = bool(_TERMINAL.search(before.text))
    if drop < -2 * height:  # the next column, or something set apart
        return ended or not (line.text[:1].islower() or before.right - before.left > 0.3 * widest)
    if drop > 1.9 * height:
        return True
    if _BULLET.match(line.text):
        return True
    indented = line.left - min(one.left for one in group) > 0.8 * height and len(group) > 1
    indented = indented or (len(group) == 1 and line.left - before.left > 0.8 * height and ended)
    column = max(one.right for one in group)
    short = before.right < max(column, line.right) - 0.15 * (column - before.left + 1)
    return ended and (indented or short)


def _level(group: Sequence[Line], body: float) -> int:
    """Return 1 to 3 for a heading (larger or bolder than the text, short, no sentence), 0 for prose."""
    text = " ".join(line.text for line in group)
    if len(text) > 200 or len(group) > 3 or not any(c.isalpha() for c in text):
        return 0
    height = max(_height(line) for line in group)
    if height > 1.5 * body:
        return 1
    if height > 1.15 * body and not text.endswith("."):
        return 2
    bold = all(line.bold for line in group) and height >= 0.95 * body
    return 3 if bold and not _TERMINAL.search(text) else 0


def _joined(lines: Sequence[Line]) -> str:
    """Return the text of a paragraph, parted words put together."""
    parts: list[str] = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        parts.append(line.text)
        parted = line.hyphen or (
            following is not None and line.text.endswith("-") and following.text[:1].islower()
        )
        if following is not None and not parted:
            parts.append(" ")
    return "".join(parts)


class _PageBuilder:
    """Joins paragraphs, those that go on over a page break with what they began, and notes the pages."""

    def __init__(self) -> None:
        self._builder = TextBuilder()
        self._held: tuple[str, BlockKind, int] | None = None
        self._within: list[tuple[int, int]] = []  # page, offset in the held paragraph
        self._page = 0
        self._at_top = False
        self._hyphen = False
        self._starts: dict[int, int] = {}

    def begin_page(self, number: int) -> None:
        self._page, self._at_top = number, True

    def add(self, text: str, kind: BlockKind, level: int, *, hyphen: bool) -> None:
        text, held = clean(text), self._held
        if not text:
            return
        if held is not None and self._at_top and self._goes_on(held, text, kind):
            gap = "" if self._hyphen else " "
            self._within.append((self._page, len(held[0]) + len(gap)))
            self._held = (held[0] + gap + text, kind, level)
        else:
            self._put()
            self._held = (text, kind, level)
            if self._at_top:
                self._within = [(self._page, 0)]
        self._at_top, self._hyphen = False, hyphen

    def _goes_on(self, held: tuple[str, BlockKind, int], text: str, kind: BlockKind) -> bool:
        if held[1] != "prose" or kind != "prose":
            return False
        unended = not _TERMINAL.search(held[0]) and not _BULLET.match(text)
        return self._hyphen or (unended and (text[:1].islower() or len(held[0]) >= _FULL_CHARS))

    def _put(self) -> None:
        if self._held is None:
            return
        self._builder.add(*self._held)
        start = self._builder.last_start
        self._starts |= {page: start + offset for page, offset in self._within}
        self._held, self._within = None, []

    def build(self) -> tuple[str, tuple[Block, ...], tuple[int, ...]]:
        """Return the text, its blocks, and the offset at which each page begins, empty ones included."""
        self._put()
        text, blocks = self._builder.build()
        starts: list[int] = []
        for page in range(self._page, -1, -1):
            starts.append(self._starts.get(page, starts[-1] if starts else len(text)))
        return text, blocks, tuple(reversed(starts))


def _pdf_date(value: str) -> str | None:
    """Return a PDF date (ISO 32000-1, 7.9.4) as YYYY-MM-DD, or None."""
    match = re.match(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?", value)
    return "-".join(part for part in match.groups() if part) if match else None


def _recognised(document: Any) -> Extracted:  # noqa: ANN401
    """Read a scan through Tesseract where that is installed; its places say so."""
    program = shutil.which("tesseract")
    if program is None:
        raise UnreadableError(
            "no text layer: it seems to be a scan, and Tesseract is not installed to read it"
        )
    builder = TextBuilder()
    starts: list[int] = []
    for number in range(len(document)):
        builder.place(f"page {number + 1} (read by OCR)")
        before = builder.length
        for paragraph in re.split(r"\n\s*\n", _tesseract(program, document[number])):
            builder.add(re.sub(r"-\n(?=[a-z])", "", paragraph).replace("\n", " "), "prose")
        starts.append(before)
    return replace(builder.extracted(), page_starts=tuple(starts))


def _tesseract(program: str, page: Any) -> str:  # noqa: ANN401
    import io

    picture = io.BytesIO()
    page.render(scale=_OCR_DPI / 72, grayscale=True).to_pil().save(picture, "PNG")
    done = subprocess.run(  # noqa: S603 - the program found on the path, and no shell
        [program, "stdin", "stdout"],
        input=picture.getvalue(),
        capture_output=True,
        timeout=_OCR_SECONDS,
        check=False,
    )
    return done.stdout.decode("utf-8", "replace").replace("\f", "")
