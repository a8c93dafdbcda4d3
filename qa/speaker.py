"""Who says it: whose words a question asks for, and to whom a sentence gives its words.

For reports in English. "What did Ms Adeyemi say about the budget?" is not answered by what Mr Ruiz said of
it, however well that matches; and nothing is concluded where a sentence names nobody ("she said").
"""

import re

from index.tokens import words
from qa.features import same_name
from qa.figures import names
from qa.question import is_function_word

__all__ = ["asked_speaker", "speaks", "with_other_speaker"]

_SAYING = (
    "accus admit allege announc argu assert boast claim comment complain conced condemn confirm "
    "declar demand deni deny describ emphasis emphasiz explain express hint insist lament mention not "
    "observ offer point predict prais promis propos recall reiterat remark repl report respond reveal "
    "say speak stat stress suggest tell think urg voic vow warn wonder writ"
).replace(" ", "|")
_SAID = rf"(?:said|says|told|thought|spoke|wrote|added|adds|called|calls|(?:{_SAYING})\w*(?:ed|[a-z]s))"
_ADVERB = r"(?:(?:has|had|also|then|later|again|further|once|too|\w+ly)\s+)*"
_SAYS_NEXT = re.compile(rf"(?:\s*\([^()]{{1,40}}\))?(?:,[^,.;:]{{1,90}},)?\s+{_ADVERB}{_SAID}\b")
_SAYS_BEFORE = re.compile(
    r"(?:\b[Aa]ccording\s+to\s+|[,\"”’]\s+(?:said|added|wrote|says)\s+)(?:[a-z]+\s+){0,3}$"
)
_ASKS = re.compile(
    rf"\b(?:did|does|do|has|have|had)\s+(?P<who>.{{2,60}}?)\s+{_ADVERB}"
    rf"(?:said|told|spoken|written|(?:{_SAYING})\w*)\b"
    r"|\baccording\s+to\s+(?P<source>[^,?]{2,60})",
    re.IGNORECASE,
)
_END = re.compile(r"[?!]\s*")
_ABOUT = re.compile(r"^\s*(?:about|of|on|to|against)\s+")
_OTHER = re.compile(
    r"[?!]\s*(?:and|but|what about|how about)\s+(?!the\b|an?\b)(?P<who>[\w’'-]+(?:\s+[\w’'-]+)?)\s*\?*$",
    re.IGNORECASE,
)
"""An ellipsis at the end that may name another."""
_TITLE_CHARS = 40
_CLAUSE = re.compile(r"[,;:.()\"“”]")


def asked_speaker(question: str) -> frozenset[str]:
    """Return the folded words that name whose sayings a question asks for; none where it asks for none's.

    Of a conversation the last question counts that asks for somebody's; of whom an ellipsis after it names
    ("And Petrov?"), they may be too.
    """
    match = _asks(question)
    if match is None:
        return frozenset()
    other = _OTHER.search(question, match.end())
    who = f"{match['who'] or match['source']} {other['who'] if other else ''}"
    return frozenset(word for word in words(who) if not is_function_word(word, ("en",)))


def with_other_speaker(question: str, name: str) -> str:
    """Return a question for somebody's words with another in their place; unchanged where it asks for none's.

    So it is where what they speak about is named too: after "What did Berg say about Lindt?", "And Holm?" may
    mean either.
    """
    match = _asks(question)
    if match is None or any(start == 0 for start, _ in names(_ABOUT.sub("", question[match.end() :]))):
        return question
    group = "who" if match["who"] else "source"
    return question[: match.start(group)] + name + question[match.end(group) :]


def _asks(question: str) -> re.Match[str] | None:
    starts = [0, *(found.end() for found in _END.finditer(question))]
    return next((found for start in reversed(starts) if (found := _ASKS.search(question, start))), None)


def speaks(asked: frozenset[str], sentence: str) -> bool | None:
    """Return whether a sentence gives its words to who is asked for: yes, no, or None where to nobody named.

    What stands right before a name ("the Kremlin's spokesman Peskov said") counts with it.
    """
    others = False
    for start, end in names(sentence):
        named = words(sentence[start:end])
        if all(is_function_word(word, ("en",)) for word in named):
            continue  # a pronoun that begins the sentence
        if not _SAYS_NEXT.match(sentence, end) and not _SAYS_BEFORE.search(sentence[:start]):
            continue
        title = words(_CLAUSE.split(sentence[max(0, start - _TITLE_CHARS) : start])[-1])
        if any(same_name(name, word) for name in asked for word in (*title, *named)):
            return True
        others |= title[-1:] != ("the",)  # an office ("the President of Belarus") may be who is asked for
    return False if others else None
