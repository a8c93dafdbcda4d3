"""Questions to train the reader on: read from files in the SQuAD schema, some held back.

A question is asked of the passage that answers it and of passages that don't: those that the encoder
finds nearest, its own without the answering sentence, and its own falsified (`training/falsified.py`).
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.encode import Encoder
from index.sentences import sentence_spans

__all__ = ["WRITTEN", "Asked", "Passage", "chosen_by_hash", "held_back", "load", "nearest", "together"]

SQUAD_HELD_BACK = 4
SHIFTS_HELD_BACK = 12
WRITTEN = "written"
"""The source of passages whose questions may be asked of others like them (what the rent is, say)."""
_NEAREST = 12
_KEPT_NEAREST = 4


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, the title above it where that says something, and its sentences' places.

    `headed`: what it is about is told by its title and headings, so that it is never read without them.
    """

    source: str
    title: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    headed: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a passage; `answers` are places in it, none where it holds no answer.

    `whole`: they are sentences, of which no words are marked. `often`: how many times it counts. `others`:
    further passages that answer it.
    """

    question: str
    passage: int
    answers: tuple[tuple[int, int], ...]
    whole: bool = False
    often: int = 1
    others: tuple[int, ...] = ()


def held_back(file_name: str, title: str, context: str) -> bool:
    """Return whether a paragraph is never trained on: whole articles of SQuAD, single ones elsewhere."""
    squad = file_name.startswith("squad-v")
    return chosen_by_hash(title if squad else context, SQUAD_HELD_BACK if squad else SHIFTS_HELD_BACK)


def chosen_by_hash(text: str, of: int) -> bool:
    """Return whether a text is one of about every so many, always the same."""
    return hashlib.sha256(text.encode()).digest()[0] % of == 0


def load(folder: Path, *, back: bool) -> tuple[list[Passage], list[Asked]]:
    """Return the passages and questions of every file, those held back or those to train on."""
    passages: list[Passage] = []
    asked: list[Asked] = []
    for path in sorted(folder.glob("*.json")):
        for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
            squad_like = not re.search(r"Reddit|Amazon_Reviews", article["title"])
            for paragraph in article["paragraphs"]:
                text = paragraph["context"]
                if held_back(path.name, article["title"], text) is not back:
                    continue
                title = article["title"].replace("_", " ") if squad_like else ""
                spans = tuple(sentence_spans(text, "en"))
                passages.append(Passage(path.stem, title, text, spans))
                for qa in paragraph["qas"]:
                    places = [(a["answer_start"], a["text"]) for a in qa["answers"]]
                    found = [(s, s + len(t)) for s, t in places if t and text[s : s + len(t)] == t]
                    if found or qa.get("is_impossible"):
                        asked.append(Asked(" ".join(qa["question"].split()), len(passages) - 1, tuple(found)))
    return passages, asked


def together(parts: Iterable[tuple[list[Passage], list[Asked]]]) -> tuple[list[Passage], list[Asked]]:
    """Return the passages and questions of several parts as those of one."""
    passages: list[Passage] = []
    asked: list[Asked] = []
    for more, others in parts:
        asked += [_moved(one, len(passages)) for one in others]
        passages += more
    return passages, asked


def _moved(one: Asked, by: int) -> Asked:
    others = tuple(number + by for number in one.others)
    return replace(one, passage=one.passage + by, others=others)


def nearest(passages: Sequence[Passage], asked: Sequence[Asked], encoder: Encoder) -> list[list[int]]:
    """Return, for each question, the passages of its source that the encoder finds nearest.

    Its own and the others that answer it are left out, and any that holds the text of one of its answers.
    None for what is `WRITTEN`.
    """
    import faiss

    found: list[list[int]] = [[] for _ in asked]
    for source in sorted({p.source for p in passages} - {WRITTEN}):
        inside = [i for i, p in enumerate(passages) if p.source == source]
        index = faiss.IndexFlatIP(encoder.dimension)
        index.add(encoder.encode([passages[i].text[:600] for i in inside]))
        questions = [i for i, a in enumerate(asked) if passages[a.passage].source == source]
        _, ids = index.search(
            encoder.encode([asked[i].question for i in questions]), min(_NEAREST, len(inside))
        )
        for row, i in zip(ids, questions, strict=True):
            own = passages[asked[i].passage].text
            answers = {own[s:e].lower() for s, e in asked[i].answers}
            near = (inside[j] for j in row if inside[j] not in (asked[i].passage, *asked[i].others))
            keep = [j for j in near if not any(a in passages[j].text.lower() for a in answers)]
            found[i] = keep[:_KEPT_NEAREST]
    return found
