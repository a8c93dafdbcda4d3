"""Words of other languages than English are found by their pieces."""

import pytest

from index.lexical import asked_pieces
from index.tokens import fold, pieces, tokens


def test_pieces_are_runs_of_four_letters() -> None:
    """Marked, so that none is a word; none of shorter words, of numbers and codes."""
    assert pieces(("brucke", "auf", "2024", "a17b")) == ["~~~bruc", "~~~ruck", "~~~ucke"]
    assert set(pieces(("brucke",))).isdisjoint(tokens("bruc ruck ucke", "de"))


@pytest.mark.parametrize(
    ("language", "documents", "asked"),
    [
        ("de", ["de", "en"], True),
        ("en", ["de"], False),
        ("", ["de"], True),
        ("", ["de", "en"], False),
        ("de", ["en"], False),
        ("de", [None], False),
    ],
)
def test_only_another_language_is_asked_by_pieces(
    language: str, documents: list[str | None], asked: bool
) -> None:
    """Where its documents are, too; one that isn't told is that of the documents."""
    assert bool(asked_pieces("Wann wird die Brücke saniert?", language, documents)) is asked


def test_function_words_are_not_asked_by_pieces() -> None:
    """They would find everything."""
    assert asked_pieces("gegen ihren Willen", "de", ["de"]) == pieces(("willen",))


@pytest.mark.parametrize(("written", "typed"), [("Łódź", "lodz"), ("Sørensen", "sorensen"), ("ılık", "ilik")])
def test_letters_with_strokes_are_found_without(written: str, typed: str) -> None:
    """As people type them."""
    assert fold(written) == typed
