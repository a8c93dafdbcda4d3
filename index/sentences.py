"""Where the sentences of a paragraph begin and end.

English sentences come from nupunkt, which is trained on abbreviations, citations and initials. Both it and
sentencex must agree that an ordinary English word ("hall.", "month.") is short for another, as nupunkt has it
of many. Those of other languages are in `index/sentences_other.py`.
"""

import re
from itertools import pairwise

from index.borders import NOTE, Span, by_sentencex, in_open_bracket, joined, labelled
from index.run_in import is_name
from index.sentences_other import other_spans

__all__ = ["Span", "sentence_spans"]

_GAP = re.compile(r"[^\S ]")
_ABBREVIATED = re.compile(r"\b\w{1,6}\.\s*$")
_AFTER_A_WORD = re.compile(
    r"(?:(?<![^\W\d_])([^\W\d_]+)\s+)?"
    r"(?<![\w.'’&/-])([A-Za-z][a-z]{2,}|[IVX]{2,})\.[\"”’)\]]*(?=\s+[\"“‘(\[]*[A-Z])"
)
"""The end of a word or a Roman number, before a word with a capital, with the word that stands before it."""
_SHORT_WORDS = frozenset(
    """
    anon approx apr assoc aug avg bibl bldg blvd bros capt chap col corp dec def dept dir ed eds eqn eqs
    est esp etc ext feb fig figs fol fri gen govt hon hrs illus inc incl intl jan jul jun lbs ltd max
    mfg min mins misc natl nov obs oct orig par paras prof publ rec ref refs reg regs rep repr resp rev
    rte sec secs sect sep sept ser sgt sic spec suppl tel thu thur thurs trans tue tues univ viz vol
    vols yds yrs
    """.split()
)
"""What is short for another word whatever a splitter says."""
_SHORT_NAMES = _SHORT_WORDS | frozenset(
    """
    abr acad admin amer ann ant app arts assn atty batt benj biochem biol biophys bull bur cal cas cav
    cent chas chem chron cie cir coll comm commrs commun comput conf cong const cts dan danl dem dev
    dist div doc docs econ edn edw edwd eng ens eph exod fri gal genet geo geol gov hist hunts inf ins
    inst int inv isa jas jno josh lett lib lieut maj mass matt mech mem messrs mfr mfrs mgr mich miss
    mol mon mons mrs nat nath natl oreg para pathol penn pet phil phys pkwy plc pres prob proc prov pte
    pts refs repr rich richd robt rptr saml sat sci secy ser serjt sess soc stat ste stn sun super supp
    supt tech temp ter terr theo thos treas twp vict vill wash wed will willm zool
    """.split()
)
"""What is short for a name, a title or a word of one, where it has a capital."""
_OF_A_WHOLE = frozenset(
    "act appendix article book canto chapter part scene section table title volume".split()
)
"""What a Roman number counts: "Chapter III. The Voyage" is one."""
_SHORT_BEFORE_NUMBERS = _SHORT_WORDS | frozenset(
    "app art bk ch cl clause eq ex exh no nos nn nr p para paras pp pt q r rr s ss st tab v".split()
)
_SMALL_WORD = re.compile(r"(?<![\w.'’&/-])([a-z]{3,6})\.[\"”’)]*\s*$")
_COUNTS = re.compile(r"\s*\d[\d,]*\s+[a-z]{2,}")
_WHOLE_WORDS = frozenset(
    """
    above abroad again ago ahead alive alone apart ashore asleep autumn away baby back bank barn bath beach
    bed beer bees behind below bench birth bitter black blood blue boat body bone bones book books both
    bottom bowl box boy boys bread bridge broken butter came cash cheese child church cities city clean
    clock closed coal coast cold corn cows cream crew crops cup daily danger dark date dates dawn day days
    dead death debt deep dinner dirt dog dogs door doors down drink dry dusk duty early earth east eggs
    eight empty end ends enough event ever eyes face farm farms fast father fear feet fever few field fields
    fire firm firms first fish five flat flood floor flour food foot forest four fresh friend fruit game
    games garden gate gates ghost girl glass goats gold gone good grain grams grass green ground group
    guests guilds half hall hand hands harm hay heart help her here hill hills him hold home honey horse
    horses hour hours house houses hurt ice inside jam job jobs juice kilos kind king lake land lane late
    later law leaf least leaves ledger left less letter level life lives loan long lost low lower lunch
    mayor meat member men metres mice middle miles milk mill mills minute money month months moon more most
    mother mud name names nature near needed new night nights nine noon north now oars offer office often
    oil old once one others ours out over owner owners paid paper path peace people pipe place plan plants
    poor power prison pupils quay queen quiet rain red rent rest result rice rich ridge right ring river
    rivers road roads roof room rooms rope round rye sale salt sand school sea sheep ship ships shoes shop
    shops shore short side sides sight sister six skin sky slow smoke snow soap soil sold song soon soup
    south spring start still stone stones storm street strike summer sun supper table tables tea team ten
    tent then there things third three tide tin today told tower town towns trade train trains tree trees
    twelve twice two under union used valley vote votes wages wall walls war water way ways week weeks
    weight well wells west wheat wheel white wife wind window wine winter woman women wood wool word words
    work worker works world worn wrong year years young yours
    """.split()
)
"""Words that are short for none, before a number that begins a sentence: "… a tin of rye. 214 firms have
registered"."""
_ALWAYS_SHORT = re.compile(r"\b(?:approx|ca|cf|e\.g|excl|fa|i\.e|incl|resp|vs)\.\s*$")
_STATES = re.compile(r"\bU\.\s?(?:S|K|N)\.\s*$")
"""What may end a sentence or stand before a name: "in the U.S. He", "the U.S. Congress"."""
_UNIT = re.compile(
    r"\d\s?(?:(?:min|hrs?|ft|ha|k[gm]|[cm]m|ml|[mshglt])\.(?=\s+[A-Z][a-z])|(?:°?[CF]|[AJKNVW]|[ap]\.m)\.(?=\s+[A-Z]))"
)
"""A short unit after a number, which no splitter ends a sentence after."""
_NOTE_MARK = re.compile(rf"[A-Za-z)\]\d%][.!?][\"”’)]*{NOTE}(?=\s+[\"“‘(\[]*[A-Z])")
"""The mark of a note after the end of a sentence."""
_BEFORE_A_PARAGRAPH = re.compile(r"\b([a-z]{3,})\.\s+(?=\((?:\d{1,2}[A-Z]?|[a-z]|[ivx]{1,4})\)\s+[A-Z])")
"""The border before the number of another paragraph: "… is due. (2) The tenant …"."""
_BEGINS = frozenset(
    """
    a after all although an and as at before but by each for from he her his how however i if in it its many
    most my no not on one our she since some such that the their then there these they this those though to
    two under until we what when where which while who with you
    """.split()
)
"""Words that a sentence begins with, and no name."""
_LABEL = re.compile(
    r"\s*(?:>\s*)*(?:\d{1,3}(?:\.\d{1,3})+\s+|(?P<bold>(?:\d{1,3}[.)]\s+)?(?:\*\*|__)))"
    r"(?P<label>[^\W\d_a-z][\w'’-]*(?:[ /][\w'’&-]+){0,4})(?(bold)(?:\.(?:\*\*|__)|(?:\*\*|__)\.)|\.)\s*"
)
"""The number of a clause, or bold type, and what a paragraph is about: "2.2 Notice.", "**Parking.**"."""
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-z])[.)]\s", re.IGNORECASE)
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_MOST_LAST_CHARS = 200
"""How long the end of a sentence is that tells whether it goes on: of a very long one the rest does not."""
_GOES_ON = re.compile(r"[\s]*(?:[(\[]?\d|[a-zà-öø-ÿа-яё])")


def sentence_spans(text: str, language: str | None) -> list[Span]:
    """Return the (start, end) offsets of the sentences of one paragraph, in order."""
    flat = _GAP.sub(" ", text)
    return _english(flat) if language in (None, "en") else other_spans(flat, language)


def _english(text: str) -> list[Span]:
    import nupunkt

    spans = [(int(start), int(end)) for start, end in nupunkt.sent_spans(text)]
    parts: list[Span] = []
    for span in spans:
        if _may_end_inside(text, span):
            parts += [part for word in _after_words(text, span) for part in _after_units(text, word)]
        else:
            parts.append(span)
    return _with_name(
        text, labelled(text, joined(text, parts, _is_broken), _SHORT_BEFORE_NUMBERS.__contains__)
    )


def _may_end_inside(text: str, span: Span) -> bool:
    """Return whether a mark that ends sentences stands inside one: else nothing need be looked for there."""
    inside = text[slice(*span)].rstrip()[:-1]
    return "." in inside or "!" in inside or "?" in inside


def _with_name(text: str, spans: list[Span]) -> list[Span]:
    """Join the name of what a clause or a paragraph is about with its first sentence, which leans on it."""
    label = _LABEL.fullmatch(text, *spans[0]) if len(spans) > 1 else None
    if label is None or _NUMBERED.match(text, spans[1][0]) or not is_name(label["label"]):
        return spans
    return [(spans[0][0], spans[1][1]), *spans[2:]]


def _after_words(text: str, span: Span) -> list[Span]:
    """Return the parts of a sentence that end with an ordinary word, where sentencex ends one too."""
    start, end = span
    ends = {m.end() for m in _AFTER_A_WORD.finditer(text, start, end) if not _may_be_short(m)}
    if not ends:
        return [span]
    part = text[start:end]
    borders = [start + b for _, b in by_sentencex(part, "en")]
    cuts = [cut for cut in borders if cut < end and start + len(text[start:cut].rstrip()) in ends]
    return list(pairwise([start, *cuts, end]))


def _may_be_short(found: re.Match[str]) -> bool:
    """Return whether a word is short for another, or a number belongs to what it heads."""
    before, word = found.groups(default="")
    if word.isupper():
        return before.lower() in _OF_A_WHOLE
    return word.lower() in (_SHORT_WORDS if word.islower() else _SHORT_NAMES)


def _after_units(text: str, span: Span) -> list[Span]:
    """Return the parts of a sentence that end with a note's mark, or with a number and a short unit.

    A unit in capitals may be an initial: then what follows must be no name.
    """
    start, end = span
    cuts = [_skip(text, found.end()) for found in _NOTE_MARK.finditer(text, start, end)]
    cuts += [found.end() for found in _before_paragraphs(text, start, end)]
    for found in _UNIT.finditer(text, start, end):
        following = _NEXT_WORD.search(text, found.end(), end)
        small = found.group()[-2].islower() and not found.group().endswith(".m.")
        if following and (small or following.group().lower() in _BEGINS):
            cuts.append(following.start())
    return list(pairwise([start, *sorted(cuts), end]))


def _before_paragraphs(text: str, start: int, end: int) -> list[re.Match[str]]:
    found = _BEFORE_A_PARAGRAPH.finditer(text, start, end)
    return [word for word in found if word[1] not in _SHORT_BEFORE_NUMBERS]


def _skip(text: str, at: int) -> int:
    """Return where the white space ends that begins somewhere."""
    return next(place for place in range(at, len(text)) if not text[place].isspace())


def _is_broken(before: str, after: str) -> bool:
    """Return whether a border stands inside a sentence.

    After an abbreviation, what follows starts small or with a digit; or a bracket is open. A
    word that is short for none ends a sentence before a number that counts what is named after it.
    """
    last = before[-_MOST_LAST_CHARS:]
    if _ABBREVIATED.search(last) and _GOES_ON.match(after):
        if _counts_after(last, after):
            return False
        return not _before_paragraphs(before[-20:] + after[:20], 0, 40)
    if _STATES.search(last):
        word = _NEXT_WORD.match(after)
        return word is not None and word.group().lower() not in _BEGINS
    return in_open_bracket(before, after) or bool(_ALWAYS_SHORT.search(last))


def _counts_after(before: str, after: str) -> bool:
    word = _SMALL_WORD.search(before)
    return word is not None and word[1] in _WHOLE_WORDS and _COUNTS.match(after) is not None
