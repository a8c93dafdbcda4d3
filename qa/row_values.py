"""The values of a table that a question names: whole cells, persons by one of their names, days, numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex as re

from index.tokens import tokens, words
from qa.figures import date_parts, dates, names
from qa.keys import relates
from qa.question import WORD, Question, Word
from qa.retrieve import Match
from qa.rows import Cell, Table

__all__ = ["Asked", "Value", "numbers_named", "values_named"]

_NO_VALUE = frozenset("yes no none n/a".split())
_MOST_VALUE_WORDS = 6
_PERSON = re.compile(
    r"(?:\p{Lu}[\p{L}’'.-]* ){1,2}(?:(?:de|da|der|van|von|al|bin) ){0,2}\p{Lu}[\p{L}’'-]+"
    r"|\p{Lu}[\p{L}’'-]+, (?:\p{Lu}[\p{L}’'.-]*)(?: \p{Lu}[\p{L}’'.-]*)?"
)
_MOSTLY = 0.5
"""More than this share of a column's values look like persons if it is one of persons."""
_YEAR = re.compile(r",? \d{4}$")
_NUMBER = re.compile(r"\s*(?:no\.?|number|#)?\s*", re.IGNORECASE)
_TIME = re.compile(r",?[ T]\d{1,2}:\d\d.*")
"""What may follow the day in a cell."""

Places = dict[tuple[int, int], dict[str, set[int]]]
"""Where a question names values: the rows that have each, by column."""


@dataclass(frozen=True, slots=True)
class Asked:
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

    @property
    def headed(self) -> frozenset[str]:
        """The stems of the headings of the table's columns."""
        return frozenset(stem for heading in self.table.headings for stem in tokens(heading, self.language))

    def knows(self, word: Word) -> bool:
        """Return whether a word of the question stands in a heading of the table or above it.

        Who "owns" is below "Owner".
        """
        stems = set(tokens(word.form, self.language))
        return bool((self.headed | self.about) & (stems | {f"{stem}er" for stem in stems}))

    def cells(self) -> Iterator[tuple[int, str, str]]:
        """Yield the number of the row, the heading and the value of each cell."""
        for number, ((start, _), cells) in enumerate(zip(self.table.rows, self.table.cells, strict=True)):
            for cell in cells:
                yield number, cell.heading, self.text[start + cell.start : start + cell.end]


@dataclass(frozen=True, slots=True)
class Value:
    """A value that a question names: its columns, the rows that have it, and its place in the question."""

    columns: frozenset[str]
    rows: frozenset[int]
    place: tuple[int, int]


def values_named(asked: Asked) -> list[Value]:
    """Return the values of a table that a question names, the longest of those that overlap.

    They are named whole, but persons by their first or last name too, and days in any spelling.
    """
    found = _whole(asked)
    for more in (_persons(asked), _days(asked)):
        for place, held in more.items():
            found.setdefault(place, held)
    longest = [p for p in found if not any(o != p and o[0] <= p[0] and p[1] <= o[1] for o in found)]
    return [
        Value(columns, frozenset(set().union(*(found[place][column] for column in columns))), place)
        for place in sorted(longest)
        if not _is_subject(asked, place) and (columns := _columns(asked, place, found[place]))
    ]


def _whole(asked: Asked) -> Places:
    said = [(m.start(), m.end(), w[0]) for m in WORD.finditer(asked.question.text) if (w := words(m.group()))]
    forms = {form for _, _, form in said}
    content = {word.form for word in asked.question.content}
    singular = {form[:-1] for form in content}
    found: Places = {}
    for number, heading, cell in asked.cells():
        value = list(words(cell))
        if not 0 < len(value) <= _MOST_VALUE_WORDS or not set(value[:-1]) <= forms:
            continue
        if not _tells(value) or not (content.intersection(value) or value[-1] in singular):
            continue
        for place in _places(said, value):
            found.setdefault(place, {}).setdefault(heading, set()).add(number)
    return found


def _tells(value: Sequence[str]) -> bool:
    return not set(value) <= _NO_VALUE and not all(word.isdigit() for word in value)


def _places(said: Sequence[tuple[int, int, str]], value: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where a question says a value, its last word in the plural perhaps."""
    for first in range(len(said) - len(value) + 1):
        here = [form for _, _, form in said[first : first + len(value)]]
        if here[:-1] == value[:-1] and here[-1] in (value[-1], f"{value[-1]}s"):
            yield said[first][0], said[first + len(value) - 1][1]


def _persons(asked: Asked) -> Places:
    """Return where a question names persons: "Tomasz" or "Wilk", "Tomasz Wilk" for "Wilk, Tomasz"."""
    text = asked.question.text
    named = {
        (start, start + len(name)): tuple(words(name))
        for start, end in names(text)
        if (name := re.sub(r"['’]s?$", "", text[start:end])) and not any(map(str.isdigit, name))
    }
    of_persons = _person_columns(asked) if named else frozenset()
    found: Places = {}
    for number, heading, cell in asked.cells() if of_persons else ():
        value = words(cell) if heading in of_persons else ()
        for place, name in named.items():
            if value and (set(name) == set(value) or (len(name) == 1 and name[0] in (value[0], value[-1]))):
                found.setdefault(place, {}).setdefault(heading, set()).add(number)
    return found


def _person_columns(asked: Asked) -> frozenset[str]:
    """Return the columns of which most values look like the first and the last name of somebody."""
    persons: dict[str, list[bool]] = {}
    for _, heading, cell in asked.cells():
        if any(map(str.isalnum, cell)):
            persons.setdefault(heading, []).append(bool(_PERSON.fullmatch(cell)))
    return frozenset(heading for heading, some in persons.items() if sum(some) > _MOSTLY * len(some))


def _days(asked: Asked) -> Places:
    """Return where a question names days or months that cells are: "13 July 1832", "13 Jul" or "1832-07-13".

    Where a cell leaves out the year, that of the question is no part of the value.
    """
    text = asked.question.text
    named = {span: date_parts(text[slice(*span)]) for span in dates(text)}
    named = {span: parts for span, parts in named.items() if parts[1] is not None}
    found: Places = {}
    for number, heading, cell in asked.cells() if named else ():
        if not any(str(parts[2] or parts[0] or "") in cell for parts in named.values()):
            continue  # soon told, for reading a date takes long
        start, end = next(dates(cell, asked.language), (1, 1))
        if start or (end < len(cell) and not _TIME.fullmatch(cell, end)):
            continue
        has = date_parts(cell, asked.language)
        for (start, end), parts in named.items():
            if has[1:] != parts[1:] or (has[0] and parts[0] and has[0] != parts[0]):
                continue
            year = None if has[0] else _YEAR.search(text, start, end)
            place = (start, year.start() if year else end)
            found.setdefault(place, {}).setdefault(heading, set()).add(number)
    return found


def numbers_named(asked: Asked, taken: Sequence[tuple[int, int]], *, alone: bool) -> list[Value]:
    """Return the numbers that a question names and cells are, outside of what it names else.

    A number is told by the word beside it: the heading of its column ("4 hours"), or what the rows are
    ("action 4", in the first column). One without any is taken where a single column has it, not `alone`.
    """
    content = [w for w in asked.question.content if not any(a <= w.start < b for a, b in taken)]
    found: list[Value] = []
    for word in content:
        if not word.form.isdigit():
            continue
        held: dict[str, set[int]] = {}
        for number, heading, cell in asked.cells():
            if cell.strip(" .") == word.form:
                held.setdefault(heading, set()).add(number)
        before, after = _beside(asked, word, content)
        column = _column_of_number(asked, before, after, held)
        if not (before or after or alone or asked.knows(word)) and len(held) == 1:
            column = next(iter(held))
        if column is not None:
            found.append(Value(frozenset([column]), frozenset(held[column]), (word.start, word.end)))
    return found


def _beside(asked: Asked, number: Word, content: Sequence[Word]) -> tuple[set[str], set[str]]:
    """Return the stems of the words right before and right after a number: "action no. 4", "4 hours"."""
    text = asked.question.text
    before = [w for w in content if w.end <= number.start and _NUMBER.fullmatch(text, w.end, number.start)]
    after = [w for w in content if w.start >= number.end and not text[number.end : w.start].strip(" -")]
    stems = [{stem for w in some for stem in tokens(w.form, asked.language)} for some in (before, after)]
    return stems[0], stems[1]


def _column_of_number(
    asked: Asked, before: set[str], after: set[str], held: dict[str, set[int]]
) -> str | None:
    """Return which of the columns that have a number the words beside it mean, None where they mean none."""
    for heading in held:
        if (before | after) & set(tokens(heading, asked.language)):
            return heading
    first = asked.table.headings[0]
    rows = asked.about.union(*(tokens(heading, asked.language) for heading in asked.table.headings[1:2]))
    return first if first in held and before & rows else None


def _is_subject(asked: Asked, place: tuple[int, int]) -> bool:
    """Return whether what looks like a value is what the rows are: "staff", in a table of staff."""
    said = words(asked.question.text[slice(*place)])
    return bool(
        set(tokens(" ".join(said), asked.language)) & set(tokens(asked.table.headings[0], asked.language))
    )


def _columns(asked: Asked, place: tuple[int, int], held: dict[str, set[int]]) -> frozenset[str]:
    """Return of which columns a value is meant: that whose heading stands before it, the first, or all."""
    value = asked.question.text[slice(*place)]
    related = [h for h in held if relates(asked.question, Cell(h, 0, 0), value, asked.language)]
    if related:
        return frozenset(related)
    before = [word for word in asked.question.content if word.end <= place[0]][-1:]
    stems = {stem for word in before for stem in tokens(word.form, asked.language)}
    if len(headed := [h for h in held if stems & set(tokens(h, asked.language))]) == 1:
        return frozenset(headed)
    return frozenset([asked.table.headings[0]] if asked.table.headings[0] in held else held)
