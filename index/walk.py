"""The files of a documents folder, and why others in it are left out."""

import os
from dataclasses import dataclass
from pathlib import Path

from index.errors import DocumentsMissingError
from index.formats import format_of
from index.ignore import IGNORE_FILE, IgnoreRules
from index.store import Skipped

__all__ = ["PARTIAL_PREFIX", "Found", "require_folder", "walk"]

MAX_FILE_BYTES = 50_000_000
PARTIAL_PREFIX = ".footnote-partial-"
"""How the names of files begin that are on their way in: they are not there yet."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: its document id, its path, its size in bytes, and its time of change."""

    id: str
    path: Path
    size: int
    mtime_ns: int


def walk(folder: Path, exclude: Path) -> tuple[list[Found], list[Skipped]]:
    """Return the files to read below a folder, by id, and those left out with the reason.

    `exclude` is the index folder, which may lie inside. Raises DocumentsMissingError.
    """
    require_folder(folder)
    root = folder.resolve()
    found: list[Found] = []
    skipped: list[Skipped] = []
    rules = IgnoreRules(root)
    for parent, directories, files in os.walk(root, onerror=lambda e: skipped.append(_unlisted(root, e))):
        directories.sort()
        rules.read(Path(parent))
        for name in list(directories):
            path = Path(parent, name)
            reason = _directory_reason(path) or rules.reason(path)
            if path == exclude.resolve():
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


def require_folder(folder: Path) -> None:
    """Raise DocumentsMissingError unless there is a documents folder."""
    if not folder.is_dir():
        raise DocumentsMissingError(
            f"there is no documents folder {str(folder)!r}: name one with --documents"
        )


def _id(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()


def _directory_reason(path: Path) -> str | None:
    if path.name.startswith("."):
        return "hidden folder"
    return "a link to another folder" if path.is_symlink() else None


def _unlisted(root: Path, error: OSError) -> Skipped:
    return Skipped(_id(root, Path(error.filename)) + "/", f"cannot be listed: {error.strerror}")


def _entry(root: Path, path: Path) -> Found | Skipped:
    document_id = _id(root, path)
    try:
        document_id.encode("utf-8")
    except UnicodeEncodeError:
        return Skipped(document_id.encode("utf-8", "replace").decode(), "the file name is not valid UTF-8")
    if path.name.startswith("."):
        return Skipped(document_id, "hidden file")
    if format_of(path.name) is None:
        return Skipped(document_id, f"files of type {path.suffix or '(none)'} are not read")
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(root):
            return Skipped(document_id, "a link out of the documents folder")
        status = path.stat()
    except (OSError, RuntimeError) as error:
        return Skipped(document_id, f"cannot be read: {getattr(error, 'strerror', None) or error}")
    if not path.is_file():
        return Skipped(document_id, "not a regular file")
    if status.st_size > MAX_FILE_BYTES:
        return Skipped(document_id, f"larger than {MAX_FILE_BYTES // 1_000_000} MB")
    return Found(document_id, path, status.st_size, status.st_mtime_ns)
