"""The files of a documents folder, and why others in it are left out."""

import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path

from index.errors import DocumentsMissingError, UnreadableError
from index.formats import format_of
from index.ignore import IGNORE_FILE, IgnoreRules
from index.read import digest_of
from index.types import FileState, Skipped

__all__ = ["PARTIAL_PREFIX", "Found", "require_folder", "take", "unreachable", "walk"]

MAX_FILE_BYTES = 50_000_000
PARTIAL_PREFIX = ".footnote-partial-"
"""How the names of files begin that are on their way in: they are not there yet."""
_YOUNG_NS = 2_000_000_000
"""A file that was changed so shortly ago may be changed again without its time of change telling."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: its document id, its path, its size in bytes, its time of change, and its stamp."""

    id: str
    path: Path
    size: int
    mtime_ns: int
    stamp: str


def walk(folder: Path, exclude: Path) -> tuple[list[Found], list[Skipped]]:
    """Return the files to read below a folder, by id, and those left out with the reason.

    `exclude` is the index folder, which may lie inside. Raises DocumentsMissingError.
    """
    require_folder(folder, exclude)
    root, index = folder.resolve(), exclude.resolve()
    found: list[Found] = []
    skipped: list[Skipped] = []
    rules = IgnoreRules(root)
    for parent, directories, files in os.walk(root, onerror=lambda e: skipped.append(_unlisted(folder, e))):
        directories.sort()
        rules.read(Path(parent))
        for name in list(directories):
            path = Path(parent, name)
            reason = _directory_reason(path) or rules.reason(path)
            if path == index:
                directories.remove(name)
            elif reason:
                directories.remove(name)
                skipped.append(Skipped(_id(root, path) + "/", reason))
        for name in sorted(files):
            path = Path(parent, name)
            if name == IGNORE_FILE or name.startswith(PARTIAL_PREFIX):
                continue
            ignored = rules.reason(path)
            entry = Skipped(_id(root, path), ignored) if ignored else _entry(root, path)
            if isinstance(entry, Found):
                found.append(entry)
            else:
                skipped.append(entry)
    return sorted(found, key=lambda file: file.id), skipped


def take(file: Found) -> tuple[bytes, FileState]:
    """Return a file's bytes and the state that they are of, which may be another than when it was found.

    Raises OSError, and UnreadableError for what is no longer a regular file or has become too large.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # a pipe does not block
    with open(os.open(file.path, flags), "rb") as stream:  # noqa: PTH123 - a Path has no flags
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError("not a regular file")
        data = stream.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableError(_too_large())
    now = time.time_ns()
    mtime_ns = -1 if now - status.st_mtime_ns < _YOUNG_NS else status.st_mtime_ns
    settled = stamp(status) if now - status.st_ctime_ns >= _YOUNG_NS else ""
    return data, FileState(status.st_size, mtime_ns, digest_of(data), stamp=settled)


def stamp(status: os.stat_result) -> str:
    """Return what the system notes of a file beside the time of change that programs set as they like.

    That is when anything of it last changed, and which file it is: whatever is written into it, and whatever
    takes its place, has another stamp; on Windows, which notes when a file was made, only the latter. So has
    the same file after a copy or on another machine: then it is read once, and nothing of it encoded again.
    """
    return f"{status.st_ctime_ns}:{status.st_ino}"


def _too_large() -> str:
    return f"larger than {MAX_FILE_BYTES // 1_000_000} MB"


def unreachable(file_id: str, error: OSError | UnreadableError) -> Skipped:
    """Return the entry of a file that could not be taken."""
    reason = str(error) if isinstance(error, UnreadableError) else f"cannot be read: {error.strerror}"
    return Skipped(file_id, reason)


def require_folder(folder: Path, index: Path | None = None) -> None:
    """Raise DocumentsMissingError unless there is a documents folder, and the index is not around it."""
    if not folder.is_dir():
        if folder.exists():
            raise DocumentsMissingError(f"{str(folder)!r} is a file: name the folder that it is in")
        raise DocumentsMissingError(
            f"there is no documents folder {str(folder)!r}: name one with --documents"
        )
    if index is not None and folder.resolve().is_relative_to(index.resolve()):
        raise DocumentsMissingError(
            f"the documents folder {str(folder)!r} is, or is in, the index folder {str(index)!r}: "
            "name another folder with --index"
        )


def _id(root: Path, path: Path) -> str:
    """Return a path below the folder; bytes that are not UTF-8 are shown by their codes."""
    return _shown(path.relative_to(root).as_posix())


def _shown(relative: str) -> str:
    return os.fsencode(relative).decode("utf-8", "backslashreplace")


def _directory_reason(path: Path) -> str | None:
    if path.name.startswith("."):
        return "hidden folder"
    return "a link to another folder" if path.is_symlink() else None


def _unlisted(folder: Path, error: OSError) -> Skipped:
    """Return the entry of a folder that can't be listed. Raises DocumentsMissingError for the whole."""
    root, path = folder.resolve(), Path(error.filename)
    if path == root:
        raise DocumentsMissingError(
            f"the documents folder {str(folder)!r} cannot be listed ({error.strerror}): make it readable"
        ) from error
    return Skipped(_id(root, path) + "/", f"cannot be listed: {error.strerror}")


def _entry(root: Path, path: Path) -> Found | Skipped:
    relative = path.relative_to(root).as_posix()
    document_id = _shown(relative)
    if document_id != relative:
        return Skipped(document_id, "the file name is not valid UTF-8")
    if path.name.startswith("."):
        return Skipped(document_id, "hidden file")
    if format_of(path.name) is None:
        return Skipped(document_id, f"files of type {path.suffix or '(none)'} are not read")
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            if not path.resolve(strict=True).is_relative_to(root):
                return Skipped(document_id, "a link out of the documents folder")
            status = path.stat()
    except (OSError, RuntimeError) as error:
        return Skipped(document_id, f"cannot be read: {getattr(error, 'strerror', None) or error}")
    if not stat.S_ISREG(status.st_mode):
        return Skipped(document_id, "not a regular file")
    if status.st_size > MAX_FILE_BYTES:
        return Skipped(document_id, _too_large())
    return Found(document_id, path, status.st_size, status.st_mtime_ns, stamp(status))
