"""Tables, figures and references by their number: what figure 3.2 shows is what its caption says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.library import Library
from index.types import StoredPassage, lowest_heading
from qa.called import is_called, stems_of_names
from qa.clauses import words_of_document
from qa.evidence import Evidence
from qa.languages import language_of
from qa.retrieve import Match, Retrieval
from qa.rows import row_at

__all__ = ["AskedCaption", "asked_caption", "caption_evidence"]

_KIND = r"(?P<kind>tables?|figures?|figs?|tabs?)\b\.?\s*"
_NUMBER = r"(?P<number>[A-Z]?\d{1,3}(?:[.-]\d{1,3})*)"
_ASKED = re.compile(rf"\b{_KIND}{_NUMBER}[a-z]?(?![\w%-])", re.IGNORECASE)
_ASKED_REFERENCE = re.compile(
    r"\b(?P<kind>references?|refs?|citations?)\b\.?\s*(?:no\.?\s*|number\s+)?\[?(?P<number>\d{1,3})\b(?![.,/-]?\d)",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"^[\s#*_>]*{_KIND}{_NUMBER}(?=\s*[.:|*_—–-]|\s+[^\Wa-z\d_]|\s*$)", re.IGNORECASE)
_OF_REFERENCES = re.compile(
    r"[\d.\s]*(?:references?|bibliography|literature(?: cited)?|works cited|cited literature|sources)\W*",
    re.IGNORECASE,
)
_SAYS_NO_MORE = frozenset("caption captions legend depict depicts illustrate illustrates plot title".split())
_MOST_ROWS, _MOST_DOCUMENTS = 12, 3

Place = tuple[StoredPassage, int, int]
"""A sentence or what stands for one: its passage, and where it begins and ends in its document."""


@dataclass(frozen=True, slots=True)
class AskedCaption:
    """A table, figure or reference: its number, and the other words, which name its document."""

    kind: str
    number: str
    others: tuple[str, ...]


def asked_caption(question: str) -> AskedCaption | None:
    """Return what a question asks for by its number, or None where it asks for nothing so, or for several."""
    found = [*_ASKED.finditer(question), *_ASKED_REFERENCE.finditer(question)]
    if len(found) != 1:
        return None
    (one,) = found
    rest = f"{question[: one.start()]} {question[one.end() :]}"
    others = [word for word in words_of_document(rest, language_of(question)) if word not in _SAYS_NO_MORE]
    return AskedCaption(_kind(one), one["number"].lower(), tuple(others))


def caption_evidence(asked: AskedCaption, retrieval: Retrieval, library: Library) -> list[Evidence]:
    """Return the sentences of a caption, and the rows of its table; none where no document has it.

    Only of documents whose names have all other words of the question.
    """
    found: list[Evidence] = []
    documents = 0
    for match in retrieval.of_documents:
        if not is_called(stems_of_names(match, library), asked.others, match.language):
            continue
        places = _captioned(asked, match, library)
        found += [_evidence(match, one) for one in places]
        documents += bool(places)
        if documents == _MOST_DOCUMENTS:
            break
    return found


def _captioned(asked: AskedCaption, match: Match, library: Library) -> Sequence[Place]:
    """Return a reference, or a caption's sentences and the rows below, or above where none are below."""
    stored = library.record.passages(document_id=match.document.id)
    if match.stored not in stored:  # its file has changed since
        return ()
    text = match.document.text
    places = [(one, start, end) for one in stored for start, end in one.sentences]
    if asked.kind == "ref":
        return _reference(int(asked.number), text, places)
    for number, (_, start, end) in enumerate(places):
        label = _LABEL.match(text[start:end])
        if label is None or _kind(label) != asked.kind or label["number"].lower() != asked.number:
            continue
        last = number + 1
        while last < len(places) and "\n" not in text[places[last - 1][2] : places[last][1]].strip(" "):
            last += 1
        caption = places[number:last]
        if asked.kind == "fig":
            return caption
        below = _rows(match, places[last:])
        above = [] if below else _rows(match, places[:number][::-1])[::-1]
        return [*caption, *(below or above)]
    return ()


def _reference(number: int, text: str, places: Sequence[Place]) -> Sequence[Place]:
    """Return the reference of a number, from it to the next number, of the list that a heading calls so."""
    listed = [one for one in places if _OF_REFERENCES.fullmatch(lowest_heading(one[0].passage.heading))]
    if not listed:
        return ()
    starts = _numbered(number, text, listed[0][1], listed[-1][2])
    if starts is None:
        return ()
    start = starts.start("said")
    next_ = _numbered(number + 1, text, starts.end(), listed[-1][2])
    last = text.find("\n\n", start, listed[-1][2])
    end = next_.start() if next_ else last if last >= 0 else listed[-1][2]
    said = text[start:end].rstrip()
    stored = next(one[0] for one in reversed(listed) if one[1] <= start)
    return [(stored, start, start + len(said))]


def _numbered(number: int, text: str, start: int, end: int) -> re.Match[str] | None:
    """Return where a number begins an entry: "[9] Author", or "9. Author" at the beginning of a line."""
    entry = rf"(?:(?<!\S)\[{number}\]|^[ \t]*{number}[.)])\s+(?P<said>[^\W\d_])"
    return re.compile(entry, re.MULTILINE).search(text, start, end)


def _rows(match: Match, places: Sequence[Place]) -> list[Place]:
    """Return those places, from the first on, that are rows of a table."""
    found: list[Place] = []
    for one in places[:_MOST_ROWS]:
        if row_at(match.document, one[1], one[2]) is None:
            break
        found.append(one)
    return found


def _kind(found: re.Match[str]) -> str:
    """Return the same for "figure", "figs" and "fig", for "reference" and "citation"."""
    return {"cit": "ref"}.get(found["kind"].lower()[:3], found["kind"].lower()[:3])


def _evidence(match: Match, place: Place) -> Evidence:
    stored, start, end = place
    passage = stored.passage
    hit = replace(match.hit, passage=passage, text=match.document.text[passage.start : passage.end])
    return Evidence(replace(match, hit=hit, stored=stored), start, end, 1.0, None, ())
