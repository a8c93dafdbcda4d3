"""What an ellipsis puts in the place of something else: "And in November?", "And Megan Voss?"."""

import regex as re

from qa.figures import BELOW_TWENTY, date_parts, dates, named_inside, names, years
from qa.speaker import asked_as, with_other_speaker

__all__ = [
    "AFTER_NAME",
    "with_another_speaking",
    "with_another_telling",
    "with_other_date",
    "with_other_person",
    "with_year_from_there",
]

_DATED = re.compile(r"(?:(in|on|at|by|for|since|until|from|during|of)\s+)?(.+)", re.IGNORECASE)
_DAY_ALONE = re.compile(r"(?:(?:on|of|for)\s+)?the\s+((\d{1,2})(?:st|nd|rd|th))", re.IGNORECASE)
_DAY = re.compile(r"\b\d{1,2}(?P<ending>st|nd|rd|th)?\b", re.IGNORECASE)
_BEFORE_DATE = re.compile(r"\b(in|on|at|by|for|since|until|from|during|of)\s+$", re.IGNORECASE)
_WEEKDAY = re.compile(r"\p{L}+day", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:he|she|him|his|her)\b", re.IGNORECASE)
_OWNING = re.compile(
    r"(?:his|her)\s+(?!(?:about|after|and|as|at|because|before|but|by|during|for|from|if|in|into|of|on|or|out"
    r"|over|since|that|the|this|to|until|up|when|where|while|with|without|yesterday)(?![\w-]))(?=\p{L})",
    re.IGNORECASE,
)
"""A pronoun before what is hers; "Who met her in court?" is of herself."""
AFTER_NAME = re.compile(r",? (?:junior|senior|jr|sr|the (?:elder|younger))\b\.?", re.IGNORECASE)
"""What belongs to a name and is written small: "Orme junior"."""
_POSSESSIVE = re.compile(r"['’]s?$")
_DETERMINED = re.compile(r"\b(?:the|an?|this|that|our|my|your|its|their)\s+$", re.IGNORECASE)
_WHO_IS = re.compile(r"who(?:['’]s| (?:is|was))(?:\s+(?!the\b)\p{L}\S*+){1,4}\s*", re.IGNORECASE)
_SPEAKS = re.compile(
    r"(?P<of>the|his|her|their|its|our)\s+(?:\p{Ll}[\p{Ll}’'-]*\s+){0,2}(?:accused|administration|agency|aide|"
    r"ambassador|army|association|authorities|authority|bank|bishop|board|brother|campaigners|chairman|charity|"
    r"church|club|colleague|commander|commission|committee|company|coroner|council|court|critic|daughter|"
    r"defence|defendant|defense|department|director|doctor|embassy|employer|expert|family|father|firm|foundation|"
    r"friend|governor|government|head|hospital|husband|inspector|institute|judge|jury|landlord|lawyer|manager|"
    r"mayor|minister|ministry|mother|neighbour|newspaper|office|officer|official|opposition|owner|paper|"
    r"parent|parliament|party|plaintiff|police|president|priest|prosecution|prosecutor|protester|regulator|"
    r"resident|residents|school|secretary|sister|soldier|son|spokesman|spokeswoman|staff|students|teacher|team|"
    r"tenant|treasurer|tribunal|union|university|victim|widow|wife|witness|worker)(?:e?s)?",
)
"""Who may say something and is written small: "the ministry", "her lawyer"."""


_COUNTS = ["a", *BELOW_TWENTY[:10]]
_YEARS_FROM = re.compile(
    rf"(?:in )?(?:the )?(?:(?:just |only )?(?P<count>{'|'.join(_COUNTS)}|\d{{1,2}}) )?"
    r"(?P<next>years? (?:later|after(?:wards)?(?: that)?|on)|(?:next|following) year)"
    rf"|(?:in )?(?:the )?(?:(?:just |only )?(?P<back>{'|'.join(_COUNTS)}|\d{{1,2}}) )?"
    r"(?P<before>years? (?:earlier|before(?: that)?)|(?:previous|preceding) year)",
    re.IGNORECASE,
)
_IN_A_YEAR = re.compile(r"\b(?:in|for|during|by|since|of|from) (?P<year>(?:1[5-9]|20)\d\d)(?=\W*$| [a-z]|,)")
"""What an ellipsis counts from the year of a question, "two years later", and where that stands by itself."""
_TOLD_BY = re.compile(r"\baccording to (?P<whom>[^,;:?!]+?)(?=,|\W*$)", re.IGNORECASE)


def with_year_from_there(question: str, phrase: str) -> str:
    """Return a question with the year to which "two years later" or "the year before" counts from its own.

    Unchanged without one year that stands by itself: that of a day, or of "the 2018 flood", is no such.
    """
    counted, own = _YEARS_FROM.fullmatch(phrase), [*_IN_A_YEAR.finditer(question)]
    if counted is None or len(own) != 1 or years(question) != {own[0]["year"]}:
        return question
    if [span for span in dates(question) if span != own[0].span("year")]:
        return question
    said = (counted["count"] or counted["back"] or "").lower()
    if not said and re.search(r"years\b", phrase):
        return question  # nobody says how many
    said = said or "a"
    number = int(said) if said.isdigit() else max(_COUNTS.index(said), 1)
    year = int(own[0]["year"]) + (number if counted["next"] else -number)
    return f"{question[: own[0].start('year')]}{year}{question[own[0].end('year') :]}"


def with_another_telling(question: str, phrase: str) -> str:
    """Return a question with "according to the union" in the place of whom it says it is told by."""
    told, own = _TOLD_BY.fullmatch(phrase), [*_TOLD_BY.finditer(question)]
    if told is None or len(own) != 1:
        return question
    return f"{question[: own[0].start('whom')]}{told['whom']}{question[own[0].end('whom') :]}"


def with_other_date(question: str, phrase: str) -> str:
    """Return a question with a month, a day or a weekday in the place of its own; the year stays.

    A day alone ("on the 25th") is one of the same month. A phrase that names a year too, and a question
    without a date of the kind, leave it unchanged.
    """
    if day := _DAY_ALONE.fullmatch(phrase):
        return _with_other_day(question, day)
    slot = _DATED.fullmatch(phrase)
    said = slot[2] if slot else ""
    if slot is None or years(said) or list(dates(said)) != [(0, len(said))]:
        return question
    for start, end in reversed(list(dates(question))):
        old = question[start:end]
        if _kind_of_date(old) != _kind_of_date(said):
            continue
        year = f" {year}" if (year := " ".join(years(old))) else ""
        before = _BEFORE_DATE.search(question, 0, start)
        alike = any(map(str.isdigit, said)) == any(map(str.isdigit, old.replace(year, "")))
        on = slot[1] or (before[1] if alike else "in" if said.isalpha() else "on") if before else ""
        start = before.start() if before else start
        return f"{question[:start]}{on} {said}{year}{question[end:]}".replace("  ", " ")
    return question


def _with_other_day(question: str, said: re.Match[str]) -> str:
    """Return a question with another day in its last date that has one and writes its month as a word."""
    for start, end in reversed(list(dates(question))):
        old = _DAY.search(question, start, end)
        if old and any(map(str.isalpha, question[start:end])) and date_parts(question[start:end])[2]:
            day: str = said[1] if old["ending"] else said[2]
            return question[: old.start()] + day + question[old.end() :]
    return question


def _kind_of_date(said: str) -> str:
    """Return "month" of a month or a day of one, "weekday", or the words of anything else."""
    if _WEEKDAY.fullmatch(said):
        return "weekday"
    return "month" if date_parts(said)[1] is not None else said


def with_other_person(question: str, name: str) -> str:
    """Return a question about "he" or "she", or who somebody is, asked of another; others are unchanged.

    Without a pronoun the one name that it has is replaced, but none after "the", which seldom is of the kind,
    and none of which somebody speaks. A question with a name beside the pronoun, or with several, may mean
    the other in each one's place.
    """
    bare = question.rstrip(" ?.!")
    if (who := _WHO_IS.fullmatch(bare)) and len(who.group().split()) > 2:
        return f"{' '.join(bare.split()[:2])} {name}?"
    pronoun = _PERSON.search(question)
    if pronoun is None:
        return _with_other_name(question, name)
    if named_inside(question):
        return question
    owning = _OWNING.match(question, pronoun.start())
    end = owning.end() if owning else pronoun.end()
    return question[: pronoun.start()] + (f"{name}'s " if owning else name) + question[end:]


def _with_other_name(question: str, name: str) -> str:
    """Return a question with another in the place of the one name that it has."""
    named = named_inside(question)
    if len(named) != 1 or asked_as(question) or _DETERMINED.search(question[: named[0][0]]):
        return question
    (start, end), after = named[0], AFTER_NAME.match(question, named[0][1])
    end = after.end() if after else start + len(_POSSESSIVE.sub("", question[start:end]))
    other: str = _POSSESSIVE.sub("", name)
    return question[:start] + other + question[end:]


def with_another_speaking(question: str, phrase: str) -> str:
    """Return a question for somebody's words asked of who is named by what they are: "And the ministry?".

    "Her lawyer" is that of whose words were asked for. Unchanged where what is spoken about may be meant.
    """
    who = asked_as(question)
    speaking = _SPEAKS.fullmatch(phrase)
    if not who or speaking is None or _SPEAKS.search(question.partition(who)[2]):
        return question
    owned = speaking["of"] not in ("the", "our") and any(names(who))
    phrase = f"{who}'s{phrase[len(speaking['of']) :]}" if owned else phrase
    return with_other_speaker(question, phrase)
