"""Promises about the seed documents and about the gold questions that are asked of them."""

from __future__ import annotations

import datetime
import json
import re
import string
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.md"))
SOURCES_DIR = ROOT.parent / "shared" / "seeds"
QUESTIONS_FILE = Path(__file__).resolve().parent / "data" / "questions.jsonl"
RUN = 8  # words in a row that a seed document must not share with a source

KINDS = {"answerable", "unanswerable", "followup"}
FIELDS = {"id", "kind", "question", "answers", "documents", "history"}


def split_front_matter(path: Path) -> tuple[dict[str, Any], str]:
    """Return the YAML front matter of a seed document and the Markdown that follows it."""
    text = path.read_text(encoding="utf-8")
    match = re.match(r"---\n(.*?)\n---\n(.*)", text, flags=re.DOTALL)
    assert match, f"{path.name} has no front matter"
    return yaml.safe_load(match.group(1)), match.group(2)


def load_questions() -> list[dict[str, Any]]:
    """Return the gold questions in the order of the file."""
    lines = QUESTIONS_FILE.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def word_runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of ``RUN`` lower-cased words of a text, across punctuation and line breaks."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def normalise(text: str) -> str:
    """Lower-case a text and drop punctuation, articles and surplus white space."""
    kept = (
        char
        for char in text.lower()
        if char not in string.punctuation and not unicodedata.category(char).startswith("P")
    )
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", "".join(kept)).split())


def normalised_sentences(text: str) -> list[str]:
    """Return the sentences of a text, normalised; a line never runs on into the next one."""
    sentences: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            sentences += re.split(r"(?<=[.!?])[\"”’]?\s+(?=[A-Z“‘\"\[])", line)
    return [f" {normalise(sentence)} " for sentence in sentences if sentence.strip()]


def holds(sentences: list[str], answer: str) -> bool:
    """Tell whether a single sentence contains the whole words of an answer."""
    return any(f" {normalise(answer)} " in sentence for sentence in sentences)


def source_texts() -> dict[str, str]:
    """Return the source texts by their stem, or skip the test where they do not lie next to the project."""
    paths = sorted(SOURCES_DIR.glob("*.txt"))
    if not paths:
        pytest.skip("the source texts are not here (expected ../shared/seeds next to the repository)")
    return {path.stem: path.read_text(encoding="utf-8") for path in paths}


def assert_golds_found(texts: dict[str, str]) -> None:
    """Check that each gold document holds at least one of its question's answers in one sentence."""
    sentences = {stem: normalised_sentences(text) for stem, text in texts.items()}
    missing = [
        (question["id"], stem)
        for question in load_questions()
        for stem in question["documents"]
        if not any(holds(sentences[stem], answer) for answer in question["answers"])
    ]
    assert not missing


def test_there_are_five_seed_documents() -> None:
    """All five reports are in the folder."""
    assert len(SEEDS) == 5


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_seed_has_title_date_and_source(path: Path) -> None:
    """Front matter names the title, the date and the source; the heading repeats the title."""
    meta, body = split_front_matter(path)
    assert isinstance(meta["date"], datetime.date)
    assert meta["source"] == f"{path.stem}.txt"
    headings = re.findall(r"^# (.+)$", body, flags=re.MULTILINE)
    assert headings == [meta["title"]]
    assert len(re.findall(r"^## .+$", body, flags=re.MULTILINE)) >= 2


def test_seed_titles_are_distinct() -> None:
    """No two reports have the same title."""
    titles = [split_front_matter(path)[0]["title"] for path in SEEDS]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_seed_shares_no_run_of_eight_words_with_a_source(path: Path) -> None:
    """The reports are worded independently of all the sources."""
    own = word_runs(path.read_text(encoding="utf-8"))
    for stem, text in source_texts().items():
        shared = own & word_runs(text)
        assert not shared, f"shared with {stem}: {[' '.join(run) for run in sorted(shared)]}"


def test_each_seed_has_its_source() -> None:
    """Source names point to texts that exist."""
    assert {path.stem for path in SEEDS} == set(source_texts())


def test_questions_are_well_formed() -> None:
    """Each question has the documented fields, of the documented types, and a known kind."""
    for question in load_questions():
        assert set(question) - {"example"} == FIELDS, question["id"]
        assert question["kind"] in KINDS, question["id"]
        assert question["question"].strip() == question["question"] != "", question["id"]
        for field in ("answers", "documents", "history"):
            values = question[field]
            assert all(isinstance(value, str) and value for value in values), question["id"]
            assert len(set(values)) == len(values), question["id"]


def test_there_are_enough_questions_of_each_kind() -> None:
    """The set is large enough to measure something."""
    counts = Counter(question["kind"] for question in load_questions())
    assert counts["answerable"] >= 40
    assert counts["unanswerable"] >= 15
    assert counts["followup"] >= 8


def test_question_ids_are_unique() -> None:
    """No identifier is used twice, and no standalone question is asked twice."""
    questions = load_questions()
    assert len({question["id"] for question in questions}) == len(questions)
    asked = Counter((*question["history"], question["question"]) for question in questions)
    assert max(asked.values()) == 1


def test_only_followups_have_a_history() -> None:
    """Follow-ups lean on one or two earlier questions, the others on none."""
    for question in load_questions():
        allowed = {1, 2} if question["kind"] == "followup" else {0}
        assert len(question["history"]) in allowed, question["id"]


def test_only_unanswerable_questions_lack_gold() -> None:
    """Answers and documents are both given, or both empty for what the documents do not answer."""
    for question in load_questions():
        expected = question["kind"] != "unanswerable"
        assert bool(question["answers"]) is expected, question["id"]
        assert bool(question["documents"]) is expected, question["id"]


def test_gold_documents_exist() -> None:
    """Gold names only seed documents, and every seed document answers some question."""
    named = {stem for question in load_questions() for stem in question["documents"]}
    assert named == {path.stem for path in SEEDS}


def test_examples_are_answerable() -> None:
    """The examples for the page are a handful of questions that have an answer."""
    examples = [question for question in load_questions() if question.get("example")]
    assert 3 <= len(examples) <= 6
    assert {question["kind"] for question in examples} == {"answerable"}


def test_gold_answers_are_found_in_seeds() -> None:
    """Each gold document, as Markdown, holds a gold answer within a single sentence."""
    assert_golds_found({path.stem: split_front_matter(path)[1] for path in SEEDS})


def test_gold_answers_are_found_in_sources() -> None:
    """Each gold document, as its source text, holds a gold answer within a single sentence."""
    assert_golds_found(source_texts())


def test_every_gold_answer_is_used() -> None:
    """No listed form is dead: each occurs in a gold document, either in the report or in its source."""
    texts = source_texts()
    sentences = {
        path.stem: normalised_sentences(split_front_matter(path)[1]) + normalised_sentences(texts[path.stem])
        for path in SEEDS
    }
    dead = [
        (question["id"], answer)
        for question in load_questions()
        for answer in question["answers"]
        if not any(holds(sentences[stem], answer) for stem in question["documents"])
    ]
    assert not dead


def test_questions_share_no_run_of_eight_words_with_a_source() -> None:
    """Questions and golds are not copied from the sources at length."""
    copied = set().union(*map(word_runs, source_texts().values()))
    for question in load_questions():
        for text in (question["question"], *question["answers"], *question["history"]):
            assert not word_runs(text) & copied, question["id"]
