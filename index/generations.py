"""The folders of what is derived from the record: one for each state of it, whole or not used at all.

A folder is made beside the others under a name of its own, closed with a manifest that names every file with
its SHA-256, and put in place by a rename. What did not change since the folder before is the same file under
a second name (a hard link), so that each folder is whole by itself and can be dropped by itself.

Reading every byte at each start would take seconds for a large index: a file is read and compared where its
size, time of change or inode are not those of the last time, and always by `footnote doctor`.
"""

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Generation", "draft", "generations", "link", "put", "tidy"]

_logger = logging.getLogger(__name__)
_MANIFEST = "manifest.json"
_LAYOUT = 5
"""Changes whenever what is written does, so that what an earlier version wrote is made again."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One folder: the generation of the record that it was derived from, and what its makers noted."""

    folder: Path
    number: int
    notes: dict[str, Any]


def generations(root: Path, model: str, *, thorough: bool = False) -> Iterator[Generation]:
    """Yield the whole generations of a model, the newest first; `thorough` reads and compares every byte."""
    try:
        names = sorted((path.name for path in root.iterdir()), reverse=True)
    except OSError:
        return
    for name in names:
        if name.endswith(f"-{_short(model)}"):
            found = _whole(root / name, thorough=thorough)
            if found is not None:
                yield found


def draft(root: Path, number: int, model: str) -> Path:
    """Return an empty folder to derive a generation in; it counts for nothing before it is `put`."""
    folder = root / f"{number:08d}-{_short(model)}.draft"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def put(folder: Path, notes: dict[str, Any], before: Generation | None) -> Generation:
    """Close a draft and put it in place; `before` is what it shares files with, if any."""
    known = _manifest(before.folder)["files"] if before else {}
    by_state = {tuple(state): digest for digest, *state in known.values()}
    files: dict[str, list[Any]] = {}
    for path in _files(folder):
        state = _state(path)
        files[path.relative_to(folder).as_posix()] = [
            by_state.get(tuple(state)) or _digest(path, sync=True),
            *state,
        ]
    number, target = int(folder.name[:8]), folder.with_suffix("")
    manifest = {"layout": _LAYOUT, "generation": number, "notes": notes, "files": files}
    _write(folder / _MANIFEST, manifest)
    _drop(target)
    os.replace(folder, target)
    return Generation(target, number, notes)


def tidy(folder: Path) -> None:
    """Drop every other folder beside one.

    Processes that have the others open keep what they have mapped. Where a system does not let go of mapped
    files (Windows), what is left of a folder has no manifest any more, and goes at the next occasion.
    """
    for other in folder.parent.iterdir():
        if other != folder and other.is_dir():
            _drop(other)


def link(source: Path, target: Path) -> None:
    """Give a file a second name, or copy it where the file system has no hard links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _short(model: str) -> str:
    return hashlib.sha256(model.encode()).hexdigest()[:8]


def _drop(folder: Path) -> None:
    try:
        (folder / _MANIFEST).unlink(missing_ok=True)
    except OSError:
        return
    shutil.rmtree(folder, ignore_errors=True)


def _whole(folder: Path, *, thorough: bool) -> Generation | None:
    """Return a generation whose files are all as they were written, or None."""
    try:
        manifest = _manifest(folder)
        if manifest["layout"] != _LAYOUT:
            return None
        seen = {name: [digest, *_state(folder / name)] for name, (digest, *_) in manifest["files"].items()}
        for name, entry in manifest["files"].items():
            as_before = seen[name] == entry and not thorough
            if not as_before and _digest(folder / name) != entry[0]:
                _logger.warning("the search index in %s is damaged (%s); it is made again", folder, name)
                return None
        if seen != manifest["files"]:
            _remember(folder, {**manifest, "files": seen})
        return Generation(folder, int(manifest["generation"]), dict(manifest["notes"]))
    except (OSError, KeyError, TypeError, ValueError):
        _logger.info("no whole search index in %s", folder)
        return None


def _manifest(folder: Path) -> dict[str, Any]:
    value = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    if not isinstance(value, dict) or value.pop("seal", None) != _seal(value):
        raise ValueError(f"{folder / _MANIFEST} is no manifest, or not as it was written")
    return value


def _seal(manifest: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()


def _remember(folder: Path, manifest: dict[str, Any]) -> None:
    """Note the present state of files that were just compared; not where the folder cannot be written."""
    try:
        _write(folder / _MANIFEST, manifest)
    except OSError as error:
        _logger.info("%s stays as it is: %s", folder / _MANIFEST, error)


def _write(path: Path, manifest: dict[str, Any]) -> None:
    beside = path.with_name(f"{path.name}.{os.getpid()}.lock")
    beside.write_text(json.dumps({**manifest, "seal": _seal(manifest)}, indent=1), encoding="utf-8")
    os.replace(beside, path)


def _files(folder: Path) -> list[Path]:
    """Return every file but the manifest and locks, which belong to no state."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return sorted(path for path in found if path != folder / _MANIFEST)


def _state(path: Path) -> list[int]:
    """Return what a file cannot well keep when its content changes: size, time of change, inode."""
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns, stat.st_ino]


def _digest(path: Path, *, sync: bool = False) -> str:
    """Return the SHA-256 of a file; with `sync`, see to it first that it is on the disk."""
    if sync:
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
