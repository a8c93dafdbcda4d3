"""An answer as Markdown with footnotes. What documents say stays text: rendered, it is the quote again."""

import re
from collections.abc import Mapping

from qa.names import clean
from qa.types import Answer, Statement

__all__ = ["escaped", "markdown_answer"]

_MARKUP = re.compile(r"[\\`*_{}\[\]<>|~$^&@]|(?<=http)s?:|(?<=ftp):|(?<=www)\.", re.IGNORECASE)
_AT_START = re.compile(r"^([#+=:-]|\d{1,9}(?=[.)]))", re.MULTILINE)
_LINE_END = re.compile(r"[^\S\v\f\x1c-\x1f\x85\n]*\n[^\S\v\f\x1c-\x1f\x85]*")


def escaped(text: str, *, starts: bool = True) -> str:
    """Return a text whose Markdown says exactly that text, in a paragraph.

    Single line ends stay; white space that Markdown would drop is written as a character reference. One line
    that does not begin its paragraph (`starts`) needs no care for what makes a list or a heading.
    """

    def gap(match: re.Match[str]) -> str:
        return "".join(f"&#{ord(c)};" for c in match[0]) if match[0] != "\n" else "\n"

    marked = _MARKUP.sub(lambda match: match[0][:-1] + "\\" + match[0][-1], text)
    if starts:
        marked = _AT_START.sub(lambda m: f"{m[1]}\\" if m[1].isdigit() else f"\\{m[1]}", marked)
    return _LINE_END.sub(gap, marked)


def markdown_answer(answer: Answer, references: Mapping[int, str]) -> str:
    """Return an answer with a footnote for each citation; `references` are what they say, by number."""
    parts = [f"**{escaped(clean(answer.question), starts=False)}**"]
    for question, statements in answer.by_part:
        parts += [f"*{escaped(clean(question), starts=False)}*"] if question else []
        parts += [_statement(statement) for statement in statements]
        parts += ["Not in these documents."] if question and not statements else []
    if answer.differing:
        values = (answer.statements[i] for i in answer.differing)
        words = ((escaped(clean(s.answer_text or s.quote), starts=False), _marks(s)) for s in values)
        said = "; ".join(f"{text}{marks}" for text, marks in words)
        parts.append(f"Sources differ: {said}")
    if not answer.answered:
        back = answer.clarification
        parts.append(escaped(clean(back.question)) if back else "Not in these documents.")
    notes = [f"[^{citation.number}]: {escaped(references[citation.number])}" for citation in answer.citations]
    return "\n\n".join([*parts, *notes]) + "\n"


def _statement(statement: Statement) -> str:
    lines = escaped(statement.quote).split("\n")
    return "\n".join(f"> {line}" for line in lines) + f" {_marks(statement)}"


def _marks(statement: Statement) -> str:
    return "".join(f"[^{citation.number}]" for citation in statement.citations)
