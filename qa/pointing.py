"""Words of a question that point at something which the question does not name."""

from dataclasses import dataclass

import regex as re

from qa.figures import named_inside
from qa.question import is_function_word, lead_explained_later

__all__ = ["PERSON", "Reference", "pointing_words"]

PERSON = re.compile(r"\b(?:he|she|him|his|her|hers)\b", re.IGNORECASE)
_THING = re.compile(r"\b(?:it|its|they|them|their|theirs)\b", re.IGNORECASE)
_POINTED = re.compile(
    r"\b(?i:this|that|these|those)\s+(?!(?:(?:time|moment|night|evening|morning|afternoon|day|week|month|year"
    r"|decade|century)s?|centuries)\b)(\p{Ll}{3,})(?=\W*$|\W+)"
)
_EXPLETIVE = re.compile(
    r"it (?:(?:first |ever |really |still |to )?(?:takes?|took|taken|costs?|be(?:en|come)?|is|was|true"
    r"|possible|necessary|easy|hard|difficult|dangerous|safe|legal|illegal|allowed|permitted|clear|known"
    r"|likely|worth|normal|usual)\b(?=.*\b(?:to|that|who|when|if)\b)"
    r"|c[ao]me (?:to|about)\b|that\b|who\b|like\b|right\b|wrong\b)"
    r"|(?<=\bhow \p{Ll}+ (?:is|was) )it (?:for .{2,40} )?(?:to|from)\b",
    re.IGNORECASE,
)
"""What follows from an "it" that stands for nothing: "will it take to …", "how much is it to …"."""
_TOLD_THAT = re.compile(
    r"\b(?:it|think|thinks|thought|believe[sd]?|say|says|said|claim(?:s|ed)?|admit(?:s|ted)?|read|heard|hear|know|knows|"
    r"knew|mean|means|meant|concede[sd]?|so|agree[ds]?|announce[ds]?|argue[ds]?|assume[ds]?|confirm(?:s|ed)?|decide[ds]?"
    r"|den(?:y|ies|ied)|ensure[ds]?|expect(?:s|ed)?|fear(?:s|ed)?|feels?|felt|find|finds|found|guarantee[ds]?|hold|holds|held"
    r"|hope[ds]?|insist(?:s|ed)?|promise[ds]?|propose[ds]?|prove[ds]?|recommend(?:s|ed)?|report(?:s|ed)?|require[ds]?"
    r"|rule[ds]?|show|shows|showed|state[ds]?|suggest(?:s|ed)?|warn(?:s|ed)?|write|writes|wrote"
    r"|anyone|anything|everyone|everything|nothing|someone|something|those"
    r"|aware|certain|clear|likely|possible|proof|sure|true)\s+$",
    re.IGNORECASE,
)
"""What stands before a "that" which begins a clause."""
_OF_SEVERAL = re.compile(r"\p{Ll}+[^\W\dsui]s|people|children|men|women", re.IGNORECASE)
"""What "those" would stand before: "did they find that ships …" points at no ships."""
_WHO = re.compile(r"\bwho(?:se|m)?\b", re.IGNORECASE)
_DOER = re.compile(r"\b(?:did|does|has|had|will)\s+(\p{Ll}{3,})\s+(?!the\b|an?\b)\p{Ll}{2,}\b")
"""A name that may be written small, without an article, and what it does."""
_OWNED_OR_DOING = re.compile(r"(?:his|her|their|its)\b\s+\p{L}|(?:he|she|they)\b", re.IGNORECASE)
_NOUN = re.compile(
    r"(?:\b(?:the|an?|which|every|each|many|most|all|some|no|other|of|my|our|your)|['’]s)\s+"
    r"((?:[\p{L}\d'’-]+\s+){0,3})",
    re.IGNORECASE,
)
"""What stands before a noun, and the words after it, one of which is that noun."""
_AS_TOLD_BY = re.compile(
    r"\b(?i:(?:according to|per))\s+(?=\p{Lu})[^,;:?]+$"
    r"|\b(?i:in)\s+(?=\p{Lu})[^,;:?]+['’]s?\s+(?i:(?:own )?(?:account|eyes|opinion|view|words))\W*$"
)
"""What ends a question with who tells it, for whom a pronoun may stand: "in Berg's view"."""
_PLURAL = re.compile(
    r"\b(?!does\b|has\b|was\b|is\b|as\b|this\b)\p{L}{2,}[^\W\ds]s\b|\bpeople\b|\bmen\b|\bwomen\b",
    re.IGNORECASE,
)
_OF_PERSON = re.compile(
    r"\b(?:\p{L}{2,}(?:er|or|ist|ian|eer|ee|man|woman|boy|girl|person|ess|aire|nant|dent|gent)|accused|"
    r"assistant|aunt|baby|bishop|boss|boy|brother|captain|chief|child|client|coach|consultant|cook|cousin|dad|"
    r"daughter|expert|gran|granny|grandson|kid|landlady|landlord|mom|mum|neighbour|"
    r"father|friend|girl|guard|guide|head|husband|judge|king|man|mayor|monk|mother|musician|nephew|niece|nun|"
    r"nurse|official|patient|pilot|pope|premier|priest|prince|queen|rector|sister|son|spouse|student|suspect|"
    r"thief|uncle|victim|widow|wife|witness|woman)s?\b(?<!\b(?:after|answer|chapter|corner|coffee|center|"
    r"committee|computer|cover|danger|door|error|factor|fee|floor|harbor|letter|matter|mirror|number|offer|"
    r"order|other|over|paper|poster|power|quarter|river|rumor|sector|summer|tower|under|water|weather|winter))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """The words of a question that point at something unnamed: their place, and what they can mean.

    `noun` is what kind of thing it is, where the words say so.
    """

    start: int
    end: int
    person: bool = False
    noun: str = ""


def pointing_words(question: str) -> Reference | None:
    """Return the pronoun or the "this …" of a question that nothing before it explains, or None.

    A pronoun is explained by a name before it or by what else it can stand for ("the firm … its", "the
    guide … he", "who … his"); an "it" that stands for nothing points at nothing.
    """
    named = [start for start, _ in named_inside(question)]
    begin = lead_explained_later(question)
    for pattern, person in ((PERSON, True), (_POINTED, False), (_THING, False)):
        found = pattern.search(question, begin)
        if found and not any(start < found.start() for start in named):
            noun = found[1].lower() if pattern is _POINTED else ""
            if noun and not is_function_word(noun, ("en",)) and not _begins_clause(question, found):
                return Reference(found.start(), found.end(), noun=noun)
            if person and _AS_TOLD_BY.search(question.rstrip(" ?.!"), found.end()):
                continue
            if not noun and not _explained(question, begin, found.start(), person=person):
                return Reference(found.start(), found.end(), person)
    return None


def _bare_doer(before: str) -> bool:
    """Return whether somebody does something in what stands before a pronoun: "what did weld say in"."""
    found = _DOER.search(before)
    return bool(found) and not is_function_word(found[1], ("en",))


def _explained(question: str, begin: int, start: int, *, person: bool) -> bool:
    """Return whether words of the question before a pronoun can be what it stands for."""
    before = question[begin:start]
    if (_WHO.search(before) or _bare_doer(before)) and _OWNED_OR_DOING.match(question, start):
        return True
    nouns = " ".join(found[1] for found in _NOUN.finditer(before, overlapped=True))
    if person:
        return bool(_OF_PERSON.search(nouns))
    return bool(_EXPLETIVE.match(question, start) or nouns or _PLURAL.search(before))


def _begins_clause(question: str, pointed: re.Match[str]) -> bool:
    """Return whether it is a "that" which points at nothing: "the firm that paid", "thinks that …"."""
    start = pointed.start()
    if not question.startswith(("that", "That"), start):
        return False
    if _OF_SEVERAL.fullmatch(pointed[1]):
        return True
    before = f"{question[:start].rstrip()} "
    nouns = (found[1] for found in _NOUN.finditer(before, overlapped=True) if found.end() == len(before))
    words = max(nouns, key=len, default="").split()
    noun = bool(words) and not is_function_word(words[-1].lower(), ("en",))
    return noun or bool(_TOLD_THAT.search(before))
