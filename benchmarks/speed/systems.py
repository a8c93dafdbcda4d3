"""The systems that are measured, their environments, and their processes."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.models import DEFAULT_MODEL, model_folder

__all__ = ["ROOT", "SYSTEMS", "Process", "Started", "environment"]

ROOT = Path(__file__).parents[2]
_SCRIPTS = Path(__file__).parent / "peers"
_LONGEST_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Started:
    """How a system's process is started: its script in `peers/` and its arguments."""

    script: str
    arguments: tuple[str, ...] = ()


SYSTEMS = {
    "Footnote": Started("footnote"),
    "bare parts": Started("bare"),
    "txtai": Started("txtai"),
    "txtai hybrid": Started("txtai", ("hybrid",)),
    "LlamaIndex": Started("llamaindex"),
    "Haystack": Started("haystack"),
    "LangChain": Started("langchain"),
}


def environment(script: str, work: Path) -> Path:
    """Return the Python of a script's own environment, made where it has pinned requirements of its own."""
    wanted = _SCRIPTS / f"{script}.txt"
    if not wanted.exists():
        return Path(sys.executable)
    folder = work / "environments" / script
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    installed = folder / "installed.txt"
    if not installed.exists() or installed.read_text() != wanted.read_text():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--requirement", str(wanted)], check=True)
        installed.write_text(wanted.read_text())
    return python


class Process:
    """A system's process, which is ended with the context."""

    def __init__(self, started: Started, work: Path) -> None:
        """Start it; it is not waited for."""
        hidden = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV")
        offline = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HAYSTACK_TELEMETRY_ENABLED": "False"}
        self._module = f"benchmarks.speed.peers.{started.script}"
        python, model = environment(started.script, work), model_folder(DEFAULT_MODEL)
        self._log = (work / "log.txt").open("a", encoding="utf-8")
        self._process = subprocess.Popen(
            [str(python), "-m", self._module, str(model), *started.arguments],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if name not in hidden} | offline,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        self._watch = threading.Timer(_LONGEST_SECONDS, self._process.kill)
        self._watch.start()

    def do(self, what: str, **details: Any) -> dict[str, float]:  # noqa: ANN401 - whatever is JSON
        """Send a command and return the figures that come back. Raises RuntimeError where none do."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("the process has no pipes")
        stdin.write(json.dumps({"do": what, **details}) + "\n")
        stdin.flush()
        line = stdout.readline()
        if not line:
            raise RuntimeError(
                f"the process of {self._module} ended at {what!r}: its messages are in {self._log.name}"
            )
        return dict(json.loads(line))

    def __enter__(self) -> "Process":
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let it end by itself, or end it."""
        self._process.communicate(timeout=60)
        self._watch.cancel()
        self._log.close()
