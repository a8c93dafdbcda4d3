"""Evidence to carry away: answers as one HTML file that needs nothing beside it, with its JSON inside.

The last line is the SHA-256 of all before it, so that an edit of one character anywhere is noticed.
`qa.verify` reads it back. Whoever rewrites the whole file can rewrite that line too; what cannot be made up
is what the documents say, which `footnote verify --documents` compares.
"""

import datetime
import hashlib
import json
from collections.abc import Sequence
from html import escape
from typing import Any

from index.library import Library
from index.types import Document
from qa.alone import page_head
from qa.page_sources import date_words, where_words
from qa.types import Answer, Statement

__all__ = ["BEGIN", "END", "FORMAT", "bundle_html", "bundle_of", "sealed"]

FORMAT = "footnote-evidence-1"
BEGIN, END = '<script type="application/json" id="footnote">', "</script>"
_SEAL = "<!-- footnote sha256 {digest} -->\n"
_CONTEXT_CHARS = 200
_STYLE = """
:root { color-scheme: light dark; --paper: #faf9f6; --ink: #1d1c1a; --soft: #6b675f; --line: #dcd8ce;
  --mark: #f3e3a5; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #15161a; --ink: #e9e6df; --soft: #a19d94; --line: #34353b; --mark: #5b4d16; }
}
@media print { :root { --paper: #fff; --ink: #000; --soft: #444; } section { break-inside: avoid; } }
body { background: var(--paper); color: var(--ink); font: 17px/1.55 Georgia, serif; margin: 2rem auto;
  max-width: 44rem; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
blockquote { margin: .8rem 0; padding-left: 1rem; border-left: 3px solid var(--line); }
footer, .soft { font-family: system-ui, sans-serif; font-size: .85rem; color: var(--soft); }
mark { background: var(--mark); color: inherit; } code { font-size: .75rem; }
"""


def bundle_html(
    answers: Sequence[Answer],
    documents: dict[str, Document],
    program: str,
    model: str,
    made: datetime.datetime,
) -> str:
    """Return answers as a page that can be read, printed and verified without Footnote's index.

    `documents` are those cited, by id; `program` and `model` name what answered.
    """
    value = {
        "format": FORMAT,
        "program": program,
        "model": model,
        "made": made.astimezone(datetime.UTC).isoformat(timespec="seconds"),
        "answers": [answer.to_json() for answer in answers],
        "documents": [
            {
                "id": document.id,
                "title": document.title,
                "date": document.date,
                "publisher": document.publisher,
                "media_type": document.media_type,
                "digest": document.digest,
            }
            for _, document in sorted(documents.items())
        ],
    }
    sections = "".join(_section(answer, documents) for answer in answers)
    title = answers[0].question if len(answers) == 1 else f"{len(answers)} questions"
    origin = f"{escape(program)}, {escape(str(value['made']))}, model {escape(model)}."
    listed = "".join(_document(document) for _, document in sorted(documents.items()))
    return sealed(
        f"{page_head(title, _STYLE)}<body><h1>Evidence</h1><p class='soft'>{origin} Every quote stands "
        "in its document word for word. <code>footnote verify</code> checks this file and, "
        "with <code>--documents</code>, the documents.</p>"
        f"{sections}<footer><h2>Documents</h2><ol>{listed}</ol></footer>\n"
        f"{BEGIN}{_embedded(value)}{END}</body></html>\n"
    )


def bundle_of(library: Library, answers: Sequence[Answer], version: str) -> str:
    """Return answers of an index as a page of evidence, made now."""
    ids = {citation.document_id for answer in answers for citation in answer.citations}
    documents = {id_: library.document(id_) for id_ in ids}
    now = datetime.datetime.now(datetime.UTC)
    return bundle_html(answers, documents, f"Footnote {version}", library.model_id or "no model", now)


def sealed(text: str) -> str:
    """Return a text with its seal: a last line with the SHA-256 of all before it."""
    return text + _SEAL.format(digest=hashlib.sha256(text.encode()).hexdigest())


def _embedded(value: dict[str, Any]) -> str:
    """Return JSON that cannot end the element it stands in."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _section(answer: Answer, documents: dict[str, Document]) -> str:
    html = f"<section><h2>{escape(answer.question)}</h2>"
    if answer.standalone_question.strip() != answer.question.strip():
        html += f"<p class='soft'>Read as: {escape(answer.standalone_question)}</p>"
    if not answer.answered:
        return html + "<p>Not in these documents.</p></section>"
    html += "".join(_statement(statement, documents) for statement in answer.statements)
    sure = round(100 * answer.confidence)
    return f"{html}<p class='soft'>Confidence that the first quote answers: {sure} %.</p></section>"


def _statement(statement: Statement, documents: dict[str, Document]) -> str:
    html = ""
    for citation in statement.citations:
        text = documents[citation.document_id].text
        before = text[max(0, citation.start - _CONTEXT_CHARS) : citation.start]
        after = text[citation.end : citation.end + _CONTEXT_CHARS]
        html += (
            f"<blockquote dir='auto'><span class='soft'>{escape(before)}</span>"
            f"<mark>{escape(citation.quote)}</mark><span class='soft'>{escape(after)}</span></blockquote>"
            f"<p class='soft'>[{citation.number}] {escape(where_words(citation))}, "
            f"{escape(citation.document_id)}, characters {citation.start}–{citation.end}</p>"
        )
    return html


def _document(document: Document) -> str:
    words = [document.title, date_words(document.date), document.publisher or "", document.id]
    return f"<li>{escape(', '.join(w for w in words if w))}<br><code>sha256 {document.digest}</code></li>"
