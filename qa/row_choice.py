"""Rows that are chosen by their values: the one with the most of a column, or all that have a value.

"Which site has the most hours?" and "Which tickets are still open?" ask for rows by what no word of theirs
tells apart from the rows beside them; all rows of the table are looked at, whichever were retrieved.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.tokens import tokens, words
from qa.coded_row import row_of_code
from qa.columns import Superlative, column_meant, orders, says_most, superlative
from qa.copies import with_copies
from qa.denial import LEAVES_OUT
from qa.evidence import Evidence
from qa.features import context_of
from qa.lists import MOST_ITEMS
from qa.next_row import next_row
from qa.question import Question, Word, is_function_word
from qa.retrieve import Retrieval
from qa.row_answer import answer_cell
from qa.row_values import Asked, Value, numbers_named, values_named
from qa.rows import Row, Table, row_at, table_at

__all__ = ["chosen_rows"]

_SOME = re.compile(
    r"^(?:please )?(?:list|show|name|give|compare)\b|\bhow many\b|\bnumber of\b"
    r"|^(?:what|which) (?!(?:does|has|is|was)\b)[\w'’-]*[^\W_siu]s\b(?! (?:does|has|is|was)\b)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\bhow many\b|\bnumber of\b", re.IGNORECASE)
_OTHERWISE = re.compile(
    rf"(?P<left_out>{LEAVES_OUT})"
    r"|\b(?:not|no(?!\.? \d)|never|other|than|nor|average|mean|total|sum)\b"
    r"|\b(?:over|under|above|below|before|after|since|until|between) (?:[$£€]?\d|the\b)",
    re.IGNORECASE,
)
"""What asks for rows by more than equal values, or for what is reckoned from them.

`left_out` asks for all rows but those that have the value that follows.
"""
_NUMBERED = re.compile(r"\b[^\W\d_]{2,} (?:no\.? |number |#)?\d{1,5}\b(?![.,:/-]\d)", re.IGNORECASE)
"""What may name a row by its number: "action 4", "ticket 4460"."""
_BY_HEIGHT = re.compile(r"\b(?:high|low|warm|cold)est\b|\b(?:max|min)imum\b", re.IGNORECASE)
_HOW_TO = re.compile(
    r"^(?:(?:so|and|but) )?how (?:do|can|should|would|must) (?:i|we|you|one)\b|^how to\b"
    r"|\bwhat (?:do|can|should|must) (?:i|we|you|one) do\b|^(?:the )?steps (?:for|if|in|of|to|when)\b",
    re.IGNORECASE,
)
"""What asks for what to do, which no row says."""
_SAYS_NOTHING = frozenset(
    """
    already altogether compare currently got live lived lives living moment overall please present reside
    resided resides still there today took yet
    """.split()
)
_KINDS_OF_VALUES = frozenset("date dates name names number numbers time times value values".split())
"""What may follow the heading of a column and adds nothing to it: "response times"."""
_NOBODY = re.compile(
    r"\W*(?:against all|none of the above|(?:invalid|void|blank|spoi(?:led|lt)|rejected|valid)\b|others?\b"
    r"|turn-?out|registered|electorate)",
    re.IGNORECASE,
)
_SUMS = frozenset("total totals subtotal sum overall average mean median all gesamt summe totale".split())


@dataclass(frozen=True, slots=True)
class _Choice:
    """Rows of a table by number, and how many content words of the question are met by it.

    They are the `greatest` of a column, or `numbered`: named by the number that they begin with.
    """

    asked: Asked
    rows: tuple[int, ...]
    met: int
    unmet: int
    greatest: bool
    numbered: bool = False


def chosen_rows(
    question: Question, found: Sequence[Evidence], retrieval: Retrieval, *, unsure: bool
) -> list[Evidence]:
    """Return the rows that a question chooses by their values, in order; none where it chooses none.

    Where something else answers surely, rows of its table alone may take its place. Where nothing does, all
    that the question says must be found in the table: its headings, its values, or its title.
    """
    if after := next_row(question, found, retrieval) or row_of_code(
        question, found, retrieval, unsure=unsure
    ):
        return after
    own = max((word.end for word in question.content if word.share < 1.0), default=0)
    asks = question.text[own:]
    wanted = superlative(question, own)
    some = question.several or question.topic or bool(_SOME.search(asks))
    otherwise = list(_OTHERWISE.finditer(question.text, own))
    one = question.kind == "who" or bool(_NUMBERED.search(asks))
    if not (wanted or some or one) or _HOW_TO.search(asks) or len(otherwise) > 1:
        return []
    if otherwise and not otherwise[0]["left_out"]:
        return []
    left_out = otherwise[0].span() if otherwise else None
    choices = [
        choice for one in _tables(question, own, retrieval) if (choice := _choice(one, wanted, left_out))
    ]
    lead = None if unsure else found[0]
    choices = [choice for choice in choices if _may_be_meant(choice, lead, several=some)]
    if not (wanted or some):
        choices = [c for c in choices if not c.unmet and (question.kind == "who" or c.numbered)]
    best = [choice for choice in choices if choice.met == max(one.met for one in choices)]
    each = with_copies([list(_evidence(choice, found)) for choice in best])
    if not best or (wanted and len(each) > 1):
        return []
    if sum(len(alike[0]) for alike in each) > MOST_ITEMS and (wanted or not some or _COUNTED.search(asks)):
        return []
    left = MOST_ITEMS
    rows: list[Evidence] = []
    for alike in each:
        rows += [row for copied in alike for row in copied[:left]]
        left = max(0, left - len(alike[0]))
    return rows


def _may_be_meant(choice: _Choice, lead: Evidence | None, *, several: bool) -> bool:
    """Return whether rows may take the place of what answers surely, if anything does.

    A sentence that says "the largest" itself stands. Where several things are asked for, one stands that has
    all words of the question that are in headings: "Two tickets are still open".
    """
    if lead is None:
        return not choice.unmet
    same = choice.asked.match.document.id == lead.match.document.id
    if same and (lead.start, lead.end) in choice.asked.table.rows:
        return choice.unmet <= choice.met
    if choice.unmet:
        return False
    if choice.greatest and not lead.is_row:
        return not says_most(lead.quote)
    return lead.is_row or (several and not _says_headings(choice.asked, lead))


def _says_headings(asked: Asked, lead: Evidence) -> bool:
    """Return whether a sentence, or what stands above it, has all words of a question that headings have."""
    said = set(tokens(f"{context_of(lead.match)} {lead.quote}", lead.match.language))
    stems = (set(tokens(word.form, asked.language)) for word in asked.question.content)
    return all(some & said for some in stems if some & asked.headed)


def _tables(question: Question, own: int, retrieval: Retrieval) -> Iterator[Asked]:
    """Yield the tables of which rows were retrieved, each once."""
    known: dict[str, list[Table]] = {}
    for match in retrieval.matches:
        tables = known.setdefault(match.document.id, [])
        told = True
        for span in match.stored.sentences:
            if any(one.rows[0][0] <= span[0] <= one.rows[-1][1] for one in tables):
                continue
            row = row_at(match.document, *span)
            if row is None or not any(cell.heading for cell in row.cells):
                told = True
                continue
            table = table_at(match.document, *span) if told else None
            told = table is not None  # the rows that follow are of the same table
            if table is None or span not in table.rows:
                continue
            tables.append(table)
            above = match.document.text[: table.rows[0][0]].rstrip().split("\n")[-3:]
            said = f"{context_of(match)} {' '.join(above)} {table.headings[0]}"
            yield Asked(question, own, match, table, frozenset(tokens(said, match.language)))


def _choice(asked: Asked, wanted: Superlative | None, left_out: tuple[int, int] | None) -> _Choice | None:
    """Return the rows of a table that a question chooses, or None where it chooses none of them.

    `left_out` is the place of what leaves the rows out that have the value that follows ("not").
    """
    values, numbered = _values(asked, alone=not wanted)
    without = _values_after(asked, values, left_out) if left_out else []
    if left_out and not without:
        return None
    rows = set(range(len(asked.table.rows)))
    for rows_of_column in _by_column(asked, [value for value in values if value not in without]):
        rows &= rows_of_column
    rows &= _rows_without(asked, without) if without else rows
    taken = [value.place for value in values]
    taken += [left_out] if left_out else []
    column = None
    if wanted:
        column = column_meant(
            asked.question, wanted, asked.table, asked.text, set(asked.about), asked.language
        )
        if column is None:
            return None
        rows = _greatest(asked, column, rows, wanted)
        taken.append((wanted.start, wanted.end))
    elif not values or (_COUNTED.search(asked.question.text, asked.own) and _asks_figure(asked, taken)):
        return None
    own = asked.own if numbered and values[0].place[0] >= asked.own else 0
    words_met = _words_met(asked, taken, own)
    if words_met is None or not rows or (without and words_met[1]):
        return None
    if not (column or words_met[0] or without):
        return None
    met, unmet = words_met
    return _Choice(asked, tuple(sorted(rows)), met + len(values), unmet, bool(wanted), numbered)


def _values(asked: Asked, *, alone: bool) -> tuple[list[Value], bool]:
    """Return the values that a question names, in order, and whether it names a row by its number.

    Where its own words do that, what was said before tells no more of the row.
    """
    values = values_named(asked)
    alone = (alone and not values) or bool(_COUNTED.search(asked.question.text, asked.own))
    numbers = numbers_named(asked, [value.place for value in values], alone=alone)
    first = asked.table.headings[0]
    numbered = any(first in number.columns for number in numbers)
    values = sorted([*values, *numbers], key=lambda value: value.place)
    if any(first in number.columns and number.place[0] >= asked.own for number in numbers):
        values = [value for value in values if value.place[0] >= asked.own]
    return values, numbered


def _words_met(asked: Asked, taken: Sequence[tuple[int, int]], own: int) -> tuple[int, int] | None:
    """Return how many words of a question, those that are `taken` left out, the table has and hasn't.

    Only those from an offset on. None where it lacks a name or a number.
    """
    met = unmet = 0
    before: Word | None = None
    for word in asked.question.content:
        if word.start < own or word.form in _SAYS_NOTHING:
            continue
        if any(a < word.end and word.start < b for a, b in taken):
            continue
        known = asked.knows(word) or bool(
            word.form in _KINDS_OF_VALUES and before is not None and asked.knows(before)
        )
        before = word
        met += known
        unmet += not known
        if not known and (word.form in asked.question.names or word.form.isdigit()):
            return None
    return met, unmet


def _values_after(asked: Asked, values: Sequence[Value], place: tuple[int, int]) -> list[Value]:
    """Return the values of one column that follow a word, where nothing but headings stands between."""
    after = [value for value in values if value.place[0] >= place[1]]
    if not after or len(after[0].columns) > 1:
        return []
    between = [w for w in asked.question.content if place[1] <= w.start < after[0].place[0]]
    if not all(word.form in _SAYS_NOTHING or asked.knows(word) for word in between):
        return []
    return [value for value in after if value.columns == after[0].columns]


def _rows_without(asked: Asked, values: Sequence[Value]) -> set[int]:
    """Return the rows that have another value in the column of some values."""
    (heading,) = values[0].columns
    said = asked.table.values(asked.text, heading)
    return {n for n, value in enumerate(said) if value.strip(" -–—")}.difference(*(v.rows for v in values))


def _asks_figure(asked: Asked, taken: Sequence[tuple[int, int]]) -> bool:
    """Return whether how many are asked for stands in a column: "How many gaskets are in stock?"."""
    free = [w for w in asked.question.content if not any(a <= w.start < b for a, b in taken)]
    stems = {stem for word in free for stem in tokens(word.form, asked.language)}
    return any(
        stems & set(tokens(heading, asked.language))
        and orders(asked.table.values(asked.text, heading), asked.language) is not None
        for heading in asked.table.headings[1:]
    )


def _greatest(asked: Asked, column: str, rows: set[int], wanted: Superlative) -> set[int]:
    """Return the rows, sums left out, with the most or the least in a column: all that have it.

    Where none is above zero, as of money that was spent, the most is the furthest below; not the highest. Of
    the second most two that have the most leave none.
    """
    order = orders(asked.table.values(asked.text, column), asked.language) or []
    some = {row: order[row] for row in rows if order and order[row] is not None and not _is_sum(asked, row)}
    if wanted.kind == "placed":
        some = {row: value for row, value in some.items() if not _is_nobody(asked, row)}
    values = [value for value in some.values() if value is not None]
    spent = max(values, default=1) <= 0 and not _BY_HEIGHT.search(asked.question.text, wanted.start)
    ordered = sorted(values, reverse=wanted.least is spent)
    best = ordered[wanted.rank - 1] if len(ordered) >= wanted.rank else None
    if wanted.rank > 1 and best is not None and best == ordered[wanted.rank - 2]:
        return set()
    return {row for row, value in some.items() if value == best}


def _is_nobody(asked: Asked, row: int) -> bool:
    """Return whether a row begins with what names nobody who stood: "Against all", "Invalid votes"."""
    start, _ = asked.table.rows[row]
    first = asked.table.cells[row][0]
    return bool(_NOBODY.match(asked.text, start + first.start, start + first.end))


def _is_sum(asked: Asked, row: int) -> bool:
    """Return whether a row begins with what names but a sum: "Grand total", "All sites", not "All Saints"."""
    start, _ = asked.table.rows[row]
    first = asked.table.cells[row][0]
    said = words(asked.text[start + first.start : start + first.end])
    if not _SUMS.intersection(said):
        return False
    headed = asked.headed
    return all(
        word in _SUMS
        or word == "grand"
        or word.isdigit()
        or is_function_word(word, ("en",))
        or bool(headed.intersection(tokens(word, asked.language)))
        for word in said
    )


def _by_column(asked: Asked, values: Sequence[Value]) -> Iterator[set[int]]:
    """Yield the rows of all values that are named of the same columns: "from Sedbury or Haltby"."""
    for columns in dict.fromkeys(value.columns for value in values):
        some = [value for value in values if value.columns == columns]
        own = [value for value in some if value.place[0] >= asked.own]
        yield {row for value in own or some for row in value.rows}


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
