"""The lines of a text whose lines are numbered: what each says, its number, and the page that it stands on.

Courts number the lines of each page from one, others those of a whole sitting. Pages are told above or below
their lines: "Page 42", or a number alone.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from index.blocks import clean

__all__ = ["NumberedLine", "numbered_lines", "unnumbered_lines"]

_NUMBERED = re.compile(r"\s{0,12}(?P<number>\d{1,4})(?:(?P<gap>\s+)(?P<said>\S.*))?\s*")
_PAGE = re.compile(
    r"(?:(?P<said>.*\S)\s{2,}|\s*)(?:page|p\.)\s*(?P<page>\d{1,5})(?: of \d+)?(?:\s{2,}(?P<more>\S.*))?\s*",
    re.IGNORECASE,
)
_PAGE_ALONE = re.compile(r"\s*0*(?P<page>\d{1,5})\s*")
_FIGURE = re.compile(r"\d+")
_SHORTEST_RUN = 3
"""How many lines count on at least where but one blank parts the number from what is said."""
_FEWEST_HEADS, _LEAST_HEADS = 3, 0.5
"""How often a line stands there that is the head of pages, without form feeds, and on what share."""


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """A line: what it says, its number if it has one, its page ("" where none is told).

    The number is 0 in a text whose lines have none, but which tells its pages. `said` keeps its blanks but
    for those around it, and is empty of a line that has but a number; `apart`
    says whether a blank line stands above it, and `sheet` counts the form feeds before it.
    """

    said: str
    number: int | None = None
    page: str = ""
    apart: bool = False
    sheet: int = 0

    @property
    def place(self) -> str:
        """Where it stands, as a person would cite it: "page 42, line 7"."""
        page = f"page {self.page}" if self.page else ""
        return f"{page}, line {self.number}".removeprefix(", ") if self.number else page


def numbered_lines(text: str) -> list[NumberedLine]:
    """Return the lines of a text in order, without those that only tell pages or head them.

    Only lines that count on from the one before, or begin again from one, have a number.
    """
    lines = [*_lines(text)]
    matches = [_NUMBERED.fullmatch(line) for line, _, _ in lines]
    pages = _pages([line for line, _, _ in lines], matches)
    counted = _counted([None if index in pages else match for index, match in enumerate(matches)])
    found: list[NumberedLine] = []
    for index, (line, apart, sheet) in enumerate(lines):
        match = matches[index] if index in counted else None
        told = _PAGE.fullmatch(line) if index in pages else None
        if match is not None:
            said = match["said"] or ""
        elif index in pages:
            said = "  ".join(filter(None, (told["said"], told["more"]))) if told else ""
        else:
            said = line
        number = int(match["number"]) if match else None
        found.append(NumberedLine(said.strip(), number, apart=apart, sheet=sheet))
    paged = _with_pages(found, pages)
    return [*_without_heads(paged, len(pages))]


def unnumbered_lines(text: str) -> list[NumberedLine]:
    """Return the lines of a text whose lines have no numbers, without those that tell a page."""
    lines = [*_lines(text)]
    told = [_PAGE.fullmatch(line) for line, _, _ in lines]
    pages = {index: page["page"] for index, page in enumerate(told) if page}
    found = [
        NumberedLine("  ".join(filter(None, (page["said"], page["more"]))), apart=apart, sheet=sheet)
        if page
        else NumberedLine(line.strip(), 0, apart=apart, sheet=sheet)
        for (line, apart, sheet), page in zip(lines, told, strict=True)
    ]
    return [*_without_heads(_with_pages(found, pages), len(pages))]


def _lines(text: str) -> Iterator[tuple[str, bool, int]]:
    """Yield the lines that are not blank, whether one that is blank stands above, and on which sheet."""
    apart = False
    for sheet, said in enumerate(text.split("\f")):
        for line in said.split("\n"):
            if line := clean(f".{line}")[1:]:
                yield line, apart, sheet
            apart = not line


def _pages(lines: Sequence[str], matches: Sequence[re.Match[str] | None]) -> dict[int, str]:
    """Return which lines tell a page, with its number.

    A number alone does where lines begin again from one below it; where it may be that of a line, because it
    counts on from the one above, only as the page after the last.
    """
    found: dict[int, str] = {}
    line_number = page = 0
    for index, (line, match, ends) in enumerate(zip(lines, matches, _ends_a_page(matches), strict=True)):
        alone = _PAGE_ALONE.fullmatch(line) if ends else None
        told = alone or (None if match else _PAGE.fullmatch(line))
        if told is not None:
            value = int(told["page"])
            padded = line.strip().startswith("0")
            if not alone or padded or value == page + 1 or (not page and value != line_number + 1):
                found[index], page = str(value), value
                continue
        line_number = int(match["number"]) if match else line_number
    return found


def _ends_a_page(matches: Sequence[re.Match[str] | None]) -> list[bool]:
    """Return of each line whether the next with a number is the first of a page, or no other has one."""
    found: list[bool] = []
    first = True
    for match in reversed(matches):
        found.append(first)
        if match is not None:
            first = int(match["number"]) == 1
    return found[::-1]


def _counted(matches: Sequence[re.Match[str] | None]) -> set[int]:
    """Return which lines have numbers that count on."""
    runs: list[list[int]] = []
    last: int | None = None
    for index, match in enumerate(matches):
        number = int(match["number"]) if match else 0
        if match and last is not None and number == last + 1:
            runs[-1].append(index)
        elif match and (number == 1 or last is None):
            runs.append([index])
        else:
            continue
        last = number
    return {index for run in runs if _is_run([matches[n] for n in run]) for index in run}


def _is_run(matches: Sequence[re.Match[str] | None]) -> bool:
    """Return whether numbers are those of lines: several, or parted widely from what is said."""
    return len(matches) >= _SHORTEST_RUN or all(
        match and (match["gap"] is None or len(match["gap"].expandtabs()) > 1) for match in matches
    )


def _with_pages(lines: Sequence[NumberedLine], pages: Mapping[int, str]) -> list[NumberedLine]:
    """Return lines with their pages: told below them where no line with a number follows the last."""
    numbered = [index for index, line in enumerate(lines) if line.number is not None]
    below = bool(pages and numbered) and max(pages) > numbered[-1] and min(pages) > numbered[0]
    page, found = "", []
    order = range(len(lines) - 1, -1, -1) if below else range(len(lines))
    for index in order:
        page = pages.get(index, page)
        found.append(replace(lines[index], page=page))
    return found[::-1] if below else found


def _without_heads(lines: Sequence[NumberedLine], pages: int) -> Iterator[NumberedLine]:
    """Yield lines without those that say nothing, and what stands without a number on many pages but once.

    Figures in it may be others on each.
    """
    begun = max(pages, sum(line.number == 1 for line in lines))
    often = Counter(_FIGURE.sub("0", line.said) for line in lines if line.number is None)
    least = max(_FEWEST_HEADS if lines and lines[-1].sheet == 0 else 2, _LEAST_HEADS * begun)
    seen: set[str] = set()
    for line in lines:
        said = _FIGURE.sub("0", line.said)
        if line.number is not None or (line.said and (often[said] < least or said not in seen)):
            yield line
        if line.number is None:
            seen.add(said)
