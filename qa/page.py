"""The conversation and the rail of the page, as HTML made from values.

Pure functions. Whatever comes from a document or a person goes through `html.escape`; nothing here is a
template. Sources and documents are in `qa.page_sources`.
"""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import count

from index.library import DocumentInfo
from qa import page_carry
from qa.page_sources import (
    DIRECT,
    STATES,
    copied_quote,
    date_words,
    excerpt,
    marker,
    place_words,
    sure_words,
    where_words,
)
from qa.service import Source
from qa.status import Status
from qa.types import Answer, Clarification, Statement

__all__ = [
    "begun",
    "conversation",
    "empty",
    "failed",
    "problem_card",
    "status_banner",
    "toast",
    "turn",
    "waiting",
]

_serials = count()
_NOT_THERE = "<strong>Not in these documents.</strong>"
_SHORT_CHARS = 24  # a differing value that stays on one line

_SAMPLES = "002_1d84065c626d433f"
_SAMPLE_QUESTIONS = (
    ("What share of the vote did Lukashenko get?", "a figure on which the documents differ"),
    ("How much trade was there between Belarus and Russia in 2024?", "one fact, one quote"),
    ("How many of its soldiers did Belarus use to guard Russia's back?", "in a speaker's own words"),
    ("What is the capital of Australia?", "not in these documents, and it says so"),
)
_LESSONS = (
    ("Ask for a fact", "Who, when, where, how much. The answer is a quote, word for word."),
    ("Check it", "Each number opens its source at exactly the quoted words."),
    ("Ask on", "A follow-up such as “And in 2020?” is understood from what came before."),
)


def status_banner(status: Status) -> str:
    """Say what is being waited for, or what failed; nothing when all is ready."""
    if status.phase == "ready":
        return ""
    if status.phase == "failed":
        still = " The documents indexed earlier can still be asked." if status.askable else ""
        return problem_card(status.message + still)
    bar = ""
    if status.phase == "indexing" and status.total:
        bar = f'<progress max="{status.total}" value="{status.done}" aria-label="Progress"></progress>'
    return f'<div class="wait" role="status"><p dir="auto">{escape(status.message)}</p>{bar}</div>'


def problem_card(message: str) -> str:
    """Show what went wrong, calmly."""
    return f'<div class="problem" role="alert"><p dir="auto">{escape(message)}</p></div>'


def toast(message: str, undo: Mapping[str, str] | None = None, *, problem: bool = False) -> str:
    """Say what has just been done, with a button that undoes it where that is possible.

    Each is another, so that the page draws what is said a second time.
    """
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in (undo or {}).items())
    button = f'<button type="button" class="btn"{data}>Undo</button>' if undo else ""
    button += '<button type="button" class="btn" data-dismiss aria-label="Dismiss">×</button>'
    tone = "toast problem" if problem else "toast"
    said = f'<span dir="auto">{escape(message)}</span>'
    return f'<div class="{tone}" data-serial="{next(_serials)}">{said}{button}</div>'


def empty(documents: Sequence[DocumentInfo], suggestions: Sequence[str] = ()) -> str:
    """Greet, and teach by example: with questions that these documents answer."""
    lessons = "".join(f"<li><b>{escape(head)}</b> {escape(body)}</li>" for head, body in _LESSONS)
    html = (
        '<div class="empty"><h1>Ask your documents</h1>'
        "<p>Every word of an answer is a quote that you can check. "
        f"When the answer is not there, Footnote says so.</p><ul>{lessons}</ul>"
    )
    samples: Sequence[tuple[str, str]] = [(question, "") for question in suggestions]
    if any(_SAMPLES in document.id for document in documents):
        samples = _SAMPLE_QUESTIONS
    if samples:
        rows = "".join(
            f'<button type="button" class="example" data-ask="{escape(question)}">'
            f'<span dir="auto">{escape(question)}</span>'
            f"<small>{escape(note)}</small></button>"
            for question, note in samples
        )
        html += f"<h2>Try one of these</h2><div>{rows}</div>"
    return html + "</div>"


def conversation(turns: Sequence[str], folded: int = 0) -> str:
    """Join the turns made by `turn`; `folded` earlier ones are a click away."""
    earlier = ""
    if folded:
        count = f"{folded} earlier question{'' if folded == 1 else 's'}"
        earlier = f'<button type="button" class="btn earlier" data-act="earlier">Show {count}</button>'
    return f'<div class="measure">{earlier}{"".join(turns)}</div>'


def _frame(number: int, question: str, body: str, state: str = "") -> str:
    busy = ' aria-busy="true"' if state else ""
    return (
        f'<section class="turn {state}" data-turn="{number}" aria-label="Question {number}"{busy}>'
        f'<div class="q" dir="auto">{escape(question)}</div><div class="a">{body}</div></section>'
    )


def waiting(number: int, question: str, words: str, shown: str = "") -> str:
    """Show a question whose answer is on its way, what it waits for, and `shown`, what is there of it."""
    body = f'{shown}<p class="pending" dir="auto">{escape(words)}</p>'
    return _frame(number, question, body, "waiting")


def begun(number: int, answer: Answer, sources: Sequence[Source], asked_of: str = "") -> str:
    """Show the statements of an answer whose sources have been looked up so far: the first of all sources."""
    by_number = {source.citation.number: source for source in sources}
    there = [s for s in _stated(answer) if all(c.number in by_number for c in s.citations)]
    body = _head(answer, asked_of) + _statements(number, there, by_number)
    words = f"Checked {len(sources)} of {len(answer.citations)} sources"
    return waiting(number, answer.question, words, body)


def failed(number: int, question: str, message: str) -> str:
    """Show a question that could not be answered because something went wrong."""
    return _frame(number, question, problem_card(message))


def turn(number: int, answer: Answer, sources: Sequence[Source], asked_of: str = "") -> str:
    """Show a question with its answer.

    `sources` are the answer's citations, looked up again and in order; for an answer that is not in the
    documents, its nearest passages. A statement whose source does not hold is not shown. `asked_of` says
    which documents were asked, where not all were.
    """
    body = _head(answer, asked_of)
    if not answer.answered:
        if answer.clarification:
            body += _ask_back(answer.clarification, _closest(number, sources))
        else:
            body += _not_there(number, sources)
        return _frame(
            number, answer.question, f'{body}<div class="tools">{_carry(number, answer, sources)}</div>'
        )
    by_number = {source.citation.number: source for source in sources}
    aside = {id(answer.statements[i]) for i in _aside(answer)}
    for question, statements in answer.by_part:
        body += f'<h3 class="part" dir="auto">{escape(question)}</h3>' if question else ""
        body += _statements(number, [s for s in statements if id(s) not in aside], by_number)
        body += "" if statements else f'<p class="part">{_NOT_THERE}</p>'
    if len(answer.differing) > 1:
        body += _differ(number, [answer.statements[i] for i in answer.differing], by_number)
    return _frame(number, answer.question, body + _tools(number, answer, sources))


def _head(answer: Answer, asked_of: str) -> str:
    """Say of which documents a question was asked, and how it was read, where that does not go without."""
    html = f'<p class="meta" dir="auto">Asked of {escape(asked_of)}</p>' if asked_of else ""
    if answer.standalone_question.strip() != answer.question.strip():
        html += f'<p class="meta" dir="auto">Read as: {escape(answer.standalone_question)}</p>'
    return html


def _stated(answer: Answer) -> list[Statement]:
    """Return the statements that do not stand in the table of those that differ alone."""
    aside = _aside(answer)
    return [s for i, s in enumerate(answer.statements) if i not in aside]


def _aside(answer: Answer) -> frozenset[int]:
    """Return the numbers of the statements that only the table of those that differ shows."""
    return frozenset(answer.differing if len(answer.differing) > 1 else ()) - {0}


def _statements(number: int, statements: Sequence[Statement], by_number: dict[int, Source]) -> str:
    drawn = (_statement(number, s, by_number, lead=i == 0) for i, s in enumerate(statements))
    return "".join(drawn)


def _statement(number: int, statement: Statement, by_number: dict[int, Source], *, lead: bool) -> str:
    first = statement.citations[0]
    source = by_number[first.number]
    if source.view is None and not source.gone:
        return problem_card(source.problem)
    quote = escape(statement.quote)
    if statement.answer:
        start, end = statement.answer
        parts = (statement.quote[:start], statement.quote[start:end], statement.quote[end:])
        before, exact, after = (escape(part) for part in parts)
        quote = f"{before}<b>{exact}</b>{after}"
    also = len({c.document_id for c in statement.citations} - {first.document_id})
    words = [first.title, date_words(first.date), place_words(first)]
    if also:
        words.append(f"and in {also} other document{'s' if also > 1 else ''}")
    meta = " · ".join(escape(word) for word in words if word)
    state_now = source.view.state if source.view else "missing"
    if state_now != "unchanged":
        tone, state = STATES[state_now]
        meta += f' · <span class="{tone}">{state}</span>'
    return (
        f'<div class="st{" lead" if lead else ""}"><p class="quote"><q dir="auto">{quote}</q>'
        f'{_markers(number, statement, by_number)}</p><p class="meta" dir="auto">{meta}</p></div>'
    )


def _markers(number: int, statement: Statement, by_number: dict[int, Source]) -> str:
    links = "".join(marker(number, by_number[citation.number]) for citation in statement.citations)
    return f'<span class="ns">{links}</span>'


def _differ(number: int, statements: Sequence[Statement], by_number: dict[int, Source]) -> str:
    rows = ""
    for statement in statements:
        first = statement.citations[0]
        if by_number[first.number].view is None and not by_number[first.number].gone:
            continue
        value = statement.answer_text or statement.quote
        short = ' class="short"' if len(value) <= _SHORT_CHARS else ""
        words = " · ".join(escape(w) for w in (date_words(first.date), first.title) if w)
        others = len(statement.citations) - 1
        words += f", and {others} other source{'s' if others > 1 else ''}" if others else ""
        rows += (
            f'<tr><th scope="row"{short} dir="auto">{escape(value)}</th>'
            f'<td dir="auto">{words}{_markers(number, statement, by_number)}</td></tr>'
        )
    return f'<div class="differ"><h3>Sources differ</h3><table><tbody>{rows}</tbody></table></div>'


def _carry(number: int, answer: Answer, sources: Sequence[Source]) -> str:
    return page_carry.answer_menu(number, answer, sources) + page_carry.judge(number)


def _tools(number: int, answer: Answer, sources: Sequence[Source]) -> str:
    sure, percent = sure_words(answer.confidence)
    tone = "sure" if answer.confidence >= DIRECT else "likely"
    count = len(answer.citations)
    held = [source for source in sources if source.view is not None]
    lines = []
    for question, statements in answer.by_part:
        lines += [question] if question else []
        for statement in statements:
            numbers = "".join(f"[{c.number}]" for c in statement.citations)
            lines.append(f"“{statement.quote}” {numbers}")
        lines += [] if statements else ["Not in these documents."]
    notes = [f"[{source.citation.number}] {copied_quote(source.citation)}" for source in held]
    copy = ""
    if len(held) == count:
        text = escape("\n".join([*lines, "", *notes]))
        copy = f'<button type="button" class="btn" data-copy="{text}">Copy with footnotes</button>'
    return (
        f'<div class="tools"><span class="{tone}" title="Confidence: {percent}">{sure}</span> · '
        f"<span>{count} source{'' if count == 1 else 's'}</span>{copy}{_carry(number, answer, sources)}</div>"
    )


def _not_there(number: int, sources: Sequence[Source]) -> str:
    html = f'<div class="st none"><p>{_NOT_THERE} '
    html += "Nothing here answers this with enough certainty.</p>"
    return html + _closest(number, sources) + "</div>"


def _closest(number: int, sources: Sequence[Source]) -> str:
    """Offer the closest passages as such."""
    held = [source for source in sources if source.view is not None]
    if not held:
        return ""
    titles = list(dict.fromkeys(source.citation.title for source in held))
    named = " and ".join(f"<i>{escape(title)}</i>" for title in titles[:2])
    rows = "".join(_near(number, source) for source in held)
    return (
        f'<details><summary>The closest passages are in {named}. <span class="show">Show them</span>'
        f"</summary><ol>{rows}</ol></details>"
    )


def _ask_back(clarification: Clarification, closest: str) -> str:
    """Ask what was meant, with the candidates as buttons that ask the whole question."""
    wish = "" if clarification.choices else " Name it, and ask again."
    rows = "".join(
        f'<button type="button" class="example" data-ask="{escape(choice.question)}">'
        f'<span dir="auto">{escape(choice.name)}</span>'
        f'<small dir="auto">{escape(choice.question)}</small></button>'
        for choice in clarification.choices
    )
    return (
        f'<div class="st none"><p><strong dir="auto">{escape(clarification.question)}</strong>{wish}</p>'
        f'<div class="choices">{rows}</div>{closest}</div>'
    )


def _near(number: int, source: Source) -> str:
    citation = source.citation
    return (
        f'<li><p class="meta" dir="auto">{escape(where_words(citation))}</p>'
        f'<p class="near" dir="auto">{escape(excerpt(citation.quote))}</p>'
        f'<button type="button" class="btn" data-near="{number}-{citation.number}">'
        "Open document</button></li>"
    )
