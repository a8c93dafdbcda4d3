"""To whom the paragraphs of a document give their words: quotations, labelled lines, messages.

A quotation belongs to who is named before it, inside it or after it; "she said" to the one who spoke last in
its paragraph, or whom that is about; one that goes on keeps its speaker. What follows "KELL:" is Kell's, and
a message its sender's, but for the lines that it quotes; "WT:" is Winifred Tolley whom the opening names.
For texts in English.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from index.formats.chats import STAMP
from index.tokens import words
from index.types import Document
from qa.examination import Examination
from qa.figures import names
from qa.labels import LABELS_NOBODY
from qa.letters import tells_whom_it_quotes
from qa.question import is_function_word
from qa.saying import is_pronoun, masked, quotations, tags

__all__ = ["Known", "Said", "known_of", "said_in"]

_WINDOW = 4_000
"""How many characters around a passage are read for who speaks in it."""
_OPENING_CHARS = 1_000
_MOST_CHARS = 100_000
"""How much of a document is read for how it uses names."""
_LEAST_LABELS = 2
"""How many lines begin with a label that is a name."""
_MOST_NAMES = 10
"""How many names of a paragraph are tried for the first that is one."""
_LABEL_NAME = r"(?:[A-Z][\w’'-]*\.? ){0,3}[A-Z][\w’'-]*"
_LABEL = re.compile(
    r"[ \t]*(?:[-•] )?(?:(?P<mark>\*\*|__|\*|_)"
    rf"(?P<bold>{_LABEL_NAME})(?: \([^)\n]*\))?(?::(?P=mark)|(?P=mark):)"
    r"|(?P<capitals>(?:[A-Z][A-Z'’-]*\.? ){0,3}[A-Z][A-Z'’-]*)(?: \([^)\n]*\))?:"
    rf"|{STAMP}(?P<message>[^\W\d_][^:\n]{{0,40}}):)(?=\s)"
)
"""The name before what somebody says in a transcript or a chat: "KELL (smiling): ", "**Dr Kell:** ",
"[12/03/2026, 14:02] Kell: "."""
_PLAIN_LABEL = re.compile(r"[ \t]*(?:[-•] )?(?P<name>[^\W\d_a-z][\w’'.-]*(?: [\w’'.-]+){0,3}):(?=[ \t]+\S)")
_FEWEST_LABELLED, _LEAST_LABELLED = 6, 0.4
"""How many lines of a transcript with plain labels, "Ana Ribeiro: ", have one, and what share at least."""
_HEADER = re.compile(r"(?:> ?)*\**From:\**\s*\"?(?P<sender>[^\n<\"]{2,80})")
_QUOTED_LINE = re.compile(r">")
_BLANK = re.compile(r"\n[ \t]*\n\s*|(?<=[.!?\"”])\n[ \t]{1,8}(?=[^\W\d_a-z]|[\"“])")
"""What parts paragraphs: a blank line, or that the first line of one is indented."""
_BOLD = re.compile(r"(?:\*\*|__)[^\n]+(?:\*\*|__)\Z")
_BOLD_QUESTION = re.compile(r"^(?:\*\*|__)[^\n]+\?[\"”’]?(?:\*\*|__)[ \t]*$", re.MULTILINE)
_INTERVIEW_QUESTIONS = 3
_PHRASE_WORDS = 4
"""What stands in quotation marks in fewer words, and ends no clause, is a phrase in its sentence."""
_ENDS = re.compile(r"[,.?!…][\"”»’]?\Z")
_SENTENCE_END = re.compile(r"[.?!…][\"”»’)]*\s")
_PLACED = re.compile(r"\b(?:at|from|in|near|of|to)\s+(?:the\s+)?\Z")
_ITS_OFFICE = re.compile(r"(?:\A|[.?!…][\"”»’)]*\s+)((?:The|An?|Its|His|Her|Their)\s[^.,;·]{2,50},\s+)\Z")


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of a document, and who says it, in the document's words."""

    start: int
    end: int
    who: str


@dataclass(slots=True)
class Known:
    """What is read once of a document: its first characters, whose it is, and how it uses names."""

    text: str
    interviewee: str = ""
    sender: str = ""
    transcript: bool = False
    examination: Examination = field(default_factory=lambda: Examination(""))
    _labels: dict[str, int] = field(default_factory=dict)
    _elsewhere: dict[str, bool] = field(default_factory=dict)
    _initials: dict[str, str] = field(default_factory=dict)
    _ends: dict[str, bool] = field(default_factory=dict)

    def label(self, text: str, at: int = 0) -> tuple[str, int] | None:
        """Return the label that stands at a place of a text, and where it ends; None without one."""
        if turn := self.examination.label(text, at):
            return turn
        if label := _LABEL.match(text, at):
            return label["message"] or label["bold"] or label["capitals"], label.end()
        plain = _PLAIN_LABEL.match(text, at) if self.transcript else None
        return (plain["name"], plain.end()) if plain and not LABELS_NOBODY.match(plain["name"]) else None

    def labels(self, name: str) -> int:
        """Return how many lines begin with a name as their label."""
        if name not in self._labels:
            lines = re.findall(
                rf"^(?:{STAMP}|[^\w\n]*){re.escape(name)}\W{{0,3}}[(:]", self.text, re.MULTILINE
            )
            self._labels[name] = len(lines)
        return self._labels[name]

    def with_initials(self, label: str) -> str:
        """Return the one name of the opening whose last words begin as a label says ("WT:"), "" if none."""
        if label not in self._initials:
            opening = self.text[:_OPENING_CHARS]
            named = (opening[slice(*span)].split()[-len(label) :] for span in names(opening))
            found = {" ".join(some) for some in named if "".join(word[0] for word in some) == label}
            self._initials[label] = found.pop() if len(found) == 1 and len(label) > 1 else ""
        return self._initials[label]

    def inside_sentence(self, name: str) -> bool:
        """Return whether a name stands anywhere but where a sentence begins."""
        if name not in self._elsewhere:
            self._elsewhere[name] = bool(re.search(rf"[a-z,] {re.escape(name)}\b", self.text))
        return self._elsewhere[name]

    def ends_name(self, name: str) -> bool:
        """Return whether a word is the last of a longer name, as a surname is: "Tolley", "Ana Tolley"."""
        if name not in self._ends:
            self._ends[name] = bool(re.search(rf"[^\W\d_a-z][\w.’'-]* {re.escape(name)}\b", self.text))
        return self._ends[name]


@dataclass(slots=True)
class _State:
    """Who speaks, or is spoken of, as paragraphs of a document are read from first to last."""

    known: Known
    owner: str = ""
    sender: str = ""
    quoted: str = ""
    speaker: str = ""
    subject: str = ""
    goes_on: bool = False
    found: list[Said] = field(default_factory=list)


def said_in(document: Document, start: int, end: int, known: Known | None = None) -> list[Said]:
    """Return what somebody says between two offsets of a document, as far as it tells who.

    What is said inside of something else stands before it. What is `known` of the document need not be read.
    """
    text = document.text
    least = max(start - _WINDOW, 0)
    begin = text.rfind("\n\n", max(least - _WINDOW, 0), least) if least else 0
    begin = least if begin < 0 else begin
    after = text.find("\n\n", end)
    until = after if 0 <= after < end + _WINDOW else min(len(text), end + _WINDOW)
    known = known or known_of(text)
    state = _State(known, owner=known.interviewee or known.sender, sender=known.sender)
    for at, paragraph in _paragraphs(text[begin:until], begin, known):
        _read(paragraph, at, state)
    found = [one for one in state.found if one.start < end and start < one.end]
    return sorted(found, key=lambda one: one.end - one.start)


def _paragraphs(text: str, offset: int, known: Known | None = None) -> Iterator[tuple[int, str]]:
    """Yield paragraphs; a labelled line begins one, and so do quoted lines and what follows them."""
    begin = 0
    for match in [*_BLANK.finditer(text), None]:
        stop = match.start() if match else len(text)
        at = line = begin
        while (line := text.find("\n", line, stop) + 1) > 0:
            was, now = text[at : at + 1] == ">", text[line : line + 1] == ">"
            if was != now or (known.label(text, line) if known else _LABEL.match(text, line)):
                yield offset + at, text[at : line - 1]
                at = line
        yield offset + at, text[at:stop]
        begin = match.end() if match else stop


def known_of(text: str) -> Known:
    """Return what is read once of a document's text."""
    known = Known(text[:_MOST_CHARS], sender=_sender(text))
    known.interviewee = _interviewee(known)
    known.transcript = _is_transcript(known.text)
    known.examination = Examination(text)
    return known


def _is_transcript(text: str) -> bool:
    """Return whether many lines of a text begin with the labels of two or more, "Ana Ribeiro: "."""
    lines = [line for line in text.splitlines() if line.strip()]
    labels = Counter(label["name"] for line in lines if (label := _PLAIN_LABEL.match(line)))
    often = [n for name, n in labels.items() if n > 1 and not LABELS_NOBODY.match(name)]
    return len(often) > 1 and sum(often) >= max(_FEWEST_LABELLED, _LEAST_LABELLED * len(lines))


def _interviewee(known: Known) -> str:
    """Return who answers the bold questions of an interview: the first whom its opening names, or ""."""
    text = known.text
    if len(_BOLD_QUESTION.findall(text)) < _INTERVIEW_QUESTIONS:
        return ""
    plain = (part for _, part in _paragraphs(text[:_OPENING_CHARS], 0) if not part.startswith(("#", "---")))
    return next((name.lower() for part in plain if (name := _first_name(part, known))), "")


def _sender(text: str) -> str:
    """Return who sends a message that begins with its headers, "" where none is."""
    head = next((part for _, part in _paragraphs(text[:_OPENING_CHARS], 0) if not part.startswith("#")), "")
    match = _HEADER.match(head)
    return match["sender"].strip() if match else ""


def _first_name(text: str, known: Known) -> str:
    """Return the first name in a text, with the office before it; "" without any.

    One word that only begins a sentence may be none: it is one where it stands elsewhere too.
    """
    for start, end in islice(names(text), _MOST_NAMES):
        name = text[start:end]
        if all(is_function_word(word, ("en",)) for word in words(name)) or _PLACED.search(text[:start]):
            continue
        if " " in name or known.inside_sentence(name):
            office = _ITS_OFFICE.search(text[:start])
            return f"{office[1] if office else ''}{name}"
    return ""


def _first_person(text: str, known: Known) -> str:
    """Return the first name in a text that may be somebody's: in full, rather than a word that ends none."""
    name = _first_name(text, known)
    if not name or " " in name or known.ends_name(name):
        return name
    full = (text[slice(*span)] for span in islice(names(text), _MOST_NAMES))
    return next((one for one in full if one.count(" ") == 1), name)


def _other_person(text: str, who: str, known: Known) -> str:
    """Return the last name in a text that is somebody else's, in full or a surname; "" without any."""
    for start, end in reversed(list(names(text))):
        name = text[start:end]
        own = name.count(" ") == 1 or known.ends_name(name)
        if own and not _PLACED.search(text[:start]) and {*words(name)}.isdisjoint(words(who)):
            return name
    return ""


def _read(paragraph: str, at: int, state: _State) -> None:
    """Read who says what in one paragraph."""
    if paragraph.startswith(("#", "---")):
        state.speaker = state.subject = ""
        state.owner = state.known.interviewee or state.sender
        return
    if header := _HEADER.match(paragraph):
        state.owner = state.sender = header["sender"].strip()
        return
    if tells_whom_it_quotes(paragraph):
        named = [paragraph[slice(*span)] for span in names(paragraph.partition("<")[0])]
        state.quoted = named[-1] if named else ""
        return
    if _QUOTED_LINE.match(paragraph):
        if state.quoted:
            state.found.append(Said(at, at + len(paragraph), state.quoted))
        return
    if label := state.known.label(paragraph):
        state.owner = _labelled(label[0], at, state)
        state.goes_on = False
    elif _BOLD.match(paragraph):
        return
    own_start = at + (label[1] if label else 0)
    _read_quotations(paragraph, at, state)
    if state.owner:
        state.found.append(Said(own_start, at + len(paragraph), state.owner))


def _labelled(label: str, at: int, state: _State) -> str:
    """Return who says what a label at a place stands before: whom it names, or a message's sender."""
    if label in ("Q", "A"):
        return state.known.examination.who(label, at)
    if LABELS_NOBODY.match(label):
        return state.sender
    if len(label) == 1:
        return ""
    if state.known.labels(label) < _LEAST_LABELS:
        return label.lower()
    return state.known.with_initials(label) or label


def _read_quotations(paragraph: str, at: int, state: _State) -> None:
    """Read who says what stands in quotation marks, and who "he" is that says something."""
    goes_on = state.goes_on and paragraph[:1] in '“"‘'
    hidden = masked(paragraph)
    told = _resolved(hidden, state)
    quoted = list(quotations(paragraph))
    speaker = state.speaker if goes_on else ""
    for i, (start, end) in enumerate(quoted):
        inner = paragraph[start:end]
        if len(inner.split()) < _PHRASE_WORDS and not _ENDS.search(inner):
            continue
        before = quoted[i - 1][1] if i else 0
        after = quoted[i + 1][0] if i + 1 < len(quoted) else len(paragraph)
        speaker = (
            _tag_after(hidden, end, after, told)
            or _tag_before(hidden, before, start, told)
            or speaker
            or next((tag.who for tag in reversed(told) if tag.end <= start), told[0].who if told else "")
        )
        if speaker:
            state.found.append(Said(at + start, at + end, speaker))
    for tag in told:
        if tag.pronoun:
            start = max((m.end() for m in _SENTENCE_END.finditer(hidden, 0, tag.start)), default=0)
            stop = _SENTENCE_END.search(hidden, tag.end)
            state.found.append(Said(at + start, at + (stop.start() + 1 if stop else len(hidden)), tag.who))
    state.speaker = speaker or (told[-1].who if told else "")
    closed = not quoted or quoted[-1][1] < len(paragraph) or paragraph[-1:] in '”"»’'
    state.goes_on = not closed
    state.subject = state.speaker or _first_name(hidden, state.known) or state.subject


@dataclass(frozen=True, slots=True)
class _Told:
    """Where a verb of saying stands, and who says it, whom a pronoun may stand for."""

    start: int
    end: int
    who: str
    pronoun: bool


def _resolved(hidden: str, state: _State) -> list[_Told]:
    """Return where somebody says something, with who it is in place of a pronoun, in order."""
    found: list[_Told] = []
    called: dict[str, str] = {}
    carried = "" if state.owner else state.subject
    for tag in sorted(tags(hidden), key=lambda tag: tag.start):
        who, pronoun = tag.who, is_pronoun(tag.who)
        if pronoun:
            who = found[-1].who if found else _first_person(hidden[: tag.start], state.known) or carried
            he = tag.who.lower()
            if {he, called.get(who, he)} == {"he", "she"}:
                who = _other_person(hidden[: tag.start], who, state.known) or who
            called[who] = he
        if who:
            found.append(_Told(tag.start, tag.end, who, pronoun))
    return found


def _tag_after(hidden: str, end: int, after: int, told: Sequence[_Told]) -> str:
    """Return who says a quotation by what follows it in its sentence, "" where nobody is said to."""
    if hidden[end - 2 : end - 1] == ".":
        return ""
    stop = _SENTENCE_END.search(hidden, end, after)
    until = stop.start() if stop else after
    return next((tag.who for tag in told if end <= tag.start < until), "")


def _tag_before(hidden: str, before: int, start: int, told: Sequence[_Told]) -> str:
    """Return who says a quotation by what stands before it in its sentence, "" where nobody is said to."""
    begin = max((m.end() for m in _SENTENCE_END.finditer(hidden, before, start)), default=before)
    return next((tag.who for tag in reversed(told) if begin <= tag.start and tag.end <= start), "")
