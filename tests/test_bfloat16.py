"""Many texts in bfloat16: where the processor multiplies it, and where the vectors stay the same."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index import bert_bfloat16, encode_onnx
from index.bert_bfloat16 import BertBfloat16, multiplies_bfloat16
from index.encode import load_encoder
from index.encode_onnx import LEAST_COSINE_BFLOAT16, TEXTS, OnnxModel, load_weights
from index.encoded import Vectors, unit_rows
from index.models import DEFAULT_MODEL, model_folder
from tests.test_encoding import SHORT, least_cosine, save

MANY = [f"{text} the lake" for text in SHORT] * 240
FEW = MANY[: len(MANY) // 5]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Have a processor that multiplies bfloat16, and count the texts that are encoded in it."""
    seen: list[int] = []
    run = BertBfloat16.run

    def noted(self: BertBfloat16, rows: Sequence[Sequence[int]], take: object) -> list[object]:
        seen.append(len(rows))
        return run(self, rows, take)  # type: ignore[arg-type]

    monkeypatch.setattr(encode_onnx, "multiplies_bfloat16", lambda: True)
    monkeypatch.setattr(BertBfloat16, "run", noted)
    return seen


@pytest.mark.parametrize(
    "pooling", [{"pooling_mode_mean_tokens": True}, {"pooling_mode_cls_token": True}], ids=["mean", "first"]
)
def test_many_texts_are_encoded_in_bfloat16(
    tmp_path: Path, pooling: dict[str, bool], counted: list[int]
) -> None:
    """A question is not, nor a few texts; once torch is there, fewer are enough."""
    model = OnnxModel(save(tmp_path / "model", pooling))
    few = model.encode_many(MANY[:40])
    assert not counted
    vectors = model.encode_many(MANY)
    assert counted == [len(TEXTS), len(MANY)]
    assert vectors.dtype == np.float32
    assert least_cosine(vectors, model.encode(MANY)) > LEAST_COSINE_BFLOAT16
    assert np.array_equal(few, model.encode(MANY[:40]))
    model.encode_many(MANY[:40])
    model.encode_many(MANY[:4])
    assert counted == [len(TEXTS), len(MANY), 40]


def test_many_texts_are_many_in_however_many_calls(
    tmp_path: Path, counted: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder comes in batches; one of short texts is done before torch has been imported."""
    monkeypatch.setattr(encode_onnx, "MANY_CHARS", 4 * sum(map(len, FEW)))
    model = OnnxModel(save(tmp_path / "model"))
    for _ in range(3):
        model.encode_many(FEW)
    assert not counted
    model.encode_many(FEW)
    assert counted == [len(TEXTS), len(FEW)]


def test_what_is_expected_is_made_ready_for(tmp_path: Path, counted: list[int]) -> None:
    """Where much text is about to come, not even the first texts wait for many before them."""
    model = OnnxModel(save(tmp_path / "model"))
    model.expect(encode_onnx.MANY_CHARS - 1)
    assert not counted
    model.expect(encode_onnx.MANY_CHARS)
    model.encode_many(MANY[:40])
    assert counted == [len(TEXTS), 40]


def test_torch_has_as_many_threads_afterwards_as_before(tmp_path: Path, counted: list[int]) -> None:
    """Whoever set them may use torch for something else."""
    import torch

    model = OnnxModel(save(tmp_path / "model"))
    before = torch.get_num_threads()
    try:
        for threads in (3, 1):
            torch.set_num_threads(threads)
            model.encode_many(MANY)
            model.encode_many(MANY[:40])
            assert torch.get_num_threads() == threads
    finally:
        torch.set_num_threads(before)


def test_a_text_is_as_alone_whatever_it_is_beside(tmp_path: Path, counted: list[int]) -> None:
    """Padding is not seen, whatever the lengths in a batch."""
    model = OnnxModel(save(tmp_path / "model"))
    texts = [" ".join(["the bridge is long"] * (1 + number % 6)) for number in range(1800)]
    together = model.encode_many(texts)
    assert least_cosine(together, np.concatenate([model.encode([text]) for text in texts])) > 0.999
    assert least_cosine(together[:6], together[6:12]) > 1 - 1e-4


def test_the_encoder_encodes_many_so_and_questions_never(
    tmp_path: Path, counted: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever indexes need not know."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    encoder = load_encoder(str(save(tmp_path / "model")))
    encoder.encode(MANY)
    assert counted == [len(TEXTS), len(MANY)]
    for text in MANY[:4]:
        encoder.encode([text])
    assert len(counted) == 2


def test_a_model_that_differs_in_bfloat16_stays_in_float32(
    tmp_path: Path, counted: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is compared once."""
    model = OnnxModel(save(tmp_path / "model"))
    monkeypatch.setattr(encode_onnx, "LEAST_COSINE_BFLOAT16", 1.1)
    for _ in range(2):
        assert np.array_equal(model.encode_many(MANY), model.encode(MANY))
    assert counted == [len(TEXTS)]


@pytest.mark.parametrize("error", [ImportError, OSError, RuntimeError])
def test_where_torch_fails_float32_is_used(
    tmp_path: Path, counted: list[int], monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    """It only costs time; the index is made all the same."""
    model = OnnxModel(save(tmp_path / "model"))

    def failing(*_: object) -> None:
        raise error("no torch here")

    monkeypatch.setattr(encode_onnx, "BertBfloat16", failing)
    assert np.array_equal(model.encode_many(MANY), model.encode(MANY))
    assert not counted


@pytest.mark.parametrize(
    ("information", "expected"),
    [
        ("processor\t: 0\nflags\t\t: fpu amx_bf16 avx2\n", True),
        ("processor\t: 0\nflags\t\t: fpu avx512f avx512_bf16\n", True),
        ("processor\t: 0\nflags\t\t: fpu avx2 amx_bf16x\nbugs\t\t: amx_bf16\n", False),
        (None, False),
    ],
)
def test_what_the_processor_multiplies_is_read_from_its_flags(
    tmp_path: Path, information: str | None, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system doesn't tell, float32 is used."""
    path = tmp_path / "cpuinfo"
    if information is not None:
        path.write_text(information)
    monkeypatch.setattr(bert_bfloat16, "_PROCESSOR", path)
    multiplies_bfloat16.cache_clear()
    try:
        assert multiplies_bfloat16() is expected
    finally:
        multiplies_bfloat16.cache_clear()


def test_float32_is_used_where_the_processor_does_not_multiply_it(
    tmp_path: Path, counted: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many texts there are."""
    monkeypatch.setattr(encode_onnx, "multiplies_bfloat16", lambda: False)
    model = OnnxModel(save(tmp_path / "model"))
    assert np.array_equal(model.encode_many(MANY), model.encode(MANY))
    assert not counted


@pytest.mark.model
def test_the_default_model_gives_nearly_the_same_vectors_in_bfloat16() -> None:
    """Also of texts that are odd, empty or longer than it can take."""
    folder = model_folder(DEFAULT_MODEL)
    model = OnnxModel(folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    network = BertBfloat16(config, load_weights(folder / "model.safetensors"))
    vectors: Vectors = model._encoded(network, TEXTS)
    assert least_cosine(vectors, model.encode(TEXTS)) > LEAST_COSINE_BFLOAT16
    assert np.allclose(vectors, unit_rows(vectors), atol=1e-6)
