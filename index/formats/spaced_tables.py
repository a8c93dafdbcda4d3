"""Tables of plain text and mail, whose columns are parted by blanks or tabs."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

__all__ = ["HeadedCell", "bar_lines", "barred", "headed_row", "heads_rows", "is_rule", "table_lines"]

_GAP = re.compile(r" {2,}")
_BAR = re.compile(r"(?<=\s)\|(?=\s)")
_WIDE_GAP = 3
"""How many blanks part cells for sure: two may stand between sentences, and in lines set to one width."""
_MARK = re.compile(r"(?:\(?\w{1,4}[.)]|[^\w\s]{1,2})$")
"""What stands before an item of a list, whose text is no second cell."""
_MOST_CELLS, _MOST_CELL_CHARS = 60, 60
_LEAST_ROWS = 2
_TEXT_CHARS = 25
"""How long both lines are at least that stand beside each other in columns of text, not of a table."""
_MOST_CHARS = 8_000
"""How far above a row, and below it, its table is looked at."""

HeadedCell = tuple[str, int, int]
"""The heading of a cell, and where it begins and ends in its line."""
_PERIOD = re.compile(r"(?:[12]\d{3}|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|[QH][1-4](?: \d{2,4})?)")
"""What heads a column though it is a figure: a year, a day, a quarter."""
_Span = tuple[int, int]
_Cells = list[_Span]
"""Where each cell of a line begins and ends, tabs as wide as they are shown."""


def is_rule(line: str) -> bool:
    """Return whether a line is made of marks, bars among them perhaps, as below the head of a table."""
    return not line.strip("=_-+|: \t") and any(mark in line for mark in ("===", "___", "---", "|-", "|:-"))


def table_lines(lines: Sequence[str], tight: Sequence[bool]) -> set[int]:
    """Return which lines are of tables, rules between rows among them.

    A table has two rows at least, right below each other, whose gaps stand below each other. `tight` says of
    each line whether the next stands right below it.
    """
    cells = [_cells(line) for line in lines]
    found: set[int] = set()
    run: list[int] = []
    joins = False
    for number, line in enumerate(lines):
        joins = joins and tight[number - 1]
        if is_rule(line) or (joins and _goes_on(cells[run[-1]], cells[number])):
            continue
        if not (joins and _fits(lines, cells, run[-1], number)):
            found |= _of_table(lines, run)
            run, joins = [], False
        if len(cells[number]) > 1:
            run.append(number)
            joins = True
    return found | _of_table(lines, run)


def bar_lines(lines: Sequence[str], tight: Sequence[bool]) -> set[int]:
    """Return which lines are of tables whose cells bars part: two rows or more with as many bars each.

    They stand right below each other, rules among them. `tight` is as in `table_lines`.
    """
    bars = [_bars(line) for line in lines]
    found: set[int] = set()
    run: list[int] = []
    for number, line in enumerate(lines):
        if run and tight[number - 1] and (is_rule(line) or (bars[number] and bars[number] == bars[run[0]])):
            run.append(number)
            continue
        found |= set(run) if sum(bars[n] > 0 for n in run) >= _LEAST_ROWS else set()
        run = [number] if bars[number] else []
    return found | (set(run) if sum(bars[n] > 0 for n in run) >= _LEAST_ROWS else set())


def _bars(line: str) -> int:
    """Return how many bars part the cells of a line, blanks on both sides of each; none of any other line."""
    inner = line.strip().strip("|")
    bars = 0 if is_rule(line) else inner.count("|")
    return bars if bars == len(_BAR.findall(inner)) else 0


def barred(lines: Sequence[str]) -> list[list[str]]:
    """Return the cells of a table's rows, each in the column of the fullest row where it stands.

    A line with but one cell, below a later one of the row above, goes on with that.
    """
    rows = [(_shown(line), _cells(line)) for line in lines if not is_rule(line)]
    columns = max((places for _, places in rows), key=len)
    found: list[list[str]] = []
    for number, (shown, places) in enumerate(rows):
        said = [shown[start:end] for start, end in places]
        if len(places) == 1 and number:
            column = min(_column(places[0], columns), len(found[-1]) - 1)
            found[-1][column] = f"{found[-1][column]} {said[0]}".strip()
            continue
        at = [_column(place, columns) for place in places]
        if len(places) < len(columns) and len(set(at)) == len(at):
            of_column = dict(zip(at, said, strict=True))
            said = [of_column.get(number, "") for number in range(len(columns))]
        found.append(said)
    return found


def headed_row(text: str, start: int, end: int) -> tuple[HeadedCell, ...]:
    """Return the cells of the row between two offsets; nothing where its table has no headings above it.

    They are headed where a rule stands below the first row, where that has none for the first column or only
    dates and years, or where no figure is in it but in all rows below.
    """
    if len(_cells(text[start:end])) < 2:
        return ()
    *above, before = text[max(0, start - _MOST_CHARS) : start].rpartition("\n\n")[2].split("\n")
    below = text[end : end + _MOST_CHARS].partition("\n\n")[0].split("\n")[1:]
    lines = [*above, before + text[start:end], *below]
    known = table_lines(lines, [True] * len(lines))
    number = first = len(above)
    while first and first - 1 in known:
        first -= 1
    if number not in known or first == number:
        return ()
    rest = [line for n, line in enumerate(lines[first:], first) if n in known]
    head, *rows = barred(rest)
    names = list(filter(None, head))
    ruled = is_rule(rest[1])
    if len(set(names)) < len(names) or not (ruled or _is_head(head, rows)):
        return ()
    found: list[HeadedCell] = []
    at = 0
    for heading, said in zip(head, barred([*rest, lines[number]])[-1], strict=False):
        at = lines[number].find(said, at)
        if at < 0:
            return ()
        found.append((heading, at - len(before), at + len(said) - len(before)))
        at += len(said)
    return tuple(found)


def heads_rows(text: str, start: int, end: int) -> bool:
    """Return whether the line between two offsets has the headings of the row below it."""
    if len(_cells(text[start:end])) < 2 or headed_row(text, start, end):
        return False
    own, *below = text[end : end + _MOST_CHARS].split("\n")
    at = end + len(own)
    for line in below:
        at += 1
        if not is_rule(line):
            return bool(line.strip()) and bool(headed_row(text, at, at + len(line)))
        at += len(line)
    return False


def _is_head(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row of a table names the columns of the others."""
    if not head[0] and all(row[0] for row in rows):
        return True
    figured = [any(any(map(str.isdigit, cell)) for cell in row[1:]) for row in (head, *rows)]
    periods = [all(map(_PERIOD.fullmatch, filter(None, row[1:]))) for row in (head, *rows)]
    return all(figured[1:]) and (not figured[0] or (periods[0] and not any(periods[1:])))


def _column(place: _Span, columns: _Cells) -> int:
    """Return in which column a cell stands: the one that it is least apart from, then by their middles."""
    return min(
        range(len(columns)),
        key=lambda n: (
            max(place[0] - columns[n][1], columns[n][0] - place[1], 0),
            abs(sum(place) - sum(columns[n])),
        ),
    )


def _shown(line: str) -> str:
    """Return a line with its tabs as blanks, wide enough to part cells."""
    return line.replace("\t", " " * _WIDE_GAP + "\t").expandtabs().rstrip()


def _cells(line: str) -> _Cells:
    """Return the cells of a line; one where its gaps part no cells."""
    shown = _shown(line)
    found: _Cells = []
    start = len(shown) - len(shown.lstrip())
    for gap in _GAP.finditer(shown, start):
        before = shown[start : gap.start()]
        ended = before[-1] in ".!?" and len(gap.group()) < _WIDE_GAP
        if not (ended or before[-1] == ":" or (not found and _MARK.match(before))):
            found.append((start, gap.start()))
            start = gap.end()
    found.append((start, len(shown)))
    framed = shown[start:].strip("*#|+") == ""
    short = len(found) <= _MOST_CELLS and all(end - start <= _MOST_CELL_CHARS for start, end in found)
    return found if short and not framed else [(0, len(shown))]


def _fits(lines: Sequence[str], cells: Sequence[_Cells], one: int, two: int) -> bool:
    """Return whether lines may be rows of a table: every gap of the one with fewer meets one of the other.

    Tabs part as many cells in both.
    """
    if len(cells[two]) < 2:
        return False
    if all("\t" in lines[number].strip() for number in (one, two)) and len(cells[one]) == len(cells[two]):
        return True
    few, many = sorted((list(_gaps(cells[one])), list(_gaps(cells[two]))), key=len)
    return all(any(a < d and c < b for c, d in many) for a, b in few)


def _goes_on(row: _Cells, line: _Cells) -> bool:
    """Return whether a line goes on with a cell of the row above, but the first one: it begins below that."""
    return len(line) == 1 and any(abs(line[0][0] - start) <= 1 for start, _ in row[1:])


def _gaps(cells: _Cells) -> Iterator[_Span]:
    for (_, end), (start, _) in pairwise(cells):
        yield end, start


def _of_table(lines: Sequence[str], run: Sequence[int]) -> set[int]:
    """Return the lines of a run that is a table: half of them have a gap that parts cells for sure."""
    sure = sum(" " * _WIDE_GAP in _shown(lines[number]).strip() for number in run)
    long = sum(all(end - start >= _TEXT_CHARS for start, end in _cells(lines[number])) for number in run)
    table = len(run) >= _LEAST_ROWS and 2 * sure >= len(run) > 2 * long
    return set(range(run[0], run[-1] + 1)) if table else set()
