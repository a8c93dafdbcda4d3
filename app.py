"""The page of Footnote: Gradio over `qa.page_session` and `qa.page_rail`, with its HTML from `qa`.

Gradio is imported when the page is built, so that `--help` does not wait for it.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app_layout import assets, lay_out
from index.errors import FootnoteError
from qa.readers import DEFAULT_READER
from qa.service import Service

if TYPE_CHECKING:
    import gradio as gr

    from app_server import Rights

__all__ = ["build_page", "launch", "serve", "serve_service"]

_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' "
    "height='32' rx='7' fill='%231f4e79'/%3E%3Ctext x='8' y='25' font-family='serif' font-weight='700' "
    "font-size='22' fill='%23faf9f6'%3EF%3C/text%3E%3C/svg%3E"
)


def build_page(service: Service, rights: "Rights") -> "gr.Blocks":
    """Build the page over a service; `rights` says who may do what on it."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    import gradio as gr

    from app_events import Desk, connect

    with gr.Blocks(title="Footnote", analytics_enabled=False, fill_width=True, fill_height=True) as blocks:
        parts = lay_out(gr, service, local=rights.local)
        connect(Desk(gr, service, rights, parts), blocks)
    return blocks


def serve(
    documents_dir: Path,
    place: Path | str,
    host: str = "127.0.0.1",
    port: int = 7860,
    model: str | None = None,
    reader: str | None = DEFAULT_READER,
    *,
    watch: bool = False,
    allow_public: bool = False,
    uploads: bool | None = None,
    history: bool = True,
) -> None:
    """Serve the page until interrupted. Raises FootnoteError for a public host not asked for twice."""
    from app_server import is_loopback

    if not is_loopback(host) and not allow_public:
        raise FootnoteError(
            f"serving on {host} lets other computers read these documents without a password: "
            "add --allow-public if that is meant"
        )
    service = Service(documents_dir, place, model, reader, watch=watch, history=history)
    serve_service(service, host, port, uploads=uploads, public=allow_public)


def serve_service(
    service: Service, host: str, port: int, *, uploads: bool | None = None, public: bool = False
) -> None:
    """Serve the page over a service until interrupted. Raises FootnoteError where the port is taken."""
    from app_server import Rights, is_loopback, is_own

    rights = Rights(is_loopback(host), uploads, public)
    blocks = build_page(service, rights)
    try:
        _, url, _ = launch(blocks, service, rights, host, port)
    except OSError as error:
        problem = f"cannot serve on {host}, port {port}: it is in use or not allowed; try another --port"
        if not is_own(host):
            problem = f"cannot serve on {host}: it is no address of this computer; give another --host"
        raise FootnoteError(problem) from error
    sys.stderr.write(f"Footnote is at {url} (Ctrl+C ends it)\n")
    service.start()  # only now: loading the model slows everything else down
    try:
        blocks.block_thread()
    finally:
        blocks.close()
        service.close()


def launch(
    blocks: "gr.Blocks", service: Service, rights: "Rights", host: str, port: int
) -> tuple[Any, str, str]:
    """Start the server in the background, closed to everything but the page; return Gradio's three."""
    import gradio as gr
    from starlette.middleware import Middleware

    from app_pages import page_route
    from app_server import Gate

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
        max_file_size="1kb",  # files never come this way: see app_server
        theme=theme,
        head=_head(),
        app_kwargs={
            "middleware": [Middleware(Gate, service, rights)],
            "routes": [page_route(service)],
            "docs_url": None,
            "redoc_url": None,
        },
    )
    return app, url, share_url


def _head() -> str:
    """Return the page's icon, look and first script; as `css`, Gradio would rewrite the selectors."""
    look, first = assets("css"), assets("mjs")
    return f'<link rel="icon" href="{_ICON}"><style>{look}</style><script>{first}</script>'


if __name__ == "__main__":
    from footnote import main

    main(["serve", *sys.argv[1:]])
