"""What a file says about itself, and how far that is believed.

Titles that programs put there unasked ("Microsoft Word - final2.doc", "untitled", a file name) are not
believed: a heading, or the file's own name, says more. The mere name of a kind of papers ("Letter") is a
title only where nothing says more.
"""

import re

__all__ = [
    "author_names",
    "believable_title",
    "is_code",
    "is_file_name",
    "is_kind",
    "language_code",
    "one_line",
]

_JUNK = re.compile(
    r"""^(?:untitled|unnamed|no\ title|title|document|presentation
    |slide|sheet|spreadsheet|workbook|tabelle|feuil|hoja|foglio|blad|лист|book|page|new\ \w+|template
    |blank|word|powerpoint|excel|microsoft\ (?:word|powerpoint|excel|office)|(?:the\ )?normal|index|home|draft
    |scan|print|copy|pdf)(?:[\s_-]*(?:document|file|presentation|page|slide|spreadsheet|workbook))?[\s_-]*\(?\d*\)?$
    |^report$
    |^microsoft\ (?:word|powerpoint|excel)\s*-
    |^(?:powerpoint|word)\s*-?\s*presentation$
    |\.(?:docx?|pptx?|xlsx?|pdf|odt|odp|ods|rtf|txt|indd|qxd|tex|dvi|html?|md|pages|key)$
    |^(?:doc|scan|img|dsc|file|fax)[\s_-]*\d+$
    |^[\W\d_]*$|^https?://""",
    re.IGNORECASE | re.VERBOSE,
)
_KIND = re.compile(
    r"letter|decision|memo(?:randum)?|minutes|agenda|notice|invoice|statement|judge?ment|contract|form|fax",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Z\d]+(?:[-_/.][A-Z\d]+)+")
_SLUG = re.compile(r"(?=.*[^\W\d_])\w[\w.]*(?:[-_]+[\w.]+)+")
"""Words that hyphens or underscores join, without a space: as files are named."""
_NO_AUTHOR = re.compile(
    r"""^(?:(?:the\ )?(?:author|user|owner|admin(?:istrator)?|root|default|unknown|anonymous|unnamed|n/?a
    |none|me|guest|student|employee|staff|scanner|test|no-?reply)
    |(?:(?:microsoft|ms)\ )?(?:office|windows|registered|current|valued|pc|dell|hp|acer|lenovo|asus)
     \ (?:user|owner|customer)
    |(?:microsoft|ms)\ (?:office|word|excel|powerpoint|windows|corporation).*
    |adobe\ (?:acrobat|indesign|illustrator|photoshop|pdf).*
    |(?:pdf|la|xe|lua)tex(?:\ .*)?|(?:libre|open)office.*|acrobat.*|chromium.*|skia.*|wordpress.*
    |openpyxl|python-(?:docx|pptx)|xlsxwriter|apache\ poi|npoi|php(?:excel|spreadsheet|word|office)
    |unknown\ creator|un-named|exceljs|sheetjs|pptxgenjs|docx4j|epplus|closedxml|odf(?:py|do)
    |(?:aspose|reportlab|weasyprint|wkhtmltopdf|jasperreports|pandoc)\b.*
    )(?:\s*\d+)?$
    |https?:|^[\W\d_]*$|^(?:last\ )?(?:updated|published|posted|modified)$""",
    re.IGNORECASE | re.VERBOSE,
)
"""What programs, their libraries and machines write where the author's name belongs."""
_BY = re.compile(
    r"^(?:(?:live|reporting|report|words|texts?|story|written|posted) ){0,2}by (?=\w)", re.IGNORECASE
)
"""What stands before the name in a byline."""
_ROLE = re.compile(
    r"(?:\S+ ){0,5}(?:reporter|correspondent|columnist|journalist|photographer|editor|editor-in-chief"
    r"|(?:staff|feature) writer)",
    re.IGNORECASE,
)
"""What stands behind a name in a byline, and is none beside one: "Local Democracy Reporter"."""
_TELLS_OF = re.compile(
    r"(?<=\w) (?:is|was|are|were|has|had|have|covers?|writes?|wrote|reports?|joined|lives?|works?|worked)\b.*"
)
"""What follows a name where a sentence tells of whoever wrote a page: "Ana Lind has covered ports since"."""
_UNSEEN = re.compile("[\u200b\u2060\ufeff]")
"""Characters without width, as generators of sites put them beside headings."""
_MOST_CHARS = 300
_MOST_AUTHORS = 20


def one_line(value: object) -> str | None:
    """Return a value as one line, or None where it is empty or no text."""
    return (
        " ".join(_UNSEEN.sub("", str(value)).split()) or None
        if isinstance(value, str | int | float)
        else None
    )


def believable_title(value: object) -> str | None:
    """Return a title as one line, or None for one that no person gave."""
    title = one_line(value)
    return None if title is None or len(title) > _MOST_CHARS or _JUNK.search(title) else title


def is_code(title: str) -> bool:
    """Return whether a title is the number of a document and nothing else: "QA-FRM-012"."""
    return bool(_CODE.fullmatch(title))


def is_kind(title: str) -> bool:
    """Return whether a title is the name of a kind of papers and nothing else: "Letter"."""
    return bool(_KIND.fullmatch(title))


def is_file_name(title: str, document_id: str) -> bool:
    """Return whether a title is but the name of its file: "minutes-2024-05", as browsers and LaTeX put it."""
    stem, _, _ = document_id.rpartition("/")[2].rpartition(".")
    return bool(_SLUG.fullmatch(title)) and ("_" in title or title.casefold() == stem.casefold())


def author_names(value: object) -> str | None:
    """Return the names of who wrote a document, parted by "; ", or None where nobody is named.

    The value is a name, several parted by semicolons, or a list of names or of mappings with a `name`.
    """
    values = value if isinstance(value, list | tuple) else [value]
    words = [one_line(v.get("name") if isinstance(v, dict) else v) or "" for v in values]
    names = [_TELLS_OF.sub("", _BY.sub("", name.strip())) for some in words for name in some.split(";")]
    kept = [*dict.fromkeys(n for n in names if len(n) <= _MOST_CHARS and not _NO_AUTHOR.search(n))]
    kept = kept[:1] + [name for name in kept[1:] if not _ROLE.fullmatch(name)]
    return "; ".join(kept[:_MOST_AUTHORS]) or None


def language_code(value: object) -> str | None:
    """Return a language without its region, `en` for `en-GB`; None where the value is no such code."""
    code = re.split(r"[-_]", (one_line(value) or "").lower())[0]
    return code if re.fullmatch(r"[a-z]{2,3}", code) else None
