"""Whether a row of a table or an item of a list has anything of the kind that is asked for.

The reader sees what a sentence answers, and judges no rows; a row is known by its words alone. "Side
oven | 3 kW" has all words of the question for the price of the side oven, and no price.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import regex as re

from index.tokens import tokens, words
from qa.answer_spans import WEIGHTS_TOO
from qa.features import context_of
from qa.figures import CURRENCIES, dates, figures, names
from qa.languages import ENGLISH_WORDS
from qa.question import WHO_IS_NAMED, AnswerKind, Question, main_clause
from qa.row_dates import dates_another_event
from qa.rows import Cell, names_columns

if TYPE_CHECKING:
    from qa.evidence import Candidate

__all__ = ["names_no_sum", "sure_of_kind"]

OTHER_KIND_SURE = 0.25
"""What a row or an item counts that has nothing of the kind that is asked for, and how sure it may be."""
OTHER_ROLE_SURE = 0.4
"""What a row counts that has not the role in which somebody is asked for: "the director of …"."""
HEAD_SURE = 0.1
"""What the row counts that names the columns of a table: the rows below it answer."""

_Kind = Literal["money", "count", "figure", "date", "person", "place", "reason", "named", "act"]
_OF_ROWS_ALONE = ("reason", "act")
"""What short items may well be without a word that tells."""

_MONEY = re.compile(
    r"\bhow much (?:am|are|can|could|did|do|does|had|has|have|is|must|should|was|were|will|would)\b"
    r".*\b(?:charged?|costs?|earn(?:ed|s)?|paid|pay|price|spend|spent)\b"
    r"|^(?:and |but |so )?what (?:did|do|does|will|would|has|have|had|must|should|can)\b(?!.*\bfor\?*$)"
    r".*\b(?:charge|costs?|pay|paid)\b(?! (?:attention|tribute)\b)\W*(?:\b(?:for|at|in|on|per|to)\b.*)?$"
    r"|\b(?:what|how much)(?:['’]s| is| was| are| were| will be) (?:the|its|his|her|their|your|an?)"
    r" (?:[\w-]+ ){0,2}(?:costs?|fares?|fees?|fines?|prices?|rents?|salary|wages?)"
    r"(?= (?:at|for|in|of|on|per|to)\b|\W*$)"
    r"|\bhow much (?:[a-z-]+ )?(?:cash|compensation|damages|money)\b"
    r"|^(?!.*\b(?:heavy|weigh\w*|weight)\b).*\bin (?:pounds|euros?|dollars|sterling|money|cash)\b",
    re.IGNORECASE,
)
"""What asks for a sum of money; "how much" alone may ask for a weight."""
_COUNT = re.compile(r"\bhow (?:deep|far|heavy|high|long|many|often|old|tall|wide)\b", re.IGNORECASE)
"""What no sum of money answers, but a weight in pounds may."""
_COUNTS_MONEY = re.compile(
    rf"\bhow many (?:{'|'.join(map(re.escape, sorted(CURRENCIES)))})(?!\w)", re.IGNORECASE
)
_UNIT_ASIDE = re.compile(r"\((?P<unit>[$€£¥]|\p{Lu}\p{L}{1,2})\)\W*$")
"""The sign or the code of a currency at the end of a heading."""
_CAUSE = re.compile(
    r"^(?:and |but |so )?(?:what|who) (?:(?:has|had) )?(?:caused|triggered|led to)\b", re.IGNORECASE
)
_TELLS_CAUSE = re.compile(
    r"\b(?:after|arson|because|by|caus(?:e[ds]?|ing)|due|error|failure|fault|for|from|owing|reasons?|since|to"
    r"|why)\b",
    re.IGNORECASE,
)
_ACT = re.compile(
    r"^(?:and |but |so )?what (?:(?:did|has|have|had) .+ (?:do|done)|(?:did|has|have|had|do|does) .+"
    r" (?:answer(?:ed)?|argued?|decided?|explain(?:ed)?|repl(?:y|ied)|said|say|think|thought))"
    r"(?: (?:about|after|against|at|before|during|for|in|of|on|to|when|with|while)\b|\W*$)",
    re.IGNORECASE,
)
"""What asks for what somebody did or said, of which a name with figures tells nothing."""
_DOING = re.compile(r"\w{2,}(?:ed|ing)\b")
_ASIDE = re.compile(r"\([^()]*\)")
_LEAST_NEW_WORDS = 2
"""How many words that are no names a value must add to a question to be a reason without such a word."""
_ROLE = re.compile(
    r"\b(?:name of|who(?:['’]s| is| was| are| were)) (?:the|its|his|her|their|our) "
    r"(?!(?:child|man|one|person|victim|winner|woman)\b)(?P<role>[\w-]+)(?= (?:at|for|in|of)\b|\W*$)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:what|which) (?:cit(?:y|ies)|countr(?:y|ies)|towns?|villages?|continents?|capitals?)\b",
    re.IGNORECASE,
)
_CHOOSES = re.compile(r"\bor\b", re.IGNORECASE)
"""What names the answer itself: "Who won, Berg or Holm?"."""
_PRICED = re.compile(
    r"[$€£¥]|\b(?:costs?|prices?|fares?|fees?|fines?|rents?|salar(?:y|ies)|wages?|amounts?|totals?|sums?|free"
    r"|included|sales?|budget|paid|pay|(?<!\bin )charges?|tariffs?|rates?|value|spent|spending|expenses?"
    r"|vat|tax)\b",
    re.IGNORECASE,
)
"""What says in a heading that the mere numbers below it are sums of money, or is a price itself: "free"."""
_PAID_FOR = re.compile(r"\b(?:paid|pay|paying|pays) (?:[\w.’'-]+ ){0,2}for \Z")
"""What stands before what somebody pays for."""
_SUM = re.compile(r"\b\p{Lu}\p{L}{1,2}\.? ?\d")
"""A number behind the code of a currency: "Cr 400"."""
_CODE = re.compile(r"\p{L}+-?\d[\w-]*|\d+-?(?!st\b|nd\b|rd\b|th\b)\p{Lu}\w*")
_AMOUNT = re.compile(
    r"\d|[½¼¾–—]|^[-\s]+$|\b(?:none?|nil|nobody|nothing|never|several|few|both|all|every|any|once|twice|single|double"
    r"|triple|hal(?:f|ves)|thirds?|quarters?|dozens?|pairs?|couple|(?:un)?limited|many|most|much|zero|hundreds?"
    r"|thousands?|millions?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|old|young"
    r"|high|low|short|long|far|fast|slow|large|small|big|daily|weekly|monthly|yearly|hourly|annual(?:ly)?|free)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\d|\b(?:mon|tue|wed|thu|fri|sat|sun)s?\b|(?:ly|days?|times?)\b|\b(?:weeks?|months?|years?|terms?|seasons?"
    r"|spring|summer|autumn|winter|fall|noon|midday|midnight|mornings?|afternoons?|evenings?|nights?|dusk|dawn|sunset"
    r"|sunrise|lunch|now|then|always|never|ever|once|soon|later|ago|annual|after|before|until|till|since|during|when"
    r"|while|within|from|at|on|in|as|by|if|end|start|beginning|christmas|easter|open|closed|pending|tb[acd]"
    r"|century|centuries|decades?|quarter|q[1-4])\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?…。！？:;][\"'”’»)\]*_]*$")
_MARKED = re.compile(r"^(?:[-*+•▪●◦‣∙·–—]|\(?(?:\d{1,3}|[a-z])[.)])\s+")
_TAKES_PART = re.compile(
    r"(?:narrator|interviewe[er]|(?:also |those )?present|in attendance|apologies|transcri(?:pt|bed)"
    r"|recorded)"
    r"(?: (?:by|of|from))?\s*:\s",
    re.IGNORECASE,
)
_OF_A_MEETING = re.compile(
    r"\b(?:apolog|attend|hearing|interview|meet|minutes?\b|narrat|present|record|session|speak|spoke|talk"
    r"|taking part|takes? part|took part|transcri)",
    re.IGNORECASE,
)
"""Who took part in what is recorded, by a line at its head, and what asks for that: nothing else says it."""
_OF_A_LIFE = re.compile(
    r"\b(?:found(?:ed|ing)|establish(?:ed|ment)|incorporated|born|birth(?:day)?|die[ds]?|death|married)\b",
    re.IGNORECASE,
)
_TELLS_OF_A_LIFE = re.compile(
    r"\b(?:found(?:ed|ing|ation|er)|establish|est\.|incorporat|since|start|set up|born|birth|b\.|die[ds]?\b"
    r"|death|dead|d\.|killed|funeral|buried|married|marriage|wedding|life|lived)|[†*]|\d{4}\s?[–-]\s?\d{4}",
    re.IGNORECASE,
)
"""What is asked of the life of a person or a firm, and what may tell it."""
_TICK = re.compile(r"[x×✓✔☑☒✗✘•●*]", re.IGNORECASE)
_AFTER_PERSON = (("and",), ("at",), ("for",), ("from",), ("in",), ("of",), ("or",), ("since",), ("until",))
"""What may follow a name of one word at the beginning of a value with figures."""
_MOST_ITEM_CHARS = 160
_ABOVE_CHARS = 400
"""How much is read above an item or a row for whether its numbers are sums."""
_BELOW_CHARS, _ROWS_BELOW = 2_000, 4
"""How much is read below what may be the head of a table."""
_CACHED = 512
_RULE = re.compile(r"[ \t]*[|:+-][\s|:+-]*")


def sure_of_kind(question: Question, candidate: "Candidate") -> float:
    """Return how sure one can be of a row or an item by the kind of what it says, and of the head of a table.

    The kind of what is asked for in English is known: a sum of money, a number, a date, a person, a town.
    Something of it must stand in the row or the item, and not in the question alone.
    """
    row = candidate.row
    if row is not None and _is_head(candidate):
        return HEAD_SURE
    language = candidate.match.language
    kind = _asked(question) if language in (None, "en") else None
    if kind is None or (row is None and (kind in _OF_ROWS_ALONE or not _is_item(candidate))):
        return 1.0
    text = candidate.text
    if (
        kind == "person"
        and row is None
        and _TAKES_PART.match(text)
        and not _OF_A_MEETING.search(question.text)
    ):
        return OTHER_ROLE_SURE
    cells = row.cells if row else ()
    if kind == "count" and not _COUNTS_MONEY.search(question.text):
        cells = tuple(cell for cell in cells if not _is_of_sums(cell.heading, candidate.match.document.text))
    values = [_value(cell, text) for cell in cells] if row else [_MARKED.sub("", text.strip())]
    said = set(words(question.text))
    new = [value for value in values if not set(words(value)) <= said]
    if row is None and not new:
        return 1.0  # which is no answer of any kind
    around = _around(candidate) if kind == "money" else None
    if kind == "reason":
        around = " ".join(cell.heading for cell in row.cells) if row else ""
    if kind == "act":
        has = any(_DOING.search(value) or _new_words(_ASIDE.sub("", value), said) for value in new)
    else:
        has = any(_is_of(kind, value, said, around, language) for value in new)
    if row and kind == "date" and dates_another_event(question, row, text):
        return OTHER_KIND_SURE
    other = row and (
        _lacks_role(question, candidate) or (kind == "date" and _lacks_event(question, candidate))
    )
    return (OTHER_ROLE_SURE if other else 1.0) if has else OTHER_KIND_SURE


def names_no_sum(question: Question, text: str, start: int, end: int) -> bool:
    """Return whether a question is for a sum of money, and an answer who pays or is paid, or for what.

    Nor has its sentence a sum. Anything but a name may be what is paid: "a silver spoon".
    """
    answer = text[start:end]
    if _asked(question) != "money" or _AMOUNT.search(answer) or _PRICED.search(answer):
        return False
    if _SUM.search(text) or any(one.unit in CURRENCIES | {"%"} for one in figures(text, "en")):
        return False
    named = list(names(answer, "en"))
    return named == [(0, len(answer))] or bool(_PAID_FOR.search(text, 0, start))


def _value(cell: Cell, text: str) -> str:
    """Return what a cell says: its heading, where it but ticks that."""
    value = text[cell.start : cell.end]
    return cell.heading if value and _TICK.fullmatch(value) else value


def _is_of_sums(heading: str, text: str) -> bool:
    """Return whether numbers below a heading are sums: below "Agreed (Cr)" in a text with "Cr 1,500"."""
    unit = _UNIT_ASIDE.search(heading)
    if unit is None:
        return False
    said = unit["unit"]
    return said.lower() in CURRENCIES or bool(re.search(rf"\b{re.escape(said)}\.? ?\d+[.,]\d", text))


def _lacks_role(question: Question, candidate: "Candidate") -> bool:
    """Return whether a row, and what stands above it, has not the role in which somebody is asked for."""
    asked, language = _ROLE.search(question.text), candidate.match.language
    if asked is None:
        return False
    said = f"{candidate.words} {context_of(candidate.match)}"
    return set(tokens(asked["role"], language)).isdisjoint(tokens(said, language))


def _lacks_event(question: Question, candidate: "Candidate") -> bool:
    """Return whether a row, and what stands above it, says nothing of a birth, a death or a founding.

    It is dated for what it is of: who made it was not founded then.
    """
    asked = _OF_A_LIFE.search(question.text)
    said = f"{candidate.words} {candidate.before} {context_of(candidate.match)}"
    return asked is not None and not _TELLS_OF_A_LIFE.search(said)


def _around(candidate: "Candidate") -> str | None:
    """Return what may say of a row or an item that its numbers are money; None of a row without headings."""
    row, match = candidate.row, candidate.match
    if row is not None and not any(cell.heading for cell in row.cells):
        return None
    above = match.document.text[max(0, candidate.start - _ABOVE_CHARS) : candidate.start]
    lines = "\n".join(line for line in above.split("\n") if "|" not in line)
    return f"{match.document.id} {context_of(match)}\n{lines}\n{candidate.words}"


def _asked(question: Question) -> _Kind | None:
    """Return of which kind it must be what a question in English asks for, None where it may be anything."""
    if question.language != "en" or question.topic:
        return None
    kind = _kind_of(question.text, question.kind)
    return "act" if kind is None and question.kind == "open" and _ACT.search(question.text) else kind


@lru_cache(maxsize=_CACHED)
def _kind_of(asked: str, own: AnswerKind) -> _Kind | None:
    """Return the kind that the words of a question ask for, `own` being the one that it was read as."""
    if _CHOOSES.search(asked) or WHO_IS_NAMED.fullmatch(asked):
        return None
    text = main_clause(asked)
    if _MONEY.search(text):
        return "money"
    if _PLACE.search(text):
        return "place"
    if _ROLE.search(text) and own in ("open", "who"):
        return "person" if own == "who" else "named"
    if _CAUSE.search(text):
        return "reason"
    match own:
        case "figure":
            return "count" if _COUNT.search(text) else "figure"
        case "date":
            return "date"
        case "who":
            return "person"
        case "reason":
            return "reason"
    return None


def _is_of(kind: _Kind, value: str, said: set[str], around: str | None, language: str | None) -> bool:
    """Return whether a value is, or has in it, something of a kind that a question has not `said` itself."""
    match kind:
        case "money":
            return _is_money(value, around, language)
        case "count":
            for figure in reversed(list(figures(value, language))):
                if figure.unit in CURRENCIES and figure.unit not in WEIGHTS_TOO:
                    value = value[: figure.start] + value[figure.end :]
            return _is_of("figure", value, said, around, language)
        case "reason":
            return _is_reason(value, said, around or "")
        case "named":
            return any(map(str.isalpha, value))
        case "figure":
            return bool(_AMOUNT.search(_CODE.sub(" ", value))) or any(True for _ in figures(value, language))
        case "date":
            return bool(_TIME.search(value)) or any(True for _ in dates(value, language))
        case "person":
            plain = not _has_digit(value) and any(map(str.isalpha, value))
            return plain or any(_may_be_person(value, span) for span in _named(value, said, language))
    return any(_is_name(value, span) for span in _named(value, said, language))


def _is_money(value: str, around: str | None, language: str | None) -> bool:
    """Return whether a value may be a sum: it has a currency, or a number that `around` says is one."""
    if _PRICED.search(value):
        return True
    bare = around is None or bool(_PRICED.search(around))
    for start, end in dates(value, language) if any(map(str.isalpha, value)) else ():
        value = f"{value[:start]}{' ' * (end - start)}{value[end:]}"  # when it was: "Lantern Prize (2023)"
    without_codes = _CODE.sub(lambda code: " " * len(code.group()), value)
    some = list(figures(without_codes, language))
    if any(figure.unit in CURRENCIES or (bare and not figure.unit) for figure in some):
        return True
    return bare and _has_digit(without_codes) and not any(map(str.isalpha, without_codes))


def _is_reason(value: str, said: set[str], headings: str) -> bool:
    """Return whether a value may say why: a word in or above it does, or it tells more than a question."""
    if _TELLS_CAUSE.search(value) or _TELLS_CAUSE.search(headings):
        return True
    return len(_new_words(value, said)) >= _LEAST_NEW_WORDS


def _new_words(value: str, said: set[str]) -> set[str]:
    """Return the content words of a value in small letters that a question has not `said` in any form."""
    plain = (word for word in value.split() if word[:1].islower())
    stems = set(tokens(" ".join(said), "en"))
    forms = (form for word in plain for form in words(word) if form not in said and form not in ENGLISH_WORDS)
    return {form for form in forms if stems.isdisjoint(tokens(form, "en"))}


def _named(value: str, said: set[str], language: str | None) -> list[tuple[int, int]]:
    """Return the names in a value that have a word which a question has not."""
    return [span for span in names(value, language) if not set(words(value[slice(*span)])) <= said]


def _may_be_person(value: str, span: tuple[int, int]) -> bool:
    """Return whether a run of capitals may be somebody: "Berg and 3 others", not "Release by 3 May"."""
    after = words(value[span[1] :])
    return _is_name(value, span) or after[:1] in _AFTER_PERSON


def _is_name(value: str, span: tuple[int, int]) -> bool:
    """Return whether a run of capitals is a name: one word at the beginning of a phrase may be any."""
    start, end = span
    if start and value[:start].rstrip()[-1:] not in ".!?:;/":
        return True
    rest = value[end:].lstrip(" ,;.()")
    return " " in value[start:end] or not rest[:1].islower()


def _is_item(candidate: "Candidate") -> bool:
    """Return whether a sentence is a short line of its own that doesn't end as a sentence does."""
    document_text, text = candidate.match.document.text, candidate.text.strip()
    line = document_text[document_text.rfind("\n", 0, candidate.start) + 1 : candidate.start].strip()
    ends = document_text[candidate.end :].split("\n", 1)[0].strip()
    if line or ends or len(text) > _MOST_ITEM_CHARS:
        return False
    return not _ENDS.search(text)


def _is_head(candidate: "Candidate") -> bool:
    """Return whether a row heads a table: a rule stands below it, or numbers where it has none.

    Of tables without any head the first row may well answer.
    """
    document, row = candidate.match.document, candidate.row
    if row is None or any(cell.heading for cell in row.cells):
        return False
    if not names_columns(document, candidate.start, candidate.end):
        return False
    if "|" not in candidate.text:
        return True  # of a table whose columns blanks part, what heads its rows is known
    first = document.text.find("\n", candidate.end) + 1
    below = document.text[first : first + _BELOW_CHARS].split("\n")[:_ROWS_BELOW]
    if _RULE.fullmatch(below[0]):
        return True
    head = candidate.text.split("|")
    rows = [cells for line in below if len(cells := line.split("|")) == len(head)]
    return len(rows) > 1 and any(
        _says(cell) and not _has_digit(cell) and all(_has_digit(cells[n]) for cells in rows)
        for n, cell in enumerate(head)
    )


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _says(cell: str) -> bool:
    return any(word not in ENGLISH_WORDS for word in words(cell))
