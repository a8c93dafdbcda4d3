"""Another reader: a question-answering model in a folder, small and untrained, read as any other."""

from pathlib import Path
from typing import Any

import pytest

from index.encode import SentenceEncoder
from index.errors import EncoderError
from qa.ask import Asker
from qa.reader import Reader
from qa.readers import load_reader
from qa.reading import MAX_ANSWER_TOKENS, ToRead
from qa.span_reader import SpanReader
from tests.conftest import Build
from tests.support import FakeEncoder, assert_verbatim, calibration

TEXT = "The bridge is long. It was painted green in May. Fish live in the lake."
SENTENCES = ((0, 19), (20, 48), (49, 71))


def save(folder: Path, kind: str) -> Path:
    """Write a small model of transformers with random weights, and a tokenizer of the words of `TEXT`."""
    import torch
    import transformers

    folder.mkdir()
    words = sorted(set(TEXT.lower().replace(".", " .").split()) | {"what", "colour", "was", "it", "?"})
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words]), "utf-8")
    torch.manual_seed(1)
    config = transformers.BertConfig(
        vocab_size=5 + len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=16, max_position_embeddings=64,
    )  # fmt: skip
    getattr(transformers, kind)(config).save_pretrained(folder)
    tokenizer = transformers.BertTokenizerFast(vocab=str(vocabulary), model_max_length=64)
    tokenizer.save_pretrained(folder)
    return folder


def test_a_model_of_the_library_reads_sentences(tmp_path: Path) -> None:
    """Every sentence has a reading whose answer stands in it, the same whatever it is batched with."""
    reader = SpanReader(str(save(tmp_path / "model", "BertForQuestionAnswering")))
    passage = ToRead("Bridges", "Before.", TEXT, SENTENCES)
    (found,) = reader.read("What colour was it?", [passage])
    assert len(found) == 3
    for reading, (start, end) in zip(found, SENTENCES, strict=True):
        assert reading.answer is not None
        assert start <= reading.answer[0] < reading.answer[1] <= end
        assert len(TEXT[slice(*reading.answer)].split()) <= MAX_ANSWER_TOKENS
        assert reading.odds == reading.span_odds
    longer = ToRead("", "", f"{TEXT} {TEXT}", SENTENCES)
    _, again = reader.read("What colour was it?", [longer, passage])
    assert [r.answer for r in again] == [r.answer for r in found]
    assert [r.odds for r in again] == pytest.approx([r.odds for r in found], abs=1e-4)


def test_a_sentence_without_room_is_not_read(tmp_path: Path) -> None:
    """What is cut off at the model's limit has no answer, and odds against it."""
    reader = SpanReader(str(save(tmp_path / "model", "BertForQuestionAnswering")))
    text = " ".join([TEXT] * 5)
    sentences = (*SENTENCES, (len(text) - 20, len(text)))
    (found,) = reader.read("What colour was it?", [ToRead("", "", text, sentences)])
    assert found[-1].answer is None
    assert found[-1].odds < -10


def test_it_answers_in_the_readers_place(tmp_path: Path, build: Build) -> None:
    """Answers with another reader are quotes as any others."""
    library = build({"lake.txt": TEXT})
    reader = load_reader(str(save(tmp_path / "model", "BertForQuestionAnswering")))
    answer = Asker(library, FakeEncoder(), calibration(0.0, reader=True), reader).ask("What colour was it?")
    assert_verbatim(answer, library)


def test_a_model_that_does_not_extract_answers_is_refused(tmp_path: Path) -> None:
    """A model without the heads that find answers, or none at all, is said to be the wrong one."""
    with pytest.raises(EncoderError, match="not trained to extract answers"):
        SpanReader(str(save(tmp_path / "model", "BertModel"))).warm()
    with pytest.raises(EncoderError, match="not on this machine"):
        SpanReader("no/such-model").warm()


@pytest.mark.parametrize("load", [SpanReader, SentenceEncoder])
def test_what_holds_no_model_is_told_from_what_is_not_there(load: Any, tmp_path: Path) -> None:  # noqa: ANN401
    """A folder without a model, a file, a folder that is none, a name: each is said as it is."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "model.bin").touch()
    for name, words in (
        ("papers", "holds no model"),
        ("model.bin", "is a file"),
        ("none", "there is no folder"),
    ):
        with pytest.raises(EncoderError, match=f"{words}.*give the folder"):
            load(str(tmp_path / name)).warm()
    with pytest.raises(EncoderError, match="no-such-model' is not on this machine.*give the folder"):
        load("no-such-model").warm()


@pytest.mark.parametrize(("name", "kind"), [(None, type(None)), ("footnote", Reader), ("any", SpanReader)])
def test_readers_are_chosen_by_name(name: str | None, kind: type[Any]) -> None:
    """None is no reader, and the name of the project its own."""
    assert isinstance(load_reader(name), kind)
