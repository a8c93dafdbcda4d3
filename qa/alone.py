"""What every HTML page that is written to a file begins with: nothing is loaded, and nothing runs."""

from html import escape

__all__ = ["page_head"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page_head(title: str, style: str) -> str:
    """Return a page up to its body, with its style inside."""
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{escape(title)}</title><style>{style}</style></head>"
    )
