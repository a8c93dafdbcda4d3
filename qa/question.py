"""What a question asks for: its content words, the kind of its answer, and the years it names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.lexical import is_stop_word
from index.tokens import fold, words
from qa.figures import DateParts, names, years
from qa.initials import written_as_initials
from qa.languages import (
    ENGLISH_WORDS,
    AnswerKind,
    asked_kind,
    asks_in,
    has_capitals,
    language_of,
    says_nothing,
    silent_spans,
)
from qa.lives import life_in_full
from qa.types import Place, Statement

__all__ = [
    "AFTER_THE",
    "ASKING_WORDS",
    "QUESTION_WORDS",
    "WHO_IS_NAMED",
    "WORD",
    "AnswerKind",
    "Question",
    "Word",
    "asks_for_one_thing",
    "has_question_word",
    "in_full",
    "is_function_word",
    "lead_explained_later",
    "main_clause",
    "names_several",
    "read_question",
    "without_content",
    "without_spans",
]

_AMOUNTS = (
    r"share|number|proportion|amount|figure(?! \d)|age|price|rate|percentage|total|sum|size|population|score"
)
_MEASURES = (
    "budget|capacity|charge|cost|depth|distance|duration|fare|fee|fine|height|length|penalty|rent|salary|speed"
    "|temperature|turnout|wage|weight|width"
)
_WHAT_IS_THE = (
    r"\bwhat(?:['’]s| is| was| were| will be| would be) (?:the|its|his|her|their|our|your|my) "
    r"(?:[\w-]+ ){0,2}?"
)
"""What comes before what is asked for: "What is the monthly rent?"."""
_ASKED_VALUE = re.compile(
    r"(?!.*\b(?:who|whom|whose|what|which|when|where|why|how|(?-i:may)|am|are|be|been|can|could|did|do|does|had"
    r"|has|have|is|must|shall|should|was|were|will|would|asks?|changed?|changes|cost|costs|fall|falls|falling|fell"
    r"|go|goes|grew|grow|grows|growing|increased?|increases|paid|pays|rise|rises|rising|rose|said|say|says|set|went)"
    r"\b(?! of| for))(?:the )?(?P<before>(?:(?!\w+s\b)[\w%-]+ ){0,2}?)"
    r"(?:notice (?:needed|required) (?:for|to)\b.+"
    r"|(?:amount|capacity|charge|cost|depth|distance|duration|fare|fee|height|length|number|penalty|population"
    r"|price|rate|rent|salary|size|speed|temperature|turnout|wage|weight|width)"
    r"(?: per \w+)? (?:for|of)\b(?! (?:contents|speech)\b).+)",
    re.IGNORECASE,
)
"""What asks, without a word that does, for the value of something: "cost of rebuilding the kiln"."""
_NO_NOUN = frozenset(
    "calculate check compare describe discuss explain find get give list need paid see send set".split()
)
_UNTIL_COST = r"[^,;:?]{1,60}? (?:cost|weigh)\b"
"""What follows upon "what did" where an amount is asked for: "What did the repair cost?"."""
_KINDS: tuple[tuple[AnswerKind, str], ...] = (
    (
        "figure",
        r"\bhow (?:many|much|old|long|far|often|tall|large|big|fast|high|low|few|deep|heavy|wide)\b"
        rf"|\bper ?cent(?:age)?\b|\b(?:what|which)(?: \w+)? (?:{_AMOUNTS})\b"
        rf"|{_WHAT_IS_THE}(?:{_AMOUNTS}|{_MEASURES})\b"
        r"|^(?:the )?(?:number|amount|share) of\b"
        rf"|\bwhat (?:do|does|did|will|would) {_UNTIL_COST}",
    ),
    (
        "date",  # "When should I stop?" asks for a condition
        r"\bwhen\b(?! (?:should|must|may|can|is it|to)\b"
        r"| (?:do|does) (?:I|you|we|someone|somebody|one|an?)\b)"
        r"|\b(?:what|which|whose)(?: \w+)? (?:year|date|day|month|century|decade|time)s?\b"
        rf"|{_WHAT_IS_THE}(?:year|date|deadline|day)\b"
        r"|^(?:the )?date (?:of|on which|that|when)\b|^(?:the )?date (?:\S+ )+(?:is|was|were)\b",
    ),
    (
        "who",
        r"\bwho(?:m|se)?\b|\b(?:what|which) (?:person|man|woman|people|president|minister|author|team)\b",
    ),
    (
        "where",
        r"\bwhere\b|\b(?:what|which) (?:country|countries|city|cities|state|place|town|region|continent|"
        r"location|nation|capital|river|island)\b",
    ),
    ("reason", r"\bwhy\b|\bfor what reason\b|\bhow come\b|\bwhat (?:is|was|were|are) the (?:cause|reason)"),
)
_COMPILED = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS]
AFTER_THE = re.compile(r"\bthe\s+\Z", re.IGNORECASE)
"""What stands right before a noun or a name that is definite."""
WHO_IS_NAMED = re.compile(r"(?i:who(?:['’]s| is| was)) (?:[A-Z][\w’'-]*\.?\s*){1,4}\W*")
"""What asks for no person but for what that one is: a label may tell it, "First aider"."""
INHERITED_SHARE = 0.5
ASKING_WORDS = "who|whom|whose|what|which|when|where|why|how"
QUESTION_WORDS = f"{ASKING_WORDS}|did|does|do|is|are|was|were|has|have|had|can|could|will|would|should"
"""Patterns of the words that ask for something, and of all that make a question of a phrase."""
_HAS_QUESTION_WORD = re.compile(rf"\b(?:{ASKING_WORDS})\b", re.IGNORECASE)
_BROAD = re.compile(
    r"\b(?:say|said|says|think|thinks|thought|tell|told|speak|spoke|claim|claimed) (?:about|of|on)\b"
    r"|^(?:tell me|list|compare|describe|explain|summari[sz]e|name (?:all|the))\b"
    r"|\bwhat (?:happened|issues|topics|themes|points|are the (?:main|differences))\b"
    r"|\bhow (?:are|were) relations\b|\bin general\b|\boverview\b",
    re.IGNORECASE,
)
_PLURAL = r"(?!(?:applies|belongs|comes|depends|does|goes|happens|is|says|seems|was)\b)[\w'’-]*[^\W_siu]s"
"""A pattern of what may be a noun in the plural, and no verb: "Which wine goes with it?"."""
_DONE = r"(?:new|added|agreed|changed|decided|deprecated|discussed|fixed|removed)"
"""A pattern of what tells of several things: "What was fixed in 2.4.1?", "What changed in May?"."""
_SEVERAL = re.compile(
    r"^(?:please )?(?:list|name|enumerate)\b|^(?:can|could|would) you (?:please )?(?:list|name|enumerate)\b"
    r"|\b(?:what|which|who)(?: else)? (?:are|were)\b|\ball (?:of )?(?:the|its|their|his|her)\b"
    rf"|\b(?:what|which)(?: (?!in\b|per\b|is\b|was\b|does\b)[\w'’-]+){{0,3}} {_PLURAL} (?:and [\w'’-]+ )?"
    r"(?:are|were|do|does|did|has|have|had|can|could|come|may|might|mean|must|need|should|will|would)(?:n?['’]t)?\b"
    rf"|\bwhat (?:do|did|have|can|must|should|can't|mustn't|shouldn't) (?!{_UNTIL_COST})\w+ "
    rf"|^(?:what|which) (?:[\w'’-]+ ){{0,2}}{_PLURAL} (?:about|at|for|from|in|of|on|to|with)\b"
    rf"|^what(?:['’]s| is| are| was| were| has been| have been) {_DONE}\b"
    rf"|^what(?: has| have)? {_DONE}(?! by\b)(?: (?:about|after|at|for|from|in|since|to|with)\b|\W*$)"
    r"|^(?:what|how) about\b|\bstep[- ]by[- ]step\b|\bwhat(?: else)? (?:is|was) there to\b"
    r"|\b(?:what|which) (?:[\w'’-]+ )?(?:accommodation|advice|behaviour|clothing|equipment|gear|kit|luggage"
    r"|paperwork|stuff)\b"
    r"|^(?:(?:so|and|but) )?how (?:do|can|should|would|must|did) (?:i|we|you|one)\b|^how to\b"
    r"|\bwhat (?:to|(?:can|should) (?:i|we|you)) (?:try|check|do)\b"
    rf"|^(?:deadlines|signs|stages|steps|symptoms|things|types|ways) (?:for|i|in|of|that|to|we|you)\b",
    re.IGNORECASE,
)
_NAMES_SEVERAL = re.compile(rf"^(?:[\w'’-]+ ){{0,3}}{_PLURAL}\b(?! (?:\d|[A-Z]))")
_LATEST = re.compile(
    r"\b(?:now|nowadays|currently|presently|at present|at the moment|in force|today|latest|newest"
    r"|current(?= \w)(?! (?:accounts?|affairs|assets|liabilities|of|in|at|and|is|was)\b)"
    r"|most recent(?:ly)?|these days|up to date)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"^(?:(?:so|and|but) )?(?:what|how|which|who|whom|whose|why|where)\b[^,;:?!]*?"
    r"\b(?!(?:about|and|date|day|from|know|moment|of|on|or|says?|since|tell|time|to|until|year)\b)[\w'’-]+"
    r"(?= when (?!was\b|were\b|is\b|are\b|did\b|do\b|does\b)[\w'’-]+ )",
    re.IGNORECASE,
)
"""What comes before a "when" that only tells the time of something else: "What do I do when it is full?"."""
_WHOEVER = re.compile(
    r"^(?!.*\b(?:names?|tell)\b)(?P<somebody>"
    r"(?:(?:and|but|so) )?(?:can|could|does|how|may|must|should|what|when|where|why)\b[^,;:?]*?"
    r" (?:(?:any|every|some)(?:body|one)|applicants?|candidates?|children|customers?|employees?"
    r"|guests?|members?|men|owners?|part(?:y|ies)|passengers?|patients?|people|persons?|students?|tenants?|those|users?"
    r"|women|workers?)) who\b(?=.* )",
    re.IGNORECASE,
)
"""Of whom something is asked, by what they are or do: "What does somebody who is no member pay?"."""
WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:['’][^\W_]+)?")
_MAY = re.compile(r"(?i:(?<=\d )may|\bmay(?= \d)|\b(?<=in )may|\b(?<=since )may)\b|(?<=\S )May\b")
"""The month or a name, which is no function word."""
_LEAD = re.compile(
    r"^(?:according to|after|as|at|before|besides|by|despite|during|for|from|in|on|since|to|under|until|upon"
    r"|when|while|with|without)\b[^,?!]{2,60},\s*(?=\S)",
    re.IGNORECASE,
)
_OF_PERSON_NOW = re.compile(r"\b(?:is|does|has) (?:he|she)\b", re.IGNORECASE)
"""What is asked of a person as they are, whatever year was spoken of before: "How old is he?"."""
_ONE_THING = re.compile(
    r"^(?:(?:and|but|so) )?(?:(?:at|for|from|in|on) )?which "
    r"(?!(?:approach|kind|manner|method|mode|order|procedure|process|sort|strategy|type|way)\b)"
    r"[\w'’-]*(?:[^\W_s]|ss|us) "
    r"(?:can|could|did|do|had|may|might|must|shall|should|will|would|[\w'’-]*(?:[^\W_s]s|ed))\b",
    re.IGNORECASE,
)
"""What asks for one thing by what it is: "Which hotel do you recommend?"."""
_LETTER_OF_NAME = re.compile(r"(?<=[\w.] )A(?=[?.,;:]?$|[,;:?]? (?!\d)[a-z])")
"""What is no article though it reads like one: "the RS-485 A wire", "Schedule A"."""
_SPACE_BEFORE_MARK = re.compile(r"\s+(?=[?.!,;:])")
_PRONOUN = re.compile(r"\b(?:he|she|him|his|hers?|it|its|they|them|theirs?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a question: where it stands, its folded form, and how much it counts (0–1)."""

    start: int
    end: int
    form: str
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was read.

    `broad` asks for several things said, `several` for things that may stand in a list, `latest` for how
    things stand now. A `topic` asks nothing of what it names (see `qa.topic`). What was `said` before is no
    answer to it, and what was `given` in answer to the question before is seldom one. A `period` is the month
    or day that it names, and `others` are the documents of a series that are of other ones (see `qa.period`).
    A follow-up that `names_thing` asks of that and of nothing that came before.
    """

    text: str
    content: tuple[Word, ...]
    kind: AnswerKind
    years: frozenset[str]
    broad: bool = False
    several: bool = False
    latest: bool = False
    names: frozenset[str] = frozenset()
    topic: bool = False
    language: str = "en"
    said: frozenset[Place] = frozenset()
    given: Statement | None = None
    period: DateParts | None = None
    others: frozenset[str] = frozenset()
    names_thing: bool = False

    @property
    def own_start(self) -> int:
        """The offset of its first word of content that it doesn't inherit, 0 without any."""
        return min((word.start for word in self.content if word.share == 1.0), default=0)


def read_question(
    text: str, languages: Sequence[str | None] = ("en",), context: str = "", *, topic: bool = False
) -> Question:
    """Read a question, or a `topic`, given what it inherits from the conversation (see `qa.followup`).

    Words without content are those on the stop lists of the languages. Inherited words count less than
    the question's own, and its kind is inherited only where it has none.
    """
    text = text if topic or context else in_full(text)
    own_start = len(context) + 1 if context else 0
    full = f"{context} {text}" if context else text
    before = language_of(context)
    own = language_of(text, before)
    found = list(_words(full, own_start))
    said = {m.start() for m in _MAY.finditer(full)} | {start for start, _ in written_as_initials(full)}
    silent = silent_spans(full, own)
    content = tuple(
        w
        for w in found
        if w.start in said
        or not (without_content(w.form, own, languages) or any(a < w.end and w.start < b for a, b in silent))
    )
    kind = _kind(text, own)
    if kind == "open" and context and not has_question_word(text, own):
        kind = _kind(context, before)
    return Question(
        text=full,
        content=content or tuple(found),
        kind=kind,
        years=years(text) or (frozenset() if _OF_PERSON_NOW.search(text) else years(full)),
        broad=topic or bool(_BROAD.search(text)),
        several=bool(_SEVERAL.search(text)),
        latest=bool(_LATEST.search(text)) and not years(text),
        names=_names_and_numbers(text, own, languages, topic=topic),
        topic=topic,
        language=own,
    )


def in_full(text: str) -> str:
    """Return a question in full that is asked in short: "What is the cost of …?" for "cost of …".

    "Ida Lind date and place of birth" is when and where she was born.
    """
    if life := life_in_full(text):
        return life
    asked = _ASKED_VALUE.fullmatch(text.strip())
    before = words(asked["before"]) if asked else ()
    if asked is None or any(word in ENGLISH_WORDS or word in _NO_NOUN for word in before):
        return text
    bare = re.sub(r"^the ", "", text.strip().rstrip(" ?."), flags=re.IGNORECASE)
    return f"What is the {bare if before else bare[0].lower() + bare[1:]}?"


def _words(text: str, own_start: int) -> Iterator[Word]:
    """Yield the words of a text; those before its own start are inherited.

    In a script without spaces a word is each pair of characters (see `index.tokens`).
    """
    for match in WORD.finditer(text):
        start, forms = match.start(), words(match.group())
        share = 1.0 if start >= own_start else INHERITED_SHARE
        if len(forms) == 1:
            yield Word(start, match.end(), forms[0], share)
        for place, form in enumerate(forms if len(forms) > 1 else ()):
            yield Word(start + place, start + place + len(form), form, share)


def without_content(form: str, language: str, languages: Sequence[str | None]) -> bool:
    """Return whether a folded word of a question in a language carries no content.

    In a question in English none does that is on a stop list of the `languages` of what is asked.
    """
    return is_function_word(form, languages) if language == "en" else says_nothing(form, language)


def has_question_word(text: str, language: str) -> bool:
    """Return whether a text in a language has a word that asks for something."""
    return bool(_HAS_QUESTION_WORD.search(text)) if language == "en" else asks_in(text, language)


def _names_and_numbers(
    text: str, own: str, languages: Sequence[str | None], *, topic: bool
) -> frozenset[str]:
    """Return the folded words of the names and the numbers of a question, its first word left out.

    That of a topic is left in: there a capital is no sign of a beginning.
    """
    first = WORD.search(text)
    begin = first.end() if first and not topic else 0
    named = names(text) if has_capitals(own) else ()
    found = {form for start, end in named if end > begin for form in words(text[max(start, begin) : end])}
    found |= {match.group() for match in WORD.finditer(text) if match.group().isdigit()}
    found = {form for form in found if not without_content(form, own, languages)}
    if own == "en" and not text.isupper():
        found |= {fold(letter.group()) for letter in _LETTER_OF_NAME.finditer(text)}
    return frozenset(found.union(*(words(text[slice(*span)]) for span in written_as_initials(text))))


def lead_explained_later(text: str) -> int:
    """Return the length of the phrase before a question whose pronoun the question itself explains, or 0.

    "By his own account, how old is Berg?" points at nobody else; "In his speech, what did he say of Berg?"
    does.
    """
    lead = _LEAD.match(text)
    if lead is None or not _PRONOUN.search(lead.group()):
        return 0
    pronoun = _PRONOUN.search(text, lead.end())
    end = pronoun.start() if pronoun else len(text)
    return lead.end() if any(lead.end() < start < end for start, _ in names(text)) else 0


def asks_for_one_thing(question: Question) -> bool:
    """Return whether a question in English asks which one thing of some kind it is."""
    return question.language == "en" and not question.several and bool(_ONE_THING.match(question.text))


def main_clause(question: str) -> str:
    """Return a question without a "when" that only tells the time of something else."""
    own = _WHEN.match(question)
    return question[: own.end()] if own else question


def _kind(text: str, language: str = "en") -> AnswerKind:
    if language != "en":
        return asked_kind(text, language)
    text = _WHOEVER.sub(r"\g<somebody> that", main_clause(text))
    return next((kind for kind, pattern in _COMPILED if pattern.search(text)), "open")


def is_function_word(form: str, languages: Sequence[str | None]) -> bool:
    """Return whether a folded word carries no content of its own in one of the languages."""
    return form in ENGLISH_WORDS or any(is_stop_word(form, language) for language in languages)


def without_spans(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a question without some of its words; the spans are in order and none within another."""
    for start, end in reversed(spans):
        text = f"{text[:start].rstrip()} {text[end:].lstrip()}"
    return _SPACE_BEFORE_MARK.sub("", text).strip()


def names_several(topic: str) -> bool:
    """Return whether words that name a topic begin with a noun in the plural: "known issues of 4.2"."""
    return bool(_NAMES_SEVERAL.match(topic))
