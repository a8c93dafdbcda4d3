"""Transcripts of hearings and depositions as text, most of whose lines are numbered.

They are read without the numbers, each turn ("Q.", "A.", "MR LORD:") as one paragraph; a place is where a
person would cite it ("page 42, line 7").
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from index.blocks import Extracted, TextBuilder
from index.formats.numbered_lines import NumberedLine, numbered_lines, unnumbered_lines

__all__ = ["read_transcript"]

_CAPITAL = r"[^\W\d_a-z]"
_CAPITALS = rf"(?:{_CAPITAL}(?:{_CAPITAL}|[.'’-])*\s){{0,4}}{_CAPITAL}(?:{_CAPITAL}|['’-])+"
_TITLED = r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Judge|The)\.?(?:\s[^\W\d_a-z][\w'’-]+){1,3}"
_TURN = re.compile(
    rf"(?P<one>[QA])(?:[.:](?=\s|$)|(?=\s{{2}}))|(?P<name>{_CAPITALS}(?:\s\([^()]*\))?|{_TITLED}):(?=\s|$)"
)
"""What begins a turn: "Q.", "A   ", "THE CHAIR:", "Mr Lord:"."""
_NUMBERED_TURN = re.compile(
    r"^[^\S\n]{0,12}\d{1,4}[^\S\n]+(?:[QA][.:\s]|[^\W\d_a-z]{2}|\w+\.? [^\n:]{2,40}:)", re.MULTILINE
)
_FEWEST, _LEAST_SHARE, _FEWEST_TURNS, _MOST_TURNS = 10, 0.6, 4, 0.75
"""How many lines have a number at least, and which share of all; how many begin a turn, and which share."""
_ASKED, _ANSWERED = (re.compile(rf"^[^\S\n]*{who}[.:][^\S\n]+\S", re.MULTILINE) for who in "QA")
_OF_A_HEARING = re.compile(
    r"\b(?:deposition|(?:cross-?|re-?)?examination|testimony|sworn|affirmed|court reporter|hearing)\b",
    re.IGNORECASE,
)
"""What the head of a transcript says without numbers, unlike a list of questions with answers."""
_HEAD_CHARS, _FEWEST_QUESTIONS = 1500, 4
"""How long such a head is at most, and how many questions are asked below it, and answered, at least."""
_ENDED = re.compile(r"[.!?…:][\"”’)\]]*$")
_ASKS = re.compile(r"\?[\"”’)\]]*$")
_HYPHENED = re.compile(r"\w-$")
_HEADING = re.compile(r"(?=.*[^\W\d_]{5}|\S+ )(?=.*[^\W\d_]{3})[^(\[].*\w")
_WITNESS = re.compile(
    rf"witness: .*\w\)?|(?-i:{_CAPITALS}|{_TITLED}),? "
    r"\((?:sworn|affirmed|called|recalled|continued|resumed)\b[^()]*\)",
    re.IGNORECASE,
)
_EXAMINATION = re.compile(
    r"(?:(?:further|direct|cross|re-?direct|re-?cross|re)[- ])*examination\b(?: by| of| in chief|$).*"
    r"|questions (?:by|from) .*\w",
    re.IGNORECASE,
)
_BY = re.compile(r"BY\b.*\w:$", re.IGNORECASE)
"""What tells whose words come below: who answers, who asks, and that as a turn, "BY MS LORD:"."""
_ANSWERS = ("A", "THE WITNESS", "THE DEPONENT")
_LABEL = re.compile(r"[^\W\d_][\w ]{1,20}:\s")
_MOST_TITLE_CHARS, _MOST_HEADING_CHARS, _WIDE = 120, 80, 55
"""How long a title and a heading are at most, and a line at least that goes on in the next outside turns."""


@dataclass(slots=True)
class _Paragraph:
    """What is read as one block: its lines, and who speaks where a turn begins with it.

    `speech` says that all lines go on what is said; `pending` that an answer may come next.
    """

    lines: list[NumberedLine]
    who: str = ""
    level: int = 0
    speech: bool = False
    pending: bool = False

    @property
    def said(self) -> str:
        """What the last line says."""
        return self.lines[-1].said

    def joined(self) -> tuple[str, list[int]]:
        """Return the lines as one text, and where each begins in it."""
        text, starts = "", []
        for line in self.lines:
            text += "" if not text or _HYPHENED.search(text) else " "
            starts.append(len(text))
            text += " ".join(line.said.split())
        return text, starts


def read_transcript(text: str, sheets: int = 0) -> Extracted | None:
    """Read a transcript, or return None of any other text; lines without numbers are of plain text alone.

    `sheets` is how many pages there are, between form feeds, of which it is told where they begin.
    """
    lines = numbered_lines(text) if _NUMBERED_TURN.search(text) else []
    if not _is_transcript(lines):
        lines = unnumbered_lines(text) if not sheets and _is_examination(text) else []
    if not lines:
        return None
    builder = TextBuilder()
    places: list[tuple[int, str]] = [(0, "")]
    leading: set[int] = set()
    begins: dict[int, int] = {}
    before: _Paragraph | None = None
    for paragraph in _paragraphs(lines):
        together = before is not None and _answers(paragraph, before)
        if together:
            leading.add(builder.last_start)
        text, starts = paragraph.joined()
        builder.add(
            text, "heading" if paragraph.level else "prose", paragraph.level, "\n" if together else "\n\n"
        )
        for start, line in zip(starts, paragraph.lines, strict=True):
            begins.setdefault(line.sheet, builder.last_start + start)
            if line.place != places[-1][1]:
                places.append((builder.last_start + start, line.place))
        asks = paragraph.who == "Q" or bool(paragraph.who and _ASKS.search(paragraph.said))
        objects = together and before is not None and paragraph.who not in _ANSWERS and before.who == "Q"
        paragraph.pending = asks or objects
        before = paragraph
    whole, blocks = builder.build()
    blocks = tuple(replace(block, leads=block.start in leading) for block in blocks)
    return Extracted(
        whole,
        blocks,
        page_starts=_page_starts(begins, sheets, len(whole)),
        places=tuple(places[1:]),
        headed=any(block.level == 1 for block in blocks),
    )


def _page_starts(begins: Mapping[int, int], sheets: int, end: int) -> tuple[int, ...]:
    """Return the offset at which each page begins; one without a line begins where the next does."""
    found = [end]
    for sheet in range(sheets - 1, -1, -1):
        found.append(begins.get(sheet, found[-1]))
    return tuple(reversed(found[1:]))


def _is_transcript(lines: Sequence[NumberedLine]) -> bool:
    """Return whether most lines have numbers, and turns of at least two speakers begin some of them.

    Where nobody asks ("Q."), the names of these have several words, and many lines go on what others begin:
    "WARNING:" is nobody, and where each line has a label, it is a form.
    """
    numbered = [line for line in lines if line.number is not None]
    if len(numbered) < max(_FEWEST, _LEAST_SHARE * len(lines)):
        return False
    speakers = _speakers(lines)
    often = [count for who, count in speakers.items() if count > 1 and (len(who) == 1 or " " in who)]
    goes_on = "Q" in speakers or speakers.total() <= _MOST_TURNS * len(numbered)
    return goes_on and len(often) > 1 and sum(often) >= _FEWEST_TURNS


def _is_examination(text: str) -> bool:
    """Return whether a text that says it is of a hearing has questions ("Q.") and answers ("A.")."""
    asked, answered = (len(turn.findall(text)) for turn in (_ASKED, _ANSWERED))
    return min(asked, answered) >= _FEWEST_QUESTIONS and bool(_OF_A_HEARING.search(text[:_HEAD_CHARS]))


def _speakers(lines: Sequence[NumberedLine]) -> Counter[str]:
    turns = (_TURN.match(line.said) for line in lines if line.number is not None)
    return Counter(turn["one"] or turn["name"] for turn in turns if turn)


def _answers(paragraph: _Paragraph, before: _Paragraph) -> bool:
    """Return whether a turn answers the one before it, or is said to the question that it asks."""
    if not (paragraph.who and before.who) or paragraph.who == "Q":
        return False
    return before.pending or paragraph.who in _ANSWERS


def _paragraphs(lines: Sequence[NumberedLine]) -> Iterator[_Paragraph]:
    speakers = _speakers(lines)
    now: _Paragraph | None = None
    begun = apart = False
    for line in lines:
        if not line.said:
            apart = True
            continue
        line, apart = replace(line, apart=line.apart or apart), False
        turn = _TURN.match(line.said) if line.number is not None else None
        who = (turn["one"] or turn["name"] or "") if turn else ""
        free = now is None or not now.speech or bool(_ENDED.search(now.said))
        if who and not (free or len(who) == 1 or speakers[who] > 1):
            who = ""
        level = _level(line, now) if free or line.number is None else 0
        if now is not None and not level and not who and _goes_on(now, line):
            now.lines.append(line)
            continue
        if now is not None:
            yield now
        begun = begun or bool(who)
        speech = bool(who) or bool(begun and line.number and line.said[0] not in "([")
        now = _Paragraph([line], "" if level else who, level, speech and not level)
    if now is not None:
        yield now


def _level(line: NumberedLine, before: _Paragraph | None) -> int:
    """Return the level of a line that is a heading, or 0; that of the first, if it may be a title, is 1."""
    if before is None:
        return int(len(line.said) <= _MOST_TITLE_CHARS and not _ENDED.search(line.said))
    if len(line.said) > _MOST_HEADING_CHARS:
        return 0
    said = " ".join(line.said.split())
    for level, pattern in ((2, _WITNESS), (3, _EXAMINATION), (4, _BY)):
        if pattern.fullmatch(said):
            return level
    return 2 if said.isupper() and _HEADING.fullmatch(said) else 0


def _goes_on(paragraph: _Paragraph, line: NumberedLine) -> bool:
    """Return whether a line that is no turn goes on the paragraph before it."""
    before = paragraph.lines[-1]
    if paragraph.level or (line.number is None) != (before.number is None):
        return False
    if paragraph.lines[0].said[0] in "([" and not paragraph.speech:
        return before.said[-1] not in ")]"
    ended = bool(_ENDED.search(before.said))
    if ended and (line.said[0] in "([" or (line.number == 0 and (line.apart or not paragraph.speech))):
        return False
    if paragraph.speech:
        return True
    return not (line.apart or _LABEL.match(line.said)) and (
        line.said[0].islower() or len(before.said) >= _WIDE
    )
