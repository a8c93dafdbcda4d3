"""Requests that name a topic and ask no question of it: "Tell me about the sanctions", "victory parade date".

No sentence is the answer to such a request; what is wanted are those that tell most of the topic. A reader,
which was trained to tell answers from what merely stands near them, finds none of them good enough, so that
topics are judged by vectors and words (see `Calibration.unread`).
"""

import re

from index.tokens import fold
from qa.languages import LANGUAGES, asks_in, language_of, summed_in
from qa.question import ASKING_WORDS, QUESTION_WORDS, is_function_word

__all__ = ["asks_for_overview", "topic_of", "topic_requested"]

_TEXT_NOUNS = (
    "articles? archives? books? collections? corpus documents? files? folders? library materials? notes? "
    "pages? papers? passages? pdfs? reports? sources texts?"
).split()
_TEXTS = (
    rf"(?:(?:all|any|some|one)\s(?:of\s)?)?(?:the|these|those|this|my|our|your)\s(?:{'|'.join(_TEXT_NOUNS)})"
)
_ONE_TEXT = (
    r"(?:the|this|that|our|my)\s(?:agreement|annual report|brochure|contract|e-?mails?|guide|handbook|"
    r"instructions|lease|letters?|manual|memo|minutes|polic(?:y|ies)|rules|statement|study|terms|transcript)"
)
_TEXT_NOUN = re.compile("|".join(_TEXT_NOUNS), re.IGNORECASE)
_ABOUT = r"(?:about|on|of|regarding|concerning)"
_SOMETHING = r"(?:anything|something|everything|all|more|a\sbit|a\slittle|details?|info(?:rmation)?)"
_WHICH_TEXT = (
    r"(?:which|what)(?: of (?:the|these|those|my|our|your))? "
    r"(?:articles?|books?|documents?|e-?mails?|files?|letters?|messages?|minutes|notes?|pages?|papers?|pdfs?|"
    r"records?|reports?|sources?|texts?)"
)
_MENTIONS = (
    r"(?:mentions?|refers? to|discuss(?:es)?|(?:talks?|says? (?:any|some)thing|tells? (?:me|us)) about)"
)
_SUMMARY = r"(?:(?:an?|the|some)\s)?(?:(?:brief|short|quick|general)\s)?(?:overview|summary|background|facts)"
_WRITTEN = r"written(?! on (?:an?|each|every|her|his|its|the|their)\b)"
"""What may be asked of a topic; "written on the door" is asked of the door."""
_REQUEST = re.compile(
    "^(?:(?:please|hi|hello|hey|ok|okay|so|now)[, ]+)*(?:(?:can|could|would|will) you (?:please )?)?(?:"
    + "|".join(
        (
            rf"(?:tell|inform) (?:me|us) (?:{_SOMETHING} )*{_ABOUT}",
            rf"(?:(?:give|show|get) (?:me|us) )?(?:{_SUMMARY}|(?:some )?{_SOMETHING}) {_ABOUT}",
            r"(?:summari[sz]e|describe|explain|outline|discuss)",
            rf"i(?:['’]d| would)? (?:want|like|need) to (?:know|read|hear|learn) (?:{_SOMETHING} )*{_ABOUT}",
            rf"(?:is there|do (?:you|we|they|{_TEXTS}) (?:have|say|contain)|have you got) "
            rf"{_SOMETHING} (?:in {_TEXTS} )?{_ABOUT}",
            rf"(?:do|does) (?:they|{_TEXTS}|any (?:{'|'.join(_TEXT_NOUNS)})) mention",
            rf"{_WHICH_TEXT} (?:also )?{_MENTIONS}",
            rf"what (?:is|was) (?:that|this) (?:whole )?(?:story|thing|matter|business) {_ABOUT}",
            rf"what (?:do|does|did|can|could) (?:{_TEXTS}|{_ONE_TEXT}|they|it|you) (?:have to )?"
            rf"(?:say|tell(?: (?:me|us))?|report|mention|know|contain|write) {_ABOUT}",
            rf"what(?:['’]s| is| was) (?:known|said|{_WRITTEN}|reported|told) "
            rf"(?:(?:here|in {_TEXTS}) )?{_ABOUT}",
            rf"what (?:do|can) (?:we|you) (?:know|say|tell (?:me|us)) {_ABOUT}",
        )
    )
    + r") (?P<topic>.+)$",
    re.IGNORECASE,
)
_MENTIONED = re.compile(
    rf"^(?:(?:where(?: in {_TEXTS})?|in {_WHICH_TEXT}) (?:is|are|was|were) (?P<topic>.+?) (?:first |also )?"
    rf"(?:mentioned|referred to)(?: in {_TEXTS})?"
    rf"|(?:is|are|was|were) (?P<told>.+?) (?:ever |also )?mentioned (?:anywhere|at all|in {_TEXTS}))$",
    re.IGNORECASE,
)
"""Requests whose topic is not at their end: "Where is the ferry mentioned?"."""
_PLEASE = re.compile(r",? please$", re.IGNORECASE)
_OUT_OF = re.compile(rf" (?:in|from|according to|within|across) {_TEXTS}$", re.IGNORECASE)
_REPORT_ON = re.compile(rf"^{_TEXTS} {_ABOUT} ", re.IGNORECASE)
_IN_FRONT = re.compile(r"^(?:what|how) about (?P<topic>.+)$", re.IGNORECASE)
_QUESTION_WORD = re.compile(
    rf"\b(?:{QUESTION_WORDS}|whether|if|am|shall|may|might|must|name|list|compare)\b", re.IGNORECASE
)
_BEGINS_QUESTION = re.compile(rf"^(?:{ASKING_WORDS}|whether|if)\b", re.IGNORECASE)
_MOST_BARE_WORDS, _MOST_ASKED_WORDS = 6, 2
"""How many words name a topic where nothing requests it; and how many with a question mark."""
_OVERVIEW_WORDS = frozenset(
    """
    brief briefly can contain contains content contents could cover covered covers describe discuss discussed
    discusses general gist give holds inside key kind kinds main mainly overall overview please provide short
    show sort sorts subject subjects summaries summarise summarize summary theme themes topic topics
    """.split()
)
_SAYS = frozenset("about in say tell talk deal deals".split())
_SUMMARIES = frozenset("overview overviews summaries summarise summarize summary gist topics themes".split())
_POINTS = frozenset("it that this them these those him her his their its".split())
_ASKS_OTHERWISE = frozenset("how many who whom whose when where why".split())
_WORD = re.compile(r"[^\W\d_]+(?:['’]\w+)?|\d+")
_WHAT_IS_THIS = re.compile(
    r"(?:so )?what(?:['’]s| is| are)"
    r" (?:(?:it|that|they|these|this)(?: all)? about|all this(?: about)?|this)\W*"
    r"|what do(?:es)? (?:it|that|they|these|this) (?:cover|contain|say|tell(?: me| us)?)\W*",
    re.IGNORECASE,
)


def topic_requested(question: str) -> str | None:
    """Return the topic that a request says it is about ("Tell me about …"), or None."""
    bare = _PLEASE.sub("", _bare(question))
    if mentioned := _MENTIONED.match(bare):
        return mentioned["topic"] or mentioned["told"]
    found = _REQUEST.match(bare)
    if found is None:
        return None
    topic = _REPORT_ON.sub("", _OUT_OF.sub("", found["topic"]))
    return None if _BEGINS_QUESTION.match(topic) else topic


def topic_of(question: str) -> str | None:
    """Return the topic of a request that asks no question, or None where a question is asked.

    A few words without a question word name a topic too, as they do in a search box.
    """
    requested = topic_requested(question)
    if requested is not None:
        return requested
    language = language_of(question)
    if language != "en" and asks_in(question, language):
        return None
    bare = _bare(question)
    in_front = _IN_FRONT.match(bare)
    topic = in_front["topic"] if in_front else bare
    asked = question.rstrip().endswith("?") and not in_front
    most = _MOST_ASKED_WORDS if asked else _MOST_BARE_WORDS
    if (
        question.rstrip().endswith((".", "!"))
        or len(_WORD.findall(topic)) > most
        or _QUESTION_WORD.search(topic)
    ):
        return None
    return topic or None


def asks_for_overview(question: str, *, first: bool = False) -> bool:
    """Return whether it is asked what the documents are about, and nothing else.

    Where it is the `first` question, "What is this about?" is meant of them.
    """
    if first and _WHAT_IS_THIS.fullmatch(question.strip()):
        return True
    language = language_of(question)
    if language != "en":
        summed = summed_in(question, language)
        return summed is not None and set(summed) <= set(fold(LANGUAGES[language].texts).split())
    said = [re.sub(r"['’]s$", "", word.lower()) for word in _WORD.findall(question)]
    texts = [word for word in said if word == "here" or _TEXT_NOUN.fullmatch(word)]
    known = _OVERVIEW_WORDS.union(texts, _SAYS if texts else ())
    others = [word for word in said if word not in known]
    if _ASKS_OTHERWISE.intersection(others) or not all(is_function_word(word, ("en",)) for word in others):
        return False
    if texts:
        return bool(_OVERVIEW_WORDS.union(_SAYS).intersection(said))
    return bool(_SUMMARIES.intersection(said)) and not _POINTS.intersection(said)


def _bare(question: str) -> str:
    """Return a question in one line, without the marks at its end."""
    return " ".join(question.split()).rstrip(" ?!.")
