"""Reading pages that are pictures, through the program Tesseract where that is installed."""

import io
import os
import shutil
import subprocess
from functools import cache
from typing import Any

__all__ = ["OCR", "languages", "recognise"]

OCR = "read by OCR"
"""How places say that their words were recognised, and may be wrong."""

_DPI = 300
_SECONDS = 45
_MAX_PIXELS = 25_000_000
_MOST_LANGUAGES = 3
_CODES = {
    "bg": "bul", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa", "et": "est",
    "fi": "fin", "fr": "fra", "hr": "hrv", "hu": "hun", "it": "ita", "ja": "jpn", "ko": "kor", "lt": "lit",
    "lv": "lav", "nl": "nld", "no": "nor", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk",
    "sl": "slv", "sv": "swe", "tr": "tur", "uk": "ukr",
}  # fmt: skip
"""Tesseract names its language packs after ISO 639-2, documents say ISO 639-1."""


@cache
def languages() -> tuple[str, ...]:
    """Return the language packs that Tesseract has here; none where it is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return ()
    try:
        done = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(done.stdout.decode("utf-8", "replace").split("\n")[1:-1])


def recognise(page: Any, language: str | None) -> str:  # noqa: ANN401 - PDFium's page
    """Return the text of a page's picture, paragraphs parted by blank lines; none where it takes too long."""
    program = shutil.which("tesseract")
    packs = languages()
    if program is None or not packs:
        return ""
    width, height = page.get_size()
    scale = min(_DPI / 72, (_MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
    picture = io.BytesIO()
    page.render(scale=scale, grayscale=True).to_pil().save(picture, "PNG")
    own = _CODES.get((language or "")[:2].lower())
    known = [pack for pack in packs if pack not in ("osd", "equ") and "/" not in pack]
    wanted = [own] if own in known else sorted(known, key=lambda pack: pack != "eng")[:_MOST_LANGUAGES]
    command = [program, "stdin", "stdout", "--dpi", "300", "--psm", "1" if "osd" in packs else "3"]
    command += ["-l", "+".join(filter(None, wanted))] if wanted else []
    try:
        done = subprocess.run(  # noqa: S603 - the program found on the path, and no shell
            command,
            input=picture.getvalue(),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace").replace("\f", "").strip()
