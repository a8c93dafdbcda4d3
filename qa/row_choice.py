"""Rows that are chosen by their values: the one with the most of a column, or all that have a value.

"Which site has the most hours?" and "Which tickets are still open?" ask for rows by what no word of theirs
tells apart from the rows beside them; all rows of the table are looked at, whichever were retrieved.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.tokens import tokens, words
from qa.columns import Superlative, column_meant, orders, says_most, superlative
from qa.evidence import Evidence
from qa.features import context_of
from qa.keys import relates
from qa.lists import MOST_ITEMS
from qa.question import WORD, Question, is_function_word
from qa.retrieve import Match, Retrieval
from qa.rows import Cell, Row, Table, answer_cell, row_at, table_at

__all__ = ["chosen_rows"]

_SOME = re.compile(r"^(?:please )?(?:list|show|name|give)\b|\bhow many\b|\bnumber of\b", re.IGNORECASE)
_COUNTED = re.compile(r"\bhow many\b|\bnumber of\b", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"\b(?:not|no|never|without|except|excluding|other|than|besides|nor|average|mean|total|sum)\b|n['’]t\b"
    r"|\b(?:over|under|above|below|before|after|since|until|between) (?:[$£€]?\d|the\b)",
    re.IGNORECASE,
)
"""What asks for rows by more than equal values, or for what is reckoned from them."""
_SAYS_NOTHING = frozenset(
    "got took still currently yet already there present moment today please overall altogether".split()
)
_NO_VALUE = frozenset("yes no none n/a".split())
_SUMS = frozenset("total totals subtotal sum overall average mean median all gesamt summe totale".split())
_MOST_VALUE_WORDS = 6


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, its words from `own` on being its own, and the table that may answer it.

    `about` are the stems of what stands above the table and of the heading of its first column.
    """

    question: Question
    own: int
    match: Match
    table: Table
    about: frozenset[str]

    @property
    def text(self) -> str:
        """The text of the table's document."""
        return self.match.document.text

    @property
    def language(self) -> str | None:
        """The language of the table's document."""
        return self.match.language


@dataclass(frozen=True, slots=True)
class _Value:
    """A value that a question names: its columns, the rows that have it, and its place in the question."""

    columns: frozenset[str]
    rows: frozenset[int]
    place: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Choice:
    """Rows of a table by number, and how many content words of the question are met by it."""

    asked: _Asked
    rows: tuple[int, ...]
    met: int
    unmet: int
    greatest: bool


def chosen_rows(
    question: Question, found: Sequence[Evidence], retrieval: Retrieval, *, unsure: bool
) -> list[Evidence]:
    """Return the rows that a question chooses by their values, in order; none where it chooses none.

    Where something else answers surely, rows of its table alone may take its place. Where nothing does, all
    that the question says must be found in the table: its headings, its values, or its title.
    """
    own = max((word.end for word in question.content if word.share < 1.0), default=0)
    asks = question.text[own:]
    wanted = superlative(question, own)
    some = question.several or question.topic or bool(_SOME.search(asks))
    if not (wanted or some) or _OTHERWISE.search(asks):
        return []
    choices = [choice for one in _tables(question, own, retrieval) if (choice := _choice(one, wanted))]
    lead = None if unsure else found[0]
    choices = [choice for choice in choices if _may_be_meant(choice, lead)]
    best = [choice for choice in choices if choice.met == max(one.met for one in choices)]
    if not best or (wanted and len(best) > 1):
        return []
    rows = [evidence for choice in best for evidence in _evidence(choice, found)]
    if len(rows) > MOST_ITEMS and (wanted or _COUNTED.search(asks)):
        return []
    return rows[:MOST_ITEMS]


def _may_be_meant(choice: _Choice, lead: Evidence | None) -> bool:
    """Return whether rows may take the place of what answers surely, if anything does.

    A sentence that says "the largest" itself stands.
    """
    if lead is None:
        return not choice.unmet
    same = choice.asked.match.document.id == lead.match.document.id
    if same and (lead.start, lead.end) in choice.asked.table.rows:
        return choice.unmet <= choice.met
    return not choice.unmet and (lead.is_row or (choice.greatest and not says_most(lead.quote)))


def _tables(question: Question, own: int, retrieval: Retrieval) -> Iterator[_Asked]:
    """Yield the tables of which rows were retrieved, each once."""
    known: dict[str, list[Table]] = {}
    for match in retrieval.matches:
        tables = known.setdefault(match.document.id, [])
        told = True
        for span in match.stored.sentences:
            if any(one.rows[0][0] <= span[0] <= one.rows[-1][1] for one in tables):
                continue
            if row_at(match.document, *span) is None:
                told = True
                continue
            table = table_at(match.document, *span) if told else None
            told = table is not None  # the rows that follow are of the same table
            if table is None or span not in table.rows:
                continue
            tables.append(table)
            above = match.document.text[: table.rows[0][0]].rstrip().split("\n")[-3:]
            said = f"{context_of(match)} {' '.join(above)} {table.headings[0]}"
            yield _Asked(question, own, match, table, frozenset(tokens(said, match.language)))


def _choice(asked: _Asked, wanted: Superlative | None) -> _Choice | None:
    """Return the rows of a table that a question chooses, or None where it chooses none of them."""
    values = _values(asked)
    rows = set(range(len(asked.table.rows)))
    for rows_of_column in _by_column(asked, values):
        rows &= rows_of_column
    taken = [value.place for value in values]
    column = None
    if wanted:
        column = column_meant(
            asked.question, wanted, asked.table, asked.text, set(asked.about), asked.language
        )
        if column is None:
            return None
        rows = _greatest(asked, column, rows, least=wanted.least)
        taken.append((wanted.start, wanted.end))
    elif not values or (_COUNTED.search(asked.question.text, asked.own) and _asks_figure(asked, taken)):
        return None
    headed = {stem for heading in asked.table.headings for stem in tokens(heading, asked.language)}
    met = unmet = 0
    subject = column is not None
    for word in asked.question.content:
        if word.form in _SAYS_NOTHING or any(a <= word.start < b for a, b in taken):
            continue
        known = bool((headed | asked.about) & set(tokens(word.form, asked.language)))
        subject |= known
        met += known
        unmet += not known
        if not known and (word.form in asked.question.names or word.form.isdigit()):
            return None
    return (
        _Choice(asked, tuple(sorted(rows)), met + len(values), unmet, bool(wanted))
        if rows and subject
        else None
    )


def _asks_figure(asked: _Asked, taken: Sequence[tuple[int, int]]) -> bool:
    """Return whether how many are asked for stands in a column: "How many gaskets are in stock?"."""
    free = [w for w in asked.question.content if not any(a <= w.start < b for a, b in taken)]
    stems = {stem for word in free for stem in tokens(word.form, asked.language)}
    return any(
        stems & set(tokens(heading, asked.language))
        and orders(asked.table.values(asked.text, heading), asked.language) is not None
        for heading in asked.table.headings[1:]
    )


def _greatest(asked: _Asked, column: str, rows: set[int], *, least: bool) -> set[int]:
    """Return the rows, sums left out, with the most or the least in a column: all that have it."""
    order = orders(asked.table.values(asked.text, column), asked.language) or []
    some = {row: order[row] for row in rows if order and order[row] is not None and not _is_sum(asked, row)}
    best = (min if least else max)((value for value in some.values() if value is not None), default=None)
    return {row for row, value in some.items() if value == best}


def _is_sum(asked: _Asked, row: int) -> bool:
    """Return whether a row begins with what names but a sum: "Grand total", "All sites", not "All Saints"."""
    start, _ = asked.table.rows[row]
    first = asked.table.cells[row][0]
    said = words(asked.text[start + first.start : start + first.end])
    if not _SUMS.intersection(said):
        return False
    headed = {stem for heading in asked.table.headings for stem in tokens(heading, asked.language)}
    return all(
        word in _SUMS
        or word == "grand"
        or word.isdigit()
        or is_function_word(word, ("en",))
        or bool(headed.intersection(tokens(word, asked.language)))
        for word in said
    )


def _by_column(asked: _Asked, values: Sequence[_Value]) -> Iterator[set[int]]:
    """Yield the rows of all values that are named of the same columns: "from Sedbury or Haltby"."""
    for columns in dict.fromkeys(value.columns for value in values):
        some = [value for value in values if value.columns == columns]
        own = [value for value in some if value.place[0] >= asked.own]
        yield {row for value in own or some for row in value.rows}


def _values(asked: _Asked) -> list[_Value]:
    """Return the values of a table that a question names whole, the longest of those that overlap."""
    said = [(m.start(), m.end(), w[0]) for m in WORD.finditer(asked.question.text) if (w := words(m.group()))]
    forms = {form for _, _, form in said}
    content = {word.form for word in asked.question.content}
    found: dict[tuple[int, int], dict[str, set[int]]] = {}
    for number, ((start, _), cells) in enumerate(zip(asked.table.rows, asked.table.cells, strict=True)):
        for cell in cells:
            value = list(words(asked.text[start + cell.start : start + cell.end]))
            if not 0 < len(value) <= _MOST_VALUE_WORDS or not set(value[:-1]) <= forms:
                continue
            if not _tells(value) or not content.intersection(value) | {
                v for v in content if v[:-1] == value[-1]
            }:
                continue
            for place in _places(said, value):
                found.setdefault(place, {}).setdefault(cell.heading, set()).add(number)
    longest = [p for p in found if not any(o != p and o[0] <= p[0] and p[1] <= o[1] for o in found)]
    return [
        _Value(columns, frozenset(set().union(*(found[place][column] for column in columns))), place)
        for place in sorted(longest)
        if not _is_subject(asked, place) and (columns := _columns(asked, place, found[place]))
    ]


def _tells(value: Sequence[str]) -> bool:
    return not set(value) <= _NO_VALUE and not all(word.isdigit() for word in value)


def _places(said: Sequence[tuple[int, int, str]], value: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where a question says a value, its last word in the plural perhaps."""
    for first in range(len(said) - len(value) + 1):
        here = [form for _, _, form in said[first : first + len(value)]]
        if here[:-1] == value[:-1] and here[-1] in (value[-1], f"{value[-1]}s"):
            yield said[first][0], said[first + len(value) - 1][1]


def _is_subject(asked: _Asked, place: tuple[int, int]) -> bool:
    """Return whether what looks like a value is what the rows are: "staff", in a table of staff."""
    said = words(asked.question.text[slice(*place)])
    return bool(
        set(tokens(" ".join(said), asked.language)) & set(tokens(asked.table.headings[0], asked.language))
    )


def _columns(asked: _Asked, place: tuple[int, int], held: dict[str, set[int]]) -> frozenset[str]:
    """Return of which columns a value is meant: that whose heading stands before it, the first, or all."""
    value = asked.question.text[slice(*place)]
    related = [h for h in held if relates(asked.question, Cell(h, 0, 0), value, asked.language)]
    if related:
        return frozenset(related)
    return frozenset([asked.table.headings[0]] if asked.table.headings[0] in held else held)


def _evidence(choice: _Choice, found: Sequence[Evidence]) -> Iterator[Evidence]:
    """Yield the rows of a choice as evidence."""
    asked = choice.asked
    known = {(one.match.document.id, one.start, one.end): one for one in found}
    for number in choice.rows:
        start, end = asked.table.rows[number]
        row = Row("", asked.table.cells[number])
        answer = None
        if choice.greatest or not _COUNTED.search(asked.question.text, asked.own):
            answer = answer_cell(asked.question, asked.text[start:end], row, asked.language)
        one = known.get((asked.match.document.id, start, end))
        one = one or Evidence(asked.match, start, end, 0.0, None, (), is_row=True)
        yield replace(one, answer=answer)
