"""Encoding in ONNX Runtime: the models of sentence-transformers whose every part is understood.

These are a BERT network with mean or first-token pooling, the layout of all-MiniLM, BGE, E5 and GTE. It takes
a fraction of a second to import, where sentence-transformers takes about ten.
"""

import hashlib
import json
import logging
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.bert import GRAPH_VERSION, Bert, Floats, UnsupportedModelError
from index.bert_bfloat16 import BertBfloat16, multiplies_bfloat16
from index.encoded import TokenVectors, Vectors, unit_rows
from index.models import offline

__all__ = ["MANY_CHARS", "OnnxModel", "agrees", "load_tokenizer", "load_weights", "read_json"]

_logger = logging.getLogger(__name__)
LEAST_COSINE, LEAST_COSINE_BFLOAT16 = 0.9999, 0.9995
MANY_CHARS, _SEVERAL = 100_000, 32
"""From how many characters on, in however many calls, importing torch pays; and how many texts at once pay
when it has been imported."""
KNOWN = frozenset({"65391034cd5098c600a34b97c7da13c23b274ed885b49d850ba5cebe1dbfc226"})
"""The keys of models that the tests compare with sentence-transformers: all-MiniLM-L6-v2."""

TEXTS = (
    "Who chaired the meeting in March?",
    "The bridge, 1,204.5 m long, cost €3.2 million; it opened on 4 May 1998 (two years late).",
    "UPPER and lower Case, naïve café, Ünïcödé, ﬁle, İstanbul, straße",
    "Вопрос на русском языке, 中文的句子, 日本語, العربية, हिन्दी, 🙂👩‍🚀",
    "code: def f(x): return x ** 2  # <b>not</b> markup, [MASK] [SEP] a@b.example",
    "",
    " \t\n ",
    "one " * 700,
    "\n".join(f"Line {number} of a longer text, which says nothing new." for number in range(12)),
)
"""What a model is compared on: case, accents, scripts, special tokens, nothing, and more than it can take."""


class OnnxModel:
    """A sentence-transformers model, computed by `index.bert`. Safe to use from many threads."""

    def __init__(self, folder: Path) -> None:
        """Read the model. Raises UnsupportedModelError where it is laid out in another way."""
        try:
            transformer, self._first_token = _layout(folder)
            settings = read_json(transformer / "sentence_bert_config.json")
            config = read_json(transformer / "config.json")
            own = read_json(transformer / "tokenizer_config.json")
            longest = settings.get("max_seq_length") or min(
                int(own.get("model_max_length") or 512), int(config["max_position_embeddings"])
            )
            self._tokenizer = load_tokenizer(transformer)
            self._tokenizer.enable_truncation(int(longest))
            path = transformer / "model.safetensors"
            self._network = Bert(config, load_weights(path))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UnsupportedModelError(str(error)) from error
        self.dimension = self._network.width
        self._in_bfloat16 = _InBfloat16(lambda: BertBfloat16(config, load_weights(path)), self._agrees)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (len(texts), dimension) float32 with unit rows."""
        return self._encoded(self._network, texts)

    def encode_many(self, texts: Sequence[str]) -> Vectors:
        """Do as `encode` does; many texts in bfloat16, where the processor and the model allow it."""
        return self._encoded(self._in_bfloat16.network(texts) or self._network, texts)

    def expect(self, characters: int) -> None:
        """Make ready for so much text."""
        self._in_bfloat16.expect(characters)

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Return the vectors of each text's tokens."""
        found = self._tokenizer.encode_batch(list(texts))

        def take(row: int, states: Floats) -> TokenVectors:
            keep = np.flatnonzero(np.asarray(found[row].special_tokens_mask) == 0)
            spans = np.asarray(found[row].offsets, dtype=np.int32).reshape(-1, 2)[keep]
            return TokenVectors(unit_rows(self._pooled(states)), unit_rows(states[keep]), spans)

        return self._network.run([one.ids for one in found], take)

    def _encoded(self, network: Bert | BertBfloat16, texts: Sequence[str]) -> Vectors:
        rows = [found.ids for found in self._tokenizer.encode_batch(list(texts))]
        return unit_rows(np.stack(network.run(rows, lambda _, states: self._pooled(states))))

    def _agrees(self, network: BertBfloat16) -> bool:
        """Return whether a network gives the vectors of this model's own, for `TEXTS`."""
        cosines = np.sum(self.encode(TEXTS) * self._encoded(network, TEXTS), axis=1)
        return float(cosines.min()) >= LEAST_COSINE_BFLOAT16

    def _pooled(self, states: Floats) -> Floats:
        return states[0] if self._first_token else np.asarray(states.mean(axis=0), dtype=np.float32)


class _InBfloat16:
    """The network for many texts, made when first it pays; none where it would not be quicker or the same."""

    def __init__(self, make: Callable[[], BertBfloat16], agrees: Callable[[BertBfloat16], bool]) -> None:
        self._make, self._agrees = make, agrees
        self._lock = threading.Lock()
        self._tried = not multiplies_bfloat16()
        self._chars = 0
        self._network: BertBfloat16 | None = None

    def network(self, texts: Sequence[str]) -> BertBfloat16 | None:
        """Return the network to encode texts with, if not the model's own."""
        with self._lock:
            if not self._tried:
                self._chars += sum(map(len, texts))
                self._try_from(self._chars)
            return self._network if len(texts) >= _SEVERAL else None

    def expect(self, characters: int) -> None:
        """Make the network now if so many characters to come are worth it."""
        with self._lock:
            if not self._tried:
                self._try_from(characters)

    def _try_from(self, characters: int) -> None:
        self._tried = characters >= MANY_CHARS
        self._network = self._made() if self._tried else None

    def _made(self) -> BertBfloat16 | None:
        try:
            network = self._make()
            if self._agrees(network):
                return network
            _logger.info("the model's vectors differ too much in bfloat16: float32 is used")
        except (ImportError, OSError, RuntimeError) as error:  # what torch raises
            _logger.info("bfloat16 cannot be used here (%s): float32 is", error)
        return None


def load_tokenizer(folder: Path) -> Any:  # noqa: ANN401 - tokenizers has no types
    """Return the tokenizer of a model, without padding or truncation."""
    offline()
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # the library raises nothing narrower
        raise UnsupportedModelError(f"its tokenizer.json cannot be read: {error}") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def load_weights(path: Path) -> dict[str, Floats]:
    """Return the weights in a safetensors file by name, in float32."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        weights = load_file(path)
    except SafetensorError as error:
        raise UnsupportedModelError(f"{path.name} cannot be read: {error}") from error
    return {
        name.removeprefix("bert."): np.asarray(value, dtype=np.float32) for name, value in weights.items()
    }


def agrees(
    model: OnnxModel, folder: Path, digest: str, reference: Callable[[Sequence[str]], Vectors]
) -> bool:
    """Return whether a model gives the vectors of `reference`, sentence-transformers' own, for `TEXTS`.

    `digest` is that of its weights. What was found is kept in the user's cache, under all that it depends on,
    so that it is found out once.
    """
    key = _key(folder, digest)
    if key in KNOWN:
        return True
    kept = _cache_folder() / f"{key}.json"
    try:
        least = read_json(kept).get("least_cosine")
    except (OSError, ValueError):
        least = None
    if not isinstance(least, float):
        least = float(np.min(np.sum(model.encode(TEXTS) * reference(TEXTS), axis=1)))
        _write(kept, json.dumps({"model": folder.name, "least_cosine": least}))
        if least < LEAST_COSINE:
            _logger.warning("the vectors of %s differ in ONNX Runtime (cosine %.4f): not used", folder, least)
    return least >= LEAST_COSINE


def read_json(path: Path) -> dict[str, Any]:
    """Return the object in a JSON file; an empty one where there is no such file."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return value if isinstance(value, dict) else {}


def _layout(folder: Path) -> tuple[Path, bool]:
    """Return where the transformer lies, and whether its first token stands for the text, not the mean."""
    if read_json(folder / "config_sentence_transformers.json").get("default_prompt_name"):
        raise UnsupportedModelError("it puts a prompt before each text")
    if not (folder / "modules.json").exists():
        return folder, False
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    kinds = [str(module["type"]).rpartition(".")[2] for module in modules]
    if kinds not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        raise UnsupportedModelError(f"its parts are {', '.join(kinds)}")
    pooling = read_json(folder / modules[1]["path"] / "config.json")
    earlier = [
        name.removeprefix("pooling_mode_").removesuffix("_token").removesuffix("_tokens")
        for name, value in pooling.items()
        if name.startswith("pooling_mode_") and value is True
    ]
    mode = pooling.get("pooling_mode", earlier[0] if len(earlier) == 1 else earlier)
    if mode not in ("mean", "cls"):
        raise UnsupportedModelError(f"its pooling is {mode}")
    if read_json(folder / modules[0]["path"] / "sentence_bert_config.json").get("do_lower_case"):
        raise UnsupportedModelError("it lowers the case of texts itself")
    return folder / modules[0]["path"], mode == "cls"


def _key(folder: Path, weights: str) -> str:
    """Return a digest of all that a model's vectors depend on, and of how they are computed."""
    digest = hashlib.sha256(f"{GRAPH_VERSION} {weights}".encode())
    for path in sorted(folder.rglob("*.json")):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    return Path(base) / "footnote" / "models"


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all; where that cannot be, the same is found out again next time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f"{path.name}.{os.getpid()}")
        new.write_text(text, encoding="utf-8")
        new.replace(path)
    except OSError as error:
        _logger.info("%s is not kept: %s", path, error)
