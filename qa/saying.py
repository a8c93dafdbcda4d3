"""Who says it, as sentences tell: "X said", "said X", "according to X", and what stands in quotation marks.

For texts in English.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.figures import names

__all__ = ["ADVERB", "NO_SUBJECT", "SAID", "SAYING", "Tag", "is_pronoun", "masked", "quotations", "tags"]

SAYING = (
    "accus admit allege announc argu assert boast claim comment complain conced condemn confirm "
    "declar demand deni deny describ emphasis emphasiz explain express hint insist lament mention not "
    "observ offer point predict prais promis propos recall reiterat remark repl report respond reveal "
    "say speak stat stress suggest tell think urg voic vow warn wonder writ"
).replace(" ", "|")
_SAYING_TOO = (
    "agre answer assur believ blam caution expect maintain reassur recommend remind testif thank"
).replace(" ", "|")
"""What gives words to its subject too; a question may ask for what was done: "When did Berg agree?"."""
SAID = (
    r"(?:said|says|told|thought|spoke|wrote|added|adds|called|calls"
    rf"|(?:{SAYING}|{_SAYING_TOO})(?:t?ed|ied|ies|es|s)|(?:named|identified)(?=\s[^.;:?!]{{2,80}}\sas\s))"
)
ADVERB = (
    r"(?:(?:has|had|also|then|later|again|always|often|never|still|just|even|himself|herself|further|once|too"
    r"|(?!family|italy|july|reply)\w+ly)\s+)*"
)

_VERB = re.compile(rf"\b(?:{SAID}\b|puts? it(?=\s*(?:[,.:;]|like this\b|so:|this way\b|thus\b)))")
_PLURAL_NOUN = re.compile(
    r"(?:answers|calls|claims|comments|complaints|demands|hints|notes|offers|points|promises|remarks|reports"
    r"|stresses|thanks)\Z"
)
"""What may be a verb of saying or a noun: after a name alone it is a verb."""
_ADVERBS = re.compile(rf"(?<!\w){ADVERB}\Z")
_ACCORDING = re.compile(r"\b[Aa]ccording\s+to\s+([^,.;:?!\"“”]{2,80})")
_SAID_BY = re.compile(rf"\b[Aa]s\s+(?:was\s+)?{SAID}\s+by\s+([^,.;:?!\"“”]{{2,80}})")
_CLAUSE_END = re.compile(
    r"(?<![A-Z])(?<!\b(?:Dr|Mr|Ms|St|Lt))(?<!\b(?:Mrs|Gen|Col|Sen|Rep|Gov|Rev))\.\s|[?!;:]\s|[\"“”«»]|(?<=·)[’]|[—–]|\n\s*\n"
)
_CUT = re.compile(
    r"\b(?:that|but|because|while|when|as|if|which|after|before|whom|where|although|though|whether|so|than)\s+"
)
_ASIDE = re.compile(
    r"(?:who|whose|which|when|where|while|as|in|on|at|after|before|by|from|with|for|during|having|\w+ing|\w+ed"
    r"|seen|then|later|yesterday|today)\b"
)
"""How what stands between commas begins that says no more of who somebody is."""
_ARTICLE = re.compile(r"(?:an?|the|his|her|its|their|our|my|one|another|some|two|three)\b", re.IGNORECASE)
_BEGINS = re.compile(
    r"(?:in|on|at|after|before|by|from|with|for|during|to|asked|speaking|of|under|outside|inside|near|amid|despite|unlike)\b",
    re.IGNORECASE,
)
_LAST_ARTICLE = re.compile(r".*(\b(?:an?|the|his|her|its|their)\b.*)", re.DOTALL)
NO_SUBJECT = re.compile(
    r"(?:an?|the|his|her|its|their|our|my|your|these|those|this|that|it|of|such|what|was|were|is|are|am|be|been"
    r"|being|not|never|to|did|does|do|will|would|could|should|may|might|can|must|no|any|so|or|for|there|get|got"
    r"|\S+['’]s|\S+s['’])\Z",
    re.IGNORECASE,
)
"""Words after which a verb of saying has no subject right before it."""
_AFTER = re.compile(r"\s+([^.;:?!\"“”«»—·\n]{2,110})")
_AFTER_ENDS = re.compile(
    r"\s(?:in|on|at|after|as|when|while|to|during|before|who|that|with|from|yesterday|last|this|later)\b"
)
_NAME_THEN_END = re.compile(
    r"\s+(?:[a-z]+\s){0,3}[^\W\d_a-z][\w’'-]*(?:\s[^\W\d_a-z][\w’'-]*)*\s*(?:[.,;]|\Z)"
)
_GOES_ON = re.compile(r",?\s+(?:and|but)(?:\s+then)?\Z")
"""What ends a clause whose subject says something too: "Kell rose and said"."""
_SUBJECT_THEN_VERB = re.compile(r"\s+[a-z]")
_JOINS = re.compile(r"\s+(?:and|or|&)\s")
_PRONOUN = re.compile(r"(?:he|she|they)\Z", re.IGNORECASE)
_MOST_WORDS = 16
_BEFORE = 400
"""How many characters before a verb of saying are read for who says it."""
_MARK = re.compile(r"[“”«»\"]|(?<!\w)‘(?=\w)|’(?!\w)")
_CLOSING = {"“": "”", "«": "»", "‘": "’", '"': '"'}
_MASK = "·"


@dataclass(frozen=True, slots=True)
class Tag:
    """Where a verb of saying stands, and who says it, in the words of the text."""

    start: int
    end: int
    who: str


def is_pronoun(who: str) -> bool:
    """Return whether words name nobody but who was named before."""
    return bool(_PRONOUN.match(who))


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of what stands in quotation marks, the marks among it.

    One that is not closed goes on to the end; one goes on from before where the first mark closes. A straight
    mark closes what a curved one opened, but for one that was opened inside of it.
    """
    start: int | None = None
    opened, first, inside = "", True, False
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        opens = mark in "“«‘"
        if mark == '"':
            opens = (not at or text[at - 1] in " \t\n([—–-*_>") and not text[at + 1 : at + 2].isspace()
        if opens:
            if start is None:
                start, opened, inside = at, mark, False
            else:
                inside = mark == '"' != opened
        elif inside and mark == '"':
            inside = False
        elif start is not None and (_CLOSING[opened] == mark or (mark == '"' and opened == "“")):
            yield start, match.end()
            start = None
        elif start is None and first and mark in '”"':
            yield 0, match.end()
        first = first and mark == "’"
    if start is not None:
        yield start, len(text)


def masked(text: str) -> str:
    """Return a text of the same length in which nothing can be read that stands in quotation marks.

    The full stop before the closing mark stays.
    """
    for start, end in quotations(text):
        kept = 2 if text[end - 2] == "." else 1
        inner = max(end - kept - start - 1, 0)
        text = text[: start + 1] + _MASK * inner + text[start + 1 + inner :]
    return text


def tags(text: str) -> Iterator[Tag]:
    """Yield where a masked text tells who says something."""
    for match in (*_ACCORDING.finditer(text), *_SAID_BY.finditer(text)):
        yield Tag(match.start(), match.end(), match[1].strip())
    for verb in _VERB.finditer(text):
        before = _ADVERBS.sub("", text[max(verb.start() - _BEFORE, 0) : verb.start()])
        begins = max((m.end() for m in _CLAUSE_END.finditer(before)), default=0)
        clause = before[begins:].strip()
        bare = verb.group() in ("said", "added", "wrote", "says")
        if (
            not clause
            or (clause == ",")
            or (clause.endswith(",") and bare and _NAME_THEN_END.match(text, verb.end()))
        ):
            who = _named_after(text[verb.end() :]) if before.strip() else ""
        else:
            who = _subject(clause)
            if who and not any(c.isupper() for c in who[:1]) and _PLURAL_NOUN.match(verb.group()):
                who = ""
        if who:
            yield Tag(verb.start(), verb.end(), who)


def _subject(clause: str) -> str:
    """Return who is named right before a verb of saying, with what stands in apposition; "" for nobody."""
    clause = re.sub(r"\([^()]*\)", "", clause).strip()
    if goes_on := _GOES_ON.search(clause):
        return _begins_with(clause[: goes_on.start()])
    aside = clause.endswith(",")
    parts = [part for part in (part.strip() for part in clause.split(",")) if part]
    if not parts:
        return ""
    if parts[-1].lower() == "who" or parts[-1].endswith(" who"):
        parts[-1] = parts[-1][: -len("who")].strip()
        parts = parts if parts[-1] else parts[:-1]
        aside = len(parts) > 1
    if not parts:
        return ""
    taken = parts[-1:]
    if aside and len(parts) > 1:
        taken = parts[-2:] if not _ASIDE.match(parts[-1]) else parts[-2:-1]
        at = len(parts) - 2
        while at and not (taken[0][:1].isupper() or _ARTICLE.match(taken[0])):
            at -= 1
            taken = [parts[at], *taken]
    taken[0] = _last_phrase(taken[0])
    who = ", ".join(part for part in taken if part)
    if not who or len(who.split()) > _MOST_WORDS or NO_SUBJECT.match(who.split()[-1]):
        return ""
    last = who.split()[-1]
    if is_pronoun(last):
        return last
    return "" if who.lower() == "as" or _VERB.search(who) else who


def _begins_with(clause: str) -> str:
    """Return the one name with which a clause begins, where a verb follows; "" for anything else."""
    part = clause.rpartition(",")[2].strip()
    start, end = next(names(part), (-1, -1))
    alone = start == 0 and _SUBJECT_THEN_VERB.match(part, end) and not _JOINS.match(part, end)
    return part[:end] if alone else ""


def _last_phrase(text: str) -> str:
    """Return the noun phrase at the end of a clause."""
    text = _CUT.split(text)[-1].strip()
    head, joined, last = text.rpartition(" and ")
    if joined and (len(head.split()) > 3 or not (head[:1].isupper() and head.split()[-1][:1].isupper())):
        text = last
    if _BEGINS.match(text):
        named = [span for span in names(text) if span[0]]
        article = _LAST_ARTICLE.match(text)
        start = max(article.start(1) if article else -1, named[-1][0] if named and not article else -1)
        text = text[start:] if start >= 0 else ""
    return text.removeprefix("and ").strip()


def _named_after(text: str) -> str:
    """Return who is named right after a verb of saying, with what stands in apposition; "" for nobody."""
    match = _AFTER.match(text)
    if match is None:
        return ""
    parts = [part.strip() for part in match[1].split(",")]
    who = _AFTER_ENDS.split(parts[0])[0].strip()
    if not who or not (who[:1].isupper() or _ARTICLE.match(who) or is_pronoun(who)):
        return ""
    more = parts[1] if len(parts) > 1 else ""
    if more and (_ARTICLE.match(more) or more[:1].isupper()):
        who = f"{who}, {_AFTER_ENDS.split(more)[0].strip()}"
    return who
