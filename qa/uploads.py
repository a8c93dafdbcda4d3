"""Adding files to the documents folder, and taking them out so that they can be put back.

An added file is written under a hidden name in the documents folder and takes its own name when it is whole,
never that of another file. A removed file is moved below the index folder and stays there.
"""

import json
import os
import re
import secrets
import shutil
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path, PurePosixPath

from index.errors import FootnoteError
from index.formats import format_of
from index.ignore import IGNORE_FILE
from index.walk import MAX_FILE_BYTES, PARTIAL_PREFIX

__all__ = ["MAX_UPLOAD_BYTES", "MAX_UPLOAD_FILES", "Folder", "Incoming", "Removed", "safe_name"]

MAX_UPLOAD_BYTES = MAX_FILE_BYTES
"""Larger files would not be read."""
MAX_UPLOAD_FILES = 500
"""How many files the page takes at once."""
_SPARE_BYTES = 200_000_000
"""What an upload must leave free on the disk, so that the index can still be written."""
_NAME_BYTES = 200
_STALE_SECONDS = 24 * 60 * 60
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_UNSAFE = re.compile(r'[<>:"|?*]')


@dataclass(frozen=True, slots=True)
class Removed:
    """A file that was taken out: its key, the document id that it had, and when (ISO 8601, UTC)."""

    key: str
    id: str
    when: str


def safe_name(name: str) -> str:
    """Return a file name that is safe on every system and keeps its type.

    Raises FootnoteError for a type of file that is not read.
    """
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    printable = "".join(c for c in last if not unicodedata.category(c).startswith("C"))
    cleaned = _UNSAFE.sub("_", printable).strip().lstrip(".").strip()
    suffix = PurePosixPath(cleaned).suffix
    if printable.strip() == IGNORE_FILE:
        raise FootnoteError(
            f"{IGNORE_FILE} says what is left out, and is not read as a document: it is not added here; put "
            "it into the documents folder yourself"
        )
    if format_of(cleaned) is None:
        raise FootnoteError(
            f"{printable.strip() or 'a file without a name'}: files of this type are not read"
        )
    stem = cleaned[: -len(suffix)].rstrip(". ")
    while len(f"{stem}{suffix}".encode()) > _NAME_BYTES:
        stem = stem[:-1]
    stem = stem or "document"
    return f"_{stem}{suffix}" if _DEVICES.fullmatch(stem) else f"{stem}{suffix}"


class Folder:
    """A documents folder that files are added to and taken out of."""

    def __init__(self, documents_dir: Path, index_dir: Path, closed: str = "") -> None:
        """Take the documents folder, the index folder below which removed files are kept, and `closed`."""
        self.root = documents_dir
        self._closed = closed
        self._removed = index_dir / "removed"

    def problem(self) -> str:
        """Return why nothing can be added or removed, or nothing where it can."""
        if self._closed:
            return self._closed
        if not self.root.is_dir():
            return "There is no documents folder."
        if not os.access(self.root, os.W_OK):
            return "The documents folder is read-only: files cannot be added or removed here."
        return ""

    def receive(self, name: str, size: int | None) -> "Incoming":
        """Begin to take a file in. Raises FootnoteError where its type, its size or the disk forbids it."""
        target = safe_name(name)
        if problem := self.problem():
            raise FootnoteError(problem)
        too_large = f"{target} is larger than {MAX_UPLOAD_BYTES // 1_000_000} MB and would not be read"
        if size is not None and size > MAX_UPLOAD_BYTES:
            raise FootnoteError(too_large)
        if shutil.disk_usage(self.root).free < (size or MAX_UPLOAD_BYTES) + _SPARE_BYTES:
            raise FootnoteError(f"{target} was not added: the disk is nearly full; make room and try again")
        self._sweep()
        return Incoming(self.root, target, too_large)

    def remove(self, document_id: str) -> Removed:
        """Take a file out of the folder and keep it. Raises FootnoteError."""
        path = self._inside(document_id)
        removed = Removed(secrets.token_hex(8), document_id, datetime.now(UTC).isoformat(timespec="seconds"))
        place = self._removed / removed.key
        try:
            place.mkdir(parents=True)
            note = {"id": removed.id, "when": removed.when}
            (place / "place.json").write_text(json.dumps(note), encoding="utf-8")
            _move(path, place / "file")
        except OSError as error:
            shutil.rmtree(place, ignore_errors=True)
            raise FootnoteError(f"{document_id} was not removed: {error.strerror}") from error
        return removed

    def removed(self) -> list[Removed]:
        """Return the files that can be put back, the last removed first."""
        found: list[Removed] = []
        for note in self._removed.glob("*/place.json"):
            if os.path.lexists(note.parent / "file"):
                with suppress(OSError, ValueError, KeyError):
                    values = json.loads(note.read_text(encoding="utf-8"))
                    found.append(Removed(note.parent.name, str(values["id"]), str(values["when"])))
        return sorted(found, key=lambda one: (one.when, one.key), reverse=True)

    def restore(self, key: str) -> str:
        """Put a removed file back and return its document id; never over another file."""
        one = next((one for one in self.removed() if one.key == key), None)
        if one is None:
            raise FootnoteError("this file has been put back already, or is no longer kept")
        kept, target = self._removed / one.key / "file", self.root / one.id
        partial = target.with_name(f"{PARTIAL_PREFIX}{secrets.token_hex(8)}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.parent.resolve().is_relative_to(self.root.resolve()):
                raise FootnoteError(f"{one.id} is not put back: its folder now leads elsewhere")
            _duplicate(kept, partial)
            restored = _claim(partial, target)
        except OSError as error:
            partial.unlink(missing_ok=True)
            raise FootnoteError(f"{one.id} was not put back: {error.strerror}") from error
        shutil.rmtree(kept.parent, ignore_errors=True)
        return restored.relative_to(self.root).as_posix()

    def _inside(self, document_id: str) -> Path:
        """Return the path of a file of the folder. Raises FootnoteError for anything else."""
        if problem := self.problem():
            raise FootnoteError(problem)
        path = self.root / document_id
        if ".." in PurePosixPath(document_id).parts or not path.parent.resolve().is_relative_to(
            self.root.resolve()
        ):
            raise FootnoteError(f"{document_id!r} is not in the documents folder")
        if not path.is_file() and not path.is_symlink():
            raise FootnoteError(f"{document_id} is no longer in the documents folder")
        return path

    def _sweep(self) -> None:
        """Remove what uploads that were cut off have left behind."""
        now = datetime.now(UTC).timestamp()
        for partial in self.root.glob(f"{PARTIAL_PREFIX}*"):
            with suppress(OSError):
                if now - partial.stat().st_mtime > _STALE_SECONDS:
                    partial.unlink()


class Incoming:
    """A file on its way in: `write` its bytes, then `finish`; `abort` leaves nothing behind."""

    def __init__(self, root: Path, name: str, too_large: str) -> None:
        """Open the hidden file in the documents folder."""
        self.name = name
        self._root = root
        self._too_large = too_large
        self._written = 0
        self._partial = root / f"{PARTIAL_PREFIX}{secrets.token_hex(8)}"
        self._file = self._partial.open("xb")

    def write(self, data: bytes) -> None:
        """Take the next bytes. Raises FootnoteError where there are too many."""
        self._written += len(data)
        if self._written > MAX_UPLOAD_BYTES:
            raise FootnoteError(self._too_large)
        self._file.write(data)

    def finish(self) -> str:
        """Give the file its name, or the next free one, and return it. Raises FootnoteError if empty."""
        if not self._written:
            raise FootnoteError(f"{self.name} is empty")
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return _claim(self._partial, self._root / self.name).name

    def abort(self) -> None:
        """Leave nothing behind, where the file has not been finished."""
        self._file.close()
        self._partial.unlink(missing_ok=True)


def _claim(partial: Path, wanted: Path) -> Path:
    """Rename a file to the wanted name, or "name (2)" and so on, never over another file."""
    for number in count(1):
        name = wanted.name if number == 1 else f"{wanted.stem} ({number}){wanted.suffix}"
        target = wanted.with_name(name)
        try:
            os.link(partial, target, follow_symlinks=False)
            partial.unlink()
        except FileExistsError:
            continue
        except OSError:  # a file system without hard links: hold the name, then replace our own file
            if os.path.lexists(target):
                continue
            target.touch(exist_ok=False)
            partial.replace(target)
        _settle(target.parent)
        return target
    raise AssertionError("there is always a next number")


def _move(source: Path, target: Path) -> None:
    """Move a file, also to another disk: there it is whole before it disappears here."""
    try:
        source.rename(target)
    except OSError:
        _duplicate(source, target)
        source.unlink()
    _settle(target.parent)


def _duplicate(source: Path, target: Path) -> None:
    """Make a file be at a second place too, its time of change included."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)
        if not target.is_symlink():
            with target.open("rb+") as copied:
                os.fsync(copied.fileno())


def _settle(folder: Path) -> None:
    """Have the names of a folder written to the disk, where the system allows it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
