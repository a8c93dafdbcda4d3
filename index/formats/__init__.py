"""The formats that are read: for each file name suffix its media type and what reads it.

A format's module is imported when its first file is read.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePosixPath
from typing import Any

from index.blocks import Extracted
from index.errors import FootnoteError

__all__ = ["FORMATS", "GROUPS", "Format", "Part", "format_of", "media_types"]


@dataclass(frozen=True, slots=True)
class Part:
    """A document inside a file: its name there, safe and unique, its bytes, and how it is read.

    `format` is None for what is not read, `problem` why it cannot be; an empty `data` is none to read.
    """

    name: str
    data: bytes
    format: "Format | None"
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its media type, and the module and functions of `index.formats` that read it.

    `function` reads the file itself (none where it only holds others), `inside` what it holds.
    """

    media_type: str
    module: str
    function: str = ""
    inside: str = ""

    def read(self, data: bytes) -> Extracted:
        """Return what is in a file.

        Raises UnreadableError, or whatever its library raises when it is broken.
        """
        return self._call(self.function, data)  # type: ignore[no-any-return]

    def parts(self, data: bytes) -> Iterable[Part]:
        """Return the documents inside a file, none of them read yet."""
        return self._call(self.inside, data) if self.inside else ()

    def _call(self, name: str, data: bytes) -> Any:  # noqa: ANN401
        function: Callable[[bytes], Any] = getattr(import_module(f"index.formats.{self.module}"), name)
        return function(data)


_OPENXML = "application/vnd.openxmlformats-officedocument."
_OPENDOCUMENT = "application/vnd.oasis.opendocument."
_PLAIN = Format("text/plain", "plain", "read_plain")
_MARKDOWN = Format("text/markdown", "markdown", "read_markdown")
_HTML = Format("text/html", "html", "read_html")
_CODE = Format("text/x-source", "plain", "read_code")
_CODE_SUFFIXES = """
    .bash .bat .c .cc .cpp .cs .css .dart .ex .f90 .go .h .hpp .hs .java .jl .js .jsx .kt .lua .m .php .pl
    .proto .ps1 .py .r .rb .rs .scala .sh .sql .swift .tf .ts .tsx .vb .vue .xml
"""
_SETTINGS = Format("text/x-source", "settings", "read_settings")
_SETTINGS_SUFFIXES = ".cfg .conf .ini .properties .toml .yaml .yml"
FORMATS: dict[str, Format] = {
    ".txt": _PLAIN,
    ".text": _PLAIN,
    ".log": _PLAIN,
    ".rst": _PLAIN,
    ".tex": _PLAIN,
    ".org": _PLAIN,
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _HTML,
    ".htm": _HTML,
    ".xhtml": _HTML,
    ".pdf": Format("application/pdf", "pdf", "read_pdf"),
    ".docx": Format(f"{_OPENXML}wordprocessingml.document", "office", "read_docx"),
    ".pptx": Format(f"{_OPENXML}presentationml.presentation", "slides", "read_pptx"),
    ".xlsx": Format(f"{_OPENXML}spreadsheetml.sheet", "sheets", "read_workbook"),
    ".xls": Format("application/vnd.ms-excel", "sheets", "read_workbook"),
    ".ods": Format(f"{_OPENDOCUMENT}spreadsheet", "sheets", "read_workbook"),
    ".csv": Format("text/csv", "sheets", "read_csv"),
    ".tsv": Format("text/tab-separated-values", "sheets", "read_csv"),
    ".odt": Format(f"{_OPENDOCUMENT}text", "odf", "read_odt"),
    ".epub": Format("application/epub+zip", "epub", "read_epub"),
    ".rtf": Format("application/rtf", "rtf", "read_rtf"),
    ".json": Format("application/json", "records", "read_json"),
    ".jsonl": Format("application/jsonl", "records", "read_json_lines"),
    ".ndjson": Format("application/jsonl", "records", "read_json_lines"),
    ".vtt": Format("text/vtt", "subtitles", "read_subtitles"),
    ".srt": Format("application/x-subrip", "subtitles", "read_subtitles"),
    ".ipynb": Format("application/x-ipynb+json", "notebook", "read_notebook"),
    ".eml": Format("message/rfc822", "mail", "read_message", inside="attachments"),
    ".mbox": Format("application/mbox", "mail", inside="messages"),
    **dict.fromkeys(_CODE_SUFFIXES.split(), _CODE),
    **dict.fromkeys(_SETTINGS_SUFFIXES.split(), _SETTINGS),
}


def format_of(name: str) -> Format | None:
    """Return the format of a file by its name, or None where it is not read."""
    return FORMATS.get(PurePosixPath(name).suffix.lower())


GROUPS: dict[str, str] = {
    "text": ".txt",
    "markdown": ".md",
    "web": ".html",
    "pdf": ".pdf",
    "word": ".docx .odt .rtf",
    "slides": ".pptx",
    "sheets": ".xlsx .xls .ods .csv .tsv",
    "book": ".epub",
    "mail": ".eml .mbox",
    "subtitles": ".vtt .srt",
    "data": ".json .jsonl",
    "code": ".py .ipynb",
}
"""What people call kinds of documents, and the suffixes of a kind, one for each of its media types."""


def media_types(name: str) -> frozenset[str]:
    """Return the media types that are meant by the name of a group, a suffix ("docx"), or a media type.

    Raises FootnoteError for a name that means none that is read.
    """
    known = {format_.media_type for format_ in FORMATS.values()}
    if name in known:
        return frozenset({name})
    bare = name.lower().removeprefix(".")
    suffixes = GROUPS.get(bare, f".{bare}").split()
    if not FORMATS.keys() >= set(suffixes):
        raise FootnoteError(f"{name!r} is no type of document: give one of {', '.join(GROUPS)}, or a suffix")
    return frozenset(FORMATS[suffix].media_type for suffix in suffixes)
