"""What a person wants left out: `.footnoteignore` files, in the syntax of gitignore, by gitignore-parser."""

import re
from collections.abc import Callable
from pathlib import Path

from index.errors import FootnoteError

__all__ = ["IGNORE_FILE", "IgnoreRules"]

IGNORE_FILE = ".footnoteignore"


class IgnoreRules:
    """The rules of the ignore files of a folder; each holds for its own folder and those below."""

    def __init__(self, root: Path) -> None:
        """Take the documents folder; `read` adds the rules of a folder."""
        self._root = root
        self._rules: list[tuple[Path, str, Callable[[str], bool]]] = []

    def read(self, folder: Path) -> None:
        """Read the ignore file of a folder, if it has one. Raises FootnoteError for one that is broken."""
        path = folder / IGNORE_FILE
        if not path.is_file():
            return
        from gitignore_parser import parse_gitignore_str

        name = path.relative_to(self._root).as_posix()
        try:
            text = path.read_text(encoding="utf-8-sig")
            self._rules.append((folder, name, parse_gitignore_str(text, base_dir=str(folder))))
        except (OSError, ValueError, IndexError, re.error) as error:
            raise FootnoteError(f"{name} cannot be used ({error}): mend it or remove it") from error

    def reason(self, path: Path) -> str | None:
        """Return which file leaves a path out, in words, or None."""
        for folder, name, ignored in self._rules:
            if path.is_relative_to(folder) and ignored(str(path)):
                return f"left out by {name}"
        return None
