"""The values that travel: their invariants are checked when they are made, and they do not change."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from index.types import Document, Passage
from qa.types import Answer, Citation, Hit, Statement

DIGEST = "0" * 64


def citation(number: int = 1, quote: str = "A quote.", **changes: Any) -> Citation:  # noqa: ANN401
    """Return a citation with some fields changed."""
    values: dict[str, Any] = {
        "number": number,
        "document_id": "a.txt",
        "title": "A",
        "date": None,
        "page": None,
        "line": 2,
        "start": 5,
        "end": 5 + len(quote),
        "quote": quote,
        "digest": DIGEST,
    }
    return Citation(**{**values, **changes})


def document(**changes: Any) -> Document:  # noqa: ANN401
    """Return a document with some fields changed."""
    values: dict[str, Any] = {
        "id": "a.txt",
        "title": "A",
        "date": None,
        "text": "x",
        "digest": DIGEST,
        "media_type": "text/plain",
    }
    return Document(**{**values, **changes})


def answer(*statements: Statement, **changes: Any) -> Answer:  # noqa: ANN401
    """Return an answer to a question with some fields changed."""
    values: dict[str, Any] = {"question": "Q?", "standalone_question": "Q?", "confidence": 0.5}
    return Answer(**{**values, "answered": bool(statements), "statements": statements, **changes})


BROKEN: list[tuple[Callable[[], object], str]] = [
    (lambda: citation(0), "count from 1"),
    (lambda: citation(line=0), "count from 1"),
    (lambda: citation(end=9), "quote of 8 characters at 5:9"),
    (lambda: citation(quote="", end=5), "quote of 0 characters"),
    (lambda: Statement(()), "at least one citation"),
    (lambda: Statement((citation(),), (0, 9)), "outside the quote"),
    (lambda: Statement((citation(),), (3, 3)), "outside the quote"),
    (lambda: Statement((citation(),), (-1, 3)), "outside the quote"),
    (lambda: answer(answered=True), "statements exactly when it answers"),
    (lambda: answer(Statement((citation(),)), answered=False), "statements exactly when it answers"),
    (lambda: answer(confidence=1.2), "no probability"),
    (lambda: answer(confidence=float("nan")), "no probability"),
    (lambda: answer(Statement((citation(2),))), r"numbered \[2\], not 1 to 1"),
    (lambda: answer(Statement((citation(1), citation(1)))), r"numbered \[1, 1\]"),
    (lambda: Passage("a.txt", 3, 3), "is empty"),
    (lambda: Passage("a.txt", -1, 3), "is empty"),
    (lambda: document(id="/etc/passwd"), "not a path below"),
    (lambda: document(id="a/../../b.txt"), "not a path below"),
    (lambda: document(id=""), "not a path below"),
    (lambda: document(date="15.08.2024"), "is not YYYY"),
    (lambda: document(digest="abc"), "not a SHA-256"),
]


@pytest.mark.parametrize(("make", "message"), BROKEN, ids=[message for _, message in BROKEN])
def test_a_value_that_contradicts_itself_cannot_be_made(make: Callable[[], object], message: str) -> None:
    """The error says what is wrong."""
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (citation(), "quote"),
        (document(), "text"),
        (Passage("a.txt", 0, 1), "start"),
        (answer(), "statements"),
        (Statement((citation(),)), "citations"),
        (Hit(Passage("a.txt", 0, 1), "x", 1.0), "score"),
    ],
)
def test_values_are_frozen_and_slotted(value: object, field: str) -> None:
    """Nobody changes a value once it is made, or adds to it."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, field, "other")
    assert not hasattr(value, "__dict__")


def test_an_answer_has_the_names_that_scripts_rely_on() -> None:
    """The JSON of an answer carries the fields of the contract, and the selectors of W3C annotations."""
    statement = Statement((citation(1, prefix="Before. ", suffix=" After."), citation(2)), (2, 7), 0.9)
    shown = answer(statement, differing=(0,), seconds={"read": 0.123456}).to_json()
    assert set(shown) == {
        "question",
        "standalone_question",
        "answered",
        "confidence",
        "statements",
        "differing",
        "nearest",
        "clarification",
        "scope",
        "seconds",
        "parts",
    }
    (said,) = shown["statements"]
    assert (said["quote"], said["answer"]) == ("A quote.", "quote")
    assert said["quote"][said["answer_start"] : said["answer_end"]] == "quote"
    first = said["citations"][0]
    assert set(first) == {
        "number",
        "document_id",
        "title",
        "author",
        "date",
        "page",
        "line",
        "place",
        "start",
        "end",
        "quote",
        "digest",
        "selector",
    }
    assert first["selector"] == [
        {"type": "TextQuoteSelector", "exact": "A quote.", "prefix": "Before. ", "suffix": " After."},
        {"type": "TextPositionSelector", "start": 5, "end": 13},
    ]


def test_a_nearest_passage_has_the_names_that_scripts_rely_on() -> None:
    """The JSON of a hit names its document, place, text and score."""
    hit = Hit(Passage("a.txt", 3, 7, "Heading", 2), "text", 0.25)
    shown = answer(nearest=(hit,)).to_json()["nearest"]
    assert shown == [
        {
            "document_id": "a.txt",
            "start": 3,
            "end": 7,
            "heading": "Heading",
            "page": 2,
            "text": "text",
            "score": 0.25,
        }
    ]
