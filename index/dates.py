"""When a document was published, from its metadata, its first lines or where it was signed.

Rules, in order: the metadata's date; else the full date that a line of the first ones or a row of the first
table calls its date ("Date: …", "Issued | …"); else the one by which a paper says that it was published; else
the first full date (day, month and year) in the first lines of the text, where a dateline or a "Posted:" line
stands, a dateline before the day on which something happened; else the one by which a paper was accepted, or
that a table at the head gives with its version; else the line at its end that says where and when it was
signed; else the day on which it says that it was last changed. A date without a year is not completed by
guessing, and other dates further down are about the events, not about the document.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from index.bylines import is_signed

__all__ = [
    "as_iso_date",
    "date_in_first_lines",
    "date_in_table",
    "date_of_change",
    "date_of_signing",
    "date_of_submission",
    "dates_in",
    "is_dateline",
    "labelled_date",
]

_ISO = re.compile(r"(\d{4})(-(\d{1,2})(-(\d{1,2}))?)?$")
_FIRST_CHARS = 300
_HAS_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_HISTORY_CHARS = 3000
"""How far down the line may stand that says when a paper came in and when it was published."""
_TAKEN = "accepted|angenommen|accepté|aceptado|aceito|accettato"
_CAME_IN = (
    "received|submitted|resubmitted|revised|(?:in )?(?:final |revised )form"
    f"|eingegangen|reçu|recibido|recebido|ricevuto|{_TAKEN}"
)
_ON = r"(?:\W+(?:online|first|electronically))*\W+(?:on\W+|am\W+|le\W+|el\W+|em\W+|il\W+)?$"
_HISTORY = re.compile(
    rf"\b(?:{_CAME_IN}){_ON}|\b(?:your\s+[\w-]+\s+(?:of|dated|from)|ihre?\s+[\w-]+\s+vom)\W+$", re.IGNORECASE
)
"""What stands before the dates at which a manuscript came in, was changed or was taken, and before that of
the letter that is answered."""
_REVISED = re.compile(
    r"^[\s*_#>]*(?:(?:issue|version|edition|revision) [\w.]{1,8},? )?(?:last )?revised(?: on)?:? $",
    re.IGNORECASE | re.MULTILINE,
)
"""The beginning of a line that says when its document was revised: "Issue 4, revised 2 March 2026"."""
_PUBLISHED, _ACCEPTED = (
    re.compile(
        rf"(?i:(?:^|[.;|·•]|\b(?:{_CAME_IN})\b[^;\n]+,)\s*(?:and |first |e)?(?:{said}){_ON})"
        rf"|\b(?=[A-Z])(?i:(?:{said}){_ON})",
        re.MULTILINE,
    )
    for said in ("published|epub|available online|publié|veröffentlicht|publicado|pubblicato", _TAKEN)
)
"""What stands before the dates of a paper, with a capital or where a line or a part of its history begins."""
_GIVEN = r"(?:handed down|delivered|given|pronounced)(?: (?:electronically|orally|remotely))?"
_HANDED_DOWN = re.compile(
    rf"(?:^|[.;|·•(])[^\S\n]*(?:(?:approved )?judge?ment {_GIVEN}|handed down"
    r"|date of (?:award|judge?ment|ruling)|judge?ment date)(?: on)?:?[^\S\n]*$"
    rf"|(?P<own>^[^\S\n]*this (?:approved )?judge?ment was {_GIVEN}(?: at [\d.:]{{1,5}} ?[ap]\.?m\.?)? on )$",
    re.IGNORECASE | re.MULTILINE,
)
"""What stands before the day of a judgment, in a line or a sentence that says no more, or in "this …"."""
_SAYS_NO_MORE = re.compile(r"[^\S\n]*(?:[.;)|·•]|\Z|\n)")
_HEARD = re.compile(r"\bhear(?:d|ings?)\b", re.IGNORECASE)
_SUBMITTED = re.compile(r"(?:^|[.;|·•])\s*(?:date )?submitted(?: on)?\s*:?\s*$", re.IGNORECASE | re.MULTILINE)
"""What stands before the day on which a proposal was handed in."""
_TELLS_DATE = re.compile(
    r"(?:(?:document|plan|policy|protocol|report) )?(?:date|version|edition|revision|issue)"
    r"(?: (?:and )?(?:date|no\.?|number)| of (?:issue|publication|version|(?:this )?(?:document|report)))?"
    r"|dated|issued|published|datum|stand|fecha",
    re.IGNORECASE,
)
"""What a row says whose second cell is the date of its document."""
_REPORT_DATED = re.compile(r"report (?:dated|issued)", re.IGNORECASE)
_IS_REPORT = re.compile(r"(?:^|^[^:(]*\s)report(?:$|\s*[:(–—])", re.IGNORECASE)
"""A row that says so in a report, as its title ends, and the title."""
_MOST_OF_A_HEAD = 1500
_MONTH = r"[^\W\d_][^\s\d,.;:()]{2,11}\.?"
_LIKE_A_DATE = re.compile(
    rf"""(?<!\d)(?:\d{{4}}[-/.]\s?\d{{1,2}}[-/.]\s?\d{{1,2}}           # 2025-03-13, 2025. 03. 13.
        |\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}                            # 15.08.2024
        |\d{{1,2}}(?:st|nd|rd|th|er|\.?º|\.?ª|°|η|\.)?\s+               # 13 March 2025, 1er mars 2024
            (?:(?:of|de|do|del)\s+|d['’])?{_MONTH},?\s+(?:(?:de|do|del)\s+)?\d{{4}}
        |{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}               # March 13, 2025
        |\d{{4}}\.?[^\S\n]+{_MONTH}[^\S\n]+\d{{1,2}}                   # 2025. március 13.
            (?![^\S\n]+{_MONTH},?\s+\d{{4}})\.?                        # no "file 1164 dated 22 January 2024"
        |\d{{1,2}}\stháng\s\d{{1,2}},?\snăm\s\d{{4}}                   # 13 tháng 3 năm 2025
        |\d{{4}}\s?[年년]\s?\d{{1,2}}\s?[月월]\s?\d{{1,2}}\s?[日일]    # 2025年3月13日
    )(?!\d)""",
    re.VERBOSE | re.IGNORECASE,
)
_LABELLED_CHARS = 600
_LABEL = re.compile(
    r"^[\s*_|>#•-]*(?:dated?|issued?|date issued|(?:date )?published|(?:date of )?(?:issue|publication)"
    r"(?: date)?|date of (?:this )?(?:notice|letter|report|document|decision|order)|datum|fecha|data|dato"
    r"|дата|ημερομηνία|日期|日付)[*_\s]*[:|：][*_\s]*(?P<said>[^\n]+)$",
    re.IGNORECASE | re.MULTILINE,
)
_WRITTEN = re.compile(
    rf"^[\s*_>]*(?:Written|Prepared|Compiled)\ by\ [A-Z][^\d\n;:()]{{2,80}}?(?:[,|·•]|\ on)\ ?"
    rf"(?P<date>{_LIKE_A_DATE.pattern})(?:[.*_]*$|(?P<read>;\ (?:read|checked|reviewed|approved)\ by\b))",
    re.MULTILINE | re.VERBOSE,
)
"""A line that says who wrote its document, and when, and nothing else, or who read it."""
_WEEKDAY = re.compile(r"(?:[^\W\d_]{2,12}[,.]?\s+)?")
_TIME = re.compile(r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d\d(?:\s?[ap]\.?m)?)?[\s*_|.]*", re.IGNORECASE)
"""What may stand before and after the date in a line that says when its document was written."""
_EAST_ASIAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})")
_FILLING = re.compile(r"(?<=\d)(?:er|\.?[ºª°]|η)(?=\s)|\b(?:of|de|do|del)\s|\bd['’]", re.IGNORECASE)
"""What stands between the parts of a date in some languages, and not in those that dateparser takes."""
_PLACE = re.compile(
    r"""\W*([^\d,،;:()]{2,40}?)\s*(?:[,،]\s*(?:(?:on|am|den|dne|dnia|em|le|lì|li|il|el|a|à|ngày)\s+)?
    |\s(?:den|le|lì|dne|dnia)\s+)$""",
    re.VERBOSE | re.IGNORECASE,
)
"""What stands before the date in the line that says where and when a document was signed."""
_OF_AN_EVENT = re.compile(
    r"(?:^|[^,،\s]\s)(?:on|since|until|before|after|am|seit|bis|nach|vor)\s+(?:[^\W\d_]{3,12},?\s+)?$"
)
"""What stands before the date of something that happened, in the midst of a sentence."""
_OF_ANOTHER_DAY = re.compile(
    r"\b(?:start(?:s|ing)?|begin(?:s|ning)?|opens?|opening|clos(?:es|ing)|deadline|due|ends?|expir(?:y|es)"
    r"|interviews?|hear(?:d|ing)|born|birth|departs?|arriv(?:es|al)|check-?(?:in|out)|exams?|ceremony)"
    r"(?: (?:dates?|days?|on|of birth))?\s*[:|]\s*(?:[^\W\d_]{3,12},?\s+)?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s?(?:[-–,&]|and|to)\s?)*$"
    r"|(?:\A|\n|[|·•–—;]\s)(?:from|until|till|by)\s(?:[^\W\d_]{3,12},?\s+)?$",
    re.IGNORECASE,
)
"""What stands before the date of something that is to happen or did: "Start date: 21 September 2026", or
"part time | from 1 May 2026"."""
_OF_A_LIFE = re.compile(
    r"(?:(?:\([^()\n]*\b|, |\b(?:[A-Z][\w'’-]+ (?:[a-z]{2,3} )?[A-Z][\w'’-]+|[Hh]e|[Ss]he) (?:was |wurde )?)"
    r"(?:born|died|buried|bapti[sz]ed|geboren|gestorben)|\([^()\n]*(?:\b(?:née?|nacid[oa]|nascid[oa]|nat[oa])"
    r"|(?<![^\s(,;])[bd]\.|†))(?: (?:on|am|le|el|il|em|in|at)(?: [^\W\d_][\w'’-]+,?){0,3}(?: on)?)?[^\S\n]*\Z"
)
"""What stands before the day on which somebody was born or died, in its line: "(born 21 June 1976)"."""
_TO_ANOTHER = re.compile(rf"[^\S\n]*[-–—][^\S\n]*({_LIKE_A_DATE.pattern})", re.VERBOSE | re.IGNORECASE)
_FROM_ANOTHER = re.compile(rf"({_LIKE_A_DATE.pattern})[^\S\n]*[-–—][^\S\n]*\Z", re.VERBOSE | re.IGNORECASE)
_LEAST_OF_A_LIFE = 15
"""What makes a date in brackets that of a birth or a death: another, so many years off."""
_CHANGED = re.compile(
    r"\b(?:(?:last|page) (?:was )?(?:last )?(?:reviewed|updated|modified|edited|changed|revised)"
    r"|letzte (?:änderung|aktualisierung)|zuletzt (?:geändert|aktualisiert)"
    r"|dernière (?:mise à jour|modification)|última (?:actualización|modificación|atualização)"
    r"|ultimo aggiornamento)(?: (?:on|am|le|el|il|em))?[\s:]*",
    re.IGNORECASE,
)
_PARTS_OF_A_LINE = re.compile(r"\n|\s[–—|·•-]\s")
_LEAST_YEAR = 1000
"""The year of the earliest date: "4 GEN 0412" is the hour and the number of a wire."""
_MOST_OF_A_LINE = 80
_MOST_OF_AN_ADDRESS = 3
"""How many parts of an address stand before the place at most."""
_HAPPENED = re.compile(r"\W|\w+ed\b|born\b|.*[:：]", re.IGNORECASE)
"""What begins an item, a label or what happened: "Died, 3 August 1832", "发布日期：2024年6月18日"."""
_LINES_AT_THE_END = 20
_END = 2 / 3
"""Where the end of a text begins."""
_MOST_BELOW = 8
"""How many lines, of names and titles, stand below such a line at most, none of them a long one."""


def as_iso_date(value: Any) -> str | None:  # noqa: ANN401 - front matter may hold anything
    """Return a metadata value as YYYY[-MM[-DD]], or None where it is no date."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = str(value).strip() if value is not None else ""
    if match := _ISO.match(text):
        return _iso(match)
    return _parsed(text) if _HAS_YEAR.search(text) else None


def date_in_first_lines(text: str, signed: str | None = None) -> str | None:
    """Return the date by which a text says that it was published, or the first full date in its first lines.

    As YYYY-MM-DD; None where there is none. Of a paper that says nothing else it is when it was accepted,
    else the one day on which a line says that it was revised. A dateline goes before the day on which
    something happened, as a title tells it, and so does the day on which the text was signed.
    """
    dates = [
        (match, text[max(0, match.start() - _MOST_OF_A_LINE) : match.start()])
        for match in _LIKE_A_DATE.finditer(text[:_HISTORY_CHARS])
    ]
    published = [match for match, before in dates if _PUBLISHED.search(before)]
    given = [(match, before) for match, before in dates if _HANDED_DOWN.search(before)]
    if len(given) == 1 and _is_handed_down(*given[0], text):
        published.append(given[0][0])
    first = [
        (match, before)
        for match, before in dates
        if match.start() < _FIRST_CHARS
        and not (
            _HISTORY.search(before) or _OF_ANOTHER_DAY.search(before) or _is_of_a_life(match, before, text)
        )
    ]
    if first and _OF_AN_EVENT.search(first[0][1]):
        first.sort(key=lambda found: not _ends_dateline(found[0], found[1], text))
        if signed and not _ends_dateline(*first[0], text):
            first = []
    accepted = [match for match, before in dates if _ACCEPTED.search(before)]
    revised = [match for match, before in dates if match.start() < _FIRST_CHARS and _REVISED.search(before)]
    if not accepted and len(revised) == 1:
        accepted = revised
    return next(
        (date for m in chain(published, (m for m, _ in first), accepted) if (date := _parsed(m.group()))),
        None,
    )


def _is_of_a_life(date: re.Match[str], before: str, text: str) -> bool:
    """Return whether a date is when somebody was born or died, or begins or ends a life in brackets."""
    if _OF_A_LIFE.search(before):
        return True
    if "(" not in before or ")" in before[before.rindex("(") :]:
        return False
    other = _TO_ANOTHER.match(text, date.end()) or _FROM_ANOTHER.search(before)
    years = [int(parsed[:4]) for said in (date, other) if said and (parsed := _parsed(said[said.re.groups]))]
    return len(years) > 1 and abs(years[0] - years[1]) >= _LEAST_OF_A_LIFE


def _is_handed_down(date: re.Match[str], before: str, text: str) -> bool:
    """Return whether a date is that of a judgment by its head, above which are but those of hearings."""
    said = _HANDED_DOWN.search(before)
    if said is None or not (said["own"] or _SAYS_NO_MORE.match(text, date.end())):
        return False
    start = text.rfind("\n", 0, date.start()) + 1
    if date.start() > _MOST_OF_A_HEAD or date.start() - start > _MOST_OF_A_LINE:
        return False
    above = text[:start].split("\n")
    return not any(_LIKE_A_DATE.search(line) and not _HEARD.search(line) for line in above)


def _ends_dateline(date: re.Match[str], before: str, text: str) -> bool:
    """Return whether a line, or its part behind a dash or a bar, is a place and a date and nothing else."""
    part = _PARTS_OF_A_LINE.split(before)[-1]
    after = _PARTS_OF_A_LINE.split(text[date.end() :], maxsplit=1)[0]
    return not after.strip(" .\t") and _is_place(part, date.group())


def date_in_table(table: str, title: str | None = None) -> str | None:
    """Return the date that a row of two cells gives as its document's ("Version | 2.0, 3 May 2023").

    "Report dated" is a row of a report, by its title, in which other papers may be dated too.
    """
    report = _IS_REPORT.search(title or "")
    for row in table[:_MOST_OF_A_HEAD].split("\n"):
        said, *cells = row.strip("| ").split(" | ")
        said = said.strip(" :*")
        if len(cells) == 1 and (_TELLS_DATE.fullmatch(said) or (report and _REPORT_DATED.fullmatch(said))):
            if date := next(filter(None, map(_parsed, _LIKE_A_DATE.findall(cells[0]))), None):
                return date
    return None


def labelled_date(text: str) -> str | None:
    """Return the full date that one of the first lines of a text says it has, as YYYY-MM-DD, or None.

    Else the one that stands behind the name of who wrote it, where none is later or who read it is told.
    """
    for match in _LABEL.finditer(text[:_LABELLED_CHARS]):
        said = match["said"]
        date = _LIKE_A_DATE.search(said)
        if date and _WEEKDAY.fullmatch(said[: date.start()]) and _TIME.fullmatch(said[date.end() :]):
            return _parsed(date.group())
    written = list(_WRITTEN.finditer(text[:_LABELLED_CHARS]))
    told = _parsed(written[0]["date"]) if len(written) == 1 else None
    if told is None or written[0]["read"]:
        return told
    return told if told == max(other for other, _, _ in dates_in(text[:_LABELLED_CHARS])) else None


def date_of_signing(text: str) -> str | None:
    """Return the date of the line at the end of a text that says where and when it was signed, or None.

    Such a line has a place, a full date and nothing else ("Madrid, 23 de enero de 2024"), in Chinese,
    Japanese and Korean also the date alone. Only names and titles stand below it. Lines with different dates,
    as of an itinerary, say nothing. Else it is the last line, below a name and an office.
    """
    found = set()
    signed = False
    lines = text.rsplit("\n", _LINES_AT_THE_END)[-_LINES_AT_THE_END:]
    for number, line in enumerate(lines):
        date = _LIKE_A_DATE.search(line) if len(line) <= _MOST_OF_A_LINE else None
        if date and not line[date.end() :].strip(" .\tгрr") and _is_place(line[: date.start()], date.group()):
            found.add(_parsed(date.group()))
            rest = lines[number + 1 :]
            start = len(text) - len("\n".join([line, *rest]))
            signed = signed or (start >= _END * len(text) and _are_few(rest))
    if not found:
        return _date_below_name([line.strip() for line in lines if line.strip()])
    return found.pop() if signed and len(found) == 1 else None


def _date_below_name(lines: Sequence[str]) -> str | None:
    """Return the date that is the last line, below a name and what office who signs has, or None."""
    if not is_signed(lines[-3:-1]):
        return None
    alone = [line for line in lines if _LIKE_A_DATE.fullmatch(line.rstrip(" ."))]
    return _parsed(lines[-1].rstrip(" .")) if alone == lines[-1:] else None


def date_of_change(text: str) -> str | None:
    """Return the date on which a page says that it was last changed, or None where it says several."""
    found = {
        _parsed(date.group())
        for said in _CHANGED.finditer(text)
        if (date := _LIKE_A_DATE.match(text, said.end()))
    }
    return found.pop() if len(found) == 1 else None


def date_of_submission(text: str) -> str | None:
    """Return the one day on which a text says near its head that it was handed in, or None."""
    head = text[:_MOST_OF_A_HEAD]
    found = {
        _parsed(date.group())
        for date in _LIKE_A_DATE.finditer(head)
        if _SUBMITTED.search(head[max(0, date.start() - _MOST_OF_A_LINE) : date.start()])
    }
    return found.pop() if len(found) == 1 else None


def dates_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each full date of a text, with where it begins and ends."""
    for found in _LIKE_A_DATE.finditer(text):
        if date := _parsed(found.group()):
            yield date, found.start(), found.end()


def is_dateline(line: str) -> bool:
    """Return whether a line is a place, or an address, and a full date: "Mill House, Selby, 3 August 1832".

    An item of a list and what happened then ("Died, 3 August 1832") are none.
    """
    date = _LIKE_A_DATE.search(line) if len(line) <= _MOST_OF_A_LINE else None
    if date is None or line[date.end() :].strip(" .\t"):
        return False
    before = line[: date.start()].rstrip(", ")
    *address, place = before.split(",")
    if not place.strip() or len(address) > _MOST_OF_AN_ADDRESS or _HAPPENED.match(before):
        return False
    return all(_is_place(f"{part.strip()}, ", date.group()) for part in (*address, place))


def _are_few(lines: Sequence[str]) -> bool:
    """Return whether lines may be those below the line where a document was signed."""
    said = [line for line in lines if line.strip()]
    return len(said) <= _MOST_BELOW and all(len(line) <= _MOST_OF_A_LINE for line in said)


def _is_place(before: str, date: str) -> bool:
    """Return whether a place stands before a date: few words, the long ones with a capital."""
    if _EAST_ASIAN.match(date):
        return not before.strip(" \t") or len(before.split()) == 1
    place = _PLACE.match(before)
    words = place[1].split() if place else []
    return (
        0 < len(words) <= 6
        and words[-1][:1].upper() == words[-1][:1]
        and all(len(word) <= 3 or not word[0].islower() for word in words)
    )


def _iso(match: re.Match[str]) -> str | None:
    year, month, day = int(match[1]), int(match[3] or 1), int(match[5] or 1)
    try:
        date = datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
    return date if match[5] else date[:7] if match[3] else date[:4]


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _parsed(text: str) -> str | None:
    """Return a full date in any language that dateparser reads; day before month where both fit."""
    if match := _EAST_ASIAN.match(text):
        return _day(*match.groups())
    import dateparser  # 0.4 s: only where a text looks like a date

    text = _FILLING.sub("", text)
    settings: Any = {"REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY"}
    if re.match(r"\d{4}\D", text):
        settings["DATE_ORDER"] = "YMD"
    found = dateparser.parse(text, settings=settings)
    return found.date().isoformat() if found and found.year >= _LEAST_YEAR else None
