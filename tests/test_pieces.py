"""Words of other languages than English are met by pieces: in the index, and in what may answer."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from index.lexical import asked_pieces
from index.tokens import fold, pieces, tokens
from qa.calibration import load_calibration
from qa.features import PLAIN
from qa.pieces import judged_in, measured_in_pieces, met_in_pieces
from qa.question import read_question


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


def test_a_word_is_met_as_far_as_it_has_pieces_in_common() -> None:
    """Whole by its stem, in part by a compound or a derived word, not at all by another."""
    question = read_question("Wurde die Brücke von Ostheim gekündigt?", ["de"])
    forms = [word.form for word in question.content]
    met = dict(zip(forms, met_in_pieces(question, "Die Kündigung der Brückensanierung", "de"), strict=True))
    assert met["ostheim"] == 0.0 and 0.3 < met["brucke"] < 1.0 and 0.3 < met["gekundigt"] < 1.0
    assert dict(zip(forms, met_in_pieces(question, "drei Brücken", "de"), strict=True))["brucke"] == 1.0


def test_what_stands_around_a_sentence_counts_less() -> None:
    """A word that it has counts whole; in English nothing is measured."""
    question = read_question("Wann brannte Ostheim?", ["de"])
    weights = np.full(len(question.content), 1 / len(question.content))
    sentence, around = "Es brannte im Mai.", ("", "Ostheim")
    own, near, within = measured_in_pieces(question, "de", sentence, around, sentence, weights)
    assert own < near < within == pytest.approx(1.0)
    assert measured_in_pieces(question, "en", sentence, around, sentence, weights) == (0.0, 0.0, 0.0)


def test_sentences_in_other_languages_have_weights_of_their_own() -> None:
    """With and without a reader; English ones have none for pieces."""
    fitted = load_calibration(reader=True)
    elsewhere = fitted.judging(read=False, language="de")
    assert (
        elsewhere is fitted.elsewhere and load_calibration().judging(read=False, language="ru") == elsewhere
    )
    assert fitted.judging(read=True, language="de") is fitted
    assert fitted.judging(read=False, language=None) is fitted.unread
    number = PLAIN.index("pieces_near")
    assert elsewhere.sentence.weights[number] > 0 == load_calibration().sentence.weights[number]
    assert fitted.with_threshold(0.0).judging(read=False, language="fr").threshold == 0.0


@pytest.mark.parametrize(
    ("asked", "language", "text", "judged"),
    [
        ("What is the torque in bay 7?", "de", "bay: 7; row: 3; tester: L. Amsel", "en"),
        ("What is the torque in bay 7?", "de", "Das Drehmoment in der Bucht ist nicht bekannt.", "de"),
        ("Wie hoch ist das Drehmoment?", "de", "bay: 7; row: 3; tester: L. Amsel", "de"),
        ("What is the torque in bay 7?", None, "bay: 7; row: 3; tester: L. Amsel", None),
    ],
)
def test_the_guessed_language_of_a_table_is_not_held_against_it(
    asked: str, language: str | None, text: str, judged: str | None
) -> None:
    """A question in English is answered in English by what tells of no other language."""
    match: Any = SimpleNamespace(language=language, hit=SimpleNamespace(text=text))
    assert judged_in(read_question(asked), match) == judged
