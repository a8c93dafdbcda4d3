"""The lines of letters and e-mails that say nothing: greetings, closing formulas, headers of messages."""

import re

from qa.retrieve import Match

__all__ = ["asks_of_sending", "closes", "is_formula", "is_header", "tells_whom_it_quotes"]

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
_HEADER = re.compile(r"(?:From|To|Cc|Bcc|Date|Sent|Subject|Reply-To|Attached|Attachments): ")
_HEADERS = re.compile(r"^From: .+\n(?:[^\n]+\n)*?(?:Date|Sent|To): ", re.MULTILINE)
_WROTE = re.compile(
    r"(?:> ?)*(?:On\b.{5,250}\bwrote|Am\b.{5,250}\bschrieb\b.{0,100}|Le\b.{5,250}\ba écrit"
    r"|El\b.{5,250}\bescribió|Il\b.{5,250}\bha scritto|Em\b.{5,250}\bescreveu|Op\b.{5,250}\bschreef\b.{0,100}"
    r"|(?:W dniu|Dnia)\b.{5,250}\b(?:pisze|napisał\(?a?\)?))[ \u00a0]?:\s*\Z",
    re.DOTALL,
)
"""The line before what is quoted from an earlier message, as programs write it."""
_SENDING = re.compile(
    r"\b(?:sends?|sent|wr(?:ite|ites|ote|itten)|e-?mails?|mails?|messages?|letters?|repl(?:y|ied)|answered"
    r"|dated?|from|copied|cc|attach\w*|subject|recipients?|senders?|addressed|contact\w*|addresse?s?)\b",
    re.IGNORECASE,
)


def is_formula(sentence: str) -> bool:
    """Return whether a sentence only greets ("Hello Nils,") or closes a letter ("Best wishes")."""
    line = _bare(sentence)
    greets = _GREETING.fullmatch(line) and (line[-1] in ",!" or len(line.split()) <= 2)
    return bool(greets and len(line.split()) <= _MOST_GREETING_WORDS) or closes(sentence)


def closes(sentence: str) -> bool:
    """Return whether a sentence closes a letter: names, titles and dates follow it ("With kind regards,")."""
    line = _bare(sentence)
    return bool(_CLOSING.fullmatch(line)) and len(line.split()) <= _MOST_GREETING_WORDS + 1


def _bare(sentence: str) -> str:
    """Return a line without the marks of quotation and of type around it."""
    return sentence.strip().lstrip("> ").strip("*_ ")


def is_header(sentence: str, match: Match) -> bool:
    """Return whether a sentence is a line of the headers of a message, or tells whom it quotes."""
    line = sentence.strip()
    return tells_whom_it_quotes(line) or bool(_HEADER.match(line) and _HEADERS.search(match.hit.text))


def tells_whom_it_quotes(paragraph: str) -> bool:
    """Return whether a paragraph is what programs write above a quoted message: "On Monday, Kell wrote:"."""
    return bool(_WROTE.match(paragraph))


def asks_of_sending(question: str) -> bool:
    """Return whether a question may ask who wrote to whom, or when."""
    return bool(_SENDING.search(question))
