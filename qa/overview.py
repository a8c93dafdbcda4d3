"""What documents are about: of all of them, of several or of one, in their own first sentences."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from index.library import Library
from index.tokens import words
from index.types import Document, Scope, StoredPassage
from qa.called import is_called, may_be_called, name_listed, stems_of_listed, stems_of_names
from qa.evidence import Evidence
from qa.features import opening_of
from qa.languages import language_of, summed_in
from qa.question import is_function_word
from qa.retrieve import Match, Retrieval
from qa.types import Hit

__all__ = [
    "MOST_TEXTS",
    "NOUN",
    "is_by_nobody_known",
    "openings",
    "outline",
    "outlines",
    "source_named",
    "text_asked_about",
    "texts_listed",
    "texts_meant",
]

MOST_TEXTS = 8
"""Of how many documents the opening is quoted, and of how many sections of one."""
_MOST_LOOKED_AT = 3 * MOST_TEXTS
_WHOLE_SENTENCE = re.compile(r"^(?![^:]{1,20}: )(?:\S+\s+){7,}\S+[.!?][\"'”’)»]*\s*$")
"""Eight words at least, and no label before them."""
NOUN = (
    r"(?:act|agreement|article|biograph(?:y|ie)|book|brochure|bulletin|by-?law|catalogue|census|chapter|chronicle|"
    r"contract|deed|diar(?:y|ie)|document|e-?mail|essay|faq|file|guide|handbook|interview|journal|judg(?:e?ment)|"
    r"leaflet|lease|letter|manual|manuscript|memo|memoir|minutes|newsletter|newspaper|note|notebook|notice|"
    r"obituar(?:y|ie)|order|page|pamphlet|paper|plan|polic(?:y|ie)|post|poster|presentation|prospectus|protocol|"
    r"readme|register|report|review|rules|runbook|speech|statement|study|survey|terms|text|thesis|transcript|will)s?"
)
"""A pattern of what a document is."""
_BY = re.compile(
    rf"\b{NOUN} by (?!(?:the|an?|its|our)\b)(?P<writer>[^,?]+?)(?: about| say| cover| contain)?$",
    re.IGNORECASE,
)
_THE = r"(?:the|this|that|our|my|your)"
_OF_ONE = re.compile(
    r"^(?:(?:please|now|ok|okay)[, ]+)*(?:(?:can|could|would|will) you (?:please )?)?(?:"
    r"(?:summari[sz]e|outline)|(?:(?:give|write|show) (?:me|us) )?(?:an? |the )?(?:(?:brief|short|quick) )?"
    r"(?:summary|overview|outline|gist) of|what(?:['’]s| is| are| was| were)(?: in)?|what (?:does|do))"
    rf" (?P<text>(?:{_THE}\b|.*\b{NOUN}\b).*?)(?P<about> about| say| cover| contain)?$",
    re.IGNORECASE,
)
_TEXT = rf"{_THE} [^,?]*?\b{NOUN}(?: (?:about|between|by|for|from|of|on|with) [^,?]+?)??"
_SOURCE = re.compile(
    rf"\baccording to (?P<to>{_TEXT})(?:$|[,?]| (?=who|what|when|where|why|how))"
    rf"|^what (?:does|do|did) (?P<says>{_TEXT}) (?:say|tell|state|provide|require|mention)\b(?= .)",
    re.IGNORECASE,
)
_OF_ITS_KIND = frozenset(
    """
    act agreement catalogue census chronicle contract deed diary faq guide guideline handbook judgement
    judgment leaflet lease manual minutes obituary policy prospectus protocol readme register runbook
    """.split()
)
"""Texts that are meant by "the lease"; "the report" may be one that is only told of."""
_ASKS_WHAT = re.compile(r"^(?:\w+ )?what\b(?! (?:is|are|was|were) in\b|['’]s in\b)", re.IGNORECASE)
_NOUNS = re.compile(NOUN, re.IGNORECASE)


def openings(library: Library, ids: Sequence[str]) -> list[Evidence]:
    """Return the first whole sentence of each document; those of copies count as one."""
    found: list[Evidence] = []
    for id_ in ids[:_MOST_LOOKED_AT]:
        if len({one.quote for one in found}) == MOST_TEXTS:
            break
        document = library.document(id_)
        some = [s for s in islice(library.record.passages(document_id=id_), 5) if s.sentences]
        if some:
            found.append(
                _quoted(document, *(next(_whole(document, some), None) or (some[0], some[0].sentences[0])))
            )
    return found


def outline(library: Library, id_: str) -> list[Evidence]:
    """Return the first whole sentence below each heading of a document, of each passage without headings."""
    document = library.document(id_)
    stored = library.record.passages(document_id=id_)
    sections: dict[str, list[StoredPassage]] = {}
    for one in stored:
        sections.setdefault(one.passage.heading, []).append(one)
    parts = list(sections.values()) if len(sections) > 1 else [[one] for one in stored]
    found = (next(_whole(document, part), None) for part in parts)
    return [_quoted(document, *one) for one in found if one is not None][:MOST_TEXTS]


def outlines(library: Library, ids: Sequence[str]) -> list[Evidence]:
    """Return the outline of a document and of its copies; the openings of documents that say other things."""
    if not ids:
        return []
    text = library.document(ids[0]).text
    if any(library.document(id_).text != text for id_ in ids[1:_MOST_LOOKED_AT]):
        return openings(library, ids)
    return [one for id_ in ids[:_MOST_LOOKED_AT] for one in outline(library, id_)]


def text_asked_about(question: str) -> tuple[str, ...] | None:
    """Return the words that name the document of which a summary is asked for, or None where none is.

    "Summarise the settlement agreement", "What is the nitrate paper about?"
    """
    language = language_of(question)
    if language != "en":
        return summed_in(question, language) or None
    bare = " ".join(question.split()).rstrip(" ?!.")
    found = _OF_ONE.match(bare)
    if found is None or (_ASKS_WHAT.match(bare) and not found["about"]):
        return None
    said = [word for word in words(found["text"]) if not is_function_word(word, ("en",))]
    return tuple(said) if any(_NOUNS.fullmatch(word) for word in said) else None


def is_by_nobody_known(question: str, retrieval: Retrieval) -> bool:
    """Return whether it asks what a text by somebody is about whom no opening of a retrieved document names.

    What merely mentions "an article by Ketch" does not say what is in it.
    """
    found = _BY.search(" ".join(question.split()).rstrip(" ?!."))
    said = [word for word in words(found["writer"]) if not is_function_word(word, ("en",))] if found else []
    openings = (set(words(opening_of(match.document))) for match in retrieval.of_documents)
    return bool(said) and not any(opening.issuperset(said) for opening in openings)


def source_named(question: str) -> tuple[str, ...] | None:
    """Return the words that name the document in which alone an answer is looked for, or None.

    "According to the expert report, …", "What does the lease say about pets?"
    """
    found = _SOURCE.search(" ".join(question.split()))
    if found is None:
        return None
    said = [word for word in words(found["to"] or found["says"]) if not is_function_word(word, ("en",))]
    certain = len(said) > 1 or not _OF_ITS_KIND.isdisjoint(said)
    return tuple(said) if certain else None


def texts_meant(said: Sequence[str], retrieval: Retrieval, library: Library) -> list[str]:
    """Return the ids of the retrieved documents that are called so, best first.

    Where none is, the word for its kind may be another: "the nitrate paper" is called "Nitrate in streams".
    """
    names = [(match, stems_of_names(match, library)) for match in retrieval.of_documents]
    for some in _ways_to_call(said):
        found = [m.document.id for m, called in names if is_called(called, some, m.language)]
        if found:
            return found
    return []


def texts_listed(said: Sequence[str], library: Library, scope: Scope) -> list[str]:
    """Return the ids of the documents of a scope whose title, file or author says so, the newest first.

    No passage of a document need say what people call it.
    """
    *_, fewest = _ways_to_call(said)
    listed = (info for info in library.within(scope) if may_be_called(name_listed(info), fewest))
    names = [(info, stems_of_listed(info)) for info in listed]
    for some in _ways_to_call(said):
        found = [info.id for info, called in names if is_called(called, some, info.language)]
        if found:
            return found
    return []


def _ways_to_call(said: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the words that name a document, with the word for its kind and without it."""
    yield said
    if bare := [word for word in said if not _NOUNS.fullmatch(word)]:
        yield bare


def _whole(
    document: Document, passages: Sequence[StoredPassage]
) -> Iterator[tuple[StoredPassage, tuple[int, int]]]:
    """Yield the whole sentences of passages.

    Lines that are none (headings, the head of a letter, values) do not say what a document is about.
    """
    for stored in passages:
        for start, end in stored.sentences:
            if _WHOLE_SENTENCE.search(document.text[start:end]):
                yield stored, (start, end)


def _quoted(document: Document, stored: StoredPassage, place: tuple[int, int]) -> Evidence:
    hit = Hit(stored.passage, document.text[stored.passage.start : stored.passage.end], 1.0)
    return Evidence(Match(hit, stored, document, 1.0, 0.0), *place, 1.0, None, ())
