"""Which value of a row answers: the one below the heading that is named, or the only one of its kind."""

import re
from collections.abc import Sequence

from index.tokens import tokens, words
from qa.answer_spans import answer_span
from qa.figures import dates, figures
from qa.question import Question
from qa.row_spelling import heading_in_full
from qa.rows import Cell, Row

__all__ = ["answer_cell"]

_DAY = re.compile(r"\d|\b(?:mon|tue|wed|thu|fri|sat|sun)s?\b|(?:ly|days?)\b", re.IGNORECASE)
"""What may stand for a date in a table: "Q3 2025", "Mon–Fri", "weekly"."""
_HOW_MUCH = re.compile(r"\bhow (?:much|many)\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"\bhow many (\w{3,})\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)")


def answer_cell(question: Question, sentence: str, row: Row, language: str | None) -> tuple[int, int] | None:
    """Return where in a row the answer stands: the cell whose heading the question names.

    Of several that it names alike it is the one that it says whole. Where it names none, it is where a cell
    counts what is asked for, or the only figure or date, if one is asked for and there is but one: whether a
    name is a person's or a place's is not known. What the question says itself is no answer, nor is a date
    one to who opened it, in the column "Opened".
    """
    said = set(words(question.text))
    cells = [cell for cell in row.cells if not set(words(sentence[cell.start : cell.end])) <= said]
    asked = {form for word in question.content for form in tokens(word.form, language)}
    named = [len(asked.intersection(tokens(heading_in_full(cell.heading), language))) for cell in cells]
    best = [cell for cell, count in zip(cells, named, strict=True) if count and count == max(named)]
    best = _named_whole([c for c in best if _may_answer(question, sentence[c.start : c.end])], question.text)
    if len(best) == 1:
        return best[0].start, best[0].end
    if question.kind not in ("figure", "date"):
        return None
    counted = _counted(question, sentence, best or cells)
    if counted is not None:
        return counted
    spans = [
        (cell, answer_span(question, sentence[cell.start : cell.end], language)) for cell in best or cells
    ]
    found = [(cell.start + span[0], cell.start + span[1]) for cell, span in spans if span]
    return found[0] if len(found) == 1 else None


def _may_answer(question: Question, value: str) -> bool:
    """Return whether a value may answer who, when, how much or how many: no digits, a day, a number."""
    if question.kind == "who":
        return not any(map(str.isdigit, value)) and any(map(str.isalpha, value))
    if question.kind == "date":
        return bool(_DAY.search(value)) or next(dates(value), None) is not None
    if _HOW_MUCH.search(question.text):
        return next(figures(value), None) is not None or any(map(str.isdigit, value))
    return True


def _named_whole(cells: list[Cell], question: str) -> list[Cell]:
    """Return of several cells the one whose heading the question says whole: "Off-peak" beside "Peak (days)".

    Of several that it says whole it is the longest.
    """
    said = f" {' '.join(words(question))} "
    lengths = []
    for cell in cells:
        heading = words(_ASIDE.sub("", cell.heading))
        lengths.append(len(heading) if heading and f" {' '.join(heading)} " in said else 0)
    best = [cell for cell, length in zip(cells, lengths, strict=True) if length == max(lengths)]
    return best if len(best) == 1 else cells


def _counted(question: Question, sentence: str, cells: Sequence[Cell]) -> tuple[int, int] | None:
    """Return where cells tell how many of what is asked for, once: "31 homes cleared for five hours"."""
    asked = _HOW_MANY.search(question.text)
    if asked is None:
        return None
    told = re.compile(rf"(?<![\w.,£$€-])(\d[\d,.]*)\s+{re.escape(asked[1])}\b", re.IGNORECASE)
    found = [
        (cell.start + one.start(1), cell.start + one.end(1))
        for cell in cells
        for one in told.finditer(sentence[cell.start : cell.end])
    ]
    return found[0] if len(found) == 1 else None
