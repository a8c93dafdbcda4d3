"""PDF files written by hand, with exactly what a test is about and nothing else."""

import zlib
from collections.abc import Sequence

__all__ = ["page", "pdf", "picture", "words"]

Placed = tuple[float, float, str]


def words(lines: Sequence[Placed], size: float = 11, font: str = "F1") -> str:
    """Return a content stream that writes lines of text at places from the lower left corner, in Latin-1."""
    shown = (f"1 0 0 1 {x} {y} Tm ({_escaped(text)}) Tj" for x, y, text in lines)
    return f"BT /{font} {size} Tf {' '.join(shown)} ET"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def picture(pixels: bytes, width: int, height: int) -> bytes:
    """Return a grey picture, a byte for each pixel, as an object that a page can draw as /Im."""
    data = zlib.compress(pixels)
    head = f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray "
    return f"{head}/BitsPerComponent 8 /Filter /FlateDecode /Length {len(data)} >>\nstream\n".encode() + (
        data + b"\nendstream"
    )


def page(content: str, extra: str = "", resources: str = "") -> tuple[bytes, str, str]:
    """Return a page: its content stream, more entries of its dictionary, and more resources."""
    return content.encode("latin-1"), extra, resources


def pdf(pages: Sequence[tuple[bytes, str, str]], objects: Sequence[bytes] = (), catalog: str = "") -> bytes:
    """Return a PDF with the fonts /F1 (Helvetica) and /F2 (bold). `objects` are numbered from 5."""
    first = 5 + len(objects)
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        *objects,
    ]
    for number, (content, extra, resources) in enumerate(pages):
        fonts = "/Font << /F1 3 0 R /F2 4 0 R >>"
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << {fonts} {resources} >> "
            f"/Contents {first + 2 * number + 1} 0 R {extra} >>".encode()
        )
        bodies.append(f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream")
    out = bytearray(b"%PDF-1.7\n")
    offsets: list[int] = []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    return bytes(
        out + f"trailer << /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
