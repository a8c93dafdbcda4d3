"""Public questions in one form, and indexes of their documents, for fitting and for measuring.

The folder of yardsticks holds one folder for each benchmark, with `documents.jsonl` and `questions.jsonl`;
a folder of SQuAD files gives paragraphs and their questions. None of this text is kept in the project.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from index.encode import Encoder
from index.library import Library
from index.sync import sync
from qa.measures import contains_answer, normalised
from training.data import WRITTEN, Passage, held_back
from training.dossiers import DOSSIERS, dossier_folders, dossier_lines, only_measured
from training.dossiers import held_back as dossier_held_back
from training.evidence_sets import EVIDENCE_SETS, held_back_half, read_lines
from training.written import read_written, written_files

__all__ = [
    "Asked",
    "Yardstick",
    "dossiers",
    "file_name",
    "gold_sentence",
    "opened",
    "read_lines",
    "reports",
    "squad_paragraphs",
    "written",
    "yardstick",
]

_LONG_ANSWER_WORDS = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its right answers; none where the documents do not hold one."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A named set of documents (file name and text) and questions on them."""

    name: str
    documents: tuple[tuple[str, str], ...]
    questions: tuple[Asked, ...]


def yardstick(folder: Path, name: str) -> Yardstick:
    """Read one benchmark of the folder of yardsticks, without questions that the reader was trained on."""
    trained = {
        value["id"]
        for value in read_lines(folder / "squad-v2.0-dev" / "documents.jsonl")
        if not held_back("squad-v2", value["id"], "")
    }
    documents = tuple(
        (file_name(value["id"]), f"{value['title']}\n\n{value['text']}" if value["title"] else value["text"])
        for value in read_lines(folder / name / "documents.jsonl")
    )
    questions = tuple(
        Asked(value["question"], tuple(value["answers"]) if value.get("answerable", True) else ())
        for value in read_lines(folder / name / "questions.jsonl")
        if not (name.startswith("squad-") and trained.intersection(value["relevant_documents"]))
        and (name not in EVIDENCE_SETS or held_back_half(value))
    )
    return Yardstick(name, documents, questions)


def squad_paragraphs(path: Path) -> Yardstick:
    """Take the paragraphs of a file that the reader was not trained on, each as a document."""
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    chosen = [
        paragraph
        for article in articles
        for paragraph in article["paragraphs"]
        if held_back(path.name, article["title"], paragraph["context"])
    ]
    questions = tuple(
        Asked(qa["question"].strip(), tuple(answer["text"] for answer in qa["answers"]))
        for paragraph in chosen
        for qa in paragraph["qas"]
    )
    documents = tuple((f"{i:05d}.txt", paragraph["context"]) for i, paragraph in enumerate(chosen))
    return Yardstick(path.stem, documents, questions)


def written() -> list[Yardstick]:
    """Return what was written for Footnote and held back of the training, each file a folder."""
    found: list[Yardstick] = []
    for path in written_files(back=True):
        passages, asked = read_written(path)
        documents = tuple((f"{i:02d}.md", _with_headings(passage)) for i, passage in enumerate(passages))
        questions = tuple(
            Asked(one.question, tuple(passages[one.passage].text[a:b] for a, b in one.answers))
            for one in asked
        )
        found.append(Yardstick(f"{WRITTEN}-{path.stem}", documents, questions))
    return found


def dossiers() -> list[Yardstick]:
    """Return the dossiers held back of the training that may be fitted on."""
    found: list[Yardstick] = []
    for folder in dossier_folders():
        if dossier_held_back(folder.name) and not only_measured(folder.name):
            questions = tuple(
                Asked(line.asked, tuple(one.words or one.sentence for one in line.answers))
                for line in dossier_lines(folder)
            )
            found.append(Yardstick(f"{DOSSIERS}-{folder.name}", reports(folder), questions))
    return found


def reports(folder: Path) -> tuple[tuple[str, str], ...]:
    """Return the name and text of each report of a dossier."""
    return tuple((path.name, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.md")))


def _with_headings(passage: Passage) -> str:
    levels = enumerate(passage.title.split(" › "), 1)
    return "\n\n".join([*("#" * level + " " + words for level, words in levels), passage.text])


def opened(source: Yardstick, work: Path, encoder: Encoder) -> Library:
    """Index the documents of a yardstick below a working folder, once, and open the index."""
    documents = work / source.name / "documents"
    for name, text in source.documents:
        path = documents / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(text, encoding="utf-8")
    library = Library.open(work / source.name / "index", create=True)
    sync(library, documents, encoder)
    return library


def gold_sentence(sentence: str, answers: tuple[str, ...]) -> bool:
    """Return whether a sentence holds a short answer, or is for the most part within a long one."""
    short = [answer for answer in answers if len(answer.split()) <= _LONG_ANSWER_WORDS]
    if contains_answer(sentence, short):
        return True
    said = set(normalised(sentence).split())
    if len(said) < 5:
        return False
    long = [set(normalised(answer).split()) for answer in answers if answer not in short]
    return any(len(said & answer) >= 0.6 * len(said) for answer in long)


def file_name(document_id: str) -> str:
    """Return the name of the file that a document of a set is written to."""
    return re.sub(r"[^\w.-]", "_", document_id) + ".txt"
