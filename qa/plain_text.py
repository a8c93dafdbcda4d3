"""Answers and figures as plain text, for a terminal."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from qa.evaluate import Outcome
from qa.page_sources import date_words, place_words, sure_words
from qa.types import Answer, Citation, Statement

__all__ = ["answer_text", "figure_text", "figures_text"]

_WIDTH = 96


def answer_text(answer: Answer) -> str:
    """Return an answer as quotes with numbered sources below them, and above how the question was read."""
    read_as = _read_as(answer)
    if not answer.answered:
        return read_as + _refusal(answer)
    lines: list[str] = []
    for question, statements in answer.by_part:
        lines += [_line(question), ""] if question else []
        lines += [block for statement in statements for block in (_quote(statement), "")]
        lines += [] if statements else ["Not in these documents.", ""]
    if answer.differing:
        values = (answer.statements[i] for i in answer.differing)
        lines += [
            _line(
                "Sources differ: " + "; ".join(f"{s.answer_text} [{s.citations[0].number}]" for s in values)
            ),
            "",
        ]
    sure = "{} (confidence {})".format(*sure_words(answer.confidence))
    return read_as + "\n".join([*lines, *(_source(citation) for citation in answer.citations), "", sure])


def _read_as(answer: Answer) -> str:
    """Return how a question was read, if not as it was asked: a follow-up, a misspelled word."""
    read = " ".join(answer.standalone_question.split())
    asked = " ".join(answer.question.split())
    return "" if read == asked else textwrap.fill(f"Read as: {read}", _WIDTH, subsequent_indent="  ") + "\n\n"


def _quote(statement: Statement) -> str:
    numbers = "".join(f"[{citation.number}]" for citation in statement.citations)
    quote = " ".join(statement.quote.split())
    return textwrap.fill(f"“{quote}” {numbers}", _WIDTH, subsequent_indent="  ")


def _source(citation: Citation) -> str:
    parts = [citation.title, date_words(citation.date), place_words(citation), citation.document_id]
    return _line(f"[{citation.number}] " + " · ".join(part for part in parts if part))


def _line(text: str) -> str:
    """Return a text on one line, so that no name of a file and no title looks like a line of its own."""
    return "\ufffd".join(text.splitlines())


def _refusal(answer: Answer) -> str:
    back = answer.clarification
    lines = [_line(back.question) if back else "Not in these documents."]
    if back and back.choices:
        lines += ["", "Ask, for example:", *(_line(f"- {choice.question}") for choice in back.choices)]
    if answer.nearest:
        lines += ["", "The closest passages:"]
    for hit in answer.nearest:
        text = textwrap.shorten(" ".join(hit.text.split()), 300, placeholder=" …")
        place = f"{hit.passage.document_id}, {hit.passage.start}–{hit.passage.end}"
        lines.append(textwrap.fill(f"- {text} ({place})", _WIDTH, subsequent_indent="  "))
    return "\n".join(lines)


def figures_text(summary: Mapping[str, Any], outcomes: Sequence[Outcome]) -> str:
    """Return the figures of an evaluation as a table, and its wrong answers below."""
    lines: list[str] = []
    for name, value in summary.items():
        if isinstance(value, dict):
            lines.append(name.replace("_", " "))
            lines += [f"  {key.replace('_', ' '):26} {figure_text(figure)}" for key, figure in value.items()]
        else:
            lines.append(f"{name.replace('_', ' '):28} {figure_text(value)}")
    for outcome in (o for o in outcomes if o.wrong):
        said = outcome.answer.statements[0].quote if outcome.answer.statements else "not in these documents"
        lines += [
            "",
            _line(f"{outcome.case.id}: {outcome.case.question}"),
            _line(f"  gold: {outcome.case.right_words or 'no answer'}"),
            f"  said: {' '.join(said.split())}",
        ]
    return "\n".join(lines)


def figure_text(value: object) -> str:
    """Return a figure in words: three digits, a dash where nothing was measured, both ends of an interval."""
    if isinstance(value, list):
        return " – ".join(figure_text(item) for item in value)
    return f"{value:.3f}" if isinstance(value, float) else "–" if value is None else str(value)
