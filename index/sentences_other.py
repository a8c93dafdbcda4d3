"""Sentences of languages other than English: those of sentencex, mended.

It takes quotations for one whose marks it doesn't know („…”), ends a sentence inside "D.ª" and after many
titles, initials and ordinals, and ends none after "etc." or "5 kg." before a capital.
"""

import re
from itertools import pairwise

from index.borders import Span, by_sentencex, in_open_bracket, joined, labelled
from index.sentence_words import BEFORE_NUMBERS, BEGINS, ORDINAL_NOUNS, SHORT

__all__ = ["other_spans"]

_MOST_QUOTED = 200
"""How long a quotation may be that is one with its sentence; longer ones have sentences of their own."""
_QUOTE = re.compile(r"[„“”‟\"]")
_GUILLEMETS = {"«": re.compile(r"«[^«»]{200,}»"), "»": re.compile(r"»[^«»]{200,}«")}
_NO_MARK = "″"
_APOSTROPHE = re.compile(r"‘(?=[dklmnst]\b)")
_WIDE_END = re.compile(r"[。！？｡…।॥։።؟۔?!][\"”’»)\]」』）］】〉》]*$")
"""An end of a sentence that needs no space after it."""
_TIGHT_END = re.compile(r"(?:[^\W\d_]{2}|[\d%)\]»”\"]|\.\.)[.!?…][»”\")\]]*$|[.!?…][»”\")\]]+$")
_TIGHT_START = re.compile(r"[\"“„«(—–-]*(?:[^\W\d_])")
_FIRST = re.compile(r"[\s\"“„«»‚‘’'(\[¿¡—–―€$£%°&+=-]*(\w)")
_LINK = re.compile(r"\s*(?:https?:|www\.)")
_DASH_AFTER_STOP = re.compile(r"(?<=[^\W\d_])\.\s*\|\s*[—–―-]")
_APOSTROPHE_WORD = re.compile(r"\s*['’]\w\s+(?=[^\W\d_])")
_ITEM = re.compile(r"\s*[a-z]\)\s")
_LETTERED = re.compile(r"\s*[a-z]\.\s")
_ONLY_A_MARK = re.compile(r"\s*\(?(?:[^\W\d_]|[IVXLC]+|[ivx]+)[.)]\s*$")
_CLOSERS = re.compile(r"[\"”’»)\]]+(?=\s|$)")
_LAST_WORD = re.compile(r"(?<![^\W\d_])((?:[^\W\d_]+\.)?[^\W\d_]+)\.\s*$")
_ONE_LETTER = re.compile(r"(?<![\w.\"”’'])(?:[^\W\d_]\.[\s-]?)*[^\W\d_]\.\s*$")
_ONE_SMALL = re.compile(r"(?<!\w)[a-zа-яα-ω]\.\s*$")
_ONE_MORE = re.compile(r"[^\W\d_]\.")
"""Letters of one abbreviation: "d. C.", "i. d. R."."""
_FIGURE = re.compile(r"\s*[(\[]?(?:[A-Z]\.?\s?)?\d")
_DOUBLED = re.compile(r"(?<!\w)([A-Z])\1\.\s*$")
_ALSO_DOUBLED = re.compile(r"([A-Z])\1\.")
"""Spanish plurals: "FF. AA.", "CC. OO."."""
_AFTER_FIGURE = re.compile(r"\d\s?[^\W\d_]+\.\s*$")
_ORDINAL = re.compile(r"(?<![\w.,:])(\d{1,3})\.\s*$")
_DETERMINED = re.compile(
    r"""(?<!\w)(?:ab|am|an|beim?|bis|das|de[mnrs]|die|dies\w+|ein\w*|i[mn]s?|ihr\w*|jed\w+|jen\w+|nach|seine?\w*
    |seit|unser\w*|vo[mn]|vor|zu[mr]|je|\d\.\s(?:und|oder|bis)|\d\.[-/–])\s*\d{1,3}\.\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""A German number that follows an article, or what has one in it: "zum 40.", "der 6."."""
_JAPANESE_GOES_ON = re.compile(r"(?:と|って|という|との|は|が|を|に|の|も|で|、|，)")
_CHINESE_SAYS = re.compile(
    r"[^，。！？、：；“”「」\s]{0,10}(?:说|說|道|问|問|喊|答|叫|表示|称|稱)(?:道|着|着说)?[。，：:]"
)
_CLOSED_QUOTE = re.compile(r"[」』”]$")
_MAY_END = re.compile(
    r"""(?:(?<!\w)(?:etc|usw|u\.\s?s\.\s?w|uvm|u\.\s?v\.\s?m|ecc|enz|itd|itp|atd|apod|stb|osv|jne|и\sт\.\s?[дп]|і\sт\.\s?[дп]
    |κ\.?\s?λπ|κ\.τ\.λ|κ\.ά)
    |\d\s(?:[vn]\.\s?Chr|[ad]\.\s?C|a[vp]r?\.\s?J\.-C|[πμ]\.\s?Χ|до\sн\.\s?э|н\.\s?э|p?\.?\s?n\.\s?e|[apπμ]\.\s?[mμ])
    |\d\s?(?:[kcm]?m[²³]?|gr|k[gmW]|kWh|[mc]l|ha|h|min|кг|[кс]?м|мм|т|га))
    \.(?=\s+[\"“„«¿¡(]*[^\W\d_])""",
    re.VERBOSE,
)
"""What may stand at the end of a sentence, where a capital follows, although it is short for another word."""
_YEAR_ENDS = re.compile(
    r"(?:\d\s?(?:гг?|рр?|r|w)|[IVX]\s(?:вв?|w)|EE\.\s?UU|(?<!\w)a\.\s?M|(?<!\w)s\.\s?[ou])\.(?=\s+[^\W\d_])"
)
"""What may end a sentence or stand before a name: "в 2020 г. Он", "в 2020 г. Россия"."""
_BEFORE_INVERTED = re.compile(r"(?<=[.!?…])\s+(?=[¿¡])")
"""A Spanish question or exclamation begins."""
_NAMED_AFTER = frozenset(("im", "им", "ім"))
"""Short for "named after" in Polish, Russian and Ukrainian, and a pronoun."""


def other_spans(text: str, language: str) -> list[Span]:
    """Return the (start, end) offsets of the sentences of one paragraph, whose gaps are spaces."""
    short = SHORT.get(language, frozenset())
    begins = BEGINS.get(language, frozenset())

    def is_broken(before: str, after: str) -> bool:
        return (
            _is_inside(before, after)
            or _goes_on_small(before, after)
            or _is_short(before, after, short, begins)
            or (language == "de" and _is_ordinal(before, after))
            or (language in ("ja", "zh") and _is_said(before, after))
            or in_open_bracket(before, after)
        )

    found = by_sentencex(text if language in ("ja", "zh") else _paired(text), language)
    spans = joined(text, _closed(text, found), is_broken)
    parts = [part for span in spans for part in _after_ends(text, span, begins)]
    return labelled(text, parts, lambda word: len(word) == 1 or word in short or word in BEFORE_NUMBERS)


def _paired(text: str) -> str:
    """Return a text in which quotations stand in “these”, and what is no quotation mark is none.

    Some languages write „these” or ”these”, and 24" is no quotation; sentencex would take what is between
    two such quotations for one.
    """
    marks = list(_APOSTROPHE.sub("’", text))
    first = re.search("[«»]", text)
    for quoted in _GUILLEMETS[first.group()].finditer(text) if first else ():
        marks[quoted.start()] = marks[quoted.end() - 1] = _NO_MARK
    opened: int | None = None
    for found in _QUOTE.finditer(text):
        at = found.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        opens = (
            (not before or before.isspace() or before in "([{—–-/«‚‘'")
            and bool(after)
            and not after.isspace()
        )
        if opened is not None and not opens:
            short = at - opened <= _MOST_QUOTED
            marks[opened], marks[at] = ("“", "”") if short else (_NO_MARK, _NO_MARK)
            opened = None
        else:
            marks[at] = _NO_MARK
            opened = at if opens else opened
    return "".join(marks)


def _closed(text: str, spans: list[Span]) -> list[Span]:
    """Give what closes a quotation or a bracket to the sentence before, and what opens one to the next."""
    found: list[Span] = []
    for start, end in spans:
        closers = _CLOSERS.match(text, start, end) if found else None
        if closers is not None:
            start = closers.end()
        elif found and text[start - 2 : start - 1].isspace() and text[start - 1] in "'‘’“„\"":
            start -= 1
        if found:
            found[-1] = (found[-1][0], start)
        if start < end:
            found.append((start, end))
    return found


def _after_ends(text: str, span: Span, begins: frozenset[str]) -> list[Span]:
    """Return the parts of a sentence that end with what sentencex ends none after."""
    start, end = span
    ends = [
        found.end() for found in _MAY_END.finditer(text, start, end) if _is_capital(text[found.end() : end])
    ]
    for found in _YEAR_ENDS.finditer(text, start, end):
        if _is_capital(text[found.end() : end]) and _next_word(text[found.end() : end]) in begins:
            ends.append(found.end())
    ends += [found.end() for found in _BEFORE_INVERTED.finditer(text, start, end)]
    cuts = [cut for cut in sorted(set(ends)) if not _is_enclosed(text[start:cut])]
    return list(pairwise([start, *cuts, end]))


def _is_enclosed(before: str) -> bool:
    """Return whether a bracket or a quotation is open at the end of a text."""
    odd = len(_QUOTE.findall(before)) % 2 == 1
    return odd or any(before.count(opening) > before.count(closing) for opening, closing in ("()", "«»"))


def _is_capital(after: str) -> bool:
    first = _FIRST.match(after)
    return first is not None and first[1].isupper()


def _next_word(after: str) -> str:
    word = re.match(r"\W*([^\W\d_]+)", after)
    return word[1].lower() if word else ""


def _is_inside(before: str, after: str) -> bool:
    """Return whether a border isn't at a space, though its end needs one, or nothing to read follows it."""
    if not any(sign.isalnum() for sign in after):
        return True
    if _ONLY_A_MARK.match(before):
        return True
    if before[-1:].isspace() or after[:1].isspace() or _WIDE_END.search(before):
        return False
    start = _TIGHT_START.match(after)
    return not (_TIGHT_END.search(before) and start and not start.group()[-1].islower())


def _goes_on_small(before: str, after: str) -> bool:
    """Return whether what follows begins small, in a text whose sentences begin with capitals."""
    first, own = _FIRST.match(after), _FIRST.match(before)
    if (
        first is None
        or not first[1].islower()
        or (own is not None and own[1].islower() and not _ITEM.match(before))
    ):
        return False
    if _LINK.match(after) or _DASH_AFTER_STOP.search(f"{before[-9:]}|{after[:9]}"):
        return False
    if _ITEM.match(after) or (_LETTERED.match(after) and _LETTERED.match(before)):
        return False
    word = _APOSTROPHE_WORD.match(after)
    at = word.end() if word else first.end()
    return not after[at : at + 1].isupper()


def _is_short(before: str, after: str, short: frozenset[str], begins: frozenset[str]) -> bool:
    """Return whether the last word is short for another, or an initial."""
    word = _LAST_WORD.search(before)
    if word is None:
        return False
    last = word[1].lower()
    if _ONE_SMALL.search(before) and _ONE_MORE.match(after):
        return True
    if _FIGURE.match(after):
        initial = bool(_ONE_LETTER.search(before)) and _is_initial(word[1])
        return initial or last in short or last in BEFORE_NUMBERS or last.endswith("str")
    if _AFTER_FIGURE.search(before):
        return False
    if last in short:
        return True
    if _DOUBLED.search(before) and _ALSO_DOUBLED.match(after):
        return True
    named = last in _NAMED_AFTER or (bool(_ONE_LETTER.search(before)) and _is_initial(word[1]))
    return named and after.lstrip()[0].isalpha() and _next_word(after) not in begins


def _is_initial(letters: str) -> bool:
    """Return whether a letter that stands alone is short for a name or a title, as Arabic ones are too."""
    return letters.isupper() or "\u0620" <= letters[-1] <= "\u06ff"


def _is_ordinal(before: str, after: str) -> bool:
    """Return whether a German number counts what follows: "zum 40. Mal", "3. Mai"."""
    if not _ORDINAL.search(before):
        return False
    word = _next_word(after)
    return word in ORDINAL_NOUNS or (bool(_DETERMINED.search(before)) and word not in BEGINS["de"])


def _is_said(before: str, after: str) -> bool:
    """Return whether a quotation ends and it is told whose it is."""
    if not _CLOSED_QUOTE.search(before):
        return False
    return bool(_JAPANESE_GOES_ON.match(after) or _CHINESE_SAYS.match(after))
