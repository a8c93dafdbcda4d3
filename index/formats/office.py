"""Word documents (Office Open XML), by python-docx."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from index.blocks import TERM_LEVEL, Extracted, TextBuilder, table_text
from index.dates import date_in_first_lines
from index.formats.bold_lines import MOST_OTHER_HEADINGS, OWN_LEVEL, may_head
from index.formats.grid import filled
from index.formats.list_marks import BULLET, marked, numeral
from index.formats.numbering import Numbering
from index.formats.package import bounded
from index.formats.superscripts import FIGURES, superscript

__all__ = ["read_docx", "with_properties"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_SHOWN = frozenset(
    (
        f"{_W}del",
        f"{_W}moveFrom",
        f"{_W}instrText",
        f"{_W}txbxContent",
        _FALLBACK,
    )
)
_OFF = ("0", "false", "off")
_AROUND = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml"))
"""What may stand around paragraphs, rows and cells, and is none itself."""
_HEADING = re.compile(r"^heading (\d)$", re.IGNORECASE)
_NOTES = re.compile(r"/(footnote|endnote|comment)s\.xml$")
_FORMS_OF_NOTES = {"footnote": "1", "endnote": "i"}
_NOT_CALLING = frozenset((f"{_W}del", f"{_W}moveFrom", _FALLBACK))
_EDGES = re.compile(r"/(?:header|footer)\d*\.xml$")
_MOST_COLUMNS = 200
_EDGE_WORDS = 4
"""How many words a page's head or foot has, at least, to say something: "Page 3 of 9" does not."""
_TEMPLATES = {("2013-12-23", "python-docx"), ("2013-01-27", "Steve Canny")}
"""When and by whom the templates of common libraries were made, as documents made with them still say."""


def read_docx(data: bytes) -> Extracted:
    """Read a Word document: headings, paragraphs, lists, text boxes and tables row by row.

    Notes follow the section that calls them, with their number; comments, and what the pages' heads and feet
    say, follow at the end, once each. What was deleted with changes tracked is left out, what was inserted is
    there. A date in heads and feet says when it was made.
    """
    import docx
    from docx.oxml.parser import parse_xml

    document = docx.Document(io.BytesIO(data))
    builder = TextBuilder()
    levels = {style.style_id: _style_level(style) for style in document.styles}
    lists = (p.blob for p in document.part.package.iter_parts() if str(p.partname) == "/word/numbering.xml")
    numbering = Numbering(next(map(parse_xml, lists), None), document.styles.element)
    notes = _Notes()
    bold = {style.style_id for style in document.styles if getattr(style, "font", None) and style.font.bold}
    heads = _bold_headings(document.element.body, levels, bold)
    for part in document.part.package.iter_parts():
        if kind := _NOTES.search(str(part.partname)):
            notes.take(kind[1], parse_xml(part.blob))
    called: list[str] = []
    for element in document.element.body.iterchildren():
        if element in heads or levels.get(_style(element)):
            for text in called:
                builder.add(text, "prose")
            called.clear()
        if element in heads:
            builder.add(" ".join(_word_text(element).split()), "heading", OWN_LEVEL)
        else:
            _add_word(builder, element, levels, numbering)
        called += notes.called_in(element)
    for text in (*called, *notes.left()):
        builder.add(text, "prose")
    edges = (p for p in document.part.package.iter_parts() if _EDGES.search(str(p.partname)))
    said = [*dict.fromkeys(line for part in edges for line in _edge_lines(part.blob))]
    for text in said:
        builder.add(text, "prose")
    found = with_properties(builder.extracted(), document.core_properties)
    return replace(found, made=next(filter(None, map(date_in_first_lines, said)), found.made))


def _style_level(style: Any) -> int:  # noqa: ANN401 - python-docx's objects
    """Return the level of the headings of a style, or of the one that it is based on; 0 for other text.

    A term that is defined in the paragraph below heads that.
    """
    seen = 0
    while style is not None and seen < 10:
        name = str(style.name or "")
        if name.lower() == "title":
            return 1
        if name.lower() == "definition term":
            return TERM_LEVEL
        if match := _HEADING.match(name):
            return int(match[1])
        style, seen = getattr(style, "base_style", None), seen + 1
    return 0


def _bold_headings(body: Any, levels: dict[str, int], bold: set[str]) -> set[Any]:  # noqa: ANN401
    """Return the paragraphs in bold that are headings, of a document that has no others but a title.

    `bold` are the styles that are.
    """
    blocks = [e for e in body.iterchildren() if e.tag == f"{_W}tbl" or (e.tag == f"{_W}p" and _word_text(e))]
    if sum(1 for element in blocks if levels.get(_style(element))) > MOST_OTHER_HEADINGS:
        return set()
    found = set()
    for one, below in pairwise(blocks):
        line = one.tag == f"{_W}p" and not levels.get(_style(one)) and one.find(f"{_W}pPr/{_W}numPr") is None
        if not line or not _is_bold(one, bold) or _is_bold(below, bold):
            continue
        listed = below.tag == f"{_W}tbl" or below.find(f"{_W}pPr/{_W}numPr") is not None
        if may_head(_word_text(one), f"{_word_text(below)}{':' * listed}"):
            found.add(one)
    return found


def _is_bold(paragraph: Any, bold: set[str]) -> bool:  # noqa: ANN401
    """Return whether all that a paragraph says is in bold."""
    runs = [run for run in paragraph.iter(f"{_W}r") if _word_text(run)]
    return (
        paragraph.tag == f"{_W}p" and bool(runs) and all(_bold(run, _style(paragraph), bold) for run in runs)
    )


def _bold(run: Any, style: str, bold: set[str]) -> bool:  # noqa: ANN401
    said, named = run.find(f"{_W}rPr/{_W}b"), run.find(f"{_W}rPr/{_W}rStyle")
    if said is not None:
        return said.get(f"{_W}val", "true") not in _OFF
    return style in bold or (named is not None and named.get(f"{_W}val") in bold)


def _style(paragraph: Any) -> str:  # noqa: ANN401
    named = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return str(named.get(f"{_W}val", "")) if named is not None else ""


def _add_word(
    builder: TextBuilder,
    element: Any,  # noqa: ANN401
    levels: dict[str, int],
    numbering: Numbering,
) -> None:
    if element.tag == f"{_W}p":
        style = _style(element)
        level = levels.get(style, 0)
        text, label = _word_text(element), numbering.label(element, style)
        listed = label == BULLET or element.find(f"{_W}pPr/{_W}numPr") is not None
        if level and len(text) < 300:
            said = text if label == BULLET else _numbered(text, label)
            builder.add(" ".join(said.split()), "heading", level)
        else:
            said = marked(text, label) if label == BULLET else _numbered(text, label)
            builder.add(said, "prose", gap="\n" if listed else "\n\n")
        for box in element.iter(f"{_W}txbxContent"):
            if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                for child in box.iterchildren():
                    _add_word(builder, child, levels, numbering)
    elif element.tag == f"{_W}tbl":
        builder.add(table_text(_word_table(element)), "verbatim")
    elif element.tag in _AROUND:
        for child in element.iterchildren():
            _add_word(builder, child, levels, numbering)


def _numbered(text: str, number: str) -> str:
    return f"{number} {text}" if number and text else text


def _word_table(element: Any) -> list[list[str]]:  # noqa: ANN401
    """Return the rows of a table, each with a cell for every column (ISO 29500-1, 17.4.17 and 17.4.84)."""
    rows: list[list[str]] = []
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    open_: dict[int, tuple[int, int]] = {}  # where cells begin that may go on below, by column
    for y, row in enumerate(_parts(element, "tr")):
        before = row.find(f"{_W}trPr/{_W}gridBefore")
        rows.append([""] * _number(before))
        for cell in _parts(row, "tc"):
            x, down = len(rows[y]), cell.find(f"{_W}tcPr/{_W}vMerge")
            across = max(_number(cell.find(f"{_W}tcPr/{_W}gridSpan")), 1)
            goes_on = down is not None and down.get(f"{_W}val") != "restart"
            first = open_[x] if goes_on and x in open_ else (y, x)
            rows[y] += [_word_text(cell), *[""] * (across - 1)]
            if first != (y, x) or across > 1:
                merged[first] = (y, x + across - 1)
            if down is None:
                open_.pop(x, None)
            else:
                open_[x] = first
    return filled(rows, list(merged.items()))


def _number(element: Any) -> int:  # noqa: ANN401
    """Return the value of an element as a number of columns; 0 of none."""
    said = element.get(f"{_W}val", "") if element is not None else ""
    return min(bounded(said), _MOST_COLUMNS)


def _parts(element: Any, name: str) -> Iterator[Any]:  # noqa: ANN401
    """Yield the rows of a table or the cells of a row, those in content controls among them."""
    for child in element.iterchildren():
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in _AROUND:
            yield from _parts(child, name)


def _word_text(element: Any) -> str:  # noqa: ANN401
    """Return the text of a paragraph or cell as it would be printed."""
    return "".join(_word_pieces(element)).strip()


def _is_raised(element: Any) -> bool:  # noqa: ANN401
    """Return whether an element is a run that is set above the line, as a power or the mark of a note."""
    said = element.find(f"{_W}rPr/{_W}vertAlign") if element.tag == f"{_W}r" else None
    return said is not None and said.get(f"{_W}val") == "superscript"


def _is_hidden(element: Any) -> bool:  # noqa: ANN401
    """Return whether an element is a run that says that it is not shown (ISO 29500-1, 17.3.2.41)."""
    said = element.find(f"{_W}rPr/{_W}vanish") if element.tag == f"{_W}r" else None
    return said is not None and said.get(f"{_W}val", "true") not in _OFF


def _word_pieces(element: Any) -> Iterator[str]:  # noqa: ANN401
    for child in element.iterchildren():
        if child.tag in _NOT_SHOWN or _is_hidden(child):
            continue
        if child.tag in (f"{_W}t", f"{_M}t"):
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield "\t"
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "\u2011"
        elif _is_raised(child):
            said = _word_text(child)
            yield superscript(said) if FIGURES.fullmatch(said) else said
        elif isinstance(child.tag, str):
            yield from _word_pieces(child)
            if child.tag == f"{_W}p":
                yield "\n"


class _Notes:
    """The footnotes, endnotes and comments of a document, by their kind and id; separators are left out."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, str], str] = {}
        self._counts = {"footnote": 0, "endnote": 0}

    def take(self, kind: str, root: Any) -> None:  # noqa: ANN401
        """Take the notes of a kind."""
        for note in root.iterchildren():
            text, who = " ".join(_word_text(note).split()), note.get(f"{_W}author")
            if note.get(f"{_W}type") is None and text:
                said = f"Comment by {who}: {text}" if who else text
                self._said[kind, note.get(f"{_W}id", "")] = said

    def called_in(self, element: Any) -> Iterator[str]:  # noqa: ANN401
        """Yield the notes that an element calls and that none before it did, each with its number."""
        for call in element.iter(*(f"{_W}{kind}Reference" for kind in self._counts)):
            if any(above.tag in _NOT_CALLING for above in call.iterancestors()):
                continue
            kind = call.tag.removeprefix(_W).removesuffix("Reference")
            own = call.get(f"{_W}customMarkFollows") in ("1", "true", "on")
            self._counts[kind] += not own
            text = self._said.pop((kind, call.get(f"{_W}id", "")), "")
            number = "" if own else numeral(self._counts[kind], _FORMS_OF_NOTES[kind])
            if text:
                yield f"{number} {text}".strip()

    def left(self) -> Iterator[str]:
        """Yield the comments, and the notes that nothing calls."""
        yield from self._said.values()


def _edge_lines(xml: bytes) -> Iterator[str]:
    """Yield what the head or foot of pages says, where it says something."""
    from docx.oxml.parser import parse_xml

    for paragraph in parse_xml(xml).iter(f"{_W}p"):
        text = " ".join(_word_text(paragraph).split())
        if len(text.split()) >= _EDGE_WORDS:
            yield text


def with_properties(found: Extracted, said: Any) -> Extracted:  # noqa: ANN401
    """Return the same with what the file's core properties (ISO 29500-2) say."""
    made, author = said.created, said.author
    for day, name in _TEMPLATES:
        if made is not None and made.date().isoformat() == day:
            made, author = None, None if author == name else author
    return replace(found, title=said.title, author=author, made=made, language=said.language or None)
