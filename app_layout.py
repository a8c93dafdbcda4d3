"""The zones of the page, laid out in Gradio: the documents, the conversation, the sources."""

from pathlib import Path
from typing import Any

from qa import page, page_conversations, page_documents, page_session, page_sources
from qa.service import Service

__all__ = ["assets", "lay_out"]

_MOST_CHARS = 100_000
"""More than can be asked, so that nothing of what is pasted is cut without a word."""
POLL_SECONDS = 0.5
_ASSETS = Path(__file__).parent / "qa" / "assets"
_SESSION_SECONDS = 24 * 60 * 60
_BRAND = '<div class="brand">Footnote<sup>1</sup></div>'
_TOPBAR = (
    f'<div class="bar">{_BRAND}'
    '<button type="button" class="btn" data-toggle="rail" aria-expanded="false" '
    'aria-controls="rail">Documents</button>'
    '<button type="button" class="btn" data-toggle="sheet" aria-expanded="false" '
    'aria-controls="aside">Sources</button></div>'
)
_FOOT = (
    '<div class="foot"><button type="button" class="more" data-sheet="keys">Keyboard</button>'
    '<select id="theme" aria-label="Colours"><option value="system">System</option>'
    '<option value="light">Light</option><option value="dark">Dark</option></select></div>'
)
_TABS = (
    '<div class="tabs"><div role="tablist" aria-label="Sources and document">'
    '<button type="button" role="tab" id="tab-sources" data-tab="sources" aria-selected="true" '
    'aria-controls="sources">Sources</button>'
    '<button type="button" role="tab" id="tab-document" data-tab="document" aria-selected="false" '
    'aria-controls="document" tabindex="-1">Document</button></div>'
    '<button type="button" class="close" data-close="sheet">Close</button></div>'
)


def assets(suffix: str) -> str:
    """Return every asset of a kind as one text: that of the page itself first, then those of its parts."""
    paths = sorted(_ASSETS.glob(f"*.{suffix}"), key=lambda path: (path.stem != "page", path.name))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def _when_all_is_there(script: str) -> str:
    """Let a script wait for the parts of the page: Gradio draws them one by one, in no certain order."""
    ids = "asking finder documents adding talk-finder talks foot status past now toast chosen question send"
    selectors = [f"#{id_}" for id_ in f"{ids} carried sources document".split()]
    there = f"{selectors}.every((selector) => document.querySelector(selector))"
    wait = f"while (!{there}) await new Promise((done) => setTimeout(done, 20));"
    return f"(async () => {{\n{wait}\n{script}\n}})();"


def lay_out(gr: Any, service: Service, *, local: bool) -> dict[str, Any]:  # noqa: ANN401 - imported late
    """Place every part of the page and return them by name."""
    parts: dict[str, Any] = {
        "session": gr.State(page_session.Session(), time_to_live=_SESSION_SECONDS),
        "timer": gr.Timer(POLL_SECONDS),
    }
    with gr.Row(elem_id="app"):
        with gr.Column(elem_id="rail"):
            parts |= _left(gr)
        with gr.Column(elem_id="middle"):
            parts |= _middle(gr, service, local=local)
        with gr.Column(elem_id="aside"):
            parts["bridge"] = _html(gr, _TABS, "tabs", js=_when_all_is_there(assets("js")))
            parts["cards"] = _html(gr, page_sources.no_sources(), "sources")
            parts["document"] = _html(gr, page_sources.no_document(), "document")
    return parts


def _html(gr: Any, value: str, name: str, js: str | None = None) -> Any:  # noqa: ANN401
    """Place finished HTML: no template, so that nothing in it is ever evaluated."""
    return gr.HTML(value, elem_id=name, js_on_load=js, apply_default_css=False, padding=False)


def _left(gr: Any) -> dict[str, Any]:  # noqa: ANN401
    _html(gr, _BRAND, "brand")
    parts = {"new": gr.Button("New conversation", elem_id="new", size="sm")}
    parts["asking"] = _html(gr, "", "asking")
    _html(gr, page_documents.finder(), "finder")
    parts["listed"] = _html(gr, "", "documents")
    parts["adding"] = _html(gr, "", "adding")
    _html(gr, page_conversations.talk_finder(), "talk-finder")
    parts["talks"] = _html(gr, "", "talks")
    _html(gr, _FOOT, "foot")
    return parts


def _middle(gr: Any, service: Service, *, local: bool) -> dict[str, Any]:  # noqa: ANN401
    stays = "Nothing leaves this computer. " if local else ""
    keys = 'Press <button type="button" class="more" data-sheet="keys">?</button> for the keyboard.'
    hint = f'<p class="hint">Answers are quotes. {stays}{keys}</p>'
    _html(gr, _TOPBAR, "topbar")
    parts = {"banner": _html(gr, page.status_banner(service.status()), "status")}
    with gr.Column(elem_id="talk"):
        parts["past"] = _html(gr, page.empty(()), "past")
        parts["now"] = _html(gr, "", "now")
    parts["toast"] = _html(gr, "", "toast")
    parts["carried"] = _html(gr, "", "carried")
    parts["chosen"] = _html(gr, "", "chosen")
    with gr.Row(elem_id="ask"):
        parts["box"] = gr.Textbox(
            label="Question",
            show_label=False,
            container=False,
            placeholder="Ask these documents…",
            lines=1,
            max_lines=6,
            max_length=_MOST_CHARS,
            autofocus=True,
            elem_id="question",
        )
        parts["send"] = gr.Button("Ask", variant="primary", elem_id="send", min_width=60)
    _html(gr, hint, "hint")
    return parts
