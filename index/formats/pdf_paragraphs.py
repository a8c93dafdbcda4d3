"""The paragraphs, items of lists and headings of a PDF page, told by gaps, indents, marks and type."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.formats.list_marks import ROMAN
from index.formats.pdf_lines import Line
from index.formats.superscripts import MARKS

__all__ = ["BULLET_AT_START", "HEADING_HEIGHT", "NOTE_MARK", "PARAGRAPH_GAP", "TERMINAL", "paragraphs"]

TERMINAL = re.compile(rf"[.!?:;…。！？][\"'”’»)\]]*[{MARKS}]*$")
NOTE_MARK = re.compile(rf"^[{MARKS}]+")
BULLET_AT_START = re.compile(
    rf"^(?:[•▪●◦‣∙·–—*-]|\(?\d{{1,3}}[.)]|\(?(?:[a-z]|{ROMAN})[.)]|\([A-Z]\)|\d{{1,3}}(?:\.\d{{1,3}}){{2,3}}\.?"
    r"|\[\d{1,3}\])\s"
)
_REFERENCE = re.compile(r"^\[(\d{1,3})\]\s")
_COUNTED = re.compile(r"^\(([b-z2-9])\)\s")
_WHOLE_NUMBER = re.compile(r"^\(?(\d{1,3})[.)]\s")
_GOES_ON = re.compile(r"(?:[,;]|\b(?:and|or))$")
_SURE_BULLET = re.compile(r"^[•▪●◦‣∙]\s")
_NUMBERS = re.compile(r"^(\d{1,3}(?:\.\d{1,3})*)\.?\s+(?=\W*[^\W\d_])(?=\W*([^\W\d_]))")
HEADING_HEIGHT = 1.15
"""How high the type of headings is at least, beside that of the text, where it is not bold."""
PARAGRAPH_GAP = 1.3
"""How far below a line the next paragraph stands at least, in usual drops, where the gap alone tells it."""
_LARGER = 1.08
"""How much larger bold type is than the plain type below it, at least, to head it whatever the words."""
_LABELLED = re.compile(r"(?=[^a-z\W\d_])[^\W\d_][^\s\d:;,]*(?: [^\W\d_][^\s\d:;,]*){0,3}:\s+\S")
"""What a line of a block of labels and values begins with: "Statement no.: First"."""
_BETWEEN_PARTIES = re.compile(r"(?:v|vs|versus)\.?|[-–—]\s*(?:v\.?|and)\s*[-–—]", re.IGNORECASE)
"""What stands alone on a line between the parties to a case or a contract."""
_FAR_RIGHT, _RAGGED = 0.6, 1.2
"""How far into a page, beside its widest line, lines begin that are set at its right, and how far apart, in
their height."""
_NEIGHBOURS, _NEAR_LINES = 12, 4
_WIDE_SHARE, _LABEL_SHARE = 0.75, 0.6
_SAME_COLUMN = 60.0
"""How far apart lines of one column begin at most, in points: items and first lines are indented."""


def paragraphs(lines: Sequence[Line], usual_drop: float, body: float) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph of a page.

    `usual_drop` says how far below each other most lines stand, `body` how high the type of the text is.
    """
    widest = max((line.right for line in lines), default=0.0)
    spare = _spare(lines)
    group: list[Line] = []
    for number, line in enumerate(lines):
        heading = line.bold or line.height > HEADING_HEIGHT * body
        hangs = spare[number] < 0 and _hangs(lines, number, len(group))
        if group and _begins(group, line, widest, usual_drop, 0.0 if heading else spare[number], hangs=hangs):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _spare(lines: Sequence[Line]) -> list[float]:
    """Return how much room the line before each one left after the words that begin it, in points.

    A line that goes on in small letters where its first word had room tells that the column is narrower than
    it seems there: then nothing is said of its neighbours, and 0 stands for them.
    """
    found = [0.0, *(_room(lines, number) for number in range(1, len(lines)))]
    unsure = [
        n
        for n, room in enumerate(found)
        if room > 0 and lines[n].text[:1].islower() and not _BETWEEN_PARTIES.fullmatch(lines[n].text)
    ]
    for number in unsure:
        for near in range(max(0, number - _NEAR_LINES), min(len(found), number + _NEAR_LINES + 1)):
            found[near] = min(found[near], 0.0)
    return found


def _room(lines: Sequence[Line], number: int) -> float:
    before, line = lines[number - 1], lines[number]
    near = lines[max(0, number - _NEIGHBOURS) : number + _NEIGHBOURS]
    rights = sorted(one.right for one in near if abs(one.left - before.left) < _SAME_COLUMN)
    if not rights or not line.words:
        return 0.0
    column = rights[int(_WIDE_SHARE * (len(rights) - 1))]
    taken = 2 if line.text[:1].isdigit() else 1  # a unit may be bound to its figure
    words = line.words[:taken]
    return column - before.right - (words[-1].right - words[0].left) - 0.25 * line.height


def _hangs(lines: Sequence[Line], number: int, joined: int) -> bool:
    """Return whether a line goes on an entry of which all lines but the first, `joined` so far, are set in.

    In the middle of a sentence another line near it is set in as far, where no paragraph begins. What a colon
    announces may be set in too.
    """
    if lines[number - 1].text.endswith(":"):
        return False
    line, first = lines[number], lines[number - joined]
    near = 0.3 * line.height

    def alike(one: Line, other: Line) -> bool:
        return abs(one.left - other.left) < near

    if joined > 1:
        return all(alike(one, line) for one in lines[number - joined + 1 : number])
    some = lines[max(0, number - _NEIGHBOURS) : number + _NEIGHBOURS]
    return joined == 1 and any(
        alike(above, first) and alike(below, line) and not TERMINAL.search(above.text)
        for above, below in pairwise(some)
    )


def _begins(
    group: list[Line], line: Line, widest: float, usual_drop: float, spare: float, *, hangs: bool
) -> bool:
    """Return whether a line begins a paragraph after those of the group; `hangs` as `_hangs` has it."""
    before = group[-1]
    if before.hyphen:
        return False
    height = max(before.height, 1.0)
    if abs(line.height - height) > 0.15 * height or line.bold != before.bold:
        if before.bold and not line.bold and height > _LARGER * line.height and len(before.text) > 2:
            return True
        # A line of other type inside a paragraph goes on where the sentence does.
        return not (not TERMINAL.search(before.text) and line.text[:1].islower())
    drop = before.bottom - line.bottom
    ended = bool(TERMINAL.search(before.text))
    if drop < -2 * height:  # the next column, or something set apart
        return ended or not (line.text[:1].islower() or before.right - before.left > 0.3 * widest)
    if drop > 1.9 * height or NOTE_MARK.match(line.text) or _is_item(group, line, ended=ended, spare=spare):
        return True
    stands_out = BULLET_AT_START.match(group[0].text) and line.left < group[0].left - 0.3 * height
    if stands_out and (ended or spare > height or not group[0].text[0].isdigit()):
        return True  # nothing that goes on with an item, but for the number of a note, which may be indented
    own_drop = (group[-2].bottom - before.bottom) / height if len(group) > 1 else 0.0
    gap = PARAGRAPH_GAP * max(usual_drop, own_drop) * height
    if usual_drop and drop > gap and (ended or not line.text[:1].islower()):
        return True
    if spare > height and _stands_alone(before, line) or _is_next_label(group[0], before, line, widest):
        return True
    if _is_set_right(group, line, widest):
        return True
    # The lines of an item may all be set in below its mark.
    others = group[1:] if BULLET_AT_START.match(group[0].text) else group
    indented = line.left - min((one.left for one in others), default=line.left) > 0.8 * height
    column = max(one.right for one in group)
    short = before.right < max(column, line.right) - 0.15 * (column - before.left + 1)
    return ended and ((indented and not hangs) or short)


def _is_item(group: Sequence[Line], line: Line, *, ended: bool, spare: float) -> bool:
    """Return whether a line begins with the mark of an item, or with the number that follows the group's.

    A number or a dash after a full line that no sentence ends is of the running text, but after its like; a
    number's like is the next one alone ("9. … and the baker got" stands above "3. There was …").
    """
    text = line.text
    numbers, last = _NUMBERS.match(text), _NUMBERS.match(group[0].text)
    if numbers and last and not numbers[2].islower() and _follows(last[1], numbers[1]):
        return True
    if not BULLET_AT_START.match(text):
        return False
    if reference := _REFERENCE.match(text):  # else it closes the sentence of the line before
        last = _REFERENCE.match(group[0].text)
        return int(reference[1]) == (int(last[1]) + 1 if last else 1)
    if numbers and numbers[1].count(".") > 1:
        return not numbers[2].islower()
    before = group[-1]
    if _counts_on(group, text):
        return False
    full = spare < 0 and not ended and abs(line.left - before.left) < 0.3 * line.height
    one, other = (_WHOLE_NUMBER.match(said) for said in (group[0].text, text))
    if full and one and other and int(other[1]) != int(one[1]) + 1:
        return False
    return bool(_SURE_BULLET.match(text) or not full or BULLET_AT_START.match(group[0].text))


def _counts_on(group: Sequence[Line], text: str) -> bool:
    """Return whether a line goes on a count within a sentence: "(b)" where "(a)" stands amid a line above."""
    mark = _COUNTED.match(text)
    before = chr(ord(mark[1]) - 1) if mark else ""
    if not before.isalnum() or not _GOES_ON.search(group[-1].text):
        return False
    amid = re.compile(rf"\S \({before}\) [^\W\d_]")
    return any(amid.search(line.text) for line in group) and not any(
        line.text.startswith(f"({before})") for line in group
    )


def _follows(last: str, number: str) -> bool:
    """Return whether a number of a clause follows another: 1.3 and 2.1 follow 1.2, and so does 1.2.1."""
    one, two = ([int(part) for part in said.split(".")] for said in (last, number))
    if len(two) < 2:
        return False
    if len(two) == len(one) + 1:
        return two == [*one, 1]
    at = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), None)
    return at is not None and two[at] == one[at] + 1 and all(part == 1 for part in two[at + 1 :])


def _is_next_label(first: Line, before: Line, line: Line, widest: float) -> bool:
    """Return whether labels with values stand below each other, wherever they are set."""
    room = before.right - before.left < _LABEL_SHARE * widest
    return room and all(map(_LABELLED.match, (first.text, line.text)))


def _is_set_right(group: Sequence[Line], line: Line, widest: float) -> bool:
    """Return whether a line ends where those above do and begins elsewhere, each far into the page.

    So are the lines at the head of a letter set, each of them an entry: its date, its reference. The lines of
    a column of text begin alike, but for the first.
    """
    block, near = [*group, line], 0.3 * line.height
    if not all(abs(one.right - line.right) < near and one.left > _FAR_RIGHT * widest for one in block):
        return False
    first = line.text[:1]
    return (first.isupper() or first.isdigit()) and abs(group[-1].left - line.left) > _RAGGED * line.height


def _stands_alone(before: Line, line: Line) -> bool:
    """Return whether a line that had room on the one before may be an entry of its own."""
    first = line.text.lstrip("\"'“‘«([")[:1]
    goes_on = (
        bool(_BETWEEN_PARTIES.fullmatch(before.text))
        or before.text[-1:] in ",-–—&/("
        or before.cells != line.cells
        and len(before.cells) > 1
    )
    level = abs(line.left - before.left) < 0.3 * line.height
    return (first.isupper() or first.isdigit()) and level and not goes_on
