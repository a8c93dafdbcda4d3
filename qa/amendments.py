"""Clauses that another document of the folder changes: beside what a contract says stands what amended it.

"Invoices are paid within 30 days" is no longer so where a letter says 'In clause 7.2 the words "30 days" are
deleted and replaced by "21 days"'. That has few words of any question, and is found by the clause's number.
"""

import re

from index.encode import Encoder
from index.library import Library
from index.tokens import words
from index.types import Scope
from qa.clauses import clause_at
from qa.corrected import corrections_of
from qa.evidence import Evidence
from qa.features import context_of, opening_of
from qa.figures import names
from qa.question import Question, is_function_word
from qa.retrieve import Match, retrieve

__all__ = ["amending", "asks_as_amended"]

_KIND = r"(?:clause|section|article|paragraph|condition|rule|regulation|cl|s|art|para|reg)s?\b\.?"
_EARLIER = r"(?:\d{1,3}(?:\.\d{1,3})*(?:\s?\(\w{1,4}\))*(?:,\s*|\s+(?:and|or|to)\s+))*"
"""The numbers before one in a list: "clauses 7.1, 7.2 and 9"."""
_AMENDS = re.compile(
    r"\b(?:amended|deleted|inserted|omitted|repealed|replaced|revoked|substituted|suspended|varied"
    r"|(?:is|are|was|were) (?:added|changed|removed)|ceases? to (?:apply|have effect)"
    r"|shall (?:now |instead )?(?:be )?read|no longer (?:appl(?:y|ies)|has effect))\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:after|as|following|once|since|under) (?:[\w'’-]+ ){0,4}?(?:am+end(?:ed|ments?)|changed?"
    r"|revis(?:ed|ion)|vari(?:ed|ation))\b|\bstill\b|\b(?:any ?more|no longer)\b",
    re.IGNORECASE,
)
"""What asks for a clause as it is since another document changed it."""
_LOOKED_FOR = "clause section article {} amended deleted replaced by substituted"
_LOOKED_AT = 20
_MOST = 2
_SHORTEST_NAME = 3
_OF_DOCUMENTS = frozenset(
    """
    act agreement amendment appendix article clause contract deed document law lease letter order part policy
    regulation regulations schedule section services terms variation
    """.split()
)
"""What names any such document, and so tells none from another."""


def amending(lead: Evidence, library: Library, encoder: Encoder, scope: Scope) -> list[Evidence]:
    """Return the sentences of other documents that change the clause that evidence stands in, newest first.

    Only of documents that name what the first one's title or opening does (a party, a reference), and that
    are not older than it. Of evidence that stands in no clause, what its own document corrects of it.
    """
    number = clause_at(lead.match, lead.start)
    if number is None or lead.is_row or not lead.match.stored.sentences:
        return corrections_of(lead, library)
    document = lead.match.document
    cited = re.compile(rf"\b{_KIND}\s*{_EARLIER}{re.escape(number)}(?![\w.]*\d)", re.IGNORECASE)
    known = _names(lead.match)
    found: list[Evidence] = []
    for match in retrieve(library, encoder, _LOOKED_FOR.format(number), _LOOKED_AT, scope).matches:
        if match.document.id == document.id or (match.date or "~") < (document.date or ""):
            continue
        if not known & {*_names(match), *words(match.hit.text)}:
            continue
        found += [
            Evidence(match, *span, lead.score, None, ())
            for span in match.stored.sentences
            if cited.search(text := match.text_at(*span)) and _AMENDS.search(text)
        ]
    found.sort(key=lambda one: one.match.date or "", reverse=True)
    return found[:_MOST]


def asks_as_amended(question: Question) -> bool:
    """Return whether a question asks, in its own words, for what is so since a clause was changed."""
    return question.latest or any(
        found.end() > question.own_start for found in _SINCE.finditer(question.text)
    )


def _names(match: Match) -> set[str]:
    """Return the folded words of the names and numbers in the title and the opening of a document."""
    said = f"{context_of(match).partition(' › ')[0]}\n{opening_of(match.document)}"
    named = {form for span in names(said, match.language) for form in words(said[slice(*span)])}
    return {
        form
        for form in named
        if len(form) >= _SHORTEST_NAME and form not in _OF_DOCUMENTS and not is_function_word(form, ("en",))
    }
