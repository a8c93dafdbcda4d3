"""In which language a question is asked, and what its words ask for, where that is not English.

Words of different languages collide ("was", "die"), so that only those of a question's own language are
looked for. That is told by its script, else by votes of the words that ask and of those without content;
without a majority it is English.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal

import regex as re

from index.lexical import is_stop_word
from index.tokens import fold, words
from qa.language_words import LATIN, LanguageWords
from qa.language_words_other import OTHER_SCRIPTS

AnswerKind = Literal["figure", "date", "who", "where", "reason", "open"]

__all__ = [
    "ENGLISH_WORDS",
    "LANGUAGES",
    "AnswerKind",
    "asked_kind",
    "asks_for_money",
    "asks_for_share",
    "asks_in",
    "has_capitals",
    "is_chatter_in_any",
    "language_of",
    "pattern",
    "says_nothing",
    "says_reason",
    "shows",
    "silent_spans",
    "summed_in",
    "words_of",
]

LANGUAGES = LATIN | OTHER_SCRIPTS
ENGLISH_WORDS = frozenset(
    """
    a about according after again all also am among an and any are as at be because been before being
    between both but by can could did do does doing done down during each ever few for from get give had
    has have having he her here hers him his how i i'd i'll i'm i've if in into is it its just kind know
    list many may me might more most much must my name no not now of off on once only or other our out
    over own please s said same say says shall she should show so some such t tell than that the their
    them then there these they this those through to too type under until up us very was we were what
    when where which while who whom whose why will with would you your
    """.split()
)
"""The words of English without content."""
_ASKING_ENGLISH = frozenset("who whom whose what which when where why how whats".split())
_ENGLISH_TOO = frozenset(
    """
    art come dove sue sole fare note mode pour cap sale plus sans est era per die war hat rot gut bald fast
    also hell men dies mine page due prone sauce tour chat comment car or dans son on ton an as in so am was
    want wat of is en il kan mag met van had over under uns man den bis bei des has he me se no do sol la
    le las los el un san santa via pro con den ten kim ma na to co go mu tam resume
    dei das dar lid el al ante nach von
    """.split()
)
"""Words of other languages that stand in English too, in names or as words: they alone tell none."""
_SCRIPTS = (
    ("zh", re.compile(r"\p{Han}"), 3),
    ("ja", re.compile(r"[\p{Hiragana}\p{Katakana}]"), 3),
    ("ar", re.compile(r"\p{Arabic}"), 1),
    ("el", re.compile(r"\p{Greek}"), 1),
    ("ru", re.compile(r"\p{Cyrillic}"), 1),
    ("", re.compile(r"\p{Latin}"), 1),
)
"""Scripts, and how much a letter of one counts: one of Chinese or Japanese stands for more."""
_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
_MARKS = (
    ("de", re.compile(r"[äöüß]", re.IGNORECASE)),
    ("es", re.compile(r"[ñ¿¡]", re.IGNORECASE)),
    ("es", re.compile("[¿¡]")),
    ("es", re.compile(r"[áíóú]", re.IGNORECASE)),
    ("pt", re.compile(r"[áíóúâêô]", re.IGNORECASE)),
    ("it", re.compile(r"[èàùìò]", re.IGNORECASE)),
    ("pl", re.compile(r"[łżąęśćźń]", re.IGNORECASE)),
    ("pt", re.compile(r"[ãõ]", re.IGNORECASE)),
    ("fr", re.compile(r"[èêàùœâîû]", re.IGNORECASE)),
    ("fr", re.compile(r"\b(?:l|d|qu|j|n|s|c)['’](?=\w)", re.IGNORECASE)),
    ("it", re.compile(r"\b(?:l|d|dell|nell|all|sull|c|un)['’](?=\w)", re.IGNORECASE)),
)
"""Signs of a language; each is one vote."""
_ELIDED = re.compile(r"^(?:l|d|qu|dell|nell|all|un)['’]")
_LEAST_VOTES = 2
_MOST_CHARS = 2_000
"""How much of a text tells its language."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_UNSPACED = ("zh", "ja")
_GAP = r" (?:[^,;:?]{1,60}? )?"
"""What an underscore in a phrase stands for: other words."""


def language_of(text: str, otherwise: str = "en") -> str:
    """Return the language of a question or a sentence: one of `LANGUAGES`, "en", `otherwise` if none is told.

    Words of English are votes for it, and it is told where they are no fewer than those of any other.
    """
    return _told(text[:_MOST_CHARS]) or otherwise


@lru_cache(maxsize=20_000)
def _told(text: str) -> str:
    """Return the language that the words of a text tell, "" where they tell none."""
    if text.isascii() and not (found := _WORD.findall(fold(text))):
        return ""
    script = _script(text)
    if script:
        return script
    found = _WORD.findall(fold(text))
    english = sum(2 if w in _ASKING_ENGLISH else w in ENGLISH_WORDS for w in found)
    votes: Counter[str] = Counter()
    for number, word in enumerate(found):
        votes.update({one: many for one, many in _votes(word) if many})
        if not number and word not in _ENGLISH_TOO:
            votes.update(language for language in LATIN if word in _leads(language))
    votes.update(language for language, mark in _MARKS if mark.search(text))
    best = max(votes, key=lambda language: votes[language], default="")
    alone = not english and votes[best] > _LEAST_VOTES
    if votes[best] >= _LEAST_VOTES and votes[best] > english and (alone or _tells(best, text, found)):
        return best
    surely = any(word in ENGLISH_WORDS and word not in _ENGLISH_TOO for word in found)
    return "en" if surely else ""


def _tells(language: str, text: str, found: Sequence[str]) -> bool:
    """Return whether a sign of a language, or a word that is none of English too, stands in a text."""
    if any(one == language and mark.search(text) for one, mark in _MARKS):
        return True
    return any(word not in _ENGLISH_TOO and dict(_votes(word))[language] for word in found)


def _script(text: str) -> str:
    """Return the language of the script that most of a text is written in, "" for the Latin one or none."""
    counts = {language: many * len(letter.findall(text)) for language, letter, many in _SCRIPTS}
    best = max(counts, key=lambda language: counts[language])
    if not counts[best]:
        return ""
    if best == "zh" and counts["ja"]:
        return "ja"
    return "uk" if best == "ru" and _UKRAINIAN.search(text) else best


@lru_cache(maxsize=20_000)
def _votes(word: str) -> tuple[tuple[str, int], ...]:
    """Return the votes of a word for each language in Latin script: two of one that asks, else one."""
    return tuple((language, _vote(word, language)) for language in LATIN)


def _vote(word: str, language: str) -> int:
    if _asking_alone(language).fullmatch(word):
        return 1 if word in _ENGLISH_TOO else 2
    return int(word in _silent(language) or word in _leads(language))


@cache
def _asking_alone(language: str) -> re.Pattern[str]:
    """Return a pattern of the single words that ask for something in a language."""
    alone = (fold(one) for one in _asking(LANGUAGES[language]) if " " not in one and len(one) > 1)
    return re.compile("|".join(re.escape(one).replace(r"\*", r"\w*") for one in alone))


@cache
def _leads(language: str) -> frozenset[str]:
    return frozenset(fold(LANGUAGES[language].leads).split(", "))


def _asking(words: LanguageWords) -> Iterator[str]:
    for phrases in (words.figure, words.date, words.reason, words.who, words.where, words.other):
        yield from phrases.split(", ")


def words_of(language: str) -> LanguageWords | None:
    """Return the words of a language, None of English and of those that are not known."""
    return LANGUAGES.get(language)


@cache
def pattern(language: str, *parts: str) -> re.Pattern[str]:
    """Return a pattern of phrases of a language, for folded text; `parts` are fields of `LanguageWords`."""
    words = LANGUAGES[language]
    phrases = [one for part in parts for one in getattr(words, part).split(", ") if one]
    longest_first = sorted({fold(one) for one in phrases}, key=lambda one: (-len(one), one))
    escaped = (re.escape(one).replace(r"\*", r"\w*").replace(r"\ ", " ") for one in longest_first)
    either = "|".join(one.replace(" _ ", _GAP) for one in escaped)
    if not phrases:
        return re.compile(r"(?!)")
    return re.compile(either if language in _UNSPACED else rf"(?<![\w])(?:{either})(?!\w)")


def has_capitals(language: str) -> bool:
    """Return whether names are told from words by their capitals in a language."""
    return language not in ("zh", "ja", "ar")


_KINDS: tuple[AnswerKind, ...] = ("figure", "date", "reason", "who", "where")


def asked_kind(text: str, language: str) -> AnswerKind:
    """Return the kind that a question in a language asks for, "open" for any other."""
    folded = fold(text)
    return next((kind for kind in _KINDS if pattern(language, kind).search(folded)), "open")


def asks_in(text: str, language: str) -> bool:
    """Return whether a text has a word that asks for something in a language."""
    return bool(pattern(language, *_KINDS, "other").search(fold(text)))


def asks_for_money(text: str, language: str) -> bool:
    """Return whether a question for a figure asks for a sum of money."""
    return bool(pattern(language, "money").search(fold(text)))


def asks_for_share(text: str, language: str) -> bool:
    """Return whether a question for a figure asks for a share."""
    return bool(pattern(language, "share").search(fold(text)))


def says_reason(text: str, language: str) -> bool:
    """Return whether a sentence has a word that begins a reason."""
    return bool(pattern(language, "because").search(fold(text)))


@cache
def _silent(language: str) -> frozenset[str]:
    words = LANGUAGES[language]
    return frozenset(fold(f"{words.function} {words.showing}").split())


@cache
def says_nothing(form: str, language: str) -> bool:
    """Return whether a folded word has no content in a language of `LANGUAGES`."""
    if form in fold(LANGUAGES[language].function).split() or is_stop_word(form, language):
        return True
    return bool(_asking_alone(language).fullmatch(form))


@cache
def shows(form: str, language: str) -> bool:
    """Return whether a folded word asks for a clause itself in a language: what it "says"."""
    return form in fold(LANGUAGES[language].showing).split()


def silent_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Return where in a text without spaces between words those stand that ask or have no content."""
    if language not in _UNSPACED:
        return []
    silent = fold(LANGUAGES[language].function).split()
    some = "|".join(map(re.escape, sorted(silent, key=len, reverse=True)))
    found = [*pattern(language, *_KINDS, "other").finditer(text), *re.finditer(some, text)]
    return [one.span() for one in found]


@cache
def _summing(language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(fold(one).replace("(?p<", "(?P<")) for one in LANGUAGES[language].summing)


def summed_in(question: str, language: str) -> tuple[str, ...] | None:
    """Return the folded words that name what a summary is asked of in a language, or None where none is."""
    bare = " ".join(fold(question).split()).strip(" ?!.¿¡？！。；;؟")
    found = next((found for one in _summing(language) if (found := one.fullmatch(bare))), None)
    if found is None:
        return None
    named = (_ELIDED.sub("", word) for word in words(found["text"]))
    return tuple(word for word in named if not says_nothing(word, language))


@cache
def _chatter() -> re.Pattern[str]:
    said = {fold(one) for words in LANGUAGES.values() for one in words.chatter.split(", ")}
    either = "|".join(map(re.escape, sorted(said, key=len, reverse=True)))
    return re.compile(rf"(?:(?:ok(?:ay)?|{either})(?:\W+|$)){{1,3}}")


def is_chatter_in_any(question: str) -> bool:
    """Return whether the whole of a question is words that ask for nothing in a language but English."""
    return bool(_chatter().fullmatch(fold(question).strip(" ¿¡")))
