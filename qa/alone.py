"""HTML pages that are written to a file: they need nothing beside them, load nothing, and run nothing."""

from html import escape

__all__ = ["page_alone"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
:root { color-scheme: light dark; --paper: #faf9f6; --surface: #fff; --ink: #1d1c1a; --soft: #68645c;
  --line: #e5e1d8; --accent: #1f4e79; --mark: #ffd75e; --warn: #865800;
  --ui: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  --serif: Charter, "Bitstream Charter", "Sitka Text", Cambria, "Noto Serif", Georgia, serif; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #15161a; --surface: #1d1f24; --ink: #e9e6df; --soft: #a39e94; --line: #31343b;
    --accent: #93bdec; --mark: #715c17; --warn: #e3b869; }
}
body { background: var(--paper); color: var(--ink); font: 15px/1.55 var(--ui); margin: 2rem auto;
  padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font: 600 1.5rem/1.3 var(--serif); } h2 { font-size: 1.1rem; margin-top: 2rem; }
.soft { color: var(--soft); }
table { border-collapse: collapse; } td, th { border-bottom: 1px solid var(--line);
  padding: .3rem .8rem .3rem 0; text-align: start; vertical-align: top; }
@media print {
  :root { color-scheme: light; --paper: #fff; } body { margin: 0; max-width: none; font-size: 11pt; }
}
"""


def page_alone(title: str, style: str, body: str) -> str:
    """Return a whole page in the look of Footnote; `style` adds to it, and `body` is finished HTML."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{escape(title)}</title><style>{_STYLE}{style}</style></head>\n<body>{body}</body></html>\n"
    )
