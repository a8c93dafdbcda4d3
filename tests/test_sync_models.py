"""Another embedding model: its vectors are built beside the old ones, and none is missing in the end."""

from pathlib import Path

import numpy as np
import pytest

from index.errors import FootnoteError
from index.library import Library
from qa.ask import Asker
from tests.support import FakeEncoder, contents, index_contents, ranking, run_sync, write

ONE = "# One\n\nThe bridge over the river is long.\n\n# Two\n\nThe tower in the city is high.\n"
OTHER = "# Other\n\nThe tunnel below the lake is dark.\n"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Return the index folder, not yet there."""
    return tmp_path / "index"


def test_another_model_encodes_every_passage_anew(index: Path, documents: Path) -> None:
    """The vectors are those of the new model alone, equal to those of a fresh index."""
    write(documents, {"one.md": ONE, "other.md": OTHER, "x.txt": "No title here, only a sentence.\n"})
    run_sync(index, documents)
    encoder = FakeEncoder("another")
    assert run_sync(index, documents, encoder).encoded == 4
    fresh = index.with_name("fresh")
    run_sync(fresh, documents, FakeEncoder("another"))
    assert index_contents(index) == index_contents(fresh)
    assert sorted(encoder.encoded) == sorted(set(encoder.encoded))
    assert run_sync(index, documents, FakeEncoder("another")).encoded == 0


class FailingEncoder(FakeEncoder):
    """Gives up at the second call."""

    def encode(self, texts: list[str]) -> np.ndarray:  # type: ignore[override]
        """Encode once."""
        if self.encoded:
            raise FootnoteError("the model is gone")
        return super().encode(texts)


def test_while_a_new_model_encodes_questions_go_on_with_the_old(
    index: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change of model that stops half-way leaves the old vectors in use."""
    monkeypatch.setattr("index.sync._BATCH_PASSAGES", 1)
    write(documents, {"one.md": ONE, "other.md": OTHER})
    run_sync(index, documents)
    expected = ranking(index)
    with pytest.raises(FootnoteError, match="the model is gone"):
        run_sync(index, documents, FailingEncoder("another"))
    library = Library.open(index)
    assert library.model_id == "fake@1"
    assert contents(library)["searchable"] == 3
    library.close()
    assert ranking(index) == expected


def test_new_files_and_a_new_model_in_one_run_give_a_fresh_index(index: Path, documents: Path) -> None:
    """A file that arrives together with a change of model is not lost between the two."""
    write(documents, {"one.md": ONE})
    run_sync(index, documents)
    write(documents, {"other.md": OTHER})
    run_sync(index, documents, FakeEncoder("another"))
    run_sync(index.with_name("fresh"), documents, FakeEncoder("another"))
    assert index_contents(index) == index_contents(index.with_name("fresh"))


def test_a_change_of_model_that_is_given_up_leaves_no_passage_without_its_vector(
    index: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that came with the new model is searched by the old one too, once that is asked for again."""
    monkeypatch.setattr("index.sync._BATCH_PASSAGES", 1)
    write(documents, {"one.md": ONE})
    run_sync(index, documents)
    write(documents, {"other.md": OTHER})
    with pytest.raises(FootnoteError, match="the model is gone"):
        run_sync(index, documents, FailingEncoder("another"))
    run_sync(index, documents, FakeEncoder())
    run_sync(index.with_name("fresh"), documents, FakeEncoder())
    assert index_contents(index) == index_contents(index.with_name("fresh"))


class NewWeights(FakeEncoder):
    """The model of the same name with other weights."""

    def __init__(self) -> None:
        """Turn the vectors, keep the name."""
        super().__init__("another")
        self.model_name, self.model_id = "fake", "fake@2"


def test_new_weights_under_the_same_name_are_another_model(index: Path, documents: Path) -> None:
    """Indexing again, as the error advises, makes the index answer with the new weights."""
    write(documents, {"one.md": ONE})
    run_sync(index, documents)
    write(documents, {"other.md": OTHER})
    encoder = NewWeights()
    run_sync(index, documents, encoder)
    library = Library.open(index)
    try:
        assert library.model_id == "fake@2"
        assert contents(library)["searchable"] == 3
        Asker(library, encoder).ask("How long is the bridge?")
    finally:
        library.close()
