"""What of a sentence answers a question: the figure, date or name of the kind that is asked for."""

import re
from collections.abc import Callable, Sequence

from index.tokens import words
from qa.figures import CURRENCIES, Figure, dates, figures, figures_at, names
from qa.labels import is_own
from qa.languages import (
    ENGLISH_WORDS,
    LANGUAGES,
    asks_for_money,
    asks_for_share,
    has_capitals,
    language_of,
    says_reason,
)
from qa.question import WORD, Question

__all__ = [
    "WEIGHTS_TOO",
    "answer_span",
    "figure_asked_for",
    "has_answer_of_kind",
    "is_asked",
    "without_marks",
]

_ASKS_SHARE = re.compile(
    r"\bper ?cent|\bpercentage|\bshare\b|\bproportion|\bhow much of\b|\bby how much\b|\brate\b",
    re.IGNORECASE,
)
_ASKS_MONEY = re.compile(
    r"\bhow much(?= (?:am|are|can|could|did|do|does|for|had|has|have|is|may|might|money|more|must|of|should"
    r"|to|was|were|will|would)\b|\W*$)"
    r"|\bcosts?\b|\bprices?\b|\bworth\b|\bpay|\bpaid\b|\bbudget|\brevenue|\btrade\b",
    re.IGNORECASE,
)
WEIGHTS_TOO = frozenset(("pound", "pounds"))
"""Units that are of money or of weight."""
_ASKS_AMOUNT = re.compile(r"\bhow much \w", re.IGNORECASE)
_ASKS_CHANGE = re.compile(
    r"\b(?:grow|grew|grown|growth|rise|rose|risen|fall|fell|fallen|shrink|shrank|shrunk|"
    r"(?:increas|decreas|drop|declin|chang|gain)\w*)\b",
    re.IGNORECASE,
)
_ASKS_LENGTH = re.compile(r"\bhow long\b", re.IGNORECASE)
_LENGTHS = frozenset(
    """
    second seconds minute minutes hour hours day days week weeks month months year years decade decades
    century centuries mm cm m km metre metres meter meters kilometre kilometres kilometer kilometers mile
    miles yard yards foot feet inch inches page pages word words
    """.split()
)
_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|therefore|so that|in order to|as a result|reason|thanks to|for)\b",
    re.IGNORECASE,
)
_NOTE_MARK = re.compile(
    r"[.,;:!?]?(?:(?<=[.,;:!?)\"”’'»])(?:[⁰¹²³⁴-⁹*†‡]+|\[\^?\d{1,3}\])|(?<=[^\W\d_]{4})(?:[⁰¹²³⁴-⁹†‡]+|\[\^\d{1,3}\]))$"
)
_MARKUP = ("**", "__", "`")
_MARKED = re.compile(r"(?P<mark>\*\*|\*|__|`)(?P<inside>(?:(?!(?P=mark)).)+)(?P=mark)", re.DOTALL)
_VAGUE = re.compile(
    r"\b(?:a few|many|numerous|several|some|tens of)\s+(?:hundred|thousand|million|billion|dozen)s?\b", re.I
)
"""Numbers that are told by no figure: "several thousand"."""
_BEFORE_NUMBER = 12
_CLAUSE_NUMBER = re.compile(
    r"\s*(?:\(?\d+(?:\.\d+)*[.)]|\d+(?:\.\d+)+(?=\s+[“\"(]?(?:[^\W\d_a-z][a-z]|A\b)))\s+"
)
"""The number that begins a clause or an item; without a mark behind it ("1.3 “Working Day” means") it is
dotted, and a word in capitals follows."""


def answer_span(
    question: Question, sentence: str, language: str | None = None, said_from: int = 0
) -> tuple[int, int] | None:
    """Return where in a sentence something of the kind that is asked for stands, or None.

    Of several, the one nearest to the question's own words is taken; what the question names itself is
    no answer to it. `language` is that of the sentence's document, if known. What stands before `said_from`
    is a label: it tells when something was said, and who "I" is, where what is said tells nothing better.
    """
    match question.kind:
        case "figure":
            spans = _figure_spans(question, sentence, language)
        case "date":
            spans = list(dates(sentence, language))
        case "who" | "where":
            spans = list(names(sentence, language))
        case _:
            return None
    asked = set(words(question.text))
    spans = [span for span in spans if not set(words(sentence[slice(*span)])) <= asked]
    spans = [s for s in spans if any(w not in ENGLISH_WORDS for w in words(sentence[slice(*s)]))]
    if said_from:
        labels = [span for span in spans if span[0] < said_from]
        spans = spans[len(labels) :] or (labels if is_own(question.kind, sentence[said_from:]) else [])
    if not spans:
        return None
    forms = {word.form for word in question.content}
    anchors = [m.start() for m in WORD.finditer(sentence) if set(words(m.group())) & forms]
    if not anchors:
        return without_marks(sentence, *spans[0])
    best = min(spans, key=lambda span: min(abs(span[0] - anchor) for anchor in anchors))
    return without_marks(sentence, *best)


def without_marks(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Return a span of a sentence without the marks around it: of notes ("a year.²"), of bold and italics.

    "12 m²" is a unit. Markup within the span stays, with what opens or closes it: "**Ann**, of Selby".
    """
    for mark in _MARKUP:
        if sentence[start:end].count(mark) % 2 == 0:
            continue
        if sentence[:start].endswith(mark):
            start -= len(mark)
        elif sentence.startswith(mark, end):
            end += len(mark)
        elif sentence.count(mark) > 1:
            end -= len(mark) if sentence[start:end].endswith(mark) else 0
            start += len(mark) if sentence.startswith(mark, start, end) else 0
    if note := _NOTE_MARK.search(sentence[start:end]):
        end = start + note.start()
    around = _MARKED.fullmatch(sentence, start, end)
    return around.span("inside") if around else (start, end)


def _figure_spans(question: Question, sentence: str, language: str | None) -> list[tuple[int, int]]:
    """Return the figures of a sentence; of the unit that the question asks for, where it has any."""
    begins = _CLAUSE_NUMBER.match(sentence)
    found = [figure for figure in figures(sentence, language) if not begins or figure.start >= begins.end()]
    return [(figure.start, figure.end) for figure in _fitting(question, found) or found]


def _fitting(question: Question, found: Sequence[Figure]) -> list[Figure]:
    """Return the figures that have a unit which fits a question."""
    fits = _figure_units(question)
    fitting = [figure for figure in found if fits(figure.unit)]
    if _ASKS_LENGTH.search(question.text):
        return [figure for figure in fitting if figure.unit in _LENGTHS] or fitting
    return fitting


def _figure_units(question: Question) -> Callable[[str], bool]:
    """Return which units fit a question: a share, a sum of money, or a count of things.

    A change ("How much did trade grow?") may be told in any.
    """
    text, language = question.text, question.language
    if language != "en":
        money, share = asks_for_money(text, language), asks_for_share(text, language)
        return lambda unit: unit in CURRENCIES if money else unit == "%" if share else True
    if _ASKS_CHANGE.search(text):
        return lambda unit: True
    if _ASKS_SHARE.search(text):
        return lambda unit: unit == "%"
    if _ASKS_MONEY.search(text):
        return lambda unit: unit in CURRENCIES
    if _ASKS_AMOUNT.search(text):  # of leave, of water, of tax
        return lambda unit: True
    return lambda unit: unit not in CURRENCIES or unit in WEIGHTS_TOO


def is_asked(question: Question, answer: str) -> bool:
    """Return whether a question who or where names all that an answer says, so that it is none.

    It may be one where it is asked to choose: "Who won, Ivanov or Petrov?"
    """
    if question.kind not in ("who", "where") or " or " in question.text.lower():
        return False
    said = {word for word in words(answer) if word not in ENGLISH_WORDS}
    return bool(said) and said <= set(words(question.text))


def figure_asked_for(
    question: Question, sentence: str, start: int, end: int, language: str | None = None
) -> tuple[int, int] | None:
    """Return the whole figure at a place of a sentence, or None where there is none or it cannot be meant.

    It cannot be a share where a sum of money is asked for and stands in the sentence too, nor the other way
    round, nor a mere number where a sentence says how long.
    """
    found = list(figures(sentence, language))
    inside = figures_at(found, start, end)
    if len(inside) != 1:
        return None
    (figure,), fitting = inside, _fitting(question, found)
    mere = not figure.unit and _ASKS_LENGTH.search(question.text)
    if fitting and figure not in fitting and (mere or figure.unit == "%" or figure.unit in CURRENCIES):
        return None
    return figure.start, figure.end


def has_answer_of_kind(
    question: Question, sentence: str, language: str | None = None, said_from: int = 0
) -> float:
    """Return how surely a sentence holds something of the kind that is asked for.

    1 for certain, 0 for nothing of the kind, 0.5 where any sentence will do or where only its label (what
    stands before `said_from`) may answer, 0.3 for a figure of another unit or a vague one ("several
    thousand"). `language` is that of the sentence's document, if known.
    """
    if question.kind == "open":
        return 0.5
    if question.kind == "reason":
        own = "en" if language == "en" else language_of(sentence, language or "en")
        return float(bool(_REASON.search(sentence)) if own not in LANGUAGES else says_reason(sentence, own))
    if question.kind in ("who", "where") and not has_capitals(language or "en"):
        return 0.5
    span = answer_span(question, sentence, language, said_from)
    if span is None:
        return 0.0
    if span[0] < said_from:
        return 0.5
    if question.kind == "figure":
        if _VAGUE.search(sentence, max(0, span[0] - _BEFORE_NUMBER), span[1]):
            return 0.3
        found = figures(sentence, language)
        fitting = _figure_units(question)
        return 1.0 if any((f.start, f.end) == span and fitting(f.unit) for f in found) else 0.3
    alone = question.kind in ("who", "where") and " " not in sentence[slice(*span)]
    if alone and (span[0] in (0, said_from) or language == "de"):
        return 0.5  # a capital at the start of a sentence, or of any German noun, may be no name
    return 1.0
