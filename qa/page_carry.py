"""What is carried out of the page, as HTML: menus that copy and save, and buttons that judge an answer.

Pure functions, everything escaped, as in `qa.page`. A menu is a popover of the browser's own, filled with
finished texts; `carry.js` places it, moves in it by keyboard, and copies.
"""

import base64
from collections.abc import Mapping, Sequence
from html import escape

from qa.feedback import FEEDBACK_FILE, VERDICTS
from qa.markdown import markdown_answer
from qa.references import STYLES, Work, reference, work_of
from qa.service import Source
from qa.types import Answer

__all__ = ["answer_menu", "cite_menu", "file_reply", "judge", "judged", "note_reply"]

_PROSE = ("apa", "mla", "chicago")


def cite_menu(turn: int, source: Source) -> str:
    """Return the button of a card that opens the styles of its reference, with or without the quote."""
    if source.view is None:
        return ""
    number, quote = source.citation.number, source.citation.quote
    work = _work(source)
    written = {style: reference(work, style) for style in STYLES}
    quoted = [_copies(STYLES[style], f"“{quote}”\n{written[style]}") for style in _PROSE]
    alone = [_copies(name, written[style]) for style, name in STYLES.items()]
    groups = {"Quote with reference": quoted, "Reference alone": alone}
    return _menu(f"cite-{turn}-{number}", "Cite", f"Cite source {number}", groups)


def answer_menu(turn: int, answer: Answer, sources: Sequence[Source]) -> str:
    """Return the button of an answer that opens what can be copied and saved of it.

    `sources` are its citations, looked up again; where one does not hold, nothing of the answer is copied.
    """
    groups: dict[str, list[str]] = {}
    held = [source for source in sources if source.view is not None]
    if answer.answered and len(held) == len(answer.citations):
        works = {source.citation.number: _work(source) for source in held}
        notes = {number: reference(work, "chicago") for number, work in works.items()}
        groups["Copy"] = [_copies("Markdown with footnotes", markdown_answer(answer, notes))]
        once = list({work.key: work.whole for work in works.values()}.values())
        groups["References of all sources"] = [
            _copies(name, ("\n" if style in _PROSE else "\n\n").join(reference(one, style) for one in once))
            for style, name in STYLES.items()
        ]
    groups["Save as evidence"] = [
        _item("This answer", f'data-evidence="{turn}"'),
        _item("The whole conversation", 'data-evidence="0"'),
    ]
    return _menu(f"more-{turn}", "More", "Copy and save", groups)


def _work(source: Source) -> Work:
    document = source.view.document if source.view else None
    publisher, media_type = (document.publisher, document.media_type) if document else (None, "")
    return work_of(source.citation, publisher, media_type)


def _menu(id_: str, words: str, label: str, groups: Mapping[str, Sequence[str]]) -> str:
    rows = "".join(
        f'<div role="group" aria-label="{name}"><p aria-hidden="true">{name}</p>{"".join(items)}</div>'
        for name, items in groups.items()
    )
    return (
        f'<button type="button" class="btn" popovertarget="{id_}" aria-haspopup="menu" aria-expanded="false">'
        f'{words}</button><div popover class="menu" id="{id_}" role="menu" aria-label="{label}">{rows}</div>'
    )


def _item(words: str, data: str) -> str:
    return f'<button type="button" role="menuitem" tabindex="-1" {data}>{escape(words)}</button>'


def _copies(words: str, text: str) -> str:
    return _item(words, f'data-take="{escape(text)}"')


def judge(turn: int, id_: str = "", verdict: str = "") -> str:
    """Return the buttons that say whether an answer is right, with a judgement that was made."""
    buttons = "".join(
        f'<button type="button" class="btn" data-judge="{turn}" data-verdict="{one}" data-id="{escape(id_)}" '
        f'aria-pressed="{"true" if one == verdict else "false"}">{one.capitalize()}</button>'
        for one in VERDICTS
    )
    thanks = ""
    if verdict:
        thanks = (
            f'<p class="thanks">Thank you. Kept in {FEEDBACK_FILE} in the index folder, for footnote eval. '
            f'<button type="button" class="btn" data-judge="{turn}" data-verdict="" data-id="{escape(id_)}">'
            "Undo</button></p>"
        )
    return f'<div class="judge" role="group" aria-label="Is this answer right?">{buttons}{thanks}</div>'


def judged(html: str, turn: int, id_: str, verdict: str) -> str:
    """Return a drawn turn with its judgement; text of documents is escaped, never taken for buttons."""
    start = html.rfind('<div class="judge"')
    end = html.find("</div>", start) + len("</div>")
    return html[:start] + judge(turn, id_, verdict) + html[end:] if start >= 0 else html


def file_reply(serial: str, turn: int, name: str, content: str) -> str:
    """Return a file for the browser to save, byte for byte; `serial` is another each time."""
    data = base64.b64encode(content.encode()).decode()
    return (
        f'<div data-serial="{serial}" data-turn="{turn}" data-name="{escape(name)}" data-file="{data}">'
        f"Saved {escape(name)}</div>"
    )


def note_reply(serial: str, turn: int, words: str, html: str = "") -> str:
    """Return what to say, with new buttons of a turn (`html`, finished) or, without, of what went wrong."""
    return f'<div data-serial="{serial}" data-turn="{turn}" data-words="{escape(words)}">{html}</div>'
