"""How a question is asked: what it finds, and whether the passages of the month that it names come first."""

from dataclasses import dataclass, replace

from index.encode import Encoder
from index.library import Library
from index.tokens import words
from index.types import Scope
from qa.evidence import Evidence
from qa.figures import DateParts
from qa.joining import in_words
from qa.named import document_named, documents_meant
from qa.overview import source_named, texts_meant
from qa.period import asked_period, names_period, series_of, within_period
from qa.retrieve import Match, Retrieval, retrieve
from qa.spelling import respelled
from qa.standalone import Standalone
from qa.types import Hit

__all__ = ["PASSAGES", "Way", "every_document", "look_up", "ways_to_ask"]

PASSAGES = 12
"""How many retrieved passages are read for evidence."""
MOST_OPENED = 50
"""How many documents are opened for what no search finds."""
ELSEWHERE = 0.5
"""How sure one can be of an answer from elsewhere where the document that is named does not answer."""
OF_A_SERIES = 50
"""How many passages are looked through for documents of a series."""


@dataclass(frozen=True, slots=True)
class Way:
    """A question as it is asked of some passages; `period` and `others` as in `qa.question.Question`.

    `whole` says that it is the question itself, asked of all that it may be asked of; `sure` is how sure one
    can be that its answer is meant. Where it is asked `beside` the way before it, the surer answer counts.
    So it does where that is of a document of its `series`, and doesn't name the `month` itself. One that
    `leans` is asked as if it were meant of what came before.
    """

    asked: Standalone
    retrieval: Retrieval
    period: DateParts | None = None
    others: frozenset[str] = frozenset()
    whole: bool = True
    beside: bool = False
    sure: float = 1.0
    leans: bool = False
    series: frozenset[str] = frozenset()
    month: DateParts | None = None

    def may_be_surer(self, confidence: float, best: Evidence) -> bool:
        """Return whether it is asked too, though the way before it has an answer, `best` first."""
        dated = (
            self.month and best.match.document.id in self.series and not names_period(self.month, best.quote)
        )
        return bool(self.beside or dated) and confidence < self.sure


def look_up(
    library: Library, encoder: Encoder, standalone: Standalone, scope: Scope
) -> tuple[Standalone, Retrieval, Scope]:
    """Return a question with its words spelled as they are, the passages that match, and their scope.

    Where it names the document that it asks, this is that document alone.
    """
    retrieval = retrieve(library, encoder, standalone.searched, PASSAGES, scope)
    known = retrieval.matches
    if (full := in_words(standalone.own, library.engine())) != standalone.own:
        known = (*known, *retrieve(library, encoder, full, PASSAGES, scope).matches)
    own = respelled(standalone.own, known, library.engine(), encoder)
    if own != standalone.own:
        standalone = replace(standalone, own=own)
        retrieval = retrieve(library, encoder, standalone.searched, PASSAGES, scope)
    source = source_named(standalone.own)
    meant = texts_meant(source, retrieval, library) if source else []
    if meant:
        scope = Scope(ids=tuple(meant))  # all of them in the scope, for they were found in it
        retrieval = retrieve(library, encoder, standalone.searched, PASSAGES, scope)
    return standalone, retrieval, scope


def every_document(library: Library, encoder: Encoder, standalone: Standalone, scope: Scope) -> Retrieval:
    """Return the first passage of each document of a scope, or of more than are opened those that match."""
    found = retrieve(library, encoder, standalone.searched, OF_A_SERIES, scope)
    infos = library.within(scope)
    if len(infos) > MOST_OPENED:
        return found
    matched = {match.document.id: match for match in found.of_documents}
    opened = [_opened(library, info.id) for info in infos if info.id not in matched and info.passages]
    return replace(found, matches=(*matched.values(), *opened))


def _opened(library: Library, id_: str) -> Match:
    """Return a document by its first passage."""
    document = library.document(id_)
    stored = library.record.passages(document_id=id_)[0]
    text = document.text[stored.passage.start : stored.passage.end]
    return Match(Hit(stored.passage, text, 0.0), stored, document, 0.0, 0.0)


def ways_to_ask(
    library: Library, encoder: Encoder, standalone: Standalone, retrieval: Retrieval, scope: Scope
) -> tuple[Way, ...]:
    """Return how a question is to be asked: also as a follow-up, where it may be one.

    "Did anyone die?" is asked as it stands and of the accident that was spoken of: the surer answer counts.
    """
    ways = _ways_alone(library, encoder, standalone, retrieval, scope)
    if not standalone.perhaps:
        return ways
    given = standalone.perhaps_given
    leaning = replace(standalone, context=standalone.perhaps, perhaps="", guessed=True, given=given)
    again = retrieve(library, encoder, leaning.searched, PASSAGES, scope)
    return (*ways, Way(leaning, again, whole=False, beside=True, leans=True))


def _ways_alone(
    library: Library, encoder: Encoder, standalone: Standalone, retrieval: Retrieval, scope: Scope
) -> tuple[Way, ...]:
    """Return how a question is to be asked: of a series of minutes or reports also of those of its month.

    These come first where it is a document's month ("the September minutes"), and those of other months
    then count nothing, or where they match best without it; else only after the whole question, as things
    happen in a month of which the minutes of another tell; if these don't name the month, the surer counts.
    """
    period = asked_period(standalone.own)
    bare = None if period is None else replace(standalone, own=period.bare)
    if period is None and (period := asked_period(standalone.context)):
        bare = replace(standalone, context=period.bare)
    if period is None or bare is None or not words(bare.own):
        return _of_document_first(library, encoder, Way(standalone, retrieval), scope)
    again = retrieve(library, encoder, bare.searched, OF_A_SERIES, scope)
    series = series_of(again, any_place=period.of_document)
    meant = within_period(period, series)
    others = frozenset(match.document.id for match in series if meant).difference(meant)
    if period.of_document:
        retrieval = replace(
            retrieval, matches=tuple(m for m in retrieval.matches if m.document.id not in others)
        )
    whole = Way(standalone, retrieval, period.parts, others)
    if not others:
        return (whole,)
    of_these = retrieve(library, encoder, bare.searched, PASSAGES, Scope(ids=tuple(meant)))
    dated = Way(bare, of_these, whole=False, series=others.union(meant), month=period.parts)
    first = period.of_document or again.matches[0].document.id in meant
    return (dated, whole) if first else (whole, dated)


def _of_document_first(library: Library, encoder: Encoder, whole: Way, scope: Scope) -> tuple[Way, ...]:
    """Return how a question is asked that names no period: first of the document that it names, if any.

    There it is asked as it stands, and without the words that name the document. What answers elsewhere
    counts less: it has to be surer by far. A document that the conversation alone names is asked first too,
    but a question may have left it.
    """
    asked = whole.asked
    if source_named(asked.own):
        return (whole,)
    own = document_named(asked.own)
    named = own or document_named(asked.context)
    meant = documents_meant(named, library, encoder, scope) if named else ()
    if named is None or not meant:
        return (whole,)
    only = Scope(ids=meant)
    first = [Way(asked, retrieve(library, encoder, asked.searched, PASSAGES, only), whole=False)]
    if own and own.bare != asked.own:
        bare = replace(asked, own=own.bare)
        again = retrieve(library, encoder, bare.searched, PASSAGES, only)
        first.append(Way(bare, again, whole=False, beside=True))
    return (*first, replace(whole, beside=True, sure=ELSEWHERE) if own else whole)
