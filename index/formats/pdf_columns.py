"""Narrow tables of PDF pages: cells with small gaps, told by where cells begin in the lines beside them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from index.formats.pdf_lines import MARK, Cell, Line, cells_of

__all__ = ["in_columns"]

_GAP = 1.5
"""How wide a gap is at least that may part cells, in spaces."""
_MOST_SPACE = 0.6
"""How wide a space is at most, in heights of the line; what is wider parts cells."""
_LEAST_GAP = 0.3
"""The same in heights of the line."""
_FAR = 3.0
"""How far apart cells stand, in spaces, that need not begin below each other, but end so or are centred."""
_ALIKE = 1.05
"""How much wider the letters of a word are at most than those of another in type of one width."""
_NEAR = 1.0
"""How exactly cells stand below each other, in points."""
_LINES = 6
"""In how many lines above and below another cell is looked for."""
_DROP = 2.6
"""How far below each other the lines of a table stand at most, in their heights."""
_NUMBERED = re.compile(r"\(?(?:\d+(?:\.\d+)*|[A-Za-z]|[ivx]+)[.)]?$|§")
"""What stands before a numbered paragraph: no cell of its own."""
_FIGURE = re.compile(r"[^\w]*\d[\d.,:%\s]*[^\s\d]{0,4}$|[-–—]$")
_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_MOST_DOTS = 2
"""A line with more words that are dots leads the eye to a page number."""
_MOST_RUNS = 12
"""How many cells a line has at most."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What begins with a word and is a cell, or may be one: where it begins and ends, and the gap before it.

    `start` is the number of the word, `sure` says that the gaps of its own line tell the cell. The gap is in
    spaces. A run is `doubtful` that stands after the number of a paragraph, or after the end of a sentence.
    """

    start: int
    left: float
    right: float
    gap: float
    sure: bool
    doubtful: bool


def in_columns(lines: Sequence[Line]) -> list[Line]:
    """Return lines, those of narrow tables parted where cells of lines near them begin, or figures end.

    A gap that is hardly wider than a space parts cells only where another line has a gap at the same place.
    """
    space = _space(lines)
    runs = [_runs(line, space) for line in lines]
    return [
        _parted(line, some, [run for n in _beside(lines, number) for run in runs[n]])
        for number, (line, some) in enumerate(zip(lines, runs, strict=True))
    ]


def _space(lines: Sequence[Line]) -> float:
    """Return how wide most spaces are, in heights of their lines."""
    gaps = [
        (after.left - before.right) / line.height for line in lines for before, after in pairwise(line.words)
    ]
    return max(median(gaps), 0.1) if gaps else 0.25


def _runs(line: Line, space: float) -> list[_Run]:
    """Return the words of a line that begin cells or may begin some, but for the first."""
    words = line.words
    if len(words) < 2 or line.grid is not None or line.text != " ".join(word.text for word in words):
        return []
    gaps = [after.left - before.right for before, after in pairwise(words)]
    own = min(gaps) if len(gaps) > 1 else 0.0
    blank = max(space * line.height, min(own, _MOST_SPACE * line.height), _letter(words))
    least = max(_GAP * blank, _LEAST_GAP * line.height)
    sure = {cell.left for cell in line.cells[1:]}
    if sum(word.text == "." for word in words) > _MOST_DOTS:
        least = words[-1].right
    starts = [n for n, gap in enumerate(gaps, 1) if gap > least or words[n].left in sure]
    if len(starts) >= _MOST_RUNS:
        return []
    ends = [*starts, len(words)][1:]
    return [
        _Run(
            start,
            words[start].left,
            words[end - 1].right,
            gaps[start - 1] / blank,
            words[start].left in sure,
            (start == 1 and _is_mark(words[0].text))
            or (gaps[start - 1] < _FAR * blank and bool(_ENDED.search(words[start - 1].text))),
        )
        for start, end in zip(starts, ends, strict=True)
    ]


def _is_mark(text: str) -> bool:
    return bool(MARK.match(text) or _NUMBERED.match(text))


def _beside(lines: Sequence[Line], number: int) -> Iterator[int]:
    """Yield the numbers of the lines close above and below one, as far as they follow each other."""
    for step in (-1, 1):
        for at in range(number + step, number + step * (_LINES + 1), step):
            if not 0 <= at < len(lines):
                break
            upper, lower = (lines[at], lines[at + 1]) if step < 0 else (lines[at - 1], lines[at])
            if not 0 < upper.bottom - lower.bottom < _DROP * upper.height:
                break
            yield at


def _parted(line: Line, runs: Sequence[_Run], others: Sequence[_Run]) -> Line:
    """Return a line with its cells, those that its own gaps do not tell where other lines have them too."""
    if not runs:
        return line
    starts = [0, *(run.start for run in runs if run.sure or any(_below(line, run, one) for one in others))]
    if len(starts) > 1:  # a row of the table: its cells may fill their columns
        edges = [other.left for other in others if other.sure]
        more = (n for n, word in enumerate(line.words) if sum(abs(word.left - x) < _NEAR for x in edges) > 1)
        starts = sorted({*starts, *more})
    if len(starts) == len(line.cells):
        return line
    return replace(line, cells=cells_of(line.words, starts, hyphen=line.hyphen))


def _below(line: Line, run: _Run, other: _Run) -> bool:
    """Return whether a run stands below or above another: figures and what is far apart by the end too."""
    if (run.doubtful and not other.sure) or (other.doubtful and not run.sure):
        return False
    if abs(run.left - other.left) < _NEAR:
        return True
    middles = abs(run.left + run.right - other.left - other.right) < 2 * _NEAR
    far = min(run.gap, other.gap) > _FAR
    return (abs(run.right - other.right) < _NEAR and (far or _is_figure(line, run))) or (middles and far)


def _letter(words: Sequence[Cell]) -> float:
    """Return how wide all letters are where they are alike, as a space is then; else 0."""
    widths = [(word.right - word.left) / len(word.text) for word in words if len(word.text) > 1]
    return max(widths) if len(widths) > 1 and max(widths) < _ALIKE * min(widths) else 0.0


def _is_figure(line: Line, run: _Run) -> bool:
    words = [word.text for word in line.words if run.left <= word.left and word.right <= run.right]
    return bool(_FIGURE.match(" ".join(words)))
