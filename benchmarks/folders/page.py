"""The page of what is right in each folder, beside what was right when it was first asked."""

import json
from typing import Any

from benchmarks.folders.sets import FOLDER, in_order

__all__ = ["FIRST_ASKED", "as_markdown", "write"]

_DOCS = FOLDER.parent.parent / "docs"
FIRST_ASKED = FOLDER / "first_asked.json"
"""What each set had before anything was changed for it: the figures of `_BEFORE`, null where unknown."""
_BEFORE = ("first", "any", "follow_ups", "refused", "auroc")
_NOW = ("first", "any", "document", "follow_ups", "refused", "auroc")
_ABOUT = """\
# Folders that testers wrote

Written by `python -m benchmarks.folders --page`; [quality.md](quality.md) says what the sets are. Shares of
the questions that stand alone (first statement right, any right, a right document cited), of follow-ups
(first statement right), of what nothing answers (refused), and the AUROC of the confidence. A refused
question counts as wrong. The first line of a set is what it had when it was first asked, before anything was
changed for it: that is what to expect of another folder. The second is what it has now, in sample.

| set | questions | first | any | document | follow-ups | refused | AUROC | commit |
|---|---|---|---|---|---|---|---|---|
"""


def write(name: str, figures: dict[str, Any]) -> None:
    """Write the figures of a set into docs/folders.json, and all of them as docs/folders.md."""
    kept = _DOCS / "folders.json"
    results = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    results[name] = figures
    kept.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    first = json.loads(FIRST_ASKED.read_text(encoding="utf-8"))
    (_DOCS / "folders.md").write_text(as_markdown(results, first), encoding="utf-8")


def as_markdown(results: dict[str, dict[str, Any]], first: dict[str, list[float | None]]) -> str:
    """Return the page: two rows for each set that has results, `first` being what it had at first."""
    lines = []
    for name in in_order():
        if name not in results:
            continue
        now = results[name]
        counts = f"{now['alone']} + {now['after']} + {now['nothing']}"
        if name in first:
            before = dict(zip(_BEFORE, first[name], strict=True))
            lines.append(f"| {name} | | {' | '.join(_cell(before.get(key)) for key in _NOW)} | first asked |")
        lines.append(
            f"| **{name}** | {counts} | {' | '.join(_cell(now[key]) for key in _NOW)} | {now['commit']} |"
        )
    return _ABOUT + "\n".join(lines) + "\n"


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}".removeprefix("0")
