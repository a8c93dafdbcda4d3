"""What of a sentence can be no answer, whatever else it says: the question again, another role, a change.

A reader marks something in a sentence that has a question's words, though nothing in it is what is asked for:
"Chile" for "In which Chilean towns …?", "President Berg" for a minister, "80 years since the war" for how
long talks took. For questions and sentences in English; rows have rules of their own (see `qa.kinds`).
"""

import datetime
import re
from calendar import month_abbr, month_name
from typing import TYPE_CHECKING

from index.tokens import tokens, words
from index.types import lowest_heading
from qa.asked_name import lacks_a_name
from qa.countries import names_a_country, names_countries
from qa.dimensions import tells_other_dimension, tells_other_measure
from qa.direction import tells_other_direction
from qa.features import context_of
from qa.kinds import names_no_sum
from qa.languages import ENGLISH_WORDS
from qa.no_age import tells_no_age
from qa.other_role import leaves_role_open, names_other_role
from qa.question import Question, has_question_word
from qa.relations import tells_of_no_relative
from qa.saying import SAID, SAYING
from qa.telling_words import lacks_telling_word
from qa.told_wrongly import tells_what_was_wrong

if TYPE_CHECKING:
    from qa.evidence import Candidate

__all__ = ["sure_of_answer"]

NO_ANSWER_SURE = 0.25
"""What a sentence counts whose answer can be none, and how sure it may be."""

_CHOOSES = re.compile(r"\bor\b", re.IGNORECASE)
_HOW_MUCH_OF_IT = re.compile(
    r"\bhow (?!(?:are|can|could|did|do|does|had|has|have|is|should|was|were|will|would)\b)", re.IGNORECASE
)
_VAGUE = frozenset("certain famous known new old other popular recent well-known well".split())
"""What a thing may be called without being told from others: "a famous film" for "Which film …?"."""
_FULL_NAME = re.compile(r"(?:[A-Z][\w’'-]*\.? ){1,4}(?P<last>[A-Z][\w’'-]+)")
_NAMES_ANOTHER = re.compile(
    r"(?:\b(?:is|was|are|were|[Ww]hich|[Ww]hat|an?|family|name of|called)|['’]s|\b[A-Z][\w’'-]*\.?)\s+\Z"
)
_DENIES = re.compile(r"\b(?:no|not|never|none|nobody|nothing|neither|nor)\b|n['’]t\b", re.IGNORECASE)
_DEMONYM = re.compile(r"(?:n|an|ian|ish|ese|i|s)?")
"""What is added to the name of a country for what is of it."""
_WEEKDAY_ASKED = re.compile(r"\b(?:what|which) (?:day of the week|weekday)\b", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\b(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?s?\b|\b(?:to|yester)day\b|\btomorrow\b|\bweek(?:day|end)",
    re.IGNORECASE,
)
_MONTH_ASKED = re.compile(r"\b(?:what|which) months?\b(?! rent)", re.IGNORECASE)
_MONTH = re.compile(
    rf"\b(?:{'|'.join(filter(None, (*month_name, *month_abbr)))}|Sept|months?|seasons?|quarters?)\b"
    r"|\b(?:mid-?)?(?:spring|summer|autumn|winter)|\b(?:Christmas|Easter|New Year|Lent|Advent"
    r"|Whitsun|Pentecost|Michaelmas|Candlemas|Lammas|All Saints|All Souls|Ramadan|Eid"
    r"|Passover|Hanukkah|Diwali|Halloween|Thanksgiving|holidays?|half-term|day|harvest|solstice|equinox)\b"
    r"|\d[./-]\d",
    re.IGNORECASE,
)
"""What can tell of a month, in a sentence or above it, if only of a time of year; "13/3" and "2024-03" do."""
_HOUR_ASKED = re.compile(
    r"(?!.*\b(?:need|take|taken)\b).*\bwhat time (?:are|did|do|does|is|was|were|will) [^,;:?]*(?<!\bto )"
    r"\b(?:arrive|begin|close|depart|end|finish|leave|meet|open|sail|served|start)\b",
    re.IGNORECASE,
)
"""What asks for a time of day: of a thing that begins, ends, comes or goes."""
_SPELLED = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
_NO_HOUR = re.compile(
    rf"\bevery (?:\d{{1,3}}|{_SPELLED}) (?:minutes|mins?|hours|days|weeks)\b"
    r"|(?<!at )\b\d{1,2} (?:minutes|days|weeks|months|years)\b(?! (?:past|to)\b)",
    re.IGNORECASE,
)
"""How often something is, or how long, which is no time of day whatever its figures are."""
_HOUR = re.compile(
    rf"\d|\b(?:{_SPELLED}|half|quarter|hours?|clock|noon|mid-?day|mid-?night|(?:to)?night|morning|afternoon|evening"
    r"|dawn|dusk|sun-?(?:rise|set|down|up)|day-?(?:break|light)|nightfall|lunch|breakfast|dinner|supper|tea|bed"
    r"|tides?|water|time|times|day|closing|opening|when|while|once|during|soon|then|until|till|never|light|bell"
    r"|always|after|before|following|past|shortly|straight)\b|(?:time|ly)\b",
    re.IGNORECASE,
)
"""What may tell of a time of day: any figure, and what says when something is by something else."""
_RANK_ASKED = re.compile(
    r"\bwho(?: else)? (?:came|finished|ended(?: up)?|ranked|was placed) (?:second|third|fourth|fifth|last)\b",
    re.IGNORECASE,
)
_RANKED = re.compile(
    r"\d(?:st|nd|rd|th)\b|\b(?:second|third|fourth|fifth|last|runners?-?up|silver|bronze|behind|ahead"
    r"|followed|follow|next|winner|champion|came (?:in|home)"
    r"|beat|beaten|defeated|lost|trailed|trailing|rivals?|challengers?|place[ds]?|percent"
    r"|per cent|votes?|points)\b|%",
    re.IGNORECASE,
)
"""What may tell of a rank, if only by its figures."""
_RANKED_BESIDE = re.compile(
    r"\b(?:after|before) (?:her|him|them|[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3})"
    r"(?=[.,;:!?)]|\Z| (?:and|but|in|with)\b)"
)
"""What tells of it by another: "just after Ana Holm.", not "after Ana Holm won"."""
_KIND_ASKED = re.compile(
    r"\b(?:what|which)(?P<words>(?: (?:kind|sort|type)s? of)?(?: [\w’'-]+){1,4})", re.IGNORECASE
)
_HOW_LONG = re.compile(r"\bhow long\b", re.IGNORECASE)
_HOW_LONG_AGO = re.compile(r"\b(?:ago|since|before|after|until|till)\b", re.IGNORECASE)
_NO_LENGTH = re.compile(r"\s+(?:since|ago|old|later|earlier)\b", re.IGNORECASE)
"""What follows upon a time that tells when, or of what age, and not how long."""
_LEVEL_ASKED = re.compile(
    r"\bhow (?:high|deep|long|wide|old|heavy|large|big|tall|many)\b|\bhow much (?:is|are|was|were)\b"
    r"|\b(?:what|which) (?:[\w’'-]+ )?(?:volume|level|height|depth|length|width|size|number|price|turnover"
    r"|population|percentage|proportion|share)\b",
    re.IGNORECASE,
)
_CHANGE = (
    r"grow|grew|growth|ris(?:e|es|en|ing)|rose|rais|fall|fell|shrink|shrank|shrunk|increas|decreas|drop|declin|chang"
    r"|gain|lower|reduc|cut|lift|exten|widen|length|shorten|add|rem|sav|more|less|differ|extra|up|down"
)
_CHANGE_ASKED = re.compile(rf"\b(?:{_CHANGE}|by\b)", re.IGNORECASE)
_CHANGED_BY = re.compile(
    r"\b(?:grow|grew|ris(?:e|es|en|ing)|rose|rais(?:e|es|ed|ing)|fall(?:s|en|ing)?|fell|increas(?:e|es|ed|ing)"
    r"|decreas(?:e|es|ed|ing)|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing))\b[^.,;:]{0,40}? by"
    r"(?: (?:about|almost|around|at least|nearly|only|over|some|more than|up to))?\s*\Z",
    re.IGNORECASE,
)
_BEFORE_CHARS = 80
_ASKS_OF_SAYING = re.compile(
    rf"\b(?:{SAID}|(?:{SAYING})(?:e|y)?|hear|heard|inform|interview|learn|letter|message|news|speech|statement|talks"
    r"|meeting|negotiat)",
    re.IGNORECASE,
)
_SAID_THEN = re.compile(
    r"(?P<said>[^,;:]{0,200}),\s(?:[^,;:]{1,80}\s(?:said|says),\s)?[^,;:]{1,80}\s(?:(?:said|says|added|announced|confirmed|explained"
    r"|noted|reported|stated|stressed|wrote)\s(?:(?:at|during|from|in|on|late|early)\b[^,;:]{0,60})?"
    r"|told\s(?:[A-Z]|reporters|journalists)[^,;:]{0,80})\Z"
)
"""What stands before a date that ends a sentence and is of the saying: "The weir broke, Berg said on"."""
_LEAD = re.compile(
    r"\s*(?:after|as|at|before|by|during|following|from|in|on|since|when|while|with)\b", re.IGNORECASE
)
_LEAST_SAID_WORDS = 3
_NO_LONGER = re.compile(
    r"\bno longer (?:appl(?:y|ies)|holds?|stands?|(?:is |are |be )?(?:valid|current|correct|in force|true))\b"
    r"|\b(?:no longer|not|n['’]t) (?:valid|in force) any ?more\b",
    re.IGNORECASE,
)
"""What says of what a sentence tells that it is so no more: "The earlier date of 5 May no longer applies"."""
_NOW_ASKED = re.compile(
    r"(?=.*\b(?:who|posts?|jobs?|positions?|roles?|works?|working|lives?|living|based|employe[rd])\b)"
    r".*\b(?:now|nowadays|today|current(?:ly)?|present(?:ly)?|these days|at the moment)\b",
    re.IGNORECASE,
)
"""What asks what somebody is now, or where."""
_OF_THEN = re.compile(
    r"\b(?:then[\s-]+(?!(?:an?|the)\b)"
    r"|(?:former(?:ly)?|previous(?:ly)?|until recently)(?: (?:an?|as|the))?[\s-]+)",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"[^.;()]{0,60}\((?:until|till) [^()]{0,20}\b(?P<year>\d{4})\)")
"""What stands around what was so once: "then deputy chief", "chief surgeon (until 15 January 2023)"."""
_PEOPLE_ASKED = re.compile(
    r"\b(?:what|which)(?: (?!countr|nation|state|do\b|does\b|did\b|is\b|are\b|was\b|were\b)[\w’'-]+){0,2}?"
    r" (?:bank|business(?:e?s)?|compan(?:y|ie)|enterprise|firm|journalist"
    r"|newspaper|official|person|politician|reporter|scientist|writer)s?\b",
    re.IGNORECASE,
)
"""What asks for people or firms, of which a country is none."""
_TOWN_ASKED = re.compile(
    r"\b(?:what|which)(?: (?!countr|nation|of\b|state)[\w’'-]+)? (?:cit(?:y|ies)|towns?|villages?)\b",
    re.IGNORECASE,
)
_TOWN = re.compile(r"\b(?:cit(?:y|ies)|towns?|villages?)\b", re.IGNORECASE)
_IN_STATE = re.compile(r", [A-Z]")
"""What follows upon a town that is called like a country: "Norway, Maine"."""
_OF_LANGUAGE = re.compile(
    r"\b(?:citizen|cuisine|currenc|language|nationalit|people|speak|spoken)", re.IGNORECASE
)
_OTHER_CLAUSE = re.compile(r"[,;:]|\b(?:and|as|because|but|for|while)\b")
_NAMES_ONLY = re.compile(
    r"(?!.*\b(?:how|what|why|whether|which|is|are|do|does|can|could|may|must|should|will|would|has|have)\b)",
    re.IGNORECASE,
)
"""A request that asks by no word, but names a thing: "Closing date for the post"."""
_FORMER_ASKED = re.compile(
    r"\b(?:earlier|first|former(?:ly)?|initial(?:ly)?|longer|more|old|original(?:ly)?|past|previous(?:ly)?|still"
    r"|used to|was|were|did|had)\b",
    re.IGNORECASE,
)


def sure_of_answer(question: Question, candidate: "Candidate") -> float:
    """Return how sure one can be of a sentence of prose by what in it is to answer: 1, or little."""
    if candidate.row is not None or question.language != "en":
        return 1.0
    if candidate.match.language not in (None, "en"):
        return 1.0
    text = candidate.text
    if question.topic:
        return NO_ANSWER_SURE if _holds_no_more(question, text, 0) else 1.0
    none = _WEEKDAY_ASKED.search(question.text) and not _WEEKDAY.search(text)
    if _MONTH_ASKED.search(question.text):
        none = none or not _MONTH.search(f"{context_of(candidate.match)} {text}")
    none = none or (_HOUR_ASKED.match(question.text) and _tells_no_hour(question, candidate))
    none = none or tells_what_was_wrong(question, candidate) or lacks_telling_word(question, candidate)
    none = none or lacks_a_name(question, candidate)
    none = none or tells_of_no_relative(question, candidate)
    if _RANK_ASKED.search(question.text):
        none = none or not (_RANKED.search(text) or _RANKED_BESIDE.search(text))
    if candidate.answer is not None and not none:
        start, end = candidate.answer
        none = (
            _says_the_question(question, text[start:end])
            or names_other_role(question, text, start, end)
            or leaves_role_open(question, text, start)
            or tells_no_age(question, text, start, end)
            or _tells_when(question, text, end)
            or _tells_a_change(question, text, start)
            or tells_other_direction(question, text, start)
            or tells_other_dimension(question, text, end)
            or tells_other_measure(question, text, start, end)
            or _tells_of_then(question, text, start, end)
            or (_PEOPLE_ASKED.search(question.text) and names_countries(text[start:end]))
            or _names_a_country_for_a_town(question, text, start, end)
            or _holds_no_more(question, text, end)
            or names_no_sum(question, text, start, end)
            or _tells_when_it_was_said(question, text, start, end)
        )
    return NO_ANSWER_SURE if none else 1.0


def _tells_no_hour(question: Question, candidate: "Candidate") -> bool:
    """Return whether neither a sentence nor the heading above it has what may be a time of day.

    A number that the question names, of a line or a room, is none.
    """
    text = _NO_HOUR.sub(" ", f"{lowest_heading(candidate.match.hit.passage.heading)}\n{candidate.text}")
    named = "|".join(filter(str.isdigit, question.names))
    return not _HOUR.search(re.sub(rf"(?<![\w.:])(?:{named})(?![\w.:–-])", " ", text) if named else text)


def _holds_no_more(question: Question, text: str, end: int) -> bool:
    """Return whether a sentence says that what is asked for is so no more: an answer, whose end is given.

    It says so of that and of nothing else between, and does not go on with what is so now.
    """
    if question.kind not in ("date", "figure", "who") and not _NAMES_ONLY.match(question.text):
        return False
    said = _NO_LONGER.search(text, end)
    if said is None or _FORMER_ASKED.search(question.text) or any(map(str.isdigit, text[said.end() :])):
        return False
    return not _OTHER_CLAUSE.search(text, end, said.start())


def _tells_of_then(question: Question, text: str, start: int, end: int) -> bool:
    """Return whether an answer to what is so now tells what was so once: "then deputy chief"."""
    if not _NOW_ASKED.search(question.text):
        return False
    until = _UNTIL.match(text, end)
    past = until is not None and int(until["year"]) < datetime.datetime.now(datetime.UTC).year
    near = max(0, start - _BEFORE_CHARS)
    return past or any(one.end() == start for one in _OF_THEN.finditer(text, near))


def _says_the_question(question: Question, answer: str) -> bool:
    """Return whether an answer has but words of what is asked, a country's for what is of it among them.

    Where it is asked whether, why, how close, or which of two, it may; so may what denies it.
    """
    if question.kind in ("figure", "date", "reason") or _CHOOSES.search(question.text):
        return False
    if _HOW_MUCH_OF_IT.search(question.text) or _is_of_asked_kind(question.text, answer):
        return False
    if _DENIES.search(answer) or not has_question_word(question.text, "en"):
        return False
    if question.kind == "who" and _is_who_is_named(question.text, answer):
        return True
    said = [word for word in words(answer) if word not in ENGLISH_WORDS and not _is_vague(word, answer)]
    own = question.text[question.own_start :]
    asked, stems = words(own), set(tokens(own, "en"))
    return bool(said) and all(
        stems.issuperset(tokens(word, "en"))
        or any(one.startswith(word) and _DEMONYM.fullmatch(one[len(word) :]) for one in asked)
        or (len(said) == 1 and not _OF_LANGUAGE.search(own) and any(_is_demonym(word, one) for one in asked))
        for word in said
    )


def _names_a_country_for_a_town(question: Question, text: str, start: int, end: int) -> bool:
    """Return whether a country answers which town it was; no town may be called like it in the sentence."""
    if not _TOWN_ASKED.search(question.text) or _TOWN.search(text) or _IN_STATE.match(text, end):
        return False
    return names_a_country(text[start:end])


def _is_demonym(word: str, country: str) -> bool:
    """Return whether an answer of one word is but what is of a country that is asked about: "Norlandian"."""
    if not (word.startswith(country) and _DEMONYM.fullmatch(word[len(country) :])):
        return False
    return names_a_country(country)


def _is_of_asked_kind(question: str, answer: str) -> bool:
    """Return whether an answer names the kind of thing asked for: "number theory" for "What theory …?".

    Its other words may stand in the question, if not beside that one; they may not be vague alone.
    """
    asked, last = _KIND_ASKED.search(question), tokens(answer, "en")[-1:]
    kind = set(tokens(asked["words"], "en")) if asked else set()
    telling = [word for word in words(answer) if word not in ENGLISH_WORDS and not _is_vague(word, answer)]
    return not kind.isdisjoint(last) and len(telling) > 1 and answer.lower() not in question.lower()


def _is_vague(word: str, answer: str) -> bool:
    """Return whether a word tells nothing: "old", where it is not of a name ("Old Bridge")."""
    return word in _VAGUE and word in answer


def _is_who_is_named(question: str, answer: str) -> bool:
    """Return whether an answer is the full name of somebody whom a question names by the last word of it.

    Not where it is asked who that is, or of the family: "Who is Holm?", "Which Holm …?", "Holm's son".
    """
    named = _FULL_NAME.fullmatch(answer)
    return named is not None and any(
        not _NAMES_ANOTHER.search(question, 0, found.start())
        for found in re.finditer(rf"\b{re.escape(named['last'])}\b(?!['’])", question)
    )


def _tells_when(question: Question, text: str, end: int) -> bool:
    """Return whether an answer to how long something took tells when it was: "80 years since"."""
    asked = _HOW_LONG.search(question.text)
    return (
        asked is not None
        and not _HOW_LONG_AGO.search(question.text, asked.end())
        and bool(_NO_LENGTH.match(text, end))
    )


def _tells_a_change(question: Question, text: str, start: int) -> bool:
    """Return whether an answer to how much there is tells by how much it changed: "rose by 3 metres"."""
    return (
        bool(_LEVEL_ASKED.search(question.text))
        and not _CHANGE_ASKED.search(question.text)
        and bool(_CHANGED_BY.search(text[max(0, start - _BEFORE_CHARS) : start]))
    )


def _tells_when_it_was_said(question: Question, text: str, start: int, end: int) -> bool:
    """Return whether a date in answer to when something was tells when it was said, at a sentence's end."""
    if question.kind != "date" or text[end:].strip(" .!?\"'”’)") or _ASKS_OF_SAYING.search(question.text):
        return False
    saying = _SAID_THEN.search(text[:start])
    return (
        saying is not None
        and len(saying["said"].split()) >= _LEAST_SAID_WORDS
        and not _LEAD.match(saying["said"])
    )
