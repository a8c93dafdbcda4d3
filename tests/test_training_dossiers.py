"""The dossiers that the reader is trained on: as they should be, and how they are read."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.support import FakeEncoder
from training.data import nearest
from training.dossiers import (
    OTHER_LANGUAGES,
    dossier_folders,
    dossier_lines,
    held_back,
    load_dossiers,
    read_dossier,
)

REPORTS = {
    "first.md": "# Bridge shut\n\nThe bridge at Olm closed on Monday. It will stay shut for a year.\n",
    "later.md": "# Olm waits\n\nMayor Ines Brandt said she regrets it. The works take twelve months.\n",
}
YEAR = [
    {"report": "first.md", "sentence": "It will stay shut for a year.", "words": "a year"},
    {"report": "later.md", "sentence": "The works take twelve months.", "words": "twelve months"},
]
REGRETS = [{"report": "later.md", "sentence": "Mayor Ines Brandt said she regrets it.", "words": None}]
LINES: list[dict[str, Any]] = [
    {"kind": "fact", "question": "How long is Olm cut off?", "before": None, "answers": YEAR},
    {"kind": "said", "question": "is the mayor sorry", "before": None, "answers": REGRETS},
    {"kind": "follow", "question": "For how long?", "before": "Is the bridge shut?", "answers": YEAR[:1]},
    {"kind": "none", "question": "What do the works cost?", "before": None, "answers": []},
]


def dossier(path: Path, lines: list[dict[str, Any]]) -> Path:
    """Write a dossier of two reports."""
    for name, text in REPORTS.items():
        (path / name).write_text(text, encoding="utf-8")
    (path / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in lines), encoding="utf-8")
    return path


def test_questions_are_asked_of_every_passage_that_answers(tmp_path: Path) -> None:
    """By words where they are given, else by sentences; what has no answer of the nearest passages."""
    passages, asked = read_dossier(dossier(tmp_path, LINES), FakeEncoder())
    assert [p.title for p in passages] == ["Bridge shut", "Olm waits"]
    found = [
        (a.question, a.passage, [passages[a.passage].text[s:e] for s, e in a.answers], a.whole, a.others)
        for a in asked
    ]
    assert found[:4] == [
        ("How long is Olm cut off?", 0, ["a year"], False, (1,)),
        ("How long is Olm cut off?", 1, ["twelve months"], False, (0,)),
        ("is the mayor sorry", 1, ["Mayor Ines Brandt said she regrets it."], True, ()),
        ("bridge shut. For how long?", 0, ["a year"], False, ()),
    ]
    assert sorted(found[4:]) == [("What do the works cost?", n, [], False, ()) for n in (0, 1)]


def test_what_answers_too_is_no_counterexample(tmp_path: Path) -> None:
    """Near passages are those that don't answer, in whatever words."""
    passages, asked = read_dossier(dossier(tmp_path, LINES), FakeEncoder())
    assert nearest(passages, asked, FakeEncoder())[:4] == [[], [], [0], [1]]


def test_an_answer_that_is_not_there_is_named(tmp_path: Path) -> None:
    """With its report and question."""
    wrong = {**LINES[1], "answers": [{**REGRETS[0], "report": "first.md"}]}
    with pytest.raises(ValueError, match=r"first\.md: an answer to .is the mayor sorry. does not"):
        read_dossier(dossier(tmp_path, [wrong]), FakeEncoder())


@pytest.mark.parametrize("path", dossier_folders(), ids=lambda path: path.name)
def test_every_dossier_can_be_read(path: Path) -> None:
    """All answers stand where they are said to, and there are some of all kinds."""
    passages, asked = read_dossier(path, FakeEncoder())
    lines = dossier_lines(path)
    kinds = Counter(line.kind for line in lines)
    assert set(kinds) == {"fact", "said", "broad", "follow", "none"}
    assert kinds["none"] > 0.15 * len(lines)
    assert {a.question for a in asked} == {line.asked for line in lines}
    assert len(passages) >= 6


def test_there_are_dossiers() -> None:
    """Some of all of them are held back."""
    names = [folder.name for folder in dossier_folders()]
    assert len(names) >= 20
    assert 0.05 < sum(map(held_back, names)) / len(names) < 0.3
    parts = [load_dossiers(FakeEncoder(), back=back)[1] for back in (False, True)]
    assert all(parts)


@pytest.mark.parametrize("path", dossier_folders(OTHER_LANGUAGES), ids=lambda path: path.name)
def test_every_dossier_in_another_language_can_be_read(path: Path) -> None:
    """All answers stand where they are said to, and a quarter or so of the questions has none."""
    _, asked = read_dossier(path, FakeEncoder())
    kinds = Counter(line.kind for line in dossier_lines(path))
    assert set(kinds) == {"fact", "follow", "none"} and 0.2 < kinds["none"] / kinds.total() < 0.35
    assert {a.question for a in asked} == {line.asked for line in dossier_lines(path)}
