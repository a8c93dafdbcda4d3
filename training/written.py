"""Questions written for Footnote, with the passages that they are asked of: `training/written/*.txt`.

People ask in other words than a text has, and of what it nearly says; those who see the text rarely do.
A file holds passages parted by blank lines:

    @ Title of the document › Heading
    Text, of one or more lines.
    + question ‖ words around the [answer], as they stand once in the text
    + question ‖ A sentence of the text that answers as a whole.
    - question that the passage does not answer

Where several places answer, the question stands once for each.
"""

import re
from collections.abc import Collection, Iterable
from pathlib import Path

from index.sentences import sentence_spans
from training.data import WRITTEN, Asked, Passage, together

__all__ = ["load_written", "read_written", "written_files"]

FOLDER = Path(__file__).with_name("written")
HELD_BACK = 6
OFTEN = 2
"""How many times each of these questions counts."""

_Line = tuple[str, tuple[int, int] | None, bool]
"""A question, where the text answers it, and whether what stands there is a whole sentence."""


def load_written(*, back: bool, but: Collection[str] = ()) -> tuple[list[Passage], list[Asked]]:
    """Return the passages and questions of every file, those held back or those to train on.

    `but` names genres to leave out, as their files begin.
    """
    paths = written_files(back=back)
    return together(read_written(path) for path in paths if path.stem.rpartition("-")[0] not in but)


def written_files(*, back: bool) -> list[Path]:
    """Return the files to train on, or those that never are: every sixth, by the number in its name."""
    numbered = ((path, int(path.stem.rpartition("-")[2])) for path in sorted(FOLDER.glob("*.txt")))
    return [path for path, number in numbered if (number % HELD_BACK == 0) is back]


def read_written(path: Path) -> tuple[list[Passage], list[Asked]]:
    """Return the passages and questions of a file.

    Raises ValueError that names the file and the line where it is not as it should be.
    """
    passages: list[Passage] = []
    asked: list[Asked] = []
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip()):
        try:
            title, text, questions = _parted(block)
            asked += _asked(_places(text, questions), len(passages))
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from error
        passages.append(Passage(WRITTEN, title, text, tuple(sentence_spans(text, "en"))))
    return passages, asked


def _parted(block: str) -> tuple[str, str, list[str]]:
    """Return the title, the text and the lines of questions of a passage."""
    first, *lines = block.split("\n")
    if not first.startswith("@ "):
        raise ValueError(f"a passage does not begin with '@ ': {first!r}")
    begin = next((i for i, line in enumerate(lines) if line.startswith(("+ ", "- "))), len(lines))
    text, questions = "\n".join(lines[:begin]), lines[begin:]
    if not text.strip() or not all(line.startswith(("+ ", "- ")) for line in questions):
        raise ValueError(f"a passage has no text, or text after its questions: {first!r}")
    return first[2:].strip(), text, questions


def _places(text: str, questions: list[str]) -> list[_Line]:
    """Return what the lines below a text ask, and where it answers."""
    found: list[_Line] = []
    for line in questions:
        question, _, around = line[2:].partition(" ‖ ")
        if line.startswith("- "):
            found.append((question.strip(), None, False))
            continue
        before, _, rest = around.strip().partition("[")
        answer, _, after = rest.partition("]")
        words = before + answer + after
        if not words or text.count(words) != 1:
            raise ValueError(f"not once in the text: {line!r}")
        start = text.index(words)
        answered = start + len(before)
        place = (answered, answered + len(answer)) if answer else (start, start + len(words))
        found.append((question.strip(), place, not answer))
    return found


def _asked(places: Iterable[_Line], passage: int) -> list[Asked]:
    """Return the questions of a passage, each with all of its answers."""
    grouped: dict[tuple[str, bool], list[tuple[int, int]]] = {}
    for question, place, whole in places:
        grouped.setdefault((question, whole), []).extend([place] if place else [])
    return [
        Asked(question, passage, tuple(answers), whole=whole, often=OFTEN)
        for (question, whole), answers in grouped.items()
    ]
