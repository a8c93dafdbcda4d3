"""Clauses that are asked for by their number: what clause 7.2 of the lease says is that clause itself.

No score knows that "7.2" at the beginning of a sentence or a heading is what is asked for, and elsewhere a
reference to it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex as re

from index.library import Library
from index.tokens import tokens, words
from index.types import StoredPassage
from qa.called import is_called, stems_of_names
from qa.copies import with_copies
from qa.evidence import Evidence
from qa.languages import language_of, says_nothing, shows
from qa.question import is_function_word
from qa.retrieve import Match, Retrieval

__all__ = [
    "AskedClause",
    "asked_clause",
    "clause_at",
    "clause_evidence",
    "with_other_clause",
    "words_of_document",
]

_BY_NUMBER = (
    r"clauses?|cl|sections?|sect?|ss?|articles?|arts?|paragraphs?|paras?|conditions?|rules?|regulations?|regs?|"
    r"points?|items?|steps?|recommendations?|recs?|requirements?|reqs?|"
    r"artikel|artikels|ziffer|paragraf|paragraph|punkt|punt|klausel|art[íi]culos?|cl[áa]usulas?|"
    r"apartados?|articol[oi]|artigos?|artyku[łl]\w*|стат(?:ья|ье|ьи|ью|тя|ті)|пункт\w{0,2}|άρθρο|المادة"
)
_BY_NAME = r"schedule|annex|appendix|exhibit|chapter|part"
"""What stands before its number wherever it begins: "7.2 The tenant …", but "Schedule 2"."""
_ASKED = re.compile(
    rf"(?:(?<!['’])\b(?:sub-?)?(?:(?P<kind>{_BY_NUMBER})|(?P<named>{_BY_NAME}))\b\.?\s*|§+\s*)"
    r"(?P<number>\d{1,3}(?:\.\d{1,3})*)(?P<inner>(?:\s?\(\w{1,4}\))*)(?![\w%])"
    r"(?:,?\s*(?:abs(?:atz|\.)?|al(?:in[ée]a|\.)?|lid|ust(?:[ęe]p|\.))\s*(?P<part>\d{1,2})\b)?",
    re.IGNORECASE,
)
_INNER_BEFORE = re.compile(
    rf"\b(?:sub-?)?(?:{_BY_NUMBER})\s*(?P<inner>(?:\(\w{{1,4}}\)\s?)+)(?:of|in|to|under)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""What is inside of the clause that follows: "paragraph (b) of clause 4.2"."""
_ALONE = re.compile(
    r"(?<![\w.,/:-])(?P<number>\d{1,3}(?:\.\d{1,3})+)(?P<inner>(?:\s?\(\w{1,4}\))*)(?![\w%/-]|[.,]\d)"
)
"""A number of two or more parts, with nothing that says of what: "what is in 5.2.2?"."""
_LEANS = re.compile(r"\s*(?:and|but|or|also|what about|how about)\b", re.IGNORECASE)
_INNER = re.compile(r"\((\w{1,4})\)")
_BARE = re.compile(r"(?:in\s+)?(\d{1,3}(?:\.\d{1,3})*(?:\s?\(\w{1,4}\))*)", re.IGNORECASE)
_SHOWING = frozenset(
    """
    cite clause contain contains content contents cover covers deal deals display exact full give govern
    governs mean means open paste please print provide provides provision quote read regulate regulates
    require requires say says see set show state states text verbatim word wording words written
    """.split()
)
"""Words that ask for the clause itself, and for nothing that it may tell."""
_LABEL = re.compile(
    rf"^[\s#*_>•“\"–-]*(?:(?P<kind>{_BY_NUMBER}|{_BY_NAME})\b\.?\s*|§+\s*)?\[?(?P<number>\d{{1,3}}(?:\.\d{{1,3}})*)"
    r"(?P<inner>(?:\s?\(\w{1,4}\))*)(?:[.):\]\s*_—–-]|$)",
    re.IGNORECASE,
)
_SET_APART = re.compile(r"(?:\s?\(\w{1,4}\))*\s*(?:[.):—–\n*_-]|$)")
_INNER_LABEL = re.compile(r"^[\s*_>•–-]*\((\w{1,4})\)")
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii".split()
_ANY = ("cla", "sec", "art", "par", "")
"""Kinds that have any numbering (see `_kind`; § has none): a rule is only where rules are."""
_NAMED = 3
_MOST_SENTENCES, _MOST_DOCUMENTS = 12, 3
"""Copies of a document count as one."""

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AskedClause:
    """What is asked for: its kind, its number, what is inside that.

    `others` are the other words of the question: of which document. `by_name` says that its heading has to
    name the kind.
    """

    kind: str
    by_name: bool
    numbers: Numbers
    inner: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    stored: StoredPassage
    start: int
    end: int
    text: str


def asked_clause(question: str) -> AskedClause | None:
    """Return the clause that a question asks for, or None where it asks for something else."""
    found = _ASKED.search(question)
    if found is None:
        return _asked_alone(question)
    if _ASKED.search(question, found.end()):
        return None
    within = _INNER_BEFORE.search(question, 0, found.start())
    before = question[: within.start() if within else found.start()]
    others = words_of_document(f"{before} {question[found.end() :]}", language_of(question))
    inner = tuple(
        part.lower() for part in _INNER.findall(found["inner"] + (within["inner"] if within else ""))
    )
    inner += (found["part"],) if found["part"] else ()
    kind, named = _kind(found["kind"] or found["named"]), bool(found["named"])
    return AskedClause(kind, named, _numbers(found["number"]), inner, others)


def _asked_alone(question: str) -> AskedClause | None:
    """Return the clause that is asked for by nothing but its number; None where anything else is asked."""
    found = list(_ALONE.finditer(question))
    if len(found) != 1 or _LEANS.match(question):  # "and in 4.1.3?" asks what was asked before
        return None
    (one,) = found
    rest = f"{question[: one.start()]} {question[one.end() :]}"
    if words_of_document(rest, language_of(question)):
        return None
    inner = tuple(part.lower() for part in _INNER.findall(one["inner"]))
    return AskedClause("", False, _numbers(one["number"]), inner, ())


def with_other_clause(question: str, phrase: str) -> str:
    """Return a question for a clause with another number in it ("what about 9.3?"); others are unchanged."""
    bare, asked = _BARE.fullmatch(phrase), _ASKED.search(question)
    if bare is None or asked is None or asked_clause(question) is None:
        return question
    return f"{question[: asked.start('number')]}{bare[1]}{question[asked.end() :]}"


def words_of_document(text: str, language: str) -> tuple[str, ...]:
    """Return the words of a text in a language that say which document is meant."""
    if language != "en":
        return tuple(w for w in words(text) if not (says_nothing(w, language) or shows(w, language)))
    return tuple(w for w in words(text) if w not in _SHOWING and not is_function_word(w, ("en",)))


def clause_evidence(asked: AskedClause, text: str, retrieval: Retrieval, library: Library) -> list[Evidence]:
    """Return the sentences of a clause, in the order of the text; none where no document has it.

    Only of documents whose title, headings or file name have all other words of the question, or else whose
    clause has them ("What may the city do under clause 10.3?"); of those with most words of its `text`, which
    says what it inherits too; and then of those which name its kind, or have its number in a heading, if any
    do.
    """
    found: list[tuple[tuple[bool, int, int], list[Evidence]]] = []
    said = " ".join(words_of_document(_ASKED.sub(" ", text), language_of(text)))
    for match in retrieval.of_documents:
        named = stems_of_names(match, library)
        surely, sentences = _clause(asked, list(_sentences(match, library)))
        called = is_called(named, asked.others, match.language)
        if not sentences or not (called or _tells(sentences, named, asked.others, match.language)):
            continue
        of_kind = surely == _NAMED or asked.kind in _ANY or _is_in(asked.kind, named, sentences)
        if of_kind or len(asked.numbers) > 1:
            surely = surely if of_kind else 1  # a section is no surer to be point 2.5 than a paragraph
            alike = len(named & set(tokens(said, match.language)))
            found.append(((called, alike, surely), [_evidence(match, one) for one in sentences]))
    most = max((rank for rank, _ in found), default=None)
    meant = with_copies([some for rank, some in found if rank == most])
    return [one for alike in meant[:_MOST_DOCUMENTS] for some in alike for one in some]


def _tells(
    sentences: Sequence[_Sentence], named: frozenset[str], others: Sequence[str], language: str | None
) -> bool:
    """Return whether a clause and its document's names have two thirds of a question's other words."""
    wanted = set(tokens(" ".join(others), language))
    said = {stem for one in sentences for stem in tokens(one.text, language)}
    return 3 * len(wanted - said - named) <= len(wanted)


def _is_in(kind: str, named: frozenset[str], sentences: Sequence[_Sentence]) -> bool:
    """Return whether a document is called by a kind, or a heading is: "3. No dogs" of the rules is a rule."""
    above = words(sentences[0].stored.passage.heading)
    return any(word.startswith(kind) for word in (*named, *above))


def _sentences(match: Match, library: Library) -> Iterator[_Sentence]:
    """Yield the sentences of a document; none where its file has changed since."""
    stored = library.record.passages(document_id=match.document.id)
    if match.stored not in stored:
        return
    for one in stored:
        for start, end in one.sentences:
            yield _Sentence(one, start, end, match.document.text[start:end])


def _clause(asked: AskedClause, sentences: Sequence[_Sentence]) -> tuple[int, Sequence[_Sentence]]:
    """Return how surely it is the clause, and its sentences.

    Of several places with its number (a table of contents) the longest is taken.
    """
    under = [(max(_surely(asked, h, 1) for h in _headings(one)), one) for one in sentences]
    headed = [one for surely, one in under if surely]
    blocks = [(max(surely for surely, _ in under), headed)] if headed else []
    for number, one in enumerate(sentences):
        if surely := _surely(asked, one.text, 0):
            blocks.append((surely, list(_block(asked, sentences[number:]))))
    inside = [(surely, found) for surely, block in blocks if (found := _inside(asked.inner, block))]
    surely, found = max(inside, key=lambda one: (one[0], sum(len(s.text) for s in one[1])), default=(0, ()))
    return surely, found[:_MOST_SENTENCES]


def _surely(asked: AskedClause, text: str, more: int) -> int:
    """Return how surely a text begins the clause, 0 if it does not; `more` is what a heading adds to it.

    What names the kind is surest, in a sentence only if it is set apart: not "Section 14 restates …".
    """
    label = _LABEL.match(text)
    if label is None or _numbers(label["number"]) != asked.numbers:
        return 0
    kind = _kind(label["kind"])
    if kind and not more and not _SET_APART.match(text, label.end("number")):
        return 0
    if kind == asked.kind:
        return _NAMED
    other = asked.by_name or (kind and re.fullmatch(_BY_NAME, label["kind"], re.IGNORECASE))
    return 0 if other else 1 + more


def _kind(said: str | None) -> str:
    """Return the same for "section", "sections", "sec" and "s"."""
    return {"s": "sec", "ss": "sec", "cl": "cla"}.get((said or "").lower(), (said or "").lower()[:3])


def _headings(one: _Sentence) -> list[str]:
    return one.stored.passage.heading.split(" › ")


def _block(asked: AskedClause, sentences: Sequence[_Sentence]) -> Iterator[_Sentence]:
    """Yield the first sentence and what follows up to the next number of its kind or the next heading."""
    yield sentences[0]
    numbers = asked.numbers
    following = [(*numbers[:place], numbers[place] + 1) for place in range(len(numbers))]
    for one in sentences[1:]:
        label = _LABEL.match(one.text)
        found = _numbers(label["number"]) if label else ()
        if any(found[: len(next_)] == next_ for next_ in following) or _headings(one) != _headings(
            sentences[0]
        ):
            return
        yield one


def _inside(inner: Sequence[str], block: Sequence[_Sentence]) -> Sequence[_Sentence]:
    """Return the sentences of what is asked for inside a clause, "(3)" or "(3)(a)"; all without."""
    for part in inner:
        labels = [_first_inner(one.text) for one in block]
        if part not in labels:
            return ()
        first = labels.index(part)
        last = next((n for n in range(first + 1, len(block)) if labels[n] in _next_of(part)), len(block))
        block = block[first:last]
    return block


def _first_inner(text: str) -> str:
    """Return the "3" of what begins with "(3)" or with "12 (3)"."""
    label, inner = _LABEL.match(text), _INNER_LABEL.match(text)
    parts = _INNER.findall(label["inner"]) if label else []
    return (inner[1] if inner else parts[0] if parts else "").lower()


def _next_of(part: str) -> set[str]:
    """Return what can follow a number or a letter in brackets."""
    found = {str(int(part) + 1)} if part.isdigit() else {chr(ord(part) + 1)} if len(part) == 1 else set()
    return found | ({_ROMAN[_ROMAN.index(part) + 1]} if part in _ROMAN[:-1] else set())


def _numbers(text: str) -> Numbers:
    return tuple(map(int, text.split(".")))


def _evidence(match: Match, one: _Sentence) -> Evidence:
    passage = one.stored.passage
    hit = replace(match.hit, passage=passage, text=match.document.text[passage.start : passage.end])
    return Evidence(replace(match, hit=hit, stored=one.stored), one.start, one.end, 1.0, None, ())


def clause_at(match: Match, start: int) -> str | None:
    """Return the number of the clause that a sentence of a passage, by its start, stands in; None in none.

    It stands at the sentence itself, at one before it in the passage, or in a heading.
    """
    passage = match.hit.passage
    above = [match.text_at(*span) for span in match.stored.sentences if span[0] <= start]
    for text in (*reversed(above), *reversed(passage.heading.split(" › "))):
        label = _LABEL.match(text)
        if label and ("." in label["number"] or label["kind"]):
            return str(label["number"])
    return None
