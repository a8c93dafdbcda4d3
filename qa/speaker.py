"""Who says it: whose words a question asks for, and to whom a sentence gives its words.

For reports in English. "What did Ms Adeyemi say about the budget?" is not answered by what Mr Ruiz said of
it, however well that matches; and nothing is concluded where a sentence names nobody ("she said").
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from index.tokens import words
from qa.features import same_name
from qa.figures import names
from qa.question import is_function_word
from qa.saying import ADVERB, NO_SUBJECT, SAYING, is_pronoun, masked, tags

__all__ = [
    "asked_about",
    "asked_as",
    "asked_by_name",
    "asked_speaker",
    "is_named",
    "speaks",
    "with_other_speaker",
]

_RELATED = (
    r"(?:all(?:y|ies)|attorney|aunt|boss|brother|colleague|counsel|cousin|critic|daughter|doctor|father|friend"
    r"|husband|lawyer|mother|neighbou?r|opponent|parent|partner|relative|rival|sister|solicitor|son|supporter"
    r"|successor|uncle|victim|widow|wife)s?\b"
)
_OF_RELATED = re.compile(rf"(?:[\w-]+ )?[\w-]+(?:['’]s|s['’]) ((?:[\w-]+ ){{0,2}}?{_RELATED})")
_RELATED_OF = re.compile(rf"({_RELATED}) (?:of|for|to) (?:[\w’'-]+ ?){{1,4}}")
_ASKS = re.compile(
    rf"\b(?:did|does|do|has|have|had)\s+(?P<who>(?!there\b).{{2,60}}?)\s+{ADVERB}"
    rf"(?!not\b)(?P<verb>said|told|spoken|written|(?:{SAYING}|answer|believ|recommend)(?:e|y|t?ed|ied)?)\b",
    re.IGNORECASE,
)
_HOLDS = r"(?:assessment|estimation|eyes|judge?ment|opinion|telling|view|words)"
"""What somebody has of something and tells others: "in Berg's view"."""
_SOURCE = re.compile(
    r"\bacc(?:ording|\.)?\s+to\s+(?P<source>[^,?]{2,60})"
    r"|,\s*(?:says?|said|claims?)\s+(?P<last>[^,?]{2,40}?)\s*[?.]*\s*\Z"
    rf"|\bin\s+(?:(?P<owner>(?:[\w.-]+\s+){{0,3}}?[\w-]+)['’]s?|(?P<owning>his|her))\s+(?:own\s+)?{_HOLDS}\b"
    rf"|\bin\s+the\s+{_HOLDS}\s+of\s+(?P<holder>[^,?]{{2,60}})",
    re.IGNORECASE,
)
_TO_ANOTHER = re.compile(r"answer|repl|respon", re.IGNORECASE)
"""What "he" does who did not do what was asked of before: "What did Kell ask for? And what did he reply?"."""
_OWNING = re.compile(r"his|her", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"\b(?:did|does|do|has|have|had|is|was|will|would|can|could|should)\s+\Z", re.IGNORECASE
)
_BEFORE_VERB = re.compile(r"(?<!['’]s)(?<!s['’])\s[a-z]")
"""What stands before the subject of a question, and behind it where it is told without such words."""
_TITLE_WORD = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Capt|Col|Gen|Lt|Sgt|Sen|Rep|Gov|Rev|Cllr)\b\.?|(?:Miss|Doctor|Professor|Sir|Dame|Lord|Lady"
    r"|Captain|Colonel|General|Lieutenant|Major|Sergeant|Inspector|Judge|Justice|Senator|Governor|Mayor|Councillor"
    r"|President|Chancellor|Reverend|(?:Prime |Foreign |Defen[cs]e )?Minister)\b)"
)
_TITLES = re.compile(
    rf"(?:{_TITLE_WORD}\s+)+(?!{_TITLE_WORD}|(?:and|at|for|from|in|of|or|to)\b)(?=\w)", re.IGNORECASE
)
_GIVEN_AND_FAMILY = re.compile(r"[^\W\d_][\w’'-]*[a-z](?: [^\W\d_]\.?)? [^\W\d_][\w’'-]*[a-z]")
_SENTENCE_END = re.compile(r"[.?!]\s+")
_END = re.compile(r"[?!]\s*")
_ABOUT = re.compile(r"^\s*(?:about|of|on|to|against)\s+")
_SUBJECT = re.compile(
    r"(?:\s+(?!about\b|of\b|on\b)[\w’'-]+){0,2}?\s+(?:about|concerning|of|on|regarding)\s+(?=\w|[\"'“‘])"
)
"""What stands between a verb of saying and what is spoken of: "say" "to her mother about" "the bell"."""
_NO_PERSON = re.compile(r"\b(?!(?:Mac|Mc|Fitz|[DLV][aeiou]n?)[A-Z])\w*[a-z][A-Z]")
"""A capital inside a word, as no person but "McKay" and "DeVito" has."""
_OTHER = re.compile(
    r"[?!]\s*(?:and|but|what about|how about)\s+(?!the\b|an?\b)(?P<who>[\w’'-]+(?:\s+[\w’'-]+)?)\s*\?*$",
    re.IGNORECASE,
)
"""An ellipsis at the end that may name another."""


_TEXT = re.compile(
    r"\b(?:act|agreement|analys[ei]s|article|biography|book|brochure|catalogue?|clause|code|contract|diary"
    r"|document|e-?mail|encyclop(?:a?edia|ædia)|faq|file|guide|guidance|guideline|handbook|instructions"
    r"|journal|law|lease|leaflet|lecture|letter|manual|memo|meta-?analys[ei]s|minutes|notebook|notes?|notice"
    r"|page|paper|plan|polic(?:y|ie)|preprint|presentation|readme|record|report|review|rule|section|slide"
    r"|source code|specification|standard|statement|study|survey|table|talk|terms|textbook|thesis"
    r"|transcript|treaty|trial|website|wiki)s?\s*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Asking:
    """Where a question says whose words it asks for, where that which asks for them ends, and who that is."""

    start: int
    end: int
    ends: int
    who: str


def asked_speaker(question: str) -> frozenset[str]:
    """Return the folded words that name whose sayings a question asks for; none where it asks for none's.

    Of a conversation the last question counts that asks for somebody's; of whom an ellipsis after it names
    ("And Petrov?"), they may be too.
    """
    match = _asks(question)
    if match is None:
        return frozenset()
    other = _OTHER.search(question, match.ends)
    if _TEXT.search(match.who):
        return frozenset()  # what a text says, everybody may have said in it
    own = _OF_RELATED.sub(r"\1", match.who)
    who = f"{_TITLES.sub('', own)} {_TITLES.sub('', other['who']) if other else ''}"
    return frozenset(word for word in words(who) if not is_function_word(word, ("en",)))


def asked_as(question: str) -> str:
    """Return in which words it is asked whose sayings are asked for, "" where nobody's are."""
    match = _asks(question)
    return match.who.strip() if match else ""


def asked_about(question: str) -> int | None:
    """Return where in a question stands what somebody is asked to have spoken about; None where nobody is."""
    match = _asks(question)
    about = _SUBJECT.match(question, match.ends) if match else None
    return about.end() if about else None


def asked_by_name(question: str) -> bool:
    """Return whether whose sayings are asked for is named by a name, not as "the mayor", who has one too."""
    return asked_as(question).rpartition(" ")[2][:1].isupper()


def with_other_speaker(question: str, name: str) -> str:
    """Return a question for somebody's words with another in their place; unchanged where it asks for none's.

    So it is where what they speak about is named too: after "What did Berg say about Lindt?", "And Holm?" may
    mean either. Nobody is called "GraphQL".
    """
    match = _asks(question)
    if match is None or _NO_PERSON.search(name) or _OWNING.fullmatch(question, match.start, match.end):
        return question
    about = _ABOUT.sub("", question[match.ends :])
    if any(start == 0 and not _NO_PERSON.search(about[:end]) for start, end in names(about)):
        return question
    return question[: match.start] + name + question[match.end :]


def _asks(question: str) -> _Asking | None:
    starts = [0, *(found.end() for found in _END.finditer(question))]
    return next((found for start in reversed(starts) for found in _asked_from(question, start)), None)


def _asked_from(question: str, start: int) -> list[_Asking]:
    """Return what asks for somebody's words, in the order of the question."""
    asks = [one for one in _ASKS.finditer(question, start) if _may_say(one["who"], one["verb"])]
    found = [(one.span("who"), one.end(), bool(_TO_ANOTHER.match(one["verb"]))) for one in asks]
    for one in _SOURCE.finditer(question, start):
        found.append((one.span(one.lastgroup or 0), one.end(), False))
    return [
        _Asking(*span, ends, question[slice(*span)] if other else _meant(question, *span))
        for span, ends, other in sorted(found)
    ]


def _meant(question: str, start: int, end: int) -> str:
    """Return who is meant by some words of a question: by "he", who did what was asked of before."""
    who = question[start:end]
    if not (is_pronoun(who) or _OWNING.fullmatch(who)):
        return who
    begins = [0, *(end.end() for end in _SENTENCE_END.finditer(question, 0, start)), start]
    parts = [(a, question[a:b]) for a, b in pairwise(begins)]
    named = [(a + start, a + end) for a, part in parts for start, end in names(part)]
    subjects = [span for span in named if _AUXILIARY.search(question, 0, span[0])][-1:]
    if not subjects and parts[0][1].rstrip().endswith("."):  # told without "did"
        subjects = [span for span in named if _BEFORE_VERB.match(question, span[1])]
    return question[slice(*subjects[0])] if subjects else who


def _may_say(who: str, verb: str) -> bool:
    """Return whether words can be who says something: "the (report come out)" cannot, "Berg have to" can.

    Nor does "the Union (State)" say anything.
    """
    last = who.split()[-1:]
    named = verb.istitle() and not who.isupper()
    return bool(last) and not named and (last[0].lower() == "to" or not NO_SUBJECT.match(last[0]))


def speaks(asked: frozenset[str], sentence: str) -> bool | None:
    """Return whether a sentence gives its words to who is asked for; None where to nobody named."""
    told = [is_named(asked, tag.who) for tag in tags(masked(sentence)) if not is_pronoun(tag.who)]
    return True if True in told else False if False in told else None


def is_named(asked: frozenset[str], who: str) -> bool | None:
    """Return whether who is asked for is the one whom some words name; None where they name nobody.

    A spokesman speaks for another, a lawyer or a mother for herself. An office ("the President of Belarus")
    may be who is asked for.
    """
    own = _RELATED_OF.sub(r"\1", _OF_RELATED.sub(r"\1", who))
    if any(_is_one_of(word, asked) for word in words(own)) and not _is_namesake(asked, own):
        return True
    for start, end in names(own):
        named = words(own[start:end])
        office = words(own[:start])[-1:] == ("the",)
        if not office and not all(is_function_word(word, ("en",)) for word in named):
            return False
    return None


def _is_one_of(word: str, asked: frozenset[str]) -> bool:
    return any(same_name(name, word) for name in asked)


def _is_namesake(asked: frozenset[str], who: str) -> bool:
    """Return whether some words name another with the same given name: "Anna Berg" for "Anna Holm"."""
    bare = _TITLES.sub("", who).strip()
    named = words(bare)
    if not _GIVEN_AND_FAMILY.fullmatch(bare) or _is_one_of(named[-1], asked):
        return False
    return any(not any(same_name(name, word) for word in named) for name in asked)
