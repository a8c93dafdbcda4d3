"""The page of Footnote: a thin Gradio layout over `qa.page_session`, with its HTML from `qa.page`.

Gradio is imported when the page is built, so that `--help` does not wait for it.
"""

import ipaddress
import os
import sys
from collections.abc import Callable, Iterator, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import FootnoteError
from qa import page, page_session, page_sources
from qa.readers import DEFAULT_READER
from qa.service import Service

if TYPE_CHECKING:
    import gradio as gr

__all__ = ["build_page", "launch", "serve", "serve_service"]

_ASSETS = Path(__file__).parent / "qa" / "assets"
_QUESTION_CHARS = 2_000
_ASKED_AT_ONCE = 8  # questions of all sessions; waiting ones hold a place too
_OPENED_AT_ONCE = 16
_POLL_SECONDS = 0.5
_SETTLED_SECONDS = 4.0  # the folder may still change
_SESSION_SECONDS = 24 * 60 * 60
# The browser itself refuses every request to another host. Gradio needs inline code and eval.
_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' "
    "height='32' rx='7' fill='%231f4e79'/%3E%3Ctext x='8' y='25' font-family='serif' font-weight='700' "
    "font-size='22' fill='%23faf9f6'%3EF%3C/text%3E%3C/svg%3E"
)
_BRAND = '<div class="brand">Footnote<sup>1</sup></div>'
_TOPBAR = (
    f'<div class="bar">{_BRAND}'
    '<button type="button" class="btn" data-toggle="rail" aria-expanded="false" '
    'aria-controls="rail">Documents</button>'
    '<button type="button" class="btn" data-toggle="sheet" aria-expanded="false" '
    'aria-controls="aside">Sources</button></div>'
)
_TABS = (
    '<div class="tabs" role="tablist" aria-label="Sources and document">'
    '<button type="button" role="tab" id="tab-sources" data-tab="sources" aria-selected="true" '
    'aria-controls="sources">Sources</button>'
    '<button type="button" role="tab" id="tab-document" data-tab="document" aria-selected="false" '
    'aria-controls="document" tabindex="-1">Document</button>'
    '<button type="button" class="close" data-close="sheet">Close</button></div>'
)


def build_page(service: Service, *, local: bool = True) -> "gr.Blocks":
    """Build the page over a service; `local` says whether it is served to this computer alone."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    import gradio as gr

    stays = "Nothing leaves this computer. " if local else ""
    hint = f'<p class="hint">Answers are quotes. {stays}Enter asks, Shift+Enter starts a new line.</p>'
    with gr.Blocks(title="Footnote", analytics_enabled=False, fill_width=True, fill_height=True) as blocks:
        parts: dict[str, Any] = {
            "session": gr.State(page_session.Session(), time_to_live=_SESSION_SECONDS),
            "timer": gr.Timer(_POLL_SECONDS),
        }
        with gr.Row(elem_id="app"):
            with gr.Column(elem_id="rail"):
                _html(gr, _BRAND, "brand")
                parts["new"] = gr.Button("New conversation", elem_id="new", size="sm")
                parts["listed"] = _html(gr, "", "documents")
            with gr.Column(elem_id="middle"):
                _html(gr, _TOPBAR, "topbar")
                parts["banner"] = _html(gr, page.status_banner(service.status()), "status")
                parts["talk"] = _html(gr, page.empty(()), "talk")
                parts |= _question(gr)
                _html(gr, hint, "hint")
            with gr.Column(elem_id="aside"):
                parts["bridge"] = _html(gr, _TABS, "tabs", js=_assets("js"))
                parts["cards"] = _html(gr, page_sources.no_sources(), "sources")
                parts["document"] = _html(gr, page_sources.no_document(), "document")
        _wire(gr, service, parts, blocks)
    return blocks


def _assets(suffix: str) -> str:
    """Return every asset of a kind as one text: that of the page itself first, then those of its parts."""
    paths = sorted(_ASSETS.glob(f"*.{suffix}"), key=lambda path: (path.stem != "page", path.name))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def _html(gr: Any, value: str, name: str, js: str | None = None) -> Any:  # noqa: ANN401 - imported late
    """Place finished HTML: no template, so that nothing in it is ever evaluated."""
    return gr.HTML(value, elem_id=name, js_on_load=js, apply_default_css=False, padding=False)


def _question(gr: Any) -> dict[str, Any]:  # noqa: ANN401
    """Place the question box and its button."""
    with gr.Row(elem_id="ask"):
        box = gr.Textbox(
            label="Question",
            show_label=False,
            container=False,
            placeholder="Ask these documents…",
            lines=1,
            max_lines=6,
            max_length=_QUESTION_CHARS,
            autofocus=True,
            elem_id="question",
        )
        send = gr.Button("Ask", variant="primary", elem_id="send", min_width=60)
    return {"box": box, "send": send}


def _wire(gr: Any, service: Service, parts: dict[str, Any], blocks: Any) -> None:  # noqa: ANN401
    """Connect what people do with what happens; opening and refreshing never wait behind a question."""
    quiet = {"show_progress": "hidden", "api_visibility": "private"}
    gr.on(
        [parts["box"].submit, parts["send"].click],
        _asking(gr, service),
        [parts["box"], parts["session"]],
        [parts[name] for name in ("box", "send", "talk", "cards")],
        concurrency_limit=_ASKED_AT_ONCE,
        trigger_mode="multiple",  # the session itself refuses a second question at a time
        **quiet,
    )
    parts["new"].click(
        _starting_over(gr, service),
        [parts["session"]],
        [parts[name] for name in ("box", "send", "talk", "cards", "document")],
        concurrency_limit=_OPENED_AT_ONCE,
        **quiet,
    )
    parts["bridge"].open(
        _opening(gr, service),
        [parts["session"]],
        [parts["cards"], parts["document"]],
        concurrency_limit=_OPENED_AT_ONCE,
        trigger_mode="multiple",
        **quiet,
    )
    for event in (parts["timer"].tick, blocks.load):
        event(
            _refreshing(gr, service),
            [parts["session"]],
            [parts[name] for name in ("banner", "listed", "talk", "timer")],
            concurrency_limit=_OPENED_AT_ONCE,
            **quiet,
        )


def _or_skip(gr: Any, value: object) -> Any:  # noqa: ANN401
    return gr.skip() if value is None else value


def _asking(gr: Any, service: Service) -> Callable[..., Iterator[tuple[Any, ...]]]:  # noqa: ANN401
    def ask(question: str, session: page_session.Session) -> Iterator[tuple[Any, ...]]:
        question, box, done = question.strip()[:_QUESTION_CHARS], "", False
        for step in page_session.ask(service, session, question) if question else ():
            done = step.done
            send = gr.update(interactive=done)
            yield box, send, step.conversation, _or_skip(gr, step.cards)
            box = gr.skip()  # cleared once: what is typed meanwhile stays
        if not done:
            yield (gr.skip(),) * 4  # Gradio draws the last step twice: a dropped one must not come back

    return ask


def _opening(gr: Any, service: Service) -> Callable[..., tuple[Any, Any]]:  # noqa: ANN401
    def open_place(session: page_session.Session, event: Any) -> tuple[Any, Any]:  # noqa: ANN401
        drawn = page_session.open_place(service, session.turns, event._data)
        return _or_skip(gr, drawn.cards), _or_skip(gr, drawn.document)

    open_place.__annotations__["event"] = gr.EventData  # tells Gradio to pass what the browser sent
    return open_place


def _refreshing(gr: Any, service: Service) -> Callable[..., tuple[Any, ...]]:  # noqa: ANN401
    def refresh(session: page_session.Session) -> tuple[Any, ...]:
        now = page_session.refresh(service, session)
        if now is None:
            return (gr.skip(),) * 4
        listed, talk = _or_skip(gr, now.documents), _or_skip(gr, now.conversation)
        return now.banner, listed, talk, gr.Timer(_SETTLED_SECONDS if now.settled else _POLL_SECONDS)

    return refresh


def _starting_over(gr: Any, service: Service) -> Callable[..., tuple[Any, ...]]:  # noqa: ANN401
    def start_over(session: page_session.Session) -> tuple[Any, ...]:
        page_session.start_over(session)
        nothing = page_sources.no_sources(), page_sources.no_document()
        return "", gr.update(interactive=True), page.empty(service.documents()), *nothing

    return start_over


def serve(
    documents_dir: Path,
    index_dir: Path,
    host: str = "127.0.0.1",
    port: int = 7860,
    model: str | None = None,
    reader: str | None = DEFAULT_READER,
    *,
    watch: bool = False,
    allow_public: bool = False,
) -> None:
    """Serve the page until interrupted. Raises FootnoteError for a public host not asked for twice."""
    if not _is_loopback(host) and not allow_public:
        raise FootnoteError(
            f"serving on {host} lets other computers read these documents without a password: "
            "add --allow-public if that is meant"
        )
    serve_service(Service(documents_dir, index_dir, model, reader, watch=watch), host, port)


def serve_service(service: Service, host: str, port: int) -> None:
    """Serve the page over a service until interrupted. Raises FootnoteError where the port is taken."""
    blocks = build_page(service, local=_is_loopback(host))
    try:
        _, url, _ = launch(blocks, host, port)
    except OSError as error:
        problem = f"cannot serve on {host}, port {port}: it is in use or not allowed; try another --port"
        raise FootnoteError(problem) from error
    sys.stderr.write(f"Footnote is at {url} (Ctrl+C ends it)\n")
    service.start()  # only now: loading the model slows everything else down
    try:
        blocks.block_thread()
    finally:
        blocks.close()
        service.close()


def launch(blocks: "gr.Blocks", host: str, port: int) -> tuple[Any, str, str]:
    """Start the server in the background, closed to everything but the page; return Gradio's three."""
    import gradio as gr
    from starlette.middleware import Middleware

    theme = gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]).set(
        body_background_fill="#faf9f6",
        body_background_fill_dark="#15161a",
        body_text_color="#1d1c1a",
        body_text_color_dark="#e9e6df",
    )
    app, url, share_url = blocks.launch(
        server_name=host,
        server_port=port,
        share=False,
        quiet=True,
        inbrowser=False,
        prevent_thread_lock=True,
        run_history=False,
        footer_links=[],
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        max_file_size="1kb",  # nothing is ever uploaded
        theme=theme,
        # as `css`, Gradio would rewrite its selectors
        head=f'<link rel="icon" href="{_ICON}"><style>{_assets("css")}</style>',
        app_kwargs={"middleware": [Middleware(_PolicyHeader)], "docs_url": None, "redoc_url": None},
    )
    return app, url, share_url


class _PolicyHeader:
    """Sends the content policy with every answer of the server (ASGI middleware)."""

    def __init__(self, app: Callable[..., Any]) -> None:
        self.app = app

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:  # noqa: ANN401
        async def send_with_policy(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                policy = (b"content-security-policy", _POLICY.encode())
                message["headers"] = [*message.get("headers", []), policy]
            await send(message)

        await self.app(scope, receive, send_with_policy)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


if __name__ == "__main__":
    from footnote import main

    main(["serve", *sys.argv[1:]])
