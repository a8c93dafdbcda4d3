"""Follow-up questions in languages other than English: which lean, and what an ellipsis takes the place of.

They lean by fewer signs than those in English (see `qa.leaning`): a word that begins an ellipsis, a pronoun
without a name or a noun before it, or next to no words of their own.
"""

from collections.abc import Iterator

import regex as re

from index.tokens import fold, words
from qa.figures import named_inside
from qa.languages import asks_in, pattern, says_nothing

__all__ = ["leans_in", "with_other_in", "without_lead_in"]

_MARKS = "¿¡ "
_ASKS_OF = re.compile(r"呢[?？\s]*$")
_WORD = re.compile(r"[\w’'%.,-]*\w")
_INVERTED = re.compile(r"\w-(?:t-)?(?:ils?|elles?|on)(?!\w)", re.IGNORECASE)
"""A French pronoun that only repeats the noun before it: "la ville a-t-elle payé"."""
_IDLE = re.compile(
    r"\b(?:il (?:y a|faut|est (?:possible|interdit|permis)|s'agit)|qu'il|qu'elle|что это|это ли)\b"
)
_LEAST_ALIKE = 2


def without_lead_in(question: str, language: str) -> str:
    """Return a question without the words that begin an ellipsis: "und …", "¿y …"."""
    bare = question.lstrip(_MARKS)
    offset = 0
    while found := pattern(language, "leads").match(fold(bare[offset:])):
        length = found.end()
        rest = bare[offset + length :]
        if not rest or (language not in ("zh", "ja") and not rest[0].isspace() and rest[0] != ","):
            break
        offset += length + len(rest) - len(rest.lstrip(" ,，、"))
    return bare[offset:] if offset else question


def leans_in(question: str, language: str) -> bool:
    """Return whether a question in a language cannot be understood without the ones before it."""
    if without_lead_in(question, language) != question or _ASKS_OF.search(question):
        return True
    if any(True for _ in _pronouns(question, language)):
        return True
    if language in ("zh", "ja"):
        return False
    content = [word for word in words(question) if len(word) > 1 and not says_nothing(word, language)]
    named = _is_named(question, len(question), language)
    return len(content) <= 1 and not named and asks_in(question, language)


def _pronouns(question: str, language: str) -> Iterator[int]:
    """Yield where pronouns stand that nothing before them in the question explains."""
    folded = fold(question)
    idle = [one.span() for one in _IDLE.finditer(folded)]
    for found in pattern(language, "pronouns").finditer(folded):
        before = folded[: found.start()]
        inverted = _INVERTED.search(folded, max(0, found.start() - 4), found.end())
        explained = any(
            len(word) > 1 and not says_nothing(word, language) for word in words(before.rpartition(" ")[0])
        )
        if any(a <= found.start() < b for a, b in idle) or (inverted and explained):
            continue
        if not explained or not inverted and not _is_named(question, found.start(), language):
            yield found.start()


def _is_named(question: str, end: int, language: str) -> bool:
    """Return whether a name, or a noun after an article, stands before a place of a question."""
    if any(start < end for start, _ in named_inside(question)):
        return True
    said = [fold(word) for word in _WORD.findall(question[:end])]
    pairs = zip(said, said[1:], strict=False)
    return any(_is_article(a) and not says_nothing(b, language) for a, b in pairs)


_ARTICLES = frozenset(
    """
    der die das den dem des ein eine einen einem einer le la les un une du des au aux l el los las una del al
    il lo gli i uno dello della dei delle o os as um uma do da dos das no na de het een ο η το οι τα του της
    των τον την τους τις
    """.split()
)


def _is_article(word: str) -> bool:
    return word in _ARTICLES


def with_other_in(before: str, question: str, language: str) -> str | None:
    """Return an earlier question with what an ellipsis names in the place of its like, or None without any.

    Its like begins with the same preposition ("laut …"), or ends with the same characters where words are
    not parted ("第三阶段" for "第一阶段"); or it is the only noun after an article, if the ellipsis is one.
    """
    phrase = _ASKS_OF.sub("", without_lead_in(question, language)).strip(" ?？!.。,，").removesuffix("は")
    if not phrase or asks_in(phrase, language):
        return None
    if language in ("zh", "ja"):
        return _with_same_end(before, phrase)
    said = [(match, fold(match.group())) for match in _WORD.finditer(before)]
    named = _WORD.findall(phrase)
    first = fold(named[0])
    if len(named) > 1 and pattern(language, "prepositions").fullmatch(first):
        places = [n for n, (_, word) in enumerate(said) if word == first]
        if len(places) != 1:
            return None
        return _put(before, said, places[0], _last(said, places[0] + 1, language), phrase)
    nouns = [
        n
        for n, (_, a) in enumerate(said[:-1])
        if _is_article(a) and not says_nothing(said[n + 1][1], language)
    ]
    if len(named) != 2 or not _is_article(first) or len(nouns) != 1:
        return None
    return _put(before, said, nouns[0], nouns[0] + 1, phrase)


def _last(said: list[tuple[re.Match[str], str]], first: int, language: str) -> int:
    """Return the number of the last word of the phrase that begins with a word: its first with content."""
    return next((n for n in range(first, len(said)) if not says_nothing(said[n][1], language)), len(said) - 1)


def _put(text: str, said: list[tuple[re.Match[str], str]], first: int, last: int, phrase: str) -> str:
    return text[: said[first][0].start()] + phrase + text[said[last][0].end() :]


def _with_same_end(before: str, phrase: str) -> str | None:
    """Return a text with a phrase in the place of one of its length that ends with the same characters."""
    for many in range(len(phrase) - 1, _LEAST_ALIKE - 1, -1):
        end = before.rfind(phrase[-many:])
        if end >= 0 and end + many >= len(phrase):
            return before[: end + many - len(phrase)] + phrase + before[end + many :]
    return None
