"""The lines of letters and e-mails that say nothing: greetings, closing formulas, headers of messages."""

import re

from index.dates import is_dateline
from qa.figures import date_parts
from qa.retrieve import Match

__all__ = [
    "asks_of_sending",
    "closes",
    "is_formula",
    "is_header",
    "is_of_letter",
    "signs",
    "tells_whom_it_quotes",
]

_GREETING = re.compile(
    r"(?:(?:my )?dear(?:est)?|hello|hi|hey|good (?:morning|afternoon|evening)|hallo|liebe[rs]?"
    r"|sehr geehrte[rs]?|bonjour|ch[eè]re?s?)\b[^.?!:;\n]{0,40}[,!]?",
    re.IGNORECASE,
)
_MOST_GREETING_WORDS = 5
_CLOSING = re.compile(
    r"(?:(?:(?:with )?(?:(?:very )?(?:kind(?:est)?|best|warm(?:est)?|many) )?"
    r"(?:regards|wishes|thanks)(?: again)?|yours(?: (?:sincerely|faithfully|truly|ever))?"
    r"|sincerely(?: yours)?|cheers|thank you|best|mit freundlichen grüßen|viele grüße|cordialement)[,.!]?)"
    r"(?:\s*\n[^.?!\n]{1,60}|,\s+\w+)?",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"(?:[(\[](?:signed|sgd\.?|gez\.)[)\]]:?|(?:signed|sgd\.?)\s*:|/s/)\s*(?-i:[A-Z])[\w.’'-]*"
    r"(?:\s+(?:(?:van|von|de|la|der|di)\s+)?(?-i:[A-Z])[\w.’'-]*){0,4}"
    r"(?:\s*[,(\n][^\n]{0,80}|\s{2,}[^\n]{0,120})?",
    re.IGNORECASE,
)
_MARK = re.compile(r"\[[^\]\n]{0,30}\]|[\W_]{0,60}o?[\W_]{0,60}")
_MOST_MARK_WORDS = 3
_OWN = (
    r"sirs?|madam|gentlemen|(?:father|mother|parent|brother|sister|son|daughter|uncle|aunt|cousin|friend)s?"
)
_HONOURED = r"my|honou?red|rev(?:eren)?d|right|respected|worthy|dear(?:est)?|good"
_SALUTATION = re.compile(
    rf"(?:(?:{_HONOURED}),? (?:and )?){{0,3}}(?:{_OWN}|lord)\s*[,:!]",
    re.IGNORECASE,
)
_SUBSCRIPTION = re.compile(
    r"(?:(?:believe me|(?:and )?I (?:am|remain|have the honou?r to (?:be|remain))),? "
    rf"(?:{_SALUTATION.pattern} )?)?(?:with \w+ \w+,? )?yours? (?:[\w’'-]+,? ){{0,5}}(?:servants?|{_OWN}),?",
    re.IGNORECASE,
)
_PERSON = r"(?:[^\W\d_a-z][\w’'.-]+ )+(?:[^\W\d_a-z][\w’'.-]+)"
_FROM_TO = re.compile(
    rf"(?P<mark>\[[^\]\n]{{1,30}}\]\s+)?{_PERSON}(?:,? \([^)\n]{{1,40}}\)|, [^,.:;?!\n]{{1,40}},)? to "
    r"(?(mark)|(?:his|her) )[^.:;?!\n]*?\b[^\W\d_a-z][^.:;?!\n]{2,60}"
)
"""The heading of a letter in an edition: "[GAR/3/12] Edmund Penn to his brother Charles Penn"."""
_MOST_OF_A_LINE = 150
_HEADER = re.compile(r"(?:From|To|Cc|Bcc|Date|Sent|Subject|Reply-To|Attached|Attachments): ")
_HEADERS = re.compile(
    r"^From: .+\n(?:[^\n]+\n)*?(?:Date|Sent|To): "
    r"|^From: .+\n\n+(?:(?:Bcc|Cc|Reply-To|Subject|To): .+\n\n+)*(?:Date|Sent): ",
    re.MULTILINE,
)
"""The headers of a message, each a line, or a paragraph where another message quotes it without marks."""
_QUOTED_HEADERS = re.compile(
    r"^(?P<marks>(?:> ?)+)From: .+(?:\n+(?P=marks)[A-Z][A-Za-z-]{1,15}: .+)+", re.MULTILINE
)
"""The headers of a message that another one quotes, each a paragraph."""
_WROTE = re.compile(
    r"(?:> ?)*(?:On\b.{5,250}\bwrote|Am\b.{5,250}\bschrieb\b.{0,100}|Le\b.{5,250}\ba écrit"
    r"|El\b.{5,250}\bescribió|Il\b.{5,250}\bha scritto|Em\b.{5,250}\bescreveu|Op\b.{5,250}\bschreef\b.{0,100}"
    r"|(?:W dniu|Dnia)\b.{5,250}\b(?:pisze|napisał\(?a?\)?))[ \u00a0]?:\s*\Z",
    re.DOTALL,
)
"""The line before what is quoted from an earlier message, as programs write it."""
_SENDING = re.compile(
    r"\b(?:sends?|sent|wr(?:ite|ites|ote|itten)|e-?mails?|mails?|messages?|letters?|repl(?:y|ied)|answered"
    r"|dated?|from|sign(?:ed|ator(?:y|ies)|atures?)?|issued?|published|copied|cc|attach\w*|subject|recipients?|senders?|addressed|contact\w*|addresse?s?)\b",
    re.IGNORECASE,
)


def is_formula(sentence: str) -> bool:
    """Return whether a sentence only greets ("Hello Nils,") or closes a letter ("Best wishes").

    Nor does a mark say more: "[07:40]", "* * *".
    """
    line = _bare(sentence)
    if _MARK.fullmatch(line) and len(line.split()) <= _MOST_MARK_WORDS and date_parts(line)[1] is None:
        return True
    greets = _GREETING.fullmatch(line) and (line[-1] in ",!" or len(line.split()) <= 2)
    return bool(greets and len(line.split()) <= _MOST_GREETING_WORDS) or closes(sentence)


def closes(sentence: str) -> bool:
    """Return whether a sentence closes a letter: names, titles and dates follow it ("With kind regards,")."""
    line = _bare(sentence)
    return bool(_CLOSING.fullmatch(line)) and len(line.split()) <= _MOST_GREETING_WORDS + 1


def signs(line: str) -> bool:
    """Return whether a line only says who signed: "(signed) A. Holm"."""
    return bool(_SIGNED.fullmatch(_bare(line)))


def _bare(sentence: str) -> str:
    """Return a line without the marks of quotation and of type around it."""
    return sentence.strip().lstrip("> ").strip("*_ ")


def is_of_letter(sentence: str, before: str = "", after: str = "") -> bool:
    """Return whether a sentence only says whose letter to whom stands around it, from where and of when.

    That are the line with place and date, who signed, "Sir,", "Your dutiful son," and the heading that an
    edition gives. Lines with place and date right `before` or `after` it are those of a list.
    """
    if signs(sentence):
        return True
    line = " ".join(sentence[: 2 * _MOST_OF_A_LINE].split()).strip("*_ ")
    if len(line) > _MOST_OF_A_LINE:
        return False
    if is_dateline(line):
        return not (is_dateline(before) or is_dateline(after))
    return any(one.fullmatch(line) for one in (_SALUTATION, _SUBSCRIPTION, _FROM_TO))


def is_header(sentence: str, match: Match) -> bool:
    """Return whether a sentence is a line of the headers of a message, or tells whom it quotes."""
    line = sentence.strip()
    if tells_whom_it_quotes(line) or (_HEADER.match(line) and _HEADERS.search(match.hit.text)):
        return True
    if not (line.startswith(">") and _HEADER.match(line.lstrip("> "))):
        return False
    return any(line in found[0].split("\n") for found in _QUOTED_HEADERS.finditer(match.document.text))


def tells_whom_it_quotes(paragraph: str) -> bool:
    """Return whether a paragraph is what programs write above a quoted message: "On Monday, Kell wrote:"."""
    return bool(_WROTE.match(paragraph))


def asks_of_sending(question: str) -> bool:
    """Return whether a question may ask who wrote to whom, or when."""
    return bool(_SENDING.search(question))
