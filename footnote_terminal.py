"""What the command line writes: results, tables, progress, and nothing that could steer a terminal."""

import errno
import io
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index.errors import FootnoteError, reason

if TYPE_CHECKING:
    from index.library import Library
    from index.sync import Progress, SyncReport
    from qa.verify import Checked

__all__ = [
    "drop_output",
    "holdings",
    "never_break",
    "one_line",
    "print_info",
    "print_json",
    "print_report",
    "print_verified",
    "printable",
    "progress_bar",
    "require_writable",
    "say",
    "write_text",
]


def never_break() -> None:
    """Let standard output and error write what their encoding lacks by its code, in place of a failure."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """Write a line of a result to standard output. Raises FootnoteError where that cannot be written."""
    try:
        click.echo(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_output()
        raise FootnoteError(f"the output cannot be written: {reason(error)}") from error


def drop_output() -> None:
    """Let go of what standard output could not write, else it would be tried again when the process ends."""
    with suppress(OSError, ValueError):  # a stream in memory has no number
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def printable(text: str) -> str:
    """Return document text that cannot steer a terminal: control characters become a mark."""
    return "".join(c if c in "\n\t" or c.isprintable() or c == "\u200d" else "\ufffd" for c in text)


def one_line(text: str) -> str:
    """Return text so that it stays on its line: the name of a file, which may hold line feeds."""
    return printable(text.replace("\n", "\ufffd").replace("\t", "\ufffd"))


def holdings(library: "Library") -> str:
    """Say what an index holds: an e-mail is one file and, with its attachments, several documents."""
    from qa.status import counted

    files = sum(bool(state.documents) for state in library.record.file_states().values())
    return f"{counted(len(library.documents()), 'document')} from {counted(files, 'file')}"


def print_report(report: "SyncReport", library: "Library") -> None:
    """Print what bringing an index in step did, a line for each file that is not as it was."""
    moved = [f"{old} -> {new}" for old, new in report.moved]
    skipped = [f"{file.id}: {file.reason}" for file in report.skipped]
    for word, names in (
        ("added", report.added), ("changed", report.changed), ("moved", moved),
        ("removed", report.removed), ("skipped", skipped),
    ):  # fmt: skip
        for name in names:
            say(f"{word:8} {one_line(name)}")
    say(f"{report.unchanged} unchanged, {report.encoded} passages encoded")
    say(holdings(library))


def print_info(about: Mapping[str, Any], held: str) -> None:
    """Print what is in an index: `held` in words, then each document, and what is not read."""
    passages = sum(document["passages"] for document in about["documents"])
    say(one_line(f"{held}, {passages} passages, model {about['model'] or 'none yet'}"))
    for document in about["documents"]:
        read = ", read by OCR" if document["recognised"] else ""
        when = document["date"] or "no date"
        say(one_line(f"{document['id']}: {document['title']} ({when}{read})"))
    for file in about["skipped"]:
        say(one_line(f"not read: {file['id']}: {file['reason']}"))


@contextmanager
def progress_bar() -> "Iterator[Callable[[Progress], None] | None]":
    """Show a progress bar on a terminal; nothing where standard error is none."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    speed = TextColumn("{task.fields[speed]}")
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), speed, TimeRemainingColumn(),
    )  # fmt: skip
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Looking at the folder", total=None, speed="")
        began = time.monotonic()

        def show(progress: "Progress") -> None:
            words = f"{progress.stage.capitalize()} {escape(one_line(progress.name)[-50:])}".strip()
            rate = progress.encoded / max(time.monotonic() - began, 0.001)
            speed = f"{rate:.0f} passages/s" if progress.encoded else ""
            bar.update(task, description=words, completed=progress.done, total=progress.total, speed=speed)

        yield show


def print_verified(checked: "Sequence[Checked] | None", *, as_json: bool) -> None:
    """Print what was found of evidence whose file is whole; None where no documents were looked at."""
    if as_json:
        quotes = {} if checked is None else {"quotes": [asdict(one) for one in checked]}
        print_json({"sealed": True, **quotes})
        return
    say("not edited since it was written")
    if checked is None:
        say("whether the documents say what it quotes: name their folder with --documents")
        return
    for one in checked:
        words = f" ({one.words})" if one.words else ""
        quote = " ".join(one.quote.split())
        kind = "" if one.answers else "closest passage, "
        say(one_line(f"{kind}{one.verdict}{words}: {one.document_id}, {one.start}: “{quote}”"))
        for difference in one.differs:
            say(one_line(f"  but {difference}"))
    counts = Counter(one.verdict for one in checked)
    total = "1 quote" if len(checked) == 1 else f"{len(checked)} quotes"
    say(f"{total}: " + (", ".join(f"{n} {v}" for v, n in counts.most_common()) or "none"))


def require_writable(path: Path | None, what: str) -> None:
    """Raise FootnoteError where it can be told beforehand that a file cannot be written; None is no file."""
    if path is None:
        return
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not path.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:  # a name that is too long, too
        raise FootnoteError(f"{what} {str(path)!r} cannot be written: {error.strerror}") from error


def write_text(path: Path, text: str, what: str) -> None:
    """Write a file; `what` names it in an error. Raises FootnoteError where that is not possible."""
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise FootnoteError(f"{what} {str(path)!r} cannot be written: {error.strerror}") from error


def print_json(value: object, indent: int | None = 2) -> None:
    """Print a value as JSON, on one line where it is not to be indented."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:  # so that it stays JSON, whatever the stream can say
        text = json.dumps(value, indent=indent)
    say(text)
