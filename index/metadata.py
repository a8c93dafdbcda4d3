"""What a file says about itself, and how far that is believed.

Titles that programs put there unasked ("Microsoft Word - final2.doc", "untitled", a file name) are not
believed: a heading, or the file's own name, says more.
"""

import re

__all__ = ["believable_title", "language_code", "one_line"]

_JUNK = re.compile(
    r"""^(?:untitled|unnamed|no\ title|title|document|presentation
    |slide|sheet|book|page|new\ \w+|template
    |blank|word|powerpoint|excel|microsoft\ (?:word|powerpoint|excel|office)|(?:the\ )?normal|index|home|draft
    |scan|print|copy|report|pdf)(?:[\s_-]*(?:document|file|presentation|page|slide))?[\s_-]*\(?\d*\)?$
    |^microsoft\ (?:word|powerpoint|excel)\s*-
    |^(?:powerpoint|word)\s*-?\s*presentation$
    |\.(?:docx?|pptx?|xlsx?|pdf|odt|odp|ods|rtf|txt|indd|qxd|tex|dvi|html?|md|pages|key)$
    |^(?:doc|scan|img|dsc|file|fax)[\s_-]*\d+$
    |^[\W\d_]*$|^https?://""",
    re.IGNORECASE | re.VERBOSE,
)
_MOST_CHARS = 300


def one_line(value: object) -> str | None:
    """Return a value as one line, or None where it is empty or no text."""
    return " ".join(str(value).split()) or None if isinstance(value, str | int | float) else None


def believable_title(value: object) -> str | None:
    """Return a title as one line, or None for one that no person gave."""
    title = one_line(value)
    return None if title is None or len(title) > _MOST_CHARS or _JUNK.search(title) else title


def language_code(value: object) -> str | None:
    """Return a language without its region, `en` for `en-GB`; None where the value is no such code."""
    code = re.split(r"[-_]", (one_line(value) or "").lower())[0]
    return code if re.fullmatch(r"[a-z]{2,3}", code) else None
