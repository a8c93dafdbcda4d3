"""Who speaks and when, as it stands before what somebody says in a chat or a transcript."""

import re

from index.formats.chats import STAMP
from qa.question import AnswerKind

__all__ = ["LABELS_NOBODY", "is_own", "said_from"]

LABELS_NOBODY = re.compile(
    r"(?:(?:editor['’]s |side |foot)?notes?|n\.?b|p\.?s|warnings?|cautions?|danger|tips?|hints?|examples?"
    r"|attention|important|actions?(?: (?:items?|points?))?|decisions?|decided|agreed|resolved|status"
    r"|updates?|dates?|times?|venue|place|location|present|apologies|attendees|participants|subject|re|to|cc|summary"
    r"|abstract|overview|agenda|deadlines?|due|owners?|questions?|answers?|background|context|purpose|scope|results?"
    r"|findings?|conclusions?|recommendations?|reasons?|risks?|issues?|costs?|budget|next steps?|to ?do|faq"
    r"|discussion|introduction|remarks?|comments?|details?|total|contact|source|caption|photo)\Z",
    re.IGNORECASE,
)
"""What labels a line and names nobody who says it."""
_MESSAGE = re.compile(rf"{STAMP}[^\W\d_][^:\n]{{0,40}}: *(?=\S)")
_SPOKEN = re.compile(r"[^\W\d_a-z][\w.’'-]*(?: [\w.’'-]+){0,3}: +(?=\S)")
_SUBTITLES = ("text/vtt", "application/x-subrip")
_FIRST_PERSON = re.compile(r"\b(?:I|i|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself)\b(?!\.)")


def said_from(sentence: str, media_type: str) -> int:
    """Return where what somebody says begins in a sentence, after the time and the name; 0 without any."""
    label = _MESSAGE.match(sentence)
    if label is None and media_type in _SUBTITLES:
        label = _SPOKEN.match(sentence)
    return label.end() if label else 0


def is_own(kind: AnswerKind, said: str) -> bool:
    """Return whether a label may answer a question of a kind: when it was said, and who says "I will"."""
    return kind == "date" or (kind == "who" and bool(_FIRST_PERSON.search(said)))
