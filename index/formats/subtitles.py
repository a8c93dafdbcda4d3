"""Subtitles and transcripts of meetings (WebVTT, SubRip), by webvtt-py: what one speaker says is a paragraph.

Captions that roll, each with the lines of the one before it, are told once.
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import pairwise

from webvtt import WebVTT

from index.blocks import Extracted, TextBuilder
from index.formats.decode import decode

__all__ = ["read_subtitles"]

_TIMES = re.compile(r"^\d+:\d\d:\d\d[,.]\d+\s+-->\s+\d+:\d\d:\d\d[,.]\d+", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s([^<>]+)>")
_TAG = re.compile(r"<[^<>\n]*>|\{\\[^{}\n]*\}")
_CHANGE = re.compile(r"\s*(?:>>+|[-–—](?=\s))\s*")
"""What begins the words of another speaker whom nobody names."""
_NAMED = re.compile(r"(?P<name>[^\W\d_][\w.’'-]*(?: [\w.’'-]+){0,3}(?: \([^():\n]{1,30}\))?):\s+(?=\S)")
_FULL_NAME = re.compile(r"[^\W\d_a-z][\w.’'-]*(?: [\w.’'-]+){0,2} [^\W\d_a-z][\w.’'-]*")
_SENTENCE_END = re.compile(r"[.?!…。？！][\"”’»)]*$")
_MOST_CHARS = 400
"""How long a paragraph grows at most before it ends with its sentence, so that its time is near its words."""
_PAUSE_SECONDS = 4
_LEAST_ROLLING = 0.2
_MOST_REPEATED = 10
"""How many lines of the caption before it a rolling one repeats at most."""
_WORD = re.compile(r"\w+")
_LEAST_WORDS = 3
"""How many words a note by a person has; programs write fewer: "duration:00:02:19", "Confidence: 0.89"."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a caption: when the caption comes and goes in seconds, who speaks, what, and whether anew."""

    start: int
    end: int
    who: str
    words: str
    anew: bool = False


def read_subtitles(data: bytes) -> Extracted:
    """Read subtitles; a place is when its words are said ("at 0:12:31")."""
    text = decode(data).strip()
    if _TIMES.match(text):  # captions of SubRip without numbers are those of WebVTT but for the commas
        text = "WEBVTT\n\n" + _TIMES.sub(lambda times: times.group().replace(",", "."), text)
    kind = "vtt" if text.startswith("WEBVTT") else "srt"
    file = WebVTT.from_buffer(io.StringIO(f"{text}\n"), format=kind)
    builder = TextBuilder()
    for note in file.header_comments:
        for line in note.splitlines():
            if _is_by_a_person(line):
                builder.add(line, "prose", gap="\n")
    captions = [
        [_Line(c.start_in_seconds, c.end_in_seconds, *_spoken(line)) for line in c.raw_text.splitlines()]
        for c in file.captions
    ]
    for lines in _paragraphs(_named([*_unrolled(captions)])):
        first, seconds = lines[0], lines[0].start
        builder.place(f"at {seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}")
        said = " ".join(line.words for line in lines)
        builder.add(f"{first.who}: {said}" if first.anew and first.who else said, "prose")
    return replace(builder.extracted(), title=file.header_text.strip(" -–\t") or None)


def _is_by_a_person(note: str) -> bool:
    words: list[str] = _WORD.findall(note)
    return sum(len(word) > 1 and word.isalpha() for word in words) >= _LEAST_WORDS


def _spoken(line: str) -> tuple[str, str, bool]:
    """Return who speaks a line ("" where it doesn't say so), its words, and whether anew."""
    voice = _VOICE.search(line)
    words = " ".join(unescape(_TAG.sub("", line)).split())
    change = _CHANGE.match(words)
    said = words[change.end() :] if change else words
    return (" ".join(unescape(voice[1]).split()) if voice else "", said, bool(change or voice))


def _unrolled(captions: Sequence[Sequence[_Line]]) -> Iterator[_Line]:
    """Yield the lines that say something, without those that captions repeat, where many do."""
    told = [[line for line in lines if line.words] for lines in captions]
    told = [lines for lines in told if lines] or [[]]
    repeated = [_repeated(before, after) for before, after in pairwise(told)]
    rolls = sum(map(bool, repeated)) > _LEAST_ROLLING * len(told)
    for lines, number in zip(told, [0, *repeated], strict=True):
        yield from lines[number if rolls else 0 :]


def _repeated(before: Sequence[_Line], after: Sequence[_Line]) -> int:
    """Return how many lines a caption begins with that the one before it ends with."""
    ends, begins = ([line.words for line in lines] for lines in (before, after))
    most = min(len(ends), len(begins), _MOST_REPEATED)
    return next((n for n in range(most, 0, -1) if ends[-n:] == begins[:n]), 0)


def _named(lines: Sequence[_Line]) -> list[_Line]:
    """Return lines with the names that stand before their words, "Ana Ribeiro: …", as those who speak.

    Such a name stands there more than once, or is in capitals, or has several words with capitals as some
    other name; where most lines begin with one, all are. A line without a name is the last one's.
    """
    labels = [None if line.who else _NAMED.match(line.words) for line in lines]
    counted = Counter(label["name"] for label in labels if label)
    some = any(count > 1 for count in counted.values())
    most = counted.total() > len(lines) / 2
    found: list[_Line] = []
    who = ""
    for line, label in zip(lines, labels, strict=True):
        name = label["name"] if label else ""
        if label and (most or counted[name] > 1 or name.isupper() or (some and _FULL_NAME.fullmatch(name))):
            who = name
            line = replace(line, who=who, words=line.words[label.end() :], anew=True)
        elif line.who or line.anew:
            who = line.who
        found.append(replace(line, who=who))
    return found


def _paragraphs(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    """Yield the lines of each paragraph: what one says until another does, pauses, or has said much.

    The first of what somebody says is `anew`.
    """
    found: list[_Line] = []
    for line in lines:
        last = found[-1] if found else None
        changes = last is None or line.who != last.who or (line.anew and not line.who)
        if last is not None and (changes or _ends(found, line)):
            yield found
            found = []
        found.append(replace(line, anew=changes))
    if found:
        yield found


def _ends(found: Sequence[_Line], line: _Line) -> bool:
    """Return whether a paragraph ends before another line of the same speaker."""
    length = sum(len(one.words) + 1 for one in found)
    whole = bool(_SENTENCE_END.search(found[-1].words))
    paused = line.start - found[-1].end >= _PAUSE_SECONDS
    return (whole and (paused or length > _MOST_CHARS)) or length > 2 * _MOST_CHARS
