"""Follow-up questions: which lean on the conversation, and what they then mean.

A question that stands alone is left alone. One that leans on what came before (a pronoun without its
noun, an ellipsis such as "And in 2020?") is asked together with the question before it, whose changed
slot (a year, a place) is taken out; its own words count more than those it inherits.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.tokens import fold
from qa.clauses import with_other_clause
from qa.figures import dates, named_inside, names, years
from qa.followup_languages import leans_in, with_other_in, without_lead_in
from qa.languages import language_of
from qa.pointing import PERSON, pointing_words
from qa.question import (
    QUESTION_WORDS,
    has_question_word,
    is_function_word,
    lead_explained_later,
    read_question,
    without_content,
)
from qa.slots import with_another_speaking, with_other_date, with_other_person
from qa.speaker import with_other_speaker
from qa.topic import topic_of, topic_requested
from qa.turns import (
    EXPLETIVE,
    asks_for_more,
    asks_further,
    corrected,
    is_chatter,
    said_before,
    with_topic,
    without_chatter,
)
from qa.types import Answer, Place, Statement

__all__ = ["Standalone", "leans_on_conversation", "resolve"]

_PRONOUN = re.compile(
    r"\b(?:he|she|him|her|hers|his|it|its|they|them|their|theirs|this|these|those|then)\b", re.IGNORECASE
)
_THERE = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )\bthere\b(?! (?:is|are|was|were|be))", re.I
)
_THAT = re.compile(r"\b(?:that|this|(?<!any )one|ones|former|latter|same|else|so)\s*\??$", re.IGNORECASE)
_SAME = re.compile(r"\bthe (?:very )?same [^\W\d_]{3,}(?! as\b)", re.IGNORECASE)
_BOTH = re.compile(
    r"\b(?:all|always|any|both|each|every\w*|more than one|most|several|still|two)\b|\bas\b", re.I
)
"""Of several it is asked whether one thing is the same for them: nothing before is."""
_THESE_TEXTS = re.compile(
    r"\b(?:this|these|those) (?:articles?|documents?|files?|folder|texts?|papers?|reports?|pages?)\b",
    re.I,
)
"""What is asked of the texts themselves points at no earlier turn."""
_BESIDES = re.compile(
    r"\b(?:besides|other than|apart from|aside from|in addition to|except(?: for)?)\s+\S", re.IGNORECASE
)
_ELLIPSIS = re.compile(
    r"^(?:and|but|or|so|also|then|what about|how about|what else|who else|where else|why not|how so|how come"
    r"|in what way|since when|by whom|with whom|for whom|which ones?|like what|such as)\b",
    re.IGNORECASE,
)
_SO_THAT = re.compile(r"^so (?!what\b|who\b|when\b|where\b|why\b|how\b|which\b)(?:\S+ ){3}", re.IGNORECASE)
_LEAD_IN = re.compile(r"^(?:(?:and|but|or|so|also|then|what about|how about)\b[\s,]*)+", re.IGNORECASE)
_SLOT = re.compile(r"^(in|for|at|from|by|with|on|to|of)\s+(.+?)\s*\??$", re.IGNORECASE)
_QUESTION_WORD = re.compile(rf"\b(?:{QUESTION_WORDS})\b", re.IGNORECASE)
_BEFORE_DATE = re.compile(r"\b(?:in|of|for|by|since|on|during|until|from)\s+$", re.IGNORECASE)
_SENTENCE = re.compile(r"[^?!？！]+[?!？！]*\s*")
_WORD = re.compile(r"\w(?:[\w’'%.,-]*\w)?")
_CODE = re.compile(r"\b(?:[^\W\d_]{1,4}-?\d+(?:[.-]\w+)*|\d+(?:\.\d+)+|(?=\w*[._]\w)[^\W\d_]\w*(?:\.\w+)*)\b")
_ITEM_MARK = re.compile(r"\s*(?:[-*+•▪●◦‣∙·–—]|\(?\w{1,3}(?:\.\d+)*[.)])\s+\W*")
_LEAST_ASKING = 3
"""How many words a question has at least that asks by itself: "When was that?", not "Since when?"."""
_DETERMINER = re.compile(r"(?:the|an?|this|that|his|her|its|their|our|my|your)\b", re.IGNORECASE)
_IN_YEAR = re.compile(r" (?:of|in|from|for) \d{4}$")
_OWNER = re.compile(r"(?:['’]s|s['’]) $")
_OBJECT = re.compile(
    r"\b(?:him|them)\b|\b(?:her|it)(?=\W*$|\s+(?:about|after|and|at|before|for|in|on|or|to|when|with)\b)",
    re.IGNORECASE,
)
_DOER_NEXT = re.compile(
    r"\b(?:did|does|do|has|have|had|will|would|can|could|is|are|was|were|should|may|might|must)"
    r"\s+(?:[a-z]+\s+){0,2}$",
    re.IGNORECASE,
)
_OTHER_CLAUSE = re.compile(
    r"[,;:]|\b(?:after|and|as|because|before|but|how|if|or|since|than|that|to (?!the\b|an?\b)(?=[a-z])|what"
    r"|when|where|which|while|who|whom|whose|why)\b"
)
_SMALL_IN_NAMES = frozenset(
    "al an and bin da de del der di du for in la le of on the und van von y zu".split()
)
_MOST_NAME_WORDS = 8
_KEPT_QUESTIONS = 2
_KEPT_NAMES = 2


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question with what it inherits: `text` is `context` and the `own` question, in this order.

    What was `said` before is not to be said again: it is asked what else there is. `given` is what answered
    the question before, on which it leans. `language` is that of the question.
    """

    own: str
    context: str = ""
    said: frozenset[Place] = frozenset()
    given: Statement | None = None
    language: str = "en"

    @property
    def text(self) -> str:
        """The question as it can be asked on its own."""
        asked = "?" if self.context[-1:].isalnum() else ""  # so that a later turn tells them apart
        return f"{self.context}{asked} {self.own}".strip()

    @property
    def told(self) -> str:
        """What a reader is told of the context, which answers questions: of one that asks anew, no question.

        Beside "How old is he?", "Who founded the museum?" leaves "founded museum"; "And in 2020?" asks the
        earlier question itself.
        """
        bare = _bare(self.own, self.language)
        asks = _asks(bare, self.language)
        if not self.context or not asks or len(_WORD.findall(bare)) < _LEAST_ASKING:
            return self.context
        said = dict.fromkeys(_WORD.findall(self.context))
        return (
            " ".join(word for word in said if not without_content(fold(word), self.language, ("en",))) + "."
        )

    @property
    def topic(self) -> str | None:
        """The topic, where one is named and nothing asked of it; an ellipsis asks what was asked before."""
        if asks_for_more(self.own):
            return topic_requested(self.context)
        return topic_requested(self.own) if self.context else topic_of(self.own)

    @property
    def topic_is_requested(self) -> bool:
        """Whether words of the question say that a topic is all that it names."""
        asked = self.context if asks_for_more(self.own) else self.own
        return topic_requested(asked) is not None

    @property
    def searched(self) -> str:
        """What is looked for: the topic without the words that request it, or the question."""
        topic = self.topic
        return self.text if topic is None else f"{self.context} {topic}".strip()


def leans_on_conversation(question: str, language: str | None = None) -> bool:
    """Return whether a question cannot be understood without the ones before it.

    `language` is its language, if known.
    """
    language = language or language_of(question)
    if language != "en":
        return leans_in(question, language)
    question = _THESE_TEXTS.sub("", question[lead_explained_later(question) :]).strip()
    named = named_inside(question)
    complete = bool(named) and bool(_BESIDES.search(question) or _SO_THAT.match(question))
    if not complete and (_ELLIPSIS.match(question) or _THAT.search(question) or _THERE.search(question)):
        return True
    pronoun = _PRONOUN.search(question)
    if pronoun and not EXPLETIVE.search(question):
        own = pronoun.group().lower() in ("its", "their")  # "How many of its soldiers did Belarus use?"
        if not any(own or _may_explain(question, span, pronoun) for span in named):
            return True
    if _points_at_noun(question):
        return True
    content = [
        word
        for word in read_question(question).content
        if not _QUESTION_WORD.fullmatch(word.form) and not is_function_word(word.form, ("en",))
    ]
    return len(content) <= 1 and not named and topic_requested(question) is None


def _may_explain(question: str, name: tuple[int, int], pronoun: re.Match[str]) -> bool:
    """Return whether a pronoun may stand for a name: one before it, which doesn't do what is done to it.

    "What did Bowen say about him?" is asked of another than Bowen, "When did Bowen know that they saw him?"
    may not be.
    """
    start, end = name
    if end > pronoun.start():
        return False
    owner = question[start:end].endswith(("'s", "’s", "s'", "s’"))
    doer = bool(_DOER_NEXT.search(question[:start])) and not owner
    return not (
        doer
        and _OBJECT.match(question, pronoun.start())
        and not _OTHER_CLAUSE.search(question, end, pronoun.start())
    )


def resolve(question: str, history: Sequence[Answer]) -> Standalone:
    """Return a question that stands on its own, given the answers before it, the oldest first."""
    question = " ".join(question.split())
    question = question if is_chatter(question) else with_topic(without_chatter(question))
    history = [answer for answer in history if not is_chatter(answer.question)]
    if not history or is_chatter(question):
        return Standalone(question)
    if meant := corrected(question):
        question = meant if _QUESTION_WORD.search(meant) else f"And {meant.rstrip(' ?.!')}?"
    language = language_of(question, language_of(history[-1].standalone_question))
    if not leans_on_conversation(question, language):
        return Standalone(question, language=language)
    said = said_before(history) if asks_further(question) else frozenset()
    context, own = _asked_anew(history[-1].standalone_question, question, language) or ("", question)
    context = context if own != question else _context(question, history[-1], language)
    return Standalone(own, context, said, next(iter(history[-1].statements), None), language)


def _bare(question: str, language: str) -> str:
    """Return a question without the words that begin an ellipsis."""
    return _LEAD_IN.sub("", question) if language == "en" else without_lead_in(question, language)


def _asks(text: str, language: str) -> bool:
    """Return whether a text has a word that makes a question of it."""
    return bool(_QUESTION_WORD.search(text)) if language == "en" else has_question_word(text, language)


def _asked_anew(before: str, question: str, language: str) -> tuple[str, str] | None:
    """Return the earlier question with what an ellipsis names in its place, after those before it, or None.

    "And Petrov?" asks for what another said; "And the new bridge?" after "Who built the old bridge?".
    """
    parts = [part.strip() for part in _SENTENCE.findall(before) if not _is_ellipsis(part.strip(), language)]
    if not parts or not _is_ellipsis(question, language):
        return None
    *earlier, last = parts
    last = _without_years(last) if years(question) else last
    if language != "en":
        other = with_other_in(last, question, language)
        return (" ".join(earlier[1 - _KEPT_QUESTIONS :]), other) if other else None
    phrase = _LEAD_IN.sub("", question).rstrip(" ?.!")
    ways: tuple[Callable[[str, str], str], ...]
    alone = any(end - start == len(phrase) for start, end in names(phrase))
    if alone and not _CODE.fullmatch(phrase):
        ways = (with_other_speaker, with_other_person)
    else:
        ways = (with_other_date, with_other_clause, with_another_speaking, _with_other_thing)
    own = next((asked for way in ways if (asked := way(last, phrase)) != last), last)
    if own == last:
        return None
    own = bare if _QUESTION_WORD.match(bare := _LEAD_IN.sub("", own)) else own
    return (" ".join(earlier[1 - _KEPT_QUESTIONS :]) if leans_on_conversation(own) else "", own)


def _with_other_thing(question: str, phrase: str) -> str:
    """Return a question with a phrase in the place of the last one that ends with the same noun.

    A code, "E-311" or "cache.size", takes the place of the last one of its shape.
    """
    code = re.sub(rf"^{_DETERMINER.pattern}\s+", "", phrase, flags=re.IGNORECASE)
    if _CODE.fullmatch(code):
        for found in reversed([*_CODE.finditer(question)]):
            if _shape(found.group()) == _shape(code):
                return question[: found.start()] + code + question[found.end() :]
    slot = _SLOT.match(phrase)
    phrase = slot[2] if slot else phrase
    words = _IN_YEAR.sub("", phrase).split()
    kind = words[-1].lower() if len(phrase.split()) > 1 + bool(_DETERMINER.match(phrase)) else ""
    if not kind.isalpha() or is_function_word(kind, ("en",)):
        return question
    for found in reversed([*re.finditer(rf"\b{kind}\b", question, re.IGNORECASE)]):
        start, owned = found.start(), False
        for word in reversed([*_WORD.finditer(question, 0, start)]):
            owned = owned or bool(_DETERMINER.fullmatch(word.group()) or _OWNER.search(question[:start]))
            if is_function_word(word.group().lower(), ("en",)) and not _DETERMINER.fullmatch(word.group()):
                break
            start = word.start()
            if _DETERMINER.fullmatch(word.group()):
                break
        if owned:
            return question[:start] + phrase + question[found.end() :]
    return question


def _shape(code: str) -> str:
    """Return what codes of a kind have in common: "E-204" and "E-311", "4.1" and "4.1.3", two options."""
    return re.sub(r"(?:\.1)+", ".1", re.sub(r"[^\W\d]+", "a", re.sub(r"\d+", "1", code)))


def _context(question: str, before: Answer, language: str) -> str:
    """Return what a question inherits from the last answer: its question, and who or what it named."""
    context = _without_slot(before.standalone_question, question, language)
    answer = before.statements[0].answer_text if before.statements else None
    kind = read_question(before.question).kind
    person = bool(PERSON.search(question))
    asked_for_name = (kind == "who" or (kind == "where" and not person)) and _is_name(answer or "")
    refers = _points_at_noun(question) or any(p.search(question) for p in (_PRONOUN, _THERE, _THAT))
    refers = refers if language == "en" else not _is_ellipsis(question, language)
    if refers and before.statements and answer and asked_for_name:
        return _with_names(context, [answer])
    if refers and before.statements and not named_inside(context):
        quote = before.statements[0].quote
        return _with_names(context, _names_told(quote)[:_KEPT_NAMES])
    return context


def _names_told(quote: str) -> list[str]:
    """Return the names of a quote: no first word of an item or a row, no label before a colon, no unit."""
    begins = _ITEM_MARK.match(quote)
    first = begins.end() if begins else -1
    return [
        quote[start:end]
        for start, end in names(quote)
        if (start != first or " " in quote[start:end])
        and quote[end : end + 1] != ":"
        and not quote[:start][-1:].isdigit()
    ]


def _points_at_noun(question: str) -> bool:
    """Return whether a question speaks of "that ship" or "the same ship" without having named it."""
    reference = pointing_words(question)
    if reference is not None and reference.noun:
        return True
    same = _SAME.search(question)
    return bool(same) and not _BOTH.search(question) and not named_inside(question)


def _is_name(answer: str) -> bool:
    """Return whether an answer is a name, by which one can go on: no address, no "data engineer"."""
    said = answer.split()
    if not 0 < len(said) <= _MOST_NAME_WORDS or "\n" in answer or not answer[:1].isupper():
        return False
    return not any(word[:1].islower() and word not in _SMALL_IN_NAMES for word in said)


def _with_names(context: str, said: Sequence[str]) -> str:
    """Return the context with the names that the last answer gave and it does not have yet."""
    new = [name for name in dict.fromkeys(said) if name not in context]
    return f"{context} {', '.join(new)}." if new else context


def _without_slot(before: str, question: str, language: str) -> str:
    """Return the last earlier questions without what the new one puts another in the place of."""
    parts = [part.strip() for part in _SENTENCE.findall(before) if part.strip()]
    elliptic = _is_ellipsis(question, language)
    if elliptic:  # it takes the place of an ellipsis before it: "And the deposit?", "And the garage?"
        dated = bool(years(question))
        parts = [p for p in parts if not _is_ellipsis(p, language) or bool(years(p)) != dated] or parts
    context = " ".join(_kept(parts))
    if years(question):
        context = _without_years(context)
    if not elliptic or language != "en":
        return context
    return _without_phrase_like(context, _bare(question, language).rstrip(" ?"))


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


def _is_ellipsis(question: str, language: str) -> bool:
    """Return whether a question names something and leaves what is asked of it to the one before."""
    phrase = _bare(question, language)
    left = phrase != question or (language == "zh" and question.rstrip(" ?？").endswith("呢"))
    return left and not _asks(phrase.rstrip(" ?？").removesuffix("呢"), language)


def _without_phrase_like(context: str, phrase: str) -> str:
    """Drop from the earlier question what an elliptic "And …?" or "What about …?" puts in its place.

    A name after a preposition takes the place of the last name after the same one. A name alone may
    stand for any other, so all is kept; anything else replaces what the earlier question was about.
    """
    slot = _SLOT.match(phrase)
    if slot:
        for start, end in reversed(named_inside(context)):
            before = context[:start].rstrip()
            if before.lower().endswith(f" {slot[1].lower()}"):
                return (before[: -len(slot[1])].rstrip() + context[end:]).strip()
        return context
    about = context.lower().rfind(" about ")
    named = any(start == 0 for start, _ in names(phrase))
    return context[:about] + "?" if about > 0 and not named else context
