"""A question with another thing in the place of the one of its kind: "And the new bridge?", "and E-311?"."""

import re

from qa.figures import dates, named_inside, names
from qa.question import is_function_word
from qa.standalone import WHOLE_WORD

__all__ = [
    "CODE",
    "SLOT",
    "with_other_act",
    "with_other_place",
    "with_other_purpose",
    "with_other_subject",
    "with_other_thing",
    "without_asking_again",
]

SLOT = re.compile(r"^(in|for|at|from|by|with|on|to|of)\s+(.+?)\s*\??$", re.IGNORECASE)
"""What an ellipsis may be: a preposition and what stands after it."""
CODE = re.compile(r"\b(?:[^\W\d_]{1,4}-?\d+(?:[.-]\w+)*|\d+(?:\.\d+)+|(?=\w*[._]\w)[^\W\d_]\w*(?:\.\w+)*)\b")
"""An identifier that is no plain word or number: "E-311", "4.1.3", "cache.size"."""
_DETERMINER = re.compile(r"(?:the|an?|this|that|his|her|its|their|our|my|your)\b", re.IGNORECASE)
_IN_YEAR = re.compile(r" (?:of|in|from|for) \d{4}$")
_OF_ONE = re.compile(
    r"(?P<frame>(?:what|who|where|when|how(?: [a-z]+)?)(?:['’]s| is| are| was| were| will be) )"
    r"(?P<thing>(?:the|an?|its|his|her|their|our|your|my) [^,;:?]+?)"
    r"(?P<when> (?:for|from|in|of|since) \d{4})?\s*\?*",
    re.IGNORECASE,
)
_COMMON = re.compile(r"the (?:[a-z][\w’'-]*(?: |$)){1,4}")
"""What things may be called, without a name, a number or a date."""
_ONE_COMMON = re.compile(
    r"an? (?!(?:bit|few|little|lot|moment|while)\b)(?:[a-z][\w’'-]*(?: |$)){1,2}(?<!\bone)"
    r"(?<!second|minute)(?<!hour|week|year)(?<!day)(?<!night|month)"
)
"""One of several, of which a price or the like may be asked after that of another: "a rye loaf"."""
_PURPOSE = re.compile(r"(?P<what>for|on|with|by|against) (?:[\w’'-]+ ?){1,6}", re.IGNORECASE)
"""What may be said of something by a preposition, and of another by the same."""
_ASKED_AGAIN = re.compile(
    r"(?P<lead>(?:and|but|so|ok(?:ay)?)[\s,]+)"
    r"(?P<asked>how (?:much|many|long|far|old|often)|what|when|where|who|why)"
    rf"\s+(?P<slot>{_PURPOSE.pattern})\W*",
    re.IGNORECASE,
)
_SOMEBODY = (
    r"(?:I|you|he|she|it|we|they|one|(?:the|an?|my|our|his|her|their|your) [a-z]+"
    r"|[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)"
)
_HOW_LONG = r"(?i:by when|how long|how many (?:days|hours|months|weeks|years))"
_TO_DO = r"to (?!.*\bto\b)(?!(?:an?|the|his|her|its|my|our|their|your|this|that|these|those)\b)[a-z]+"
_LATER = r"(?: (?:after that|afterwards|instead|then))?"
_MAY_DO = (
    re.compile(
        rf"(?P<frame>{_HOW_LONG} (?:(?:had|has|have) {_SOMEBODY}|(?:did|do|does|will) {_SOMEBODY} have))"
        r" to (?!.*\bto\b).+"
    ),
    re.compile(rf"(?P<act>{_TO_DO}(?: [^,;:?]+?)??){_LATER}"),
)
"""What asks how long somebody has for what is to do, "How long have I to pay the fine", and what else is."""
_TAKES = (
    re.compile(
        r"(?P<frame>(?i:how long|how much|what) (?:did|does|will|would) it (?:cost|take)) to (?!.*\bto\b).+"
    ),
    re.compile(rf"(?P<act>{_TO_DO} (?:an?|one|some|the|my|our|his|her|their|your)\b[^,;:?]*?){_LATER}"),
)
"""What asks how much something takes or costs, and what else is done to something, "to moor one": "to town"
may be a place."""
_CLAUSE = re.compile(
    r"[,;:]|\b(?:after|as|because|before|but|if|than|that|until|when|where|which|while|who"
    r"|be|do|get|give|have|make|pay|take)\b",
    re.IGNORECASE,
)
"""What goes on with more than a thing: "to pay the rent"."""
_WHEN = re.compile(r" (?:(?:in|of|for|since|during) )(?:\w+ )?\d{4}$")
_MEASURES = """
    ages? area balance budget capacity charges? colou?r costs? deadline deposits? depth dose duration fees?
    fines? frequency height interval length lifetime limit name number pay penalty pensions? period population
    powers? premium pressure prices? range rates? rent salary size speed taxe?s? temperature term thickness
    title voltage wages? warranty weight width
    """.split()
_OF_A_THING = re.compile(
    rf"(?P<measure>(?:the|its|his|her|their|our|your|my) (?:[a-z-]+ ){{0,2}}?(?:{'|'.join(_MEASURES)})"
    r" (?:at|for|in|of|on)) (?:the|an?) [^,;:?]+",
    re.IGNORECASE,
)
"""What is asked of a thing, "the price of the mill", which may be asked of another."""
_MEASURE = re.compile(rf"(?:.* )?(?:{'|'.join(_MEASURES)})", re.IGNORECASE)
_DONE_TO = re.compile(
    r"(?:[a-z-]+ )+?(?P<done>(?:[a-z]{2,}ed|bought|built|done|held|kept|made|paid|read|sent|shut|sold|taken)"
    r"(?: (?:after|at|before|by|during|each|every|for|from|in|on|to|with)\b.*)?)",
    re.IGNORECASE,
)
"""What is asked of what is done to a thing, "the boiler serviced", which may be done to another."""
_PRONOUN = re.compile(r"\b(?:he|her|hers|him|his|it|its|she|that|their|them|they|this)\b", re.IGNORECASE)
_OWNER = re.compile(r"(?:['’]s|s['’]) $")


def with_other_thing(question: str, phrase: str) -> str:
    """Return a question with a phrase in the place of the last one that ends with the same noun.

    A code, "E-311" or "cache.size", takes the place of the last one of its shape.
    """
    slot = SLOT.match(phrase)
    phrase = slot[2] if slot else phrase
    code = re.sub(rf"^{_DETERMINER.pattern}\s+", "", phrase, flags=re.IGNORECASE)
    if CODE.fullmatch(code):
        for found in reversed([*CODE.finditer(question)]):
            if _shape(found.group()) == _shape(code):
                return question[: found.start()] + code + question[found.end() :]
    words = _IN_YEAR.sub("", phrase).split()
    kind = words[-1].lower() if len(phrase.split()) > 1 + bool(_DETERMINER.match(phrase)) else ""
    if not kind.isalpha() or is_function_word(kind, ("en",)):
        return question
    for found in reversed([*re.finditer(rf"\b{kind}\b", question, re.IGNORECASE)]):
        start, owned = found.start(), False
        for word in reversed([*WHOLE_WORD.finditer(question, 0, start)]):
            owned = owned or bool(_DETERMINER.fullmatch(word.group()) or _OWNER.search(question[:start]))
            if is_function_word(word.group().lower(), ("en",)) and not _DETERMINER.fullmatch(word.group()):
                break
            start = word.start()
            if _DETERMINER.fullmatch(word.group()):
                break
        if owned:
            return question[:start] + phrase + question[found.end() :]
    return question


def with_other_subject(question: str, phrase: str) -> str:
    """Return a question of what or how something is with another in its place: "And the mooring fee?".

    After "How high is the dam at the weir?" it is asked of the other as a whole, after "What is the price of
    the mill?" for the price of the other if that is no price or the like itself, and after "When is the
    boiler serviced?" for when that is done to the other. Names and dates are none; nor is "a croissant", but
    after "How much is a rye loaf?".
    """
    asked = _OF_ONE.fullmatch(question)
    if asked is None:
        return question
    one_before, one_now = _ONE_COMMON.fullmatch(asked["thing"]), _ONE_COMMON.fullmatch(phrase)
    if not (one_now and one_before) and not _COMMON.fullmatch(phrase):
        return question
    if one_before:
        return f"{asked['frame']}{phrase}{asked['when'] or ''}?"
    of_thing = None if _MEASURE.fullmatch(phrase) else _OF_A_THING.fullmatch(asked["thing"])
    phrase = f"{of_thing['measure']} {phrase}" if of_thing else phrase
    if asked["frame"][:2].lower() != "wh" or asked["frame"][:3].lower() in ("whe", "why"):
        done = _DONE_TO.fullmatch(asked["thing"].partition(" ")[2])
        phrase = f"{phrase} {done['done']}" if done else phrase
    return f"{asked['frame']}{phrase}{asked['when'] or ''}?"


def with_other_place(question: str, phrase: str) -> str:
    """Return a question with "in Finance" in the place of its one name behind the same preposition.

    The name ends the question, or a year alone stands after it.
    """
    slot = SLOT.match(phrase)
    if slot is None or list(names(slot[2])) != [(0, len(slot[2]))] or any(dates(slot[2])):
        return question
    bare = question.rstrip(" ?.!")
    year = _WHEN.search(bare)
    end = year.start() if year else len(bare)
    for start, stop in named_inside(question):
        before = question[:start].rstrip()
        if stop == end and before.lower().endswith(f" {slot[1].lower()}"):
            return f"{before[: -len(slot[1])]}{phrase.rstrip(' ?')}{question[stop:]}"
    return question


def without_asking_again(question: str, before: str) -> str:
    """Return "And for the school?" for "And how much for the school?" after a question that asks so too."""
    again = _ASKED_AGAIN.fullmatch(question)
    if again is None or not re.search(rf"\b{again['asked']}\b", before, re.IGNORECASE):
        return question
    return f"{again['lead']}{again['slot'].strip()}?"


def with_other_purpose(question: str, phrase: str) -> str:
    """Return a question with "for the school" in the place of what it says last behind the same preposition.

    The year with which it ends stays. Dates, and what a question says only of its verb ("asked for"), have
    no such place.
    """
    purpose = _PURPOSE.fullmatch(phrase)
    if purpose is None or any(dates(phrase)):
        return question
    bare = question.rstrip(" ?.!")
    year = _WHEN.search(bare)
    bare = bare[: year.start()] if year else bare
    before, _, after = bare.rpartition(f" {purpose['what'].lower()} ")
    if not before or not after or any(dates(after)) or _CLAUSE.search(after):
        return question
    return f"{before} {phrase}{year.group() if year else ''}?"


def with_other_act(question: str, phrase: str) -> str:
    """Return "How long have I to appeal?" for "to appeal" after "How long have I to pay the fine?".

    How long somebody has for something is so asked of another act, and what it takes or costs to do something
    to a thing. What speaks of "it" is not, for that is told by the earlier question.
    """
    for before, after in (_MAY_DO, _TAKES):
        asked, other = before.fullmatch(question.rstrip(" ?.!")), after.fullmatch(phrase)
        if asked and other and not _PRONOUN.search(other["act"]):
            return f"{asked['frame']} {other['act']}?"
    return question


def _shape(code: str) -> str:
    """Return what codes of a kind have in common: "E-204" and "E-311", "4.1" and "4.1.3", two options."""
    return re.sub(r"(?:\.1)+", ".1", re.sub(r"[^\W\d]+", "a", re.sub(r"\d+", "1", code)))
