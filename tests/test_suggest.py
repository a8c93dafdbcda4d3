"""Questions to begin with are made from the documents, and offered only where they are answered surely."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import FootnoteError
from index.types import Document
from qa.suggest import Suggestions, suggest, suggestions_of
from qa.types import Answer, Citation, Statement

TEXT = """The old bridge is 312 metres long. Minister Anna Berg said that
40 houses were flooded on 3 May 2024. She said nothing else."""


def test_questions_are_made_from_figures_names_dates_and_headings() -> None:
    """Each rule makes a whole question; a heading that asks is one already."""
    assert list(suggestions_of(TEXT, ["Costs", "Who pays for it?"])) == [
        "How long is the old bridge?",
        "What did Minister Anna Berg say?",
        "How many houses were flooded?",
        "What happened on 3 May 2024?",
        "Who pays for it?",
    ]


class Shelf:
    """Two documents with the same text, as much of a library as suggestions need."""

    def __init__(self) -> None:
        """Make the documents."""
        self.texts = {f"{n}.txt": Document(f"{n}.txt", "T", None, TEXT, "a" * 64, "text/plain") for n in "ab"}
        self.record = self
        self.generation = 1

    def documents(self) -> Sequence[Document]:
        """Return the documents."""
        return list(self.texts.values())

    def document(self, id_: str) -> Document:
        """Return one."""
        return self.texts[id_]

    def passages(self, document_id: str) -> list[object]:
        """Return nothing: there are no headings."""
        return []


def answer(question: str, document_id: str, confidence: float) -> Answer:
    """Return an answer from one document."""
    quote = "The old bridge is 312 metres long."
    citation = Citation(1, document_id, "T", None, None, 1, 0, len(quote), quote, "a" * 64)
    return Answer(question, question, True, confidence, (Statement((citation,)),))


@pytest.mark.parametrize(
    ("confidence", "cited", "found"),
    [(0.9, "a.txt", ["How long is the old bridge?"]), (0.7, "a.txt", []), (0.9, "c.txt", [])],
)
def test_only_what_is_answered_surely_from_its_document_is_offered(
    confidence: float, cited: str, found: list[str]
) -> None:
    """One for a document; an unsure answer, or one from elsewhere, is no suggestion."""
    offered = suggest(Shelf(), lambda question: answer(question, cited, confidence), lambda: True)  # type: ignore[arg-type]
    assert list(offered) == found


def test_the_same_report_in_two_formats_is_asked_about_once() -> None:
    """No question comes twice, nor is another asked of what the statement of the first one cites too."""
    cited = [answer("", f"{name}.txt", 0.9).citations[0] for name in "ab"]
    cited[1] = replace(cited[1], number=2)

    def of_both(question: str) -> Answer:
        return Answer(question, question, True, 0.9, (Statement(tuple(cited)),))

    def of_either(question: str) -> Answer:
        return Answer(question, question, True, 0.9, tuple(Statement((one,)) for one in cited))

    first, second = "How long is the old bridge?", "What did Minister Anna Berg say?"
    assert list(suggest(Shelf(), of_both, lambda: True)) == [first]  # type: ignore[arg-type]
    assert list(suggest(Shelf(), of_either, lambda: True)) == [first, second]  # type: ignore[arg-type]


def test_looking_for_questions_stops_at_once_and_survives_errors(tmp_path: Path) -> None:
    """When told to stop nothing more is asked; a question that fails is passed over."""
    asked: list[str] = []

    def fails(question: str) -> Answer:
        asked.append(question)
        raise FootnoteError("no")

    assert list(suggest(Shelf(), fails, lambda: len(asked) < 3)) == []  # type: ignore[arg-type]
    assert len(asked) == 3


def test_questions_are_looked_for_once_for_each_state_of_the_index() -> None:
    """In the background; the same state is not looked through again, a new one is."""
    shelf, asked = Shelf(), 0

    def ask(question: str) -> Answer:
        nonlocal asked
        asked += 1
        return answer(question, "a.txt", 0.9)

    suggestions = Suggestions(threading.Event())
    for generation, times in ((1, 1), (1, 1), (2, 2)):
        shelf.generation = generation
        suggestions.look(shelf, ask)  # type: ignore[arg-type]
        for thread in threading.enumerate():
            if thread.name == "footnote-suggest":
                thread.join(10)
        assert suggestions.questions == ("How long is the old bridge?",)
        assert asked == times * 4  # the first of one document, the three others of the other
