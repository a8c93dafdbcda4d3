"""References to the documents that an answer cites, in the styles that people are asked for.

By the published rules of APA (7th edition), MLA (9th edition) and Chicago (18th edition, notes), in plain
text and with the place of the quote, which is why Chicago's form is that of a footnote; and as BibTeX and RIS
for reference managers. Titles keep their own capitals: which words are names cannot be known. What a document
says about itself is hostile input here too: it stays one line and one field.
"""

import calendar
import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from qa.names import Name, clean, names_of
from qa.types import Citation

__all__ = ["STYLES", "Work", "reference", "work_of"]

_KINDS = {
    "text/html": "webpage",
    "text/csv": "dataset",
    "text/tab-separated-values": "dataset",
    "application/vnd.ms-excel": "dataset",
    "application/json": "dataset",
    "application/jsonl": "dataset",
    "application/epub+zip": "book",
    "message/rfc822": "personal_communication",
    "application/mbox": "personal_communication",
    "text/x-source": "software",
}
_ENDINGS = (
    ("presentationml.presentation", "speech"),
    ("spreadsheet", "dataset"),
    ("spreadsheetml.sheet", "dataset"),
)
_MEDIUM = {
    "speech": "Presentation slides",
    "dataset": "Data set",
    "personal_communication": "Email",
    "software": "Source code",
}
_QUOTED = ("webpage", "personal_communication")  # titles in quotation marks; others stand by themselves
_RIS_TYPES = {
    "webpage": "ELEC",
    "dataset": "DATA",
    "book": "BOOK",
    "personal_communication": "ICOMM",
    "software": "COMP",
    "speech": "SLIDE",
}
_MLA_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
_APA_MOST = 20
_ENDS = ("?", "!", ".", "…", "？", "！", "。")
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", **{c: f"\\{c}" for c in "&%$#_"},
}  # fmt: skip
"""A brace is never written as `\\{`: BibTeX counts it all the same, and a field could end in its middle."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a reference says, each in one line.

    It is to a quote or, with neither page nor place (`whole`), to the document. `kind` is the type that the
    Citation Style Language gives such a document, `date` its year, month and day as far as they are known,
    `page` the page of the quote, `place` where it stands where there are no pages.
    """

    key: str
    kind: str
    title: str
    authors: tuple[Name, ...]
    date: tuple[int, ...]
    publisher: str
    file: str
    page: int | None
    place: str

    @property
    def medium(self) -> str:
        """What kind of thing it is, where a reference says so."""
        return _MEDIUM.get(self.kind, "")

    @property
    def locator(self) -> str:
        """The page as "p. 3", else the place."""
        return f"p. {self.page}" if self.page else self.place

    @property
    def note(self) -> str:
        """The file and, where that is not a page, the place."""
        return f"File {self.file}" + (f", {self.place}" if self.place and not self.page else "")

    @property
    def whole(self) -> "Work":
        """The same for the whole document."""
        return replace(self, page=None, place="")


def work_of(citation: Citation, publisher: str | None, media_type: str) -> Work:
    """Return what a reference to a quote says, given what its citation does not know of the document."""
    authors = names_of(citation.author)
    date = _date(citation.date)
    title, publisher = clean(citation.title), clean(publisher or "")
    if publisher.casefold() in (name.written.casefold() for name in authors):
        publisher = ""
    paged = citation.place is None and citation.page is not None
    return Work(
        key=_key(citation.document_id, authors, title, date),
        kind=_kind(media_type),
        title=title or clean(citation.document_id),
        authors=authors,
        date=date,
        publisher=publisher,
        file=clean(citation.document_id),
        page=citation.page if paged else None,
        place=clean(citation.place or f"line {citation.line}"),
    )


def reference(work: Work, style: str) -> str:
    """Return the reference in one of `STYLES`, by its short name."""
    return _WRITERS[style](work)


def _kind(media_type: str) -> str:
    return _KINDS.get(media_type) or next((k for end, k in _ENDINGS if media_type.endswith(end)), "document")


def _date(date: str | None) -> tuple[int, ...]:
    """Return year, month and day as far as they are known and can be."""
    parts = [int(part) for part in (date or "").split("-") if part]
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        return tuple(parts[:1])
    return tuple(parts if len(parts) < 3 or 1 <= parts[2] <= 31 else parts[:2])


def _key(document_id: str, authors: tuple[Name, ...], title: str, date: tuple[int, ...]) -> str:
    """Return a key that is the same each time and another for each document: doe2020-1f0c9a3b."""
    name = (authors[0].family or authors[0].written) if authors else title
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z]+", plain)
    word = (words[-1] if authors else next((w for w in words if len(w) > 3), words[0])) if words else "source"
    digest = hashlib.sha256(document_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{word[:20]}{date[0] if date else ''}-{digest}"


def _stop(text: str) -> str:
    """End a part with a full stop unless it ends with a mark of its own."""
    return text if text.endswith(_ENDS) or text.endswith(tuple(f"{end}”" for end in _ENDS)) else f"{text}."


def _apa(work: Work) -> str:
    year, *rest = [str(part) for part in work.date] or ["n.d."]
    words = [calendar.month_name[int(rest[0])], *rest[1:]] if rest else []
    date = f"({', '.join(part for part in (year, ' '.join(words)) if part)})."
    title = " ".join(
        [
            work.title,
            *([f"({work.locator})"] if work.locator else []),
            *([f"[{work.medium}]"] if work.medium else []),
        ]
    )
    by = _apa_authors(work.authors)
    head = f"{_stop(by)} {date} {_stop(title)}" if by else f"{_stop(title)} {date}"
    return f"{head} {_stop(work.publisher)}" if work.publisher else head


def _apa_authors(authors: tuple[Name, ...]) -> str:
    names = [name.abbreviated for name in authors]
    if len(names) > _APA_MOST:
        return f"{', '.join(names[: _APA_MOST - 1])}, … {names[-1]}"
    return names[0] if len(names) == 1 else ", & ".join([", ".join(names[:-1]), names[-1]]) if names else ""


def _mla(work: Work) -> str:
    by = ""
    if work.authors:
        first, *others = work.authors
        by = first.inverted if not others else f"{first.inverted}, and {others[0].direct}"
        by = f"{first.inverted}, et al." if len(others) > 1 else by
    title = _stop(_single(work.title)) if work.kind in _QUOTED else work.title
    title = f"“{title}”" if work.kind in _QUOTED else title
    year, *rest = work.date or (0,)
    date = " ".join([*(str(d) for d in rest[1:]), *(_MLA_MONTHS[m - 1] for m in rest[:1]), str(year or "")])
    where = ", ".join(part for part in (work.publisher or work.medium, date.strip(), work.locator) if part)
    alone = where and where == work.locator and not title.endswith((*_ENDS, "”"))
    body = f"{title}, {_stop(where)}" if alone else f"{_stop(title)} {_stop(where) if where else ''}".strip()
    return f"{_stop(by)} {body}" if by else body


def _chicago(work: Work) -> str:
    names = [name.direct for name in work.authors]
    by = " and ".join(names) if len(names) < 3 else f"{names[0]} et al."
    year, *rest = work.date or (0,)
    words = " ".join([calendar.month_name[month] for month in rest[:1]] + [str(day) for day in rest[1:]])
    comma = ", " if len(rest) > 1 else " "
    date = f"{words}{comma}{year}" if words else str(year or "n.d.")
    facts = ", ".join(part for part in (work.publisher or work.medium.lower(), date) if part)
    where = f", {work.page or work.place}" if work.locator else ""
    if work.kind in _QUOTED:
        title = _single(work.title)
        title = f"“{title}”" if title.endswith(("?", "!")) else f"“{title},”"
        body = f"{title} {facts}{where}"
    else:
        body = f"{work.title} ({facts}){where}"
    return _stop(f"{by}, {body}" if by else body)


def _single(title: str) -> str:
    """Turn quotation marks into single ones, for a title that stands in double ones."""
    return title.translate(str.maketrans('“”"„', "‘’'‚"))


def _bibtex(work: Work) -> str:
    authors = " and ".join(
        _tex(name.inverted if not name.suffix else f"{name.family}, {name.suffix}, {name.given}")
        if name.family
        else f"{{{_tex(name.written)}}}"
        for name in work.authors
    )
    book = work.kind == "book" and work.publisher and work.authors and work.date
    fields = {
        "author": authors,
        "title": f"{{{_tex(work.title)}}}",
        "year": str(work.date[0]) if work.date else "",
        "date": "-".join([f"{work.date[0]:04}", *(f"{part:02}" for part in work.date[1:])])
        if work.date[1:]
        else "",
        "publisher": _tex(work.publisher),
        "howpublished": "" if book else _tex(", ".join(p for p in (work.medium, work.publisher) if p)),
        "pages": str(work.page or ""),
        "note": _tex(work.note),
    }
    month = f"  month = {calendar.month_abbr[work.date[1]].lower()},\n" if len(work.date) > 1 else ""
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{'book' if book else 'misc'}{{{work.key},\n{lines}{month}}}"


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in text)


def _ris(work: Work) -> str:
    lines = [("TY", _RIS_TYPES.get(work.kind, "GEN")), ("ID", work.key)]
    lines += [("AU", name.inverted) for name in work.authors]
    lines += [("TI", work.title)]
    if work.date:
        parts = [f"{work.date[0]:04}", *(f"{part:02}" for part in work.date[1:]), "", ""]
        lines += [("PY", parts[0]), ("DA", "/".join([*parts[:3], ""]))]
    lines += [("PB", work.publisher)] if work.publisher else []
    lines += [("SP", str(work.page))] if work.page else []
    lines += [("N1", work.note), ("ER", "")]
    return "\n".join(f"{tag}  - {value}" for tag, value in lines)


_WRITERS: dict[str, Callable[[Work], str]] = {
    "apa": _apa, "mla": _mla, "chicago": _chicago, "bibtex": _bibtex, "ris": _ris,
}  # fmt: skip
STYLES = {"apa": "APA", "mla": "MLA", "chicago": "Chicago", "bibtex": "BibTeX", "ris": "RIS"}
"""The styles of `reference`, with the names that people know them by."""
