"""A bundle of evidence as its page: readable offline, in print, in light and dark, without a script."""

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from index.scope import in_words
from qa.alone import page_alone
from qa.bundle import CONTEXT_CHARS, Bundle, Cited, sealed
from qa.page_sources import date_words
from qa.references import reference, work_of
from qa.types import Answer, Citation, Statement

__all__ = ["BEGIN", "END", "bundle_html"]

BEGIN, END = '<script type="application/json" id="footnote">', "</script>"
_NOT_THERE = "<p><strong>Not in these documents.</strong></p>"
_STYLE = """
body { max-width: 44rem; } section { margin-top: 2.5rem; border-top: 1px solid var(--line); }
.brand { font: 600 17px/1 var(--serif); } .brand sup { color: var(--accent); font: 600 10px/1 var(--ui); }
h2 { font: 600 1.15rem/1.4 var(--serif); } h3 { font-size: .95rem; color: var(--warn); margin-bottom: .2rem; }
blockquote { font: 17px/1.6 var(--serif); margin: 1rem 0 .3rem; padding-left: 1rem; white-space: pre-line;
  border-left: 3px solid var(--line); color: var(--soft); break-inside: avoid; }
blockquote.lead { border-color: var(--accent); }
mark { background: var(--mark); color: var(--ink); border-radius: 3px; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
.n { font: 600 12px/1 var(--ui); color: var(--accent); }
.soft, footer { font-size: 13px; color: var(--soft); } code { font-size: 11px; }
.place { margin: 0 0 0 1.2rem; } ol { padding-left: 1.4rem; } li { margin-bottom: .5rem; }
"""
_ABOUT = (
    "Every highlighted quote stood in its document, character for character, when this was made. "
    "<code>footnote verify FILE</code> tells whether this file is as it was made; with "
    "<code>--documents FOLDER</code> it compares every quote with the documents themselves. Only that proves "
    "what they say: anyone can make such a file."
)


def bundle_html(bundle: Bundle) -> str:
    """Return the page of a bundle, its JSON inside, sealed. The same bundle gives the same characters."""
    answers = bundle.answers
    title = answers[0].question if len(answers) == 1 else f"{len(answers)} questions"
    sections = "".join(
        _section(bundle, answer, contexts) for answer, contexts in zip(answers, bundle.contexts, strict=True)
    )
    listed = "".join(_document(document) for document in bundle.documents)
    origin = f"{bundle.program}, {bundle.made}. Model: {bundle.model}. Reader: {bundle.reader}."
    body = (
        '<header><p class="brand">Footnote<sup>1</sup></p><h1>Evidence</h1>'
        f'<p class="soft">{escape(origin)}</p><p class="soft">{_ABOUT}</p></header>'
        f"{sections}<footer><section><h2>Documents</h2><ol>{listed}</ol></section></footer>\n"
        f"{BEGIN}{_embedded(bundle.to_json())}{END}"
    )
    return sealed(page_alone(f"Evidence: {title}", _STYLE, body))


def _embedded(value: Mapping[str, Any]) -> str:
    """Return JSON that cannot end the element it stands in."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _section(bundle: Bundle, answer: Answer, contexts: tuple[tuple[str, str], ...]) -> str:
    html = f'<section><h2 dir="auto">{escape(answer.question)}</h2>'
    if answer.standalone_question.strip() != answer.question.strip():
        html += f'<p class="soft" dir="auto">Read as: {escape(answer.standalone_question)}</p>'
    if answer.scope:
        asked = f"Asked only of documents that are {in_words(answer.scope)}"
        html += f'<p class="soft" dir="auto">{escape(asked)}</p>'
    if not answer.answered:
        return f"{html}{_refusal(answer)}</section>"
    around = dict(zip(answer.citations, contexts, strict=True))
    for question, statements in answer.by_part:
        html += f'<p class="soft" dir="auto"><strong>{escape(question)}</strong></p>' if question else ""
        for position, statement in enumerate(statements):
            for citation in statement.citations:
                html += _quote(bundle, statement, citation, around[citation], lead=position == 0)
        html += "" if statements else _NOT_THERE
    html += _differing(answer)
    sure = f"{100 * answer.confidence:.0f} %"
    return f'{html}<p class="soft">Confidence that the first quote answers: {sure}.</p></section>'


def _quote(
    bundle: Bundle, statement: Statement, citation: Citation, around: tuple[str, str], *, lead: bool
) -> str:
    quote = escape(citation.quote)
    if statement.answer and citation is statement.citations[0]:
        start, end = statement.answer
        parts = (citation.quote[:start], citation.quote[start:end], citation.quote[end:])
        before, exact, after = (escape(part) for part in parts)
        quote = f"{before}<b>{exact}</b>{after}"
    cited = bundle.cited(citation)
    source = reference(work_of(citation, cited.publisher, cited.media_type), "chicago")
    kind, before, after = ("lead" if lead else "more"), escape(_before(around[0])), escape(_after(around[1]))
    return (
        f'<blockquote class="{kind}" dir="auto">{before}<mark>{quote}</mark>{after}</blockquote>'
        f'<p class="soft place" dir="auto">{_number(citation.number)} {escape(source)} '
        f"{_place(citation.document_id, citation.start, citation.end)}</p>"
    )


def _before(context: str) -> str:
    """Return the end of a context that belongs to the paragraph of the quote, whole words of it."""
    near = context.rpartition("\n\n")[2]
    return near if near != context or len(context) < CONTEXT_CHARS else f"… {near.partition(' ')[2]}"


def _after(context: str) -> str:
    near = context.partition("\n\n")[0]
    return near if near != context or len(context) < CONTEXT_CHARS else f"{near.rpartition(' ')[0]} …"


def _number(number: object) -> str:
    return f'<span class="n">{number}</span>'


def _place(document_id: str, start: int, end: int) -> str:
    return f"<code>{escape(document_id)}</code>, characters {start}–{end}"


def _differing(answer: Answer) -> str:
    rows = ""
    for statement in (answer.statements[i] for i in answer.differing):
        words = [date_words(statement.citations[0].date), statement.citations[0].title]
        numbers = ", ".join(str(citation.number) for citation in statement.citations)
        rows += (
            f'<tr><td dir="auto">{escape(statement.answer_text or statement.quote)}</td>'
            f'<td dir="auto">{escape(", ".join(w for w in words if w))} {_number(numbers)}</td></tr>'
        )
    return f"<h3>Sources differ</h3><table>{rows}</table>" if rows else ""


def _refusal(answer: Answer) -> str:
    html = _NOT_THERE
    if answer.clarification:
        choices = "".join(f'<li dir="auto">{escape(c.question)}</li>' for c in answer.clarification.choices)
        back = escape(answer.clarification.question)
        html = f'<p dir="auto"><strong>Asked back:</strong> {back}</p>' + (
            f"<ul>{choices}</ul>" if choices else ""
        )
    rows = "".join(
        f'<blockquote dir="auto">{escape(hit.text.strip())}</blockquote><p class="soft place">'
        f"{_place(hit.passage.document_id, hit.passage.start, hit.passage.end)}</p>"
        for hit in answer.nearest
    )
    return html + (f'<p class="soft">The closest passages, which do not answer:</p>{rows}' if rows else "")


def _document(document: Cited) -> str:
    words = [document.title, document.author, date_words(document.date), document.publisher]
    return (
        f'<li dir="auto">{escape(", ".join(word for word in words if word))}<br>'
        f"<code>{escape(document.id)}<br>sha256 {escape(document.digest)}</code></li>"
    )
