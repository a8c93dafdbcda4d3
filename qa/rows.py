"""Rows of tables: what they say with the headings of their columns.

Prose says in a sentence what its numbers are; a row leaves that to the first row of its table, and looks like
the rows beside it. The reader, which knows prose, cannot tell rows apart (docs/quality.md), so that they are
judged by their words alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile

from index.blocks import row_words
from index.formats import media_types
from index.formats.label_rows import rows_of_labels
from index.formats.spaced_tables import headed_row, heads_rows
from index.types import Document
from qa.row_spelling import spelled

__all__ = [
    "Cell",
    "Row",
    "Table",
    "caption_above",
    "is_labelled",
    "names_columns",
    "row_at",
    "table_at",
    "values_of_form",
]

_SHEETS, _RECORDS, _CODE, _PLAIN = (media_types(group) for group in ("sheets", "data", "code", "txt"))
_LABELLED = re.compile(r"[^:;]+: [^;]+; [^:;]+: ")
_LABELLED_CELL = re.compile(r"(?:(?P<heading>[^:;]+): )?(?P<value>.+?)(?:; (?=[^:;]+: )|$)", re.DOTALL)
_BAR = re.compile(r"(?<!\\)\|")
_ENCLOSED = re.compile(r"\s*\|.*\|\s*", re.DOTALL)
_QUOTED = re.compile(r"\s*(?:>\s?)+\s*")
"""The marks before a row that is quoted from an earlier message."""
_RULE = re.compile(r"[\s|:+-]+")
_LABEL_END = re.compile(r"[:*?]$")
_BOX = re.compile(r"[☐☑☒✓✔✗✘]")
_FILLED_IN = re.compile(r"@|^[$£€]?\d(?!\d{3}s?$)(?!\d? [^\W\d_]+\.?$)")
"""What names no column: an address, a figure or a date, but a year or a day without one may."""
_MOST_FORM_ROWS, _MOST_FORM_CELLS = 60, 3
_LABEL_AND_VALUE = 2
_LABELS_MARKED = 4
"""One of how many labels of a form ends as a label does."""
_FORM_SHARE = 0.5
"""How many of its lines are rows of labels with values in a document that is a form."""
_CAPTION = re.compile(
    r"[*_#>\s]*(?:table|tab\.|exhibit|schedule|appendix|annex)\s+[\dA-Z][\w.-]*", re.IGNORECASE
)
_MOST_CAPTION_CHARS = 250
_BESIDE_TABLES = re.compile(r"^[^|\n]*(?:\n|$)", re.MULTILINE)
_TABLE_CHARS = 50_000
"""How far above a row its headings may stand."""
_SENTENCE = re.compile(r"(?:\S+\s+){6,}\S*\w[.!?][\"'”’)]*")
"""A note in a cell of its own, below or above the rows of a workbook."""
_MOST_ROWS = 5_000
"""Of how many rows a table is looked at as a whole: it takes a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a row, its offsets in the row's text, and its column's heading ("" where there is none)."""

    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, or of a form: what it says, each value after its heading, and its cells."""

    words: str
    cells: tuple[Cell, ...]
    of_form: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the offsets of its rows in its document, headings left out, and the cells of each."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, int], ...]
    cells: tuple[tuple[Cell, ...], ...]

    def values(self, text: str, heading: str) -> list[str]:
        """Return what each row of a document's text has below a heading, "" where it has nothing."""
        found = [""] * len(self.rows)
        for number, ((start, _), cells) in enumerate(zip(self.rows, self.cells, strict=True)):
            for cell in cells:
                if cell.heading == heading:
                    found[number] = text[start + cell.start : start + cell.end]
                    break
        return found


def is_labelled(line: str) -> bool:
    """Return whether a line is a row that has its headings in it: "Country: Norway; Year: 2021"."""
    return bool(_LABELLED.match(line))


def row_at(document: Document, start: int, end: int) -> Row | None:
    """Return the row of a table that stands between two offsets, or None where none does.

    Rows of workbooks, of separated values and of records have their headings in them. Other tables stand as
    lines of cells parted by bars, headings first; one such line alone is none ("Ida Lind | Harbour | Visby").
    """
    text = document.text
    sentence = text[start:end]
    if document.media_type in _SHEETS or (
        document.media_type in _RECORDS and _LABELLED.match(sentence) and _is_line(text, start, end)
    ):
        cells = tuple(_labelled_cells(sentence))
        return None if len(cells) == 1 and _SENTENCE.fullmatch(sentence) else Row(spelled(sentence), cells)
    if document.media_type in _PLAIN and "|" not in sentence and _is_line(text, start, end):
        return _spaced_row(text, start, end)
    if "|" not in sentence or document.media_type in _CODE | _RECORDS or not _is_line(text, start, end):
        return None
    if not (_ENCLOSED.fullmatch(sentence) or _has_row_beside(text, start, end)):
        return None
    if _is_form(text, start):
        return _form_row(sentence)
    first = _first_row(text, start)
    headings = [first[cell.start : cell.end] for cell in _barred_cells(first, ())]
    cells = tuple(_barred_cells(sentence, headings))
    said = row_words(headings, [sentence[c.start : c.end] for c in cells]) or sentence
    return Row(spelled(said), cells)


def _spaced_row(text: str, start: int, end: int) -> Row | None:
    """Return a row whose cells blanks part, the head of a table too, or None where nothing heads them."""
    cells = tuple(Cell(*cell) for cell in headed_row(text, start, end))
    if not cells:
        return Row(text[start:end], (Cell("", 0, end - start),)) if heads_rows(text, start, end) else None
    said = [text[start + cell.start : start + cell.end] for cell in cells]
    return Row(spelled(row_words([cell.heading for cell in cells], said)), cells)


def names_columns(document: Document, start: int, end: int) -> bool:
    """Return whether the first row of a table stands between two offsets, and names the columns of others."""
    text = document.text
    if document.media_type in _PLAIN and "|" not in text[start:end]:
        return heads_rows(text, start, end)
    line = text.find("\n", end)
    ends = text.find("\n", line + 1)
    if line < 0 or text[end:line].strip(" ") or "|" not in text[start:end]:
        return False
    if "|" not in text[line : ends if ends >= 0 else None]:
        return False
    row = row_at(document, start, end)
    return row is not None and not row.of_form and not any(cell.heading for cell in row.cells)


def _form_row(sentence: str) -> Row:
    """Return a row of a form: its first cell is the heading of the others."""
    label, *values = _barred_cells(sentence, ())
    heading = sentence[label.start : label.end].rstrip(" :*")
    cells = tuple(Cell(heading, cell.start, cell.end) for cell in values if cell.end > cell.start)
    said = "; ".join(sentence[cell.start : cell.end] for cell in cells)
    return Row(spelled(f"{heading}: {said}" if said else sentence), cells, of_form=True)


@lru_cache(maxsize=32)
def values_of_form(text: str) -> tuple[str, ...]:
    """Return what is filled in in a text that is a form for the most part; nothing of any other."""
    tables = [table.strip("\n") for table in _BESIDE_TABLES.split(text) if "|" in table]
    rows = [row for table in tables if _is_table_of_labels(table) for row in table.split("\n")]
    if len(rows) < _FORM_SHARE * sum(map(bool, text.split("\n"))):
        return ()
    values = ((row, cell) for row in rows for cell in [*_barred_cells(row, ())][1:])
    return tuple(row[cell.start : cell.end] for row, cell in values if cell.end > cell.start)


def _is_form(text: str, place: int) -> bool:
    """Return whether a row is of a table of labels with their values, which has no headings."""
    lines = list(islice(_lines(text, place, "|", _MOST_FORM_ROWS), _MOST_FORM_ROWS + 1))
    return 0 < len(lines) <= _MOST_FORM_ROWS and _is_table_of_labels(text[lines[0][0] : lines[-1][1]])


@lru_cache(maxsize=256)
def _is_table_of_labels(table: str) -> bool:
    """Return whether no row of a table names columns, but each begins with what its value is.

    A quarter of the labels end as labels do ("Name:", "Name *", "Insured?"), or the first has a value that
    names no column: a box that is ticked, or, of several rows, an address, or a figure or a date where others
    have none. Values of many kinds below each other tell it too.
    """
    rows = [[line[c.start : c.end] for c in _barred_cells(line, ())] for line in table.split("\n")]
    if not all(row and row[0] for row in rows) or max(map(len, rows)) > _MOST_FORM_CELLS:
        return False
    labels, first = [row[0] for row in rows], rows[0]
    if len(set(labels)) < len(labels):
        return False
    if any(map(_BOX.search, first[1:])):
        return True
    marked = sum(1 for label in labels if _LABEL_END.search(label)) * _LABELS_MARKED >= len(rows)
    if _LABEL_END.search(labels[0]):
        return marked
    values = ["".join(row[1:]) for row in rows]
    figures_below = len(rows) > 2 and all(any(map(str.isdigit, value)) for value in values[1:])
    may_head = figures_below or len(list(filter(None, first))) > _LABEL_AND_VALUE
    filled_in = len(rows) > 1 and bool(_FILLED_IN.search(values[0]))
    return not may_head and (marked or filled_in or bool(rows_of_labels(rows)))


def table_at(document: Document, start: int, end: int) -> Table | None:
    """Return the whole table whose row stands between two offsets, or None where that cannot be told.

    The entries of a list of records are one, whatever stands between them.
    """
    text = document.text
    mark = ": " if document.media_type in _SHEETS else "|"
    rows = _all_lines(text) if document.media_type in _RECORDS else _lines(text, start, mark)
    lines = list(islice(rows, _MOST_ROWS + 1))
    if not lines or len(lines) > _MOST_ROWS:
        return None
    if document.media_type in _SHEETS | _RECORDS:
        return _labelled_table(text, lines, text[start:end])
    return _barred_table(text, lines)


def _labelled_table(text: str, lines: Sequence[tuple[int, int]], row: str) -> Table | None:
    """Return the lines that have headings in common with a row."""
    known = dict.fromkeys(cell.heading for cell in _labelled_cells(row) if cell.heading)
    rows = [(span, tuple(_labelled_cells(text[slice(*span)]))) for span in lines]
    rows = [(span, cells) for span, cells in rows if cells and all(cell.heading for cell in cells)]
    rows = [(span, cells) for span, cells in rows if any(cell.heading in known for cell in cells)]
    for _, cells in rows:
        known |= dict.fromkeys(cell.heading for cell in cells)
    return (
        Table(tuple(known), tuple(s for s, _ in rows), tuple(c for _, c in rows)) if known and rows else None
    )


def _barred_table(text: str, lines: Sequence[tuple[int, int]]) -> Table | None:
    """Return the rows below headings, one for each cell and none of them alike; None for other tables."""
    if len(lines) <= _MOST_FORM_ROWS and _is_table_of_labels(text[lines[0][0] : lines[-1][1]]):
        return None
    first = text[slice(*lines[0])]
    headings = tuple(first[cell.start : cell.end] for cell in _barred_cells(first, ()))
    rows = [(span, tuple(_barred_cells(text[slice(*span)], headings))) for span in lines[1:]]
    rows = [(span, cells) for span, cells in rows if cells]
    if len(set(headings)) < len(headings) or any(len(cells) != len(headings) for _, cells in rows):
        return None
    return (
        Table(headings, tuple(span for span, _ in rows), tuple(cells for _, cells in rows)) if rows else None
    )


def _lines(text: str, place: int, mark: str, most: int = _MOST_ROWS) -> Iterator[tuple[int, int]]:
    """Yield the lines around a place, up to one that is empty or has no mark of cells.

    Of those above it, no more than tell that the table has more than `most`.
    """
    start = place
    for _ in range(most + 1):
        if not start:
            break
        above = text.rfind("\n", 0, start - 1) + 1
        if mark not in text[above : start - 1]:
            break
        start = above
    while start < len(text):
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        if mark not in text[start:end]:
            return
        yield start, end
        start = end + 1


def _all_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines of a text that are rows of records."""
    start = 0
    for line in text.split("\n"):
        if _LABELLED.match(line):
            yield start, start + len(line)
        start += len(line) + 1


def _labelled_cells(row: str) -> Iterator[Cell]:
    """Yield the cells of a row that reads "Country: Norway; Year: 2021"."""
    for piece in _LABELLED_CELL.finditer(row):
        yield Cell(piece["heading"] or "", *piece.span("value"))


def _barred_cells(row: str, headings: Sequence[str]) -> Iterator[Cell]:
    """Yield the cells of a row parted by bars; none of the rule below headings, or of what has no bars.

    Bars at both ends enclose the cells; a bar at one end parts an empty cell from its neighbour.
    """
    if "|" not in row or _RULE.fullmatch(row):
        return
    quoted = _QUOTED.match(row)
    start, end = quoted.end() if quoted else len(row) - len(row.lstrip()), len(row.rstrip())
    if end - start > 1 and row[start] == row[end - 1] == "|":
        start, end = start + 1, end - 1
    borders = [bar.start() for bar in _BAR.finditer(row, start, end)]
    for number, (left, right) in enumerate(zip([start - 1, *borders], [*borders, end], strict=True)):
        value = row[left + 1 : right]
        first = left + 1 + len(value) - len(value.lstrip())
        heading = headings[number] if number < len(headings) else ""
        yield Cell(heading, first, first + len(value.strip()))


def caption_above(text: str, start: int) -> str:
    """Return the caption of the table whose row begins at an offset, "Table 2. Floods", else nothing."""
    end = start - 1
    least = max(0, start - _TABLE_CHARS)
    while end > least:
        begins = text.rfind("\n", 0, end) + 1
        line = text[begins:end].strip()
        if line and "|" not in line:
            return line if len(line) <= _MOST_CAPTION_CHARS and _CAPTION.match(line) else ""
        end = begins - 1
    return ""


def _first_row(text: str, start: int) -> str:
    """Return the first line of the table whose row begins at an offset; nothing if that is it, or too far."""
    least = max(0, start - _TABLE_CHARS)
    above = text[least:start].split("\n")[:-1]
    rows = len(list(takewhile(lambda line: "|" in line, reversed(above))))
    return above[-rows] if rows and (rows < len(above) or not least) else ""


def _has_row_beside(text: str, start: int, end: int) -> bool:
    """Return whether the line above the one between two offsets, or the one below it, has bars too."""
    above = text.rfind("\n", 0, start)
    below = text.find("\n", end)
    before = text[text.rfind("\n", 0, max(above, 0)) + 1 : max(above, 0)]
    after = text.find("\n", below + 1)
    return "|" in before or (below >= 0 and "|" in text[below + 1 : after if after >= 0 else None])


def _is_line(text: str, start: int, end: int) -> bool:
    """Return whether all of a line stands between two offsets."""
    ends = text.find("\n", end)
    before = text[text.rfind("\n", 0, start) + 1 : start]
    return not before.strip() and not text[end : ends if ends >= 0 else None].strip()
