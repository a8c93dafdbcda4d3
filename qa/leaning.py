"""Which questions lean on the conversation before them, and by what: a pronoun, an ellipsis, "that ship"."""

import re

from index.tokens import tokens, words
from qa.figures import named_inside
from qa.followup_languages import leans_in, without_lead_in
from qa.languages import language_of
from qa.pointing import pointing_words
from qa.question import (
    AFTER_THE,
    QUESTION_WORDS,
    has_question_word,
    is_function_word,
    lead_explained_later,
    read_question,
)
from qa.topic import topic_requested
from qa.turns import EXPLETIVE

__all__ = [
    "QUESTION_WORD",
    "asks",
    "is_ellipsis",
    "leans_on_conversation",
    "may_lean",
    "may_mean",
    "points_at_noun",
    "points_back",
    "without_lead",
]

_PRONOUN = re.compile(
    r"\b(?:he|she|him|her|hers|his|it|its|they|them|their|theirs|this|these|those|then)\b", re.IGNORECASE
)
_THERE = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )\bthere\b(?! (?:is|are|was|were|be))", re.I
)
_THAT = re.compile(r"\b(?:that|this|(?<!any )one|ones|former|latter|same|else|so)\s*\??$", re.IGNORECASE)
_THEREBY = re.compile(
    r"(?:^(?!.*\bwhich\b).*\b(?:must|should|has to|have to|needs? to)\b.* first"
    r"|\b(?:instead|otherwise|in that case))\s*\??$",
    re.IGNORECASE,
)
"""What ends a question of what comes with something that was spoken of: "What notice must he give first?"."""
_IS_THAT = re.compile(
    r"(?:is|was) (?:that|this) (?:the same|also|always|any (?:different|less|more|worse|[a-z]{3,}er)\b"
    r"|because|due|enough|ever|higher|less|lower|more|normal|only|still|usual)\b",
    re.IGNORECASE,
)
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
QUESTION_WORD = re.compile(rf"\b(?:{QUESTION_WORDS})\b", re.IGNORECASE)
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
_TAKE_PART = re.compile(r"\b(?:take|takes|taking|taken|took) (?:part|place)\b\W*$", re.IGNORECASE)
"""Two words that say no more than "join" and "happen" do: "Who took part?"."""
_FEW_WORDS = 2
_ASKS = re.compile(
    rf"(?:(?:at|by|for|from|in|on|to|under|until|with) )?(?:{QUESTION_WORDS}|am|may|might|must|shall)\b", re.I
)
_DEFINITE = re.compile(r"\bthe (?P<nouns>[a-z-]+(?: [a-z-]+)?)\b")
_NOBODY_NAMED = re.compile(
    r"\b(?:(?:any|every|no|some)(?:body|one|thing|where)|no one|already|ever|later|now|since|still|yet)\b",
    re.IGNORECASE,
)


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
    if _IS_THAT.match(question):
        return True
    if not complete and (
        _ELLIPSIS.match(question) or any(sign.search(question) for sign in (_THAT, _THERE, _THEREBY))
    ):
        return True
    pronoun = _PRONOUN.search(question)
    if pronoun and not EXPLETIVE.search(question):
        own = pronoun.group().lower() in ("its", "their")  # "How many of its soldiers did Belarus use?"
        if not any(own or _may_explain(question, span, pronoun) for span in named):
            return True
    if points_at_noun(question):
        return True
    content = [
        word
        for word in read_question(question).content
        if not QUESTION_WORD.fullmatch(word.form) and not is_function_word(word.form, ("en",))
    ]
    if len(content) == 1 and AFTER_THE.search(question, 0, content[0].start):
        return False  # "Who is the treasurer?" may be meant of anybody's
    bare = len(content) - 1 if _TAKE_PART.search(question) else len(content)
    return bare <= 1 and not named and topic_requested(question) is None


def may_lean(question: str, language: str) -> bool:
    """Return whether a question that stands alone may be meant of what came before, as "Did anyone die?" may.

    It asks in a few words, with no name or number among them.
    """
    if language != "en" or not _ASKS.match(question):
        return False
    if named_inside(question) or any(map(str.isdigit, question)):
        return False
    read = read_question(_NOBODY_NAMED.sub(" ", question))
    return len(read.content) <= _FEW_WORDS and topic_requested(question) is None


def may_mean(question: str, told: str, language: str) -> bool:
    """Return whether a question that stands alone may be meant of what was `told` before: "the plots" of it.

    It has no name or number, so that nothing else says which plots.
    """
    if language != "en" or not _ASKS.match(question) or topic_requested(question) is not None:
        return False
    if named_inside(question) or any(map(str.isdigit, question)):
        return False
    said = set(tokens(told, language))
    definite = (word for found in _DEFINITE.finditer(question) for word in words(found["nouns"]))
    return any(
        said.intersection(tokens(word, language)) for word in definite if not is_function_word(word, ("en",))
    )


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


def points_back(question: str) -> bool:
    """Return whether a question has a word that stands for what was named before: "he", "there"."""
    return points_at_noun(question) or any(sign.search(question) for sign in (_PRONOUN, _THERE, _THAT))


def points_at_noun(question: str) -> bool:
    """Return whether a question speaks of "that ship" or "the same ship" without having named it."""
    reference = pointing_words(question)
    if reference is not None and reference.noun:
        return True
    same = _SAME.search(question)
    return bool(same) and not _BOTH.search(question) and not named_inside(question)


def without_lead(question: str, language: str) -> str:
    """Return a question without the words that begin an ellipsis."""
    return _LEAD_IN.sub("", question) if language == "en" else without_lead_in(question, language)


def asks(text: str, language: str) -> bool:
    """Return whether a text has a word that makes a question of it."""
    return bool(QUESTION_WORD.search(text)) if language == "en" else has_question_word(text, language)


def is_ellipsis(question: str, language: str) -> bool:
    """Return whether a question names something and leaves what is asked of it to the one before."""
    phrase = without_lead(question, language)
    left = phrase != question or (language == "zh" and question.rstrip(" ?？").endswith("呢"))
    return left and not asks(phrase.rstrip(" ?？").removesuffix("呢"), language)
