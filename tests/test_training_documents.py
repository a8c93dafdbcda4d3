"""The documents with headings that the reader is trained on: as they should be, and how they are read."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.support import FakeEncoder
from training.documents import document_folders, held_back, read_documents, read_line

TEXT = """# Club

## Pool

- Shoes stay outside.
- No glass.

Children swim with an adult. The lifeguard decides.

## Sauna

It opens at 5 pm.
"""
LINES = [
    ("list", "what must I mind when swimming", "Pool", ["Shoes stay outside.", "No glass."]),
    ("section", "May my son swim alone?", "Pool", ["Children swim with an adult."]),
    ("fact", "when can I sweat", "Sauna", ["5 pm"]),
    ("none", "What does the sauna cost?", None, []),
]


def folder(path: Path, lines: list[tuple[str, str, str | None, list[str]]], name: str = "club.md") -> Path:
    """Write a document with questions."""
    (path / "documents").mkdir()
    (path / "documents" / name).write_text(TEXT, encoding="utf-8")
    names = ("kind", "question", "heading", "answers")
    rows = [{**dict(zip(names, line, strict=True)), "document": name} for line in lines]
    (path / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_questions_are_asked_of_the_passages_of_their_headings(tmp_path: Path) -> None:
    """Whole sentences and items for a list or section, words for a fact, and the nearest ones for nothing."""
    passages, asked = read_documents(folder(tmp_path, LINES), FakeEncoder(), back=held_back("club.md"))
    assert [p.title for p in passages] == ["Club › Pool", "Club › Sauna"]
    assert all(p.headed for p in passages)
    found = [
        (a.question, a.passage, [passages[a.passage].text[s:e] for s, e in a.answers], a.whole) for a in asked
    ]
    assert found[:3] == [
        ("what must I mind when swimming", 0, ["- Shoes stay outside.", "- No glass."], True),
        ("May my son swim alone?", 0, ["Children swim with an adult."], True),
        ("when can I sweat", 1, ["5 pm"], False),
    ]
    assert sorted(found[3:]) == [("What does the sauna cost?", n, [], False) for n in (0, 1)]
    assert not read_documents(tmp_path, FakeEncoder(), back=not held_back("club.md"))[1]


def test_an_answer_that_is_not_there_is_named(tmp_path: Path) -> None:
    """With its document, heading and question."""
    wrong = [("fact", "when can I sweat", "Pool", ["5 pm"])]
    with pytest.raises(ValueError, match=r"club\.md: not below 'Pool': an answer to 'when can I sweat'"):
        read_documents(folder(tmp_path, wrong), FakeEncoder(), back=held_back("club.md"))


@pytest.mark.parametrize("path", document_folders(), ids=lambda path: path.name)
def test_every_folder_can_be_read(path: Path) -> None:
    """All answers stand below their headings, every document is asked about, some of all kinds."""
    parts = [read_documents(path, FakeEncoder(), back=back) for back in (False, True)]
    lines = [read_line(line) for line in (path / "questions.jsonl").read_text("utf-8").splitlines()]
    kinds = Counter(line.kind for line in lines)
    assert set(kinds) == {"list", "section", "fact", "none"}
    assert min(kinds.values()) > 0.15 * len(lines)
    assert {line.document for line in lines} == {one.name for one in (path / "documents").iterdir()}
    assert {a.question for _, asked in parts for a in asked} == {
        " ".join(line.question.split()) for line in lines
    }
    assert parts[0][1]


def test_there_are_folders() -> None:
    """Some documents of all of them are held back."""
    names = [one.name for path in document_folders() for one in (path / "documents").iterdir()]
    assert len(names) >= 90
    assert 0.1 < sum(map(held_back, names)) / len(names) < 0.25
