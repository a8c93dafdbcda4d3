"""What Footnote is doing, in words for people."""

from dataclasses import dataclass
from typing import Literal

from index.sync import Progress
from qa.types import Looking

__all__ = ["Status", "counted", "looking_words", "progress_words", "sentence"]


@dataclass(frozen=True, slots=True)
class Status:
    """What Footnote is doing, in words for people; `done` of `total` files, 0 of 0 where nothing counts.

    `revision` counts how often the index has been brought in step with the folder, `reading` is the id of
    the file that is being read.
    `askable` is true as soon as questions are answered, which an existing index allows before, or
    without, a finished look through the folder.
    """

    phase: Literal["indexing", "loading", "ready", "failed"]
    message: str
    done: int = 0
    total: int = 0
    askable: bool = False
    revision: int = 0
    reading: str = ""


def counted(count: int, noun: str) -> str:
    """Return a number with its noun: "1 document", "1,200 documents"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def progress_words(progress: Progress) -> str:
    """Say how far a run is, and which file is next."""
    if progress.stage == "building":
        return "Building the index"
    if progress.stage == "encoding":
        return f"Preparing {progress.done} of {progress.total} passages for the new model"
    count = f"Reading {min(progress.done + 1, progress.total)} of {progress.total} files"
    return f"{count}: {progress.name}" if progress.name else count


def looking_words(looking: Looking) -> str:
    """Say which passages are read for an answer, and how many have been."""
    titles = [f"“{title}”" for title in looking.titles]
    *named, last = titles if len(titles) < 4 else (*titles[:2], "other documents")
    words = f"{', '.join(named)} and {last}" if named else last
    done = f"Read {looking.read} of" if looking.read else "Reading"
    return f"{done} {counted(looking.total, 'passage')} that may answer, of {words}"


def sentence(message: str) -> str:
    """Return an error's message as a sentence."""
    return message[:1].upper() + message[1:]
