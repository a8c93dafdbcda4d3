"""Encoding without sentence-transformers: the same vectors as with it, wherever a model is understood."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index import encode, encode_onnx
from index.bert import UnsupportedModelError
from index.encode import SentenceEncoder, load_encoder
from index.encode_onnx import LEAST_COSINE, TEXTS, OnnxModel
from index.encode_torch import TorchModel
from index.encoded import Vectors
from index.models import DEFAULT_MODEL, model_folder, weights_digest
from tests.support import ROOT

WORDS = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    "the",
    "bridge",
    "lake",
    "is",
    "long",
    "##er",
    "?",
    ".",
]
CONFIG: Mapping[str, Any] = {
    "vocab_size": len(WORDS), "hidden_size": 24, "num_hidden_layers": 2, "num_attention_heads": 3,
    "intermediate_size": 40, "max_position_embeddings": 32, "hidden_act": "gelu",
}  # fmt: skip
SHORT = ("the bridge is longer ?", "", "the lake . the bridge . " * 20, "is it long ?")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what is found out about models in a folder of the test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "footnote" / "models"


def save(folder: Path, pooling: Mapping[str, Any] | None = None, **changes: Any) -> Path:  # noqa: ANN401
    """Write a small BERT with random weights in the layout of sentence-transformers."""
    import torch
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer
    from tokenizers.processors import BertProcessing
    from transformers import AutoConfig, AutoModel, PreTrainedTokenizerFast

    torch.manual_seed(3)
    config = AutoConfig.for_model(changes.pop("kind", "bert"), **{**CONFIG, **changes})
    model = AutoModel.from_config(config)
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    model.save_pretrained(folder)
    names = {"unk_token": "[UNK]"}
    tokenizer = Tokenizer(WordPiece({word: i for i, word in enumerate(WORDS)}, **names))
    tokenizer.normalizer, tokenizer.pre_tokenizer = BertNormalizer(), BertPreTokenizer()
    tokenizer.post_processor = BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    names |= {"pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **names).save_pretrained(folder)
    (folder / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": 16}))
    (folder / "modules.json").write_text(json.dumps(modules("Transformer", "Pooling")))
    (folder / "1_Pooling").mkdir()
    settings = {"word_embedding_dimension": 24, **(pooling or {"pooling_mode_mean_tokens": True})}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(settings))
    return folder


def modules(*kinds: str) -> list[dict[str, object]]:
    """Return what modules.json says of modules."""
    paths = ("", *(f"{i}_{kind}" for i, kind in enumerate(kinds[1:], start=1)))
    return [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for i, (kind, path) in enumerate(zip(kinds, paths, strict=True))
    ]


def least_cosine(ours: Vectors, theirs: Vectors) -> float:
    """Return the least cosine of two sets of unit rows."""
    return float((ours * theirs).sum(axis=1).min())


@pytest.mark.parametrize(
    "pooling",
    [{"pooling_mode_mean_tokens": True}, {"pooling_mode_cls_token": True}, {"pooling_mode": "cls"}],
)
def test_the_vectors_are_those_of_sentence_transformers(tmp_path: Path, pooling: dict[str, Any]) -> None:
    """Of texts and their tokens, whatever their lengths, alone and beside others, cut at the same place."""
    folder = save(tmp_path / "model", pooling)
    ours, theirs = OnnxModel(folder), TorchModel(folder)
    assert ours.dimension == theirs.dimension == 24
    assert least_cosine(ours.encode(SHORT), theirs.encode(SHORT)) > 1 - 1e-5
    for text in SHORT:
        assert least_cosine(ours.encode([text]), ours.encode(SHORT)[[SHORT.index(text)]]) > 1 - 1e-5
    for mine, other in zip(ours.encode_tokens(SHORT), theirs.encode_tokens(SHORT), strict=True):
        assert mine.spans.tolist() == other.spans.tolist()
        assert np.allclose(mine.whole, other.whole, atol=1e-4)
        assert np.allclose(mine.vectors, other.vectors, atol=1e-4)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"hidden_act": "relu"}, "hidden_act is 'relu'"),
        ({"kind": "roberta"}, "model_type is 'roberta'"),
        ({"pooling": {"pooling_mode_max_tokens": True}}, "pooling is"),
        ({"pooling": {"pooling_mode_max_tokens": True, "pooling_mode_mean_tokens": True}}, "pooling is"),
    ],
)
def test_another_kind_of_model_is_left_to_sentence_transformers(
    tmp_path: Path, changes: dict[str, Any], why: str
) -> None:
    """What is not understood is refused with the reason, and sentence-transformers encodes."""
    folder = save(tmp_path / "model", **changes)
    with pytest.raises(UnsupportedModelError, match=why):
        OnnxModel(folder)
    encoder = load_encoder(str(folder))
    assert np.array_equal(encoder.encode(SHORT), TorchModel(folder).encode(SHORT))


def test_other_layouts_are_refused(tmp_path: Path) -> None:
    """A dense layer, a prompt, or a tokenizer of another kind would change the vectors."""
    folder = save(tmp_path / "model")
    (folder / "modules.json").write_text(json.dumps(modules("Transformer", "Pooling", "Dense")))
    with pytest.raises(UnsupportedModelError, match="Dense"):
        OnnxModel(folder)
    (folder / "modules.json").unlink()
    (folder / "config_sentence_transformers.json").write_text('{"default_prompt_name": "query"}')
    with pytest.raises(UnsupportedModelError, match="prompt"):
        OnnxModel(folder)
    (folder / "config_sentence_transformers.json").write_text("{}")
    assert OnnxModel(folder).dimension == 24
    (folder / "tokenizer.json").unlink()
    with pytest.raises(UnsupportedModelError, match="tokenizer"):
        OnnxModel(folder)


def test_a_model_is_compared_once_and_again_when_anything_of_it_changes(
    tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """sentence-transformers is loaded for the first use of a model, and for no later one."""
    folder = save(tmp_path / "model")
    loaded: list[Path] = []

    class Counted(TorchModel):
        def __init__(self, folder: Path) -> None:
            loaded.append(folder)
            super().__init__(folder)

    monkeypatch.setattr(encode, "TorchModel", Counted)
    first = load_encoder(str(folder)).encode(SHORT)
    assert len(loaded) == len(list(own_cache.glob("*.json"))) == 1
    assert np.array_equal(load_encoder(str(folder)).encode(SHORT), first)
    assert len(loaded) == 1
    (folder / "sentence_bert_config.json").write_text('{"max_seq_length": 12}')
    load_encoder(str(folder)).encode(SHORT)
    assert len(loaded) == 2


@pytest.mark.filterwarnings("ignore")
def test_a_model_whose_vectors_differ_is_not_used(
    tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """One line says so; sentence-transformers encodes, then and later; no place to note it is no error."""
    folder = save(tmp_path / "model")
    theirs = TorchModel(folder).encode(SHORT)
    monkeypatch.setattr(OnnxModel, "_pooled", lambda self, states: states[-1])
    own_cache.parent.mkdir(parents=True)
    own_cache.write_text("a file where a folder should be")
    assert np.array_equal(load_encoder(str(folder)).encode(SHORT), theirs)
    own_cache.unlink()
    assert np.array_equal(load_encoder(str(folder)).encode(SHORT), theirs)
    assert np.array_equal(load_encoder(str(folder)).encode(SHORT), theirs)
    assert [record.levelname for record in caplog.records if "differ" in record.message] == ["WARNING"] * 2


def test_many_texts_go_to_a_graphics_card_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few do not: loading what computes there takes longer than they do."""
    encoder = SentenceEncoder(str(save(tmp_path / "model")))
    seen: list[int] = []
    monkeypatch.setattr(encode, "_graphics_card", lambda: True)
    monkeypatch.setattr(TorchModel, "on_graphics_card", True)
    encode_there = TorchModel.encode
    monkeypatch.setattr(
        TorchModel, "encode", lambda self, texts: seen.append(len(texts)) or encode_there(self, texts)
    )
    encoder.encode(["the lake"])
    assert seen == [len(TEXTS)]  # the comparison
    assert encoder.encode(["the lake"] * 300).shape == (300, 24)
    assert seen == [len(TEXTS), 300]


@pytest.mark.model
def test_the_default_model_gives_the_vectors_of_sentence_transformers() -> None:
    """On which grounds its key is in `KNOWN`, so that it is never compared on anyone's machine."""
    folder = model_folder(DEFAULT_MODEL)
    assert encode_onnx._key(folder, weights_digest(folder)) in encode_onnx.KNOWN
    ours, theirs = OnnxModel(folder), TorchModel(folder)
    assert least_cosine(ours.encode(TEXTS), theirs.encode(TEXTS)) > 1 - 1e-6 > LEAST_COSINE
    for mine, other in zip(ours.encode_tokens(TEXTS), theirs.encode_tokens(TEXTS), strict=True):
        assert mine.spans.tolist() == other.spans.tolist()
        assert np.allclose(mine.vectors, other.vectors, atol=1e-4)


@pytest.mark.model
def test_the_reader_computes_the_network_that_was_trained() -> None:
    """The logits behind the readings are those of the network in torch, with shorter and longer passages."""
    import torch
    from safetensors.torch import load_file

    from index.sentences import sentence_spans
    from qa.reader import Reader
    from qa.reading import ToRead
    from training.reader_model import ReaderNetwork, pad

    model = load_encoder().sentence_transformer()
    weights = load_file(ROOT / "qa" / "reader.safetensors")
    network = ReaderNetwork(model[0].auto_model, [weights])
    texts = ["The bridge is long. It was built by Ada Brandt in 1931.", "Soup is hot.", "Fish swim. " * 80]
    passages = [ToRead("Bridges", "Before.", text, tuple(sentence_spans(text, "en"))) for text in texts]
    reader = Reader()
    readings = reader.read("Who built the bridge?", passages)
    rows, _ = reader._loaded._rows("Who built the bridge?", passages)
    with torch.inference_mode():
        scores, spans = network(*pad(rows))
    for i, row in enumerate(rows):
        for j, (begin, end) in enumerate(row.sentences):
            if end > begin:
                assert readings[i][j].score == pytest.approx(float(scores[i, j + 1]), abs=1e-3)
                assert readings[i][j].odds == pytest.approx(float(scores[i, j + 1] - scores[i, 0]), abs=1e-3)
    assert readings[0][1].answer is not None
    assert texts[0][slice(*readings[0][1].answer)] == "Ada Brandt"
    assert float(spans[0].max()) > 0


@pytest.mark.model
def test_answering_never_imports_torch(tmp_path: Path) -> None:
    """Indexing with the default model, asking with the reader: neither torch nor transformers is loaded."""
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "a.txt").write_text("Ada Brandt built the bridge in 1931. It is long.")
    code = (
        "import sys; from pathlib import Path; from index.encode import load_encoder; "
        "from index.library import Library; from index.sync import sync; from qa.ask import Asker; "
        "from qa.reader import Reader; library = Library.open(Path(sys.argv[2]), create=True); "
        "encoder = load_encoder(); sync(library, Path(sys.argv[1]), encoder); "
        "print(Asker(library, encoder, reader=Reader()).ask('Who built the bridge?').statements[0].quote); "
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, str(documents), str(tmp_path / "index")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.splitlines() == ["Ada Brandt built the bridge in 1931.", "[]"]
