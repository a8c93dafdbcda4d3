"""Follow-up questions: which lean on the conversation, and what they then mean.

A question that stands alone is left alone. One that leans on what came before (a pronoun without its
noun, an ellipsis such as "And in 2020?") is asked together with the question before it, whose changed
slot (a year, a place) is taken out; its own words count more than those it inherits.
"""

import re
from collections.abc import Callable, Sequence

from index.tokens import fold
from qa.clauses import with_other_clause
from qa.figures import dates, named_inside, names, years
from qa.followup_languages import with_other_in
from qa.languages import language_of
from qa.leaning import (
    QUESTION_WORD,
    is_ellipsis,
    leans_on_conversation,
    may_lean,
    may_mean,
    points_back,
    without_lead,
)
from qa.named import with_other_document
from qa.other_one import with_other_one
from qa.other_thing import (
    CODE,
    SLOT,
    with_other_act,
    with_other_place,
    with_other_purpose,
    with_other_subject,
    with_other_thing,
    without_asking_again,
)
from qa.other_view import with_other_size, with_other_stage, with_other_view
from qa.pointing import PERSON
from qa.question import WHO_IS_NAMED, is_function_word, read_question
from qa.rows import is_labelled
from qa.slots import (
    AFTER_NAME,
    with_another_speaking,
    with_another_telling,
    with_other_date,
    with_other_person,
    with_year_from_there,
)
from qa.speaker import with_other_speaker
from qa.standalone import Standalone
from qa.turns import asks_further, corrected, is_chatter, said_before, with_topic, without_chatter
from qa.types import Answer

__all__ = ["resolve"]

_BEFORE_DATE = re.compile(r"\b(?:in|of|for|by|since|on|during|until|from)\s+$", re.IGNORECASE)
_SENTENCE = re.compile(r"[^?!？！]+[?!？！]*\s*")
_ITEM_MARK = re.compile(r"\s*(?:[-*+•▪●◦‣∙·–—]|\(?\w{1,3}(?:\.\d+)*[.)])\s+\W*")
_ROW_LABEL = re.compile(r"(?:^|(?<=; ))[^:;]+: ")
_SENTENCE_END = re.compile(r"[.!?] +")
_CELL_END = re.compile(r"\s*(?:;|$)")
_COUNTED_BY = re.compile(r"\.?\s?\d")
_LONGEST_UNIT = 3
"""How many letters what stands before a number has at most that is no name: "Cr 500", "No. 7"."""
_DAYS = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|june|july|august|september"
    r"|october|november|december",
    re.IGNORECASE,
)
_NAME_IN_YEAR = re.compile(r"(.+?)(\s+(?:in|for|of|since)\s+(?:\w+ )?\d{4})", re.IGNORECASE)
_SMALL_IN_NAMES = frozenset(
    "al an and bin da de del der di du for in la le of on the und van von y zu".split()
)
_MOST_NAME_WORDS = 8
_KEPT_QUESTIONS = 2
_KEPT_NAMES = 2
_TOLD = 2
"""How many statements of the last answer tell of what a question may be meant."""


def resolve(question: str, history: Sequence[Answer]) -> Standalone:
    """Return a question that stands on its own, given the answers before it, the oldest first."""
    question = " ".join(question.split())
    question = question if is_chatter(question) else with_topic(without_chatter(question))
    history = [answer for answer in history if not is_chatter(answer.question)]
    if not history or is_chatter(question):
        return Standalone(question)
    before = history[-1]
    if meant := corrected(question):
        asked = QUESTION_WORD.match(meant)
        question = meant if QUESTION_WORD.search(meant) else f"And {meant.rstrip(' ?.!')}?"
        before = _without_last(before) if asked else before
    language = language_of(question, language_of(history[-1].standalone_question))
    if not leans_on_conversation(question, language):
        told = " ".join([before.standalone_question, *(one.quote for one in before.statements[:_TOLD])])
        may = may_lean(question, language) or may_mean(question, told, language)
        perhaps = _context(question, before, language) if may else ""
        return Standalone(question, language=language, perhaps=perhaps)
    said = said_before(question, history) if asks_further(question) else frozenset()
    context, own = _asked_anew(before.standalone_question, question, language) or ("", question)
    if own == question and (whole := _asked_of_another(before.standalone_question, question, language)):
        given = next(iter(before.statements), None)
        perhaps = _context(question, before, language)
        return Standalone(whole, language=language, perhaps=perhaps, perhaps_given=given)
    context = context if own != question else _context(question, before, language)
    if own == question and PERSON.search(question) and not named_inside(question):
        context = _with_names(context, _asked_for([*history[:-1], before]))
    return Standalone(own, context, said, next(iter(history[-1].statements), None), language)


def _without_last(before: Answer) -> Answer:
    """Return an answer as if its question had not been asked, where others before it are left.

    A whole question in its place ("no, I mean how many were screened") is asked after those alone.
    """
    *earlier, _ = [part.strip() for part in _SENTENCE.findall(before.standalone_question)] or [""]
    return Answer(before.question, " ".join(earlier), False, 0.0) if earlier else before


def _asked_anew(before: str, question: str, language: str) -> tuple[str, str] | None:
    """Return the earlier question with what an ellipsis names in its place, after those before it, or None.

    "And Petrov?" asks for what another said, as "What did Petrov think?" may; "And the new bridge?" for who
    built it after "Who built the old bridge?".
    """
    parts = [part.strip() for part in _SENTENCE.findall(before) if not is_ellipsis(part.strip(), language)]
    if parts and language == "en" and (own := with_other_view(parts[-1], question)) != parts[-1]:
        return "", own
    question = without_asking_again(question, parts[-1]) if parts else question
    if not parts or not is_ellipsis(question, language):
        return None
    *earlier, last = parts
    last = _without_years(last) if years(question) else last
    if language != "en":
        other = with_other_in(last, question, language)
        return (" ".join(earlier[1 - _KEPT_QUESTIONS :]), other) if other else None
    phrase, when = _dated(without_lead(question, language).rstrip(" ?.!"))
    ways: tuple[Callable[[str, str], str], ...]
    bare = AFTER_NAME.sub("", phrase)
    alone = any(end - start == len(bare) for start, end in names(bare))
    if alone and not CODE.fullmatch(phrase):
        ways = (with_other_speaker, with_other_person)
    else:
        ways = (
            with_other_date,
            with_year_from_there,
            with_another_telling,
            with_other_stage,
            with_other_size,
            with_other_clause,
            with_another_speaking,
            with_other_document,
            with_other_one,
            with_other_thing,
            with_other_place,
            with_other_purpose,
            with_other_act,
        )
    own = next((asked for way in ways if (asked := way(last, phrase)) != last), last)
    if own == last:
        return None
    own = f"{own.rstrip(' ?')}{when}?" if when else own
    own = bare if QUESTION_WORD.match(bare := without_lead(own, language)) else own
    return (" ".join(earlier[1 - _KEPT_QUESTIONS :]) if leans_on_conversation(own) else "", own)


def _asked_of_another(before: str, question: str, language: str) -> str:
    """Return the earlier question asked of the thing that an ellipsis names alone, "" where it can't be."""
    if language != "en" or not is_ellipsis(question, language):
        return ""
    last = next((part.strip() for part in reversed(_SENTENCE.findall(before)) if part.strip()), "")
    whole = with_other_subject(last, without_lead(question, language).rstrip(" ?.!"))
    return whole if whole != last else ""


def _asked_for(history: Sequence[Answer]) -> list[str]:
    """Return who answered the last "who" among the questions that lead to this one."""
    for earlier in reversed(history):
        said = earlier.statements[0].answer_text if earlier.statements else None
        if said and _asks_for_somebody(earlier.question) and _is_name(said):
            return [said]
        if earlier.standalone_question == earlier.question or named_inside(earlier.question):
            break
    return []


def _asks_for_somebody(question: str) -> bool:
    """Return whether somebody answers a question: of "Who is Ann Lind?" nobody but she is."""
    return read_question(question).kind == "who" and not WHO_IS_NAMED.fullmatch(question.strip())


def _dated(phrase: str) -> tuple[str, str]:
    """Return what an ellipsis names, and the year that it adds: "Makei in 2021"."""
    found = _NAME_IN_YEAR.fullmatch(phrase)
    alone = found and any(end - start == len(found[1]) for start, end in names(found[1]))
    return (found[1], found[2]) if found and alone else (phrase, "")


def _context(question: str, before: Answer, language: str) -> str:
    """Return what a question inherits from the last answer: its question, and who or what it named."""
    context = _without_slot(before.standalone_question, question, language)
    answer = before.statements[0].answer_text if before.statements else None
    kind = read_question(before.question).kind
    person = bool(PERSON.search(question))
    asked_for_name = (_asks_for_somebody(before.question) or (kind == "where" and not person)) and _is_name(
        answer or ""
    )
    refers = points_back(question)
    refers = refers if language == "en" else not is_ellipsis(question, language)
    if refers and before.statements and answer and asked_for_name:
        return _with_names(context, [answer])
    if refers and before.statements and not named_inside(context):
        quote = before.statements[0].quote
        told = _names_told(quote)[:_KEPT_NAMES]
        return _with_names(context, [name for name in told if not is_function_word(fold(name), ("en",))])
    return context


def _names_told(quote: str) -> list[str]:
    """Return the names of a quote: no first word of an item or a cell, no label before a colon, no unit.

    Nor is a weekday or a month one ("on Thursdays").
    """
    begins = _ITEM_MARK.match(quote)
    labels = list(_ROW_LABEL.finditer(quote)) if is_labelled(quote) else []
    firsts = {begins.end() if begins else -1, *(label.end() for label in labels)}
    firsts |= {end.end() for end in _SENTENCE_END.finditer(quote)} if labels else set()
    labelled = [label.span() for label in labels]
    return [
        quote[start:end]
        for start, end in names(quote)
        if (start not in firsts or " " in quote[start:end] or _CELL_END.match(quote, end))
        and not any(first <= start < last for first, last in labelled)
        and quote[end : end + 1] != ":"
        and not quote[:start][-1:].isdigit()
        and not _DAYS.fullmatch(quote, start, end)
        and not (end - start <= _LONGEST_UNIT and _COUNTED_BY.match(quote, end))
    ]


def _is_name(answer: str) -> bool:
    """Return whether an answer is a name, by which one can go on: no address, no "data engineer"."""
    said = AFTER_NAME.sub("", answer).split()
    if not 0 < len(said) <= _MOST_NAME_WORDS or "\n" in answer or not answer[:1].isupper():
        return False
    return not any(word[:1].islower() and word not in _SMALL_IN_NAMES for word in said)


def _with_names(context: str, said: Sequence[str]) -> str:
    """Return the context with the names that the last answer gave and it does not have yet."""
    new = [name for name in dict.fromkeys(said) if name.casefold() not in context.casefold()]
    return f"{context} {', '.join(new)}." if new else context


def _without_slot(before: str, question: str, language: str) -> str:
    """Return the last earlier questions without what the new one puts another in the place of."""
    parts = [part.strip() for part in _SENTENCE.findall(before) if part.strip()]
    elliptic = is_ellipsis(question, language)
    if elliptic:  # it takes the place of an ellipsis before it: "And the deposit?", "And the garage?"
        dated = bool(years(question))
        parts = [p for p in parts if not is_ellipsis(p, language) or bool(years(p)) != dated] or parts
    context = " ".join(_kept(parts))
    if years(question):
        context = _without_years(context)
    if not elliptic or language != "en":
        return context
    return _without_phrase_like(context, without_lead(question, language).rstrip(" ?"))


def _kept(parts: Sequence[str]) -> list[str]:
    """Return the last of the earlier questions; the first of them is one that stands alone, if any does."""
    kept = list(parts[-_KEPT_QUESTIONS:])
    alone = [part for part in parts if not leans_on_conversation(part)]
    return [alone[-1], *kept[1:]] if alone and alone[-1] not in kept else kept


def _without_years(question: str) -> str:
    """Return a question without the dates in it that name a year."""
    for start, end in reversed([span for span in dates(question) if years(question[slice(*span)])]):
        question = _BEFORE_DATE.sub("", question[:start]).rstrip() + question[end:]
    return question


def _without_phrase_like(context: str, phrase: str) -> str:
    """Drop from the earlier question what an elliptic "And …?" or "What about …?" puts in its place.

    A name after a preposition takes the place of the last name after the same one. A name alone may
    stand for any other, so all is kept; anything else replaces what the earlier question was about.
    """
    slot = SLOT.match(phrase)
    if slot and list(dates(slot[2])) == [(0, len(slot[2]))]:
        return context  # a date takes no place's
    if slot:
        for start, end in reversed(named_inside(context)):
            before = context[:start].rstrip()
            if before.lower().endswith(f" {slot[1].lower()}"):
                return (before[: -len(slot[1])].rstrip() + context[end:]).strip()
        return context
    about = context.lower().rfind(" about ")
    named = any(start == 0 for start, _ in names(phrase))
    return context[:about] + "?" if about > 0 and not named else context
