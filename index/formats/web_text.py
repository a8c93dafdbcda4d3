"""Pages of the web that were saved as text: the lines of the site among those of the document.

Menus, lists of what else there is to read, what asks the reader to share or to subscribe, and advertisements
stand there as lines like any other. Where two of them say what the text is, none is quoted, and none is its
title.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import takewhile

from index.only_when import says_only_when

__all__ = ["ELSEWHERE", "headline", "lines_of_site"]

_LEAST = 2
"""How many different lines of a site a text has at least that is a page of one."""
_MOST_CHARS = 200
_NEAR_EDGE = 6
"""Among how many lines of the beginning and the end of a page its menus stand."""
_ITEM_CHARS, _ITEM_WORDS = 30, 4
_FEWEST_ITEMS = {"|": 4, "·": 4, "•": 4, "▾": 3, "›": 3, "»": 3, ">": 3, "/": 3}
"""What parts the items of a menu or the way to a page, and how many there are at least."""
_NETWORKS = (
    "facebook|twitter|x|instagram|whatsapp|linkedin|mastodon|bluesky|reddit|pinterest|youtube|threads|rss"
    "|telegram|signal|viber|flipboard|tumblr|messenger"
)
_ACTION = re.compile(
    rf"""(?:save|share|tweet|like|print|pin|e-?mail|copy|report|apply\ for)
    (?:\ (?:this|the|link|recipe|page|article|job|listing|ad|advert|vacancy|post|event)){{0,2}}|apply\ now
    |send(?:\ (?:it|this))?\ by\ (?:post|e-?mail|mail|sms|text)|copy\ (?:the\ )?(?:link|url)
    |download(?:\ pdf)?|(?:skip|jump|back)\ to\ [\w ]{{2,12}}|log\ ?in|sign\ in|register|subscribe|search
    |{_NETWORKS}""",
    re.IGNORECASE | re.VERBOSE,
)
"""An item that does something, in a line of at least two of them."""
_OF_SITE = re.compile(
    rf"""advertise?ment\b\W*(?:(?:scroll|continue|story|article|skip)\b.{{0,40}})?
    |skip\ to\ (?:main\ )?(?:content|navigation)\b.*
    |(?:share|tweet|like)\ this\b.*|share\ (?:on|via)\ (?:{_NETWORKS}|e-?mail)\b.*|share:.{{0,40}}
    |(?:read\ (?:more|next|also)|more\ on\ this(?:\ story)?|related(?:\ (?:topics|stories|articles|posts))?
      |also\ read|partner\ news|you\ (?:may|might)\ also\ like|recommended(?:\ for\ you)?|most\ read
      |more\ from\ [\w ]{{2,30}}
      |(?:previous|next|older|newer)\ (?:posts?|articles?|entr(?:y|ies)|stor(?:y|ies)))\s*:.*
    |leave\ a\ (?:reply|comment)\b.{{0,40}}|comments?\ \(\d+\).{{0,60}}|be\ the\ first\ to\ comment\b.*
    |log\ in\ to\ (?:comment|reply|join\ the\ conversation)\b.*
    |your\ e-?mail\ address\ will\ not\ be\ published.*
    |(?:sign\ up|subscribe)\b.{{0,80}}\b(?:newsletter|letter|inbox|updates|briefing|channel)\b.*
    |get\ .{{0,60}}\bin\ your\ inbox\b.*
    |get\ .{{0,30}}\b(?:jobs|posts|offers|news|alerts)\b.{{0,20}}\bby\ e-?mail\W*
    |subscribe\ (?:now|today|by\ e-?mail|from\ [$£€]).*|subscribe\ to\ .{{2,40}}\ for\ (?:full\ )?access\b.*
    |found\ an?\ (?:mistake|error|typo)\b.*\b(?:select|highlight|press|let\ us)\b.*
    |(?:copy\ link|print(?:\ (?:version|this\ page))?)|this\ (?:live\ )?blog\ is\ now\ closed\b.*
    |you\ have\ (?:read|\d+)\b.{{0,30}}\b(?:free\ )?articles\b.*|follow\ (?:us|me)(?:\ on\b|:).*
    |was\ this\ (?:page|article)\ (?:helpful|useful)\b.*|(?:we|this\ (?:site|website))\ uses?\ cookies\b.*
    |share(?:\ on|\ via)?:(?:[\W_]*(?:{_NETWORKS}|e-?mail|print|copy\ (?:the\ )?link)\b)+\W*
    |(?:the\ )?(?:[^\W\d_]+\ ){{0,4}}[^\W\d_]+\ ?
      \|\s*subscribe\ (?:now|today|from\ \S{{0,3}}\d)\b[^|!?]{{0,30}}
    |(?:listen\ to|hear)\ this\ (?:article|story|page)\W*\d{{1,2}}(?::\d\d|\ min(?:ute)?s?)\W*""",
    re.IGNORECASE | re.VERBOSE,
)
_OF_A_PAGE = re.compile(
    r"""(?:listen\ to|hear)\ this\ article\W*
    |(?:reading\ time|time\ to\ read)\s?:?\s\d{1,2}\ min(?:ute)?s?\W*|\d{1,2}[\ -]min(?:ute)?s?\ read
    |did\ you\ (?:like|enjoy)\ this\ (?:article|story|post|piece)\?[^@]*
    |comments\ (?:on\ this\ (?:article|story|page|post)\ )?(?:are|have\ been)\ (?:closed|disabled)\W*
    |(?:previous|older)(?:\ (?:post|article|story))?\s*:\s*(?:[^\W\d_][^|\s]*\ ){3,}[^|]+
      \|\s*(?:next|newer)(?:\ (?:post|article|story))?\s*:\s*(?:[^\W\d_][^|\s]*\ ){3,}[^|]+
    |([+=])\1{1,2}\s?(?:also\ read|read\ (?:more|next|also)|related|watch|see\ also)\s?:.*\1{2}
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What is of a site on a page that has other such lines: a manual or a paper of questions may say it too."""
ELSEWHERE = re.compile(
    r"(?:read|see|watch) (?:next|more|also)|also read|most (?:read|popular|viewed)|popular (?:now|stories)"
    r"|trending(?: now)?|editor['’]s picks?|partner news|recommended(?: (?:for you|reading))?|more like this"
    r"|more on this(?: (?:story|topic|subject|issue))?|related(?: (?:topics|links|content))?"
    r"|top (?:stories|news)"
    r"|(?:related|similar|more|other|popular|recent|latest) (?:jobs|posts|articles|stories|pages|news|topics"
    r"|courses|products|vacancies|recipes)|you (?:may|might) also like"
    r"|(?:customers|people) also (?:bought|read|viewed)",
    re.IGNORECASE,
)
"""What heads the names of other pages, each in a line of its own."""
_SECTIONS = frozenset(
    """
    about archive archives arts books business comment community contact culture donate economy education
    entertainment environment events finance food gallery health help home international jobs letters life
    lifestyle local login magazine media menu money music national news newsletter obituaries opinion photos
    podcasts politics regional regions science search shop society sport sports style subscribe support tech
    technology travel tv video videos weather world
    """.split()
)
_OF_A_PAPER = frozenset(
    "archive home jobs login magazine news newsletter obituaries opinion podcasts".split()
)
_FEWEST_SECTIONS, _FEWEST_OF_A_PAPER, _MOST_UNKNOWN = 4, 2, 0.3
"""The names of a site's sections, of which a line that blanks alone part is a menu: how many there are at
least, how many of them no subjects at a school, and which share of its words is none of them at most."""
_IN_BRACKETS = re.compile(
    r"(?=.*\[(?i:donate|subscribe|sign (?:in|up)|log ?in)\])(?:\[[^\[\]\d]{2,40}\]\s*){2,}"
)
"""What is to be clicked, each in its brackets: "[Donate] [Mirror sites]"."""
_LEGAL = re.compile(
    r"imprint|privacy(?: (?:policy|notice|statement))?|cookies?(?: (?:policy|notice|settings))?|sitemap"
    r"|disclaimer|terms (?:of (?:use|service)|(?:and|&) conditions)|accessibility(?: statement)?|copyright"
    r"|advertise with us|impressum|datenschutz(?:erklärung)?",
    re.IGNORECASE,
)
_FEWEST_LEGAL = 2
"""What the line at the foot of a page names, and how many of these it has at least."""
_MOST_ELSEWHERE, _NAME_CHARS = 12, 120
"""How many names of pages there are at most, and how long one is."""
_ITEM = re.compile(r"(?:[-*•▪–]|\d{1,2}[.)])\s")
_ITEM_OF_A_PAGE = re.compile(rf"{_ITEM.pattern}|[>»›]\s")
_ITEMS = re.compile(r"[|·•]|\s{2,}")
_HOME = re.compile(
    r"home(?:\ ?page)?|start(?:seite)?|accueil|inicio|menu|skip to (?:main )?content", re.IGNORECASE
)
_FEWEST_OF_A_MENU, _MOST_OF_A_MENU = 4, 20
_READ = re.compile(r"(?:READ|TAGS|WATCH|SEE ALSO|RELATED):.*")
"""What else there is, in capitals."""
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_SENTENCE = re.compile(r"\w{2}[.!?…](?:\s|$)")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_LABELLED = re.compile(r"[^\W\d_][\w -]{0,30}:\s")
_BYLINE = re.compile(r"(?:text |words |story )?by [A-Z]|by:?$", re.IGNORECASE)
_MOST_ABOVE, _FEW_WORDS, _MANY_WORDS = 5, 3, 5
"""Among how many lines a page's headline stands; how many words a site's or a section's name has at most
beside a headline, and how many that has then at least."""


def lines_of_site(lines: Sequence[str]) -> frozenset[int]:
    """Return which lines are of the site; none where a text is no page of one.

    What a text of another kind may say too tells of none, and is looked for where other lines do.
    """
    menus = _menus(lines)
    found = {number for number, line in enumerate(lines) if _is_of_site(line)} | {*menus}
    found |= {*_menu_at_the_top(lines)}
    for number in range(len(lines)):
        found |= _elsewhere(lines, number, found, _ITEM)
    said = {lines[number].strip().lower() for number in found}
    acts = any(_ACTION.fullmatch(item.strip()) for n in menus for item in _ITEMS.split(lines[n]))
    if not acts and len(said) < _LEAST:
        return frozenset()
    found |= {n for n, line in enumerate(lines) if _may_say(line) and _OF_A_PAGE.fullmatch(line.strip())}
    for number in range(len(lines)):
        found |= _elsewhere(lines, number, found, _ITEM_OF_A_PAGE)
    return frozenset(found)


def _elsewhere(lines: Sequence[str], number: int, found: Collection[int], item: re.Pattern[str]) -> set[int]:
    """Return the line that heads the names of other pages, and these.

    They are marked as items (`item`); or they stand in the second half of a text, with nothing but lines of
    the site (`found`) below them.
    """
    if not ELSEWHERE.fullmatch(lines[number].strip(" :")):
        return set()
    below = [other.strip() for other in lines[number + 1 : number + 2 + _MOST_ELSEWHERE]]
    names = len([*takewhile(_may_name_a_page, below)])
    names = next((n for n in range(names) if number + 1 + n in found), names)
    marked = min(names, len([*takewhile(item.match, below)]))
    end = number + 1 + names
    many = names if 2 * number >= len(lines) and (end == len(lines) or end in found) else marked
    return set(range(number, number + 1 + many)) if 0 < many <= _MOST_ELSEWHERE else set()


def _may_name_a_page(line: str) -> bool:
    return len(line) <= _NAME_CHARS and "\n" not in line and not re.search(r"[^.]\.$", line)


def headline(lines: Sequence[str], of_site: frozenset[int]) -> int | None:
    """Return which line is the headline of a page: below the menu, and longer than the names above it.

    Above the menu where what stands below it heads no more than labels.
    """
    menus = [number for number in _menus(lines[:_NEAR_EDGE]) if not _acts(lines[number])]
    menus += [n for n, line in enumerate(lines[:_NEAR_EDGE]) if _is_row_of_items(line.strip())]
    start = max(max(menus, default=-1) + 1, len(_menu_at_the_top(lines)))
    found = _may_be_headlines(lines, of_site, range(start, min(start + _MOST_ABOVE, len(lines) - 1)))
    if menus and all(_LABELLED.match(lines[number + 1].strip()) for number in found):
        found = _may_be_headlines(lines, of_site, range(start)) or found
    words = {number: len(lines[number].split()) for number in found}
    if found and words[found[0]] <= _FEW_WORDS:
        return next((number for number in found if words[number] >= _MANY_WORDS), found[0])
    return found[0] if found else None


def _may_be_headlines(lines: Sequence[str], of_site: frozenset[int], numbers: Iterable[int]) -> list[int]:
    found = []
    for number in numbers:
        line = lines[number].strip()
        if number in of_site:
            continue
        if len(line) > _MOST_CHARS or _SENTENCE_END.search(line):
            break
        if "|" not in line and not _BYLINE.match(line) and _names(line):
            found.append(number)
    return found


def _names(line: str) -> bool:
    """Return whether a line may name what is below it: no date or label with a figure, but words."""
    labelled = _LABELLED.match(line)
    return (
        len(line.split()) > 1
        and not says_only_when(line)
        and not (_YEAR.search(line) and (":" in line or len(line.split()) <= _MANY_WORDS))
        and not (labelled and any(map(str.isdigit, line[labelled.end() :])))
    )


def _may_say(line: str) -> bool:
    """Return whether a line is short enough for one of a site, and names no year."""
    return len(line.strip()) <= _MOST_CHARS and "\n" not in line.strip() and not _YEAR.search(line)


def _is_of_site(line: str) -> bool:
    line = line.strip()
    said = any(one.fullmatch(line) for one in (_OF_SITE, _READ))
    return _may_say(line) and (said or _acts(line) or _is_row_of_items(line) or _is_foot(line))


def _names_sections(line: str) -> bool:
    """Return whether a line is a menu whose items blanks alone part: "News Opinion Sport Life Archive"."""
    words = line.split()
    named = [word.lower() for word in words if word.lower() in _SECTIONS]
    capitals = all(word[0].isupper() and word.isalpha() for word in words)
    sure = len(named) >= _FEWEST_SECTIONS and len(_OF_A_PAPER.intersection(named)) >= _FEWEST_OF_A_PAPER
    return capitals and sure and len(words) - len(named) <= _MOST_UNKNOWN * len(words)


def _is_row_of_items(line: str) -> bool:
    return bool(_IN_BRACKETS.fullmatch(line)) or _names_sections(line)


def _is_foot(line: str) -> bool:
    """Return whether a line is that at the foot of a page: "Imprint | Privacy | Jobs at The Post"."""
    items = [item.strip() for item in re.split(r"[|·•]", line)]
    return sum(map(bool, map(_LEGAL.fullmatch, items))) >= _FEWEST_LEGAL and not _SENTENCE.search(line)


def _menu_at_the_top(lines: Sequence[str]) -> range:
    """Return the lines at the beginning that are a menu, an item each: "Home", "About us", "Contact"."""
    if not lines or not _HOME.fullmatch(lines[0].strip()):
        return range(0)
    items = (n for n, line in enumerate(lines) if not _is_item_of_a_menu(line.strip()))
    end = next(items, len(lines))
    return range(end if _FEWEST_OF_A_MENU <= end <= _MOST_OF_A_MENU else 0)


def _is_item_of_a_menu(line: str) -> bool:
    short = 0 < len(line) <= _ITEM_CHARS and len(line.split()) <= _ITEM_WORDS
    return short and not line.isupper() and not re.search(r"[\d.:!?]", line)


def _acts(line: str) -> bool:
    """Return whether a line is made of things to do with a page: "Save | Share | Print"."""
    items = [item.strip() for item in _ITEMS.split(line)]
    return len(items) > 1 and all(map(_ACTION.fullmatch, items))


def _menus(lines: Sequence[str]) -> list[int]:
    """Return which lines at the edges of a page are menus or ways to a page; a row of a table is none."""
    edges = [n for n in range(len(lines)) if n < _NEAR_EDGE or n >= len(lines) - _NEAR_EDGE]
    return [n for n in edges if any(_is_menu(lines, n, mark, least) for mark, least in _FEWEST_ITEMS.items())]


def _is_menu(lines: Sequence[str], number: int, mark: str, least: int) -> bool:
    line = lines[number].strip()
    if line.count(mark) < least - 1 or len(line) > _MOST_CHARS or "\n" in line or _SENTENCE_END.search(line):
        return False
    if any(mark in other for other in (*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2])):
        return False
    items = [item.strip() for item in line.split(mark)]
    short = all(0 < len(item) <= _ITEM_CHARS and len(item.split()) <= _ITEM_WORDS for item in items)
    figures = any(any(map(str.isdigit, item)) for item in items[:-1])
    return short and not figures and (mark == "/" or not items[-1].isdigit()) and ":" not in line
